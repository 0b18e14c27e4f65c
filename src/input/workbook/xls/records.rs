//! The records of a BIFF8 stream: two bytes tell the kind, two the length, then
//! comes the body. A body that is too long for one record goes on in CONTINUE
//! records, through which a [`Record`] reads as if they were one.
//!
//! What is missing or cut off is the same fault everywhere, so that readers only
//! say `?`. Nothing is allocated but what has been read.

use crate::input::package::Fault;
use crate::input::package::faults::{damaged, part_too_large};
use crate::origin::Origin;

/// Begins a stream of records inside the stream: the workbook, a sheet, a chart.
pub const BOF: u16 = 0x0809;
/// Ends what [`BOF`] begins.
pub const EOF: u16 = 0x000A;
/// Goes on with the body of the record before.
pub const CONTINUE: u16 = 0x003C;

/// Records still to be read.
#[derive(Clone)]
pub struct Records<'a> {
    rest: &'a [u8],
    part: &'a str,
    whole: &'a Origin,
}

impl<'a> Records<'a> {
    /// The records in `bytes`; `part` (the sheet) and `whole` are for messages.
    pub fn new(bytes: &'a [u8], part: &'a str, whole: &'a Origin) -> Self {
        Self { rest: bytes, part, whole }
    }

    /// The next record.
    ///
    /// # Errors
    /// The bytes end here, before the record that ends them by rule.
    pub fn next(&mut self) -> Result<Record<'a>, Fault> {
        let Some((kind, body, rest)) = split(self.rest) else { return Err(self.damaged()) };
        self.rest = rest;
        Ok(Record { kind, body, after: self.clone() })
    }

    /// Bytes still to be read.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// The diagnostic of records that are not what they should be.
    pub fn damaged(&self) -> Fault {
        damaged(self.whole, self.part, "dữ liệu bị cắt cụt hoặc sai cấu trúc")
    }

    /// The diagnostic of more records than can be right.
    pub fn too_large(&self) -> Fault {
        part_too_large(self.whole, self.part)
    }
}

fn split(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (kind, bytes) = bytes.split_first_chunk()?;
    let (length, bytes) = bytes.split_first_chunk()?;
    let (body, rest) = bytes.split_at_checked(u16::from_le_bytes(*length).into())?;
    Some((u16::from_le_bytes(*kind), body, rest))
}

/// A record, read from its start.
pub struct Record<'a> {
    /// What it is.
    pub kind: u16,
    body: &'a [u8],
    after: Records<'a>,
}

impl Record<'_> {
    /// The next byte.
    ///
    /// # Errors
    /// The record ends here; so for all numbers below.
    pub fn u8(&mut self) -> Result<u8, Fault> {
        self.array().map(|[byte]| byte)
    }

    /// The next 16-bit number.
    pub fn u16(&mut self) -> Result<u16, Fault> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next 32-bit number.
    pub fn u32(&mut self) -> Result<u32, Fault> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next `N` bytes.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            self.go_on();
            let Some((first, rest)) = self.body.split_first() else { return Err(self.damaged()) };
            (*byte, self.body) = (*first, rest);
        }
        Ok(bytes)
    }

    /// Passes over `count` bytes.
    ///
    /// # Errors
    /// The record ends before.
    pub fn skip(&mut self, mut count: usize) -> Result<(), Fault> {
        while count > self.body.len() {
            count -= self.body.len();
            self.body = &[];
            self.go_on();
            if self.body.is_empty() {
                return Err(self.damaged());
            }
        }
        self.body = self.body.get(count..).unwrap_or_default();
        Ok(())
    }

    /// The next `count` characters, of two bytes each where they are `wide`.
    /// Each CONTINUE record begins with a byte that tells its own width.
    ///
    /// # Errors
    /// The record ends before.
    pub fn characters(&mut self, count: usize, mut wide: bool) -> Result<Vec<u16>, Fault> {
        let mut characters = Vec::new();
        while characters.len() < count {
            if self.body.is_empty() {
                wide = self.u8()? & 1 != 0;
            }
            characters.push(if wide { self.u16()? } else { self.u8()?.into() });
        }
        Ok(characters)
    }

    /// Bytes left of the record itself, without CONTINUE records.
    pub fn left(&self) -> usize {
        self.body.len()
    }

    /// Whether nothing is left.
    pub fn is_finished(&mut self) -> bool {
        self.go_on();
        self.body.is_empty()
    }

    /// The diagnostic of a record that is not what it should be.
    pub fn damaged(&self) -> Fault {
        self.after.damaged()
    }

    /// The diagnostic of a record that holds more than can be right.
    pub fn too_large(&self) -> Fault {
        self.after.too_large()
    }

    /// Steps into the next CONTINUE record with a body where this one is at its end.
    fn go_on(&mut self) {
        while self.body.is_empty()
            && let Some((CONTINUE, body, rest)) = split(self.after.rest)
        {
            (self.body, self.after.rest) = (body, rest);
        }
    }
}
