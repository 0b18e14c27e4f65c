//! The arguments of the commands about rules.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::output::findings::{FORMATS, Format};

use super::{Common, HelpFlag, PLAN_HELP, ROWS_HELP, WITH_ARGUMENTS};

/// `kehoach check`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach check [TÙY CHỌN] <KẾ HOẠCH>",
    help_template = WITH_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach check ke-hoach.xlsx
      nêu mọi chỗ phải sửa: ô nào, sai gì, theo điều khoản nào
  kehoach check ke-hoach.xlsx -o ket-qua.html
      ghi kết quả thành một trang web để gửi người khác xem hoặc in ra
  kehoach check ke-hoach.xlsx --fix
      ghi ke-hoach-da-sua.xlsx với những chỗ sửa được chắc chắn
  kehoach check ke-hoach.xlsx --annotate kiem-tra.xlsx
      bản sao có ghi chú và màu ở từng ô phải sửa

Không ghi văn bản nào. Mã thoát: 0 không có lỗi; 1 có lỗi; 2 không chạy được.",
    disable_help_flag = true,
    arg_required_else_help = true
)]
pub struct Check {
    /// The plan.
    #[arg(value_name = "KẾ HOẠCH", help = PLAN_HELP)]
    pub plan: PathBuf,
    /// The list of communes.
    #[arg(long, value_name = "TỆP[#SHEET]", help = ROWS_HELP)]
    pub rows: Option<PathBuf>,
    /// Where to write; `-` is standard output.
    #[arg(
        short,
        long,
        value_name = "TỆP",
        help = "Tệp ghi kết quả ra, ví dụ ket-qua.html; mặc định là đầu ra chuẩn"
    )]
    pub output: Option<PathBuf>,
    /// The form, else the one that the extension of `output` names, else text.
    #[arg(
        long,
        value_name = "DẠNG",
        help = "Dạng của kết quả: text, json (cho phần mềm) hoặc html (trang web);\nmặc định theo đuôi của TỆP, không có thì text",
        hide_possible_values = true,
        value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)).try_map(known_format)
    )]
    pub format: Option<&'static Format>,
    /// A corrected copy, and where to write it.
    #[arg(
        long,
        value_name = "TỆP",
        num_args = 0..=1,
        require_equals = true,
        help = "Ghi một bản sao đã sửa mọi chỗ sửa được chắc chắn; mặc định <tên kế hoạch>-da-sua\ncạnh kế hoạch; kế hoạch không bị thay đổi"
    )]
    pub fix: Option<Option<PathBuf>>,
    /// Where to write a copy with notes.
    #[arg(
        long,
        value_name = "TỆP",
        conflicts_with = "fix",
        help = "Ghi một bản sao .xlsx có ghi chú và màu ở từng ô phải sửa"
    )]
    pub annotate: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    help: HelpFlag,
}

/// `kehoach rules`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach rules [QUY TẮC]",
    help_template = WITH_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach rules
      mọi quy tắc, mỗi quy tắc một dòng
  kehoach rules B05
      quy tắc nói gì, vì sao, điều khoản nào, ví dụ sai và đúng",
    disable_help_flag = true
)]
pub struct Rules {
    /// The rule to explain.
    #[arg(value_name = "QUY TẮC", help = "Mã quy tắc, ví dụ B05")]
    pub id: Option<String>,
    #[command(flatten)]
    help: HelpFlag,
}

/// The form that is called `name`.
fn known_format(name: String) -> Result<&'static Format, &'static str> {
    FORMATS.iter().find(|format| format.name == name).ok_or("không có dạng này")
}
