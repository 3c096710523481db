//! A plain log of what was sent: one row a touch, under columns that may have names of their own.

use std::io::{self, BufRead};

use super::contact::{Contact, LeftOut, Reason};
use super::moment::{Moment, MomentError, Order, order_of};
use super::rows::{Row, Rows};

/// The columns that a log may have; it must have the first two.
pub const COLUMNS: [&str; 6] = ["sent_at", "replied_at", "touch", "segment", "accepted_at", "credits"];

const SENT: usize = 0;
const REPLIED: usize = 1;
const TOUCH: usize = 2;
const SEGMENT: usize = 3;
const ACCEPTED: usize = 4;
const CREDITS: usize = 5;

/// The touch of a log that names none.
const INMAIL: &str = "inmail";

/// How a log is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogReading {
    /// What a column is called in the file, by its name here.
    pub columns: Vec<(String, String)>,
    /// The order of day and month in dates such as 3/5/26, if it is known.
    pub dates: Option<Order>,
}

/// Why a log cannot be used.
#[derive(Debug)]
pub enum LogError {
    /// It cannot be read.
    Io(io::Error),
    /// No column is called so among those of the header.
    NoColumn {
        /// The column that is wanted.
        wanted: String,
        /// Those that there are.
        header: Vec<String>,
    },
    /// Dates such as this may be meant either way round, and nothing in the column says which.
    Ambiguous {
        /// The column.
        column: &'static str,
        /// A date of it.
        written: String,
    },
}

impl From<io::Error> for LogError {
    fn from(error: io::Error) -> LogError {
        LogError::Io(error)
    }
}

/// A row with its dates as written.
struct Written {
    line: u64,
    dates: [String; 3],
    touch: String,
    segment: String,
    credits: String,
}

/// The columns with dates, in the order in which [`Written`] has them.
const DATES: [usize; 3] = [SENT, REPLIED, ACCEPTED];

/// The contacts of a log, and the rows that are left out, in the order of lines. `file` is its name without folders.
pub fn read_log(
    file: &str,
    input: impl BufRead,
    reading: &LogReading,
) -> Result<(Vec<Contact>, Vec<LeftOut>), LogError> {
    let called = |column: usize| {
        let own = reading.columns.iter().find(|(name, _)| name == COLUMNS[column]);
        own.map_or(COLUMNS[column], |(_, called)| called.as_str())
    };
    let mut first: Vec<String> = Vec::new();
    let rows = Rows::new(input, |_| true)?;
    let Some(mut rows) = rows else {
        return Err(LogError::NoColumn { wanted: called(SENT).to_owned(), header: first });
    };
    first.extend(rows.header().iter().cloned());
    let place = |column: usize| first.iter().position(|known| known.eq_ignore_ascii_case(called(column)));
    let places: [Option<usize>; COLUMNS.len()] = std::array::from_fn(place);
    let named = |column: usize| reading.columns.iter().any(|(name, _)| name == COLUMNS[column]);
    let missing = (0..COLUMNS.len()).find(|&column| places[column].is_none() && (column <= REPLIED || named(column)));
    if let Some(missing) = missing {
        return Err(LogError::NoColumn { wanted: called(missing).to_owned(), header: first });
    }
    let (mut written, mut left_out) = (Vec::new(), Vec::new());
    let mut leave_out = |line, reason| left_out.push(LeftOut { file: file.into(), line, reason });
    while let Some(row) = rows.next_row()? {
        match row {
            Err((line, damage)) => leave_out(line, Reason::Damaged(damage)),
            Ok(row) => match Written::new(&row, &places) {
                Ok(row) => written.push(row),
                Err(reason) => leave_out(row.line, reason),
            },
        }
    }
    let mut orders = [None; DATES.len()];
    for (column, order) in orders.iter_mut().enumerate() {
        *order = reading.dates.or_else(|| order_of(written.iter().map(|row| row.dates[column].as_str())));
    }
    let mut contacts = Vec::new();
    for row in written {
        match row.contact(&orders)? {
            Ok(contact) => contacts.push(contact),
            Err(reason) => leave_out(row.line, reason),
        }
    }
    left_out.sort_by_key(|row| row.line);
    Ok((contacts, left_out))
}

impl Written {
    fn new(row: &Row, places: &[Option<usize>; COLUMNS.len()]) -> Result<Written, Reason> {
        let text = |column: usize| {
            let text = places[column].map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged)?;
            Ok::<String, Reason>(text.to_owned())
        };
        let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
        let [sent, replied, accepted] = DATES.map(text);
        Ok(Written {
            line: row.line,
            dates: [sent?, replied?, accepted?],
            touch: or(text(TOUCH)?, INMAIL),
            segment: text(SEGMENT)?,
            credits: text(CREDITS)?,
        })
    }

    /// The contact, or why the row is left out.
    fn contact(&self, orders: &[Option<Order>; 3]) -> Result<Result<Contact, Reason>, LogError> {
        let mut moments = [None; 3];
        for (place, text) in self.dates.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = COLUMNS[DATES[place]];
            moments[place] = match Moment::read(text, orders[place]) {
                Ok(moment) => Some(moment),
                Err(MomentError::Ambiguous) => return Err(LogError::Ambiguous { column, written: text.clone() }),
                Err(error) => return Ok(Err(Reason::Date(column, error))),
            };
        }
        let [sent, replied, accepted] = moments;
        let Some(sent) = sent else { return Ok(Err(Reason::Missing(COLUMNS[SENT]))) };
        let is_before = |moment: Option<Moment>| moment.is_some_and(|moment| moment.days_since(sent) < 0.0);
        for (moment, column) in [(replied, COLUMNS[REPLIED]), (accepted, COLUMNS[ACCEPTED])] {
            if is_before(moment) {
                return Ok(Err(Reason::Before(column)));
            }
        }
        let credit = self.credits.parse::<f64>().ok().map(|credits| credits > 0.0);
        let (touch, segment) = (self.touch.clone(), self.segment.clone());
        Ok(Ok(Contact { touch, segment, sent, replied, accepted, followed: None, credit }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        text: &str,
        columns: &[(&str, &str)],
        dates: Option<Order>,
    ) -> Result<(Vec<Contact>, Vec<LeftOut>), LogError> {
        let columns = columns.iter().map(|&(name, called)| (name.into(), called.into())).collect();
        read_log("log.csv", text.as_bytes(), &LogReading { columns, dates })
    }

    #[test]
    fn rows_become_contacts() {
        let text = "Sent_At,replied_at,Touch,segment,credits\n2026-03-01,2026-03-02,letter,bosses,1\n2026-03-03,,,,0\n";
        let (contacts, left_out) = read(text, &[], None).expect("it is right");
        assert_eq!(left_out, []);
        assert_eq!((contacts[0].touch.as_str(), contacts[0].segment.as_str()), ("letter", "bosses"));
        assert_eq!((contacts[0].credit, contacts[1].credit), (Some(true), Some(false)));
        assert_eq!((contacts[1].touch.as_str(), contacts[1].replied), ("inmail", None));
    }

    #[test]
    fn columns_may_have_names_of_their_own() {
        let text = "Date sent;Answered\n1.3.2026;4.3.2026\n";
        let own = [("sent_at", "Date sent"), ("replied_at", "answered")];
        let (contacts, _) = read(text, &own, None).expect("it is right");
        assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(3.0));
        let Err(LogError::NoColumn { wanted, header }) = read(text, &[("sent_at", "Sent")], None) else {
            panic!("there is no such column")
        };
        assert_eq!((wanted.as_str(), header.join("|").as_str()), ("Sent", "Date sent|Answered"));
    }

    #[test]
    fn one_date_that_can_only_be_read_one_way_decides_for_its_column() {
        let text = "sent_at,replied_at\n3/5/26,3/6/26\n3/15/26,3/16/26\n";
        let (contacts, _) = read(text, &[], None).expect("it is right");
        assert_eq!(contacts[0].sent.date.to_string(), "2026-03-05");
        let text = "sent_at,replied_at\n3/5/26,\n4/5/26,\n";
        let Err(LogError::Ambiguous { column, written }) = read(text, &[], None) else { panic!("it is not clear") };
        assert_eq!((column, written.as_str()), ("sent_at", "3/5/26"));
        let (contacts, _) = read(text, &[], Some(Order::Dmy)).expect("it is right");
        assert_eq!(contacts[0].sent.date.to_string(), "2026-05-03");
    }

    #[test]
    fn rows_that_cannot_be_used_are_named_with_the_reason() {
        let text =
            "sent_at,replied_at\n,2026-03-01\n2026-02-30,\n2026-03-05,2026-03-04\n2026-03-05,soon\n2026-03-05,1,2\n";
        let (contacts, left_out) = read(text, &[], None).expect("it is right");
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
}
