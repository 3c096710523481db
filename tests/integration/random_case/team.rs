//! Seats for random cases: late ones, slow starters, pools, plans and openings of their own.

use inmail_sim::domain::case::{Opening, PlanChange};
use inmail_sim::domain::plan::Plan;
use inmail_sim::domain::rate::Lift;
use inmail_sim::domain::seat::Seat;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{OpeningParts, opening, parts};

/// A team before it knows the segments and the case's plan.
#[derive(Debug, Clone)]
pub(super) struct Team {
    /// The plans that the seats are under; each with the changes of the pool under it, if it is pooled: whether to it or
    /// to none.
    plans: Vec<(Plan, Vec<(u32, bool)>)>,
    seats: Vec<Draft>,
}

#[derive(Debug, Clone)]
struct Draft {
    works: Vec<bool>,
    count: u32,
    plan: Index,
    /// Where each seat is on its own: when it changes, and to what.
    changes: Vec<(u32, Index)>,
    /// A seat that begins later may have had another plan until it came to the one that it begins under.
    before: Option<Index>,
    opening: OpeningParts,
    from_week: u32,
    ramp: Vec<f64>,
    lifts: (Lift, Lift),
}

/// One to three seats.
pub(super) fn team() -> impl Strategy<Value = Team> {
    let weeks = |most| prop_oneof![1 => Just(Vec::new()), 1 => btree_set(1..=9u32, 1..=most).prop_map(|it| it.into_iter().collect())];
    let pool = (weeks(3), vec(any::<bool>(), 3))
        .prop_map(|(weeks, to_it): (Vec<u32>, _)| weeks.into_iter().zip(to_it).collect::<Vec<_>>());
    let plan = (parts::plan(), prop::bool::weighted(0.7), pool)
        .prop_map(|(plan, pooled, pool)| (Plan { pooled, ..plan }, pool));
    let factor = prop_oneof![1 => Just(0.0), 1 => Just(1.0), 4 => 0.0..1.0f64, 1 => 1.0..2.5f64];
    let working = (
        vec(any::<bool>(), 3),
        prop_oneof![3 => Just(1u32), 2 => 2..=3u32],
        prop_oneof![3 => Just(1u32), 3 => 2..=6u32, 1 => 7..=14u32],
        prop_oneof![1 => Just(Vec::new()), 1 => vec(factor, 1..=4)],
        (parts::lift(), parts::lift()),
    );
    let changes = (weeks(3), vec(any::<Index>(), 3))
        .prop_map(|(weeks, plans): (Vec<u32>, _)| weeks.into_iter().zip(plans).collect::<Vec<_>>());
    let paying = (any::<Index>(), changes, option::weighted(0.3, any::<Index>()), opening());
    let seat =
        (working, paying).prop_map(|((works, count, from_week, ramp, lifts), (plan, changes, before, opening))| {
            Draft { works, count, plan, changes, before, opening, from_week, ramp, lifts }
        });
    (vec(plan, 1..=2), vec(seat, 1..=3)).prop_map(|(plans, seats)| Team { plans, seats }).boxed()
}

impl Team {
    /// The seats that work so many segments: every one of them is worked.
    pub(super) fn seats(self, segments: usize, plan: &Plan, opening: impl Fn(OpeningParts) -> Opening) -> Vec<Seat> {
        let mut plans = self.plans;
        for (place, (plan, _)) in plans.iter_mut().enumerate() {
            plan.id = format!("seat-plan-{place}");
        }
        plans.extend([(Plan { pooled: false, ..plan.clone() }, Vec::new()), (Plan::none(), Vec::new())]);
        let number = self.seats.len();
        let seats = self.seats.into_iter().enumerate();
        let mut seats: Vec<Seat> = seats.map(|(place, draft)| draft.seat(place, segments, &plans, &opening)).collect();
        for segment in 0..segments {
            if !seats.iter().any(|seat| seat.segments.contains(&segment)) {
                let works = &mut seats[segment % number].segments;
                works.push(segment);
                works.sort();
            }
        }
        seats
    }
}

impl Draft {
    fn seat(
        self,
        place: usize,
        segments: usize,
        plans: &[(Plan, Vec<(u32, bool)>)],
        opening: impl Fn(OpeningParts) -> Opening,
    ) -> Seat {
        // The last is none, to which all may change.
        let (plan, of_pool) = self.plan.get(&plans[..plans.len() - 1]);
        let mut from_week = self.from_week;
        let mut plan_changes: Vec<PlanChange> = if plan.pooled {
            // The pool changes as a whole, to its plan or to none; whoever joins it begins under its plan.
            let to = |to_it: bool| if to_it { plan.clone() } else { Plan::none() };
            let changes: Vec<PlanChange> =
                of_pool.iter().map(|&(week, to_it)| PlanChange { week, plan: to(to_it) }).collect();
            let in_force = changes.iter().rfind(|change| change.week < from_week);
            if in_force.is_some_and(|change| change.plan.is_none()) {
                from_week = 1;
            }
            changes
        } else {
            // Each on its own, but into no pool once it has begun.
            let alone: Vec<&Plan> = plans.iter().map(|(plan, _)| plan).filter(|plan| !plan.pooled).collect();
            let changes = self.changes.iter();
            changes.map(|(week, to)| PlanChange { week: *week, plan: (*to.get(&alone)).clone() }).collect()
        };
        let mut first = plan.clone();
        if let Some(before) = self.before
            && from_week > 1
            && plan_changes.iter().all(|change| change.week >= from_week)
        {
            first = before.get(plans).0.clone();
            plan_changes.insert(0, PlanChange { week: from_week - 1, plan: plan.clone() });
        }
        let works: Vec<usize> = (0..segments).filter(|&segment| self.works[segment]).collect();
        Seat {
            id: format!("seat-{place}"),
            segments: if works.is_empty() { (0..segments).collect() } else { works },
            count: self.count,
            plan: first,
            plan_changes,
            opening: opening(self.opening),
            from_week,
            ramp: self.ramp,
            reply_lift: self.lifts.0,
            accept_lift: self.lifts.1,
        }
    }
}
