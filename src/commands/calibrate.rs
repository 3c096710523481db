//! `calibrate`: turns a record of what was sent and answered into rates and delays for scenario files.

mod destination;
mod foreign;
mod log_errors;
mod sources;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::chart::{self, Chart};
use crate::cli::{self, Calibrate, ListFormat};
use crate::domain::touch::Channel;
use crate::record::answers::answers;
use crate::record::archive::Reading;
use crate::record::balance::{Account, Held, play};
use crate::record::beta::BetaRate;
use crate::record::calibration::{Calibration, TouchRecord};
use crate::record::contact::{Contact, LeftOut};
use crate::record::fragment::{Balance, MOST_SEGMENTS, fragment};
use crate::record::log::{COLUMNS, LogReading, Step};
use crate::record::moment::{Moment, Order};
use crate::record::totals::{MAX_TOTAL, Total, calibrate_all as fit};
use crate::report::page::{self, Page};
use crate::report::{
    CALIBRATION, CALIBRATION_PAGE, LEFT_OUT, ReportFile, Said, calibration_csv, left_out_csv, page_html, said_json,
};
use crate::results::picture;
use crate::scenario::document::kind::{MAX_COUNT, MAX_TABLES};
use crate::scenario::{nearest, rulebook};
use crate::terminal::{self, Beside, Next};

use super::own_files::{columns, export};
use super::{Failure, Printer, forms, pages};

use destination::Destination;

/// The most touches of a record. With those of segments they are no more than a scenario may have.
const MAX_TOUCHES: usize = MAX_TABLES - MOST_SEGMENTS;

/// The last day on which a record may end before a campaign: a scenario file begins before the year 3000.
const LAST_DAY: Date = Date::constant(2999, 12, 30);

/// A last date further than this from all others may be a slip \[days\].
const FAR: i32 = 30;

pub(super) fn calibrate(arguments: &Calibrate, printer: &mut Printer) -> Result<(), Failure> {
    let shows = printer.shows(arguments.quiet, arguments.format == ListFormat::Table);
    let dates = arguments.dates.map(|order| match order {
        cli::Dates::Dmy => Order::Dmy,
        cli::Dates::Mdy => Order::Mdy,
        cli::Dates::Ymd => Order::Ymd,
    });
    let columns = columns(&arguments.column, &COLUMNS, "sent_at=\"Date sent\"")?;
    let export = arguments.export.as_deref().map(export).transpose()?;
    let stated = arguments.as_of.as_deref().map(date).transpose()?;
    let prior = arguments.prior.map_or(BetaRate::JEFFREYS, |(alpha, beta)| BetaRate { alpha, beta });
    let reading = Reading { dates, connections: arguments.connections };
    let steps = arguments.step.iter().map(step).collect();
    let (touch, events) = (arguments.touch.clone(), arguments.events);
    let guess = arguments.guess;
    let log = LogReading { columns, dates, until: stated, touch, events, steps, export, guess };
    let read = sources::read(&arguments.sources, reading, &log);
    let wrong = |wrong: Vec<String>| {
        Failure::Marked(wrong.iter().map(|why| terminal::error(why)).collect::<Vec<_>>().join("\n"))
    };
    let sources::Sources { contacts, left_out, logs, latest: latest_read, notes, totals, holdings, not_read } =
        read.map_err(wrong)?;
    if logs == 0 && !arguments.column.is_empty() {
        return Err(Failure::Wrong("`--column` says what a log calls its columns, and none is read here".into()));
    }
    if logs == 0
        && let Some(option) = of_logs(arguments)
    {
        return Err(Failure::Wrong(format!("`{option}` says how a log is to be read, and none is read here")));
    }
    let totals = totals_of(totals, &arguments.counts, &contacts)?;
    let has_something_to_tell = !holdings.is_empty() || !notes.is_empty();
    if has_something_to_tell {
        printer.note(&terminal::holdings(printer.screen(), &holdings, &not_read, &notes))?;
    }
    let latest = latest(&contacts).map(|latest| latest.max(latest_read.unwrap_or(latest)));
    // Totals have no day of their own: they are those of now.
    let of_totals = || (!totals.is_empty()).then(|| latest_read.unwrap_or_else(today));
    let Some(as_of) = stated.or(latest).or_else(of_totals) else {
        return Err(Failure::Wrong(nothing_counts(&left_out)));
    };
    let held = arguments.plan.as_deref().map(|plan| held(arguments, plan, &contacts, as_of)).transpose()?;
    let renewing = held.as_ref().zip(arguments.renews);
    let played = renewing.map(|((held, _), renews)| Balance::Renewing(held.lots.clone(), renews));
    let balance = balance(arguments)?.or(played);
    let opening = stated.is_some() || balance.is_some();
    if opening && as_of > LAST_DAY {
        return Err(Failure::Wrong(format!(
            "the record ends on {as_of}, and a campaign begins by the year 2999; say when it ends by `--as-of DATE`"
        )));
    }
    let touches = contacts.iter().map(|contact| &contact.touch).collect::<BTreeSet<_>>().len();
    if touches > MAX_TOUCHES {
        return Err(Failure::Wrong(format!(
            "the record names {touches} touches; there may be {MAX_TOUCHES}, each a kind of letter and not a person"
        )));
    }
    let calibration = fit(&contacts, &totals, as_of, prior);
    if calibration.touches.is_empty() {
        return Err(Failure::Wrong(format!("nothing had gone out by {as_of}")));
    }
    let forms = forms::of_charts(arguments.no_charts, arguments.charts);
    let first = arguments.sources.first().map(PathBuf::as_path);
    let destination = Destination::new(arguments.out.as_deref(), first, forms)?;
    let answers = answers(&calibration, &contacts, prior);
    let text = fragment(&calibration, &answers, opening, balance.as_ref());
    let mut files = vec![
        file(&destination.fragment, text.into_bytes()),
        file(CALIBRATION, calibration_csv(&calibration)),
        file(LEFT_OUT, left_out_csv(&left_out)),
    ];
    let beside = Beside {
        is_stated: stated.is_some(),
        answers: &answers,
        left_out: &left_out,
        later: contacts.iter().filter(|contact| contact.sent.date > as_of).count() as u64,
        before_last: before_last(&contacts, as_of).filter(|_| stated.is_none()),
    };
    let mut charts = if forms.charts { chart::calibration(&calibration)? } else { Vec::new() };
    // How many answer matters more than when they do.
    charts.reverse();
    files.push(file(CALIBRATION_PAGE, page(&calibration, &beside, &charts)));
    for chart in charts {
        files.extend(forms.pictures(chart.name, chart)?);
    }
    let names: Vec<PathBuf> = files.iter().map(|file| destination.path(&file.name)).collect();
    let older = destination.write(files, as_of)?;
    if shows {
        let moved = [destination.moved(), destination.kept()];
        moved.iter().flatten().try_for_each(|note| printer.note(note))?;
        let held = held.as_ref().map(|(held, plan)| (held, plan.as_str()));
        match arguments.format {
            ListFormat::Table => {
                printer.data(&terminal::calibration(printer.screen(), &calibration, &beside))?;
                if let Some((held, plan)) = held {
                    printer.data(&terminal::held(printer.screen(), held, plan, as_of))?;
                }
            }
            ListFormat::Json => {
                let in_words = terminal::said(&calibration, &beside);
                let (left_out, later) = (beside.left_out, beside.later);
                let (calibration, answers, notes) = (&calibration, &answers, &notes[..]);
                let said = Said { calibration, answers, left_out, later, held, notes, in_words };
                printer.data(&said_json(&said, &destination.fragment))?;
            }
        }
        let written: Vec<&Path> = names.iter().map(PathBuf::as_path).collect();
        let next = next(balance.as_ref(), &calibration, &contacts);
        printer.note(&terminal::calibrated(&written, destination.replaces(), next))?;
        terminal::older_files(&older).map_or(Ok(()), |left| printer.note(&left))?;
        pages::tell(&destination.path(CALIBRATION_PAGE), printer)?;
    }
    pages::open(&destination.path(CALIBRATION_PAGE), arguments.open)
}

/// What leads to a forecast that is of use.
fn next(balance: Option<&Balance>, calibration: &Calibration, contacts: &[Contact]) -> Next {
    let is_paid = |record: &&TouchRecord| record.channel == Channel::InMail;
    let Some(paid) = calibration.touches.iter().find(is_paid) else { return Next::Scenario };
    match balance {
        Some(_) => Next::Forecast,
        // Totals tell no balance.
        None if contacts.iter().all(|contact| contact.touch != paid.touch) => Next::Balance("--balance CREDITS"),
        None => Next::Balance("--plan PLAN --renews DAY (such as --plan sales-navigator --renews 1)"),
    }
}

fn step(step: &cli::Step) -> Step {
    let cli::Step { touch, sent, accepted, replied } = step.clone();
    Step { touch, sent, accepted, replied }
}

/// An option that is typed and says how a log is to be read.
fn of_logs(arguments: &Calibrate) -> Option<&'static str> {
    let options = [
        ("--touch", arguments.touch.is_some()),
        ("--events", arguments.events),
        ("--step", !arguments.step.is_empty()),
        ("--as", arguments.export.is_some()),
    ];
    options.into_iter().find_map(|(option, is_typed)| is_typed.then_some(option))
}

/// The totals of logs and those that are typed.
fn totals_of(read: Vec<Total>, typed: &[(String, u64, u64)], contacts: &[Contact]) -> Result<Vec<Total>, Failure> {
    let mut totals = read;
    for (touch, replied, sent) in typed {
        if totals.iter().any(|known| known.touch == *touch) {
            return Err(Failure::Wrong(format!("`--counts {touch}=…`: its totals are known already")));
        }
        totals.push(Total { touch: touch.clone(), segment: String::new(), replied: *replied, sent: *sent });
    }
    if let Some(total) = totals.iter().find(|total| contacts.iter().any(|contact| contact.touch == total.touch)) {
        return Err(Failure::Wrong(format!(
            "`{}` is in the record row by row, and its totals would count it again; leave out one of both",
            total.touch
        )));
    }
    if totals.iter().map(|total| total.sent).fold(0, u64::saturating_add) > MAX_TOTAL {
        return Err(Failure::Wrong(format!("totals of more than {MAX_TOTAL} touches; give the latest alone")));
    }
    Ok(totals)
}

/// The day that it is, by UTC.
fn today() -> Date {
    let seconds = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    Date::constant(1970, 1, 1).saturating_add(((seconds / 86_400) as i64).days())
}

/// The error for a record of which nothing counts.
fn nothing_counts(left_out: &[LeftOut]) -> String {
    let nothing = "the record holds no touch that counts";
    if left_out.is_empty() {
        return format!("{nothing}; docs/own-record.md says what it consists of");
    }
    format!("{nothing}: {}", terminal::reasons(left_out))
}

fn file(name: &str, bytes: Vec<u8>) -> ReportFile {
    ReportFile { name: name.to_owned(), bytes }
}

/// The page of a record.
fn page(calibration: &Calibration, beside: &Beside<'_>, charts: &[Chart]) -> Vec<u8> {
    let [said, warnings] = terminal::said(calibration, beside);
    page_html(&Page {
        title: "What your record says",
        question: "How many answer what you send, and how long do they take?",
        content: page::calibration(calibration, said, warnings),
        charts: charts.iter().map(|chart| picture(chart.name, chart)).collect(),
        basis: None,
    })
}

/// The last date that the record holds.
fn latest(contacts: &[Contact]) -> Option<Date> {
    dates(contacts).max()
}

fn dates(contacts: &[Contact]) -> impl Iterator<Item = Date> + '_ {
    let dates = |contact: &Contact| [Some(contact.sent), contact.replied, contact.accepted];
    contacts.iter().flat_map(dates).flatten().map(|moment| moment.date)
}

/// The date before the last day, where that is the date of one contact alone and far behind all others: a slip of the
/// year makes every message before it look long silent.
fn before_last(contacts: &[Contact], as_of: Date) -> Option<Date> {
    let is_last = |contact: &&Contact| dates(std::slice::from_ref(*contact)).any(|date| date == as_of);
    if contacts.iter().filter(is_last).count() != 1 {
        return None;
    }
    let before = dates(contacts).filter(|&date| date < as_of).max()?;
    ((as_of - before).get_days() > FAR).then_some(before)
}

fn date(text: &str) -> Result<Date, Failure> {
    let read = Moment::read(text, None).map(|moment| moment.date);
    read.map_err(|why| Failure::Wrong(format!("`--as-of {text}`: {why}; write it as YYYY-MM-DD")))
}

/// What the account holds, by its record, and the name of its plan.
fn held(arguments: &Calibrate, plan: &str, contacts: &[Contact], as_of: Date) -> Result<(Held, String), Failure> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let Some(found) = rulebook.plans.iter().find(|known| known.is_called(plan)) else {
        let ids = || rulebook.plans.iter().map(|plan| plan.id.as_str());
        let near = nearest(plan, ids()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        let known = ids().collect::<Vec<_>>().join(", ");
        return Err(Failure::Wrong(format!("`--plan {plan}`: the rulebook has no such plan{near}; it has {known}")));
    };
    let account = Account { plan: found, rules: &rulebook.rules, renews: arguments.renews.unwrap_or(1) };
    let held = play(contacts, as_of, account).ok_or_else(|| {
        Failure::Wrong(format!("`--plan {plan}`: the record has no InMail that costs a credit, so it tells no balance"))
    })?;
    Ok((held, found.name.clone()))
}

fn balance(arguments: &Calibrate) -> Result<Option<Balance>, Failure> {
    let lots = &arguments.lots;
    let credits: u64 = lots.iter().map(|(credits, _)| u64::from(*credits)).sum();
    if credits > MAX_COUNT {
        return Err(Failure::Wrong(format!("`--lots` add up to {credits} credits; there may be {MAX_COUNT}")));
    }
    let lots = (!lots.is_empty()).then(|| Balance::Lots(lots.clone()));
    Ok(lots.or(arguments.balance.map(Balance::Credits)))
}
