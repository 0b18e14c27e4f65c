//! The regional settings "Vietnamese (Vietnam)" of Windows, as far as formats
//! show them.

/// What stands before decimal places.
pub const POINT: char = ',';
/// What stands between groups of three digits.
pub const GROUP: char = '.';

/// Names in dates and times.
pub struct Names {
    /// Months, from January on.
    pub months: [&'static str; 12],
    /// Their short forms.
    pub months_short: [&'static str; 12],
    /// Days of the week, from Sunday on.
    pub days: [&'static str; 7],
    /// Their short forms.
    pub days_short: [&'static str; 7],
    /// Morning and afternoon.
    pub half_days: [&'static str; 2],
}

/// Names in Vietnamese.
pub const VIETNAMESE: Names = Names {
    months: [
        "Tháng Giêng",
        "Tháng Hai",
        "Tháng Ba",
        "Tháng Tư",
        "Tháng Năm",
        "Tháng Sáu",
        "Tháng Bảy",
        "Tháng Tám",
        "Tháng Chín",
        "Tháng Mười",
        "Tháng Mười Một",
        "Tháng Mười Hai",
    ],
    months_short: [
        "Thg1", "Thg2", "Thg3", "Thg4", "Thg5", "Thg6", "Thg7", "Thg8", "Thg9", "Thg10", "Thg11",
        "Thg12",
    ],
    days: ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
    days_short: ["CN", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"],
    half_days: ["SA", "CH"],
};

/// Names in English, which `[$-409]` asks for.
pub const ENGLISH: Names = Names {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    days_short: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    half_days: ["AM", "PM"],
};

/// The code of a format that is built into Excel; General for all that are not.
pub fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "#,##0 \"₫\";-#,##0 \"₫\"",
        7 | 8 => "#,##0.00 \"₫\";-#,##0.00 \"₫\"",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "#,##0;-#,##0;\"-\";@",
        42 => "#,##0 \"₫\";-#,##0 \"₫\";\"-\" \"₫\";@",
        43 => "#,##0.00;-#,##0.00;\"-\";@",
        44 => "#,##0.00 \"₫\";-#,##0.00 \"₫\";\"-\" \"₫\";@",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

/// What stands for a code that asks for the system's long date or time.
pub fn system(code: &str) -> Option<&'static str> {
    let language = code.strip_prefix("[$-")?.split(']').next()?;
    match language.to_ascii_uppercase().as_str() {
        "F800" | "X-SYSDATE" => Some("dd mmmm yyyy"),
        "F400" | "X-SYSTIME" => Some("hh:mm:ss"),
        _ => None,
    }
}
