//! What README.md and the guide for clerks say, held against the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use kehoach::model::fields::FIELDS;
use serde_json::{Value, json};

use crate::cli::run;
use crate::pdf::Pdf;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_guide_names_every_label_and_option() {
    let guide = read("docs/huong-dan.md");
    for field in FIELDS {
        assert!(guide.contains(field.label), "{}", field.label);
    }
    let folder = tempfile::tempdir().unwrap();
    for command in ["build", "batch", "report", "check", "rules", "init", "convert"] {
        let help = run(folder.path(), &[command, "--help"]);
        assert_eq!(help.code, Some(0), "{command}");
        let help = String::from_utf8(help.stdout).unwrap();
        let options = help.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';']));
        for option in options.filter(|word| word.starts_with("--") && word.len() > 2) {
            let name = option.split('[').next().unwrap();
            assert!(guide.contains(&format!("`{name}")), "{command} {option}");
        }
    }
}

/// The rows of the guide's table of filters: what is typed, what the list has,
/// what is printed.
fn filter_examples() -> Vec<[String; 3]> {
    let guide = read("docs/huong-dan.md");
    let (_, table) = guide.split_once("từng dòng: bắt đầu -->").unwrap();
    let (table, _) = table.split_once("<!-- hết -->").unwrap();
    let rows = table.trim().lines().skip(2);
    rows.map(|row| {
        let row = row.replace("\\|", "\u{1}");
        let cells = row.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{1}', "|"));
        cells.collect::<Vec<_>>().try_into().unwrap_or_else(|cells| panic!("{cells:?}"))
    })
    .collect()
}

/// A plan with these paragraphs for the one commune of `list.json`.
fn commune(paragraphs: &[String], row: &Value) -> (Option<i32>, String, tempfile::TempDir) {
    let body: Vec<Value> = paragraphs.iter().map(|text| json!({ "text": text })).collect();
    let plan = json!({
        "letterhead": { "agency": "ỦY BAN NHÂN DÂN\nXÃ A", "symbol": "KH-UBND", "place": "A" },
        "subject": "Thử",
        "body": body,
        "recipients": ["Lưu: VT, KT"],
        "signature": { "position": "CHỦ TỊCH" },
    });
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), plan.to_string()).unwrap();
    fs::write(folder.path().join("list.json"), json!([row]).to_string()).unwrap();
    let args = ["build", "a.json", "--rows", "list.json", "--row", "1", "-o", "a.pdf"];
    let run = run(folder.path(), &args);
    (run.code, run.stderr, folder)
}

#[test]
fn the_guides_filters_print_what_it_says() {
    let examples = filter_examples();
    let mut row = json!({ "Mã xã": "01" });
    let paragraphs: Vec<String> = (0..)
        .zip(&examples)
        .map(|(at, [typed, listed, _])| {
            row[format!("Cột {at}")] = listed.as_str().into();
            let (_, filters) = typed.trim_matches('`').split_once('|').unwrap();
            format!("[{at}] {{{{ cot_{at} |{filters}")
        })
        .collect();
    let (code, said, folder) = commune(&paragraphs, &row);
    assert_eq!(code, Some(0), "{said}");
    let pdf = Pdf::read(fs::read(folder.path().join("a.pdf")).unwrap());
    let words = pdf.root.text().split_whitespace().collect::<Vec<_>>().join(" ");
    for (at, [typed, _, printed]) in examples.iter().enumerate() {
        let line = words.split_once(&format!("[{at}] ")).unwrap().1;
        assert!(line.starts_with(printed), "{typed}: {line}");
    }
}

#[test]
fn the_guide_has_every_filter_and_no_other() {
    let unknown = ["{{ ma_xa | khong_co_bo_loc_nay }}".to_owned()];
    let (code, said, _) = commune(&unknown, &json!({ "Mã xã": "01" }));
    assert_eq!(code, Some(1), "{said}");
    let (_, known) = said.split_once("các bộ lọc: ").unwrap();
    let known: Vec<&str> = known.lines().next().unwrap().split(", ").collect();
    let mut told: Vec<String> = Vec::new();
    for [typed, ..] in filter_examples() {
        let filter = typed.split('|').nth(1).unwrap().trim();
        let name = filter.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
        if told.last().is_none_or(|last| last != name) {
            told.push(name.to_owned());
        }
    }
    assert_eq!(told, known);
}

#[test]
fn ci_runs_the_readmes_test_commands() {
    let readme = read("README.md");
    let blocks: Vec<&str> = readme.split("```sh\n").skip(1).collect();
    let commands: Vec<&str> = blocks.iter().filter_map(|block| block.lines().next()).collect();
    assert!(commands.contains(&"cargo run --release -- build data/binh-lu-papi-2026.xlsx"));
    let tests = commands.iter().find(|command| command.starts_with("cargo test")).unwrap();
    let second = "cargo test --release -- --ignored";
    assert!(readme.contains(second));
    let ci = read(".ci/run");
    let ran: Vec<&str> = ci.lines().filter(|line| line.starts_with("cargo test")).collect();
    assert_eq!(ran, [*tests, second]);
}

#[test]
fn the_readmes_json_is_a_plan() {
    let readme = read("README.md");
    let json = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), json).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(["build", "a.json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("cảnh báo"), "{said}");
}
