//! A table with a row for each person, and a column for each step.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;

use crate::domain::touch::Channel;
use crate::record::channel;
use crate::record::channel::{follows, of_words as channel_of};
use crate::record::contact::{Came, Reason};
use crate::record::moment::{Moment, MomentError};
use crate::record::plain::{has, words};
use crate::record::rows::Row;

use super::dates::{is_nothing, readings};
use super::entry::{Entry, better};
use super::export::{order, status};
use super::headings::{is_accepted, is_replied, is_step, stem};
use super::layout::{ACCEPTED, ERROR, REPLIED, SEGMENT, SENT, STATUS, holds_dates, is_date_text, place, tells_answers};
use super::sheet::{add_status, came, moment, says_error};
use super::table::{Source, Table};
use super::unclear::Unclear;
use super::words::Says;
use super::{COLUMNS, FileRead, INMAIL, LogError, Logs, Note};

/// A step, by its columns.
#[derive(Debug)]
struct Column {
    touch: String,
    sent: usize,
    accepted: Option<usize>,
    replied: Option<usize>,
}

/// The columns of a table with steps.
#[derive(Debug)]
pub(super) struct StepColumns {
    steps: Vec<Column>,
    /// What came of all steps together.
    replied: Option<usize>,
    status: Option<usize>,
    error: Option<usize>,
    segment: Option<usize>,
    who: Source,
}

impl StepColumns {
    pub(super) fn used(&self) -> Vec<usize> {
        let of_steps = self.steps.iter().flat_map(|step| [Some(step.sent), step.accepted, step.replied]);
        let others = [self.replied, self.status, self.error, self.segment];
        of_steps.chain(others).flatten().chain(self.who.columns()).collect()
    }

    fn new(
        steps: Vec<Column>,
        replied: Option<usize>,
        places: &[Option<usize>; COLUMNS.len()],
        who: Source,
    ) -> StepColumns {
        let (status, error, segment) = (places[STATUS], places[ERROR], places[SEGMENT]);
        StepColumns { steps, replied, status, error, segment, who }
    }
}

/// The columns that are stated.
pub(super) fn stated<R: Read>(
    table: &Table<R>,
    steps: &[super::Step],
    places: &[Option<usize>; COLUMNS.len()],
    who: Source,
) -> Result<StepColumns, LogError> {
    let header = table.header();
    let find = |heading: &String| {
        place(header, heading).ok_or_else(|| LogError::NoColumn {
            wanted: "step",
            called: heading.clone(),
            header: header.to_vec(),
            likely: Vec::new(),
            export: None,
        })
    };
    let step = |step: &super::Step| {
        Ok(Column {
            touch: step.touch.clone(),
            sent: find(&step.sent)?,
            accepted: step.accepted.as_ref().map(find).transpose()?,
            replied: step.replied.as_ref().map(find).transpose()?,
        })
    };
    let steps: Vec<Column> = steps.iter().map(step).collect::<Result<_, LogError>>()?;
    let taken = |column: usize| steps.iter().any(|step| [step.replied, step.accepted].contains(&Some(column)));
    let replied = places[REPLIED].filter(|&column| !taken(column));
    Ok(StepColumns::new(steps, replied, places, who))
}

/// The steps that a table has by its headings: several columns with dates of which each says that something went out.
pub(super) fn found<R: Read>(
    table: &Table<R>,
    places: &[Option<usize>; COLUMNS.len()],
    who: &Source,
) -> Option<StepColumns> {
    let header = table.header();
    let is_follow_up = |words: &[String]| has(words, "second third 2nd 3rd") || follows(words);
    let is_its = |&column: &usize| {
        let heading = &header[column];
        let is_other = is_replied(heading) || is_accepted(heading);
        (is_step(heading) || places[SENT] == Some(column)) && !is_other && holds_dates(table, column)
    };
    let columns: Vec<usize> = (0..header.len()).filter(is_its).collect();
    // Two dates of which neither says what went out may as well be of one and the same.
    let says_which = |&column: &usize| {
        let words = words(&header[column]);
        let is_numbered = words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
        channel_of(&words).is_some() || is_follow_up(&words) || is_numbered
    };
    let columns: Vec<usize> = match columns.iter().filter(|column| !says_which(column)).count() {
        0 | 1 => columns,
        _ => columns.into_iter().filter(says_which).collect(),
    };
    if columns.len() < 2 || columns.len() == header.len() {
        return None;
    }
    let accepts = |column: usize| is_accepted(&header[column]);
    let answers = |column: usize| tells_answers(table, column);
    let of_step = |sent: usize, is: &dyn Fn(usize) -> bool| {
        let stem_of_step = stem(&header[sent]);
        let is_its =
            |column: &usize| is(*column) && !columns.contains(column) && stem(&header[*column]) == stem_of_step;
        (0..header.len()).find(is_its).filter(|_| !stem_of_step.is_empty())
    };
    let (mut steps, mut names, mut before) = (Vec::new(), BTreeSet::new(), None);
    for &sent in &columns {
        let words = words(&header[sent]);
        let channel = channel_of(&words).or(before).unwrap_or(Channel::InMail);
        let follows = before == Some(channel) || is_follow_up(&words);
        let name = match (channel, follows) {
            (channel, false) => channel.name().to_owned(),
            (Channel::InMail, true) => "follow-up".to_owned(),
            (channel, true) => format!("{} follow-up", channel.name()),
        };
        names.insert(name.clone());
        before = Some(channel);
        let accepted = of_step(sent, &accepts);
        let any = || (0..header.len()).find(|&column| is_accepted(&header[column]));
        let accepted = accepted.or_else(|| places[ACCEPTED].or_else(any).filter(|_| channel == Channel::Connect));
        steps.push(Column { touch: name, sent, accepted, replied: of_step(sent, &answers) });
    }
    let taken = |column: usize| steps.iter().any(|step| [step.replied, step.accepted].contains(&Some(column)));
    let shared = places[REPLIED].or_else(|| (0..header.len()).find(|&column| answers(column)));
    let replied = shared.filter(|&column| !taken(column) && !columns.contains(&column));
    let known = StepColumns::new(steps, replied, places, who.clone());
    let has_answers = known.replied.or(known.status).is_some()
        || known.steps.iter().any(|step| step.replied.or(step.accepted).is_some());
    has_answers.then_some(known)
}

/// Adds what a table says to the logs.
pub(super) fn read<R: Read>(
    logs: &mut Logs,
    name: &Arc<str>,
    table: Table<R>,
    known: &StepColumns,
) -> Result<(), LogError> {
    // Three columns for each step, and those of the row behind them.
    let mut columns: Vec<Option<usize>> =
        known.steps.iter().flat_map(|step| [Some(step.sent), step.accepted, step.replied]).collect();
    let dates = columns.len() + 1;
    columns.extend([known.replied, known.status, known.error, known.segment]);
    let columns: Vec<Source> = columns.into_iter().map(Source::from).chain([known.who.clone()]).collect();
    let is_readable = |row: &Row| known.steps.iter().any(|step| row.text(step.sent).is_ok_and(is_date_text));
    let texts = logs.texts(table, &columns, is_readable)?;
    let of_dates: Vec<Vec<&str>> = (0..dates)
        .map(|column| texts.column(column).map(|text| if is_nothing(text) { "" } else { text }).collect())
        .collect();
    let readings = readings(&of_dates, logs.reading.dates, order(logs.export));
    let wanted = |column: usize| {
        if column == dates - 1 {
            COLUMNS[REPLIED]
        } else {
            [COLUMNS[SENT], COLUMNS[ACCEPTED], COLUMNS[REPLIED]][column % 3]
        }
    };
    let cells = |row: usize| -> Result<Vec<Option<Came>>, (usize, MomentError)> {
        let mut cells: Vec<Option<Came>> = Vec::with_capacity(dates);
        for (column, &reading) in readings.iter().enumerate() {
            // An answer to all steps together came after the first of them, by and large.
            let step = if column == dates - 1 { 0 } else { 3 * (column / 3) };
            let sent = cells.get(step).copied().flatten().and_then(moment);
            let cell = came(texts.text(row, column), reading, sent);
            cells.push(cell.map_err(|error| (column, error))?.0);
        }
        Ok(cells)
    };
    let mut unclear = Unclear::default();
    for row in 0..texts.len() {
        let (line, text) = (texts.line(row), |column: usize| texts.text(row, dates + column));
        let cells = match cells(row) {
            Ok(cells) => cells,
            Err((column, MomentError::Ambiguous)) => {
                return Err(LogError::Ambiguous {
                    column: wanted(column),
                    written: texts.text(row, column).to_owned(),
                });
            }
            Err((column, error)) => {
                logs.leave_out(line, Reason::Date(wanted(column), error));
                continue;
            }
        };
        let status = status(logs.export, text(0));
        let is_answer = |(column, cell): (usize, &Option<Came>)| cell.is_some() && wanted(column) != COLUMNS[SENT];
        let is_answered = cells.iter().enumerate().any(is_answer);
        if says_error(text(1)) {
            logs.leave_out(line, Reason::NotSent);
            continue;
        }
        if status.is_none() && !is_answered {
            unclear.add(text(0));
        }
        let own = format!("\u{0}{}:{line}", logs.file());
        let who = if text(3).is_empty() { &own } else { text(3) };
        let mut entries = Vec::new();
        for (place, step) in known.steps.iter().enumerate() {
            let Some(Came::At(sent)) = cells[3 * place] else { continue };
            let mut entry = Entry::new((logs.file(), line), who, &step.touch);
            (entry.sent, entry.segment) = (Some(sent), text(2).to_owned());
            (entry.accepted, entry.replied) = (cells[3 * place + 1], cells[3 * place + 2]);
            let is_inmail = matches!(channel::named(&step.touch), None | Some(Channel::InMail))
                && !step.touch.starts_with("message");
            entry.credit = (!is_inmail && step.touch != INMAIL).then_some(false);
            entries.push(entry);
        }
        if status == Some(Says::NotSent) && !is_answered {
            // It is the last step that is planned or failed: those before it went out.
            let last = (0..entries.len()).max_by_key(|&place| (entries[place].sent, place));
            last.map(|last| entries.remove(last));
            logs.leave_out(line, Reason::NotSent);
        } else if entries.is_empty() {
            logs.leave_out(line, Reason::Missing(COLUMNS[SENT]));
        }
        if entries.is_empty() {
            continue;
        }
        answer_latest(&mut entries, cells[dates - 1], status);
        logs.entries.extend(entries);
    }
    logs.notes.push(Note::Steps(name.clone(), known.steps.iter().map(|step| step.touch.clone()).collect()));
    logs.notes.extend(unclear.note(name, true));
    let has_acceptances = known.steps.iter().any(|step| step.accepted.is_some());
    logs.files.push(FileRead { has_acceptances, ..FileRead::whole(name) });
    Ok(())
}

/// An answer to all steps together is one to the latest that had gone out by then.
fn answer_latest(entries: &mut [Entry], replied: Option<Came>, status: Option<Says>) {
    let is_answered = entries.iter().any(|entry| entry.replied.is_some());
    let by_then = |entry: &Entry, moment: Moment| entry.sent.is_some_and(|sent| moment.days_since(sent) >= 0.0);
    let latest = |of: &[Entry], is: &dyn Fn(&Entry) -> bool| {
        (0..of.len()).filter(|&place| is(&of[place])).max_by_key(|&place| (of[place].sent, place))
    };
    let place = match replied {
        Some(Came::At(moment)) => latest(entries, &|entry| by_then(entry, moment)).or(Some(0)),
        _ => latest(entries, &|_| true),
    };
    let Some(entry) = place.map(|place| &mut entries[place]) else { return };
    entry.replied = better(replied.filter(|_| !is_answered), entry.replied);
    if !is_answered && replied.is_none() {
        add_status(entry, status);
    }
}
