//! The files of a run that makes a document for each row of a list: their names,
//! their folder, the report of the run, and the whole packed as a .zip.
//!
//! For each document the order is: [`Folder::stage`], then [`Report::append`],
//! then [`Staged::commit`]. However a run ends, each file that is there is whole
//! and has its line in the report, by which the next run can go on. Depends on
//! `diagnostic`, `origin` and `output::write`, and knows nothing of plans or
//! pages. A new column of the report is a field in `record.rs` and a heading in
//! `table.rs`.

mod names;
mod record;
mod report;
mod saved;
mod shard;
mod store;
mod table;
mod zip;

pub use names::{clashes, safe};
pub use record::{Finding, Record, Status, sha256};
pub use report::{Report, Summary, csv_name};
pub use saved::{Records, load, merge};
pub use shard::Shard;
pub use store::{Folder, Refused, Staged};
pub use zip::Packer;
