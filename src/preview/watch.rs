//! Tells when a file has got other contents. Office programs save in several
//! steps: they lock, write beside, rename, write again; only when all is quiet and
//! the bytes differ has something changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::{Event, RecursiveMode, Watcher, recommended_watcher};

/// Nothing happens for so long when a program has done saving.
const QUIET: Duration = Duration::from_millis(60);
/// So many times of quiet are waited for a file that is missing or kept from us.
const MOST_QUIETS: usize = 50;
/// How often files are looked at where the system tells nothing: network disks.
const ROUND: Duration = Duration::from_millis(1000);

/// What files look like from outside: what is not there has none.
type Stamps = BTreeMap<PathBuf, Option<(u64, Option<SystemTime>)>>;

/// Calls `changed` each time that the contents of one of `files` are others than
/// now, or a picture beside the first of them. Runs until `changed` says `false`.
///
/// # Errors
/// The system gives no thread.
pub fn watch(
    files: Vec<PathBuf>,
    mut changed: impl FnMut() -> bool + Send + 'static,
) -> std::io::Result<()> {
    let mut stamps = stamps(&files);
    let mut contents = contents(&stamps);
    let builder = thread::Builder::new().name("watch".into());
    builder.spawn(move || {
        // Without a watcher of the system's nobody else has the sender.
        let (sender, events) = channel();
        let _watcher = system_watcher(&files, sender.clone());
        loop {
            let told = events.recv_timeout(ROUND).is_ok();
            if !told && self::stamps(&files) == stamps {
                continue;
            }
            stamps = settled(&files, &stamps, &events);
            let now = self::contents(&stamps);
            if now != contents {
                contents = now;
                if !changed() {
                    return;
                }
            }
        }
    })?;
    Ok(())
}

/// The system's own watcher of the folders: a file that is replaced is another one.
/// Without one, looking now and then must do.
fn system_watcher(files: &[PathBuf], sender: Sender<()>) -> Option<impl Watcher + use<>> {
    let names: Vec<_> =
        files.iter().filter_map(|file| file.file_name()).map(ToOwned::to_owned).collect();
    let concerns = move |path: &PathBuf| {
        is_picture(path) || path.file_name().is_some_and(|name| names.iter().any(|n| n == name))
    };
    let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
        // That a file is read is no change, and we read it ourselves.
        let is_change = event.is_ok_and(|event| {
            let is_ours = event.paths.is_empty() || event.paths.iter().any(&concerns);
            !event.kind.is_access() && is_ours
        });
        if is_change {
            let _ = sender.send(());
        }
    })
    .ok()?;
    let mut folders: Vec<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
    }
    Some(watcher)
}

/// Waits until nothing happens and all files are there that were there `before`.
fn settled(files: &[PathBuf], before: &Stamps, events: &Receiver<()>) -> Stamps {
    let was_there = |file: &&PathBuf| before.get(*file).is_some_and(Option::is_some);
    let mut last = stamps(files);
    for _ in 0..MOST_QUIETS {
        thread::sleep(QUIET);
        let happened = events.try_iter().count() > 0;
        let now = stamps(files);
        let is_whole = files.iter().filter(was_there).all(|file| fs::File::open(file).is_ok());
        if !happened && now == last && is_whole {
            break;
        }
        last = now;
    }
    last
}

/// The files and the pictures beside the first.
fn stamps(files: &[PathBuf]) -> Stamps {
    let folder = files.first().and_then(|file| file.parent()).map(Path::to_path_buf);
    let entries = folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
    let pictures = entries.flatten().map(|entry| entry.path()).filter(|path| is_picture(path));
    let stamp = |path: &Path| {
        let found = fs::metadata(path).ok()?;
        Some((found.len(), found.modified().ok()))
    };
    files.iter().cloned().chain(pictures).map(|path| (path.clone(), stamp(&path))).collect()
}

/// Whether a plan can show the file at `path`.
pub fn is_picture(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["png", "jpg", "jpeg"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A number for what files hold; of pictures their stamps must do.
fn contents(stamps: &Stamps) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, stamp) in stamps {
        path.hash(&mut hasher);
        match is_picture(path) {
            true => stamp.hash(&mut hasher),
            false => fs::read(path).ok().hash(&mut hasher),
        }
    }
    hasher.finish()
}
