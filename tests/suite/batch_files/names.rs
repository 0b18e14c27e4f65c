//! Names from the data as names of files.

use kehoach::diagnostic::render;
use kehoach::origin::Origin;
use kehoach::output::batch::{Shard, clashes, safe};

#[test]
fn hostile_names_become_harmless() {
    let table = [
        ("03388-xa-binh-lu", "03388-xa-binh-lu"),
        ("Xã Bình Lư", "Xã Bình Lư"),
        ("Xa\u{303} Bi\u{300}nh Lu\u{31B}", "Xã Bình Lư"),
        ("a\u{200D}\u{301}", "á"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("..\\..\\a", "-..-a"),
        ("C:\\Windows", "C--Windows"),
        ("a/b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i"),
        ("a\0b\tc\nd\u{85}e\u{2028}f", "a-b-c-d-e-f"),
        ("x\u{202E}fdp.exe", "xfdp.exe"),
        ("\u{FEFF}a\u{200B}b\u{AD}c\u{2066}d\u{E0041}", "abcd"),
        (" . .a. . ", "a"),
        ("\u{A0}a\u{3000}", "a"),
        (".kehoach.lock", "kehoach.lock"),
        ("CON", "CON_"),
        ("con.txt", "con_.txt"),
        ("Aux .tar.gz", "Aux _.tar.gz"),
        ("nul\u{200B}", "nul_"),
        ("COM0", "COM0_"),
        ("lpt9.a", "lpt9_.a"),
        ("COM¹", "COM¹_"),
        ("LPT³.x", "LPT³_.x"),
        ("conin$", "conin$_"),
        ("CONOUT$.a", "CONOUT$_.a"),
        ("Clock$", "Clock$_"),
        ("COM", "COM"),
        ("COM10", "COM10"),
        ("COM1a", "COM1a"),
        ("công", "công"),
        ("-rf", "-rf"),
    ];
    for (stem, expected) in table {
        assert_eq!(safe(stem).as_deref(), Some(expected), "{stem:?}");
    }
    for nothing in ["", ".", "..", " . ", "\u{200B}", "\u{202E}\u{AD}."] {
        assert_eq!(safe(nothing), None, "{nothing:?}");
    }
}

#[test]
fn long_names_are_cut_between_characters() {
    let endings = ["", "-0000.png"];
    let device = format!("CON{}x", " ".repeat(300));
    for stem in
        ["a".repeat(300), "ữ".repeat(300), "😀".repeat(300), format!("a{}", "😀".repeat(99))]
    {
        let name = safe(&stem).unwrap();
        assert!(stem.starts_with(&name) && name.len() > 180, "{name}");
        for ending in endings {
            let whole = format!("{name}{ending}");
            assert!(whole.len() <= 255 && whole.encode_utf16().count() <= 200, "{whole}");
        }
    }
    assert_eq!(safe(&device).unwrap(), "CON_");
}

#[test]
fn every_second_of_equal_names_is_an_error() {
    let file = "danh-sach.xlsx".into();
    let rows: Vec<Origin> = (1..=6).map(|row| Origin::cell(&file, &"Xã".into(), row, 0)).collect();
    let names = ["xã-đông-a", "b", "XÃ-ĐÔNG-A", "xa\u{303}-đông-a", "c", "B"];
    let found = clashes(names.into_iter().zip(&rows));
    insta::assert_snapshot!("name_clashes", render(&found));
    assert!(clashes(["a", "á", "a-01"].into_iter().zip(&rows)).is_empty());
}

#[test]
fn parts_are_disjoint_and_cover_the_list() {
    for count in [1, 2, 7, 64] {
        let parts: Vec<Shard> =
            (1..=count).map(|i| Shard::parse(&format!("{i}/{count}")).unwrap()).collect();
        for key in 0..3321 {
            let key = format!("{key:05}");
            assert_eq!(parts.iter().filter(|part| part.has(&key)).count(), 1, "{key} of {count}");
        }
    }
    let said = Shard::parse("5/4").unwrap_err();
    insta::assert_snapshot!("not_a_shard", render(&[said]));
}
