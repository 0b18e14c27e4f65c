//! What the fuzz targets have in common.
//!
//! The modules under test are compiled from the program's own sources rather
//! than taken from its library, which would build Typst with the fuzzer's
//! instrumentation: readers need none of it.

#![allow(dead_code, missing_docs)]

#[path = "../../../src/diagnostic/mod.rs"]
pub mod diagnostic;
#[path = "../../../src/input/mod.rs"]
pub mod input;
#[path = "../../../src/model/mod.rs"]
pub mod model;
#[path = "../../../src/origin.rs"]
pub mod origin;

pub mod parts;
pub mod typeset;

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
