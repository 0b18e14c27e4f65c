//! The way that clerks have without this program: a template for Word filled by
//! docxtpl, and LibreOffice, which makes PDFs of what comes out.

use std::path::Path;
use std::process::{Command, Stdio};

use super::folder;
use super::sample::Sample;

/// Of Debian: the program, and the font of both.
const DEBIAN: [&str; 2] = ["libreoffice-writer", "fonts-liberation"];
/// Of PyPI.
const PACKAGES: [&str; 2] = ["docxtpl==0.20.2", "python-docx==1.2.0"];

/// Documents in a second and pages of one for the first `count` communes; none
/// where the programs cannot be installed.
pub fn measure(sample: &Sample, count: usize) -> Option<(f64, usize)> {
    let folder = folder();
    let venv = folder.path().join("venv");
    let python = venv.join("bin/python");
    let apt = |args: &[&str]| done(Command::new("apt-get").arg("--quiet").args(args));
    let installed = apt(&["update"])
        && apt(&["install", "--yes", "--no-install-recommends", DEBIAN[0], DEBIAN[1]])
        && done(Command::new("python3").args(["-m", "venv"]).arg(&venv))
        && done(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES));
    if !installed {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/batch/peers.py");
    let mut command = Command::new(&python);
    command
        .arg(script)
        .args([&sample.plan, &sample.list])
        .arg(folder.path())
        .arg(count.to_string());
    let output = command.stderr(Stdio::inherit()).output().expect("python");
    assert!(output.status.success(), "peers.py failed");
    let text = String::from_utf8_lossy(&output.stdout);
    let (seconds, pages) = text.trim().split_once(' ').expect("two numbers");
    let seconds: f64 = seconds.parse().expect("seconds");
    Some((count as f64 / seconds, pages.parse().expect("pages")))
}

fn done(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
