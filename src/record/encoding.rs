//! How the texts of other programs are encoded: UTF-8, UTF-16 as spreadsheets save "Unicode text", or Windows-1252.

use std::io::{self, BufRead, Cursor, Read};

/// The most bytes that are read at once of a text in UTF-16.
const CHUNK: usize = 1 << 14;

/// Which of two bytes comes first.
type Order = fn([u8; 2]) -> u16;

/// A text in UTF-8 or, where its first bytes say so, in UTF-16, without its byte-order mark.
pub(super) enum Text<R> {
    /// As it is: of bytes that are not UTF-8 each row tells by itself what they are.
    Plain(io::Chain<Cursor<Vec<u8>>, R>),
    /// Turned into UTF-8.
    Wide(Wide<R>),
}

impl<R: BufRead> Text<R> {
    pub(super) fn new(mut input: R) -> io::Result<Text<R>> {
        let mut begins = Vec::new();
        input.by_ref().take(3).read_to_end(&mut begins)?;
        let (mark, order): (usize, Option<Order>) = match *begins {
            [0xef, 0xbb, 0xbf] => (3, None),
            [0xff, 0xfe, ..] => (2, Some(u16::from_le_bytes)),
            [0xfe, 0xff, ..] => (2, Some(u16::from_be_bytes)),
            _ => (0, None),
        };
        let begins = Cursor::new(begins.split_off(mark)).chain(input);
        Ok(match order {
            None => Text::Plain(begins),
            Some(order) => Text::Wide(Wide { input: begins, order, high: None, decoded: Vec::new(), read: 0 }),
        })
    }

    pub(super) fn fill(&mut self) -> io::Result<&[u8]> {
        match self {
            Text::Plain(input) => input.fill_buf(),
            Text::Wide(input) => input.fill(),
        }
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        match self {
            Text::Plain(input) => input.consume(bytes),
            Text::Wide(input) => input.read += bytes,
        }
    }
}

/// A text in UTF-16, of which half a pair may have been read.
pub(super) struct Wide<R> {
    input: io::Chain<Cursor<Vec<u8>>, R>,
    order: Order,
    high: Option<u16>,
    decoded: Vec<u8>,
    read: usize,
}

impl<R: BufRead> Wide<R> {
    fn fill(&mut self) -> io::Result<&[u8]> {
        while self.read == self.decoded.len() {
            let mut bytes = Vec::new();
            self.input.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
            let pairs = bytes.chunks_exact(2);
            let is_cut = !pairs.remainder().is_empty();
            let is_end = bytes.len() < CHUNK;
            let mut units: Vec<u16> = self.high.take().into_iter().collect();
            units.extend(pairs.map(|pair| (self.order)([pair[0], pair[1]])));
            if !is_end && units.last().is_some_and(|last| (0xd800..0xdc00).contains(last)) {
                self.high = units.pop();
            }
            let units = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
            let text: String = units.chain(is_cut.then_some(char::REPLACEMENT_CHARACTER)).collect();
            (self.decoded, self.read) = (text.into_bytes(), 0);
            if is_end {
                break;
            }
        }
        Ok(&self.decoded[self.read..])
    }
}

/// What the bytes from 0x80 to 0x9f stand for in Windows-1252; five of them for nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A text in Windows-1252 as UTF-8; nothing if it cannot be one.
pub(super) fn from_windows_1252(bytes: &[u8]) -> Option<Vec<u8>> {
    let read = |&byte: &u8| match byte {
        0x80..=0x9f => Some(WINDOWS_1252[usize::from(byte - 0x80)]).filter(|&read| read != '\0'),
        other => Some(char::from(other)),
    };
    bytes.iter().map(read).collect::<Option<String>>().map(String::into_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = Text::new(bytes).expect("memory");
        let mut all = Vec::new();
        loop {
            let more = text.fill().expect("memory").to_vec();
            if more.is_empty() {
                return String::from_utf8(all).expect("it is UTF-8");
            }
            text.consume(more.len());
            all.extend(more);
        }
    }

    fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_16_is_told_by_its_mark() {
        let text = format!("\u{feff}{}ä🚀b", "x".repeat(CHUNK / 2 - 2));
        for bytes in [wide(&text, u16::to_le_bytes), wide(&text, u16::to_be_bytes), text.clone().into_bytes()] {
            assert!(read(&bytes) == text[3..], "of {} bytes", bytes.len());
        }
        assert_eq!(read(b"\xff\xfea\0b"), "a\u{fffd}");
        assert_eq!((read(b""), read(b"\xef\xbb\xbf"), read(b"a")), (String::new(), String::new(), "a".into()));
    }

    #[test]
    fn windows_1252_is_read_where_it_can_be() {
        let read = |bytes: &[u8]| from_windows_1252(bytes).and_then(|read| String::from_utf8(read).ok());
        assert_eq!(read(b"F\xfchrung \x80 \x9f").as_deref(), Some("Führung € Ÿ"));
        assert_eq!(read(b"\x81"), None);
    }
}
