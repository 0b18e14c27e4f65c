//! Hostile .json and .csv.

use std::fs::File;
use std::io::BufWriter;

use super::*;

/// Writes each flood as a file called `name` and has it refused.
fn all_refused(name: &str, cases: &[(Flood, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let found = cases.iter().map(|(contents, message)| {
        contents.write(&mut BufWriter::new(File::create(&path).unwrap()));
        refused(&path, contents.name, message)
    });
    let wrong: Vec<_> = found.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const JSON: &[(Flood, &str)] = &[
    (flood("numbers", r#"{"body":["#, "1,", 15_000_000, "1]}"), "lớn hơn 16 MB"),
    (flood("values", r#"{"body":["#, "1,", 4_000_000, "1]}"), "hơn 200.000 giá trị"),
    (flood("objects", r#"{"body":["#, "{},", 4_000_000, "1]}"), "hơn 200.000 giá trị"),
    (flood("faults", r#"{"body":["#, r#""ab","#, 199_000, "1]}"), "lỗi"),
    (flood("keys", "{", r#""k":1,"#, 190_000, r#""body":1}"#), "Khóa “k” viết hai lần"),
    (flood("depth", r#"{"body":"#, "[", 5_000_000, "1"), "lồng nhau quá 32 cấp"),
    (flood("one long text", r#"{"subject":""#, "a", 15_000_000, r#""}"#), "dài hơn 32.767 ký tự"),
    (flood("a long key", r#"{""#, "k", 100_000, r#"":1}"#), "quá dài"),
    (flood("blocks", r#"{"body":["#, r#"{"text":"a"},"#, 90_000, "1]}"), "lỗi"),
];

#[test]
fn hostile_json_is_refused_within_the_memory() {
    all_refused("kh.json", JSON);
}

const CSV: &[(Flood, &str)] = &[
    (flood("fields", "Mục,Nội dung\n", ",", 16_000_000, ""), "ngoài giới hạn"),
    (flood("rows", "Mục,Nội dung\n", ",Ô\n", 3_500_000, ""), "ngoài giới hạn"),
    (flood("blank rows", "Mục,Nội dung\n", "\n", 16_000_000, ""), "Thiếu"),
    (flood("cells", "Mục,Nội dung\n", "Ô,Ô,Ô,Ô\n", 1_200_000, ""), "200.000 ô"),
    (flood("one field", "Mục,Nội dung\n,", "a", 16_000_000, ""), "dài hơn 32.767 ký tự"),
    (flood("an open quote", "Mục,Nội dung\n,\"", ",\n", 8_000_000, ""), "không được đóng"),
    (flood("bytes", "Mục,Nội dung\n", ",a\n", 6_000_000, ""), "lớn hơn 16 MB"),
    (flood("faults", "Mục,Nội dung\n,Ô\n", ",\u{1},Ô\n", 66_000, ""), "nằm ngoài các cột"),
];

#[test]
fn hostile_csv_is_refused_within_the_memory() {
    all_refused("kh.csv", CSV);
}
