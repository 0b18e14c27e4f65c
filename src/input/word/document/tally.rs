//! What is said once for a whole document, however often it is met.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::origin::Origin;

/// How often something was met, and where first.
#[derive(Debug, Default)]
struct Count {
    times: usize,
    first: Option<Origin>,
}

/// What was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// A tracked change.
    Change,
    /// A comment.
    Comment,
    /// Hidden text.
    Hidden,
    /// A text in an old encoding of this name.
    Old(&'static str),
    /// A text whose marks were characters of their own.
    Decomposed,
    /// A text with characters that cannot be printed.
    Control,
    /// A sign that the font does not have, and what stands in for it.
    Sign(char, char),
}

/// All that was met.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<Met, Count>,
    /// Whether a text was in an old encoding and which of its letters are capitals is not
    /// known.
    pub case_lost: bool,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, met: Met, origin: &Origin) {
        let count = self.counts.entry(met).or_default();
        count.times += 1;
        count.first.get_or_insert_with(|| origin.clone());
    }

    /// Tells of everything that was met.
    pub fn report(self, diagnostics: &mut Vec<Diagnostic>) {
        for (met, count) in self.counts {
            if let Some(first) = count.first {
                diagnostics.push(found(met, count.times, &first, self.case_lost));
            }
        }
    }
}

fn found(met: Met, times: usize, first: &Origin, case_lost: bool) -> Diagnostic {
    match met {
        Met::Change => {
            let message = format!(
                "Văn bản có {times} thay đổi được theo dõi (Track Changes), chỗ đầu tiên ở đây; \
                 chương trình đọc như đã chấp nhận tất cả."
            );
            Diagnostic::note("word-tracked-changes", first, message)
                .hint("muốn bỏ thay đổi nào thì mở bằng Word, vào Xem lại (Review) để từ chối")
        }
        Met::Comment => {
            let message = format!("Văn bản có {times} nhận xét (comment); không được đưa vào.");
            Diagnostic::note("word-comments", first, message)
                .hint("nguyên văn từng nhận xét ở trong báo cáo của kehoach init --from")
        }
        Met::Hidden => {
            let message = format!("Có {times} chỗ chữ ẩn không được in, chỗ đầu tiên ở đây.");
            Diagnostic::note("word-hidden-text", first, message)
                .hint("muốn in thì bỏ dấu ở ô Ẩn (Hidden) trong hộp Phông chữ của Word")
        }
        Met::Old(encoding) => {
            let message = format!(
                "{times} đoạn văn bản ở bảng mã cũ {encoding} đã được chuyển sang Unicode, \
                 đoạn đầu tiên ở đây."
            );
            let compare = match case_lost {
                true => "so lại chữ hoa, chữ thường với bản gốc",
                false => "so lại bản in với bản gốc",
            };
            Diagnostic::note("T08", first, message)
                .hint(compare)
                .cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, I.4")
        }
        Met::Decomposed => {
            let message = format!(
                "{times} đoạn văn bản gõ bằng Unicode tổ hợp (dấu là ký tự rời) đã được chuyển \
                 sang Unicode dựng sẵn, đoạn đầu tiên ở đây."
            );
            Diagnostic::note("T02", first, message)
                .cite("thông lệ trình bày văn bản (NĐ 30/2020/NĐ-CP không quy định)")
        }
        Met::Sign(sign, instead) => {
            let message = format!(
                "Phông chữ Liberation Serif không có ký tự “{sign}” ({times} chỗ, chỗ đầu tiên ở \
                 đây); đã thay bằng “{instead}”."
            );
            Diagnostic::note("word-sign", first, message).hint("so lại bản in với bản gốc")
        }
        Met::Control => {
            let message = format!(
                "{times} đoạn văn bản có ký tự điều khiển không in được, đã bỏ ký tự đó; \
                 đoạn đầu tiên ở đây."
            );
            Diagnostic::warning("control-character", first, message)
                .hint("so lại chỗ này với bản gốc")
        }
    }
}
