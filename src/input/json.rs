//! Strict JSON with the exact place of every key and value.
//!
//! Depends on `model::node` and jsonc-parser, whose types stay in here. Keys
//! are taken as they are: which ones are known is `model::read`'s affair.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonc_parser::ast::{Array, Object, Value as Ast};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::Diagnostic;
use crate::model::node::{Entry, Node, RawText, Value};
use crate::origin::{Origin, Place};

use super::{Input, clean};

/// A larger JSON file is refused before parsing (bytes).
const SIZE_LIMIT: usize = 16 << 20;
/// So are values beyond this number, keys not counted.
const VALUES_LIMIT: usize = 200_000;
/// Objects and arrays may not be nested deeper than this.
const DEPTH_LIMIT: usize = 32;
/// Bytes of a key; every value below carries it in its pointer.
const KEY_LIMIT: usize = 1_000;
/// Bytes of the pointers of all values together.
const POINTERS_LIMIT: usize = 32 << 20;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Whether the first character that is not white space is `{`.
pub fn recognises(bytes: &[u8]) -> bool {
    opening(bytes) == Some(b'{')
}

/// The same for a list of communes, which `[` begins too.
pub fn recognises_list(bytes: &[u8]) -> bool {
    matches!(opening(bytes), Some(b'{' | b'['))
}

fn opening(bytes: &[u8]) -> Option<u8> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// Reads JSON. Duplicate keys and line breaks inside strings are
/// reported each; a syntax error ends the reading.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Input {
    let whole = Origin::new(file, Place::File);
    if bytes.len() > SIZE_LIMIT {
        let message = format!("Tệp JSON lớn hơn {} MB nên không được đọc.", SIZE_LIMIT >> 20);
        return Input::unreadable(too_large(&whole, message));
    }
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            return Input::unreadable(not_utf8(file, &String::from_utf8_lossy(valid)));
        }
    };
    if let Some(fault) = check_shape(file, text) {
        return Input::unreadable(fault);
    }
    let unexpected_end = || syntax_error(file, text, text.len(), "tệp không có giá trị nào");
    match parse_to_ast(text, &CollectOptions::default(), &strict()) {
        Ok(parsed) => match parsed.value {
            Some(value) => convert(file, text, &value),
            None => Input::unreadable(unexpected_end()),
        },
        Err(error) => {
            Input::unreadable(syntax_error(file, text, error.range().start, explain(error.kind())))
        }
    }
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn convert(file: &Arc<str>, text: &str, value: &Ast) -> Input {
    let mut converter =
        Converter { cursor: Cursor::new(file, text), pointers: 0, diagnostics: Vec::new() };
    let node = converter.node("", value);
    if converter.pointers > POINTERS_LIMIT {
        let message = "Tệp JSON có các khóa quá dài nên không được đọc.".to_owned();
        return Input::unreadable(too_large(&node.origin, message));
    }
    Input::read(node, converter.diagnostics)
}

fn not_utf8(file: &Arc<str>, valid: &str) -> Diagnostic {
    let origin = Cursor::new(file, valid).origin("", valid.len());
    Diagnostic::error("not-utf8", &origin, "Tệp JSON không ở bảng mã UTF-8.")
        .hint("mở tệp bằng trình soạn thảo và lưu lại ở bảng mã UTF-8")
}

fn syntax_error(file: &Arc<str>, text: &str, at: usize, expected: &str) -> Diagnostic {
    let origin = Cursor::new(file, text).origin("", at);
    Diagnostic::error("json-syntax", &origin, format!("JSON sai cú pháp: {expected}."))
        .hint("sửa tại dòng và cột nêu trên; cả tệp phải là JSON chuẩn, không có chú thích")
}

fn explain(kind: &ParseErrorKind) -> &'static str {
    use ParseErrorKind::*;
    match kind {
        ExpectedColonAfterObjectKey => "cần dấu “:” sau tên khóa",
        ExpectedObjectValue => "cần một giá trị sau dấu “:”",
        ExpectedComma => "cần dấu “,” ở đây, trước phần tử tiếp theo",
        ExpectedStringObjectProperty | UnexpectedTokenInObject => {
            "cần tên khóa trong dấu ngoặc kép"
        }
        TrailingCommasNotAllowed => "thừa dấu “,” sau phần tử cuối",
        CommentsNotAllowed | UnterminatedCommentBlock => "JSON chuẩn không có chú thích",
        SingleQuotedStringsNotAllowed => "chuỗi phải đặt trong dấu ngoặc kép \"…\"",
        MultipleRootJsonValues => "thừa nội dung sau dấu ngoặc cuối cùng",
        UnterminatedArray => "mảng mở ở đây thiếu dấu “]”",
        UnterminatedObject => "đối tượng mở ở đây thiếu dấu “}”",
        UnexpectedCloseBrace => "thừa dấu “}”",
        UnexpectedCloseBracket => "thừa dấu “]”",
        UnexpectedColon => "thừa dấu “:”",
        UnexpectedComma => "thừa dấu “,”",
        String(_) => "chuỗi không có dấu ngoặc kép đóng hoặc có dấu “\\” viết sai",
        BareDecimalPointNumbersNotAllowed
        | ExpectedDigit
        | ExpectedDigitFollowingNegativeSign
        | ExpectedPlusMinusOrDigitInNumberLiteral
        | HexadecimalNumbersNotAllowed
        | NonFiniteNumbersNotAllowed
        | UnaryPlusNumbersNotAllowed => "số viết sai; viết như 12 hoặc 12.5",
        _ => "cần một giá trị: chuỗi trong ngoặc kép, số, true, false, null, mảng hoặc đối tượng",
    }
}

/// Holds the limits of depth and number before anything is parsed.
fn check_shape(file: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let (mut depth, mut values, mut in_string, mut escaped) = (0usize, 1usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEPTH_LIMIT {
            let message = format!("Các dấu ngoặc lồng nhau quá {DEPTH_LIMIT} cấp.");
            let origin = Cursor::new(file, text).origin("", at);
            return Some(Diagnostic::error("json-too-deep", &origin, message));
        }
    }
    (values > VALUES_LIMIT).then(|| {
        let message = "Tệp JSON có hơn 200.000 giá trị nên không được đọc.".to_owned();
        too_large(&Origin::new(file, Place::File), message)
    })
}

fn too_large(origin: &Origin, message: String) -> Diagnostic {
    Diagnostic::error("file-too-large", origin, message)
        .hint("kiểm tra lại xem có chọn đúng tệp không; chỉ giữ phần cần dùng trong tệp")
}

/// Turns byte offsets, asked for in ascending order, into lines and columns in
/// one pass: counting anew for each would be quadratic in a file of one line.
struct Cursor<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    fn new(file: &'a Arc<str>, text: &'a str) -> Self {
        Self { file, text, offset: 0, line: 1, column: 1 }
    }

    fn origin(&mut self, pointer: &str, offset: usize) -> Origin {
        for c in self.text.get(self.offset..offset).unwrap_or_default().chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.offset = self.offset.max(offset);
        let (line, column) = (self.line, self.column);
        Origin::new(self.file, Place::Pointer { pointer: pointer.into(), line, column })
    }
}

struct Converter<'a> {
    cursor: Cursor<'a>,
    /// Bytes of the pointers made so far.
    pointers: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Converter<'_> {
    fn node(&mut self, pointer: &str, ast: &Ast) -> Node {
        let origin = self.cursor.origin(pointer, ast.range().start);
        self.pointers += pointer.len();
        let value = match ast {
            _ if self.pointers > POINTERS_LIMIT => Value::Unread,
            Ast::StringLit(string) => self.string(&string.value, ast, &origin),
            Ast::NumberLit(number) => Value::Number(number.value.to_owned()),
            Ast::BooleanLit(boolean) => Value::Bool(boolean.value),
            Ast::NullKeyword(_) => Value::Null,
            Ast::Array(array) => self.array(pointer, array),
            Ast::Object(object) => self.object(pointer, object),
        };
        Node { value, origin }
    }

    fn string(&mut self, value: &str, ast: &impl Ranged, origin: &Origin) -> Value {
        if value.len() > clean::TEXT_LIMIT {
            self.diagnostics.push(clean::too_long(origin));
            return Value::Unread;
        }
        let range = ast.range();
        let raw = self.cursor.text.get(range.start..range.end).unwrap_or_default();
        if raw.chars().any(|c| c < ' ') {
            let message = "Chuỗi JSON có dấu xuống dòng hoặc dấu tab gõ thẳng vào.";
            self.diagnostics.push(
                Diagnostic::error("json-syntax", origin, message)
                    .hint("viết xuống dòng là \\n và dấu tab là \\t"),
            );
        }
        let raw = RawText { text: value.to_owned(), markup: true, ..RawText::default() };
        Value::Text(clean::text(&raw, origin, &mut self.diagnostics))
    }

    fn array(&mut self, pointer: &str, array: &Array) -> Value {
        let nodes = array.elements.iter().enumerate();
        Value::List(nodes.map(|(i, e)| self.node(&format!("{pointer}/{i}"), e)).collect())
    }

    fn object(&mut self, pointer: &str, object: &Object) -> Value {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, Origin> = BTreeMap::new();
        for property in &object.properties {
            let key = property.name.as_str().to_owned();
            if key.len() > KEY_LIMIT {
                let origin = self.cursor.origin(pointer, property.range.start);
                self.diagnostics.push(long_key(&key, &origin));
                continue;
            }
            let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            let origin = self.cursor.origin(&pointer, property.range.start);
            let value = self.node(&pointer, &property.value);
            match seen.get(&key) {
                Some(first) => self.diagnostics.push(doubled(&key, first, &origin)),
                None => {
                    seen.insert(key.clone(), origin.clone());
                    entries.push(Entry { key, origin, value });
                }
            }
        }
        Value::Map(entries)
    }
}

fn doubled(key: &str, first: &Origin, origin: &Origin) -> Diagnostic {
    Diagnostic::error("duplicate-key", origin, format!("Khóa “{key}” viết hai lần."))
        .hint(format!("bỏ một trong hai; lần đầu ở {first}"))
}

fn long_key(key: &str, origin: &Origin) -> Diagnostic {
    let start: String = key.chars().take(20).collect();
    Diagnostic::error("unknown-key", origin, format!("Khóa “{start}…” quá dài."))
        .hint("sửa lại tên khóa theo lược đồ (kehoach schema)")
}
