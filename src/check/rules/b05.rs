//! Numbers of headings and items go on without a gap or a double.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::diagnostic::Severity;
use crate::model::outline::{LETTERS, Rank, rank};

pub const RULE: Rule = Rule {
    id: "B05",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6c–đ"),
    page: include_str!("b05.md"),
    checks: &[Check::Document(look)],
};

/// A number of the outline that others may follow.
struct Open {
    rank: Rank,
    number: usize,
    marker: String,
}

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut appendix = None;
    // Whether a paragraph without a marker has come since: a list may begin anew.
    let mut interrupted = false;
    for (at, passage) in view.passages.iter().enumerate() {
        if !matches!(passage.role, Role::Heading | Role::Paragraph) {
            continue;
        }
        if appendix != passage.section.appendix {
            (appendix, interrupted) = (passage.section.appendix, false);
            open.clear();
        }
        let Some(marker) = passage.marker.map(|marker| marker.to_plain()) else {
            interrupted = true;
            continue;
        };
        let Some((rank, number)) = rank(&marker).and_then(|rank| Some((rank, value(&marker, rank)?)))
        else {
            continue;
        };
        open.retain(|above| above.rank <= rank);
        match open.last_mut().filter(|last| last.rank == rank) {
            Some(last) => {
                let begins_anew = number == 1 && interrupted;
                if number != last.number + 1 && !begins_anew {
                    found.push(wrong(at, &last.marker, &marker, number == last.number));
                }
                (last.number, last.marker) = (number, marker);
            }
            None => open.push(Open { rank, number, marker }),
        }
        interrupted = false;
    }
    found
}

fn wrong(at: usize, last: &str, marker: &str, doubled: bool) -> Found {
    let message = match doubled {
        true => format!("Số “{marker}” dùng hai lần liền nhau."),
        false => format!("Đánh số không liên tục: sau “{last}” là “{marker}”."),
    };
    Found::new(At::Marker(at), message).hint("đánh lại số cho liên tục, hoặc dùng cột Cấp để chương trình tự đánh số")
}

/// The number that a marker of this rank stands for, among those of its list.
fn value(marker: &str, rank: Rank) -> Option<usize> {
    let bare = marker.trim().trim_end_matches(['.', ')', ':', '/']);
    let last = bare.split([' ', '.']).next_back()?;
    match rank {
        Rank::Dash | Rank::Plus => None,
        Rank::Letter => LETTERS.chars().position(|letter| last.starts_with(letter)).map(|at| at + 1),
        Rank::Capital => None,
        _ => last.parse().ok().or_else(|| (1..=200).find(|n| crate::model::outline::roman(*n) == last)),
    }
}
