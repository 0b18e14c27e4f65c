//! What Typst has to say, translated; and what only the typeset page shows.

use typst::WorldExt;
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::templates::TEMPLATE_FAULTY;
use super::world::PlanWorld;
use crate::diagnostic::Diagnostic;

/// Typst's errors and warnings as errors: a plan that a clerk can write gives
/// neither, so each is a faulty picture, a faulty template or a bug.
pub(super) fn translate(
    world: &PlanWorld,
    output: &SourceResult<PagedDocument>,
    warnings: &[SourceDiagnostic],
) -> Vec<Diagnostic> {
    let errors = output.as_ref().err().into_iter().flatten();
    errors.chain(warnings).map(|fault| translate_one(world, fault)).collect()
}

fn translate_one(world: &PlanWorld, fault: &SourceDiagnostic) -> Diagnostic {
    let file = fault
        .span
        .id()
        .map(|id| id.get().vpath().get_without_slash().to_string())
        .unwrap_or_default();
    let at =
        world.range(fault.span).map(|range| format!(", byte {}", range.start)).unwrap_or_default();
    if fault.message.contains("image") {
        return Diagnostic::general(
            "bad-image",
            format!("Không đọc được tệp hình ({}).", fault.message),
        )
        .hint("dùng tệp PNG hoặc JPEG còn nguyên vẹn");
    }
    Diagnostic::general(TEMPLATE_FAULTY, format!("Không dàn trang được: {} ({file}{at}).", fault.message))
        .hint("nếu dùng --templates, sửa mẫu; nếu không, đây là lỗi của chương trình, hãy báo cho người phát triển")
}

/// The text of the signature block always holds this label or a bold title; the
/// block itself carries this name.
const CLOSING_LABEL: &str = "closing";

/// Whether fewer than two lines of the body stand above the closing block on
/// its page.
pub(super) fn signature_stands_alone(pages: &PagedDocument) -> bool {
    use typst::foundations::Label;
    use typst::introspection::Introspector as _;
    use typst::utils::PicoStr;
    let Some(label) = Label::new(PicoStr::intern(CLOSING_LABEL)) else { return false };
    let Ok(closing) = pages.introspector().query_label(label) else { return false };
    let Some(location) = closing.location() else { return false };
    let Some(position) = pages.introspector().position(location) else { return false };
    let Some(page) = pages.pages().get(position.page.get() - 1) else { return false };
    let mut lines = Vec::new();
    collect_lines(&page.frame, Point::zero(), &mut lines);
    let mut above: Vec<i64> = lines
        .into_iter()
        .filter(|y| *y > Abs::mm(19.0) && *y < position.point.y)
        .map(|y| y.to_pt() as i64)
        .collect();
    above.sort_unstable();
    above.dedup();
    above.len() < 2
}

/// Baselines of all text.
fn collect_lines(frame: &Frame, at: Point, lines: &mut Vec<Abs>) {
    for (offset, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_lines(&group.frame, at + *offset, lines),
            FrameItem::Text(_) => lines.push(at.y + offset.y),
            _ => {}
        }
    }
}
