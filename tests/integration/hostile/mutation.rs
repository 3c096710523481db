//! Ways to break a file.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::Texts;

/// Values that no key can make sense of, or only few.
pub(super) const HOSTILE: [&str; 26] = [
    "nan",
    "-nan",
    "inf",
    "-inf",
    "1e308",
    "-1e308",
    "1e-320",
    "-0.0",
    "-1",
    "0",
    "99999999999999999999999999999999999999999",
    "9999-12-31",
    "\"9999-12-31\"",
    "2999-12-31",
    "0001-01-01T00:00:00Z",
    "[]",
    "{}",
    "[[[[[[[[[[]]]]]]]]]]",
    "{a={a={a={a={}}}}}",
    "\"\"",
    "\"\\u0000\\u001b[31m\"",
    "\"100% to 0%\"",
    "\"1e308%\"",
    "\"nan%\"",
    "true",
    "\"max\"",
];

/// One way to break a file.
#[derive(Debug, Clone)]
pub(super) enum Mutation {
    /// Another byte in a place.
    Byte(Index, u8),
    /// Nothing after a place.
    Cut(Index),
    /// Some bytes less.
    Removed(Index, usize),
    /// A part of any file put into a place.
    Splice { at: Index, from: Index, first: Index, length: usize },
    /// Another value after one of the equals signs.
    Value(Index, &'static str),
    /// A very long value after one of them.
    Long(Index, char, usize),
    /// A very deep value after one of them.
    Deep(Index, usize),
    /// Some lines twice.
    Again(Index, usize),
    /// Lines that end as on Windows.
    WindowsLines,
    /// A byte-order mark before the text.
    ByteOrderMark,
    /// Bytes that are no text.
    NoText(Index),
}

/// Any of them.
pub(super) fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<Index>;
    prop_oneof![
        3 => (place(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        1 => place().prop_map(Mutation::Cut),
        2 => (place(), 1..40usize).prop_map(|(at, length)| Mutation::Removed(at, length)),
        3 => (place(), place(), place(), 1..400usize)
            .prop_map(|(at, from, first, length)| Mutation::Splice { at, from, first, length }),
        8 => (place(), select(&HOSTILE[..])).prop_map(|(at, value)| Mutation::Value(at, value)),
        1 => (place(), any::<char>(), 900..1_100usize).prop_map(|(at, c, length)| Mutation::Long(at, c, length)),
        1 => (place(), 1..200usize).prop_map(|(at, depth)| Mutation::Deep(at, depth)),
        2 => (place(), 1..20usize).prop_map(|(at, lines)| Mutation::Again(at, lines)),
        1 => Just(Mutation::WindowsLines),
        1 => Just(Mutation::ByteOrderMark),
        1 => place().prop_map(Mutation::NoText),
    ]
}

impl Mutation {
    /// Breaks one of these files.
    pub(super) fn apply(&self, texts: &mut Texts, path: &Path) {
        let paths: Vec<PathBuf> = texts.keys().cloned().collect();
        let donor = match self {
            Mutation::Splice { from, .. } => texts[from.get(&paths)].clone(),
            _ => Vec::new(),
        };
        let bytes = texts.get_mut(path).expect("the file is there");
        let within = |at: &Index, length: usize| if length == 0 { 0 } else { at.index(length) };
        match self {
            Mutation::Byte(at, byte) => {
                let at = within(at, bytes.len());
                if let Some(old) = bytes.get_mut(at) {
                    *old = *byte;
                }
            }
            Mutation::Cut(at) => bytes.truncate(within(at, bytes.len())),
            Mutation::Removed(at, length) => {
                let at = within(at, bytes.len());
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Mutation::Splice { at, first, length, .. } => {
                let first = within(first, donor.len());
                let part = donor[first..(first + length).min(donor.len())].to_vec();
                let at = within(at, bytes.len());
                bytes.splice(at..at, part);
            }
            Mutation::Value(at, value) => set(bytes, at, value),
            Mutation::Long(at, c, length) => set(bytes, at, &format!("'{}'", c.to_string().repeat(*length))),
            Mutation::Deep(at, depth) => set(bytes, at, &format!("{}{}", "[".repeat(*depth), "]".repeat(*depth))),
            Mutation::Again(at, lines) => {
                let starts: Vec<usize> = std::iter::once(0)
                    .chain(bytes.iter().zip(1..).filter(|(b, _)| **b == b'\n').map(|(_, at)| at))
                    .collect();
                let number = within(at, starts.len());
                let (first, last) = (starts[number], starts.get(number + lines).copied().unwrap_or(bytes.len()));
                bytes.extend_from_within(first..last);
            }
            Mutation::WindowsLines => *bytes = String::from_utf8_lossy(bytes).replace('\n', "\r\n").into_bytes(),
            Mutation::ByteOrderMark => drop(bytes.splice(0..0, *b"\xef\xbb\xbf")),
            Mutation::NoText(at) => {
                let at = within(at, bytes.len());
                bytes.splice(at..at, *b"\xff\xc3");
            }
        }
    }
}

/// Puts a value in place of the rest of the line after one of the equals signs.
fn set(bytes: &mut Vec<u8>, at: &Index, value: &str) {
    let signs: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'=').map(|(at, _)| at).collect();
    if signs.is_empty() {
        return;
    }
    let start = at.get(&signs) + 1;
    let end = bytes[start..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| start + length);
    bytes.splice(start..end, value.bytes());
}
