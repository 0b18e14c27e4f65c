//! A plan is addressed to nobody: no "Kính gửi".

use crate::check::citation::nd30;
use crate::check::closing::{addressed, is_unaddressed};
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::starts_with;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H25",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9b"),
    page: include_str!("h25.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let found = addressed(view).filter(|_| is_unaddressed(view)).and_then(|at| {
        let text = view.passages.get(at)?.plain();
        let start = text.len() - text.trim_start().len();
        let end = start + starts_with(text.trim_start(), "KÍNH GỬI")?;
        Some(
            Found::new(At::Text(at, start..end), "Kế hoạch không có “Kính gửi”.")
                .hint("bỏ dòng này, ghi nơi nhận ở cuối văn bản; “Kính gửi” chỉ có ở công văn, tờ trình, báo cáo gửi cấp trên"),
        )
    });
    found.into_iter().collect()
}
