//! The decree as rules: what they find in a complete document, on its typeset pages
//! and in its PDF. A finding never withholds a document.
//!
//! `rule` says what a rule is, `view` and `layout` what it looks at, `rules` holds them
//! all, one file each; [`Checker`] asks them and leads each finding back to its cell. May
//! depend on `model`, `diagnostic` and `origin`.
//!
//! To add a rule: a file in `rules/` with its page beside it, a name in
//! `rules/mod.rs`, a line in `ND30.md`.

mod checker;
mod citation;
mod file;
mod layout;
mod rule;
mod rules;
mod view;
mod words;

pub use checker::{Allowed, Checker, allowed};
pub use rule::{Check, Rule};
pub use rules::{RULES, find};
pub use view::Role;

/// The decree's Phụ lục I clause by clause: done by the template, checked by a rule,
/// left to a person, or not yet.
pub const ND30: &str = include_str!("ND30.md");
