//! The line of place and date: "Bình Lư, ngày 05 tháng 02 năm 2026".

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::view::{Role, View};
use crate::check::words::lowered;
use crate::check::written::dates;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H17",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.4"),
    page: include_str!("h17.md"),
    checks: &[Check::Text(place), Check::Document(year)],
};

/// The program prints comma and date behind the place.
fn place(role: Role, text: &str) -> Vec<Hit> {
    if role != Role::Place {
        return Vec::new();
    }
    let lower = lowered(text);
    if !dates(text).is_empty() || lower.split([' ', ',']).any(|word| word == "ngày") {
        let end = text.find(',').unwrap_or(0);
        return vec![
            Hit::new(end..text.len(), "Ô địa danh có cả ngày ban hành, nên ngày được in hai lần.")
                .hint("chỉ ghi địa danh; ngày ghi ở mục “Ngày ban hành”"),
        ];
    }
    let name = text.trim_end().trim_end_matches([',', '.', ';', ':', ' ']);
    let rest = name.len()..text.trim_end().len();
    let hit = (!rest.is_empty()).then(|| {
        Hit::new(rest, "Sau địa danh có dấu câu, mà chương trình đã in dấu phẩy.")
            .hint("xóa dấu ở cuối địa danh")
            .mend("")
    });
    hit.into_iter().collect()
}

fn year(view: &View) -> Vec<Found> {
    let date = &view.document.date;
    let missing = view.document.numbered && date.value.day.is_some() && date.value.year.is_none();
    let found = missing.then(|| {
        Found::new(At::Cell(date.origin.clone()), "Ngày ban hành thiếu năm.")
            .hint("ghi đủ ngày, tháng, năm, ví dụ 05/02/2026")
    });
    found.into_iter().collect()
}
