//! The body and the appendices block by block: markers, headings, legal bases,
//! paragraphs, tables (PL1 I.II.6).
//!
//! Depends on `model`. What tells a heading from a paragraph is [`Reader::kind`].

use std::borrow::Cow;

use super::making::{Making, Map, Passage, quoted};
use super::table;
use super::words::{begins, is_bold, is_italic, is_rule, is_upper, letters, without};
use crate::input::word::flow::{Align, Item, Paragraph};
use crate::model::marker::split_marker;
use crate::model::node::{Node, RawText};
use crate::model::outline::{self, Rank, rank};
use crate::origin::Origin;

/// A longer text without a marker is no heading, however bold it is (characters).
const HEADING: usize = 150;
/// A longer text is no legal basis (characters).
const BASIS: usize = 600;

/// Reads the blocks of `items`; in the body of the plan legal bases stand first.
pub fn blocks(items: &[Item], body: bool, making: &mut Making) -> Vec<Node> {
    let mut reader =
        Reader { bold: bold_ranks(items), opening: body, after_basis: false, last: false, making };
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        at += 1;
        match item {
            Item::Table(table) => blocks.extend(table::block(table, reader.making)),
            Item::Paragraph(paragraph) => {
                let next = items.get(at..).unwrap_or_default();
                for part in parts(paragraph) {
                    let (block, taken) = reader.paragraph(&part, next);
                    blocks.extend(block);
                    at += taken;
                }
            }
        }
    }
    blocks
}

/// The paragraphs that one is: items typed one below the other with line breaks between
/// are parted where a line begins with a marker.
fn parts(paragraph: &Paragraph) -> Vec<Cow<'_, Paragraph>> {
    let text = paragraph.text();
    let starts = text.text.match_indices('\n').map(|(at, _)| at + 1);
    let is_marked = |at: &usize| {
        text.text.get(*at..).is_some_and(|line| split_marker(line.trim_start()).is_some())
    };
    let mut borders: Vec<usize> = starts.filter(is_marked).collect();
    if borders.is_empty() {
        return vec![Cow::Borrowed(paragraph)];
    }
    borders.insert(0, 0);
    borders.push(text.text.len());
    let parts = borders.windows(2).enumerate().map(|(index, border)| {
        let label = paragraph.label.clone().filter(|_| index == 0);
        let part = text.slice(border[0]..border[1]).trim();
        Cow::Owned(Paragraph { parts: vec![part], label, ..paragraph.clone() })
    });
    parts.collect()
}

struct Reader<'a> {
    /// The ranks of which some parts are bold and some are not: there bold tells headings.
    bold: Vec<Rank>,
    /// Whether no numbered part has begun.
    opening: bool,
    after_basis: bool,
    /// Whether nothing but blank lines follows.
    last: bool,
    making: &'a mut Making,
}

/// What a paragraph is, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Heading,
    Paragraph,
    Basis,
}

/// Whether something is printed of an item.
pub fn is_filled(item: &Item) -> bool {
    match item {
        Item::Paragraph(paragraph) => !paragraph.is_blank(),
        Item::Table(table) => !table.rows.is_empty(),
    }
}

fn bold_ranks(items: &[Item]) -> Vec<Rank> {
    let numbered = items.iter().filter_map(|item| match item {
        Item::Paragraph(paragraph) => {
            let text = paragraph.text();
            let (marker, start) = marked(paragraph, &text)?;
            let rank = rank(&marker).filter(|rank| *rank < Rank::Letter)?;
            Some((rank, is_bold(&text.slice(start..text.text.len()))))
        }
        Item::Table(_) => None,
    });
    let mut seen: Vec<(Rank, bool)> = numbered.collect();
    seen.sort_unstable();
    seen.dedup();
    // Sorted, the two of one rank stand side by side.
    let mixed = seen.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    mixed.map(|pair| pair[0].0).collect()
}

/// The marker of a paragraph, made by Word or typed, and where the text after it begins.
fn marked(paragraph: &Paragraph, text: &RawText) -> Option<(String, usize)> {
    match &paragraph.label {
        Some(label) => Some((label.clone(), 0)),
        None => split_marker(&text.text)
            .or_else(|| office_marker(&text.text, is_bold(text)))
            .map(|(marker, start)| (marker.to_owned(), start)),
    }
}

/// The markers that offices type beside those of the decree, which a workbook's cell is
/// not searched for: `I/`, `1/`, `a/`, `I-`, `1 -`, `1.1-`, `a.`, `A.` in bold, and
/// dots.
fn office_marker(text: &str, bold: bool) -> Option<(&str, usize)> {
    let rest_at = |end: usize| Some(text.len() - text.get(end..)?.trim_start().len());
    if let Some(bullet) = text.chars().next().filter(|c| "•●▪►−".contains(*c)) {
        let end = bullet.len_utf8();
        let fits = text.get(end..)?.starts_with(' ');
        return Some((text.get(..end)?, rest_at(end)?)).filter(|_| fits);
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '.')?;
    let bare = text.get(..end)?.trim_end_matches('.');
    let rest = text.get(bare.len()..)?;
    let spaced = rest.starts_with(" - ") || rest.starts_with(" – ");
    let punctuation = rest.trim_start().chars().next().filter(|c| "/-–.".contains(*c))?;
    let length = bare.len() + punctuation.len_utf8() + usize::from(spaced);
    let after = text.get(length..)?;
    let parted = after.starts_with(' ') || punctuation != '.' && !spaced;
    let rank = rank(bare).filter(|_| parted && bare.chars().count() <= 5)?;
    let fits = match (rank, punctuation) {
        (Rank::Roman | Rank::Decimal(_), '/' | '-' | '–') => true,
        (Rank::Arabic, '/' | '-' | '–') => bare.len() <= 2,
        (Rank::Letter, '/' | '.') => true,
        (Rank::Capital, '/' | '.' | '-' | '–') => bold,
        _ => false,
    };
    let fits = fits
        && (spaced || !rest.starts_with(' '))
        && after.trim_start().starts_with(char::is_uppercase);
    Some((text.get(..length)?, rest_at(length)?)).filter(|_| fits)
}

impl Reader<'_> {
    /// The block that a paragraph is, and how many of the next items belong to it.
    fn paragraph(&mut self, paragraph: &Paragraph, next: &[Item]) -> (Option<Node>, usize) {
        let mut text = paragraph.text();
        if text.is_blank() && paragraph.label.is_none() {
            return (None, 0);
        }
        self.last = !next.iter().any(is_filled);
        if is_rule(&text.text) {
            self.making.printed(&text.text, &paragraph.origin);
            return (None, 0);
        }
        if letters(&text.text) == "mucluc" {
            self.making.left_aside(&text.text, &paragraph.origin, "mục lục");
            return (None, 0);
        }
        if paragraph.boxed {
            let message = format!(
                "{} nằm trong khung chữ (text box); được đọc là một đoạn ở chỗ này.",
                quoted(&text.text)
            );
            self.making.doubt(&paragraph.origin, message, "xem đoạn này có đúng chỗ không");
        }
        let found = marked(paragraph, &text);
        if let Some(label) = &paragraph.label {
            self.making.added(label, &paragraph.origin);
        }
        let mut taken = 0;
        let mut marker = None;
        if let Some((found, start)) = found {
            text = text.slice(start..text.text.len());
            if text.is_blank()
                && let Some((title, count)) = title_below(&found, next)
            {
                (text, taken) = (title, count);
            }
            marker = Some(found);
        }
        if text.is_blank() {
            // A marker alone: printed as a text.
            text = RawText::plain(marker.take().unwrap_or_default());
        }
        let origin = &paragraph.origin;
        (Some(self.block(marker, text, paragraph, origin)), taken)
    }

    fn block(
        &mut self,
        marker: Option<String>,
        text: RawText,
        paragraph: &Paragraph,
        origin: &Origin,
    ) -> Node {
        let inferred =
            outline::is_heading(marker.as_deref(), text.text.trim_end().chars().next_back());
        let kind = self.kind(marker.as_deref(), &text, paragraph, inferred);
        self.after_basis = kind == Kind::Basis;
        self.opening &= marker.as_deref().and_then(rank).is_none_or(|rank| rank >= Rank::Dash)
            && kind != Kind::Heading;
        let mut map = Map::new(origin);
        let word = match (kind, inferred) {
            (Kind::Heading, false) => Some("heading"),
            (Kind::Paragraph, true) => Some("paragraph"),
            (Kind::Basis, _) => Some("legal_basis"),
            _ => None,
        };
        if let Some(word) = word {
            map.word("kind", word, origin);
        }
        if let Some(marker) = marker {
            map.word("marker", &marker, origin);
        }
        let text = match kind {
            Kind::Heading if is_bold(&text) => without(text, true, false),
            Kind::Basis if is_italic(&text) => without(text, false, true),
            _ => text,
        };
        map.text("text", Passage { text, origin: origin.clone() });
        map.node()
    }

    fn kind(
        &mut self,
        marker: Option<&str>,
        text: &RawText,
        paragraph: &Paragraph,
        inferred: bool,
    ) -> Kind {
        if self.opening && self.is_basis(marker, text) {
            return Kind::Basis;
        }
        let bold = is_bold(text);
        let styled = bold || paragraph.outline.is_some();
        match marker.map(rank) {
            Some(Some(rank)) if rank <= Rank::Subsection => Kind::Heading,
            Some(Some(rank)) if rank < Rank::Letter => {
                let tells = self.bold.contains(&rank);
                let heading = if tells { styled } else { inferred || styled };
                if inferred && !heading && may_be_heading(&text.text) {
                    let message = format!(
                        "{} không in đậm như các đề mục cùng cấp; được đọc là đoạn văn.",
                        quoted(&text.text)
                    );
                    let hint = "là đề mục thì chọn “tiêu đề” ở cột Kiểu";
                    self.making.doubt(&paragraph.origin, message, hint);
                }
                if heading { Kind::Heading } else { Kind::Paragraph }
            }
            Some(_) => Kind::Paragraph,
            None if self.last => Kind::Paragraph,
            None => self.unmarked(text, paragraph, bold),
        }
    }

    /// A short line that is all bold, or in capitals in the middle, may be a heading.
    fn unmarked(&mut self, text: &RawText, paragraph: &Paragraph, bold: bool) -> Kind {
        let last = text.text.trim_end().chars().next_back();
        let short =
            text.text.chars().count() <= HEADING && !matches!(last, Some('.' | ';' | ':' | ','));
        let stands_out = bold
            && (paragraph.align == Align::Center
                || is_upper(&text.text)
                || paragraph.outline.is_some());
        if !short || !stands_out || text.text.starts_with('(') {
            return Kind::Paragraph;
        }
        let message = format!("{} in đậm mà không có số; được đọc là đề mục.", quoted(&text.text));
        self.making.doubt(
            &paragraph.origin,
            message,
            "không phải đề mục thì chọn “đoạn” ở cột Kiểu",
        );
        Kind::Heading
    }

    /// "Căn cứ …;" before the first numbered part, and what goes on with it.
    fn is_basis(&self, marker: Option<&str>, text: &RawText) -> bool {
        if marker.is_some_and(|marker| rank(marker) != Some(Rank::Dash)) {
            return false;
        }
        let plain = text.text.trim();
        let opens = begins(plain, "can cu")
            || self.after_basis
                && ["xet de nghi", "theo de nghi", "xet to trinh"]
                    .iter()
                    .any(|words| begins(plain, words));
        let ends = plain.ends_with(';')
            || is_italic(text)
            || self.after_basis && plain.ends_with([',', '.']);
        opens && ends && plain.chars().count() <= BASIS
    }
}

/// Whether a text that is not bold may be a heading all the same: it is short and names
/// no person.
fn may_be_heading(text: &str) -> bool {
    let names = ["ong", "ba", "dong chi", "d/c", "thay", "co"];
    text.chars().count() <= HEADING
        && !text.contains(" - ")
        && !names.iter().any(|name| begins(text, name))
}

/// The title of a part whose marker stands alone ("Phần I", "Chương II"): the line below
/// it, and how many items that takes.
fn title_below(marker: &str, next: &[Item]) -> Option<(RawText, usize)> {
    rank(marker).filter(|rank| *rank <= Rank::Subsection)?;
    let (index, below) = next.iter().enumerate().find_map(|(index, item)| match item {
        Item::Paragraph(paragraph) if paragraph.is_blank() => None,
        Item::Paragraph(paragraph) => Some((index, Some(paragraph))),
        Item::Table(_) => Some((index, None)),
    })?;
    let below = below.filter(|below| below.align == Align::Center && below.label.is_none())?;
    let text = below.text();
    (split_marker(&text.text).is_none() && !is_rule(&text.text)).then_some((text, index + 1))
}

#[cfg(test)]
mod tests {
    use super::office_marker;

    #[test]
    fn markers_that_offices_type_are_told_from_text() {
        for (text, bold, marker, rest) in [
            ("I/ MỤC ĐÍCH", true, "I/", "MỤC ĐÍCH"),
            ("II- NỘI DUNG", true, "II-", "NỘI DUNG"),
            ("1/ Mục đích", false, "1/", "Mục đích"),
            ("2-Yêu cầu", false, "2-", "Yêu cầu"),
            ("I - MỤC ĐÍCH", true, "I -", "MỤC ĐÍCH"),
            ("1 – Mục đích", false, "1 –", "Mục đích"),
            ("1.1- Tuyên truyền", false, "1.1-", "Tuyên truyền"),
            ("• Tuyên truyền", false, "•", "Tuyên truyền"),
            ("− Mua 01 máy", false, "−", "Mua 01 máy"),
            ("a/ Thực hiện", false, "a/", "Thực hiện"),
            ("đ. Phối hợp", false, "đ.", "Phối hợp"),
            ("A. ĐẶC ĐIỂM TÌNH HÌNH", true, "A.", "ĐẶC ĐIỂM TÌNH HÌNH"),
        ] {
            let (found, at) = office_marker(text, bold).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found, &text[at..]), (marker, rest), "{text}");
        }
        for text in [
            "1/3 số hộ",
            "12-15 tháng",
            "a.b",
            "C. Mác viết",
            "5- 7 ngày",
            "km/h",
            "I",
            "*Ghi chú",
            "5 - 7 ngày",
            "2026 - Năm",
            "Xã - phường",
        ] {
            assert_eq!(office_marker(text, false), None, "{text}");
        }
    }
}
