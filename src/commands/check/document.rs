//! The output of `check --format json`: one document for all files, for editors and for unattended checks.

use std::path::Path;

use serde::Serialize;

use crate::domain::case::Case;
use crate::domain::demand::brought;
use crate::domain::demand::{later, starts};
use crate::domain::seat::accounts;
use crate::domain::subscription::bill;
use crate::domain::touch::Channel;
use crate::scenario::Scenario;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::{Problem, Problems, Related};
use crate::scenario::warning::Warning;

/// All files, and how much was found in them.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub(super) problems: usize,
    pub(super) warnings: usize,
    files: Vec<Read>,
}

/// A file as far as it could be read.
#[derive(Debug, Serialize)]
pub(super) struct Read {
    file: String,
    name: Option<String>,
    description: Option<String>,
    estimated_seconds: Option<f64>,
    cases: Vec<CaseEntry>,
    problems: Vec<Finding>,
    warnings: Vec<Finding>,
}

/// A case that the file would run.
#[derive(Debug, Serialize)]
struct CaseEntry {
    case: String,
    plan: String,
    what_if: Option<String>,
    start: String,
    weeks: u32,
    trials: u64,
    seats: Vec<SeatEntry>,
    opening: u64,
    granted: u64,
    cost: f64,
    currency: String,
    demand: Demand,
}

/// People of a case; none where one person works all segments under the plan of the case.
#[derive(Debug, Serialize)]
struct SeatEntry {
    seat: String,
    count: u32,
    plan: String,
    from_week: u32,
    ramp: Vec<f64>,
    segments: Vec<String>,
    /// The seats with which it shares an account, itself among them; none if each of its people has one alone.
    pool: Vec<String>,
}

/// The starts that a case asks for; nothing where they follow from its credits.
#[derive(Debug, Serialize)]
struct Demand {
    prospects: Option<u64>,
    first_inmails: Option<u64>,
    later_inmails: Option<u64>,
}

/// Something that is wrong or doubtful.
#[derive(Debug, Serialize)]
struct Finding {
    level: &'static str,
    message: String,
    place: Option<Span>,
    related: Vec<Beside>,
}

/// Another place that has to do with a finding.
#[derive(Debug, Serialize)]
struct Beside {
    note: &'static str,
    place: Span,
}

/// Where something stands: lines and columns from 1, columns in characters, the end behind the last one.
#[derive(Debug, Serialize)]
struct Span {
    file: String,
    line: usize,
    column: usize,
    end_column: usize,
    text: String,
}

impl Document {
    pub(super) fn new(files: Vec<Read>) -> Document {
        let problems = files.iter().map(|file| file.problems.len()).sum();
        let warnings = files.iter().map(|file| file.warnings.len()).sum();
        Document { problems, warnings, files }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("all keys are texts, and no number is infinite") + "\n"
    }
}

impl Read {
    /// A file that was read, or its problems, and how many seconds a run of it would take.
    pub(super) fn new(path: &Path, read: Result<(Scenario, f64), Problems>) -> Read {
        let file = path.display().to_string();
        match read {
            Ok((scenario, seconds)) => Read {
                file,
                cases: scenario.cases.iter().map(|case| CaseEntry::new(case, scenario.trials)).collect(),
                problems: Vec::new(),
                warnings: scenario.warnings.iter().map(Finding::from).collect(),
                name: Some(scenario.name),
                description: Some(scenario.description),
                estimated_seconds: Some((seconds * 1000.0).round() / 1000.0),
            },
            Err(problems) => Read {
                file,
                name: None,
                description: None,
                estimated_seconds: None,
                cases: Vec::new(),
                problems: problems.iter().map(Finding::from).collect(),
                warnings: Vec::new(),
            },
        }
    }
}

impl CaseEntry {
    fn new(case: &Case, trials: u64) -> CaseEntry {
        let bill = bill(case);
        CaseEntry {
            case: case.name.id(),
            plan: case.name.plan.clone(),
            what_if: case.name.what_if(),
            start: case.calendar.start.to_string(),
            weeks: case.calendar.weeks(),
            trials,
            seats: seats(case),
            opening: brought(case),
            granted: bill.granted,
            cost: bill.cost.units(),
            currency: case.currency.clone(),
            demand: Demand::new(case),
        }
    }
}

fn seats(case: &Case) -> Vec<SeatEntry> {
    let mut pools: Vec<Vec<String>> = vec![Vec::new(); case.seats.len()];
    for account in accounts(&case.seats).iter().filter(|account| account.len() > 1) {
        let mut members: Vec<usize> = account.iter().map(|person| person.seat).collect();
        members.dedup();
        let names: Vec<String> = members.iter().map(|&place| case.seats[place].id.clone()).collect();
        members.iter().for_each(|&place| pools[place] = names.clone());
    }
    let entries = case.seats.iter().zip(pools).map(|(seat, pool)| SeatEntry {
        seat: seat.id.clone(),
        count: seat.count,
        plan: seat.begins_under().0.id.clone(),
        from_week: seat.from_week,
        ramp: seat.ramp.clone(),
        segments: seat.segments.iter().map(|&place| case.segments[place].id.clone()).collect(),
        pool,
    });
    entries.collect()
}

impl Demand {
    fn new(case: &Case) -> Demand {
        // Where one segment takes what it can get, nobody knows the sum.
        let sum = |of: fn(&Case, usize) -> Option<u64>| (0..case.segments.len()).map(|place| of(case, place)).sum();
        Demand {
            prospects: sum(|case, place| starts(case, &case.segments[place])),
            first_inmails: sum(|case, place| {
                let segment = &case.segments[place];
                let first = case.touches[segment.sequence[0]].channel();
                if first == Channel::InMail { starts(case, segment) } else { Some(0) }
            }),
            later_inmails: sum(|case, place| {
                let segment = &case.segments[place];
                match later(case, segment, Channel::InMail) {
                    0 => Some(0),
                    inmails => starts(case, segment).map(|starts| starts * inmails),
                }
            }),
        }
    }
}

impl From<&Warning> for Finding {
    fn from(warning: &Warning) -> Finding {
        let place = Some(Span::from(&warning.place));
        Finding { level: "warning", message: warning.to_string(), place, related: Vec::new() }
    }
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Finding {
        Finding {
            level: "error",
            message: problem.to_string(),
            place: problem.place.as_ref().map(Span::from),
            related: problem.related.iter().map(Beside::from).collect(),
        }
    }
}

impl From<&Related> for Beside {
    fn from(related: &Related) -> Beside {
        Beside { note: related.note, place: Span::from(&related.place) }
    }
}

impl From<&Place> for Span {
    fn from(place: &Place) -> Span {
        Span {
            file: place.file.clone(),
            line: place.line,
            column: place.column,
            end_column: place.column + place.width,
            text: place.text.clone(),
        }
    }
}
