//! kehoach
pub mod cli;
pub mod diagnostic;
pub mod merge;
pub mod model;
pub mod origin;
pub mod output;
