//! A case made ready to be played: everything that is the same in each trial, worked out once.

use std::collections::HashMap;

use crate::domain::case::{Case, TouchRow};
use crate::domain::event::Subject;
use crate::domain::ledger::Lot;
use crate::domain::quantity::{Credits, Day, Money};
use crate::domain::segment::Pace;
use crate::domain::terms::Terms;
use crate::domain::touch::{Action, Reply, Wait};

use super::calendar::{self, DayPlan};
use super::delay_plan::DelayPlan;
use super::luck::{Purpose, Stream, StreamKey};
use super::outcomes::OutcomePlans;
use super::pending::PendingPlan;
use super::quota::Limits;
use super::rated::Rated;
use super::reply_plan::ReplyPlan;
use super::tables::Tables;
use super::unknown::{Unknown, UnknownId};
use super::unknowns::Unknowns;

/// A case made ready to be played.
#[derive(Debug, Clone)]
pub struct Schedule<'a> {
    pub(crate) case: &'a Case,
    pub(crate) days: Vec<DayPlan>,
    /// The segments in the order in which they go.
    pub(crate) segments: Vec<SegmentPlan<'a>>,
    /// The pending touches in the order in which they were sent.
    pub(crate) pending: Vec<PendingPlan>,
    /// The numbers that are drawn once a trial: rates, lifts, shares, which of several delays holds.
    pub(crate) unknowns: Vec<Unknown>,
    pub(crate) restriction: Option<RestrictionPlan>,
    pub(crate) limits: Limits,
    pub(crate) outcomes: OutcomePlans<'a>,
    /// The number of rows in the report on touches.
    pub(crate) rows: usize,
    terms: Terms,
}

/// A segment made ready.
#[derive(Debug, Clone)]
pub(crate) struct SegmentPlan<'a> {
    /// Its place in the case.
    pub(crate) place: u32,
    /// Its place in the order in which segments go.
    pub(crate) turn: u32,
    pub(crate) pace: &'a Pace,
    /// How many prospects there are, as far as can be counted.
    pub(crate) prospects: u32,
    /// Is their number known?
    pub(crate) is_list: bool,
    pub(crate) reserve: Credits,
    /// The most credits that it may spend.
    pub(crate) credits_at_most: u64,
    /// What is left of all rates after each hundred prospects; nothing where that is all.
    pub(crate) wear: Option<UnknownId>,
    pub(crate) steps: Vec<Step>,
    pub(crate) open_profile: UnknownId,
    pub(crate) open_profile_key: StreamKey,
    pub(crate) reply_lift: UnknownId,
    pub(crate) accept_lift: UnknownId,
}

impl SegmentPlan<'_> {
    /// A prospect of the segment, and the touch concerned.
    pub(crate) fn subject(&self, step: &Step, prospect: u32) -> Subject {
        Subject { segment: Some(self.place), prospect: Some(prospect), touch: Some(step.touch), ..Subject::default() }
    }
}

/// A touch in the sequence of a segment.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Its place in the case.
    pub(crate) touch: u32,
    /// Its row in the report on touches.
    pub(crate) row: usize,
    pub(crate) effort: u64,
    /// Days from the touch before it to the day from which it is due.
    pub(crate) wait: Day,
    /// Days from then to the last on which it may go out.
    pub(crate) patience: Day,
    pub(crate) kind: StepKind,
    /// The steps before it that warm prospects up.
    pub(crate) lifted_by: Vec<usize>,
    /// Can it be free to some although it is an InMail?
    pub(crate) may_be_free: bool,
    is_plain: bool,
    /// May a limit or the hours of the week hold it up?
    pub(crate) is_limited: bool,
    /// The working time that it takes of the hours of the week, in thousandths of a minute; nothing where those are not
    /// limited.
    pub(crate) time: u64,
}

/// The effect of a step.
#[derive(Debug, Clone)]
pub(crate) enum StepKind {
    InMail(ReplyPlan),
    Free(ReplyPlan),
    Connect(Box<ConnectPlan>),
    Engage { reply_lift: UnknownId, accept_lift: UnknownId },
}

impl Step {
    /// Does it cost a credit whoever it goes to, with no bound but the balance and no rate that depends on the prospect?
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// How it draws replies, if it does.
    pub(crate) fn reply(&self) -> Option<&ReplyPlan> {
        match &self.kind {
            StepKind::InMail(reply) | StepKind::Free(reply) => Some(reply),
            StepKind::Connect(connect) => Some(&connect.reply),
            StepKind::Engage { .. } => None,
        }
    }
}

/// How a step draws acceptances, and its message replies.
#[derive(Debug, Clone)]
pub(crate) struct ConnectPlan {
    pub(crate) rate: UnknownId,
    pub(crate) key: StreamKey,
    pub(crate) delay_key: StreamKey,
    pub(crate) delay: DelayPlan,
    pub(crate) reply: ReplyPlan,
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
        let tables = Tables::default();
        let further = cases.iter().filter_map(Case::further).max();
        cases.iter().map(|case| Schedule::counting(case, &tables, further)).collect()
    }

    /// Makes a case ready that is played by itself, with these tables where they are worked out already.
    pub fn with_tables(case: &'a Case, tables: &Tables) -> Schedule<'a> {
        Schedule::counting(case, tables, case.further())
    }

    fn counting(case: &'a Case, tables: &Tables, further: Option<u16>) -> Schedule<'a> {
        let days = calendar::days(case);
        let minutes = case.touches.iter().map(|touch| touch.minutes);
        let minutes = minutes.chain(case.outcomes.iter().map(|outcome| outcome.minutes));
        let effort_unit = minutes.fold(0, |unit, minutes| gcd(unit, minutes.thousandths())).max(1);
        let rows: HashMap<TouchRow, usize> = case.touch_rows().into_iter().zip(0..).collect();
        let mut compiler = Compiler { case, effort_unit, rows, unknowns: Unknowns::new(case, tables) };
        let segments = compiler.segments();
        let pending = compiler.pending();
        let restriction = case.pacing.restriction.as_ref().map(|restriction| RestrictionPlan {
            above_per_day: restriction.above_per_day,
            days: days_from(restriction.days),
            chance: compiler.unknowns.of(Stream::RestrictionChance, restriction.chance.distribution()),
            key: Stream::Restriction.key(),
        });
        let outcomes = OutcomePlans::new(case, effort_unit, &mut compiler.unknowns);
        let terms = Terms {
            cost: Money::from_cents(days.iter().map(|day| day.charge.cents()).sum()),
            opening: case.opening.lots.iter().map(|lot| u64::from(lot.credits)).sum(),
            granted: days.iter().filter_map(|day| day.grant).map(u64::from).sum(),
            grant_days: days.iter().filter(|day| day.grant.is_some_and(|credits| credits > 0)).count() as u32,
            effort_unit,
            hourly_cost: case.hourly_cost,
            expenses: case.fixed_expenses(),
            has_lists: case.has_lists(),
            further,
        };
        Schedule {
            case,
            segments,
            pending,
            restriction,
            outcomes,
            unknowns: compiler.unknowns.list,
            limits: Limits::new(case),
            rows: compiler.rows.len(),
            days,
            terms,
        }
    }

    /// The terms, the same in every trial.
    pub fn terms(&self) -> Terms {
        self.terms
    }
}

/// Translates the parts of a case, collecting what is drawn once a trial.
struct Compiler<'a, 't> {
    case: &'a Case,
    effort_unit: u64,
    rows: HashMap<TouchRow, usize>,
    unknowns: Unknowns<'a, 't>,
}

impl<'a> Compiler<'a, '_> {
    fn segments(&mut self) -> Vec<SegmentPlan<'a>> {
        let case = self.case;
        let mut order: Vec<usize> = (0..case.segments.len()).collect();
        order.sort_by_key(|&place| case.segments[place].priority);
        (0..).zip(order).map(|(turn, place)| self.segment(turn, place)).collect()
    }

    fn segment(&mut self, turn: u32, place: usize) -> SegmentPlan<'a> {
        let segment = &self.case.segments[place];
        let id = segment.id.as_str();
        let steps = (0..segment.sequence.len()).map(|step| self.step(place, step)).collect();
        SegmentPlan {
            place: place as u32,
            turn,
            pace: &segment.pace,
            prospects: segment.prospects.unwrap_or(u32::MAX),
            is_list: segment.prospects.is_some(),
            reserve: segment.reserve,
            credits_at_most: segment.credits_at_most.map_or(u64::MAX, u64::from),
            wear: (segment.wear.distribution().as_fixed() != Some(1.0))
                .then(|| self.unknowns.of(Stream::Wear(id), segment.wear.distribution())),
            steps,
            open_profile: self.unknowns.of(Stream::OpenProfileShare(id), segment.open_profile.distribution()),
            open_profile_key: Stream::OpenProfile(id).key(),
            reply_lift: self.unknowns.of(Stream::SegmentReplyLift(id), segment.reply_lift.distribution()),
            accept_lift: self.unknowns.of(Stream::SegmentAcceptLift(id), segment.accept_lift.distribution()),
        }
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
        let is_alike = segment.credits_at_most.is_none() && segment.wear.distribution().as_fixed() == Some(1.0);
        Step {
            touch: segment.sequence[place] as u32,
            row: self.row(Some(segment_place), segment.sequence[place]),
            effort: touch.minutes.thousandths() / self.effort_unit,
            wait,
            patience,
            is_plain: is_inmail && !may_be_free && !is_limited && is_alike && lifted_by.is_empty(),
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

    fn pending(&mut self) -> Vec<PendingPlan> {
        let case = self.case;
        let mut sent_so_far = vec![0; case.touches.len()];
        let mut plans = Vec::new();
        for pending in &case.opening.pending {
            let touch = &case.touches[pending.touch];
            // A pending touch is an InMail, a message or an e-mail: all of them draw replies.
            let Some(reply) = touch.reply() else { continue };
            plans.push(PendingPlan {
                touch: pending.touch as u32,
                row: self.row(None, pending.touch),
                sent: -days_from(pending.sent_days_ago),
                credit_lapses: matches!(touch.action, Action::InMail(_)).then(|| {
                    Lot::new(1, -days_from(pending.sent_days_ago), case.plan.credit_life_days(&case.rules)).lapses
                }),
                count: pending.count,
                first: sent_so_far[pending.touch],
                reply: self.reply(pending.touch, reply, |purpose| Stream::Pending { touch: &touch.id, purpose }),
            });
            sent_so_far[pending.touch] += u64::from(pending.count);
        }
        plans.sort_by_key(|plan| plan.sent);
        plans
    }

    fn row(&self, segment: Option<usize>, touch: usize) -> usize {
        self.rows[&TouchRow { segment, touch }]
    }
}

/// A number of days, held to what the calendar can hold.
fn days_from(days: u32) -> Day {
    Day::try_from(days).unwrap_or(Day::MAX / 4).min(Day::MAX / 4)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
