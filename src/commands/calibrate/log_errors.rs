//! Mistakes in a log, and what is to be known of one, in words.

use crate::figures::number::count;
use crate::record::exports::Kind;
use crate::record::log::{LogError, Note};
use crate::scenario::document::source::reason;
use crate::scenario::nearest;

/// The options that settle the order of day, month and year.
pub(super) const DATES: &str = "add `--dates dmy` or `--dates mdy`";

/// What a log needs, and what there is where it has none of that.
const NEEDED: &str = "a log has a row for each touch, with when it went out and when it was answered, or whether; where only \
                      totals are known, `--counts inmail=ANSWERS/SENT` takes them";

/// The most columns that are listed.
const LISTED: usize = 12;

/// Why a log cannot be used.
pub(super) fn log_error(error: &LogError) -> String {
    match error {
        LogError::Io(error) => reason(error),
        LogError::Excess(error) => error.to_string(),
        LogError::Empty => format!("{error}; {NEEDED}"),
        LogError::OneForTwo { columns, .. } => {
            format!("{error}; say which one is {0} with `--column {0}=\"…\"`", columns[0])
        }
        LogError::Ambiguous { written, .. } if written.contains('-') => {
            format!("{error}; {DATES}, or `--dates ymd` if the year comes first")
        }
        LogError::Ambiguous { .. } => format!("{error}; {DATES}"),
        LogError::NoColumn { wanted: "step", header, .. } => {
            format!("{error} for a step; it has `{}`", header.join("`, `"))
        }
        LogError::NoColumn { wanted, called, header, likely, export } => {
            let tool = export.map_or(String::new(), |export| format!("an export of {}: ", export.tool));
            format!("{tool}{}", no_column(error, wanted, called, header, likely))
        }
        LogError::NoLog { export } if export.kind == Kind::List => format!(
            "an export of {}, a list of people, which `qualify` reads; if it says what was sent and answered, name the columns \
             by `--column sent_at=\"…\"` and `--column replied_at=\"…\"`",
            export.tool
        ),
        LogError::NoLog { export } => {
            format!("{}, which is read under its own name, and with the rest of the archive", export.tool)
        }
        // The first row is not shown: it may be the data of people.
        LogError::NoHeader { .. } => format!("{error}; give it one, with a name for each column; {NEEDED}"),
        LogError::NoEvents(_) => {
            format!("{error}; say which one it is by `--column touch=\"…\"` or `--column sent_at=\"…\"`")
        }
        LogError::NoAnswers { .. } => format!(
            "{error}: they stand in another table of the same tool; name both, as in `calibrate sent.csv answers.csv`, or give a \
             log with a row for each touch and its answer"
        ),
        LogError::TooMany { .. } => format!("{error}: so these are no totals of the same touch"),
    }
}

fn no_column(error: &LogError, wanted: &str, called: &str, header: &[String], likely: &[(&str, String)]) -> String {
    let near = nearest(called, header.iter().map(String::as_str));
    let near = near.map_or(String::from("."), |near| format!("; did you mean `{near}`?"));
    let mut options: Vec<String> =
        likely.iter().map(|(name, heading)| format!("`--column {name}=\"{heading}\"`")).collect();
    if !likely.iter().any(|(name, _)| *name == wanted) {
        options.insert(0, format!("`--column {wanted}=\"…\"`"));
    }
    let has = |column: &str| {
        likely.iter().any(|(name, _)| *name == column) || header.iter().any(|name| name.eq_ignore_ascii_case(column))
    };
    let is_whole = has("sent_at") && ["replied_at", "accepted_at", "status"].into_iter().any(has);
    let needed = if is_whole { String::new() } else { format!("; {NEEDED}") };
    let (listed, options) = (header.join("`, `"), options.join(" and "));
    let guess = match likely.len() {
        _ if !is_whole => "",
        1 => ", or take it as it looks by `--guess`",
        _ => ", or take them as they look by `--guess`",
    };
    format!("{error}{near} It has `{listed}`; say which one it is with {options}{guess}{needed}")
}

/// What a column says.
fn meaning(name: &str) -> &'static str {
    match name {
        "sent_at" => "when it went out",
        "replied_at" => "what came back",
        "accepted_at" => "when it was accepted",
        "touch" => "what it was",
        "person" => "whom it went to",
        "status" => "what came of it",
        _ => "its part",
    }
}

/// What is to be known of a log.
pub(super) fn log_note(note: &Note) -> String {
    match note {
        Note::Unused(file, columns) => {
            let shown: Vec<&str> = columns.iter().take(LISTED).map(String::as_str).collect();
            let more = columns.len().saturating_sub(LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{file}: not used: {}{more}", shown.join(", "))
        }
        Note::Export(file, export) => format!("{file}: an export of {} (`--as {}`)", export.tool, export.name),
        Note::Events(file) => {
            format!("{file}: read as events, one a row: what went out, was accepted, or was answered")
        }
        Note::Steps(file, steps) => {
            format!("{file}: read as a person a row, with these steps: {}; `--step` says otherwise", steps.join(", "))
        }
        Note::Totals(file) => format!(
            "{file}: read as totals: nobody knows how long answers took, and all of them are taken to have come"
        ),
        Note::Invitations(file) => format!(
            "{file}: all rows are taken for invitations, since some were accepted and no column touch says otherwise; if they \
             are none, add `--touch inmail`"
        ),
        Note::Named(file, channel, heading) => format!(
            "{file}: all rows are taken for {}, after the column `{heading}`; if they are InMails, add `--touch inmail`",
            channel.touches(2)
        ),
        Note::NoAnswers(file) => {
            format!("{file}: it has no column of answers, so that nobody in it counts as having answered")
        }
        Note::Status { file, rows, texts, counts } => {
            let named = if texts.is_empty() { String::new() } else { format!(" (`{}`)", texts.join("`, `")) };
            let rows = count(*rows as u64, "row");
            let what = if *counts {
                "; they go by their dates"
            } else {
                ", so that they do not count; replace it by words such as replied, no reply or not sent"
            };
            format!("{file}: in {rows} it is not known what is said of an answer{named}{what}")
        }
        Note::Same(1) => "1 row stands in two places and counts once, with what the later one knows".to_owned(),
        Note::Same(rows) => format!("{rows} rows stand in two places and count once, with what the later one knows"),
        Note::Alike(file, rows) => format!(
            "{file}: {} as in another source, and counted twice; if they are the same, leave one out, or say who they went to by \
             `--column person=\"…\"`",
            count(*rows as u64, "row")
        ),
        Note::Undated { answers, come, latest } => format!(
            "{} without a date may have come after the day of `--as-of`, since the record goes on up to {latest}: {come} of them {} \
             taken to have come by then, as many as usually do",
            count(*answers as u64, "answer"),
            if *come == 1 { "is" } else { "are" }
        ),
        Note::Guessed(file, columns) => {
            let taken = |(name, heading): &(&str, String)| format!("“{heading}” for {}", meaning(name));
            format!("{file}: taken as it looks: {}", columns.iter().map(taken).collect::<Vec<_>>().join(", "))
        }
        Note::Marks(file, rows) => format!(
            "{file}: in {} an answer is “?”, and counts as none: spreadsheets write that in place of ✓ unless they save as CSV UTF-8",
            count(*rows as u64, "row")
        ),
        Note::Days(file, rows) => format!(
            "{file}: in {} an answer names a day that may be another or that of something else; it counts without a date",
            count(*rows as u64, "row")
        ),
        Note::Translated(pairs) => {
            let pair = |[other, kept]: &[String; 2]| format!("`{other}` for `{kept}`");
            let pairs: Vec<String> = pairs.iter().map(pair).collect();
            format!("the same touch in two languages, and taken for one: {}", pairs.join(", "))
        }
        Note::Stray(stray, all) => format!(
            "{stray} of {all} answers are from people to whom nothing went out before, and do not count; are they called the same \
             where it says what went out?"
        ),
        Note::Again(rows) => format!(
            "{rows} touches went to somebody who had had one before; a column touch, with names such as inmail and follow-up, \
             would tell them apart"
        ),
    }
}
