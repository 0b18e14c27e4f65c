//! `kehoach check`: everything that can be said of a plan, without writing a document.

use std::path::Path;
use std::sync::Arc;

use super::communes::{self, Communes};
use super::review::Review;
use super::{BuildOptions, Means, Outcome, built, finish, read_given, typesetter};
use crate::diagnostic::{Diagnostic, is_withheld};
use crate::merge::template::{first_field, grouped};
use crate::model::document::Document;
use crate::model::list::List;
use crate::model::node::Node;
use crate::output;
use crate::typeset::{Typeset, Typesetter};

/// Of a plan for many communes, the pages of so many are looked at, over all of the
/// list; their contents are read of every one.
const SAMPLES: usize = 5;

/// Checks a plan, or the document of one commune, or all of them: contents, pages and
/// PDF. The pages are those of the plan, or of the first commune.
///
/// # Errors
/// As [`super::build`].
pub fn check(plan: &Path, options: &BuildOptions) -> Result<Outcome, Diagnostic> {
    let typesetter = typesetter(options)?;
    let (node, mut found) = read_given(plan, options)?;
    let is_for_many = |node: &Node| first_field(node).is_some() || options.rows.is_some();
    let is_for_one = options.row.is_some() || options.draft;
    match node {
        Some(node) if !is_for_one && is_for_many(&node) => {
            match communes::list(plan, options, &mut found)? {
                Some(list) => all(plan, node, list, found, options, &typesetter),
                None if is_withheld(&found) => Ok(Outcome::failed(found)),
                None => one(plan, Some(node), found, options, &typesetter),
            }
        }
        node => one(plan, node, found, options, &typesetter),
    }
}

/// Checks the only document, its PDF too.
fn one(
    plan: &Path,
    node: Option<Node>,
    found: Vec<Diagnostic>,
    options: &BuildOptions,
    typesetter: &Typesetter,
) -> Result<Outcome, Diagnostic> {
    let mut outcome = built(plan, node, found, options, typesetter)?;
    if let (Some(typeset), Some(document)) = (&outcome.typeset, &outcome.document) {
        let found = in_file(document, typeset, &mut Review::new(&options.allow));
        outcome.diagnostics.extend(found);
    }
    Ok(outcome)
}

/// What is found in the PDF of a document.
fn in_file(document: &Document, typeset: &Typeset, review: &mut Review) -> Vec<Diagnostic> {
    match (output::DEFAULT.export)(typeset) {
        Ok(files) => files.iter().flat_map(|file| review.file(document, file)).collect(),
        Err(faults) => faults,
    }
}

/// Checks the documents of all communes.
fn all(
    plan: &Path,
    node: Node,
    list: Arc<List>,
    mut found: Vec<Diagnostic>,
    options: &BuildOptions,
    typesetter: &Typesetter,
) -> Result<Outcome, Diagnostic> {
    let count = list.rows.len();
    let (communes, more) = Communes::new(plan, node, list, options.draft, typesetter);
    found.extend(more);
    let Some(communes) = communes else { return Ok(Outcome::failed(found)) };
    let mut review = Review::new(&options.allow);
    let mut worker = typesetter.worker();
    let mut first = None;
    let mut of_communes = Vec::new();
    let step = count.div_ceil(SAMPLES).max(1);
    for row in 0..count {
        let (document, mut of_commune) = communes.document(row);
        if let Some(document) = document {
            if row.is_multiple_of(step) {
                let Communes { pictures, tables, .. } = &communes;
                let means = Means { pictures, tables, worker: &mut worker, review: &mut review };
                let typeset = finish(&document, means, &mut of_commune)?;
                if let Some(typeset) = &typeset {
                    of_commune.extend(in_file(&document, typeset, &mut review));
                }
                match row {
                    0 => review.silence(&document, &mut found),
                    _ => of_commune.iter_mut().for_each(without_spot),
                }
                first = first.or(typeset.map(|typeset| (document, typeset)));
            } else {
                communes.pictures.of(&document, &mut of_commune);
                of_commune.extend(worker.missing_glyphs(&document));
                of_commune.extend(review.content(&document));
            }
        }
        of_communes.push(of_commune);
    }
    found.extend(grouped(of_communes, count));
    let (document, typeset) = first.unzip();
    Ok(Outcome { typeset, document, name: None, diagnostics: found })
}

/// The pages that are shown are those of the first commune.
fn without_spot(found: &mut Diagnostic) {
    if let Some(evidence) = &mut found.evidence {
        evidence.spot = None;
    }
}
