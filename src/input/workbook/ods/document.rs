//! What `content.xml` and `styles.xml` hold outside the sheets: styles, where
//! each sheet stands, and which have a filter.
//!
//! Whatever is not asked for is skipped whole: recorded changes and links to
//! other programs have tables of their own, which are no sheets.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, attribute};
use crate::input::workbook::SHEETS_LIMIT;

use super::styles::Styles;

/// The sheets of a spreadsheet.
#[derive(Default)]
pub struct Document {
    /// In the order of the tabs.
    pub tables: Vec<Table>,
    /// The names of those that have a filter.
    pub filtered: BTreeSet<String>,
}

/// A sheet not read yet.
pub struct Table {
    /// Its name on the tab.
    pub name: String,
    /// The name of its style; empty where it has none.
    pub style: String,
    /// Its bytes in the part, from its start tag to its end tag.
    pub stretch: Range<usize>,
}

impl Document {
    /// Reads a part to its end.
    ///
    /// # Errors
    /// The part cannot be read as XML, or holds more than can be right.
    pub fn read<R: BufRead>(&mut self, xml: &mut Xml<R>, styles: &mut Styles) -> Result<(), Fault> {
        loop {
            let start = xml.position();
            let element = match xml.next()? {
                Event::Start(e) => e.into_owned(),
                Event::Eof => return Ok(()),
                _ => continue,
            };
            match element.local_name().as_ref() {
                "document-content" | "document-styles" | "font-face-decls" | "styles"
                | "automatic-styles" | "body" | "spreadsheet" | "database-ranges" => {}
                "table" => {
                    xml.skip()?;
                    self.table(&element, start..xml.position());
                    if self.tables.len() > SHEETS_LIMIT {
                        return Err(xml.too_large());
                    }
                }
                "database-range" => {
                    self.filtered.extend(filtered_sheet(&element));
                    xml.skip()?;
                }
                _ => styles.read(&element, xml)?,
            }
        }
    }

    /// LibreOffice keeps what it knows of other files as tables that nobody
    /// sees, called `'file:///C:/khac.ods'#$Sheet1`.
    fn table(&mut self, element: &BytesStart, stretch: Range<usize>) {
        let [name, style] =
            ["name", "style-name"].map(|name| attribute(element, name).unwrap_or_default());
        if !(name.starts_with('\'') && name.contains("'#$")) {
            self.tables.push(Table { name, style, stretch });
        }
    }
}

/// The sheet on which a range of data shows the arrows of a filter.
fn filtered_sheet(range: &BytesStart) -> Option<String> {
    attribute(range, "display-filter-buttons").filter(|shown| shown == "true")?;
    let address = attribute(range, "target-range-address")?;
    let address = address.strip_prefix('$').unwrap_or(&address);
    let Some(quoted) = address.strip_prefix('\'') else {
        return Some(address.split('.').next()?.to_owned());
    };
    // A quote in the name is doubled.
    let mut name = String::new();
    let mut rest = quoted.chars();
    while let Some(c) = rest.next() {
        if c == '\'' && !rest.as_str().starts_with('\'') {
            return Some(name);
        }
        if c == '\'' {
            rest.next();
        }
        name.push(c);
    }
    None
}
