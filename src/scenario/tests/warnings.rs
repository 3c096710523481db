//! What is said about files that are right, but that their authors would want to look at again.

use super::{Overrides, SMALL, compile};
use crate::scenario::{Scenario, load_from};
use std::path::Path;

/// A file with all that matters stated.
pub(super) const QUIET: &str = "start = 2026-03-02\nplans = [\"sales-navigator\"]\n";

fn scenario(texts: &[(&str, &str)], overrides: &Overrides) -> Scenario {
    compile(texts, overrides).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The warnings about the first of these files, line by line as `line:column: what`, with the file where it is another.
pub(super) fn warned(texts: &[(&str, &str)], overrides: &Overrides) -> Vec<String> {
    let warnings = scenario(texts, overrides).warnings;
    let line = |warning: &crate::scenario::warning::Warning| {
        let place = &warning.place;
        let file = if place.file == texts[0].0 { String::new() } else { format!("{}:", place.file) };
        format!("{file}{}:{}: {warning}", place.line, place.column)
    };
    warnings.iter().map(line).collect()
}

/// Claims that exactly this is said about the small scenario with these lines before and behind it.
#[track_caller]
pub(super) fn warns(before: &str, behind: &str, expected: &[&str]) {
    let text = format!("{before}{SMALL}{behind}");
    assert_eq!(warned(&[("a.toml", &text)], &Overrides::default()), expected, "{text}");
}

fn set(set: &[&str]) -> Overrides {
    Overrides { set: set.iter().map(|set| set.to_string()).collect(), ..Overrides::default() }
}

#[test]
fn the_smallest_scenario_and_the_examples_are_fine() {
    warns("", "", &[]);
    warns(QUIET, "", &[]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut looked_at = 0;
    for entry in std::fs::read_dir(folder).expect("the repository has scenarios") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let scenario = load_from(&crate::scenario::document::source::Disk, &path, &Overrides::default());
            let warnings = scenario.unwrap_or_else(|problems| panic!("{problems}")).warnings;
            assert_eq!(warnings, [], "{}", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 10);
}

#[test]
fn a_start_that_something_hangs_on_should_be_stated() {
    let told = |place: &str, what: &str| {
        format!("{place}: `start` is not stated, so it is 2026-03-02, and {what} depends on it; state `start`")
    };
    let cases = [
        ("billing_day = 5\n", "", "1:15", "when the plan renews"),
        ("", "[pacing]\ndays_off = [2026-04-03]\n", "9:12", "which days off fall into the campaign"),
        ("", "[[plan_change]]\nweek = 20\nplan = \"none\"\n", "8:1", "on which date the plan changes"),
        ("plans = [\"none\"]\nopening.credits = 4\n", "prospects = 9\n", "2:1", "what the account holds"),
        ("rulebook = \"linkedin-help-2026\"\n", "", "1:12", "how soon the first of a month brings credits"),
        (
            "plans = [\"sales-navigator\"]\nplan.sales-navigator.refill = \"first-of-month\"\n",
            "",
            "2:31",
            "how soon the first of a month brings credits",
        ),
    ];
    for (before, behind, place, what) in cases {
        warns(before, behind, &[&told(place, what)]);
        warns(&format!("start = 2026-03-02\n{before}"), behind, &[]);
    }
    // Premium plans refill on their billing day: only a length would say more.
    warns("rulebook = \"linkedin-help-2026\"\nplans = [\"premium-business\"]\n", "prospects = 30\n", &[]);
    // Once is enough, however much hangs on it.
    warns("billing_day = 5\nopening.credits = 4\n", "", &[&told("1:15", "when the plan renews")]);
}

#[test]
fn an_account_that_was_running_renews_on_some_day() {
    let told = |place: &str, what: &str| {
        format!(
            "{place}: the account was running before ({what}), but `billing_day` is not stated, so a new subscription \
             to `sales-navigator` is charged on day 0 and grants 50 credits more; type `billing_day = 1`, the day of the month on which your \
             credits renew"
        )
    };
    let pending = "opening.pending = [{ touch = \"inmail\", sent_days_ago = 3, count = 5 }]\n";
    let credits = format!("{QUIET}opening.credits = 43\n");
    let lots = "opening.lots = [{ credits = 5, lapses_in_days = 30 }]\n";
    warns(&format!("{QUIET}{pending}"), "", &[&told("3:19", "messages are pending")]);
    warns(&format!("{QUIET}{lots}"), "", &[&told("3:16", "its credits have an age")]);
    warns(&format!("{QUIET}billing_day = 2\n{lots}"), "", &[]);
    warns(&credits, "", &[&told("3:19", "it holds 43 credits")]);
    warns(&format!("{QUIET}opening.lots = [{{ credits = 1 }}]\n"), "", &[&told("3:16", "it holds 1 credit")]);
    let argument = warned(&[("a.toml", &format!("{QUIET}{SMALL}"))], &set(&["opening.credits=43"]));
    assert_eq!(argument, [told("--set:1:17", "it holds 43 credits")]);
    warns(QUIET, "[[what_if]]\nname = \"x\"\nopening.credits = 4\n", &[&told("12:19", "it holds 4 credits")]);
    warns(&credits.replace("43", "0"), "", &[]);
    warns(&format!("{credits}billing_day = 2\n"), "", &[]);
    warns(&format!("start = 2026-03-02\nplans = [\"none\"]\n{lots}"), "prospects = 9\n", &[]);
    warns(&credits.replace("sales-navigator", "none"), "prospects = 9\n", &[]);
}

#[test]
fn working_time_has_a_price() {
    let minutes = "[touch.letter]\nchannel = \"inmail\"\nreply_rate = 0.2\nminutes = 3\n\
                   [segment.more]\nper_week = 1\nsequence = [\"letter\"]\n";
    let told = "11:11: `minutes` are stated, but `effort.hourly_cost` is not, so working time costs nothing; state \
                what an hour costs";
    warns("", minutes, &[told]);
    warns("effort.hourly_cost = 0\n", minutes, &[]);
}

#[test]
fn demand_far_above_what_any_case_can_pay_for_is_told_with_figures() {
    let told = "9:12: about 2600 InMails are wanted in 26 weeks, but no case has more than 300 credits, some 375 with \
                refunds; lower `per_week` or compare a bigger plan";
    let many = SMALL.replace("per_week = 10", "per_week = 100");
    let text = |more: &str| format!("{QUIET}{many}{more}");
    assert_eq!(warned(&[("a.toml", &text("").replace("\n\n[seg", "\n\n\n[seg"))], &Overrides::default()), [told]);
    // Twice what there is shows what running out is like; and so does a case beside one that can pay.
    let twice = SMALL.replace("per_week = 10", "per_week = 28");
    assert_eq!(warned(&[("a.toml", &format!("{QUIET}{twice}"))], &Overrides::default()), [""; 0]);
    let more = SMALL.replace("per_week = 10", "per_week = 29");
    assert_eq!(warned(&[("a.toml", &format!("{QUIET}{more}"))], &Overrides::default()).len(), 1);
    let beside = text("[[what_if]]\nname = \"few\"\nsegment.prospects.per_week = 10\n");
    assert_eq!(warned(&[("a.toml", &beside)], &Overrides::default()), [""; 0]);
    let listed = text("prospects = 300\n");
    assert_eq!(warned(&[("a.toml", &listed)], &Overrides::default()), [""; 0]);
    let opening = format!("billing_day = 2\nopening.credits = 150\n{}", text("prospects = 1000\n"));
    assert_eq!(warned(&[("a.toml", &opening)], &Overrides::default()), [""; 0]);
    let none = format!("start = 2026-03-02\nplans = [\"none\"]\n{SMALL}");
    let told = "8:12: about 260 InMails are wanted in 26 weeks, but no case has more than 0 credits, some 0 with \
                refunds; lower `per_week` or compare a bigger plan";
    assert_eq!(warned(&[("a.toml", &none)], &Overrides::default()), [told]);
    // Only one case is wanted, but the file has its reasons.
    let only = Overrides { what_ifs: vec!["base".into()], ..Overrides::default() };
    assert_eq!(warned(&[("a.toml", &beside)], &only), [""; 0]);
}

#[test]
fn an_opening_above_the_cap_and_a_reserve_that_nobody_exceeds_are_told() {
    let told = "3:19: the account opens with 200 credits, above the cap of 150, and the next refill cuts what is above \
                it; state what the account really holds";
    warns(&format!("{QUIET}opening.credits = 200\nbilling_day = 2\n"), "", &[told]);
    warns(&format!("{QUIET}opening.credits = 150\nbilling_day = 2\n"), "", &[]);
    // Beside a plan that can hold it, one that cannot is there to be compared.
    let plans = "start = 2026-03-02\nplans = [\"premium-career\", \"sales-navigator\"]\n";
    warns(&format!("{plans}opening.credits = 100\nbilling_day = 2\n"), "", &[]);

    let told = "10:11: `segment.prospects` leaves 15 credits to others, but `premium-career` holds no more, so its \
                InMails hardly ever go out; lower `reserve`";
    warns(plans, "reserve = 15\n", &[told]);
    warns(plans, "reserve = 14\n", &[]);
    let all = "10:11: `segment.prospects` leaves 150 credits to others, but `premium-career` and `sales-navigator` \
               hold no more, so its InMails hardly ever go out; lower `reserve`";
    warns(plans, "reserve = 150\n", &[all]);
}

#[test]
fn a_last_billing_period_hardly_used_is_told_of_all_its_cases_together() {
    let told = "2:9: every case pays for 7 months and uses 6.2: the campaign ends 5 days into the last billing period; \
                `weeks = 26` does without that period";
    warns("start = 2026-03-02\nweeks = 27\n", "", &[told]);
    warns("start = 2026-03-02\nweeks = 26\n", "", &[]);
    let what_if = "plans = [\"sales-navigator\", \"none\"]\nweeks = 27\n";
    let told = "3:9: `sales-navigator` pays for 7 months and uses 6.2: the campaign ends 5 days into the last billing \
                period; `weeks = 26` does without that period";
    warns(&format!("start = 2026-03-02\n{what_if}"), "", &[told]);
    // Of cases that are not wanted nothing is told.
    let only = Overrides { plans: vec!["none".into()], ..Overrides::default() };
    let text = format!("start = 2026-03-02\n{what_if}{SMALL}");
    assert_eq!(warned(&[("a.toml", &text)], &only), [""; 0]);
    let six = "plans = [\"sales-navigator\"]\nstart = 2026-03-02\nweeks = 27\n";
    let what_ifs: String =
        (1..6).map(|n| format!("[[what_if]]\nname = \"{n}\"\nsegment.prospects.priority = 2\n")).collect();
    let told = "3:9: every case pays for 7 months and uses 6.2: the campaign ends 5 days into the last billing period; \
                `weeks = 26` does without that period";
    warns(six, &what_ifs, &[told]);
    let longer = format!("{what_ifs}[[what_if]]\nname = \"longer\"\nweeks = 52\n");
    warns(six, &longer, &[&told.replace("every case pays", "6 cases pay").replace("uses", "use")]);
    let weeks = Overrides { weeks: Some(1), ..Overrides::default() };
    let told = "--weeks:1:1: every case pays for 1 month and uses 0.2: the campaign ends 7 days into the last billing \
                period; a longer campaign makes use of it";
    assert_eq!(warned(&[("a.toml", SMALL)], &weeks), [told]);
}

#[test]
fn what_comes_after_the_campaign_is_told_where_no_variant_reaches_it() {
    let change = "[[plan_change]]\nweek = 30\nplan = \"none\"\n";
    let told = "11:8: the plan change in week 30 never comes, since the campaign has 26 weeks; choose an earlier week \
                or take it out";
    warns(QUIET, change, &[told]);
    warns(QUIET, &change.replace("30", "26"), &[]);
    let longer = "[[what_if]]\nname = \"longer\"\nweeks = 52\n";
    warns(QUIET, &format!("{change}{longer}"), &[]);

    let list = format!("{QUIET}weeks = 2\n{}", SMALL.replace("= 10", "= [1, 2, 3]"));
    let told = "9:12: `segment.prospects.per_week` has 3 numbers, but the campaign has 2 weeks; take out what is too \
                much";
    let short = "3:9: `sales-navigator` pays for 1 month and uses 0.5: the campaign ends 14 days into the last billing \
                 period; a longer campaign makes use of it";
    assert_eq!(warned(&[("a.toml", &list)], &Overrides::default()), [short, told]);
    let right = list.replace("weeks = 2", "weeks = 3");
    assert_eq!(warned(&[("a.toml", &right)], &Overrides::default()), [""; 0]);
    // Whoever looks at the first weeks only knows that there are more.
    let cut = Overrides { weeks: Some(3), ..Overrides::default() };
    let text = format!("{QUIET}{}{change}pacing.days_off = [2026-07-03]\n", SMALL.replace("= 10", "= [1, 2, 3, 4]"))
        .replace("pacing.days_off", "[pacing]\ndays_off")
        .replace("week = 30", "week = 20");
    assert_eq!(warned(&[("a.toml", &text)], &cut), [""; 0]);

    let off = |days: &str| format!("[pacing]\ndays_off = [{days}]\n");
    let outside = "outside the campaign, which lasts from 2026-03-02 to 2026-08-30; check the year, or take out what \
                   is too much";
    warns(QUIET, &off("2026-08-30, 2026-08-31"), &[&format!("11:12: 2026-08-31 is {outside}")]);
    warns(QUIET, &off("2025-04-03, 2027-04-03"), &[&format!("11:12: 2025-04-03 and 2027-04-03 are {outside}")]);
    let five = "2025-01-01, 2025-01-02, 2025-01-03, 2025-01-04, 2026-12-24";
    warns(QUIET, &off(five), &[&format!("11:12: 5 days off, 2025-01-01 to 2026-12-24, are {outside}")]);
    warns(QUIET, &off("2026-03-02, 2026-08-30, 2026-04-04"), &[]);
}

#[test]
fn what_goes_to_nobody_is_told() {
    let told = "8:8: touch `more` is in no sequence and not pending; put it into a `sequence` or take it out";
    let more = "[touch.more]\nchannel = \"message\"\nreply_rate = 0.1\nwait_days = 3\n";
    warns("", more, &[told]);
    let used = "[[what_if]]\nname = \"x\"\nsegment.prospects.sequence = [\"inmail\", \"more\"]\n";
    warns("", &format!("{more}{used}"), &[]);
    let goal = "[goal]\nminimize = \"cost_per_reply\"\n[goal.vary]\nsegment.prospects.sequence = [[\"inmail\"], ['inmail', 'more']]\n";
    warns("", &format!("{more}{goal}"), &[]);
    let nobody = "[segment.others]\nper_week = 0\nsequence = [\"inmail\"]\n";
    let goal = goal
        .replace("segment.prospects.sequence = [[\"inmail\"], ['inmail', 'more']]", "segment.others.per_week = [0, 5]");
    warns("", &format!("{nobody}{goal}"), &[]);
    let pending = "billing_day = 2\nopening.pending = [{ touch = \"more\", sent_days_ago = 3, count = 5 }]\n";
    warns(&format!("{QUIET}{pending}"), more, &[]);
    // A file that others extend may have touches for all of them.
    let texts = [("a.toml", "extends = \"b.toml\"\n"), ("b.toml", &format!("{SMALL}{more}"))];
    assert_eq!(warned(&texts, &Overrides::default()), [""; 0]);
    // But a record whose touches all have other names than those of the scenario changes nothing.
    let extending = format!("extends = \"b.toml\"\n{SMALL}");
    let again = more.replace("more", "again");
    let record = format!("{more}{again}opening.pending = [{{ touch = \"more\", sent_days_ago = 3, count = 5 }}]\n");
    let record = record.replace("opening.pending", "[opening]\npending");
    let told = "b.toml:1:8: none of the touches of this file, `again` and `more`, is in a sequence, so what it says of them \
                changes nothing; sequences have `inmail`";
    let warnings = warned(&[("a.toml", &extending), ("b.toml", &record)], &Overrides::default());
    assert!(warnings.iter().any(|warning| warning == told), "{warnings:#?}");
    let one_is_used = format!("{again}[touch.inmail]\nlimit_per_week = 90\n");
    assert_eq!(warned(&[("a.toml", &extending), ("b.toml", &one_is_used)], &Overrides::default()), [""; 0]);

    let seat = "[plan.seat]\ncredits_per_month = 90\ncap = 270\nprice_per_month = 90\n";
    let told = "10:7: `plan.seat` is in no case; list it under `plans` or take it out";
    warns(QUIET, seat, &[told]);
    warns("", seat, &[]);
    warns(QUIET, &format!("{seat}[[what_if]]\nname = \"x\"\nplans = [\"seat\"]\n"), &[]);
    warns(QUIET, &format!("{seat}[[plan_change]]\nweek = 14\nplan = \"seat\"\n"), &[]);
    let like = "plans = [\"cheap\"]\nplan.cheap = { like = \"seat\", price_per_month = 80 }\n";
    warns(like, seat, &[]);
    let texts = [("a.toml", "extends = \"b.toml\"\n"), ("b.toml", &format!("{QUIET}{SMALL}{seat}"))];
    assert_eq!(warned(&texts, &Overrides::default()), [""; 0]);
    let every = format!("{SMALL}{seat}");
    assert_eq!(warned(&[("a.toml", &every)], &set(&["plans=[\"sales-navigator\"]"])), [""; 0]);

    let idle = "[segment.more]\nper_week = [0, 0]\nsequence = [\"inmail\"]\n";
    let told = "9:12: `segment.more` starts nobody in any case, since `per_week` is 0; state how many, or take the \
                segment out";
    warns("", idle, &[told]);
    warns("", &format!("{idle}[[what_if]]\nname = \"x\"\nsegment.more.per_week = 1\n"), &[]);
    let told = "8:13: `segment.prospects` starts nobody in any case, since `prospects` is 0; state how many, or take \
                the segment out";
    warns("", "prospects = 0\n", &[told]);

    let told = "8:16: `segment.prospects` has Open Profiles only, so all its InMails are free; state the share, such \
                as 0.1 for one in ten";
    warns("", "open_profile = 1\n", &[told]);
    warns("", "open_profile = 0.9\n", &[]);
    // Somebody who states how many there are has a list, on which it stands.
    warns("", "prospects = 20\nopen_profile = 1\n", &[]);
}

#[test]
fn a_what_if_that_changes_nothing_is_told_and_so_is_an_argument_that_makes_it_so() {
    let told = "9:8: what-if `x` changes nothing, its cases are those of the base; change something in it or take it \
                out";
    warns("", "[[what_if]]\nname = \"x\"\nsegment.prospects.per_week = 10\n", &[told]);
    warns("", "[[what_if]]\nname = \"x\"\nplans = [\"recruiter-lite\"]\n", &[told]);
    warns("", "[[what_if]]\nname = \"x\"\nplans = [\"recruiter-lite\", \"none\"]\n", &[]);
    let more = format!("{SMALL}[[what_if]]\nname = \"x\"\nsegment.prospects.per_week = 20\n");
    assert_eq!(warned(&[("a.toml", &more)], &Overrides::default()), [""; 0]);
    let told = "9:8: what-if `x` changes nothing here, since an argument sets the same for every case; leave out the \
                argument, or the what-if by `--what-if`";
    let argument = set(&["segment.prospects.per_week=15"]);
    assert_eq!(warned(&[("a.toml", &more)], &argument), [told]);
    let only = Overrides { what_ifs: vec!["base".into()], ..argument };
    assert_eq!(warned(&[("a.toml", &more)], &only), [""; 0]);
    // The what-if itself is to blame, whatever else an argument sets.
    let same = more.replace("= 20", "= 10");
    assert!(warned(&[("a.toml", &same)], &set(&["weeks=30"]))[0].contains("its cases are those of the base"));
}

#[test]
fn rates_that_nobody_published_are_told() {
    let rate = |path: &str, mean: &str, bounds: &str, of: &str| {
        format!(
            "{path} is {mean} % on average, outside the {bounds} % that are published for {of}; check it: 10 % is \
                 written 0.1 or \"10%\""
        )
    };
    let first = |rate: &str| SMALL.replace("0.2", rate);
    let told = |text: &str| warned(&[("a.toml", text)], &Overrides::default());
    let inmail = "3:14: `touch.inmail.reply_rate`";
    assert_eq!(told(&first("0.02")), [rate(inmail, "2", "3 to 50", "a first InMail")]);
    assert_eq!(told(&first("\"60% to 80%\"")), [rate(inmail, "70.4", "3 to 50", "a first InMail")]);
    for fine in ["0.03", "0.5", "{ mean = 0.5, sd = 0.1 }", "{ replies = 1, sent = 100 }"] {
        assert_eq!(told(&first(fine)), [""; 0], "{fine}");
    }
    let with =
        |touch: &str| SMALL.replace("[\"inmail\"]", "[\"inmail\", \"b\"]") + "[touch.b]\nwait_days = 3\n" + touch;
    let email = |rate: &str| with(&format!("channel = \"email\"\nreply_rate = {rate}\n"));
    assert_eq!(told(&email("0.3")), [rate("11:14: `touch.b.reply_rate`", "30", "0.5 to 20", "e-mails")]);
    assert_eq!(told(&email("0.2")), [""; 0]);
    let invitation = |rate: &str| with(&format!("channel = \"connect\"\nreply_rate = 0.9\naccept_rate = {rate}\n"));
    assert_eq!(told(&invitation("0.05")), [rate("12:15: `touch.b.accept_rate`", "5", "10 to 50", "invitations")]);
    assert_eq!(told(&invitation("0.1")), [""; 0]);
    // A third letter may well draw next to nothing, but none draws more than the first.
    let letter = |rate: &str| with(&format!("channel = \"inmail\"\nreply_rate = {rate}\n"));
    assert_eq!(told(&letter("0.001")), [""; 0]);
    assert_eq!(told(&letter("0.2")), [""; 0]);
    let more = "11:14: `b` draws more replies on average, 25 %, than `inmail` before it, 20 %, although those who like \
                to reply have done so by then; check both rates";
    assert_eq!(told(&letter("0.25")), [more]);
    assert_eq!(told(&letter("{ replies = 25, sent = 100 }")), [""; 0]);
    assert_eq!(told(&letter("0.6"))[0], rate("11:14: `touch.b.reply_rate`", "60", "0 to 50", "an InMail"));
}

#[test]
fn a_wait_that_outlasts_the_campaign_is_told() {
    let text = |wait: &str| {
        let touch = format!("[touch.b]\nchannel = \"message\"\nreply_rate = 0.1\nwait_days = {wait}\n");
        SMALL.replace("[\"inmail\"]", "[\"inmail\", \"b\", \"b\"]") + &touch
    };
    let told = |text: &str| warned(&[("a.toml", text)], &Overrides::default());
    let expected = "11:13: `b` never goes out in `segment.prospects`: it is due 182 days after the first touch, and the \
                    campaign has 182; shorten the waits or lengthen `weeks`";
    assert_eq!(told(&text("[91, 95]")), [expected]);
    assert_eq!(told(&text("90")), [""; 0]);
    let longer = text("91") + "[[what_if]]\nname = \"longer\"\nweeks = 52\n";
    assert_eq!(told(&longer), [""; 0]);
}

#[test]
fn few_trials_are_told_unless_an_argument_asks_for_them() {
    let told = "1:10: `trials` is 200, so that only 10 campaigns lie beyond either end of the 90 % range; 1000 or more \
                make it reliable";
    warns("trials = 200\n", "", &[told]);
    warns("trials = 1e3\n", "", &[]);
    let quick = Overrides { trials: Some(200), ..Overrides::default() };
    assert_eq!(warned(&[("a.toml", SMALL)], &quick), [""; 0]);
}

#[test]
fn warnings_come_in_file_order_each_once_and_not_without_end() {
    let text =
        format!("trials = 5\nplans = [\"sales-navigator\", \"recruiter-lite\"]\n{}", SMALL.replace("0.2", "0.9"));
    let what_ifs = "[[what_if]]\nname = \"x\"\nsegment.prospects.per_week = 3\n[[what_if]]\nname = \"y\"\nweeks = 30\n";
    let told = warned(&[("a.toml", &format!("{text}{what_ifs}"))], &Overrides::default());
    let places: Vec<&str> = told.iter().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["1:10", "5:14"], "{told:?}");

    let segments: String =
        (0..1000).map(|id| format!("[segment.s{id}]\nper_week = 0\nsequence = [\"inmail\"]\n")).collect();
    assert_eq!(warned(&[("a.toml", &format!("{SMALL}{segments}"))], &Overrides::default()).len(), 100);
}
