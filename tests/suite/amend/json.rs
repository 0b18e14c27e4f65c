//! Strings of JSON files put right.

use super::*;

const PLAN: &str = "\u{FEFF}{\n  \"subject\" : \"Hoà  b\\u00ecnh\",\r\n\t\"body\": [ {\"text\":\"a\"},\n \
                    {\"text\": \"cu\u{309}a **xã**\", \"marker\": 5} ],\n  \"x~/y\": \"hoà\" }\n\n";

fn mend_of(at: &str, range: std::ops::Range<usize>, with: &str) -> Mend {
    Mend { origin: pointer(at), range, with: with.into() }
}

#[test]
fn all_but_the_strings_stays_byte_for_byte() {
    let mends = [
        mend_of("/x~0~1y", 0..4, "hòa"),
        mend_of("/subject", 4..6, " "),
        mend_of("/subject", 0..4, "Hòa"),
        mend_of("/body/1/text", 0..0, ""),
    ];
    let after = amended(PLAN.as_bytes(), &mends);
    let text = String::from_utf8(after.bytes.clone()).unwrap();
    let wanted = PLAN
        .replace("\"Hoà  b\\u00ecnh\"", "\"Hòa bình\"")
        .replace("cu\u{309}a", "của")
        .replace("\"hoà\"", "\"hòa\"");
    assert_eq!(text, wanted);
    assert_eq!((after.done.len(), after.left.len()), (3, 0));
    let again = amended(&after.bytes, &[mend_of("/body/1/text", 0..0, "")]);
    assert!(again.done.is_empty() && again.bytes == after.bytes);
}

#[test]
fn what_is_no_string_is_left_alone() {
    let mends = [
        mend_of("/body/1/marker", 0..1, "6"),
        mend_of("/body/7/text", 0..1, "6"),
        mend_of("/body/0/text", 3..9, "6"),
        mend_of("/subject", 3..4, "6"),
    ];
    let after = amended(PLAN.as_bytes(), &mends);
    assert_eq!(after.bytes, PLAN.as_bytes());
    assert_eq!((after.done.len(), after.left.len()), (0, 4));
}
