//! TCVN3, also called ABC: the encoding of the fonts `.VnTime`, `.VnArial` ….
//!
//! One byte a letter; capitals with a tone have none, their place is taken by a
//! second font (`.VnTimeH`) that draws every letter as a capital. Depends on
//! nothing. The table was checked against those of UniKey and of glibc's iconv
//! (TCVN 5712), which also gives the bytes left out here to letters that no
//! font of this family has.

/// The Unicode letter of each byte from 0xA1 on; `-` where there is none.
const LETTERS: [char; 94] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', '-', // A1
    '-', '-', '-', '-', '-', 'à', 'ả', 'ã', 'á', 'ạ', '-', 'ằ', 'ẳ', 'ẵ', 'ắ', '-', // B0
    '-', '-', '-', '-', '-', '-', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', '-', 'ẻ', 'ẽ', // C0
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', '-', '-', '-', 'ĩ', 'í', 'ị', 'ò', // D0
    '-', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù', // E0
    '-', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', // F0
];

/// The letter that the font draws for `c`, the Windows-1252 character of one
/// byte; `None` where it draws `c` itself.
pub fn letter(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(0xA1)?;
    let letter = LETTERS.get(usize::try_from(index).ok()?)?;
    (*letter != '-').then_some(*letter)
}
