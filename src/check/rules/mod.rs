//! Every rule, one file each with its page beside it.
//!
//! A new rule is such a file and its name here, in the order of the ids. What several
//! rules need of the language is in `../words.rs`.

use super::rule::Rule;

/// Declares the modules and puts the rules into the table.
macro_rules! rules {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// Every rule, in the order of the ids.
        pub static RULES: &[Rule] = &[$($name::RULE,)*];
    };
}

rules! {
    a01,
    a03,
    a04,
    a06,
    b01,
    b05,
    b06,
    b07,
    b08,
    b11,
    d01,
    d02,
    d03,
    d04,
    d05,
    h01,
    h02,
    h03,
    h04,
    h05,
    h06,
    h07,
    h09,
    h10,
    h12,
    h16,
    h19,
    h21,
    h22,
    h24,
    m01,
    n01,
    n02,
    p01,
    p02,
    p03,
    p04,
    p05,
    p06,
    p07,
    p08,
    p09,
    p10,
    p11,
    p12,
    p13,
    p14,
    p15,
    p16,
    s07,
    s09,
    s10,
    s11,
    t03,
}

/// The rule with this id, whatever its case.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
