//! From the elements that Typst's tags name to roles, as its PDF export does it.

use typst::foundations::{Content, NativeElement, Smart, StyleChain};
use typst::layout::HideElem;
use typst::model::{
    FootnoteEntry, HeadingElem, ParElem, TableCell, TableElem, TermsElem, TitleElem,
};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind, TableCellKind};
use typst::visualize::ImageElem;

use super::{Role, Span};

/// What an element is; `None` where it only holds others.
pub(super) fn role(element: &Content) -> Option<Role> {
    if let Some(heading) = element.to_packed::<HeadingElem>() {
        return Some(Role::Heading(heading.resolve_level(StyleChain::default()).get()));
    }
    if let Some(cell) = element.to_packed::<TableCell>() {
        return Some(cell_role(cell));
    }
    if let Some(image) = element.to_packed::<ImageElem>() {
        let alternative = image.alt.get_cloned(StyleChain::default()).unwrap_or_default();
        return Some(Role::Figure(alternative.into()));
    }
    if let Some(marker) = element.to_packed::<PdfMarkerTag>() {
        let is_item = matches!(marker.kind, PdfMarkerTagKind::TermsItemBody);
        return is_item.then_some(Role::Item);
    }
    let simple = [
        (TitleElem::ELEM, Role::Title),
        (ParElem::ELEM, Role::Paragraph),
        (TermsElem::ELEM, Role::List),
        (TableElem::ELEM, Role::Table),
        (FootnoteEntry::ELEM, Role::Note),
        (ArtifactElem::ELEM, Role::Artifact),
        (HideElem::ELEM, Role::Artifact),
    ];
    simple.into_iter().find(|(known, _)| *known == element.elem()).map(|(_, role)| role)
}

fn cell_role(cell: &TableCell) -> Role {
    let styles = StyleChain::default();
    let span =
        Span { columns: cell.colspan.get(styles).get(), rows: cell.rowspan.get(styles).get() };
    match cell.kind.get(styles) {
        _ if cell.is_repeated.get(styles) => Role::Artifact,
        Smart::Custom(TableCellKind::Header(..)) => Role::Header(span),
        _ => Role::Cell(span),
    }
}

/// Column and row of a table's cell, from 0.
pub(super) fn cell_place(element: &Content) -> Option<(usize, usize)> {
    let cell = element.to_packed::<TableCell>()?;
    match (cell.x.get(StyleChain::default()), cell.y.get(StyleChain::default())) {
        (Smart::Custom(x), Smart::Custom(y)) => Some((x, y)),
        _ => None,
    }
}
