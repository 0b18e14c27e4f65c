//! Appendices: label, title, reference, blocks.

use docx_rs::*;
use kehoach::model::kind;
use kehoach::model::outline::roman;
use serde_json::Value;

use super::letterhead::{date, number};
use super::look::{Gap, Label, Look, Page};
use super::runs::{BOLD, ITALIC, PLAIN, Pen, centered};
use super::write::Piece;

/// The label as the program prints it where the plan gives none.
pub fn label(plan: &Value, index: usize) -> String {
    let appendices = plan["appendices"].as_array().unwrap();
    let given = appendices[index]["label"].as_str();
    let own = || match appendices.len() {
        1 => "Phụ lục".to_owned(),
        _ => format!("Phụ lục {}", roman(index + 1)),
    };
    given.map_or_else(own, str::to_owned)
}

/// The reference, in the program's words where the plan gives none.
pub fn reference(plan: &Value, index: usize, gap: Gap) -> String {
    if let Some(given) = plan["appendices"][index]["reference"].as_str() {
        return given.to_owned();
    }
    let letterhead = &plan["letterhead"];
    let name = plan["kind"].as_str().and_then(kind::find).map_or("Kế hoạch", |kind| kind.title);
    let number = number(letterhead, gap).unwrap_or_default();
    let date = date(letterhead["date"].as_str().unwrap_or_default(), gap);
    let agency = letterhead["agency"].as_str().unwrap_or_default().replace('\n', " ");
    let agency = agency.replace("ỦY BAN NHÂN DÂN XÃ ĐÔNG A", "Ủy ban nhân dân xã Đông A");
    format!("(Kèm theo {name} số {number} {date} của {agency})")
}

/// Whether an appendix stands on paper laid across.
pub fn is_landscape(appendix: &Value) -> bool {
    appendix["orientation"] == "landscape"
}

impl Pen<'_> {
    /// What stands above the blocks of an appendix.
    pub fn appendix_head(&self, index: usize, begins_section: bool) -> Vec<Piece> {
        let title = self.plan["appendices"][index]["title"].as_str();
        let label = label(self.plan, index);
        let mut first = centered();
        let mut pieces = Vec::new();
        match self.look.page {
            Page::Before if !begins_section => first = first.page_break_before(true),
            Page::Typed if !begins_section => {
                let broken = Run::new().add_break(BreakType::Page);
                pieces.push(Piece::paragraph(Paragraph::new().add_run(broken)));
            }
            _ => {}
        }
        let apart = |label: String| [Some(label), title.map(str::to_owned)];
        let heads = match (self.look.label, title) {
            (Label::Joined, Some(title)) => {
                [Some(format!("{}: {title}", label.to_uppercase())), None]
            }
            (Label::Given, _) => apart(label),
            _ => apart(label.to_uppercase()),
        };
        let mut heads = heads.into_iter().flatten();
        pieces.extend(heads.next().map(|head| Piece::paragraph(self.fill(first, &head, BOLD))));
        pieces.extend(heads.map(|head| Piece::paragraph(self.fill(centered(), &head, BOLD))));
        let reference = reference(self.plan, index, self.look.gap);
        pieces.push(Piece::paragraph(self.fill(centered(), &reference, ITALIC)));
        let below = self.line(self.fill(centered(), "", PLAIN)).into_iter();
        pieces.extend(below.map(Piece::paragraph));
        pieces
    }
}

/// Puts into a plan what its document spells out: labels and references.
pub fn spell_out(plan: &mut Value, look: &Look) {
    for index in 0..plan["appendices"].as_array().map_or(0, Vec::len) {
        let (label, reference) = (label(plan, index), reference(plan, index, look.gap));
        plan["appendices"][index]["label"] = label.into();
        plan["appendices"][index]["reference"] = reference.into();
    }
}
