//! Measures, and how findings tell them.

use super::{Layout, On};
use crate::check::rule::Found;
use crate::model::printed::{Run, Stroke};
use crate::origin::Origin;

/// The decree gives no tolerances; these are ours.
pub const NEAR_MM: f64 = 0.5;
/// The same for sizes of type.
pub const NEAR_PT: f64 = 0.25;

/// What to do about most of what is found on pages.
pub const HINT: &str = "sửa trong mẫu trình bày đang dùng, hoặc dùng mẫu có sẵn của chương trình";

/// The same for looks that a cell may have given.
const LOOK_HINT: &str =
    "bỏ in đậm, in nghiêng riêng của ô này nếu có; nếu không, sửa trong mẫu trình bày đang dùng";

/// How letters must look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

/// Upright, not bold.
pub const UPRIGHT: Look = Look { bold: false, italic: false };
/// Upright and bold.
pub const BOLD: Look = Look { bold: true, italic: false };
/// Italic, not bold.
pub const ITALIC: Look = Look { bold: false, italic: true };
/// Italic and bold.
pub const BOLD_ITALIC: Look = Look { bold: true, italic: true };

/// A number as it is written: `12,5`.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded }).replace('.', ",")
}

/// A length in mm.
pub fn mm(length: f64) -> String {
    format!("{} mm", number(length))
}

/// A size of type.
pub fn pt(size: f64) -> String {
    number(size)
}

/// Whether a value is below or above a range by more than `near`.
pub fn outside(value: f64, (least, most): (f64, f64), near: f64) -> bool {
    value < least - near || value > most + near
}

/// Whether there are letters, and none is a small one. The name of a column, which stands
/// in «» for a value that is not known yet, counts as capitals.
pub fn is_upper(text: &str) -> bool {
    let parts = text.split('«').enumerate();
    let known = parts.map(|(at, part)| match part.split_once('»') {
        Some((_, rest)) if at > 0 => rest,
        _ => part,
    });
    let letters = || known.clone().flat_map(str::chars);
    (text.contains('«') || letters().any(char::is_uppercase)) && !letters().any(char::is_lowercase)
}

/// So many characters of a line are quoted.
const QUOTED: usize = 40;

/// The beginning of a line, in quotation marks.
pub fn quoted(on: &On) -> String {
    let text = on.line.text();
    let text = text.trim();
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("“{}…”", text.get(..end).unwrap_or_default().trim_end()),
        None => format!("“{text}”"),
    }
}

/// "13", "13 đến 14".
fn range((least, most): (f64, f64)) -> String {
    match least == most {
        true => number(least),
        false => format!("{} đến {}", number(least), number(most)),
    }
}

/// What is wrong with the letters of `lines`, which are `what` of the form: their size
/// in pt, weight, slant.
pub fn styled(
    layout: &Layout,
    what: &str,
    lines: &[On],
    sizes: (f64, f64),
    look: Look,
    origin: Option<&Origin>,
) -> Option<Found> {
    let runs = || lines.iter().flat_map(|on| on.line.level());
    let mut faults = Vec::new();
    if let Some(run) = runs().find(|run| outside(run.size, sizes, NEAR_PT)) {
        faults.push(format!("cỡ chữ {}, phải là {}", number(run.size), range(sizes)));
    }
    let differs = |is: fn(&Run) -> bool, wanted: bool| runs().any(|run| is(run) != wanted);
    if differs(|run| run.bold, look.bold) {
        faults.push(if look.bold { "chưa in đậm" } else { "không được in đậm" }.to_owned());
    }
    if differs(|run| run.italic, look.italic) {
        let fault = if look.italic { "chưa in nghiêng" } else { "không được in nghiêng" };
        faults.push(fault.to_owned());
    }
    let first = lines.first().filter(|_| !faults.is_empty())?;
    let message = format!("{what} {}: {}.", quoted(first), faults.join("; "));
    let hint = if origin.is_some() { LOOK_HINT } else { HINT };
    Some(Found::new(layout.around(lines, origin), message).hint(hint))
}

/// What is wrong with the place of `lines`, which must stand in the middle of `axis`,
/// which is that of `whose`.
pub fn centred(
    layout: &Layout,
    what: &str,
    lines: &[On],
    (axis, near): (f64, f64),
    whose: &str,
    origin: Option<&Origin>,
) -> Option<Found> {
    let off = |on: &On| on.line.centre() - axis;
    let on = lines.iter().find(|on| off(on).abs() > near)?;
    let side = if off(on) < 0.0 { "trái" } else { "phải" };
    let message = format!(
        "{what} {} lệch sang {side} {} so với {whose}, phải canh giữa.",
        quoted(on),
        mm(off(on).abs())
    );
    Some(Found::new(layout.around(lines, origin), message).hint(HINT))
}

/// The nearest line that is drawn less than `reach` mm below a line of text and under
/// its middle.
pub fn rule_below(layout: &Layout, on: &On, reach: f64) -> Option<Stroke> {
    let strokes = &layout.printed.pages.get(on.page)?.strokes;
    let is_below = |stroke: &&Stroke| {
        let area = stroke.area;
        let under = area.left < on.line.centre() && area.right > on.line.centre();
        area.width() > 2.0 && under && (0.0..reach).contains(&(area.top - on.line.y))
    };
    let below = strokes.iter().filter(is_below);
    below.min_by(|a, b| a.area.top.total_cmp(&b.area.top)).copied()
}

/// What is wrong with the short line that is drawn below `lines`, which are `whose`:
/// solid, a third to a half as long as one of them, in their middle.
pub fn short_rule(layout: &Layout, whose: &str, lines: &[On], reach: f64) -> Option<String> {
    let last = lines.last()?;
    let Some(rule) = rule_below(layout, last, reach) else {
        return Some(format!("Dưới {whose} không có đường kẻ ngang."));
    };
    let told = |fault: String| Some(format!("Đường kẻ dưới {whose} {fault}."));
    if !rule.solid {
        return told("phải là nét liền".to_owned());
    }
    let off = (rule.area.centre() - last.line.centre()).abs();
    if off > 1.5 {
        return told(format!("lệch {} so với dòng chữ, phải cân đối ở giữa", mm(off)));
    }
    let length = rule.area.width();
    let width = |on: &On| on.line.right - on.line.left;
    let fits = |on: &On| !outside(length / width(on), (1.0 / 3.0, 0.5), 0.02);
    let longest = lines.iter().max_by(|a, b| width(a).total_cmp(&width(b)))?;
    if fits(last) || fits(longest) {
        return None;
    }
    let (least, most) = (mm(width(longest) / 3.0), mm(width(longest) / 2.0));
    told(format!("dài {}, phải từ 1/3 đến 1/2 dòng chữ ({least} đến {most})", mm(length)))
}
