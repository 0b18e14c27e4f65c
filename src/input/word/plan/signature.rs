//! The lines over a signature: authority, position, name (PL1 I.II.7).
//!
//! Depends on `model`.

use super::lines::Line;
use super::making::{Making, Map, Passage, joined, quoted};
use super::words::{begins, in_brackets, is_rule, is_upper, packed, without};
use crate::model::fields::fold;
use crate::model::node::Node;
use crate::origin::Origin;

/// How lines of authority begin, folded.
const AUTHORITY: &[&str] =
    &["tm.", "t.m", "tm ", "kt.", "k.t", "kt ", "tl.", "t.l", "tuq.", "t.u.q", "tm/"];
/// How positions begin, folded.
const POSITIONS: &[&str] = &[
    "chu tich",
    "pho",
    "quyen",
    "q.",
    "giam doc",
    "tong giam doc",
    "truong",
    "to truong",
    "bi thu",
    "hieu truong",
    "chanh",
    "cuc truong",
    "vu truong",
    "vien truong",
    "chi cuc truong",
    "doi truong",
    "chi huy",
    "thu truong",
    "bo truong",
    "thu tuong",
    "tong cuc truong",
    "uy vien",
    "chu nhiem",
    "thuong truc",
    "tong bien tap",
    "cuc pho",
    "p.chu tich",
    "p. chu tich",
    "p.giam doc",
    "p. giam doc",
    "vien pho",
    "nguoi",
    "ke toan",
    "dai dien",
    "tu lenh",
    "chinh uy",
    "thu ky",
];
/// So many blank lines stand where the signature goes.
const ROOM: usize = 2;

/// Whether a line says on whose behalf it is signed.
pub fn opens_authority(text: &str) -> bool {
    let folded = fold(text);
    is_upper(text.split(['.', ' ']).next().unwrap_or_default())
        && AUTHORITY.iter().any(|words| folded.starts_with(words))
}

/// Whether a line names a position.
fn is_position(text: &str) -> bool {
    POSITIONS.iter().any(|words| begins(text, words))
}

/// Whether the lines of a cell are those of a signature.
pub fn is_signature(lines: &[Line]) -> bool {
    let Some(first) = lines.first() else { return false };
    lines.len() < 9
        && (opens_authority(first.text())
            || is_position(first.text()) && first.upper() && first.bold)
}

/// Reads the lines of one signature.
pub fn read(lines: Vec<Line>, origin: &Origin, making: &mut Making) -> Node {
    let mut lines = kept(lines, making);
    let mut authority = Vec::new();
    while let Some(line) = lines.first().filter(|line| opens_authority(line.text())) {
        authority.push(plain(line));
        lines.remove(0);
        let goes_on = |line: &Line| {
            line.gap == 0
                && line.upper()
                && !opens_authority(line.text())
                && !is_position(line.text())
        };
        let next = lines.get(1).is_some_and(|line| line.upper() && line.gap == 0);
        while lines.first().is_some_and(goes_on) && next && authority.len() < 4 {
            authority.push(plain(&lines.remove(0)));
        }
    }
    // The name stands last, under the room for the signature, or is no position.
    let name = lines.pop_if(|line| is_name(line, !authority.is_empty()));
    let other = lines.iter().rposition(|line| line.gap >= ROOM && is_position(line.text()));
    let other = other.filter(|at| *at > 0).map(|at| lines.split_off(at)).unwrap_or_default();
    let strange = |(at, line): &(usize, &Line)| {
        *at > 0 && line.gap >= ROOM || !line.upper() && !is_position(line.text())
    };
    let uncertain = lines.iter().enumerate().find(strange).map(|(_, line)| line);
    if let Some(line) = uncertain {
        let message = format!("Không chắc {} là chức vụ của người ký.", quoted(line.text()));
        making.doubt(
            line.origin(),
            message,
            "xem lại Thẩm quyền ký, Chức vụ và Người ký trong trang Thông tin",
        );
    }
    let mut map = Map::new(origin);
    map.optional("authority", joined(&authority));
    map.optional("position", joined(&lines.iter().map(plain).collect::<Vec<_>>()));
    map.optional("other_position", joined(&other.iter().map(plain).collect::<Vec<_>>()));
    map.optional("name", name.as_ref().map(plain));
    map.node()
}

/// The lines without rules and without what is said where one signs.
fn kept(lines: Vec<Line>, making: &mut Making) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::new();
    let mut gap = 0;
    for line in lines {
        let text = line.text();
        let signed = ["da ky", "ky ten", "ky, dong dau", "ky va", "da ky, dong dau", "ky, ghi ro"];
        let bare = fold(in_brackets(text).unwrap_or(text));
        if is_rule(text) || text.chars().all(|c| !c.is_alphanumeric()) {
            making.printed(text, line.origin());
        } else if signed.iter().any(|words| bare.starts_with(words)) && bare.len() < 60 {
            making.left_aside(text, line.origin(), "lời ghi ở chỗ ký; chỗ ký được chừa trống");
            gap += ROOM;
        } else {
            kept.push(Line { gap: line.gap + gap, ..line });
            gap = 0;
            continue;
        }
        gap += line.gap;
    }
    kept
}

/// Whether the last line is a person's name, maybe after a rank or a degree.
fn is_name(line: &Line, authorised: bool) -> bool {
    let text = line.text();
    let words = text.split_whitespace().count();
    let capitalised = text
        .split_whitespace()
        .all(|word| word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase));
    let fits = (1..=9).contains(&words) && !is_position(text) && !opens_authority(text);
    let apart = line.gap > 0 && !line.upper() || line.gap >= ROOM;
    fits && (words > 1 || apart)
        && (apart && !line.upper()
            || capitalised && (apart || !line.upper() || authorised && line.gap > 0))
}

fn plain(line: &Line) -> Passage {
    let text = packed(without(line.passage.text.clone(), true, true));
    Passage { text, origin: line.origin().clone() }
}
