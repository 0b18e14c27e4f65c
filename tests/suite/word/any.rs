//! Any habits of an office together.

use fastrand::Rng;
use tempfile::TempDir;

use super::look::*;
use super::{lost, plain_plans, report};
use crate::built;

fn one<T: Copy>(random: &mut Rng, of: &[T]) -> T {
    *random.choice(of).unwrap()
}

/// A look of any habits.
pub fn look(random: &mut Rng) -> Look {
    use {Closing as C, Letterhead as L, Numbering as N, Within as W};
    let letterheads =
        [L::OneRow, L::TwoRows, L::ThreeColumns, L::Tabs, L::Spaces, L::Paragraphs, L::Frame];
    let numberings =
        [N::Typed, N::TypedTab, N::Tight, N::Automatic, N::Styled, N::Outlined, N::Bulleted];
    let within = [
        W::Nothing,
        W::Unseen,
        W::Pieces,
        W::Tracked,
        W::Comments,
        W::Hidden,
        W::Fields,
        W::Links,
        W::Decomposed,
    ];
    Look {
        letterhead: one(random, &letterheads),
        gap: one(random, &[Gap::Spaces, Gap::Dots, Gap::Ellipsis]),
        line: one(random, &[Line::Drawn, Line::Border, Line::Typed, Line::None]),
        agency: one(random, &[Lines::Breaks, Lines::Paragraphs]),
        subject: one(random, &[Lines::Breaks, Lines::Paragraphs]),
        heads: Heads::Bold,
        numbering: one(random, &numberings),
        closing: one(random, &[C::OneRow, C::Rows, C::Tabs, C::Paragraphs]),
        label: one(random, &[Label::Upper, Label::Given, Label::Joined]),
        page: one(random, &[Page::Section, Page::Before, Page::Typed]),
        number: one(random, &[PageNumber::Header, PageNumber::Footer, PageNumber::None]),
        within: one(random, &within),
    }
}

#[test]
fn any_habits_together_are_read() {
    let folder = TempDir::new().unwrap();
    let mut plans = plain_plans();
    plans.push(built::path(super::variants::EVERYTHING));
    let mut found = Vec::new();
    for seed in 0..300 {
        let random = &mut Rng::with_seed(seed);
        let (source, look) = (random.choice(&plans).unwrap(), look(random));
        let name = source.file_stem().unwrap().to_str().unwrap();
        let lines = lost(source, name, &look, folder.path());
        if !lines.is_empty() {
            found.push(format!("seed {seed}, {look:?}\n{}", lines.join("\n")));
        }
    }
    report(&found);
}
