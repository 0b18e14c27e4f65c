//! `kehoach convert`: one plan, or a Word document, to a workbook or JSON.

use std::io::Write;
use std::path::Path;

use super::{Exit, args, check_not_plan, fail, say};
use crate::convert::{FORMATS, Format, format_of};
use crate::diagnostic::{Diagnostic, has_errors, render};
use crate::output;
use crate::pipeline::{self, ConvertOptions, Reading};

/// Converts the plan and writes it.
pub fn run(args: &args::Convert, stderr: &mut dyn Write) -> Exit {
    let ready = format(&args.output).and_then(|format| {
        check_not_plan(&args.output, &args.plan)?;
        let options = ConvertOptions { set: args.set.clone(), convert_legacy: args.convert_legacy };
        pipeline::convert(&args.plan, &args.output, format, &options)
    });
    let conversion = match ready {
        Ok(conversion) => conversion,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    let notes = conversion.reading.iter().flat_map(Reading::notes);
    let said: Vec<Diagnostic> = notes.chain(&conversion.diagnostics).cloned().collect();
    say(stderr, &render(&said));
    let Some(bytes) = conversion.bytes else { return Exit::DataErrors };
    match output::write_file(&args.output, bytes) {
        Ok(()) => {
            say(stderr, &format!("Đã ghi {}.\n", args.output.display()));
            if has_errors(&said) { Exit::DataErrors } else { Exit::Done }
        }
        Err(diagnostic) => fail(stderr, diagnostic),
    }
}

/// The format that the target's extension names.
fn format(target: &Path) -> Result<&'static Format, Diagnostic> {
    format_of(target).ok_or_else(|| {
        let known: Vec<String> = FORMATS.iter().map(|format| format!(".{}", format.name)).collect();
        let message = format!("Không biết ghi {} ra dạng nào.", target.display());
        Diagnostic::general("unknown-target", message)
            .hint(format!("cho tên tệp có đuôi {} sau -o", known.join(" hoặc ")))
    })
}
