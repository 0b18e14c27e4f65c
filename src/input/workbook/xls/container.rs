//! The compound file (OLE) around an .xls workbook.
//!
//! The crate cfb reads it and stays within the file's size, but for two things,
//! which are looked at here first: it reads every sector that the list of FAT
//! sectors names, were it always the same one, and it keeps a directory of any
//! length.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

/// Sectors of directory that a file may have; Excel's own have one to three.
const DIRECTORY_LIMIT: usize = 2_000;

/// Places in the header (bytes).
const VERSION: usize = 26;
const FIRST_DIRECTORY_SECTOR: usize = 48;
const FIRST_LIST_SECTOR: usize = 68;
const LIST: usize = 76;
/// FAT sectors that the header itself names.
const LIST_LENGTH: usize = 109;
/// Larger numbers are signs, one of which ends a list.
const LARGEST_SECTOR: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

/// An opened compound file.
pub struct Container<'a>(CompoundFile<Cursor<&'a [u8]>>);

impl<'a> Container<'a> {
    /// Opens the file held in `bytes`; `None` where it is damaged.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let file = || CompoundFile::open(Cursor::new(bytes)).ok().map(Self);
        is_modest(bytes)?.then(file).flatten()
    }

    /// Whether there is a stream of this name, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.0.is_stream(name)
    }

    /// The contents of the stream of this name; `None` where it is damaged.
    pub fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut contents = Vec::new();
        self.0.open_stream(name).ok()?.read_to_end(&mut contents).ok()?;
        Some(contents)
    }
}

/// Whether the lists of FAT sectors and of directory sectors end, and are no
/// longer than a file of this size can need. `None` where they lead out of it.
fn is_modest(bytes: &[u8]) -> Option<bool> {
    let number = |at: usize| {
        let rest = bytes.get(at..)?;
        Some(u32::from_le_bytes(*rest.first_chunk()?))
    };
    let size: usize = match number(VERSION)? & 0xFFFF {
        3 => 512,
        4 => 4096,
        _ => return None,
    };
    let entries = size / 4;
    let entry = |sector: u32, index: usize| {
        let start = (sector as usize).checked_add(1)?.checked_mul(size)?;
        number(start.checked_add(4 * index)?)
    };
    let mut fat =
        (0..LIST_LENGTH).map(|index| number(LIST + 4 * index)).collect::<Option<Vec<_>>>()?;
    let mut sector = number(FIRST_LIST_SECTOR)?;
    while sector <= LARGEST_SECTOR {
        if fat.len() > LIST_LENGTH + bytes.len() / size / entries {
            return Some(false);
        }
        for index in 0..entries - 1 {
            fat.push(entry(sector, index)?);
        }
        sector = entry(sector, entries - 1)?;
    }
    sector = number(FIRST_DIRECTORY_SECTOR)?;
    for _ in 0..DIRECTORY_LIMIT {
        if sector == END_OF_CHAIN {
            return Some(true);
        }
        let index = sector as usize;
        sector = entry(*fat.get(index / entries)?, index % entries)?;
    }
    Some(false)
}
