//! The keys of scenario files.

use super::parts::{
    BILLING, CHANNEL, COUNT, DAYS, LIFE, LIMIT_WEEK, OVERFLOW, PLAN_CHANGE, REFILL, REFUND_LIFE, WEEKDAY, WINDOW,
};
use super::parts::{KINDS, NONE, REQUIRED, key, value};
use super::{Default, Key};
use crate::domain::precision::Precision;
use crate::domain::quantity::Hours;
use crate::domain::touch::Channel;
use crate::scenario::document::kind::{Kind, MAX_COUNT, MAX_LIFT, MAX_PEOPLE};
use crate::scenario::pacing::STARTS;

const RULEBOOK: Default = Default::Otherwise("the rulebook's");
const OWN: Default = Default::Otherwise("the rulebook's or that of `like`; required for a plan of one's own");

/// Of the bounds a target has one.
const ONE: Default = Default::Otherwise("none; a target has one of `at_least`, `at_most`, `above` and `below`");
/// All figures are amounts, numbers or shares.
const BOUND: Kind = Kind::Number(0, 1_000_000_000);

/// The factor of a week in a ramp.
const RAMP: Kind = Kind::Number(0, 100);

/// Where a default comes from.
const ARTICLE: &str = "the article (PhantomBuster), rules as of October 2025";
const ASSUMED: &str = "assumption of this program";
const UNPUBLISHED: &str = "assumption of this program: no figure is published";
const LIMIT: &str = "LinkedIn publishes none; vendors speak of about 100 invitations a week";
const REPLY_DELAY: &str = "derived from figures given second hand as LinkedIn's: 65 % of replies within a day, 90 % \
    within a week";

/// The channels that make use of a key.
const REPLYING: &[&str] = Channel::REPLYING;
const CONNECT: &[&str] = Channel::ACCEPTED;
const ENGAGE: &[&str] = Channel::LIFTING;

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("name", Kind::Text, Default::Otherwise("the file's name without `.toml`"), "",
        "what reports call the scenario", r#""Spring campaign""#),
    key("description", Kind::Text, value("\"\""), "",
        "a line for people", r#""Six months of cold letters, two plans""#),
    key("base_name", Kind::Name, Default::Otherwise("`base`"), "",
        "what people call the file without a what-if", r#""ten a week""#),
    key("extends", Kind::Path, NONE, "", "another scenario file that this one is laid over", r#""base.toml""#),
    key("rulebook", Kind::Name, value("\"article-2025-10\""), "",
        "a built-in rulebook, or the path of a rulebook file", r#""linkedin-help-2026""#).from(ARTICLE),
    key("plans", Kind::List(&Kind::Name),
        Default::Otherwise("the rulebook's that have a price under this `billing`, then the file's own"), "",
        "the plans to compare: each makes a case; `none` is having no plan",
        r#"["sales-navigator", "premium-business"]"#),
    key("weeks", Kind::Whole(1, 520), value("26"), "weeks", "the length of the campaign", "52").from(ASSUMED),
    key("months", Kind::Whole(1, 119), NONE, "months",
        "the length of the campaign, instead of `weeks`: up to the day before the same day of the month", "6"),
    key("until", Kind::Date, NONE, "", "the last day of the campaign, instead of `weeks`", "2026-08-31"),
    key("start", Kind::DateOr(&STARTS), value("2026-03-02"), "",
        "day 0 of the campaign", "2026-09-07").from(ASSUMED),
    key("trials", Kind::Round(1, 1_000_000_000), value("100_000"), "",
        "simulations for each case", "20_000").from(ASSUMED),
    key("precision", Kind::BetweenOr(0, 1, Precision::DECISION), NONE, "share",
        "stop before `trials` once the relative standard error of the figure that ranks is below it in every case, or \
         once the decision is settled", "0.005"),
    key("seed", Kind::Whole(0, u64::MAX), value("1"), "",
        "another number gives another draw of luck", "7").from(ASSUMED),
    key("rank_by", Kind::Name,
        Default::Otherwise("`net_value` if an outcome has a value; else `loaded_cost_per_reply` if work, or anything beside \
            the plan, costs money; else `cost_per_reply`; in place of the last two `replies_settled` where the money is \
            the same in all cases"),
        "", "the figure of the reports by which cases are ranked", r#""replies_settled""#),
    key("currency", Kind::Text, value("\"USD\""), "", "a label for amounts of money", r#""EUR""#).from(ASSUMED),
    key("billing", BILLING, value("\"monthly\""), "",
        "which of the plans' prices is charged", r#""annual""#).from(ASSUMED),
    key("billing_day", Kind::Whole(1, 31), NONE, "day of the month",
        "the subscription was running before day 0 and renews on this day", "18"),

    key("plan.ID.like", Kind::Name, NONE, "",
        "another plan, from which everything but the name is taken over", r#""sales-navigator""#),
    key("plan.ID.name", Kind::Text, Default::Otherwise("the rulebook's, otherwise the id"), "",
        "what people call it", r#""Team seat""#),
    key("plan.ID.credits_per_month", COUNT, OWN, "credits", "what each refill grants", "80"),
    key("plan.ID.cap", COUNT, OWN, "credits", "the most credits that the account may hold after a refill", "240"),
    key("plan.ID.price_per_month", Kind::Money, OWN, "currency", "the price a month when billed monthly", "110"),
    key("plan.ID.price_per_month_annual", Kind::Money, Default::Otherwise("the rulebook's or that of `like`, if any"),
        "currency", "the price a month when billed annually", "89.99"),
    key("plan.ID.refill", REFILL, Default::Otherwise("the rulebook's or that of `like`, otherwise `billing-day`"), "",
        "on which days credits are granted", r#""first-of-month""#),
    key("plan.ID.pooled", Kind::Flag, Default::Otherwise("the rulebook's or that of `like`, otherwise `false`"), "",
        "whether credits belong to all seats under the plan together; of no meaning with one seat", "true"),
    key("plan.ID.credit_life_days", LIFE,
        Default::Otherwise("the rulebook's or that of `like`, otherwise that of `rules`"), "days",
        "how long a credit can be spent that is credited while the plan is in force", "120"),

    key("rules.credit_life_days", LIFE, RULEBOOK, "days", "how long a credit can be spent", r#""none""#),
    key("rules.refund_window_days", WINDOW, RULEBOOK, "days",
        "how late a reply may come and still refund a credit", "7"),
    key("rules.refund_life", REFUND_LIFE, RULEBOOK, "",
        "whether a refunded credit has a new life or that of the one spent", r#""inherit""#),
    key("rules.cap_on_refund", Kind::Flag, RULEBOOK, "", "whether the cap also cuts after a refund", "true"),
    key("rules.overflow", OVERFLOW, RULEBOOK, "",
        "which credits go when the balance is above the cap", r#""drop-newest""#),
    key("rules.plan_change", PLAN_CHANGE, RULEBOOK, "", "what a plan change leaves of the balance", r#""forfeit""#),

    key("plan_change.week", Kind::Whole(1, 520), REQUIRED, "campaign week", "on the first day of this week", "14"),
    key("plan_change.plan", Kind::Name, REQUIRED, "",
        "this plan is taken up; `none` is cancelling", r#""premium-business""#),
    key("plan_change.seat", Kind::Name, Default::Otherwise("all seats that take the case's plan"), "",
        "by each of this seat alone", r#""colleague""#),

    key("opening.credits", COUNT, value("0"), "credits", "credits held on day 0, credited on that day", "43"),
    key("opening.lots.credits", COUNT, REQUIRED, "credits", "credits held on day 0 that lapse together", "36"),
    key("opening.lots.lapses_in_days", DAYS, Default::Otherwise("a full credit life"), "days",
        "they can be spent on so many days, day 0 included", "71"),
    key("opening.pending.touch", Kind::Name, REQUIRED, "",
        "an InMail, message or e-mail sent before day 0, still silent", r#""inmail""#),
    key("opening.pending.sent_days_ago", DAYS, REQUIRED, "days", "how long before day 0 it was sent", "3"),
    key("opening.pending.count", COUNT, REQUIRED, "touches", "how many of them", "14"),

    key("touch.ID.channel", CHANNEL, REQUIRED, "", "the way of contact", r#""inmail""#),
    key("touch.ID.reply_rate", Kind::TiedRate, Default::Otherwise("required but for `engage`"), "share",
        "the share of these touches that draw a reply; for `connect`, of those accepted",
        r#""10% to 25%""#).on(REPLYING),
    key("touch.ID.reply_delay_days", Kind::Delay, value("{ weibull = { shape = 0.4036, scale = 0.8865 } }"), "days",
        "how long a reply takes", "{ median = 1, p90 = 6 }").on(REPLYING).from(REPLY_DELAY),
    key("touch.ID.wait_days", Kind::Wait, Default::Otherwise("required in second or later place"), "days",
        "when it is due after the touch before it; of no meaning in first place", "[5, 7]"),
    key("touch.ID.accept_rate", Kind::TiedRate, Default::Otherwise("required for `connect`"), "share",
        "the share of invitations that are accepted; `connect` only", "{ pert = [0.10, 0.25, 0.45] }").on(CONNECT),
    key("touch.ID.accept_delay_days", Kind::Delay, value("{ median = 2, p90 = 14 }"), "days",
        "how long an acceptance takes; `connect` only",
        "{ cdf = [[1, 0.4], [7, 0.8], [30, 1]] }").on(CONNECT).from(ASSUMED),
    key("touch.ID.accept_lift", Kind::Lift, value("1"), "factor",
        "multiplies later acceptance rates; `engage` only", "{ pert = [1.0, 1.6, 5.0] }").on(ENGAGE).from(UNPUBLISHED),
    key("touch.ID.reply_lift", Kind::Lift, value("1"), "factor",
        "multiplies later reply rates; `engage` only", "1.2").on(ENGAGE).from(UNPUBLISHED),
    key("touch.ID.limit_per_week", COUNT, NONE, "touches",
        "the most that go out in a campaign week over all segments", "100").from(LIMIT),
    key("touch.ID.limit_per_day", COUNT, NONE, "touches",
        "the most that go out on a civil day over all segments", "20"),
    key("touch.ID.outcome_lift", Kind::Lift, value("1"), "factor",
        "multiplies the rates of what its replies lead to", "0.8").on(REPLYING).from(UNPUBLISHED),
    key("touch.ID.minutes", Kind::Minutes, value("0"), "minutes",
        "the working time that one takes", "5").from(UNPUBLISHED),
    key("touch.ID.cost", Kind::Money, value("0"), "currency",
        "what each one sent costs beside plan and work, free ones too", "0.35"),

    key("segment.ID.sequence", Kind::List(&Kind::Name), REQUIRED, "",
        "the touches that a prospect goes through, in order", r#"["inmail", "follow-up"]"#),
    key("segment.ID.per_week", Kind::Pace, REQUIRED, "prospects",
        "new prospects started in each campaign week", "[10, 10, 10, 20]"),
    key("segment.ID.prospects", COUNT, Default::Otherwise("unlimited"), "prospects", "how many there are", "200"),
    key("segment.ID.priority", Kind::Whole(1, MAX_COUNT), value("1"), "", "who goes first: 1 before 2", "2"),
    key("segment.ID.reserve", COUNT, value("0"), "credits", "credits that this segment must leave", "5"),
    key("segment.ID.credits_at_most", COUNT, NONE, "credits",
        "the most credits that this segment may spend in the campaign; refunds give none of them back", "30"),
    key("segment.ID.wear", Kind::Lift, value("1"), "factor",
        "multiplies all rates: what is left of them after each hundred prospects, since a list is worked from its best end",
        "{ pert = [0.5, 0.7, 0.9] }").from(UNPUBLISHED),
    key("segment.ID.reply_lift", Kind::Lift, value("1"), "factor",
        "multiplies the reply rates of its touches", "{ uniform = [1.0, 1.4] }").from(UNPUBLISHED),
    key("segment.ID.accept_lift", Kind::Lift, value("1"), "factor",
        "multiplies the acceptance rates of its touches", "0.68").from(UNPUBLISHED),
    key("segment.ID.open_profile", Kind::Rate, value("0"), "share",
        "prospects with an Open Profile, to whom InMail is free", "{ uniform = [0.05, 0.20] }").from(UNPUBLISHED),
    key("segment.ID.cost_per_prospect", Kind::Money, value("0"), "currency",
        "what each prospect started costs beside plan and work, such as an address found", "0.20"),

    key("segment.ID.outcome_lift", Kind::Lift, value("1"), "factor",
        "multiplies the rates of what its replies lead to", "1.5").from(UNPUBLISHED),
    key("segment.ID.value_lift", Kind::Number(0, MAX_LIFT), value("1"), "factor",
        "multiplies what its outcomes are worth", "2").from(UNPUBLISHED),

    key("seat.ID.segments", Kind::List(&Kind::Name), REQUIRED, "",
        "the segments that each of these people works", r#"["people"]"#),
    key("seat.ID.count", Kind::Whole(1, MAX_PEOPLE), value("1"), "people",
        "how many there are, each with an account of their own", "4"),
    key("seat.ID.plan", Kind::Name, Default::Otherwise("the case's"), "",
        "the plan of each; `none` is having no plan", r#""premium-business""#),
    key("seat.ID.from_week", Kind::Whole(1, 520), value("1"), "campaign week",
        "on the first day of this week they begin", "5"),
    key("seat.ID.ramp", Kind::List(&RAMP), NONE, "factor",
        "by week since they began: what part of `per_week` each of them starts; all of it after the last",
        "[0.25, 0.5, 0.75]"),
    key("seat.ID.reply_lift", Kind::Lift, value("1"), "factor",
        "multiplies the reply rates of all that they send", "{ uniform = [0.8, 1.2] }").from(UNPUBLISHED),
    key("seat.ID.accept_lift", Kind::Lift, value("1"), "factor",
        "multiplies the acceptance rates of all that they send", "1.1").from(UNPUBLISHED),
    key("seat.ID.opening.credits", COUNT, value("0"), "credits",
        "credits that each of them holds on their first day, credited on that day", "43"),
    key("seat.ID.opening.lots.credits", COUNT, REQUIRED, "credits",
        "credits held on their first day that lapse together", "36"),
    key("seat.ID.opening.lots.lapses_in_days", DAYS, Default::Otherwise("a full credit life"), "days",
        "they can be spent on so many days, the first included", "71"),
    key("seat.ID.opening.pending.touch", Kind::Name, REQUIRED, "",
        "an InMail, message or e-mail that each of them sent before, still silent", r#""inmail""#),
    key("seat.ID.opening.pending.sent_days_ago", DAYS, REQUIRED, "days",
        "how long before their first day it was sent", "3"),
    key("seat.ID.opening.pending.count", COUNT, REQUIRED, "touches", "how many of them", "14"),

    key("outcome.ID.of", Kind::Name, value("\"reply\""), "",
        "what leads to it: `reply`, or another outcome", r#""meeting""#),
    key("outcome.ID.rate", Kind::TiedRate, REQUIRED, "share",
        "the share of replies, or of those outcomes, that lead to it", r#""20% to 40%""#),
    key("outcome.ID.delay_days", Kind::Delay, value("0"), "days",
        "how long it takes; less than a day is the same day", "{ median = 10, p90 = 30 }"),
    key("outcome.ID.value", Kind::Worth, value("0"), "currency",
        "what it is worth, drawn for each time that it is reached", "{ median = 4000, p90 = 15000 }"),
    key("outcome.ID.minutes", Kind::Minutes, value("0"), "minutes",
        "the working time that it takes", "30").from(UNPUBLISHED),

    key("pacing.send_days", Kind::List(&WEEKDAY), value("[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]"), "",
        "the weekdays on which new touches go out", r#"["tue", "wed", "thu"]"#).from(ASSUMED),
    key("pacing.days_off", Kind::List(&Kind::Date), value("[]"), "",
        "dates on which nothing is sent", "[2026-04-03, 2026-05-25]"),
    key("pacing.order", Kind::OneOf(&["follow-ups-first", "new-first"]), value("\"follow-ups-first\""), "",
        "what goes first within a segment", r#""new-first""#).from(ASSUMED),
    key("pacing.limit_week", LIMIT_WEEK, value("\"campaign\""), "",
        "over which days `limit_per_week` counts", r#""rolling""#).from(ASSUMED),
    key("pacing.hours_per_week", Kind::Between(0, Hours::BELOW), NONE, "hours",
        "the most working time that touches may take in a campaign week", "4"),
    key("pacing.restriction.above_per_day", COUNT, REQUIRED, "touches",
        "more touches that cost credits than this on one day may get the account restricted", "20"),
    key("pacing.restriction.chance", Kind::Rate, REQUIRED, "share",
        "how likely that then is", "{ uniform = [0.05, 0.40] }"),
    key("pacing.restriction.days", DAYS, REQUIRED, "days", "how long nothing goes out", "14"),

    key("effort.hourly_cost", Kind::Money, value("0"), "currency",
        "the price of an hour of work", "40").from(UNPUBLISHED),

    key("costs.per_month", Kind::Money, value("0"), "currency",
        "what else is paid on day 0 and on the same day of each later month, such as a tool", "49"),
    key("costs.once", Kind::Money, value("0"), "currency", "what else is paid once, on day 0", "300"),

    key("goal.minimize", Kind::Objective, Default::Otherwise("required unless there is `goal.maximize`"), "",
        "what `optimize` makes as small as it can be: a figure's mean, quantile (`p90 of`) or mean where it is worst \
        (`worst 10% of`)", r#""cost_per_reply""#),
    key("goal.maximize", Kind::Objective, Default::Otherwise("required unless there is `goal.minimize`"), "",
        "what `optimize` makes as large as it can be, written likewise", r#""worst 10% of replies""#),
    key("goal.require", Kind::List(&Kind::Requirement), value("[]"), "",
        "what the answer must keep: bounds on figures, on average or `with` a share of simulations, over the whole \
        campaign or `by week` N", r#"["replies >= 25 by week 12 with 80%", "stockout_probability <= 10%"]"#),
    key("goal.confidence", Kind::Between(0, 1), value("0.95"), "share",
        "how sure the answer must be", "0.99").from(ASSUMED),
    key("goal.indifference", Kind::Number(0, 1), value("0.01"), "share",
        "the relative difference that does not matter: nearer plans are a tie", "0.02").from(ASSUMED),
    key("goal.vary", Kind::Axes, REQUIRED, "",
        "what may be varied: `plan`, `what_if` or a path of the file, each with a list of values or a range",
        r#"{ weeks = [13, 26], "segment.people.per_week" = "5..50:10" }"#),

    key("target.figure", Kind::Name, REQUIRED, "", "the figure of the reports that is held to a bound", r#""replies""#),
    key("target.at_least", BOUND, ONE, "as the figure", "it must not be below this", "25"),
    key("target.at_most", BOUND, ONE, "as the figure", "it must not be above this", "900"),
    key("target.above", BOUND, ONE, "as the figure", "it must be above this", "0"),
    key("target.below", BOUND, ONE, "as the figure", "it must be below this", "40.5"),
    key("target.with", Kind::Share, Default::Otherwise("none: the mean is held to the bound"), "share",
        "the share of simulations in which it must hold", r#""80%""#),
    key("target.by", Kind::Whole(1, 520), Default::Otherwise("the last of the campaign"), "campaign week",
        "over the campaign's weeks up to this one", "12"),

    key("what_if.name", Kind::Name, REQUIRED, "",
        "what reports call the variant; beside it, any key but `trials`, `precision`, `seed`, `rank_by`, \
        `base_name`, `goal`, `target` and `extends`, laid over the rest of the file",
        r#""twenty a week""#),
    key("what_if.kind", Kind::OneOf(&KINDS), Default::Otherwise("`choice`"), "",
        "whether it is ours to choose; each choice is laid over each circumstance, and cases are ranked within one",
        r#""circumstance""#),
];
