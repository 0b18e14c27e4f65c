//! The directory of an .xlsx workbook (`workbook.xml`): its sheets in their order.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, attribute, is_on};
use crate::input::workbook::{SHEETS_LIMIT, SheetInfo};

/// The part every .xlsx workbook has.
pub const WORKBOOK: &str = "xl/workbook.xml";

/// What `workbook.xml` says.
#[derive(Default)]
pub struct Contents {
    /// Each sheet with its relationship id, in the order of the tabs.
    pub sheets: Vec<(SheetInfo, String)>,
    /// Whether days count from 1904 (workbooks of old Macs).
    pub from_1904: bool,
}

/// Reads `workbook.xml`.
///
/// # Errors
/// The part cannot be read as XML.
pub fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Contents, Fault> {
    let mut contents = Contents::default();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "sheet" => {
                    let [name, id, state] = ["name", "id", "state"].map(|name| attribute(&e, name));
                    let info = SheetInfo {
                        name: name.unwrap_or_default().into(),
                        hidden: state.is_some_and(|state| state != "visible"),
                        has_cells: true,
                    };
                    contents.sheets.push((info, id.unwrap_or_default()));
                }
                "workbookPr" => {
                    let flag = attribute(&e, "date1904");
                    contents.from_1904 = flag.is_some() && is_on(flag.as_deref());
                }
                _ => {}
            },
            Event::Eof => return Ok(contents),
            _ if contents.sheets.len() > SHEETS_LIMIT => return Err(xml.too_large()),
            _ => {}
        }
    }
}
