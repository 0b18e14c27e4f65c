//! Where the parts of the form stand: found by what the document says in them, and by
//! the decree's fixed words.

use super::On;
use crate::model::document::{Document, Issuer as Given};
use crate::model::plan::Urgency;
use crate::model::printed::{Context, Printed, Source};
use crate::model::text::Text;

/// The lines of each part; none where it is not on the pages.
#[derive(Debug, Default)]
pub struct Form<'a> {
    /// Quốc hiệu.
    pub nation: Vec<On<'a>>,
    /// Tiêu ngữ.
    pub motto: Vec<On<'a>>,
    /// Each issuer, in the order of the document's.
    pub issuers: Vec<Issuer<'a>>,
    /// Địa danh, thời gian.
    pub date: Vec<On<'a>>,
    /// Tên loại.
    pub kind: Vec<On<'a>>,
    /// Trích yếu.
    pub subject: Vec<On<'a>>,
    /// "(Ban hành kèm theo …)".
    pub issued_with: Vec<On<'a>>,
    /// Độ khẩn.
    pub urgency: Option<On<'a>>,
    /// "Nơi nhận:".
    pub label: Option<On<'a>>,
    /// Each line of Nơi nhận, in the order of the document's.
    pub recipients: Vec<Vec<On<'a>>>,
    /// The signature of each issuer that has one.
    pub signatures: Vec<Signature<'a>>,
    /// The head of each appendix, in the order of the document's.
    pub appendices: Vec<Head<'a>>,
}

/// The boxes of an issuer at the head of the first page.
#[derive(Debug, Default)]
pub struct Issuer<'a> {
    /// Cơ quan chủ quản.
    pub parent: Vec<On<'a>>,
    /// Cơ quan ban hành.
    pub agency: Vec<On<'a>>,
    /// Số, ký hiệu.
    pub number: Option<On<'a>>,
}

/// A signature block.
#[derive(Debug, Default)]
pub struct Signature<'a> {
    /// Quyền hạn, then chức vụ.
    pub titles: Vec<On<'a>>,
    /// The other title above the name.
    pub other: Vec<On<'a>>,
    /// Họ tên.
    pub name: Vec<On<'a>>,
}

/// The lines at the head of an appendix.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// "Phụ lục I".
    pub label: Vec<On<'a>>,
    /// The title.
    pub title: Vec<On<'a>>,
    /// "(Kèm theo …)".
    pub reference: Vec<On<'a>>,
}

impl<'a> Form<'a> {
    /// Finds the parts of the form of `document` on its pages.
    pub fn new(document: &Document, printed: &'a Printed) -> Self {
        let mut lines = Lines::new(printed);
        let mut form = Self { nation: lines.nation(), motto: lines.motto(), ..Self::default() };
        for issuer in &document.issuers {
            form.issuers.push(lines.issuer(issuer, document.numbered));
        }
        if document.numbered {
            form.date = lines.date();
        }
        form.urgency = document.urgency.and_then(|urgency| {
            let (_, names) = Urgency::WORDS.iter().find(|(known, _)| *known == urgency)?;
            let wanted = names.first().map(|name| key(name))?;
            lines.fixed(|key| key == wanted)
        });
        form.kind = lines.text(&document.kind, Source::Title);
        form.subject = lines.text(&document.subject, Source::Title);
        form.issued_with = lines.optional(document.issued_with.as_ref(), Source::Title);
        form.label = lines.any(|key| key.starts_with("nơinhận"));
        for recipient in &document.recipients {
            form.recipients.push(lines.text(recipient, Source::Closing));
        }
        for signature in document.issuers.iter().filter_map(|given| given.signature.as_ref()) {
            let mut titles = lines.optional(signature.authority.as_ref(), Source::Closing);
            titles.extend(lines.text(&signature.position, Source::Closing));
            let other = lines.optional(signature.other_position.as_ref(), Source::Closing);
            let name = lines.optional(signature.name.as_ref(), Source::Closing);
            form.signatures.push(Signature { titles, other, name });
        }
        for appendix in &document.appendices {
            let source = Source::AppendixHead(appendix.place);
            let label = lines.text(&appendix.label, source);
            let title = lines.optional(appendix.title.as_ref(), source);
            form.appendices.push(Head { label, title, reference: lines.rest(source) });
        }
        form
    }
}

/// The letters of a text by which it is known whatever its case and spaces.
fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The lines that may be of the form, each until it is known.
struct Lines<'a> {
    lines: Vec<Candidate<'a>>,
}

struct Candidate<'a> {
    on: On<'a>,
    key: String,
    known: bool,
}

/// A box has so many lines at most, with so many lines of others between them.
const LONGEST: usize = 16;

impl<'a> Lines<'a> {
    fn new(printed: &'a Printed) -> Self {
        let mut lines = Vec::new();
        for (page, given) in printed.pages.iter().enumerate() {
            for line in &given.lines {
                let is_form = matches!(line.context, Context::Text | Context::Table)
                    && !matches!(line.source, Source::Part { .. });
                if is_form {
                    let key = line.level().map(|run| key(&run.text)).collect();
                    lines.push(Candidate { on: On { page, line }, key, known: false });
                }
            }
        }
        Self { lines }
    }

    /// The first line of the first page that is not known yet and holds fixed words.
    fn fixed(&mut self, is_it: impl Fn(&str) -> bool) -> Option<On<'a>> {
        let found = |line: &&mut Candidate| {
            let first = matches!(line.on.line.source, Source::Form | Source::Letterhead);
            line.on.page == 0 && first && !line.known && is_it(&line.key)
        };
        let line = self.lines.iter_mut().find(found)?;
        line.known = true;
        Some(line.on)
    }

    /// The lines of the first cell of the first page that names a day, a month and a
    /// year: a long place makes it wrap.
    fn date(&mut self) -> Vec<On<'a>> {
        let is_date = |key: &str| {
            let words = ["ngày", "tháng", "năm"];
            words.iter().all(|word| key.contains(word)) && !key.starts_with('(')
        };
        for start in 0..self.lines.len() {
            let Some(block) = self.lines.get(start).map(|line| line.on.line.block) else { break };
            let near = self.lines.iter_mut().skip(start).take(LONGEST);
            let own = near.filter(|line| {
                let source = line.on.line.source;
                let first = matches!(source, Source::Form | Source::Letterhead);
                line.on.page == 0 && first && !line.known && line.on.line.block == block
            });
            let own: Vec<&mut Candidate> = own.collect();
            if is_date(&own.iter().map(|line| line.key.as_str()).collect::<String>()) {
                own.into_iter().for_each(|line| line.known = true);
                let found = self.lines.iter().skip(start).take(LONGEST);
                return found
                    .filter(|line| line.on.line.block == block)
                    .map(|line| line.on)
                    .collect();
            }
        }
        Vec::new()
    }

    /// The first line that holds fixed words, on whatever page.
    fn any(&mut self, is_it: impl Fn(&str) -> bool) -> Option<On<'a>> {
        let line = self.lines.iter_mut().find(|line| !line.known && is_it(&line.key))?;
        line.known = true;
        Some(line.on)
    }

    fn nation(&mut self) -> Vec<On<'a>> {
        let spellings = ["cộnghòaxãhộichủnghĩaviệtnam", "cộnghoàxãhộichủnghĩaviệtnam"];
        let found = spellings.iter().map(|wanted| self.find(wanted, Source::Form));
        let found: Vec<Vec<On>> = found.collect();
        if let Some(lines) = found.into_iter().find(|lines| !lines.is_empty()) {
            return lines;
        }
        let words = ["cộnghòaxã", "cộnghoàxã", "hộichủnghĩa", "chủnghĩaviệt"];
        self.fixed(|key| words.iter().any(|words| key.contains(words))).into_iter().collect()
    }

    fn motto(&mut self) -> Vec<On<'a>> {
        let parts = ["độclập", "tựdo", "hạnhphúc"];
        let holds = |key: &str| parts.iter().filter(|part| key.contains(*part)).count();
        self.fixed(|key| holds(key) > 1).into_iter().collect()
    }

    fn issuer(&mut self, given: &Given, numbered: bool) -> Issuer<'a> {
        let parent = self.optional(given.parent.as_ref(), Source::Letterhead);
        let agency = self.text(&given.agency, Source::Letterhead);
        let number = if numbered { self.fixed(|key| key.starts_with("số")) } else { None };
        Issuer { parent, agency, number }
    }

    fn text(&mut self, text: &Text, source: Source) -> Vec<On<'a>> {
        self.find(&key(&text.to_plain()), source)
    }

    fn optional(&mut self, text: Option<&Text>, source: Source) -> Vec<On<'a>> {
        text.map(|text| self.text(text, source)).unwrap_or_default()
    }

    /// The lines set from `source` that together are `wanted`.
    fn find(&mut self, wanted: &str, source: Source) -> Vec<On<'a>> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let matching = (0..self.lines.len()).find_map(|start| self.matching(start, wanted, source));
        let matching = matching.unwrap_or_default();
        let mut found = Vec::new();
        for at in matching {
            if let Some(line) = self.lines.get_mut(at) {
                line.known = true;
                found.push(line.on);
            }
        }
        found
    }

    fn matching(&self, start: usize, wanted: &str, source: Source) -> Option<Vec<usize>> {
        let mut rest = wanted;
        let mut found = Vec::new();
        for (at, line) in self.lines.iter().enumerate().skip(start).take(LONGEST) {
            let is_own = !line.known && !line.key.is_empty() && line.on.line.source == source;
            match rest.strip_prefix(&line.key).filter(|_| is_own) {
                Some("") => {
                    found.push(at);
                    return Some(found);
                }
                Some(after) => {
                    found.push(at);
                    rest = after;
                }
                None if at == start => return None,
                None => {}
            }
        }
        None
    }

    /// The lines set from `source` that are not known yet.
    fn rest(&self, source: Source) -> Vec<On<'a>> {
        let own = |line: &&Candidate| !line.known && line.on.line.source == source;
        let lines = self.lines.iter().filter(own);
        lines.map(|line| line.on).collect()
    }
}
