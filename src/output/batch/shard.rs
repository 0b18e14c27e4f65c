//! One of several parts of a list, each made by a run of its own, perhaps on
//! another machine.
//!
//! Depends on `diagnostic` and `origin`.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::origin::Origin;

/// The most parts that a list can have.
const MOST: u32 = 10_000;

/// Part `index` of `count`; `index` counts from 1. Displayed as it is typed,
/// `2/4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Shard {
    /// Reads `I/N` as typed after `--shard`.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let number = |digits: &str| {
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<u32>().ok().filter(|_| plain)
        };
        let parts = text.split_once('/').and_then(|(i, n)| Some((number(i)?, number(n)?)));
        match parts {
            Some((index, count)) if (1..=count).contains(&index) && count <= MOST => {
                Ok(Self { index, count })
            }
            _ => Err(not_a_shard(text)),
        }
    }

    /// Whether the row with this `key` belongs to the part: the first eight bytes
    /// of the key's SHA-256, as a big-endian number, modulo the count, is the
    /// index less one.
    ///
    /// This never changes, whatever the version or the machine, so that parts
    /// made in different places fit together.
    pub fn has(&self, key: &str) -> bool {
        let digest = Sha256::digest(key);
        let number =
            digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.count) == u64::from(self.index) - 1
    }

    /// What the part adds to the names of its files: `-2-4`.
    pub(super) fn suffix(&self) -> String {
        format!("-{}-{}", self.index, self.count)
    }

    /// The part whose [`Shard::suffix`] this is.
    pub(super) fn from_suffix(suffix: &str) -> Option<Self> {
        let typed = suffix.strip_prefix('-')?.replacen('-', "/", 1);
        Self::parse(&typed).ok().filter(|shard| shard.suffix() == suffix)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

fn not_a_shard(text: &str) -> Diagnostic {
    let message = format!("“{text}” không chỉ ra một phần của danh sách.");
    Diagnostic::error("shard", &Origin::option("--shard"), message).hint(format!(
        "viết I/N: phần thứ I trong N phần, ví dụ 1/4; I từ 1 đến N, N không quá {MOST}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_part_of_a_whole_is_read() {
        for text in ["1/1", "2/4", "10000/10000"] {
            let shard = Shard::parse(text).unwrap();
            assert_eq!(shard.to_string(), text);
            assert_eq!(Shard::from_suffix(&shard.suffix()), Some(shard));
        }
        for text in
            ["", "/", "1", "0/4", "5/4", "1/0", "+1/4", "1/10001", "1/4/4", " 1/4", "-1/4", "١/٤"]
        {
            assert!(Shard::parse(text).is_err(), "{text}");
        }
        assert_eq!(Shard::from_suffix("-01-4"), None);
    }

    #[test]
    fn a_key_stays_in_its_part_for_ever() {
        // `printf 03388 | sha256sum` begins with the number below.
        let number = 0x76bd6c887db0ede8_u64;
        let at = number % 4 + 1;
        assert!(Shard::parse(&format!("{at}/4")).unwrap().has("03388"));
    }
}
