//! Any bytes as a Word document: a package, or the XML of its parts.
#![no_main]

use kehoach_fuzz::document::{document, lines};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match document(bytes) {
    Some(package) => kehoach_fuzz::read_document(&package, lines(bytes).as_deref()),
    None => kehoach_fuzz::read_document(bytes, None),
});
