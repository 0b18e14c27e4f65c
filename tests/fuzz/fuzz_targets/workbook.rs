//! Any bytes as a workbook: .xlsx, .xlsb, .ods and .xls.
#![no_main]

use kehoach_fuzz::parts::package;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match package(bytes) {
    Some(package) => kehoach_fuzz::read("kh.xlsx", &package),
    None => kehoach_fuzz::read("kh.xlsx", bytes),
});
