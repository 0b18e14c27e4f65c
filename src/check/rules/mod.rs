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
    a06,
    b01,
    b02,
    b03,
    b04,
    b05,
    b06,
    b07,
    b08,
    b09,
    b10,
    b11,
    b12,
    b13,
    b14,
    c01,
    c02,
    c04,
    c05,
    c06,
    c07,
    c08,
    c09,
    c10,
    c11,
    c12,
    c13,
    c14,
    c16,
    c17,
    c18,
    c19,
    c20,
    c21,
    c22,
    c23,
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
    t01,
    t03,
    t04,
    t05,
    t06,
    t07,
    x01,
    x02,
    x03,
    x04,
    x05,
    x06,
    x07,
    x08,
}

/// The rule with this id, whatever its case.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
