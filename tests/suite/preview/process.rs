//! The program as a process: one for each user, an end when nobody looks, nothing
//! left behind, and no token for others to see.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kehoach::preview::{PreviewOptions, ToOpen, start};

use super::client::{Client, ask};
use super::{Running, options, sample};
use crate::built::path;

/// The names of all files below `folder`.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_second_start_opens_its_plan_in_the_first() {
    let running = Running::start(Some(sample()));
    let other = ToOpen { plan: path("data/binh-lu-papi-2026.xlsx"), rows: None };
    let second = start(Some(other.clone()), &options(running.folder.path())).unwrap();
    assert!(second.is_elsewhere());
    let (first, opened) = (running.client(), Client::new(&second.url));
    assert_eq!((first.address, &first.base), (opened.address, &opened.base));
    assert_ne!(first.page, opened.page);
    let told = first.live(&opened.page, "").wait("plan");
    assert_eq!(told["name"], "binh-lu-papi-2026.xlsx");
    // The same plan is opened once, and the page to begin with is there too.
    let third = start(Some(other), &options(running.folder.path())).unwrap();
    assert_eq!(third.url, second.url);
    let bare = start(None, &options(running.folder.path())).unwrap();
    assert_eq!(bare.url, format!("http://{}{}", first.address, first.base));
    second.wait();
    // What was opened is remembered, the newest first.
    let recent = first.get("api/start").json()["recent"].clone();
    let names: Vec<_> =
        recent.as_array().unwrap().iter().map(|file| file["name"].clone()).collect();
    assert_eq!(names, ["binh-lu-papi-2026.xlsx", "lai-chau-par-index-2023.json"]);
}

#[test]
fn a_plan_that_is_not_there_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let plan = ToOpen { plan: folder.path().join("không-có.xlsx"), rows: None };
    let fault = start(Some(plan), &options(folder.path())).err().unwrap();
    assert!(
        fault.message.ends_with("không-có.xlsx: không có tệp hoặc thư mục này."),
        "{}",
        fault.message
    );
}

#[test]
fn it_ends_when_the_last_tab_has_been_closed() {
    let folder = tempfile::tempdir().unwrap();
    let idle = Duration::from_millis(1500);
    let options = PreviewOptions { idle, ..options(folder.path()) };
    let server = start(Some(sample()), &options).unwrap();
    let client = Client::new(&server.url);
    let mut lines = vec![client.live(&client.page, ""), client.live(&client.page, "?draft=1")];
    lines.iter_mut().for_each(|line| drop(line.wait("pages")));
    lines.pop();
    // One tab is enough to go on.
    std::thread::sleep(idle * 2);
    assert_eq!(client.get("api/start").status, 200);
    drop(lines);
    server.wait();
    assert_eq!(names(folder.path()), ["may-chu.lock", "recent.json"]);
}

/// The program in a process of its own.
fn spawn(folder: &Path, args: &[&str]) -> (Child, Client) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(args)
        .env("XDG_DATA_HOME", folder)
        .env("LOCALAPPDATA", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
    let client = Client::new(url.trim());
    (child, client)
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (child, client) = spawn(folder.path(), &["app", "--no-open", "--port", "0"]);
    assert_eq!(client.post("api/sample", "{}").status, 200);
    let own = folder.path().join("kehoach");
    assert!(names(&own).iter().any(|name| name.starts_with("tam-")), "{:?}", names(&own));
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(names(&own), ["may-chu.lock"]);
    insta::assert_snapshot!("running", String::from_utf8(ended.stderr).unwrap());
}

/// What a process that was killed has left goes with the next start.
#[test]
#[cfg(unix)]
fn what_a_killed_one_has_left_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, client) = spawn(folder.path(), &["app", "--no-open", "--port", "0"]);
    assert_eq!(client.post("api/sample", "{}").status, 200);
    child.kill().unwrap();
    child.wait().unwrap();
    let left = names(&folder.path().join("kehoach"));
    let (mut child, client) = spawn(folder.path(), &["app", "--no-open", "--port", "0"]);
    assert_eq!(client.get("api/start").status, 200);
    let now = names(&folder.path().join("kehoach"));
    child.kill().unwrap();
    child.wait().unwrap();
    let temporary = |names: &[String]| {
        names.iter().filter(|name| name.starts_with("tam-")).cloned().collect::<Vec<_>>()
    };
    assert_eq!((temporary(&left).len(), temporary(&now).len()), (1, 1));
    assert_ne!(temporary(&left), temporary(&now));
}

/// A browser is given a file that only the user can read; the address stands on no
/// command line.
#[test]
#[cfg(target_os = "linux")]
fn the_token_is_on_no_command_line() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let bin = folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let given = folder.path().join("given");
    // Stands for the browser.
    let script =
        format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >> {0}.new\nmv {0}.new {0}\n", given.display());
    for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
        let file = bin.join(name);
        fs::write(&file, &script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(["app", "--port", "0"])
        .env("XDG_DATA_HOME", folder.path())
        .env("PATH", path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !given.exists() {
        assert!(child.try_wait().unwrap().is_none(), "the program has ended");
        std::thread::sleep(Duration::from_millis(20));
    }
    let address = fs::read_to_string(folder.path().join("kehoach/may-chu.json")).unwrap();
    let address: serde_json::Value = serde_json::from_str(&address).unwrap();
    let token = address["token"].as_str().unwrap();
    let told = fs::read_to_string(&given).unwrap();
    let door = told.trim().trim_start_matches("file://").to_owned();
    let text = fs::read_to_string(&door).unwrap();
    let own = fs::read(format!("/proc/{}/cmdline", child.id())).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
    let modes = [
        mode(Path::new(&door).parent().unwrap()),
        mode(&folder.path().join("kehoach/may-chu.json")),
    ];
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(text.contains(&format!("/{token}/")), "{text}");
    assert!(!told.contains(token) && !String::from_utf8_lossy(&own).contains(token));
    assert_eq!(modes, [0, 0], "others can read it");
}

#[test]
fn a_port_that_is_taken_is_told_of() {
    let running = Running::start(None);
    let folder = tempfile::tempdir().unwrap();
    let port = running.client().address.port();
    let options = PreviewOptions { port: Some(port), ..options(folder.path()) };
    let fault = start(None, &options).err().unwrap();
    assert_eq!(fault.message, format!("Cổng {port} đang có chương trình khác dùng."));
}

/// Requests may follow each other on one connection.
#[test]
fn a_connection_is_kept() {
    let running = Running::start(None);
    let client = running.client();
    let mut stream = client.connect();
    for _ in 0..3 {
        let head = client.head("GET", "api/start", "");
        assert_eq!(ask(&mut stream, head.as_bytes()).unwrap().status, 200);
    }
}
