//! The campaign that the ledger accounts for.

use std::collections::BTreeSet;

use inmail_sim::domain::calendar::{Calendar, SendDays};
use inmail_sim::domain::case::{Case, CaseName, Costs, Opening, OpeningLot, Pacing, Pending, PlanChange};
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::plan::{Billing, CreditLife, Overflow, Plan, PlanChangeRule, Refill, RefundLife, Rules};
use inmail_sim::domain::quantity::{Minutes, Money};
use inmail_sim::domain::rank_by::RankBy;
use inmail_sim::domain::rate::{Lift, Rate};
use inmail_sim::domain::segment::{Pace, Segment};
use inmail_sim::domain::touch::{Action, Reply, Touch, Wait};
use jiff::civil::{Weekday, date};

/// The campaign: every mechanism of the ledger at least once.
pub(super) fn case() -> Case {
    let easter_monday = date(2026, 4, 6);
    Case {
        name: CaseName { plan: "small".into(), ..CaseName::default() },
        calendar: Calendar {
            start: date(2026, 1, 31),
            days: 112,
            send_days: SendDays::new([Weekday::Monday, Weekday::Thursday]),
            days_off: BTreeSet::from([easter_monday]),
        },
        plan: plan("small", 4, 9, 2000, Refill::BillingDay),
        plan_changes: vec![PlanChange { week: 10, plan: plan("tiny", 2, 3, 950, Refill::FirstOfMonth) }],
        billing: Billing::Monthly,
        billing_day: None,
        rules: Rules {
            credit_life_days: Some(45),
            refund_window_days: 10,
            refund_life: RefundLife::Fresh,
            cap_on_refund: false,
            overflow: Overflow::DropOldest,
            plan_change: PlanChangeRule::KeepToCap,
        },
        opening: Opening {
            lots: vec![
                OpeningLot { credits: 3, lapses_in_days: Some(20) },
                OpeningLot { credits: 3, lapses_in_days: Some(5) },
            ],
            pending: vec![Pending { touch: 1, sent_days_ago: 3, count: 1 }],
        },
        touches: touches(),
        segments: segments(),
        outcomes: Vec::new(),
        seats: Vec::new(),
        pacing: Pacing::default(),
        hourly_cost: Money::default(),
        costs: Costs::default(),
        currency: "EUR".into(),
        has_foreign_prices: false,
        rank_by: RankBy::default(),
    }
}

fn plan(id: &str, credits_per_month: u32, cap: u32, cents: u64, refill: Refill) -> Plan {
    Plan {
        id: id.into(),
        name: id.into(),
        credits_per_month,
        cap,
        price_per_month: Some(Money::from_cents(cents)),
        price_per_month_annual: None,
        refill,
        pooled: false,
        credit_life: CreditLife::AsRules,
        doubt: None,
        price_doubt: None,
    }
}

fn touches() -> Vec<Touch> {
    let connect =
        Action::Connect { accept_rate: rate(1.0).into(), accept_delay: delay(2.5).into(), reply: reply(0.0, 1.0) };
    vec![
        touch("hello", Action::InMail(reply(0.0, 1.0)), None, 2.5),
        // Silence on a Monday or Thursday has its follow-up a week later; the answer comes four days after that.
        touch("again", Action::InMail(reply(1.0, 3.2)), Some(Wait::Window(5, 7)), 1.25),
        touch("connect", connect, None, 0.5),
        // Free, since the connection is accepted by then.
        touch("thanks", Action::InMail(reply(1.0, 2.0)), Some(Wait::AtLeast(6)), 1.0),
        // Answered too late for a refund.
        touch("slow", Action::InMail(reply(1.0, 11.5)), None, 3.0),
    ]
}

fn touch(id: &str, action: Action, wait: Option<Wait>, minutes: f64) -> Touch {
    let minutes = Minutes::new(minutes).expect("it has three decimals at most");
    Touch {
        id: id.into(),
        action,
        wait,
        limit_per_week: None,
        limit_per_day: None,
        minutes,
        cost: Money::default(),
        outcome_lift: Lift::one(),
    }
}

fn segments() -> Vec<Segment> {
    let weeks = |counts: [u32; 16]| Pace::PerWeek(counts.into());
    vec![
        segment("cold", vec![0, 1], weeks([1, 2, 0, 0, 0, 0, 1, 0, 0, 2, 1, 0, 0, 1, 1, 0]), 2, 0),
        // Goes first, although it comes second in the file.
        segment("warm", vec![2, 3], weeks([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), 1, 0),
        segment("late", vec![4], weeks([0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]), 2, 1),
    ]
}

fn segment(id: &str, sequence: Vec<usize>, pace: Pace, priority: u32, reserve: u32) -> Segment {
    Segment {
        id: id.into(),
        sequence,
        pace,
        prospects: None,
        priority,
        reserve,
        credits_at_most: None,
        wear: Lift::one(),
        reply_lift: Lift::one(),
        accept_lift: Lift::one(),
        outcome_lift: Lift::one(),
        value_lift: 1.0,
        open_profile: rate(0.0),
        cost_per_prospect: Money::default(),
    }
}

fn reply(share: f64, days: f64) -> Reply {
    Reply { rate: rate(share).into(), delay: delay(days).into() }
}

fn rate(share: f64) -> Rate {
    Distribution::fixed(share).and_then(Rate::new).expect("it is a share")
}

fn delay(days: f64) -> Delay {
    Delay::fixed(days).expect("it is not negative")
}
