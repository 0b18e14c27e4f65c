//! What the records of .xls and .xlsb workbooks have in common.

/// A number packed into 30 bits, as an integer or as the front of an IEEE
/// number, and two flags.
pub fn packed(raw: u32) -> f64 {
    let number = if raw & 2 != 0 {
        f64::from(raw.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(raw & !3) << 32)
    };
    if raw & 1 != 0 { number / 100.0 } else { number }
}

/// The error value of this code; `None` where Excel has none.
pub fn error(code: u8) -> Option<&'static str> {
    Some(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    })
}
