//! The arguments of the commands that make many documents.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Common, HelpFlag, PLAN_HELP, ROWS_HELP, WITH_ARGUMENTS, known_format};
use crate::cli::batch::JSON;
use crate::output::batch::Shard;
use crate::output::{FORMATS, Format};

/// `kehoach batch`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach batch [TÙY CHỌN] <KẾ HOẠCH> -o <THƯ MỤC>",
    help_template = WITH_ARGUMENTS,
    after_help = r#"Ví dụ:
  kehoach batch ke-hoach.xlsx --rows danh-sach.xlsx -o output/2026
      mỗi xã một tệp PDF, và report.csv cho biết từng xã thế nào
  kehoach batch ke-hoach.xlsx -o output/2026 --only "loai = 'phường'"
      chỉ các phường trong trang Danh sách xã của kế hoạch
  kehoach batch ke-hoach.xlsx --rows danh-sach.csv -o output/2026 --resume
      làm nốt phần còn lại của lần chạy trước

Mọi xã được kiểm tra trước khi làm trang đầu tiên; xã nào có lỗi thì được nêu ra, các xã khác vẫn
được làm. Ctrl-C dừng sau văn bản đang làm dở."#,
    disable_help_flag = true,
    arg_required_else_help = true
)]
pub struct Batch {
    /// The plan.
    #[arg(value_name = "KẾ HOẠCH", help = PLAN_HELP)]
    pub plan: PathBuf,
    /// Where to write.
    #[arg(short, long, value_name = "THƯ MỤC", help = "Thư mục ghi vào; chưa có thì tạo")]
    pub output: PathBuf,
    /// The list of communes.
    #[arg(long, value_name = "TỆP[#SHEET]", help = ROWS_HELP)]
    pub rows: Option<PathBuf>,
    /// The template of file names.
    #[arg(
        long,
        value_name = "MẪU",
        help = "Tên tệp của mỗi xã, không có đuôi;\nmặc định \"{{ ma_xa }}-{{ ten_xa | slug }}\""
    )]
    pub name: Option<String>,
    /// The condition by which communes are chosen.
    #[arg(
        long,
        value_name = "ĐIỀU KIỆN",
        help = "Chỉ làm các xã thỏa điều kiện, như ở cột Điều kiện"
    )]
    pub only: Option<String>,
    /// The number of threads.
    #[arg(
        long,
        value_name = "SỐ",
        help = "Số văn bản làm cùng lúc; mặc định bằng số nhân của máy",
        value_parser = at_least_one
    )]
    pub jobs: Option<usize>,
    /// What to write.
    #[arg(
        long,
        value_name = "DẠNG",
        help = "Dạng ghi ra: pdf (mặc định), png hoặc svg",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "pdf",
        value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)).try_map(known_format)
    )]
    pub format: &'static Format,
    /// Replace files that are there.
    #[arg(long, help = "Ghi đè các tệp đã có")]
    pub force: bool,
    /// Go on with an earlier run.
    #[arg(
        long,
        conflicts_with = "force",
        help = "Làm tiếp lần chạy trước: bỏ qua xã đã làm xong mà dữ liệu không đổi"
    )]
    pub resume: bool,
    /// Make nothing if a single commune has an error.
    #[arg(long, help = "Có lỗi ở một xã thì không làm văn bản nào")]
    pub strict: bool,
    /// Pack the results.
    #[arg(long, value_name = "TỆP", help = "Nén mọi văn bản vào một tệp .zip")]
    pub zip: Option<PathBuf>,
    /// Make a part of the list.
    #[arg(
        long,
        value_name = "I/N",
        help = "Chỉ làm phần thứ I trong N phần của danh sách (chạy trên nhiều máy)",
        value_parser = |text: &str| Shard::parse(text).map_err(|fault| fault.message)
    )]
    pub shard: Option<Shard>,
    /// For people or for programs.
    #[arg(
        long,
        value_name = "KIỂU",
        help = "text (mặc định), hoặc json: mỗi sự kiện một dòng JSON ở đầu ra chuẩn",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "text",
        value_parser = ["text", JSON]
    )]
    pub message_format: String,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    help: HelpFlag,
}

/// `kehoach report`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach report merge <THƯ MỤC>... [-o <THƯ MỤC>]",
    help_template = WITH_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach report merge output/2026
      gộp báo cáo của các phần (--shard) đã ghi vào cùng thư mục
  kehoach report merge may-1 may-2 -o ket-qua
      gộp báo cáo của nhiều thư mục",
    disable_help_flag = true,
    arg_required_else_help = true
)]
pub struct Report {
    /// What to do; there is only `merge`.
    #[arg(
        value_name = "merge",
        help = "Gộp các báo cáo thành một report.csv và report.json",
        hide_possible_values = true,
        value_parser = ["merge"]
    )]
    pub action: String,
    /// The folders with reports.
    #[arg(
        value_name = "THƯ MỤC",
        help = "Các thư mục mà kehoach batch đã ghi vào",
        required = true
    )]
    pub folders: Vec<PathBuf>,
    /// Where to write.
    #[arg(
        short,
        long,
        value_name = "THƯ MỤC",
        help = "Ghi vào thư mục này; mặc định thư mục đầu tiên"
    )]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    help: HelpFlag,
}

fn at_least_one(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("phải là số nguyên từ 1")
}
