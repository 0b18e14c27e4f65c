//! OpenDocument spreadsheets: those that LibreOffice saved against the .xlsx
//! files they came from (`tests/fixtures/ods.py` makes both),
//! and what LibreOffice would not write, from raw XML.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter};

use super::package::zipped;
use super::*;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workbooks");
    std::fs::read(folder.join(name)).unwrap()
}

/// Everything that was read of a fixture, one line a value.
fn lines(name: &str) -> Vec<String> {
    let input = read_bytes("kh.xlsx", &fixture(name)).unwrap();
    dump(input.node.as_ref().unwrap()).lines().map(str::to_owned).collect()
}

/// Where two fixtures differ: the line before, which names the format, and what
/// each has.
fn differences(xlsx: &str, ods: &str) -> String {
    let (xlsx, ods) = (lines(xlsx), lines(ods));
    assert_eq!(xlsx.len(), ods.len());
    let pairs = xlsx.iter().zip(&ods).enumerate().filter(|(_, (xlsx, ods))| xlsx != ods);
    let shown = |line: &str| {
        let (_, value) = line.split_once(' ').unwrap();
        value.rsplit_once(" @ ").map_or(value, |(value, _)| value).to_owned()
    };
    pairs
        .map(|(at, (left, right))| {
            format!("{}: {} -> {}\n", shown(&xlsx[at - 1]), shown(left), shown(right))
        })
        .collect()
}

/// What LibreOffice itself changes. Its days before March 1900 are one off
/// Excel's; the others it takes for something else when it reads the .xlsx.
const LOST: &str = r#""46182 mmmmm": "T" -> "Thg6"
"0.5625 [$-F400]h:mm:ss AM/PM": "13:30:00" -> "01:30:00 CH"
"1 dd/mm/yyyy": "01/01/1900" -> unread
"60 dd/mm/yyyy": "29/02/1900" -> "28/02/1900"
"0 dd/mm/yyyy": "00/01/1900" -> unread
"40 dd/mm/yyyy": "09/02/1900" -> "08/02/1900"
"#;

#[test]
fn libreoffice_keeps_every_format_and_text() {
    // In American LibreOffice this is the system's date.
    let american = "\"46182 m/d/yyyy\": \"6/9/2026\" -> \"09/06/2026\"\n";
    let found = differences("formats.xlsx", "formats-libreoffice.ods");
    assert_eq!(found, format!("{american}{LOST}"));
    assert_eq!(differences("formats-1904.xlsx", "formats-1904-libreoffice.ods"), "");
}

#[test]
fn vietnamese_libreoffice_keeps_every_format_and_text() {
    // Built-in formats whose days have two digits in Vietnamese.
    let vietnamese = "\"46182 d-mmm-yy\": \"9-Thg6-26\" -> \"09-Thg6-26\"\n\
                      \"46182 d-mmm\": \"9-Thg6\" -> \"09-Thg6\"\n";
    let found = differences("formats.xlsx", "formats-libreoffice-vi.ods");
    assert_eq!(found, format!("{vietnamese}{LOST}"));
}

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A spreadsheet whose sheet Nội dung has these rows below its headings; the
/// styles are those of its own part.
fn spreadsheet(styles: &str, rows: &str, after: &str) -> Vec<u8> {
    let row = |first: &str, second: &str| {
        let cell = |text: &str| {
            format!(
                r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        };
        format!("<table:table-row>{}{}</table:table-row>", cell(first), cell(second))
    };
    let table = |name: &str, rows: &str| {
        format!(r#"<table:table table:name="{name}">{rows}</table:table>"#)
    };
    let info = [row("Mục", "Giá trị"), row("Trích yếu", "Thử")].concat();
    let body = row("Mục", "Nội dung") + rows;
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{}{}{after}</office:spreadsheet></office:body>\
         </office:document-content>",
        table("Thông tin", &info),
        table("Nội dung", &body),
    );
    zipped(&[("mimetype", MEDIA_TYPE), ("content.xml", &content)])
}

/// A row of an empty cell and this one.
fn row(cell: &str) -> String {
    format!("<table:table-row><table:table-cell/>{cell}</table:table-row>")
}

/// The texts of the body and the messages.
fn body_of(bytes: &[u8]) -> (String, String) {
    let input = read_bytes("kh.ods", bytes).unwrap();
    let texts = dump_at(&input, "body").replace("kh.ods ▸ Nội dung!", "");
    (texts.replace("/text", ""), messages(&input.diagnostics).replace("kh.ods ▸ ", ""))
}

#[test]
fn texts_are_read_with_their_marks() {
    let styles = r#"
        <style:font-face style:name="F" svg:font-family="'.VnTime'"/>
        <style:style style:name="root" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="root"/>
        <style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>
        <style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="400"/></style:style>
        <style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
        <style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
        <style:style style:name="down" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>"#;
    let cells = [
        r#"<table:table-cell table:style-name="ce1" office:value-type="string"><text:p>đậm <text:span text:style-name="T2">và <text:span text:style-name="T1">nghiêng</text:span></text:span></text:p></table:table-cell>"#,
        r#"<table:table-cell table:style-name="loop"><text:p>m<text:span text:style-name="up">2</text:span> CO<text:span text:style-name="down">2</text:span></text:p></table:table-cell>"#,
        "<table:table-cell office:value-type=\"string\"><text:p>\n  a \t\n b<text:s text:c=\"3\"/>c<text:line-break/>d<text:tab/>e</text:p><text:p/><text:p>f &amp; g</text:p></table:table-cell>",
        r#"<table:table-cell office:value-type="string"><office:annotation><text:p>bỏ</text:p></office:annotation><text:p><text:a>nối</text:a> <text:ruby><text:ruby-base>chữ</text:ruby-base><text:ruby-text>bỏ</text:ruby-text></text:ruby></text:p><table:table table:is-sub-table="true"><table:table-row><table:table-cell><text:p>bỏ</text:p></table:table-cell></table:table-row></table:table></table:table-cell>"#,
        r#"<table:table-cell office:value-type="string" office:string-value="thật"><text:p>chữ: thật</text:p></table:table-cell>"#,
    ];
    let (texts, said) = body_of(&spreadsheet(styles, &cells.map(row).concat(), ""));
    assert_eq!(
        texts,
        "/0 \"<b:đậm ><bi:và ><i:nghiêng>\" @ B2\n/1 \"m<^:2> CO<~:2>\" @ B3\n\
         /2 \"a b   c\\nd e\\n\\nf & g\" @ B4\n/3 \"nối chữ\" @ B5\n/4 \"thật\" @ B6"
    );
    assert_eq!(said, "");
}

#[test]
fn values_are_told_by_their_attributes() {
    let number = |kind: &str, value: &str| {
        row(&format!(
            r#"<table:table-cell calcext:value-type="x" office:value-type="{kind}" {value}/>"#
        ))
    };
    let rows = [
        number("float", r#"office:value="1.5""#),
        number("boolean", r#"office:boolean-value="false""#),
        number("time", r#"office:time-value="-P1DT12H""#),
        number("date", r#"office:date-value="2026-06-09""#),
        number("date", r#"office:date-value="1899-12-30T12:00:00""#),
        number("float", r#"office:value="nhiều""#),
        number("time", r#"office:time-value="P1M""#),
        number("date", r#"office:date-value="1890-05-19""#),
        row(r#"<table:table-cell table:formula="of:=1+1"/>"#),
        row(r#"<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>"#),
        row(
            r#"<table:table-cell table:formula="x" office:value-type="string"><text:p>Err:502</text:p></table:table-cell>"#,
        ),
        row(
            r#"<table:table-cell table:formula="x" office:value-type="float" office:value="1"><text:p>ĐÚNG</text:p></table:table-cell>"#,
        ),
    ];
    let (texts, said) = body_of(&spreadsheet("", &rows.concat(), ""));
    assert_eq!(
        texts,
        "/0 \"1,5\" @ B2\n/1 \"FALSE\" @ B3\n/2 \"-1,5\" @ B4\n/3 \"46182\" @ B5\n/4 \"0,5\" @ B6\n\
         /5 unread @ B7\n/6 unread @ B8\n/7 unread @ B9\n/8 unread @ B10\n/9 unread @ B12\n/10 \"TRUE\" @ B13"
    );
    assert_eq!(
        said,
        "lỗi unreadable-cell @ Nội dung!B7: Ô chứa một số không đọc được. [xóa ô rồi gõ lại]\n\
         lỗi unreadable-cell @ Nội dung!B8: Ô chứa một số không đọc được. [xóa ô rồi gõ lại]\n\
         lỗi unreadable-cell @ Nội dung!B9: Ô chứa một ngày trước năm 1900. [xóa ô rồi gõ lại]\n\
         lỗi formula-without-value @ Nội dung!B10: Ô có công thức nhưng tệp không lưu kết quả của công thức. [mở tệp bằng Excel, bấm Lưu rồi chạy lại]\n\
         lỗi error-cell @ Nội dung!B12: Ô có giá trị lỗi Err:502. [sửa công thức của ô, hoặc thay bằng giá trị đúng]"
    );
}

/// A cell's own style comes before its row's, and that before its column's.
#[test]
fn cells_without_a_style_have_their_row_s_or_column_s() {
    let styles = r#"
        <number:percentage-style style:name="N1"><number:number number:decimal-places="1"/><number:text>%</number:text></number:percentage-style>
        <number:number-style style:name="N2"><number:number number:decimal-places="2" number:min-integer-digits="1"/></number:number-style>
        <style:style style:name="percent" style:family="table-cell" style:data-style-name="N1"/>
        <style:style style:name="places" style:family="table-cell" style:data-style-name="N2"/>
        <style:style style:name="plain" style:family="table-cell"/>"#;
    let cell = |style: &str| {
        format!(r#"<table:table-cell {style} office:value-type="float" office:value="0.25"/>"#)
    };
    let rows = [
        r#"<table:table-column/><table:table-column table:number-columns-repeated="9" table:default-cell-style-name="percent"/>"#.to_owned(),
        row(&cell("")),
        row(&cell("")).replace("<table:table-row>", r#"<table:table-row table:default-cell-style-name="places">"#),
        row(&cell(r#"table:style-name="plain""#)),
    ];
    let (texts, said) = body_of(&spreadsheet(styles, &rows.concat(), ""));
    assert_eq!(texts, "/0 \"25,0%\" @ B2\n/1 \"0,25\" @ B3\n/2 \"0,25\" @ B4");
    assert_eq!(said, "");
}

/// Repeated cells and rows, those of them that are empty without end; tables
/// that are no sheets; drawings that are tied to no cell.
#[test]
fn only_what_is_on_the_sheet_is_read() {
    let rows = r#"
        <table:shapes><draw:frame><draw:text-box><text:p>Hộp</text:p></draw:text-box></draw:frame><draw:custom-shape><text:p/><draw:enhanced-geometry/></draw:custom-shape></table:shapes>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="1"><text:p>Hai lần.</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
        <table:table-row table:visibility="collapse"><table:table-cell/><table:table-cell><text:p>Ẩn<draw:frame><draw:image/></draw:frame>.</text:p><draw:custom-shape><text:p>Chữ</text:p></draw:custom-shape></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="4294967295"><table:table-cell table:number-columns-repeated="4294967295"/></table:table-row>"#;
    let sheet = |name: &str| {
        format!(
            r#"<table:table table:name="{name}"><table:table-row><table:table-cell><text:p>Nội dung</text:p></table:table-cell></table:table-row></table:table>"#
        )
    };
    let after = format!(
        "<table:tracked-changes><table:cell-content-change>{0}</table:cell-content-change></table:tracked-changes>\
         <table:dde-links><table:dde-link>{0}</table:dde-link></table:dde-links>{1}\
         <table:database-ranges><table:database-range table:target-range-address=\"$'Nội dung'.A1:'Nội dung'.B9\" table:display-filter-buttons=\"true\"/></table:database-ranges>",
        sheet("Nơi nhận"),
        sheet("'file:///C:/khac.ods'#$Nơi nhận"),
    );
    let (texts, said) = body_of(&spreadsheet("", rows, &after));
    assert_eq!(texts, "/0 \"Hai lần.\" @ B2\n/1 \"Hai lần.\" @ B3\n/2 \"Ẩn.\" @ B7");
    assert_eq!(
        said,
        "lỗi drawing-on-sheet @ Nội dung!A1: Ở ô A1 có một hộp văn bản (text box) đặt trên sheet; phần này không đọc được. [chuyển chữ vào ô rồi xóa hộp văn bản]\n\
         lỗi drawing-on-sheet @ Nội dung!A1: Ở ô A1 có một hình vẽ (shape) đặt trên sheet; phần này không đọc được. [xóa hình vẽ khỏi sheet, hoặc chuyển sang sheet không dùng]\n\
         lỗi drawing-on-sheet @ Nội dung!B7: Ở ô B7 có một hộp văn bản (text box) đặt trên sheet; phần này không đọc được. [chuyển chữ vào ô rồi xóa hộp văn bản]\n\
         lỗi drawing-on-sheet @ Nội dung!B7: Ở ô B7 có một hình đặt trên sheet; phần này không đọc được. [lưu thành tệp PNG cạnh kế hoạch, thêm dòng có Kiểu là “hình” ghi tên tệp, rồi xóa khỏi sheet]\n\
         cảnh báo hidden-cells @ Nội dung: Sheet có nội dung bị ẩn hoặc bị lọc mà vẫn được dùng: dòng 7. [bỏ lọc (Clear) và bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi]"
    );
}

/// What is said of a file, whether it could be read or not.
fn said_of(bytes: &[u8]) -> String {
    match read_bytes("kh.ods", bytes) {
        Ok(input) => messages(&input.diagnostics),
        Err(fault) => messages(&[fault]),
    }
}

#[test]
fn spreadsheets_are_recognised_and_texts_are_not() {
    let manifest = format!(r#"<manifest><file-entry media-type="{MEDIA_TYPE}"/></manifest>"#);
    let text = "application/vnd.oasis.opendocument.text";
    for (parts, message) in [
        (vec![("mimetype", text), ("content.xml", "<a/>")], "văn bản OpenDocument (.odt)"),
        (vec![("mimetype", MEDIA_TYPE)], "phần “content.xml”: không có phần này."),
        (vec![("mimetype", MEDIA_TYPE), ("encrypted-package", "")], "bảo vệ bằng mật khẩu"),
        (vec![("META-INF/manifest.xml", &manifest), ("content.xml", "<a/>")], "Thiếu sheet"),
        (vec![("mimetype", MEDIA_TYPE), ("content.xml", "<a><b></a>")], "XML sai cú pháp."),
    ] {
        let said = said_of(&zipped(&parts));
        assert!(said.contains(message), "{said}");
    }
}

/// Bits turned and ends cut off anywhere in the XML of a real spreadsheet: it is
/// read, or the reason is given.
#[test]
fn damage_is_reported_and_never_a_panic() {
    let mut archive =
        ZipArchive::new(Cursor::new(fixture("formats-1904-libreoffice.ods"))).unwrap();
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let (content, styles) = (part("content.xml"), part("styles.xml"));
    let mut random = fastrand::Rng::with_seed(3);
    let mut refused = 0;
    for round in 0..600 {
        let mut parts = [content.clone(), styles.clone()];
        let damaged = &mut parts[usize::from(round % 4 == 0)];
        if round % 3 == 0 {
            damaged.truncate(random.usize(..damaged.len()));
        } else {
            for _ in 0..random.usize(1..8) {
                let at = random.usize(..damaged.len());
                damaged[at] ^= 1 << random.u8(..8);
            }
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let [content, styles] = &parts;
        let named =
            [("mimetype", MEDIA_TYPE.as_bytes()), ("content.xml", content), ("styles.xml", styles)];
        for (name, bytes) in named {
            writer.start_file(name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let read = read_bytes("kh.ods", &writer.finish().unwrap().into_inner());
        let is_whole = |input: &Input| {
            input.node.is_some() && input.diagnostics.iter().all(|d| d.severity != Severity::Error)
        };
        refused += u32::from(!read.is_ok_and(|input| is_whole(&input)));
    }
    assert!(refused > 100, "{refused} of 600 refused: nothing was damaged");
}
