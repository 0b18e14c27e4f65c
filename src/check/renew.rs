//! What of an old plan must change before it is next year's: number, date, signer, the
//! years in its texts.
//!
//! No rule of the decree: [`renew`] is asked where last year's document becomes a plan.
//! Depends on `model`, `diagnostic` and `origin`.

use std::ops::Range;

use super::cited;
use crate::diagnostic::{Diagnostic, Evidence, Excerpt};
use crate::model::block::Content;
use crate::model::plan::{Block, Plan};
use crate::model::text::Text;
use crate::origin::Origin;

/// The code of all that is said here.
pub const RENEW: &str = "renew";

/// What to change, in the order of the plan; notes, each with its cell.
pub fn renew(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let head = &plan.letterhead;
    if let Some(number) = &head.number {
        let message = format!("Số {} là số của văn bản cũ.", number.value);
        found.push(note(
            &number.origin,
            message,
            "xóa để chừa chỗ; văn thư ghi số mới khi ban hành",
        ));
    }
    if head.date.value != Default::default() {
        let message = format!("Ngày ban hành “{}” là của văn bản cũ.", head.date.value);
        let year = head
            .date
            .value
            .year
            .map_or_else(String::new, |year| format!(", ví dụ “năm {}”", year + 1));
        let hint = format!("ghi năm mới{year}; ngày và tháng để trống cho đến khi ký");
        found.push(note(&head.date.origin, message, &hint));
    }
    let year = head.date.value.year;
    for (text, is_basis) in texts(plan) {
        // A legal basis names documents only.
        years(text, if is_basis { Some(u16::MAX) } else { year }, &mut found);
    }
    let references = plan.appendices.iter().filter_map(|appendix| appendix.reference.as_ref());
    for reference in
        references.filter(|text| text.to_plain().contains(|c: char| c.is_ascii_digit()))
    {
        let message = "Dòng kèm theo này ghi số, ngày của văn bản cũ.".to_owned();
        let hint = "xóa ô này: chương trình tự ghi theo số và ngày của kế hoạch mới";
        found.push(note(&reference.origin, message, hint));
    }
    let signer = plan.signature.as_ref().and_then(|signature| signature.name.as_ref());
    if let Some(name) = signer {
        let message = format!("Người ký văn bản cũ là {}.", name.to_plain());
        found.push(note(&name.origin, message, "xem lại người ký, chức vụ và thẩm quyền ký"));
    }
    found
}

fn note(origin: &Origin, message: String, hint: &str) -> Diagnostic {
    Diagnostic::note(RENEW, origin, message).hint(hint)
}

/// The texts in which years may stand, and whether each is a legal basis.
fn texts(plan: &Plan) -> impl Iterator<Item = (&Text, bool)> {
    let appendices = plan.appendices.iter().flat_map(|appendix| {
        let head = [&appendix.label, &appendix.title, &appendix.reference].into_iter().flatten();
        head.map(other).chain(appendix.blocks.iter().flat_map(of_block))
    });
    let notes = plan.footnotes.iter().map(|note| other(&note.text));
    std::iter::once(&plan.subject)
        .chain(&plan.issued_with)
        .map(other)
        .chain(plan.body.iter().flat_map(of_block))
        .chain(plan.recipients.iter().map(other))
        .chain(appendices)
        .chain(notes)
}

fn other(text: &Text) -> (&Text, bool) {
    (text, false)
}

fn of_block(block: &Block) -> Box<dyn Iterator<Item = (&Text, bool)> + '_> {
    match &block.content {
        Content::Heading(given) | Content::Paragraph(given) => {
            Box::new(std::iter::once(other(&given.text)))
        }
        Content::LegalBasis(given) => Box::new(std::iter::once((&given.text, true))),
        Content::Table(table) => Box::new(
            table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| other(&cell.text))),
        ),
        Content::Image(_) => Box::new(std::iter::empty()),
    }
}

/// The years of a text that no cited document has in its number or its date; days before
/// the year of the plan are those of documents too. Years side by side are one finding.
fn years(text: &Text, year: Option<u16>, found: &mut Vec<Diagnostic>) {
    let plain = text.to_plain();
    let cited = cited::numbers(&plain);
    let mut spans: Vec<Range<usize>> = Vec::new();
    for range in four_digits(&plain).filter(|range| !is_cited(&plain, range, &cited, year)) {
        let side_by_side = |last: &&mut Range<usize>| {
            let between = plain.get(last.end..range.start);
            between.is_some_and(|between| !between.contains(char::is_alphanumeric))
        };
        match spans.last_mut().filter(side_by_side) {
            Some(last) => last.end = range.end,
            None => spans.push(range),
        }
    }
    for range in spans {
        let words = plain.get(range.clone()).unwrap_or_default();
        let message = format!("Câu này nhắc đến năm {words}.");
        let excerpt = Some(Excerpt { text: plain.clone(), range });
        let hint = "đổi mốc thời gian, chỉ tiêu cho năm nay; năm đã qua thì giữ";
        let evidence = Evidence { excerpt, ..Evidence::default() };
        found.push(note(&text.origin, message, hint).show(evidence));
    }
}

/// Years from 1990 to 2099 that stand alone.
fn four_digits(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let starts = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    starts.filter_map(|at| {
        let year = text.get(at..at + 4)?;
        let after = text.get(at + 4..)?;
        let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let goes_on = after.starts_with(char::is_alphanumeric)
            || after.strip_prefix(['.', ',']).is_some_and(figure);
        // "VN-2000" and "QCVN 05:2023" are names.
        let mut before = text.get(..at)?.chars().rev();
        let joined = match before.next() {
            Some('-') => before.next().is_some_and(char::is_alphabetic),
            Some(c) => c.is_alphanumeric() || ".,:".contains(c),
            None => false,
        };
        let alone = !goes_on && !joined;
        let number: u16 = year.parse().ok()?;
        ((1990..=2099).contains(&number) && alone).then_some(at..at + 4)
    })
}

/// Whether a year belongs to a document that is cited: it stands in its number, or in
/// the date right after it ("số 30/2020/NĐ-CP ngày 05/3/2020 của").
fn is_cited(text: &str, year: &Range<usize>, cited: &[Range<usize>], since: Option<u16>) -> bool {
    let number = text.get(year.clone()).and_then(|year| year.parse().ok());
    if is_day(text.get(..year.start).unwrap_or_default()) && number < since {
        return true;
    }
    if cited.iter().any(|number| number.start <= year.start && year.end <= number.end) {
        return true;
    }
    let before = cited.iter().rfind(|number| number.end <= year.start);
    let between = before.and_then(|number| text.get(number.end..year.start));
    between.is_some_and(|between| {
        let date = between.trim_start_matches([' ', ',']);
        date.starts_with("ngày ")
            && date
                .chars()
                .all(|c| c.is_ascii_digit() || "/-. ".contains(c) || "ngàythánnăm".contains(c))
    })
}

/// Whether a day and a month stand right before a year: "17 tháng 11 năm", "05/3/".
fn is_day(before: &str) -> bool {
    let digits =
        |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, between) = match before.strip_suffix(['/', '-', '.']) {
        Some(rest) => (rest, ["/", "-", "."].as_slice()),
        None => match before.strip_suffix(" năm ") {
            Some(rest) => (rest, [" tháng "].as_slice()),
            None => return false,
        },
    };
    let month = before.get(..before.len() - digits(before)).unwrap_or_default();
    let day = between.iter().find_map(|between| month.strip_suffix(between));
    digits(before) > 0 && day.is_some_and(|day| digits(day) > 0)
}

#[cfg(test)]
mod tests {
    use super::{cited, four_digits, is_cited};

    #[test]
    fn years_of_cited_documents_are_told_apart() {
        for (text, expected) in [
            ("Phòng, chống lụt bão năm 2026", "2026"),
            ("giai đoạn 2021-2025 và năm 2026", "2021 2025 2026"),
            ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ", ""),
            ("Kế hoạch số 4322/KH-UBND ngày 29 tháng 5 năm 2026 của UBND tỉnh năm 2026", "2026"),
            ("trước ngày 30/6/2026.", "2026"),
            ("Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020", ""),
            ("hệ VN-2000, QCVN 05:2023/BTNMT", ""),
            ("2.026 hộ, 1.2026 đồng, 12026, 2026a", ""),
        ] {
            let numbers = cited::numbers(text);
            let is_cited = |range: &_| is_cited(text, range, &numbers, Some(2026));
            let years = four_digits(text).filter(|range| !is_cited(range));
            let years: Vec<&str> = years.map(|range| &text[range]).collect();
            assert_eq!(years.join(" "), expected, "{text}");
        }
    }
}
