//! The plans that are edited: a real one, and one of ninety pages with a table of a
//! thousand rows.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kehoach::merge::document;
use kehoach::model::read::read;
use kehoach::output::DEFAULT;
use kehoach::typeset::{Fonts, Tables, Templates, Typesetter};
use serde_json::{Value, json};

/// A plan with a word that edits replace.
pub struct Sample {
    pub file: PathBuf,
    /// Rows of its tables.
    pub rows: usize,
    plan: Value,
    /// The block of the body that is edited.
    block: usize,
}

impl Sample {
    /// The plan of Lào Cai, 18 pages; edited in the middle of the body.
    pub fn of_office(folder: &Path) -> Self {
        Self::new(folder, "plan", lao_cai(), 44)
    }

    /// The same body three times and a part of it, and a table of 1,000 rows: 90
    /// pages.
    pub fn with_table(folder: &Path) -> Self {
        let mut plan = lao_cai();
        let body = plan["body"].as_array().cloned().expect("a body");
        let blocks = body.len() * 3 + body.len() / 4;
        plan["body"] = body.into_iter().cycle().take(blocks).collect();
        let row = |number: usize| {
            json!([
                number.to_string(),
                format!("Nhiệm vụ thứ {number} của kế hoạch, làm theo phân công của Chủ tịch"),
                format!("Phòng số {}", number % 17),
                format!("Quý {}", 1 + number % 4),
                ""
            ])
        };
        let head = json!(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Ghi chú"]);
        let rows: Vec<Value> = std::iter::once(head).chain((1..=1000).map(row)).collect();
        let table = json!({ "kind": "table", "header_rows": 1, "rows": rows });
        let appendix = json!({ "title": "Danh mục nhiệm vụ", "blocks": [table] });
        plan["appendices"].as_array_mut().expect("appendices").push(appendix);
        Self::new(folder, "plan-lon", plan, 1000)
    }

    fn new(folder: &Path, name: &str, plan: Value, rows: usize) -> Self {
        let own = folder.join(name);
        fs::create_dir_all(&own).expect("a folder");
        let blocks = plan["body"].as_array().expect("a body");
        let is_long = |block: &Value| {
            block["kind"].is_null() && block["text"].as_str().is_some_and(|text| text.len() > 300)
        };
        let middle = blocks.len() / 2;
        let block = (middle..blocks.len()).find(|at| is_long(&blocks[*at])).expect("a paragraph");
        let sample = Self { file: own.join("plan.json"), rows, plan, block };
        sample.edit(usize::MAX);
        sample
    }

    /// Saves the plan with another word, as office programs do: beside, then renamed.
    pub fn edit(&self, number: usize) {
        let mut plan = self.plan.clone();
        let text = plan["body"][self.block]["text"].as_str().unwrap_or_default().to_owned();
        plan["body"][self.block]["text"] = format!("Lần {number}. {text}").into();
        let beside = self.file.with_extension("tmp");
        fs::write(&beside, plan.to_string()).expect("a file");
        fs::rename(&beside, &self.file).expect("a file");
    }

    /// How long in ms Typst alone takes to lay the plan out and export it, with
    /// nothing remembered.
    pub fn bare(&self) -> f64 {
        let fonts = Fonts::embedded().expect("fonts");
        let typesetter = Typesetter::new(fonts, &Templates::embedded()).expect("templates");
        let node = kehoach::input::read(&self.file).expect("a file").node.expect("a tree");
        let document = document(&read(&node).0.expect("a plan")).0;
        let mut times = Vec::new();
        for _ in 0..5 {
            comemo::evict(0);
            let mut worker = typesetter.worker();
            let prepared = worker.prepare(&document, &[], &Tables::default(), 0).expect("sources");
            let start = Instant::now();
            let typeset = worker.lay_out(&document, &prepared).expect("pages");
            (DEFAULT.export)(&typeset).expect("a PDF");
            times.push(start.elapsed());
        }
        crate::percentile(times, 50)
    }
}

fn lao_cai() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lao-cai-papi-2023.json");
    serde_json::from_str(&fs::read_to_string(file).expect("a sample")).expect("JSON")
}
