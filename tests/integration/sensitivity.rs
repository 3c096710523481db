//! What matters: shares of variance and figures at the ends of an input against closed forms, and the command.

use std::collections::BTreeMap;
use std::path::Path;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::figure::Figure;
use inmail_sim::engine::Sampling;
use inmail_sim::engine::campaigns::Campaigns;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::scenario::{Overrides, load_from};
use inmail_sim::study::sensitivity::{Asked, Sensitivity, Share, played};

use crate::program::{Program, SMALL};

/// How many standard errors off a result is once in a million times.
const FAR: f64 = 4.9;

/// Forty InMails at a rate that is Beta(3, 17).
const ONE_RATE: &str = "plans = ['sales-navigator']
weeks = 4
touch.a = { channel = 'inmail', reply_rate = { alpha = 3, beta = 17 } }
segment.s = { per_week = 10, sequence = ['a'] }";

/// Forty messages at one uniform rate, eighty at another.
const TWO_RATES: &str = "plans = ['none']
weeks = 4
touch.a = { channel = 'message', reply_rate = { uniform = [0.1, 0.4] } }
touch.b = { channel = 'message', reply_rate = { uniform = [0.2, 0.3] } }
segment.s = { per_week = 10, sequence = ['a'] }
segment.t = { per_week = 20, sequence = ['b'] }";

fn cases(text: &str) -> Vec<Case> {
    let files = BTreeMap::from([("a.toml".into(), text.as_bytes().to_vec())]);
    load_from(&files, Path::new("a.toml"), &Overrides::default()).expect("it is right").cases
}

fn found(text: &str, figures: &[Figure], sampling: Sampling) -> Vec<Sensitivity> {
    let asked = Asked { figures: figures.to_vec(), trials: 20_000, seed: 1, sampling };
    played(&cases(text)[0], &[], &asked, |_| {})
}

#[track_caller]
fn assert_share(what: &str, share: Option<Share>, exact: f64) {
    let share = share.expect("it varies");
    let [low, high] = share.interval.expect("there are replicates");
    let error = (high - low) / 2.0 / 1.96;
    assert!(error > 0.0 && error < 0.02, "{what}: {share:?}");
    assert!((share.value - exact).abs() < FAR * error, "{what}: {share:?}, exactly {exact}");
}

#[test]
fn luck_and_an_unknown_rate_share_the_variance_of_a_beta_binomial() {
    let (n, mean, variance) = (40.0, 0.15, 3.0 * 17.0 / (400.0 * 21.0));
    let by_luck = n * (mean - mean * mean - variance);
    let by_rate = n * n * variance;
    let rate = Distribution::beta(3.0, 17.0).expect("it is one");
    for sampling in [Sampling::Even, Sampling::Plain] {
        let both = found(ONE_RATE, &[Figure::RepliesSettled, Figure::CostPerReply], sampling);
        let replies = &both[0];
        assert_share("luck", replies.luck.total, by_luck / (by_luck + by_rate));
        assert_share("rates", replies.rates.first_order, by_rate / (by_luck + by_rate));
        let spread = replies.spread.expect("it varies");
        assert!((spread / (by_luck + by_rate).sqrt() - 1.0).abs() < 0.02, "{spread}");

        let input = &replies.inputs[0];
        assert_eq!((input.path.as_str(), replies.inputs.len()), ("touch.a.reply_rate", 1));
        assert_share("the rate", input.shares.first_order, by_rate / (by_luck + by_rate));
        for (at, share) in input.at.into_iter().zip([0.1, 0.9]) {
            let (at, exact) = (at.expect("trials are near"), n * rate.quantile(share));
            let error = at.se.expect("there are replicates");
            assert!(error < 0.12 && (at.value - exact).abs() < FAR * error, "{share}: {at:?}, exactly {exact}");
        }

        // 80 USD are shared by the replies: the same shares, and the ratio of 80 to the replies there.
        let cost = &both[1];
        let shares = |of: &Sensitivity| [of.luck.first_order, of.luck.total, of.rates.first_order, of.rates.total];
        for (cost, replies) in shares(cost).into_iter().zip(shares(replies)) {
            assert!((cost.expect("it varies").value - replies.expect("it varies").value).abs() < 1e-9);
        }
        for (cost, replies) in cost.inputs[0].at.into_iter().zip(input.at) {
            let (cost, replies) = (cost.expect("trials are near").value, replies.expect("trials are near").value);
            assert!((cost * replies / 80.0 - 1.0).abs() < 1e-9, "{cost} {replies}");
        }
    }
}

#[test]
fn a_delay_that_is_not_known_is_an_input_with_a_share_of_its_own() {
    // Forty messages at a rate of 30 % that are answered on the next day, or all of them long after the campaign: a known
    // sum of replies, or none.
    let text = "plans = ['none']
weeks = 4
touch.a = { channel = 'message', reply_rate = 0.3, reply_delay_days = { any_of = [1, 1000] } }
segment.s = { per_week = 10, sequence = ['a'] }";
    let (n, rate) = (40.0, 0.3);
    let (by_delay, by_luck) = (n * n * rate * rate / 4.0, n * rate * (1.0 - rate) / 2.0);
    for sampling in [Sampling::Even, Sampling::Plain] {
        let replies = &found(text, &[Figure::Replies], sampling)[0];
        let input = &replies.inputs[0];
        assert_eq!(
            (input.path.as_str(), input.values, replies.inputs.len()),
            ("touch.a.reply_delay_days", [1.0, 1000.0], 1)
        );
        assert_share("the delay", input.shares.first_order, by_delay / (by_delay + by_luck));
        assert_share("luck", replies.luck.total, by_luck / (by_delay + by_luck));
        let [fast, slow] = input.at.map(|at| at.expect("trials are near"));
        let error = fast.se.expect("there are replicates");
        assert!(error < 0.2 && (fast.value - n * rate).abs() < FAR * error, "{fast:?}");
        assert_eq!(slow.value, 0.0);
    }
}

#[test]
fn a_delay_that_goes_with_its_rate_all_the_way_does_nothing_by_itself() {
    let text = "plans = ['none']
weeks = 4
touch.a.channel = 'message'
touch.a.reply_rate = { uniform = [0.2, 0.4] }
touch.a.reply_delay_days = { any_of = [1, 1000], correlation = 1 }
segment.s = { per_week = 10, sequence = ['a'] }";
    let replies = &found(text, &[Figure::Replies], Sampling::Even)[0];
    let [rate, delay] = &replies.inputs[..] else { panic!("{:?}", replies.inputs) };
    assert_eq!(delay.shares.total.expect("it varies").value, 0.0);
    // Below 30 % all are answered in time, above it none. Of n messages at a rate r that is uniform over 20 to 30 % in one
    // half of the campaigns: n² (E r² / 2 − (E r / 2)²) by the rate, n E r (1 − r) / 2 by luck.
    let (n, mean, square) = (40.0, 0.25, 0.25 * 0.25 + 0.01 / 12.0);
    let (by_rate, by_luck) = (n * n * (square / 2.0 - mean * mean / 4.0), n * (mean - square) / 2.0);
    assert_share("the rate", rate.shares.first_order, by_rate / (by_rate + by_luck));
}

#[test]
fn two_touches_add_up_and_each_rate_acts_together_with_its_own_luck_alone() {
    // Of n messages at a uniform rate r: n² Var r by the rate; n E r(1 − r) by luck under it; and by luck alone
    // n (E min(r, r′) − (E r)²), since a prospect replies whose latent is below r.
    let parts = |n: f64, low: f64, width: f64| {
        let (mean, variance) = (low + width / 2.0, width * width / 12.0);
        [n * n * variance, n * (mean - mean * mean - variance), n * (low + width / 3.0 - mean * mean)]
    };
    let (a, b) = (parts(40.0, 0.1, 0.3), parts(80.0, 0.2, 0.1));
    let all = a[0] + a[1] + b[0] + b[1];
    let found = &found(TWO_RATES, &[Figure::RepliesSettled], Sampling::Even)[0];
    for (input, of) in found.inputs.iter().zip([a, b]) {
        assert_share(&input.path, input.shares.first_order, of[0] / all);
        assert_share(&input.path, input.shares.total, (of[0] + of[1] - of[2]) / all);
    }
    assert_share("rates", found.rates.first_order, (a[0] + b[0]) / all);
    assert_share("rates", found.rates.total, 1.0 - (a[2] + b[2]) / all);
    assert_share("luck", found.luck.first_order, (a[2] + b[2]) / all);
    assert_share("luck", found.luck.total, (a[1] + b[1]) / all);
}

#[test]
fn what_is_known_is_no_input_and_all_spread_is_luck() {
    let known = ONE_RATE.replace("{ alpha = 3, beta = 17 }", "0.15");
    let found = &found(&known, &[Figure::RepliesSettled, Figure::Cost], Sampling::Even);
    assert_eq!(found[0].inputs, []);
    assert_eq!(
        found[0].luck.total.expect("it varies").value,
        1.0 - found[0].rates.first_order.expect("it varies").value
    );
    // The same luck is the same campaign.
    let all = found[0].luck.first_order.expect("it varies");
    assert_eq!((all.value, all.interval), (1.0, Some([1.0; 2])));
    assert_eq!((found[1].luck.total, found[1].spread), (None, None));
}

#[test]
fn a_lift_that_ties_two_rates_is_an_input_of_its_own() {
    // Forty messages at X, uniform over 10 to 40 %, and eighty at L X with L uniform over 0.5 to 1.5.
    let text = "plans = ['none']
weeks = 4
touch.a = { channel = 'message', reply_rate = { uniform = [0.1, 0.4] } }
touch.b = { channel = 'message', reply_rate = { of = 'a', lift = { uniform = [0.5, 1.5] } } }
segment.s = { per_week = 10, sequence = ['a'] }
segment.t = { per_week = 20, sequence = ['b'] }";
    let (n, m, mean, of_x, of_l) = (40.0, 80.0, 0.25, 0.09 / 12.0, 1.0 / 12.0);
    let square = mean * mean + of_x;
    // With M(X) = 40 X + 80 X L given both: what each does alone, what both do together, and luck.
    let by_rate = (n + m) * (n + m) * of_x;
    let by_lift = m * m * mean * mean * of_l;
    let together = m * m * of_x * of_l;
    let by_luck = n * (mean - square) + m * (mean - square * (1.0 + of_l));
    let all = by_rate + by_lift + together + by_luck;
    let replies = &found(text, &[Figure::RepliesSettled], Sampling::Even)[0];
    let [rate, lift] = &replies.inputs[..] else { panic!("{:?}", replies.inputs) };
    assert_eq!([rate.path.as_str(), lift.path.as_str()], ["touch.a.reply_rate", "touch.b.reply_rate.lift"]);
    assert_share("the rate", rate.shares.first_order, by_rate / all);
    assert_share("the lift", lift.shares.first_order, by_lift / all);
    assert_share("the lift and what it does with the rate", lift.shares.total, (by_lift + together) / all);
    assert_share("luck", replies.luck.total, by_luck / all);
    // Where the lift is known the rate is the only input.
    let known = found(&text.replace("{ uniform = [0.5, 1.5] }", "0.5"), &[Figure::Replies], Sampling::Even);
    assert_eq!(known[0].inputs.len(), 1);
}

#[test]
fn every_kind_of_unknown_has_its_path() {
    let text = "plans = ['sales-navigator']
        touch.warm = { channel = 'engage', reply_lift = { uniform = [1, 2] }, accept_lift = { uniform = [1, 2] } }
        touch.'in.vite' = { channel = 'connect', wait_days = 2, accept_rate = '10% to 30%', reply_rate = '10% to 30%',
            accept_delay_days = { any_of = [1, 2] }, reply_delay_days = { any_of = [1, 2], correlation = 0.3 } }
        touch.sure = { channel = 'inmail', wait_days = 2, reply_rate = 0.2 }
        touch.tied = { channel = 'connect', wait_days = 2, accept_rate = { of = 'in.vite', lift = { uniform = [0, 1] } },
            reply_rate = { of = 'sure', lift = { uniform = [1, 2] } } }
        segment.s.sequence = ['warm', 'in.vite', 'sure', 'tied']
        segment.s.per_week = 5
        segment.s.reply_lift = { pert = [0.5, 1, 2] }
        segment.s.open_profile = { uniform = [0, 0.5] }
        pacing.restriction = { above_per_day = 1, chance = { uniform = [0, 1] }, days = 3 }";
    let case = &cases(text)[0];
    let paths: Vec<String> = Schedule::new(case).uncertain().into_iter().map(|input| input.path).collect();
    assert_eq!(
        paths,
        [
            "touch.warm.accept_lift",
            "touch.warm.reply_lift",
            "touch.\"in.vite\".accept_rate",
            "touch.\"in.vite\".accept_delay_days",
            "touch.\"in.vite\".reply_rate",
            "touch.\"in.vite\".reply_delay_days",
            "touch.tied.accept_rate.lift",
            "touch.tied.reply_rate.lift",
            "segment.s.open_profile",
            "segment.s.reply_lift",
            "pacing.restriction.chance"
        ]
    );
}

#[test]
fn luck_with_unknowns_of_others_is_played_the_same_side_by_side_and_one_after_the_other() {
    for text in [ONE_RATE, TWO_RATES] {
        let case = &cases(text)[0];
        let schedule = Schedule::new(case);
        let key = schedule.uncertain()[0].key;
        let mut player = Player::new(&schedule);
        for sampling in [Sampling::Even, Sampling::Plain] {
            let lucks: Vec<_> = (0..200)
                .flat_map(|trial| {
                    let (one, other) = (sampling.luck(1, trial), sampling.luck(2, trial));
                    [one, other, other.with_unknowns_of(one), one.exchanging(key, other)]
                })
                .collect();
            let mut outcomes = Vec::new();
            Campaigns::new(&schedule).play(lucks.iter().copied(), |outcome| outcomes.push(outcome.clone()));
            let singly: Vec<_> = lucks.iter().map(|&luck| player.play(luck, &mut Silent).clone()).collect();
            assert_eq!(outcomes, singly, "{sampling:?}");
            // Of one unknown alone, exchanging it is the luck of the one under the rates of the other.
            if schedule.uncertain().len() == 1 {
                for four in lucks.chunks_exact(4) {
                    let same = player.play(four[0].with_unknowns_of(four[1]), &mut Silent).clone();
                    assert_eq!(player.play(four[3], &mut Silent).clone(), same);
                }
            }
        }
    }
}

#[test]
fn the_command_writes_its_own_files_the_same_on_any_number_of_threads() {
    let text = format!("{ONE_RATE}\n[[what_if]]\nname = 'slower'\nsegment.s.per_week = 5");
    let files = [
        "levers.csv",
        // The money is the same in both cases, so that replies rank them.
        "sensitivity-replies-settled.png",
        "sensitivity-replies-settled.svg",
        "sensitivity.csv",
        "sensitivity.datapackage.json",
        "sensitivity.html",
        "sensitivity.json",
        "sensitivity.xlsx",
    ];
    let [one, three] = ["1", "3"].map(|threads| {
        let program = Program::new().file("a.toml", &text);
        program.run(["sensitivity", "a.toml", "--trials", "900", "--threads", threads]).exits(0);
        program.contents("results/a")
    });
    assert_eq!(one.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), files);
    assert!(one == three, "the files differ");
}

#[test]
fn a_run_and_what_matters_leave_each_others_files_alone() {
    let program = Program::new().file("a.toml", SMALL);
    let asked = ["sensitivity", "a.toml", "--trials", "40", "--no-charts"];
    program.run(asked).exits(0);
    program.run(["run", "a.toml", "--trials", "40", "--no-charts"]).exits(0);
    let both = program.contents("results/a");
    program.run(asked).exits(0).mentions("reports in ");
    assert!(program.contents("results/a") == both);
    program.put("results/a/levers.csv", "mine");
    program.run(asked).exits(1).prints("").mentions("`levers.csv`; nothing was overwritten");
    assert_eq!(program.text("results/a/levers.csv"), "mine");
}

#[test]
fn tables_have_a_row_for_each_input_and_lever() {
    let program = Program::new().file("a.toml", ONE_RATE);
    let figures = ["--figure", "replies", "--figure", "cost_per_reply", "--figure", "replies"];
    let arguments =
        [&["sensitivity", "a.toml", "--trials", "300", "--no-charts", "--format", "csv"][..], &figures].concat();
    let printed = program.run(&arguments).exits(0).stdout;
    assert_eq!(printed.as_bytes(), program.bytes("results/a/sensitivity.csv"));
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(
        lines[0],
        "case,figure,input,at_p10,at_p90,first_order,first_order_low,first_order_high,total,total_low,total_high"
    );
    let rows: Vec<String> =
        lines[1..].iter().map(|line| line.split(',').take(3).collect::<Vec<_>>().join(",")).collect();
    let expected =
        |figure: &str| ["touch.a.reply_rate", "rates", "luck"].map(|of| format!("sales-navigator,{figure},{of}"));
    assert_eq!(rows, [expected("replies"), expected("cost_per_reply")].concat());
    let levers = program.text("results/a/levers.csv");
    assert_eq!(levers.lines().next(), Some("case,figure,lever,from,to,at,change,se"));
    let of_price = "sales-navigator,cost_per_reply,plan.sales-navigator.price_per_month,80.00,72.00,";
    let price = levers.lines().find_map(|line| line.strip_prefix(of_price)).expect("the price is a lever");
    let [at, change, _] = price.split(',').map(|cell| cell.parse::<f64>().expect("a number")).collect::<Vec<_>>()[..]
    else {
        panic!("{price}");
    };
    // A tenth less of whatever it was.
    assert!((at / 0.9 * 0.1 + change).abs() < 1e-9, "{price}");
}

#[test]
fn unknown_figures_are_refused_with_the_nearest_name() {
    let program = Program::new().file("a.toml", SMALL);
    let asked = |figure: &str| program.run(["sensitivity", "a.toml", "--figure", figure]).exits(2).prints("");
    asked("cost_per_replies").notes("error: unknown figure `cost_per_replies`; did you mean `cost_per_reply`?\n");
    asked("xyz").notes("error: unknown figure `xyz`; `inmail-sim explain` lists the figures\n");
    asked("best_probability").notes(
        "error: `best_probability` compares cases and is not a figure of one; look at `cost_per_reply` instead\n",
    );
    assert!(!program.has("results"));
    program.run(["sensitivity", "b.toml"]).exits(2).prints("");
}
