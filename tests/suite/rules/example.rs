//! The examples on the pages of rules, as plans.
//!
//! An example is a few lines as a clerk would type them into a plan that is otherwise
//! good ([`base`]):
//!
//! ```text
//! Trích yếu: …             a field of Thông tin, by its label; \n breaks the line;
//!                          nothing behind the colon empties it
//! Nội dung:                the lines below are the body, each with its marker
//! Nơi nhận:                … the recipients
//! Phụ lục:                 … an appendix: Tiêu đề:, Nhãn:, Dòng kèm theo:, then text
//! Chú thích:               … the footnotes: 1 text
//! [căn cứ] …               the kind of a block: căn cứ, tiêu đề, đoạn
//! | a | b |                a row of a table; the first row is its header
//! Mẫu nd30/page.typ: a → b a change of a template
//! ```
//!
//! A line before any of these is a paragraph of the body. `[[words]]` mark what the
//! finding is about.

use std::fs;
use std::ops::Range;
use std::path::Path;

use kehoach::model::fields::FIELDS;
use kehoach::model::marker::split_marker;
use serde_json::{Value, json};

/// An example with what is expected of it.
pub struct Example {
    /// As it stands on the page.
    pub text: String,
    /// The plan.
    pub plan: Value,
    /// The texts with marked words, as [`mark`] gives them.
    pub marked: Vec<String>,
    /// File, what stands there, what it becomes.
    pub changes: Vec<(String, String, String)>,
}

/// A plan of which no rule has anything to say.
pub fn base() -> Value {
    json!({
        "letterhead": {
            "agency": "ỦY BAN NHÂN DÂN\nXÃ BÌNH LƯ",
            "number": "05",
            "symbol": "KH-UBND",
            "place": "Bình Lư",
            "date": "05/02/2026"
        },
        "subject": "Phòng, chống lụt bão năm 2026",
        "body": [
            { "kind": "heading", "marker": "I", "text": "MỤC ĐÍCH, YÊU CẦU" },
            { "text": "Chủ động phòng, chống lụt bão trên địa bàn xã năm 2026." },
            { "kind": "heading", "marker": "II", "text": "TỔ CHỨC THỰC HIỆN" },
            { "marker": "1", "text": "Phòng Kinh tế theo dõi, đôn đốc việc thực hiện." },
            { "marker": "2", "text": "Trưởng các thôn, bản phổ biến Kế hoạch đến nhân dân." },
            { "text": "Trên đây là Kế hoạch phòng, chống lụt bão năm 2026, yêu cầu các đơn vị tổ chức thực hiện./." }
        ],
        "recipients": [
            "Ủy ban nhân dân tỉnh (để báo cáo)",
            "Các phòng, đơn vị thuộc xã",
            "Trưởng các thôn, bản",
            "Lưu: VT, KT"
        ],
        "signature": {
            "authority": "TM. ỦY BAN NHÂN DÂN",
            "position": "CHỦ TỊCH",
            "name": "Nguyễn Văn A"
        }
    })
}

/// The examples below this heading of a page.
pub fn of(page: &str, heading: &str) -> Vec<Example> {
    let Some((_, section)) = page.split_once(&format!("\n## {heading}\n")) else {
        return Vec::new();
    };
    let section = section.split("\n## ").next().unwrap();
    let fenced = section.split("```\n").skip(1).step_by(2);
    fenced.map(|text| Example::new(text.trim_end_matches('\n'))).collect()
}

/// The text with the words in double brackets.
pub fn mark(text: &str, range: Range<usize>) -> String {
    let mut marked = text.to_owned();
    marked.insert_str(range.end, "]]");
    marked.insert_str(range.start, "[[");
    marked
}

/// A copy of the templates with `changes`, each of which must fit somewhere.
pub fn changed_templates(from: &Path, to: &Path, changes: &[(String, String, String)]) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            let folder = format!("{}/", path.file_name().unwrap().to_str().unwrap());
            let inner = changes.iter().filter_map(|(file, old, new)| {
                Some((file.strip_prefix(&folder)?.to_owned(), old.clone(), new.clone()))
            });
            changed_templates(&path, &target, &inner.collect::<Vec<_>>());
            continue;
        }
        let mut text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for (_, old, new) in changes.iter().filter(|(file, ..)| file == name) {
            assert!(text.contains(old.as_str()), "{name} has no {old}");
            text = text.replace(old.as_str(), new);
        }
        fs::write(target, text).unwrap();
    }
    let names = changes.iter().filter(|(file, ..)| !file.contains('/'));
    names.for_each(|(file, ..)| assert!(from.join(file).is_file(), "no template {file}"));
}

/// Where the next line goes.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Start,
    Body,
    Recipients,
    Appendix,
    Footnotes,
}

impl Example {
    fn new(text: &str) -> Self {
        let mut example =
            Self { text: text.to_owned(), plan: base(), marked: Vec::new(), changes: Vec::new() };
        let mut part = Part::Start;
        let mut table = false;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if !line.starts_with('|') {
                table = false;
            }
            if let Some(change) = line.strip_prefix("Mẫu ") {
                let (file, change) = change.split_once(": ").unwrap();
                let (old, new) = change.split_once(" → ").unwrap();
                example.changes.push((file.to_owned(), old.to_owned(), new.to_owned()));
                continue;
            }
            let opens = [
                ("Nội dung:", Part::Body, "body"),
                ("Nơi nhận:", Part::Recipients, "recipients"),
                ("Phụ lục:", Part::Appendix, "appendices"),
                ("Chú thích:", Part::Footnotes, "footnotes"),
            ];
            if let Some((_, opened, key)) = opens.iter().find(|(word, ..)| *word == line) {
                if *opened != Part::Appendix || example.plan[*key].is_null() {
                    example.plan[*key] = json!([]);
                }
                if *opened == Part::Appendix {
                    let appendices = example.plan[*key].as_array_mut().unwrap();
                    appendices.push(json!({ "blocks": [] }));
                }
                part = *opened;
                continue;
            }
            if example.field(line, part) {
                continue;
            }
            match part {
                Part::Start => {
                    let block = example.block(line);
                    let body = example.plan["body"].as_array_mut().unwrap();
                    body.insert(body.len() - 1, block);
                }
                Part::Body | Part::Appendix if line.starts_with('|') => {
                    let row = example.row(line);
                    let blocks = example.blocks(part);
                    if !table {
                        blocks.push(json!({ "kind": "table", "rows": [] }));
                    }
                    let last = blocks.last_mut().unwrap();
                    last["rows"].as_array_mut().unwrap().push(row);
                    table = true;
                }
                Part::Body | Part::Appendix => {
                    let block = example.block(line);
                    example.blocks(part).push(block);
                }
                Part::Recipients => {
                    let line = example.clean(line);
                    example.plan["recipients"].as_array_mut().unwrap().push(json!(line));
                }
                Part::Footnotes => {
                    let (mark, text) = line.split_once(' ').unwrap();
                    let text = example.clean(text);
                    let notes = example.plan["footnotes"].as_array_mut().unwrap();
                    notes.push(json!({ "mark": mark, "text": text }));
                }
            }
        }
        example
    }

    /// Whether the line is a field, which is then put in.
    fn field(&mut self, line: &str, part: Part) -> bool {
        let empty = || Some((line.strip_suffix(':')?, ""));
        let Some((label, value)) = line.split_once(": ").or_else(empty) else { return false };
        if part == Part::Appendix {
            let keys = [("Tiêu đề", "title"), ("Nhãn", "label"), ("Dòng kèm theo", "reference")];
            let Some((_, key)) = keys.iter().find(|(known, _)| *known == label) else {
                return false;
            };
            let value = self.clean(value);
            self.plan["appendices"].as_array_mut().unwrap().last_mut().unwrap()[*key] =
                json!(value);
            return true;
        }
        let Some(field) = FIELDS.iter().find(|field| field.label == label) else { return false };
        let value = self.clean(&value.replace("\\n", "\n"));
        let mut target = &mut self.plan;
        for key in field.path.split('.') {
            target = &mut target[key];
        }
        *target = match (field.path, value.as_str()) {
            (_, "") => Value::Null,
            ("draft", value) => json!(value == "có"),
            ("allow" | "keywords", value) => json!(value.split(", ").collect::<Vec<_>>()),
            (_, value) => json!(value),
        };
        true
    }

    fn blocks(&mut self, part: Part) -> &mut Vec<Value> {
        let blocks = match part {
            Part::Appendix => {
                &mut self.plan["appendices"].as_array_mut().unwrap().last_mut().unwrap()["blocks"]
            }
            _ => &mut self.plan["body"],
        };
        blocks.as_array_mut().unwrap()
    }

    fn block(&mut self, line: &str) -> Value {
        let kinds = [("[căn cứ] ", "căn cứ"), ("[tiêu đề] ", "tiêu đề"), ("[đoạn] ", "đoạn")];
        let kind = kinds.iter().find(|(word, _)| line.starts_with(word));
        let line = kind.map_or(line, |(word, _)| &line[word.len()..]);
        let bare = line.replace("[[", "").replace("]]", "");
        let mut block = match split_marker(&bare) {
            Some((marker, start)) => {
                // The words may be marked in the marker or in the text.
                match line
                    .strip_prefix("[[")
                    .is_some_and(|rest| rest.starts_with(&format!("{marker}]]")))
                {
                    true => {
                        self.marked.push(format!("[[{marker}]]"));
                        json!({ "marker": marker, "text": self.clean(&line["[[]]".len() + start..]) })
                    }
                    false => json!({ "marker": marker, "text": self.clean(&line[start..]) }),
                }
            }
            None => json!({ "text": self.clean(line) }),
        };
        if let Some((_, kind)) = kind {
            block["kind"] = json!(kind);
        }
        block
    }

    fn row(&mut self, line: &str) -> Value {
        let inside = line.trim_matches('|');
        let cells = inside.split('|').map(|cell| self.clean(cell.trim()));
        json!(cells.collect::<Vec<_>>())
    }

    /// The text without its marks, of which each is noted.
    fn clean(&mut self, text: &str) -> String {
        let bare = text.replace("[[", "").replace("]]", "");
        let (mut rest, mut passed) = (text, String::new());
        while let Some((before, after)) = rest.split_once("[[") {
            let (words, after) = after.split_once("]]").unwrap();
            passed.push_str(before);
            self.marked.push(mark(&bare, passed.len()..passed.len() + words.len()));
            passed.push_str(words);
            rest = after;
        }
        bare
    }
}
