//! A plan and the list of communes that it is made for: what one commune's
//! document needs, whether it is made alone or with all the others.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::pictures::Pictures;
use super::{BuildOptions, Outcome, finished};
use crate::diagnostic::{Diagnostic, is_withheld, suggestion};
use crate::input;
use crate::input::list::{ListInput, plan_list, plan_list_bytes, read_list, read_list_bytes};
use crate::merge;
use crate::merge::template::{Line, Template};
use crate::model::document::Document;
use crate::model::fields::closest;
use crate::model::list::List;
use crate::model::node::Node;
use crate::origin::Origin;
use crate::output::batch::safe;
use crate::typeset::{Tables, Typesetter};

/// A file with a list of communes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFile {
    /// The file.
    pub path: PathBuf,
    /// The sheet of a workbook, else *Danh sách xã* or the first.
    pub sheet: Option<String>,
}

impl From<PathBuf> for ListFile {
    /// As typed: `FILE` or `FILE#SHEET`. A file whose name has a `#` is told by
    /// being there.
    fn from(typed: PathBuf) -> Self {
        let text = typed.to_string_lossy().into_owned();
        match text.rsplit_once('#') {
            Some((path, sheet)) if !typed.exists() && !sheet.is_empty() => {
                Self { path: path.into(), sheet: Some(sheet.to_owned()) }
            }
            _ => Self { path: typed, sheet: None },
        }
    }
}

/// A plan compiled for the communes of a list.
pub(super) struct Communes {
    template: Template,
    /// The list.
    pub list: Arc<List>,
    /// How the tables of every commune are set.
    pub tables: Tables,
    /// The plan's pictures.
    pub pictures: Pictures,
    draft: bool,
}

impl Communes {
    /// Compiles the plan in `node`, read from `plan`; `None` with errors among the
    /// diagnostics.
    pub fn new(
        plan: &Path,
        node: Node,
        list: Arc<List>,
        draft: bool,
        typesetter: &Typesetter,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let (template, diagnostics) = Template::new(node, Some(list.clone()));
        let communes = template.map(|template| {
            let widest = template.widest().map(|plan| merge::document(&plan).0);
            let tables = widest.map(|widest| typesetter.tables(&widest)).unwrap_or_default();
            Self { template, list, tables, pictures: Pictures::beside(plan), draft }
        });
        (communes, diagnostics)
    }

    /// The document of the commune at `row`, and what is wrong with it.
    pub fn document(&self, row: usize) -> (Option<Document>, Vec<Diagnostic>) {
        let (plan, mut found) = self.template.plan(row);
        let document = plan.map(|mut plan| {
            plan.draft |= self.draft;
            let (document, more) = merge::document(&plan);
            found.extend(more);
            document
        });
        (document, found)
    }
}

/// The list that the options name, else the one in the plan. Its findings are
/// added to `diagnostics`; none where there is no list, or no good one.
pub(super) fn list(
    plan: &Path,
    options: &BuildOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Arc<List>>, Diagnostic> {
    let read = match &options.rows {
        Some(ListFile { path, sheet }) => Some(match options.instead.of(path) {
            Some((file, bytes)) => read_list_bytes(file, bytes, sheet.as_deref())?,
            None => read_list(path, sheet.as_deref())?,
        }),
        None => match options.instead.of(plan) {
            Some((file, bytes)) => plan_list_bytes(file, bytes)?,
            None => plan_list(plan)?,
        },
    };
    let Some(ListInput { list, diagnostics: mut found }) = read else { return Ok(None) };
    if options.convert_legacy {
        input::accept_legacy(&mut found);
    }
    let failed = is_withheld(&found);
    diagnostics.extend(found);
    Ok(list.filter(|_| !failed).map(Arc::new))
}

/// Builds the document of one commune.
pub(super) fn build(
    plan: &Path,
    node: Node,
    mut diagnostics: Vec<Diagnostic>,
    options: &BuildOptions,
    typesetter: &Typesetter,
) -> Result<Outcome, Diagnostic> {
    let list = list(plan, options, &mut diagnostics)?;
    let Some(list) = list else {
        return match is_withheld(&diagnostics) {
            true => Ok(Outcome::failed(diagnostics)),
            false => Err(without_list()),
        };
    };
    let asked = options.row.as_deref().unwrap_or_default();
    let row = row_of(&list, asked)?;
    let (communes, found) = Communes::new(plan, node, list, options.draft, typesetter);
    diagnostics.extend(found);
    let Some(communes) = communes else { return Ok(Outcome::failed(diagnostics)) };
    let (document, found) = communes.document(row);
    diagnostics.extend(found);
    let Some(document) = document else { return Ok(Outcome::failed(diagnostics)) };
    let Communes { pictures, tables, list, .. } = &communes;
    let name = commune_name(list, row);
    finished(document, name, pictures, tables, typesetter, options, diagnostics)
}

/// The name of the file of the commune at `row`, without its extension.
pub(super) fn commune_name(list: &Arc<List>, row: usize) -> Option<String> {
    names(list, None).ok().and_then(|line| line.of(row).ok()).and_then(|name| safe(&name))
}

/// The line that names the files of communes: `typed`, else the key and the
/// commune's name.
pub(super) fn names(list: &Arc<List>, typed: Option<&str>) -> Result<Line, Vec<Diagnostic>> {
    let origin = Origin::option(&format!("--name {}", typed.unwrap_or_default()));
    let key = list.columns.get(list.key).map_or("", |column| column.name.as_str());
    let default = match list.column("Tên xã").filter(|column| *column != list.key) {
        Some(_) => format!("{{{{ {key} }}}}-{{{{ ten_xa | slug }}}}"),
        None => format!("{{{{ {key} }}}}"),
    };
    Line::text(typed.unwrap_or(&default), &origin, list)
}

/// The row that was asked for: the one with this key, else the one with this
/// number, from 1.
fn row_of(list: &List, asked: &str) -> Result<usize, Diagnostic> {
    let asked = asked.trim();
    let by_key = list.rows.iter().position(|row| list.key_of(row) == asked);
    let number = asked.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(row) = by_key.or(number.filter(|row| *row < list.rows.len())) {
        return Ok(row);
    }
    let heading = list.columns.get(list.key).map_or("", |column| column.heading.as_str());
    let message = format!("Danh sách không có dòng nào có {heading} là “{asked}”.");
    let keys: Vec<String> = list.rows.iter().map(|row| list.key_of(row)).collect();
    let error =
        Diagnostic::error("no-such-row", &Origin::option(&format!("--row {asked}")), message);
    Err(match closest(asked, keys.iter().map(String::as_str)) {
        Some(close) => error.hint(suggestion(close)),
        None => error.hint(format!(
            "ghi {heading}, hoặc số thứ tự trong danh sách, từ 1 đến {}",
            list.rows.len()
        )),
    })
}

/// A plan with merge fields without a commune to fill them with.
pub(super) fn without_row(origin: &Origin) -> Diagnostic {
    let message = "Kế hoạch có trường trộn hoặc điều kiện, phải biết làm cho xã nào.";
    Diagnostic::error("without-row", origin, message)
        .hint("làm cho một xã: thêm --rows DANH-SÁCH --row MÃ-XÃ (hoặc số thứ tự trong danh sách)")
        .hint("làm cho mọi xã: kehoach batch; xem bản nháp với tên trường «Tên xã»: thêm --draft")
}

/// The code of [`without_list`].
pub(super) const WITHOUT_LIST: &str = "without-list";

/// There is no list of communes.
pub(super) fn without_list() -> Diagnostic {
    Diagnostic::general(WITHOUT_LIST, "Không có danh sách xã.").hint(
        "thêm --rows DANH-SÁCH (.xlsx, .ods, .csv, .json), hoặc sheet “Danh sách xã” vào kế hoạch",
    )
}
