//! The tables that keys stand in.

use super::Section;

const fn table(path: &'static str, meaning: &'static str) -> Section {
    Section { path, is_list: false, meaning }
}

const fn list(path: &'static str, meaning: &'static str) -> Section {
    Section { path, is_list: true, meaning }
}

/// Every table of scenario files, in the order of the keys.
#[rustfmt::skip]
pub const SECTIONS: &[Section] = &[
    table("", "what is compared, how long, from when, and how often it is simulated"),
    table("plan.ID", "a plan of the rulebook, changed, or a plan of your own"),
    table("rules", "what happens to credits, where that is not as the rulebook has it"),
    list("plan_change", "another plan from some week on"),
    table("opening", "what the account brings along on the first day"),
    list("opening.lots", "credits held on the first day, by age, in place of `opening.credits`"),
    list("opening.pending", "what was sent before the first day and is still without an answer"),
    table("touch.ID", "one way to reach someone, and what comes of it"),
    table("segment.ID", "people who go through the same touches at the same pace"),
    table("seat.ID", "people who work the segments, each with an account; without any, one person works all of them"),
    table("seat.ID.opening", "what each of them brings along, in place of the file's `opening`"),
    list("seat.ID.opening.lots", "credits held on their first day, by age, in place of `credits`"),
    list("seat.ID.opening.pending", "what each of them sent before their first day and is still without an answer"),
    table("outcome.ID", "what a reply, or another outcome, may lead to"),
    table("pacing", "on which days touches go out, and in what order"),
    table("pacing.restriction", "what sending too many on one day may lead to"),
    table("effort", "what an hour of work costs"),
    table("costs", "what the campaign costs beside plan and work, whatever happens"),
    table("goal", "what `optimize` looks for, and among what"),
    list("target", "what every case is held to: `run` tells whether it is met, and ends with status 3 if one is missed"),
    list("what_if", "a variant, laid over the rest of the file: it makes cases of its own"),
];

/// Every table of rulebook files, in the order of the keys.
pub const RULEBOOK_SECTIONS: &[Section] = &[
    table("", "which rulebook it is, and where its figures come from"),
    table("rules", "what happens to credits"),
    table("plan.ID", "a plan"),
];
