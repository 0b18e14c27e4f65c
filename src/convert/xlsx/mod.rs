//! A plan as a workbook that a clerk goes on filling in: everything typed is
//! text, so that Excel changes nothing; lists to choose from, notes that say
//! what goes where, a header that stays in sight.
//!
//! [`sheet`] is what every sheet has, [`look`] how its cells look; [`info`],
//! [`blocks`], [`table`], [`appendix`] and [`lists`] write one kind of contents
//! each; [`notes`] and [`choices`] hold the words of notes and lists; [`heights`]
//! lets rows grow. Names of
//! sheets and columns are in `model::vocabulary`, shared with the reader.

mod appendix;
mod blocks;
mod choices;
mod heights;
mod info;
mod lists;
mod look;
mod notes;
mod sheet;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Written;
use crate::diagnostic::Diagnostic;
use crate::model::outline::roman;
use crate::model::plan::{Block, Content, Plan};
use crate::model::table::Table;
use crate::model::vocabulary::sheet as name;

use sheet::{Done, Sheet};

/// The workbook of a plan.
pub fn write(plan: &Plan) -> Written {
    let mut book = Book { sheets: Vec::new(), tables: 0 };
    let failed = |error: XlsxError| {
        let message = format!("Không ghi được kế hoạch thành bảng tính ({error}).");
        vec![
            Diagnostic::error("cannot-write-workbook", &plan.origin, message)
                .hint("chia nhỏ kế hoạch, hoặc chuyển sang dạng .json"),
        ]
    };
    book.fill(plan).map_err(failed)?;
    let faults: Vec<Diagnostic> = book.sheets.iter().flat_map(|s| s.faults.clone()).collect();
    if faults.is_empty() { book.save(plan).map_err(failed) } else { Err(faults) }
}

/// The sheets in the order of their tabs.
struct Book {
    sheets: Vec<Sheet>,
    /// How many tables of the body have a sheet of their own.
    tables: usize,
}

impl Book {
    fn fill(&mut self, plan: &Plan) -> Done {
        self.sheets.push(info::sheet(plan)?);
        let body = blocks::body(&plan.body)?;
        self.sheets.push(body);
        self.sheets.push(lists::recipients(&plan.recipients)?);
        self.tables(&plan.body)?;
        for (index, appendix) in plan.appendices.iter().enumerate() {
            let number = match plan.appendices.len() {
                1 => String::new(),
                _ => format!(" {}", roman(index + 1)),
            };
            self.sheets.push(appendix::sheet(&format!("{}{number}", name::APPENDIX), appendix)?);
        }
        self.sheets.push(lists::footnotes(&plan.footnotes)?);
        self.sheets.push(choices::sheet()?);
        Ok(())
    }

    /// The sheets of the body's tables, named as its rows call them.
    fn tables(&mut self, body: &[Block]) -> Done {
        let tables = body.iter().filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        });
        for table in tables {
            self.tables += 1;
            self.sheets.push(table_sheet(&blocks::table_name(self.tables), table)?);
        }
        Ok(())
    }

    fn save(self, plan: &Plan) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // The time of writing would make each file another one.
        let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
        let title = plan.subject.to_plain();
        let title: Vec<&str> = title.split_whitespace().collect();
        book.set_properties(
            &DocProperties::new().set_title(title.join(" ")).set_creation_datetime(&created),
        );
        for sheet in self.sheets {
            book.push_worksheet(sheet.into_worksheet()?);
        }
        book.save_to_buffer().map(heights::loosen)
    }
}

/// A table of the body on a sheet of its own.
fn table_sheet(name: &str, given: &Table) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name)?;
    sheet.columns(&table::widths(given))?;
    let top = table::settings(&mut sheet, 0, given)?;
    let after = table::write(&mut sheet, top, given)?;
    table::head_stays(&mut sheet, top, given, after)?;
    Ok(sheet)
}
