//! Findings as one page for a browser, to be sent to a colleague: it loads nothing,
//! runs nothing, and can be printed.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Findings;
use super::group::{Group, count, groups};
use super::picture::{Picture, pictures, window};
use crate::diagnostic::{Diagnostic, Excerpt, Severity, Spot, Window};
use crate::origin::Origin;
use crate::output::html::{START, STYLED, esc};

/// So much of a text is shown, in letters.
const COLUMNS: usize = 240;

/// So many further places are listed.
const RELATED_SHOWN: usize = 20;

/// The page.
pub fn make(findings: &Findings) -> String {
    let groups = groups(findings);
    let pictures = pictures(findings);
    let mut page = Page { findings, pictures, out: String::new() };
    page.head();
    page.summary(&groups);
    for (at, group) in groups.iter().enumerate() {
        page.group(at, group);
    }
    page.foot();
    page.out
}

/// The findings alone, in the order of the sheets, for a page of another kind.
pub fn articles(findings: &Findings) -> String {
    let pictures = BTreeMap::new();
    let mut page = Page { findings, pictures, out: String::new() };
    for group in groups(findings) {
        group.found.iter().for_each(|found| page.finding(found));
    }
    page.out
}

/// The page as far as it is written.
struct Page<'a> {
    findings: &'a Findings<'a>,
    pictures: BTreeMap<usize, Picture>,
    out: String,
}

impl Page<'_> {
    /// Adds markup; writing to a String cannot fail.
    fn add(&mut self, markup: std::fmt::Arguments) {
        let _ = self.out.write_fmt(markup);
        self.out.push('\n');
    }

    fn head(&mut self) {
        let plan = esc(self.findings.plan);
        let title = self.findings.typeset.map(|typeset| typeset.title()).unwrap_or_default();
        self.add(format_args!(
            "{START}<title>Kết quả kiểm tra {plan}</title>\n{STYLED}<header>\n<p class=\"kind\">Kết quả kiểm tra theo Nghị định 30/2020/NĐ-CP</p>\n\
             <h1>{plan}</h1>"
        ));
        if !title.is_empty() {
            self.add(format_args!("<p class=\"subject\">{}</p>", esc(&title)));
        }
    }

    /// How much there is to do, and where.
    fn summary(&mut self, groups: &[Group]) {
        let counts = [
            (Severity::Error, "văn bản sai quy định, phải sửa"),
            (Severity::Warning, "nên có người xem lại"),
            (Severity::Note, "chương trình đã tự làm"),
        ];
        if groups.is_empty() {
            self.add(format_args!("<p class=\"all-well\">Không thấy chỗ nào phải sửa.</p>"));
        } else {
            self.add(format_args!("<ul class=\"counts\">"));
            for (severity, meaning) in counts {
                let number = count(self.findings.listed(), severity);
                if number > 0 {
                    let (name, word) = (severity.name(), severity.word());
                    self.add(format_args!(
                        "<li class=\"{name}\"><strong>{number} {word}</strong> {meaning}</li>"
                    ));
                }
            }
            self.add(format_args!("</ul>"));
        }
        let allowed: Vec<&str> = self.findings.allowed().collect();
        if !allowed.is_empty() {
            let allowed = allowed.join(" ");
            self.add(format_args!("<p class=\"allowed\">Quy tắc đã bỏ qua: {}</p>", esc(&allowed)));
        }
        if groups.len() > 1 {
            self.add(format_args!("<nav aria-label=\"Các trang của bảng tính\"><ul>"));
            for (at, Group { heading, found }) in groups.iter().enumerate() {
                let number = found.len();
                self.add(format_args!(
                    "<li><a href=\"#nhom-{at}\">{}</a> ({number})</li>",
                    esc(heading)
                ));
            }
            self.add(format_args!("</ul></nav>"));
        }
        self.add(format_args!("</header>\n<main>"));
    }

    fn group(&mut self, at: usize, group: &Group) {
        self.add(format_args!(
            "<section aria-labelledby=\"nhom-{at}\">\n<h2 id=\"nhom-{at}\">{} <span>{}</span></h2>",
            esc(&group.heading),
            group.found.len()
        ));
        for found in &group.found {
            self.finding(found);
        }
        self.add(format_args!("</section>"));
    }

    fn finding(&mut self, found: &Diagnostic) {
        let (name, word) = (found.severity.name(), found.severity.word());
        self.add(format_args!("<article class=\"{name}\">"));
        let title = (self.findings.title)(found.code);
        let rule = title.map(|title| format!(" <b>{}</b> {}", esc(found.code), esc(title)));
        let rule = rule.unwrap_or_default();
        self.add(format_args!(
            "<p class=\"rule\"><span class=\"severity\">{word}</span>{rule}</p>"
        ));
        self.add(format_args!("<h3>{}</h3>", esc(&found.message)));
        let evidence = found.evidence.as_deref();
        let spot = evidence.and_then(|evidence| evidence.spot);
        let place = found.origin.iter().map(|origin| esc(&origin.to_string()).into_owned());
        let place: Vec<String> = place.chain(spot.map(|spot| spot.to_string())).collect();
        if !place.is_empty() {
            self.add(format_args!("<p class=\"place\">{}</p>", place.join(" · ")));
        }
        let excerpt = evidence.and_then(|evidence| evidence.excerpt.as_ref());
        if let Some(excerpt) = excerpt.filter(|excerpt| !excerpt.is_quoted_in(&found.message)) {
            self.excerpt(excerpt);
        }
        if let Some(spot) = spot {
            self.picture(&spot);
        }
        for hint in &found.hints {
            self.add(format_args!("<p class=\"hint\"><b>Cách sửa:</b> {}</p>", esc(hint)));
        }
        if let Some(clause) = found.citation {
            self.add(format_args!("<p class=\"clause\"><b>Căn cứ:</b> {}</p>", esc(clause)));
        }
        self.related(&found.related);
        self.add(format_args!("</article>"));
    }

    fn excerpt(&mut self, excerpt: &Excerpt) {
        let Window { before, marked, after } = excerpt.window(COLUMNS);
        // A place between two characters has no words to mark.
        let marked = if marked.is_empty() { "\u{2038}" } else { marked.as_str() };
        self.add(format_args!(
            "<blockquote>{}<mark>{}</mark>{}</blockquote>",
            esc(&before),
            esc(marked),
            esc(&after)
        ));
    }

    /// The part of the page, with the area framed.
    fn picture(&mut self, spot: &Spot) {
        let Some(Picture { width, band, address }) = self.pictures.get_mut(&spot.page) else {
            return;
        };
        let shown = window(spot, band.end);
        let (width, top, height) = (*width, shown.start, shown.end - shown.start);
        // The first picture of a page carries it; the others use it.
        let image = match std::mem::take(address) {
            used if used.is_empty() => format!("<use href=\"#trang-{}\"/>", spot.page),
            address => format!(
                "<image id=\"trang-{}\" x=\"0\" y=\"{}\" width=\"{width}\" height=\"{}\" \
                 preserveAspectRatio=\"none\" href=\"{address}\"/>",
                spot.page,
                band.start,
                band.end - band.start,
            ),
        };
        self.add(format_args!(
            "<figure><svg viewBox=\"0 {top} {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" \
             aria-label=\"Một phần trang {page}, chỗ được nêu có khung\">{image}\
             <rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"8\"/></svg></figure>",
            page = spot.page,
            x = spot.left.saturating_sub(12),
            y = spot.top.saturating_sub(12),
            w = spot.width.max(0).saturating_add(24),
            h = spot.height.max(0).saturating_add(24),
        ));
    }

    fn related(&mut self, related: &[Origin]) {
        if related.is_empty() {
            return;
        }
        let shown: Vec<String> =
            related.iter().take(RELATED_SHOWN).map(Origin::to_string).collect();
        let more = match related.len().saturating_sub(RELATED_SHOWN) {
            0 => String::new(),
            more => format!(" … và {more} ô khác"),
        };
        self.add(format_args!(
            "<p class=\"related\"><b>Cũng ở:</b> {}{more}</p>",
            esc(&shown.join("; "))
        ));
    }

    fn foot(&mut self) {
        let rules = self.findings.example().map(|id| {
            format!(
                " Quy tắc nói gì, vì sao, ví dụ sai và đúng: lệnh <code>kehoach rules {id}</code>."
            )
        });
        self.add(format_args!(
            "</main>\n<footer><p>kehoach {}.{}</p></footer>\n</body>\n</html>",
            env!("CARGO_PKG_VERSION"),
            rules.unwrap_or_default()
        ));
    }
}
