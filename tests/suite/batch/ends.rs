//! Runs that end before they are done: every file is whole, the report tells
//! what is made, and the next run makes the rest.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::*;

/// Starts a run that tells of each document, and waits for so many.
fn start(folder: &Path, options: &[&str], documents: usize) -> Child {
    let common = ["batch", "kh.json", "--rows", "ds.json", "-o", "out", "--message-format", "json"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(common)
        .args(options)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let is_document = |line: &String| line.contains("\"event\":\"document\"");
    let seen = lines.map_while(Result::ok).filter(is_document).take(documents).count();
    assert_eq!(seen, documents);
    child
}

/// What must hold when a run has ended early.
fn check_half_done(folder: &TempDir) -> usize {
    let made = documents(&out(folder));
    assert!(all_whole(&made), "a document is not whole");
    let report = report_as_it_is(&out(folder));
    for name in made.keys() {
        assert!(report.contains(name), "{name} is not in the report");
    }
    made.len()
}

/// report.csv of a run that may have been killed while it wrote a line.
fn report_as_it_is(folder: &Path) -> String {
    fs::read_to_string(folder.join("report.csv")).unwrap()
}

/// Goes on with the run and checks that it makes exactly the rest.
fn resume(folder: &TempDir, expected: &BTreeMap<String, Vec<u8>>) {
    let before = documents(&out(folder)).len();
    let done = batch(folder.path(), &["--resume"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let summary = summary(&out(folder));
    assert_eq!(summary["skipped"], before, "{summary}");
    assert_eq!(summary["total"], expected.len());
    assert!(documents(&out(folder)) == *expected, "other bytes than those of one run");
    let left = crate::cli::names(&out(folder));
    assert!(!left.iter().any(|name| name.starts_with(".kehoach-batch-")), "{left:?}");
}

/// The documents of a run that nobody disturbs.
fn whole_run(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    assert_eq!(batch(folder.path(), &["-o", "ca"]).code, Some(0));
    documents(&folder.path().join("ca"))
}

#[test]
fn killed_at_any_moment() {
    let folder = folder(&plan(), &communes(60));
    let expected = whole_run(&folder);
    for moment in [1, 7, 30] {
        let _ = fs::remove_dir_all(out(&folder));
        let mut child = start(folder.path(), &[], moment);
        child.kill().unwrap();
        child.wait().unwrap();
        let made = check_half_done(&folder);
        assert!((moment..60).contains(&made), "{made} after {moment}");
        resume(&folder, &expected);
    }
}

#[test]
#[cfg(unix)]
fn stopped_by_ctrl_c() {
    let folder = folder(&plan(), &communes(200));
    let child = start(folder.path(), &[], 3);
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(2), "{}", String::from_utf8_lossy(&ended.stderr));
    let made = check_half_done(&folder);
    assert!(made < 200, "{made}");
    assert_eq!(report(&out(&folder)).len(), made);
    assert_eq!(summary(&out(&folder))["done"], made);
    let expected = whole_run(&folder);
    resume(&folder, &expected);
}

#[test]
fn two_runs_into_one_folder() {
    let folder = folder(&plan(), &communes(160));
    let mut child = start(folder.path(), &[], 1);
    let second = batch(folder.path(), &["--force"]);
    assert_eq!(second.code, Some(2));
    insta::assert_snapshot!("two_at_once", second.stderr);
    child.wait().unwrap();
    assert_eq!(documents(&out(&folder)).len(), 160);
}

/// A limit on the size of files stands for a disk that is full: the system
/// refuses to write on.
#[test]
#[cfg(unix)]
fn no_more_room() {
    let folder = folder(&plan(), &communes(40));
    let expected = whole_run(&folder);
    // Blocks of 512 bytes: less than a document.
    let script = format!(
        "trap '' XFSZ; ulimit -f 40; exec '{}' batch kh.json --rows ds.json -o out",
        env!("CARGO_BIN_EXE_kehoach")
    );
    let ended =
        Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert_eq!(check_half_done(&folder), 0);
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("Không ghi được vào thư mục out"), "{said}");
    resume(&folder, &expected);
}

/// A real disk that fills up in the middle, where this machine lets a test mount
/// one.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    let folder = folder(&plan(), &communes(60));
    fs::create_dir(out(&folder)).unwrap();
    let mount = |size: &str, remount: &str| {
        let options = format!("size={size}{remount}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(out(&folder))
            .output();
        mounted.is_ok_and(|output| output.status.success())
    };
    if !mount("1m", "") {
        // Not root, or in a container: `no_more_room` stands for it.
        return;
    }
    let ended = batch(folder.path(), &[]);
    let made = check_half_done(&folder);
    let more_room = mount("20m", ",remount");
    let expected = whole_run(&folder);
    let resumed = std::panic::catch_unwind(|| resume(&folder, &expected));
    let _ = Command::new("umount").arg(out(&folder)).status();
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("ổ đĩa đã đầy"), "{}", ended.stderr);
    assert!((1..60).contains(&made), "{made}");
    assert!(more_room && resumed.is_ok());
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&plan(), &communes(3));
    fs::create_dir(out(&folder)).unwrap();
    fs::set_permissions(out(&folder), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere; a file in the place of the folder stops even it.
    let is_root = fs::write(out(&folder).join("x"), "").is_ok();
    if is_root {
        fs::remove_dir_all(out(&folder)).unwrap();
        fs::write(out(&folder), "").unwrap();
    }
    let refused = batch(folder.path(), &[]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("Không ghi được vào thư mục out"), "{}", refused.stderr);
}

#[test]
#[cfg(unix)]
fn a_link_at_a_documents_place_is_replaced_not_followed() {
    let folder = folder(&plan(), &communes(2));
    fs::create_dir(out(&folder)).unwrap();
    let outside = folder.path().join("ngoai.txt");
    fs::write(&outside, "của người khác").unwrap();
    let link = out(&folder).join("10001-xa-so-1.pdf");
    std::os::unix::fs::symlink(&outside, &link).unwrap();
    assert_eq!(batch(folder.path(), &[]).code, Some(2), "a link is a file that is there");
    assert_eq!(batch(folder.path(), &["--force"]).code, Some(0));
    assert_eq!(fs::read_to_string(&outside).unwrap(), "của người khác");
    assert!(fs::symlink_metadata(&link).unwrap().is_file());
}
