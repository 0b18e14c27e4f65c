//! What is said of text in an old encoding. Depends on `diagnostic`, `origin`
//! and `model::node`.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Evidence, Excerpt, Mend, Severity};
use crate::model::node::RawText;
use crate::origin::Origin;

use super::{Converted, words};

/// The rule that text is Unicode: the code of what is said of a text that was not.
const CODE: &str = "T08";
const CLAUSE: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, I.4";

const CONVERT: &str = "chuyển mã trong bảng tính bằng UniKey (Ctrl+Shift+F6), hoặc chạy với \
    --convert-legacy nếu chỉ cần bản in: bản in đã ở Unicode như trên";
const COMPARE: &str = "so lại chữ hoa, chữ thường với bản gốc";

/// Longest text that is quoted (characters).
const QUOTED: usize = 40;

/// The error that `old`, at `origin`, was in an old encoding, with the first
/// words that read otherwise now.
pub fn report(old: &RawText, converted: &Converted, origin: &Origin) -> Diagnostic {
    let (found, read) = quotes(&old.text, &converted.text.text);
    let encoding = converted.encoding.name();
    let message = format!("Văn bản ở bảng mã cũ {encoding}: “{found}” là “{read}”");
    let unknown = "; không rõ chữ nào là chữ hoa vì tệp không ghi phông .VnTime hay .VnTimeH";
    let (message, compare) = match converted.capitals_known {
        true => (message + ".", None),
        false => (message + unknown + ".", Some(COMPARE)),
    };
    let mut report = Diagnostic::error(CODE, origin, message).hint(CONVERT).cite(CLAUSE);
    report.hints.extend(compare.map(str::to_owned));
    report.show(evidence(converted, origin))
}

/// The text as it is read now, and that the cell can be written so, unless the case of
/// a letter is plainly lost.
fn evidence(converted: &Converted, origin: &Origin) -> Evidence {
    let text = converted.text.text.clone();
    let is_certain = converted.capitals_known || !text.split_whitespace().any(mixes_case);
    let as_read = Mend { origin: origin.clone(), range: 0..0, with: String::new() };
    let excerpt = Some(Excerpt { range: 0..text.len(), text });
    Evidence { excerpt, mends: is_certain.then_some(as_read).into_iter().collect(), spot: None }
}

/// Whether a word has small letters among its capitals: "THạNH".
fn mixes_case(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first_is_small = letters.next().is_some_and(char::is_lowercase);
    let rest: Vec<char> = letters.collect();
    let has_capital = rest.iter().any(|c| c.is_uppercase());
    has_capital && (first_is_small || rest.iter().any(|c| c.is_lowercase()))
}

/// Makes notes of the errors about old encodings: the user wants such text read
/// as Unicode (`--convert-legacy`).
pub fn accept_legacy(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.code == CODE) {
        diagnostic.severity = Severity::Note;
        diagnostic.hints.retain(|hint| hint != CONVERT);
    }
}

/// Warns of every one of `texts`, those of a whole file, that may be in an old
/// encoding too, where others were found to be: it is printed as it stands.
pub fn report_doubtful<'a>(
    texts: impl FnOnce() -> Vec<(&'a str, &'a Origin)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let old = diagnostics.iter().filter(|diagnostic| diagnostic.code == CODE);
    let told: HashSet<Origin> = old.filter_map(|diagnostic| diagnostic.origin.clone()).collect();
    if told.is_empty() {
        return;
    }
    let mut texts = texts();
    texts.retain(|(_, origin)| !told.contains(*origin));
    // Where other texts are plainly Unicode, such a one is so too.
    if texts.iter().any(|(text, _)| words::is_plainly_unicode(text)) {
        return;
    }
    for (text, origin) in texts.into_iter().filter(|(text, _)| words::may_be_old(text)) {
        let start: String = text.chars().take(QUOTED).collect();
        let message = format!(
            "“{start}” có thể cũng ở bảng mã cũ như các chỗ khác trong tệp; chữ này được giữ nguyên."
        );
        let hint = "đọc lại chữ này; nếu đúng là bảng mã cũ thì chuyển mã hoặc gõ lại";
        diagnostics.push(Diagnostic::warning("legacy-doubtful", origin, message).hint(hint));
    }
}

/// The first words of `old` and of `new` from where they differ. Both have the
/// same words, since no encoding has a letter for ASCII white space.
fn quotes(old: &str, new: &str) -> (String, String) {
    let words = old.split_ascii_whitespace().zip(new.split_ascii_whitespace());
    let mut words = words.enumerate().skip_while(|(_, (old, new))| old == new).peekable();
    let late = words.peek().is_some_and(|(index, _)| *index > 0);
    let mut quotes = if late { ("… ".to_owned(), "… ".to_owned()) } else { <_>::default() };
    let mut room = QUOTED;
    while let Some((_, (old, new))) = words.next_if(|_| room > 0) {
        quotes.0.extend(printable(old));
        quotes.1.extend(printable(new));
        let next = words.peek().map_or(0, |(_, (old, _))| old.chars().count());
        room = room.saturating_sub(old.chars().count() + 1);
        room = if next > room { 0 } else { room };
        let between = match words.peek() {
            None => "",
            Some(_) if room == 0 => " …",
            Some(_) => " ",
        };
        quotes.0.push_str(between);
        quotes.1.push_str(between);
    }
    quotes
}

/// What of a word can be printed, cut where it is too long to be one.
fn printable(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !c.is_control()).take(QUOTED)
}
