//! `today`: how many InMails a day an account affords from today on. What is typed becomes a scenario, which is played as
//! `forecast` plays it.

mod asked;

use crate::cli::{Format, Today};
use crate::output::write_new;
use crate::report::forecast::forecast_summary_csv;
use crate::report::today::today_json;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::{Problem, Problems};
use crate::scenario::warning::{Warning, WarningKind};
use crate::terminal::{self, Level};
use crate::words::today::{paragraphs, title};

use super::{Failure, Printer};
use asked::asked;

/// The paths of a scenario that options set.
const OPTIONS: [(&str, &str); 3] = [
    ("touch.inmail.reply_rate", "--rate"),
    ("touch.follow-up.reply_rate", "--follow-up-rate"),
    ("pacing.days_off", "--days-off"),
];

pub(super) fn today(arguments: &Today, printer: &mut Printer) -> Result<(), Failure> {
    let asked = asked(arguments)?;
    let space = asked.space().map_err(|problems| Failure::Marked(told(&problems, arguments)))?;
    if !arguments.quiet {
        // Whoever asks for few trials knows, and whether the pace is too high is what the answer says.
        let told =
            |warning: &&Warning| !matches!(warning.kind, WarningKind::FewTrials { .. } | WarningKind::Demand { .. });
        for warning in space.scenario.warnings.iter().filter(told) {
            printer.note(&terminal::message(Level::Warning, &by_option(&warning.to_string()), None, None))?;
        }
    }
    let found = asked.look_ahead(&space);
    if let Some(file) = &arguments.write {
        write_new(file, asked.document().as_bytes())?;
    }
    if !printer.shows(arguments.quiet, arguments.format == Format::Table) {
        return Ok(());
    }
    let described = asked.described();
    match arguments.format {
        Format::Table => {
            let said = paragraphs(&found, &described);
            printer.data(&terminal::today(printer.screen(), &title(&found, &described), &said))
        }
        Format::Csv => printer.table(&forecast_summary_csv(&found.ahead)),
        Format::Json => printer.data(&today_json(&found, &described, space.scenario.seed)),
    }
}

/// What is wrong, each with the option that says so.
fn told(problems: &Problems, arguments: &Today) -> String {
    let told = |problem: &Problem| {
        let message = by_option(&problem.to_string());
        let stated = OPTIONS.iter().find(|(path, _)| problem.to_string().contains(path));
        let value = stated.and_then(|(_, option)| match *option {
            "--rate" => arguments.rate.clone(),
            "--follow-up-rate" => arguments.follow_up_rate.clone(),
            _ => Some(arguments.days_off.join(",")),
        });
        let place = stated.zip(value).map(|((_, option), text)| {
            let width = text.chars().count().max(1);
            Place { file: (*option).into(), line: 1, column: 1, text, text_column: 1, width }
        });
        terminal::message(Level::Error, &message, place.as_ref().or(problem.place.as_ref()), None)
    };
    problems.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// A message about a scenario, as one about the options that it was made of.
fn by_option(message: &str) -> String {
    OPTIONS.iter().fold(message.to_owned(), |message, (path, option)| message.replace(path, option))
}
