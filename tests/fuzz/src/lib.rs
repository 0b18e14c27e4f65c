//! What the fuzz targets have in common.
//!
//! The modules under test are compiled from the program's own sources rather
//! than taken from its library, which would build Typst with the fuzzer's
//! instrumentation: readers need none of it.

#![allow(dead_code, missing_docs)]

#[path = "../../../src/check/mod.rs"]
pub mod check;
#[path = "../../../src/diagnostic/mod.rs"]
pub mod diagnostic;
#[path = "../../../src/input/mod.rs"]
pub mod input;
#[path = "../../../src/merge/mod.rs"]
pub mod merge;
#[path = "../../../src/model/mod.rs"]
pub mod model;
#[path = "../../../src/origin.rs"]
pub mod origin;
#[path = "../../../src/convert/texts.rs"]
pub mod texts;

pub mod balance;
pub mod document;
pub mod parts;
pub mod typeset;

use model::account::{Entry, Fate};
use model::plan::Plan;

/// What is found wrong with a plan that was read from a document, whose texts may lack
/// what a plan needs and may be nothing else.
const LACKING: &[&str] = &["missing-field"];

/// Holds the plan in `bytes`, JSON, against the rules on content: what they find is at
/// a place that is there, and the same when they look again.
pub fn check_plan(bytes: &[u8]) {
    let Ok(input) = input::read_bytes(&"plan.json".into(), bytes) else { return };
    let Some(plan) = input.node.and_then(|node| model::read::read(&node).0) else { return };
    let (document, _) = merge::document(&plan);
    let mut checker = check::Checker::default();
    let found = checker.content(&document);
    for evidence in found.iter().filter_map(|found| found.evidence.as_ref()) {
        let Some(excerpt) = &evidence.excerpt else { continue };
        assert!(excerpt.text.get(excerpt.range.clone()).is_some(), "{excerpt:?}");
    }
    assert_eq!(found, checker.content(&document));
}

/// Reads `bytes` as a file called `name`, as a list of communes and as a plan,
/// and checks what was read, as `build` does before it typesets.
pub fn read(name: &str, bytes: &[u8]) {
    if let Ok(input) = input::list::read_list_bytes(&name.into(), bytes, None) {
        let said = diagnostic::is_withheld(&input.diagnostics);
        assert!(input.list.is_some() || said, "no list and no error");
    }
    let Ok(input) = input::read_bytes(&name.into(), bytes) else { return };
    let Some(node) = input.node else {
        assert!(diagnostic::is_withheld(&input.diagnostics), "nothing read and nothing said");
        return;
    };
    let (plan, faults) = model::read::read(&node);
    let said = diagnostic::is_withheld(&input.diagnostics) || diagnostic::is_withheld(&faults);
    assert!(plan.is_some() || said, "no plan and no error");
}

/// Reads a document: the same plan each time, one that lacks something at most. Where its
/// text is known, the account of its words is even.
pub fn read_document(bytes: &[u8], text: Option<&str>) {
    let name = "kh.docx".into();
    let Ok(input) = input::read_bytes(&name, bytes) else { return };
    let again = input::read_bytes(&name, bytes).expect("what was read before");
    assert_eq!(format!("{:?}", input.node), format!("{:?}", again.node));
    assert_eq!(input.diagnostics, again.diagnostics);
    let Some(account) = input.account else { return };
    assert!(!diagnostic::is_withheld(&input.diagnostics), "{:?}", input.diagnostics);
    let node = input.node.expect("a plan with its account");
    let (plan, faults) = model::read::read(&node);
    for fault in faults.iter().filter(|fault| diagnostic::is_withheld([*fault])) {
        assert!(LACKING.contains(&fault.code), "{fault:?}");
    }
    let plan = plan.expect("a plan");
    // Letters in any order may look like an encoding of the time before Unicode.
    let converted = input.diagnostics.iter().any(|said| said.code == "T08");
    if let Some(text) = text.filter(|_| !converted) {
        let uneven = uneven(text, &plan, &account);
        assert!(uneven.is_empty(), "{uneven:?}\n{account:#?}");
    }
}

/// The words of a document that its account does not tell of, and the other way round.
fn uneven(text: &str, plan: &Plan, account: &[Entry]) -> Vec<String> {
    let mut balance = balance::Balance::default();
    balance.add(text, 1);
    texts::texts(plan).iter().for_each(|said| balance.add(&said.text, -1));
    for entry in account {
        balance.add(&entry.text, if entry.fate == Fate::Added { 1 } else { -1 });
    }
    balance.uneven()
}
