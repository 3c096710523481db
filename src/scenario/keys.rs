//! Every key that scenario files and rulebook files know: meaning, unit, range and default, in one list.
//!
//! The reader takes ranges and defaults from here, so the list cannot be wrong about them.

use super::kind::{Kind, MAX_COUNT, MAX_DAYS};

/// A key of a scenario or rulebook file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its dotted path, where `ID` stands for a name of the user's choice.
    pub path: &'static str,
    /// What it may be set to.
    pub kind: Kind,
    /// What it is if it is left out.
    pub default: Default,
    /// In what it is counted; empty where there is no unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// What a key is if it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// Required: leaving it out is an error.
    Required,
    /// This TOML value.
    Value(&'static str),
    /// As these words say, which may name the circumstances under which it is required.
    Otherwise(&'static str),
}

const COUNT: Kind = Kind::Whole(0, MAX_COUNT);
const DAYS: Kind = Kind::Whole(1, MAX_DAYS);
const BILLING: Kind = Kind::OneOf(&["monthly", "annual"]);
const REFILL: Kind = Kind::OneOf(&["billing-day", "first-of-month"]);
const WEEKDAY: Kind = Kind::OneOf(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const CHANNEL: Kind = Kind::OneOf(&["inmail", "connect", "message", "engage", "email"]);
const LIFE: Kind = Kind::WholeOr(1, MAX_DAYS, "none");
const WINDOW: Kind = Kind::Whole(0, MAX_DAYS);
const REFUND_LIFE: Kind = Kind::OneOf(&["fresh", "inherit"]);
const OVERFLOW: Kind = Kind::OneOf(&["drop-oldest", "drop-newest"]);
const PLAN_CHANGE: Kind = Kind::OneOf(&["keep-to-cap", "forfeit"]);

const REQUIRED: Default = Default::Required;
const NONE: Default = Default::Otherwise("none");
const RULEBOOK: Default = Default::Otherwise("the rulebook's");
const OWN: Default = Default::Otherwise("the rulebook's or that of `like`; required for a plan of one's own");

const fn key(path: &'static str, kind: Kind, default: Default, unit: &'static str, meaning: &'static str) -> Key {
    Key { path, kind, default, unit, meaning }
}

const fn value(toml: &'static str) -> Default {
    Default::Value(toml)
}

/// Every key of scenario files.
pub fn reference() -> &'static [Key] {
    SCENARIO
}

/// Every key of rulebook files.
pub fn rulebook_reference() -> &'static [Key] {
    RULEBOOK_FILE
}

#[rustfmt::skip]
const SCENARIO: &[Key] = &[
    key("name", Kind::Text, Default::Otherwise("the file's name without `.toml`"), "", "what reports call the scenario"),
    key("description", Kind::Text, value("\"\""), "", "a line for people"),
    key("extends", Kind::Path, NONE, "", "another scenario file that this one is laid over"),
    key("rulebook", Kind::Name, value("\"article-2025-10\""), "", "a built-in rulebook, or the path of a rulebook file"),
    key("plans", Kind::List(&Kind::Name), Default::Otherwise("the rulebook's, then the file's own"), "",
        "the plans to compare: each makes a case; `none` is having no plan"),
    key("weeks", Kind::Whole(1, 520), value("26"), "weeks", "the length of the campaign"),
    key("start", Kind::Date, value("2026-03-02"), "", "day 0 of the campaign"),
    key("trials", Kind::Round(1, 1_000_000_000), value("100_000"), "", "simulated campaigns for each case"),
    key("precision", Kind::Between(0, 1), NONE, "share",
        "stop before `trials` once the relative standard error of every case's cost per reply is below it"),
    key("seed", Kind::Whole(0, u64::MAX), value("1"), "", "another number gives another draw of luck"),
    key("currency", Kind::Text, value("\"USD\""), "", "a label for amounts of money"),
    key("billing", BILLING, value("\"monthly\""), "", "which of the plans' prices is charged"),
    key("billing_day", Kind::Whole(1, 31), NONE, "day of the month",
        "the subscription was running before day 0 and renews on this day"),

    key("plan.ID.like", Kind::Name, NONE, "", "another plan, from which everything but the name is taken over"),
    key("plan.ID.name", Kind::Text, Default::Otherwise("the rulebook's, otherwise the id"), "", "what people call it"),
    key("plan.ID.credits_per_month", COUNT, OWN, "credits", "what each refill grants"),
    key("plan.ID.cap", COUNT, OWN, "credits", "the most credits that the account may hold after a refill"),
    key("plan.ID.price_per_month", Kind::Money, OWN, "currency", "the price a month when billed monthly"),
    key("plan.ID.price_per_month_annual", Kind::Money, Default::Otherwise("the rulebook's or that of `like`, if any"),
        "currency", "the price a month when billed annually"),
    key("plan.ID.refill", REFILL, Default::Otherwise("the rulebook's or that of `like`, otherwise `billing-day`"), "",
        "on which days credits are granted"),

    key("rules.credit_life_days", LIFE, RULEBOOK, "days", "how long a credit can be spent"),
    key("rules.refund_window_days", WINDOW, RULEBOOK, "days", "how late a reply may come and still refund a credit"),
    key("rules.refund_life", REFUND_LIFE, RULEBOOK, "", "whether a refunded credit has a new life or that of the one spent"),
    key("rules.cap_on_refund", Kind::Flag, RULEBOOK, "", "whether the cap also cuts after a refund"),
    key("rules.overflow", OVERFLOW, RULEBOOK, "", "which credits go when the balance is above the cap"),
    key("rules.plan_change", PLAN_CHANGE, RULEBOOK, "", "what a plan change leaves of the balance"),

    key("plan_change.week", Kind::Whole(1, 520), REQUIRED, "campaign week", "on the first day of this week"),
    key("plan_change.plan", Kind::Name, REQUIRED, "", "this plan is taken up; `none` is cancelling"),

    key("opening.credits", COUNT, value("0"), "credits", "credits held on day 0, credited on that day"),
    key("opening.lots.credits", COUNT, REQUIRED, "credits", "credits held on day 0 that lapse together"),
    key("opening.lots.lapses_in_days", DAYS, Default::Otherwise("a full credit life"), "days",
        "they can be spent on so many days, day 0 included"),
    key("opening.pending.touch", Kind::Name, REQUIRED, "", "an InMail, message or e-mail sent before day 0, still silent"),
    key("opening.pending.sent_days_ago", DAYS, REQUIRED, "days", "how long before day 0 it was sent"),
    key("opening.pending.count", COUNT, REQUIRED, "touches", "how many of them"),

    key("touch.ID.channel", CHANNEL, REQUIRED, "", "the way of contact"),
    key("touch.ID.reply_rate", Kind::Rate, Default::Otherwise("required but for `engage`"), "share",
        "the share of these touches that draw a reply; for `connect`, of those accepted"),
    key("touch.ID.reply_delay_days", Kind::Delay, value("{ weibull = { shape = 0.4036, scale = 0.8865 } }"), "days",
        "how long a reply takes"),
    key("touch.ID.wait_days", Kind::Wait, Default::Otherwise("required in second or later place"), "days",
        "when it is due after the touch before it; of no meaning in first place"),
    key("touch.ID.accept_rate", Kind::Rate, Default::Otherwise("required for `connect`"), "share",
        "the share of invitations that are accepted; `connect` only"),
    key("touch.ID.accept_delay_days", Kind::Delay, value("{ median = 2, p90 = 14 }"), "days",
        "how long an acceptance takes; `connect` only"),
    key("touch.ID.accept_lift", Kind::Lift, value("1"), "factor", "multiplies later acceptance rates; `engage` only"),
    key("touch.ID.reply_lift", Kind::Lift, value("1"), "factor", "multiplies later reply rates; `engage` only"),
    key("touch.ID.limit_per_week", COUNT, NONE, "touches", "the most that go out in a campaign week over all segments"),
    key("touch.ID.minutes", Kind::Minutes, value("0"), "minutes", "the working time that one takes"),

    key("segment.ID.sequence", Kind::List(&Kind::Name), REQUIRED, "", "the touches that a prospect goes through, in order"),
    key("segment.ID.per_week", Kind::Pace, REQUIRED, "prospects", "new prospects started in each campaign week"),
    key("segment.ID.prospects", COUNT, Default::Otherwise("unlimited"), "prospects", "how many there are"),
    key("segment.ID.priority", Kind::Whole(1, MAX_COUNT), value("1"), "", "who goes first: 1 before 2"),
    key("segment.ID.reserve", COUNT, value("0"), "credits", "credits that this segment must leave"),
    key("segment.ID.reply_lift", Kind::Lift, value("1"), "factor", "multiplies the reply rates of its touches"),
    key("segment.ID.accept_lift", Kind::Lift, value("1"), "factor", "multiplies the acceptance rates of its touches"),
    key("segment.ID.open_profile", Kind::Rate, value("0"), "share", "prospects with an Open Profile, to whom InMail is free"),

    key("pacing.send_days", Kind::List(&WEEKDAY), value("[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]"), "",
        "the weekdays on which new touches go out"),
    key("pacing.days_off", Kind::List(&Kind::Date), value("[]"), "", "dates on which nothing is sent"),
    key("pacing.order", Kind::OneOf(&["follow-ups-first", "new-first"]), value("\"follow-ups-first\""), "",
        "what goes first within a segment"),
    key("pacing.restriction.above_per_day", COUNT, REQUIRED, "touches",
        "more touches that cost credits than this on one day may get the account restricted"),
    key("pacing.restriction.chance", Kind::Rate, REQUIRED, "share", "how likely that then is"),
    key("pacing.restriction.days", DAYS, REQUIRED, "days", "how long nothing goes out"),

    key("effort.hourly_cost", Kind::Money, value("0"), "currency", "the price of an hour of work"),

    key("what_if.name", Kind::Name, REQUIRED, "", "what reports call the variant; beside it, any key but `trials`, \
        `precision`, `seed` and `extends`, laid over the rest of the file"),
];

#[rustfmt::skip]
const RULEBOOK_FILE: &[Key] = &[
    key("id", Kind::Name, REQUIRED, "", "what scenario files and reports call it"),
    key("name", Kind::Text, REQUIRED, "", "a line for people"),
    key("as_of", Kind::Text, Default::Otherwise("not stated"), "", "when its figures held"),
    key("sources", Kind::List(&Kind::Text), value("[]"), "", "where its figures come from"),
    key("rules.credit_life_days", LIFE, REQUIRED, "days", "how long a credit can be spent"),
    key("rules.refund_window_days", WINDOW, REQUIRED, "days", "how late a reply may come and still refund a credit"),
    key("rules.refund_life", REFUND_LIFE, REQUIRED, "", "whether a refunded credit has a new life or that of the one spent"),
    key("rules.cap_on_refund", Kind::Flag, REQUIRED, "", "whether the cap also cuts after a refund"),
    key("rules.overflow", OVERFLOW, REQUIRED, "", "which credits go when the balance is above the cap"),
    key("rules.plan_change", PLAN_CHANGE, REQUIRED, "", "what a plan change leaves of the balance"),
    key("plan.ID.name", Kind::Text, Default::Otherwise("the id"), "", "what people call it"),
    key("plan.ID.credits_per_month", COUNT, REQUIRED, "credits", "what each refill grants"),
    key("plan.ID.cap", COUNT, REQUIRED, "credits", "the most credits that the account may hold after a refill"),
    key("plan.ID.price_per_month", Kind::Money, REQUIRED, "currency", "the price a month when billed monthly"),
    key("plan.ID.price_per_month_annual", Kind::Money, NONE, "currency", "the price a month when billed annually"),
    key("plan.ID.refill", REFILL, value("\"billing-day\""), "", "on which days credits are granted"),
];

/// The key that a path such as `touch.inmail.reply_rate` names, whatever stands for `ID`.
pub(super) fn find(keys: &'static [Key], path: &[&str]) -> Option<&'static Key> {
    keys.iter().find(|key| {
        let parts = key.path.split('.');
        parts.clone().count() == path.len() && parts.zip(path).all(|(part, name)| part == "ID" || part == *name)
    })
}

/// The keys that a section may have, where `pattern` is the section's path with `ID` for names of the user's choice.
pub(super) fn within(keys: &'static [Key], pattern: &str) -> Vec<&'static str> {
    let mut names = Vec::new();
    for key in keys {
        let rest = if pattern.is_empty() {
            Some(key.path)
        } else {
            key.path.strip_prefix(pattern).and_then(|rest| rest.strip_prefix('.'))
        };
        let name = rest.and_then(|rest| rest.split('.').next());
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_find_their_keys() {
        assert_eq!(find(SCENARIO, &["touch", "x", "reply_rate"]).unwrap().path, "touch.ID.reply_rate");
        assert!(find(SCENARIO, &["touch", "x"]).is_none());
        assert!(find(SCENARIO, &["touch", "x", "reply_rate", "mean"]).is_none());
        assert_eq!(within(SCENARIO, "opening"), ["credits", "lots", "pending"]);
        assert_eq!(within(RULEBOOK_FILE, ""), ["id", "name", "as_of", "sources", "rules", "plan"]);
    }

    #[test]
    fn every_key_is_listed_once_and_explained() {
        for keys in [SCENARIO, RULEBOOK_FILE] {
            for (place, key) in keys.iter().enumerate() {
                assert!(keys[..place].iter().all(|other| other.path != key.path), "{} twice", key.path);
                assert!(!key.meaning.is_empty());
            }
        }
    }
}
