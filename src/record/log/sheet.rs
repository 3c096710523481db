//! A table with a row for each touch, or for each answer.

use std::io::Read;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::domain::touch::Channel;
use crate::record::channel::{is_other, of_words, usual};
use crate::record::contact::{Came, Reason};
use crate::record::moment::{Moment, MomentError, is_serial};
use crate::record::plain::words;
use crate::record::rows::Row;

use super::dates::{Reading, is_nothing, readings};
use super::entry::{Entry, better};
use super::export::{order, status};
use super::layout::{ACCEPTED, CREDITS, ERROR, Known, PERSON, REPLIED, SEGMENT, SENT, STATUS, TOUCH, is_date_text};
use super::table::{Source, Table, Texts};
use super::unclear::Unclear;
use super::when::{When, when};
use super::words::{Says, flag, says};
use super::{COLUMNS, FileRead, INMAIL, LogError, Logs, Note};

/// The columns with dates.
const DATES: [usize; 3] = [SENT, REPLIED, ACCEPTED];

/// The place of what tells people apart, behind the columns.
const WHO: usize = COLUMNS.len();

/// The place of what says whether it went out, behind that.
const WENT_OUT: usize = WHO + 1;

/// The place of a number that two tables share, behind that.
const KEY: usize = WENT_OUT + 1;

/// The touch of a row of a table in which some were accepted.
const CONNECT: &str = "connect";

/// A cell that says when something came, or whether, of what was sent then.
pub(super) fn came(
    text: &str,
    reading: Reading,
    sent: Option<Moment>,
) -> Result<(Option<Came>, Option<Says>), MomentError> {
    // A tick is made of nothing but a sign, and says something.
    if is_nothing(text) && says(text) != Some(Says::Answered) {
        return Ok((None, None));
    }
    match reading.read(text) {
        Ok(moment) => Ok((Some(Came::At(moment)), None)),
        Err(error) => match (says(text).filter(|_| error != MomentError::Ambiguous), when(text, reading.order(), sent))
        {
            (Some(said @ (Says::Nothing | Says::NotSent)), _) => Ok((None, Some(said))),
            (said, When::At(moment)) => Ok((Some(Came::At(moment)), said)),
            (Some(said), _) => Ok((Some(Came::Sometime), Some(said))),
            // The number of answers.
            (None, _) if matches!(text.parse(), Ok(2..=99)) => Ok((Some(Came::Sometime), Some(Says::Answered))),
            (None, _) => Err(error),
        },
    }
}

/// The moment at which something came, if it is known.
pub(super) fn moment(came: Came) -> Option<Moment> {
    if let Came::At(moment) = came { Some(moment) } else { None }
}

/// Does an answer that counts without a date name a day, which may be another or that of something else?
fn names_a_day(text: &str, reading: Reading, entry: &Entry) -> bool {
    entry.replied.or(entry.accepted) == Some(Came::Sometime)
        && text.contains(|c: char| c.is_ascii_digit())
        && when(text, reading.order(), entry.sent) == When::Unclear
}

/// Does a column of errors name one?
pub(super) fn says_error(text: &str) -> bool {
    !is_nothing(text) && !["ok", "success"].contains(&text.to_lowercase().as_str())
}

/// Adds what a table says to the logs.
pub(super) fn read<R: Read>(logs: &mut Logs, name: &Arc<str>, table: Table<R>, known: &Known) -> Result<(), LogError> {
    let others = [known.who.clone(), known.went_out.into(), known.key.into()];
    let columns: Vec<Source> = known.places.map(Source::from).into_iter().chain(others).collect();
    let sent = known.places[SENT];
    let is_readable = |row: &Row| match sent {
        Some(sent) => row.text(sent).is_ok_and(|text| is_date_text(text) || is_serial(text)),
        None => true,
    };
    let heading = sent.map_or(String::new(), |column| table.header()[column].clone());
    let key_heading = known.key.map_or(String::new(), |column| words(&table.header()[column]).concat());
    let by_heading =
        of_words(&words(&heading)).filter(|channel| *channel != Channel::InMail && known.places[TOUCH].is_none());
    let texts = logs.texts(table, &columns, is_readable)?;
    let something = |text| if is_nothing(text) { "" } else { text };
    let readings = readings(
        &DATES.map(|column| texts.column(column).map(something).collect()),
        logs.reading.dates,
        order(logs.export),
    );
    // They are few, and each is in many rows.
    let mut statuses_known: FxHashMap<&str, Option<Says>> = FxHashMap::default();
    for row in 0..texts.len() {
        let text = texts.text(row, STATUS);
        statuses_known.entry(text).or_insert_with(|| status(logs.export, text));
    }
    let sheet = Sheet {
        statuses: &statuses_known,
        texts: &texts,
        readings: &readings,
        is_alone: known.places[REPLIED].or(known.places[ACCEPTED]).is_none(),
        is_channel: known.is_channel,
        is_by_touch: logs.reading.touch.is_none(),
        otherwise: by_heading.map_or(INMAIL, Channel::name),
        key: key_heading,
    };
    let (first, mut statuses) = (logs.entries.len(), Vec::new());
    let (mut beside, mut alone, mut days) = (Unclear::default(), Unclear::default(), 0);
    logs.entries.reserve_exact(texts.len());
    for row in 0..texts.len() {
        match sheet.entry(row, logs.file()) {
            Ok((entry, status)) => {
                if status.is_none() {
                    beside.add(texts.text(row, STATUS));
                }
                let is_unclear = |(&column, &reading)| names_a_day(texts.text(row, column), reading, &entry);
                days += usize::from(DATES.iter().zip(&readings).skip(1).any(is_unclear));
                logs.entries.push(entry);
                statuses.push(status);
            }
            Err(Reason::Date(column, MomentError::Ambiguous)) => {
                let written = COLUMNS.iter().position(|&date| date == column).map_or("", |date| texts.text(row, date));
                return Err(LogError::Ambiguous { column, written: written.to_owned() });
            }
            Err(reason) => {
                match &reason {
                    Reason::Status => alone.add(texts.text(row, STATUS)),
                    Reason::Date(column, _) if *column != COLUMNS[SENT] => {
                        let place = DATES.into_iter().find(|&date| COLUMNS[date] == *column);
                        alone.add(place.map_or("", |date| texts.text(row, date)));
                    }
                    _ => {}
                }
                logs.leave_out(texts.line(row), reason);
            }
        }
    }
    let is_invitations = known.places[TOUCH].is_none()
        && logs.reading.touch.is_none()
        && logs.entries[first..].iter().any(|entry| entry.accepted.is_some());
    if let Some(channel) = by_heading.filter(|_| logs.reading.touch.is_none() && !is_invitations) {
        logs.notes.push(Note::Named(name.clone(), channel, heading));
    }
    if is_invitations {
        logs.notes.push(Note::Invitations(name.clone()));
    }
    for (entry, status) in logs.entries[first..].iter_mut().zip(statuses) {
        if let Some(touch) = &logs.reading.touch {
            (entry.touch, entry.is_told) = (touch.clone(), true);
        } else if is_invitations {
            entry.touch = CONNECT.to_owned();
        }
        add_status(entry, status);
    }
    let is_mark =
        |row: &usize| [REPLIED, ACCEPTED, STATUS].iter().any(|&column| texts.text(*row, column).trim() == "?");
    let marks = (0..texts.len()).filter(is_mark).count();
    logs.notes.extend((marks > 0).then(|| Note::Marks(name.clone(), marks)));
    logs.notes.extend((days > 0).then(|| Note::Days(name.clone(), days)));
    logs.notes.extend(
        [(beside, true), (alone, false)].into_iter().filter_map(|(unclear, counts)| unclear.note(name, counts)),
    );
    let is_there = |column: usize| known.places[column].is_some();
    logs.files.push(FileRead {
        name: name.clone(),
        lacks: known.lacks.as_ref().map(super::layout::Lack::error),
        has_sent: is_there(SENT),
        has_answers: is_there(REPLIED) || is_there(ACCEPTED) || is_there(STATUS),
        has_acceptances: is_there(ACCEPTED),
        is_events: false,
    });
    Ok(())
}

/// What a status says of a touch beside its dates.
pub(super) fn add_status(entry: &mut Entry, status: Option<Says>) {
    let (is_replied, is_accepted) = match (status, entry.is_invitation()) {
        (Some(Says::Answered), true) => (true, true),
        (Some(Says::Accepted), true) => (false, true),
        (Some(Says::Answered | Says::Accepted | Says::Declined), false) => (true, false),
        _ => (false, false),
    };
    entry.replied = better(is_replied.then_some(Came::Sometime), entry.replied);
    entry.accepted = better(is_accepted.then_some(Came::Sometime), entry.accepted);
}

/// The rows of a table, and how their dates are written.
struct Sheet<'t> {
    texts: &'t Texts,
    readings: &'t [Reading],
    /// What each text of the column of statuses says.
    statuses: &'t FxHashMap<&'t str, Option<Says>>,
    /// Is a status all that tells what came back?
    is_alone: bool,
    /// Does the column of touches name channels?
    is_channel: bool,
    /// Does it say what each row is?
    is_by_touch: bool,
    /// What a row is that names no touch.
    otherwise: &'static str,
    /// The heading of the numbers that two tables share.
    key: String,
}

impl Sheet<'_> {
    /// The entry of a row with what its status says, or why the row is left out.
    fn entry(&self, row: usize, file: u32) -> Result<(Entry, Option<Says>), Reason> {
        let text = |column: usize| self.texts.text(row, column);
        let status = self.statuses.get(text(STATUS)).copied().flatten();
        if says_error(text(ERROR)) || flag(text(WENT_OUT)) == Some(false) {
            return Err(Reason::NotSent);
        }
        let is_unsent = status == Some(Says::NotSent);
        let (mut dates, mut is_unsent_by_date) = ([None; 3], false);
        for (place, column) in DATES.into_iter().enumerate() {
            let sent = dates[0].and_then(moment);
            let (came, said) = came(text(column), self.readings[place], sent).map_err(|error| match is_unsent {
                true => Reason::NotSent,
                false => Reason::Date(COLUMNS[column], error),
            })?;
            is_unsent_by_date |= said == Some(Says::NotSent);
            // To decline an invitation is no acceptance, and only a date says when something went out.
            dates[place] = came.filter(|_| !(column == ACCEPTED && said == Some(Says::Declined)));
            if column == SENT && came == Some(Came::Sometime) {
                return Err(Reason::Date(COLUMNS[column], MomentError::Unreadable));
            }
        }
        let [sent, replied, accepted] = dates;
        // What was answered has gone out, whatever else is said of it.
        if (is_unsent || is_unsent_by_date) && replied.or(accepted).is_none() {
            return Err(Reason::NotSent);
        }
        let sent = sent.and_then(moment);
        let who = text(WHO);
        let is_named = !(who.is_empty() && text(KEY).is_empty());
        if sent.is_none() && !(is_named && replied.or(accepted).is_some()) {
            return Err(Reason::Missing(COLUMNS[SENT]));
        }
        if self.is_alone && status.is_none() && !is_nothing(text(STATUS)) {
            return Err(Reason::Status);
        }
        let credit = match text(CREDITS).to_lowercase().as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            number => number.replace(',', ".").parse::<f64>().ok().map(|credits| credits > 0.0),
        };
        let touch = text(TOUCH);
        if self.is_by_touch && is_other(touch) {
            return Err(Reason::NoTouch);
        }
        let channel = if self.is_channel { usual(touch) } else { None };
        let touch = if let Some(channel) = channel { channel.name() } else { touch };
        // Whoever is named is known by that, and not by the number of a campaign.
        let is_keyed = !text(KEY).is_empty() && (sent.is_some() || who.is_empty());
        let entry = Entry {
            key: if is_keyed { format!("{}={}", self.key, text(KEY)).into() } else { "".into() },
            is_person: !text(PERSON).is_empty(),
            is_told: !touch.is_empty(),
            segment: text(SEGMENT).to_owned(),
            sent,
            replied,
            accepted,
            credit,
            ..Entry::new((file, self.texts.line(row)), who, if touch.is_empty() { self.otherwise } else { touch })
        };
        Ok((entry, status))
    }
}
