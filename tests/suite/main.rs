//! The one test binary: every further one would link Typst again.
//!
//! A new area is a module here.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod architecture;
mod cli;
mod input;
mod pages;
mod papers;
mod samples;
mod schema;
