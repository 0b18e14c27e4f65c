//! The appendices behind the signature: label, title, reference line, then blocks
//! (PL1 I.III.1).
//!
//! Depends on `model`.

use super::body::{self, is_filled};
use super::lines::{lines, of_paragraph};
use super::making::{Making, Map, Passage, joined};
use super::words::{begins, is_bold, is_rule, is_upper, packed, without};
use crate::input::word::flow::{Align, Item, Paragraph};
use crate::model::fields::fold;
use crate::model::marker::split_marker;
use crate::model::node::{Node, RawText};
use crate::model::outline::{Rank, rank, roman};

/// What the labels of appendices begin with, folded; the second ones need a number.
const LABELS: &[&str] = &["phu luc"];
const NUMBERED: &[&str] = &[
    "bieu mau so",
    "bieu mau",
    "mau so",
    "mau bieu so",
    "mau bieu",
    "bieu so",
    "mau",
    "bieu",
    "danh muc so",
];
/// A longer line is no label and no line of a title (characters).
const SHORT: usize = 220;
/// Lines that a title has at most.
const TITLE: usize = 6;

/// Whether an appendix begins with this item.
pub fn opens(item: &Item) -> bool {
    match item {
        Item::Paragraph(paragraph) => is_label(paragraph),
        // A label that is set in a small table of its own.
        Item::Table(table) => {
            table.rows.len() <= 3
                && table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
                    match cell.items.as_slice() {
                        [Item::Paragraph(first), ..] => is_label(first),
                        _ => false,
                    }
                })
        }
    }
}

fn is_label(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    let first = text.text.lines().next().unwrap_or_default();
    let stands_out = paragraph.new_page
        || matches!(paragraph.align, Align::Center | Align::Right)
        || is_bold(&text)
        || is_upper(first);
    stands_out && text.text.chars().count() <= SHORT && label_length(first).is_some()
}

/// The bytes of a line that are the label: "PHỤ LỤC", "Phụ lục số 01", "Mẫu số 02".
fn label_length(line: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> = words(line);
    let opening = |names: &[&str]| {
        names.iter().find_map(|name| {
            let count = name.split(' ').count();
            let start: Vec<&str> = words.iter().take(count).map(|(_, word)| *word).collect();
            (fold(&start.join(" ")).trim_end_matches([':', '.']) == *name).then_some(count)
        })
    };
    let (count, bare) = match opening(LABELS) {
        Some(count) => (count, true),
        None => (opening(NUMBERED)?, false),
    };
    let mut end = count;
    if words.get(end).is_some_and(|(_, word)| fold(word).trim_end_matches('.') == "so") {
        end += 1;
    }
    let numbered = words.get(end).filter(|(_, word)| is_number(word));
    let last = match numbered {
        Some(last) => last,
        None if bare && end == count => words.get(count - 1)?,
        None => return None,
    };
    // "PHỤ LỤC KÈM THEO KẾ HOẠCH …", "PHỤ LỤC DANH MỤC …" go on in capitals.
    let length = last.0 + last.1.len();
    let rest = line.get(length..).unwrap_or_default().trim_start();
    let closed = last.1.ends_with([':', '.'])
        || rest.is_empty()
        || rest.starts_with([':', '.', '-', '–', '(', ',']);
    (closed || is_upper(rest)).then_some(length)
}

fn words(line: &str) -> Vec<(usize, &str)> {
    let start = line.as_ptr() as usize;
    line.split_whitespace().map(|word| (word.as_ptr() as usize - start, word)).collect()
}

/// `I`, `01`, `1a`, `2.1`, `A`, `01/PL`.
fn is_number(word: &str) -> bool {
    let bare = word.trim_end_matches([':', '.', ',', ')']);
    let roman = !bare.is_empty() && bare.chars().all(|c| "IVXLC".contains(c));
    let figures = bare.starts_with(|c: char| c.is_ascii_digit()) && bare.chars().count() <= 8;
    let letter = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
    roman || figures || letter
}

/// Reads the appendices that `items` are, from the end of the document on.
pub fn read(items: &[Item], making: &mut Making) -> Vec<Node> {
    let opens = |at: &usize| {
        items
            .get(*at..)
            .is_some_and(|rest| rest.first().is_some_and(opens) || opens_unlabelled(rest))
    };
    let starts: Vec<usize> = (0..items.len()).filter(opens).collect();
    let mut borders = starts.clone();
    // What stands before the first label is one too.
    let before = items.get(..starts.first().copied().unwrap_or(items.len())).unwrap_or_default();
    if before.iter().any(is_filled) {
        borders.insert(0, 0);
    }
    borders.push(items.len());
    let parts = borders.windows(2).filter_map(|border| items.get(border[0]..border[1]));
    let parts: Vec<&[Item]> = parts.filter(|part| part.iter().any(is_filled)).collect();
    // As the program numbers them.
    let label = |number: usize| match parts.len() {
        1 => "Phụ lục".to_owned(),
        _ => format!("Phụ lục {}", roman(number)),
    };
    let parts = (1..).zip(&parts);
    parts.filter_map(|(number, part)| appendix(part, &label(number), making)).collect()
}

/// Whether a new page begins with a title and a line "(Kèm theo …)" below it, without a
/// label.
fn opens_unlabelled(items: &[Item]) -> bool {
    let Some(Item::Paragraph(first)) = items.first() else { return false };
    let stands_out = |paragraph: &Paragraph| {
        paragraph.align == Align::Center || is_upper(&paragraph.text().text)
    };
    first.new_page
        && !first.is_blank()
        && stands_out(first)
        && items.iter().skip(1).filter(|item| is_filled(item)).take(3).any(|item| match item {
            Item::Paragraph(paragraph) => is_reference(&paragraph.text().text),
            Item::Table(_) => false,
        })
}

/// Whether a line says what the appendix goes with.
fn is_reference(text: &str) -> bool {
    let opens = ["kem theo", "dinh kem", "ban hanh kem theo", "ban hanh theo", "kem ke hoach"];
    opens.iter().any(|words| begins(text.trim_start_matches('('), words))
}

/// What stands above the blocks of an appendix.
#[derive(Default)]
struct Opening {
    label: Option<Passage>,
    title: Vec<Passage>,
    reference: Vec<Passage>,
}

/// One appendix; `usual` is the label that the program gives it by itself.
fn appendix(items: &[Item], usual: &str, making: &mut Making) -> Option<Node> {
    let first = items.iter().find(|item| is_filled(item))?;
    let (origin, landscape) = match first {
        Item::Paragraph(paragraph) => (&paragraph.origin, paragraph.landscape),
        Item::Table(table) => (&table.origin, table.landscape),
    };
    let mut opening = Opening::default();
    let taken = opening.read(items, making);
    let landscape =
        landscape || items.iter().any(|item| matches!(item, Item::Table(table) if table.landscape));
    let mut map = Map::new(origin);
    if opening.label.is_none() {
        let message = "Phần sau chữ ký không có chữ “Phụ lục”; được đọc là một phụ lục.".to_owned();
        making.doubt(origin, message, "xem lại trang Phụ lục");
    }
    let mut blocks = body::blocks(items.get(taken..).unwrap_or_default(), false, making);
    if blocks.is_empty() {
        blocks = opening.as_blocks();
    }
    let reference = opening.reference(making);
    // Offices set it in capitals, the decree does not (PL1 I.III.1).
    let in_capitals = |label: &mut Passage| {
        let label = label.text.text.as_str();
        label != usual && label.to_lowercase() == usual.to_lowercase()
    };
    if let Some(label) = opening.label.take_if(in_capitals) {
        making.printed(&label.text.text, &label.origin);
    }
    map.optional("label", opening.label);
    map.optional("title", joined(&opening.title));
    map.optional("reference", reference);
    if landscape {
        map.word("orientation", "landscape", origin);
    }
    map.list("blocks", blocks);
    Some(map.node())
}

impl Opening {
    /// The reference line. One that waits for the document's number is written by the
    /// program, where it knows how the issuer is called in a sentence.
    fn reference(&self, making: &mut Making) -> Option<Passage> {
        let reference = joined(&self.reference)?;
        let text = reference.text.text.as_str();
        let folded = fold(text.trim_start_matches('('));
        let number = folded.strip_prefix("kem theo").and_then(|rest| rest.split_once(" so"));
        let is_gap = |(_, rest): (&str, &str)| {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '/').starts_with('/')
        };
        let issuer = folded.rsplit_once(" cua ").map_or("", |(_, issuer)| issuer);
        let known = ["ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan"];
        let waits = number.is_some_and(is_gap) && known.iter().any(|name| begins(issuer, name));
        if waits {
            making.printed(text, &reference.origin);
        }
        Some(reference).filter(|_| !waits)
    }

    /// What stands above the blocks where there are none: an appendix has some.
    fn as_blocks(&mut self) -> Vec<Node> {
        let parts = [&mut self.title, &mut self.reference];
        let part = parts.into_iter().find(|part| !part.is_empty()).map(std::mem::take);
        let passages = part.unwrap_or_else(|| self.label.take().into_iter().collect());
        let block = |passage: Passage| {
            let origin = passage.origin.clone();
            let mut block = Map::new(&origin);
            block.word("kind", "paragraph", &origin);
            block.text("text", passage);
            block.node()
        };
        passages.into_iter().map(block).collect()
    }

    /// Reads the lines above the blocks; tells how many items they are.
    fn read(&mut self, items: &[Item], making: &mut Making) -> usize {
        let mut taken = 0;
        for (index, item) in items.iter().enumerate() {
            let lines = match item {
                Item::Paragraph(paragraph) if paragraph.is_blank() => continue,
                Item::Paragraph(paragraph) if self.takes(paragraph) => of_paragraph(paragraph),
                Item::Table(_) if self.label.is_none() && opens(item) => {
                    lines(std::slice::from_ref(item))
                }
                _ => break,
            };
            let side =
                lines.iter().find(|line| label_length(line.text()).is_some()).map(|line| line.side);
            for line in lines {
                let beside =
                    side.is_some_and(|side| side != line.side) && matches!(item, Item::Table(_));
                if beside {
                    let why = "tên cơ quan ở đầu phụ lục; phụ lục không có phần này";
                    making.left(
                        line.text(),
                        line.origin(),
                        why,
                        "cần thì thêm vào tiêu đề của phụ lục",
                    );
                } else if is_rule(line.text()) {
                    making.printed(line.text(), line.origin());
                } else {
                    self.line(line.passage);
                }
            }
            taken = index + 1;
        }
        taken
    }

    fn line(&mut self, passage: Passage) {
        let Passage { text, origin } = passage;
        let text = without(text, true, true);
        let passage = |text: RawText| Passage { text: packed(text), origin: origin.clone() };
        if self.is_reference(&text.text) {
            // Its rows of spaces are gaps to be filled in.
            self.reference.push(Passage { text, origin });
        } else if let Some(length) = label_length(&text.text).filter(|_| self.label.is_none()) {
            let rest = text.text.get(length..).unwrap_or_default();
            let title = rest.trim_start_matches([':', '.', '-', '–', ' ']).len();
            let title = text.slice(text.text.len() - title..text.text.len());
            let end =
                text.text.get(..length).unwrap_or_default().trim_end_matches([':', '.']).len();
            self.label = Some(passage(text.slice(0..end)));
            if !title.is_blank() {
                self.line(passage(title));
            }
        } else {
            self.title.push(passage(text));
        }
    }

    fn is_reference(&self, text: &str) -> bool {
        let open = self
            .reference
            .last()
            .is_some_and(|last| last.text.text.starts_with('(') && !last.text.text.ends_with(')'));
        open || is_reference(text)
    }

    /// Whether a paragraph stands above the blocks.
    fn takes(&self, paragraph: &Paragraph) -> bool {
        let text = paragraph.text();
        if is_label(paragraph) && self.label.is_none() && self.title.is_empty() {
            return true;
        }
        if paragraph.label.is_some() || text.text.chars().count() > 2 * SHORT {
            return false;
        }
        if self.is_reference(&text.text) || is_rule(&text.text) {
            return true;
        }
        let marker = split_marker(&text.text).and_then(|(marker, _)| rank(marker));
        let part = marker.is_some_and(|rank| rank <= Rank::Plus);
        let centred = paragraph.align == Align::Center;
        let set_apart = centred
            && (is_bold(&text) || is_upper(&text.text) || self.title.is_empty())
            || is_bold(&text) && is_upper(&text.text);
        set_apart && !part && self.reference.is_empty() && self.title.len() < TITLE
    }
}

#[cfg(test)]
mod tests {
    use super::label_length;

    #[test]
    fn labels_are_told_from_sentences() {
        for (line, label) in [
            ("PHỤ LỤC", "PHỤ LỤC"),
            ("Phụ lục I", "Phụ lục I"),
            ("Phụ lục số 01", "Phụ lục số 01"),
            ("PHỤ LỤC 1: DANH MỤC NHIỆM VỤ", "PHỤ LỤC 1:"),
            ("PHỤ LỤC II DANH MỤC NHIỆM VỤ", "PHỤ LỤC II"),
            ("Mẫu số 02", "Mẫu số 02"),
            ("BIỂU MẪU 01", "BIỂU MẪU 01"),
        ] {
            assert_eq!(label_length(line).map(|length| &line[..length]), Some(label), "{line}");
        }
        for line in
            ["Phụ lục kèm theo Kế hoạch", "Mẫu biểu báo cáo", "Phụ lục I kèm theo", "Biểu quyết"]
        {
            assert_eq!(label_length(line), None, "{line}");
        }
    }
}
