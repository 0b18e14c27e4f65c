//! Workbooks with parts that are damaged at random: refused or changed, never a panic.

use kehoach::amend::{annotate, mend};

use super::annotate::findings;
use super::*;

#[test]
fn damaged_parts_do_no_harm() {
    let whole = workbook();
    let mut random = fastrand::Rng::with_seed(30);
    let names: Vec<String> = parts(&whole).into_keys().collect();
    for _ in 0..120 {
        let name = &names[random.usize(..names.len())];
        let (cut, kept, digit) = (random.usize(..), random.usize(..200), random.usize(..10));
        let broken = with_part(&whole, name, |text| {
            let at = text.floor_char_boundary(cut % text.len());
            let end = text.floor_char_boundary((at + kept).min(text.len()));
            match digit {
                0..=3 => format!("{}{}", &text[..at], &text[end..]),
                4..=6 => format!("{}{}{}", &text[..end], &text[at..end], &text[end..]),
                7 => text.replace(char::from(b'0' + (kept % 10) as u8), "99999999999"),
                8 => text[..at].to_owned(),
                _ => text.replace("/>", ">"),
            }
        });
        let _ = annotate(&broken, FILE, &findings());
        let mends = [change("B2", 0..3, "x"), change("B3", 4..9, ""), change("B6", 0..0, "")];
        let _ = mend(&broken, &mends, &READING);
    }
}
