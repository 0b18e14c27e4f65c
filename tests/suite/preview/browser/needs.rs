//! What these tests need of others: Chromium with its driver, and axe-core.
//! Debian's packages are installed where they are missing and may be; axe-core
//! comes from npm into `target/tmp`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The release of axe-core that the pages are checked with.
const AXE: &str = "axe-core@4.14.1";

/// A browser and the program that drives it.
pub struct Programs {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

/// Both, installed first if need be.
pub fn programs() -> &'static Programs {
    static FOUND: LazyLock<Result<Programs, String>> = LazyLock::new(|| {
        find_programs().map_or_else(
            || {
                installed(&["chromium", "chromium-driver"])?;
                find_programs().ok_or_else(|| "Chromium is not there once installed".to_owned())
            },
            Ok,
        )
    });
    FOUND.as_ref().unwrap_or_else(|reason| panic!("{reason}"))
}

/// The source of axe-core.
pub fn axe() -> &'static str {
    static FOUND: LazyLock<Result<String, String>> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(AXE.replace('@', "-"));
        let file = folder.join("node_modules/axe-core/axe.min.js");
        if !file.is_file() {
            if find(&["npm"]).is_none() {
                installed(&["npm"])?;
            }
            fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
            let options = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"];
            run(Command::new("npm").args(options).arg(&folder).arg(AXE))?;
        }
        fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
    });
    FOUND.as_ref().unwrap_or_else(|reason| panic!("axe-core is needed: {reason}"))
}

fn find_programs() -> Option<Programs> {
    Some(Programs {
        chromium: find(&["chromium", "chromium-browser", "google-chrome"])?,
        chromedriver: find(&["chromedriver"])?,
    })
}

/// The first of these programs that is on the path.
fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let files = names.iter().flat_map(|name| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&name)).collect::<Vec<_>>()
    });
    files.into_iter().find(|file| file.is_file())
}

/// Installs packages of Debian or Ubuntu, where this may be done.
fn installed(packages: &[&str]) -> Result<(), String> {
    let user = Command::new("id").arg("-u").output();
    let is_root = user.is_ok_and(|user| user.stdout == b"0\n");
    if find(&["apt-get"]).is_none() || !is_root {
        let names = packages.join(" ");
        return Err(format!(
            "the tests in a browser need these packages of Debian, or the like of your system: \
             {names} (apt-get install {names})"
        ));
    }
    eprintln!("installing {} with apt-get", packages.join(", "));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-o", "DPkg::Lock::Timeout=300"]);
        apt
    };
    run(apt().arg("update"))?;
    run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}
