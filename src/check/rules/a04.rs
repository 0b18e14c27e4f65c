//! "(Kèm theo …)" as the clerk gives it: the document's number, date and issuer.

use std::ops::Range;

use crate::check::citation::nd30;
use crate::check::written::dates;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, starts_with, words};
use crate::diagnostic::Severity;
use crate::model::fields::fold;

pub const RULE: Rule = Rule {
    id: "A04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1c"),
    page: include_str!("a04.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    // The line is then about another document.
    if view.document.issued_with.is_some() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, passage) in view.of(Role::Reference) {
        let text = passage.plain();
        found.extend(brackets(at, text));
        if view.document.issuers.len() == 1 {
            found.extend(number(view, at, text));
            found.extend(agency(view, at, text));
        }
        found.extend(date(view, at, text));
    }
    found
}

fn brackets(at: usize, text: &str) -> Option<Found> {
    let bare = text.trim();
    let inside = bare.strip_prefix('(').unwrap_or(bare);
    let opens = ["KÈM THEO", "BAN HÀNH KÈM THEO"].iter().any(|o| starts_with(inside, o).is_some());
    let whole = At::Text(at, 0..text.len());
    if !bare.starts_with('(') || !bare.ends_with(')') {
        let inside = inside.trim_end_matches([')', '.', ' ']);
        return Some(
            Found::new(whole, "Dòng “Kèm theo …” phải ở trong ngoặc đơn.")
                .hint(format!("ghi “({inside})”, hoặc để trống: chương trình tự ghi")),
        );
    }
    (!opens).then(|| {
        Found::new(whole, "Dòng này không bắt đầu bằng “Kèm theo”.")
            .hint("ghi như “(Kèm theo Kế hoạch số 05/KH-UBND ngày …)”, hoặc để trống: chương trình tự ghi")
            .warning()
    })
}

/// "số 05/KH-UBND" against the head of the document.
fn number(view: &View, at: usize, text: &str) -> Option<Found> {
    let issuer = view.document.issuers.first()?;
    let words: Vec<Word> = words(text).collect();
    let so = words.iter().position(|word| word.text.to_lowercase() == "số")?;
    let slash = so_slash(text, words.get(so)?.range.end)?;
    let typed = text.get(words.get(so)?.range.end..slash)?.trim();
    let place = |range: Range<usize>| At::Text(at, range);
    let own = issuer.number.as_ref().map(|number| number.to_plain());
    if let Some(word) = words.get(so + 1).filter(|word| word.text == typed) {
        let bare = |number: &str| number.trim_start_matches('0').to_owned();
        match own {
            Some(own) if bare(&own) != bare(typed) => {
                let other = view.of(Role::Number).next().map(|(at, number)| At::Text(at, 0..number.plain().len()));
                let found = Found::new(
                    place(word.range.clone()),
                    format!("Dòng kèm theo ghi số “{typed}”, số của văn bản là “{own}”."),
                );
                let found = found.hint("ghi số của văn bản, hoặc để trống dòng này: chương trình tự ghi");
                return Some(match other {
                    Some(other) => found.and_at(other).mend(own),
                    None => found.mend(own),
                });
            }
            None => {
                let found = Found::new(
                    place(word.range.clone()),
                    format!("Dòng kèm theo ghi số “{typed}” mà văn bản chưa có số."),
                );
                return Some(found.hint("ghi số ở mục “Số”, hoặc chừa trống ở cả hai chỗ").warning());
            }
            _ => {}
        }
    }
    let symbol = issuer.symbol.as_ref()?.to_plain();
    let rest = text.get(slash + 1..)?;
    let start = slash + 1 + rest.len() - rest.trim_start().len();
    let end = rest.trim_start().find([' ', ')', ',', '\u{a0}', '\n']).map_or(text.len(), |end| start + end);
    let given = text.get(start..end)?;
    (!given.is_empty() && given != symbol.trim()).then(|| {
        Found::new(place(start..end), format!("Dòng kèm theo ghi ký hiệu “{given}”, của văn bản là “{symbol}”."))
            .hint("ghi ký hiệu của văn bản, hoặc để trống dòng này: chương trình tự ghi")
            .mend(symbol.trim())
    })
}

/// The "/" of "số 05/KH-UBND", with only the number or a gap before it.
fn so_slash(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let slash = rest.find('/')?;
    let gap = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '.' | '…' | '_' | ':');
    let before = rest.get(..slash)?;
    (before.chars().all(gap) && before.split_whitespace().count() < 2).then_some(from + slash)
}

fn date(view: &View, at: usize, text: &str) -> Vec<Found> {
    let own = view.document.date.value;
    let Some(date) = dates(text).into_iter().next() else { return Vec::new() };
    let parts = [
        ("ngày", date.day, own.day.map(u16::from), own.printed_day()),
        ("tháng", date.month, own.month.map(u16::from), own.printed_month()),
        ("năm", date.year, own.year, own.year.map(|year| year.to_string())),
    ];
    let wrong = parts.into_iter().filter_map(|(name, typed, own, printed)| {
        let (typed, printed) = (typed?, printed?);
        let differs = typed.text.parse::<u16>().ok() != own;
        differs.then(|| {
            let message = format!("Dòng kèm theo ghi {name} “{}”, văn bản ghi {name} “{printed}”.", typed.text);
            Found::new(At::Text(at, typed.range), message)
                .and_at(At::Cell(view.document.date.origin.clone()))
                .hint("ghi ngày ban hành của văn bản, hoặc để trống dòng này: chương trình tự ghi")
                .mend(printed)
        })
    });
    wrong.collect()
}

fn agency(view: &View, at: usize, text: &str) -> Option<Found> {
    let agency = view.document.issuers.first()?.agency.to_plain();
    let short = |text: &str| {
        fold(text).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd").replace(',', "")
    };
    if short(text).contains(&short(&agency)) {
        return None;
    }
    let of = words(text).filter(|word| word.text == "của").last();
    let end = text.trim_end().trim_end_matches(')').len();
    Some(match of {
        Some(of) => {
            let start = (of.range.end + 1).min(end);
            Found::new(At::Text(at, start..end), "Tên cơ quan ở dòng kèm theo khác tên cơ quan ban hành.")
                .hint("ghi đủ tên cơ quan ban hành, hoặc để trống dòng này: chương trình tự ghi")
                .warning()
        }
        None => Found::new(At::Text(at, 0..text.len()), "Dòng kèm theo thiếu tên cơ quan ban hành.")
            .hint("ghi thêm “của …” và tên cơ quan ban hành, hoặc để trống dòng này: chương trình tự ghi"),
    })
}
