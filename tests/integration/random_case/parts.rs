//! The parts of random cases that know nothing of each other: rates, delays, plans, rules, touches.

use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::delays::Delays;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::law_error::LawError;
use inmail_sim::domain::outcome::{Outcome, Worth};
use inmail_sim::domain::plan::{CreditLife, Overflow, Plan, PlanChangeRule, Refill, RefundLife, Rules};
use inmail_sim::domain::quantity::{Minutes, Money};
use inmail_sim::domain::rate::{AnyRate, Lift, Rate, Tie};
use inmail_sim::domain::touch::{Action, Channel, Reply, Touch, Wait};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// A rate: certain, impossible or between, known or not.
pub(crate) fn rate() -> impl Strategy<Value = Rate> {
    prop_oneof![
        2 => Just(fixed(0.0)),
        3 => Just(fixed(1.0)),
        5 => (0.0..=1.0f64).prop_map(fixed),
        1 => (0.3..20.0f64, 0.3..20.0f64).prop_map(|(alpha, beta)| sound(Distribution::beta(alpha, beta))),
        1 => (0.0..0.4f64, 0.5..1.0f64).prop_map(|(low, high)| sound(Distribution::uniform(low, high))),
        1 => vec(0.0..=1.0f64, 1..5).prop_map(|values| sound(Distribution::samples(values))),
    ]
    .prop_map(|distribution| Rate::new(distribution).expect("it stays within 0 to 1"))
}

/// A share of Open Profiles.
pub(crate) fn open_profile() -> impl Strategy<Value = Rate> {
    prop_oneof![3 => Just(0.0), 2 => Just(0.3), 1 => Just(1.0)]
        .prop_map(|share| Rate::new(fixed(share)).expect("it stays within 0 to 1"))
}

/// A lift: none, one that kills or saturates a rate, or one between.
pub(crate) fn lift() -> impl Strategy<Value = Lift> {
    prop_oneof![
        4 => Just(fixed(1.0)),
        1 => Just(fixed(0.0)),
        1 => Just(fixed(50.0)),
        2 => (0.2..3.0f64).prop_map(fixed),
        1 => (0.0..1.0f64, 1.0..2.0f64, 2.1..3.0f64)
            .prop_map(|(low, mode, high)| sound(Distribution::triangular(low, mode, high))),
    ]
    .prop_map(|distribution| Lift::new(distribution).expect("it is not negative"))
}

/// The wear of a list: mostly none.
pub(crate) fn wear() -> impl Strategy<Value = Lift> {
    prop_oneof![3 => Just(fixed(1.0)), 1 => (0.0..1.2f64).prop_map(fixed)]
        .prop_map(|distribution| Lift::new(distribution).expect("it is not negative"))
}

fn sound(distribution: Result<Distribution, LawError>) -> Distribution {
    distribution.expect("its parameters are in range")
}

fn fixed(value: f64) -> Distribution {
    Distribution::fixed(value).expect("a number is given")
}

/// A delay: whole days, parts of days, known or not.
fn delay() -> impl Strategy<Value = Delay> {
    let days = prop_oneof![
        2 => Just(1.0),
        2 => (0..=40u32).prop_map(f64::from),
        2 => 0.2..40.0f64,
    ];
    let sound = "its parameters are in range";
    prop_oneof![
        6 => days.prop_map(move |days| Delay::fixed(days).expect(sound)),
        1 => (0.3..2.0f64, 0.5..20.0f64).prop_map(move |(shape, scale)| Delay::weibull(shape, scale).expect(sound)),
        1 => (0.2..5.0f64, 1.5..9.0f64).prop_map(move |(median, times)| {
            Delay::lognormal(median, median * times).expect(sound)
        }),
        1 => vec(0.0..30.0f64, 1..6).prop_map(move |days| Delay::samples(days).expect(sound)),
    ]
}

/// A delay that is known, or any of several, tied to the rate or not.
fn delays() -> impl Strategy<Value = Delays> {
    let correlation = prop_oneof![2 => Just(0.0), 1 => Just(1.0), 1 => Just(-1.0), 3 => -1.0..1.0f64];
    prop_oneof![
        5 => delay().prop_map(Delays::from),
        1 => (vec(delay(), 2..=3), correlation).prop_map(|(laws, correlation)| {
            Delays::any_of(laws, correlation).expect("they are two at least")
        }),
    ]
    // Touches hold many of these, which without optimization would not fit on a stack.
    .boxed()
}

fn reply() -> impl Strategy<Value = Reply> {
    (rate(), delays()).prop_map(|(rate, delay)| Reply { rate: rate.into(), delay })
}

/// One to four touches, an InMail among them, all with a wait.
pub(crate) fn touches() -> impl Strategy<Value = Vec<Touch>> {
    let inmail = reply().prop_map(Action::InMail);
    let places = (any::<prop::sample::Index>(), ties());
    (vec(touch(action()), 0..=3), touch(inmail), places).prop_map(|(others, inmail, (place, ties))| {
        let mut touches = others;
        touches.insert(place.index(touches.len() + 1), inmail);
        for (place, touch) in touches.iter_mut().enumerate() {
            touch.id = format!("touch-{place}");
        }
        tie(&mut touches, ties);
        touches
    })
}

/// For some of the touches whose rates follow others: which, and the lift.
type Ties = Vec<Option<(prop::sample::Index, Lift)>>;

fn ties() -> impl Strategy<Value = Ties> {
    vec(option::weighted(0.15, (any::<prop::sample::Index>(), lift())), 8)
}

/// Ties rates to those of touches that come before in the list, or after it, all in the same direction: in no circle.
fn tie(touches: &mut [Touch], ties: Ties) {
    let backwards = ties[0].is_some();
    let has = |touch: &Touch, is_reply: bool| {
        if is_reply { touch.reply_rate().is_some() } else { touch.accept_rate().is_some() }
    };
    for (number, tie) in ties.into_iter().enumerate() {
        let (place, is_reply) = (number / 2, number % 2 == 0);
        let Some((of, lift)) = tie.filter(|_| place < touches.len() && has(&touches[place], is_reply)) else {
            continue;
        };
        let to_follow = |other: &usize| if backwards { *other < place } else { *other > place };
        let others: Vec<usize> =
            (0..touches.len()).filter(to_follow).filter(|&other| has(&touches[other], is_reply)).collect();
        if others.is_empty() {
            continue;
        }
        let tied = AnyRate::Tied(Tie { of: *of.get(&others), lift });
        match &mut touches[place].action {
            Action::Connect { accept_rate, .. } if !is_reply => *accept_rate = tied,
            Action::InMail(reply) | Action::Free(_, reply) | Action::Connect { reply, .. } => reply.rate = tied,
            Action::Engage { .. } => {}
        }
    }
}

fn touch(action: impl Strategy<Value = Action> + 'static) -> impl Strategy<Value = Touch> {
    let wait = prop_oneof![
        1 => (1..=15u32).prop_map(Wait::AtLeast),
        1 => (1..=10u32, 0..=5u32).prop_map(|(first, more)| Wait::Window(first, first + more)),
    ];
    let limits = (option::weighted(0.3, 0..=10u32), option::weighted(0.2, 0..=4u32));
    // Many take no time.
    let thousandths = prop_oneof![1 => Just(0), 3 => 0..=5000u64];
    (action, wait, limits, thousandths, money(), lift()).boxed().prop_map(
        |(action, wait, limits, thousandths, cost, outcome_lift)| {
            let (limit_per_week, limit_per_day) = limits;
            Touch {
                cost,
                id: String::new(),
                action,
                wait: Some(wait),
                limit_per_week,
                limit_per_day,
                minutes: Minutes::new(thousandths as f64 / 1000.0).expect("it has three decimals"),
                outcome_lift,
            }
        },
    )
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        2 => reply().prop_map(Action::InMail),
        2 => (rate(), delays(), reply()).prop_map(|(accept_rate, accept_delay, reply)| Action::Connect {
            accept_rate: accept_rate.into(),
            accept_delay,
            reply,
        }),
        1 => reply().prop_map(|reply| Action::Free(Channel::Message, reply)),
        1 => (lift(), lift()).prop_map(|(accept_lift, reply_lift)| Action::Engage { accept_lift, reply_lift }),
        1 => reply().prop_map(|reply| Action::Free(Channel::Email, reply)),
    ]
}

/// Nothing, or some money.
pub(crate) fn money() -> impl Strategy<Value = Money> {
    prop_oneof![1 => Just(0u64), 1 => 1..=5_000u64].prop_map(Money::from_cents)
}

/// None, or up to four outcomes, each of a reply or of one before it, some with rates that follow others.
pub(crate) fn outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    let value = prop_oneof![
        2 => (0..=2_000_000u32).prop_map(|cents| Worth::Spread(fixed(f64::from(cents) / 100.0))),
        1 => (0.0..500.0f64, 0.1..900.0f64)
            .prop_map(|(low, more)| Worth::Spread(sound(Distribution::uniform(low, low + more)))),
        1 => (1.0..500.0f64, 1.5..9.0f64)
            .prop_map(|(median, times)| Worth::Law(Delay::lognormal(median, median * times).expect("it rises"))),
    ];
    let outcome = (any::<prop::sample::Index>(), rate(), delays(), value, 0..=5000u64, option::weighted(0.2, lift()));
    let some = vec(outcome, 1..=4).prop_map(|drafts| {
        let mut outcomes: Vec<Outcome> = Vec::new();
        for (place, (of, rate, delay, value, thousandths, tie)) in drafts.into_iter().enumerate() {
            // As often of a reply as of any one before it.
            let of = of.index(place + 1).checked_sub(1);
            let tied = tie.filter(|_| place > 0).map(|lift| AnyRate::Tied(Tie { of: place - 1, lift }));
            outcomes.push(Outcome {
                id: format!("outcome-{place}"),
                of,
                rate: tied.unwrap_or(rate.into()),
                delay,
                value,
                minutes: Minutes::new(thousandths as f64 / 1000.0).expect("it has three decimals"),
            });
        }
        outcomes
    });
    prop_oneof![2 => Just(Vec::new()), 1 => some].boxed()
}

/// A plan still without an id, sold under both billings.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let cap = prop_oneof![3 => 0..=40u32, 1 => 40..=90u32];
    let price = || prop_oneof![1 => Just(0u64), 4 => 1..=20_000u64].prop_map(Money::from_cents);
    let refill = prop_oneof![2 => Just(Refill::BillingDay), 1 => Just(Refill::FirstOfMonth)];
    // Also a life shorter than what is credited later has, and one longer than what was credited before.
    let life = prop_oneof![
        3 => Just(CreditLife::AsRules),
        1 => (1..=100u32).prop_map(CreditLife::Days),
        1 => Just(CreditLife::Unlimited),
    ];
    let plan = (0..=30u32, cap, price(), price(), refill, life);
    plan.prop_map(|(credits_per_month, cap, price, annual, refill, credit_life)| Plan {
        id: String::new(),
        name: "A plan".into(),
        credits_per_month,
        cap,
        price_per_month: Some(price),
        price_per_month_annual: Some(annual),
        refill,
        pooled: false,
        credit_life,
        doubt: None,
        price_doubt: None,
    })
}

/// Every combination of the switches, with lives and windows short enough to matter.
pub(crate) fn rules() -> impl Strategy<Value = Rules> {
    (
        option::weighted(0.8, 3..=100u32),
        prop_oneof![Just(90u32), 0..=100u32],
        prop_oneof![Just(RefundLife::Fresh), Just(RefundLife::Inherit)],
        any::<bool>(),
        prop_oneof![Just(Overflow::DropOldest), Just(Overflow::DropNewest)],
        prop_oneof![Just(PlanChangeRule::KeepToCap), Just(PlanChangeRule::Forfeit)],
    )
        .prop_map(|(credit_life_days, refund_window_days, refund_life, cap_on_refund, overflow, plan_change)| {
            Rules { credit_life_days, refund_window_days, refund_life, cap_on_refund, overflow, plan_change }
        })
}
