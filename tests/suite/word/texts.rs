//! Any text in any field of a plan that becomes a document: none of its words is lost
//! when it is read back, whatever it is taken for.
//!
//! Texts are drawn with fixed seeds, as in `anytext`. What an office might write that
//! looks like another part of a document is a line in [`PHRASES`].

use fastrand::Rng;
use kehoach::diagnostic::is_withheld;
use serde_json::Value;
use tempfile::TempDir;

use super::account::{reading, uneven};
use super::any::look;
use super::variants::EVERYTHING;
use super::{plan, report, written};
use crate::anytext::word;
use crate::built;
use crate::convert::try_convert;

/// Documents.
const ROUNDS: u64 = 60;

/// The fields whose texts are drawn.
const FIELDS: &[&str] = &[
    "parent_agency",
    "agency",
    "place",
    "subject",
    "issued_with",
    "text",
    "recipients",
    "authority",
    "position",
    "name",
    "title",
    "reference",
    "rows",
];

/// What parts of a document are known by.
const PHRASES: &[&str] = &[
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "Số: 5/KH-UBND",
    "Đông A, ngày 5 tháng 2 năm 2026",
    "KẾ HOẠCH",
    "Kế hoạch",
    "V/v",
    "HỎA TỐC",
    "DỰ THẢO LẦN 2",
    "Căn cứ Luật;",
    "(Ban hành kèm theo",
    "Kèm theo Kế hoạch số /KH-UBND",
    "I.",
    "1.1.",
    "a)",
    "-",
    "+",
    "Phần I",
    "Điều 1.",
    "Nơi nhận:",
    "Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "CHỦ TỊCH",
    "(Đã ký)",
    "Nguyễn Văn A",
    "PHỤ LỤC I",
    "Biểu mẫu số 01",
    "-----",
    "./.",
    ";",
    "\n",
    "     ",
];

fn text(rng: &mut Rng) -> String {
    let count = rng.usize(1..6);
    let words = (0..count).map(|_| match rng.u8(..3) {
        0 => (*rng.choice(PHRASES).unwrap()).to_owned(),
        _ => word(rng, false),
    });
    let text = words.collect::<Vec<_>>().join(" ");
    // `[^…]` is a call of a footnote, by the plan's own rule.
    format!("{} {text}", rng.u16(1000..)).trim_start_matches(|_| rng.bool()).replace("[^", "[")
}

/// Draws new texts for the strings in `value` that stand in a field of [`FIELDS`].
fn redraw(value: &mut Value, drawn: bool, rng: &mut Rng) {
    match value {
        Value::String(given) if drawn && !given.contains("[^") => *given = text(rng),
        Value::Array(items) => items.iter_mut().for_each(|item| redraw(item, drawn, rng)),
        Value::Object(members) => members.iter_mut().for_each(|(key, member)| {
            redraw(member, FIELDS.contains(&key.as_str()), rng);
        }),
        _ => {}
    }
}

#[test]
fn no_word_of_any_text_is_lost() {
    let folder = TempDir::new().unwrap();
    let whole = plan(&built::path(EVERYTHING));
    let mut found = Vec::new();
    for seed in 0..ROUNDS {
        let mut rng = Rng::with_seed(seed);
        let mut drawn = whole.clone();
        redraw(&mut drawn, false, &mut rng);
        let look = look(&mut rng);
        let file = written(&drawn, "a", &look, folder.path());
        let conversion = try_convert(&file, &folder.path().join("a.json"));
        let faults = conversion.diagnostics.iter().filter(|fault| is_withheld([*fault]));
        let strange = faults.filter(|fault| fault.code != "missing-field");
        found.extend(strange.map(|fault| format!("seed {seed}: {fault:?}")));
        let reading = reading(&file, "a.json");
        // Letters in any order may look like an encoding of the time before Unicode.
        if reading.said.iter().any(|said| said.code == "T08") {
            continue;
        }
        let lost = uneven(&file, &reading);
        if !lost.is_empty() {
            found.push(format!("seed {seed}, {look:?}: {}", lost.join(", ")));
        }
    }
    report(&found);
}
