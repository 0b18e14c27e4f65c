//! `kehoach init`: a workbook to begin with, and the same plan as JSON.

use std::io::Write;
use std::path::Path;

use super::{Exit, args, fail, say};
use crate::{output, pipeline};

/// The name of the files, before their extensions.
const NAME: &str = "ke-hoach";

/// Writes the files, unless they are there.
pub fn run(args: &args::Init, stderr: &mut dyn Write) -> Exit {
    let folder = args.folder.as_deref().unwrap_or(Path::new(""));
    let written = pipeline::sample().and_then(|files| {
        let names: Vec<String> =
            files.iter().map(|(extension, _)| format!("{NAME}.{extension}")).collect();
        let files = names.iter().map(String::as_str).zip(files.into_iter().map(|(_, bytes)| bytes));
        output::write_new(folder, files.collect())
    });
    let names = match written {
        Ok(names) => names,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    let shown: Vec<String> = names.iter().map(|name| name.display().to_string()).collect();
    let first = shown.first().map(String::as_str).unwrap_or_default();
    let next = format!(
        "Đã ghi {}.\nMở {first} trong Excel, thay kế hoạch mẫu bằng kế hoạch của bạn, lưu, rồi chạy:\n  \
         kehoach build \"{first}\"\n",
        shown.join(" và ")
    );
    say(stderr, &next);
    Exit::Done
}
