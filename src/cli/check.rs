//! `kehoach check`: what the rules find in a plan.

use std::io::Write;
use std::path::Path;

use super::{Exit, amend, args, check_not_plan, fail, print, say};
use crate::check::find;
use crate::diagnostic::{Diagnostic, counts, has_errors};
use crate::output::findings::{FORMATS, Findings, Format, format_of};
use crate::output::write_file;
use crate::pipeline::BuildOptions;

/// Checks the plan and tells what is found.
pub fn run(args: &args::Check, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let target = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let format = match format(args, target) {
        Ok(format) => format,
        Err(fault) => return fail(stderr, fault),
    };
    let options = BuildOptions { rows: args.rows.clone().map(Into::into), ..(&args.common).into() };
    let outcome = match amend::checked(args, &options, stderr) {
        Ok(outcome) => outcome,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    let name = args.plan.file_name().unwrap_or_default().to_string_lossy();
    let shown = (format.make)(&Findings {
        plan: &name,
        found: &outcome.diagnostics,
        document: outcome.document.as_ref(),
        typeset: outcome.typeset.as_ref(),
        title: |id| find(id).map(|rule| rule.title()),
    });
    let exit = match target {
        None => print(shown.as_bytes(), stdout, stderr),
        Some(target) => match write_file(target, shown.into_bytes()) {
            Ok(()) => {
                let counts = counts(&outcome.diagnostics);
                let counts = if counts.is_empty() { "không có lỗi".into() } else { counts };
                say(stderr, &format!("Đã ghi {}: {counts}.\n", target.display()));
                Exit::Done
            }
            Err(fault) => return fail(stderr, fault),
        },
    };
    match exit {
        Exit::Done if has_errors(&outcome.diagnostics) => Exit::DataErrors,
        exit => exit,
    }
}

/// The form to write, by its name or by the extension of `target`. Refuses the plan
/// itself as the target, and an extension that says something else than what is
/// written: a text called .xlsx could replace a workbook.
fn format(args: &args::Check, target: Option<&Path>) -> Result<&'static Format, Diagnostic> {
    let Some(target) = target else { return Ok(args.format.unwrap_or(&FORMATS[0])) };
    check_not_plan(target, &args.plan)?;
    args.format.or_else(|| format_of(target)).ok_or_else(|| {
        let message = format!("Không biết ghi {} ra dạng nào; chưa ghi gì.", target.display());
        let known: Vec<String> = FORMATS.iter().map(|f| format!(".{}", f.extension)).collect();
        let hint = format!("cho tên tệp có đuôi {} sau -o, hoặc thêm --format", known.join(", "));
        Diagnostic::general("unknown-target", message).hint(hint)
    })
}
