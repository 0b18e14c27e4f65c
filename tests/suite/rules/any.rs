//! Any plan with any text: no rule panics, what is found is at a place that is there,
//! and the same is found again, whether the texts are remembered or not.
//!
//! Plans are drawn with fixed seeds from the words of the rules' own pages, so that
//! everything a rule waits for comes, in every place.

use fastrand::Rng;
use kehoach::check::{Check, Checker, RULES};
use kehoach::diagnostic::{Diagnostic, is_withheld};
use kehoach::input;
use kehoach::merge;
use kehoach::model;
use serde_json::{Value, json};

const PLANS: u64 = 300;

/// What breaks words, lines and rules.
const ODD: &[&str] = &[
    "",
    " ",
    "  ",
    "\n",
    ".",
    ",",
    ";",
    ":",
    "./.",
    "…",
    "-",
    "–",
    "+",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "%",
    "/",
    "\u{301}",
    "đ",
    "Ư",
    "𝒜",
    "😀",
    "ﬁ",
    "а",
    "0",
    "00",
    "1.1",
    "31/02/2026",
    "I.",
    "a)",
    "«",
    "»",
    "[",
    "]",
    "***",
    "~",
    "^",
    "\\",
    "\u{a0}",
    "ﬀ",
    "İ",
    "ß",
    "ǆ",
];

fn words() -> Vec<&'static str> {
    let pages = RULES.iter().flat_map(|rule| rule.page.split_whitespace());
    pages.map(|word| word.trim_matches(['[', ']', '`'])).chain(ODD.iter().copied()).collect()
}

struct Maker<'w> {
    rng: Rng,
    words: &'w [&'static str],
}

impl Maker<'_> {
    fn text(&mut self) -> String {
        let count = self.rng.usize(0..14);
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(self.rng.choice(self.words).unwrap());
            if self.rng.u8(0..8) > 0 {
                text.push(' ');
            }
        }
        // A text that is blank is none.
        if text.trim().is_empty() { "A".to_owned() } else { text }
    }

    fn marker(&mut self) -> Value {
        let markers = [
            "I",
            "II.",
            "IV",
            "1",
            "2.",
            "1.1",
            "a",
            "đ)",
            "f)",
            "-",
            "+",
            "Điều 3",
            "Phần I",
            "x",
        ];
        match self.rng.u8(0..3) {
            0 => Value::Null,
            _ => json!(self.rng.choice(markers)),
        }
    }

    fn block(&mut self) -> Value {
        if self.rng.u8(0..6) == 0 {
            let columns = self.rng.usize(1..5);
            let rows = self.rng.usize(1..6);
            let mut row = |_| (0..columns).map(|_| self.text()).collect::<Vec<_>>();
            return json!({ "kind": "table", "rows": (0..rows).map(&mut row).collect::<Vec<_>>() });
        }
        let kind = self.rng.choice(["heading", "paragraph", "legal_basis"]).unwrap();
        json!({ "kind": kind, "marker": self.marker(), "text": self.text() })
    }

    fn blocks(&mut self) -> Vec<Value> {
        let count = self.rng.usize(1..12);
        (0..count).map(|_| self.block()).collect()
    }

    fn plan(&mut self) -> Value {
        let dates = ["05/02/2026", "2026", "tháng 6/2026", ""];
        let recipients: Vec<String> = (0..self.rng.usize(0..6)).map(|_| self.text()).collect();
        let appendices = (0..self.rng.usize(0..3)).map(|_| {
            json!({ "label": self.text(), "title": self.text(), "reference": self.text(), "blocks": self.blocks() })
        });
        let appendices: Vec<Value> = appendices.collect();
        json!({
            "letterhead": {
                "parent_agency": self.text(), "agency": self.text(), "number": "5",
                "symbol": self.text(), "place": self.text(),
                "date": self.rng.choice(dates)
            },
            "subject": self.text(),
            "body": self.blocks(),
            "recipients": recipients,
            "signature": {
                "authority": self.text(), "position": self.text(), "name": self.text(),
                "other_position": self.text()
            },
            "appendices": appendices
        })
    }
}

/// Checks what is found of the document of one plan.
fn check(found: &[Diagnostic], plan: &Value) {
    for found in found {
        let evidence = found.evidence.as_ref();
        let Some(evidence) = evidence else { panic!("no evidence: {found:?}\n{plan}") };
        if let Some(excerpt) = &evidence.excerpt {
            assert!(excerpt.text.get(excerpt.range.clone()).is_some(), "{found:?}\n{plan}");
        }
        for mend in &evidence.mends {
            assert!(mend.range.start <= mend.range.end, "{found:?}\n{plan}");
        }
        assert!(!found.message.is_empty() && found.citation.is_some(), "{found:?}");
    }
}

#[test]
fn any_plan_can_be_checked() {
    let words = words();
    let mut checker = Checker::default();
    let mut fired = std::collections::BTreeSet::new();
    for seed in 0..PLANS {
        let plan = Maker { rng: Rng::with_seed(seed), words: &words }.plan();
        let input = input::read_bytes(&"plan.json".into(), plan.to_string().as_bytes()).unwrap();
        let (read, faults) = model::read::read(&input.node.unwrap());
        // A text that the reader refuses is told by it.
        let Some(read) = read else { panic!("{faults:?}\n{plan}") };
        let (document, _) = merge::document(&read);
        let found = checker.content(&document);
        check(&found, &plan);
        assert_eq!(found, checker.content(&document), "seed {seed}");
        assert_eq!(found, Checker::default().content(&document), "seed {seed}");
        assert!(!is_withheld(&found), "seed {seed}");
        fired.extend(found.iter().map(|found| found.code));
    }
    // Rules on pages and files see nothing here.
    let reads =
        |check: &Check| matches!(check, Check::Text(_) | Check::Facts { .. } | Check::Document(_));
    let of_content = RULES.iter().filter(|rule| rule.checks.iter().any(reads)).count();
    assert!(fired.len() * 3 > of_content, "only {fired:?} fired");
}
