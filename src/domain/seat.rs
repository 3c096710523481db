//! Seats: the people who work the segments, each with an account of their own or a share of a pooled one.

use super::opening::Opening;
use super::plan::{Plan, PlanChange};
use super::quantity::Day;
use super::rate::Lift;

/// People who work the same segments under the same plan, each with a seat of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    /// Its name in scenario files.
    pub id: String,
    /// The segments that each of them works: places in [`Case::segments`], in ascending order.
    ///
    /// [`Case::segments`]: super::case::Case::segments
    pub segments: Vec<usize>,
    /// How many people there are; at least 1.
    pub count: u32,
    /// The plan that each of them has until a change of plan.
    pub plan: Plan,
    /// The changes of their plans, in ascending order of week, one a week at most. One before the first week sets the plan
    /// that they begin under.
    pub plan_changes: Vec<PlanChange>,
    /// What each of them brings along on the first day.
    pub opening: Opening,
    /// The campaign week, from 1, on whose first day they begin; after the campaign's last they never do.
    pub from_week: u32,
    /// By week since they began, the factor on how many prospects they start; 1 after the last.
    pub ramp: Vec<f64>,
    /// Multiplies the reply rates of all that they send in the campaign.
    pub reply_lift: Lift,
    /// Multiplies the acceptance rates of all that they send in the campaign.
    pub accept_lift: Lift,
}

/// One of the people of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Person {
    /// The seat, a place in [`Case::team`].
    ///
    /// [`Case::team`]: super::case::Case::team
    pub seat: usize,
    /// Which of its people, from 0.
    pub number: u32,
}

/// Those who share the list of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many people work the segment, late ones included.
    pub of: u32,
    /// Which of them this is, from 0.
    pub place: u32,
}

impl Share {
    /// How many of so many prospects are this one's: they are divided evenly, the first ones having one more.
    pub fn part(self, prospects: u32) -> u32 {
        prospects / self.of + u32::from(self.place < prospects % self.of)
    }

    /// How many prospects of the whole list stand before this one's `number`, from 0: each of K takes every K-th.
    pub fn before(self, number: u32) -> f64 {
        f64::from(self.of) * f64::from(number) + f64::from(self.place)
    }
}

impl Seat {
    /// The day on which its people begin.
    pub fn first_day(&self) -> Day {
        7 * (self.from_week as Day - 1)
    }

    /// The plan that its people begin under, and the changes from their first day on.
    pub fn begins_under(&self) -> (&Plan, &[PlanChange]) {
        let before = self.plan_changes.partition_point(|change| change.week < self.from_week);
        let plan = self.plan_changes[..before].last().map_or(&self.plan, |change| &change.plan);
        (plan, &self.plan_changes[before..])
    }

    /// The credits that all of its people together bring along.
    pub fn held(&self) -> u64 {
        u64::from(self.count) * self.opening.lots.iter().map(|lot| u64::from(lot.credits)).sum::<u64>()
    }

    /// How many touches of all of its people together are pending when they begin.
    pub fn pending(&self) -> u64 {
        u64::from(self.count) * self.opening.pending.iter().map(|pending| u64::from(pending.count)).sum::<u64>()
    }

    /// The plans that they ever have, perhaps some of them twice.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        let (first, later) = self.begins_under();
        std::iter::once(first).chain(later.iter().map(|change| &change.plan))
    }

    /// How many prospects each of them starts in a campaign week, from 1, whose pace is `number`.
    pub fn ramped(&self, week: u32, number: u32) -> u32 {
        /// A product of decimals may come out a little below what it is: 0.29 of 100 is 29.
        const ROUNDING: f64 = 1e-9;
        let Some(own) = week.checked_sub(self.from_week) else { return 0 };
        match self.ramp.get(own as usize) {
            Some(factor) => (f64::from(number) * factor + ROUNDING).floor() as u32,
            None => number,
        }
    }
}

/// The people of a team, in file order.
pub fn people(team: &[Seat]) -> impl Iterator<Item = Person> {
    team.iter().enumerate().flat_map(|(seat, people)| (0..people.count).map(move |number| Person { seat, number }))
}

/// The part of a segment's list, a place in the case's, that one of the people works who work it.
pub fn share(team: &[Seat], person: Person, segment: usize) -> Share {
    let working =
        |seats: &[Seat]| seats.iter().filter(|seat| seat.segments.contains(&segment)).map(|seat| seat.count).sum();
    let before: u32 = working(&team[..person.seat]);
    Share { of: working(team), place: before + person.number }
}

/// The accounts of a team, in the order of the first who has each: people under a pooled plan share one, all others have
/// one of their own.
pub fn accounts(team: &[Seat]) -> Vec<Vec<Person>> {
    let mut accounts: Vec<Vec<Person>> = Vec::new();
    let mut pools: Vec<(&str, usize)> = Vec::new();
    for person in people(team) {
        let plan = team[person.seat].begins_under().0;
        match pools.iter().find(|(id, _)| plan.pooled && *id == plan.id) {
            Some(&(_, account)) => accounts[account].push(person),
            None => {
                if plan.pooled {
                    pools.push((&plan.id, accounts.len()));
                }
                accounts.push(vec![person]);
            }
        }
    }
    accounts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(id: &str, count: u32, plan: Plan) -> Seat {
        Seat {
            id: id.into(),
            segments: vec![0],
            count,
            plan,
            plan_changes: Vec::new(),
            opening: Opening::default(),
            from_week: 1,
            ramp: Vec::new(),
            reply_lift: Lift::one(),
            accept_lift: Lift::one(),
        }
    }

    fn pooled(id: &str) -> Plan {
        Plan { id: id.into(), pooled: true, ..Plan::none() }
    }

    #[test]
    fn people_under_one_pooled_plan_share_an_account_wherever_they_stand() {
        let team = [
            seat("a", 2, pooled("p")),
            seat("b", 2, Plan::none()),
            seat("c", 1, pooled("q")),
            seat("d", 1, pooled("p")),
        ];
        let places = |people: &Vec<Person>| people.iter().map(|it| (it.seat, it.number)).collect::<Vec<_>>();
        let found: Vec<_> = accounts(&team).iter().map(places).collect();
        assert_eq!(found, [vec![(0, 0), (0, 1), (3, 0)], vec![(1, 0)], vec![(1, 1)], vec![(2, 0)]]);
    }

    #[test]
    fn a_list_is_divided_evenly_and_the_first_have_one_more() {
        let parts = |of: u32, prospects| (0..of).map(|place| Share { of, place }.part(prospects)).collect::<Vec<_>>();
        assert_eq!((parts(3, 8), parts(4, 2), parts(1, 7)), (vec![3, 3, 2], vec![1, 1, 0, 0], vec![7]));
        assert_eq!(Share { of: 1, place: 0 }.part(u32::MAX), u32::MAX);
    }

    #[test]
    fn a_ramp_goes_by_the_weeks_of_the_seat_and_is_rounded_down() {
        let late = Seat { from_week: 3, ramp: vec![0.29, 0.5], ..seat("a", 1, Plan::none()) };
        let starts: Vec<u32> = (1..=6).map(|week| late.ramped(week, 100)).collect();
        assert_eq!(starts, [0, 0, 29, 50, 100, 100]);
        assert_eq!((late.ramped(4, 5), late.ramped(3, 3)), (2, 0));
    }

    #[test]
    fn a_change_before_the_first_week_is_the_plan_that_a_seat_begins_under() {
        let change = |week, id| PlanChange { week, plan: pooled(id) };
        let changes = vec![change(2, "x"), change(3, "y"), change(4, "z")];
        let late = Seat { from_week: 4, plan_changes: changes, ..seat("a", 1, Plan::none()) };
        let (plan, later) = late.begins_under();
        assert_eq!((plan.id.as_str(), later.len(), later[0].week), ("y", 1, 4));
        assert_eq!((late.first_day(), seat("b", 1, Plan::none()).first_day()), (21, 0));
    }
}
