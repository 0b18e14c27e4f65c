//! The letterhead: whatever way an office sets it, its lines are known by what they say
//! (PL1 I.II.1–4).
//!
//! Depends on `model`. What else may stand above the title is an arm of [`Head::line`].

use super::lines::{Line, Side};
use super::making::{Making, Map, Passage, joined};
use super::words::{begins, in_brackets, is_rule, letters, packed, without};
use crate::model::date::PartialDate;
use crate::model::fields::{closest, fold};
use crate::model::node::{Node, RawText, Value};
use crate::model::plan::{Circulation, Urgency};
use crate::origin::Origin;

const NATION: &str = "Cộng hòa xã hội chủ nghĩa Việt Nam";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
const CHECK: &str = "xem lại phần đầu văn bản trong trang Thông tin";

/// What has been read of a letterhead.
#[derive(Debug, Default)]
pub struct Head {
    agencies: Vec<Line>,
    number: Option<Passage>,
    symbol: Option<Passage>,
    place: Option<Passage>,
    date: Option<Passage>,
    urgency: Option<Passage>,
    circulation: Option<Passage>,
    draft: Option<Origin>,
    /// What an official letter, which has no title, says that it is about: "V/v …".
    about: Vec<Passage>,
    seen_number: bool,
    seen_date: bool,
}

/// Whether a line is one that stands in a letterhead and nowhere else.
pub fn is_head(line: &Line) -> bool {
    is_national(line.text()) || number_of(line.text()).is_some() || date_of(line.text()).is_some()
}

impl Head {
    /// Reads the lines above the title.
    pub fn read(lines: &[Line], making: &mut Making) -> Self {
        let mut head = Self::default();
        for line in lines {
            head.line(line, making);
        }
        head
    }

    fn line(&mut self, line: &Line, making: &mut Making) {
        let (text, origin) = (line.text(), line.origin());
        if is_national(text) || is_rule(text) {
            making.printed(text, origin);
        } else if let Some((number, symbol)) = number_of(text).filter(|_| !self.seen_number) {
            self.numbered(number, symbol, text, origin, making);
        } else if let Some((place, date)) = date_of(text).filter(|_| !self.seen_date) {
            self.dated(place, date, text, origin, making);
        } else if !self.stamp(line, making) {
            self.other(line, making);
        }
    }

    fn numbered(
        &mut self,
        number: &str,
        symbol: &str,
        text: &str,
        origin: &Origin,
        making: &mut Making,
    ) {
        let passage = |text: &str| Passage { text: RawText::plain(text), origin: origin.clone() };
        self.seen_number = true;
        self.number = Some(passage(number)).filter(|_| !number.is_empty());
        self.symbol = Some(passage(symbol)).filter(|_| !symbol.is_empty());
        // What the program writes around them, or writes otherwise.
        making.printed(text, origin);
        making.added(&format!("{} {symbol}", printed_number(number)), origin);
    }

    fn dated(
        &mut self,
        place: &str,
        date: PartialDate,
        text: &str,
        origin: &Origin,
        making: &mut Making,
    ) {
        self.seen_date = true;
        let passage = |text: &str| Passage { text: RawText::plain(text), origin: origin.clone() };
        self.place = Some(passage(place)).filter(|_| !place.is_empty());
        making.printed(text.strip_prefix(place).unwrap_or(text), origin);
        if date != PartialDate::default() {
            let written = written(date);
            making.added(&date.to_string(), origin);
            self.date = Some(passage(&written));
        }
    }

    /// Stamps and marks: how urgent it is, who may see it, whether it is a draft.
    fn stamp(&mut self, line: &Line, making: &mut Making) -> bool {
        let folded = fold(in_brackets(line.text()).unwrap_or(line.text()));
        let known = |words: &[&str]| words.iter().any(|word| fold(word) == folded);
        if folded == "du thao" || folded.starts_with("du thao ") && folded.len() < 24 {
            making.printed("DỰ THẢO", line.origin());
            let rest = folded.trim_start_matches("du thao").trim();
            if !rest.is_empty() {
                let rest: Vec<&str> = line.text().split_whitespace().skip(2).collect();
                making.left(
                    &rest.join(" "),
                    line.origin(),
                    "chương trình chỉ in chữ DỰ THẢO",
                    "không cần lần dự thảo thì bỏ qua",
                );
            }
            self.draft = Some(line.origin().clone());
        } else if Urgency::WORDS.iter().any(|(_, words)| known(words)) {
            self.urgency = Some(line.passage.clone());
        } else if Circulation::WORDS.iter().any(|(_, words)| known(words)) {
            self.circulation = Some(line.passage.clone());
        } else {
            return false;
        }
        true
    }

    /// The names of agencies stand on the left, above the number.
    fn other(&mut self, line: &Line, making: &mut Making) {
        let is_name = line.side != Side::Right && !self.seen_number && line.text().len() < 200;
        let late = line.side == Side::Left && line.upper();
        if begins(line.text(), "v/v") || !self.about.is_empty() && line.side == Side::Left {
            self.about.push(line.passage.clone());
        } else if is_name || late && self.agencies.is_empty() {
            self.agencies.push(line.clone());
        } else {
            let why = "không nhận ra đây là mục nào của phần đầu văn bản";
            making.left(
                line.text(),
                line.origin(),
                why,
                "cần thì điền vào mục thích hợp của trang Thông tin",
            );
        }
    }

    /// What a letter is about, without the words that say so.
    pub fn about(&mut self, making: &mut Making) -> Option<Passage> {
        let about = std::mem::take(&mut self.about);
        let mut about = joined(&about.iter().map(bare).collect::<Vec<_>>())?;
        let rest = about.text.text.get("V/v".len()..).unwrap_or_default().trim_start();
        making.printed("V/v", &about.origin);
        let message =
            "Đây là công văn, không có tên loại; “V/v …” được đọc là trích yếu.".to_owned();
        making.doubt(&about.origin, message, "chọn Tên loại, hoặc giữ công văn này trong Word");
        let end = about.text.text.len();
        about.text = about.text.slice(end - rest.len()..end);
        Some(about)
    }

    /// Whether the document has a number of its own, be it a gap.
    pub fn is_numbered(&self) -> bool {
        self.seen_number
    }

    /// The members of the plan.
    pub fn members(self, plan: &mut Map, whole: &Origin, making: &mut Making) {
        let (parent, agency) = issuers(self.agencies, making);
        let origin = agency.as_ref().map_or(whole, |agency| &agency.origin).clone();
        let mut letterhead = Map::new(&origin);
        letterhead.optional("parent_agency", parent);
        letterhead.optional("agency", agency);
        letterhead.optional("number", self.number);
        letterhead.optional("symbol", self.symbol);
        letterhead.optional("place", self.place);
        letterhead.optional("date", self.date);
        if !letterhead.is_empty() {
            plan.add("letterhead", letterhead.node());
        }
        plan.optional("urgency", self.urgency);
        plan.optional("circulation", self.circulation);
        if let Some(origin) = self.draft {
            plan.add("draft", Node { value: Value::Bool(true), origin });
        }
    }
}

/// Whether it is the name of the country, the motto, or both, a slip of the pen or two
/// not counted.
fn is_national(text: &str) -> bool {
    let both = format!("{NATION} {MOTTO}");
    let all = letters(text);
    all.starts_with(&letters(NATION)) && all.len() < 60
        || closest(text, [NATION, MOTTO, both.as_str()]).is_some()
}

/// The agency above and the one that issues: the issuer's name is bold (PL1 I.II.2); an
/// issuer's name over two lines is "ỦY BAN NHÂN DÂN" and where.
fn issuers(lines: Vec<Line>, making: &mut Making) -> (Option<Passage>, Option<Passage>) {
    let passages =
        |lines: &[Line]| -> Vec<Passage> { lines.iter().map(|line| bare(&line.passage)).collect() };
    let bold = lines.iter().position(|line| line.bold);
    let split = match bold {
        Some(first) if first > 0 => first,
        _ => {
            let whole = lines.len() < 2 || is_one_name(&lines);
            if !whole && let Some(first) = lines.first() {
                let message = format!(
                    "Không rõ {} là cơ quan chủ quản hay là một phần tên cơ quan ban hành; được đọc là cơ quan chủ quản.",
                    super::making::quoted(first.text())
                );
                making.doubt(first.origin(), message, CHECK);
            }
            usize::from(!whole)
        }
    };
    let (parent, agency) = lines.split_at(split);
    (joined(&passages(parent)), joined(&passages(agency)))
}

/// "ỦY BAN NHÂN DÂN" over "XÃ …": the second line says where.
fn is_one_name(lines: &[Line]) -> bool {
    const AREAS: &[&str] = &[
        "xa",
        "phuong",
        "thi tran",
        "dac khu",
        "huyen",
        "quan",
        "thi xa",
        "thanh pho",
        "tp",
        "tinh",
    ];
    let [first, second, rest @ ..] = lines else { return true };
    let body = ["uybannhandan", "hoidongnhandan", "ubnd", "hdnd"];
    rest.is_empty()
        && body.contains(&letters(first.text()).as_str())
        && AREAS.iter().any(|area| begins(second.text(), area))
}

/// A name without the look that its place gives it.
fn bare(passage: &Passage) -> Passage {
    let text = packed(without(passage.text.clone(), true, true));
    Passage { text, origin: passage.origin.clone() }
}

/// "Số: 12/KH-UBND" as number and symbol; the number may be a gap.
fn number_of(text: &str) -> Option<(&str, &str)> {
    let is_blank = |c: char| c.is_whitespace() || ".…_·:".contains(c);
    let rest = text.trim().strip_prefix("Số").or_else(|| text.trim().strip_prefix("SỐ"))?;
    let rest = rest.strip_prefix(|c: char| is_blank(c) || c.is_ascii_digit()).map(|_| rest)?;
    // "Số 12-KH/ĐU", as the Party numbers its documents.
    let dash = rest.find('-').filter(|dash| rest.find('/').is_some_and(|slash| *dash < slash));
    let (number, symbol) = match dash {
        Some(dash) => (rest.get(..dash)?, rest.get(dash + 1..)?),
        None => rest.split_once('/')?,
    };
    let (number, symbol) = (number.trim_matches(is_blank), symbol.trim());
    let digits = number.trim_end_matches(char::is_alphabetic);
    let fits = digits.len() <= 6
        && digits.chars().all(|c| c.is_ascii_digit())
        && number.chars().count() - digits.len() <= 2
        && (number.is_empty() || !digits.is_empty());
    // "Số 12/KH-UBND ngày …" is a sentence.
    let short = symbol.chars().count() <= 40 && symbol.split_whitespace().count() <= 4;
    (fits && short && !symbol.is_empty()).then_some((number, symbol))
}

/// The number as the program prints it: two digits at least.
fn printed_number(number: &str) -> String {
    if number.chars().take_while(char::is_ascii_digit).count() == 1 {
        return format!("0{number}");
    }
    number.to_owned()
}

/// "Lào Cai, ngày 09 tháng 6 năm 2026" as place and date, each part of which may be a
/// gap.
fn date_of(text: &str) -> Option<(&str, PartialDate)> {
    let (place, rest) = match text.split_once(',') {
        Some(parts) => parts,
        // The comma forgotten.
        None => text.split_at(text.find(" ngày ").filter(|_| text.contains("tháng"))?),
    };
    let folded = fold(rest);
    let words = ["ngay", "thang", "nam"].iter().filter(|word| folded.contains(*word)).count();
    let starts = ["ngay", "thang", "nam"].iter().any(|word| folded.starts_with(word));
    if !starts || words < 1 || place.chars().count() > 40 || folded.len() > 80 {
        return None;
    }
    // A year of which only "20" is typed is a gap.
    let text = apart(&folded.replace(['…', '.', '·', '_'], " "));
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let text = text.strip_suffix(" 20").or_else(|| text.strip_suffix(" 202")).unwrap_or(text);
    PartialDate::parse(text).ok().map(|date| (place.trim(), date))
}

/// The text with a space wherever a letter and a figure touch ("tháng 4năm").
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if before.is_ascii_digit() && c.is_alphabetic()
            || before.is_alphabetic() && c.is_ascii_digit()
        {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

/// The date as the plan has it.
fn written(date: PartialDate) -> String {
    match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => format!("{day:02}/{month:02}/{year}"),
        (Some(year), Some(month), None) => format!("tháng {month:02}/{year}"),
        (Some(year), None, None) => format!("năm {year}"),
        _ => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{date_of, number_of};

    #[test]
    fn numbers_are_told_with_and_without_gaps() {
        for (text, number, symbol) in [
            ("Số: 12/KH-UBND", "12", "KH-UBND"),
            ("Số:       /KH-UBND", "", "KH-UBND"),
            ("Số: …./KH - UBND", "", "KH - UBND"),
            ("Số 05a/KH-THCS", "05a", "KH-THCS"),
            ("Số:........../2026/KH-SCT", "", "2026/KH-SCT"),
            ("Số 12-KH/ĐU", "12", "KH/ĐU"),
        ] {
            assert_eq!(number_of(text), Some((number, symbol)), "{text}");
        }
        for text in [
            "Sốt rét/sốt xuất huyết",
            "Số: 12",
            "Số lượng: 3/4",
            "Số 5/KH-UBND ngày 01/02/2026 của Sở",
        ] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_told_with_and_without_gaps() {
        for (text, place, day, month, year) in [
            ("Lào Cai, ngày 09 tháng 6 năm 2026", "Lào Cai", Some(9), Some(6), Some(2026)),
            ("Lào Cai, ngày      tháng 6 năm 2026", "Lào Cai", None, Some(6), Some(2026)),
            ("Đông A, ngày … tháng … năm 20…", "Đông A", None, None, None),
            ("TP. Hồ Chí Minh, tháng 02 năm 2026", "TP. Hồ Chí Minh", None, Some(2), Some(2026)),
            ("Lào Cai, ngày      tháng 4năm 2026", "Lào Cai", None, Some(4), Some(2026)),
            ("Lào Cai ngày 09 tháng 6 năm 2026", "Lào Cai", Some(9), Some(6), Some(2026)),
            ("Hà Nội, ngày     tháng    năm 2026.", "Hà Nội", None, None, Some(2026)),
        ] {
            let (found, date) = date_of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found, date.day, date.month, date.year),
                (place, day, month, year),
                "{text}"
            );
        }
        assert_eq!(date_of("Tuyên truyền, ngày hội lớn"), None);
    }
}
