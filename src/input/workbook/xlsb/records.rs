//! The parts of an .xlsb workbook as records (BIFF12, MS-XLSB): an id, a length
//! and so many bytes, one record at a time in a buffer that is used again.
//!
//! No count or length in a record is believed before the bytes are there.

use std::io::{self, BufRead, ErrorKind, Read};

use crate::input::package::Fault;
use crate::input::package::faults::{damaged, part_too_large};
use crate::input::package::{LimitReached, Package, Part, read_fault};
use crate::origin::Origin;

/// Bytes that one record may have; a string of 32,767 characters, each in a
/// font of its own, takes a quarter.
const RECORD_LIMIT: usize = 1 << 20;

/// A part being read.
pub struct Records<R> {
    source: R,
    buffer: Vec<u8>,
    part: String,
    whole: Origin,
}

impl<'p, 'a> Records<Part<'p, 'a>> {
    /// The part called `name` of a package.
    ///
    /// # Errors
    /// As for [`Package::part`].
    pub fn open(package: &'p mut Package<'a>, name: &str) -> Result<Self, Fault> {
        let whole = package.whole().clone();
        Ok(Self::new(name, &whole, package.part(name)?))
    }
}

impl<R: BufRead> Records<R> {
    /// Starts reading; `part` and `whole` are for messages.
    pub fn new(part: &str, whole: &Origin, source: R) -> Self {
        Self { source, buffer: Vec::new(), part: part.to_owned(), whole: whole.clone() }
    }

    /// The id of the next record and its fields.
    ///
    /// # Errors
    /// The part ends here, is damaged or inflates to too much. Every part has a
    /// record that closes it: who meets that one asks for no more.
    pub fn next(&mut self) -> Result<(u16, Fields<'_>), Fault> {
        match self.record() {
            Ok(id) => Ok((id, Fields(&self.buffer))),
            Err(error) => Err(self.io_fault(&error)),
        }
    }

    /// Reads what may follow the closing record, so that the zip's checksum of
    /// the part is held against it.
    ///
    /// # Errors
    /// The part is damaged or inflates to too much.
    pub fn finish(mut self) -> Result<(), Fault> {
        match io::copy(&mut self.source, &mut io::sink()) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.io_fault(&error)),
        }
    }

    /// Takes the next record into the buffer and gives its id.
    fn record(&mut self) -> io::Result<u16> {
        let (id, length) = self.header()?;
        if length > RECORD_LIMIT {
            return Err(io::Error::other(LimitReached));
        }
        self.buffer.clear();
        let count = self.source.by_ref().take(length as u64).read_to_end(&mut self.buffer)?;
        if count < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(id) }
    }

    /// The id takes one or two bytes, the length one to four, of seven bits each.
    fn header(&mut self) -> io::Result<(u16, usize)> {
        let (low, more) = self.seven_bits()?;
        let high = if more { self.seven_bits()?.0 } else { 0 };
        let (mut length, mut shift) = (0, 0);
        loop {
            let (bits, more) = self.seven_bits()?;
            length |= usize::from(bits) << shift;
            shift += 7;
            if !more || shift == 28 {
                return Ok((u16::from(low) | u16::from(high) << 7, length));
            }
        }
    }

    /// The next byte without its highest bit, and whether that one is set.
    fn seven_bits(&mut self) -> io::Result<(u8, bool)> {
        let mut byte = [0];
        self.source.read_exact(&mut byte)?;
        let [byte] = byte;
        Ok((byte & 0x7F, byte & 0x80 != 0))
    }

    fn io_fault(&self, error: &io::Error) -> Fault {
        match error.kind() {
            ErrorKind::UnexpectedEof => self.fault("nội dung bị cắt cụt"),
            _ => read_fault(&self.whole, &self.part, error),
        }
    }

    /// The diagnostic of a record whose fields are not what they must be.
    pub fn malformed(&self) -> Fault {
        self.fault("bản ghi sai cấu trúc")
    }

    /// The diagnostic of a part that holds more than can be right.
    pub fn too_large(&self) -> Fault {
        part_too_large(&self.whole, &self.part)
    }

    fn fault(&self, why: &str) -> Fault {
        damaged(&self.whole, &self.part, why)
    }
}

/// The fields of a record that are still to be read, little-endian; each is
/// `None` where the record is too short for it.
pub struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    /// Leaves out so many bytes.
    pub fn skip(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.get(count..)?;
        Some(())
    }

    /// One byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.take().map(u8::from_le_bytes)
    }

    /// Two bytes.
    pub fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// An IEEE number of eight bytes.
    pub fn f64(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    /// The UTF-16 units of a string that stands after their count.
    pub fn units(&mut self) -> Option<impl Iterator<Item = u16> + use<'a>> {
        let length = usize::try_from(self.u32()?).ok()?.checked_mul(2)?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        let unit = |pair: &[u8]| pair.iter().rev().fold(0, |unit, b| unit << 8 | u16::from(*b));
        Some(text.chunks_exact(2).map(unit))
    }

    /// A string after the count of its UTF-16 units.
    pub fn text(&mut self) -> Option<String> {
        self.units().map(decode)
    }

    /// Like [`Fields::text`], but a count of all ones is a string that is missing,
    /// given as the empty one.
    pub fn nullable_text(&mut self) -> Option<String> {
        if self.0.starts_with(&u32::MAX.to_le_bytes()) {
            return self.u32().map(|_| String::new());
        }
        self.text()
    }
}

/// Text from its UTF-16 units; half a pair becomes U+FFFD.
pub fn decode(units: impl Iterator<Item = u16>) -> String {
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
