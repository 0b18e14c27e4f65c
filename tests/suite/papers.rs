//! What README.md and the guide for clerks say, held against the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use kehoach::model::fields::FIELDS;

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
    let help = Command::new(env!("CARGO_BIN_EXE_kehoach")).args(["build", "--help"]).output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    let options = help.split_whitespace().filter(|word| word.starts_with("--"));
    for option in options {
        assert!(guide.contains(&format!("`{option}")), "{option}");
    }
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
    let ran: Vec<&str> = ci.lines().filter(|line| line.starts_with("cargo ")).collect();
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
