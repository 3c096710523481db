//! The people of a case: who shares an account, who takes which part of a list, when they begin and how fast.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::plan::Plan;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::seat::Seat;
use inmail_sim::engine::luck::Luck;

use super::SeatCount;
use super::chances::Chances;
use super::sending::Prospect;

/// One of the people, and how far this one has come.
pub(super) struct Member<'a> {
    /// A place among all people of the case.
    pub(super) place: usize,
    /// A place in the case's team.
    pub(super) seat: usize,
    pub(super) settings: &'a Seat,
    pub(super) chances: Chances,
    /// The plan in force when the first day begins.
    pub(super) begins_under: &'a Plan,
    /// The first day, whether the campaign has it or not.
    pub(super) first_day: Day,
    /// The day of the month on which the subscription renews.
    pub(super) day_of_month: i8,
    /// The first day of the subscription; `None`: it was running before day 0.
    pub(super) subscribed: Option<Day>,
    /// By segment of the case, the part of its list; nothing of those that this person does not work.
    pub(super) lists: Vec<Option<List>>,
    /// The prospects started of each segment, in that order.
    pub(super) prospects: Vec<Vec<Prospect>>,
    /// How often each touch went out on each day.
    pub(super) sent_by_day: Vec<Vec<u32>>,
    /// The credits spent on each segment.
    pub(super) spent_on: Vec<u64>,
    /// The credits that came back in each week.
    pub(super) refunded_in: Vec<u64>,
    /// The last day on which nothing may go out because of a restriction.
    pub(super) restricted_until: Option<Day>,
    pub(super) counted: SeatCount,
}

/// Somebody's part of the list of a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// How many people there are who work the segment.
    people: u64,
    /// How many of them stand before this one.
    before: u64,
    /// How many prospects it has; nothing if as many as are wanted.
    pub(super) prospects: Option<u64>,
    /// The day on which this person was through with it.
    pub(super) through: Option<Day>,
}

impl List {
    /// How far down the list of the segment this person's prospect of that number stands, both from 0: each in turn takes
    /// one.
    pub(super) fn depth(&self, place: usize) -> u64 {
        place as u64 * self.people + self.before
    }
}

/// All people of the case, each account's together: those who begin under the same plan share one if it is pooled.
pub(super) fn accounts<'a>(case: &Case, team: &'a [Seat], luck: Luck) -> Vec<Vec<Member<'a>>> {
    let mut accounts: Vec<Vec<Member>> = Vec::new();
    for member in people(case, team, luck) {
        let plan = member.begins_under;
        let is_shared = |others: &&mut Vec<Member>| plan.pooled && others[0].begins_under.id == plan.id;
        match accounts.iter_mut().find(is_shared) {
            Some(others) => others.push(member),
            None => accounts.push(vec![member]),
        }
    }
    accounts
}

fn people<'a>(case: &Case, team: &'a [Seat], luck: Luck) -> Vec<Member<'a>> {
    let mut people: Vec<Member> = Vec::new();
    for (seat, settings) in team.iter().enumerate() {
        for number in 0..settings.count {
            let first_day = 7 * (settings.from_week as Day - 1);
            let was_running = case.billing_day.filter(|_| first_day == 0);
            let before = settings.plan_changes.iter().filter(|change| change.week < settings.from_week);
            people.push(Member {
                place: people.len(),
                seat,
                settings,
                chances: Chances::new(luck.of_person(seat, number)),
                begins_under: before.max_by_key(|change| change.week).map_or(&settings.plan, |change| &change.plan),
                first_day,
                day_of_month: was_running.unwrap_or(case.calendar.date(first_day).day()),
                subscribed: if was_running.is_some() { None } else { Some(first_day) },
                lists: Vec::new(),
                prospects: vec![Vec::new(); case.segments.len()],
                sent_by_day: vec![vec![0; case.touches.len()]; case.calendar.days as usize],
                spent_on: vec![0; case.segments.len()],
                refunded_in: vec![0; case.calendar.weeks() as usize],
                restricted_until: None,
                counted: SeatCount::default(),
            });
        }
    }
    for (segment, settings) in case.segments.iter().enumerate() {
        let number = people.iter().filter(|member| member.settings.segments.contains(&segment)).count() as u64;
        let mut before = 0;
        for member in &mut people {
            let works = member.settings.segments.contains(&segment);
            member.lists.push(works.then(|| {
                // One to each in turn, as long as there are any.
                let part = |all: u32| (0..u64::from(all)).filter(|place| place % number == before).count() as u64;
                List { people: number, before, prospects: settings.prospects.map(part), through: None }
            }));
            before += u64::from(works);
        }
    }
    people
}

impl Member<'_> {
    /// Has this person begun by that day?
    pub(super) fn has_begun(&self, day: Day) -> bool {
        self.first_day <= day
    }

    /// The part of the list of a segment that this person works.
    pub(super) fn list(&self, segment: usize) -> &List {
        self.lists[segment].as_ref().expect("the segment is worked")
    }

    /// How many prospects of `number` a week this person starts in the campaign week in that place, from 0.
    pub(super) fn ramped(&self, week: usize, number: u64) -> u64 {
        let own_week = week + 1 - self.settings.from_week as usize;
        let factor = self.settings.ramp.get(own_week).copied().unwrap_or(1.0);
        // A product of decimals may come out a little below what it is.
        (number as f64 * factor + 1e-9).floor() as u64
    }
}
