//! Lines of Nơi nhận: a dash before, ";" at the end, "." after the last.

use crate::check::citation::nd30;
use crate::check::closing::{Listed, listed};
use crate::check::layout::facets;
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9d"),
    page: include_str!("n02.md"),
    checks: &[Check::Document(look), Check::Pages(facets::n02)],
};

fn look(view: &View) -> Vec<Found> {
    let lines = listed(view);
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        found.extend(dash(line));
        found.extend(end(line, index + 1 == lines.len()));
    }
    found
}

fn dash(line: &Listed) -> Option<Found> {
    let text = line.text;
    let start = text.len() - text.trim_start().len();
    let first = text.get(start..)?.chars().next()?;
    let end = start + first.len_utf8();
    let place = line.part(start..end);
    let rest = text.get(end..)?;
    let spaced = rest.starts_with([' ', '\u{a0}']);
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || "•·●*".contains(c));
    let bullet = rest.trim_start();
    match first {
        '–' | '—' => Some(
            Found::new(place, "Đầu dòng nơi nhận là dấu gạch dài.")
                .hint("dùng dấu gạch ngắn “-”, hoặc không ghi: chương trình tự thêm")
                .mend(if spaced { "-" } else { "- " }),
        ),
        '-' if bullet.len() > name.len() => Some(
            Found::new(
                line.part(text.len() - bullet.len()..text.len() - name.len()),
                "Sau gạch đầu dòng còn một dấu nữa.",
            )
            .hint("xóa dấu này: chương trình tự thêm gạch đầu dòng")
            .mend(""),
        ),
        '-' if !spaced => Some(
            Found::new(place, "Sau gạch đầu dòng thiếu dấu cách.")
                .hint("thêm một dấu cách, hoặc bỏ gạch: chương trình tự thêm")
                .mend("- "),
        ),
        _ => None,
    }
}

fn end(line: &Listed, is_last: bool) -> Option<Found> {
    let text = line.text.trim_end();
    let (right, name) = if is_last { (".", "dấu chấm") } else { (";", "dấu chấm phẩy") };
    let which = if is_last { "Dòng cuối của nơi nhận" } else { "Dòng nơi nhận" };
    // "v.v." and "..." keep their full stops.
    let kept = text.ends_with("v.v.") || text.ends_with("...");
    if kept && !is_last || text.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
        return Some(
            Found::new(line.part(text.len()..text.len()), format!("{which} thiếu {name} ở cuối."))
                .hint(format!("kết thúc bằng {name} “{right}”"))
                .mend(right),
        );
    }
    let bare = text.trim_end_matches([';', ',', '.', '/', ' ']);
    let typed = text.get(bare.len()..)?;
    if bare.ends_with(':') {
        return Some(
            Found::new(
                line.part(bare.len() - 1..text.len()),
                format!("{which} kết thúc bằng dấu hai chấm."),
            )
            .hint("ghi từng nơi nhận một dòng, không có dòng dẫn"),
        );
    }
    // An abbreviation keeps its full stop: "v.v.;".
    let last = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_word = last.chars().count() > 1 && last.chars().any(char::is_lowercase);
    let abbreviated = !is_word && typed == format!(".{right}") && !is_last;
    if kept || typed.trim_start() == right || typed.is_empty() || abbreviated {
        return None;
    }
    Some(
        Found::new(
            line.part(bare.len()..text.len()),
            format!("{which} kết thúc bằng “{}”.", typed.trim()),
        )
        .hint(format!("kết thúc bằng {name} “{right}”"))
        .mend(right),
    )
}
