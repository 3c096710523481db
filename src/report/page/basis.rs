//! What an answer about a scenario rests on: its values, its rules, its warnings, and how to find it again.

use crate::domain::case::{Case, CaseName};
use crate::domain::plan::Rulebook;
use crate::figures::number::{count, labelled, price};
use crate::report::RunRecord;
use crate::words::setting::setting;
use crate::words::stated::stated;

/// What an answer rests on.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    /// The command and the files that it was given, as they would be typed again.
    pub command: Vec<String>,
    /// The record of what was played, without its reports.
    pub run: &'a RunRecord,
    /// The values on which the answer rests.
    pub assumptions: Vec<Stated>,
    /// The paths that the answer varies, each with its values as typed.
    pub varied: Vec<(String, String)>,
    /// The cases, for the rules that hold in them.
    pub cases: &'a [Case],
    /// The rulebooks of the cases.
    pub rulebooks: &'a [Rulebook],
    /// The rulebooks that are part of the program.
    pub builtin: Vec<Rulebook>,
    /// The warnings about the scenario.
    pub warnings: Vec<String>,
}

/// A value on which the results rest.
#[derive(Debug, Clone)]
pub struct Stated {
    /// The what-if that states it; empty for the base.
    pub what_if: String,
    /// Its dotted path.
    pub path: String,
    /// The value as it is written.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// The label that says on whose word it is.
    pub label: String,
    /// Is that a record of the author's?
    pub is_recorded: bool,
    /// The remark on where it comes from.
    pub remark: String,
}

/// No more prices or rates than this are told in a line.
const TOLD: usize = 8;

impl Basis<'_> {
    /// The prices and rates of the base, and the days of the campaign, each in a line.
    pub(super) fn used(&self) -> Vec<(&'static str, String)> {
        let mut prices: Vec<String> = Vec::new();
        for case in self.cases {
            for seat in case.team().iter() {
                let Some(amount) = seat.plan.price(case.billing) else { continue };
                let told = format!("{} {}", seat.plan.name, labelled(price(amount.units()), case.price_currency()));
                if !prices.contains(&told) && seat.plan.id != crate::domain::plan::Plan::NONE {
                    prices.push(told);
                }
            }
        }
        let is_varied = |path: &str| self.varied.iter().any(|(varied, _)| varied == path);
        let rates = self.assumptions.iter().filter(|of| of.what_if.is_empty() && !is_varied(&of.path));
        let rates = rates.filter_map(|of| {
            let touch = of.path.strip_prefix("touch.")?;
            let (touch, key) = touch.rsplit_once('.').filter(|(touch, _)| *touch != "ID")?;
            let rate = key.strip_suffix("_rate").filter(|_| self.plays(touch))?;
            let record = if of.is_recorded { " from your record" } else { "" };
            Some(format!("{touch} {rate} {}{record}", stated(&of.value, &of.unit)))
        });
        let days = |case: &Case| {
            let calendar = &case.calendar;
            let counted = |number: i32, thing| count(number.unsigned_abs().into(), thing);
            let long = match (calendar.days / 7, calendar.days % 7) {
                (weeks, 0) => counted(weeks, "week"),
                (0, days) => counted(days, "day"),
                (weeks, days) => format!("{} and {}", counted(weeks, "week"), counted(days, "day")),
            };
            format!("{} to {} ({long})", calendar.start, calendar.date(calendar.days - 1))
        };
        let mut campaigns: Vec<String> = Vec::new();
        for days in self.cases.iter().map(days) {
            if !campaigns.contains(&days) {
                campaigns.push(days);
            }
        }
        // What is varied, or follows from it, has no one value.
        if self
            .varied
            .iter()
            .any(|(path, _)| path.starts_with("plan") || path.starts_with("seat.") || path == "billing")
        {
            prices.clear();
        }
        if ["start", "weeks", "months", "until"].into_iter().any(is_varied) {
            campaigns.clear();
        }
        let names: Vec<CaseName> = self.cases.iter().map(|case| case.name.clone()).collect();
        let varied = self.varied.iter().map(|(path, values)| format!("{}: {values}", setting(path, &names))).collect();
        let rates = rates.collect();
        let lines = [("Varied", varied), ("Prices a month", prices), ("Rates", rates), ("Campaign", campaigns)];
        lines.into_iter().filter(|(_, told)| !told.is_empty()).map(|(name, told)| (name, some(told))).collect()
    }

    /// Does a case send this touch, or begin with some of it under way? The touches of a record may well be more.
    fn plays(&self, touch: &str) -> bool {
        self.cases.iter().any(|case| {
            let sent = case.segments.iter().flat_map(|segment| &segment.sequence).copied();
            let openings = std::iter::once(&case.opening).chain(case.seats.iter().map(|seat| &seat.opening));
            let pending = openings.flat_map(|opening| &opening.pending).map(|pending| pending.touch);
            sent.chain(pending).any(|place| case.touches[place].id == touch)
        })
    }
}

/// What is told in a line.
fn some(told: Vec<String>) -> String {
    let more = told.len().saturating_sub(TOLD);
    let shown = told.into_iter().take(TOLD).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}
