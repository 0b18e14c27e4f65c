//! The fields of a plan that stand alone (the sheet *Thông tin*): their JSON
//! path and the label a clerk sees, one table for readers and messages.
//!
//! A new field of the plan is a row here, a field in `plan.rs` and a line in
//! `read/mod.rs`; a test compares the three.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::vocabulary::{column, setting, sheet};

/// A field of the sheet *Thông tin*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Path of JSON keys from the plan's root, joined by a full stop.
    pub path: &'static str,
    /// The label in a workbook and in messages.
    pub label: &'static str,
    /// Path of the second issuer's value (second column Giá trị), for a joint
    /// plan; `None` where a plan has only one.
    pub joint: Option<&'static str>,
}

const fn field(path: &'static str, label: &'static str) -> Field {
    Field { path, label, joint: None }
}

const fn shared(path: &'static str, label: &'static str, joint: &'static str) -> Field {
    Field { path, label, joint: Some(joint) }
}

/// Every field of *Thông tin*, in the order of the sheet.
pub const FIELDS: &[Field] = &[
    field("kind", "Tên loại"),
    shared("letterhead.parent_agency", "Cơ quan chủ quản", "joint.parent_agency"),
    shared("letterhead.agency", "Cơ quan ban hành", "joint.agency"),
    shared("letterhead.number", "Số", "joint.number"),
    shared("letterhead.symbol", "Ký hiệu", "joint.symbol"),
    field("letterhead.place", "Địa danh"),
    field("letterhead.date", "Ngày ban hành"),
    field("subject", "Trích yếu"),
    field("issued_with", "Ban hành kèm theo"),
    shared("signature.authority", "Thẩm quyền ký", "joint.signature.authority"),
    shared("signature.position", "Chức vụ", "joint.signature.position"),
    shared("signature.other_position", "Chức vụ khác", "joint.signature.other_position"),
    shared("signature.name", "Người ký", "joint.signature.name"),
    shared("signature.signature_image", "Ảnh chữ ký", "joint.signature.signature_image"),
    shared("signature.seal_image", "Ảnh dấu", "joint.signature.seal_image"),
    field("urgency", "Độ khẩn"),
    field("circulation", "Phạm vi lưu hành"),
    field("drafter", "Ký hiệu người soạn"),
    field("copies", "Số bản"),
    field("draft", "Dự thảo"),
    field("keywords", "Từ khóa"),
    field("allow", "Bỏ qua quy tắc"),
];

/// What the members outside *Thông tin* are called: the other sheets, their
/// columns and their rows of settings.
const MEMBERS: &[(&str, &str)] = &[
    ("letterhead", "Phần đầu văn bản"),
    ("signature", "Chữ ký"),
    ("joint", "Cơ quan ban hành thứ hai"),
    ("joint.signature", "Chữ ký của cơ quan thứ hai"),
    ("body", sheet::BODY),
    ("recipients", sheet::RECIPIENTS),
    ("appendices", sheet::APPENDIX),
    ("appendices.label", setting::LABEL),
    ("appendices.title", setting::TITLE),
    ("appendices.reference", setting::REFERENCE),
    ("appendices.orientation", setting::ORIENTATION),
    ("appendices.blocks", "Nội dung của phụ lục"),
    ("footnotes", sheet::FOOTNOTES),
    ("footnotes.mark", column::NUMBER),
    ("footnotes.text", column::TEXT),
    ("block", "Khối nội dung"),
    ("block.kind", column::KIND),
    ("block.marker", column::MARKER),
    ("block.level", column::LEVEL),
    ("block.text", column::TEXT),
    ("block.rows", "Các dòng của bảng"),
    ("block.header_rows", setting::HEADER_ROWS),
    ("block.widths", setting::WIDTHS),
    ("image.file", "Tên tệp hình"),
    ("image.text", column::ALTERNATIVE),
    ("image.width", "Bề rộng hình"),
];

/// What a person calls the member at `path`, or the path itself where there is
/// no such name.
pub fn label(path: &str) -> &str {
    let field = FIELDS.iter().find(|f| f.path == path || f.joint == Some(path)).map(|f| f.label);
    let member = || MEMBERS.iter().find(|(known, _)| *known == path).map(|(_, label)| *label);
    field.or_else(member).unwrap_or(path)
}

/// Folds case, runs of white space and diacritics, so that "Cơ quan ban hành",
/// "co quan ban hanh" and "CƠ QUAN  BAN HÀNH" are equal.
pub fn fold(text: &str) -> String {
    let stripped: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    stripped.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Bytes of a text that may be somebody's name for a field or a sheet.
const NAME_LIMIT: usize = 300;

/// The candidate that a person probably meant by `typed`, if one is close:
/// both folded, at least 72 % alike.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A name is short; comparing takes time by the product of the lengths.
    let is_name = |text: &str| text.len() <= NAME_LIMIT;
    let typed = fold(Some(typed).filter(|typed| is_name(typed))?);
    candidates
        .into_iter()
        .filter(|candidate| is_name(candidate))
        .map(|candidate| {
            (strsim::normalized_damerau_levenshtein(&typed, &fold(candidate)), candidate)
        })
        .filter(|(likeness, _)| *likeness >= 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
