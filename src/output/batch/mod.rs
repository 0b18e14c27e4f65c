//! The files of a run that makes a document for each row of a list.
//!
//! Depends on `diagnostic`, `origin` and `output::write`, and knows nothing of
//! plans or pages.

mod names;
mod shard;
mod zip;

pub use names::{clashes, safe};
pub use shard::Shard;
pub use zip::Packer;
