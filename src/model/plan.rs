//! A plan as checked: every field typed, every text with its origin. Doc
//! comments of fields become descriptions in the JSON Schema, hence Vietnamese
//! where a person filling in the JSON reads them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::date::PartialDate;
use super::kind::{KINDS, Kind};
use super::text::Text;
use crate::origin::{Origin, Sourced};

pub use super::block::{Block, Content, Image, Marker, Paragraph};

/// Kế hoạch, hoặc văn bản có tên loại khác của Nghị định 30/2020/NĐ-CP.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Plan {
    /// Tên loại, ví dụ "KẾ HOẠCH"; bỏ trống là "KẾ HOẠCH".
    #[schemars(with = "Option<KindName>")]
    pub kind: Sourced<&'static Kind>,
    /// Phần đầu của trang 1.
    pub letterhead: Letterhead,
    /// Trích yếu; "\n" là chỗ xuống dòng tác giả muốn.
    pub subject: Text,
    /// Văn bản mà kế hoạch được ban hành kèm theo, ví dụ "Quyết định số 12/QĐ-UBND ngày …".
    pub issued_with: Option<Text>,
    /// Độ khẩn.
    pub urgency: Option<Sourced<Urgency>>,
    /// Chỉ dẫn phạm vi lưu hành.
    pub circulation: Option<Sourced<Circulation>>,
    /// Ký hiệu người soạn thảo, ví dụ "PL".
    pub drafter: Option<Text>,
    /// Số lượng bản phát hành, ví dụ "300".
    pub copies: Option<Text>,
    /// Dự thảo: in chữ DỰ THẢO ngoài các ô của văn bản.
    #[schemars(with = "Option<bool>")]
    pub draft: bool,
    /// Từ khóa trong thông tin của tệp PDF.
    #[schemars(with = "Option<Vec<Text>>")]
    pub keywords: Vec<Text>,
    /// Các quy tắc mà cơ quan không dùng khi kiểm tra, ví dụ "B05"; xem bằng lệnh kehoach rules.
    #[schemars(with = "Option<Vec<Text>>")]
    pub allow: Vec<Text>,
    /// Nội dung.
    pub body: Vec<Block>,
    /// Nơi nhận, không cần ghi gạch đầu dòng và dấu chấm phẩy; dòng cuối là "Lưu: …".
    #[schemars(with = "Option<Vec<Text>>")]
    pub recipients: Vec<Text>,
    /// Chữ ký; không có khi ban hành kèm theo văn bản khác.
    pub signature: Option<Signature>,
    /// Cơ quan thứ hai của văn bản liên tịch.
    pub joint: Option<JointIssuer>,
    /// Phụ lục.
    #[schemars(with = "Option<Vec<Appendix>>")]
    pub appendices: Vec<Appendix>,
    /// Chú thích cuối trang, gọi trong chữ bằng `[^1]`.
    #[schemars(with = "Option<Vec<Footnote>>")]
    pub footnotes: Vec<Footnote>,
    /// The whole plan in its file.
    #[schemars(skip)]
    pub origin: Origin,
}

/// The parts of a plan that are lists of texts and blocks.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// See [`Plan::body`].
    pub body: Vec<Block>,
    /// See [`Plan::recipients`].
    pub recipients: Vec<Text>,
    /// See [`Plan::appendices`].
    pub appendices: Vec<Appendix>,
    /// See [`Plan::footnotes`].
    pub footnotes: Vec<Footnote>,
}

impl Parts {
    /// Their keys in a plan.
    pub const KEYS: [&str; 4] = ["body", "recipients", "appendices", "footnotes"];
}

/// Cơ quan, số, ký hiệu, địa danh, ngày (PL1 I.II.2–4).
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Letterhead {
    /// Cơ quan chủ quản trực tiếp, nếu có.
    pub parent_agency: Option<Text>,
    /// Cơ quan ban hành; "\n" là xuống dòng.
    pub agency: Text,
    /// Số, ví dụ "05"; để trống thì chừa chỗ.
    #[schemars(with = "Option<String>")]
    pub number: Option<Sourced<String>>,
    /// Ký hiệu, ví dụ "KH-UBND".
    pub symbol: Option<Text>,
    /// Địa danh.
    pub place: Option<Text>,
    /// Ngày ban hành: "2026-02-05", "05/02/2026", "tháng 02/2026", "năm 2026"; phần thiếu được chừa chỗ.
    #[schemars(with = "Option<String>")]
    pub date: Sourced<PartialDate>,
}

/// Cơ quan thứ hai của văn bản liên tịch.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct JointIssuer {
    /// Cơ quan chủ quản trực tiếp, nếu có.
    pub parent_agency: Option<Text>,
    /// Cơ quan ban hành.
    pub agency: Text,
    /// Số; để trống thì chừa chỗ.
    #[schemars(with = "Option<String>")]
    pub number: Option<Sourced<String>>,
    /// Ký hiệu.
    pub symbol: Option<Text>,
    /// Chữ ký của cơ quan thứ hai.
    pub signature: Signature,
}

/// Quyền hạn, chức vụ, họ tên người ký (PL1 I.II.7).
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Signature {
    /// Quyền hạn, mỗi dòng một mục: "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH".
    pub authority: Option<Text>,
    /// Chức vụ: "PHÓ CHỦ TỊCH".
    pub position: Text,
    /// Chức vụ khác, in ngay trên họ tên (ban chỉ đạo dùng dấu của cơ quan).
    pub other_position: Option<Text>,
    /// Họ và tên; để trống thì chừa chỗ.
    pub name: Option<Text>,
    /// Tệp ảnh chữ ký (PNG, JPEG), cùng thư mục với kế hoạch.
    pub signature_image: Option<Text>,
    /// Tệp ảnh dấu của cơ quan (PNG, JPEG).
    pub seal_image: Option<Text>,
}

/// Phụ lục.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Appendix {
    /// Nhãn; bỏ trống là "Phụ lục", hoặc "Phụ lục I", "Phụ lục II" … khi có từ hai phụ lục.
    pub label: Option<Text>,
    /// Tên phụ lục.
    pub title: Option<Text>,
    /// Dòng "(Kèm theo …)"; bỏ trống thì chương trình ghi theo văn bản.
    pub reference: Option<Text>,
    /// Khổ giấy: "portrait" (đứng) hoặc "landscape" (ngang).
    #[schemars(with = "Option<Orientation>")]
    pub orientation: Orientation,
    /// Chữ và bảng của phụ lục.
    pub blocks: Vec<Block>,
    /// Its place among the appendices of the plan, from 1.
    #[schemars(skip)]
    pub place: usize,
    /// Where the appendix stands.
    #[schemars(skip)]
    pub origin: Origin,
}

/// Chú thích cuối trang.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Footnote {
    /// Số của chú thích, ví dụ "1" cho `[^1]`.
    #[schemars(with = "String")]
    pub mark: Sourced<String>,
    /// Nội dung chú thích.
    pub text: Text,
    /// Whether its call may be in a part that a commune does without: it then goes
    /// too.
    #[schemars(skip)]
    pub optional: bool,
}

/// Declares an enumeration of words: each with its JSON word, and the words a
/// clerk may write.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = [$first:literal $(, $more:literal)*],)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value with the words that mean it, the JSON word first.
            pub const WORDS: &[(Self, &[&str])] = &[$((Self::$variant, &[$first $(, $more)*]),)*];
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let words: Vec<&str> = Self::WORDS.iter().flat_map(|(_, words)| *words).copied().collect();
                json_schema!({ "enum": words })
            }
        }
    };
}

words! {
    /// Độ khẩn (PL1 I.III.2b).
    Urgency {
        /// 20 × 8 mm.
        Urgent = ["KHẨN"],
        /// 40 × 8 mm.
        VeryUrgent = ["THƯỢNG KHẨN"],
        /// 30 × 8 mm.
        Immediate = ["HOẢ TỐC", "HỎA TỐC"],
    }
}

words! {
    /// Chỉ dẫn phạm vi lưu hành (PL1 I.III.2c).
    Circulation {
        /// To be returned after reading.
        Return = ["XEM XONG TRẢ LẠI"],
        /// For internal use.
        Internal = ["LƯU HÀNH NỘI BỘ"],
    }
}

words! {
    /// Khổ giấy của một phụ lục.
    Orientation {
        /// Khổ đứng.
        Portrait = ["portrait", "đứng", "dọc"],
        /// Khổ ngang.
        Landscape = ["landscape", "ngang"],
    }
}

words! {
    /// Kiểu của một dòng nội dung.
    BlockKind {
        /// Tiêu đề.
        Heading = ["heading", "tiêu đề"],
        /// Đoạn.
        Paragraph = ["paragraph", "đoạn"],
        /// Căn cứ.
        LegalBasis = ["legal_basis", "căn cứ"],
        /// Bảng.
        Table = ["table", "bảng"],
        /// Hình.
        Image = ["image", "hình"],
    }
}

/// Stands for [`Kind`] in the JSON Schema.
struct KindName;

impl JsonSchema for KindName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        json_schema!({ "enum": names })
    }
}
