//! The fixtures: each a plan and the habits of the office that wrote it.

use super::look::*;

/// A plan with everything that a document may hold.
pub const EVERYTHING: &str = "tests/fixtures/word/everything.json";
const LAO_CAI: &str = "data/lao-cai-papi-2023.json";
const LAI_CHAU: &str = "data/lai-chau-par-index-2023.json";
pub const BINH_LU: &str = "data/binh-lu-papi-2026.json";
const APPENDICES: &str = "tests/fixtures/plans/appendices-many.json";
const LEVELS: &str = "tests/fixtures/plans/levels.json";
pub const PARENT: &str = "tests/fixtures/plans/parent-agency.json";
const BLANK: &str = "tests/fixtures/plans/blank-number-day.json";

/// Name, plan and look of every fixture.
pub const VARIANTS: &[(&str, &str, Look)] = &[
    ("lao-cai", LAO_CAI, OFFICE),
    ("lai-chau", LAI_CHAU, OFFICE),
    ("binh-lu", BINH_LU, OFFICE),
    ("everything", EVERYTHING, OFFICE),
    // Letterheads.
    ("two-rows", PARENT, Look { letterhead: Letterhead::TwoRows, ..OFFICE }),
    (
        "two-rows-breaks",
        BINH_LU,
        Look { letterhead: Letterhead::TwoRows, gap: Gap::Dots, ..OFFICE },
    ),
    ("three-columns", EVERYTHING, Look { letterhead: Letterhead::ThreeColumns, ..OFFICE }),
    ("three-columns-parent", PARENT, Look { letterhead: Letterhead::ThreeColumns, ..OFFICE }),
    ("tabs", PARENT, Look { letterhead: Letterhead::Tabs, ..OFFICE }),
    ("tabs-breaks", LAO_CAI, Look { letterhead: Letterhead::Tabs, ..OFFICE }),
    ("spaces", PARENT, Look { letterhead: Letterhead::Spaces, ..OFFICE }),
    ("spaces-breaks", BLANK, Look { letterhead: Letterhead::Spaces, gap: Gap::Ellipsis, ..OFFICE }),
    ("paragraphs", PARENT, Look { letterhead: Letterhead::Paragraphs, ..OFFICE }),
    ("paragraphs-breaks", LAI_CHAU, Look { letterhead: Letterhead::Paragraphs, ..OFFICE }),
    ("frame", PARENT, Look { letterhead: Letterhead::Frame, ..OFFICE }),
    ("agency-in-lines", EVERYTHING, Look { agency: Lines::Paragraphs, ..OFFICE }),
    ("dotted", BLANK, Look { gap: Gap::Dots, line: Line::Typed, ..OFFICE }),
    ("ellipsis", LAI_CHAU, Look { gap: Gap::Ellipsis, line: Line::Border, ..OFFICE }),
    ("subject-in-lines", BINH_LU, Look { subject: Lines::Paragraphs, line: Line::None, ..OFFICE }),
    // Numbering.
    ("typed-tabs", EVERYTHING, Look { numbering: Numbering::TypedTab, ..OFFICE }),
    ("tight", EVERYTHING, Look { numbering: Numbering::Tight, ..OFFICE }),
    ("plain-heads", EVERYTHING, Look { heads: Heads::Plain, ..OFFICE }),
    ("automatic", EVERYTHING, Look { numbering: Numbering::Automatic, ..OFFICE }),
    ("automatic-real", LAI_CHAU, Look { numbering: Numbering::Automatic, ..OFFICE }),
    ("automatic-levels", LEVELS, Look { numbering: Numbering::Automatic, ..OFFICE }),
    ("bullets", BINH_LU, Look { numbering: Numbering::Bulleted, ..OFFICE }),
    ("styles", EVERYTHING, Look { numbering: Numbering::Styled, ..OFFICE }),
    ("outlined", LAO_CAI, Look { numbering: Numbering::Outlined, ..OFFICE }),
    // Closings.
    ("closing-rows", EVERYTHING, Look { closing: Closing::Rows, ..OFFICE }),
    ("closing-tabs", BINH_LU, Look { closing: Closing::Tabs, ..OFFICE }),
    ("closing-tabs-no-name", LAI_CHAU, Look { closing: Closing::Tabs, ..OFFICE }),
    ("closing-paragraphs", LAO_CAI, Look { closing: Closing::Paragraphs, ..OFFICE }),
    // Appendices.
    ("label-given", APPENDICES, Look { label: Label::Given, ..OFFICE }),
    ("label-joined", APPENDICES, Look { label: Label::Joined, page: Page::Before, ..OFFICE }),
    ("page-typed", APPENDICES, Look { page: Page::Typed, number: PageNumber::Footer, ..OFFICE }),
    // What stands among the words.
    ("pieces", EVERYTHING, Look { within: Within::Pieces, ..OFFICE }),
    ("unseen", EVERYTHING, Look { within: Within::Unseen, ..OFFICE }),
    ("tracked", EVERYTHING, Look { within: Within::Tracked, number: PageNumber::None, ..OFFICE }),
    ("comments", BINH_LU, Look { within: Within::Comments, ..OFFICE }),
    ("hidden", EVERYTHING, Look { within: Within::Hidden, ..OFFICE }),
    ("fields", EVERYTHING, Look { within: Within::Fields, number: PageNumber::Footer, ..OFFICE }),
    ("links", EVERYTHING, Look { within: Within::Links, ..OFFICE }),
    ("decomposed", EVERYTHING, Look { within: Within::Decomposed, ..OFFICE }),
];
