//! Units that are given work but are not among the recipients.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::tables::header;
use crate::check::view::{Role, Section, View};
use crate::check::words::{lowered, near_after};
use crate::diagnostic::Severity;
use crate::model::document::Part;
use crate::model::fields::fold;

pub const RULE: Rule = Rule {
    id: "X05",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x05.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// Kinds of units, with what in the recipients stands for all of the kind.
const KINDS: &[(&str, &[&str])] = &[
    ("phòng", &["các phòng", "phòng, ban", "phòng chuyên môn", "ban, ngành", "phòng, đơn vị"]),
    (
        "văn phòng",
        &["các phòng", "phòng, ban", "phòng chuyên môn", "văn phòng", "ban, ngành", "vp "],
    ),
    ("sở", &["các sở", "sở, ban", "sở, ngành"]),
    ("trung tâm", &["trung tâm", "đơn vị sự nghiệp", "ban, ngành", "các phòng, đơn vị", "tt "]),
    ("công an", &["công an", "ban, ngành", "lực lượng vũ trang"]),
    ("ban chỉ huy quân sự", &["quân sự", "bchqs", "ban, ngành", "lực lượng vũ trang"]),
    ("trạm y tế", &["y tế", "đơn vị sự nghiệp", "ban, ngành"]),
    ("đoàn thanh niên", MASS),
    ("hội", MASS),
    ("ủy ban mặt trận tổ quốc", MASS),
    ("uỷ ban mặt trận tổ quốc", MASS),
    ("ủy ban mttq", MASS),
    ("trường", &["các trường", "trường học", "đơn vị sự nghiệp"]),
    ("trưởng thôn", THONS),
    ("trưởng bản", THONS),
    ("trưởng các thôn", THONS),
    ("trưởng các bản", THONS),
    ("các thôn", THONS),
    ("các bản", THONS),
    ("các tổ dân phố", THONS),
];
const MASS: &[&str] =
    &["đoàn thể", "mặt trận", "mttq", "các hội", "chính trị - xã hội", "ct-xh", "ctxh"];
const THONS: &[&str] = &["thôn", "bản", "tổ dân phố", "khu dân cư", "buôn", "khóm", "ấp"];

/// Lines for everybody.
const ALL: &[&str] = &[
    "như trên",
    "như điều",
    "như mục",
    "như phần",
    "các cơ quan",
    "các đơn vị",
    "cơ quan, đơn vị",
    "đơn vị liên quan",
    "đơn vị có liên quan",
];

/// Where the name of a unit ends.
const ENDS: &[&str] = &[
    " chủ",
    " phối hợp",
    " có ",
    " theo dõi",
    " tham mưu",
    " tổ chức",
    " hướng dẫn",
    " chịu",
    " căn cứ",
    " tổng hợp",
    " xây dựng",
    " kiểm tra",
    " rà soát",
    " thực hiện",
    " triển khai",
    " làm ",
    " là ",
    " và ",
    " tuyên truyền",
    " phát động",
    " vận động",
    " đôn đốc",
    " dự trữ",
    " bố trí",
    " cung cấp",
    " lập ",
    " báo cáo",
    " đăng",
    " thường xuyên",
    " bảo đảm",
    " đảm bảo",
    " tiếp",
    " để ",
    " trực ",
    " tăng cường",
    " nghiên cứu",
    " cùng ",
    " ban hành",
    " hỗ trợ",
    " quản lý",
    " giám sát",
    " cử ",
    " đề xuất",
    " trên địa bàn",
    " nâng cao",
    " đẩy mạnh",
    " thông báo",
    " công khai",
    " quán triệt",
    " phổ biến",
    " trình ",
    " được",
    ",",
    ";",
    ":",
    ".",
    "(",
    "\n",
];

fn judge(view: &View, facts: &[Known]) -> Vec<Found> {
    let lower = view.of(Role::Recipient).map(|(_, line)| lowered(line.plain()));
    let lines: Vec<(String, String)> = lower.map(|line| (fold(&line), line)).collect();
    let is_for_all = |line: &str| ALL.iter().any(|all| line.contains(all));
    if lines.is_empty() || lines.iter().any(|(_, line)| is_for_all(line)) {
        return Vec::new();
    }
    let mut told = BTreeSet::new();
    let mut columns = BTreeMap::new();
    let mut found = Vec::new();
    for known in facts {
        let Some(passage) = view.passages.get(known.passage) else { continue };
        let Fact { about: name, value: folded, .. } = known.fact;
        if told.contains(folded)
            || (passage.role == Role::Cell
                && !is_column_of_units(view, passage.section, &mut columns))
        {
            continue;
        }
        told.insert(folded);
        if !is_reached(name, &lines) {
            let message = format!("“{name}” được giao việc nhưng không có trong Nơi nhận.");
            let hint = "thêm đơn vị này vào Nơi nhận, hoặc một dòng chung như “Các phòng, đơn vị thuộc xã”";
            found.push(Found::new(known.at(), message).hint(hint));
        }
    }
    found
}

/// The units that a text puts in charge, or lists where it is a cell.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    let units = match role {
        Role::Heading => unit(text, 0).into_iter().collect(),
        Role::Paragraph => in_charge(text),
        Role::Cell => listed(text),
        _ => Vec::new(),
    };
    let fact = |range: Range<usize>| {
        let about = text.get(range.clone()).unwrap_or_default().to_owned();
        Fact { range, value: fold(&about), about }
    };
    units.into_iter().map(fact).collect()
}

/// The unit that begins at the byte `at`: a kind, and a name in capitals or of its kind.
fn unit(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = near_after(text, at, 160);
    let starts_name = rest.starts_with(|c: char| c.is_uppercase() || c == 'c');
    let length = ENDS.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let mut name = rest.get(..length)?.trim_end();
    // "Văn phòng HĐND và UBND" is one.
    let joined = "Văn phòng HĐND và UBND";
    if rest.starts_with(joined) {
        name = joined;
    }
    let lower = lowered(name);
    let is_whole = |kind: &str| {
        lower.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let (kind, _) = KINDS.iter().rev().find(|(kind, _)| is_whole(kind))?;
    let own = name.split(' ').nth(kind.split(' ').count());
    let is_named = match *kind {
        "phòng" | "sở" | "hội" | "trung tâm" | "trường" => {
            own.is_some_and(|own| own.starts_with(char::is_uppercase))
        }
        _ => true,
    };
    let words = name.split(' ').count();
    (starts_name && is_named && words <= 12).then(|| at..at + name.len())
}

/// The units that a sentence puts in charge: "Giao Phòng Kinh tế …", "Phòng Kinh tế
/// chủ trì …".
fn in_charge(text: &str) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    for verb in ["Giao ", "giao ", "Yêu cầu ", "Đề nghị ", "đề nghị "] {
        for (at, verb) in text.match_indices(verb) {
            units.extend(unit(text, at + verb.len()));
        }
    }
    for verb in [" chủ trì", " có trách nhiệm", " theo dõi", " tham mưu"] {
        let Some(at) = text.find(verb) else { continue };
        let before = text.get(..at).unwrap_or_default();
        let start = before.rfind(['.', ';', ':', '\n']).map_or(0, |last| last + 1);
        let start =
            start + before.get(start..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        units.extend(unit(text, start).filter(|unit| unit.end == at));
    }
    units.sort_by_key(|range| range.start);
    units.dedup();
    units
}

/// The units that a cell lists.
fn listed(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut units = Vec::new();
    for piece in text.split_inclusive([',', ';', '\n']) {
        let at = start + piece.len() - piece.trim_start_matches([' ', '-']).len();
        units.extend(unit(text, at));
        start += piece.len();
    }
    units
}

/// Whether the column of a cell names who does something.
fn is_column_of_units(view: &View, section: Section, known: &mut Columns) -> bool {
    let column = section.cell.map(|(_, column)| column);
    let key = (section.appendix, section.part, column);
    *known.entry(key).or_insert_with(|| is_of_units(view, section))
}

/// Columns of tables, by appendix, part and place: whether each names who does something.
type Columns = BTreeMap<(Option<usize>, Option<usize>, Option<usize>), bool>;

fn is_of_units(view: &View, section: Section) -> bool {
    let Some(Part::Table(table)) = view.part(section).map(|placed| &placed.part) else {
        return false;
    };
    section.cell.is_some_and(|(_, column)| {
        let header = fold(&header(table, column));
        ["chu tri", "thuc hien", "trach nhiem", "phu trach"]
            .iter()
            .any(|word| header.contains(word))
            && ["don vi", "co quan", "trach nhiem", "phu trach", "bo phan"]
                .iter()
                .any(|word| header.contains(word))
    })
}

/// Whether the plan goes to the unit: by its name, with all of its kind, or as the unit
/// that wrote it ("Lưu: VT, KT").
fn is_reached(name: &str, lines: &[(String, String)]) -> bool {
    let name = lowered(name);
    let Some((kind, all)) = KINDS.iter().rev().find(|(kind, _)| name.starts_with(kind)) else {
        return true;
    };
    let own = name.get(kind.len()..).unwrap_or_default().trim();
    let own = [" xã", " phường", " tỉnh"].iter().find_map(|of| own.strip_suffix(of)).unwrap_or(own);
    let (own, folded) = (fold(own), fold(&name));
    let initials: String = own.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
    lines.iter().any(|(plain, line)| {
        if line.contains("lưu:") {
            let mut marks = plain.split([' ', ',', '.', '(', ')', ';']);
            return initials.len() > 1 && marks.any(|mark| mark == initials);
        }
        // What is left of a verb that `ENDS` does not know does no harm.
        let mut units = plain.split([',', ';']).map(|unit| unit.trim_matches(['-', ' ', '.']));
        units.any(|unit| unit.len() > kind.chars().count() && folded.starts_with(unit))
            || (!own.is_empty() && plain.contains(&own))
            || all.iter().any(|all| line.contains(all))
    })
}
