//! Any text in any field comes out of the PDF as it was typed, or is refused
//! with its cell; none is ever taken for Typst or template code.
//!
//! Texts are drawn with fixed seeds, so that a failure comes back; it names its
//! seed. What code might look like is a line in [`CODE`].

use std::fs;
use std::path::Path;

use fastrand::Rng;
use kehoach::diagnostic::{Diagnostic, is_withheld};
use kehoach::origin::Place;
use kehoach::output;
use kehoach::pipeline::{self, BuildOptions};
use rust_xlsxwriter::{Workbook, Worksheet};
use unicode_normalization::UnicodeNormalization;

use crate::pdf::Pdf;

/// Documents of each kind.
const ROUNDS: u64 = 40;

/// What would do something if it were code or a mark.
const CODE: &[&str] = &[
    "#read(\"/etc/passwd\")",
    "#panic()",
    "#{1+1}",
    "#import \"x\"",
    "$x^2$",
    "*đậm*",
    "_nghiêng_",
    "**a**",
    "~2~",
    "^2^",
    "= Tiêu đề",
    "- mục",
    "+ mục",
    "/ a: b",
    "@ref",
    "<nhan>",
    "`raw`",
    "```",
    "\\",
    "\\#",
    "\\u{41}",
    "\"",
    "\"]",
    "]#[",
    "[",
    "]",
    "{",
    "}",
    "//x",
    "/*x*/",
    "*/",
    "--",
    "---",
    "...",
    "'",
    "''",
    "{{ 7*7 }}",
    "{{",
    "}}",
    "{% raw %}",
    "{%",
    "%}",
    "{# x #}",
    "{#",
    "#}",
    "\\n",
    "http://a.b/c?d=e&f",
    "&amp;",
    "<b>",
    "_x0041_",
    "=1+1",
    "~",
    "#",
];

/// Letters, digits and marks that the font has.
const PLAIN: &str = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵĂÂĐÊÔƠƯẾỘ0123456789.,;:!?()%/-–\"'“”…+=<>&@§²½×°€₫";

/// What may have to be refused or cleaned away.
const WILD: &[char] = &[
    '\u{0}',
    '\u{7}',
    '\u{1F}',
    '\u{7F}',
    '\u{85}',
    '\u{A0}',
    '\u{AD}',
    '\u{200B}',
    '\u{200D}',
    '\u{202E}',
    '\u{2028}',
    '\u{301}',
    '\u{323}',
    '\u{FEFF}',
    '\u{FFFD}',
    '\u{FFFF}',
    '\u{E000}',
    '漢',
    'א',
    'ع',
    '😀',
    '\u{1F468}',
    'ﬁ',
    'Å',
    '\t',
    '\r',
    '[',
    '^',
    ']',
];

/// A word of any characters, those of code among them.
pub fn word(rng: &mut Rng, wild: bool) -> String {
    if rng.u8(..8) == 0 {
        return (*rng.choice(CODE).unwrap()).to_owned();
    }
    let plain: Vec<char> = PLAIN.chars().collect();
    let letter = |rng: &mut Rng| match wild && rng.u16(..400) == 0 {
        true => *rng.choice(WILD).unwrap(),
        false => *rng.choice(&plain).unwrap(),
    };
    let length = rng.usize(1..9);
    (0..length).map(|_| letter(rng)).collect()
}

/// A text of a few words; one of `lines` may have line breaks.
fn text(rng: &mut Rng, wild: bool, lines: bool) -> String {
    let count = rng.usize(1..9);
    let mut text = format!("Ô{}", rng.u16(1000..));
    for _ in 0..count {
        text.push(if lines && rng.u8(..12) == 0 { '\n' } else { ' ' });
        text.push_str(&word(rng, wild));
    }
    // `[^…]` is a call of a footnote, by the workbook's own rule.
    if wild { text } else { text.replace("[^", "[") }
}

/// A workbook with a text of its own in every field that is printed as it
/// stands, and the texts with their cells (sheet, row, column).
struct Filled {
    bytes: Vec<u8>,
    texts: Vec<(&'static str, u32, u32, String)>,
}

fn filled(rng: &mut Rng, wild: bool) -> Filled {
    let mut texts = Vec::new();
    let mut sheets = Vec::new();
    let mut sheet = |name: &'static str, rows: &[&[&str]]| {
        let mut sheet = Worksheet::new();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                let typed = match *cell {
                    "?" | "?n" => {
                        let text = text(rng, wild, *cell == "?n");
                        texts.push((name, row, u32::from(column), text.clone()));
                        text
                    }
                    fixed => fixed.to_owned(),
                };
                sheet.write_string(row, column, typed).unwrap();
            }
        }
        sheets.push(sheet);
    };
    sheet(
        "Thông tin",
        &[
            &["Cơ quan chủ quản", "?"],
            &["Cơ quan ban hành", "?n"],
            &["Ký hiệu", "KH-UBND"],
            &["Địa danh", "?"],
            &["Ngày ban hành", "2026-02-05"],
            &["Trích yếu", "?n"],
            &["Thẩm quyền ký", "TM. ỦY BAN NHÂN DÂN"],
            &["Chức vụ", "?"],
            &["Người ký", "?"],
        ],
    );
    sheet(
        "Nội dung",
        &[
            &["Mục", "Nội dung", "Kiểu"],
            &["", "?n", "căn cứ"],
            &["I", "?", "tiêu đề"],
            &["1", "?n", "đoạn"],
            &["a", "?n", ""],
            &["-", "?n", ""],
            &["", "?n", "đoạn"],
            &["", "Bảng", "bảng"],
            &["", "Chú thích[^1].", "đoạn"],
        ],
    );
    sheet("Bảng", &[&["?", "?n", "?"], &["?n", "?", "?"], &["?", "?n", "?n"]]);
    sheet("Nơi nhận", &[&["?"], &["?"], &["Lưu: VT"]]);
    sheet(
        "Phụ lục",
        &[
            &["Tiêu đề", "?n"],
            &["Dòng kèm theo", "?"],
            &[],
            &["?n"],
            &[],
            &["?", "?"],
            &["?n", "?n"],
        ],
    );
    sheet("Chú thích", &[&["Số", "Nội dung"], &["1", "?n"]]);
    let mut workbook = Workbook::new();
    sheets.into_iter().for_each(|sheet| {
        workbook.push_worksheet(sheet);
    });
    Filled { bytes: workbook.save_to_buffer().unwrap(), texts }
}

/// A text as it must stand on paper, white space aside: NFC, without what has no
/// width.
fn expected(text: &str) -> String {
    let invisible = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
    };
    text.nfc().filter(invisible).collect()
}

fn build(path: &Path, bytes: &[u8]) -> Result<String, Vec<Diagnostic>> {
    fs::write(path, bytes).unwrap();
    let outcome = pipeline::build(path, &BuildOptions::default()).map_err(|fault| vec![fault])?;
    let typeset = outcome.typeset.ok_or(outcome.diagnostics)?;
    let files = (output::DEFAULT.export)(&typeset)?;
    let pdf = Pdf::read(files.into_iter().next().unwrap());
    let notes: String = pdf.root.find(&["Note"]).iter().map(|note| note.text()).collect();
    Ok(format!("{}{notes}", pdf.root.text()).split_whitespace().collect())
}

#[test]
fn plain_text_and_code_are_printed_as_typed() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..ROUNDS {
        let filled = filled(&mut Rng::with_seed(seed), false);
        let printed = build(&folder.path().join("kh.xlsx"), &filled.bytes)
            .unwrap_or_else(|faults| panic!("seed {seed}: {faults:#?}"));
        for (sheet, row, column, text) in &filled.texts {
            let wanted = expected(text);
            assert!(
                printed.contains(&wanted),
                "seed {seed}, {sheet}, row {row}, column {column}: {wanted:?} is not in\n{}",
                printed.replace("Ô", "\nÔ")
            );
        }
    }
}

#[test]
fn wild_text_is_printed_or_refused_with_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let (mut printed, mut refused) = (0, 0);
    for seed in 0..ROUNDS {
        let filled = filled(&mut Rng::with_seed(seed), true);
        match build(&folder.path().join("kh.xlsx"), &filled.bytes) {
            Ok(text) => {
                printed += 1;
                for (sheet, row, column, typed) in &filled.texts {
                    let wanted = expected(typed);
                    assert!(
                        text.contains(&wanted),
                        "seed {seed}, {sheet}, {row}, {column}: {wanted:?}"
                    );
                }
            }
            Err(faults) => {
                refused += 1;
                for fault in faults.iter().filter(|fault| is_withheld([*fault])) {
                    let place = fault.origin.as_ref().map(|origin| origin.place().clone());
                    let Some(Place::Cell { sheet, row, column }) = place else {
                        panic!("seed {seed}: {fault:?}");
                    };
                    let cell = (&*sheet, row, column);
                    let known = filled.texts.iter().any(|(s, r, c, _)| (*s, *r, *c) == cell);
                    assert!(known, "seed {seed}: {fault:?}");
                }
            }
        }
    }
    assert!(printed > 5 && refused > 5, "{printed} printed, {refused} refused");
}
