//! The sheet that lists all findings, each with a link to its cell.

use super::parts::{RELATIONSHIPS, SHEET, add};
use super::{Fills, fill, words};
use crate::amend::package::Package;
use crate::amend::xlsx::book::WORKBOOK;
use crate::amend::xlsx::styles::Looks;
use crate::amend::xlsx::{cell_name, cell_of, cell_text};
use crate::amend::xml::{Edits, element, elements, escape, named};
use crate::diagnostic::Diagnostic;
use crate::origin::{Origin, Place, column_letters};

/// The sheet's name.
pub const LISTING: &str = crate::model::vocabulary::sheet::FINDINGS;
/// Findings that it lists; Excel has no more links in a sheet than 65,530.
const ROWS: usize = 50_000;
/// Further places that a row names.
const PLACES: usize = 5;

/// Points of a line, and of the tallest row that Excel has.
const LINE: usize = 16;
const TALLEST: usize = 409;

/// The columns and their widths.
const COLUMNS: &[(&str, u32)] = &[
    ("Mức", 11),
    ("Quy tắc", 9),
    ("Trang", 22),
    ("Ô", 9),
    ("Nội dung", 60),
    ("Cách sửa", 45),
    ("Căn cứ", 34),
];

/// The looks of its cells.
struct Shown {
    head: usize,
    cell: usize,
    link: usize,
    /// The first column, by severity.
    levels: Fills,
}

/// Adds the sheet as the last of the workbook.
///
/// # Errors
/// The package is damaged.
pub fn add_to(
    package: &mut Package,
    file: &str,
    found: &[Diagnostic],
    looks: &mut Looks,
    fills: Fills,
) -> Result<(), Diagnostic> {
    let shown = looks_of(looks, fills);
    let sheet = sheet(file, found, &shown);
    let (_, id) = add(package, WORKBOOK, &SHEET, "xl/worksheets/sheetKehoach#.xml", sheet)?;
    let workbook = package.required(WORKBOOK)?;
    let list = element(&workbook, &["workbook", "sheets"])?;
    let sheets = elements(&workbook, &["workbook", "sheets", "sheet"])?;
    let numbers = sheets.iter().filter_map(|sheet| sheet.attribute("sheetId")?.parse::<u32>().ok());
    let number = numbers.max().unwrap_or(0).saturating_add(1);
    let names: Vec<String> =
        sheets.iter().filter_map(|sheet| Some(sheet.attribute("name")?.to_lowercase())).collect();
    let tries =
        (1..).map(|n: u32| if n == 1 { LISTING.to_owned() } else { format!("{LISTING} ({n})") });
    let name = tries.into_iter().find(|name| !names.contains(&name.to_lowercase()));
    let element = format!(
        "<§sheet xmlns:r=\"{RELATIONSHIPS}\" name=\"{}\" sheetId=\"{number}\" r:id=\"{id}\"/>",
        name.unwrap_or_default()
    );
    let mut edits = Edits::default();
    edits.append(&list, &[], &named(&element, list.prefix()));
    let workbook = edits.apply(&workbook);
    package.put(WORKBOOK, workbook);
    Ok(())
}

fn looks_of(looks: &mut Looks, fills: Fills) -> Shown {
    let times = "<§sz val=\"12\"/><§name val=\"Times New Roman\"/>";
    let plain = looks.font(times);
    let bold = looks.font(&format!("<§b/>{times}"));
    let link = looks
        .font("<§u/><§sz val=\"12\"/><§color rgb=\"FF0563C1\"/><§name val=\"Times New Roman\"/>");
    let mut look = |font: usize, fill: usize| {
        looks.look(&format!(
            "<§xf numFmtId=\"49\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">\
             <§alignment vertical=\"top\" wrapText=\"1\"/></§xf>"
        ))
    };
    Shown {
        head: look(bold, 0),
        cell: look(plain, 0),
        link: look(link, 0),
        levels: fills.map(|fill| look(plain, fill)),
    }
}

fn sheet(file: &str, found: &[Diagnostic], shown: &Shown) -> String {
    let columns: String = (1..)
        .zip(COLUMNS)
        .map(|(at, (_, width))| {
            format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
        })
        .collect();
    let heads: Vec<(String, usize)> =
        COLUMNS.iter().map(|(name, _)| ((*name).to_owned(), shown.head)).collect();
    let mut rows = row(0, &heads);
    let mut links = String::new();
    for (at, found) in (1..).zip(found.iter().take(ROWS)) {
        let level = fill(&[found], shown.levels).unwrap_or(shown.cell);
        let origin = own(found, file);
        let target = origin.and_then(|origin| target(origin, file));
        let look = if target.is_some() { shown.link } else { shown.cell };
        if let Some(target) = target {
            let target = escape(&target);
            links.push_str(&format!(
                "<hyperlink ref=\"{}\" location=\"{target}\" display=\"{target}\"/>",
                cell_name(at, 3)
            ));
        }
        rows.push_str(&row(
            at,
            &[
                (words::severity(found.severity).to_owned(), level),
                (words::rule(found).to_owned(), shown.cell),
                (origin.map(|origin| sheet_of(origin, file)).unwrap_or_default(), shown.cell),
                (origin.map(place_of).unwrap_or_default(), look),
                (message(found, origin, file), shown.cell),
                (words::hints(found), shown.cell),
                (found.citation.unwrap_or_default().to_owned(), shown.cell),
            ],
        ));
    }
    if let Some(more) = found.len().checked_sub(ROWS).filter(|more| *more > 0) {
        let at = u32::try_from(ROWS).unwrap_or(0) + 1;
        rows.push_str(&row(at, &[(format!("… và {more} chỗ khác"), shown.cell)]));
    }
    let last = cell_name(u32::try_from(found.len().min(ROWS)).unwrap_or(0), 6);
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>\
         <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>{columns}</cols><sheetData>{rows}</sheetData><autoFilter ref=\"A1:{last}\"/>{links}\
         <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" \
         footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>\
         </worksheet>"
    )
}

fn row(at: u32, cells: &[(String, usize)]) -> String {
    let cell = |(column, (text, look)): (u32, &(String, usize))| {
        let name = cell_name(at, column);
        format!(
            "<c r=\"{name}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is>\
             </c>",
            cell_text(text)
        )
    };
    let height = height(cells);
    let cells: String = (0..).zip(cells).map(cell).collect();
    format!("<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">{cells}</row>", at + 1)
}

/// The points of a row that shows all lines of its cells; not every program measures
/// them itself.
fn height(cells: &[(String, usize)]) -> usize {
    let lines = |(text, width): (&str, u32)| -> usize {
        text.lines().map(|line| line.chars().count() / width as usize + 1).sum()
    };
    let widths = COLUMNS.iter().map(|(_, width)| *width);
    let most = cells.iter().map(|(text, _)| text.as_str()).zip(widths).map(lines).max();
    (most.unwrap_or(1).max(1) * LINE + 2).min(TALLEST)
}

/// The place of a finding, one of this workbook if there is one.
fn own<'d>(found: &'d Diagnostic, file: &str) -> Option<&'d Origin> {
    let mut places = found.origin.iter().chain(&found.related);
    places.find(|origin| cell_of(origin, file).is_some()).or(found.origin.as_ref())
}

/// Where a link to a place of this workbook leads.
fn target(origin: &Origin, file: &str) -> Option<String> {
    let (sheet, (row, column)) = match origin.place() {
        Place::Sheet(sheet) if origin.file() == file => (&**sheet, (0, 0)),
        _ => cell_of(origin, file)?,
    };
    Some(format!("'{}'!{}", sheet.replace('\'', "''"), cell_name(row, column)))
}

/// The sheet, after the file where that is another.
fn sheet_of(origin: &Origin, file: &str) -> String {
    match (origin.sheet().unwrap_or_default(), origin.file()) {
        (sheet, own) if own == file => sheet.to_owned(),
        ("", other) => other.to_owned(),
        (sheet, other) => format!("{other} ▸ {sheet}"),
    }
}

fn place_of(origin: &Origin) -> String {
    match origin.place() {
        Place::Cell { row, column, .. } => {
            format!("{}{}", column_letters(*column), u64::from(*row) + 1)
        }
        Place::Pointer { line, .. } => format!("dòng {line}"),
        Place::Passage { words, .. } => words.to_string(),
        Place::Option(text) => text.to_string(),
        Place::File | Place::Absent | Place::Sheet(_) => String::new(),
    }
}

/// The message, with the further places.
fn message(found: &Diagnostic, shown: Option<&Origin>, file: &str) -> String {
    let others =
        || found.origin.iter().chain(&found.related).filter(|origin| Some(*origin) != shown);
    let count = others().count();
    if count == 0 {
        return found.message.clone();
    }
    let name = |origin: &Origin| match cell_of(origin, file) {
        Some((sheet, (row, column))) => format!("{sheet}!{}", cell_name(row, column)),
        None => origin.to_string(),
    };
    let places: Vec<String> = others().take(PLACES).map(name).collect();
    let more = match count.saturating_sub(PLACES) {
        0 => String::new(),
        more => format!(" … và {more} chỗ khác"),
    };
    format!("{}\nCũng ở: {}{more}", found.message, places.join("; "))
}
