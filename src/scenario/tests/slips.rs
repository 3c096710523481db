//! What people who write no programs get wrong, and the one remedy that they are told.

use super::{Overrides, SMALL, assert_told, compile, told_with_related};

const SYNTAX: &[(&str, &[&str])] = &[
    // Texts and numbers as they are written elsewhere.
    (
        "[touch.a]\nchannel = inmail",
        &[r#"2:11: `inmail` is neither a number nor a text in quotes; did you mean "inmail"?"#],
    ),
    ("channel = “inmail”", &[r#"1:11: `“inmail”` is neither a number nor a text in quotes; did you mean "inmail"?"#]),
    (
        "name = Two lists # a",
        &[r#"1:8: `Two lists` is neither a number nor a text in quotes; did you mean "Two lists"?"#],
    ),
    ("weeks = six", &["1:9: `six` is neither a number nor a text in quotes"]),
    ("weeks = 3 months", &["1:9: `3 months` is neither a number nor a text in quotes"]),
    ("reply_rate = 25%", &[r#"1:14: `25%` is neither a number nor a text in quotes; did you mean 0.25 or "25%"?"#]),
    (
        "reply_rate = 10-25%",
        &[r#"1:14: `10-25%` is neither a number nor a text in quotes; did you mean "10% to 25%"?"#],
    ),
    ("reply_rate = 0,25", &[r#"1:14: `0,25` is neither a number nor a text in quotes; did you mean 0.25 or "25%"?"#]),
    ("reply_rate = .25", &[r#"1:14: `.25` is neither a number nor a text in quotes; did you mean 0.25 or "25%"?"#]),
    ("a.reply_rate = { mean = 0,25 }", &["1:25: `0,25` is neither a number nor a text in quotes; did you mean 0.25?"]),
    ("a = { mean = 25%, sd = 1 }", &["1:14: `25%` is neither a number nor a text in quotes; did you mean 0.25?"]),
    ("prospects = 1,000", &["1:13: `1,000` is neither a number nor a text in quotes; did you mean 1000?"]),
    ("prospects = 1 000", &["1:13: `1 000` is neither a number nor a text in quotes; did you mean 1000?"]),
    ("price_per_month = $80", &["1:19: `$80` is neither a number nor a text in quotes; did you mean 80?"]),
    ("start = 02.03.2026", &["1:9: `02.03.2026` is neither a number nor a text in quotes; did you mean 2026-03-02?"]),
    (
        "start = 3/4/2026",
        &["1:9: `3/4/2026` is neither a number nor a text in quotes; did you mean 2026-04-03 or 2026-03-04?"],
    ),
    ("start = 2026-02-30", &["1:9: `2026-02-30` is no date; a date is written as 2026-03-02"]),
    ("cap_on_refund = True", &["1:17: `True` is neither a number nor a text in quotes; did you mean true?"]),
    ("wait_days = 5 to 7", &["1:13: `5 to 7` is neither a number nor a text in quotes; did you mean [5, 7]?"]),
    ("sequence = inmail", &[r#"1:12: `inmail` is neither a number nor a text in quotes; did you mean ["inmail"]?"#]),
    ("sequence = [a, b]", &[r#"1:13: `a` is neither a number nor a text in quotes; did you mean "a"?"#]),
    // Signs that are missing or too many.
    ("weeks 26", &["1:1: a key needs `=` and a value; write `weeks = 26`"]),
    ("weeks: 26", &["1:1: a key needs `=` and a value; write `weeks = 26`"]),
    ("weeks", &["1:1: a key needs `=` and a value; write `weeks = …`"]),
    ("reply rate = 0.2", &["1:1: a key needs `=` and a value; write `reply_rate = 0.2`"]),
    ("weeks == 26", &["1:8: there is an `=` too many"]),
    ("a = { mean: 0.25 }", &["1:11: there is a `:` where `=` must be"]),
    ("= 3", &["1:1: a name is missing here"]),
    ("a = [\"x\" \"y\"]", &["1:10: a comma is missing between two items of a list"]),
    ("a = [1,, 2]", &["1:8: there is a comma too many"]),
    ("a = { b = 1 c = 2 }", &["1:15: a comma is missing between two parts of `{ }`"]),
    ("a = [\"x\"\nb = 3", &["1:5: the closing bracket `]` of this list is missing"]),
    ("a = [\n  [1, 0.5],\n  [2, 1]\n[b]", &["1:5: the closing bracket `]` of this list is missing"]),
    ("a = [\n  [1, 0.5]\n  [2, 1]]", &["3:3: a comma is missing between two items of a list"]),
    ("a = { b = 1\n[c]", &["1:5: the closing brace `}` of this table is missing"]),
    ("a = [\"x\",\n\n# [\nb = 3", &["1:5: the closing bracket `]` of this list is missing"]),
    ("a = [\"x\",\n[b]\nc = 3", &["1:5: the closing bracket `]` of this list is missing"]),
    ("a = [1, b = 2]", &["1:11: a list has values only, and no `=`"]),
    ("a = { b }", &["1:9: between `{` and `}` each part is a key, `=` and a value"]),
    ("channel = inmail\"", &["1:11: `inmail\"` is neither a number nor a text in quotes; did you mean \"inmail\"?"]),
    ("weeks =", &["1:8: a value is missing behind `=`"]),
    ("a = [1] 2", &["1:9: nothing but a comment may stand behind a value or a header"]),
    ("a = ]", &["1:5: there is a closing bracket without an opening one"]),
    ("a = 'x\nb = 3", &["1:7: the closing quote `'` is missing"]),
    ("a = \"x\" y", &["1:9: nothing but a comment may stand behind a value or a header"]),
    ("// half a year\nweeks = 26", &["1:1: a comment begins with `#`"]),
    ("weeks = 26 // half a year", &["1:9: a comment begins with `#`"]),
    (
        r#"a = "C:\Users\x.csv""#,
        &["1:10: a backslash has a meaning of its own between \" and \"; put the text between ' and '"],
    ),
    // Headers and names.
    ("[[what_if]\nname = 'x'", &["1:1: a header is a name between brackets; write `[[what_if]]`"]),
    ("[what_if]]\nname = 'x'", &["1:1: a header is a name between brackets; write `[[what_if]]`"]),
    ("[segment prospects]", &["1:1: a header is a name between brackets; write `[segment.prospects]`"]),
    ("[segment.old clients]", &[r#"1:1: a header is a name between brackets; write `[segment."old clients"]`"#]),
    ("[a=b]", &["1:3: a header is a name between brackets, such as `[touch.inmail]`"]),
    ("[segment.münchen]", &[r#"1:10: the name `münchen` needs quotes; write "münchen""#]),
    ("a = 1\na.b = 2", &["2:1: not TOML: cannot extend value of type integer with a dotted key"]),
];

const SECTIONS: &[(&str, &[&str])] = &[
    (
        "[pacing]\nweeks = 3",
        &["2:1: unknown key `weeks` in `pacing`; it belongs at the top of the file, above the first [section]"],
    ),
    ("send_days = ['mon']", &["1:1: unknown key `send_days`; it belongs under `[pacing]`"]),
    (
        "reply_lift = 2",
        &["1:1: unknown key `reply_lift`; it belongs under `[touch.ID]`, under `[segment.ID]` or under `[seat.ID]`"],
    ),
    ("what_if = [{ name = 'x', per_week = 20 }]", &["1:26: unknown key `per_week`; write `segment.ID.per_week`"]),
    (
        "[segment]\nper_week = 3",
        &["1:2: `segment` has keys but no ID; write `[segment.ID]`, where ID is a name of your choice"],
    ),
    (
        "[[touch.x]]\nchannel = 'email'",
        &["1:1: `touch.x` is a list; it must be a table; write `[touch.x]`, with one pair of brackets"],
    ),
    (
        "[what_if]\nname = 'x'",
        &["1:1: `what_if` is a table; it must be a list of tables; write `[[what_if]]`, with two pairs of brackets"],
    ),
    ("plans = ['Sales Navigater']", &["1:10: unknown plan `Sales Navigater`; did you mean `sales-navigator`?"]),
    ("plans = ['recruiter']", &["1:10: unknown plan `recruiter`; did you mean `recruiter-lite`?"]),
];

const VALUES: &[(&str, &[&str])] = &[
    (
        "precision = 5",
        &["1:13: `precision` is `5`; it must be a number above 0 and below 1, or \"decision\"; did you mean 0.05?"],
    ),
    (
        "pacing.days_off = '02.03.2026'",
        &["1:19: `pacing.days_off` is `'02.03.2026'`; it must be a list, each item a date such as 2026-03-02, from \
             1900 to 2999; did you mean [2026-03-02], without quotes?"],
    ),
    (
        "rules.cap_on_refund = 'yes'",
        &["1:23: `rules.cap_on_refund` is `'yes'`; it must be `true` or `false`; did you mean true, without quotes?"],
    ),
    (
        "effort.hourly_cost = '40 €'",
        &[
            "1:22: `effort.hourly_cost` is `'40 €'`; it must be an amount from 0 to 1000000000 with at most two decimals; \
             did you mean 40, without quotes?",
        ],
    ),
    (
        "pacing.restriction = { above_per_day = 9, chance = 5, days = 3 }",
        &[r#"1:52: `pacing.restriction.chance` is `5`; it must be a share from 0 to 1; did you mean 0.05 or "5%"?"#],
    ),
    (
        "touch.x = { channel = 'connect', reply_rate = { mean = 25, sd = 5 }, accept_rate = { uniform = [0,1, 0,3] } }",
        &[
            "1:56: `touch.x.reply_rate.mean` is `25`; it must be a number from 0 to 1; did you mean 0.25?",
            "1:65: `touch.x.reply_rate.sd` is `5`; it must be a number from 0 to 1; did you mean 0.05?",
            "1:96: `touch.x.accept_rate.uniform` is `[0,1, 0,3]`; it must be a list of 2 numbers, [lo, hi]; did you mean \
             [0.1, 0.3]?",
        ],
    ),
];

#[test]
fn what_is_no_toml_is_told_in_plain_words() {
    assert_told(SYNTAX, str::to_owned);
}

#[test]
fn keys_in_the_wrong_section_are_told_where_they_belong() {
    assert_told(SECTIONS, |snippet| format!("{snippet}\n{SMALL}"));
}

#[test]
fn values_as_they_are_written_elsewhere_are_told_in_the_right_spelling() {
    assert_told(VALUES, |snippet| format!("{snippet}\n{SMALL}"));
}

#[test]
fn what_is_there_twice_is_told_with_the_first() {
    let told = |text: &str| {
        let problems = compile(&[("a.toml", text)], &Overrides::default()).expect_err("something is wrong");
        told_with_related(&problems)
    };
    let expected = [
        ("weeks = 3\nname = 'x'\n weeks = 4", "3:2: key `weeks`", "1:1"),
        ("[a]\nx = 1\n[b]\nx = 2\nx = 3", "5:1: key `x`", "4:1"),
        ("[ a]\nx = 1\n[ a ]\nx = 2", "3:3: section `a`", "1:3"),
        ("[touch.a]\nx = 1\n[touch.b]\nx = 2\n[touch.a]", "5:2: section `touch.a`", "1:2"),
        (
            "plans = ['none', 'none']\ntouch.a = { channel = 'email', reply_rate = 1 }\nsegment.a = { sequence = ['a'], per_week = 1 }",
            "1:18: plan `none`",
            "1:10",
        ),
    ];
    for (text, twice, first) in expected {
        let expected = format!("a.toml:{twice} is there twice; once is enough\n+ a.toml:{first}: first named here");
        assert_eq!(told(text), expected);
    }
}

#[test]
fn arguments_are_told_how_to_name_lists_and_their_items() {
    let told = |set: &str| {
        let overrides = Overrides { set: vec![set.to_owned()], ..Overrides::default() };
        compile(&[("a.toml", SMALL)], &overrides).map(|_| ()).map_err(|problems| problems.to_string())
    };
    let item = |item: &str, list: &str| {
        Err(format!("--set:1:1: `{item}` is an item of a list, and only whole lists can be set; set `{list}`"))
    };
    assert_eq!(told("plan_change.0.week=3"), item("plan_change.0", "plan_change"));
    assert_eq!(
        told("segment.prospects.per_week.1 = 3"),
        item("segment.prospects.per_week.1", "segment.prospects.per_week")
    );
    assert_eq!(told("pacing.send_days[0]=mon"), item("pacing.send_days[0]", "pacing.send_days"));
    assert_eq!(
        told("plans=[none, recruiter-lite]"),
        Err("--set:1:7: `plans` is `[none, recruiter-lite]`; it must be a list, each item a text in quotes, not empty; write \
             '[\"none\", \"recruiter-lite\"]', single quotes around all of it"
            .into())
    );
    assert_eq!(told("per_week=20"), Err("--set:1:1: unknown key `per_week`; write `segment.ID.per_week`".into()));
    for right in [
        "plans=[\"none\"]",
        "plan_change=[{ week = 3, plan = \"none\" }]",
        "segment.prospects.per_week=[1, 2]",
        "name=a b",
    ] {
        assert_eq!(told(right), Ok(()), "{right}");
    }
}
