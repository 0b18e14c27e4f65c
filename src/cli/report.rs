//! `kehoach report`: the reports of runs as one.

use std::io::Write;

use super::{Exit, args, fail, say};
use crate::output::batch::merge;

/// Joins the reports.
pub fn run(args: &args::Report, stderr: &mut dyn Write) -> Exit {
    let Some(into) = args.output.as_ref().or(args.folders.first()) else { return Exit::Failed };
    match merge(&args.folders, into) {
        Ok(summary) => {
            let text = format!(
                "Đã ghi report.csv và report.json vào {}: {} văn bản, {} lỗi.\n",
                into.display(),
                summary.total,
                summary.failed
            );
            say(stderr, &text);
            if summary.failed + summary.faulty == 0 { Exit::Done } else { Exit::DataErrors }
        }
        Err(fault) => fail(stderr, fault),
    }
}
