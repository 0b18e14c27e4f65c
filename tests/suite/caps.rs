//! Files made to exhaust a program: each must be refused, by the whole program
//! in a process of its own, with a message and within the memory that the
//! program may take. A new way to be hostile is a line in a table here.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What reading may take (bytes of resident memory).
const MEMORY: u64 = 300 << 20;

/// Contents of a file or a part: `unit` so many times between two texts.
struct Flood<'a> {
    name: &'a str,
    head: &'a str,
    unit: &'a str,
    count: usize,
    tail: &'a str,
}

const fn flood<'a>(
    name: &'a str,
    head: &'a str,
    unit: &'a str,
    count: usize,
    tail: &'a str,
) -> Flood<'a> {
    Flood { name, head, unit, count, tail }
}

impl Flood<'_> {
    fn write(&self, out: &mut dyn Write) {
        let block = self.unit.repeat(1000);
        out.write_all(self.head.as_bytes()).unwrap();
        for _ in 0..self.count / 1000 {
            out.write_all(block.as_bytes()).unwrap();
        }
        out.write_all(self.unit.repeat(self.count % 1000).as_bytes()).unwrap();
        out.write_all(self.tail.as_bytes()).unwrap();
    }
}

/// Runs `kehoach build` on `path`: what it says, its exit code, and the most
/// memory that it took (bytes; 0 where the system does not tell).
fn build(path: &Path) -> (String, Option<i32>, u64) {
    let said = path.with_extension("stderr");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .arg("build")
        .arg(path)
        .arg("-o")
        .arg(path.with_extension("pdf"))
        .stdout(Stdio::null())
        .stderr(File::create(&said).unwrap())
        .spawn()
        .unwrap();
    let mut memory = 0;
    let status = loop {
        memory = peak(child.id()).unwrap_or_default().max(memory);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    (std::fs::read_to_string(said).unwrap(), status.code(), memory)
}

/// The most memory that a running process has had resident so far. What the
/// system counts for a finished child would include that of this process, from
/// which it was forked.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
}

/// Every file must be refused with the message given, within the memory.
fn refused(path: &Path, name: &str, message: &str) -> Result<(), String> {
    let (said, code, memory) = build(path);
    if std::env::var_os("KEHOACH_CAPS").is_some() {
        eprintln!("{:>4} MB  {name}", memory >> 20);
    }
    let start: String = said.chars().take(400).collect();
    match code {
        Some(1 | 2) if memory > MEMORY => Err(format!("{name}: {} MB", memory >> 20)),
        Some(1 | 2) if said.contains(message) => Ok(()),
        code => Err(format!("{name}: exit code {code:?}, not “{message}” but:\n{start}")),
    }
}

const JSON: &[(Flood, &str)] = &[
    (flood("numbers", r#"{"body":["#, "1,", 15_000_000, "1]}"), "lớn hơn 16 MB"),
    (flood("values", r#"{"body":["#, "1,", 4_000_000, "1]}"), "hơn 200.000 giá trị"),
    (flood("objects", r#"{"body":["#, "{},", 4_000_000, "1]}"), "hơn 200.000 giá trị"),
    (flood("faults", r#"{"body":["#, r#""ab","#, 199_000, "1]}"), "lỗi"),
    (flood("keys", "{", r#""k":1,"#, 190_000, r#""body":1}"#), "Khóa “k” viết hai lần"),
    (flood("depth", r#"{"body":"#, "[", 5_000_000, "1"), "lồng nhau quá 32 cấp"),
    (flood("one long text", r#"{"subject":""#, "a", 15_000_000, r#""}"#), "dài hơn 32.767 ký tự"),
    (flood("a long key", r#"{""#, "k", 100_000, r#"":1}"#), "quá dài"),
    (flood("blocks", r#"{"body":["#, r#"{"text":"a"},"#, 90_000, "1]}"), "lỗi"),
];

#[test]
fn hostile_json_is_refused_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.json");
    let found = JSON.iter().map(|(contents, message)| {
        contents.write(&mut BufWriter::new(File::create(&path).unwrap()));
        refused(&path, contents.name, message)
    });
    let wrong: Vec<_> = found.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const CSV: &[(Flood, &str)] = &[
    (flood("fields", "Mục,Nội dung\n", ",", 16_000_000, ""), "ngoài giới hạn"),
    (flood("rows", "Mục,Nội dung\n", ",Ô\n", 3_500_000, ""), "ngoài giới hạn"),
    (flood("blank rows", "Mục,Nội dung\n", "\n", 16_000_000, ""), "Thiếu"),
    (flood("cells", "Mục,Nội dung\n", "Ô,Ô,Ô,Ô\n", 1_200_000, ""), "200.000 ô"),
    (flood("one field", "Mục,Nội dung\n,", "a", 16_000_000, ""), "dài hơn 32.767 ký tự"),
    (flood("an open quote", "Mục,Nội dung\n,\"", ",\n", 8_000_000, ""), "không được đóng"),
    (flood("bytes", "Mục,Nội dung\n", ",a\n", 6_000_000, ""), "lớn hơn 16 MB"),
    (flood("faults", "Mục,Nội dung\n,Ô\n", ",\u{1},Ô\n", 66_000, ""), "nằm ngoài các cột"),
];

#[test]
fn hostile_csv_is_refused_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.csv");
    let found = CSV.iter().map(|(contents, message)| {
        contents.write(&mut BufWriter::new(File::create(&path).unwrap()));
        refused(&path, contents.name, message)
    });
    let wrong: Vec<_> = found.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

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
fn write_package(path: &Path, parts: &[Flood], hostile: &Flood) {
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
