//! Rows of CSV files as other programs write them: with a byte-order mark, commas, semicolons or tabs, line breaks in
//! quotes, notes before the header, missing and extra columns, and damage, which is told by line and stops nothing.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufRead, Read};

use csv_core::ReadRecordResult;

/// The most lines that a quoted text may go over before its quote is taken for a slip.
const MOST_LINES: usize = 2_000;

/// The most bytes of one row.
const MOST_BYTES: usize = 4 << 20;

/// The most rows before the header.
const MOST_NOTES: usize = 20;

/// Why a row, or a whole file, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// A quote that is opened is never closed.
    Quote,
    /// It has more columns than the header.
    Columns {
        /// How many.
        found: usize,
        /// How many the header has.
        header: usize,
    },
    /// A value that is needed is not UTF-8.
    Encoding,
    /// It is longer than any row may be.
    Long,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Quote => f.write_str("a quote is not closed"),
            Damage::Columns { found, header } => write!(f, "{found} columns where the header has {header}"),
            Damage::Encoding => f.write_str("not UTF-8"),
            Damage::Long => f.write_str("longer than 4 MB"),
        }
    }
}

/// A row, with the line on which it begins, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The line.
    pub line: u64,
    /// The columns without quotes, one behind the other.
    bytes: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Row {
    /// The text of a column, without blanks around it; empty where the row ends before.
    pub fn text(&self, column: usize) -> Result<&str, Damage> {
        std::str::from_utf8(self.column(column)).map(str::trim).map_err(|_| Damage::Encoding)
    }

    fn column(&self, column: usize) -> &[u8] {
        let Some(&end) = self.ends.get(column) else { return &[] };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..end]
    }

    fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Splits a whole row.
    fn split(line: u64, mut written: &[u8], splitter: &mut csv_core::Reader) -> Row {
        splitter.reset();
        let mut row = Row { line, bytes: vec![0; written.len()], ends: vec![0; 16] };
        let (mut bytes, mut ends) = (0, 0);
        loop {
            let (result, read, wrote, ended) =
                splitter.read_record(written, &mut row.bytes[bytes..], &mut row.ends[ends..]);
            (written, bytes, ends) = (&written[read..], bytes + wrote, ends + ended);
            match result {
                ReadRecordResult::OutputEndsFull => row.ends.resize(2 * row.ends.len(), 0),
                // At the end of what is written an empty input says that no more comes.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        row.bytes.truncate(bytes);
        row.ends.truncate(ends);
        row
    }
}

/// The rows of a file, one by one.
pub struct Rows<R> {
    input: R,
    /// Lines that were read ahead, each with its number.
    ahead: VecDeque<(u64, Vec<u8>)>,
    lines: u64,
    splitter: csv_core::Reader,
    header: Vec<String>,
}

impl<R: BufRead> Rows<R> {
    /// The rows of `input` below the first one of which `is_header` says that it is the header, or nothing if none of the
    /// first is.
    pub fn new(mut input: R, is_header: impl Fn(&[String]) -> bool) -> io::Result<Option<Rows<R>>> {
        let start = input.fill_buf()?;
        if start.starts_with(b"\xef\xbb\xbf") {
            input.consume(3);
        }
        let splitter = csv_core::Reader::new();
        let mut rows = Rows { input, ahead: VecDeque::new(), lines: 0, splitter, header: Vec::new() };
        for _ in 0..MOST_NOTES {
            let Some((number, line)) = rows.next_line()? else { return Ok(None) };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            rows.ahead.push_front((number, line));
            rows.splitter = csv_core::ReaderBuilder::new().delimiter(delimiter(&rows.ahead[0].1)).build();
            let Some(row) = rows.next_row()? else { return Ok(None) };
            let names = row.map_or(Vec::new(), |row| {
                let name = |column| String::from_utf8_lossy(row.column(column)).trim().to_owned();
                (0..row.ends.len()).map(name).collect()
            });
            if is_header(&names) {
                rows.header = names;
                return Ok(Some(rows));
            }
        }
        Ok(None)
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row, or what is wrong with it and on which line; nothing at the end. Blank rows are passed over.
    pub fn next_row(&mut self) -> io::Result<Option<Result<Row, (u64, Damage)>>> {
        loop {
            let Some((line, mut bytes)) = self.next_line()? else { return Ok(None) };
            let mut taken = Vec::new();
            let mut damage = None;
            let mut open = is_open(&bytes);
            while open {
                if taken.len() >= MOST_LINES || bytes.len() > MOST_BYTES {
                    damage = Some(Damage::Quote);
                    break;
                }
                let Some((number, more)) = self.next_line()? else {
                    damage = Some(Damage::Quote);
                    break;
                };
                open ^= is_open(&more);
                bytes.extend_from_slice(&more);
                taken.push((number, more));
            }
            if damage.is_none() && bytes.len() > MOST_BYTES {
                damage = Some(Damage::Long);
            }
            let row = if damage.is_none() { Row::split(line, &bytes, &mut self.splitter) } else { Row::default() };
            let (found, header) = (row.ends.len(), self.header.len());
            if header > 0 && found > header {
                damage = Some(Damage::Columns { found, header });
            }
            if let Some(damage) = damage {
                // What came after its first line may be sound.
                taken.into_iter().rev().for_each(|line| self.ahead.push_front(line));
                return Ok(Some(Err((line, damage))));
            }
            if !row.is_blank() {
                return Ok(Some(Ok(row)));
            }
        }
    }

    /// The next line with its end; of one that is too long for any row no more than shows that.
    fn next_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let most = MOST_BYTES as u64 + 1;
        if self.input.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.len() > MOST_BYTES && line.last() != Some(&b'\n') {
            self.input.skip_until(b'\n')?;
        }
        self.lines += 1;
        Ok(Some((self.lines, line)))
    }
}

/// Is a quote still open at the end of these bytes?
fn is_open(bytes: &[u8]) -> bool {
    bytes.iter().filter(|&&byte| byte == b'"').count() % 2 == 1
}

/// What a line that may be a header is divided by: what it has most of.
fn delimiter(line: &[u8]) -> u8 {
    let count = |delimiter: u8| line.iter().filter(|&&byte| byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let rows = Rows::new(text.as_bytes(), |names| names.iter().any(|name| name == "A")).expect("it can be read");
        let mut rows = rows.expect("there is a header");
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().expect("it can be read") {
            found.push(match row {
                Ok(row) => format!("{}: {}|{}", row.line, row.text(0).unwrap_or("?"), row.text(1).unwrap_or("?")),
                Err((line, damage)) => format!("{line}: {damage}"),
            });
        }
        found
    }

    #[test]
    fn rows_are_read_as_spreadsheets_and_archives_write_them() {
        assert_eq!(read("\u{feff}A,B\r\n1,2\r\n\r\n3\r\n"), ["2: 1|2", "4: 3|"]);
        assert_eq!(read("Notes:\n\"a, b\"\n\nA;B\n 1 ;2\n"), ["5: 1|2"]);
        assert_eq!(read("A\tB\n\"x\ny\"\"z\"\t2\n4\t5\n"), ["2: x\ny\"z|2", "4: 4|5"]);
    }

    #[test]
    fn damage_is_told_by_line_and_stops_nothing() {
        assert_eq!(read("A,B\n1,\"2\n3,4\n5,6\n"), ["2: a quote is not closed", "3: 3|4", "4: 5|6"]);
        assert_eq!(read("A,B\n1,2,3\n4,5\n"), ["2: 3 columns where the header has 2", "3: 4|5"]);
        // A lost quote that the next one closes makes a row with too many columns, and only the first line is lost.
        let found = read("A,B\n1,\"2\n3,\"4\"\n5,6\n");
        assert_eq!((found[0].as_str(), found.last().map(String::as_str)), ("2: a quote is not closed", Some("4: 5|6")));
    }

    #[test]
    fn a_line_that_never_ends_is_not_kept() {
        let long = "x".repeat(2 * MOST_BYTES);
        assert_eq!(read(&format!("A,B\n{long}\n1,2\n")), ["2: longer than 4 MB", "3: 1|2"]);
    }

    #[test]
    fn what_is_not_utf8_is_seen_where_it_is_needed() {
        let text = b"A,B\n1,\xe9\n";
        let mut rows = Rows::new(&text[..], |_| true).expect("it can be read").expect("there is a header");
        let row = rows.next_row().expect("it can be read").expect("there is a row").expect("it is whole");
        assert_eq!((row.text(0), row.text(1)), (Ok("1"), Err(Damage::Encoding)));
    }

    #[test]
    fn without_a_header_there_are_no_rows() {
        let found =
            Rows::new(&b"1,2\n3,4\n"[..], |names| names.iter().any(|name| name == "A")).expect("it can be read");
        assert!(found.is_none());
    }
}
