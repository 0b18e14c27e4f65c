//! The clauses that rules rest on, each once, as findings cite them.

/// A place in Phụ lục I, Phần I of the decree.
macro_rules! nd30 {
    ($place:literal) => {
        concat!("NĐ 30/2020/NĐ-CP, ", $place)
    };
}
pub(crate) use nd30;

/// What no text of law fixes but every office expects.
pub const PRACTICE: &str = "thông lệ trình bày văn bản (NĐ 30/2020/NĐ-CP không quy định)";
