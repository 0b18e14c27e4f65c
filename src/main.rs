//! The program `kehoach`: hands the command line to [`kehoach::cli`].

use std::process::ExitCode;
use std::{env, io, thread};

use kehoach::typeset::STACK;

fn main() -> ExitCode {
    let run = || kehoach::cli::run(env::args_os(), &mut io::stdout(), &mut io::stderr());
    // The main thread of a Windows program has a stack of 1 MiB only.
    match thread::Builder::new().stack_size(STACK).spawn(run).map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code.into(),
        // A panic; its text is on stderr already.
        _ => kehoach::cli::Exit::Failed.into(),
    }
}
