//! `kehoach build`: one plan to a document.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Exit, args, check_not_plan, fail, print, say};
use crate::diagnostic::{Diagnostic, has_errors, render};
use crate::output::{self, Format};
use crate::pipeline::{self, BuildOptions};

/// Folder of results where `-o` is not given.
const OUTPUT_DIR: &str = "output";

/// Makes the document and writes it.
pub fn run(args: &args::Build, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let mut target = Target::new(args);
    if let Err(diagnostic) = target.check(args) {
        return fail(stderr, diagnostic);
    }
    let options = BuildOptions {
        rows: args.rows.clone().map(Into::into),
        row: args.row.clone(),
        strict: args.strict,
        ..(&args.common).into()
    };
    let outcome = match pipeline::build(&args.plan, &options) {
        Ok(outcome) => outcome,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    if let (Some(name), None, Place::File(path)) = (&outcome.name, &args.output, &mut target.place)
    {
        *path = Path::new(OUTPUT_DIR).join(format!("{name}.{}", target.format.name));
    }
    let mut diagnostics = outcome.diagnostics;
    let exported = outcome.typeset.and_then(|typeset| {
        let pages = typeset.document.pages().len();
        match (target.format.export)(&typeset) {
            Ok(files) => Some((files, pages)),
            Err(errors) => {
                diagnostics.extend(errors);
                None
            }
        }
    });
    say(stderr, &render(&diagnostics));
    let faulty = has_errors(&diagnostics);
    let Some((files, pages)) = exported else { return Exit::DataErrors };
    match target.place {
        Place::Stdout => match files.as_slice() {
            [only] => match print(only, stdout, stderr) {
                Exit::Done if faulty => Exit::DataErrors,
                exit => exit,
            },
            _ => fail(stderr, many_pages(target.format, pages)),
        },
        Place::File(path) => match output::write(&path, target.format, &files) {
            Ok(written) => {
                say(stderr, &done(&written, pages));
                if faulty { Exit::DataErrors } else { Exit::Done }
            }
            Err(diagnostic) => fail(stderr, diagnostic),
        },
    }
}

/// The closing line.
fn done(written: &[PathBuf], pages: usize) -> String {
    let names = match written {
        [first, .., last] => format!("{} … {}", first.display(), last.display()),
        [only] => only.display().to_string(),
        [] => String::new(),
    };
    format!("Đã ghi {names} ({pages} trang).\n")
}

/// What to write and where.
struct Target {
    format: &'static Format,
    place: Place,
}

enum Place {
    Stdout,
    File(PathBuf),
}

impl Target {
    /// From what was typed: `-o` and `--format` each have a default, and the
    /// extension of `-o` is one for the format.
    fn new(args: &args::Build) -> Self {
        let by_extension = || args.output.as_deref().and_then(output::format_of);
        let format = args.format.or_else(by_extension).unwrap_or(output::DEFAULT);
        let place = match &args.output {
            Some(path) if path.as_os_str() == "-" => Place::Stdout,
            Some(path) => Place::File(path.clone()),
            None => {
                let name = args.plan.file_stem().unwrap_or_default();
                let mut file = Path::new(OUTPUT_DIR).join(name).into_os_string();
                file.push(".");
                file.push(format.name);
                Place::File(file.into())
            }
        };
        Self { format, place }
    }

    /// Refuses to write over the plan itself, or under a name that says something
    /// else than what is written.
    fn check(&self, args: &args::Build) -> Result<(), Diagnostic> {
        match &self.place {
            Place::File(path) => {
                check_not_plan(path, &args.plan)?;
                check_extension(path, args.format)
            }
            Place::Stdout => Ok(()),
        }
    }
}

/// Refuses an extension that is none of a format, unless the format was named: a
/// PDF called .xlsx could replace a workbook.
fn check_extension(path: &Path, named: Option<&Format>) -> Result<(), Diagnostic> {
    if named.is_some() || path.extension().is_none() || output::format_of(path).is_some() {
        return Ok(());
    }
    let known: Vec<String> = output::FORMATS.iter().map(|f| format!(".{}", f.name)).collect();
    let message = format!("Không biết ghi {} ra dạng nào; chưa ghi gì.", path.display());
    Err(Diagnostic::general("unknown-target", message)
        .hint(format!("cho tên tệp có đuôi {} sau -o, hoặc thêm --format", known.join(", "))))
}

fn many_pages(format: &Format, pages: usize) -> Diagnostic {
    let message = format!(
        "Văn bản có {pages} trang, mỗi trang là một tệp {}: không ghi chung ra đầu ra chuẩn được.",
        format.name
    );
    Diagnostic::general("stdout-one-file", message)
        .hint("cho tên tệp sau -o thay cho “-”, hoặc dùng --format pdf")
}
