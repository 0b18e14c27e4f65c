//! The one test binary: every further one would link Typst again.
//!
//! A new area is a module here.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod amend;
mod anytext;
mod architecture;
mod batch;
mod batch_files;
mod built;
mod caps;
mod cases;
mod cli;
mod communes;
mod convert;
mod csv;
mod faults;
mod files;
mod findings;
mod fuzz;
mod init;
mod input;
mod libreoffice;
mod measure;
mod merge;
mod pages;
mod papers;
mod pdf;
mod preview;
mod rules;
mod samples;
mod schema;
mod word;
mod workbooks;
