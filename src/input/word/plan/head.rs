//! The letterhead: whatever way an office sets it, its lines are known by what they say
//! (PL1 I.II.1–4).
//!
//! Depends on `model`. What else may stand above the title is an arm of [`Head::line`].

use super::approval;
use super::lines::{Line, Side};
use super::making::{Making, Map, Passage, joined, quoted};
use super::words::{begins, in_brackets, is_rule, letters, packed, without};
use super::written::{date_of, number_of, printed_number, written};
use crate::model::date::PartialDate;
use crate::model::fields::{closest, fold};
use crate::model::node::{Node, RawText, Value};
use crate::model::plan::{Circulation, Urgency};
use crate::origin::Origin;

const NATION: &str = "Cộng hòa xã hội chủ nghĩa Việt Nam";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
const PARTY: &str = "dang cong san viet nam";
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
    /// The lines of an approval by a higher office: "DUYỆT …".
    approval: Vec<Line>,
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
        approval::leave(std::mem::take(&mut head.approval), making);
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
        if text.find('-').is_some_and(|dash| text.find('/').is_none_or(|slash| dash < slash)) {
            let message = format!(
                "Số “{number}-{symbol}” ghi theo lối của văn bản Đảng, đoàn thể; chương trình in “Số: {number}/{symbol}”."
            );
            making.doubt(origin, message, "văn bản của Đảng không theo Nghị định 30: giữ trong Word; không phải thì sửa Ký hiệu");
        }
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
            making.printed(line.text(), line.origin());
            self.urgency = Some(line.passage.clone());
        } else if Circulation::WORDS.iter().any(|(_, words)| known(words)) {
            making.printed(line.text(), line.origin());
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
        let approved = self.approval.last().is_some_and(|last| last.side == line.side);
        if begins(line.text(), PARTY) {
            let message =
                "Đây là văn bản của Đảng, không theo Nghị định 30; chương trình in Quốc hiệu.";
            making.doubt(line.origin(), message.to_owned(), "giữ văn bản này trong Word");
            making.printed(line.text(), line.origin());
        } else if approval::opens(line.text()) || approved {
            self.approval.push(line.clone());
        } else if begins(line.text(), "v/v") || !self.about.is_empty() && line.side == Side::Left {
            self.about.push(line.passage.clone());
        } else if is_name || late && self.agencies.is_empty() {
            self.agencies.push(line.clone());
        } else {
            let why = "không nhận ra đây là mục nào của phần đầu văn bản";
            let hint = "cần thì điền vào mục thích hợp của trang Thông tin";
            making.left(line.text(), line.origin(), why, hint);
        }
    }

    /// What a letter is about, without the words that say so. A document that is `titled`
    /// has a subject of its own.
    pub fn about(&mut self, titled: bool, making: &mut Making) -> Option<Passage> {
        let about = std::mem::take(&mut self.about);
        if titled {
            for Passage { text, origin } in &about {
                let why = "văn bản đã có trích yếu dưới tên loại";
                making.left(&text.text, origin, why, CHECK);
            }
            return None;
        }
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

    /// Takes the date of a document that has it above the signature.
    pub fn late(&mut self, lines: &[Line], making: &mut Making) {
        for line in lines {
            match date_of(line.text()) {
                Some((place, date)) if !self.seen_date => {
                    self.dated(place, date, line.text(), line.origin(), making);
                }
                Some(_) => {
                    let why = "ngày ở chỗ ký; văn bản đã có ngày ở phần đầu";
                    making.left(line.text(), line.origin(), why, CHECK);
                }
                None => {}
            }
        }
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
pub fn is_national(text: &str) -> bool {
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
                    quoted(first.text())
                );
                making.doubt(first.origin(), message, CHECK);
            }
            usize::from(!whole)
        }
    };
    // Where an office is stands below what it is.
    let goes_on = ["va", "cua"];
    let is_area = |line: &Line| AREAS.iter().chain(&goes_on).any(|area| begins(line.text(), area));
    let split = if lines.get(split..).is_some_and(|own| own.iter().all(is_area)) {
        split.saturating_sub(1)
    } else {
        split
    };
    let (parent, agency) = lines.split_at(split);
    (joined(&passages(parent)), joined(&passages(agency)))
}

/// What the names of places begin with, folded.
const AREAS: &[&str] =
    &["xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa", "thanh pho", "tp", "tinh"];

/// "ỦY BAN NHÂN DÂN" over "XÃ …": the second line says where.
fn is_one_name(lines: &[Line]) -> bool {
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
