//! How much all cases of a scenario may come to, so that whatever a file asks for can be played in the memory of an
//! ordinary machine.

use super::document::context::Context;
use super::document::extent::{MAX_BRACKETS, MAX_DOTS, MAX_TEXT, MAX_VALUES};
use super::document::kind::{MAX_COUNT, MAX_OUTCOMES, MAX_PEOPLE, MAX_SEQUENCE, MAX_TABLES, MAX_VARIANTS};
use super::document::problem::TextProblem;
use super::document::source::{MAX_ALL_BYTES, MAX_BYTES, Mark};
use super::layer::MAX_EXTENDS;
use super::samples::MAX_COLUMNS;
use crate::domain::case::Case;
use crate::domain::demand;
use crate::domain::seat::Seat;
use crate::domain::segment::{Pace, Segment};
use crate::domain::touch::{Action, Channel};

/// The most cases of a scenario.
pub const MAX_CASES: u64 = 5_000;
/// The most campaign weeks, over all people of all cases.
pub const MAX_CASE_WEEKS: u64 = 150_000;
/// The most prospects who are started or pending, over all cases.
pub const MAX_PROSPECTS: u64 = 10_000_000;

/// The share of campaigns in which no more prospects are started than is reckoned with where the balance sets the pace.
const NEARLY_SURE: f64 = 0.999;

/// Every limit: of what, and the most there may be.
#[rustfmt::skip]
pub fn all() -> Vec<(&'static str, u64)> {
    vec![
        ("bytes of a file", MAX_BYTES as u64),
        ("bytes of all files that a scenario names", MAX_ALL_BYTES as u64),
        ("files that extend one another, beside the first", MAX_EXTENDS as u64),
        ("values in a file, and in all cases of a scenario together", MAX_VALUES as u64),
        ("characters in a key or text", MAX_TEXT as u64),
        ("dots in a key", MAX_DOTS as u64),
        ("brackets within brackets", MAX_BRACKETS as u64),
        ("columns of a file of samples", MAX_COLUMNS as u64),
        ("touches of a scenario; segments of one", MAX_TABLES as u64),
        ("touches in a sequence", MAX_SEQUENCE as u64),
        ("outcomes of a scenario", MAX_OUTCOMES as u64),
        ("what-ifs of a scenario; plans of one, or of a rulebook", MAX_VARIANTS as u64),
        ("people in all seats of a case", MAX_PEOPLE),
        ("credits held on day 0, by all people together", MAX_COUNT),
        ("cases of a scenario", MAX_CASES),
        ("campaign weeks of all people in all cases together", MAX_CASE_WEEKS),
        ("prospects started or pending in all cases together", MAX_PROSPECTS),
    ]
}

/// How much the cases so far come to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Total {
    cases: u64,
    values: u64,
    weeks: u64,
    prospects: u64,
}

impl Total {
    /// Adds the values of a case, before it is made of them. An excess is reported.
    pub(super) fn hold(&mut self, ctx: &Context<'_>, values: usize, blame: Mark) -> Option<()> {
        self.values += values as u64;
        within(ctx, &[(self.values, "values in all cases together", MAX_VALUES as u64)], blame)
    }

    /// Adds a case. An excess is reported.
    pub(super) fn add(&mut self, ctx: &Context<'_>, case: &Case, blame: Mark) -> Option<()> {
        let team = case.team();
        let people: u64 = team.iter().map(|seat| u64::from(seat.count)).sum();
        self.cases += 1;
        self.weeks += people * u64::from(case.calendar.weeks());
        // A pace that is wrong for another reason may be without end.
        let prospects = if ctx.is_clean() { prospects(case, &team) } else { 0 };
        self.prospects = self.prospects.saturating_add(prospects);
        let excess = [
            (team.iter().map(Seat::held).sum(), "credits held on day 0", MAX_COUNT),
            (self.cases, "cases", MAX_CASES),
            (self.weeks, "campaign weeks of all people in all cases together", MAX_CASE_WEEKS),
            (self.prospects, "prospects in all cases together", MAX_PROSPECTS),
        ];
        within(ctx, &excess, blame)
    }
}

fn within(ctx: &Context<'_>, all: &[(u64, &'static str, u64)], blame: Mark) -> Option<()> {
    match all.iter().find(|(found, _, max)| found > max) {
        Some(&(_, what, max)) => ctx.report(TextProblem::TooMany { what, max: max as usize }, blame),
        None => Some(()),
    }
}

/// How many prospects a case may start, and how many are pending.
fn prospects(case: &Case, team: &[Seat]) -> u64 {
    let pending: u64 = team.iter().map(Seat::pending).sum();
    let (mut by_number, mut by_balance): (u64, Vec<&Segment>) = (0, Vec::new());
    for segment in &case.segments {
        match &segment.pace {
            Pace::PerWeek(_) => by_number += demand::starts(case, segment).unwrap_or_default(),
            Pace::Max | Pace::Refunds => by_balance.push(segment),
        }
    }
    let all: u64 = by_balance.iter().map(|segment| up_to(segment, u64::from(u32::MAX))).sum();
    let by_balance = if all > MAX_PROSPECTS { all.min(affordable(case, team, &by_balance)) } else { all };
    pending.saturating_add(by_number).saturating_add(by_balance)
}

fn up_to(segment: &Segment, number: u64) -> u64 {
    number.min(segment.prospects.map_or(u64::MAX, u64::from))
}

/// How many first InMails all credits of a campaign pay for, refunds of refunds included, in all but few campaigns.
fn affordable(case: &Case, team: &[Seat], segments: &[&Segment]) -> u64 {
    let calendar = &case.calendar;
    let of_one = |seat: &Seat| {
        let grant = seat.plans().map(|plan| plan.credits_per_month).max().unwrap_or(0);
        // A month has four weeks at least, and each plan taken up grants anew.
        let grants = calendar.weeks() / 4 + 2 + seat.plan_changes.len() as u32;
        seat.held() as f64 + f64::from(seat.count) * f64::from(grant) * f64::from(grants)
    };
    let credits: f64 = team.iter().map(of_one).sum();

    let largest = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(0.0, f64::max);
    let inmails = (0..case.touches.len()).filter(|&place| case.touches[place].channel() == Channel::InMail);
    let rate = largest(&mut inmails.filter_map(|place| Some(case.reply_rate(place)?.at_most(NEARLY_SURE))));
    let of_people = largest(&mut team.iter().map(|seat| seat.reply_lift.distribution().quantile(NEARLY_SURE)));
    let lift = largest(&mut segments.iter().map(|segment| segment.reply_lift.distribution().quantile(NEARLY_SURE)));
    let warmed = case.touches.iter().map(|touch| match &touch.action {
        Action::Engage { reply_lift, .. } => reply_lift.distribution().quantile(NEARLY_SURE).max(1.0),
        Action::InMail(_) | Action::Connect { .. } | Action::Free(..) => 1.0,
    });
    let warmed: f64 = warmed.product();
    // Under "refunds" as many start as credits came back, and free InMails bring none back.
    let endless = segments.iter().filter(|segment| segment.pace == Pace::Max);
    let free = largest(&mut endless.map(|segment| segment.open_profile.distribution().quantile(NEARLY_SURE)));
    // A credit comes back the day after it was spent, at the earliest.
    let turnover = (1.0 / (1.0 - (rate * lift * of_people * warmed).min(1.0))).min(f64::from(calendar.days));
    (credits * turnover / (1.0 - free.min(1.0))) as u64
}
