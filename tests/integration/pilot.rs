//! What a test is worth before it is sent, from the trials of two cases, one of which is worth nothing and the other 1000 ×
//! rate − 120: then it can be worked out on paper.

use inmail_sim::domain::case::{Case, Costs};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::quantity::Money;
use inmail_sim::domain::rate::{AnyRate, Lift, Tie};
use inmail_sim::domain::touch::{Action, Touch};
use inmail_sim::engine::{Sampling, Settings, play};
use inmail_sim::figures::{Figure, Figures};
use inmail_sim::study::pilot::{Pilot, Question, Refusal, pilot};

use crate::builder::campaign;
use crate::program::Program;

const ALPHA: f64 = 2.0;
const BETA: f64 = 12.0;

/// No plan, and one that pays for 100 letters; three charges of 40.
fn cases() -> Vec<Case> {
    let rate = || Distribution::beta(ALPHA, BETA).expect("a distribution");
    let named = |case: &mut Case, plan: &str| plan.clone_into(&mut case.name.plan);
    let base = || campaign().weeks(10).per_week(10).inmail("letter", 0.1, 3.0).unsure(rate());
    let nothing = base().with(|case| named(case, "nothing")).build();
    let plan = base().plan(200, 1000, 40.0).with(|case| named(case, "plan")).build();
    vec![nothing, plan]
}

fn asked(cases: &[Case], sends: u32, seed: u64, trials: u64, sampling: Sampling) -> Pilot {
    let settings = Settings { trials, seed, sampling, precision: None };
    let reply_value = Money::new(10.0);
    let question = Question { cases, touch: "letter", sends, reply_value, settings };
    pilot(&question, |_| {}).expect("it has an answer")
}

/// The sum over all numbers of replies, which is Beta-binomial.
fn by_hand(sends: u32) -> f64 {
    let (n, mut sum) = (f64::from(sends), 0.0);
    let mut chance: f64 = (0..sends).map(|sent| (BETA + f64::from(sent)) / (ALPHA + BETA + f64::from(sent))).product();
    for replies in 0..=sends {
        let k = f64::from(replies);
        sum += chance * (1000.0 * (ALPHA + k) / (ALPHA + BETA + n) - 120.0).max(0.0);
        chance *= (n - k) / (k + 1.0) * (ALPHA + k) / (BETA + n - k - 1.0);
    }
    sum - (1000.0 * ALPHA / (ALPHA + BETA) - 120.0).max(0.0)
}

/// What it is worth to know the rate.
fn of_knowing() -> f64 {
    let above = |alpha: f64| 1.0 - Distribution::beta(alpha, BETA).expect("a distribution").cdf(0.12);
    let mean = ALPHA / (ALPHA + BETA);
    1000.0 * mean * above(ALPHA + 1.0) - 120.0 * above(ALPHA) - (1000.0 * mean - 120.0).max(0.0)
}

#[test]
fn a_test_is_worth_what_paper_says() {
    let cases = cases();
    for sampling in [Sampling::Even, Sampling::Plain] {
        let found = asked(&cases, 20, 7, 20_000, sampling);
        // Twice an interval of 95 % is missed less than once in a thousand times, and parts are as fine as half a per cent.
        let near = |(low, high): (f64, f64), expected: f64| {
            let room = (high - low) / 2.0 + 0.005 * expected;
            (low - room..=high + room).contains(&expected) && high - low <= 0.1 * expected + 4.0
        };
        for test in &found.curve {
            let (interval, expected) = (test.worth.interval.expect("there are many"), by_hand(test.sends));
            assert!(near(interval, expected), "{}: {:?} {expected}", test.sends, test.worth);
        }
        let knowing = found.knowing.interval.expect("there are many");
        assert!(near(knowing, of_knowing()), "{:?} {}", found.knowing, of_knowing());
        assert_eq!((found.now, found.valued_by, found.cases[1].plan.as_str()), (1, None, "plan"));
        assert!(found.choices.len() == 2 && found.choices[0] == (0, 0), "{:?}", found.choices);
        // 1000 × (2 + k) / 34 > 120 from k = 2.08 on.
        assert_eq!(found.choices[1], (3, 1));
        // A credit is 0.2, and a reply in seven brings it back: the best test costs as much more as it saves more.
        let best = found.best.expect("tests are cheap");
        let price = 0.2 * (1.0 - ALPHA / (ALPHA + BETA));
        assert!((best.cost - f64::from(best.sends) * price).abs() < 1e-9, "{best:?}");
        let net = |sends: u32| by_hand(sends) - f64::from(sends) * price;
        let most = (1..400).map(net).fold(0.0, f64::max);
        assert!(net(best.sends) > 0.98 * most, "{best:?}: {} {most}", net(best.sends));
    }
}

#[test]
fn a_test_of_a_touch_whose_rate_is_tied_is_worth_as_much() {
    // The letter is tied to one that nobody sends: by the lift that is half of 0 to 2 it has the same rate as before in the
    // mean only, and by one of 1 in every campaign.
    let tied = |lift: Distribution| {
        let mut cases = cases();
        for case in &mut cases {
            let spare = case.touches[0].clone();
            case.touches.push(Touch { id: "spare".into(), ..spare });
            let tie = Tie { of: 1, lift: Lift::new(lift.clone()).expect("it is not negative") };
            match &mut case.touches[0].action {
                Action::InMail(reply) => reply.rate = AnyRate::Tied(tie),
                _ => panic!("it is an InMail"),
            }
        }
        cases
    };
    let same = asked(&tied(Distribution::fixed(1.0).expect("it is finite")), 20, 7, 20_000, Sampling::Even);
    let (low, high) = same.asked.worth.interval.expect("there are many");
    let room = (high - low) / 2.0 + 0.01 * by_hand(20);
    assert!((low - room..=high + room).contains(&by_hand(20)), "{:?} {}", same.asked, by_hand(20));
    assert_eq!((same.known_rate, same.choices.len()), (None, 2));
    // At 0 or twice as much the rate is known less, and knowing it is worth more.
    let either = Distribution::samples(vec![0.0, 2.0]).expect("there are two");
    let unsure = asked(&tied(either), 20, 7, 20_000, Sampling::Even);
    // In one half of the campaigns nothing is worth its plan, in the other 2000 × rate − 120 is, from a rate of 0.06 on.
    let above = |alpha: f64| 1.0 - Distribution::beta(alpha, BETA).expect("a distribution").cdf(0.06);
    let mean = ALPHA / (ALPHA + BETA);
    let expected = (2000.0 * mean * above(ALPHA + 1.0) - 120.0 * above(ALPHA)) / 2.0 - (1000.0 * mean - 120.0).max(0.0);
    let (low, high) = unsure.knowing.interval.expect("there are many");
    let room = (high - low) / 2.0 + 0.01 * expected;
    assert!((low - room..=high + room).contains(&expected), "{:?} {expected}", unsure.knowing);
}

#[test]
fn letters_and_people_cost_a_test_and_a_reply_what_they_cost_a_run() {
    let cents = Money::from_cents;
    let costly = |case: &mut Case| {
        (case.touches[0].cost, case.segments[0].cost_per_prospect) = (cents(35), cents(20));
        case.costs = Costs { per_month: cents(300), once: cents(700) };
    };
    let settings = Settings { trials: 2_000, seed: 3, sampling: Sampling::Even, precision: None };
    let asked = |cases: &[Case]| {
        let question = Question { cases, touch: "letter", sends: 20, reply_value: None, settings };
        pilot(&question, |_| {}).expect("it has an answer")
    };
    let (free, mut cases) = (asked(&cases()), cases());
    cases.iter_mut().for_each(costly);
    let found = asked(&cases);
    assert!(
        (found.asked.cost - free.asked.cost - 20.0 * 0.55).abs() < 1e-9,
        "{} {}",
        found.asked.cost,
        free.asked.cost
    );
    // Of the two cases, one has no replies.
    let figures = Figures::new(&cases, &play(&cases, &settings, |_| {}));
    let reply = figures.cases[1].estimate(Figure::LoadedCostPerReply).mean.expect("there are replies");
    assert!(
        (found.reply_value / reply - 1.0).abs() < 1e-9 && found.valued_by == Some(1),
        "{} {reply}",
        found.reply_value
    );
}

/// An outcome of every reply that is worth 10 is as much as a reply at 10; who states what a reply is worth is believed.
#[test]
fn where_net_value_ranks_a_reply_is_worth_what_it_leads_to() {
    let settings = Settings { trials: 2_000, seed: 3, sampling: Sampling::Even, precision: None };
    let mut with = cases();
    for case in &mut with {
        let with_deals = campaign().per_week(1).inmail("letter", 0.1, 3.0).outcome("deal", None, 1.0, 0.0, 10.0);
        case.outcomes = with_deals.build().outcomes;
        case.rank_by.figure = Figure::NetValue;
    }
    let asked = |cases: &[Case], reply_value: Option<Money>| {
        let question = Question { cases, touch: "letter", sends: 20, reply_value, settings };
        pilot(&question, |_| {}).expect("it has an answer")
    };
    let (by_outcomes, at_ten) = (asked(&with, None), asked(&cases(), Money::new(10.0)));
    assert!((by_outcomes.asked.worth.value / at_ten.asked.worth.value - 1.0).abs() < 1e-9, "{by_outcomes:?}");
    assert_eq!((by_outcomes.reply_value, by_outcomes.by_outcomes, by_outcomes.valued_by), (10.0, true, None));
    assert!(by_outcomes.sentences().concat().contains("what they lead to in this file, on average 10.0\u{a0}"));
    let stated = asked(&with, Money::new(20.0));
    assert!(!stated.by_outcomes && stated.reply_value == 20.0 && stated.knowing != by_outcomes.knowing);
}

#[test]
fn intervals_hold_what_paper_says() {
    let (cases, expected) = (cases(), by_hand(10));
    let (mut held, mut sum) = (0, 0.0);
    for seed in 0..100 {
        let worth = asked(&cases, 10, seed, 1024, Sampling::Even).asked.worth;
        let (low, high) = worth.interval.expect("there are many");
        held += u32::from((low..=high).contains(&expected));
        sum += worth.value;
    }
    // Of intervals that hold 95 % of the time fewer than 88 of 100 do once in 400 times. The mean of all values is good to
    // some per cent: that luck looks like skill would show in it.
    assert!(held >= 88, "{held}");
    assert!((sum / 100.0 / expected - 1.0).abs() < 0.03, "{} {expected}", sum / 100.0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let cases = cases();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        pool.install(|| asked(&cases, 5, 3, 1000, Sampling::Even))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn questions_without_an_answer_are_refused() {
    let cases = cases();
    let settings = Settings { trials: 10, seed: 1, sampling: Sampling::Even, precision: None };
    let ask = |cases: &[Case], touch: &str| {
        let question = Question { cases, touch, sends: 5, reply_value: None, settings };
        pilot(&question, |_| {}).map(|found| found.known_rate)
    };
    assert_eq!(ask(&cases, "lettre"), Err(Refusal::Unknown));
    let mut others = cases.clone();
    others[0].currency = "EUR".into();
    assert_eq!(ask(&others, "letter"), Err(Refusal::Currencies));
    let silent = || campaign().weeks(2).per_week(1).plan(5, 50, 10.0).inmail("letter", 0.0, 3.0).build();
    assert_eq!(ask(&[silent()], "letter"), Err(Refusal::NoReplies));
    let known = || campaign().weeks(2).per_week(1).plan(5, 50, 10.0).inmail("letter", 0.5, 3.0).build();
    assert_eq!(ask(&[known()], "letter"), Ok(Some(0.5)));
    let (one, mut other) = (known(), silent());
    other.name.choice = Some("silent".into());
    assert_eq!(
        ask(&[one.clone(), other.clone()], "letter"),
        Err(Refusal::RatesDiffer(one.name.to_string(), other.name.to_string()))
    );
}

const FILE: &str = "plans = ['none', 'sales-navigator']
touch.letter = { channel = 'inmail', reply_rate = '3% to 20%' }
touch.visit = { channel = 'engage', reply_lift = 1.2 }
touch.spare = { channel = 'message', reply_rate = 0.1 }
segment.all = { per_week = 10, sequence = ['letter'] }
";

#[test]
fn what_cannot_be_tested_is_wrong_input() {
    let program = Program::new().file("a.toml", FILE);
    let wrong: [(&str, &str, &str); 5] = [
        ("leter", "5", "error: unknown touch `leter`; did you mean `letter`?\n"),
        ("xyz", "5", "error: unknown touch `xyz`; known: `letter`, `visit`, `spare`\n"),
        (
            "visit",
            "5",
            "error: touch `visit` cannot be tested: it draws no replies, so that a test of it tells nothing; test a touch \
             of another channel than `engage`\n",
        ),
        (
            "spare",
            "5",
            "error: touch `spare` cannot be tested: no sequence uses it, so that the choice does not depend on it; test a \
             touch that is sent\n",
        ),
        (
            "letter",
            "0",
            "error: invalid value '0' for '--sends <N>': 0 is not in 1..=100000\n\nFor more information, try '--help'.\n",
        ),
    ];
    for (touch, sends, said) in wrong {
        program.run(["pilot", "a.toml", "--touch", touch, "--sends", sends]).exits(2).prints("").notes(said);
    }
    let money = ["pilot", "a.toml", "--touch", "letter", "--sends", "5", "--reply-value", "1.234"];
    program.run(money).exits(2).prints("").mentions("it must be an amount from 0 to 1 000 000 000 in whole cents");
    program.run(["pilot", "missing.toml", "--touch", "a", "--sends", "5"]).exits(2).prints("");
    assert_eq!(program.names("."), ["a.toml"]);
}

#[test]
fn a_pilot_writes_its_own_files_and_leaves_those_of_a_run() {
    let program = Program::new().file("a.toml", FILE);
    program.run(["run", "a.toml", "--trials", "100", "--no-charts"]).exits(0);
    let before = program.contents("results/a");
    let ask = ["pilot", "a.toml", "--touch", "letter", "--sends", "10", "--reply-value", "20", "--trials", "2000"];
    let told = program.run(ask).exits(0).mentions("reports in ");
    assert!(told.stdout.contains("\nTesting 10\u{a0}InMails first is expected to save "), "{}", told.stdout);
    for file in ["pilot.csv", "pilot.html", "pilot.json", "pilot.png", "pilot.svg"] {
        assert!(program.has(&format!("results/a/{file}")), "{file}");
    }
    for (name, bytes) in before {
        assert!(program.bytes(&format!("results/a/{name}")) == bytes, "{name}");
    }
    let table = program.table("results/a/pilot.csv");
    assert_eq!(program.text("results/a/pilot.csv").lines().next(), Some("sends,value,low,high,cost"));
    let mut last = 0.0;
    for row in table.rows() {
        assert!(row.number("sends") > last && row.number("low") <= row.number("value"));
        assert!(row.number("high") >= row.number("value") && row.number("cost") > 0.0);
        last = row.number("sends");
    }
    assert!(last >= 40.0, "{last}");
    let csv =
        program.run([&ask[..], &["--format", "csv"]].concat()).exits(0).mentions("in place of those of an earlier");
    assert_eq!(csv.stdout, program.text("results/a/pilot.csv"));
    program.run([&ask[..], &["--no-charts", "--quiet"]].concat()).exits(0).prints("").notes("");
    assert!(program.has("results/a/pilot.png") && program.has("results/a/summary.csv"));
    program.run(["run", "a.toml", "--trials", "100", "--no-charts"]).exits(0);
    assert!(program.has("results/a/pilot.csv"));
}

#[test]
fn a_rate_that_is_known_needs_no_test() {
    let program = Program::new().file("a.toml", FILE);
    let ask = ["pilot", "a.toml", "--touch", "letter", "--sends", "10", "--set", "touch.letter.reply_rate=0.15"];
    let told = program.run([&ask[..], &["--trials", "100"]].concat()).exits(0);
    let said = "The reply rate of letter is known exactly (15\u{202f}%): a test tells nothing.";
    assert!(told.stdout.contains(said), "{}", told.stdout);
    assert!(!program.has("results/a/pilot.png"));
}
