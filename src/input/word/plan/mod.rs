//! A document as a plan: letterhead ([`head`]), [`title`], [`body`] with its tables
//! ([`table`]), recipients and [`signature`] ([`closing`]), [`appendix`], in this order;
//! each is known by what its lines say and how they are set.
//!
//! [`lines`] and [`words`] are what they look at, [`making`] what they write with.
//! Depends on `origin`, `diagnostic` and `model`.

mod appendix;
mod approval;
mod body;
mod closing;
mod head;
mod lines;
mod making;
mod signature;
mod table;
#[cfg(test)]
mod tests;
mod title;
mod words;
mod written;

use crate::diagnostic::Diagnostic;
use crate::input::word::flow::{Cell, Flow, Footnote, Item};
use crate::model::fields::fold;
use crate::model::kind::KINDS;
use crate::model::node::Node;
use crate::origin::Origin;
use head::{Head, is_head, is_national};
use lines::{Line, lines};
use making::{Making, Map, Passage, joined};
use title::Title;

/// A letterhead without a title under it has at most so many paragraphs and tables.
const HEAD: usize = 20;
/// A cover has at most so many paragraphs and tables.
const COVER: usize = 60;

/// The plan that a document holds, and what there is to say of the reading.
pub fn read(flow: Flow, whole: &Origin) -> (Node, Making) {
    let mut making = Making { account: flow.account, said: Vec::new() };
    let mut plan = Map::new(whole);
    let items = unwrapped(flow.items);
    let items = without_cover(&items, &mut making);
    let title = title::read(items, &mut making);
    let (head, start) = match &title {
        Some(Title { item, above, next, .. }) => {
            let mut head = lines(items.get(..*item).unwrap_or_default());
            head.extend(above.iter().cloned());
            (head, *next)
        }
        None => without_title(items, whole, &mut making),
    };
    // Some offices set the letterhead into the header of the first page.
    let mut above = if head.iter().any(is_head) { Vec::new() } else { lines(&flow.margins) };
    let in_margin = above.iter().any(is_head);
    let mut head = match in_margin {
        true => {
            above.retain(|line| !counts_pages(line, &mut making));
            Head::read(&[above, head].concat(), &mut making)
        }
        false => Head::read(&head, &mut making),
    };
    let closing = closing::find(items, start);
    let last = || (start..items.len()).find(|at| items.get(*at).is_some_and(appendix::opens));
    let (end, after) = match closing {
        Some(place) => (place.start, closing::approved(items, place.end, &mut making)),
        None => last().map_or((items.len(), items.len()), |at| (at, at)),
    };
    let part = |range: std::ops::Range<usize>| items.get(range).unwrap_or_default();
    let signed = closing.map_or(end, |place| place.end);
    let mut closing = closing::read(part(end..signed), &mut making);
    closing.signatures.iter_mut().for_each(|lines| head.late(lines, &mut making));
    let numbered = head.is_numbered();
    let about = head.about(title.is_some(), &mut making);
    let drafted = title.as_ref().is_some_and(Title::is_draft);
    head.members(drafted, &mut plan, whole, &mut making);
    match title {
        Some(title) => title.members(numbered, &mut plan, &mut making),
        None => {
            making.added(KINDS[0].name, whole);
            plan.optional("subject", about);
        }
    }
    let turned = part(start..end).iter().find_map(|item| match item {
        Item::Table(table) if table.landscape => Some(&table.origin),
        _ => None,
    });
    if let Some(origin) = turned {
        let message =
            "Phần này của nội dung nằm trên trang ngang; chương trình in nội dung trên trang đứng.";
        making.doubt(
            origin,
            message.to_owned(),
            "bảng rộng thì chuyển sang một trang Phụ lục có khổ giấy ngang",
        );
    }
    plan.list("body", body::blocks(part(start..end), true, &mut making));
    closing::members(closing, &mut plan, whole, &mut making);
    plan.list("appendices", appendix::read(part(after..items.len()), &mut making));
    plan.list("footnotes", flow.footnotes.iter().zip(1..).map(footnote).collect());
    if let Some(endnote) = flow.footnotes.iter().find(|note| note.endnote) {
        let message = "Chú thích cuối văn bản (endnote) được đọc là chú thích cuối trang.";
        making.said.push(Diagnostic::note("word-endnotes", &endnote.origin, message));
    }
    if !in_margin {
        margins(&flow.margins, &mut making);
    }
    (plan.node(), making)
}

/// The items behind a cover, which has the title once more; its words are left out.
fn without_cover<'a>(items: &'a [Item], making: &mut Making) -> &'a [Item] {
    let first = items.iter().take(COVER).position(|item| {
        lines(std::slice::from_ref(item)).iter().any(|line| is_national(line.text()))
    });
    let (cover, rest) = items.split_at(first.unwrap_or(0));
    if !title::is_there(cover) || !title::is_there(rest) {
        return items;
    }
    let passages: Vec<Passage> = lines(cover).into_iter().map(|line| line.passage).collect();
    if let Some(Passage { text, origin }) = joined(&passages) {
        let hint = "chương trình không in trang bìa; cần bìa thì làm riêng trong Word";
        making.left(&text.text, &origin, "trang bìa", hint);
    }
    rest
}

/// The items of a document that is all set in one table of one column: those of its cells.
fn unwrapped(mut items: Vec<Item>) -> Vec<Item> {
    loop {
        let mut filled = items.iter().filter(|item| body::is_filled(item));
        let (Some(Item::Table(table)), None) = (filled.next(), filled.next()) else { return items };
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        let filled = |cell: &&Cell| cell.items.iter().any(body::is_filled);
        let column = cells().find(filled).map(|cell| cell.column);
        if cells().filter(filled).any(|cell| Some(cell.column) != column) {
            return items;
        }
        let table = items.into_iter().find_map(|item| match item {
            Item::Table(table) => Some(table),
            Item::Paragraph(_) => None,
        });
        let cells = table.into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells);
        items = cells.flat_map(|cell| cell.items).collect();
    }
}

/// The lines of a letterhead without a title, and the first item after it.
fn without_title(items: &[Item], whole: &Origin, making: &mut Making) -> (Vec<Line>, usize) {
    let message = "Không tìm thấy tên loại văn bản (KẾ HOẠCH …) đứng riêng một dòng.".to_owned();
    making.doubt(whole, message, "xem lại Tên loại và Trích yếu trong trang Thông tin");
    let holds = |item: &Item| lines(std::slice::from_ref(item)).iter().any(is_head);
    let end = items.iter().take(HEAD).rposition(holds).map_or(0, |last| last + 1);
    (lines(items.get(..end).unwrap_or_default()), end)
}

fn footnote((note, number): (&Footnote, usize)) -> Node {
    let mut map = Map::new(&note.origin);
    map.word("mark", &number.to_string(), &note.origin);
    map.add("text", Passage { text: note.text.clone(), origin: note.origin.clone() }.node());
    map.node()
}

/// The texts of headers and footers are no part of a plan.
fn margins(items: &[Item], making: &mut Making) {
    for line in lines(items) {
        if !counts_pages(&line, making) {
            let why = "chữ ở đầu trang hoặc cuối trang";
            let hint = "chương trình chỉ in số trang ở đầu trang";
            making.left(line.text(), line.origin(), why, hint);
        }
    }
}

/// Whether a line only counts pages, which the program does.
fn counts_pages(line: &Line, making: &mut Making) -> bool {
    let counts = fold(line.text()).replace("trang", "").chars().all(|c| !c.is_alphabetic());
    if counts {
        making.printed(line.text(), line.origin());
    }
    counts
}
