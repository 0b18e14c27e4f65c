//! The stages in order: read, check, merge, typeset. The only module that
//! knows every stage; `cli` calls it and writes what comes out.
//!
//! [`build`] makes one document, [`batch`] one for each commune of a list,
//! [`check`] tells what the rules find, [`fix`] and [`annotate`] make corrected and
//! annotated copies, [`convert`] writes a plan in another format; [`Live`] is a plan that
//! is shown while it is written.

mod amend;
mod batch;
mod check;
mod communes;
mod convert;
mod instead;
mod live;
mod pictures;
mod reading;
mod review;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, has_errors, is_withheld};
use crate::merge::template::{Template, first_field};
use crate::model::document::Document;
use crate::model::node::Node;
use crate::typeset::{Fonts, TEMPLATE_FAULTY, Tables, Templates, Typeset, Typesetter, Worker};
use crate::{input, merge, model};
use pictures::Pictures;
use review::Review;

pub use crate::check::find as find_rule;
pub use crate::input::plan_files;
pub use amend::{Annotated, Corrected, Fixed, annotate, fix, kept_extension};
pub use batch::{BatchOptions, Done, Event, batch};
pub use check::check;
pub use communes::ListFile;
pub use convert::{Conversion, ConvertOptions, convert, sample};
pub use instead::Instead;
pub use live::{Cell, Commune, Hand, Live, Press, Shown, is_plan};
pub use reading::Reading;

/// What `kehoach build` was asked to do.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Fields that replace those of the plan: `Số=15`.
    pub set: Vec<String>,
    /// Print DỰ THẢO on each page.
    pub draft: bool,
    /// A folder with Times New Roman.
    pub font_dir: Option<PathBuf>,
    /// A folder of templates.
    pub templates: Option<PathBuf>,
    /// Text in an old encoding, which is read as Unicode, is no error.
    pub convert_legacy: bool,
    /// The rules that the office does without.
    pub allow: Vec<String>,
    /// No document if a rule finds an error.
    pub strict: bool,
    /// The list of communes, else the one in the plan.
    pub rows: Option<ListFile>,
    /// The commune to make the document for: its key, or its number in the list,
    /// from 1.
    pub row: Option<String>,
    /// Contents that are read in the place of files on the disk.
    pub instead: Instead,
}

/// What became of a plan.
#[derive(Debug)]
pub struct Outcome {
    /// The pages; `None` when the data has errors.
    pub typeset: Option<Typeset>,
    /// What the pages show.
    pub document: Option<Document>,
    /// The name of the commune's file without its extension, where the document
    /// is that of a commune.
    pub name: Option<String>,
    /// All findings, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { typeset: None, document: None, name: None, diagnostics }
    }
}

/// Builds one plan, or the document of one commune. `Err` says why the program
/// could not run at all: the file or a folder cannot be read, an option is wrong,
/// a template is faulty.
pub fn build(plan: &Path, options: &BuildOptions) -> Result<Outcome, Diagnostic> {
    let typesetter = typesetter(options)?;
    let (node, diagnostics) = read_given(plan, options)?;
    built(plan, node, diagnostics, options, &typesetter)
}

/// Builds what was read of a plan.
fn built(
    plan: &Path,
    node: Option<Node>,
    mut diagnostics: Vec<Diagnostic>,
    options: &BuildOptions,
    typesetter: &Typesetter,
) -> Result<Outcome, Diagnostic> {
    let Some(node) = node else { return Ok(Outcome::failed(diagnostics)) };
    if options.row.is_some() {
        return communes::build(plan, node, diagnostics, options, typesetter);
    }
    let (given, found) = match first_field(&node) {
        Some(_) if options.draft => {
            let list = communes::list(plan, options, &mut diagnostics)?;
            let (template, mut found) = Template::new(node, list);
            let (plan, more) = template.map(|template| template.draft()).unwrap_or_default();
            found.extend(more);
            (plan, found)
        }
        Some(origin) => (None, vec![communes::without_row(&origin)]),
        None => model::read::read(&node),
    };
    diagnostics.extend(found);
    let Some(mut given) = given else { return Ok(Outcome::failed(diagnostics)) };
    given.draft |= options.draft;
    let (document, faults) = merge::document(&given);
    diagnostics.extend(faults);
    let pictures = Pictures::beside(plan);
    let tables = Tables::default();
    finished(document, None, &pictures, &tables, typesetter, options, diagnostics)
}

/// Lays out the only document of a run.
fn finished(
    document: Document,
    name: Option<String>,
    pictures: &Pictures,
    tables: &Tables,
    typesetter: &Typesetter,
    options: &BuildOptions,
    mut diagnostics: Vec<Diagnostic>,
) -> Result<Outcome, Diagnostic> {
    let (mut worker, mut review) = (typesetter.worker(), Review::new(&options.allow));
    let means = Means { pictures, tables, worker: &mut worker, review: &mut review };
    let typeset = finish(&document, means, &mut diagnostics)?;
    let typeset = typeset.filter(|_| !options.strict || !has_errors(&diagnostics));
    Ok(Outcome { typeset, document: Some(document), name, diagnostics })
}

/// The fonts and templates asked for.
fn typesetter(options: &BuildOptions) -> Result<Typesetter, Diagnostic> {
    let fonts = match &options.font_dir {
        Some(folder) => Fonts::from_folder(folder)?,
        None => Fonts::embedded()?,
    };
    let templates = match &options.templates {
        Some(folder) => Templates::from_folder(folder)?,
        None => Templates::embedded(),
    };
    Typesetter::new(fonts, &templates)
}

/// What a document is laid out and looked at with.
struct Means<'a, 'w> {
    pictures: &'a Pictures,
    tables: &'a Tables,
    worker: &'a mut Worker<'w>,
    review: &'a mut Review,
}

/// Lays a document out, if it can be made, and holds it against the rules; what is
/// found is added to `diagnostics`.
fn finish(
    document: &Document,
    means: Means,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Typeset>, Diagnostic> {
    let Means { pictures, tables, worker, review } = means;
    review.silence(document, diagnostics);
    let pictures = pictures.of(document, diagnostics);
    if is_withheld(&*diagnostics) {
        diagnostics.extend(worker.missing_glyphs(document));
        diagnostics.extend(review.content(document));
        return Ok(None);
    }
    let (typeset, faults) = worker.typeset(document, &pictures, tables);
    if let Some(fault) = faults.iter().find(|fault| fault.code == TEMPLATE_FAULTY) {
        return Err(fault.clone());
    }
    diagnostics.extend(faults);
    diagnostics.extend(review.content(document));
    if let Some(typeset) = &typeset {
        diagnostics.extend(review.pages(document, typeset));
    }
    Ok(typeset)
}

/// Reads a plan's file with the fields of `set` replaced.
fn read_tree(
    plan: &Path,
    set: &[String],
    convert_legacy: bool,
) -> Result<(Option<Node>, Vec<Diagnostic>), Diagnostic> {
    prepared(input::read(plan)?, set, convert_legacy)
}

/// The same, of what the options have in the place of the file.
fn read_given(
    plan: &Path,
    options: &BuildOptions,
) -> Result<(Option<Node>, Vec<Diagnostic>), Diagnostic> {
    match options.instead.of(plan) {
        Some((file, bytes)) => {
            let input = input::read_bytes(file, bytes)?;
            prepared(input, &options.set, options.convert_legacy)
        }
        None => read_tree(plan, &options.set, options.convert_legacy),
    }
}

fn prepared(
    input: input::Input,
    set: &[String],
    convert_legacy: bool,
) -> Result<(Option<Node>, Vec<Diagnostic>), Diagnostic> {
    let mut diagnostics = input.diagnostics;
    if convert_legacy {
        input::accept_legacy(&mut diagnostics);
    }
    let Some(mut node) = input.node else { return Ok((None, diagnostics)) };
    for assignment in set {
        input::set(&mut node, assignment)?;
    }
    Ok((Some(node), diagnostics))
}
