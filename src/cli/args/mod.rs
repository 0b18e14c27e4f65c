//! The arguments, and every word of the help. No logic.
//!
//! clap's own words are English and cannot be translated one by one, so the
//! help flags, the templates and the usage lines are given here in full.

mod batch;
mod check;
mod preview;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use crate::check::find;
use crate::output::{FORMATS, Format};

pub use batch::{Batch, Report};
pub use check::{Check, Rules};
pub use preview::{App, Page, Preview};

const PROGRAM: &str = "\
{about}

Cách dùng: {usage}

Lệnh:
{subcommands}

Tùy chọn:
{options}{after-help}
";

const WITH_ARGUMENTS: &str = "\
{about}

Cách dùng: {usage}

Đối số:
{positionals}

Tùy chọn:
{options}{after-help}
";

const WITHOUT_ARGUMENTS: &str = "\
{about}

Cách dùng: {usage}

Tùy chọn:
{options}{after-help}
";

// What several commands take.
const PLAN_HELP: &str = "Tệp kế hoạch: bảng tính .xlsx, .xlsm, .xlsb, .xls, .ods; .csv, .json hoặc .docx\n(.csv là trang Nội dung; tệp .json cùng tên hoặc --set cho các mục khác)";
const SET_HELP: &str = r#"Thay một mục của trang Thông tin, ví dụ "Số=15"; ghi được nhiều lần"#;
const LEGACY_HELP: &str = "Đọc chữ ở bảng mã cũ TCVN3 (ABC) hoặc VNI thành Unicode, không báo lỗi";

const ALLOW_HELP: &str = "Bỏ qua một quy tắc kiểm tra, ví dụ B05; ghi được nhiều lần";
const ROWS_HELP: &str =
    "Danh sách xã: bảng tính, .csv hoặc .json; mặc định trang Danh sách xã của kế hoạch";

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "kehoach",
    version,
    about = "Làm tệp PDF của kế hoạch đúng thể thức Nghị định 30/2020/NĐ-CP từ bảng tính hoặc JSON.",
    override_usage = "kehoach [LỆNH] [TÙY CHỌN]",
    help_template = PROGRAM,
    after_help = "\
Ví dụ:
  kehoach                           mở trang của chương trình trong trình duyệt
  kehoach init                      tạo ke-hoach.xlsx để điền
  kehoach build ke-hoach.xlsx       ghi output/ke-hoach.pdf
  kehoach build --help              trợ giúp của lệnh build

Mã thoát: 0 xong; 1 dữ liệu có lỗi; 2 không chạy được.",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Args {
    /// The subcommand; the page to begin with where there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    help: HelpFlag,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = "In số phiên bản")]
    version: Option<bool>,
}

/// The subcommands, in the order of the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Opens the page to begin with.
    #[command(about = "Mở trang của chương trình trong trình duyệt (cũng là khi không ghi lệnh)")]
    App(App),
    /// Shows a plan while it is written.
    #[command(about = "Xem trước một kế hoạch trong trình duyệt, thay đổi là thấy ngay")]
    Preview(Preview),
    /// Writes a workbook to begin with.
    #[command(about = "Tạo bảng tính để điền, từ mẫu hoặc từ văn bản Word năm trước")]
    Init(Init),
    /// Makes the document of one plan.
    #[command(about = "Làm văn bản từ một kế hoạch (bảng tính, .csv hoặc .json)")]
    Build(Build),
    /// Makes the documents of a plan for all communes of a list.
    #[command(about = "Làm văn bản của một kế hoạch cho mọi xã trong danh sách")]
    Batch(Batch),
    /// Tells what the rules find in a plan.
    #[command(about = "Kiểm tra một kế hoạch theo Nghị định 30, nêu từng ô phải sửa")]
    Check(Check),
    /// Tells what the rules are.
    #[command(about = "Liệt kê các quy tắc kiểm tra, hoặc giải thích một quy tắc")]
    Rules(Rules),
    /// Joins the reports of runs.
    #[command(about = "Gộp báo cáo của nhiều lần chạy batch")]
    Report(Report),
    /// Writes a plan as a workbook or JSON.
    #[command(about = "Chuyển một kế hoạch sang bảng tính (.xlsx) hoặc JSON (.json)")]
    Convert(Convert),
    /// Prints the JSON Schema of a plan.
    #[command(about = "In lược đồ JSON (JSON Schema) của một kế hoạch")]
    Schema(Schema),
}

/// `kehoach init`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach init [--from <TỆP.docx>] [THƯ MỤC]",
    help_template = WITH_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach init
      ghi ke-hoach.xlsx và ke-hoach.json ở thư mục đang đứng
  kehoach init \"Kế hoạch 2026\"
      ghi vào thư mục này; chưa có thì tạo
  kehoach init --from \"Kế hoạch 2025.docx\" \"Kế hoạch 2026\"
      ghi Kế hoạch 2025.xlsx, .json và báo cáo: đọc được gì, phải sửa gì cho năm nay

Không có --from thì hai tệp chứa cùng một kế hoạch mẫu ngắn, làm ra PDF được ngay.
Tệp có sẵn không bị ghi đè.",
    disable_help_flag = true
)]
pub struct Init {
    /// Where to write, else the current folder.
    #[arg(value_name = "THƯ MỤC", help = "Thư mục ghi vào; mặc định là thư mục đang đứng")]
    pub folder: Option<PathBuf>,
    /// The document to begin with.
    #[arg(
        long,
        value_name = "TỆP.docx",
        help = "Lấy nội dung từ văn bản Word này, ví dụ kế hoạch năm trước"
    )]
    pub from: Option<PathBuf>,
    #[command(flatten)]
    help: HelpFlag,
}

/// `kehoach build`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach build [TÙY CHỌN] <KẾ HOẠCH>",
    help_template = WITH_ARGUMENTS,
    after_help = r#"Ví dụ:
  kehoach build ke-hoach.xlsx
      ghi output/ke-hoach.pdf
  kehoach build ke-hoach.xlsx --set "Số=15" --set "Ngày ban hành=09/6/2026"
      cho số và ngày sau khi ký; bảng tính không đổi
  kehoach build ke-hoach.json --draft --format png
      bản dự thảo, mỗi trang một ảnh: output/ke-hoach-01.png …"#,
    disable_help_flag = true,
    arg_required_else_help = true
)]
pub struct Build {
    /// The plan, a workbook, .csv or .json.
    #[arg(
        value_name = "KẾ HOẠCH",
        help = PLAN_HELP
    )]
    pub plan: PathBuf,
    /// Where to write; `-` is standard output.
    #[arg(
        short,
        long,
        value_name = "TỆP",
        help = "Tệp ghi ra; mặc định output/<tên kế hoạch>.pdf; “-” là đầu ra chuẩn"
    )]
    pub output: Option<PathBuf>,
    /// The format, else the one that the extension of `output` names, else PDF.
    #[arg(
        long,
        value_name = "DẠNG",
        help = "Dạng ghi ra: pdf, png hoặc svg (png, svg mỗi trang một tệp);\nmặc định theo đuôi của TỆP, không có thì pdf",
        hide_possible_values = true,
        value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)).try_map(known_format)
    )]
    pub format: Option<&'static Format>,
    #[command(flatten)]
    pub common: Common,
    /// The list of communes.
    #[arg(long, value_name = "TỆP[#SHEET]", help = ROWS_HELP)]
    pub rows: Option<PathBuf>,
    /// The commune to make the document for.
    #[arg(
        long,
        value_name = "XÃ",
        help = "Làm cho một xã của danh sách: mã của xã, hoặc số thứ tự từ 1"
    )]
    pub row: Option<String>,
    /// Make nothing if a rule finds an error.
    #[arg(long, help = "Có lỗi theo quy tắc kiểm tra thì không ghi văn bản")]
    pub strict: bool,
    #[command(flatten)]
    help: HelpFlag,
}

/// What `build` and `batch` do alike.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// Marks the document as a draft.
    #[arg(long, help = "In chữ DỰ THẢO trên mỗi trang")]
    pub draft: bool,
    /// Fields that replace those of the sheet Thông tin.
    #[arg(
        long,
        value_name = "MỤC=GIÁ TRỊ",
        help = SET_HELP
    )]
    pub set: Vec<String>,
    /// Fonts to use instead of the ones in the program.
    #[arg(
        long,
        value_name = "THƯ MỤC",
        help = "Dùng phông Times New Roman trong thư mục này thay cho phông kèm theo"
    )]
    pub font_dir: Option<PathBuf>,
    /// Templates to use instead of the ones in the program.
    #[arg(
        long,
        value_name = "THƯ MỤC",
        help = "Dùng các mẫu trình bày trong thư mục này thay cho mẫu kèm theo"
    )]
    pub templates: Option<PathBuf>,
    /// Text in an old encoding is no error.
    #[arg(long, help = LEGACY_HELP)]
    pub convert_legacy: bool,
    /// Rules that the office does without.
    #[arg(
        long,
        value_name = "QUY TẮC",
        help = ALLOW_HELP,
        value_delimiter = ',',
        value_parser = known_rule
    )]
    pub allow: Vec<String>,
}

/// `kehoach convert`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach convert [TÙY CHỌN] <KẾ HOẠCH> -o <TỆP>",
    help_template = WITH_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach convert ke-hoach.json -o ke-hoach.xlsx
      bảng tính để sửa trong Excel
  kehoach convert ke-hoach.xlsx -o ke-hoach.json
      tệp JSON cho phần mềm khác
  kehoach convert ke-hoach.docx -o ke-hoach.xlsx
      bảng tính từ văn bản Word, chỗ chưa chắc có ghi chú

Tệp ghi ra cho đúng tệp PDF như tệp kế hoạch; chỗ nào không ghi được nguyên vẹn thì báo lỗi,
không ghi gì.",
    disable_help_flag = true,
    arg_required_else_help = true
)]
pub struct Convert {
    /// The plan, in any format that is read.
    #[arg(value_name = "KẾ HOẠCH", help = PLAN_HELP)]
    pub plan: PathBuf,
    /// Where to write; the extension names the format.
    #[arg(
        short,
        long,
        value_name = "TỆP",
        help = "Tệp ghi ra, đuôi .xlsx hoặc .json; tệp cũ cùng tên bị thay"
    )]
    pub output: PathBuf,
    /// Fields that replace those of the sheet Thông tin.
    #[arg(long, value_name = "MỤC=GIÁ TRỊ", help = SET_HELP)]
    pub set: Vec<String>,
    /// Text in an old encoding is no error.
    #[arg(long, help = LEGACY_HELP)]
    pub convert_legacy: bool,
    #[command(flatten)]
    help: HelpFlag,
}

/// `kehoach schema`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach schema [TÙY CHỌN]",
    help_template = WITHOUT_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach schema > ke-hoach.schema.json
      để trình soạn thảo kiểm tra tệp .json khi gõ",
    disable_help_flag = true
)]
pub struct Schema {
    #[command(flatten)]
    help: HelpFlag,
}

/// `-h`, `--help` with a Vietnamese description.
#[derive(Debug, Default, clap::Args)]
struct HelpFlag {
    #[arg(short, long, action = clap::ArgAction::Help, help = "In trợ giúp này")]
    help: Option<bool>,
}

/// The id of the rule that is called `name`.
fn known_rule(name: &str) -> Result<String, &'static str> {
    let rule = find(name.trim()).ok_or("không có quy tắc này; xem mọi mã bằng lệnh kehoach rules");
    rule.map(|rule| rule.id.to_owned())
}

/// The registered format that is called `name`.
fn known_format(name: String) -> Result<&'static Format, &'static str> {
    FORMATS.iter().find(|format| format.name == name).ok_or("không có dạng này")
}
