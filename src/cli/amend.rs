//! `kehoach check --fix` and `--annotate`: copies of the plan.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{args, check_not_plan, say};
use crate::amend::LISTING;
use crate::diagnostic::Diagnostic;
use crate::output;
use crate::pipeline::{self, BuildOptions, Fixed, Outcome, kept_extension};

/// What a corrected copy is called after the name of its original.
const CORRECTED: &str = "-da-sua";

/// Checks the plan; with `--fix` the corrected copy of it, with `--annotate` what the
/// notes of the copy say. What was done is told to the person.
///
/// # Errors
/// The plan cannot be checked, or the copy cannot be written.
pub fn checked(
    args: &args::Check,
    options: &BuildOptions,
    stderr: &mut dyn Write,
) -> Result<Outcome, Diagnostic> {
    match &args.annotate {
        Some(copy) => annotated(args, copy, options, stderr),
        None => match &args.fix {
            Some(copy) => fixed(args, copy.as_deref(), options, stderr),
            None => pipeline::check(&args.plan, options),
        },
    }
}

fn fixed(
    args: &args::Check,
    copy: Option<&Path>,
    options: &BuildOptions,
    stderr: &mut dyn Write,
) -> Result<Outcome, Diagnostic> {
    let extension = kept_extension(&args.plan, false)?;
    let target = copy.map_or_else(|| corrected(&args.plan, extension), Path::to_path_buf);
    ready(&target, &args.plan, extension)?;
    let fixed = pipeline::fix(&args.plan, &target, options)?;
    let mut files = Vec::new();
    for file in &fixed.files {
        let target = match file.original == args.plan {
            true => target.clone(),
            false => {
                let extension = kept_extension(&file.original, false)?;
                let target = corrected(&file.original, extension);
                ready(&target, &file.original, extension)?;
                target
            }
        };
        files.push((target, file.bytes.clone()));
    }
    say(stderr, &told(&fixed));
    for (target, bytes) in files {
        output::write_file(&target, bytes)?;
        say(stderr, &format!("Đã ghi {}; tệp gốc không thay đổi.\n", target.display()));
    }
    Ok(fixed.outcome)
}

fn annotated(
    args: &args::Check,
    copy: &Path,
    options: &BuildOptions,
    stderr: &mut dyn Write,
) -> Result<Outcome, Diagnostic> {
    ready(copy, &args.plan, kept_extension(&args.plan, true)?)?;
    let annotated = pipeline::annotate(&args.plan, copy, options)?;
    let told = match annotated.bytes {
        Some(bytes) => {
            output::write_file(copy, bytes)?;
            format!("Đã ghi {}: ghi chú ở từng ô, danh sách ở trang {LISTING}.\n", copy.display())
        }
        None => "Chưa chuyển được kế hoạch thành bảng tính để ghi chú: sửa lỗi trước đã.\n".into(),
    };
    say(stderr, &told);
    Ok(annotated.outcome)
}

/// What was changed and what was not.
fn told(fixed: &Fixed) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    if fixed.changes.is_empty() {
        text.push_str("Không có chỗ nào tự sửa được.\n");
    } else {
        let count: usize = fixed.changes.iter().map(|change| change.count).sum();
        let _ = writeln!(text, "Đã sửa {count} chỗ:");
    }
    for change in &fixed.changes {
        let _ = writeln!(text, "  {}: “{}” → “{}”", change.origin, change.before, change.after);
    }
    if !fixed.left.is_empty() {
        let _ = writeln!(text, "Còn {} chỗ không tự sửa được:", fixed.left.len());
    }
    for left in &fixed.left {
        let _ = writeln!(text, "  {}: {}", left.origin, left.why);
    }
    text
}

/// The corrected copy of `original`, beside it.
fn corrected(original: &Path, extension: &str) -> PathBuf {
    let stem = original.file_stem().unwrap_or_default().to_string_lossy();
    original.with_file_name(format!("{stem}{CORRECTED}.{extension}"))
}

/// Refuses a target that is the plan, is there already, or has another extension.
fn ready(target: &Path, plan: &Path, extension: &str) -> Result<(), Diagnostic> {
    check_not_plan(target, plan)?;
    let own = target.extension().unwrap_or_default();
    if !own.eq_ignore_ascii_case(extension) {
        let message = format!("Bản sao của kế hoạch này phải có đuôi .{extension}.");
        return Err(Diagnostic::general("copy-extension", message)
            .hint(format!("đổi tên tệp ghi ra {} thành đuôi .{extension}", target.display())));
    }
    if fs::symlink_metadata(target).is_ok() {
        let message = format!("Đã có tệp {}, không ghi đè.", target.display());
        return Err(Diagnostic::general("copy-exists", message)
            .hint("xóa hoặc đổi tên tệp đó, hoặc cho tên khác"));
    }
    Ok(())
}
