//! The dependency rule at the head of `src/lib.rs`, held against the sources,
//! and the shape of every file. A new module or crate is a row in a table here.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the top level, and those it may name.
const MODULES: &[(&str, &[&str])] = &[
    ("origin", &[]),
    ("diagnostic", &["origin"]),
    ("model", &["origin", "diagnostic"]),
    ("input", &["origin", "diagnostic", "model"]),
    ("merge", &["origin", "diagnostic", "model"]),
    ("check", &["origin", "diagnostic", "model"]),
    ("convert", &["origin", "diagnostic", "model"]),
    ("amend", &["origin", "diagnostic", "model"]),
    ("typeset", &["origin", "diagnostic", "model"]),
    ("output", &["origin", "diagnostic", "model", "typeset"]),
    (
        "pipeline",
        &[
            "origin",
            "diagnostic",
            "model",
            "input",
            "merge",
            "check",
            "convert",
            "amend",
            "typeset",
            "output",
        ],
    ),
    ("preview", &["diagnostic", "typeset", "output", "pipeline"]),
    (
        "cli",
        &[
            "origin",
            "diagnostic",
            "model",
            "check",
            "convert",
            "amend",
            "output",
            "pipeline",
            "preview",
        ],
    ),
];

/// Each crate, and the modules that may name it: where it is named nowhere
/// else, none of its types can cross a border.
const CRATES: &[(&str, &[&str])] = &[
    ("typst", &["typeset", "output"]),
    ("typst_layout", &["typeset"]),
    ("typst_pdf", &["output"]),
    ("typst_render", &["output"]),
    ("typst_svg", &["output"]),
    ("minijinja", &["typeset", "merge"]),
    ("clap", &["cli"]),
    ("serde", &["origin", "output", "preview"]),
    ("serde_json", &["model", "convert", "amend", "output", "preview", "cli"]),
    ("schemars", &["origin", "model"]),
    ("jsonc_parser", &["input", "amend"]),
    ("zip", &["input", "convert", "amend", "output"]),
    ("cfb", &["input"]),
    ("csv", &["input", "output"]),
    ("rust_xlsxwriter", &["convert"]),
    ("rust_decimal", &["merge"]),
    ("quick_xml", &["input", "amend"]),
    ("unicode_normalization", &["model", "input", "output"]),
    ("unicode_width", &["diagnostic"]),
    ("sha2", &["output"]),
    ("comemo", &["typeset"]),
    ("libc", &["pipeline"]),
    ("indicatif", &["cli"]),
    ("ctrlc", &["cli"]),
    ("strsim", &["model"]),
    ("tempfile", &["output", "preview"]),
    ("axum", &["preview"]),
    ("tokio", &["preview"]),
    ("notify", &["preview"]),
    ("open", &["preview"]),
    ("dirs", &["preview"]),
    ("getrandom", &["preview"]),
    ("flate2", &["preview"]),
    ("hayro_syntax", &["check"]),
];

/// The longest file that still fits a reader's head.
const MAX_LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `folder` of the repository, in order: its path with
/// slashes, and its text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap();
        let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        for path in paths {
            if path.is_dir() {
                // What cargo-fuzz builds stands beside its sources.
                folders.extend((!path.ends_with("target")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The files of `src` that belong to a module of the top level: the module, the
/// path, and the text without comments.
fn sources() -> Vec<(String, String, String)> {
    let code = |text: &str| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let files = rust_files("src").into_iter();
    let files = files.filter(|(path, _)| !["src/lib.rs", "src/main.rs"].contains(&path.as_str()));
    files
        .map(|(path, text)| {
            let module = path["src/".len()..].split(['/', '.']).next().unwrap().to_owned();
            (module, path, code(&text))
        })
        .collect()
}

fn allowed<'a>(table: &[(&str, &'a [&'a str])], name: &str) -> &'a [&'a str] {
    let row = table.iter().find(|(known, _)| *known == name);
    row.unwrap_or_else(|| panic!("no row for {name} in this file")).1
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What follows each `prefix` that begins a path.
fn after<'a>(code: &'a str, prefix: &str) -> impl Iterator<Item = &'a str> {
    code.match_indices(prefix)
        .filter(|(at, _)| !code[..*at].ends_with(|c| is_word(c) || ":.".contains(c)))
        .map(move |(at, found)| &code[at + found.len()..])
}

/// The first words of a path or of a `{ … }` of paths.
fn heads(path: &str) -> Vec<&str> {
    let word = |path: &'_ str| path.find(|c| !is_word(c)).unwrap_or(path.len());
    let Some(list) = path.strip_prefix('{') else { return vec![&path[..word(path)]] };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let item = list[start..at].trim();
                found.extend(Some(&item[..word(item)]).filter(|head| !head.is_empty()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn modules_depend_one_way() {
    let is_module = |name: &str| MODULES.iter().any(|(module, _)| *module == name);
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        let may = allowed(MODULES, &module);
        let absolute = after(&code, "crate::").flat_map(heads);
        // `super::` climbs to the top level only where it names a module of it.
        let climbing = after(&code, "super::").flat_map(heads).filter(|name| is_module(name));
        let named = absolute.chain(climbing).filter(|name| *name != module);
        let bad = named.filter(|name| !may.contains(name));
        wrong.extend(bad.map(|name| format!("{path} names {name}")));
    }
    assert!(wrong.is_empty(), "against the rule of src/lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn crates_stay_in_their_modules() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (name, may) in CRATES {
        let uses = |code: &str| after(code, &format!("{name}::")).next().is_some();
        let users = sources.iter().filter(|(_, _, code)| uses(code));
        let bad = users.filter(|(module, _, _)| !may.contains(&module.as_str()));
        wrong.extend(bad.map(|(_, path, _)| format!("{path} names {name}")));
    }
    assert!(wrong.is_empty(), "a foreign crate outside its module:\n{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_its_modules() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut names: Vec<String> = Vec::new();
    let mut section = "";
    for line in manifest.lines() {
        let is_own = section == "[dependencies]" || section.starts_with("[target.");
        match line.split_once(" = ") {
            _ if line.starts_with('[') => section = line,
            Some((name, _)) if is_own => names.push(name.replace('-', "_")),
            _ => {}
        }
    }
    let mut known: Vec<&str> = CRATES.iter().map(|(name, _)| *name).collect();
    names.sort();
    known.sort_unstable();
    assert_eq!(names, known, "Cargo.toml and the table of crates in this file differ");
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src").into_iter().chain(rust_files("tests")) {
        let lines = text.lines().count();
        if lines > MAX_LINES {
            wrong.push(format!("{path} has {lines} lines, more than {MAX_LINES}"));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("{path} does not begin with //!"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nested_imports_are_taken_apart() {
    assert_eq!(heads("{input, merge::{a, b}, model}; use x::{y}"), ["input", "merge", "model"]);
    assert_eq!(heads("model::read(x)"), ["model"]);
    assert_eq!(after("a::zip::b; a.zip::<C>(); (zip::D)", "zip::").collect::<Vec<_>>(), ["D)"]);
}
