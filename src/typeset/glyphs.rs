//! Whether every text can be printed, before anything is laid out: the font has
//! each character (Typst would leave a box, or nothing, without naming the
//! cell), and a PDF can hold the whole.

use std::collections::{HashMap, HashSet};

use typst::utils::hash128;

use super::fonts::Fonts;
use crate::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::text::Text;

/// A string of a PDF/A is no longer, nor is a cell of Excel.
const MAX_CHARS: usize = 32_767;

/// So many texts are remembered: those that communes share come with the first.
const REMEMBERED: usize = 4_000;

/// Characters below this are looked up in a table.
const TABLE: usize = 0x2100;

/// Which characters a font has. It is asked once for each: plans have many
/// thousand, few of them different.
pub(super) struct Coverage<'a> {
    fonts: &'a Fonts,
    table: Vec<Option<bool>>,
    others: HashMap<char, bool>,
    /// Texts that can be printed, by their hashes: communes share most of them.
    printable: HashSet<u128>,
}

impl<'a> Coverage<'a> {
    /// What `fonts` has.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, table: vec![None; TABLE], others: HashMap::new(), printable: HashSet::new() }
    }

    fn covers(&mut self, c: char) -> bool {
        let Self { fonts, table, others, .. } = self;
        match table.get_mut(c as usize) {
            Some(known) => *known.get_or_insert_with(|| fonts.covers(c)),
            None => *others.entry(c).or_insert_with(|| fonts.covers(c)),
        }
    }
}

/// An error for each text that is too long or has a character that the font
/// lacks.
pub(super) fn check(document: &Document, coverage: &mut Coverage) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for text in document.texts() {
        let hash = hash128(text);
        if coverage.printable.contains(&hash) {
            continue;
        }
        let found = [too_long(text), lacking(text, coverage)];
        let has_room = coverage.printable.len() < REMEMBERED;
        if has_room && found.iter().all(Option::is_none) {
            coverage.printable.insert(hash);
        }
        faults.extend(found.into_iter().flatten());
    }
    faults
}

fn too_long(text: &Text) -> Option<Diagnostic> {
    let chars: usize = text.runs().map(|(run, _)| run.chars().count()).sum();
    (chars > MAX_CHARS).then(|| {
        let message = format!("Đoạn này dài {chars} ký tự, nhiều nhất là {MAX_CHARS}.");
        Diagnostic::error("text-too-long", &text.origin, message).hint("chia thành nhiều đoạn")
    })
}

fn lacking(text: &Text, coverage: &mut Coverage) -> Option<Diagnostic> {
    let mut missing: Vec<char> = Vec::new();
    let (mut at, mut first) = (0, None);
    for (run, _) in text.runs() {
        for (inside, c) in run.char_indices().filter(|(_, c)| !coverage.covers(*c)) {
            first = first.or(Some(at + inside));
            missing.push(c);
        }
        at += run.len();
    }
    let origin = text.source(first?).map_or(&text.origin, |(origin, _)| origin);
    let family = coverage.fonts.family();
    missing.sort_unstable();
    missing.dedup();
    let shown: Vec<String> =
        missing.iter().map(|c| format!("“{c}” (U+{:04X})", *c as u32)).collect();
    let message = format!("Phông chữ {family} không có ký tự {}.", shown.join(", "));
    let missing = Diagnostic::error("missing-glyph", origin, message).hint("thay bằng ký tự khác");
    Some(missing.cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, I.4"))
}
