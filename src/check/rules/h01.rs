//! Quốc hiệu, letter for letter.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, On, quoted};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.1a"),
    page: include_str!("h01.md"),
    checks: &[Check::Pages(look)],
};

const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// The same with the tone mark where others put it.
const OTHER: &str = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM";

fn look(layout: &Layout) -> Vec<Found> {
    let lines = &layout.form.nation;
    let Some(first) = lines.first() else {
        let message = "Trang đầu không có Quốc hiệu.";
        return vec![
            Found::new(At::Whole, message).hint(format!("ghi “{NATION}” ở đầu trang, bên phải")),
        ];
    };
    let text = |on: &On| on.line.text().trim().to_owned();
    let printed = lines.iter().map(text).collect::<Vec<_>>().join(" ");
    let at = layout.around(lines, None);
    let found = match printed.as_str() {
        NATION => None,
        OTHER => {
            Some(Found::new(at, "Quốc hiệu viết “HOÀ”, nên viết “HÒA” như Nghị định.").warning())
        }
        _ => Some(Found::new(at, format!("Quốc hiệu ghi {}, phải là “{NATION}”.", quoted(first)))),
    };
    found.map(|found| found.hint(HINT)).into_iter().collect()
}
