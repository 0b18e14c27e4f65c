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
    b02,
    b03,
    b04,
    b05,
    b06,
    b07,
    b08,
    b09,
    b10,
    b12,
    b13,
    b14,
    c01,
    c02,
    c03,
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
    t03,
}

/// The rule with this id, whatever its case.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
