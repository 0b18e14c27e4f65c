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
    b05,
    t01,
    t02,
    t03,
    t04,
    t05,
    t06,
    t07,
    t08,
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
