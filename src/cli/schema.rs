//! `kehoach schema`: the JSON Schema of a plan, on standard output.

use std::io::Write;

use super::{Exit, print};

/// Prints the schema, with a newline at its end.
pub fn run(stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let schema = crate::model::schema();
    print(format!("{}\n", schema.trim_end()).as_bytes(), stdout, stderr)
}
