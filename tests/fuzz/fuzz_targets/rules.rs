//! Any plan in JSON against the rules of the decree: none panics, none takes long.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kehoach_fuzz::check_plan(bytes));
