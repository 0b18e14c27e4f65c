//! One server for each user. The first start holds a lock and leaves its address,
//! which only the user can read; a second start asks it to open what it was
//! started for.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::{ToOpen, private};
use crate::diagnostic::{Diagnostic, io_reason};

/// How long a first one that does not answer is waited for: it may be ending.
const TRIES: usize = 12;
const PAUSE: Duration = Duration::from_millis(250);
/// What it says is short and comes at once.
const ANSWER: Duration = Duration::from_secs(2);
const MOST_BYTES: u64 = 1 << 16;

/// The right to be the one server; given back when dropped.
pub struct Instance {
    _lock: File,
    address: PathBuf,
}

/// The server that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    address: SocketAddr,
    token: String,
}

/// What a start has found.
pub enum Found {
    /// Nobody.
    First(Instance),
    /// A server that answers.
    Other(Other),
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.address);
    }
}

impl Instance {
    /// Takes the right, or finds who has it, in `folder`.
    ///
    /// # Errors
    /// The folder cannot be written, or the other server does not answer.
    pub fn find(folder: &Path) -> Result<Found, Diagnostic> {
        let refused = |error: io::Error| {
            let message =
                format!("Không ghi được vào thư mục {}: {}.", folder.display(), io_reason(&error));
            Diagnostic::general("no-folder", message).hint("xem quyền của thư mục này")
        };
        private::folder(folder).map_err(refused)?;
        let address = folder.join("may-chu.json");
        let lock = File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(folder.join("may-chu.lock"));
        let lock = lock.map_err(refused)?;
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => {
                    // One that was killed may have left where it was.
                    let _ = fs::remove_file(&address);
                    return Ok(Found::First(Self { _lock: lock, address }));
                }
                Err(TryLockError::Error(error)) => return Err(refused(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            if let Some(other) = Other::read(&address).filter(Other::answers) {
                return Ok(Found::Other(other));
            }
            thread::sleep(PAUSE);
        }
        let message = "Một chương trình kehoach khác đang chạy nhưng không trả lời.";
        Err(Diagnostic::general("no-answer", message)
            .hint("đóng chương trình đó (hoặc khởi động lại máy) rồi mở lại"))
    }

    /// Leaves the address for others of the same user.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn announce(&self, address: SocketAddr, token: &str) -> io::Result<()> {
        let text = json!({ "port": address.port(), "token": token }).to_string();
        let folder = self.address.parent().unwrap_or(Path::new("."));
        // A temporary file is the user's alone.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(&self.address).map_err(|refused| refused.error)?;
        Ok(())
    }
}

impl Other {
    fn read(file: &Path) -> Option<Self> {
        let known: Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
        let port = u16::try_from(known.get("port")?.as_u64()?).ok()?;
        let token = known.get("token")?.as_str()?.to_owned();
        Some(Self { address: (Ipv4Addr::LOCALHOST, port).into(), token })
    }

    fn answers(&self) -> bool {
        self.ask("GET", "api/start", "").is_some_and(|answer| answer.is_ok())
    }

    /// The address of a page; the one to begin with if none is named.
    pub fn url(&self, page: &str) -> String {
        format!("http://{}/{}/{page}", self.address, self.token)
    }

    /// Has it open a plan; the plan's page.
    ///
    /// # Errors
    /// It cannot, or does not answer.
    pub fn open(&self, files: &ToOpen) -> Result<String, Diagnostic> {
        let as_text = |path: &Path| path.to_str().map(str::to_owned).ok_or_else(|| no_text(path));
        let plan = as_text(&files.plan)?;
        let rows = files.rows.as_deref().map(as_text).transpose()?;
        let body = json!({ "plan": plan, "rows": rows }).to_string();
        let answer = self.ask("POST", "api/open", &body).unwrap_or(Err(Value::Null));
        let id = answer.as_ref().ok().and_then(|answer| answer.get("id")?.as_u64());
        let id = id.ok_or_else(|| {
            let told =
                answer.as_ref().err().and_then(|told| told.pointer("/diagnostics/0/message"));
            let told = told.and_then(Value::as_str).unwrap_or("Nó không trả lời.");
            let message = format!("Chương trình kehoach đang chạy không mở được kế hoạch. {told}");
            Diagnostic::general("not-opened", message).hint("kiểm tra lại tên tệp và thư mục")
        })?;
        Ok(format!("plan/{id}"))
    }

    /// Has it open a page in the browser; whether there is one.
    pub fn show(&self, page: &str) -> bool {
        let body = json!({ "page": page }).to_string();
        self.ask("POST", "api/show", &body).is_some_and(|answer| answer.is_ok())
    }

    /// Asks and gives what is answered, whether it is good or not; `None` if nothing is.
    fn ask(&self, method: &str, path: &str, body: &str) -> Option<Result<Value, Value>> {
        let Self { address, token } = self;
        let mut stream = TcpStream::connect_timeout(address, ANSWER).ok()?;
        stream.set_read_timeout(Some(ANSWER)).ok()?;
        stream.set_write_timeout(Some(ANSWER)).ok()?;
        let length = body.len();
        write!(
            stream,
            "{method} /{token}/{path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .ok()?;
        let mut answer = String::new();
        stream.take(MOST_BYTES).read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let is_good = head.starts_with("HTTP/1.1 2");
        let body = serde_json::from_str(body).unwrap_or_default();
        Some(if is_good { Ok(body) } else { Err(body) })
    }
}

fn no_text(path: &Path) -> Diagnostic {
    let message = format!("Tên {} không phải là chữ Unicode.", path.display());
    Diagnostic::general("bad-path", message).hint("đổi tên tệp hoặc thư mục rồi mở lại")
}
