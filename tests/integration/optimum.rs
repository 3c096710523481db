//! The race among combinations finds what playing every one to the end finds, and is wrong no more often than it says.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use inmail_sim::domain::case::Case;
use inmail_sim::domain::figure::Figure;
use inmail_sim::domain::figure_sums::FigureSums;
use inmail_sim::domain::objective::{Aim, Objective, Statistic};
use inmail_sim::domain::quantity::Share;
use inmail_sim::domain::requirement::{Comparison, Requirement};
use inmail_sim::engine::Sampling;
use inmail_sim::engine::campaigns::Campaigns;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::scenario::{Overrides, load_from};
use inmail_sim::study::race::{Contest, Keeps, Race, Verdict, race};

use crate::program::Program;

fn cases(text: &str) -> Vec<Case> {
    let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
    load_from(&files, Path::new("a.toml"), &Overrides::default()).unwrap_or_else(|wrong| panic!("{wrong}")).cases
}

fn run(contest: &Contest<'_>, cases: &[Case]) -> Race {
    let case = |number: usize| Ok::<Case, Infallible>(cases[number].clone());
    let Ok(race) = race(contest, cases.len(), case, |_| {});
    race
}

fn contest(aim: Aim, figure: Figure, statistic: Statistic, require: &[Requirement]) -> Contest<'_> {
    let objective = Objective { aim, figure, statistic };
    let (confidence, indifference) = (0.95, 0.01);
    Contest { objective, require, confidence, indifference, trials: 4_000, seed: 1, sampling: Sampling::Even }
}

fn asked(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>) -> Requirement {
    Requirement { figure, comparison, value, with: with.and_then(Share::new), by: None }
}

/// Every campaign of a case, all played to the end: the objective, and what each requirement measures.
fn exhaustive(contest: &Contest<'_>, case: &Case) -> (Option<f64>, Vec<Option<f64>>) {
    let objective = contest.objective;
    let (mut sums, mut values) = (FigureSums::default(), Vec::new());
    let mut measured = vec![FigureSums::default(); contest.require.len()];
    play(contest, case, |trial, terms, counted| {
        let value = objective.figure.in_trial(terms, counted).expect("a figure of one case");
        sums.add(trial, value);
        values.push(value.value().unwrap_or(f64::INFINITY));
        for (sums, asked) in measured.iter_mut().zip(contest.require) {
            sums.add(trial, asked.measured(terms, counted).expect("a figure of one case"));
        }
    });
    values.sort_by(f64::total_cmp);
    let number = values.len() as f64;
    let found = match objective.statistic {
        Statistic::Mean => sums.mean(),
        Statistic::Quantile(share) => Some(values[(share.get() * number).ceil() as usize - 1]),
        Statistic::Worst(share) => {
            let worst = (share.get() * number).round() as usize;
            let of = |part: &[f64]| part.iter().sum::<f64>() / worst as f64;
            Some(match objective.aim {
                Aim::Minimize => of(&values[values.len() - worst..]),
                Aim::Maximize => of(&values[..worst]),
            })
        }
    };
    (found.filter(|found| found.is_finite()), measured.iter().map(FigureSums::mean).collect())
}

fn play(
    contest: &Contest<'_>,
    case: &Case,
    mut each: impl FnMut(u64, &inmail_sim::domain::terms::Terms, &inmail_sim::domain::count::TrialCounts),
) {
    let schedule = Schedule::new(case);
    let terms = schedule.terms();
    let mut trial = 0;
    let lucks = (0..contest.trials).map(|trial| contest.sampling.luck(contest.seed, trial));
    Campaigns::new(&schedule).play(lucks, |counted| {
        each(trial, &terms, counted);
        trial += 1;
    });
}

/// Numbers of a problem, one after the other (SplitMix64).
struct Draw(u64);

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = mix(self.0.wrapping_add(0x9e37_79b9_7f4a_7c15));
        self.0 % limit
    }
}

/// A random problem: plans of its own, paces, and follow-ups or none.
fn problem(number: u64) -> Vec<Case> {
    let mut draw = Draw(mix(number + 1));
    let mut text = format!(
        "weeks = {}\ntouch.a = {{ channel = 'inmail', reply_rate = '{}% to {}%' }}\n\
         touch.b = {{ channel = 'inmail', reply_rate = {}, wait_days = {} }}\nsegment.s = {{ per_week = 1, sequence = ['a'] }}\n",
        5 + draw.below(6),
        3 + draw.below(8),
        15 + draw.below(25),
        0.02 * (1 + draw.below(6)) as f64,
        1 + draw.below(9),
    );
    let plans: Vec<String> = (0..3).map(|plan| format!("'p{plan}'")).collect();
    text.push_str(&format!("plans = [{}]\n", plans.join(", ")));
    for plan in plans {
        let (credits, price) = (5 + draw.below(40), 30 + draw.below(80));
        let cap = 3 * credits;
        text.push_str(&format!(
            "plan.{} = {{ credits_per_month = {credits}, cap = {cap}, price_per_month = {price} }}\n",
            plan.trim_matches('\'')
        ));
    }
    for what_if in 0..3 {
        let sequence = if draw.below(2) == 0 { "['a']" } else { "['a', 'b']" };
        let pace = 2 + draw.below(12);
        text.push_str(&format!(
            "[[what_if]]\nname = 'w{what_if}'\nsegment.s.per_week = {pace}\nsegment.s.sequence = {sequence}\n"
        ));
    }
    cases(&text)
}

/// Is the answer the one that playing everybody to the end gives, but for what does not matter?
fn is_right(contest: &Contest<'_>, cases: &[Case], race: &Race) -> bool {
    let all: Vec<_> = cases.iter().map(|case| exhaustive(contest, case)).collect();
    let sign = contest.objective.aim.sign();
    let value = |number: usize| all[number].0.map_or(f64::INFINITY, |value| sign * value);
    let keeps = |number: usize, slack: f64| {
        contest.require.iter().zip(&all[number].1).all(|(asked, measured)| {
            let (comparison, bound) = asked.bound();
            let room = slack * bound.abs();
            measured
                .is_some_and(|measured| [-room, 0.0, room].iter().any(|room| comparison.holds(measured + room, bound)))
        })
    };
    let best = (0..cases.len()).filter(|&number| keeps(number, 0.0)).map(value).fold(f64::INFINITY, f64::min);
    if best.is_infinite() {
        return [Verdict::Infeasible, Verdict::Undecided, Verdict::Undefined].contains(&race.verdict);
    }
    let first = race.entrants[0].number;
    let matters = contest.indifference * best.abs();
    race.verdict == Verdict::Undecided || keeps(first, contest.indifference) && value(first) <= best + matters + 1e-9
}

#[test]
fn the_answer_is_that_of_playing_everybody_to_the_end() {
    let share = |share| Share::new(share).expect("a share");
    let statistics = [Statistic::Mean, Statistic::Mean, Statistic::Quantile(share(0.5)), Statistic::Worst(share(0.1))];
    let (mut wrong, mut undecided, mut played, mut all) = (0, 0, 0, 0);
    for number in 0..40 {
        let cases = problem(number);
        let require = match number % 3 {
            0 => vec![],
            1 => vec![asked(Figure::RepliesSettled, Comparison::AtLeast, 3.0, Some(0.7))],
            _ => vec![
                asked(Figure::Spent, Comparison::AtLeast, 20.0, None),
                asked(Figure::StockoutProbability, Comparison::AtMost, 0.6, None),
            ],
        };
        let (aim, figure) = if number % 4 < 2 || number % 5 == 0 {
            (Aim::Maximize, Figure::Replies)
        } else {
            (Aim::Minimize, Figure::CostPerReply)
        };
        let statistic = if figure == Figure::CostPerReply && number % 4 == 3 {
            Statistic::Mean
        } else {
            statistics[number as usize % 4]
        };
        let contest = Contest { seed: 11 + number, ..contest(aim, figure, statistic, &require) };
        let race = run(&contest, &cases);
        wrong += u32::from(!is_right(&contest, &cases, &race));
        undecided += u32::from(race.verdict == Verdict::Undecided);
        played += race.played;
        all += race.exhaustive;
        assert_eq!(race.entrants.len(), cases.len());
    }
    // Of 40 answers that are each wrong with a chance of 5 %, more than seven are in 0.1 % of all tests.
    assert!(wrong <= 7, "{wrong} of 40 are wrong");
    // It must not be right by never saying anything, nor by playing all.
    assert!(undecided <= 12 && played < all / 2, "{undecided} undecided, {played} of {all} campaigns");
}

/// Ten people a week, of whom more or fewer go to one of two letters: the second is a little better, and their luck has
/// nothing to do with each other.
fn two_letters() -> Vec<Case> {
    let mut text = String::from(
        "weeks = 2\nplans = ['sales-navigator']\n\
         touch.a = { channel = 'message', reply_rate = { alpha = 10, beta = 30 }, reply_delay_days = 1 }\n\
         touch.b = { channel = 'message', reply_rate = { alpha = 10.3, beta = 29.7 }, reply_delay_days = 1 }\n\
         segment.a = { per_week = 10, sequence = ['a'] }\nsegment.b = { per_week = 0, sequence = ['b'] }\n",
    );
    for b in [4, 7, 10] {
        text.push_str(&format!(
            "[[what_if]]\nname = '{b}'\nsegment.a.per_week = {}\nsegment.b.per_week = {b}\n",
            10 - b
        ));
    }
    cases(&text)
}

#[test]
fn wrong_answers_are_no_more_frequent_than_claimed() {
    let cases = two_letters();
    let (mut wrong, mut decided) = (0, 0);
    for seed in 0..100 {
        let base = contest(Aim::Maximize, Figure::RepliesSettled, Statistic::Mean, &[]);
        let contest = Contest { confidence: 0.8, indifference: 0.0, trials: 8_192, seed, ..base };
        let race = run(&contest, &cases);
        if race.verdict == Verdict::Best {
            decided += 1;
            wrong += u32::from(race.entrants[0].name.variant() != "10");
        }
    }
    // Of 100 answers that are each wrong with a chance of 20 %, more than 33 are in 0.1 % of all tests.
    assert!(wrong <= 33, "{wrong} of {decided} are wrong");
    assert!(decided > 50, "only {decided} of 100 were decided");
}

#[test]
fn the_race_is_the_same_on_any_number_of_threads() {
    let cases = problem(3);
    let require = [asked(Figure::StockoutProbability, Comparison::AtMost, 0.5, None)];
    let contest = contest(Aim::Minimize, Figure::CostPerReply, Statistic::Mean, &require);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| run(&contest, &cases))
    };
    let one = on(1);
    assert!(on(2) == one && on(3) == one);
}

#[test]
fn what_comes_to_the_same_is_a_tie_and_what_nobody_keeps_is_told() {
    let text = "plans = ['sales-navigator']\nweeks = 4\ntouch.a = { channel = 'inmail', reply_rate = '10% to 30%' }\n\
                segment.s = { per_week = 5, sequence = ['a'], prospects = 10 }\n\
                [[what_if]]\nname = 'faster'\nsegment.s.reserve = 1\n";
    let cases = cases(text);
    fn most_replies(require: &[Requirement]) -> Contest<'_> {
        Contest { trials: 20_000, ..contest(Aim::Maximize, Figure::RepliesSettled, Statistic::Mean, require) }
    }
    let free = run(&most_replies(&[]), &cases);
    assert_eq!((free.verdict, free.rivals().count()), (Verdict::Tie, 1));
    assert!(free.played < free.exhaustive);

    let require = [asked(Figure::Cost, Comparison::AtMost, 79.99, None)];
    let dear = run(&most_replies(&require), &cases);
    assert_eq!((dear.verdict, dear.played), (Verdict::Infeasible, 2 * 256));
    let first = &dear.entrants[0];
    assert_eq!((first.keeps, first.misses[0].measured), (Keeps::No, Some(80.0)));
    assert!((first.shortfall() - 0.01 / 79.99).abs() < 1e-12);
}

/// A goal among two plans and three paces.
const GOAL: &str = "touch.a = { channel = 'inmail', reply_rate = 0.2 }\nsegment.s = { per_week = 5, sequence = ['a'] }\nweeks = 8\n\
                    trials = 2000\n[goal]\nminimize = 'cost_per_reply'\nrequire = ['cost <= 100']\n[goal.vary]\n\
                    plan = ['premium-business', 'sales-navigator']\n'segment.s.per_week' = [3, 4, 9]\n";

#[test]
fn the_report_has_every_combination_the_best_first() {
    let program = Program::new().file("a.toml", GOAL);
    let counted = program.run(["optimize", "a.toml", "--quiet"]).exits(0);
    assert_eq!((counted.stdout.as_str(), counted.stderr.as_str()), ("", ""));
    let text = program.text("results/a/optimum.csv");
    assert!(text.starts_with("rank,plan,segment.s.per_week,objective,low,high,feasible,fails,trials\r\n1,"), "{text}");
    let table = program.table("results/a/optimum.csv");
    assert_eq!(table.rows().count(), 6);
    // 8 weeks are two months: 120 of the one plan, 160 of the other.
    for row in table.rows() {
        assert_eq!((row.text("feasible"), row.text("fails")), ("no", "cost <= 100"));
    }
    assert!(program.text("results/a/frontier.svg").contains("comes nearest"));
    // None keeps what is required: none is marked, though one stands first.
    assert!(!program.text("results/a/optimum.html").contains("<tr class=\"best\">"));
    program.run(["optimize", "a.toml", "--no-charts", "--quiet", "--set", "goal.require=[]", "--out", "free"]).exits(0);
    assert!(program.text("free/a/optimum.html").contains("<tr class=\"best\">"));
    let csv = program.run(["optimize", "a.toml", "--format", "csv", "--no-charts", "--out", "b"]).exits(0);
    assert_eq!(csv.stdout, text);
}

/// What `run`, `optimize`, `sweep` and `sensitivity` find for each of these figures of a scenario of one case.
fn found_by_all(text: &str, pace: u32, asked: &[(&str, &str)]) -> Vec<[f64; 4]> {
    let text = format!("plans = ['sales-navigator']\n{text}segment.s = {{ per_week = {pace}, sequence = ['a'] }}\n");
    let program = Program::new().file("a.toml", &text);
    let vary = format!("segment.s.per_week={pace}");
    let run = |command: &[&str]| program.run([command, &["--no-charts", "--quiet"]].concat()).exits(0);
    let optimum = |(aim, figure): &(&str, &str)| {
        let goal = format!("[goal]\n{aim} = '{figure}'\n[goal.vary]\n'segment.s.per_week' = [{pace}]\n");
        program.put("b.toml", format!("{text}{goal}"));
        run(&["optimize", "b.toml"]);
        let table = program.table("results/b/optimum.csv");
        let row = table.rows().next().expect("there is one combination");
        (row.number("objective"), row.text("trials").to_owned())
    };
    let optima: Vec<(f64, String)> = asked.iter().map(optimum).collect();
    // One combination without others is known as soon as it is looked at.
    let trials = &optima[0].1;
    assert!(optima.iter().all(|(_, other)| other == trials), "{optima:?}");
    let figures: Vec<&str> = asked.iter().flat_map(|(_, figure)| ["--figure", figure]).collect();
    run(&["run", "a.toml", "--trials", trials]);
    run(&[&["sweep", "a.toml", "--trials", trials, "--vary", &vary], &figures[..]].concat());
    run(&[&["sensitivity", "a.toml", "--trials", trials], &figures[..]].concat());
    let [of_run, sweep, levers] =
        ["figures", "sweep", "levers"].map(|table| program.table(&format!("results/a/{table}.csv")));
    let found = |((_, figure), (objective, _)): (&(&str, &str), &(f64, String))| {
        let lever = levers.having("figure", figure).next().expect("the price is a lever");
        [
            of_run.having("figure", figure).next().expect("every figure is there").number("mean"),
            *objective,
            sweep.having("figure", figure).next().expect("there is one cell").number("mean"),
            lever.number("at") - lever.number("change"),
        ]
    };
    asked.iter().zip(&optima).map(found).collect()
}

fn all_agree<const N: usize>(text: &str, pace: u32, asked: [(&str, &str); N]) -> [f64; N] {
    let found = found_by_all(text, pace, &asked);
    for (asked, found) in asked.iter().zip(&found) {
        for other in found {
            assert!((other - found[0]).abs() <= 1e-9 * found[0].abs(), "{asked:?}: {found:?}");
        }
    }
    std::array::from_fn(|place| found[place][0])
}

#[test]
fn at_every_limit_at_once_all_commands_find_the_same() {
    // The dearest hour, touch and tool, the longest touch, the longest campaign, and nearly all prospects that the cases
    // of a search may have together: of work alone 10^11 cents × 10^7 thousandths of a minute × 4 × 10^6 touches a campaign.
    let text = "effort.hourly_cost = 1_000_000_000\nweeks = 520\ntrials = 2\n\
                costs = { per_month = 1_000_000_000, once = 1_000_000_000 }\n\
                touch.a = { channel = 'email', reply_rate = { alpha = 2, beta = 2 }, minutes = 10_080, cost = 1_000_000_000 }\n";
    // An e-mail takes 168 hours, and no more than all of them are answered.
    let [loaded, full] =
        all_agree(text, 9_600, ["loaded_cost_per_reply", "full_cost"].map(|figure| ("minimize", figure)));
    assert!(loaded > 1.68e11 && full > 4.9e15);
}

#[test]
fn costs_beside_the_plan_are_what_a_run_says() {
    let text = "weeks = 12\ntrials = 2_000\neffort.hourly_cost = 40\ncosts = { per_month = 49, once = 300 }\n\
                touch.a = { channel = 'inmail', reply_rate = '5% to 40%', minutes = 3, cost = 0.35 }\n";
    let asked = ["expenses", "full_cost", "loaded_cost_per_reply"].map(|figure| ("minimize", figure));
    let [expenses, full, _] = all_agree(text, 20, asked);
    // Three months of tools, and what credits pay for, which is less than is wanted.
    assert!((447.0 + 150.0 * 0.35..447.0 + 240.0 * 0.35).contains(&expenses), "{expenses}");
    assert!(full > expenses + 240.0);
}

#[test]
fn a_ratio_of_credits_is_what_a_run_says() {
    let text = "weeks = 12\ntrials = 2_000\ntouch.a = { channel = 'inmail', reply_rate = '5% to 40%' }\n";
    let asked = ["multiplier", "effective_credits_per_month", "replies_settled"].map(|figure| ("maximize", figure));
    let [multiplier, ..] = all_agree(text, 20, asked);
    assert!((1.05..1.5).contains(&multiplier), "{multiplier}");
    let asked = ["cost_per_reply", "cost_per_effective_credit", "no_reply_probability"];
    all_agree(text, 3, asked.map(|figure| ("minimize", figure)));
}

#[test]
fn a_run_and_a_search_leave_each_other_alone() {
    let program = Program::new().file("a.toml", GOAL);
    program.run(["run", "a.toml", "--trials", "50", "--no-charts"]).exits(0);
    let record = program.text("results/a/run.json");
    program.run(["optimize", "a.toml", "--no-charts"]).exits(0).mentions("reports in ");
    assert_eq!(program.text("results/a/run.json"), record);
    let optimum = program.text("results/a/optimum.csv");
    program.run(["run", "a.toml", "--trials", "60", "--no-charts"]).exits(0);
    assert_eq!(program.text("results/a/optimum.csv"), optimum);
}

#[test]
fn arguments_change_what_is_raced_for() {
    let program = Program::new().file("a.toml", GOAL);
    let optimize = |more: &[&str]| program.run([&["optimize", "a.toml", "--no-charts"], more].concat());
    let free = optimize(&["--set", "goal.require=[]", "--plan", "premium-business"]).exits(0).stdout;
    assert!(free.contains("(3 combinations, "), "{free}");
    optimize(&["--plan", "none"]).exits(2).mentions("unknown plan `none`");
    optimize(&["--plan", "recruiter-lite"]).exits(2).prints("").mentions("no combination is left");
    optimize(&["--set", "segment.s.per_wek=3"]).exits(2).prints("").mentions("did you mean `per_week`?");
    let plain = program.file("b.toml", GOAL.split("[goal]").next().expect("there is some"));
    plain.run(["optimize", "b.toml"]).exits(2).prints("").notes(
        "error: `b.toml` has no `[goal]`; say in it what to look for, as in `minimize = \"cost_per_reply\"`, and in \
         `[goal.vary]` among what; `inmail-sim explain goal` tells more\n",
    );
}

#[test]
fn a_value_that_is_wrong_only_beside_another_is_told_before_anything_is_written() {
    let text = "touch.a = { channel = 'inmail', reply_rate = { mean = 0.2, sd = 0.1 } }\n\
                segment.s = { per_week = 5, sequence = ['a'] }\n[goal]\nminimize = 'cost'\n[goal.vary]\n\
                'touch.a.reply_rate.mean' = [0.2, 0.01]\n'touch.a.reply_rate.sd' = [0.1, 0.09]\n";
    let program = Program::new().file("a.toml", text);
    program.run(["optimize", "a.toml"]).exits(2).prints("").mentions("touch.a.reply_rate");
    assert!(!program.path("results/a/optimum.csv").exists());
}

#[test]
fn campaigns_too_short_for_what_is_required_are_refused() {
    let goal = GOAL.replace("'cost <= 100'", "'replies >= 1 by week 20'") + "weeks = [8, 26]\n";
    let program = Program::new().file("a.toml", goal);
    // With an argument the file is not tried out while it is read.
    program.run(["optimize", "a.toml", "--trials", "500"]).exits(2).prints("").notes(
        "error: `replies >= 1 by week 20` asks for more weeks than the 8 that some campaigns of the search have\n",
    );
    assert!(!program.path("results").exists());
}

#[test]
fn amounts_in_different_currencies_are_not_compared() {
    let goal = format!("{GOAL}\n[[what_if]]\nname = 'in yen'\ncurrency = 'JPY'\n");
    let program = Program::new().file("a.toml", goal);
    program.run(["optimize", "a.toml"]).exits(2).prints("").notes(
        "error: the what-ifs are in different currencies, and nothing is converted: leave out those in another one, with \
         `--what-if` for those that are meant\n",
    );
    program.run(["optimize", "a.toml", "--what-if", "base", "--no-charts", "--quiet"]).exits(0);
}
