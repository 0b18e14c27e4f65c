//! The last line of Nơi nhận: "- Lưu: VT, KT."

use std::ops::Range;

use crate::check::citation::nd30;
use crate::check::closing::{Listed, archive, listed, recipient};
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::{starts_with, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N03",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9d"),
    page: include_str!("n03.md"),
    checks: &[Check::Document(look)],
};

const HINT: &str = "dòng cuối là “Lưu: VT”, rồi chữ viết tắt đơn vị soạn thảo, như Lưu: VT, KT";

fn look(view: &View) -> Vec<Found> {
    let lines = listed(view);
    let Some(last) = lines.last() else {
        let needed = view.document.issued_with.is_none();
        let found = Found::new(At::Whole, "Văn bản thiếu nơi nhận.").hint(HINT);
        return Some(found).filter(|_| needed).into_iter().collect();
    };
    let archives: Vec<(usize, usize)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, archive(line.text)?))).collect();
    if archives.is_empty() {
        return vec![
            Found::new(last.part(whole(last.text)), "Nơi nhận thiếu dòng “Lưu”.").hint(HINT),
        ];
    }
    let mut found = Vec::new();
    for (at, file) in archives {
        let Some(line) = lines.get(at) else { continue };
        if at + 1 < lines.len() {
            found.push(
                Found::new(
                    line.part(whole(line.text)),
                    "“Lưu” không phải là dòng cuối của nơi nhận.",
                )
                .hint("chuyển xuống cuối, chỉ có một dòng “Lưu”"),
            );
        }
        found.extend(form(line, file));
    }
    found
}

/// A line without dash and punctuation.
fn whole(line: &str) -> Range<usize> {
    let start = recipient(line);
    start..line.trim_end_matches([' ', '.', ';', ',']).len().max(start)
}

/// The words "Lưu: " and "VT" first behind them.
fn form(listed: &Listed, file: usize) -> Option<Found> {
    let line = listed.text;
    let start = recipient(line);
    let typed = line.get(start..file)?;
    let units = line.get(file..)?;
    if typed != "Lưu: " {
        return Some(
            Found::new(listed.part(start..file), format!("“{}” viết chưa đúng.", typed.trim_end()))
                .hint("viết “Lưu:” rồi một dấu cách")
                .mend("Lưu: "),
        );
    }
    if let Some(end) = starts_with(units, "VĂN THƯ") {
        return Some(
            Found::new(listed.part(file..file + end), "Văn thư cơ quan ghi tắt là “VT”.")
                .hint(HINT),
        );
    }
    // "VT UBND, VT MTTQ" of a joint document, "VTLT" of some offices.
    if starts_with(units, "VT").is_some() {
        let end = file + "VT".len();
        return line.get(end..)?.starts_with(';').then(|| {
            Found::new(listed.part(end..end + 1), "Sau “VT” là dấu chấm phẩy.")
                .hint("dùng dấu phẩy: Lưu: VT, KT.")
                .mend(",")
        });
    }
    let later = words(units).any(|word| word.text == "VT");
    let message = if later {
        "“VT” không đứng đầu dòng “Lưu”."
    } else {
        "Dòng “Lưu” thiếu “VT”."
    };
    let end = line.trim_end_matches(['.', ';', ' ']).len().max(file);
    Some(Found::new(listed.part(file..end), message).hint(HINT))
}
