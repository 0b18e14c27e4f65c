//! A panic, which is a fault of the program's own, as a finding.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Diagnostic;

/// Runs `work`; a panic in it is a finding with this `hint`.
pub fn caught<T>(hint: &str, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Diagnostic::general("internal", "Chương trình gặp lỗi bên trong ở văn bản này.").hint(hint)
    })
}
