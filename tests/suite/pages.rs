//! How every page of every plan looks, as small grey pictures in `pages/`, so
//! that a change of a page is seen and reviewed. After a wanted change run
//! `KEHOACH_UPDATE=1 cargo test --release pages` and look at what `git diff`
//! shows.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::render as render_text;
use kehoach::pipeline::build;
use typst::utils::Scalar;
use typst_render::{RenderOptions, render};

use crate::built;
use crate::samples::UPDATE;
use crate::schema::plans;

/// 36 dpi: an A4 page is 298 × 421 pixels.
const PIXELS_PER_POINT: f64 = 0.5;

/// The greys of a kept picture, from 0 (black): more would not fit the limits.
const LEVELS: u8 = 8;

/// How much of 255 rounding on another machine may change a grey.
const TOLERANCE: u8 = 2;

/// Limits in bytes: of one picture and of all.
const MAX_BYTES: usize = 20 << 10;
const MAX_TOTAL: usize = 1 << 20;

/// A picture of a page, row by row: greys from 0 (black) to 255 as drawn, or
/// levels below [`LEVELS`] as kept.
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

fn level(grey: u8) -> u8 {
    grey / (u8::MAX / LEVELS + 1)
}

impl Picture {
    /// The greys as a kept picture.
    fn to_png(&self) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(
            (0..LEVELS).flat_map(|l| [l * (u8::MAX / (LEVELS - 1)); 3]).collect::<Vec<_>>(),
        );
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let rows = self.pixels.chunks(self.width as usize);
        let two = |two: &[u8]| level(two[0]) << 4 | two.get(1).map_or(0, |grey| level(*grey));
        let packed: Vec<u8> = rows.flat_map(|row| row.chunks(2).map(two)).collect();
        encoder.write_header().unwrap().write_image_data(&packed).unwrap();
        png
    }

    /// The levels of a kept picture; `None` if it is of another form.
    fn from_png(bytes: &[u8]) -> Option<Self> {
        let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
        let mut packed = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut packed).ok()?;
        if (info.color_type, info.bit_depth) != (png::ColorType::Indexed, png::BitDepth::Four) {
            return None;
        }
        let rows = packed[..info.buffer_size()].chunks(info.line_size);
        let levels =
            |row: &[u8]| row.iter().flat_map(|two| [two >> 4, two & 15]).collect::<Vec<_>>();
        let pixels =
            rows.flat_map(|row| levels(row).into_iter().take(info.width as usize)).collect();
        Some(Self { width: info.width, height: info.height, pixels })
    }

    /// Where a page as drawn is not the `kept` one, in black on white.
    fn difference(&self, kept: &Self) -> Option<Self> {
        if (self.width, self.height) != (kept.width, kept.height) {
            return Some(Self { pixels: vec![0; self.pixels.len()], ..*self });
        }
        let same = |(grey, kept): (&u8, &u8)| {
            let (least, most) = (grey.saturating_sub(TOLERANCE), grey.saturating_add(TOLERANCE));
            (level(least)..=level(most)).contains(kept)
        };
        let pairs = self.pixels.iter().zip(&kept.pixels);
        let pixels: Vec<u8> = pairs.map(|pair| if same(pair) { u8::MAX } else { 0 }).collect();
        pixels.contains(&0).then_some(Self { pixels, ..*self })
    }
}

/// Every page of a plan in JSON, in order.
fn pages(plan: &Path) -> Vec<Picture> {
    let outcome = build(plan, &built::options(plan)).unwrap();
    let said = render_text(&outcome.diagnostics);
    let typeset = outcome.typeset.unwrap_or_else(|| panic!("{}:\n{said}", plan.display()));
    let options =
        RenderOptions { pixel_per_pt: Scalar::new(PIXELS_PER_POINT), ..Default::default() };
    let grey = |pixel: &[u8]| {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
        ((red * 299 + green * 587 + blue * 114) / 1000) as u8
    };
    let pages = typeset.document.pages().iter().map(|page| render(page, &options));
    pages
        .map(|drawn| {
            let pixels = drawn.data().chunks(4).map(grey).collect();
            Picture { width: drawn.width(), height: drawn.height(), pixels }
        })
        .collect()
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/pages")
}

/// Names and sizes of the pictures that are kept.
fn kept_pictures() -> Vec<(String, usize)> {
    let entries = fs::read_dir(kept()).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, entry.metadata().unwrap().len() as usize)
        })
        .collect()
}

#[test]
fn every_page_looks_as_it_was_reviewed() {
    let update = std::env::var_os(UPDATE).is_some();
    let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    fs::create_dir_all(&shown).unwrap();
    fs::create_dir_all(kept()).unwrap();
    let (mut names, mut wrong) = (BTreeSet::new(), Vec::new());
    for plan in plans() {
        for (index, page) in pages(&plan).into_iter().enumerate() {
            let stem = plan.file_stem().unwrap().to_str().unwrap();
            let name = format!("{stem}-{:02}.png", index + 1);
            names.insert(name.clone());
            let old = fs::read(kept().join(&name)).ok().and_then(|png| Picture::from_png(&png));
            let difference = old.as_ref().map(|old| page.difference(old));
            if matches!(difference, Some(None)) {
                continue;
            }
            if update {
                fs::write(kept().join(&name), page.to_png()).unwrap();
                continue;
            }
            fs::write(shown.join(&name), page.to_png()).unwrap();
            let mut line = format!("{name}: now target/pages/{name}");
            if let Some(Some(difference)) = difference {
                let name = name.replace(".png", "-diff.png");
                fs::write(shown.join(&name), difference.to_png()).unwrap();
                line += &format!(", differs at target/pages/{name}");
            }
            wrong.push(line);
        }
    }
    for (name, _) in kept_pictures().into_iter().filter(|(name, _)| !names.contains(name)) {
        if update {
            fs::remove_file(kept().join(&name)).unwrap();
        } else {
            wrong.push(format!("{name}: no plan has this page any more"));
        }
    }
    assert!(
        wrong.is_empty(),
        "pages in tests/suite/pages look otherwise:\n  {}\nif that is right: {UPDATE}=1 cargo test --release pages",
        wrong.join("\n  ")
    );
}

#[test]
fn the_pictures_stay_small() {
    let pictures = kept_pictures();
    let large: Vec<_> = pictures.iter().filter(|(_, bytes)| *bytes > MAX_BYTES).collect();
    let total: usize = pictures.iter().map(|(_, bytes)| bytes).sum();
    assert!(large.is_empty() && total <= MAX_TOTAL, "{total} bytes; too large: {large:?}");
}
