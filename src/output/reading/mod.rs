//! How a Word document was read as a plan, as one page for a browser: what to do first,
//! what must change for the new year, what is not certain, what was left out, what was
//! read how.
//!
//! Depends on `model`, `diagnostic` and `origin`.

mod parts;

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Excerpt, Severity, Window};
use crate::model::account::Entry;
use crate::origin::Origin;
use crate::output::findings::{Findings, articles};
use crate::output::html::{START, STYLED, esc};
use parts::{Parts, place};

/// So much of a text is shown, in letters.
const COLUMNS: usize = 240;

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
    let mut page = Page { parts: Parts::of(report), report, out: String::new() };
    page.head();
    page.steps();
    page.lacking();
    page.new_year();
    page.uncertain();
    page.left();
    page.faults();
    page.otherwise();
    page.texts();
    page.add(format_args!(
        "</main>\n<footer><p>kehoach {}</p></footer>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    ));
    page.out
}

struct Page<'a> {
    report: &'a Report<'a>,
    parts: Parts<'a>,
    out: String,
}

impl Page<'_> {
    /// Adds markup; writing to a String cannot fail.
    fn add(&mut self, markup: std::fmt::Arguments) {
        let _ = self.out.write_fmt(markup);
        self.out.push('\n');
    }

    fn head(&mut self) {
        let (document, plan) = (esc(self.report.document), esc(self.report.plan));
        self.out.push_str(START);
        self.add(format_args!(
            "<title>Đọc {document} thành {plan}</title>\n{STYLED}<header>\n\
             <p class=\"kind\">Báo cáo đọc văn bản Word</p>\n<h1>{document}</h1>\n\
             <p class=\"subject\">đã đọc thành bảng tính <strong>{plan}</strong></p>\n\
             </header>\n<main>"
        ));
    }

    /// What to do, in the order in which it is done.
    fn steps(&mut self) {
        let plan = esc(self.report.plan);
        let faults = self.parts.faults.iter();
        let faults = faults.filter(|found| found.severity != Severity::Note).count();
        let links = [
            ("thieu", self.parts.lacking.len(), "Điền", "mục còn thiếu"),
            ("nam-nay", self.report.renew.len(), "Sửa", "chỗ cho năm nay"),
            (
                "chua-chac",
                self.parts.uncertain.len(),
                "So lại với văn bản Word",
                "chỗ đọc chưa chắc",
            ),
            (
                "bo-lai",
                self.parts.left.len(),
                "Xem",
                "chỗ không đưa vào bảng tính; cần thì tự thêm",
            ),
            ("kiem-tra", faults, "Sửa", "chỗ sai quy định đã có sẵn trong văn bản cũ"),
        ];
        self.add(format_args!(
            "<section aria-labelledby=\"viec\">\n<h2 id=\"viec\">Làm theo thứ tự này</h2>\n\
             <ol class=\"steps\">\n<li>Mở bảng tính <strong>{plan}</strong> trong Excel. Ô có màu là ô \
             phải xem; rê chuột lên ô để đọc ghi chú.</li>"
        ));
        for (id, number, what, of) in links.iter().filter(|(_, number, ..)| *number > 0) {
            self.add(format_args!(
                "<li><a href=\"#{id}\">{what} <strong>{number}</strong> {of}</a>.</li>"
            ));
        }
        self.add(format_args!(
            "<li>Lưu bảng tính, thả vào trang của kehoach để xem các trang và in.</li>\n</ol>\n</section>"
        ));
    }

    fn section(&mut self, id: &str, heading: &str, number: usize, about: &str) {
        self.add(format_args!(
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading} <span>{number}</span></h2>\n\
             <p class=\"about\">{about}</p>"
        ));
    }

    fn lacking(&mut self) {
        if self.parts.lacking.is_empty() {
            return;
        }
        let about =
            "Văn bản Word không có, hoặc chương trình không nhận ra. Chưa điền thì chưa in được.";
        self.section("thieu", "Mục còn thiếu", self.parts.lacking.len(), about);
        self.add(format_args!("<article class=\"todo error\"><ul>"));
        for found in self.parts.lacking.clone() {
            self.task(found, &found.hints.join("; "));
        }
        self.add(format_args!("</ul></article>\n</section>"));
    }

    /// The changes for the new year, those of one kind under what is to be done.
    fn new_year(&mut self) {
        let renew = self.report.renew;
        if renew.is_empty() {
            return;
        }
        let about = "Sửa từng ô trong bảng tính; ô nào cũng có ghi chú. Làm xong chỗ nào thì đánh dấu chỗ đó.";
        self.section("nam-nay", "Việc phải làm cho kế hoạch năm nay", renew.len(), about);
        let mut kinds: Vec<&[String]> = Vec::new();
        for found in renew {
            if !kinds.contains(&found.hints.as_slice()) {
                kinds.push(&found.hints);
            }
        }
        for kind in kinds {
            self.add(format_args!(
                "<article class=\"todo\"><h3>{}</h3>\n<ul>",
                esc(&capital(&kind.join("; ")))
            ));
            for found in renew.iter().filter(|found| found.hints == kind) {
                self.task(found, "");
            }
            self.add(format_args!("</ul></article>"));
        }
        self.add(format_args!("</section>"));
    }

    /// Something that can be ticked off.
    fn task(&mut self, found: &Diagnostic, hint: &str) {
        let place = found.origin.as_ref().map(place).unwrap_or_default();
        self.add(format_args!(
            "<li><label><input type=\"checkbox\"><span><span class=\"cell\">{}</span> {}</span>",
            esc(&place),
            esc(&found.message)
        ));
        let excerpt = found.evidence.as_ref().and_then(|evidence| evidence.excerpt.clone());
        let whole = || {
            let text = (*self.parts.texts.get(found.origin.as_ref()?)?).to_owned();
            Some(Excerpt { range: 0..text.len(), text })
        };
        if let Some(excerpt) = excerpt.or_else(whole) {
            let Window { before, marked, after } = excerpt.window(COLUMNS);
            self.add(format_args!(
                "<blockquote>{}<mark>{}</mark>{}</blockquote>",
                esc(&before),
                esc(&marked),
                esc(&after)
            ));
        }
        if !hint.is_empty() {
            self.add(format_args!("<span class=\"hint\"><b>Cách sửa:</b> {}</span>", esc(hint)));
        }
        self.add(format_args!("</label></li>"));
    }

    fn uncertain(&mut self) {
        if self.parts.uncertain.is_empty() {
            return;
        }
        let about = "Chương trình đã chọn một cách hiểu. Mở văn bản Word, so lại từng chỗ.";
        self.section("chua-chac", "Chỗ đọc chưa chắc", self.parts.uncertain.len(), about);
        for found in self.parts.uncertain.clone() {
            self.doubt(found);
        }
        self.add(format_args!("</section>"));
    }

    /// A reading that is not certain, with its words and both its places.
    fn doubt(&mut self, found: &Diagnostic) {
        let (name, word) = (found.severity.name(), found.severity.word());
        self.add(format_args!(
            "<article class=\"{name}\">\n<p class=\"rule\"><span class=\"severity\">{word}</span></p>\n<h3>{}</h3>",
            esc(&found.message)
        ));
        let document = self.report.document;
        let places = found.origin.iter().chain(&found.related).map(|origin| {
            let file = if origin.file() == document { "Trong Word" } else { "Trong bảng tính" };
            format!("{file}: <b>{}</b>", esc(&place(origin)))
        });
        let places: Vec<String> = places.collect();
        if !places.is_empty() {
            self.add(format_args!("<p class=\"place\">{}</p>", places.join(" · ")));
        }
        let text = found.origin.as_ref().and_then(|origin| self.parts.texts.get(origin).copied());
        if let Some(text) = text {
            let shown = Excerpt { text: text.to_owned(), range: 0..0 }.window(COLUMNS).after;
            self.add(format_args!("<blockquote>{}</blockquote>", esc(&shown)));
        }
        for hint in &found.hints {
            self.add(format_args!("<p class=\"hint\"><b>Cách sửa:</b> {}</p>", esc(hint)));
        }
        self.add(format_args!("</article>"));
    }

    fn left(&mut self) {
        let left = std::mem::take(&mut self.parts.left);
        if left.is_empty() {
            return;
        }
        let about = "Nguyên văn những gì có trong văn bản Word mà không có trong bảng tính.";
        self.section("bo-lai", "Không đưa vào bảng tính", left.len(), about);
        self.table(["Trong Word", "Nguyên văn", "Vì sao"], left);
        self.add(format_args!("</section>"));
    }

    fn faults(&mut self) {
        if self.parts.faults.is_empty() {
            return;
        }
        let about = "Những chỗ sai quy định đã có sẵn trong văn bản cũ.";
        let heading = "Kết quả kiểm tra theo Nghị định 30/2020/NĐ-CP";
        self.section("kiem-tra", heading, self.parts.faults.len(), about);
        let Report { plan, title, .. } = *self.report;
        let found = &self.parts.faults;
        let made = articles(&Findings { plan, found, document: None, typeset: None, title });
        self.out.push_str(&made);
        self.add(format_args!("</section>"));
    }

    /// What the program prints by itself, and what is written otherwise.
    fn otherwise(&mut self) {
        let about = "Quốc hiệu, “Số:”, “Nơi nhận:” … do chương trình in; số tự động của Word được ghi thành chữ.";
        let rows = std::mem::take(&mut self.parts.otherwise);
        let heading = "Chương trình tự in hoặc ghi cách khác";
        self.folded("tu-in", heading, about, ["Trong Word", "Chữ", "Thế nào"], rows);
    }

    /// What was read how.
    fn texts(&mut self) {
        let about = "Từng chỗ chữ của văn bản Word, được hiểu là mục nào, nằm ở ô nào.";
        let texts = self.report.texts.iter();
        let rows = texts
            .map(|text| [place(&text.from), text.what.clone(), place(&text.to), text.text.clone()]);
        let headings = ["Trong Word", "Là", "Trong bảng tính", "Chữ"];
        self.folded("doc-gi", "Đã đọc gì thành gì", about, headings, rows.collect());
    }

    /// A section that is unfolded by whoever wants to know.
    fn folded<const N: usize>(
        &mut self,
        id: &str,
        heading: &str,
        about: &str,
        headings: [&str; N],
        rows: Vec<[String; N]>,
    ) {
        if rows.is_empty() {
            return;
        }
        self.add(format_args!(
            "<section aria-labelledby=\"{id}\">\n<details>\n<summary><h2 id=\"{id}\">{heading} \
             <span>{}</span></h2></summary>\n<p class=\"about\">{about}</p>",
            rows.len()
        ));
        self.table(headings, rows);
        self.add(format_args!("</details>\n</section>"));
    }

    /// A table; where there is no room for it each cell is under its heading.
    fn table<const N: usize>(&mut self, headings: [&str; N], rows: Vec<[String; N]>) {
        self.add(format_args!("<table>\n<thead><tr>"));
        headings.iter().for_each(|text| self.add(format_args!("<th scope=\"col\">{text}</th>")));
        self.add(format_args!("</tr></thead>\n<tbody>"));
        for row in rows {
            let cells = headings
                .iter()
                .zip(&row)
                .map(|(heading, text)| format!("<td data-label=\"{heading}\">{}</td>", esc(text)));
            self.add(format_args!("<tr>{}</tr>", cells.collect::<String>()));
        }
        self.add(format_args!("</tbody>\n</table>"));
    }
}

/// The text as a sentence begins.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
