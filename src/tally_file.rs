//! A tally as a file: what a shard of a run counted, with all that it takes to merge it with the other shards on another
//! machine.
//!
//! This room turns tallies into bytes and back; `docs/tally-file.md` describes every byte. What is read is not believed:
//! a file that is no tally, of another format, damaged or made up is refused, and nothing is allocated for more than is
//! there.

mod header;
mod refusal;
mod sound;
#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

use crate::domain::tally::Tally;
use crate::domain::target::TargetSums;

pub use header::{Difference, Header, Input, fingerprint};
pub use refusal::Refusal;
pub use sound::{are_sound_targets, is_sound};

/// The number of the format that is written, and the only one that is read. Whatever is written otherwise than before
/// gets another number.
pub const FORMAT: u16 = 1;

/// What every tally begins with. The first byte is no text, and a copy as text would change the last two.
const MAGIC: [u8; 8] = *b"\x89TALLY\r\n";
/// Where the header begins: after the magic bytes and the number of the format.
const BEGINNING: usize = MAGIC.len() + 2;
/// The SHA-256 of all before it is at the end.
const CHECKSUM: usize = 32;

/// What is in a tally file.
#[derive(Debug, Clone, PartialEq)]
pub struct TallyFile {
    /// Which shard of which run it is.
    pub header: Header,
    /// What was counted.
    pub tally: Tally,
    /// What each case, in their order, counted for each target of the scenario.
    pub targets: Vec<Vec<TargetSums>>,
}

/// What is wrong with the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadError {
    /// It does not begin as a tally does.
    NoTally,
    /// It is written in another format, with this number.
    Format(u16),
    /// Its checksum is not that of what is in it.
    Damaged,
    /// Its checksum is right, but no program wrote this.
    MadeUp,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::NoTally => f.write_str("is no tally of a shard"),
            ReadError::Format(format) => write!(
                f,
                "is a tally in format {format}, and this program reads format {FORMAT}; take the version of inmail-sim \
                 that wrote it"
            ),
            ReadError::Damaged => f.write_str(
                "is damaged or incomplete: its checksum does not match; remove it and play that shard again",
            ),
            ReadError::MadeUp => f.write_str("has a right checksum but holds what no shard writes; play it again"),
        }
    }
}

impl std::error::Error for ReadError {}

/// Could a file with this beginning be a tally? To be asked before all of it is read.
pub fn begins(beginning: &[u8]) -> bool {
    let length = beginning.len().min(MAGIC.len());
    beginning[..length] == MAGIC[..length]
}

/// The number of bytes that [`begins`] looks at.
pub const LOOKED_AT: u64 = MAGIC.len() as u64;

impl TallyFile {
    /// The bytes of the file: the same for the same shard, however it was played.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        let written = "numbers, texts and lists of known length can always be written to memory";
        bytes = postcard::to_extend(&self.header, bytes).expect(written);
        bytes = postcard::to_extend(&self.tally, bytes).expect(written);
        bytes = postcard::to_extend(&self.targets, bytes).expect(written);
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// What is in the file of these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<TallyFile, ReadError> {
        if !begins(bytes) {
            return Err(ReadError::NoTally);
        }
        let Some(format) = bytes.get(MAGIC.len()..BEGINNING) else { return Err(ReadError::Damaged) };
        match u16::from_le_bytes([format[0], format[1]]) {
            FORMAT => {}
            other => return Err(ReadError::Format(other)),
        }
        let content = bytes.len().checked_sub(CHECKSUM).filter(|&content| content >= BEGINNING);
        let (content, checksum) = bytes.split_at(content.ok_or(ReadError::Damaged)?);
        if Sha256::digest(content)[..] != *checksum {
            return Err(ReadError::Damaged);
        }
        let read = || -> postcard::Result<(TallyFile, bool)> {
            let (header, rest) = postcard::take_from_bytes(&content[BEGINNING..])?;
            let (tally, rest) = postcard::take_from_bytes(rest)?;
            let (targets, rest) = postcard::take_from_bytes(rest)?;
            Ok((TallyFile { header, tally, targets }, rest.is_empty()))
        };
        match read() {
            Ok((file, true)) => Ok(file),
            _ => Err(ReadError::MadeUp),
        }
    }
}
