//! Any bytes as a JSON plan.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kehoach_fuzz::read("kh.json", bytes));
