//! Mistakes in what holds for the whole campaign: each snippet, the smallest scenario below it, and what is said.

use super::{SMALL, assert_told};

const KEYS_AND_NAMES: &[(&str, &[&str])] = &[
    ("wekes = 3", &["1:1: unknown key `wekes`; did you mean `weeks`?"]),
    ("budget = 3", &["1:1: unknown key `budget`; known: <keys>"]),
    (
        r#"pacing.order = "new_first""#,
        &[
            r#"1:16: `pacing.order` is `"new_first"`; it must be "follow-ups-first" or "new-first"; did you mean "new-first"?"#,
        ],
    ),
    (
        r#"[pacng]
order = "new-first""#,
        &["1:2: unknown key `pacng`; did you mean `pacing`?"],
    ),
    (r#"rulebook = "article-2025""#, &["1:12: unknown rulebook `article-2025`; did you mean `article-2025-10`?"]),
    (
        r#"plans = ["sales-navigatr", "none", "none"]"#,
        &[
            "1:10: unknown plan `sales-navigatr`; did you mean `sales-navigator`?",
            "1:36: plan `none` is there twice; once is enough",
        ],
    ),
    ("plans = []", &["1:9: `plans` is empty; it must have at least one item"]),
    (
        r#"plan_change = [{ week = 3, plan = "recruiter" }]"#,
        &["1:35: unknown plan `recruiter`; did you mean `recruiter-lite`?"],
    ),
    (
        "[plan.none]
cap = 3",
        &["1:7: `none` is taken; choose another name for the plan"],
    ),
    (
        "[plan.sales-navigatr]
price_per_month = 3",
        &["1:7: unknown plan `sales-navigatr`; did you mean `sales-navigator`?"],
    ),
    (
        "[plan.mine]
cap = 3",
        &["1:7: `plan.mine` lacks `credits_per_month`", "1:7: `plan.mine` lacks `price_per_month`"],
    ),
    (
        r#"[plan.a]
like = "b"
[plan.b]
like = "a""#,
        &["4:8: `like` leads back to `a`; it must end somewhere"],
    ),
    (
        r#"[plan.a]
like = "a""#,
        &["2:8: `like` leads back to `a`; it must end somewhere"],
    ),
    (
        r#"[plan.a]
like = "recruiter-light""#,
        &["2:8: unknown plan `recruiter-light`; did you mean `recruiter-lite`?"],
    ),
    (
        r#"plan = { "" = { like = "recruiter-lite" } }"#,
        &["1:10: an id in `plan` is empty or has a control character; it must be a visible name"],
    ),
    ("threads = 4", &["1:1: unknown key `threads`; known: <keys>"]),
    (
        r#"what_if = [{ name = "x", trials = 3, seed = 2, extends = "b.toml", treads = 1 }]"#,
        &[
            "1:26: `trials` cannot be set in a what-if; set it for the whole file",
            "1:38: `seed` cannot be set in a what-if; set it for the whole file",
            "1:48: `extends` cannot be set in a what-if; set it for the whole file",
            "1:68: unknown key `treads`; did you mean `trials`?",
        ],
    ),
    (
        r#"what_if = [{ name = "base" }, { name = "" }, { weeks = 3 }, { name = "x" }, { name = "x" }, { name = 3 }, 7]"#,
        &[
            "1:21: `base` is taken; choose another name for the what-if",
            r#"1:40: `what_if.name` is `""`; it must be a text in quotes, not empty"#,
            "1:46: `what_if` lacks `name`",
            "1:86: what-if `x` is there twice; once is enough",
            r#"1:102: `what_if.name` is `3`; it must be a text in quotes, not empty; did you mean "3"?"#,
            "1:107: `what_if` is `7`; it must be a table",
        ],
    ),
    (
        r#"what_if = { name = "x" }"#,
        &[r#"1:11: `what_if` is `{ name = "x" }`; it must be a list of tables; did you mean [{ name = "x" }]?"#],
    ),
    (
        r#"what_if = [{ name = "x", segment.prospcts.per_week = 3 }]"#,
        &["1:34: unknown segment `prospcts`; did you mean `prospects`?"],
    ),
];

const VALUES: &[(&str, &[&str])] = &[
    ("weeks = 0", &["1:9: `weeks` is `0`; it must be a whole number from 1 to 520"]),
    ("weeks = 10.0", &["1:9: `weeks` is `10.0`; it must be a whole number from 1 to 520; did you mean 10?"]),
    (
        r#"weeks = "26""#,
        &[r#"1:9: `weeks` is `"26"`; it must be a whole number from 1 to 520; did you mean 26, without quotes?"#],
    ),
    (
        "weeks = 99999999999999999999999999999999999999999999",
        &["1:9: `weeks` is `99999999999999999999999999999999999999999999`; it must be a whole number from 1 to 520"],
    ),
    ("weeks = []", &["1:9: `weeks` is `[]`; it must be a whole number from 1 to 520"]),
    ("[weeks]", &["1:1: `weeks` is a table; it must be a whole number from 1 to 520"]),
    ("trials = 1.5", &["1:10: `trials` is `1.5`; it must be a whole number from 1 to 1000000000"]),
    ("trials = 0", &["1:10: `trials` is `0`; it must be a whole number from 1 to 1000000000"]),
    ("trials = 1e10", &["1:10: `trials` is `1e10`; it must be a whole number from 1 to 1000000000"]),
    ("trials = nan", &["1:10: `trials` is `nan`; it must be a whole number from 1 to 1000000000"]),
    ("seed = -1", &["1:8: `seed` is `-1`; it must be a whole number from 0 to 18446744073709551615"]),
    (
        "seed = 18446744073709551616",
        &["1:8: `seed` is `18446744073709551616`; it must be a whole number from 0 to 18446744073709551615"],
    ),
    ("precision = 0", &["1:13: `precision` is `0`; it must be a number above 0 and below 1, or \"decision\""]),
    ("precision = 1", &["1:13: `precision` is `1`; it must be a number above 0 and below 1, or \"decision\""]),
    ("precision = inf", &["1:13: `precision` is `inf`; it must be a number above 0 and below 1, or \"decision\""]),
    (
        "start = 2026-03-02T10:00:00",
        &[
            r#"1:9: `start` is `2026-03-02T10:00:00`; it must be a date such as 2026-03-02, from 1900 to 2999, "today" or "next-monday"; did you mean 2026-03-02?"#,
        ],
    ),
    (
        r#"start = "2 March 2026""#,
        &[
            r#"1:9: `start` is `"2 March 2026"`; it must be a date such as 2026-03-02, from 1900 to 2999, "today" or "next-monday"; did you mean 2026-03-02?"#,
        ],
    ),
    (
        "start = 1899-12-31",
        &[
            r#"1:9: `start` is `1899-12-31`; it must be a date such as 2026-03-02, from 1900 to 2999, "today" or "next-monday""#,
        ],
    ),
    (
        "start = 3000-01-01",
        &[
            r#"1:9: `start` is `3000-01-01`; it must be a date such as 2026-03-02, from 1900 to 2999, "today" or "next-monday""#,
        ],
    ),
    (
        r#"start = "2026-02-30""#,
        &[
            r#"1:9: `start` is `"2026-02-30"`; it must be a date such as 2026-03-02, from 1900 to 2999, "today" or "next-monday""#,
        ],
    ),
    (
        r#"billing = "yearly""#,
        &[r#"1:11: `billing` is `"yearly"`; it must be "monthly" or "annual"; did you mean "annual"?"#],
    ),
    (
        r#"billing = "annual"
plans = ["sales-navigator"]"#,
        &["1:11: plan `sales-navigator` has no annual price; set `plan.sales-navigator.price_per_month_annual`"],
    ),
    (
        r#"billing = "annual"
plans = ["none"]
plan_change = [{ week = 2, plan = "recruiter-lite" }]"#,
        &["1:11: plan `recruiter-lite` has no annual price; set `plan.recruiter-lite.price_per_month_annual`"],
    ),
    ("billing_day = 32", &["1:15: `billing_day` is `32`; it must be a whole number from 1 to 31"]),
    ("currency = 3", &[r#"1:12: `currency` is `3`; it must be a text in quotes; did you mean "3"?"#]),
    ("name = true", &["1:8: `name` is `true`; it must be a text in quotes"]),
    ("extends = 3", &["1:11: `extends` is `3`; it must be a path in quotes"]),
    (
        "[effort]
hourly_cost = 12.345",
        &[
            "2:15: `effort.hourly_cost` is `12.345`; it must be an amount from 0 to 1000000000 with at most two decimals",
        ],
    ),
    (
        "[effort]
hourly_cost = -1",
        &["2:15: `effort.hourly_cost` is `-1`; it must be an amount from 0 to 1000000000 with at most two decimals"],
    ),
    (
        "[effort]
hourly_cost = 1e300",
        &["2:15: `effort.hourly_cost` is `1e300`; it must be an amount from 0 to 1000000000 with at most two decimals"],
    ),
    (
        "[costs]
per_month = -1
once = 0.001",
        &[
            "2:13: `costs.per_month` is `-1`; it must be an amount from 0 to 1000000000 with at most two decimals",
            "3:8: `costs.once` is `0.001`; it must be an amount from 0 to 1000000000 with at most two decimals",
        ],
    ),
    ("effort = 40", &["1:10: `effort` is `40`; it must be a table"]),
    (
        r#"[rules]
credit_life_days = "never"
refund_window_days = -1
refund_life = "new"
cap_on_refund = 1
overflow = "oldest"
plan_change = 2"#,
        &[
            r#"2:20: `rules.credit_life_days` is `"never"`; it must be a whole number from 1 to 36500, or "none""#,
            "3:22: `rules.refund_window_days` is `-1`; it must be a whole number from 0 to 36500",
            r#"4:15: `rules.refund_life` is `"new"`; it must be "fresh" or "inherit""#,
            "5:17: `rules.cap_on_refund` is `1`; it must be `true` or `false`; did you mean true?",
            r#"6:12: `rules.overflow` is `"oldest"`; it must be "drop-oldest" or "drop-newest""#,
            r#"7:15: `rules.plan_change` is `2`; it must be "keep-to-cap" or "forfeit""#,
        ],
    ),
    (
        r#"plan_change = [{ week = 3, plan = "none" }, { week = 3, plan = "none" }]"#,
        &["1:54: a plan change in week `3` is there twice; once is enough"],
    ),
    (
        "plan_change = [{ week = 0 }, 3]",
        &[
            "1:16: `plan_change` lacks `plan`",
            "1:25: `plan_change.week` is `0`; it must be a whole number from 1 to 520",
            "1:30: `plan_change` is `3`; it must be a table",
        ],
    ),
    (
        "plan_change = { week = 3 }",
        &["1:15: `plan_change` is `{ week = 3 }`; it must be a list of tables; did you mean [{ week = 3 }]?"],
    ),
    (
        r#"[pacing]
send_days = []
days_off = ["2026-13-01", 3]
order = 3
restriction = { chance = 2 }"#,
        &[
            "2:13: `pacing.send_days` is empty; it must have at least one item",
            r#"3:13: `pacing.days_off` is `"2026-13-01"`; it must be a date such as 2026-03-02, from 1900 to 2999"#,
            "3:27: `pacing.days_off` is `3`; it must be a date such as 2026-03-02, from 1900 to 2999",
            r#"4:9: `pacing.order` is `3`; it must be "follow-ups-first" or "new-first""#,
            "5:1: `pacing.restriction` lacks `above_per_day`",
            "5:1: `pacing.restriction` lacks `days`",
            r#"5:26: `pacing.restriction.chance` is `2`; it must be a share from 0 to 1; did you mean 0.02 or "2%"?"#,
        ],
    ),
    (
        r#"[pacing]
send_days = ["mon", "Tue", "mon"]"#,
        &[
            r#"2:21: `pacing.send_days` is `"Tue"`; it must be "mon", "tue", "wed", "thu", "fri", "sat" or "sun"; did you mean "tue"?"#,
            "2:28: weekday `mon` is there twice; once is enough",
        ],
    ),
    ("pacing.restriction = 3", &["1:22: `pacing.restriction` is `3`; it must be a table"]),
];

const OPENING: &[(&str, &[&str])] = &[
    (
        "[opening]
credits = 3
lots = [{ credits = 3, lapses_in_days = 0 }]",
        &[
            "3:1: `opening` has both `credits` and `lots`; it may have one of them",
            "3:41: `opening.lots.lapses_in_days` is `0`; it must be a whole number from 1 to 36500",
        ],
    ),
    (
        "[opening]
lots = 3",
        &["2:8: `opening.lots` is `3`; it must be a list of tables"],
    ),
    (
        "[opening]
lots = [3, { lapses_in_days = 3 }]",
        &["2:9: `opening.lots` is `3`; it must be a table", "2:12: `opening.lots` lacks `credits`"],
    ),
    (
        r#"[opening]
pending = [{ touch = "inmal", sent_days_ago = 0, count = -1 }, {}]"#,
        &[
            "2:22: unknown touch `inmal`; did you mean `inmail`?",
            "2:47: `opening.pending.sent_days_ago` is `0`; it must be a whole number from 1 to 36500",
            "2:58: `opening.pending.count` is `-1`; it must be a whole number from 0 to 1000000",
            "2:64: `opening.pending` lacks `count`",
            "2:64: `opening.pending` lacks `sent_days_ago`",
            "2:64: `opening.pending` lacks `touch`",
        ],
    ),
];

#[test]
fn wrong_keys_and_names_are_told_with_the_nearest_right_one() {
    assert_told(KEYS_AND_NAMES, |snippet| format!("{snippet}\n{SMALL}"));
}

#[test]
fn wrong_values_are_told_with_what_is_allowed() {
    assert_told(VALUES, |snippet| format!("{snippet}\n{SMALL}"));
}

#[test]
fn wrong_openings_are_told() {
    assert_told(OPENING, |snippet| format!("{snippet}\n{SMALL}"));
}
