//! The words of a workbook that holds a plan: its sheets, their columns and
//! their rows of settings. Readers and the writer share them, so that what is
//! written is what is read.
//!
//! The labels of the sheet *Thông tin* are in [`super::fields::FIELDS`], the
//! words of the columns with a choice in [`super::plan`]. A new column or
//! setting is a line here and one where it is read and where it is written.

/// The sheets by name.
pub mod sheet {
    /// The fields that stand alone.
    pub const INFO: &str = "Thông tin";
    /// The body, a block a row.
    pub const BODY: &str = "Nội dung";
    /// The recipients, one a row.
    pub const RECIPIENTS: &str = "Nơi nhận";
    /// How the name of an appendix's sheet begins.
    pub const APPENDIX: &str = "Phụ lục";
    /// The footnotes.
    pub const FOOTNOTES: &str = "Chú thích";
    /// The communes that a plan is made for.
    pub const COMMUNES: &str = "Danh sách xã";
    /// What drop-down lists offer; nothing is read from it.
    pub const CHOICES: &str = "Danh sách chọn";
    /// What is found in a plan, in an annotated copy of it; nothing is read from it.
    pub const FINDINGS: &str = "Kết quả kiểm tra";
    /// How the writer names the sheet of a table of the body, before a number.
    pub const TABLE: &str = "Bảng";
    /// The sheets that are looked for by name.
    pub const KNOWN: &[&str] = &[INFO, BODY, RECIPIENTS, APPENDIX, FOOTNOTES, COMMUNES];
}

/// The columns of sheets by their headings.
pub mod column {
    /// A label; what stands in front of a block.
    pub const MARKER: &str = "Mục";
    /// The value beside a label.
    pub const VALUE: &str = "Giá trị";
    /// Text; the file of a picture; the sheet of a table.
    pub const TEXT: &str = "Nội dung";
    /// What a block is.
    pub const KIND: &str = "Kiểu";
    /// The level of a block that the program numbers.
    pub const LEVEL: &str = "Cấp";
    /// The communes for which a block is printed.
    pub const CONDITION: &str = "Điều kiện";
    /// What a screen reader says in place of a picture.
    pub const ALTERNATIVE: &str = "Mô tả";
    /// The width of a picture in mm.
    pub const WIDTH: &str = "Bề rộng";
    /// The mark of a footnote.
    pub const NUMBER: &str = "Số";
    /// The columns of labels and values.
    pub const FIELDS: &[&str] = &[MARKER, VALUE];
    /// The columns of blocks.
    pub const BLOCKS: &[&str] = &[MARKER, TEXT, KIND, LEVEL, CONDITION, ALTERNATIVE, WIDTH];
    /// The columns of footnotes.
    pub const FOOTNOTES: &[&str] = &[NUMBER, TEXT];
}

/// The rows of settings above an appendix or a table.
pub mod setting {
    /// The line above an appendix's title.
    pub const LABEL: &str = "Nhãn";
    /// The title.
    pub const TITLE: &str = "Tiêu đề";
    /// The line "(Kèm theo …)".
    pub const REFERENCE: &str = "Dòng kèm theo";
    /// The orientation of the paper.
    pub const ORIENTATION: &str = "Khổ giấy";
    /// How many rows a table repeats on every page.
    pub const HEADER_ROWS: &str = "Số dòng tiêu đề";
    /// The widths of a table's columns.
    pub const WIDTHS: &str = "Độ rộng";
    /// How many rows a table has, blank ones counted.
    pub const ROWS: &str = "Số dòng của bảng";
    /// How many columns a table has, counted from the setting's own.
    pub const COLUMNS: &str = "Số cột của bảng";
    /// The settings of an appendix, with their keys.
    pub const OF_APPENDIX: &[(&str, &str)] = &[
        (LABEL, "label"),
        (TITLE, "title"),
        (REFERENCE, "reference"),
        (ORIENTATION, "orientation"),
    ];
    /// The settings of a table, with their keys.
    pub const OF_TABLE: &[(&str, &str)] =
        &[(HEADER_ROWS, "header_rows"), (WIDTHS, "widths"), (ROWS, "rows"), (COLUMNS, "columns")];
}

/// In the column Mục: the block has no marker, even where its text begins like
/// one.
pub const NO_MARKER: &str = "(trống)";

/// The truth value of a cell that says yes.
pub const YES: &str = "có";

/// The truth value that says no.
pub const NO: &str = "không";

/// Of the words that mean one value, those that a clerk is shown: JSON takes an
/// English key before the Vietnamese words too.
pub fn clerk_words<'a>(words: &'a [&'static str]) -> &'a [&'static str] {
    let is_key = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    match words {
        [first, rest @ ..] if !rest.is_empty() && is_key(first) => rest,
        all => all,
    }
}
