//! Hostile workbooks: .xlsx, .xlsb, .ods, .xls.

use std::fs::File;
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::input::kept::features;
use crate::input::xlsb::as_xlsb;

const WORKBOOK: &str = r#"<workbook xmlns:r="x"><sheets><sheet name="Thông tin" sheetId="1" r:id="r1"/><sheet name="Nội dung" sheetId="2" r:id="r2"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="/worksheet" Target="s1.xml"/><Relationship Id="r2" Type="/worksheet" Target="s2.xml"/><Relationship Id="r3" Type="/sharedStrings" Target="strings.xml"/><Relationship Id="r4" Type="/styles" Target="styles.xml"/></Relationships>"#;

/// The parts of a workbook that hold no flood.
const PARTS: &[Flood] = &[
    flood("xl/workbook.xml", WORKBOOK, "", 0, ""),
    flood("xl/_rels/workbook.xml.rels", RELATIONS, "", 0, ""),
    flood("xl/s1.xml", "<worksheet/>", "", 0, ""),
    flood("xl/s2.xml", "<worksheet/>", "", 0, ""),
    flood("xl/strings.xml", "<sst/>", "", 0, ""),
    flood("xl/styles.xml", "<styleSheet/>", "", 0, ""),
];

const SHEET: &str = "<worksheet><sheetData>";
const STRINGS: &str = "xl/strings.xml";
const BODY: &str = "xl/s2.xml";

/// One part replaced by a flood, and what must be said of the workbook.
const XLSX: &[(Flood, &str)] = &[
    (
        flood(STRINGS, "<sst><si><t>", " ", 190 << 20, "</t></si></sst>"),
        "strings.xml” của tệp quá lớn",
    ),
    (flood(STRINGS, "<sst>", "<si/>", 30_000_000, "</sst>"), "strings.xml” của tệp quá lớn"),
    (flood(STRINGS, "<sst>", "<si><t>abcdefgh</t></si>", 5_000_000, "</sst>"), "quá lớn"),
    (
        flood(STRINGS, "<sst><si>", "<r><rPr><b/></rPr><t>a</t></r>", 5_000_000, "</si></sst>"),
        "quá lớn",
    ),
    (
        flood("xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>", 20_000_000, ""),
        "styles.xml” của tệp quá lớn",
    ),
    (
        flood("xl/styles.xml", "<styleSheet><fonts>", "<font/>", 20_000_000, ""),
        "styles.xml” của tệp quá lớn",
    ),
    (
        flood("xl/workbook.xml", "<workbook>", "<sheet/>", 10_000_000, ""),
        "workbook.xml” của tệp quá lớn",
    ),
    (flood(BODY, "", "<a>", 50_000_000, ""), "s2.xml” của tệp quá lớn"),
    (flood(BODY, "<worksheet a=\"", "x", 100_000_000, "\"/>"), "s2.xml” của tệp quá lớn"),
    (flood(BODY, SHEET, r#"<c r="A1"><v>1</v></c>"#, 5_000_000, ""), "200.000 ô"),
    (
        flood(BODY, SHEET, r#"<row><c t="inlineStr"><is><t>Ô</t></is></c></row>"#, 3_000_000, ""),
        "ngoài giới hạn",
    ),
    (flood(BODY, SHEET, r#"<c r="XFD1048576"><v>1</v></c>"#, 1, ""), "ngoài giới hạn"),
    (flood(BODY, SHEET, r#"<c><is><t>"#, 3_000_000, ""), "quá lớn"),
    (
        flood(BODY, SHEET, r#"<row hidden="1"/>"#, 9_000_000, "</sheetData></worksheet>"),
        "không có nội dung",
    ),
    (
        flood(BODY, "<worksheet>", r#"<mergeCell ref="A1:XFD1048576"/>"#, 5_000_000, ""),
        "vùng ô gộp",
    ),
    (
        flood(
            BODY,
            "<worksheet>",
            r#"<col min="1" max="16384" hidden="1"/>"#,
            4_000_000,
            "</worksheet>",
        ),
        "không có nội dung",
    ),
];

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// The parts of a spreadsheet that hold no flood.
const ODS_PARTS: &[Flood] = &[
    flood("mimetype", MIMETYPE, "", 0, ""),
    flood(STYLES, "<styles/>", "", 0, ""),
    flood(CONTENT, "<spreadsheet/>", "", 0, ""),
];

const TABLE: &str = r#"<spreadsheet><table table:name="Nội dung">"#;
const TABLE_END: &str = "</table></spreadsheet>";
const CELL: &str =
    r#"<spreadsheet><table table:name="Nội dung"><table-row><table-cell value-type="string">"#;
const CELL_END: &str = "</table-cell></table-row></table></spreadsheet>";

/// One part replaced by a flood, and what must be said of the spreadsheet.
const ODS: &[(Flood, &str)] = &[
    (flood(CONTENT, "<spreadsheet>", " ", 190 << 20, "</spreadsheet>"), "quá lớn"),
    (flood(CONTENT, "<spreadsheet>", r#"<table name="a"/>"#, 3_000_000, ""), "quá lớn"),
    (flood(CONTENT, "", "<a>", 20_000_000, ""), "quá lớn"),
    (
        flood(
            CONTENT,
            TABLE,
            "<table-row><table-cell><p>Ô</p></table-cell></table-row>",
            1_100_000,
            TABLE_END,
        ),
        "ngoài giới hạn",
    ),
    (
        flood(
            CONTENT,
            TABLE,
            r#"<table-row number-rows-repeated="1000"><table-cell number-columns-repeated="500"><p>Ô</p></table-cell></table-row>"#,
            400_000,
            TABLE_END,
        ),
        "200.000 ô",
    ),
    (
        flood(
            CONTENT,
            TABLE,
            r#"<table-row number-rows-repeated="1048576"><table-cell number-rows-spanned="9"/></table-row>"#,
            500_000,
            TABLE_END,
        ),
        "vùng ô gộp",
    ),
    (
        flood(
            CONTENT,
            TABLE,
            r#"<table-row visibility="filter" number-rows-repeated="1048576"><table-cell number-columns-repeated="16384"/></table-row>"#,
            500_000,
            TABLE_END,
        ),
        "không có nội dung",
    ),
    (
        flood(CONTENT, TABLE, r#"<table-column visibility="collapse"/>"#, 1_500_000, TABLE_END),
        "không có nội dung",
    ),
    (flood(CONTENT, CELL, "<p><span>a</span></p>", 2_500_000, CELL_END), "dài hơn 32.767"),
    (flood(CONTENT, CELL, r#"<p><s c="4000000000"/></p>"#, 2_000_000, CELL_END), "dài hơn 32.767"),
    (flood(CONTENT, CELL, "<p>abcdefgh</p>", 4_000_000, CELL_END), "dài hơn 32.767"),
    (flood(CONTENT, CELL, "<line/>", 9_000_000, CELL_END), "hình vẽ"),
    (
        flood(STYLES, "<styles>", r#"<style family="text" name="a"/>"#, 6_000_000, "</styles>"),
        "Thiếu sheet",
    ),
    (
        flood(STYLES, "<styles><number-style>", "<text>a</text>", 13_000_000, ""),
        "không có kết thúc",
    ),
    (
        flood(STYLES, "<styles><number-style><text>", "abcdefgh ", 20_000_000, ""),
        "styles.xml” của tệp quá lớn",
    ),
];

/// A package in which `hostile` stands for one of `parts`.
pub fn write_package(path: &Path, parts: &[Flood], hostile: &Flood) {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    for part in parts {
        zip.start_file(part.name, options).unwrap();
        if part.name == hostile.name { hostile } else { part }.write(&mut zip);
    }
    zip.finish().unwrap().flush().unwrap();
}

#[test]
fn hostile_workbooks_are_refused_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    for (extension, parts, cases) in [("xlsx", PARTS, XLSX), ("ods", ODS_PARTS, ODS)] {
        let path = folder.path().join("kh").with_extension(extension);
        let found = cases.iter().map(|(hostile, message)| {
            write_package(&path, parts, hostile);
            let unit: String = hostile.unit.chars().take(20).collect();
            refused(&path, &format!("{} of {unit}", hostile.name), message)
        });
        let wrong: Vec<_> = found.filter_map(Result::err).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn a_package_of_countless_parts_is_refused_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.xlsx");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    file.write_all(b"PK\x03\x04").unwrap();
    let entry = [&b"PK\x01\x02"[..], &[0; 42]].concat();
    (0..1_000_000).for_each(|_| file.write_all(&entry).unwrap());
    file.write_all(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF").unwrap();
    file.write_all(&46_000_000u32.to_le_bytes()).unwrap();
    file.write_all(&[4, 0, 0, 0, 0, 0]).unwrap();
    file.flush().unwrap();
    refused(&path, "parts", "hơn 5000 phần").unwrap();
}

/// A sheet of as many cells as a workbook may have, all of them text that stands
/// where no text may.
#[test]
fn as_many_faults_as_cells_are_reported_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.xlsx");
    let row = format!("<row>{}</row>", r#"<c t="inlineStr"><is><t>Ô</t></is></c>"#.repeat(400));
    let body = format!(r#"{SHEET}<row><c t="inlineStr"><is><t>Nội dung</t></is></c></row>"#);
    let hostile = flood(BODY, &body, &row, 499, "</sheetData></worksheet>");
    write_package(&path, PARTS, &hostile);
    refused(&path, "faults", "nằm ngoài các cột").unwrap();
}

/// A compound file whose list of FAT sectors names one sector a million times.
#[test]
fn an_xls_file_of_countless_tables_is_refused_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.xls");
    let mut header = vec![0; 4096];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[24..34].copy_from_slice(&[62, 0, 4, 0, 0xFE, 0xFF, 12, 0, 6, 0]);
    header[57] = 16;
    header[60..76].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut file = BufWriter::new(File::create(&path).unwrap());
    file.write_all(&header).unwrap();
    for sector in 0..1000u32 {
        let next = if sector == 999 { 0xFFFF_FFFE } else { sector + 1 };
        file.write_all(&[0; 4092]).unwrap();
        file.write_all(&next.to_le_bytes()).unwrap();
    }
    file.flush().unwrap();
    refused(&path, "tables", "Tệp kiểu Office đời cũ bị hỏng").unwrap();
}

/// Records of an .xlsb without end, in one part each: strings, number formats,
/// cells of a row, and what no one knows.
#[test]
fn hostile_xlsb_is_refused_within_the_memory() {
    let string: &[u8] = &[19, 5, 0, 0, 0, 0, 0];
    let format: &[u8] = &[44, 8, 200, 0, 1, 0, 0, 0, b'0', 0];
    let cell: &[u8] = &[5, 16, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F];
    let begin: &[u8] = &[0x91, 1, 0, 0, 17, 0];
    let cases = [
        ("xl/sharedStrings.bin", &[][..], string, 20_000_000, "quá lớn"),
        ("xl/styles.bin", &[0xE7, 4, 4, 0, 0, 0, 0][..], format, 12_000_000, "styles.bin"),
        ("xl/worksheets/sheet2.bin", begin, cell, 6_000_000, "sheet2.bin"),
        ("xl/worksheets/sheet2.bin", &[][..], &[63, 0], 60_000_000, "sheet2.bin"),
    ];
    let whole = as_xlsb(&features());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.xlsb");
    let mut wrong = Vec::new();
    for (part, head, unit, count, message) in cases {
        let mut archive = ZipArchive::new(Cursor::new(&whole)).unwrap();
        let mut zip = ZipWriter::new(BufWriter::new(File::create(&path).unwrap()));
        for index in 0..archive.len() {
            let kept = archive.by_index_raw(index).unwrap();
            if kept.name().unwrap() != part {
                zip.raw_copy_file(kept).unwrap();
            }
        }
        let options = SimpleFileOptions::default().compression_level(Some(1));
        zip.start_file(part, options).unwrap();
        zip.write_all(head).unwrap();
        let block = unit.repeat(1000);
        (0..count / 1000).for_each(|_| zip.write_all(&block).unwrap());
        zip.finish().unwrap().flush().unwrap();
        wrong.extend(refused(&path, &format!("{part} of {unit:?}"), message).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
