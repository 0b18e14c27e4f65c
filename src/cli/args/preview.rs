//! The arguments of `kehoach preview` and `kehoach app`.

use std::path::PathBuf;

use super::{HelpFlag, PLAN_HELP, ROWS_HELP, WITH_ARGUMENTS, WITHOUT_ARGUMENTS};

/// `kehoach preview`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "kehoach preview [TÙY CHỌN] <KẾ HOẠCH>",
    help_template = WITH_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach preview ke-hoach.xlsx
      mở trang xem trước trong trình duyệt; lưu trong Excel là thấy ngay
  kehoach preview ke-hoach.xlsx --rows danh-sach-xa.xlsx
      xem văn bản của từng xã",
    disable_help_flag = true,
    arg_required_else_help = true
)]
pub struct Preview {
    /// The plan, in any format that is read.
    #[arg(value_name = "KẾ HOẠCH", help = PLAN_HELP)]
    pub plan: PathBuf,
    /// The list of communes.
    #[arg(long, value_name = "TỆP[#SHEET]", help = ROWS_HELP)]
    pub rows: Option<PathBuf>,
    #[command(flatten)]
    pub page: Page,
    #[command(flatten)]
    help: HelpFlag,
}

/// `kehoach app`.
#[derive(Debug, Default, clap::Args)]
#[command(
    override_usage = "kehoach\n           kehoach app [TÙY CHỌN]",
    help_template = WITHOUT_ARGUMENTS,
    after_help = "\
Ví dụ:
  kehoach
      mở trang đầu trong trình duyệt: thả tệp kế hoạch vào, xem, tải PDF
  kehoach app --no-open
      chỉ in địa chỉ của trang",
    disable_help_flag = true
)]
pub struct App {
    #[command(flatten)]
    pub page: Page,
    #[command(flatten)]
    help: HelpFlag,
}

/// What both take.
#[derive(Debug, Default, clap::Args)]
pub struct Page {
    /// The port to listen on, else any free one.
    #[arg(
        long,
        value_name = "CỔNG",
        help = "Cổng của trang trên máy này; mặc định 30202, nếu bận thì cổng trống bất kỳ"
    )]
    pub port: Option<u16>,
    /// Does not open the browser.
    #[arg(long, help = "Không mở trình duyệt, chỉ in địa chỉ của trang")]
    pub no_open: bool,
}
