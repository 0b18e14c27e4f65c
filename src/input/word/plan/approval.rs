//! An approval by a higher office ("DUYỆT CỦA …", "XÁC NHẬN CỦA …") above the title or behind
//! the signature: no part of a plan, left out and told at once.
//!
//! Depends on `model`.

use super::lines::Line;
use super::making::{Making, Passage, joined};
use super::words::{begins, is_upper};

/// How such blocks begin, folded.
const OPENINGS: &[&str] = &["duyet", "phe duyet", "xac nhan", "y kien phe duyet", "nguoi duyet"];
/// A longer line is a sentence (characters).
const SHORT: usize = 80;

/// Whether a line begins an approval.
pub fn opens(text: &str) -> bool {
    text.chars().count() <= SHORT
        && is_upper(text.split_whitespace().next().unwrap_or_default())
        && OPENINGS.iter().any(|words| begins(text, words))
}

/// Leaves the lines of an approval out.
pub fn leave(lines: Vec<Line>, making: &mut Making) {
    let passages: Vec<Passage> = lines.into_iter().map(|line| line.passage).collect();
    if let Some(Passage { text, origin }) = joined(&passages) {
        let why = "phần duyệt, xác nhận của cơ quan khác";
        making.left(&text.text, &origin, why, "cần thì thêm vào bản in sau khi ký");
    }
}
