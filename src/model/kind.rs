//! The named types of documents with their abbreviations (NĐ 30/2020/NĐ-CP,
//! Phụ lục III, Mục I). A new type is a row of [`KINDS`].

use super::fields::fold;

/// A named type (tên loại).
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name as printed, upper case.
    pub name: &'static str,
    /// The name inside a sentence, e.g. "Kế hoạch".
    pub title: &'static str,
    /// The abbreviation in the symbol, e.g. "KH".
    pub abbreviation: &'static str,
}

const fn kind(name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind { name, title, abbreviation }
}

/// Every named type, plans first, then in the decree's order.
pub const KINDS: &[Kind] = &[
    kind("KẾ HOẠCH", "Kế hoạch", "KH"),
    kind("NGHỊ QUYẾT", "Nghị quyết", "NQ"),
    kind("QUYẾT ĐỊNH", "Quyết định", "QĐ"),
    kind("CHỈ THỊ", "Chỉ thị", "CT"),
    kind("QUY CHẾ", "Quy chế", "QC"),
    kind("QUY ĐỊNH", "Quy định", "QyĐ"),
    kind("THÔNG CÁO", "Thông cáo", "TC"),
    kind("THÔNG BÁO", "Thông báo", "TB"),
    kind("HƯỚNG DẪN", "Hướng dẫn", "HD"),
    kind("CHƯƠNG TRÌNH", "Chương trình", "CTr"),
    kind("PHƯƠNG ÁN", "Phương án", "PA"),
    kind("ĐỀ ÁN", "Đề án", "ĐA"),
    kind("DỰ ÁN", "Dự án", "DA"),
    kind("BÁO CÁO", "Báo cáo", "BC"),
    kind("BIÊN BẢN", "Biên bản", "BB"),
    kind("TỜ TRÌNH", "Tờ trình", "TTr"),
    kind("HỢP ĐỒNG", "Hợp đồng", "HĐ"),
    kind("CÔNG ĐIỆN", "Công điện", "CĐ"),
    kind("BẢN GHI NHỚ", "Bản ghi nhớ", "BGN"),
    kind("BẢN THỎA THUẬN", "Bản thỏa thuận", "BTT"),
    kind("GIẤY ỦY QUYỀN", "Giấy ủy quyền", "GUQ"),
    kind("GIẤY MỜI", "Giấy mời", "GM"),
    kind("GIẤY GIỚI THIỆU", "Giấy giới thiệu", "GGT"),
    kind("GIẤY NGHỈ PHÉP", "Giấy nghỉ phép", "GNP"),
    kind("PHIẾU GỬI", "Phiếu gửi", "PG"),
    kind("PHIẾU CHUYỂN", "Phiếu chuyển", "PC"),
    kind("PHIẾU BÁO", "Phiếu báo", "PB"),
];

/// The type named `name`, whatever its case and spaces.
pub fn find(name: &str) -> Option<&'static Kind> {
    let folded = fold(name);
    KINDS.iter().find(|kind| fold(kind.name) == folded)
}
