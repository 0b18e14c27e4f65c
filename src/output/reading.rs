//! How a Word document was read as a plan, as one page for a browser: what must change
//! for the new year, what is not certain, what was left out, what was read how.
//!
//! Depends on `model`, `diagnostic` and `origin`.

use std::fmt::Write;

use super::findings::{Findings, articles};
use super::html::{START, STYLED, esc};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::account::{Entry, Fate};
use crate::origin::Origin;

/// A text of the document and its place in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it is: `Cơ quan ban hành`, `Tiêu đề`.
    pub what: String,
    /// Its characters.
    pub text: String,
    /// Where it stood.
    pub from: Origin,
    /// Where it stands.
    pub to: Origin,
}

/// How a document was read.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The document's file as a person calls it.
    pub document: &'a str,
    /// The file that was made of it.
    pub plan: &'a str,
    /// Each text.
    pub texts: &'a [Placed],
    /// What is only in one of the two.
    pub account: &'a [Entry],
    /// What is said of the reading.
    pub said: &'a [Diagnostic],
    /// What must change for the new year.
    pub renew: &'a [Diagnostic],
    /// What rules find in the plan.
    pub found: &'a [Diagnostic],
    /// What the rule with an id asks for, in one line.
    pub title: fn(&str) -> Option<&'static str>,
}

/// The page.
pub fn page(report: &Report) -> String {
    let mut page = Page { report, out: String::new() };
    page.head();
    page.findings("nam-nay", "Việc phải làm cho kế hoạch năm nay", NEW_YEAR, report.renew);
    page.findings("chua-chac", "Chỗ đọc chưa chắc", UNCERTAIN, report.said);
    page.left();
    page.findings("kiem-tra", "Kết quả kiểm tra theo Nghị định 30", CHECKED, report.found);
    page.otherwise();
    page.texts();
    page.add(format_args!(
        "</main>\n<footer><p>kehoach {}</p></footer>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    ));
    page.out
}

const NEW_YEAR: &str = "Sửa từng ô dưới đây trong bảng tính; ô nào cũng có ghi chú.";
const UNCERTAIN: &str = "Chương trình đã chọn một cách hiểu; so lại với văn bản Word.";
const CHECKED: &str = "Những chỗ sai quy định đã có sẵn trong văn bản cũ.";

struct Page<'a> {
    report: &'a Report<'a>,
    out: String,
}

impl Page<'_> {
    /// Adds markup; writing to a String cannot fail.
    fn add(&mut self, markup: std::fmt::Arguments) {
        let _ = self.out.write_fmt(markup);
        self.out.push('\n');
    }

    fn head(&mut self) {
        let Report { document, plan, texts, said, renew, found, .. } = *self.report;
        let (document, plan) = (esc(document), esc(plan));
        let left = self.entries(|fate| matches!(fate, Fate::Left(_))).count();
        let rules = found.iter().filter(|found| found.severity != Severity::Note).count();
        self.out.push_str(START);
        self.add(format_args!(
            "<title>Đọc {document} thành {plan}</title>\n{STYLED}<header>\n\
             <p class=\"kind\">Báo cáo đọc văn bản Word</p>\n<h1>{document}</h1>\n\
             <p class=\"subject\">thành <strong>{plan}</strong>: {} chỗ chữ, không sót chữ nào \
             ngoài những gì liệt kê dưới đây</p>\n<ul class=\"counts\">",
            texts.len()
        ));
        let counts = [
            ("note", "nam-nay", renew.len(), "chỗ phải đổi cho năm nay"),
            ("warning", "chua-chac", said.len(), "chỗ đọc chưa chắc"),
            ("warning", "bo-lai", left, "chỗ không đưa vào"),
            ("error", "kiem-tra", rules, "chỗ chưa đúng quy định"),
        ];
        for (class, id, number, what) in counts.iter().filter(|(_, _, number, _)| *number > 0) {
            self.add(format_args!(
                "<li class=\"{class}\"><a href=\"#{id}\"><strong>{number}</strong> {what}</a></li>"
            ));
        }
        self.add(format_args!("</ul>\n</header>\n<main>"));
    }

    fn entries(&self, fits: fn(Fate) -> bool) -> impl Iterator<Item = &Entry> + use<'_> {
        self.report.account.iter().filter(move |entry| fits(entry.fate))
    }

    fn section(&mut self, id: &str, heading: &str, number: usize, about: &str) {
        self.add(format_args!(
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading} <span>{number}</span></h2>\n\
             <p class=\"about\">{about}</p>"
        ));
    }

    fn findings(&mut self, id: &str, heading: &str, about: &str, found: &[Diagnostic]) {
        if found.is_empty() {
            return;
        }
        self.section(id, heading, found.len(), about);
        let Report { plan, title, .. } = *self.report;
        let findings = Findings { plan, found, document: None, typeset: None, title };
        self.out.push_str(&articles(&findings));
        self.add(format_args!("</section>"));
    }

    /// What was left out, word for word.
    fn left(&mut self) {
        let left: Vec<Entry> =
            self.entries(|fate| matches!(fate, Fate::Left(_))).cloned().collect();
        if left.is_empty() {
            return;
        }
        let about = "Nguyên văn những gì có trong văn bản Word mà không có trong bảng tính.";
        self.section("bo-lai", "Không đưa vào bảng tính", left.len(), about);
        self.table(
            ["Ở đâu", "Nguyên văn", "Vì sao"],
            left.iter().map(|entry| {
                let why = match entry.fate {
                    Fate::Left(why) => why,
                    _ => "",
                };
                [place(&entry.origin), entry.text.clone(), why.to_owned()]
            }),
        );
    }

    /// What the program prints by itself, and what is written otherwise.
    fn otherwise(&mut self) {
        let rest: Vec<Entry> =
            self.entries(|fate| !matches!(fate, Fate::Left(_))).cloned().collect();
        let rest: Vec<&Entry> = rest.iter().filter(|entry| !entry.text.is_empty()).collect();
        if rest.is_empty() {
            return;
        }
        let about = "Quốc hiệu, “Số:”, “Nơi nhận:” … do chương trình in; số tự động của Word được ghi thành chữ.";
        self.section("tu-in", "Chương trình tự in hoặc ghi cách khác", rest.len(), about);
        self.table(
            ["Ở đâu", "Chữ", "Thế nào"],
            rest.iter().map(|entry| {
                let how = match entry.fate {
                    Fate::Added => "ghi thêm vào bảng tính",
                    _ => "chương trình tự in",
                };
                [place(&entry.origin), entry.text.clone(), how.to_owned()]
            }),
        );
    }

    /// What was read how.
    fn texts(&mut self) {
        let texts = self.report.texts;
        let about = "Từng chỗ chữ của văn bản Word, được hiểu là gì, nằm ở ô nào.";
        self.section("doc-gi", "Đã đọc gì thành gì", texts.len(), about);
        self.table(
            ["Trong Word", "Là", "Trong bảng tính", "Chữ"],
            texts.iter().map(|text| {
                [place(&text.from), text.what.clone(), place(&text.to), text.text.clone()]
            }),
        );
    }

    fn table<const N: usize>(
        &mut self,
        headings: [&str; N],
        rows: impl Iterator<Item = [String; N]>,
    ) {
        self.add(format_args!("<table>\n<thead><tr>"));
        headings.iter().for_each(|text| self.add(format_args!("<th scope=\"col\">{text}</th>")));
        self.add(format_args!("</tr></thead>\n<tbody>"));
        for row in rows {
            let cells: String = row.iter().map(|text| format!("<td>{}</td>", esc(text))).collect();
            self.add(format_args!("<tr>{cells}</tr>"));
        }
        self.add(format_args!("</tbody>\n</table>\n</section>"));
    }
}

/// The place without its file, which the whole page is about.
fn place(origin: &Origin) -> String {
    let place = origin.to_string();
    place
        .strip_prefix(origin.file())
        .and_then(|rest| rest.strip_prefix(" ▸ "))
        .map_or(place.clone(), str::to_owned)
}
