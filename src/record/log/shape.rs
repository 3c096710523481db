//! What kind of table a file is.

use std::io::Read;

use crate::domain::touch::Channel;
use crate::record::channel::{is_other, of_words, usual};
use crate::record::exports::{Export, Kind};
use crate::record::moment::is_serial;
use crate::record::plain::words;

use super::events::EventColumns;
use super::headings::{is_accepted, is_channel, is_date, is_failed, is_id, is_sent, is_status, is_usual, people};
use super::layout::{
    ACCEPTED, ERROR, Known, Lack, PERSON, REPLIED, SENT, STATUS, TOUCH, called, holds_dates, is_date_text, is_named,
    place, tells_answers,
};
use super::steps::StepColumns;
use super::table::Table;
use super::totals::TotalColumns;
use super::words::{flag, says};
use super::{COLUMNS, LogError, LogReading, events, export, steps, totals};

/// The kinds of tables.
pub(super) enum Shape {
    /// A row for each touch.
    Rows(Known),
    /// A row for each person.
    Steps(StepColumns),
    /// A row for each event.
    Events(EventColumns),
    /// A row for each day, project or seat.
    Totals(TotalColumns),
}

impl Shape {
    /// Can the table be used only with others?
    pub(super) fn lacks_something(&self) -> bool {
        matches!(self, Shape::Rows(Known { lacks: Some(_), .. }))
    }

    /// The places of the columns that are used.
    pub(super) fn used(&self) -> Vec<usize> {
        match self {
            Shape::Rows(known) => {
                let of_rows = known.places.iter().chain([&known.went_out, &known.key]).flatten().copied();
                of_rows.chain(known.who.columns()).collect()
            }
            Shape::Steps(known) => known.used(),
            Shape::Events(known) => known.used(),
            Shape::Totals(known) => known.used(),
        }
    }
}

/// Finds out what a table is.
pub(super) fn shape<R: Read>(
    table: &Table<R>,
    reading: &LogReading,
    export: Option<&'static Export>,
) -> Result<Shape, LogError> {
    let header = table.header();
    let known = |column: usize| export.and_then(|export| export.place(header, COLUMNS[column]));
    let own = |column: usize| {
        let named = place(header, called(reading, column)).or_else(|| place(header, COLUMNS[column]));
        named.or_else(|| known(column).filter(|_| !is_named(reading, column)))
    };
    let places: [Option<usize>; COLUMNS.len()] = std::array::from_fn(own);
    let who = match places[PERSON] {
        Some(column) if is_named(reading, PERSON) || place(header, COLUMNS[PERSON]) == Some(column) => {
            Some(column).into()
        }
        known => people(header, known),
    };
    if reading.events {
        return events::columns(table, &places, who, export).map(Shape::Events);
    }
    if !reading.steps.is_empty() && reading.steps.iter().any(|step| place(header, &step.sent).is_some()) {
        return steps::stated(table, &reading.steps, &places, who).map(Shape::Steps);
    }
    match export.map(|export| (export, export.kind)) {
        Some((_, Kind::Events)) => return events::columns(table, &places, who, export).map(Shape::Events),
        Some((export, Kind::Totals)) => {
            if let Some(known) = totals::fuller(totals::of_export(export, header), totals::columns(table, &places)) {
                return Ok(Shape::Totals(known));
            }
        }
        Some((export, Kind::Log)) if !export::steps(export, header).is_empty() => {
            return steps::stated(table, &export::steps(export, header), &places, who).map(Shape::Steps);
        }
        _ => {}
    }
    // Columns of these very names say what the table is.
    let is_log = place(header, COLUMNS[SENT]).is_some() || export.is_some_and(|export| export.kind == Kind::Log);
    if !is_log {
        if let Some(known) = totals::columns(table, &places) {
            return Ok(Shape::Totals(known));
        }
        if let Some(known) = steps::found(table, &places, &who) {
            return Ok(Shape::Steps(known));
        }
        if events::is_table(table, &places) {
            return events::columns(table, &places, who, export).map(Shape::Events);
        }
    }
    let mut places = places;
    places[ERROR] = places[ERROR].or_else(|| failed(table).filter(|column| !places.contains(&Some(*column))));
    let is_channel = places[TOUCH].is_none();
    if is_channel {
        places[TOUCH] = channel_column(table).filter(|column| !places.contains(&Some(*column)));
    }
    // A column that is stated is not what it would be taken for besides.
    for stated in (0..COLUMNS.len()).filter(|&column| is_named(reading, column)) {
        for other in (0..COLUMNS.len()).filter(|&column| !is_named(reading, column)) {
            let is_own_name = || place(header, COLUMNS[other]).is_some_and(|at| header[at] == COLUMNS[other]);
            if places[other] == places[stated] && !is_own_name() {
                places[other] = None;
            }
        }
    }
    for (column, place) in places.iter().enumerate().filter(|(_, place)| place.is_some()) {
        if let Some(other) = (0..column).find(|&other| places[other] == *place) {
            // The one that is not stated comes first.
            let (one, two) = if is_named(reading, other) { (column, other) } else { (other, column) };
            let called = called(reading, two).to_owned();
            return Err(LogError::OneForTwo { called, columns: [COLUMNS[one], COLUMNS[two]] });
        }
    }
    let key = (0..header.len()).find(|column| {
        is_id(&header[*column]) && !places.contains(&Some(*column)) && !who.columns().any(|other| other == *column)
    });
    let lacks = lack(table, reading, &places, export);
    if let Some(lack) = &lacks {
        // Nothing can be joined to a table that tells neither of both.
        let is_answers = places[REPLIED].or(places[ACCEPTED]).is_some() && !(who.is_nowhere() && key.is_none());
        if !is_header(table) {
            return Err(LogError::NoHeader { wanted: lack.called.clone() });
        }
        if places[SENT].is_none() && !is_answers {
            return Err(lack.error());
        }
    }
    let key = key.filter(|_| lacks.is_some());
    Ok(Shape::Rows(Known { places, who, key, went_out: went_out(table, &places), is_channel, lacks }))
}

/// A column that says of each row by which channel it went.
fn channel_column<R: Read>(table: &Table<R>) -> Option<usize> {
    let names_channels = |column: usize| {
        let (mut all, mut known) = (0, 0);
        for text in table.looked_at(column) {
            all += 1;
            known += usize::from(usual(text).is_some() || is_other(text));
        }
        known > 0 && 10 * known >= 8 * all
    };
    let header = table.header();
    (0..header.len()).find(|&column| is_channel(&header[column]) && names_channels(column))
}

/// A column such as `InMail sent?`, in which there is nothing but yes and no.
fn went_out<R: Read>(table: &Table<R>, places: &[Option<usize>; COLUMNS.len()]) -> Option<usize> {
    let header = table.header();
    let is_free = |column: &usize| is_sent(&header[*column]) && !places.contains(&Some(*column));
    let is_flag = |column: &usize| {
        table.looked_at(*column).next().is_some() && table.looked_at(*column).all(|text| flag(text).is_some())
    };
    (0..header.len()).find(|column| is_free(column) && is_flag(column))
}

/// A column such as `Bounced`, in which there is nothing but yes and no.
fn failed<R: Read>(table: &Table<R>) -> Option<usize> {
    let header = table.header();
    (0..header.len())
        .find(|&column| is_failed(&header[column]) && table.looked_at(column).all(|text| flag(text).is_some()))
}

/// The column that a table lacks, if it lacks one.
fn lack<R: Read>(
    table: &Table<R>,
    reading: &LogReading,
    places: &[Option<usize>; COLUMNS.len()],
    export: Option<&'static Export>,
) -> Option<Lack> {
    let header = table.header();
    let answers = [REPLIED, ACCEPTED, STATUS].iter().any(|&column| places[column].is_some());
    let named = (0..COLUMNS.len()).find(|&column| places[column].is_none() && is_named(reading, column));
    let wanted = match () {
        () if places[SENT].is_none() => SENT,
        () if !answers => REPLIED,
        () => named?,
    };
    let likely = likely(table, places);
    Some(Lack { wanted, called: called(reading, wanted).to_owned(), header: header.to_vec(), likely, export })
}

/// The columns that most likely say what those that are missing should, each with the name here. No column says two things.
fn likely<R: Read>(table: &Table<R>, places: &[Option<usize>; COLUMNS.len()]) -> Vec<(&'static str, String)> {
    let header = table.header();
    let sent = likely_sent(table).or(places[SENT]);
    let replied = (0..header.len()).find(|&column| tells_answers(table, column));
    let tells = |column: &usize| [sent, replied].iter().all(|other| *other != Some(*column));
    let accepted = (0..header.len()).find(|column| tells(column) && is_accepted(&header[*column]));
    let (replied, accepted) = match sent.and_then(|sent| of_words(&words(&header[sent]))) {
        None | Some(Channel::Connect) => (replied, accepted),
        // Of an InMail that is the answer, and whoever gets messages had accepted before.
        Some(Channel::InMail) => (replied.or(accepted), None),
        Some(_) => (replied, None),
    };
    let says_state = |column: &usize| {
        let (mut all, mut known) = (0, 0);
        for text in table.looked_at(*column) {
            all += 1;
            // Yes, no and numbers may answer any question.
            known += usize::from(says(text).is_some() && flag(text).is_none());
        }
        is_status(&header[*column]) && 2 * known >= all && known > 0
    };
    let status = (0..header.len()).find(|column| tells(column) && accepted != Some(*column) && says_state(column));
    let found = [(SENT, sent), (REPLIED, replied), (ACCEPTED, accepted), (STATUS, status)];
    let missing = found.into_iter().filter(|&(column, _)| places[column].is_none());
    missing.filter_map(|(column, at)| Some((COLUMNS[column], header[at?].clone()))).collect()
}

/// The column that most likely says when something went out.
fn likely_sent<R: Read>(table: &Table<R>) -> Option<usize> {
    let header = table.header();
    let columns = || (0..header.len()).filter(|&column| holds_dates(table, column) || table.first.is_empty());
    let is_other = |column: usize| tells_answers(table, column) || is_accepted(&header[column]);
    let sent = columns().find(|&column| is_sent(&header[column]));
    let date = || columns().find(|&column| is_date(&header[column]) && !is_other(column));
    sent.or_else(date)
}

/// Is the first row a header? One that is none may hold the data of people. A header has words that headings have, or dates below.
fn is_header<R: Read>(table: &Table<R>) -> bool {
    let header = table.header();
    let is_known = |name: &String| COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(name)) || is_usual(name);
    let has_dates = || {
        let first = table.first.first().and_then(|row| row.as_ref().ok());
        first.is_some_and(|row| (0..header.len()).any(|place| row.text(place).is_ok_and(is_date_text)))
    };
    header.iter().all(|name| is_heading(name)) && (header.iter().any(is_known) || has_dates())
}

/// Does a cell look like the name of a column rather than like a value?
fn is_heading(cell: &str) -> bool {
    let is_number = cell.chars().any(|c| c.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
    !(is_number
        || is_date_text(cell)
        || is_serial(cell)
        || cell.contains('@')
        || cell.contains("://")
        || cell.contains("www."))
}
