//! Lines of Nơi nhận: a dash before, ";" at the end, "." after the last.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9d"),
    page: include_str!("n02.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let lines: Vec<_> = view.of(Role::Recipient).map(|(at, line)| (at, line.plain())).collect();
    let mut found = Vec::new();
    for (index, (at, line)) in lines.iter().enumerate() {
        found.extend(dash(*at, line));
        found.extend(end(*at, line, index + 1 == lines.len()));
    }
    found
}

fn dash(at: usize, line: &str) -> Option<Found> {
    let start = line.len() - line.trim_start().len();
    let first = line.get(start..)?.chars().next()?;
    let end = start + first.len_utf8();
    let range = At::Text(at, start..end);
    let spaced = line.get(end..)?.starts_with([' ', '\u{a0}']);
    match first {
        '–' | '—' => Some(
            Found::new(range, "Đầu dòng nơi nhận là dấu gạch dài.")
                .hint("dùng dấu gạch ngắn “-”, hoặc không ghi: chương trình tự thêm")
                .mend(if spaced { "-" } else { "- " }),
        ),
        '-' if !spaced => Some(
            Found::new(range, "Sau gạch đầu dòng thiếu dấu cách.")
                .hint("thêm một dấu cách, hoặc bỏ gạch: chương trình tự thêm")
                .mend("- "),
        ),
        _ => None,
    }
}

fn end(at: usize, line: &str, is_last: bool) -> Option<Found> {
    let line = line.trim_end();
    let (right, name) = if is_last { (".", "dấu chấm") } else { (";", "dấu chấm phẩy") };
    let typed = line.chars().next_back()?;
    let start = line.len() - typed.len_utf8();
    let before = line.get(..start)?.trim_end();
    let which = if is_last { "Dòng cuối của nơi nhận" } else { "Dòng nơi nhận" };
    if before.ends_with(':') {
        return Some(
            Found::new(At::Text(at, before.len() - 1..line.len()), format!("{which} kết thúc bằng dấu hai chấm."))
                .hint("ghi từng nơi nhận một dòng, không có dòng dẫn"),
        );
    }
    // "v.v." keeps its full stop, and so does an abbreviation.
    let bare = before.trim_end_matches([';', ',', '.']);
    let last = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_word = last.chars().count() > 1 && last.chars().any(char::is_lowercase);
    let doubled = bare.len() < before.len() && (before.ends_with([';', ',']) || is_word);
    if typed.to_string() == right && !doubled {
        return None;
    }
    let from = if doubled { bare.len() } else { start };
    let wrong = line.get(from..)?;
    matches!(typed, ';' | ',' | '.').then(|| {
        Found::new(At::Text(at, from..line.len()), format!("{which} kết thúc bằng “{wrong}”."))
            .hint(format!("kết thúc bằng {name} “{right}”"))
            .mend(right)
    })
}
