//! One cell: from what its file stores to what a person sees.
//!
//! Knows nothing of any file format. What is wrong with a cell is told here.

use crate::diagnostic::Diagnostic;
use crate::input::clean;
use crate::model::node::RawText;
use crate::model::values::{Datum, Typed};
use crate::origin::Origin;

use super::format::{self, DateSystem};
use super::rich::{CellStyle, Rich};
use super::sheet::Content;

/// Whether a text is an error value, as pasting values or saving as .csv leaves
/// it.
fn is_error_value(text: &str) -> bool {
    let values = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"];
    values.contains(&text.trim())
}

/// Turns the contents of one cell into what a person sees.
pub struct Reading<'a> {
    /// Where days are counted from.
    pub dates: DateSystem,
    /// The cell's look.
    pub style: &'a CellStyle,
    /// The cell.
    pub origin: &'a Origin,
    /// What is wrong goes here.
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reading<'_> {
    /// The contents as text, with what stands behind the text.
    pub fn typed(mut self, content: Content) -> Typed {
        match content {
            Content::Empty => Typed::default(),
            Content::Text(rich) if is_error_value(&rich.text()) => self.error_value(&rich.text()),
            Content::Marked(text) if is_error_value(&text) => self.error_value(&text),
            Content::Text(rich) => self.text(&rich, Datum::Text),
            Content::Marked(text) => self.marked(text),
            Content::Number(number) if number.is_finite() => self.number(number),
            Content::Number(_) => self.unreadable("Ô chứa một số không đọc được."),
            Content::Bool(truth) => {
                let shown = if truth { "TRUE" } else { "FALSE" };
                self.text(&Rich::plain(shown), Datum::Bool(truth))
            }
            Content::IsoDate(iso) => match format::serial(iso.trim(), self.dates) {
                Some(serial) => self.number(serial),
                None => self.text(&Rich::plain(iso), Datum::Text),
            },
            Content::Error(value) => self.error_value(&value),
            Content::NotCalculated => self.not_calculated(),
            Content::Unreadable(message) => self.unreadable(message),
        }
    }

    fn text(&mut self, rich: &Rich, datum: Datum) -> Typed {
        if rich.is_struck(&self.style.font) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "struck-text",
                    self.origin,
                    "Ô có chữ bị gạch ngang mà vẫn được in.",
                )
                .hint("xóa chữ bị gạch, hoặc bỏ gạch ngang nếu vẫn dùng"),
            );
        }
        let (raw, fonts) = rich.in_font(&self.style.font);
        Typed { text: clean::text_in_fonts(&raw, &fonts, self.origin, self.diagnostics), datum }
    }

    fn marked(&mut self, text: String) -> Typed {
        let raw = RawText { markup: true, ..RawText::plain(text) };
        let text = clean::text(&raw, self.origin, self.diagnostics);
        Typed { text, datum: Datum::Text }
    }

    fn number(&mut self, number: f64) -> Typed {
        let Some(shown) = self.style.format.show(number, self.dates) else {
            let message = "Định dạng số của ô không hiển thị được giá trị này.";
            self.diagnostics
                .push(Diagnostic::error("unreadable-format", self.origin, message).hint(
                "chọn định dạng khác cho ô (Ctrl+1), hoặc đổi ô thành Văn bản (Text) rồi gõ lại",
            ));
            return Typed::unread();
        };
        if number < 0.0 && format::looks_positive(&shown) {
            let message = format!(
                "Số âm ở ô này hiện là “{shown}”, không có dấu trừ: định dạng chỉ phân biệt bằng màu, \
                 mà màu không in."
            );
            self.diagnostics.push(
                Diagnostic::warning("sign-not-shown", self.origin, message)
                    .hint("chọn định dạng có dấu trừ cho ô (Ctrl+1)"),
            );
        }
        let datum = match self.style.format.date(number, self.dates) {
            Some(date) => Datum::Date(date),
            None => Datum::Number(format::plain(number)),
        };
        self.text(&Rich::plain(shown), datum)
    }

    fn not_calculated(&mut self) -> Typed {
        let message = "Ô có công thức nhưng tệp không lưu kết quả của công thức.";
        self.diagnostics.push(
            Diagnostic::error("formula-without-value", self.origin, message)
                .hint("mở tệp bằng Excel, bấm Lưu rồi chạy lại"),
        );
        Typed::unread()
    }

    fn error_value(&mut self, value: &str) -> Typed {
        let message = format!("Ô có giá trị lỗi {value}.");
        self.diagnostics.push(
            Diagnostic::error("error-cell", self.origin, message)
                .hint("sửa công thức của ô, hoặc thay bằng giá trị đúng"),
        );
        Typed::unread()
    }

    fn unreadable(&mut self, message: &str) -> Typed {
        self.diagnostics.push(
            Diagnostic::error("unreadable-cell", self.origin, message).hint("xóa ô rồi gõ lại"),
        );
        Typed::unread()
    }
}
