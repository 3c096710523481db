//! The encodings in which other programs write texts: UTF-8, UTF-16 as spreadsheets save "Unicode text", and Windows-1252.

use std::io::{BufReader, Chain, Cursor, Read};

use encoding_rs::WINDOWS_1252;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use crate::scenario::document::source::unmarked_utf_16;

/// A text without its byte-order mark: turned into UTF-8 if that mark says UTF-16, or if it begins as no other text does,
/// otherwise as it is.
pub(super) type Text<R> = BufReader<DecodeReaderBytes<Chain<Cursor<Vec<u8>>, R>, Vec<u8>>>;

pub(super) fn text<R: Read>(mut input: R) -> Text<R> {
    let mut first = Vec::new();
    // What cannot be read now cannot be read later, where it is told.
    let _ = input.by_ref().take(4).read_to_end(&mut first);
    let mut decoder = DecodeReaderBytesBuilder::new();
    let decoder = decoder.encoding(unmarked_utf_16(&first)).bom_override(true).strip_bom(true).utf8_passthru(true);
    BufReader::with_capacity(1 << 16, decoder.build(Cursor::new(first).chain(input)))
}

/// A text in Windows-1252 as UTF-8; nothing if it has a byte that stands for no character there.
pub(super) fn from_windows_1252(bytes: &[u8]) -> Option<Vec<u8>> {
    // These five bytes are decoded to control characters, which nothing else is.
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    (!text.contains(|c| ('\u{80}'..='\u{9f}').contains(&c))).then(|| text.into_owned().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut all = String::new();
        text(bytes).read_to_string(&mut all).expect("it is UTF-8");
        all
    }

    fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_16_is_told_by_its_mark_or_its_first_letters() {
        let text = format!("\u{feff}{}ä🚀b", "x".repeat((1 << 13) - 2));
        for bytes in [wide(&text, u16::to_le_bytes), wide(&text, u16::to_be_bytes), text.clone().into_bytes()] {
            assert!(read(&bytes) == text[3..], "of {} bytes", bytes.len());
        }
        assert_eq!(read(b"\xff\xfea\0b"), "a\u{fffd}");
        assert_eq!(["a,b", "ab"].map(|text| read(&wide(text, u16::to_le_bytes))), ["a,b", "ab"], "without a mark");
        assert_eq!(read(&wide("a,ä", u16::to_be_bytes)), "a,ä");
        assert_eq!((read(b""), read(b"\xef\xbb\xbf"), read(b"a")), (String::new(), String::new(), "a".into()));
    }

    #[test]
    fn windows_1252_is_read_where_it_can_be() {
        let read = |bytes: &[u8]| from_windows_1252(bytes).and_then(|read| String::from_utf8(read).ok());
        assert_eq!(read(b"F\xfchrung \x80 \x9f").as_deref(), Some("Führung € Ÿ"));
        assert_eq!(read(b"\x81"), None);
    }
}
