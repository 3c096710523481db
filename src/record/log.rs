//! A plain log of what was sent: one row a touch, under columns that may have names of their own.

mod dates;
mod pairs;

use std::io::{self, Read};
use std::sync::Arc;

use jiff::civil::Date;
use thiserror::Error;

use crate::domain::touch::Channel;

use super::channel;
use super::contact::{Contact, LeftOut, Reason, Undated};
use super::excess::{Counted, Excess, Leaving};
use super::moment::{Moment, MomentError, Order, is_serial};
use super::rows::{BadRow, Row, Rows};

use dates::{Reading, is_nothing, readings};

/// The columns that a log may have; it must have the first two.
pub const COLUMNS: [&str; 7] = ["sent_at", "replied_at", "touch", "segment", "accepted_at", "credits", "person"];

const SENT: usize = 0;
const REPLIED: usize = 1;
const TOUCH: usize = 2;
const SEGMENT: usize = 3;
const ACCEPTED: usize = 4;
const CREDITS: usize = 5;
const PERSON: usize = 6;

/// The touch of a row that names none.
const INMAIL: &str = "inmail";

/// Options for reading a log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogReading {
    /// Columns by their names here, each with its name in the file.
    pub columns: Vec<(String, String)>,
    /// The order of day and month in dates such as 3/5/26, if it is known.
    pub dates: Option<Order>,
    /// The last day that counts, if it is known.
    pub until: Option<Date>,
}

/// Why a log cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LogError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The header has no such column.
    #[error("no column `{wanted}`")]
    NoColumn {
        /// The column that is wanted.
        wanted: String,
        /// Those that there are.
        header: Vec<String>,
    },
    /// There is no such column, and the first row is no header.
    #[error("no column `{wanted}`: its first row is no header")]
    NoHeader {
        /// The column that is wanted.
        wanted: String,
    },
    /// It holds too much, or hardly anything that can be read.
    #[error(transparent)]
    Excess(#[from] Excess),
    /// Two of its columns would be one and the same.
    #[error("`{called}` cannot be both {} and {}", .columns[0], .columns[1])]
    OneForTwo {
        /// Its name in the file.
        called: String,
        /// The two.
        columns: [&'static str; 2],
    },
    /// Such a date may be meant either way round, and nothing in the log says which.
    #[error("{column} `{written}` may be read as day/month or month/day, and no other date of the file decides")]
    Ambiguous {
        /// The column.
        column: &'static str,
        /// A date of it.
        written: String,
    },
}

/// A row as written: its columns one behind the other, and where each of them ends.
struct Written {
    line: u64,
    texts: Box<str>,
    ends: [u32; COLUMNS.len()],
}

/// The columns with dates.
const DATES: [usize; 3] = [SENT, REPLIED, ACCEPTED];

/// A log that has been read.
#[derive(Debug, Default)]
pub struct Log {
    /// Its contacts, in the order of lines.
    pub contacts: Vec<Contact>,
    /// The rows that are left out, in the order of lines.
    pub left_out: Vec<LeftOut>,
}

/// Reads a log. `file` is its name without folders.
pub fn read_log(file: &str, input: impl Read, reading: &LogReading) -> Result<Log, LogError> {
    let called = |column: usize| {
        let own = reading.columns.iter().find(|(name, _)| name == COLUMNS[column]);
        own.map_or(COLUMNS[column], |(_, called)| called.as_str())
    };
    let Some(mut rows) = Rows::new(input, |_| true)? else {
        return Err(LogError::NoHeader { wanted: called(SENT).to_owned() });
    };
    let header = rows.header().to_vec();
    let place = |column: usize| header.iter().position(|known| known.eq_ignore_ascii_case(called(column)));
    let places: [Option<usize>; COLUMNS.len()] = std::array::from_fn(place);
    let named = |column: usize| reading.columns.iter().any(|(name, _)| name == COLUMNS[column]);
    let missing = (0..COLUMNS.len()).find(|&column| places[column].is_none() && (column <= REPLIED || named(column)));
    if let Some(missing) = missing {
        let wanted = called(missing).to_owned();
        // A first row that is no header may hold the data of people. A header has no date, but a known name or dates below.
        let is_known = |name: &String| COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(name));
        let below = rows.next_row()?.and_then(Result::ok);
        let has_dates = |row: &Row| (0..header.len()).any(|place| row.text(place).is_ok_and(is_date));
        let is_header = header.iter().all(|name| is_heading(name))
            && (header.iter().any(is_known) || below.as_ref().is_some_and(has_dates));
        return Err(if is_header { LogError::NoColumn { wanted, header } } else { LogError::NoHeader { wanted } });
    }
    for (column, place) in places.iter().enumerate().filter(|(_, place)| place.is_some()) {
        if let Some(other) = (0..column).find(|&other| places[other] == *place) {
            // The one that is not stated comes first.
            let (one, two) = if named(other) { (column, other) } else { (other, column) };
            return Err(LogError::OneForTwo { called: called(two).to_owned(), columns: [COLUMNS[one], COLUMNS[two]] });
        }
    }
    let (mut written, mut left_out, mut counted) = (Vec::new(), Leaving::default(), Counted::default());
    let mut leave_out = |line, reason| left_out.add(line, reason);
    // Whether dates can be read is known at the end; whether there are any, before.
    let mut any_date = false;
    while let Some(row) = rows.next_row()? {
        match row {
            Err(BadRow { line, damage }) => leave_out(line, Reason::Damaged(damage)),
            Ok(row) => match Written::new(&row, &places) {
                Ok(row) => {
                    any_date |= any_date || is_date(row.text(SENT)) || is_serial(row.text(SENT));
                    written.push(row);
                }
                Err(reason) => leave_out(row.line, reason),
            },
        }
        counted.add(any_date)?;
    }
    let texts = |column: usize| written.iter().map(move |row: &Written| row.text(column));
    let readings = readings(DATES.map(|column| texts(column).collect()), reading.dates);
    let (mut contacts, mut people) = (Vec::new(), Vec::new());
    for row in written {
        match row.contact(&readings) {
            Ok(contact) if reading.until.is_some_and(|until| contact.sent.date > until) => {
                leave_out(row.line, Reason::After);
            }
            Ok(contact) => {
                contacts.push((row.line, contact));
                people.push(row.text(PERSON).to_owned());
            }
            Err(Reason::Date(column, MomentError::Ambiguous)) => {
                let written =
                    COLUMNS.iter().position(|&date| date == column).map_or("", |date| row.text(date)).to_owned();
                return Err(LogError::Ambiguous { column, written });
            }
            Err(reason) => leave_out(row.line, reason),
        }
    }
    pairs::follow_up(&mut contacts, &people);
    if places[ACCEPTED].is_none() {
        for line in accept_by_answers(&mut contacts) {
            leave_out(line, Reason::NoAcceptance);
        }
    }
    let file: Arc<str> = file.into();
    let named = |(line, reason, rows)| LeftOut { file: file.clone(), line, reason, rows };
    let left_out = left_out.sorted().into_iter().map(named).collect();
    Ok(Log { contacts: contacts.into_iter().map(|(_, contact)| contact).collect(), left_out })
}

/// Does a cell look like the name of a column rather than like a value?
fn is_heading(cell: &str) -> bool {
    let is_number = cell.chars().any(|c| c.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
    !(is_number || is_date(cell) || cell.contains('@') || cell.contains("://") || cell.contains("www."))
}

fn is_date(cell: &str) -> bool {
    Moment::read(cell, Some(Order::Dmy)) != Err(MomentError::Unreadable)
}

/// Takes an answer to an invitation for an acceptance, where a log has no column for these. A touch without any answer is
/// taken out, since nobody knows whether it was accepted: returns the lines.
fn accept_by_answers(contacts: &mut Vec<(u64, Contact)>) -> Vec<u64> {
    let is_invitation = |contact: &Contact| channel::named(&contact.touch) == Some(Channel::Connect);
    let is_answered = |contact: &Contact| is_invitation(contact) && contact.replied.is_some();
    let mut answered: Vec<String> = Vec::new();
    for (_, contact) in contacts.iter_mut().filter(|(_, contact)| is_answered(contact)) {
        contact.accepted = contact.replied;
        if !answered.contains(&contact.touch) {
            answered.push(contact.touch.clone());
        }
    }
    let unknown = |(_, contact): &mut (u64, Contact)| is_invitation(contact) && !answered.contains(&contact.touch);
    contacts.extract_if(.., unknown).map(|(line, _)| line).collect()
}

impl Written {
    fn new(row: &Row, places: &[Option<usize>; COLUMNS.len()]) -> Result<Written, Reason> {
        let (mut texts, mut ends) = (String::new(), [0; COLUMNS.len()]);
        for (column, end) in ends.iter_mut().enumerate() {
            let text = places[column].map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged)?;
            texts.push_str(match column {
                TOUCH if text.is_empty() => INMAIL,
                SENT | REPLIED | ACCEPTED if is_nothing(text) => "",
                _ => text,
            });
            *end = texts.len() as u32;
        }
        Ok(Written { line: row.line, texts: texts.into(), ends })
    }

    /// The text of a column; empty where nothing came.
    fn text(&self, column: usize) -> &str {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start as usize..self.ends[column] as usize]
    }

    /// The contact, or why the row is left out.
    fn contact(&self, readings: &[Reading; 3]) -> Result<Contact, Reason> {
        if self.text(SENT).is_empty() {
            return Err(Reason::Missing(COLUMNS[SENT]));
        }
        let mut moments = [None; 3];
        for (place, column) in DATES.into_iter().enumerate().filter(|&(_, column)| !self.text(column).is_empty()) {
            let moment = readings[place].read(self.text(column));
            moments[place] = Some(moment.map_err(|error| Reason::Date(COLUMNS[column], error))?);
        }
        let [sent, replied, accepted] = moments;
        let sent = sent.ok_or(Reason::Missing(COLUMNS[SENT]))?;
        for (moment, column) in [(replied, REPLIED), (accepted, ACCEPTED)] {
            if moment.is_some_and(|moment| moment.days_since(sent) < 0.0) {
                return Err(Reason::Before(COLUMNS[column]));
            }
        }
        let credit = match self.text(CREDITS).to_lowercase().as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            number => number.replace(',', ".").parse::<f64>().ok().map(|credits| credits > 0.0),
        };
        let (touch, segment) = (self.text(TOUCH).to_owned(), self.text(SEGMENT).to_owned());
        Ok(Contact {
            touch,
            segment,
            person: None,
            sent,
            replied,
            accepted,
            after: None,
            followed: None,
            undated: Undated::default(),
            credit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, columns: &[(&str, &str)], dates: Option<Order>) -> Result<Log, LogError> {
        let columns = columns.iter().map(|&(name, called)| (name.into(), called.into())).collect();
        read_log("log.csv", text.as_bytes(), &LogReading { columns, dates, until: None })
    }

    #[test]
    fn rows_become_contacts() {
        let text = "Sent_At,replied_at,Touch,segment,credits\n2026-03-01,2026-03-02,letter,bosses,1\n2026-03-03,,,,0\n";
        let Log { contacts, left_out } = read(text, &[], None).expect("it is right");
        assert_eq!(left_out, []);
        assert_eq!((contacts[0].touch.as_str(), contacts[0].segment.as_str()), ("letter", "bosses"));
        assert_eq!((contacts[0].credit, contacts[1].credit), (Some(true), Some(false)));
        assert_eq!((contacts[1].touch.as_str(), contacts[1].replied), ("inmail", None));
    }

    #[test]
    fn columns_may_have_names_of_their_own() {
        let text = "Date sent;Answered\n1.3.2026;4.3.2026\n";
        let own = [("sent_at", "Date sent"), ("replied_at", "answered")];
        let Log { contacts, .. } = read(text, &own, None).expect("it is right");
        assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(3.0));
        let Err(LogError::NoColumn { wanted, header }) = read(text, &[("sent_at", "Sent")], None) else {
            panic!("there is no such column")
        };
        assert_eq!((wanted.as_str(), header.join("|").as_str()), ("Sent", "Date sent|Answered"));
    }

    #[test]
    fn one_date_that_can_only_be_read_one_way_decides_for_all() {
        let text = "sent_at,replied_at\n3/5/26,3/6/26\n3/15/26,3/16/26\n";
        let Log { contacts, .. } = read(text, &[], None).expect("it is right");
        assert_eq!(contacts[0].sent.date.to_string(), "2026-03-05");
        // It may stand in another column.
        let Log { contacts, .. } = read("sent_at,replied_at\n3/5/26,3/15/26\n", &[], None).expect("it is right");
        assert_eq!(contacts[0].sent.date.to_string(), "2026-03-05");
        let Log { contacts, .. } = read("sent_at,replied_at\n13/5/26,5/14/26\n", &[], None).expect("each has its own");
        assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(1.0));
        let both = "sent_at,replied_at\n3/5/26,\n13/5/26,\n5/13/26,3/15/26\n";
        assert!(matches!(read(both, &[], None), Err(LogError::Ambiguous { column: "sent_at", .. })));
        let text = "sent_at,replied_at\n3/5/26,\n4/5/26,\n";
        let Err(LogError::Ambiguous { column, written }) = read(text, &[], None) else { panic!("it is not clear") };
        assert_eq!((column, written.as_str()), ("sent_at", "3/5/26"));
        let Log { contacts, .. } = read(text, &[], Some(Order::Dmy)).expect("it is right");
        assert_eq!(contacts[0].sent.date.to_string(), "2026-05-03");
    }

    #[test]
    fn rows_that_cannot_be_used_are_named_with_the_reason() {
        let text =
            "sent_at,replied_at\n,2026-03-01\n2026-02-30,\n2026-03-05,2026-03-04\n2026-03-05,soon\n2026-03-05,1,2\n";
        let Log { contacts, left_out } = read(text, &[], None).expect("it is right");
        assert!(contacts.is_empty());
        let told: Vec<String> = left_out.iter().map(|row| format!("{}: {}", row.line, row.reason)).collect();
        assert_eq!(
            told,
            [
                "2: no sent_at",
                "3: sent_at: there is no such day",
                "4: replied_at is before the touch went out",
                "5: replied_at: no date",
                "6: 3 columns where the header has 2",
            ]
        );
    }

    #[test]
    fn what_says_that_nothing_came_is_no_date() {
        let nothing = ["-", "–", "n/a", "NA", "none", "null", "No", "0", "0000-00-00", "00/00/0000 00:00", "No reply"];
        let rows: String = nothing.iter().map(|word| format!("2026-03-05,{word}\n")).collect();
        let Log { contacts, left_out } = read(&format!("sent_at,replied_at\n{rows}"), &[], None).expect("it is right");
        assert_eq!(left_out, []);
        assert_eq!(contacts.iter().filter(|contact| contact.replied.is_none()).count(), nothing.len());
    }

    #[test]
    fn what_went_out_after_the_last_day_is_named() {
        let text = "sent_at,replied_at\n2026-03-05,\n2026-03-06,2026-03-07\n";
        let reading = LogReading { until: Some(jiff::civil::date(2026, 3, 5)), ..LogReading::default() };
        let Log { contacts, left_out } = read_log("log.csv", text.as_bytes(), &reading).expect("it is right");
        assert_eq!((contacts.len(), left_out[0].line, left_out[0].reason.clone()), (1, 3, Reason::After));
    }

    #[test]
    fn a_column_of_nothing_but_days_of_a_spreadsheet_is_one_of_dates() {
        let text = "sent_at,replied_at\n46086,46087.5\n46087,-\n";
        let Log { contacts, left_out } = read(text, &[], None).expect("it is right");
        assert_eq!((contacts[0].sent.date.to_string(), left_out), ("2026-03-05".into(), Vec::new()));
        assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(1.0));
        let Log { left_out, .. } = read("sent_at,replied_at\n46086,\n2026-03-05,\n", &[], None).expect("it is right");
        assert_eq!(left_out[0].reason, Reason::Date("sent_at", MomentError::Unreadable));
    }

    #[test]
    fn what_is_no_header_is_not_told() {
        for text in [
            "Ada L,ada@x.example,u\nB,b,u\n",
            "Ada,2026-03-05\n",
            "Ada,0170 1234\n",
            "https://x.example/in/ada,A\n",
            "",
        ] {
            assert!(matches!(read(text, &[], None), Err(LogError::NoHeader { .. })), "{text}");
        }
        // People are named above people, columns above dates.
        let read = |text| read(text, &[], None);
        assert!(matches!(read("Ada L,Bob B\nCid C,Dan D\n"), Err(LogError::NoHeader { .. })));
        assert!(matches!(read("Name,Sent on\nAda,2026-03-05\n"), Err(LogError::NoColumn { .. })));
    }

    #[test]
    fn an_answer_to_an_invitation_is_an_acceptance_only_where_nothing_else_can_tell() {
        let text = "sent_at,replied_at,touch\n2026-03-05,2026-03-06,Connect\n2026-03-05,,Connect\n2026-03-05,,invite\n";
        let Log { contacts, left_out } = read(text, &[], None).expect("it is right");
        assert_eq!(contacts.iter().map(|contact| contact.accepted.is_some()).collect::<Vec<_>>(), [true, false]);
        assert_eq!((left_out[0].line, left_out[0].reason.clone()), (4, Reason::NoAcceptance));
        let text = "sent_at,replied_at,touch,accepted_at\n2026-03-05,2026-03-06,connect,\n";
        let Log { contacts, left_out } = read(text, &[], None).expect("it is right");
        assert_eq!((contacts[0].accepted, left_out.len()), (None, 0));
    }
}
