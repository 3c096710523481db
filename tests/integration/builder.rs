//! Cases in a few readable lines, for tests that look at one thing at a time.

use std::collections::BTreeSet;

use inmail_sim::domain::calendar::{Calendar, SendDays};
use inmail_sim::domain::case::{Case, CaseName, Costs, Opening, OpeningLot, Pacing};
use inmail_sim::domain::count::TrialCounts;
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::delays::Delays;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::outcome::{Outcome, Worth};
use inmail_sim::domain::plan::{Billing, CreditLife, Overflow, Plan, PlanChangeRule, Refill, RefundLife, Rules};
use inmail_sim::domain::quantity::{Credits, Day, Hours, Minutes, Money};
use inmail_sim::domain::rank_by::RankBy;
use inmail_sim::domain::rate::{AnyRate, Lift, Rate, Tie};
use inmail_sim::domain::segment::{Pace, Segment};
use inmail_sim::domain::tally::TouchTally;
use inmail_sim::domain::touch::{Action, Channel, Reply, Touch, Wait};
use inmail_sim::engine::Sampling;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use jiff::civil::{Date, Weekday, date};

/// A campaign of four weeks from New Year's Day 2026 under a plan without credits, in which nothing is sent: credits
/// live for 90 days, replies refund within 90.
pub(crate) fn campaign() -> Campaign {
    let plan = Plan {
        id: "plan".into(),
        name: "Plan".into(),
        credits_per_month: 0,
        cap: 1_000_000,
        price_per_month: Some(Money::default()),
        price_per_month_annual: None,
        refill: Refill::BillingDay,
        pooled: false,
        credit_life: CreditLife::AsRules,
        doubt: None,
        price_doubt: None,
    };
    let calendar =
        Calendar { start: date(2026, 1, 1), days: 28, send_days: SendDays::default(), days_off: BTreeSet::new() };
    let rules = Rules {
        credit_life_days: Some(90),
        refund_window_days: 90,
        refund_life: RefundLife::Fresh,
        cap_on_refund: false,
        overflow: Overflow::DropOldest,
        plan_change: PlanChangeRule::KeepToCap,
    };
    let case = Case {
        name: CaseName { plan: plan.id.clone(), ..CaseName::default() },
        calendar,
        plan,
        plan_changes: Vec::new(),
        billing: Billing::Monthly,
        billing_day: None,
        rules,
        opening: Opening::default(),
        touches: Vec::new(),
        segments: Vec::new(),
        outcomes: Vec::new(),
        seats: Vec::new(),
        pacing: Pacing::default(),
        hourly_cost: Money::default(),
        costs: Costs::default(),
        currency: "USD".into(),
        has_foreign_prices: false,
        rank_by: RankBy::default(),
    };
    Campaign(case).segment("people")
}

/// A case in the making. What is said of a touch or a segment is said of the last one named.
#[derive(Debug, Clone)]
pub(crate) struct Campaign(Case);

impl Campaign {
    /// The case.
    pub(crate) fn build(self) -> Case {
        assert!(self.0.segments.iter().all(|segment| !segment.sequence.is_empty()), "a segment without a touch");
        self.0
    }

    /// Credits a month, cap and price a month of the plan.
    pub(crate) fn plan(self, credits: Credits, cap: Credits, price: f64) -> Campaign {
        self.with(|case| {
            case.plan.credits_per_month = credits;
            case.plan.cap = cap;
            case.plan.price_per_month = Some(Money::new(price).expect("a price in cents"));
        })
    }

    /// Credits held on day 0.
    pub(crate) fn opening(self, credits: Credits) -> Campaign {
        self.with(|case| case.opening.lots.push(OpeningLot { credits, lapses_in_days: None }))
    }

    /// The length of the campaign.
    pub(crate) fn weeks(self, weeks: u32) -> Campaign {
        self.with(|case| case.calendar.days = 7 * weeks as Day)
    }

    /// Day 0.
    pub(crate) fn start(self, start: Date) -> Campaign {
        self.with(|case| case.calendar.start = start)
    }

    /// Touches go out on every day of the week.
    pub(crate) fn every_day(self) -> Campaign {
        self.send_on(Weekday::Monday.cycle_forward().take(7))
    }

    /// Touches go out on these weekdays.
    pub(crate) fn send_on(self, weekdays: impl IntoIterator<Item = Weekday>) -> Campaign {
        self.with(|case| case.calendar.send_days = SendDays::new(weekdays))
    }

    /// One more segment; what is said of it follows.
    pub(crate) fn segment(self, id: &str) -> Campaign {
        self.with(|case| {
            case.segments.push(Segment {
                id: id.into(),
                sequence: Vec::new(),
                pace: Pace::PerWeek(vec![0]),
                prospects: None,
                priority: 1,
                reserve: 0,
                credits_at_most: None,
                wear: Lift::one(),
                reply_lift: Lift::one(),
                accept_lift: Lift::one(),
                outcome_lift: Lift::one(),
                value_lift: 1.0,
                open_profile: rate(fixed(0.0)),
                cost_per_prospect: Money::default(),
            });
        })
    }

    /// The segment goes before those of a higher number.
    pub(crate) fn priority(self, priority: u32) -> Campaign {
        self.with(|case| last(&mut case.segments).priority = priority)
    }

    /// The segment starts so many prospects a week.
    pub(crate) fn per_week(self, prospects: u32) -> Campaign {
        self.with(|case| last(&mut case.segments).pace = Pace::PerWeek(vec![prospects]))
    }

    /// The segment starts prospects as long as there are credits.
    pub(crate) fn per_week_max(self) -> Campaign {
        self.with(|case| last(&mut case.segments).pace = Pace::Max)
    }

    /// How many prospects the segment has.
    pub(crate) fn prospects(self, prospects: u32) -> Campaign {
        self.with(|case| last(&mut case.segments).prospects = Some(prospects))
    }

    /// The most credits that the segment may spend.
    pub(crate) fn credits_at_most(self, credits: Credits) -> Campaign {
        self.with(|case| last(&mut case.segments).credits_at_most = Some(credits))
    }

    /// What is left of all rates after each hundred prospects of the segment.
    pub(crate) fn wear(self, factor: f64) -> Campaign {
        self.with(|case| last(&mut case.segments).wear = lift(fixed(factor)))
    }

    /// The share of Open Profiles among the segment's prospects.
    pub(crate) fn open_profile(self, share: f64) -> Campaign {
        self.with(|case| last(&mut case.segments).open_profile = rate(fixed(share)))
    }

    /// Next in the segment's sequence: an InMail with a reply rate and the delay of replies [days].
    pub(crate) fn inmail(self, id: &str, rate: f64, delay: f64) -> Campaign {
        self.touch(id, Action::InMail(reply(rate, delay)))
    }

    /// Next in the segment's sequence: a free message.
    pub(crate) fn message(self, id: &str, rate: f64, delay: f64) -> Campaign {
        self.touch(id, Action::Free(Channel::Message, reply(rate, delay)))
    }

    /// Next in the segment's sequence: an invitation with the rate at which it is accepted, then that of replies to
    /// the message; either takes the delay.
    pub(crate) fn connect(self, id: &str, accept_rate: f64, reply_rate: f64, delay: f64) -> Campaign {
        let reply = reply(reply_rate, delay);
        self.touch(
            id,
            Action::Connect { accept_rate: rate(fixed(accept_rate)).into(), accept_delay: days(delay).into(), reply },
        )
    }

    /// Next in the segment's sequence: a touch that is there already.
    pub(crate) fn again(self, id: &str) -> Campaign {
        self.with(|case| {
            let place = case.touches.iter().position(|touch| touch.id == id).expect("the touch is there");
            last(&mut case.segments).sequence.push(place);
        })
    }

    /// The touch waits so many days after the one before it.
    pub(crate) fn after(self, days: u32) -> Campaign {
        self.with(|case| last(&mut case.touches).wait = Some(Wait::AtLeast(days)))
    }

    /// The touch is due from the first to the last of so many days after the one before it, and then skipped.
    pub(crate) fn within(self, first: u32, last_day: u32) -> Campaign {
        self.with(|case| last(&mut case.touches).wait = Some(Wait::Window(first, last_day)))
    }

    /// How often the touch may go out in a week.
    pub(crate) fn limit_per_week(self, limit: u32) -> Campaign {
        self.with(|case| last(&mut case.touches).limit_per_week = Some(limit))
    }

    /// How often the touch may go out on a day.
    pub(crate) fn limit_per_day(self, limit: u32) -> Campaign {
        self.with(|case| last(&mut case.touches).limit_per_day = Some(limit))
    }

    /// The time that touches may take in a campaign week.
    pub(crate) fn hours_per_week(self, hours: f64) -> Campaign {
        self.with(|case| case.pacing.hours_per_week = Hours::new(hours))
    }

    /// The working time of the touch.
    pub(crate) fn minutes(self, minutes: f64) -> Campaign {
        self.with(|case| last(&mut case.touches).minutes = Minutes::new(minutes).expect("three decimals"))
    }

    /// The reply rate of the touch is not known: it is drawn once a trial.
    pub(crate) fn unsure(self, distribution: Distribution) -> Campaign {
        self.with_reply(|reply| reply.rate = rate(distribution).into())
    }

    /// The reply rate of the touch is that of another times a lift.
    pub(crate) fn follows(self, other: &str, lift: Distribution) -> Campaign {
        let of = self.0.touches.iter().position(|touch| touch.id == other).expect("there is such a touch");
        let lift = Lift::new(lift).expect("it is not negative");
        self.with_reply(|reply| reply.rate = AnyRate::Tied(Tie { of, lift }))
    }

    /// How long replies to the touch take.
    pub(crate) fn delays(self, delays: impl Into<Delays>) -> Campaign {
        self.with_reply(|reply| reply.delay = delays.into())
    }

    /// A reply, or the outcome of that name, leads to this one at a rate and after some days; it is worth so much.
    pub(crate) fn outcome(self, id: &str, of: Option<&str>, at: f64, after: f64, value: f64) -> Campaign {
        let of =
            of.map(|of| self.0.outcomes.iter().position(|outcome| outcome.id == of).expect("there is such an outcome"));
        let outcome = Outcome {
            id: id.into(),
            of,
            rate: rate(fixed(at)).into(),
            delay: days(after).into(),
            value: Worth::Spread(fixed(value)),
            minutes: Minutes::default(),
        };
        self.with(|case| case.outcomes.push(outcome))
    }

    /// Anything else.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Case)) -> Campaign {
        change(&mut self.0);
        self
    }

    fn touch(self, id: &str, action: Action) -> Campaign {
        let touch = Touch {
            id: id.into(),
            action,
            wait: None,
            limit_per_week: None,
            limit_per_day: None,
            minutes: Minutes::default(),
            cost: Money::default(),
            outcome_lift: Lift::one(),
        };
        self.with(|case| case.touches.push(touch)).again(id)
    }

    fn with_reply(self, change: impl FnOnce(&mut Reply)) -> Campaign {
        self.with(|case| match &mut last(&mut case.touches).action {
            Action::InMail(reply) | Action::Connect { reply, .. } | Action::Free(_, reply) => {
                change(reply);
            }
            Action::Engage { .. } => panic!("it draws no replies"),
        })
    }
}

fn last<T>(list: &mut [T]) -> &mut T {
    list.last_mut().expect("there is one to speak of")
}

pub(crate) fn fixed(value: f64) -> Distribution {
    Distribution::fixed(value).expect("it is finite")
}

fn rate(distribution: Distribution) -> Rate {
    Rate::new(distribution).expect("it stays within 0 to 1")
}

fn lift(distribution: Distribution) -> Lift {
    Lift::new(distribution).expect("it is not negative")
}

fn days(delay: f64) -> Delay {
    Delay::fixed(delay).expect("it is not negative")
}

fn reply(reply_rate: f64, delay: f64) -> Reply {
    Reply { rate: rate(fixed(reply_rate)).into(), delay: days(delay).into() }
}

/// Plays trials one after the other, and shows what each counted, as a whole and by row of touches.
pub(crate) fn play_each(case: &Case, seed: u64, trials: u64, mut show: impl FnMut(&TrialCounts, &[TouchTally])) {
    let schedule = Schedule::new(case);
    let mut player = Player::new(&schedule);
    for trial in 0..trials {
        let counted = player.play(Sampling::Plain.luck(seed, trial), &mut Silent).clone();
        show(&counted, player.touches());
    }
}
