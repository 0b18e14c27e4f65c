//! A corrected copy of a plan, and a copy with what is found written on its cells.
//!
//! What is not written in place (.csv, .ods, .xls, .xlsb; for notes .json too) becomes a
//! workbook first, and that is what is checked then, as if it stood beside the plan.

use std::path::{Path, PathBuf};
use std::slice;

use super::convert::without_notes;
use super::{BuildOptions, ConvertOptions, Instead, ListFile, Outcome, Reading, check};
use crate::amend::{self, Change, Kind, Left};
use crate::convert::format_of;
use crate::diagnostic::{Diagnostic, Mend, Severity};
use crate::input;
use crate::input::list::plan_list;
use crate::origin::{Origin, Place};

/// A mend may make way for another; after so many rounds the rest is left.
const ROUNDS: usize = 8;

/// Extensions of the workbooks that are changed in place.
const WORKBOOKS: &[&str] = &["xlsx", "xlsm", "xltx", "xltm"];

const READING: amend::Reading = amend::Reading {
    cell: input::cell_text,
    value: input::json_text,
    is_old: input::is_old_text,
    is_old_font: input::is_old_font,
};

/// What became of a plan that was to be corrected.
#[derive(Debug)]
pub struct Fixed {
    /// The corrected files; none where nothing was changed.
    pub files: Vec<Corrected>,
    /// What was changed.
    pub changes: Vec<Change>,
    /// What was not, though a rule knows how.
    pub left: Vec<Left>,
    /// What is found in the copy.
    pub outcome: Outcome,
}

/// A corrected file.
#[derive(Debug)]
pub struct Corrected {
    /// The file that it is a copy of.
    pub original: PathBuf,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// What became of a plan that was to be annotated.
#[derive(Debug)]
pub struct Annotated {
    /// The workbook; `None` where the plan cannot be one.
    pub bytes: Option<Vec<u8>>,
    /// What is found.
    pub outcome: Outcome,
    /// How the plan was read, if it is a document.
    pub reading: Option<Reading>,
}

/// The extension of a copy of the file at `path`: its own, or that of the workbook that
/// it becomes.
///
/// # Errors
/// The file cannot be read.
pub fn kept_extension(path: &Path, notes: bool) -> Result<&'static str, Diagnostic> {
    let (_, bytes) = input::load(path)?;
    Ok(match amend::kind(&bytes) {
        Some(Kind::Json) if !notes => "json",
        Some(Kind::Xlsx) => {
            let own = path.extension().unwrap_or_default();
            WORKBOOKS.iter().find(|known| own.eq_ignore_ascii_case(known)).unwrap_or(&"xlsx")
        }
        _ => "xlsx",
    })
}

/// Makes every change that a rule is certain of, in copies of the plan and of its list;
/// `target` is the copy of the plan. Nothing is written.
///
/// # Errors
/// As [`super::check`], or a file cannot be changed.
pub fn fix(plan: &Path, target: &Path, options: &BuildOptions) -> Result<Fixed, Diagnostic> {
    let (files, changes, left) = (Vec::new(), Vec::new(), Vec::new());
    let given = match Given::open(plan, target, false, options)? {
        Ok(given) => given,
        Err(outcome) => return Ok(Fixed { files, changes, left, outcome }),
    };
    let mut said = given.said;
    // What is certain became right when the plan became a workbook; an old encoding is
    // told all the same, in a note.
    said.retain(|said| said.severity == Severity::Note || mends(slice::from_ref(said)).is_empty());
    let mut copies = Copies::of(plan, given.at, given.options)?;
    let mut fixed = Fixed { files, changes, left, outcome: copies.check()? };
    for _ in 0..ROUNDS {
        let (changes, left) = copies.mend(mends(&fixed.outcome.diagnostics))?;
        fixed.left = left;
        if changes.is_empty() {
            break;
        }
        fixed.changes.extend(changes);
        fixed.outcome = copies.check()?;
    }
    fixed.left.dedup();
    fixed.files = copies.files();
    fixed.outcome.diagnostics.splice(0..0, said);
    Ok(fixed)
}

/// Writes what is found on the cells of a copy of the plan, the file `target`. Nothing is
/// written on the disk.
///
/// # Errors
/// As [`super::check`], or the workbook cannot be changed.
pub fn annotate(
    plan: &Path,
    target: &Path,
    options: &BuildOptions,
) -> Result<Annotated, Diagnostic> {
    let given = match Given::open(plan, target, true, options)? {
        Ok(given) => given,
        Err(outcome) => return Ok(Annotated { bytes: None, outcome, reading: None }),
    };
    let mut outcome = check(&given.at, &given.options)?;
    outcome.diagnostics.splice(0..0, given.said);
    let notes = given.reading.iter().flat_map(Reading::notes);
    let notes: Vec<Diagnostic> = notes.chain(&outcome.diagnostics).cloned().collect();
    let Some((name, bytes)) = given.options.instead.of(&given.at) else {
        return Ok(Annotated { bytes: None, outcome, reading: None });
    };
    let bytes = amend::annotate(bytes, name, &notes)?;
    // What was written is read again, as a corrected copy is when it is checked.
    input::read_bytes(name, &bytes)?;
    Ok(Annotated { bytes: Some(bytes), outcome, reading: given.reading })
}

/// A plan in a format that is changed in place.
struct Given {
    /// Where it stands, or would.
    at: PathBuf,
    /// What it is checked with; its contents are there.
    options: BuildOptions,
    /// What was said when it became a workbook.
    said: Vec<Diagnostic>,
    /// How it was read, if it is a document.
    reading: Option<Reading>,
}

impl Given {
    /// Reads the plan, and makes a workbook of it where it is in another format; the
    /// inner error is why it cannot be one.
    fn open(
        plan: &Path,
        target: &Path,
        notes: bool,
        options: &BuildOptions,
    ) -> Result<Result<Self, Outcome>, Diagnostic> {
        let mut options = options.clone();
        let (name, bytes) = input::load(plan)?;
        let kind = amend::kind(&bytes).filter(|kind| !notes || *kind == Kind::Xlsx);
        if kind.is_some() {
            options.instead.put(plan, &name, bytes);
            let (at, said) = (plan.to_path_buf(), Vec::new());
            return Ok(Ok(Self { at, options, said, reading: None }));
        }
        let format = format_of(Path::new("x.xlsx"));
        let format =
            format.ok_or_else(|| Diagnostic::general("no-format", "Không ghi được .xlsx."))?;
        let asked = ConvertOptions { set: Vec::new(), convert_legacy: true };
        let converted = without_notes(plan, target, format, &asked)?;
        let Some(bytes) = converted.bytes else {
            return Ok(Err(Outcome::failed(converted.diagnostics)));
        };
        // The list stays in the plan's own file.
        if options.rows.is_none() && plan_list(plan)?.is_some() {
            options.rows = Some(ListFile { path: plan.to_path_buf(), sheet: None });
        }
        let reading = converted.reading;
        // What is found in the workbook made of a document is found again when it is checked.
        let mut said = if reading.is_some() { Vec::new() } else { converted.diagnostics };
        said.retain(|said| said.code != "list-left-behind");
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let at = plan.with_file_name(&*name);
        options.instead.put(&at, &name, bytes);
        Ok(Ok(Self { at, options, said, reading }))
    }
}

/// The files that are corrected: the plan first, then its list.
struct Copies {
    files: Vec<Copy>,
    /// What the plan is checked with; the contents of the files are there.
    options: BuildOptions,
}

/// A file that is corrected.
struct Copy {
    original: PathBuf,
    /// Where it stands, or would.
    at: PathBuf,
    changed: bool,
}

impl Copies {
    /// The plan, which stands at `at`, and its list.
    fn of(plan: &Path, at: PathBuf, mut options: BuildOptions) -> Result<Self, Diagnostic> {
        let list = options.rows.as_ref().map(|list| list.path.clone()).filter(|list| *list != at);
        let list = list.map(|list| open_list(&list, &at, &mut options.instead)).transpose()?;
        let copy = |original: &Path, at| Copy { original: original.into(), at, changed: false };
        let mut files = vec![copy(plan, at)];
        files.extend(list.flatten().map(|list| copy(&list, list.clone())));
        Ok(Self { files, options })
    }

    fn check(&self) -> Result<Outcome, Diagnostic> {
        let plan = self.files.first().map(|plan| plan.at.as_path());
        check(plan.unwrap_or(Path::new("")), &self.options)
    }

    /// Makes what can be made of `mends`.
    fn mend(&mut self, mut mends: Vec<Mend>) -> Result<(Vec<Change>, Vec<Left>), Diagnostic> {
        let (mut changes, mut left) = (Vec::new(), Vec::new());
        for copy in &mut self.files {
            let Some((name, bytes)) = self.options.instead.of(&copy.at) else { continue };
            let name = name.clone();
            let is_own = |mend: &mut Mend| mend.origin.file() == &*name;
            let own: Vec<Mend> = mends.extract_if(.., is_own).collect();
            if own.is_empty() {
                continue;
            }
            let amended = amend::mend(bytes, &own, &READING)?;
            copy.changed |= !amended.done.is_empty();
            changes.extend(amended.done);
            left.extend(amended.left);
            self.options.instead.put(&copy.at, &name, amended.bytes);
        }
        left.extend(mends.into_iter().map(|mend| refused(mend.origin)));
        Ok((changes, left))
    }

    /// The files that were changed.
    fn files(&self) -> Vec<Corrected> {
        let changed = self.files.iter().filter(|copy| copy.changed);
        let files = changed.filter_map(|copy| {
            let (_, bytes) = self.options.instead.of(&copy.at)?;
            Some(Corrected { original: copy.original.clone(), bytes: bytes.to_vec() })
        });
        files.collect()
    }
}

/// Reads the list at `path`, if it is changed in place; a name that is the plan's too is
/// shown with its folders.
fn open_list(
    path: &Path,
    plan: &Path,
    instead: &mut Instead,
) -> Result<Option<PathBuf>, Diagnostic> {
    let (name, bytes) = input::load(path)?;
    if amend::kind(&bytes).is_none() {
        return Ok(None);
    }
    let shown = path.display().to_string();
    let is_plans = plan.file_name().is_some_and(|plan| plan.to_string_lossy() == *name);
    instead.put(path, if is_plans { &shown } else { &name }, bytes);
    Ok(Some(path.to_path_buf()))
}

/// A change of what is in none of the copies.
fn refused(origin: Origin) -> Left {
    let why = match origin.place() {
        Place::Option(_) => "giá trị này từ dòng lệnh",
        _ => "tệp này không sửa được tại chỗ; chuyển sang .xlsx hoặc .json",
    };
    Left { origin, why }
}

/// Every change that the findings know.
fn mends(found: &[Diagnostic]) -> Vec<Mend> {
    let evidence = found.iter().filter_map(|found| found.evidence.as_ref());
    evidence.flat_map(|evidence| evidence.mends.iter().cloned()).collect()
}
