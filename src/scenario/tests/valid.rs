//! Files that are right, and what they compile to.

use jiff::civil::{Date, Weekday, date};

use super::{SMALL, names, right, right_with};
use crate::domain::case::{Costs, LimitWeek, OpeningLot, Order, Pacing, Pending};
use crate::domain::plan::{Billing, Overflow, PlanChangeRule, Refill, RefundLife};
use crate::domain::precision::Precision;
use crate::domain::quantity::Money;
use crate::domain::segment::Pace;
use crate::domain::touch::{Action, Channel, Wait};
use crate::scenario::document::tree::{self, Table, Value};
use crate::scenario::keys::{Default, reference};

/// Every key that there is.
const EVERYTHING: &str = r#"
name = "Everything"
base_name = "By the year"
rank_by = "full_cost"
description = "Every key there is"
rulebook = "linkedin-help-2026"
plans = ["mine", "recruiter-lite", "none"]
weeks = 30
start = "2026-03-16"
trials = 1e6
precision = 0.01
seed = 18446744073709551615
currency = "EUR"
billing = "annual"
billing_day = 31
plan_change = [{ week = 20, plan = "none" }, { week = 8, plan = "mine", seat = "me" }]

[plan.mine]
like = "sales-navigator"
name = "My plan"
credits_per_month = 40
cap = 100
price_per_month = 99.99
price_per_month_annual = 80
refill = "billing-day"
pooled = true
credit_life_days = 120

[rules]
credit_life_days = "none"
refund_window_days = 30
refund_life = "inherit"
cap_on_refund = true
overflow = "drop-oldest"
plan_change = "keep-to-cap"

[opening]
lots = [{ credits = 12, lapses_in_days = 6 }, { credits = 0, lapses_in_days = 7 }, { credits = 31 }]
pending = [{ touch = "z-inmail", sent_days_ago = 3, count = 14 }]

[touch.z-inmail]
channel = "inmail"
reply_rate = "18%"
reply_delay_days = 2
wait_days = [5, 7]
limit_per_week = 50
limit_per_day = 20
minutes = 2.5
cost = 0.35
outcome_lift = 1.1

[touch.invitation]
channel = "connect"
reply_rate = 0
reply_delay_days = 0.5
accept_rate = 1
accept_delay_days = 3

[touch.a-warm-up]
channel = "engage"
accept_lift = 1.5
reply_lift = 2
wait_days = 3

[segment.z]
sequence = ["z-inmail", "a-warm-up", "z-inmail"]
per_week = "max"
prospects = 500
priority = 2
reserve = 5
credits_at_most = 30
wear = 0.7
reply_lift = 1.1
accept_lift = 0.9
open_profile = "10 %"
cost_per_prospect = 0.2
outcome_lift = 0.9
value_lift = 2

[outcome.deal]
of = "reply"
rate = "5%"
delay_days = 20
value = 4000
minutes = 90

[segment.a]
sequence = ["invitation"]
per_week = [0, 3]

[seat.me]
segments = ["a", "z"]
count = 1
from_week = 2
ramp = [0.5, 1]
reply_lift = 1.2
accept_lift = 0.8

[seat.me.opening]
lots = [{ credits = 12, lapses_in_days = 6 }]
pending = [{ touch = "z-inmail", sent_days_ago = 2, count = 3 }]

[pacing]
send_days = ["sat", "mon"]
days_off = [2026-04-03, "2026-12-25"]
order = "new-first"
limit_week = "rolling"
hours_per_week = 4.5
restriction = { above_per_day = 10, chance = 0.5, days = 14 }

[effort]
hourly_cost = 39.5

[costs]
per_month = 49
once = 300.5

[goal]
minimize = "p90 of loaded_cost_per_reply"
require = ["replies >= 25 by week 12 with 80%"]
confidence = 0.9
indifference = 0
vary = { plan = ["mine", "none"] }

[[target]]
figure = "replies"
at_least = 25
with = "80%"
by = 12

[[target]]
figure = "cost"
at_most = 900

[[target]]
figure = "multiplier"
above = 1

[[target]]
figure = "stockout_probability"
below = 0.1

[[what_if]]
name = "monthly"
description = "Not by the year"
kind = "circumstance"
billing = "monthly"
"#;

#[test]
fn a_file_may_state_every_key() {
    let scenario = right(EVERYTHING);
    assert_eq!((scenario.stem.as_str(), scenario.name.as_str()), ("a", "Everything"));
    assert_eq!(
        (scenario.trials, scenario.precision, scenario.seed),
        (1_000_000, Some(Precision::Error(0.01)), u64::MAX)
    );
    let expected = ["mine", "recruiter-lite", "none", "mine · monthly", "recruiter-lite · monthly", "none · monthly"];
    assert_eq!(names(&scenario), expected);
    assert_eq!(scenario.rulebooks.len(), 1);
    assert_eq!(scenario.cases[3].billing, Billing::Monthly);

    let case = &scenario.cases[0];
    assert_eq!((case.calendar.start, case.calendar.weeks()), (date(2026, 3, 16), 30));
    assert!(case.calendar.send_days.contains(Weekday::Saturday) && !case.calendar.send_days.contains(Weekday::Sunday));
    let days_off: Vec<Date> = case.calendar.days_off.iter().copied().collect();
    assert_eq!(days_off, [date(2026, 4, 3), date(2026, 12, 25)]);
    assert_eq!((case.billing, case.billing_day, case.currency.as_str()), (Billing::Annual, Some(31), "EUR"));
    assert_eq!(case.hourly_cost, Money::from_cents(3950));
    let costs = Costs { per_month: Money::from_cents(4900), once: Money::from_cents(30_050) };
    let each = (case.touches[0].cost, case.segments[0].cost_per_prospect);
    assert_eq!((case.costs, each), (costs, (Money::from_cents(35), Money::from_cents(20))));
    let others = (case.touches[1].cost, case.segments[1].cost_per_prospect);
    assert_eq!(others, (Money::default(), Money::default()));
    let changes: Vec<(u32, &str)> = case.seats[0].plan_changes.iter().map(|c| (c.week, c.plan.id.as_str())).collect();
    assert_eq!(changes, [(8, "mine"), (20, "none")]);

    assert_eq!((case.plan.name.as_str(), case.plan.credits_per_month, case.plan.cap), ("My plan", 40, 100));
    assert_eq!(case.plan.price(Billing::Monthly), Some(Money::from_cents(9999)));
    assert_eq!(
        (case.plan.price(Billing::Annual), case.plan.refill),
        (Some(Money::from_cents(8000)), Refill::BillingDay)
    );
    assert_eq!((case.rules.credit_life_days, case.rules.refund_window_days), (None, 30));
    assert_eq!((case.rules.refund_life, case.rules.cap_on_refund), (RefundLife::Inherit, true));
    assert_eq!((case.rules.overflow, case.rules.plan_change), (Overflow::DropOldest, PlanChangeRule::KeepToCap));

    let lot = |credits, lapses_in_days| OpeningLot { credits, lapses_in_days };
    assert_eq!(case.opening.lots, [lot(12, Some(6)), lot(31, None)]);
    assert_eq!(case.opening.pending, [Pending { touch: 0, sent_days_ago: 3, count: 14 }]);
    assert_eq!((case.pacing.order, case.pacing.limit_week), (Order::NewFirst, LimitWeek::Rolling));
    assert_eq!(case.pacing.hours_per_week.map(|hours| hours.thousandths()), Some(270_000));
    let restriction = case.pacing.restriction.as_ref().unwrap();
    assert_eq!((restriction.above_per_day, restriction.days), (10, 14));
    assert_eq!(restriction.chance.distribution().as_fixed(), Some(0.5));
}

#[test]
fn touches_and_segments_keep_the_order_of_the_file() {
    let case = &right(EVERYTHING).cases[0];
    let touches: Vec<(&str, Channel)> = case.touches.iter().map(|t| (t.id.as_str(), t.channel())).collect();
    let expected = [("z-inmail", Channel::InMail), ("invitation", Channel::Connect), ("a-warm-up", Channel::Engage)];
    assert_eq!(touches, expected);
    assert_eq!((case.touches[0].wait, case.touches[2].wait), (Some(Wait::Window(5, 7)), Some(Wait::AtLeast(3))));
    let limits = (case.touches[0].limit_per_week, case.touches[0].limit_per_day);
    assert_eq!((limits, case.touches[0].minutes.thousandths()), ((Some(50), Some(20)), 2500));
    assert_eq!(case.reply_rate(0).unwrap().as_fixed(), Some(0.18));
    let Action::Engage { accept_lift, reply_lift } = &case.touches[2].action else { panic!("engage") };
    let lifts = (accept_lift.distribution().as_fixed(), reply_lift.distribution().as_fixed());
    assert_eq!(lifts, (Some(1.5), Some(2.0)));

    let [z, a] = case.segments.as_slice() else { panic!("two segments") };
    assert_eq!((z.id.as_str(), z.sequence.as_slice(), &z.pace), ("z", &[0, 2, 0][..], &Pace::Max));
    assert_eq!((z.prospects, z.priority, z.reserve, z.credits_at_most), (Some(500), 2, 5, Some(30)));
    assert_eq!(z.wear.distribution().as_fixed(), Some(0.7));
    assert_eq!(z.open_profile.distribution().as_fixed(), Some(0.1));
    assert_eq!((a.id.as_str(), a.sequence.as_slice(), &a.pace), ("a", &[1][..], &Pace::PerWeek(vec![0, 3])));
    assert_eq!((a.prospects, a.priority, a.reserve), (None, 1, 0));
}

#[test]
fn the_defaults_are_those_of_the_list() {
    let scenario = right(SMALL);
    assert_eq!((scenario.name.as_str(), scenario.description.as_str()), ("a", ""));
    assert_eq!((scenario.trials, scenario.precision, scenario.seed), (100_000, None, 1));
    assert_eq!(names(&scenario), ["premium-career", "premium-business", "sales-navigator", "recruiter-lite"]);
    let case = &scenario.cases[2];
    assert_eq!((case.calendar.start, case.calendar.weeks()), (date(2026, 3, 2), 26));
    assert!(case.calendar.is_send_day(4) && !case.calendar.is_send_day(5));
    assert_eq!((case.billing, case.billing_day, case.currency.as_str()), (Billing::Monthly, None, "USD"));
    assert_eq!(case.pacing, Pacing::default());
    assert!(case.plan_changes.is_empty() && case.opening.lots.is_empty() && case.opening.pending.is_empty());
    let rules = &case.rules;
    assert_eq!((rules.credit_life_days, rules.refund_window_days), (Some(90), 90));
    assert_eq!((rules.refund_life, rules.cap_on_refund), (RefundLife::Fresh, false));
    assert_eq!((rules.overflow, rules.plan_change), (Overflow::DropOldest, PlanChangeRule::KeepToCap));
}

#[test]
fn every_default_is_toml_and_can_be_stated() {
    for key in reference() {
        let Default::Value(toml) = key.default else { continue };
        let table = match key.path.split('.').next() {
            Some("touch") if key.path.contains("accept_delay") => {
                "[touch.ID]\nchannel = \"connect\"\naccept_rate = 0.1\nreply_rate = 0.1\n"
            }
            Some("touch") if ["accept_lift", "reply_lift"].iter().any(|lift| key.path.ends_with(lift)) => {
                "[touch.ID]\nchannel = \"engage\"\n"
            }
            Some("touch") => "[touch.ID]\nchannel = \"email\"\nreply_rate = 0.1\n",
            Some("outcome") => "[outcome.ID]\nrate = 0.1\n",
            Some("seat") => "[seat.ID]\nsegments = ['ID']\n",
            _ => "",
        };
        let text = format!("{SMALL}{table}").replace("segment.prospects", "segment.ID");
        let goal = ["goal.minimize=cost", "goal.vary.weeks=[8]"];
        let beside = if key.path.starts_with("goal.") { &goal[..] } else { &[] };
        right_with(&text, &[beside, &[&format!("{}={toml}", key.path)]].concat());
    }
}

#[test]
fn everything_states_every_key() {
    let table = tree::document(EVERYTHING, 0).ok().expect("it is TOML");
    for key in reference() {
        // The other ways to open, to aim, to name a plan and to say how long, and what would need a second file.
        let elsewhere = [
            "opening.credits",
            "seat.ID.opening.credits",
            "seat.ID.plan",
            "goal.maximize",
            "months",
            "until",
            "extends",
        ];
        let elsewhere = elsewhere.contains(&key.path);
        assert!(elsewhere || states(&table, &key.path.split('.').collect::<Vec<_>>()), "{}", key.path);
    }
}

/// Does the table state a key, under whatever id?
fn states(table: &Table, path: &[&str]) -> bool {
    let [first, rest @ ..] = path else { return true };
    table.entries.iter().filter(|entry| *first == "ID" || entry.key == *first).any(|entry| match &entry.node.value {
        Value::Table(inner) => states(inner, rest),
        Value::List(items) if !rest.is_empty() => {
            items.iter().any(|item| item.table().is_some_and(|inner| states(inner, rest)))
        }
        _ => rest.is_empty(),
    })
}

#[test]
fn numbers_may_be_whole_where_fractions_are_and_zero_may_be_negative() {
    let case = &right_with(SMALL, &["touch.inmail.reply_rate=-0.0", "touch.inmail.reply_delay_days=3"]).cases[0];
    let reply = case.touches[0].reply().unwrap();
    assert!(case.reply_rate(0).unwrap().as_fixed().is_some_and(|rate| rate == 0.0 && rate.is_sign_positive()));
    assert_eq!(reply.delay.as_known().map(|delay| delay.quantile(0.5)), Some(3.0));
}

#[test]
fn ends_of_lines_and_a_byte_order_mark_do_not_matter() {
    assert_eq!(right(&format!("\u{feff}{}", SMALL.replace('\n', "\r\n"))).cases, right(SMALL).cases);
}

#[test]
fn a_plan_may_be_changed_or_be_like_another_wherever_it_stands() {
    let own = "[plan.b]\nlike = \"a\"\ncap = 7\n[plan.a]\nlike = \"recruiter-lite\"\nprice_per_month = 9\n\
               [plan.recruiter-lite]\ncredits_per_month = 31\n";
    let scenario = right(&format!("{own}{SMALL}"));
    assert_eq!(names(&scenario)[3..], ["recruiter-lite", "b", "a"]);
    let plan = |place: usize| {
        let plan = &scenario.cases[place].plan;
        (plan.name.as_str(), plan.credits_per_month, plan.cap, plan.price_per_month.map_or(0, Money::cents))
    };
    assert_eq!(plan(3), ("Recruiter Lite", 31, 90, 7500));
    assert_eq!((plan(4), plan(5)), (("b", 31, 7, 900), ("a", 31, 90, 900)));
}
