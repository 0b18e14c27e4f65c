//! The head of page 1: agency and state name, number, place and date, side by side.

use docx_rs::*;
use serde_json::Value;

use super::look::{Gap, Letterhead, Line, Lines};
use super::runs::{BOLD, Face, ITALIC, PLAIN, Pen, SIDE, run};
use super::write::Piece;

const WIDTHS: [usize; 2] = [3700, 5600];
const WIDTHS_OF_THREE: [usize; 3] = [3400, 300, 5600];

/// A line of one side. What stands under a line is drawn in the paragraph below.
#[derive(Clone)]
struct Said {
    text: String,
    face: Face,
    ruled: bool,
}

fn said(text: impl Into<String>, face: Face) -> Said {
    Said { text: text.into(), face: Face { size: SIDE, ..face }, ruled: false }
}

/// A place left for the pen.
pub fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::Spaces => "       ",
        Gap::Dots => ".....",
        Gap::Ellipsis => "…",
    }
}

/// The date in words, with gaps for what is not known.
pub fn date(given: &str, left: Gap) -> String {
    let mut numbers = given.split('-');
    let year = numbers.next().unwrap_or_default();
    let month = numbers.next().map(|month| {
        let bare = month.trim_start_matches('0');
        if matches!(bare, "1" | "2") { month } else { bare }
    });
    let (day, gap) = (numbers.next(), gap(left));
    format!("ngày {} tháng {} năm {year}", day.unwrap_or(gap), month.unwrap_or(gap))
}

/// "12/KH-UBND", or with a gap for the number.
pub fn number(letterhead: &Value, left: Gap) -> Option<String> {
    let symbol = letterhead["symbol"].as_str()?;
    Some(format!("{}/{symbol}", letterhead["number"].as_str().unwrap_or(gap(left))))
}

impl Pen<'_> {
    /// The letterhead.
    pub fn letterhead(&self) -> Vec<Piece> {
        let (left, right) = (self.left(), self.right());
        match self.look.letterhead {
            Letterhead::OneRow => {
                let row = TableRow::new(vec![self.cell(&left), self.cell(&right)]);
                vec![Piece::table(borderless(vec![row], &WIDTHS))]
            }
            Letterhead::TwoRows => {
                let (names, number) = left.split_at(left.len() - 1);
                let (state, date) = right.split_at(2);
                let rows = [(names, state), (number, date)]
                    .map(|(left, right)| TableRow::new(vec![self.cell(left), self.cell(right)]));
                vec![Piece::table(borderless(rows.to_vec(), &WIDTHS))]
            }
            Letterhead::ThreeColumns => {
                let rows = pairs(&left, &right).into_iter().map(|(left, right)| {
                    let cell = |side: Option<&Said>| {
                        self.cell(side.map(std::slice::from_ref).unwrap_or_default())
                    };
                    TableRow::new(vec![cell(left), cell(None), cell(right)])
                });
                vec![Piece::table(borderless(rows.collect(), &WIDTHS_OF_THREE))]
            }
            Letterhead::Tabs | Letterhead::Spaces => {
                let lines = pairs(&left, &right).into_iter();
                lines
                    .map(|(left, right)| Piece::paragraph(self.side_by_side(left, right)))
                    .collect()
            }
            Letterhead::Frame => {
                let left = left.iter().flat_map(|line| self.lines(line, AlignmentType::Center));
                let left = left.map(framed);
                let right = right.iter().flat_map(|line| self.lines(line, AlignmentType::Right));
                left.chain(right).map(Piece::paragraph).collect()
            }
            Letterhead::Paragraphs => {
                let left = left.iter().flat_map(|line| self.lines(line, AlignmentType::Left));
                let right = right.iter().flat_map(|line| self.lines(line, AlignmentType::Right));
                left.chain(right).map(Piece::paragraph).collect()
            }
        }
    }

    fn left(&self) -> Vec<Said> {
        let letterhead = &self.plan["letterhead"];
        let parent = letterhead["parent_agency"].as_str().map(|text| said(text, PLAIN));
        let agency = letterhead["agency"].as_str().unwrap();
        let mut lines: Vec<Said> = parent.into_iter().collect();
        let apart = self.look.agency == Lines::Paragraphs
            || matches!(
                self.look.letterhead,
                Letterhead::Tabs | Letterhead::Spaces | Letterhead::ThreeColumns
            );
        match apart {
            true => lines.extend(agency.split('\n').map(|line| said(line, BOLD))),
            false => lines.push(said(agency, BOLD)),
        }
        lines.last_mut().unwrap().ruled = true;
        let number = number(letterhead, self.look.gap);
        lines.extend(number.map(|number| said(format!("Số: {number}"), PLAIN)));
        lines.extend(self.stamps());
        lines
    }

    /// What stands under the number: how urgent the plan is, who may see it.
    fn stamps(&self) -> impl Iterator<Item = Said> {
        let draft = self.plan["draft"] == true;
        let given = ["urgency", "circulation"].map(|key| self.plan[key].as_str());
        let all = given.into_iter().flatten().chain(draft.then_some("DỰ THẢO"));
        all.map(|stamp| said(stamp, BOLD))
    }

    fn right(&self) -> Vec<Said> {
        let letterhead = &self.plan["letterhead"];
        let mut lines = vec![
            said("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD),
            Said { ruled: true, ..said("Độc lập - Tự do - Hạnh phúc", BOLD) },
        ];
        if let Some(place) = letterhead["place"].as_str() {
            let date = date(letterhead["date"].as_str().unwrap_or_default(), self.look.gap);
            lines.push(said(format!("{place}, {date}"), ITALIC));
        }
        lines
    }

    fn cell(&self, lines: &[Said]) -> TableCell {
        let mut cell = TableCell::new();
        let mut ruled = false;
        for line in lines {
            let mut paragraphs = self.lines(line, AlignmentType::Center);
            if ruled && self.look.line == Line::Drawn {
                let first = paragraphs.remove(0);
                paragraphs.splice(0..0, self.line(first));
            }
            ruled = line.ruled;
            cell = paragraphs.into_iter().fold(cell, TableCell::add_paragraph);
        }
        if lines.is_empty() { cell.add_paragraph(Paragraph::new()) } else { cell }
    }

    /// The paragraphs of one line: itself, and what stands under it but a drawing.
    fn lines(&self, line: &Said, align: AlignmentType) -> Vec<Paragraph> {
        let itself = Paragraph::new().align(align).add_run(run(&line.text, line.face));
        if line.ruled && matches!(self.look.line, Line::Typed | Line::Border) {
            let mut under = self.line(Paragraph::new());
            under.truncate(1);
            return vec![itself, under.remove(0)];
        }
        vec![itself]
    }

    fn side_by_side(&self, left: Option<&Said>, right: Option<&Said>) -> Paragraph {
        let part =
            |said: Option<&Said>| said.map_or_else(Run::new, |said| run(&said.text, said.face));
        if self.look.letterhead == Letterhead::Tabs {
            let tab = |at| Tab::new().val(TabValueType::Center).pos(at);
            let tabbed = Paragraph::new().add_tab(tab(1800)).add_tab(tab(6600));
            let before = Run::new().add_tab();
            return tabbed
                .add_run(before.clone())
                .add_run(part(left))
                .add_run(before)
                .add_run(part(right));
        }
        let shown = left.map_or(0, |said| said.text.chars().count());
        let spaces = run(&" ".repeat(40_usize.saturating_sub(shown).max(6)), PLAIN);
        Paragraph::new().add_run(part(left)).add_run(spaces).add_run(part(right))
    }
}

/// Both sides line by line; number and date, the last ones, stand in one line.
fn pairs<'a>(left: &'a [Said], right: &'a [Said]) -> Vec<(Option<&'a Said>, Option<&'a Said>)> {
    let rows = left.len().max(right.len());
    let at = |side: &'a [Said], row: usize| {
        let (names, last) = side.split_at(side.len() - 1);
        if row + 1 == rows { last.first() } else { names.get(row) }
    };
    (0..rows).map(|row| (at(left, row), at(right, row))).collect()
}

/// A paragraph of the frame at the left margin.
fn framed(paragraph: Paragraph) -> Paragraph {
    let framed = paragraph.frame_width(3400).wrap("around").h_space(180);
    framed.v_anchor("text").h_anchor("margin").x_align("left").frame_y(1)
}

/// A table that only puts things side by side.
pub fn borderless(rows: Vec<TableRow>, widths: &[usize]) -> Table {
    Table::without_borders(rows)
        .set_grid(widths.to_vec())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
}
