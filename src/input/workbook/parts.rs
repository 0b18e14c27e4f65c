//! Which parts of the package hold what: the sheets in their order, the shared
//! strings, the styles (`workbook.xml` and its relationships).

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::events::Event;

use super::Fault;
use super::xml::{Xml, attribute, is_on};

/// The part every .xlsx workbook has.
pub const WORKBOOK: &str = "xl/workbook.xml";
/// Its relationships.
pub const RELATIONSHIPS: &str = "xl/_rels/workbook.xml.rels";

/// The parts of the package that relationships point to, by their id.
#[derive(Default)]
pub struct Relationships(BTreeMap<String, (String, String)>);

impl Relationships {
    /// The part of this kind (`sharedStrings`, `styles`), if there is one.
    pub fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|(k, _)| k == kind).map(|(_, target)| target.as_str())
    }

    /// The worksheet that `id` points to; `None` for charts and macro sheets.
    pub fn worksheet(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|(kind, _)| kind == "worksheet").map(|(_, target)| target.as_str())
    }
}

/// Reads the relationships of the workbook.
///
/// # Errors
/// The part cannot be read as XML.
pub fn relationships<R: BufRead>(xml: &mut Xml<R>) -> Result<Relationships, Fault> {
    let mut found = Relationships::default();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(&e, name));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.0.insert(id, (kind, resolve(&target)));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// What `workbook.xml` says.
#[derive(Default)]
pub struct Contents {
    /// Name and relationship id of each sheet, in the order of the tabs.
    pub sheets: Vec<(String, String)>,
    /// Whether days count from 1904 (workbooks of old Macs).
    pub from_1904: bool,
}

/// Reads `workbook.xml`.
///
/// # Errors
/// The part cannot be read as XML.
pub fn contents<R: BufRead>(xml: &mut Xml<R>) -> Result<Contents, Fault> {
    let mut contents = Contents::default();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "sheet" => {
                    let [name, id] = ["name", "id"].map(|name| attribute(&e, name));
                    contents.sheets.push((name.unwrap_or_default(), id.unwrap_or_default()));
                }
                "workbookPr" => {
                    let flag = attribute(&e, "date1904");
                    contents.from_1904 = flag.is_some() && is_on(flag.as_deref());
                }
                _ => {}
            },
            Event::Eof => return Ok(contents),
            _ => {}
        }
    }
}

/// A target, relative to `xl/` or from the package's root, as a part's name.
fn resolve(target: &str) -> String {
    let mut steps = Vec::new();
    let relative = if target.starts_with('/') { "" } else { "xl/" };
    for step in relative.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
