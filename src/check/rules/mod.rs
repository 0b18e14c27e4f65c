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
    a02,
    a03,
    a04,
    a05,
    b05,
    h08,
    h11,
    h13,
    h14,
    h15,
    h17,
    h18,
    h20,
    h23,
    h25,
    m02,
    m03,
    m04,
    n02,
    n03,
    n04,
    n05,
    n06,
    s01,
    s02,
    s03,
    s04,
    s05,
    s06,
    s08,
    s12,
    t03,
}

/// The rule with this id, whatever its case.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
