//! JSON plans: pointers, syntax errors, and what is refused in text.

use kehoach::input;

use super::*;

fn read(text: &str) -> Input {
    read_bytes("kh.json", text.as_bytes()).unwrap()
}

#[test]
fn every_value_knows_its_pointer_line_and_column() {
    let input = read(
        "\u{FEFF}{\n  \"subject\": \"Cải  thiện\",\n \"a/b~\": [1.50, null, {\"x\": true}]\n}",
    );
    assert_eq!(
        dump(&input.node.unwrap()),
        "/subject \"Cải  thiện\" @ kh.json ▸ /subject (dòng 2, cột 14)\n\
         /a/b~/0 number 1.50 @ kh.json ▸ /a~1b~0/0 (dòng 3, cột 11)\n\
         /a/b~/1 null @ kh.json ▸ /a~1b~0/1 (dòng 3, cột 17)\n\
         /a/b~/2/x true @ kh.json ▸ /a~1b~0/2/x (dòng 3, cột 29)"
    );
    assert_eq!(messages(&input.diagnostics), "");
}

#[test]
fn text_is_cleaned_and_holds_marks() {
    let input =
        read("{\"s\": \" Ha\u{0300}\u{A0}No\u{0323}\u{0302}i\u{200B}\\r\\n**x**\\t\\u2028y \"}");
    let node = input.node.unwrap();
    assert_eq!(
        dump(node.get("s").unwrap()),
        " \"Hà Nội\\n**x** \\ny\" @ kh.json ▸ /s (dòng 1, cột 7)"
    );
    let Value::Text(text) = &node.get("s").unwrap().value else { panic!() };
    assert!(text.markup);
}

#[test]
fn all_faults_of_keys_and_characters_are_found() {
    let input = read("{\"a\": 1,\n \"a\": 2, \"b\": \"x\ny\", \"c\": \"\\u0007z\"}");
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi duplicate-key @ kh.json ▸ /a (dòng 2, cột 2): Khóa “a” viết hai lần. \
         [bỏ một trong hai; lần đầu ở kh.json ▸ /a (dòng 1, cột 2)]\n\
         lỗi json-syntax @ kh.json ▸ /b (dòng 2, cột 15): Chuỗi JSON có dấu xuống dòng hoặc dấu tab gõ thẳng vào. \
         [viết xuống dòng là \\n và dấu tab là \\t]\n\
         lỗi control-character @ kh.json ▸ /c (dòng 3, cột 10): Văn bản có ký tự điều khiển không in được (U+0007). \
         [xóa nội dung này rồi gõ lại, hoặc dán lại bằng lệnh dán chỉ lấy văn bản]"
    );
}

#[test]
fn syntax_errors_name_line_column_and_what_was_expected() {
    for (text, expected) in [
        (
            "{\n \"a\": 1\n \"b\": 2}",
            "(dòng 2, cột 8): JSON sai cú pháp: cần dấu “,” ở đây, trước phần tử tiếp theo.",
        ),
        ("{\"a\": 1,}", "(dòng 1, cột 8): JSON sai cú pháp: thừa dấu “,” sau phần tử cuối."),
        ("{\"a\" 1}", "(dòng 1, cột 6): JSON sai cú pháp: cần dấu “:” sau tên khóa."),
        (
            "{\"ế\": 'x'}",
            "(dòng 1, cột 7): JSON sai cú pháp: chuỗi phải đặt trong dấu ngoặc kép \"…\".",
        ),
        ("{a: 1}", "(dòng 1, cột 2): JSON sai cú pháp: cần tên khóa trong dấu ngoặc kép."),
        ("{\"a\": 1 // x\n}", "(dòng 1, cột 9): JSON sai cú pháp: JSON chuẩn không có chú thích."),
        ("{\"a\": [1, 2}", "(dòng 1, cột 12): JSON sai cú pháp: thừa dấu “}”."),
        (
            "{\"a\": \"x",
            "(dòng 1, cột 7): JSON sai cú pháp: chuỗi không có dấu ngoặc kép đóng hoặc có dấu “\\” viết sai.",
        ),
        ("{\"a\": 0x1F}", "(dòng 1, cột 7): JSON sai cú pháp: số viết sai; viết như 12 hoặc 12.5."),
        ("{} {}", "(dòng 1, cột 4): JSON sai cú pháp: thừa nội dung sau dấu ngoặc cuối cùng."),
        ("{\"a\": 1", "(dòng 1, cột 1): JSON sai cú pháp: đối tượng mở ở đây thiếu dấu “}”."),
    ] {
        let input = read(text);
        assert!(input.node.is_none(), "{text}");
        let found = messages(&input.diagnostics);
        assert!(
            found.starts_with(&format!("lỗi json-syntax @ kh.json ▸ / {expected} [")),
            "{text}\n{found}"
        );
    }
}

#[test]
fn depth_and_encoding_are_checked_before_parsing() {
    let deep = format!("{{\"a\": {}", "[".repeat(100_000));
    assert!(messages(&read(&deep).diagnostics).starts_with(
        "lỗi json-too-deep @ kh.json ▸ / (dòng 1, cột 38): Các dấu ngoặc lồng nhau quá 32 cấp"
    ));
    let input = read_bytes("kh.json", b"{\n\"a\": \"\xE1\"}").unwrap();
    assert!(
        messages(&input.diagnostics).starts_with(
            "lỗi not-utf8 @ kh.json ▸ / (dòng 2, cột 7): Tệp JSON không ở bảng mã UTF-8"
        )
    );
}

#[test]
fn a_long_line_is_read_in_linear_time() {
    let items = vec!["\"ế\""; 190_000].join(",");
    let input = read(&format!("{{\"a\":[{items}]}}"));
    let Some(Value::List(nodes)) = input.node.map(|n| n.get("a").unwrap().value.clone()) else {
        panic!()
    };
    assert_eq!(
        nodes.last().unwrap().origin.to_string(),
        "kh.json ▸ /a/189999 (dòng 1, cột 760003)"
    );
}

#[test]
fn unknown_files_are_refused() {
    for (bytes, expected) in [
        (&b""[..], "Tệp rỗng, không có byte nào."),
        (b"[1]", "Tệp này không phải JSON của một kế hoạch: phải bắt đầu bằng dấu “{”."),
        (b"\xFF\xFE{\0", "Tệp JSON ở bảng mã UTF-16 nên không đọc được."),
    ] {
        let error = read_bytes("kh.json", bytes).err().unwrap();
        assert_eq!((error.code, error.message.as_str()), ("unknown-format", expected));
    }
    let error = input::read(std::path::Path::new("khong-co.json")).err().unwrap();
    assert_eq!(
        messages(&[error]),
        "lỗi cannot-open @ khong-co.json: Không tìm thấy tệp. [kiểm tra lại tên tệp và thư mục đang đứng]"
    );
}

#[test]
fn options_replace_fields() {
    let mut node = read("{\"letterhead\": {\"number\": \"5\"}}").node.unwrap();
    for assignment in
        ["so= 15 ", "NGÀY  ban hành=09/6/2026", "Dự thảo=có", "Từ khóa=PAPI; cải cách", "Số bản="]
    {
        input::set(&mut node, assignment).unwrap();
    }
    assert_eq!(
        dump(&node),
        "/letterhead/number \"15\" @ --set so= 15 \n\
         /letterhead/date \"09/6/2026\" @ --set NGÀY  ban hành=09/6/2026\n\
         /draft true @ --set Dự thảo=có\n\
         /keywords/0 \"PAPI\" @ --set Từ khóa=PAPI; cải cách\n\
         /keywords/1 \"cải cách\" @ --set Từ khóa=PAPI; cải cách\n\
         /copies null @ --set Số bản="
    );
    let failures = ["Số", "Người kí=A"].map(|text| input::set(&mut node, text).unwrap_err());
    assert_eq!(
        messages(&failures),
        "lỗi bad-assignment @ --set Số: Tùy chọn --set thiếu dấu “=” giữa tên mục và giá trị. [viết theo dạng --set 'Số=15']\n\
         lỗi unknown-label @ --set Người kí=A: Không có mục nào tên là “Người kí”. [có phải ý bạn là “Người ký”?]"
    );
}
