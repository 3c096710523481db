//! An example of every kind of problem, with its exact text.

use std::path::Path;

use strum::VariantNames;

use super::{Overrides, SMALL, files, load_from};
use crate::scenario::document::problem::{KeyProblem, TextProblem, ValueProblem};
use crate::scenario::document::source::MAX_BYTES;
use crate::scenario::problem::CampaignProblem;
use crate::scenario::problem::GoalProblem;
use crate::scenario::problem::RateProblem;

/// The names of all kinds. A new one needs an example below.
const KINDS: [&[&str]; 6] = [
    TextProblem::VARIANTS,
    KeyProblem::VARIANTS,
    ValueProblem::VARIANTS,
    CampaignProblem::VARIANTS,
    GoalProblem::VARIANTS,
    RateProblem::VARIANTS,
];

/// Touches for segments to name.
const TOUCHES: &str = "touch.a = { channel = 'engage', wait_days = [2, 3] }\n\
                       touch.b = { channel = 'inmail', reply_rate = 1, reply_delay_days = 1 }\n";

/// The kind, what stands above the smallest scenario, the arguments, and what is told.
const EXAMPLES: &[(&str, &str, &[&str], &str)] = &[
    ("Syntax", "weeks = \"3", &[], "a.toml:1:11: the closing quote `\"` is missing"),
    ("UnknownKey", "wekes = 3", &[], "a.toml:1:1: unknown key `wekes`; did you mean `weeks`?"),
    ("Misplaced", "hourly_cost = 3", &[], "a.toml:1:1: unknown key `hourly_cost`; it belongs under `[effort]`"),
    (
        "NoId",
        "plan.cap = 3",
        &[],
        "a.toml:1:1: `plan` has keys but no ID; write `[plan.ID]`, where ID is a name of your choice",
    ),
    (
        "IdleKey",
        "touch.x = { channel = 'engage', reply_rate = 0.1 }",
        &[],
        "a.toml:1:33: `reply_rate` is of no use in `touch.x`, whose channel is `engage`; beside `channel` it may have \
         `accept_lift`, `reply_lift`, `wait_days`, `limit_per_week`, `limit_per_day`, `minutes` and `cost`",
    ),
    (
        "NoSuchRate",
        "touch.x = { channel = 'email', reply_rate = { of = 'y' } }\ntouch.y.channel = 'engage'",
        &[],
        "a.toml:1:52: `touch.x.reply_rate` cannot follow touch `y`, whose channel `engage` has no `reply_rate`; known: \
         `inmail`",
    ),
    (
        "TiedInCircle",
        "touch.x = { channel = 'email', reply_rate = { of = 'y' } }\n\
         touch.y = { channel = 'email', reply_rate = { of = 'x', lift = 2 } }",
        &[],
        "a.toml:1:52: `touch.x.reply_rate` follows itself by way of `y`; one of them must be a rate of its own",
    ),
    (
        "OutcomeId",
        "outcome.'a.b'.rate = 1",
        &[],
        "a.toml:1:9: outcome `a.b` has a dot in its name, which figures take for that of a part; choose another name",
    ),
    (
        "OutcomeCircle",
        "outcome.o = { of = 'o', rate = 1 }",
        &[],
        "a.toml:1:20: `outcome.o.of` leads back to itself; it must be of `reply` or of another outcome",
    ),
    (
        "NotInWhatIf",
        "what_if = [{ name = 'x', trials = 3 }]",
        &[],
        "a.toml:1:26: `trials` cannot be set in a what-if; set it for the whole file",
    ),
    ("NotByArgument", "", &["extends=x"], "--set:1:1: `extends` cannot be set by an argument; set it in the file"),
    (
        "Missing",
        "touch.x = { channel = 'email' }",
        &[],
        "a.toml:1:23: `touch.x` lacks `reply_rate`, which channel `email` needs",
    ),
    ("Value", "weeks = 0", &[], "a.toml:1:9: `weeks` is `0`; it must be a whole number from 1 to 520"),
    (
        "UnknownName",
        "segment.x = { per_week = 1, sequence = ['inmial'] }",
        &[],
        "a.toml:1:41: unknown touch `inmial`; did you mean `inmail`?",
    ),
    ("Twice", "pacing.send_days = ['mon', 'mon']", &[], "a.toml:1:28: weekday `mon` is there twice; once is enough"),
    ("Reserved", "plan.none.cap = 3", &[], "a.toml:1:6: `none` is taken; choose another name for the plan"),
    (
        "Id",
        "plan.' '.cap = 3",
        &[],
        "a.toml:1:6: an id in `plan` is empty or has a control character; it must be a visible name",
    ),
    ("Empty", "plans = []", &[], "a.toml:1:9: `plans` is empty; it must have at least one item"),
    ("Circle", "plan.x.like = 'x'", &[], "a.toml:1:15: `like` leads back to `x`; it must end somewhere"),
    (
        "Both",
        "opening = { credits = 1, lots = [] }",
        &[],
        "a.toml:1:26: `opening` has both `credits` and `lots`; it may have one of them",
    ),
    (
        "Until",
        "until = 2026-03-01",
        &[],
        "a.toml:1:9: `until` is 2026-03-01; the campaign begins on 2026-03-02, so it must be a date from then to \
         2036-02-17",
    ),
    (
        "RanksNothing",
        "rank_by = 'spent'",
        &[],
        "a.toml:1:11: `spent` ranks nothing; rank by a figure that is better for more or for less, such as \
         `cost_per_reply`, `replies_settled`, `net_value` or `full_cost`",
    ),
    (
        "NoTarget",
        "target = [{ figure = 'best_probability', at_least = 0.5 }]",
        &[],
        "a.toml:1:22: `best_probability` compares a case with the others, so none can be held to it; choose another \
         figure",
    ),
    (
        "NoBound",
        "target = [{ figure = 'replies', with = '80%' }]",
        &[],
        "a.toml:1:11: `target` has no bound; set one of `at_least`, `at_most`, `above` or `below`",
    ),
    (
        "AfterEnd",
        "target = [{ figure = 'replies', above = 3, by = 27 }]",
        &[],
        "a.toml:1:49: `target.by` is week 27, after the last of the campaign; it must be a week from 1 to 26",
    ),
    (
        "NobodyWorks",
        "segment.x = { per_week = 1, sequence = ['inmail'] }\nseat.s.segments = ['x']",
        &[],
        "a.toml:7:10: no seat works `segment.prospects`; name it in the `segments` of one, or take it out",
    ),
    (
        "NobodysChange",
        "seat.s = { segments = ['prospects'], plan = 'none' }\nplan_change = [{ week = 2, plan = 'none' }]",
        &[],
        "a.toml:2:16: the plan change names no `seat`, and every seat names a plan of its own, so it holds for none; name \
         the seat",
    ),
    (
        "LeavesPool",
        "plans = ['recruiter-lite']\nplan.recruiter-lite.pooled = true\n\
         seat.s = { segments = ['prospects'], count = 2 }\nplan_change = [{ week = 2, plan = 'sales-navigator' }]",
        &[],
        "a.toml:4:35: `seat.s` cannot change to `sales-navigator` in week 2: `recruiter-lite` is pooled, and the account of \
         all its seats changes as a whole and is never parted; it may change to `none`, or to `recruiter-lite` anew",
    ),
    (
        "JoinsPool",
        "plans = ['none']\nplan.recruiter-lite.pooled = true\n\
         seat.s = { segments = ['prospects'], count = 2 }\nplan_change = [{ week = 2, plan = 'recruiter-lite' }]",
        &[],
        "a.toml:4:35: `seat.s` cannot change to `recruiter-lite` in week 2: `recruiter-lite` is pooled, and accounts are \
         never joined; let it begin under `recruiter-lite`",
    ),
    (
        "PartsPool",
        "plans = ['recruiter-lite']\nplan.recruiter-lite.pooled = true\nseat.s.segments = ['prospects']\n\
         seat.t.segments = ['prospects']\nplan_change = [{ week = 2, plan = 'none', seat = 's' }]",
        &[],
        "a.toml:5:35: the plan change in week 2 leaves out `seat.t`: `recruiter-lite` is pooled, and the account of all its \
         seats changes as a whole; change all of them to the same plan in that week",
    ),
    (
        "NoAnnualPrice",
        "plans = ['recruiter-lite']",
        &["billing=annual"],
        "--set:1:9: plan `recruiter-lite` has no annual price; set `plan.recruiter-lite.price_per_month_annual`",
    ),
    (
        "NoMonthlyPrice",
        "plans = ['sales-navigator-advanced-plus']",
        &["rulebook=linkedin-help-2026"],
        "a.toml:1:10: plan `sales-navigator-advanced-plus` has no monthly price; set `billing = \"annual\"` or \
         `plan.sales-navigator-advanced-plus.price_per_month`",
    ),
    (
        "NoPrice",
        "plans = ['recruiter-corporate']",
        &["rulebook=linkedin-help-2026"],
        "a.toml:1:10: no price of plan `recruiter-corporate` is published; state yours: \
         `[plan.recruiter-corporate] price_per_month = …`",
    ),
    (
        "PendingChannel",
        "opening.pending = [{ touch = 'a', sent_days_ago = 1, count = 1 }]",
        &[],
        "a.toml:3:30: touch `a` has channel `engage`; pending can be inmail, message and email",
    ),
    (
        "NeverSilent",
        "opening.pending = [{ touch = 'b', sent_days_ago = 9, count = 1 }]",
        &[],
        "a.toml:3:30: touch `b` cannot be silent after 9 days: its rate is 1 and its delay shorter",
    ),
    (
        "NoWait",
        "segment.x = { per_week = 1, sequence = ['a', 'b'] }",
        &[],
        "a.toml:3:46: touch `b` lacks `wait_days`, which it needs in second or later place of `segment.x`",
    ),
    (
        "FreePace",
        "segment.x = { per_week = 'max', sequence = ['a'] }",
        &[],
        "a.toml:3:26: `per_week = \"max\"` needs a first touch of channel `inmail`; `a` has channel `engage`",
    ),
    (
        "NeverDue",
        "segment.x = { per_week = 1, sequence = ['a', 'a'] }\npacing.send_days = ['sun']",
        &[],
        "a.toml:1:45: touch `a` can never go out in `segment.x`: no send day comes 2 to 3 days after the touch before it; \
         the next comes after 7",
    ),
    (
        "Endless",
        "segment.x = { per_week = 'max', sequence = ['b'], open_profile = 1 }",
        &[],
        "a.toml:3:26: `segment.x` would never stop: `per_week = \"max\"` with an `open_profile` of 1 needs `prospects`",
    ),
    (
        "Form",
        "segment.x = { per_week = 1, sequence = ['b'], reply_lift = { mean = 1, sd = 1 } }",
        &[],
        "a.toml:3:60: `segment.x.reply_lift` cannot be made of `mean` and `sd`; it must be a factor from 0 to 1000: a \
         number, { uniform }, { triangular }, { pert } or { samples, column }",
    ),
    (
        "Half",
        "",
        &["touch.inmail.reply_rate.mean=0.3"],
        "--set:1:14: `touch.inmail.reply_rate` has `mean` but lacks `sd`",
    ),
    (
        "Distribution",
        "",
        &["touch.inmail.reply_rate=25% to 10%"],
        "--set:1:25: `touch.inmail.reply_rate`: no Beta fits an interval from 0.25 to 0.1: it must rise, and lie above 0 \
         and below 1",
    ),
    (
        "NoColumn",
        "",
        &["touch.inmail.reply_rate.samples=two.csv"],
        "--set:1:33: the file has several columns; name one by `column`: `a` or `b`",
    ),
    (
        "Csv",
        "",
        &["touch.inmail.reply_rate.samples=semicolons.csv"],
        "semicolons.csv:1:2: not CSV: semicolons separate its columns; save it with commas, and points in its numbers",
    ),
    (
        "NoHeader",
        "",
        &["touch.inmail.reply_rate.samples=bare.csv"],
        "bare.csv:1:1: the file begins with `0.1`; its first line must name its columns",
    ),
    (
        "NoSamples",
        "",
        &["touch.inmail.reply_rate.samples=empty.csv"],
        "empty.csv:1:1: the file has no samples; it needs a header and at least one value",
    ),
    (
        "Phrase",
        "goal = { minimize = 'cost', require = ['replies => 5'], vary.weeks = [8] }",
        &[],
        "a.toml:1:49: `=>` cannot stand here; it must be `>=`, `<=`, `>` or `<`; did you mean `>=`?",
    ),
    (
        "Unfinished",
        "goal = { minimize = 'p90 of', vary.weeks = [8] }",
        &[],
        "a.toml:1:28: it ends too early: what must follow is a figure, such as `replies` or `cost_per_reply`",
    ),
    (
        "UnknownFigure",
        "goal = { minimize = 'costs', vary.weeks = [8] }",
        &[],
        "a.toml:1:22: unknown figure `costs`; did you mean `cost`?",
    ),
    (
        "LateWeek",
        "goal = { minimize = 'cost', require = ['replies >= 5 by week 12'], vary.weeks = [8, 26] }",
        &[],
        "a.toml:1:62: week 12 comes after the campaign's last, week 8; name an earlier one or set `weeks`",
    ),
    (
        "NotVaried",
        "goal = { minimize = 'cost', vary.seed = [1, 2] }",
        &[],
        "a.toml:1:34: `seed` cannot be varied; it must be a path such as `plan` or `segment.ID.per_week`",
    ),
    (
        "Values",
        "goal = { minimize = 'cost', vary.weeks = '8..26' }",
        &[],
        "a.toml:1:42: the values of `weeks` cannot be read: a range says how many points it has, 2 to 10 000, as in \
         `10..50:5`",
    ),
    ("NotPathValue", "", &["weeks"], "--set:1:1: `weeks` is not of the form PATH=VALUE"),
    (
        "ListItem",
        "",
        &["plan_change.0.week=3"],
        "--set:1:1: `plan_change.0` is an item of a list, and only whole lists can be set; set `plan_change`",
    ),
];

/// The kind and the text of all that is wrong with a scenario.
fn told(scenario: &[u8], overrides: &Overrides) -> Vec<(String, String)> {
    let semicolons = ("semicolons.csv", "a;b\n1;1\n");
    let mut files = files(&[("two.csv", "a,b\n1,1\n"), semicolons, ("bare.csv", "0.1\n"), ("empty.csv", "")]);
    files.insert("a.toml".into(), scenario.to_vec());
    let problems = load_from(&files, Path::new("a.toml"), overrides).expect_err("something is wrong");
    let lines = problems.to_string();
    problems.iter().map(|problem| problem.kind.clone()).zip(lines.lines().map(str::to_owned)).collect()
}

#[test]
fn every_kind_of_problem_has_its_words() {
    let set = |set: &[&str]| Overrides { set: set.iter().map(|set| set.to_string()).collect(), ..Overrides::default() };
    let mut shown = Vec::new();
    let mut show = |kind: &'static str, expected: &str, told: Vec<(String, String)>| {
        assert_eq!(told, [(kind.to_owned(), expected.to_owned())]);
        shown.push(kind);
    };
    for (kind, text, arguments, expected) in EXAMPLES {
        let touches = if text.contains("'a'") || text.contains("'b'") { TOUCHES } else { "" };
        let text = format!("{touches}{text}\n{SMALL}");
        show(kind, expected, told(text.as_bytes(), &set(arguments)));
    }
    let none = Overrides::default();
    show("Unreadable", "a.toml:1:11: cannot read `b.toml`: there is no such file", told(b"extends = 'b.toml'", &none));
    show("TooLarge", "`a.toml` is larger than 10 MB", told(&vec![b'#'; MAX_BYTES + 1], &none));
    show(
        "NotUtf8",
        "a.toml:1:9: the text is not UTF-8 from here on; save the file as UTF-8",
        told(b"name = '\xff'", &none),
    );
    let table = "`a.toml` is no scenario file; if it is a record of what was sent, `inmail-sim calibrate` tells its rates, and \
                 if it is a list of people, `inmail-sim qualify` sorts it";
    show("NoScenario", table, told(b"sent_at,replied_at\n2026-01-05,\n", &none));
    let workbook = "`a.toml` is a workbook or document, and no plain text; save it as CSV or plain text in UTF-8";
    show("Workbook", workbook, told(b"PK\x03\x04\xff", &none));
    show("Workbook", workbook, told(b"\xd0\xcf\x11\xe0\xa1", &none));
    let nothing = "a.toml:1:1: the scenario has no segment; it needs at least one `[segment.ID]`";
    show("Nothing", nothing, told(TOUCHES.as_bytes(), &none));
    let long = format!("{TOUCHES}segment.x = {{ per_week = 1, sequence = [{}] }}\n{SMALL}", "'a', ".repeat(65));
    show("TooMany", "a.toml:3:361: too many touches in a sequence; there may be 64", told(long.as_bytes(), &none));

    let cases = format!("plans = ['none']\n{SMALL}\n[[what_if]]\nname = 'busy'\nplans = ['recruiter-lite']\n");
    let (plans, what_ifs) = (vec!["none".to_owned()], vec!["busy".to_owned()]);
    let unknown = "--what-if:1:1: unknown what-if `bussy`; known: `base` and `busy`; did you mean `busy`?";
    show(
        "NoCase",
        unknown,
        told(cases.as_bytes(), &Overrides { what_ifs: vec!["bussy".into()], ..Overrides::default() }),
    );
    let apart = "--plan:1:1: no case has plan `none` and what-if `busy`; known there: `recruiter-lite`";
    show("NoCommonCase", apart, told(cases.as_bytes(), &Overrides { plans, what_ifs, ..Overrides::default() }));

    let without: Vec<&&str> = KINDS.into_iter().flatten().filter(|kind| !shown.contains(kind)).collect();
    assert!(without.is_empty(), "no example of {without:?}");
}
