//! Mistakes in touches, segments, rates and delays, and texts that are no TOML.

use super::assert_told;

const TOUCHES: &[(&str, &[&str])] = &[
    (
        "x = 1",
        &[
            "1:1: the scenario has no touch; it needs at least one `[touch.ID]`",
            "1:1: the scenario has no segment; it needs at least one `[segment.ID]`",
            "1:1: unknown key `x`; known: <keys>",
        ],
    ),
    (
        "",
        &[
            "1:1: the scenario has no touch; it needs at least one `[touch.ID]`",
            "1:1: the scenario has no segment; it needs at least one `[segment.ID]`",
        ],
    ),
    (
        "touch = 3
segment = []",
        &["1:9: `touch` is `3`; it must be a table", "2:11: `segment` is `[]`; it must be a table"],
    ),
    (
        "[touch]
[segment]",
        &[
            "1:1: the scenario has no touch; it needs at least one `[touch.ID]`",
            "1:1: the scenario has no segment; it needs at least one `[segment.ID]`",
        ],
    ),
    (
        "[touch.a]
[segment.a]",
        &["1:8: `touch.a` lacks `channel`", "2:10: `segment.a` lacks `sequence`", "2:10: `segment.a` lacks `per_week`"],
    ),
    (
        r#"[touch.a]
channel = "linkedin"
reply_rate = 2
wait_days = 0
limit_per_week = -1
minutes = 0.0001
[segment.a]
per_week = 1
sequence = ["a"]"#,
        &[
            r#"2:11: `touch.a.channel` is `"linkedin"`; it must be "inmail", "connect", "message", "engage" or "email""#,
            r#"3:14: `touch.a.reply_rate` is `2`; it must be a share from 0 to 1; did you mean 0.02 or "2%"?"#,
            "4:13: `touch.a.wait_days` is `0`; it must be a whole number of days from 1 to 36500, or [a, b] with a not above b",
            "5:18: `touch.a.limit_per_week` is `-1`; it must be a whole number from 0 to 1000000",
            "6:11: `touch.a.minutes` is `0.0001`; it must be a number of minutes from 0 to 10080 with at most three decimals",
        ],
    ),
    (
        r#"[touch.a]
channel = "connect"
[touch.b]
channel = "engage"
reply_rate = 0.1
[touch.c]
channel = "email"
reply_rate = 0.1
accept_rate = 0.1
reply_lift = 2
[segment.a]
per_week = 1
sequence = ["b"]"#,
        &[
            "2:11: `touch.a` lacks `accept_rate`, which channel `connect` needs",
            "2:11: `touch.a` lacks `reply_rate`, which channel `connect` needs",
            "5:1: `reply_rate` is of no use in `touch.b`, whose channel is `engage`; beside `channel` it may have `accept_lift`, `reply_lift`, `wait_days`, `limit_per_week`, `limit_per_day`, `minutes` and `cost`",
            "9:1: `accept_rate` is of no use in `touch.c`, whose channel is `email`; beside `channel` it may have `reply_rate`, `reply_delay_days`, `outcome_lift`, `wait_days`, `limit_per_week`, `limit_per_day`, `minutes` and `cost`",
            "10:1: `reply_lift` is of no use in `touch.c`, whose channel is `email`; beside `channel` it may have `reply_rate`, `reply_delay_days`, `outcome_lift`, `wait_days`, `limit_per_week`, `limit_per_day`, `minutes` and `cost`",
        ],
    ),
    (
        r#"[touch.a]
channel = "email"
reply_rate = 0.1
wait_days = [7, 5]
[touch.b]
channel = "email"
reply_rate = 0.1
[segment.a]
per_week = 1
sequence = ["a", "b", "a", "b"]"#,
        &[
            "4:13: `touch.a.wait_days` is `[7, 5]`; it must be a whole number of days from 1 to 36500, or [a, b] with a not above b; did you mean [5, 7]?",
            "10:18: touch `b` lacks `wait_days`, which it needs in second or later place of `segment.a`",
            "10:28: touch `b` lacks `wait_days`, which it needs in second or later place of `segment.a`",
        ],
    ),
    (
        r#"[touch.a]
channel = "email"
reply_rate = 0.1
[segment.a]
per_week = "max"
sequence = ["a"]
[segment.b]
per_week = "refunds"
sequence = ["a"]
[segment.c]
per_week = "many"
sequence = []
[segment.d]
per_week = [1, -1, "2"]
sequence = "a"
[segment.e]
per_week = []
sequence = [1]
priority = 0
reserve = 1e3
reply_lift = -1
open_profile = 1.5
prospects = 2000000"#,
        &[
            r#"5:12: `per_week = "max"` needs a first touch of channel `inmail`; `a` has channel `email`"#,
            r#"8:12: `per_week = "refunds"` needs a first touch of channel `inmail`; `a` has channel `email`"#,
            r#"11:12: `segment.c.per_week` is `"many"`; it must be a whole number from 0 to 1000000, a list of such numbers, "max" or "refunds""#,
            "12:12: `segment.c.sequence` is empty; it must have at least one item",
            "14:16: `segment.d.per_week` is `-1`; it must be a whole number from 0 to 1000000",
            r#"14:20: `segment.d.per_week` is `"2"`; it must be a whole number from 0 to 1000000; did you mean 2, without quotes?"#,
            r#"15:12: `segment.d.sequence` is `"a"`; it must be a list, each item a text in quotes, not empty; did you mean ["a"]?"#,
            "17:12: `segment.e.per_week` is empty; it must have at least one item",
            r#"18:13: `segment.e.sequence` is `1`; it must be a text in quotes, not empty; did you mean "1"?"#,
            "19:12: `segment.e.priority` is `0`; it must be a whole number from 1 to 1000000",
            "20:11: `segment.e.reserve` is `1e3`; it must be a whole number from 0 to 1000000; did you mean 1000?",
            "21:14: `segment.e.reply_lift` is `-1`; it must be <lift>",
            r#"22:16: `segment.e.open_profile` is `1.5`; it must be a share from 0 to 1; did you mean 0.015 or "1.5%"?"#,
            "23:13: `segment.e.prospects` is `2000000`; it must be a whole number from 0 to 1000000",
        ],
    ),
    (
        r#"[touch.a]
channel = "inmail"
reply_rate = 0.1
[segment.a]
per_week = "max"
open_profile = 1
sequence = ["a"]
[segment.b]
per_week = "max"
open_profile = 1
prospects = 5
sequence = ["a"]"#,
        &[r#"5:12: `segment.a` would never stop: `per_week = "max"` with an `open_profile` of 1 needs `prospects`"#],
    ),
    (
        r#"[touch.inmail]
channel = "inmail"
reply_rte = 0.2
[segment.a]
per_week = 1
sequence = ["inmial"]
"#,
        &[
            "3:1: unknown key `reply_rte` in `touch.inmail`; did you mean `reply_rate`?",
            "6:13: unknown touch `inmial`; did you mean `inmail`?",
        ],
    ),
    (
        r#"[touch.a]
channel = "engage"
[touch.b]
channel = "email"
reply_rate = 1
reply_delay_days = 3
[segment.a]
per_week = 1
sequence = ["a"]
[opening]
pending = [{ touch = "a", sent_days_ago = 3, count = 1 }, { touch = "b", sent_days_ago = 3, count = 1 }, { touch = "b", sent_days_ago = 4, count = 1 }]"#,
        &[
            "11:22: touch `a` has channel `engage`; pending can be inmail, message and email",
            "11:116: touch `b` cannot be silent after 4 days: its rate is 1 and its delay shorter",
        ],
    ),
];

const RATES: &[(&str, &[&str])] = &[
    (
        "1.01",
        &[r#"3:14: `touch.a.reply_rate` is `1.01`; it must be a share from 0 to 1; did you mean 0.0101 or "1.01%"?"#],
    ),
    ("-0.1", &["3:14: `touch.a.reply_rate` is `-0.1`; it must be <rate>"]),
    ("nan", &["3:14: `touch.a.reply_rate` is `nan`; it must be <rate>"]),
    ("1e308", &["3:14: `touch.a.reply_rate` is `1e308`; it must be <rate>"]),
    (
        r#""25""#,
        &[r#"3:14: `touch.a.reply_rate` is `"25"`; it must be a share from 0 to 1; did you mean 0.25 or "25%"?"#],
    ),
    (
        r#""25 per cent""#,
        &[
            r#"3:14: `touch.a.reply_rate` is `"25 per cent"`; it must be a share from 0 to 1; did you mean 0.25 or "25%"?"#,
        ],
    ),
    (r#""150%""#, &[r#"3:14: `touch.a.reply_rate` is `"150%"`; it must be <rate>"#]),
    (r#""20% to 10%""#, &["3:14: `touch.a.reply_rate`: …"]),
    (r#""1% to 2% to 3%""#, &[r#"3:14: `touch.a.reply_rate` is `"1% to 2% to 3%"`; it must be <rate>"#]),
    ("true", &["3:14: `touch.a.reply_rate` is `true`; it must be <rate>"]),
    (
        "[0.1, 0.2]",
        &[r#"3:14: `touch.a.reply_rate` is `[0.1, 0.2]`; it must be a share from 0 to 1; did you mean "10% to 20%"?"#],
    ),
    ("{}", &["3:14: `touch.a.reply_rate` is `{}`; it must be <rate>"]),
    ("{ mean = 0.1 }", &["3:14: `touch.a.reply_rate` has `mean` but lacks `sd`"]),
    ("{ mean = 0.1, sd = 0.5 }", &["3:14: `touch.a.reply_rate`: …"]),
    (
        r#"{ mean = 2, sd = "x" }"#,
        &[
            "3:23: `touch.a.reply_rate.mean` is `2`; it must be a number from 0 to 1; did you mean 0.02?",
            r#"3:31: `touch.a.reply_rate.sd` is `"x"`; it must be a number from 0 to 1"#,
        ],
    ),
    ("{ men = 0.1, sd = 0.1 }", &["3:16: unknown key `men` in `touch.a.reply_rate`; did you mean `mean`?"]),
    (
        "{ mean = 0.1, alpha = 3 }",
        &["3:14: `touch.a.reply_rate` cannot be made of `mean` and `alpha`; it must be <rate>"],
    ),
    ("{ replies = 5, sent = 3 }", &["3:14: `touch.a.reply_rate`: …"]),
    ("{ uniform = [0.2, 0.1] }", &["3:14: `touch.a.reply_rate`: …"]),
    (
        "{ uniform = [0.2] }",
        &["3:26: `touch.a.reply_rate.uniform` is `[0.2]`; it must be a list of 2 numbers, [lo, hi]"],
    ),
    ("{ uniform = 0.2 }", &["3:26: `touch.a.reply_rate.uniform` is `0.2`; it must be a list of 2 numbers, [lo, hi]"]),
    (
        "{ uniform = [0.2, 1.5] }",
        &["3:32: `touch.a.reply_rate.uniform` is `1.5`; it must be a number from 0 to 1; did you mean 0.015?"],
    ),
    ("{ triangular = [0.1, 0.1, 0.1] }", &["3:14: `touch.a.reply_rate`: …"]),
    ("{ pert = [0.3, 0.2, 0.1] }", &["3:14: `touch.a.reply_rate`: …"]),
    (
        "{ median = 1, p90 = 2 }",
        &["3:14: `touch.a.reply_rate` cannot be made of `median` and `p90`; it must be <rate>"],
    ),
    ("{ samples = 3 }", &["3:26: `touch.a.reply_rate.samples` is `3`; it must be a path in quotes"]),
    (r#"{ samples = "none.csv" }"#, &["3:26: cannot read `none.csv`: there is no such file"]),
    (r#"{ column = "x" }"#, &["3:14: `touch.a.reply_rate` has `column` but lacks `samples`"]),
];

const DELAYS: &[(&str, &[&str])] = &[
    ("-1", &["4:20: `touch.a.reply_delay_days` is `-1`; it must be <delay>"]),
    ("1e6", &["4:20: `touch.a.reply_delay_days` is `1e6`; it must be <delay>"]),
    (
        r#""1 day""#,
        &[
            r#"4:20: `touch.a.reply_delay_days` is `"1 day"`; it must be a time from 0 to 36500 days; did you mean 1, without quotes?"#,
        ],
    ),
    ("{ median = 2 }", &["4:20: `touch.a.reply_delay_days` has `median` but lacks `p90`"]),
    ("{ median = 2, p90 = 1 }", &["4:20: `touch.a.reply_delay_days`: …"]),
    (
        r#"{ median = "2 days", p90 = "1 week" }"#,
        &[
            r#"4:31: `touch.a.reply_delay_days.median` is `"2 days"`; it must be a number from 0 to 36500; did you mean 2, without quotes?"#,
            r#"4:47: `touch.a.reply_delay_days.p90` is `"1 week"`; it must be a number from 0 to 36500"#,
        ],
    ),
    ("{ weibull = 3 }", &["4:32: `touch.a.reply_delay_days.weibull` is `3`; it must be a table"]),
    ("{ weibull = { shape = 1 } }", &["4:32: `touch.a.reply_delay_days.weibull` has `shape` but lacks `scale`"]),
    (
        "{ weibull = { shape = 1, scale = 0, size = 3 } }",
        &[
            "4:20: `touch.a.reply_delay_days`: …",
            "4:56: unknown key `size` in `touch.a.reply_delay_days.weibull`; known: `shape` and `scale`",
        ],
    ),
    ("{ cdf = [] }", &["4:28: `touch.a.reply_delay_days.cdf` is empty; it must have at least one item"]),
    (
        "{ cdf = [[1, 0.5], [3]] }",
        &["4:39: `touch.a.reply_delay_days.cdf` is `[3]`; it must be a list of 2 numbers, [days, share]"],
    ),
    (
        r#"{ cdf = [[1, 0.5], [2, 1.5], ["x", 1]] }"#,
        &[
            "4:43: `touch.a.reply_delay_days.cdf` is `1.5`; it must be a number from 0 to 1; did you mean 0.015?",
            r#"4:50: `touch.a.reply_delay_days.cdf` is `"x"`; it must be a number from 0 to 36500"#,
        ],
    ),
    ("{ cdf = [[1, 0.5], [2, 0.9]] }", &["4:20: `touch.a.reply_delay_days`: …"]),
    (
        "{ mean = 3, sd = 1 }",
        &["4:20: `touch.a.reply_delay_days` cannot be made of `mean` and `sd`; it must be <delay>"],
    ),
    ("{ any_of = 3 }", &["4:31: `touch.a.reply_delay_days.any_of` is `3`; it must be a list, each item <law>"]),
    ("{ any_of = [] }", &["4:31: `touch.a.reply_delay_days.any_of`: …"]),
    ("{ any_of = [{ median = 2, p90 = 9 }] }", &["4:31: `touch.a.reply_delay_days.any_of`: …"]),
    (
        "{ any_of = [1, { any_of = [2, 3] }] }",
        &["4:35: `touch.a.reply_delay_days.any_of` cannot be made of `any_of`; it must be <law>"],
    ),
    (
        r#"{ any_of = [1, { samples = "days.csv" }] }"#,
        &["4:35: `touch.a.reply_delay_days.any_of` cannot be made of `samples`; it must be <law>"],
    ),
    (
        r#"{ any_of = ["1 day", { median = 2 }, { median = 3, p90 = 2 }, { weibul = 1 }], correlation = 1.5 }"#,
        &[
            r#"4:32: `touch.a.reply_delay_days.any_of` is `"1 day"`; it must be a time from 0 to 36500 days; did you mean 1, without quotes?"#,
            "4:41: `touch.a.reply_delay_days.any_of` has `median` but lacks `p90`",
            "4:57: `touch.a.reply_delay_days.any_of`: …",
            "4:84: unknown key `weibul` in `touch.a.reply_delay_days.any_of`; did you mean `weibull`?",
            "4:113: `touch.a.reply_delay_days.correlation` is `1.5`; it must be a number from -1 to 1",
        ],
    ),
    (
        "{ any_of = [1], correlation = 2 }",
        &[
            "4:31: `touch.a.reply_delay_days.any_of`: …",
            "4:50: `touch.a.reply_delay_days.correlation` is `2`; it must be a number from -1 to 1",
        ],
    ),
    ("{ anyof = [1, 2] }", &["4:22: unknown key `anyof` in `touch.a.reply_delay_days`; did you mean `any_of`?"]),
    (
        "{ any_of = [1, 2], corelation = 0.2 }",
        &["4:39: unknown key `corelation` in `touch.a.reply_delay_days`; did you mean `correlation`?"],
    ),
    ("{ correlation = 0.2 }", &["4:20: `touch.a.reply_delay_days` has `correlation` but lacks `any_of`"]),
    (
        "{ any_of = [1, 2], median = 3 }",
        &["4:20: `touch.a.reply_delay_days` cannot be made of `any_of` and `median`; it must be <delay>"],
    ),
    (
        "{ any_of = [1, 2], correlation = nan }",
        &["4:53: `touch.a.reply_delay_days.correlation` is `nan`; it must be a number from -1 to 1"],
    ),
];

const SYNTAX: &[(&str, &[&str])] = &[
    (
        "weeks = 
",
        &["1:9: a value is missing behind `=`"],
    ),
    (
        "[touch.inmail
",
        &["1:1: a header is a name between brackets; write `[touch.inmail]`"],
    ),
    (
        "weeks = 3
weeks = 4
",
        &["2:1: key `weeks` is there twice; once is enough"],
    ),
    (
        r#"a = "x
"#,
        &[r#"1:7: the closing quote `"` is missing"#],
    ),
    ("weeks = 3 4", &["1:9: `3 4` is neither a number nor a text in quotes"]),
    ("start = 2026-13-01", &["1:9: `2026-13-01` is no date; a date is written as 2026-03-02"]),
    (
        "weeks = 0x",
        &[
            "1:1: the scenario has no touch; it needs at least one `[touch.ID]`",
            "1:1: the scenario has no segment; it needs at least one `[segment.ID]`",
            "1:9: `weeks` is `0x`; it must be a whole number from 1 to 520",
        ],
    ),
    (
        "[a]
[a]
",
        &["2:2: section `a` is there twice; once is enough"],
    ),
];

#[test]
fn wrong_touches_and_segments_are_told() {
    assert_told(TOUCHES, str::to_owned);
}

#[test]
fn wrong_rates_are_told() {
    assert_told(RATES, |rate| {
        format!("[touch.a]\nchannel = \"email\"\nreply_rate = {rate}\n[segment.a]\nper_week = 1\nsequence = [\"a\"]")
    });
}

#[test]
fn wrong_delays_are_told() {
    assert_told(DELAYS, |delay| {
        format!(
            "[touch.a]\nchannel = \"email\"\nreply_rate = 0.1\nreply_delay_days = {delay}\n\
             [segment.a]\nper_week = 1\nsequence = [\"a\"]"
        )
    });
}

#[test]
fn of_a_text_that_is_no_toml_only_the_first_mistake_is_told() {
    assert_told(SYNTAX, str::to_owned);
}
