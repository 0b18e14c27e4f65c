//! The relationships between the parts of a package: which part an id or a kind
//! points to. The same in every package of an Office program.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::xml::attribute;
use super::{Fault, Package};

/// Relationships of one part.
const RELATIONSHIPS_LIMIT: usize = 10_000;

/// The parts of the package that relationships point to, by their id.
#[derive(Default)]
pub struct Relationships(BTreeMap<String, (String, String)>);

impl Relationships {
    /// The part of this kind (`sharedStrings`, `styles`), if there is one.
    pub fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|(k, _)| k == kind).map(|(_, target)| target.as_str())
    }

    /// The part that `id` points to, if it is of this kind.
    pub fn get(&self, id: &str, kind: &str) -> Option<&str> {
        self.0.get(id).filter(|(k, _)| k == kind).map(|(_, target)| target.as_str())
    }
}

/// The relationships of `part`; none where the package has no part of them.
///
/// # Errors
/// They cannot be read as XML.
pub fn relationships(package: &mut Package, part: &str) -> Result<Relationships, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let own = format!("{folder}/_rels/{name}.rels");
    let mut found = Relationships::default();
    if !package.has(&own) {
        return Ok(found);
    }
    let mut xml = package.xml(&own)?;
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(&e, name));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.0.insert(id, (kind, resolve(folder, &target)));
                }
            }
            Event::Eof => return Ok(found),
            _ if found.0.len() > RELATIONSHIPS_LIMIT => return Err(xml.too_large()),
            _ => {}
        }
    }
}

/// A target, relative to `folder` or from the package's root, as a part's name.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps = Vec::new();
    let relative = if target.starts_with('/') { "" } else { folder };
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
