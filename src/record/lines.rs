//! The lines of a text, whatever they end in, and whether a quote is open at the end of each.

use std::io::{self, BufRead, Read};

use super::encoding::{Text, text};

/// The lines of a text, each with its end: `\n`, `\r\n`, or `\r` alone.
pub(super) struct Lines<R> {
    text: Text<R>,
    /// The most bytes that are kept of a line.
    most: usize,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R, most: usize) -> Lines<R> {
        Lines { text: text(input), most }
    }

    /// The next line; nothing at the end. A line that is too long is cut one byte behind the most that is kept.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            let read = self.text.fill_buf()?;
            let end = read.iter().position(|&byte| byte == b'\n' || byte == b'\r');
            let taken = end.map_or(read.len(), |end| end + 1);
            let is_end = read.is_empty();
            let room = (self.most + 1).saturating_sub(line.len());
            line.extend_from_slice(&read[..taken.min(room)]);
            let is_return = end.is_some_and(|end| read[end] == b'\r');
            self.text.consume(taken);
            if is_return && self.text.fill_buf()?.first() == Some(&b'\n') {
                self.text.consume(1);
                line.push(b'\n');
            }
            if is_end || end.is_some() {
                return Ok(Some(line).filter(|line| !line.is_empty()));
            }
        }
    }
}

/// A place in a row, as the splitter of rows sees it: a quote opens a text only at the beginning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of a column.
    Begin,
    /// In a column without quotes, in which a quote means nothing.
    Bare,
    /// In a quoted text, to which line ends belong.
    Quoted,
    /// After a quote in a quoted text: it closes it, or it is the first of two.
    Closed,
    /// After a quoted text and blanks.
    Spaced,
}

/// The state at the end of a part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scan {
    pub(super) place: Place,
    /// Did a quoted text go on after its closing quote?
    pub(super) is_ragged: bool,
}

impl Scan {
    pub(super) const NEW: Scan = Scan { place: Place::Begin, is_ragged: false };

    /// The state after these bytes, too.
    pub(super) fn after(self, bytes: &[u8], delimiter: u8) -> Scan {
        if !bytes.contains(&b'"') {
            // Most lines: only whether a quote is open matters at their end.
            return if self.place == Place::Quoted { self } else { Scan { place: Place::Bare, ..self } };
        }
        bytes.iter().fold(self, |Scan { place, is_ragged }, &byte| {
            let next = match (place, byte) {
                (Place::Quoted, b'"') => Place::Closed,
                (Place::Quoted, _) | (Place::Begin | Place::Closed, b'"') => Place::Quoted,
                (_, byte) if byte == delimiter => Place::Begin,
                (Place::Closed | Place::Spaced, b' ' | b'\r' | b'\n') => Place::Spaced,
                _ => Place::Bare,
            };
            let breaks_off = matches!(place, Place::Closed | Place::Spaced) && next == Place::Bare;
            Scan { place: next, is_ragged: is_ragged || breaks_off }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut lines = Lines::new(text.as_bytes(), 8);
        std::iter::from_fn(|| {
            lines.next_line().expect("memory").map(|line| String::from_utf8_lossy(&line).into_owned())
        })
        .collect()
    }

    #[test]
    fn lines_end_in_every_way() {
        assert_eq!(lines("a\nb\r\nc\rd\r\r\n\ne"), ["a\n", "b\r\n", "c\r", "d\r", "\r\n", "\n", "e"]);
        assert_eq!(lines(""), [""; 0]);
        let long = lines("123456789abc\nd");
        assert_eq!((long[0].as_str(), long[1].as_str()), ("123456789", "d"));
    }

    #[test]
    fn quotes_count_at_the_beginning_of_columns() {
        let after = |text: &str| Scan::NEW.after(text.as_bytes(), b',');
        let is = |place, is_ragged| Scan { place, is_ragged };
        assert_eq!(after("a 5\" pipe\n"), is(Place::Bare, false));
        assert_eq!(after("\"a\"\"b\n"), is(Place::Quoted, false));
        assert_eq!(after("\"a\"\" \"\"\" ,\"b\" \n"), is(Place::Spaced, false));
        assert_eq!(after("1,\"2\n3,\"4\"\n"), is(Place::Bare, true));
        assert_eq!(after("\"a\" \"b,\"c\n"), is(Place::Quoted, true));
        assert_eq!(after("\"a\n").after(b"no quote\n", b',').place, Place::Quoted);
    }
}
