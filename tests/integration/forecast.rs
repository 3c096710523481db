//! What lies ahead, in cases that can be worked out on paper, and what `forecast` prints and writes.

use inmail_sim::domain::calendar::SendDays;
use inmail_sim::domain::case::{Case, OpeningLot};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::segment::Pace;
use inmail_sim::engine::{Sampling, Settings};
use inmail_sim::study::forecast::{Afforded, Forecast, Until, forecasts};
use inmail_sim::words::forecast::sentences;
use jiff::civil::{Weekday, date};

use crate::builder::{Campaign, campaign};
use crate::program::{Program, SMALL};

/// Mondays to Fridays from Monday, 2 March 2026: nobody replies.
fn silent(credits: u32, per_week: u32) -> Campaign {
    campaign().start(date(2026, 3, 2)).opening(credits).per_week(per_week).inmail("letter", 0.0, 1.0)
}

fn ahead(case: Case) -> Forecast {
    let settings = Settings { trials: 600, seed: 7, sampling: Sampling::Even, precision: None };
    forecasts(&[case], &settings, |_| {}).remove(0)
}

/// New prospects a week, and InMails a weekday.
fn affordable(case: Case) -> (u32, f64) {
    let pace = ahead(case).affordable.and_then(|found| found.pace).expect("something can be afforded");
    (pace.prospects_a_week, pace.inmails_a_day)
}

#[test]
fn without_replies_the_balance_follows_from_the_calendar() {
    let found = ahead(silent(20, 10).build());
    let of_a_day: Vec<i64> = found
        .balance
        .iter()
        .map(|[low, middle, high]| {
            assert_eq!((low, high), (middle, middle));
            *middle
        })
        .collect();
    assert_eq!(of_a_day[..14], [18, 16, 14, 12, 10, 10, 10, 8, 6, 4, 2, 0, 0, 0]);
    assert_eq!(of_a_day.len(), 28);
}

#[test]
fn too_few_credits_for_one_person_a_week_are_said_to_be_so() {
    // One credit for four weeks: a person a week needs four.
    let told = ahead(silent(1, 10).build()).afforded().expect("there is an answer").replace('\u{a0}', " ");
    assert_eq!(
        told,
        "Up to 29 March 2026, with no refill to come, nobody new can be written to: 1 credit left, too few for one person a week."
    );
}

#[test]
fn at_a_constant_pace_credits_run_out_on_the_day_that_paper_says() {
    // Two a day: the tenth send day, Friday the 13th, spends the last; Monday the 16th is short.
    let found = ahead(silent(20, 10).build());
    assert_eq!((found.runs_out(), found.run_out_days()), (1.0, Some([14, 14, 14])));
    assert_eq!((found.short_by(13), found.short_by(14)), (0.0, 1.0));
    let enough = ahead(silent(40, 10).build());
    assert_eq!((enough.runs_out(), enough.run_out_days()), (0.0, None));
    assert_eq!(enough.finding(), "plan: credits run out by 29\u{a0}March\u{a0}2026 in none of 600 simulations");
    // Of what none of 600 shows, up to 1 − 0.05^(1/600) of campaigns may.
    let told = sentences(&[enough]).pop().expect("there is an answer");
    assert!(
        told.ends_with(
            "What happened in none of them does so in at most 0.5\u{202f}% of simulations (95\u{a0}% sure)."
        ),
        "{told}"
    );
    assert_eq!(found.finding(), "plan: credits run out in 100\u{202f}% of simulations on 16\u{a0}March\u{a0}2026");
}

#[test]
fn who_writes_to_as_many_as_there_are_credits_for_runs_out_with_the_last_one() {
    assert_eq!(ahead(silent(20, 10).per_week_max().build()).run_out_days(), Some([0, 0, 0]));
    assert_eq!(ahead(silent(0, 10).per_week_max().build()).run_out_days(), Some([0, 0, 0]), "there was none to spend");
    // Whoever is through with everybody waits for nobody.
    let few = |case: &mut Case| case.segments[0].prospects = Some(20);
    assert_eq!(ahead(silent(20, 10).per_week_max().with(few).build()).runs_out(), 0.0);
    let one_more = |case: &mut Case| case.segments[0].prospects = Some(21);
    assert_eq!(ahead(silent(20, 10).per_week_max().with(one_more).build()).runs_out(), 1.0);
    // What another segment spends leaves nobody waiting who was written to before.
    let with_other = |case: &mut Case| {
        case.segments[0].prospects = Some(5);
        case.segments[0].reserve = 10;
        let mut other = case.segments[0].clone();
        (other.id, other.pace, other.prospects, other.reserve) = ("other".into(), Pace::PerWeek(vec![3]), None, 0);
        case.segments.push(other);
    };
    assert_eq!(ahead(silent(20, 10).per_week_max().with(with_other).build()).runs_out(), 0.0);
}

#[test]
fn without_replies_credits_divided_by_days_are_affordable_exactly() {
    // Four weeks of five send days and no refill: 20 days.
    assert_eq!(affordable(silent(40, 1).build()), (10, 2.0));
    assert_eq!(affordable(silent(39, 1).build()), (9, 1.8));
    assert_eq!(affordable(silent(0, 1).build()), (0, 0.0));
    // Neither few prospects nor another pace limit what can be afforded.
    let few = |case: &mut Case| case.segments[0].prospects = Some(3);
    assert_eq!(affordable(silent(40, 1).with(few).build()), (10, 2.0));
    // Nor is a day of the week another when nothing is sent on most of them.
    let mondays = |case: &mut Case| case.calendar.send_days = SendDays::new([Weekday::Monday]);
    assert_eq!(affordable(silent(40, 1).with(mondays).build()), (10, 2.0));
}

#[test]
fn a_refill_ends_what_must_be_afforded() {
    // The plan renews on the 16th: ten send days before it.
    let renews = |case: &mut Case| case.billing_day = Some(16);
    let found = ahead(silent(40, 1).plan(50, 150, 80.0).with(renews).build());
    let afforded = found.affordable.clone().expect("it begins with an InMail");
    let pace = |pace: Option<Afforded>| pace.map(|pace| pace.prospects_a_week);
    assert_eq!((afforded.until, pace(afforded.pace), found.refills), (Until::Refill(14), Some(20), vec![14]));
    // 40 and 50 credits over 20 send days, at most 40 of them in the first ten.
    assert_eq!(pace(afforded.to_the_end), Some(20));
    assert_eq!((found.rule_of_thumb.credits, found.rule_of_thumb.weekdays), (40, 22));
}

#[test]
fn a_refill_is_looked_for_behind_the_campaign_and_behind_days_on_which_nothing_is_sent() {
    let until = |campaign: Campaign, day: i8| {
        let renews = |case: &mut Case| case.billing_day = Some(day);
        ahead(campaign.plan(50, 150, 80.0).with(renews).build()).affordable.expect("it begins with an InMail").until
    };
    assert_eq!(until(silent(40, 1).weeks(1), 16), Until::Refill(14));
    // From Saturday, 7 March, the ninth is the first send day.
    let saturday = || silent(40, 1).start(date(2026, 3, 7));
    assert_eq!((until(saturday(), 9), until(saturday(), 10)), (Until::Refill(33), Until::Refill(3)));
    assert_eq!(ahead(silent(40, 1).build()).affordable.map(|found| found.until), Some(Until::End(28)));
}

#[test]
fn credits_that_lapse_before_a_refill_have_to_be_spent_by_then() {
    let lapse = |case: &mut Case| {
        case.billing_day = Some(20);
        case.opening.lots = vec![OpeningLot { credits: 50, lapses_in_days: Some(7) }];
    };
    let found =
        ahead(silent(0, 1).plan(50, 150, 80.0).with(lapse).build()).affordable.expect("it begins with an InMail");
    assert_eq!((found.until, found.pace.map(|pace| pace.prospects_a_week)), (Until::Lapse(7), Some(50)));
}

#[test]
fn nothing_is_left_where_others_use_it_up() {
    let other = |case: &mut Case| {
        let mut other = case.segments[0].clone();
        (other.id, other.priority, other.pace) = ("other".into(), 1, Pace::PerWeek(vec![50]));
        case.segments.push(other);
    };
    let found = ahead(silent(40, 1).with(other).build());
    let afforded = found.affordable.clone().expect("it begins with an InMail");
    assert_eq!((afforded.pace, afforded.segment.is_some()), (None, true));
    assert!(found.afforded().is_some_and(|told| told.contains("nothing can be afforded")));
    // Up to a refill there may be something.
    let renews = |case: &mut Case| case.billing_day = Some(6);
    let found = ahead(silent(60, 1).with(other).plan(5, 150, 80.0).with(renews).build());
    assert!(found.affordable.as_ref().is_some_and(|found| found.pace.is_some() && found.to_the_end.is_none()));
    assert!(found.afforded().is_some_and(|told| told.contains("; no pace lasts up to 29\u{a0}March\u{a0}2026.")));
}

#[test]
fn what_is_held_is_what_the_first_day_leaves() {
    // The cap of a plan that grants nothing on the first day cuts nothing; a change to another plan forfeits.
    let rule = |case: Case| {
        let found = ahead(case).rule_of_thumb;
        (found.credits, found.weekdays)
    };
    assert_eq!(rule(silent(40, 1).plan(50, 60, 80.0).build()), (60, 22), "the grant is cut at the cap");
    assert_eq!(rule(silent(40, 1).start(date(2026, 1, 31)).build()), (40, 0), "no weekday is left in January");
    let to_all = |case: &mut Case| {
        case.segments[0].open_profile = Rate::new(Distribution::fixed(1.0).expect("a rate")).expect("a rate")
    };
    let free = silent(40, 1).start(date(2026, 2, 28)).with(to_all).build();
    assert_eq!(rule(free), (40, 0), "they are held though no InMail costs one");
}

#[test]
fn to_whom_inmail_is_free_much_can_be_written() {
    let free = |case: &mut Case| {
        case.segments[0].open_profile = Rate::new(Distribution::fixed(1.0).expect("finite")).expect("a share");
    };
    assert_eq!(ahead(silent(40, 1).with(free).build()).affordable, None);
}

#[test]
fn follow_ups_count_among_the_inmails_that_are_afforded() {
    // Everyone is written to twice, the second time within the same week or the next.
    let (prospects, inmails) = affordable(silent(40, 1).inmail("again", 0.0, 1.0).after(3).build());
    let a_day = f64::from(prospects) / 5.0;
    assert!(a_day < 1.3 && inmails > 1.5 * a_day, "{prospects} prospects a week, {inmails} InMails");
}

#[test]
fn an_account_that_holds_nothing_is_told_of() {
    let told = |credits| sentences(&[ahead(silent(credits, 1).build())]).join(" ");
    assert!(told(0).contains("No credits are held on the first day"), "{}", told(0));
    assert!(!told(1).contains("No credits are held"), "{}", told(1));
}

#[test]
fn nobody_is_written_to_by_inmail_first() {
    let found = ahead(campaign().opening(10).per_week(5).message("mail", 0.1, 1.0).build());
    assert_eq!((found.runs_out(), found.affordable), (0.0, None));
}

const FRAGMENT: &str = "start = 2026-04-01\n[touch.inmail]\nreply_rate = 0\n[opening]\ncredits = 20\n";

#[test]
fn a_record_is_laid_over_the_file_and_blamed_for_its_own_mistakes() {
    let program = Program::new().file("small.toml", SMALL).file("own/record.toml", FRAGMENT);
    let all = [
        "forecast",
        "small.toml",
        "--record",
        "own/record.toml",
        "--set",
        "billing_day=9",
        "--trials",
        "300",
        "--no-charts",
    ];
    let told = program.run(all).exits(0).stdout;
    assert!(told.contains("from 2026-04-01"), "{told}");
    let record = program.text("results/small/forecast.json");
    assert!(record.contains("--record own/record.toml") && record.contains("\"own/record.toml\""), "{record}");
    let page = program.text("results/small/forecast.html");
    assert!(page.contains("<dt>Rates</dt><dd>inmail reply 0\u{202f}% from your record</dd>"), "what was played");
    program.put("own/record.toml", "[touch.inmail]\nreply_rat = 0\n");
    program.run(all).exits(2).mentions("own/record.toml:2:1");
    let mut missing = all;
    missing[3] = "none.toml";
    program.run(missing).exits(2).mentions("none.toml");
}

#[test]
fn a_record_that_calls_its_touches_otherwise_is_told_of() {
    let record = "[touch.first]\nchannel = \"inmail\"\nreply_rate = 0.1\n";
    let program = Program::new().file("small.toml", SMALL).file("record.toml", record);
    program
        .run(["forecast", "small.toml", "--record", "record.toml", "--trials", "300", "--no-charts"])
        .exits(0)
        .mentions("warning: none of the touches of this file, `first`, is in a sequence")
        .mentions("--> record.toml:1:8")
        .mentions("warning: the record does not say how many credits are held, so there are none on the first day");
}

#[test]
fn any_number_of_threads_sees_the_same_and_a_run_is_left_alone() {
    let program = Program::new().file("small.toml", SMALL);
    program.run(["run", "small.toml", "--trials", "200", "--no-charts"]).exits(0);
    let before = program.bytes("results/small/run.json");
    let look = |threads: &str| {
        program.run(["forecast", "small.toml", "--trials", "700", "--threads", threads, "--quiet"]).exits(0).prints("");
        ["forecast.csv", "forecast-summary.csv", "forecast.json", "forecast.html", "forecast.svg", "forecast.png"]
            .map(|name| program.bytes(&format!("results/small/{name}")))
    };
    assert_eq!(look("1"), look("3"));
    assert_eq!(program.bytes("results/small/run.json"), before);
    let table = program.table("results/small/forecast.csv");
    for row in table.rows() {
        let [low, middle, high] = ["p05", "p50", "p95"].map(|name| row.number(name));
        assert!(low <= middle && middle <= high && (0.0..=1.0).contains(&row.number("short")));
    }
    let printed = program.run(["forecast", "small.toml", "--trials", "700", "--format", "csv"]).exits(0).stdout;
    assert_eq!(printed, program.text("results/small/forecast.csv"));
    program.put("results/small/forecast.csv", "mine");
    program
        .run(["forecast", "small.toml", "--trials", "700"])
        .exits(1)
        .mentions("`forecast.csv`; nothing was overwritten");
    program.run(["forecast", "small.toml", "--trials", "10001"]).exits(2);
}

#[test]
fn credits_without_the_day_on_which_they_renew_are_a_warning_and_leave_no_forecast() {
    let told = "the account was running before (it holds 43 credits), but `billing_day` is not stated, so a new subscription \
                to `premium-career` is charged on day 0 and grants 5 credits more; type `billing_day = 1`, the day of the \
                month on which your credits renew";
    let seat = "seat.me = { segments = [\"prospects\"], opening.credits = 43 }";
    let program = Program::new()
        .file("stated.toml", format!("start = 2026-12-16\nopening.credits = 43\n{SMALL}"))
        .file("small.toml", format!("start = 2026-12-16\n{SMALL}"))
        .file("seat.toml", format!("start = 2026-12-16\n{seat}\n{SMALL}"));
    let cases: [(&str, &[&str]); 3] =
        [("stated.toml", &[]), ("small.toml", &["--set", "opening.credits=43"]), ("seat.toml", &[])];
    for (file, set) in cases {
        let run = |command: &[&str]| program.run([command, &[file], set].concat());
        let warning = format!("warning: {told}");
        run(&["run", "--trials", "20", "--no-charts"]).exits(0).mentions(&warning);
        run(&["check"]).exits(0).mentions(&warning);
        run(&["check", "--strict"]).exits(2).mentions(&warning);
        run(&["forecast", "--trials", "20"]).exits(2).prints("").mentions(&format!("error: {told}"));
        let stated = [set, &["--set", "billing_day=1"]].concat();
        program.run([&["check", "--strict", file], &stated[..]].concat()).exits(0);
        let forecast =
            program.run([&["forecast", "--trials", "20", "--no-charts", file], &stated[..]].concat()).exits(0);
        assert!(forecast.stdout.contains("43 credits"), "{}", forecast.stdout);
    }
}
