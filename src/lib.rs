//! kehoach
pub mod diagnostic;
pub mod merge;
pub mod model;
pub mod origin;
pub mod typeset;
