//! Texts for a terminal: tables, progress, and problems with the line that they are in.

mod calibration;
mod campaign;
mod explain;
mod forecast;
mod held;
mod holdings;
mod next;
mod optimum;
mod pilot;
mod problem;
mod progress;
mod qualified;
mod screen;
pub mod sensitivity;
mod sweep;
mod table;
mod targets;
mod today;

use crate::figures::number::count;
use crate::words::plan::notes;
use crate::words::visible::visible;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use anstyle::Style;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::domain::case::{Case, CaseName};
use crate::domain::event::{Event, EventKind};
use crate::domain::plan::{Plan, Refill, Rulebook};
use crate::domain::quantity::Money;
use crate::domain::shard::Shard;
use crate::domain::subscription::Bill;
use crate::figures::number::whole;
use crate::figures::verdict::Verdict;
use crate::report;
use crate::report::overview::Overview;
use crate::scenario::document::lists;

pub use calibration::{Beside, calibration, reasons, said};
pub use campaign::campaign;
pub use explain::{examples, explained, topics};
pub use forecast::forecast;
pub use held::held;
pub use holdings::holdings;
pub use next::{Next, calibrated};
pub use optimum::optimum;
pub use pilot::pilot;
pub use problem::{Level, error, message, problem, warning};
pub use progress::{Progress, clear_progress};
pub use qualified::{qualified, worth};
pub use screen::Screen;
use screen::{finding_first, point};
pub use sweep::{answer, sweep, sweep_stopped};
use table::Table;
pub use targets::targets;
pub use today::today;

const STRONG: Style = Style::new().bold();
/// Names of cases are broken only beyond this width \[columns\].
const NAME: usize = 24;
/// What is left between columns, and what the mark takes \[columns\].
const BETWEEN: usize = 2;
const MARK: usize = 3;
const FAINT: Style = Style::new().dimmed();

/// The results of a scenario: a row a case.
pub fn summary(screen: Screen, name: &str, overview: &Overview) -> String {
    side_by_side(screen, (name, "case"), overview)
}

/// The results of a scenario for each of its seats.
pub fn seats(screen: Screen, seats: &Overview) -> String {
    side_by_side(screen, ("Seats", "seat"), seats)
}

/// The columns that fit beside names of which no more than long ones are broken: those that need most room go first, and of
/// these the last; the first two and the last stay.
fn fitting(screen: Screen, first: &str, overview: &Overview) -> Vec<bool> {
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(screen::columns).max().unwrap_or(0);
    let names = widest(&mut overview.rows.iter().map(|row| row.case.as_str()).chain([first])).min(NAME);
    let width = |place: usize| {
        let cells = overview.rows.iter().map(|row| row.cells[place].shown.as_str());
        BETWEEN + widest(&mut overview.columns[place].name.lines().chain(cells))
    };
    let last = overview.columns.len().saturating_sub(1);
    let mut shown: Vec<bool> = overview.columns.iter().map(|column| column.room <= screen.room()).collect();
    loop {
        let room: usize = (0..=last).filter(|&place| shown.get(place) == Some(&true)).map(width).sum();
        let droppable = (2..last).filter(|&place| shown[place]);
        let next = droppable.max_by_key(|&place| (overview.columns[place].room, place));
        match next {
            Some(place) if MARK + names + room > screen.width() => shown[place] = false,
            Some(_) | None => return shown,
        }
    }
}

fn side_by_side(screen: Screen, (name, first): (&str, &str), overview: &Overview) -> String {
    let shown = fitting(screen, first, overview);
    let columns = overview.columns.iter().zip(&shown).filter(|(_, shown)| **shown);
    let headings: Vec<&str> = std::iter::once(first).chain(columns.map(|(column, _)| column.name)).collect();
    let mut table = Table::new(screen, &headings).names(0);
    for row in &overview.rows {
        let cells = row.cells.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(cell, _)| visible(&cell.shown));
        table.row(std::iter::once(visible(&row.case)).chain(cells), row.is_best);
    }
    format!("{STRONG}{}{STRONG:#} {FAINT}({}){FAINT:#}\n\n{table}\n", visible(name), visible(&overview.facts))
}

/// The verdict in lines that fit, and a warning for each case that runs out of credits.
pub fn verdict(screen: Screen, verdict: &Verdict) -> String {
    let mut text = finding_first(screen, &verdict.sentences());
    text.extend(verdict.paid_on_note().iter().map(|note| screen::plain(screen, note)));
    if let Some(note) = verdict.prices_note() {
        screen.wrapped(&visible(&note)).iter().for_each(|line| text += &format!("{FAINT}{line}{FAINT:#}\n"));
    }
    for sentence in verdict.shortages_in_words() {
        let style = Level::Warning.style();
        for (place, line) in screen.wrapped(&format!("warning: {}", visible(&sentence))).iter().enumerate() {
            let line = match line.strip_prefix("warning:").filter(|_| place == 0) {
                Some(rest) => format!("{style}warning{style:#}:{rest}"),
                None => format!("  {line}"),
            };
            let _ = writeln!(text, "{line}");
        }
    }
    text + "\n"
}

/// The cases that a scenario would run, with what is known before.
pub fn cases(screen: Screen, name: &str, trials: u64, cases: &[(&Case, Bill)]) -> String {
    let mut table = Table::new(screen, &["case", "weeks", "starts", "granted", "costs"]).names(0);
    for (case, bill) in cases {
        let row = [
            visible(&case.name.to_string()),
            case.calendar.weeks().to_string(),
            case.calendar.start.to_string(),
            bill.granted.to_string(),
            format!("{} {}", bill.cost, visible(&case.currency)),
        ];
        table.row(row, false);
    }
    let (number, trials) = (count(cases.len() as u64, "case"), whole(trials));
    let name = visible(name);
    format!("{STRONG}{name}{STRONG:#} {FAINT}({number}, {trials} simulations each){FAINT:#}\n\n{table}\n")
}

/// The plans of a rulebook, where its figures come from, and what is special or not sure about a plan.
pub fn plans(screen: Screen, rulebook: &Rulebook) -> String {
    let mut table = Table::new(
        screen,
        &["plan", "credits\na month", "cap", "price\na month", "billed\nannually", "per\ncredit", "refills on"],
    );
    let price = |price: Option<Money>| price.map_or("–".into(), |price| price.to_string());
    for plan in &rulebook.plans {
        let row = [
            plan.id.clone(),
            plan.credits_per_month.to_string(),
            plan.cap.to_string(),
            price(plan.price_per_month),
            price(plan.price_per_month_annual),
            plan.price_per_credit().map_or("–".into(), |price| format!("{price:.2}")),
            refill(plan).into(),
        ];
        table.row(row, false);
    }
    let mut text = format!("{STRONG}{}{STRONG:#} {FAINT}({}){FAINT:#}\n\n{table}\n", rulebook.name, rulebook.id);
    for source in &rulebook.sources {
        text += &point(screen, source);
    }
    let notes = rulebook.plans.iter().flat_map(|plan| notes(plan).into_iter().map(|note| (&plan.id, note)));
    for (place, (plan, note)) in notes.enumerate() {
        text += if place == 0 { "\n" } else { "" };
        text += &point(screen, &format!("{plan}: {note}"));
    }
    text
}

fn refill(plan: &Plan) -> &'static str {
    match plan.refill {
        Refill::BillingDay => "billing day",
        Refill::FirstOfMonth => "1st of month",
    }
}

/// The events of a campaign.
pub fn trace(screen: Screen, case: &Case, events: &[Event]) -> String {
    // The day and the channel follow from the date and the touch.
    let always = ["date", "week", "event", "credits", "lapses_on", "balance", "prospect", "segment", "touch", "amount"];
    let is_held = events.iter().any(|event| matches!(event.kind, EventKind::Held(_)));
    let outcome = (!case.outcomes.is_empty() || is_held).then_some("outcome");
    let seat = events.iter().any(|event| event.subject.seat.is_some()).then_some("seat");
    let shown: Vec<&str> = always.into_iter().chain(outcome).chain(seat).collect();
    let columns = report::Table::Trace.columns();
    let places: Vec<usize> =
        shown.iter().filter_map(|name| columns.iter().position(|column| column.name == *name)).collect();
    let heading = |name| match name {
        "lapses_on" => "lapses on",
        "outcome" if case.outcomes.is_empty() => "held up by",
        name => name,
    };
    let headings: Vec<&str> = shown.iter().copied().map(heading).collect();
    let mut table = Table::new(screen, &headings).left(2).names(7).names(8).dispensable(1).dispensable(4);
    for (place, name) in shown.iter().enumerate().skip(always.len()) {
        // Whose account it is stays in one piece.
        table = if *name == "seat" { table.left(place) } else { table.names(place) };
    }
    for row in report::trace_cells(case, events) {
        table.row(places.iter().map(|&place| row[place].clone()), false);
    }
    format!("{table}\n")
}

/// Where the what-if page is, and how it ends.
#[cfg(feature = "page")]
pub fn page_opened(address: &str) -> String {
    format!(
        "the page is at {address}\n{FAINT}it is served to this machine alone, and ends with Ctrl-C or a while after it was closed{FAINT:#}"
    )
}

/// No browser could be started.
#[cfg(feature = "page")]
pub fn not_browsed(why: &std::io::Error) -> String {
    format!("no browser could be started ({why}); open the address in one")
}

/// The campaign that is traced.
pub fn tracing(case: &CaseName, trial: u64, seed: u64, others: usize) -> String {
    let choose = if others > 0 { "; choose another case with --plan and --what-if" } else { "" };
    format!("{FAINT}campaign {trial} of {case}, seed {seed}{choose}{FAINT:#}")
}

/// Where the reports are.
/// `other` is the name of the file of the earlier run, if its content was not that of the file of this one.
pub fn reports_written(folder: &Path, replaced: bool, other: Option<&str>) -> String {
    let instead = match other.filter(|_| replaced) {
        _ if !replaced => String::new(),
        None => ", in place of those of an earlier run".to_owned(),
        Some(name) => format!(
            ", in place of those of an earlier run, whose `{name}` was not the same: this file before it was changed, or \
             another one of that name"
        ),
    };
    format!("reports in {}{instead}", folder.display())
}

/// Which files of an earlier run stay as they were beside new ones, if any do.
pub fn older_files(names: &[String]) -> Option<String> {
    let pictures = names.iter().filter(|name| name.ends_with(".png") || name.ends_with(".svg")).count();
    let others = names.iter().filter(|name| !name.ends_with(".png") && !name.ends_with(".svg"));
    let pictures = (pictures > 0).then(|| count(pictures as u64, "picture"));
    let all: Vec<String> = pictures.into_iter().chain(others.cloned()).collect();
    (!all.is_empty()).then(|| format!("left as an earlier run wrote it, and not made anew: {}", lists::all(&all)))
}

/// Where the page is; with the whole path a link to it, for terminals that take one.
pub fn page_written(page: &Path, whole: Option<&Path>) -> String {
    let shown = visible(&page.display().to_string());
    match whole {
        Some(whole) => format!("page: \x1b]8;;{}\x1b\\{shown}\x1b]8;;\x1b\\", file_url(whole)),
        None => format!("page: {shown}"),
    }
}

/// What browsers call a file of this machine.
fn file_url(whole: &Path) -> String {
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');
    let path = whole.as_os_str().as_encoded_bytes();
    // On Windows paths begin with a drive, and folders end with the other slash.
    let slashes: Vec<u8> = path.iter().map(|&byte| if cfg!(windows) && byte == b'\\' { b'/' } else { byte }).collect();
    let root = if slashes.starts_with(b"/") { "" } else { "/" };
    format!("file://{root}{}", percent_encode(&slashes, KEPT))
}

/// The files that `init` wrote, and the next command to type.
pub fn initialised(files: &[&Path]) -> String {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let first = names.first().map(String::as_str).unwrap_or_default();
    let typed = if first.contains(' ') { format!("\"{first}\"") } else { first.to_owned() };
    format!("wrote {}\nnext: inmail-sim check {typed}", names.join(", "))
}

/// Where the manual pages are.
pub fn pages_written(pages: usize, folder: &Path) -> String {
    format!("{} in {}", count(pages as u64, "page"), folder.display())
}

/// The file of a shard, and its share of the campaigns.
pub fn shard_written(shard: Shard, trials: u64, all: u64, file: &Path) -> String {
    format!("shard {shard} ({} of {} simulations a case) in {}", whole(trials), whole(all), file.display())
}

/// A shard was played before.
pub fn shard_there(shard: Shard, file: &Path) -> String {
    format!("shard {shard} is in {} already: nothing to play", file.display())
}

/// Where the campaigns come from.
pub fn merged(campaigns: u64, tallies: usize) -> String {
    let from = if tallies == 1 { "1 tally".into() } else { format!("{} tallies", whole(tallies as u64)) };
    format!("{FAINT}{} campaigns from {from}{FAINT:#}", whole(campaigns))
}

/// The time that it took.
pub fn played(campaigns: u64, time: Duration) -> String {
    format!("{FAINT}{} simulations in {:.2} s{FAINT:#}", whole(campaigns), time.as_secs_f64())
}

/// The time that a run of a scenario would take on this number of threads, at most or about \[seconds\].
pub fn run_time(stem: &str, seconds: f64, threads: usize, at_most: bool) -> String {
    let about = if at_most { "at most" } else { "about" };
    let time = match seconds {
        0.0..0.1 => "0.1 s".into(),
        0.1..9.95 => format!("{seconds:.1} s"),
        9.95..119.5 => format!("{seconds:.0} s"),
        119.5..7170.0 => format!("{:.0} minutes", seconds / 60.0),
        _ => format!("{} hours", whole((seconds / 3600.0).round() as u64)),
    };
    format!("{FAINT}{}: a run takes {about} {time} on {}{FAINT:#}", visible(stem), count(threads as u64, "thread"))
}

/// Warnings where none may be.
pub fn strict(warnings: usize) -> String {
    error(&format!("{}, and `--strict` lets none pass", count(warnings as u64, "warning")))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Screen, page_written, summary};
    use crate::report::overview::{Cell, Heading, Overview, Room, Row};

    fn overview() -> Overview {
        let heading = |name, room| Heading { name, room, meaning: "" };
        let row = |case: &str, is_best| Row {
            case: case.into(),
            is_best,
            cells: ["1", "2", "3"].map(|shown| Cell { shown: shown.into(), value: None }).into(),
        };
        Overview {
            facts: "2 weeks".into(),
            columns: vec![heading("any", Room::Narrow), heading("some", Room::Middling), heading("all", Room::Wide)],
            rows: vec![row("dear", false), row("cheap", true)],
        }
    }

    fn shown(width: u16) -> String {
        anstream::adapter::strip_str(&summary(Screen::new(width), "a", &overview())).to_string()
    }

    #[test]
    fn a_page_is_a_link_only_where_that_is_taken() {
        let (page, whole) = (Path::new("results/my plan/report.html"), Path::new("/home/me/results/my plan/ü.html"));
        let linked = page_written(page, Some(whole));
        assert!(linked.contains("\x1b]8;;file:///home/me/results/my%20plan/%C3%BC.html\x1b\\results/"), "{linked:?}");
        // Where nothing is coloured nothing is left of the link but its text.
        assert_eq!(anstream::adapter::strip_str(&linked).to_string(), page_written(page, None));
    }

    #[test]
    fn the_case_that_is_best_is_marked() {
        assert_eq!(shown(100), "a (2 weeks)\n\n  case   any  some\n  dear     1     2\n› cheap    1     2\n\n");
    }

    #[test]
    fn a_column_is_shown_where_there_is_room_for_it() {
        let has = |width, name: &str| shown(width).contains(name);
        assert_eq!([80, 100, 120].map(|width| has(width, "any")), [true; 3]);
        assert_eq!([80, 100, 120].map(|width| has(width, "some")), [false, true, true]);
        assert_eq!([80, 100, 120].map(|width| has(width, "all")), [false, false, true]);
    }
}
