//! The decree as rules: what they find in a complete document, on its typeset pages
//! and in its PDF. A finding never withholds a document.
//!
//! `rule` says what a rule is, `view` and `layout` what it looks at, `rules` holds them
//! all, one file each; [`Checker`] asks them and leads each finding back to its cell. May
//! depend on `model`, `diagnostic` and `origin`.
//!
//! To add a rule: a file in `rules/` with its page beside it, a name in
//! `rules/mod.rs`, a line in `ND30.md`.

mod appendix;
mod checker;
mod citation;
mod cited;
mod closing;
mod dates;
mod file;
mod indicators;
mod layout;
mod phrases;
mod places;
mod renew;
mod rule;
mod rules;
mod tables;
mod view;
mod words;
mod written;

pub use checker::{Allowed, Checker, allowed};
pub use renew::{RENEW, renew};
pub use rule::{Check, Rule};
pub use rules::{RULES, find};
pub use view::Role;
