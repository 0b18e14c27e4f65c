//! The choices that offices make when they set a plan in Word. A new habit is a
//! variant here and an arm in the module that writes that part.

/// How a document is set.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub letterhead: Letterhead,
    pub gap: Gap,
    pub line: Line,
    pub agency: Lines,
    pub subject: Lines,
    pub heads: Heads,
    pub numbering: Numbering,
    pub closing: Closing,
    pub label: Label,
    pub page: Page,
    pub number: PageNumber,
    pub within: Within,
}

/// How agency and state name are put side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letterhead {
    /// A table of one row, all lines of a side in one cell.
    OneRow,
    /// The second row holds number and date.
    TwoRows,
    /// A row for each line, an empty column in the middle.
    ThreeColumns,
    /// Lines with centered tabs.
    Tabs,
    /// Lines filled with spaces.
    Spaces,
    /// The lines of the left side, then those of the right.
    Paragraphs,
    /// The lines of the left side in a frame that Word wraps text around.
    Frame,
}

/// What stands where number or day will be written by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Spaces,
    Dots,
    Ellipsis,
}

/// The line under agency, motto and subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Drawn as Word draws it, tied to the paragraph below.
    Drawn,
    /// The lower border of an empty paragraph.
    Border,
    /// Typed dashes.
    Typed,
    None,
}

/// How the lines of one text are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// With line breaks.
    Breaks,
    /// Each line a paragraph; a subject without breaks is cut in two.
    Paragraphs,
}

/// What headings look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    Bold,
    /// Like any paragraph.
    Plain,
}

/// Who numbers headings and paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// The clerk, with a space after the marker.
    Typed,
    /// The clerk, with a tab after the marker.
    TypedTab,
    /// The clerk, with nothing after a number ("I.MỤC ĐÍCH").
    Tight,
    /// Word, by a list of several levels.
    Automatic,
    /// Word, by numbering that belongs to styles with outline levels.
    Styled,
    /// The clerk; headings have styles with outline levels, which make them bold.
    Outlined,
    /// The clerk; dashes and plus signs, of recipients too, are Word's bullets.
    Bulleted,
}

/// How recipients and signature are put side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// A table of one row.
    OneRow,
    /// The name has a row of its own.
    Rows,
    /// Lines with a centered tab.
    Tabs,
    /// The signature far right, the recipients below it.
    Paragraphs,
}

/// How the label of an appendix is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// In capitals above the title.
    Upper,
    /// As the plan has it, above the title.
    Given,
    /// In one paragraph with the title: "PHỤ LỤC I: DANH MỤC …".
    Joined,
}

/// How an appendix gets a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A section.
    Section,
    /// "Page break before" of its first paragraph; sections only for other paper.
    Before,
    /// A typed page break in front; sections only for other paper.
    Typed,
}

/// The number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumber {
    /// A field in the header, from page 2.
    Header,
    /// "Trang 1/5" in the footer.
    Footer,
    None,
}

/// What stands among the words of every third paragraph beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Nothing,
    /// No-break spaces, optional hyphens and characters that are not seen.
    Unseen,
    /// Word cuts runs anywhere: at spelling, at earlier edits.
    Pieces,
    /// Insertions and deletions that nobody has accepted.
    Tracked,
    Comments,
    Hidden,
    /// The last word is the result of a field.
    Fields,
    /// The last word is a link.
    Links,
    /// Letters and tone marks are characters of their own, as macOS types them.
    Decomposed,
}

/// What most offices do.
pub const OFFICE: Look = Look {
    letterhead: Letterhead::OneRow,
    gap: Gap::Spaces,
    line: Line::Drawn,
    agency: Lines::Breaks,
    subject: Lines::Breaks,
    heads: Heads::Bold,
    numbering: Numbering::Typed,
    closing: Closing::OneRow,
    label: Label::Upper,
    page: Page::Section,
    number: PageNumber::Header,
    within: Within::Nothing,
};

/// What the variants put in that is no part of the plan.
pub const FOREIGN: &str = "xóabỏ";
