//! A plan that is open: read once for each change of its files, then shown for
//! whichever commune is asked for. Its documents are those of [`super::build`],
//! and lead back to the cells.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::communes::{self, Communes, commune_name};
use super::pictures::Pictures;
use super::review::Review;
use super::{BuildOptions, Means, finish, prepared, typesetter};
use crate::diagnostic::Diagnostic;
use crate::merge::template::{Template, first_field};
use crate::model;
use crate::model::document::Document;
use crate::model::fields::FIELDS;
use crate::model::list::List;
use crate::model::node::{Node, Value};
use crate::origin::Origin;
use crate::typeset::{Tables, Typeset, Typesetter, Worker};
use crate::{input, merge};

/// The fonts and templates of open plans.
pub struct Press {
    typesetter: Typesetter,
    allow: Vec<String>,
}

/// Typesets the documents of one plan after another and holds them against the rules;
/// a thread needs its own.
pub struct Hand<'a> {
    worker: Worker<'a>,
    review: Review,
}

/// A plan as it was read last.
pub struct Live {
    base: Option<Base>,
    /// What was found in the files, whatever the commune.
    found: Vec<Diagnostic>,
    cells: Cells,
    readable: bool,
    document: bool,
}

/// What documents are made from.
enum Base {
    /// A plan of its own.
    Plan(Box<Document>, Pictures),
    /// A plan with fields for communes.
    Communes(Box<Communes>),
}

/// A commune of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its province, if the list has a column for that.
    pub province: String,
}

/// What a document became.
#[derive(Debug)]
pub struct Shown {
    /// The pages; `None` when the data has errors.
    pub typeset: Option<Typeset>,
    /// All findings, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text of a cell as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The field of *Thông tin* that it holds.
    pub label: Option<&'static str>,
    /// The whole text.
    pub text: String,
}

impl Press {
    /// The fonts and templates that `options` name.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn new(options: &BuildOptions) -> Result<Self, Diagnostic> {
        Ok(Self { typesetter: typesetter(options)?, allow: options.allow.clone() })
    }

    /// Somebody to typeset.
    pub fn hand(&self) -> Hand<'_> {
        Hand { worker: self.typesetter.tracing_worker(), review: Review::new(&self.allow) }
    }

    /// The font file of regular (0), bold, italic or bold italic (3).
    pub fn font(&self, style: usize) -> Option<Vec<u8>> {
        self.typesetter.font(style)
    }
}

impl Live {
    /// Reads the plan and, where there is one, its list. `options` are those of
    /// [`super::build`]; `row` and `draft` are not used.
    ///
    /// # Errors
    /// A file cannot be read at all: it may be half written.
    pub fn read(plan: &Path, options: &BuildOptions, press: &Press) -> Result<Self, Diagnostic> {
        let input = input::read(plan)?;
        let of_words = input.account.is_some();
        let (node, mut found) = prepared(input, &options.set, options.convert_legacy)?;
        let list = communes::list(plan, options, &mut found)?;
        let mut cells = Cells::default();
        let Some(node) = node else {
            return Ok(Self { base: None, found, cells, readable: false, document: of_words });
        };
        cells.add_node(&node, "");
        let pictures = || Pictures::beside(plan);
        let base = match (list, first_field(&node)) {
            (Some(list), _) => {
                cells.add_list(&list);
                let (communes, more) = Communes::new(plan, node, list, false, &press.typesetter);
                found.extend(more);
                communes.map(|communes| Base::Communes(Box::new(communes)))
            }
            (None, Some(_)) => {
                found.push(communes::without_list());
                let (template, more) = Template::new(node, None);
                let (plan, faults) = template.map(|t| t.draft()).unwrap_or_default();
                found.extend(more.into_iter().chain(faults));
                plan.map(|plan| document(&plan, pictures(), &mut found))
            }
            (None, None) => {
                let (plan, faults) = model::read::read(&node);
                found.extend(faults);
                plan.map(|plan| document(&plan, pictures(), &mut found))
            }
        };
        Ok(Self { base, found, cells, readable: true, document: of_words })
    }

    /// Whether the plan's contents could be read at all; else the file may be half
    /// written.
    pub fn is_readable(&self) -> bool {
        self.readable
    }

    /// Whether it is a Word document, of which a workbook is made.
    pub fn is_document(&self) -> bool {
        self.document
    }

    /// The communes of the list, in its order; none where the plan is for one
    /// office.
    pub fn communes(&self) -> Vec<Commune> {
        let Some(Base::Communes(communes)) = &self.base else { return Vec::new() };
        let list: &List = &communes.list;
        let name = list.column("Tên xã");
        let province = list.column("Tỉnh").or(list.column("Tên tỉnh"));
        let text = |row: &model::list::Row, column: Option<usize>| {
            column
                .and_then(|at| row.cells.get(at))
                .map(|cell| cell.text.clone())
                .unwrap_or_default()
        };
        let commune = |row: &model::list::Row| Commune {
            key: list.key_of(row),
            name: text(row, name),
            province: text(row, province),
        };
        list.rows.iter().map(commune).collect()
    }

    /// The heading of the column that tells the communes apart.
    pub fn key_heading(&self) -> Option<&str> {
        let Some(Base::Communes(communes)) = &self.base else { return None };
        communes.list.columns.get(communes.list.key).map(|column| column.heading.as_str())
    }

    /// Lays out the document of the commune at `row` of the list, or of the plan
    /// where there is none.
    pub fn show(&self, row: usize, draft: bool, hand: &mut Hand) -> Shown {
        let mut diagnostics = self.found.clone();
        let (document, pictures, tables) = match &self.base {
            None => return Shown { typeset: None, diagnostics },
            Some(Base::Plan(document, pictures)) => {
                (Some((**document).clone()), pictures, &Tables::default())
            }
            Some(Base::Communes(communes)) => {
                let (document, found) = communes.document(row);
                diagnostics.extend(found);
                (document, &communes.pictures, &communes.tables)
            }
        };
        let Some(mut document) = document else { return Shown { typeset: None, diagnostics } };
        document.draft |= draft;
        // Without a list there is no document to print, but pages to look at.
        let is_template = |found: &Diagnostic| found.code == communes::WITHOUT_LIST;
        let aside: Vec<Diagnostic> = diagnostics.extract_if(.., |d| is_template(d)).collect();
        let Hand { worker, review } = hand;
        let means = Means { pictures, tables, worker, review };
        let made = finish(&document, means, &mut diagnostics);
        let typeset = made.unwrap_or_else(|fault| {
            diagnostics.push(fault);
            None
        });
        diagnostics.splice(0..0, aside.into_iter().filter(|_| !draft));
        Shown { typeset, diagnostics }
    }

    /// What is wrong with the document of the commune at `row`, without a page.
    pub fn check(&self, row: usize, hand: &mut Hand) -> Vec<Diagnostic> {
        let Some(Base::Communes(communes)) = &self.base else { return Vec::new() };
        let (document, mut found) = communes.document(row);
        if let Some(document) = document {
            communes.pictures.of(&document, &mut found);
            found.extend(hand.worker.missing_glyphs(&document));
            found.extend(hand.review.content(&document));
        }
        found
    }

    /// The name of the commune's file, without extension, as a batch gives it.
    pub fn file_name(&self, row: usize) -> Option<String> {
        let Some(Base::Communes(communes)) = &self.base else { return None };
        commune_name(&communes.list, row)
    }

    /// The cell that is shown as `place`.
    pub fn cell(&self, place: &str) -> Option<Cell> {
        let number = || Some(Cell { label: None, text: self.cells.numbers.get(place)?.clone() });
        self.cells.texts.get(place).cloned().or_else(number)
    }
}

fn document(plan: &model::plan::Plan, pictures: Pictures, found: &mut Vec<Diagnostic>) -> Base {
    let (document, faults) = merge::document(plan);
    found.extend(faults);
    Base::Plan(Box::new(document), pictures)
}

/// The texts of cells and JSON values, by their places as they are shown.
#[derive(Default)]
struct Cells {
    texts: BTreeMap<String, Cell>,
    /// Levels, spans and the like; one may stand at a text's place.
    numbers: BTreeMap<String, String>,
}

impl Cells {
    fn add_node(&mut self, node: &Node, path: &str) {
        match &node.value {
            Value::Text(raw) => self.add(&node.origin, path, raw.start, &raw.text),
            Value::Number(number) => {
                self.numbers.insert(node.origin.to_string(), number.clone());
            }
            Value::List(nodes) => nodes.iter().for_each(|node| self.add_node(node, "")),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                let joint = if path.is_empty() { String::new() } else { format!("{path}.") };
                self.add_node(&entry.value, &format!("{joint}{}", entry.key));
            }),
            _ => {}
        }
    }

    /// Adds a text that begins at byte `start` of its cell: marker and text of a
    /// row may have been taken from one.
    fn add(&mut self, origin: &Origin, path: &str, start: usize, text: &str) {
        let cell = self.texts.entry(origin.to_string()).or_default();
        let field = FIELDS.iter().find(|field| field.path == path || field.joint == Some(path));
        cell.label = cell.label.or(field.map(|field| field.label));
        if start < cell.text.len() {
            let rest = cell.text.get(start + text.len()..).unwrap_or_default().to_owned();
            cell.text.truncate(start);
            cell.text.push_str(text);
            cell.text.push_str(&rest);
        } else {
            let gap = start - cell.text.len();
            cell.text.extend(std::iter::repeat_n(' ', gap));
            cell.text.push_str(text);
        }
    }

    fn add_list(&mut self, list: &Arc<List>) {
        for (text, origin) in list.texts() {
            self.add(origin, "", 0, text);
        }
    }
}

/// Whether the file at `path` holds a plan, and not a list of communes or something
/// else.
pub fn is_plan(path: &Path) -> bool {
    let node = input::read(path).ok().and_then(|input| input.node);
    let body = node.as_ref().and_then(|node| node.get("body"));
    matches!(body.map(|body| &body.value), Some(Value::List(blocks)) if !blocks.is_empty())
}
