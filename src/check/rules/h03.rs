//! Tiêu ngữ, letter for letter.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, quoted};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H03",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.1b"),
    page: include_str!("h03.md"),
    checks: &[Check::Pages(look)],
};

const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

fn look(layout: &Layout) -> Vec<Found> {
    let Some(first) = layout.form.motto.first() else {
        let message = "Trang đầu không có Tiêu ngữ.";
        return vec![Found::new(At::Whole, message).hint(format!("ghi “{MOTTO}” dưới Quốc hiệu"))];
    };
    let text = first.line.text();
    let printed = text.trim();
    if printed == MOTTO {
        return Vec::new();
    }
    let message = match printed.contains(['–', '—', '−']) {
        true => {
            "Tiêu ngữ dùng gạch ngang dài, phải dùng gạch nối (-) có cách chữ ở hai bên.".to_owned()
        }
        false => format!("Tiêu ngữ ghi {}, phải là “{MOTTO}”.", quoted(first)),
    };
    vec![Found::new(layout.at(*first), message).hint(HINT)]
}
