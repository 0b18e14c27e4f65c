//! Ways of offices to set the parts of a document, each read out of a few lines: what the
//! documents that tests write as files do not have.
//!
//! A line is a paragraph: `c` centered, `b` bold, `r` at the right, `p` on a new page, then
//! a space and the text (`⏎` breaks a line, `⇥` is a tab). Lines between `[` and `]` are the
//! rows of a table, their cells parted by `|`, the paragraphs of a cell by `¶`.

use super::read;
use crate::input::word::flow::{Align, Cell, Flow, Item, Paragraph, Row, Table};
use crate::model::account::Fate;
use crate::model::node::{Node, RawText, Style, Value};
use crate::origin::{Origin, Place};

fn origin() -> Origin {
    Origin::new(&"a.docx".into(), Place::File)
}

fn paragraph(flags: &str, text: &str) -> Item {
    let has = |flag: char| flags.contains(flag);
    let text = text.replace('⏎', "\n");
    let parts = text.split('⇥').map(|part| {
        let styles = match has('b') {
            true => vec![(0..part.len(), Style { bold: true, ..Style::default() })],
            false => Vec::new(),
        };
        RawText { styles, ..RawText::plain(part) }
    });
    Item::Paragraph(Paragraph {
        origin: origin(),
        parts: parts.collect(),
        label: None,
        align: match (has('c'), has('r')) {
            (true, _) => Align::Center,
            (_, true) => Align::Right,
            _ => Align::Left,
        },
        indent: 0,
        outline: None,
        new_page: has('p'),
        landscape: false,
        boxed: false,
    })
}

fn table(rows: &[&str]) -> Item {
    let cells = |row: &str| -> Vec<Cell> {
        let cells = row.split('|').enumerate().map(|(column, cell)| Cell {
            origin: origin(),
            column,
            colspan: 1,
            rowspan: 1,
            items: cell.split('¶').map(|text| paragraph("", text.trim())).collect(),
        });
        cells.collect()
    };
    let rows: Vec<Row> = rows.iter().map(|row| Row { header: false, cells: cells(row) }).collect();
    let widths = vec![0; rows.first().map_or(0, |row| row.cells.len())];
    Item::Table(Table { origin: origin(), widths, rows, new_page: false, landscape: false })
}

fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut rows: Option<Vec<&str>> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (line, &mut rows) {
            ("[", _) => rows = Some(Vec::new()),
            ("]", _) => items.push(table(&rows.take().unwrap_or_default())),
            (row, Some(rows)) => rows.push(row),
            (".", None) => items.push(paragraph("", "")),
            (line, None) => match line.split_once(' ') {
                Some((flags, text)) if flags.chars().all(|c| "cbrp".contains(c)) => {
                    items.push(paragraph(flags, text));
                }
                _ => items.push(paragraph("", line)),
            },
        }
    }
    items
}

/// The texts of a plan, each with its key; those of one list or map stand together.
fn said(node: &Node, key: &str, out: &mut Vec<String>) {
    match &node.value {
        Value::Text(raw) => out.push(format!("{key} {}", raw.text.replace('\n', "⏎"))),
        Value::List(nodes) => nodes.iter().for_each(|node| said(node, key, out)),
        Value::Map(members) => {
            members.iter().for_each(|member| said(&member.value, &member.key, out))
        }
        _ => {}
    }
}

/// What is read of a body between an ordinary letterhead and an ordinary end.
fn check(margins: &str, document: &str, expected: &str) {
    let flow = Flow { items: items(document), margins: items(margins), ..Flow::default() };
    let (node, making) = read(flow, &origin());
    let mut out = Vec::new();
    said(&node, "", &mut out);
    let left = making.account.iter().filter_map(|entry| match entry.fate {
        Fate::Left(why) => Some(format!("left {} ({why})", entry.text.replace('\n', "⏎"))),
        _ => None,
    });
    out.extend(left);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(out.join("\n"), expected.join("\n"), "{document}");
}

const HEAD: &str = "[
CÔNG AN TỈNH A ¶ CÔNG AN XÃ B ¶ Số: 12/KH-CAX | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ¶ Độc lập - Tự do - Hạnh phúc ¶ B, ngày 05 tháng 3 năm 2025
]
cb KẾ HOẠCH
cb Bảo vệ Tết";

const HEAD_SAID: &str = "parent_agency CÔNG AN TỈNH A
agency CÔNG AN XÃ B
number 12
symbol KH-CAX
place B
date 05/03/2025
kind KẾ HOẠCH
subject Bảo vệ Tết";

#[test]
fn a_rank_is_part_of_the_name_and_an_approval_is_no_appendix() {
    check(
        "",
        &format!(
            "{HEAD}
            Thực hiện nghiêm./.
            [
            Nơi nhận: ¶ - Công an tỉnh; ¶ - Lưu: CAX. | TRƯỞNG CÔNG AN XÃ ¶ ¶ ¶ ¶ Thiếu tá Vàng Seo Sử
            ]
            cb DUYỆT CỦA CÔNG AN TỈNH A
            cb KT. GIÁM ĐỐC"
        ),
        &format!(
            "{HEAD_SAID}
            text Thực hiện nghiêm./.
            recipients Công an tỉnh
            recipients Lưu: CAX
            position TRƯỞNG CÔNG AN XÃ
            name Thiếu tá Vàng Seo Sử
            left DUYỆT CỦA CÔNG AN TỈNH A⏎KT. GIÁM ĐỐC (phần duyệt, xác nhận của cơ quan khác)"
        ),
    );
}

#[test]
fn who_signs_stands_on_the_right_above_the_recipients_too() {
    check(
        "",
        &format!(
            "{HEAD}
            Thực hiện nghiêm./.
            [
            NGƯỜI LẬP ¶ ¶ ¶ Lê Thị B | KT. HIỆU TRƯỞNG ¶ PHÓ HIỆU TRƯỞNG ¶ ¶ ¶ Trần Văn C
            ]
            Nơi nhận:
            - Phòng Giáo dục;
            - Lưu: VT."
        ),
        &format!(
            "{HEAD_SAID}
            text Thực hiện nghiêm./.
            recipients Phòng Giáo dục
            recipients Lưu: VT
            authority KT. HIỆU TRƯỞNG
            position PHÓ HIỆU TRƯỞNG
            name Trần Văn C
            left NGƯỜI LẬP⏎Lê Thị B (chữ ký khác, bên cạnh người ký văn bản)"
        ),
    );
}

#[test]
fn recipients_stand_in_two_columns_and_signatures_at_the_right() {
    check(
        "",
        &format!(
            "{HEAD}
            Thực hiện nghiêm./.
            [
            Nơi nhận: ¶ - Bộ A; ¶ - Sở B; | - Các trường; ¶ - Lưu: VT. | GIÁM ĐỐC ¶ ¶ ¶ Hoàng Thị Nhung
            ]"
        ),
        &format!(
            "{HEAD_SAID}
            text Thực hiện nghiêm./.
            recipients Bộ A
            recipients Sở B
            recipients Các trường
            recipients Lưu: VT
            position GIÁM ĐỐC
            name Hoàng Thị Nhung"
        ),
    );
    check(
        "",
        &format!("{HEAD}\nThực hiện nghiêm./.\nrb CHỦ TỊCH\n.\n.\nr Nguyễn Văn A"),
        &format!("{HEAD_SAID}\ntext Thực hiện nghiêm./.\nposition CHỦ TỊCH\nname Nguyễn Văn A"),
    );
}

#[test]
fn a_letterhead_stands_in_a_header_behind_a_cover_or_over_the_signature() {
    let (head, title) = HEAD.split_once("]\n").unwrap();
    let end = "Thực hiện nghiêm./.\n[\nNơi nhận: ¶ - Lưu: VT. | CHỦ TỊCH ¶ ¶ ¶ Lê A\n]";
    let end_said = "text Thực hiện nghiêm./.\nrecipients Lưu: VT\nposition CHỦ TỊCH\nname Lê A";
    check(&format!("{head}]\n2"), &format!("{title}\n{end}"), &format!("{HEAD_SAID}\n{end_said}"));
    check(
        "",
        &format!("cb TRƯỜNG B\ncb KẾ HOẠCH\ncb Năm 2025\n{HEAD}\n{end}"),
        &format!("{HEAD_SAID}\n{end_said}\nleft TRƯỜNG B⏎KẾ HOẠCH⏎Năm 2025 (trang bìa)"),
    );
    let undated = HEAD.replace(" ¶ B, ngày 05 tháng 3 năm 2025", "");
    let late = end.replace("| CHỦ TỊCH", "| B, ngày 05 tháng 3 năm 2025 ¶ CHỦ TỊCH");
    check("", &format!("{undated}\n{late}"), &format!("{HEAD_SAID}\n{end_said}"));
}

#[test]
fn items_below_each_other_and_markers_with_strokes_are_read() {
    check(
        "",
        &format!(
            "{HEAD}
            b I/ MỤC ĐÍCH
            1 - Yêu cầu
            -  Gồm:⏎⇥- Một;⏎⇥- Hai.
            • Ba."
        ),
        &format!(
            "{HEAD_SAID}
            marker I/
            text MỤC ĐÍCH
            marker 1 -
            text Yêu cầu
            marker -
            text Gồm:
            marker -
            text Một;
            marker -
            text Hai.
            marker •
            text Ba."
        ),
    );
}

#[test]
fn appendices_are_told_by_their_lines() {
    check(
        "",
        &format!(
            "{HEAD}
            Thực hiện nghiêm./.
            [
            Nơi nhận: ¶ - Lưu: VT. | CHỦ TỊCH ¶ ¶ ¶ Lê A
            ]
            cbp PHỤ LỤC I
            c (Kèm theo Kế hoạch số 12/KH-CAX)
            cb LỊCH TRỰC
            - Trực Tết.
            cbp DANH SÁCH TỔ
            c (Kèm theo Kế hoạch số      /KH-CAX của UBND xã B)
            - Lê A."
        ),
        &format!(
            "{HEAD_SAID}
            text Thực hiện nghiêm./.
            recipients Lưu: VT
            position CHỦ TỊCH
            name Lê A
            title LỊCH TRỰC
            reference (Kèm theo Kế hoạch số 12/KH-CAX)
            marker -
            text Trực Tết.
            title DANH SÁCH TỔ
            marker -
            text Lê A."
        ),
    );
}
