//! kehoach
pub mod diagnostic;
pub mod input;
pub mod model;
pub mod origin;
