//! "(Kèm theo …)" as the clerk gives it: the document's number, date and issuer.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, lowered, starts_with, words};
use crate::check::written::dates;
use crate::diagnostic::Severity;
use crate::model::fields::fold;

pub const RULE: Rule = Rule {
    id: "A04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1c"),
    page: include_str!("a04.md"),
    checks: &[Check::Document(look), Check::Pages(facets::a04)],
};

const HINT: &str = "ghi theo phần đầu văn bản, hoặc để trống dòng này: chương trình tự ghi";

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
            if let Some(other) = symbol(view, at, text) {
                found.push(other);
                continue;
            }
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

/// The symbol against that of the document.
fn symbol(view: &View, at: usize, text: &str) -> Option<Found> {
    let own = view.document.issuers.first()?.symbol.as_ref()?.to_plain();
    let (_, slash) = numbered(text)?;
    let rest = text.get(slash + 1..)?;
    let start = text.len() - rest.trim_start().len();
    let end = rest.trim_start().find([' ', ')', ',', '\u{a0}', '\n']);
    let end = end.map_or(text.len(), |end| start + end);
    let given = text.get(start..end)?;
    let differs = !given.is_empty() && given != own.trim();
    differs.then(|| {
        let message = format!("Dòng kèm theo ghi ký hiệu “{given}”, của văn bản là “{own}”.");
        let found = Found::new(At::Text(at, start..end), message).hint(HINT);
        view.of(Role::Symbol).next().map_or(found.clone(), |(at, symbol)| {
            found.and_at(At::Text(at, 0..symbol.plain().len()))
        })
    })
}

/// "số 05" against the head of the document.
fn number(view: &View, at: usize, text: &str) -> Option<Found> {
    let (word, _) = numbered(text)?;
    let word = word?;
    let own = view.of(Role::Number).next();
    let bare = |number: &str| number.trim_start_matches('0').to_owned();
    let Some((from, own)) = own else {
        let message = format!("Dòng kèm theo ghi số “{}” mà văn bản chưa có số.", word.text);
        let hint = "ghi số ở mục “Số”, hoặc chừa trống ở cả hai chỗ";
        return Some(Found::new(At::Text(at, word.range), message).hint(hint).warning());
    };
    let own = own.plain();
    (bare(own) != bare(word.text)).then(|| {
        let message = format!("Dòng kèm theo ghi số “{}”, số của văn bản là “{own}”.", word.text);
        Found::new(At::Text(at, word.range), message)
            .and_at(At::Text(from, 0..own.len()))
            .hint(HINT)
    })
}

/// The number of "số 05/KH-UBND", or the gap for it, and its "/".
fn numbered(text: &str) -> Option<(Option<Word<'_>>, usize)> {
    let so = words(text).find(|word| lowered(word.text) == "số")?;
    let slash = so_slash(text, so.range.end)?;
    let between = text.get(so.range.end..slash)?;
    let word = words(between).next().map(|word| Word {
        text: word.text,
        range: so.range.end + word.range.start..so.range.end + word.range.end,
    });
    Some((word, slash))
}

/// The "/" of "số 05/KH-UBND", with only the number or a gap before it.
fn so_slash(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let slash = rest.find('/')?;
    let gap =
        |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '.' | '…' | '_' | ':');
    let before = rest.get(..slash)?;
    (before.chars().all(gap) && before.split_whitespace().count() < 2).then_some(from + slash)
}

fn date(view: &View, at: usize, text: &str) -> Option<Found> {
    let own = view.document.date.value;
    let date = dates(text).into_iter().next()?;
    let parts = [
        ("ngày", date.day, own.day.map(u16::from), own.printed_day()),
        ("tháng", date.month, own.month.map(u16::from), own.printed_month()),
        ("năm", date.year, own.year, own.year.map(|year| year.to_string())),
    ];
    let wrong = parts.into_iter().filter_map(|(name, typed, own, printed)| {
        let (typed, printed) = (typed?, printed?);
        let differs = typed.text.parse::<u16>().ok() != own;
        differs.then(|| (typed, format!("{name} {printed}")))
    });
    let wrong: Vec<(Word, String)> = wrong.collect();
    let (first, last) = (wrong.first()?, wrong.last()?);
    let own: Vec<&str> = wrong.iter().map(|(_, own)| own.as_str()).collect();
    let message = format!("Ngày ở dòng kèm theo khác ngày của văn bản ({}).", own.join(" "));
    Some(
        Found::new(At::Text(at, first.0.range.start..last.0.range.end), message)
            .and_at(At::Cell(view.document.date.origin.clone()))
            .hint(HINT),
    )
}

fn agency(view: &View, at: usize, text: &str) -> Option<Found> {
    let agency = view.document.issuers.first()?.agency.to_plain();
    let short = |text: &str| {
        fold(text)
            .replace("uy ban nhan dan", "ubnd")
            .replace("hoi dong nhan dan", "hdnd")
            .replace(',', "")
    };
    if short(text).contains(&short(&agency)) {
        return None;
    }
    let of = words(text).filter(|word| word.text == "của").last();
    let end = text.trim_end().trim_end_matches(')').len();
    Some(match of {
        Some(of) => {
            let name = text.get(of.range.end..end).unwrap_or_default().trim_start();
            let start = end - name.len();
            Found::new(
                At::Text(at, start..end),
                "Tên cơ quan ở dòng kèm theo không trùng tên cơ quan ban hành.",
            )
            .hint("ghi đủ tên cơ quan ban hành, hoặc để trống dòng này: chương trình tự ghi")
            .warning()
        }
        None => Found::new(
            At::Text(at, 0..text.len()),
            "Dòng kèm theo thiếu tên cơ quan ban hành.",
        )
        .hint(
            "ghi thêm “của …” và tên cơ quan ban hành, hoặc để trống dòng này: chương trình tự ghi",
        ),
    })
}
