//! A case made ready to be played: everything that is the same in each trial, worked out once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::case::{Case, TouchRow};
use crate::domain::demand::brought;
use crate::domain::ledger::Lot;
use crate::domain::quantity::{Day, Money};
use crate::domain::seat::{Person, Seat, accounts, people, share};
use crate::domain::segment::Pace;
use crate::domain::subscription::{Bill, seat_bill};
use crate::domain::tally::Shape;
use crate::domain::terms::{Monthly, Terms, gcd};
use crate::domain::touch::{Action, Reply, Wait};

use super::account_plan::{AccountPlan, PersonPlan};
use super::calendar::{self, DayPlan};
use super::luck::{Purpose, Stream, StreamKey};
use super::outcomes::OutcomePlans;
use super::pending::PendingPlan;
use super::quota::Limits;
use super::rated::Rated;
use super::reply_plan::ReplyPlan;
use super::segment_plan::{ConnectPlan, SegmentPlan, Step, StepKind};
use super::tables::Tables;
use super::unknown::{Unknown, UnknownId};
use super::unknowns::Unknowns;

/// A case made ready to be played.
#[derive(Debug, Clone)]
pub struct Schedule<'a> {
    pub(crate) case: &'a Case,
    pub(crate) team: Cow<'a, [Seat]>,
    /// The accounts in the order of the first person who has each.
    pub(crate) accounts: Vec<AccountPlan>,
    /// The numbers that are drawn once a trial: rates, lifts, shares, which of several delays holds.
    pub(crate) unknowns: Vec<Unknown>,
    pub(crate) restriction: Option<RestrictionPlan>,
    pub(crate) limits: Limits,
    pub(crate) outcomes: OutcomePlans<'a>,
    /// The number of rows in the report on touches.
    pub(crate) rows: usize,
    /// On how many days each of a seat's people is granted credits.
    pub(crate) grant_days: Vec<u32>,
    terms: Terms,
}

/// A restriction made ready.
#[derive(Debug, Clone)]
pub(crate) struct RestrictionPlan {
    pub(crate) above_per_day: u32,
    pub(crate) days: Day,
    pub(crate) chance: UnknownId,
    pub(crate) key: StreamKey,
}

impl<'a> Schedule<'a> {
    /// Makes a case ready that is played by itself.
    pub fn new(case: &'a Case) -> Schedule<'a> {
        Schedule::with_tables(case, &Tables::default())
    }

    /// Makes several cases ready whose counts are compared, and so are the same. They mostly have the same distributions,
    /// and share what is worked out for those.
    pub fn all(cases: &'a [Case]) -> Vec<Schedule<'a>> {
        Schedule::all_with_tables(cases, &Tables::default())
    }

    /// The same with these tables where they are worked out already.
    pub fn all_with_tables(cases: &'a [Case], tables: &Tables) -> Vec<Schedule<'a>> {
        let further = cases.iter().filter_map(|case| further(case, &bills(case, &case.team()))).max();
        cases.iter().map(|case| Schedule::counting(case, tables, further)).collect()
    }

    /// Makes a case ready that is played by itself, with these tables where they are worked out already.
    pub fn with_tables(case: &'a Case, tables: &Tables) -> Schedule<'a> {
        Schedule::counting(case, tables, further(case, &bills(case, &case.team())))
    }

    fn counting(case: &'a Case, tables: &Tables, further: Option<u16>) -> Schedule<'a> {
        let team = case.team();
        let minutes = case.touches.iter().map(|touch| touch.minutes);
        let minutes = minutes.chain(case.outcomes.iter().map(|outcome| outcome.minutes));
        let effort_unit = minutes.fold(0, |unit, minutes| gcd(unit, minutes.thousandths())).max(1);
        let rows: HashMap<TouchRow, usize> = case.touch_rows().into_iter().zip(0..).collect();
        let mut compiler = Compiler {
            case,
            team: &team,
            effort_unit,
            rows,
            unknowns: Unknowns::new(case, tables),
            steps: vec![None; case.segments.len()],
            days: vec![None; team.len()],
        };
        let accounts = compiler.accounts();
        let restriction = case.pacing.restriction.as_ref().map(|restriction| RestrictionPlan {
            above_per_day: restriction.above_per_day,
            days: days_from(restriction.days),
            chance: compiler.unknowns.of(Stream::RestrictionChance, restriction.chance.distribution()),
            key: Stream::Restriction.key(),
        });
        let outcomes = OutcomePlans::new(case, effort_unit, &mut compiler.unknowns);
        let (rows, unknowns) = (compiler.rows.len(), compiler.unknowns.list);
        let bills = bills(case, &team);
        let (terms, limits) = (terms(case, &team, &bills, effort_unit, further), Limits::new(case));
        let grant_days = bills.iter().map(|bill| bill.grant_days).collect();
        Schedule { case, team, accounts, unknowns, restriction, limits, outcomes, rows, grant_days, terms }
    }

    /// The terms, the same in every trial.
    pub fn terms(&self) -> Terms {
        self.terms
    }

    /// How large the tally of its trials is.
    pub fn shape(&self) -> Shape {
        let (weeks, segments, seats) = (self.case.calendar.weeks(), self.case.segments.len(), self.case.seats.len());
        Shape { terms: self.terms, weeks, touches: self.rows, segments, seats }
    }
}

/// What each of a seat's people is charged and granted, seat by seat.
fn bills(case: &Case, team: &[Seat]) -> Vec<Bill> {
    team.iter().map(|seat| seat_bill(case, seat)).collect()
}

/// Do all people have credits granted on as many days?
fn granted_alike(bills: &[Bill]) -> bool {
    bills.windows(2).all(|pair| pair[0].grant_days == pair[1].grant_days)
}

/// Whether the trials of a case have use for the further counts, and for those of how many outcomes.
fn further(case: &Case, bills: &[Bill]) -> Option<u16> {
    case.further().or((!granted_alike(bills)).then_some(case.outcomes.len() as u16))
}

fn terms(case: &Case, team: &[Seat], bills: &[Bill], effort_unit: u64, further: Option<u16>) -> Terms {
    let all = || team.iter().zip(bills).map(|(seat, bill)| (u64::from(seat.count), bill));
    Terms {
        cost: Money::from_cents(all().map(|(count, bill)| count * bill.cost.cents()).sum()),
        opening: brought(case),
        granted: all().map(|(count, bill)| count * bill.granted).sum(),
        grant_days: bills.iter().map(|bill| bill.grant_days).max().unwrap_or_default(),
        monthly: (!granted_alike(bills)).then(|| {
            let granted = all().map(|(count, bill)| (count * bill.granted, bill.grant_days));
            Monthly::new(granted)
        }),
        effort_unit,
        hourly_cost: case.hourly_cost,
        expenses: case.fixed_expenses(),
        expenses_vary: case.expenses_vary(),
        has_value: case.outcomes.iter().any(|outcome| !outcome.value.is_nothing()),
        has_lists: case.has_lists(),
        further,
    }
}

/// Translates the parts of a case, collecting what is drawn once a trial.
struct Compiler<'a, 't> {
    case: &'a Case,
    team: &'t [Seat],
    effort_unit: u64,
    rows: HashMap<TouchRow, usize>,
    unknowns: Unknowns<'a, 't>,
    /// The steps of each segment, which all who work it share.
    steps: Vec<Option<Arc<[Step]>>>,
    /// The days of an account of one person of each seat.
    days: Vec<Option<Arc<[DayPlan]>>>,
}

impl Compiler<'_, '_> {
    fn accounts(&mut self) -> Vec<AccountPlan> {
        let names: HashMap<Person, u32> = people(self.team).zip(0..).collect();
        let is_one = names.len() == 1;
        accounts(self.team)
            .iter()
            .map(|people| {
                let plan = |&person: &Person| {
                    let begins = self.team[person.seat].first_day();
                    PersonPlan { person, seat: (!is_one).then(|| names[&person]), begins }
                };
                let people: Vec<PersonPlan> = people.iter().map(plan).collect();
                let (days, segments, pending) = (self.days(&people), self.segments(&people), self.pending(&people));
                AccountPlan { people, days, segments, pending }
            })
            .collect()
    }

    fn days(&mut self, people: &[PersonPlan]) -> Arc<[DayPlan]> {
        let seats: Vec<&Seat> = people.iter().map(|plan| &self.team[plan.person.seat]).collect();
        let new = || calendar::days(self.case, &seats).into();
        match people {
            [alone] => self.days[alone.person.seat].get_or_insert_with(new).clone(),
            _ => new(),
        }
    }

    fn segments(&mut self, people: &[PersonPlan]) -> Vec<SegmentPlan> {
        let case = self.case;
        let mut order: Vec<(u32, usize, usize)> = Vec::new();
        for (person, plan) in people.iter().enumerate() {
            let places = &self.team[plan.person.seat].segments;
            order.extend(places.iter().map(|&place| (case.segments[place].priority, person, place)));
        }
        order.sort_unstable();
        (0..).zip(order).map(|(turn, (_, person, place))| self.segment(turn, person, &people[person], place)).collect()
    }

    fn segment(&mut self, turn: u32, person: usize, plan: &PersonPlan, place: usize) -> SegmentPlan {
        let (case, seat) = (self.case, &self.team[plan.person.seat]);
        let segment = &case.segments[place];
        let id = segment.id.as_str();
        let share = share(self.team, plan.person, place);
        SegmentPlan {
            place: place as u32,
            turn,
            person: person as u32,
            seat: plan.seat,
            pace: pace(case, seat, &segment.pace),
            share,
            prospects: segment.prospects.map_or(u32::MAX, |prospects| share.part(prospects)),
            is_list: segment.prospects.is_some(),
            reserve: segment.reserve,
            credits_at_most: segment.credits_at_most.map_or(u64::MAX, u64::from),
            wear: (segment.wear.distribution().as_fixed() != Some(1.0))
                .then(|| self.unknowns.of(Stream::Wear(id), segment.wear.distribution())),
            steps: self.steps(place),
            open_profile: self.unknowns.of(Stream::OpenProfileShare(id), segment.open_profile.distribution()),
            open_profile_key: Stream::OpenProfile(id).key(),
            reply_lift: self.unknowns.lift(
                (Stream::SegmentReplyLift(id), &segment.reply_lift),
                (Stream::SeatReplyLift(&seat.id), &seat.reply_lift),
                Stream::ReplyLiftOf { segment: id, seat: &seat.id },
            ),
            accept_lift: self.unknowns.lift(
                (Stream::SegmentAcceptLift(id), &segment.accept_lift),
                (Stream::SeatAcceptLift(&seat.id), &seat.accept_lift),
                Stream::AcceptLiftOf { segment: id, seat: &seat.id },
            ),
        }
    }

    fn steps(&mut self, segment: usize) -> Arc<[Step]> {
        if let Some(steps) = &self.steps[segment] {
            return steps.clone();
        }
        let steps: Arc<[Step]> =
            (0..self.case.segments[segment].sequence.len()).map(|step| self.step(segment, step)).collect();
        self.steps[segment] = Some(steps.clone());
        steps
    }

    fn step(&mut self, segment_place: usize, place: usize) -> Step {
        let case = self.case;
        let segment = &case.segments[segment_place];
        let touch_at = |place: usize| &case.touches[segment.sequence[place]];
        let touch = touch_at(place);
        let occurrence = segment.sequence[..place].iter().filter(|&&other| other == segment.sequence[place]).count();
        let stream =
            |purpose| Stream::Touch { segment: &segment.id, touch: &touch.id, occurrence: occurrence as u32, purpose };
        let kind = match &touch.action {
            Action::InMail(reply) => StepKind::InMail(self.reply(segment.sequence[place], reply, stream)),
            Action::Free(_, reply) => StepKind::Free(self.reply(segment.sequence[place], reply, stream)),
            Action::Connect { accept_delay, reply, .. } => StepKind::Connect(Box::new(ConnectPlan {
                rate: self.unknowns.rate(Rated::Acceptances, segment.sequence[place]),
                key: stream(Purpose::Acceptance).key(),
                delay_key: stream(Purpose::AcceptanceDelay).key(),
                delay: self.unknowns.delay(
                    Stream::AcceptDelay(&touch.id),
                    Rated::Acceptances.latent(case, segment.sequence[place]),
                    accept_delay,
                ),
                reply: self.reply(segment.sequence[place], reply, stream),
            })),
            Action::Engage { accept_lift, reply_lift } => StepKind::Engage {
                reply_lift: self.unknowns.of(Stream::TouchReplyLift(&touch.id), reply_lift.distribution()),
                accept_lift: self.unknowns.of(Stream::TouchAcceptLift(&touch.id), accept_lift.distribution()),
            },
        };
        let (wait, patience) = match touch.wait {
            // Only a touch in first place has none, and that one does not wait.
            None => (0, Day::MAX / 2),
            Some(Wait::AtLeast(days)) => (days_from(days), Day::MAX / 2),
            Some(Wait::Window(first, last)) => (days_from(first), days_from(last - first)),
        };
        let before = || (0..place).map(|earlier| (earlier, &touch_at(earlier).action));
        let lifted_by: Vec<usize> = before()
            .filter(|(_, action)| matches!(action, Action::Engage { .. }))
            .map(|(earlier, _)| earlier)
            .collect();
        let may_be_free = segment.open_profile.distribution().as_fixed() != Some(0.0)
            || before().any(|(_, action)| matches!(action, Action::Connect { .. }));
        let time = if case.pacing.hours_per_week.is_some() { touch.minutes.thousandths() } else { 0 };
        let is_limited = touch.limit_per_week.is_some() || touch.limit_per_day.is_some() || time > 0;
        let is_inmail = matches!(kind, StepKind::InMail(_));
        let is_uniform = lifted_by.is_empty() && (is_inmail && !may_be_free || matches!(kind, StepKind::Free(_)));
        let is_alike = segment.credits_at_most.is_none() && segment.wear.distribution().as_fixed() == Some(1.0);
        Step {
            touch: segment.sequence[place] as u32,
            row: self.row(Some(segment_place), segment.sequence[place]),
            effort: touch.minutes.thousandths() / self.effort_unit,
            wait,
            patience,
            is_plain: is_inmail && is_uniform && !is_limited && is_alike,
            is_uniform,
            kind,
            lifted_by,
            may_be_free,
            is_limited,
            time,
        }
    }

    fn reply<'s>(&mut self, touch: usize, reply: &Reply, stream: impl Fn(Purpose) -> Stream<'s>) -> ReplyPlan {
        let case = self.case;
        let (id, latent) = (case.touches[touch].id.as_str(), Rated::Replies.latent(case, touch));
        ReplyPlan {
            rate: self.unknowns.rate(Rated::Replies, touch),
            key: stream(Purpose::Reply).key(),
            delay_key: stream(Purpose::ReplyDelay).key(),
            delay: self.unknowns.delay(Stream::ReplyDelay(id), latent, &reply.delay),
        }
    }

    fn pending(&mut self, people: &[PersonPlan]) -> Vec<PendingPlan> {
        let case = self.case;
        let mut plans = Vec::new();
        for (person, of) in (0..).zip(people).filter(|(_, of)| of.begins < case.calendar.days) {
            let seat = &self.team[of.person.seat];
            let life = seat.begins_under().0.credit_life_days(&case.rules);
            let mut sent_so_far = vec![0; case.touches.len()];
            for pending in &seat.opening.pending {
                let touch = &case.touches[pending.touch];
                // A pending touch is an InMail, a message or an e-mail: all of them draw replies.
                let Some(reply) = touch.reply() else { continue };
                let sent = of.begins - days_from(pending.sent_days_ago);
                plans.push(PendingPlan {
                    touch: pending.touch as u32,
                    row: self.row(None, pending.touch),
                    person,
                    seat: of.seat,
                    begins: of.begins,
                    sent,
                    credit_lapses: matches!(touch.action, Action::InMail(_)).then(|| Lot::new(1, sent, life).lapses),
                    count: pending.count,
                    first: sent_so_far[pending.touch],
                    reply: self.reply(pending.touch, reply, |purpose| Stream::Pending { touch: &touch.id, purpose }),
                });
                sent_so_far[pending.touch] += u64::from(pending.count);
            }
        }
        plans.sort_by_key(|plan| plan.sent);
        plans
    }

    fn row(&self, segment: Option<usize>, touch: usize) -> usize {
        self.rows[&TouchRow { segment, touch }]
    }
}

/// The pace of a segment as a person of the seat works it.
fn pace(case: &Case, seat: &Seat, pace: &Pace) -> Pace {
    match pace {
        Pace::PerWeek(numbers) if seat.from_week > 1 || !seat.ramp.is_empty() => {
            let number = |week: u32| numbers[(week as usize - 1).min(numbers.len() - 1)];
            Pace::PerWeek((1..=case.calendar.weeks()).map(|week| seat.ramped(week, number(week))).collect())
        }
        pace => pace.clone(),
    }
}

/// A number of days, held to what the calendar can hold.
fn days_from(days: u32) -> Day {
    Day::try_from(days).unwrap_or(Day::MAX / 4).min(Day::MAX / 4)
}
