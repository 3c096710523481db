//! The rows of CSV files as other programs write them: in several encodings, with commas, semicolons or tabs, any line ends,
//! line breaks in quotes, notes before the header, and missing or extra columns. A damaged row is reported by its line, and
//! those after it are read.

use std::collections::VecDeque;
use std::io::{self, Read};

use csv_core::ReadRecordResult;
use thiserror::Error;

use super::encoding::from_windows_1252;
use super::lines::{Lines, Place, Scan};

/// The most lines of a quoted text. With more its quote is taken for a slip.
const MOST_LINES: usize = 2_000;

/// The most bytes of one row.
const MOST_BYTES: usize = 4 << 20;

/// The most rows before the header.
const MOST_NOTES: usize = 20;

/// So many lines below a row with a single column may be blank or titles, too, before the header comes.
const TITLES: usize = 3;

/// Why a row cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Damage {
    /// A quote that is opened is never closed.
    #[error("a quote is not closed")]
    Quote,
    /// It has more columns than the header.
    #[error("{found} columns where the header has {header}")]
    Columns {
        /// The number of its columns.
        found: usize,
        /// The number of the header's.
        header: usize,
    },
    /// A value that is needed is neither UTF-8 nor Windows-1252.
    #[error("neither UTF-8 nor Windows-1252")]
    Encoding,
    /// It is longer than any row may be.
    #[error("longer than 4 MB")]
    Long,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Why.
    pub damage: Damage,
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

    /// The text of the first column, if all others are empty.
    pub fn alone(&self) -> Option<&str> {
        let end = *self.ends.first()?;
        let is_alone = self.ends.len() > 1 && self.bytes[end..].iter().all(u8::is_ascii_whitespace);
        self.text(0).ok().filter(|text| is_alone && !text.is_empty())
    }

    fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Splits a row into columns; nothing if it is not exactly one row.
    fn split(line: u64, mut written: &[u8], splitter: &mut csv_core::Reader) -> Option<Row> {
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
        written.iter().all(u8::is_ascii_whitespace).then_some(row)
    }
}

/// Is a row a header rather than a note above it? A note stands alone in its row, which a spreadsheet fills up with empty cells.
pub fn is_header(names: &[String]) -> bool {
    let filled = names.iter().filter(|name| !name.is_empty()).count();
    let is_note = |cell: &str| {
        cell.trim_end_matches([':', ';']).eq_ignore_ascii_case("notes") || cell.split_whitespace().count() > 8
    };
    filled > 1 || filled == names.len() && !names.iter().any(|name| is_note(name))
}

/// The rows of a file, one by one.
pub struct Rows<R> {
    input: Lines<R>,
    /// Lines that were read ahead, each with its number.
    ahead: VecDeque<(u64, Vec<u8>)>,
    lines: u64,
    delimiter: u8,
    splitter: csv_core::Reader,
    header: Vec<String>,
}

impl<R: Read> Rows<R> {
    /// The rows of `input` below its header, the first row of which `is_header` says so; nothing if none of the first twenty
    /// lines is one.
    pub fn new(input: R, is_header: impl Fn(&[String]) -> bool) -> io::Result<Option<Rows<R>>> {
        let input = Lines::new(input, MOST_BYTES);
        let splitter = csv_core::Reader::new();
        let mut rows = Rows { input, ahead: VecDeque::new(), lines: 0, delimiter: b',', splitter, header: Vec::new() };
        let mut stated = None;
        for _ in 0..MOST_NOTES {
            let Some((number, line)) = rows.next_line()? else { return Ok(None) };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if number == 1
                && let Some(delimiter) = stated_delimiter(&line)
            {
                stated = Some(delimiter);
                continue;
            }
            rows.delimiter = stated.unwrap_or_else(|| delimiter(&line));
            rows.splitter = csv_core::ReaderBuilder::new().delimiter(rows.delimiter).build();
            rows.ahead.push_front((number, line));
            let Some(row) = rows.next_row()? else { return Ok(None) };
            let names = row.map_or(Vec::new(), |row| {
                let name = |column| heading(&String::from_utf8_lossy(row.column(column)));
                (0..row.ends.len()).map(name).collect()
            });
            if is_header(&names) && !(names.len() == 1 && rows.is_title()?) {
                rows.header = names;
                return Ok(Some(rows));
            }
        }
        Ok(None)
    }

    /// Does a table with several columns begin in one of the next lines, so that this one is a title above it?
    fn is_title(&mut self) -> io::Result<bool> {
        let mut lines = Vec::new();
        while lines.len() < TITLES
            && let Some(line) = self.next_line()?
        {
            lines.push(line);
        }
        let is_divided = |line: &[u8]| [b',', b';', b'\t'].iter().any(|mark| line.contains(mark));
        let is_title = lines.iter().any(|(_, line)| is_divided(line));
        lines.into_iter().rev().for_each(|line| self.ahead.push_front(line));
        Ok(is_title)
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row; nothing at the end. Blank rows are passed over.
    pub fn next_row(&mut self) -> io::Result<Option<Result<Row, BadRow>>> {
        loop {
            let Some((line, mut bytes)) = self.next_line()? else { return Ok(None) };
            let mut taken = Vec::new();
            let mut damage = None;
            let mut scan = Scan::NEW.after(&bytes, self.delimiter);
            while scan.place == Place::Quoted {
                if taken.len() >= MOST_LINES || bytes.len() > MOST_BYTES {
                    damage = Some(Damage::Quote);
                    break;
                }
                let Some((number, more)) = self.next_line()? else {
                    damage = Some(Damage::Quote);
                    break;
                };
                scan = scan.after(&more, self.delimiter);
                bytes.extend_from_slice(&more);
                taken.push((number, more));
            }
            // A quote that a later row's closes would swallow the rows between.
            if scan.is_ragged && !taken.is_empty() {
                damage = Some(Damage::Quote);
            }
            if damage.is_none() && bytes.len() > MOST_BYTES {
                damage = Some(Damage::Long);
            }
            if std::str::from_utf8(&bytes).is_err() {
                bytes = from_windows_1252(&bytes).unwrap_or(bytes);
            }
            let row = if damage.is_none() { Row::split(line, &bytes, &mut self.splitter) } else { None };
            let row = row.unwrap_or_else(|| {
                damage.get_or_insert(Damage::Quote);
                Row::default()
            });
            let (found, header) = (row.ends.len(), self.header.len());
            if header > 0 && found > header {
                damage = Some(Damage::Columns { found, header });
            }
            if let Some(damage) = damage {
                // What came after its first line may be sound.
                taken.into_iter().rev().for_each(|line| self.ahead.push_front(line));
                return Ok(Some(Err(BadRow { line, damage })));
            }
            if !row.is_blank() {
                return Ok(Some(Ok(row)));
            }
        }
    }

    /// The next line with its end, and its number.
    fn next_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let Some(line) = self.input.next_line()? else { return Ok(None) };
        self.lines += 1;
        Ok(Some((self.lines, line)))
    }
}

/// A heading on one line, as it can be typed.
fn heading(text: &str) -> String {
    let text = text.trim();
    if text.contains(char::is_control) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// The delimiter that a first line such as `sep=;` states for spreadsheets.
fn stated_delimiter(line: &[u8]) -> Option<u8> {
    let line = std::str::from_utf8(line).ok()?.trim_end_matches(['\r', '\n']).trim_matches('"');
    let (name, delimiter) = line.split_once('=')?;
    let &[delimiter] = delimiter.as_bytes() else { return None };
    (name.eq_ignore_ascii_case("sep") && !delimiter.is_ascii_alphanumeric()).then_some(delimiter)
}

/// The delimiter of a line that may be a header: the one that it has most of.
fn delimiter(line: &[u8]) -> u8 {
    let count = |delimiter: u8| line.iter().filter(|&&byte| byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        let rows = Rows::new(text.as_bytes(), |names| names.iter().any(|name| name == "A")).expect("it can be read");
        let mut rows = rows.expect("there is a header");
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().expect("it can be read") {
            found.push(match row {
                Ok(row) => format!("{}: {}|{}", row.line, row.text(0).unwrap_or("?"), row.text(1).unwrap_or("?")),
                Err(BadRow { line, damage }) => format!("{line}: {damage}"),
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
    fn notes_above_a_header_are_none_however_they_were_saved() {
        for text in [
            "Notes:\n\nA,B\n",
            "Notes:,\n,\nA,B\n",
            "Leads of May;\n;\nA;B\n",
            "Leads of May\nas of the 5th\n\nA;B\n",
            "\"From a, b, and c as they were on that one day\";\nA;B\n",
        ] {
            let rows = Rows::new(text.as_bytes(), is_header).expect("it can be read").expect("there is a header");
            assert_eq!(rows.header(), ["A", "B"], "{text}");
        }
        let mut rows =
            Rows::new(&b"A,B\nx,\ny,z\n"[..], is_header).expect("it can be read").expect("there is a header");
        let mut alone = || {
            rows.next_row().expect("it can be read").expect("a row").expect("it is whole").alone().map(str::to_owned)
        };
        assert_eq!((alone(), alone()), (Some("x".to_owned()), None));
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

    fn read_bytes(bytes: &[u8]) -> Vec<String> {
        let mut rows = Rows::new(bytes, |_| true).expect("it can be read").expect("there is a header");
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().expect("it can be read") {
            let row = row.expect("it is whole");
            let told = |column| row.text(column).map_or_else(|damage| damage.to_string(), str::to_owned);
            found.push(format!("{}|{}", told(0), told(1)));
        }
        found
    }

    #[test]
    fn what_is_not_utf8_is_windows_1252_unless_it_cannot_be() {
        assert_eq!(
            read_bytes(b"A,B\n1,\xe9\n\xc3\xa9,2\n3,\x81\n"),
            ["1|é", "é|2", "3|neither UTF-8 nor Windows-1252"]
        );
        let wide: Vec<u8> = "\u{feff}A\tB\r\n1\té\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_bytes(&wide), ["1|é"]);
    }

    #[test]
    fn a_quote_within_a_text_is_one() {
        let text = "A,B\n1,a 5\" pipe\n2,x\n3,a 5\" pipe\n4,\"a \"\"5\"\" pipe\"\n";
        assert_eq!(read(text), ["2: 1|a 5\" pipe", "3: 2|x", "4: 3|a 5\" pipe", "5: 4|a \"5\" pipe"]);
        // What follows on a closed quote takes nothing with it.
        assert_eq!(read("A,B\n1,\"a\"b\n2,\"c\" \n"), ["2: 1|ab", "3: 2|c"]);
    }

    #[test]
    fn no_row_is_swallowed() {
        let lost = "A,B\n1,\"2\n3,4\n5,\"6\"\n7,8\n";
        assert_eq!(read(lost), ["2: a quote is not closed", "3: 3|4", "4: 5|6", "5: 7|8"]);
        assert_eq!(read("A,B\r1,2\r\r3,\"4\r5\"\r6,7"), ["2: 1|2", "4: 3|4\r5", "6: 6|7"]);
        assert_eq!(read("A,B\n1,2\r3,4\n"), ["2: 1|2", "3: 3|4"]);
    }

    #[test]
    fn a_spreadsheet_may_say_what_divides_columns() {
        assert_eq!(read("sep=;\r\nA;\"B,C,D\"\r\n1;2\r\n"), ["3: 1|2"]);
        assert_eq!(read("\"sep=|\"\nA|B\n1|2\n"), ["3: 1|2"]);
    }

    proptest! {
        #[test]
        fn rows_are_split_as_the_splitter_of_all_would(text in "[a,\"\n\r ]{0,40}") {
            let whole = format!("A,B\n{text}\n");
            let mut rows = Rows::new(whole.as_bytes(), |_| true).expect("memory").expect("there is a header");
            let mut found = Vec::new();
            while let Some(row) = rows.next_row().expect("memory") {
                let Ok(row) = row else { return Ok(()) };
                found.push((0..row.ends.len()).map(|column| row.column(column).to_vec()).collect::<Vec<_>>());
            }
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(whole.as_bytes());
            let all = reader.byte_records().map(|record| record.expect("memory"));
            let all = all.filter(|record| !record.as_slice().iter().all(u8::is_ascii_whitespace));
            let all: Vec<Vec<Vec<u8>>> =
                all.map(|record| record.iter().map(<[u8]>::to_vec).collect()).collect();
            prop_assert_eq!(found, all);
        }
    }

    #[test]
    fn without_a_header_there_are_no_rows() {
        let found =
            Rows::new(&b"1,2\n3,4\n"[..], |names| names.iter().any(|name| name == "A")).expect("it can be read");
        assert!(found.is_none());
    }
}
