//! The parts of pages that findings are about, as pictures for the HTML page: one for
//! each page, which its findings share.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Findings;
use crate::diagnostic::Spot;
use crate::output::png;
use crate::typeset::Typeset;

/// What is shown above and below an area, in tenths of mm, and the least height.
const AROUND: i32 = 120;
const LEAST: i32 = 450;

/// So many characters all pictures may take together; a finding on a further page
/// goes without.
const MOST: usize = 1_800_000;

/// The picture of a page, or of a band of it.
#[derive(Debug)]
pub struct Picture {
    /// The width of the paper, in tenths of mm.
    pub width: i32,
    /// From where to where down the page, in tenths of mm.
    pub band: Range<i32>,
    /// A PNG, as a `data:` address.
    pub address: String,
}

/// The pictures of the pages of which findings speak, by page.
pub fn pictures(findings: &Findings) -> BTreeMap<usize, Picture> {
    let mut bands: BTreeMap<usize, Range<i32>> = BTreeMap::new();
    let Some(typeset) = findings.typeset else { return BTreeMap::new() };
    for found in findings.listed() {
        let Some(spot) = found.evidence.as_ref().and_then(|evidence| evidence.spot) else {
            continue;
        };
        let Some((_, height)) = size(typeset, spot.page) else { continue };
        let own = window(&spot, height);
        let band = bands.entry(spot.page).or_insert(own.clone());
        *band = band.start.min(own.start)..band.end.max(own.end);
    }
    let (mut pictures, mut left) = (BTreeMap::new(), MOST);
    for (page, band) in bands {
        let Some((width, _)) = size(typeset, page) else { continue };
        let mm = f64::from(band.start) / 10.0..f64::from(band.end) / 10.0;
        let Some(bytes) = png::band(typeset, page - 1, mm) else { continue };
        let address = format!("data:image/png;base64,{}", base64(&bytes));
        let Some(rest) = left.checked_sub(address.len()) else { continue };
        left = rest;
        pictures.insert(page, Picture { width, band, address });
    }
    pictures
}

/// Width and height of a page, from 1, in tenths of mm.
fn size(typeset: &Typeset, page: usize) -> Option<(i32, i32)> {
    let page = typeset.document.pages().get(page.checked_sub(1)?)?;
    let size = page.frame.size();
    Some(((size.x.to_mm() * 10.0).ceil() as i32, (size.y.to_mm() * 10.0).ceil() as i32))
}

/// From where to where down a page of this height an area is shown.
pub fn window(spot: &Spot, height: i32) -> Range<i32> {
    let more = (LEAST.saturating_sub(spot.height) / 2).max(AROUND);
    let start = spot.top.saturating_sub(more).clamp(0, height.saturating_sub(1));
    let end = spot.top.saturating_add(spot.height).saturating_add(more).min(height);
    start..end.max(start + 1)
}

/// The letters of base64 (RFC 4648).
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at)) as usize & 63;
            out.push(if at <= chunk.len() { char::from(LETTERS[index]) } else { '=' });
        }
    }
    out
}
