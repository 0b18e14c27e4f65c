//! The folder of a run: locks, links, what stands in the way.

use std::fs;

use tempfile::TempDir;

use kehoach::diagnostic::{Diagnostic, render};
use kehoach::output::batch::{Folder, Refused, Shard};

use crate::cli::names;

fn shard(text: &str) -> Option<Shard> {
    Some(Shard::parse(text).unwrap())
}

#[test]
fn a_folder_belongs_to_one_run() {
    let temporary = TempDir::new().unwrap();
    let path = temporary.path().join("Văn bản").join("2026");
    let code = |shard| Folder::open(&path, shard).map(|_| ()).map_err(|refused| refused.code);
    let whole = Folder::open(&path, None).unwrap();
    let said = render(&[Folder::open(&path, None).unwrap_err()]);
    let shown = said.replace(&path.display().to_string(), "THƯ-MỤC");
    insta::assert_snapshot!("folder_in_use", shown);
    assert_eq!(code(shard("1/2")), Err("output-in-use"));
    drop(whole);

    let part = Folder::open(&path, shard("1/2")).unwrap();
    assert_eq!(code(shard("1/2")), Err("output-in-use"));
    assert_eq!(code(None), Err("output-in-use"));
    assert_eq!(code(shard("2/2")), Ok(()));
    drop(part);
    assert_eq!(code(None), Ok(()));
    assert_eq!(names(&path), [".kehoach-1-2.lock", ".kehoach-2-2.lock", ".kehoach.lock"]);
}

#[test]
fn what_a_killed_run_left_is_removed_by_its_like() {
    let folder = TempDir::new().unwrap();
    let left = [".kehoach-batch-1-2-abc", ".kehoach-batch-1-20-abc", ".kehoach-batch-abc"];
    let kept = [".kehoach-abc", "a.pdf"];
    for name in left.iter().chain(&kept) {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    drop(Folder::open(folder.path(), shard("1/2")).unwrap());
    let now = names(folder.path());
    assert!(!now.contains(&left[0].to_owned()) && now.contains(&left[1].to_owned()), "{now:?}");
    drop(Folder::open(folder.path(), None).unwrap());
    let now = names(folder.path());
    assert!(!left.iter().any(|name| now.contains(&(*name).to_owned())), "{now:?}");
    assert!(kept.iter().all(|name| now.contains(&(*name).to_owned())), "{now:?}");
}

#[test]
fn files_get_their_names_only_when_committed() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(temporary.path(), None).unwrap();
    let pages = [b"1".to_vec(), b"2".to_vec()];
    drop(folder.stage("a.png", &pages).unwrap());
    assert_eq!(names(temporary.path()), [".kehoach.lock"]);
    folder.stage("a.png", &pages).unwrap().commit().unwrap();
    folder.write("b.pdf", b"old".to_vec()).unwrap();
    folder.write("b.pdf", b"new".to_vec()).unwrap();
    assert_eq!(names(temporary.path()), [".kehoach.lock", "a-01.png", "a-02.png", "b.pdf"]);
    assert_eq!(fs::read(temporary.path().join("b.pdf")).unwrap(), b"new");

    fs::write(temporary.path().join("c-001.png"), "").unwrap();
    fs::write(temporary.path().join("report-1-2.csv"), "").unwrap();
    let existing = folder.existing(["a.png", "b.pdf", "c.png", "d.pdf"]);
    assert_eq!(existing, ["a-01.png", "b.pdf", "c-001.png", "report-1-2.csv"]);
    drop(folder);
    let other = Folder::open(temporary.path(), shard("2/2")).unwrap();
    assert!(other.existing([]).is_empty());
}

#[test]
fn what_stands_in_the_way_of_one_file_does_not_end_the_run() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(&temporary.path().join("a"), None).unwrap();
    fs::create_dir(folder.path().join("b.pdf")).unwrap();
    let protected = folder.path().join("c.pdf");
    fs::write(&protected, "").unwrap();
    let open = fs::metadata(&protected).unwrap().permissions();
    let mut closed = open.clone();
    closed.set_readonly(true);
    fs::set_permissions(&protected, closed).unwrap();
    let late = folder.stage("d.pdf", &[b"x".to_vec()]).unwrap();
    fs::create_dir(folder.path().join("d.pdf")).unwrap();
    let refused = [
        folder.write("b.pdf", Vec::new()),
        folder.write("c.pdf", Vec::new()),
        late.commit(),
        folder.write("../e.pdf", Vec::new()),
        folder.write("a\\e.pdf", Vec::new()),
        folder.write("e.pdf:x", Vec::new()),
        folder.write("..", Vec::new()),
    ];
    for refused in refused {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, Refused::File(_)), "{refused:?}");
        assert!(!Diagnostic::from(refused).hints.is_empty());
    }
    assert_eq!(names(temporary.path()), ["a"]);
    // Windows could not remove it otherwise.
    fs::set_permissions(&protected, open).unwrap();
}

#[cfg(unix)]
#[test]
fn without_its_folder_the_run_ends() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(&temporary.path().join("a"), None).unwrap();
    let staged = folder.stage("a.pdf", &[b"x".to_vec()]).unwrap();
    fs::remove_dir_all(folder.path()).unwrap();
    assert!(matches!(staged.commit(), Err(Refused::Run(_))));
    assert!(matches!(folder.write("a.pdf", b"x".to_vec()), Err(Refused::Run(_))));
}

#[cfg(unix)]
#[test]
fn links_are_replaced_and_never_followed() {
    use std::os::unix::fs::symlink;
    let temporary = TempDir::new().unwrap();
    let outside = temporary.path().join("ngoài");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a"), "untouched").unwrap();
    let path = temporary.path().join("a");
    fs::create_dir(&path).unwrap();
    symlink(outside.join("lock"), path.join(".kehoach.lock")).unwrap();
    assert!(Folder::open(&path, None).is_err());
    fs::remove_file(path.join(".kehoach.lock")).unwrap();

    symlink(outside.join("a"), path.join("a.pdf")).unwrap();
    symlink(outside.join("b"), path.join("b.pdf")).unwrap();
    symlink(&outside, path.join("c.pdf")).unwrap();
    symlink(outside.join("a"), path.join(".kehoach-batch-x")).unwrap();
    let folder = Folder::open(&path, None).unwrap();
    for name in ["a.pdf", "b.pdf", "c.pdf"] {
        folder.write(name, b"new".to_vec()).unwrap();
        assert!(fs::symlink_metadata(path.join(name)).unwrap().is_file());
    }
    assert_eq!(names(&outside), ["a"]);
    assert_eq!(fs::read(outside.join("a")).unwrap(), b"untouched");
}
