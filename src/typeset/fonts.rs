//! The fonts: Liberation Serif, embedded, metrically equal to Times New Roman;
//! or a folder of the user's own (`--font-dir`). System fonts are never used
//! unasked, so that the same input gives the same bytes everywhere.

use std::path::Path;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{
    Font, FontBook, FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight,
};
use typst::utils::{LazyHash, hash128};

use crate::diagnostic::{Diagnostic, io_reason};

const EMBEDDED: [&[u8]; 4] = [
    include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The family of the embedded fonts.
const EMBEDDED_FAMILY: &str = "Liberation Serif";

/// The family the decree asks for (PL1 I.I.4).
const DECREE_FAMILY: &str = "Times New Roman";

/// The fonts of one run of the program.
#[derive(Debug)]
pub struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    family: &'static str,
    /// Regular, bold, italic, bold italic of `family`.
    faces: Vec<FontInstance>,
}

impl Fonts {
    /// The embedded fonts.
    pub fn embedded() -> Result<Self, Diagnostic> {
        Self::of(
            EMBEDDED.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect(),
            EMBEDDED_FAMILY,
        )
    }

    /// Times New Roman from `folder` (.ttf, .otf, .ttc; not its subfolders),
    /// all four styles of it.
    ///
    /// Errors if the folder cannot be read or a style is missing.
    pub fn from_folder(folder: &Path) -> Result<Self, Diagnostic> {
        let shown = folder.display();
        let cannot = |error: std::io::Error| {
            Diagnostic::general(
                "font-folder",
                format!("Không đọc được thư mục phông chữ “{shown}”: {}.", io_reason(&error)),
            )
            .hint("kiểm tra đường dẫn sau --font-dir")
        };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            let extension = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
            if matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc")) {
                paths.push(path);
            }
        }
        paths.sort();
        let mut fonts = Vec::new();
        for path in paths {
            let data = std::fs::read(&path).map_err(cannot)?;
            fonts.extend(
                Font::iter(Bytes::new(data)).filter(|font| font.info().family == DECREE_FAMILY),
            );
        }
        Self::of(fonts, DECREE_FAMILY)
            .map_err(|fault| {
            fault.hint(format!(
                "chép times.ttf, timesbd.ttf, timesi.ttf, timesbi.ttf của Windows vào thư mục “{shown}”"
            ))
        })
    }

    /// The file of regular (0), bold, italic or bold italic (3).
    pub fn file(&self, style: usize) -> Option<Vec<u8>> {
        self.faces.get(style).map(|face| face.font().data().to_vec())
    }

    fn of(fonts: Vec<Font>, family: &'static str) -> Result<Self, Diagnostic> {
        let book = FontBook::from_fonts(&fonts);
        let mut faces = Vec::new();
        for (bold, italic) in [(false, false), (true, false), (false, true), (true, true)] {
            let weight = if bold { FontWeight::BOLD } else { FontWeight::REGULAR };
            let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
            let font = fonts.iter().find(|font| {
                let variant = font.info().variant;
                (variant.weight >= FontWeight::BOLD) == bold
                    && (variant.style != FontStyle::Normal) == italic
            });
            let Some(font) = font else { return Err(missing(family, bold, italic)) };
            let variant = FontVariant::new(style, weight, FontStretch::NORMAL);
            faces.push(font.clone().instantiate(
                variant,
                Abs::pt(14.0),
                &FontVariations::default(),
            ));
        }
        Ok(Self { book: LazyHash::new(book), fonts, family, faces })
    }

    /// A number that differs for other fonts.
    pub(super) fn fingerprint(&self) -> u128 {
        let data: Vec<&[u8]> = self.fonts.iter().map(|font| font.data().as_slice()).collect();
        hash128(&data)
    }

    /// The family that the templates ask for.
    pub(super) fn family(&self) -> &'static str {
        self.family
    }

    /// The advance of a character in em; 0 where the font lacks it.
    pub(super) fn advance(&self, c: char, bold: bool, italic: bool) -> f64 {
        let face = self.faces.get(usize::from(bold) + 2 * usize::from(italic));
        face.and_then(|face| face.x_advance(face.ttf().glyph_index(c)?.0))
            .map_or(0.0, |em| em.get())
    }

    /// Whether all four styles can draw `c`.
    pub(super) fn covers(&self, c: char) -> bool {
        c == '\n' || self.faces.iter().all(|face| face.ttf().glyph_index(c).is_some())
    }
}

fn missing(family: &str, bold: bool, italic: bool) -> Diagnostic {
    let style = match (bold, italic) {
        (false, false) => "thường",
        (true, false) => "đậm",
        (false, true) => "nghiêng",
        (true, true) => "đậm nghiêng",
    };
    Diagnostic::general("font-missing", format!("Thiếu phông chữ {family}, kiểu {style}."))
        .cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, I.4")
}
