//! The end of a document: recipients on the left, the signature on the right
//! (PL1 I.II.7 and 9), in a table, beside tabs or one below the other.
//!
//! Depends on `model`.

use super::appendix;
use super::approval;
use super::body::is_filled;
use super::lines::{Line, Side, lines, of_paragraph};
use super::making::{Making, Map, Passage, joined};
use super::signature::{self, is_signature, opens_authority};
use super::words::{begins, is_rule, is_upper, without};
use crate::input::word::flow::{Cell, Item, Paragraph, Table, join};
use crate::model::fields::fold;
use crate::model::node::RawText;
use crate::origin::Origin;

const RECIPIENTS: &[&str] = &["noi nhan", "noi gui"];
/// A longer paragraph is no line of a signature (characters).
const SHORT: usize = 70;
/// A longer paragraph is no name (characters).
const NAME: usize = 40;

/// Where the end of a document stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The first item of it.
    pub start: usize,
    /// The first item after it.
    pub end: usize,
}

/// Finds the end among the items from `from` on.
pub fn find(items: &[Item], from: usize) -> Option<Place> {
    let named = |item: &Item| match item {
        Item::Paragraph(paragraph) => of_paragraph(paragraph).iter().any(names_recipients),
        Item::Table(table) => !table.rows.is_empty() && cells_name_recipients(table),
    };
    let after = |start: usize| items.get(start..).unwrap_or_default().iter();
    let first = after(from).position(named).map(|at| at + from);
    let at = first.or_else(|| signed(items, from))?;
    let is_table = matches!(items.get(at), Some(Item::Table(_)));
    let start = above(items, at, from, !is_table || first.is_none());
    let rest = after(at + 1).position(|item| if is_table { !goes_on(item) } else { ends(item) });
    Some(Place { start, end: rest.map_or(items.len(), |rest| at + 1 + rest) })
}

fn names_recipients(line: &Line) -> bool {
    let text = line.text().trim_start_matches(|c: char| !c.is_alphanumeric());
    RECIPIENTS.iter().any(|words| {
        let rest = text.trim().trim_end_matches([':', '.']);
        fold(rest) == *words || begins(text, words) && text.contains(':') && text.len() < 90
    })
}

fn cells_name_recipients(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.into_iter().any(|cell| lines(&cell.items).first().is_some_and(names_recipients))
}

/// A signature without recipients: the last item that opens one, or a table at the end of
/// which only the right side is filled.
fn signed(items: &[Item], from: usize) -> Option<usize> {
    let limit = (from..items.len()).find(|at| items.get(*at).is_some_and(appendix::opens));
    let range = items.get(from..limit.unwrap_or(items.len()))?;
    let opens = |item: &Item| match item {
        Item::Paragraph(paragraph) => {
            paragraph.text().text.chars().count() < SHORT
                && of_paragraph(paragraph).iter().any(|line| opens_authority(line.text()))
        }
        Item::Table(table) => signs(table),
    };
    let last =
        || range.iter().rposition(is_filled).filter(|at| range.get(*at).is_some_and(one_sided));
    let found = range.iter().rposition(opens).or_else(last).or_else(|| trailing(range));
    found.map(|at| at + from)
}

/// The lines on the right with which a document ends, where the first one names a
/// position.
fn trailing(items: &[Item]) -> Option<usize> {
    let is_part = |item: &Item| match item {
        Item::Paragraph(paragraph) => {
            let short = paragraph.text().text.chars().count() < SHORT;
            paragraph.is_blank() || short && stands_right(paragraph)
        }
        Item::Table(_) => false,
    };
    let start = items.iter().rposition(|item| !is_part(item)).map_or(0, |last| last + 1);
    let run = items.get(start..)?;
    let first = run.iter().position(is_filled)?;
    is_signature(&lines(run)).then_some(start + first)
}

/// Whether a cell of a small table holds a signature.
fn signs(table: &Table) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| &row.cells);
    table.rows.len() < 5 && cells.any(|cell| is_signature(&lines(&cell.items)))
}

/// Whether only the right side of a small table is filled, with short lines.
fn one_sided(item: &Item) -> bool {
    let Item::Table(table) = item else { return false };
    let found = lines(std::slice::from_ref(item));
    let short = |line: &Line| line.side == Side::Right && line.text().chars().count() < SHORT;
    table.rows.len() < 4 && !found.is_empty() && found.len() < 9 && found.iter().all(short)
}

/// Where a signature begins that stands above the recipients: a table of its own, or
/// `lines` on the right.
fn above(items: &[Item], at: usize, from: usize, lines: bool) -> usize {
    let mut start = at;
    while start > from {
        let part = match items.get(start - 1) {
            Some(item @ Item::Table(table)) => one_sided(item) || signs(table),
            Some(Item::Paragraph(paragraph)) => {
                let text = paragraph.text();
                let is_line = text.text.chars().count() < SHORT && !is_rule(&text.text);
                text.is_blank() || lines && is_line && stands_right(paragraph)
            }
            None => false,
        };
        if !part {
            break;
        }
        start -= 1;
    }
    // Blank lines alone are none.
    (start..at).find(|at| items.get(*at).is_some_and(is_filled)).unwrap_or(at)
}

fn stands_right(paragraph: &Paragraph) -> bool {
    let lines = of_paragraph(paragraph);
    !lines.is_empty() && lines.iter().all(|line| line.side == Side::Right || line.centred)
}

/// The first item from `end` on that is no approval by a higher office; one that stands
/// there is left out.
pub fn approved(items: &[Item], end: usize, making: &mut Making) -> usize {
    let rest = items.get(end..).unwrap_or_default();
    let Some(first) = rest.iter().position(is_filled) else { return end };
    let found = |item: &Item| lines(std::slice::from_ref(item));
    let opens = rest
        .get(first)
        .is_some_and(|item| found(item).iter().any(|line| approval::opens(line.text())));
    if !opens {
        return end;
    }
    let is_part = |item: &&Item| {
        let (short, new_page) = match item {
            Item::Table(table) => (table.rows.len() < 4, table.new_page),
            Item::Paragraph(paragraph) => (true, paragraph.new_page),
        };
        short
            && !new_page
            && !appendix::opens(item)
            && found(item).iter().all(|line| line.text().chars().count() < SHORT)
    };
    // The first of it may stand on a page of its own.
    let count = 1 + rest.iter().skip(first + 1).take_while(is_part).count();
    let part = rest.get(first..first + count).unwrap_or_default();
    approval::leave(lines(part), making);
    end + first + count
}

/// Whether the end of a document that is set in a table goes on with this item: a line of
/// the signature under the table.
fn goes_on(item: &Item) -> bool {
    let Item::Paragraph(paragraph) = item else { return false };
    let text = paragraph.text();
    let is_line =
        text.text.chars().count() < NAME && !is_upper(&text.text) && stands_right(paragraph);
    !paragraph.new_page && !appendix::opens(item) && (paragraph.is_blank() || is_line)
}

/// Whether the end of a document that is set in paragraphs is over at this item.
fn ends(item: &Item) -> bool {
    match item {
        Item::Table(below) => below.new_page || below.rows.len() > 3,
        Item::Paragraph(paragraph) => {
            paragraph.new_page && !paragraph.is_blank()
                || appendix::opens(item)
                || paragraph.text().text.chars().count() > 3 * SHORT
        }
    }
}

/// The lines of the end of a document.
pub struct Closing {
    /// Those of the recipients.
    recipients: Vec<Line>,
    /// Those of each signature, from the left.
    pub signatures: Vec<Vec<Line>>,
}

/// Reads the end of a document.
pub fn read(items: &[Item], making: &mut Making) -> Closing {
    let mut left = Vec::new();
    let mut columns: Vec<(usize, Vec<Line>)> = Vec::new();
    for item in items {
        if let Item::Table(table) = item {
            table_sides(table, &mut left, &mut columns);
        }
    }
    let own = lines(items.iter().filter(|item| matches!(item, Item::Paragraph(_))));
    let mut listed = !left.is_empty();
    let is_entry = |line: &Line| line.label.is_some() || line.text().starts_with(['-', '–', '+']);
    // Without dashes the lines under "Nơi nhận" are told by where they stand alone.
    let dashed = own.iter().any(is_entry);
    let mut signed = Vec::new();
    // Where recipients stand beside it, the room for a signature has no blank lines.
    let mut beside: Vec<Origin> = Vec::new();
    for mut line in own {
        let plain = !dashed && line.side == Side::Whole && !line.centred && !line.upper();
        let recipient = names_recipients(&line)
            || is_entry(&line)
            || begins(line.text(), "luu")
            || listed && (line.side == Side::Left || plain);
        listed |= names_recipients(&line);
        if is_rule(line.text()) {
            making.printed(line.text(), line.origin());
        } else if recipient && line.side != Side::Right {
            beside.push(line.origin().clone());
            left.push(line);
        } else {
            beside.retain(|origin| origin != line.origin());
            line.gap += std::mem::take(&mut beside).len();
            signed.push(line);
        }
    }
    let mut columns: Vec<Vec<Line>> = columns.into_iter().map(|(_, lines)| lines).collect();
    columns.retain(|lines| !lines.is_empty());
    // Paragraphs under a table go on with the signature that it holds.
    match columns.last_mut() {
        Some(last) => last.extend(signed),
        None if !signed.is_empty() => columns.push(signed),
        None => {}
    }
    Closing { recipients: left, signatures: columns }
}

/// Adds what it says to a plan.
pub fn members(closing: Closing, plan: &mut Map, whole: &Origin, making: &mut Making) {
    let Closing { recipients: left, signatures: mut right } = closing;
    right.retain(|lines| !lines.is_empty());
    let recipients = recipients(left, making);
    plan.list("recipients", recipients.into_iter().map(Passage::node).collect());
    // Who signs stands on the right; on the left of him those who propose.
    let with_authority = |lines: &Vec<Line>| lines.iter().any(|line| opens_authority(line.text()));
    let signer = right.iter().rposition(with_authority).unwrap_or(right.len().saturating_sub(1));
    for (at, lines) in right.into_iter().enumerate() {
        let origin = lines.first().map_or(whole, |line| line.origin()).clone();
        if at == signer {
            plan.add("signature", signature::read(lines, &origin, making));
            continue;
        }
        let passages: Vec<Passage> = lines.into_iter().map(|line| line.passage).collect();
        if let Some(Passage { text, origin }) = joined(&passages) {
            let why = "chữ ký khác, bên cạnh người ký văn bản";
            let hint = "văn bản liên tịch thì điền cột Giá trị thứ hai của trang Thông tin";
            making.left(&text.text, &origin, why, hint);
        }
    }
}

/// The columns of a table: the one that names the recipients, the others.
fn table_sides(table: &Table, left: &mut Vec<Line>, columns: &mut Vec<(usize, Vec<Line>)>) {
    let all: Vec<(usize, &Cell)> = table
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, given)| given.cells.iter().map(move |cell| (row, cell)))
        .collect();
    let named =
        all.iter().find(|(_, cell)| lines(&cell.items).first().is_some_and(names_recipients));
    let named = named.map(|(row, cell)| (*row, cell.column));
    for (row, cell) in all {
        let found = lines(&cell.items);
        // Above the recipients may stand a signature, beside them more recipients.
        let below = named.is_some_and(|(from, column)| column == cell.column && from <= row);
        let listed = found
            .first()
            .is_some_and(|line| line.label.is_some() || line.text().starts_with(['-', '–']));
        if below || listed && named.is_some() {
            left.extend(found);
            continue;
        }
        match columns.iter_mut().find(|(column, _)| *column == cell.column) {
            Some((_, lines)) => {
                // A row of its own is as good as a gap.
                let gap = found.into_iter().enumerate().map(|(index, line)| Line {
                    gap: line.gap + usize::from(index == 0) * 2,
                    ..line
                });
                lines.extend(gap);
            }
            None => columns.push((cell.column, found)),
        }
    }
}

/// One recipient a line, without the dash and the punctuation that the program prints.
fn recipients(lines: Vec<Line>, making: &mut Making) -> Vec<Passage> {
    let dashed = lines.iter().any(|line| bare(line).is_some());
    let mut found: Vec<Passage> = Vec::new();
    let mut open = false;
    for line in lines {
        if is_rule(line.text()) {
            making.printed(line.text(), line.origin());
            continue;
        }
        if names_recipients(&line) {
            let (words, rest) = line.text().split_once(':').unwrap_or((line.text(), ""));
            making.printed(words, line.origin());
            let length = line.text().len();
            let rest = line.passage.text.slice(length - rest.len()..length).trim();
            if !rest.is_blank() {
                found.push(Passage { text: rest, origin: line.origin().clone() });
            }
            continue;
        }
        let text = bare(&line);
        let continues = dashed && text.is_none() && open && !begins(line.text(), "luu");
        let text = text.unwrap_or_else(|| line.passage.text.clone());
        open = !text.text.trim_end().ends_with([';', '.']);
        match found.last_mut().filter(|_| continues) {
            Some(last) => last.text = join([&last.text, &text], " "),
            None => found.push(Passage { text, origin: line.origin().clone() }),
        }
    }
    let plain = |Passage { text, origin }| Passage { text: plain(text), origin };
    let mut found: Vec<Passage> = found.into_iter().map(plain).collect();
    found.retain(|passage| !passage.text.is_blank());
    found
}

/// The text after the dash of a line that has one, typed or made by Word.
fn bare(line: &Line) -> Option<RawText> {
    let text = &line.passage.text;
    if line.label.is_some() {
        return Some(text.clone());
    }
    let rest = text.text.strip_prefix(['-', '–', '—', '•', '*'])?;
    Some(text.slice(text.text.len() - rest.len()..text.text.len()).trim())
}

/// Without the look that its place gives it and the mark at its end.
fn plain(text: RawText) -> RawText {
    let text = without(text, true, true);
    let end = text.text.trim_end_matches([';', '.', ',', ' ']).len();
    text.slice(0..end)
}
