//! Small cases drawn at random from all that the model allows, for property tests.

mod parts;
mod team;

use std::collections::BTreeSet;

use inmail_sim::domain::calendar::{Calendar, SendDays};
use inmail_sim::domain::case::{
    Case, CaseName, Costs, LimitWeek, Opening, OpeningLot, Order, Pacing, Pending, PlanChange, Restriction,
};
use inmail_sim::domain::followed::Followed;
use inmail_sim::domain::plan::{Billing, Plan, Rules};
use inmail_sim::domain::quantity::{Day, Hours, Money};
use inmail_sim::domain::rank_by::RankBy;
use inmail_sim::domain::rate::{Lift, Rate};
use inmail_sim::domain::segment::{Pace, Segment};
use inmail_sim::domain::touch::{Channel, Touch};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

/// Any case of 1 to 12 weeks that can be simulated, many of them with seats.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (without_seats(), option::weighted(0.4, team::team())).prop_map(|(case, team)| {
        let Some(team) = team else { return case };
        let opening = |parts| opening_of(parts, &case.touches);
        Case { seats: team.seats(case.segments.len(), &case.plan, opening), ..case }
    })
}

/// Any such case of one person who works all segments.
pub(crate) fn without_seats() -> impl Strategy<Value = Case> {
    let costs = (parts::money(), parts::money()).prop_map(|(per_month, once)| Costs { per_month, once });
    // Without optimization all of them together would not fit on a stack.
    let money = (plans(), parts::rules(), any::<bool>(), option::of(1..=31i8), costs).boxed();
    let sending = (parts::touches(), vec(segment(), 1..=3), pacing(), parts::outcomes()).boxed();
    (calendar(), money, opening(), sending).prop_map(|(calendar, money, opening, sending)| {
        let ((plan, plan_changes), rules, annual, billing_day, costs) = money;
        let (touches, segments, pacing, outcomes) = sending;
        let case =
            build(calendar, plan, plan_changes, rules, annual, billing_day, costs, opening, touches, segments, pacing);
        Case { outcomes, ..case }
    })
}

/// Puts the parts together and mends what they may not be: a `"max"` or `"refunds"` segment that does not begin with
/// an InMail, endless free InMails, pending touches that cannot have stayed silent.
#[allow(clippy::too_many_arguments)]
fn build(
    calendar: Calendar,
    plan: Plan,
    plan_changes: Vec<PlanChange>,
    rules: Rules,
    annual: bool,
    billing_day: Option<i8>,
    costs: Costs,
    opening: OpeningParts,
    mut touches: Vec<Touch>,
    drafts: Vec<Draft>,
    pacing: Pacing,
) -> Case {
    let segments: Vec<Segment> =
        drafts.into_iter().enumerate().map(|(place, draft)| draft.segment(place, &touches)).collect();
    let later: BTreeSet<usize> = segments.iter().flat_map(|segment| &segment.sequence[1..]).copied().collect();
    for (place, touch) in touches.iter_mut().enumerate() {
        // A wait may be left out where nobody needs it.
        if !later.contains(&place) && touch.minutes.thousandths() % 2 == 0 {
            touch.wait = None;
        }
    }
    Case {
        name: CaseName { plan: plan.id.clone(), ..CaseName::default() },
        calendar,
        plan,
        plan_changes,
        billing: if annual { Billing::Annual } else { Billing::Monthly },
        billing_day,
        rules,
        opening: opening_of(opening, &touches),
        touches,
        segments,
        outcomes: Vec::new(),
        seats: Vec::new(),
        pacing,
        hourly_cost: Money::from_cents(3000),
        costs,
        currency: "USD".into(),
        has_foreign_prices: false,
        rank_by: RankBy::default(),
    }
}

/// What an account brings along, without the touches that cannot have stayed silent.
fn opening_of((lots, pending): OpeningParts, touches: &[Touch]) -> Opening {
    let may_be_pending: Vec<usize> = (0..touches.len())
        .filter(|&place| matches!(touches[place].channel(), Channel::InMail | Channel::Message | Channel::Email))
        .collect();
    let pending = pending
        .into_iter()
        .map(|(touch, sent_days_ago, count)| Pending { touch: *touch.get(&may_be_pending), sent_days_ago, count })
        .filter(|pending| may_be_silent(pending, touches))
        .collect();
    Opening { lots, pending }
}

/// Can a touch be without a reply after that long? Rates that reach 1 are left out whatever their distribution.
fn may_be_silent(pending: &Pending, touches: &[Touch]) -> bool {
    let reply = touches[pending.touch].reply().expect("a pending touch draws replies");
    let rate = Followed::new(pending.touch, |place| touches[place].reply_rate()).expect("it ends in a rate");
    let before = f64::from(pending.sent_days_ago - 1);
    before < 1.0 || reply.delay.laws().iter().all(|law| rate.at_most(1.0) * law.cdf(before) < 1.0)
}

fn calendar() -> impl Strategy<Value = Calendar> {
    // 2023 to 2027, a leap year among them; the rest of the calendar is the calendar's own business.
    let start = (0..1800i32).prop_map(day_of_2023);
    let send_days = prop_oneof![
        2 => Just(SendDays::default()),
        1 => Just(SendDays::new(WEEK)),
        2 => subsequence(WEEK.to_vec(), 1..=7).prop_map(SendDays::new),
    ];
    let days_off = prop_oneof![
        3 => Just(BTreeSet::new()),
        2 => btree_set(-10..100i32, 1..12),
        // A whole campaign week, as in a company holiday.
        1 => (0..12i32).prop_map(|week| (week * 7..week * 7 + 7).collect()),
    ];
    // Whole weeks, or a last one that is short.
    let days = prop_oneof![2 => (1..=12).prop_map(|weeks| 7 * weeks), 1 => 1..=84i32];
    (start, days, send_days, days_off).prop_map(|(start, days, send_days, days_off)| Calendar {
        start,
        days,
        send_days,
        days_off: days_off.into_iter().map(|day: Day| start.saturating_add(day.days())).collect(),
    })
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn day_of_2023(day: i32) -> Date {
    date(2023, 1, 1).saturating_add(day.days())
}

/// The plan at the start and the changes: to other plans, to the same one, to none.
fn plans() -> impl Strategy<Value = (Plan, Vec<PlanChange>)> {
    let weeks = prop_oneof![3 => Just(BTreeSet::new()), 4 => btree_set(1..=13u32, 1..=3)];
    (vec(parts::plan(), 1..=3), any::<Index>(), weeks, vec(any::<Index>(), 3), 0..10u8).prop_map(
        |(mut plans, first, weeks, choices, none_first)| {
            for (place, plan) in plans.iter_mut().enumerate() {
                plan.id = format!("plan-{place}");
                // To one person alone it means nothing.
                plan.pooled = plan.cap % 3 == 0;
            }
            let first = if none_first == 0 { Plan::none() } else { first.get(&plans).clone() };
            plans.push(Plan::none());
            let changes =
                weeks.into_iter().zip(choices).map(|(week, plan)| PlanChange { week, plan: plan.get(&plans).clone() });
            (first, changes.collect())
        },
    )
}

type OpeningParts = (Vec<OpeningLot>, Vec<(Index, u32, u32)>);

fn opening() -> impl Strategy<Value = OpeningParts> {
    let lot = |credits: std::ops::RangeInclusive<u32>| {
        (credits, option::of(1..=60u32)).prop_map(|(credits, lapses_in_days)| OpeningLot { credits, lapses_in_days })
    };
    let lots = prop_oneof![
        2 => Just(Vec::new()),
        1 => (0..=40u32).prop_map(|credits| vec![OpeningLot { credits, lapses_in_days: None }]),
        2 => vec(lot(0..=12), 1..=4),
    ];
    let pending = prop_oneof![1 => Just(Vec::new()), 1 => vec((any::<Index>(), 1..=50u32, 1..=6u32), 1..=4)];
    (lots, pending)
}

/// A segment before it knows the touches.
#[derive(Debug, Clone)]
struct Draft {
    sequence: Vec<Index>,
    pace: Pace,
    prospects: Option<u32>,
    priority: u32,
    reserve: u32,
    credits_at_most: Option<u32>,
    wear: Lift,
    lifts: (Lift, Lift, Lift),
    value_lift: f64,
    open_profile: Rate,
    cost_per_prospect: Money,
}

fn segment() -> impl Strategy<Value = Draft> {
    let pace = prop_oneof![
        3 => vec(0..=12u32, 1..=4).prop_map(Pace::PerWeek),
        2 => Just(Pace::Max),
        1 => Just(Pace::Refunds),
    ];
    let reserve = prop_oneof![2 => Just(0u32), 1 => 1..=8u32];
    (
        vec(any::<Index>(), 1..=5),
        pace,
        option::weighted(0.4, 0..=40u32),
        1..=3u32,
        (reserve, option::weighted(0.3, 0..=20u32), parts::wear()),
        (parts::lift(), parts::lift(), parts::lift(), prop_oneof![Just(1.0), 0.0..3.0f64]),
        parts::open_profile(),
        parts::money(),
    )
        .prop_map(|(sequence, pace, prospects, priority, bounds, lifts, open_profile, cost_per_prospect)| {
            let (reply, accept, outcome, value_lift) = lifts;
            let (reserve, credits_at_most, wear) = bounds;
            Draft {
                sequence,
                pace,
                prospects,
                priority,
                reserve,
                credits_at_most,
                wear,
                lifts: (reply, accept, outcome),
                value_lift,
                open_profile,
                cost_per_prospect,
            }
        })
}

impl Draft {
    fn segment(self, place: usize, touches: &[Touch]) -> Segment {
        let all: Vec<usize> = (0..touches.len()).collect();
        let inmails: Vec<usize> =
            all.iter().copied().filter(|&place| touches[place].channel() == Channel::InMail).collect();
        let mut sequence: Vec<usize> = self.sequence.iter().map(|choice| *choice.get(&all)).collect();
        if !matches!(self.pace, Pace::PerWeek(_)) {
            sequence[0] = *self.sequence[0].get(&inmails);
        }
        let endless = self.pace == Pace::Max && self.open_profile.distribution().support().1 == 1.0;
        Segment {
            id: format!("segment-{place}"),
            sequence,
            pace: self.pace,
            prospects: if endless { self.prospects.or(Some(40)) } else { self.prospects },
            priority: self.priority,
            reserve: self.reserve,
            credits_at_most: self.credits_at_most,
            wear: self.wear,
            reply_lift: self.lifts.0,
            accept_lift: self.lifts.1,
            outcome_lift: self.lifts.2,
            value_lift: self.value_lift,
            open_profile: self.open_profile,
            cost_per_prospect: self.cost_per_prospect,
        }
    }
}

fn pacing() -> impl Strategy<Value = Pacing> {
    let order = prop_oneof![Just(Order::FollowUpsFirst), Just(Order::NewFirst)];
    let restriction = (0..=6u32, parts::rate(), 1..=12u32).prop_map(|(above_per_day, chance, days)| Restriction {
        above_per_day,
        chance,
        days,
    });
    let hours = option::weighted(0.3, (1..=90u32).prop_map(|minutes| Hours::new(f64::from(minutes) / 60.0)));
    let limit_week = prop_oneof![Just(LimitWeek::Campaign), Just(LimitWeek::Rolling)];
    (order, option::weighted(0.3, restriction), hours, limit_week).prop_map(
        |(order, restriction, hours, limit_week)| Pacing {
            order,
            restriction,
            hours_per_week: hours.flatten(),
            limit_week,
        },
    )
}
