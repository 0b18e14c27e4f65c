//! `kehoach preview` and `kehoach app`: the program in a browser.

use std::io::Write;

use super::{Exit, args, fail, print, say};
use crate::preview::{PreviewOptions, ToOpen, start};

/// Opens the page of one plan.
pub fn plan(args: &args::Preview, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let files = ToOpen { plan: args.plan.clone(), rows: args.rows.clone() };
    run(Some(files), &args.page, stdout, stderr)
}

/// Opens the page to begin with.
pub fn app(args: &args::App, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    run(None, &args.page, stdout, stderr)
}

fn run(
    files: Option<ToOpen>,
    page: &args::Page,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let options = PreviewOptions::user_folder().map(|folder| PreviewOptions {
        port: page.port,
        open: !page.no_open,
        idle: PreviewOptions::IDLE,
        folder,
    });
    let server = match options.and_then(|options| start(files, &options)) {
        Ok(server) => server,
        Err(fault) => return fail(stderr, fault),
    };
    if !page.no_open && !server.is_open {
        say(stderr, NO_BROWSER);
    }
    let printed = print(format!("{}\n", server.url).as_bytes(), stdout, stderr);
    if printed != Exit::Done {
        return printed;
    }
    if server.is_elsewhere() {
        say(stderr, "kehoach đang chạy sẵn; trang được mở ở đó.\n");
    } else {
        say(stderr, RUNNING);
        // Where there is no such signal, or somebody else listens, Ctrl-C ends the
        // program all the same.
        let _ = ctrlc::set_handler(server.stopper());
    }
    server.wait();
    Exit::Done
}

const NO_BROWSER: &str =
    "Không mở được trình duyệt; hãy mở địa chỉ sau trong trình duyệt của bạn:\n";

const RUNNING: &str = "\
Trang trên mở trong trình duyệt; địa chỉ có mã riêng của bạn, đừng gửi cho người khác.
kehoach đang chạy; mọi dữ liệu ở lại trên máy này.
Đóng các trang của kehoach trong trình duyệt thì một phút sau chương trình tự dừng;
muốn dừng ngay: bấm Ctrl-C.
";
