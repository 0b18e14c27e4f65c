//! What drop-down lists offer. Lists too long for a rule of Excel's (255
//! characters), or with line breaks, stand on a hidden sheet.

use rust_xlsxwriter::{DataValidation, Formula, XlsxError};

use super::look;
use super::sheet::Sheet;
use crate::model::kind::KINDS;
use crate::model::vocabulary::{clerk_words, sheet as name};

/// The forms of signing (PL1 I.II.7a; Đ.13), to begin with.
const AUTHORITIES: &[&str] = &[
    "TM. ỦY BAN NHÂN DÂN",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
    "KT. CHỦ TỊCH",
    "TL. CHỦ TỊCH",
    "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG",
    "TUQ. CHỦ TỊCH",
    "KT. GIÁM ĐỐC",
    "TM. HỘI ĐỒNG NHÂN DÂN",
    "TM. BAN CHỈ ĐẠO",
    "KT. TRƯỞNG BAN",
];

/// Positions of those who sign, to begin with; one who acts for the time being
/// has `Q.`
const POSITIONS: &[&str] = &[
    "CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Q. CHỦ TỊCH",
    "CHÁNH VĂN PHÒNG",
    "PHÓ CHÁNH VĂN PHÒNG",
    "TRƯỞNG PHÒNG KINH TẾ",
    "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI",
    "GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "Q. GIÁM ĐỐC",
    "TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN",
];

/// What a cell may hold.
pub enum Choices {
    /// The named types of documents.
    Kinds,
    /// Forms of signing; others may be typed.
    Authorities,
    /// Positions; others may be typed.
    Positions,
    /// A few words.
    Words(Vec<&'static str>),
}

impl Choices {
    /// The words that a clerk is shown for each value.
    pub fn words<T>(words: &[(T, &'static [&'static str])]) -> Self {
        Self::Words(
            words.iter().filter_map(|(_, words)| clerk_words(words).first()).copied().collect(),
        )
    }

    /// The rule of a cell. What is not in a closed list is refused, as the
    /// program would refuse it.
    pub fn validation(&self) -> Result<DataValidation, XlsxError> {
        let list = DataValidation::new();
        let list = match self {
            Self::Words(words) => list.allow_list_strings(words)?,
            Self::Kinds => list.allow_list_formula(range(0, KINDS.len())),
            Self::Authorities => list.allow_list_formula(range(1, AUTHORITIES.len())),
            Self::Positions => list.allow_list_formula(range(2, POSITIONS.len())),
        };
        match self {
            Self::Authorities | Self::Positions => Ok(list.show_error_message(false)),
            Self::Words(_) | Self::Kinds => list
                .set_error_title("Chọn trong danh sách")?
                .set_error_message("Bấm mũi tên bên phải ô để chọn, hoặc xóa trống ô này."),
        }
    }
}

/// Where a list stands on the hidden sheet, below its title.
fn range(column: u16, count: usize) -> Formula {
    let letter = crate::origin::column_letters(column.into());
    Formula::new(format!("='{}'!${letter}$2:${letter}${}", name::CHOICES, count + 1))
}

/// The hidden sheet.
pub fn sheet() -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name::CHOICES)?;
    sheet.hide();
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let lists =
        [("Tên loại", kinds.as_slice()), ("Thẩm quyền ký", AUTHORITIES), ("Chức vụ", POSITIONS)];
    for (column, (title, words)) in (0..).zip(lists) {
        sheet.word((0, column), title, &look::title())?;
        for (row, word) in (1..).zip(words) {
            sheet.word((row, column), word, &look::cell())?;
        }
    }
    sheet.columns(&[30.0, 36.0, 36.0])?;
    Ok(sheet)
}
