//! "TM." before a body, the other marks before a title.

use crate::check::citation::nd30;
use crate::check::closing::{is_body, is_title, signatures};
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7b"),
    page: include_str!("s04.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for line in signatures(view).iter().flat_map(|signed| &signed.lines) {
        let Some(mark) = line.mark else { continue };
        let rest = line.rest();
        let (message, hint) = match mark {
            "TM" if is_title(rest) => (
                format!("Sau “TM.” là chức vụ “{rest}”."),
                "“TM.” đứng trước tên tập thể, như TM. ỦY BAN NHÂN DÂN; người đứng đầu ký một mình thì bỏ “TM.”",
            ),
            "KT" | "TL" | "TUQ" | "Q" if is_body(rest) => (
                format!("Sau “{mark}.” là tên cơ quan “{rest}”."),
                "“KT.”, “TL.”, “TUQ.”, “Q.” đứng trước chức vụ của người đứng đầu, như CHỦ TỊCH, GIÁM ĐỐC",
            ),
            _ => continue,
        };
        found.push(Found::new(line.part(line.after..line.text.len()), message).hint(hint));
    }
    found
}
