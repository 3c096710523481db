//! What all accounts of a trial came to together.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::quantity::Day;

use super::day::{Trial, nothing_yet};
use super::{Played, SegmentCount, Week};

/// The trial of the whole case: counts are sums over the accounts, events stand day by day and account by account.
pub(super) fn sum(case: &Case, accounts: Vec<Trial>) -> Played {
    let mut all = nothing_yet(case);
    all.expenses_cents = fixed_expenses(case);
    for account in &accounts {
        add_account(&mut all, &account.played);
        add_people(&mut all, account);
    }
    for reason in 0..all.held_up.len() {
        all.held_up[reason] = all.weeks.iter().filter(|week| week.held_up[reason]).count() as u64;
    }
    all.events.sort_by_key(|event| event.day);
    for segment in 0..case.segments.len() {
        all.segments[segment].through = through(case, &accounts, segment);
    }
    let lists: Vec<&SegmentCount> = (0..case.segments.len())
        .filter(|&it| case.segments[it].prospects.is_some())
        .map(|it| &all.segments[it])
        .collect();
    all.through = !lists.is_empty() && lists.iter().all(|list| list.through.is_some());
    all
}

/// What the campaign pays beside plan and work, whatever happens: once on day 0, and each month on the day of the month
/// of day 0, or on the last day of a month that is too short.
fn fixed_expenses(case: &Case) -> u64 {
    let first = case.calendar.start;
    let is_due = |&day: &Day| {
        let date = case.calendar.date(day);
        date.day() == first.day() || date == date.last_of_month() && date.day() < first.day()
    };
    let months = (0..case.calendar.days).filter(is_due).count() as u64;
    case.costs.once.cents() + months * case.costs.per_month.cents()
}

fn add_account(all: &mut Played, account: &Played) {
    all.opening += account.opening;
    all.lapsed += account.lapsed;
    all.capped += account.capped;
    all.forfeited += account.forfeited;
    all.closing += account.closing;
    all.replies += account.replies;
    all.shortfall += account.shortfall;
    all.value_cents += account.value_cents;
    all.expenses_cents += account.expenses_cents;
    all.grant_days += account.grant_days;
    for (all, account) in all.reached.iter_mut().zip(&account.reached) {
        (all.0, all.1) = (all.0 + account.0, all.1 + account.1);
    }
    for (all, account) in all.weeks.iter_mut().zip(&account.weeks) {
        add_week(all, account);
    }
    for (all, account) in all.touches.iter_mut().zip(&account.touches) {
        all.sent += account.sent;
        all.credits += account.credits;
        all.accepted += account.accepted;
        all.replies += account.replies;
    }
    for (all, account) in all.segments.iter_mut().zip(&account.segments) {
        all.started += account.started;
        all.replied += account.replied;
    }
    all.events.extend(&account.events);
}

/// A week is held up if one of its accounts is.
fn add_week(all: &mut Week, account: &Week) {
    all.balance += account.balance;
    all.sent += account.sent;
    all.spent += account.spent;
    all.replies += account.replies;
    all.refunded += account.refunded;
    all.lapsed += account.lapsed;
    all.capped += account.capped;
    all.shortfall += account.shortfall;
    all.replies_so_far += account.replies_so_far;
    all.held_up.iter_mut().zip(account.held_up).for_each(|(all, account)| *all |= account);
}

/// What each one of the people counted, for the case and for the seat. What an account loses is a seat's only if no other
/// seat has a share in it.
fn add_people(all: &mut Played, account: &Trial) {
    for member in &account.people {
        let (counted, seat) = (&member.counted, &mut all.seats[member.seat]);
        all.cost_cents += counted.cost_cents;
        all.granted += counted.granted;
        all.refunded += counted.refunded;
        all.spent += counted.spent;
        all.started += counted.started;
        all.replies_settled += counted.replies_settled;
        all.effort += counted.effort;
        seat.cost_cents += counted.cost_cents;
        seat.granted += counted.granted;
        seat.refunded += counted.refunded;
        seat.spent += counted.spent;
        seat.started += counted.started;
        seat.replies_settled += counted.replies_settled;
        seat.effort += counted.effort;
        seat.is_short |= counted.is_short;
        if account.people.iter().any(|other| other.seat != member.seat) {
            seat.unused = None;
        }
    }
    let unused = account.played.lapsed + account.played.capped + account.played.forfeited;
    let seat = &mut all.seats[account.people[0].seat];
    seat.unused = seat.unused.map(|before| before + unused);
}

/// The day on which the last of those was through who have a part of the segment's list. A list of nobody is through as
/// soon as it is looked at.
fn through(case: &Case, accounts: &[Trial], segment: usize) -> Option<Day> {
    case.segments[segment].prospects?;
    let people = accounts.iter().flat_map(|account| &account.people);
    let parts = people.filter_map(|member| member.lists[segment]).filter(|list| list.prospects != Some(0));
    parts.map(|list| list.through).try_fold(0, |last, through| Some(last.max(through?)))
}
