//! The parts of the scenario to start from, with the sources of their values.

use crate::domain::touch::REPLY_RATE;
use crate::guide::borrowed::{DELAY, DELAY_SAYS, FOLLOW_UP, FOLLOW_UP_SAYS, RATE, RATE_SAYS, WAIT};

/// A key, its value, and what is said about it; if nothing, what the list of keys says.
pub(super) type Stated = (&'static str, &'static str, Option<&'static str>);

/// A header with some keys.
pub(super) struct Part {
    /// The comment above it.
    pub(super) comment: &'static str,
    /// The header as it is written; empty for the beginning of the file.
    pub(super) header: &'static str,
    /// The section in the list of keys.
    pub(super) pattern: &'static str,
    /// The channel of a touch.
    pub(super) channel: &'static str,
    /// Is it in use? If not, it is there to be switched on.
    pub(super) live: bool,
    /// The keys that it states.
    pub(super) stated: &'static [Stated],
    /// Further lines, as they are written.
    pub(super) more: &'static str,
}

const fn part(header: &'static str, pattern: &'static str, comment: &'static str) -> Part {
    Part { comment, header, pattern, channel: "", live: true, stated: &[], more: "" }
}

impl Part {
    const fn channel(self, channel: &'static str) -> Part {
        Part { channel, ..self }
    }

    const fn off(self) -> Part {
        Part { live: false, ..self }
    }

    const fn states(self, stated: &'static [Stated]) -> Part {
        Part { stated, ..self }
    }

    const fn sets(self, more: &'static str) -> Part {
        Part { more, ..self }
    }
}

#[rustfmt::skip]
pub(super) const PARTS: &[Part] = &[
    part("", "", "").states(&[
        ("name", "\"Our campaign\"", None),
        ("description", "\"Six new people a week for half a year, with a follow-up.\"", Some("")),
        ("rulebook", "\"article-2025-10\"", Some("plans, prices and rules; `inmail-sim plans` shows them")),
        ("plans", "[\"premium-business\", \"sales-navigator\"]", Some("each makes a case")),
        ("weeks", "26", Some("the length of the campaign, 1 to 520; or `months`, or `until` with its last day")),
        ("start", "2026-03-02", Some("the first day; a Monday")),
        ("trials", "20_000", Some("simulations for each case; more of them make the means more exact")),
        ("currency", "\"USD\"", Some("a label only: nothing is converted")),
    ]),
    part("[touch.inmail]", "touch.ID",
        "A touch is one way to reach someone; its name is yours to choose.").channel("inmail").states(&[
        ("channel", "\"inmail\"", Some("costs one credit; a reply within 90 days brings it back")),
        (REPLY_RATE, RATE, Some(RATE_SAYS)),
        ("reply_delay_days", DELAY, Some(DELAY_SAYS)),
        ("minutes", "5", Some("minutes of work for each")),
    ]),
    part("[touch.follow-up]", "touch.ID", "").channel("inmail").states(&[
        ("channel", "\"inmail\"", Some("a second credit")),
        ("wait_days", WAIT,
            Some("days after the first, or not at all; from the article. `7` alone would wait for a credit")),
        (REPLY_RATE, FOLLOW_UP, Some(FOLLOW_UP_SAYS)),
        ("minutes", "2", None),
    ]),
    part("[touch.invitation]", "touch.ID",
        "A free invitation, and the message that follows it. Put it into a sequence to use it.").channel("connect").off().states(&[
        ("channel", "\"connect\"", Some("free")),
        ("accept_rate", "{ pert = [0.10, 0.25, 0.45] }",
            Some("10 % cold, 45 % after warming up; from the article and vendors")),
        (REPLY_RATE, "0.22", Some("of those who accept; published by a vendor")),
    ]),
    part("[touch.warm-up]", "touch.ID",
        "A visit or comment before the first letter, which multiplies the rates of what comes after it.").channel("engage").off().states(&[
        ("channel", "\"engage\"", Some("free")),
        ("accept_lift", "{ pert = [1.0, 1.6, 5.0] }", Some("assumption; from no help at all to 50 % instead of 10 %")),
    ]),
    part("[segment.prospects]", "segment.ID",
        "A segment is a group of people who go through the same sequence of touches until they reply.").states(&[
        ("sequence", "[\"inmail\", \"follow-up\"]", Some("in this order")),
        ("per_week", "6", Some("new people a week; also a list with a number a week, \"max\" or \"refunds\"")),
    ]),
    part("[seat.colleague]", "seat.ID",
        "Who works the segments: without a seat one person works all of them. Each has an account, with an opening of its own \
        under `[seat.colleague.opening]` or as below; a `[[plan_change]]` may name a `seat`.").off().states(&[
        ("segments", "[\"prospects\"]", None),
    ]),
    part("[outcome.deal]", "outcome.ID",
        "What a reply may lead to, and what it is worth: add a meeting between them, and name it in `of`.").off().states(&[
        ("of", "\"reply\"", None),
        ("rate", "0.05", Some("assumption; also a range, as any rate")),
        ("delay_days", "{ median = 30, p90 = 90 }", Some("days from the reply; assumption")),
        ("value", "4000", Some("USD each; assumption")),
    ]),
    part("[pacing]", "pacing", "On which days touches go out.").states(&[
        ("send_days", "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]", None),
    ]),
    part("[pacing.restriction]", "pacing.restriction",
        "What sending too many on one day may lead to. LinkedIn publishes no limit.").off(),
    part("[effort]", "effort", "").states(&[("hourly_cost", "40", Some("USD for an hour of work; prices `minutes`"))]),
    part("[costs]", "costs", "What else the campaign costs, beside plan and work, however many people it reaches.").off(),
    part("[opening]", "opening", "What the account holds on the first day; a new account holds nothing. State `billing_day` at the top with it, or a new \
        subscription grants its credits on top.").off(),
    part("[[opening.lots]]", "opening.lots",
        "The same by age, in place of `credits`: a header and these lines for each lot.").off(),
    part("[[opening.pending]]", "opening.pending", "What was sent before and is still without an answer.").off(),
    part("[[plan_change]]", "plan_change", "Another plan from some week on.").off(),
    part("[rules]", "rules", "What happens to credits, where that is not as the rulebook has it.").off(),
    part("[plan.team-seat]", "plan.ID",
        "A plan of your own, or a known one, changed. List it under `plans` to see it beside others.").off(),
    part("[goal]", "goal", "What `inmail-sim optimize` looks for, and among what.").off().states(&[
        ("minimize", "\"cost_per_reply\"", Some("or `maximize`; also \"p90 of cost_per_reply\", \"worst 10% of replies\"")),
        ("require", "[\"replies >= 12 by week 13 with 80%\"]", Some("what the answer must keep")),
        ("vary", "{ plan = [\"premium-business\", \"sales-navigator\"], \"segment.prospects.per_week\" = [4, 6, 8] }", None),
    ]),
    part("[[target]]", "target",
        "What every case is held to: a run tells whether it is met, and ends with status 3 if it is missed.").off().states(&[
        ("figure", "\"replies\"", Some("any figure of the reports")),
        ("at_least", "25", None),
    ]),
    part("[[target]]", "target", "").off().states(&[("figure", "\"cost\"", Some("")), ("at_most", "900", None)]),
    part("[[target]]", "target", "").off().states(&[("figure", "\"multiplier\"", Some("")), ("above", "1", None)]),
    part("[[target]]", "target", "").off().states(&[
        ("figure", "\"stockout_probability\"", Some("")),
        ("below", "0.1", None),
    ]),
    part("[[what_if]]", "what_if",
        "A what-if is laid over all of this, and makes cases of its own. Add as many as you have questions.")
        .states(&[("name", "\"no follow-up\"", Some("what its cases are called"))])
        .sets("segment.prospects.sequence = [\"inmail\"]\n"),
    part("[[what_if]]", "what_if",
        "LinkedIn's own figure, second hand, for letters under 400 characters: 1.22 times the replies.")
        .states(&[("name", "\"shorter letters\"", Some(""))])
        .sets("segment.prospects.reply_lift = 1.22\n"),
];
