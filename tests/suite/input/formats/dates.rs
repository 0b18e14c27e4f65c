//! Formats of dates and times. A new one is a row here.

use super::row::{Group, built_in, error, t, v};

pub const SYSTEM_1904: &str = "Ngày đếm từ 1904";

/// 09/06/2026, 14:06:30 and 12.5 seconds of that day.
const DAY: f64 = 46182.0;
const TIME: f64 = (14.0 * 3600.0 + 6.0 * 60.0 + 30.0) / 86400.0;
const MOMENT: f64 = DAY + TIME;
const D: &str = "09/06/2026";
const T: &str = "14:06:30";
const M: &str = "09/06/2026 14:06:30";

pub const GROUPS: &[Group] = &[
    Group {
        title: "Ngày",
        about: "Ngày là số ngày tính từ 01/01/1900; Excel coi 1900 là năm nhuận. Tên tháng, tên thứ bằng \
                tiếng Việt, trừ khi mã ghi tiếng Anh (`[$-409]`).",
        rows: &[
            v("dd/mm/yyyy", D, DAY, "09/06/2026"),
            v("d/m/yyyy", D, DAY, "9/6/2026"),
            v("d/m/yy", D, DAY, "9/6/26"),
            v("dd.mm.yyyy", D, DAY, "09.06.2026"),
            v("dd\\-mm\\-yyyy", D, DAY, "09-06-2026"),
            v("yyyy-mm-dd", D, DAY, "2026-06-09"),
            v("mm/yyyy", D, DAY, "06/2026"),
            v("yyyy", D, DAY, "2026"),
            v("mmm-yy", D, DAY, "Thg6-26"),
            v("d mmmm yyyy", D, DAY, "9 Tháng Sáu 2026"),
            v("mmmmm", D, DAY, "T"),
            v("ddd", D, DAY, "Ba"),
            v("dddd, dd/mm/yyyy", D, DAY, "Thứ Ba, 09/06/2026"),
            v("\"ngày \"dd\" tháng \"mm\" năm \"yyyy", D, DAY, "ngày 09 tháng 06 năm 2026"),
            v("dd\" tháng \"mm\" năm \"yyyy;@", D, DAY, "09 tháng 06 năm 2026"),
            v("\"tháng \"m\" năm \"yyyy", D, DAY, "tháng 6 năm 2026"),
            v("[$-409]d-mmm-yy;@", D, DAY, "9-Jun-26"),
            v("[$-409]dddd, mmmm d, yyyy", D, DAY, "Tuesday, June 9, 2026"),
            v("[$-42A]dddd, d mmmm, yyyy", D, DAY, "Thứ Ba, 9 Tháng Sáu, 2026"),
            v("[$-1010000]d/m/yyyy;@", D, DAY, "9/6/2026"),
            v("[$-F800]dddd, mmmm dd, yyyy", D, DAY, "09 Tháng Sáu 2026"),
            built_in(14, D, DAY, "09/06/2026"),
            built_in(15, D, DAY, "9-Thg6-26"),
            built_in(16, D, DAY, "9-Thg6"),
            built_in(17, D, DAY, "Thg6-26"),
            t("dd/mm/yyyy", 0.0, "00/01/1900"),
            t("dd/mm/yyyy", 1.0, "01/01/1900"),
            t("dd/mm/yyyy", 60.0, "29/02/1900"),
            t("dd/mm/yyyy", 61.0, "01/03/1900"),
            t("dd/mm/yyyy", 2958465.0, "31/12/9999"),
            error("dd/mm/yyyy", 2958466.0),
            error("dd/mm/yyyy", -1.0),
        ],
    },
    Group {
        title: SYSTEM_1904,
        about: "Bảng tính từ máy Mac đời cũ, hoặc có chọn “Use 1904 date system”.",
        rows: &[
            v("dd/mm/yyyy", D, DAY - 1462.0, "09/06/2026"),
            built_in(14, D, DAY - 1462.0, "09/06/2026"),
            t("dd/mm/yyyy", 0.0, "01/01/1904"),
            t("dddd", 1.0, "Thứ Bảy"),
            t("dd/mm/yyyy", 59.0, "29/02/1904"),
            v("[h]:mm", "36:30", 1.5 + 0.5 / 24.0, "36:30"),
            v("[h]:mm", "-1:30", -1.5 / 24.0, "-1:30"),
        ],
    },
    Group {
        title: "Giờ",
        about: "`[h]`, `[m]`, `[s]` là khoảng thời gian, cộng quá 24 giờ không quay về 0.",
        rows: &[
            v("h:mm", T, TIME, "14:06"),
            v("hh:mm:ss", T, TIME, "14:06:30"),
            v("h:mm AM/PM", T, TIME, "2:06 CH"),
            v("h:mm AM/PM", "0:15", 0.25 / 24.0, "12:15 SA"),
            v("[$-409]h:mm AM/PM", T, TIME, "2:06 PM"),
            v("h\" giờ \"mm\" phút\"", T, TIME, "14 giờ 06 phút"),
            v("dd/mm/yyyy hh:mm", M, MOMENT, "09/06/2026 14:06"),
            v("hh:mm\" ngày \"dd/mm", M, MOMENT, "14:06 ngày 09/06"),
            v("h:mm:ss", "23:59:59,7", 86399.7 / 86400.0, "0:00:00"),
            v("[h]:mm", "36:30", 1.5 + 0.5 / 24.0, "36:30"),
            v("[hh]:mm:ss", "1:05:09", 3909.0 / 86400.0, "01:05:09"),
            v("[m]", "36:30", 1.5 + 0.5 / 24.0, "2190"),
            v("[mm]:ss", "1:05:09", 3909.0 / 86400.0, "65:09"),
            v("[h]\" giờ\"", "36:30", 1.5 + 0.5 / 24.0, "36 giờ"),
            v("mm:ss.0", "0:00:12,5", 12.5 / 86400.0, "00:12,5"),
            v("ss.000", "0:00:12,5", 12.5 / 86400.0, "12,500"),
            built_in(18, T, TIME, "2:06 CH"),
            built_in(19, T, TIME, "2:06:30 CH"),
            built_in(20, T, TIME, "14:06"),
            built_in(21, T, TIME, "14:06:30"),
            built_in(22, M, MOMENT, "09/06/2026 14:06"),
            built_in(45, T, TIME, "06:30"),
            built_in(46, "36:30", 1.5 + 0.5 / 24.0, "36:30:00"),
            built_in(47, "0:00:12,5", 12.5 / 86400.0, "00:12,5"),
            error("h:mm", -0.5),
        ],
    },
];
