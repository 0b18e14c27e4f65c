//! Quyền hạn and chức vụ: which mark stands above which.

use crate::check::citation::nd30;
use crate::check::closing::{Line, is_body, is_title, signatures};
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7b"),
    page: include_str!("s01.md"),
    checks: &[Check::Document(look)],
};

/// The marks from above; a title without a mark may follow each.
const ORDERS: &[&[&str]] = &[
    &["TM"],
    &["TM", "KT"],
    &["TM", "Q"],
    &["KT"],
    &["Q"],
    &["TL"],
    &["TL", "KT"],
    &["TL", "Q"],
    &["TUQ"],
    // What no delegate may do is S03's.
    &["TUQ", "KT"],
];

fn look(view: &View) -> Vec<Found> {
    let signed = signatures(view);
    signed.iter().filter_map(|signed| wrong(&signed.lines)).collect()
}

/// The first thing that is wrong with these lines.
fn wrong(lines: &[Line]) -> Option<Found> {
    if let Some(found) = order(lines) {
        return Some(found);
    }
    let first = lines.first()?;
    if first.mark.is_none() && is_body(first.text) {
        return Some(
            Found::new(first.at(), format!("Trước “{}” thiếu “TM.”.", first.text))
                .hint(format!("ghi “TM. {}”", first.text)),
        );
    }
    if let Some(found) = deputy(lines) {
        return Some(found);
    }
    if first.mark.is_none() && first.role == Role::Authority {
        let hint = "dòng quyền hạn bắt đầu bằng TM., KT., TL. hoặc TUQ.; người đứng đầu ký một mình chỉ có dòng chức vụ";
        let message = format!("Dòng quyền hạn “{}” thiếu TM., KT., TL. hoặc TUQ.", first.text);
        return Some(Found::new(first.at(), message).hint(hint));
    }
    let last = lines.last()?;
    let mark = last.mark.filter(|mark| *mark != "Q")?;
    Some(
        Found::new(last.at(), format!("Dưới dòng “{}” thiếu chức vụ của người ký.", last.text))
            .hint(match mark {
                "KT" => "ghi chức vụ cấp phó ở dòng dưới, như PHÓ CHỦ TỊCH",
                _ => "ghi chức vụ của người ký ở dòng dưới",
            }),
    )
}

/// Marks that do not follow each other so.
fn order(lines: &[Line]) -> Option<Found> {
    let mut above: Vec<&str> = Vec::new();
    for line in lines {
        let Some(mark) = line.mark else { continue };
        let last = above.last().copied();
        above.push(mark);
        if ORDERS.iter().any(|order| order.starts_with(&above)) {
            continue;
        }
        let message = match last {
            Some(last) => format!("“{mark}.” không đứng dưới “{last}.”."),
            None => format!("“{mark}.” không đứng ở đây."),
        };
        return Some(Found::new(line.at(), message).hint(
            "dưới “TM.” chỉ có người đứng đầu hoặc “KT.”; “TL.” và “TUQ.” đứng một mình, không dưới “TM.”",
        ));
    }
    None
}

/// A deputy who signs without "KT." above.
fn deputy(lines: &[Line]) -> Option<Found> {
    if lines.iter().any(|line| matches!(line.mark, Some("KT" | "TUQ"))) {
        return None;
    }
    let unmarked = |line: &&Line| line.mark.is_none();
    let deputy = lines.iter().filter(unmarked).find(|line| line.text.starts_with("PHÓ "))?;
    let rest = deputy.text.strip_prefix("PHÓ ")?;
    let head = lines
        .iter()
        .filter(unmarked)
        .find(|line| is_title(line.text) && rest.starts_with(line.text));
    Some(match head {
        Some(head) => Found::new(head.at(), format!("Trước “{}” thiếu “KT.”.", head.text))
            .hint("cấp phó ký thay: ghi “KT.” trước chức vụ của người đứng đầu"),
        None => {
            Found::new(deputy.at(), format!("“{}” ký mà thiếu dòng “KT.” ở trên.", deputy.text))
                .hint("ghi “KT.” và chức vụ của người đứng đầu ở dòng trên, như KT. CHỦ TỊCH")
        }
    })
}
