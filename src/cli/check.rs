//! `kehoach check`: what the rules find in a plan.

use std::io::Write;

use super::{Exit, amend, args, fail, print};
use crate::diagnostic::{has_errors, render};
use crate::pipeline::BuildOptions;

/// Checks the plan and tells what is found.
pub fn run(args: &args::Check, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let options = BuildOptions { rows: args.rows.clone().map(Into::into), ..(&args.common).into() };
    match amend::checked(args, &options, stderr) {
        Ok(outcome) => {
            let text = render(&outcome.diagnostics);
            match print(text.as_bytes(), stdout, stderr) {
                Exit::Done if has_errors(&outcome.diagnostics) => Exit::DataErrors,
                exit => exit,
            }
        }
        Err(diagnostic) => fail(stderr, diagnostic),
    }
}
