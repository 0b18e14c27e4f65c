//! The files of a run over a list.
//!
//! A new area of `src/output/batch` is a module here.

mod names;
mod packed;
