//! The opened workbook: its sheets by name, each read when first asked for.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::fields::fold;
use crate::origin::{Origin, Place};

use super::File;
use super::grid::Grid;
use super::sheet::{Allowance, Sheet};
use crate::input::package::Fault;

/// A workbook and what has been found wrong in it so far.
pub struct Book<'a> {
    name: Arc<str>,
    whole: Origin,
    file: Box<dyn File + 'a>,
    names: Vec<Arc<str>>,
    /// The first sheet of each folded name.
    folded: BTreeMap<String, usize>,
    /// What became of each sheet that has been asked for.
    grids: Vec<Option<Option<Rc<Grid>>>>,
    allowance: Allowance,
    /// Everything found so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Book<'a> {
    /// The workbook in `file`, which is called `name`.
    pub fn new(name: &Arc<str>, file: Box<dyn File + 'a>) -> Self {
        let names: Vec<_> = file.sheets().iter().map(|sheet| sheet.name.clone()).collect();
        let mut folded = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            folded.entry(fold(name)).or_insert(index);
        }
        Self {
            name: name.clone(),
            whole: Origin::new(name, Place::File),
            file,
            grids: vec![None; names.len()],
            names,
            folded,
            allowance: Allowance::default(),
            diagnostics: Vec::new(),
        }
    }

    /// The names of all sheets in the order of the tabs.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// The first sheet of that name, whatever its case and diacritics.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.folded.get(&fold(name)).copied()
    }

    /// Whether the sheet has cells, as a chart or macro sheet has not.
    pub fn is_worksheet(&self, index: usize) -> bool {
        self.file.sheets().get(index).is_some_and(|sheet| sheet.has_cells)
    }

    /// Whether the sheet has been read.
    pub fn is_used(&self, index: usize) -> bool {
        self.grids.get(index).is_some_and(Option::is_some)
    }

    /// Reads a sheet, once; a sheet that cannot be read is reported.
    pub fn load(&mut self, index: usize) -> Option<Rc<Grid>> {
        if let Some(known) = self.grids.get(index)? {
            return known.clone();
        }
        let grid = self.read(index).map_err(|fault| self.diagnostics.push(*fault)).ok();
        let grid = grid.map(Rc::new);
        if let Some(slot) = self.grids.get_mut(index) {
            *slot = Some(grid.clone());
        }
        grid
    }

    fn read(&mut self, index: usize) -> Result<Grid, Fault> {
        let name = self.names.get(index).cloned().unwrap_or_default();
        let origin = self.sheet_origin(&name);
        let info = self.file.sheets().get(index);
        if !self.is_worksheet(index) {
            return Err(not_a_worksheet(&origin).into());
        }
        if info.is_some_and(|info| info.hidden) {
            self.diagnostics.push(hidden(&origin));
        }
        let (allowance, found) = (&mut self.allowance, &mut self.diagnostics);
        let mut sheet = Sheet::new(&self.name, &name, allowance, found);
        self.file.read(index, &mut sheet)?;
        Ok(sheet.finish())
    }

    /// The file as a whole.
    pub fn whole(&self) -> &Origin {
        &self.whole
    }

    /// The place of a sheet.
    pub fn sheet_origin(&self, name: &Arc<str>) -> Origin {
        Origin::new(&self.name, Place::Sheet(name.clone()))
    }
}

fn hidden(origin: &Origin) -> Diagnostic {
    Diagnostic::warning("hidden-sheet", origin, "Sheet bị ẩn mà vẫn được dùng.")
        .hint("bỏ ẩn (Unhide) để xem lại; không muốn dùng thì đổi tên hoặc xóa sheet này")
}

fn not_a_worksheet(origin: &Origin) -> Diagnostic {
    Diagnostic::error("not-a-worksheet", origin, "Sheet này là biểu đồ hoặc macro, không có ô nào.")
        .hint("đổi tên sheet này và tạo một sheet thường thay vào")
}
