//! Opens a page in the user's browser without naming its address, and so the
//! token, on any command line: those are for all users to see. The browser is
//! given a file that only the user can read and that leads on.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Hands the page at `url` to the browser, by way of a file in `folder`, which must
/// be the user's alone. The file must stay for a while: a browser may take seconds to
/// start.
///
/// # Errors
/// The file cannot be written, or there is no browser.
pub fn open(url: &str, folder: &Path) -> io::Result<()> {
    let file = folder.join("mo-kehoach.html");
    write!(
        File::create(&file)?,
        "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>kehoach</title>\
         <meta name=\"referrer\" content=\"no-referrer\">\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\
         <p><a href=\"{url}\">Mở kehoach</a></p></html>"
    )?;
    ::open::that_detached(&file)
}
