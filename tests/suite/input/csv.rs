//! The sheet Nội dung as a .csv: its cells, their places, its limits.

use super::*;

fn read(text: &[u8]) -> Input {
    read_bytes("kh.csv", text).unwrap()
}

/// The body, without the file's name.
fn shown(input: &Input) -> String {
    dump_at(input, "body").replace("kh.csv ▸ ", "")
}

fn said(input: &Input) -> String {
    messages(&input.diagnostics).replace("kh.csv ▸ ", "")
}

#[test]
fn rows_are_called_as_excel_shows_them() {
    let text =
        "\n\nKẾ HOẠCH\nMục,Nội dung\r\n\r\n,\"hai\r\n\r\ndòng, \"\"nháy\"\"\"\n,,\n,a\"b\"\n";
    let input = read(text.as_bytes());
    assert_eq!(
        shown(&input),
        "/0/text \"hai\\n\\ndòng, \\\"nháy\\\"\" @ B6\n/1/text \"a\\\"b\\\"\" @ B8"
    );
    assert_eq!(
        said(&input),
        "ghi chú text-above-headings @ kh.csv: Nội dung phía trên dòng tiêu đề cột không được dùng: ô A3. []"
    );
}

#[test]
fn old_macintosh_line_ends_are_rows_too() {
    let input = read("Mục;Nội dung\r\rI;\"MỤC\rĐÍCH\"".as_bytes());
    assert_eq!(shown(&input), "/0/marker \"I\" @ A3\n/0/text \"MỤC\\nĐÍCH\" @ B3");
}

#[test]
fn one_column_of_running_text_has_no_separator() {
    let input = read("Nội dung\nI. Mục đích; yêu cầu, nhiệm vụ\n- Nhanh, gọn;\n".as_bytes());
    assert_eq!(
        shown(&input),
        "/0/marker \"I.\" @ A2\n/0/text \"Mục đích; yêu cầu, nhiệm vụ\" @ A2\n\
         /1/marker \"-\" @ A3\n/1/text \"Nhanh, gọn;\" @ A3"
    );
    assert_eq!(said(&input), "");
}

#[test]
fn a_quote_must_end_where_its_field_ends() {
    for (text, place) in [
        ("Mục,Nội dung\n,\"a\n,b\n", "B2"),
        ("Mục,Nội dung\n,x\n\n\"I\",\"a\"b\n", "B4"),
        ("Mục,Nội dung\n,\"a\n,\"b\"\n", "B2"),
        ("Mục,Nội dung\n,\"a\"\"", "B2"),
        ("Mục,Nội dung\n\"", "A2"),
    ] {
        let input = read(text.as_bytes());
        assert_eq!(shown(&input), " unread @ kh.csv", "{text}");
        assert_eq!(
            said(&input),
            format!(
                "lỗi unclosed-quote @ {place}: Dấu ngoặc kép (\") mở ở đầu ô này không được đóng ở cuối ô. \
                 [thêm dấu \" ở cuối ô; dấu ngoặc kép là chữ trong ô thì gõ hai lần: \"\"]"
            ),
            "{text}"
        );
    }
}

#[test]
fn bytes_of_another_encoding_are_named_by_their_cell() {
    let utf16 = |units: &[u16]| -> Vec<u8> {
        let head = "\u{FEFF}Mục\tNội dung\n\tA\n\t";
        head.encode_utf16().chain(units.iter().copied()).flat_map(u16::to_le_bytes).collect()
    };
    let odd = [utf16(&[]).as_slice(), b"x"].concat();
    for (bytes, encoding) in [
        ("Mục,Nội dung\n,A\n,\"ch\u{1EEF}, ".bytes().chain(*b"\xFF\"\n").collect(), "UTF-8"),
        (utf16(&[0xD800, 0x20]), "UTF-16"),
        (odd, "UTF-16"),
    ] {
        let input = read(&bytes);
        let said = said(&input);
        let expected =
            format!("lỗi not-utf8 @ B3: Từ ô này trở đi tệp không ở bảng mã {encoding}.");
        assert!(said.starts_with(&expected), "{said}");
    }
}

#[test]
fn the_limits_of_a_sheet_hold() {
    let head = "Mục,Nội dung\n,";
    for (text, expected) in [
        (
            format!("{head}{}", ",".repeat(10 << 20)),
            "lỗi sheet-too-large @ SG2: Ô có nội dung nằm ngoài",
        ),
        (
            format!("{head}{}", "a".repeat(10 << 20)),
            "lỗi text-too-long @ B2: Chữ ở đây dài hơn 32.767 ký tự.",
        ),
        (
            format!("{head}A{}\n,B", "\n".repeat(100_000)),
            "lỗi sheet-too-large @ B100003: Ô có nội dung nằm ngoài",
        ),
        (format!("{head}{}", "a\n,".repeat(90_000)), ""),
        (
            format!("{head}{}", "a,b,c,d\n".repeat(60_000)),
            "lỗi sheet-too-large @ C50001: Bảng tính quá lớn",
        ),
    ] {
        let said = said(&read(text.as_bytes()));
        let first = said.lines().next().unwrap_or_default();
        assert!(first.starts_with(expected) && first.is_empty() == expected.is_empty(), "{first}");
    }
    let large = format!("{head}{}", " ".repeat(16 << 20));
    let fault = read_bytes("kh.csv", large.as_bytes()).err().unwrap();
    assert_eq!(fault.message, "Tệp lớn hơn 16 MB nên không được đọc.");
}

#[test]
fn a_body_in_both_files_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("kh.csv");
    std::fs::write(&csv, "Nội dung\nMột\n").unwrap();
    std::fs::write(csv.with_extension("json"), "{\"subject\": \"Thử\",\n \"body\": []}").unwrap();
    let input = input::read(&csv).unwrap();
    assert_eq!(shown(&input), "/0/text \"Một\" @ A2");
    assert_eq!(
        said(&input),
        "lỗi in-both-files @ kh.json ▸ /body (dòng 2, cột 2): Khóa “body” thừa: phần này của kế hoạch lấy từ tệp kh.csv. \
         [xóa khóa “body”; hoặc chạy với tệp kh.json nếu kế hoạch đầy đủ nằm trong tệp đó]"
    );
}
