//! What comes seldom: of all that commands claim from campaigns of which hardly any showed it, no more is wrong than they say.
//!
//! Of sixteen people with fifteen credits one is held up if nobody of the first twelve replies in time for a credit to come
//! back: a chance that is known exactly. With fifteen people nobody is. The study in full takes a minute or two:
//! `cargo test --release --test integration rare -- --ignored --nocapture`.

use std::convert::Infallible;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::figure::Figure;
use inmail_sim::domain::objective::{Aim, Objective, Statistic};
use inmail_sim::domain::precision::Precision;
use inmail_sim::domain::quantity::Share;
use inmail_sim::domain::rank_by::RankBy;
use inmail_sim::domain::requirement::{Comparison, Requirement};
use inmail_sim::engine::{Sampling, Settings, decisions, play, targets};
use inmail_sim::figures::Figures;
use inmail_sim::figures::targets::TargetVerdict;
use inmail_sim::figures::verdict::{Finding, Verdict};
use inmail_sim::study::race::{self, Contest, Keeps, Race, race};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use statrs::distribution::{Binomial, DiscreteCDF};

use crate::builder::campaign;

/// So many people a week for one week, of whom one of sixteen is held up with this chance.
fn people(number: u32, chance: f64) -> Case {
    let rate = 1.0 - chance.powf(1.0 / 12.0);
    campaign().plan(15, 60, 80.0).weeks(1).per_week(number).inmail("letter", rate, 1.0).build()
}

/// Ten letters, and a hundred messages to which all reply or, in nearly all campaigns, nobody; `luck` keeps its rate apart
/// from that of others.
fn windfall(chance: f64, luck: &str) -> Case {
    let rarely = Distribution::samples(vec![0.0; (1.0 / chance) as usize - 1].into_iter().chain([1.0]).collect());
    let letters = campaign().plan(50, 60, 80.0).weeks(1).per_week(10).inmail("letter", 0.5, 1.0);
    let rarely = rarely.expect("there are values");
    letters
        .segment("others")
        .per_week(100)
        .message(luck, 0.5, 1.0)
        .unsure(rarely)
        .with(|case| "windfall".clone_into(&mut case.name.plan))
        .build()
}

fn asked(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>) -> Requirement {
    Requirement { figure, comparison, value, with: with.and_then(Share::new), by: None }
}

/// Ways to ask that nobody is ever held up, and bounds of half and twice the mean; whether sixteen people keep each.
fn requirements(chance: f64) -> Vec<(Requirement, bool)> {
    use Comparison::AtMost;
    vec![
        (asked(Figure::StockoutProbability, AtMost, 0.0, None), false),
        (asked(Figure::WeeksShort, AtMost, 0.0, None), false),
        (asked(Figure::Shortfall, AtMost, 0.0, Some(1.0)), false),
        (asked(Figure::StockoutProbability, AtMost, 0.5 * chance, None), false),
        (asked(Figure::WeeksShort, AtMost, 0.5 * chance, None), false),
        (asked(Figure::Shortfall, AtMost, 0.5 * chance, None), false),
        (asked(Figure::StockoutProbability, AtMost, 2.0 * chance, None), true),
        (asked(Figure::WeeksShort, AtMost, 2.0 * chance, None), true),
    ]
}

fn raced(cases: &[Case], aim: Aim, figure: Figure, require: &[Requirement], (seed, trials): (u64, u64)) -> Race {
    let objective = Objective { aim, figure, statistic: Statistic::Mean };
    let (confidence, indifference, sampling) = (0.95, 0.01, Sampling::Even);
    let contest = Contest { objective, require, confidence, indifference, trials, seed, sampling };
    let case = |number: usize| Ok::<Case, Infallible>(cases[number].clone());
    let Ok(race) = race(&contest, cases.len(), case, |_| {});
    race
}

/// Is anything wrong that a race says of who keeps what is required?
fn is_wrong_about(race: &Race, chance: f64, keeps: bool) -> bool {
    let sixteen = race.entrants.iter().find(|entrant| entrant.number == 1).expect("it entered");
    match sixteen.keeps {
        Keeps::Yes => !keeps,
        Keeps::No => keeps,
        Keeps::SoFar => sixteen.may_fail < chance,
        Keeps::Open => false,
    }
}

/// Is the first farther from the best, fifteen people, than the race says?
fn is_wrong_about_best(race: &Race, chance: f64) -> bool {
    let is_settled = matches!(race.verdict, race::Verdict::Best | race::Verdict::Tie);
    is_settled && race.entrants[0].number == 1 && race.better_by() < chance
}

/// The number of seeds for which each command is wrong, by what it claims.
fn wrong(chance: f64, seeds: u64, trials: u64) -> Vec<(String, u64)> {
    let cases = [people(15, chance), people(16, chance)];
    let count = |is_wrong: &(dyn Fn(u64) -> bool + Sync)| {
        (0..seeds).into_par_iter().filter(|&seed| is_wrong(seed)).count() as u64
    };
    let mut found = Vec::new();
    for (asked, keeps) in requirements(chance) {
        let require = [asked.clone()];
        let number = count(&|seed| {
            let race = raced(&cases, Aim::Maximize, Figure::RepliesSettled, &require, (seed, trials));
            is_wrong_about(&race, chance, keeps)
        });
        found.push((format!("optimize, require {asked}"), number));
    }
    for figure in [Figure::WeeksShort, Figure::Shortfall, Figure::StockoutProbability] {
        let number =
            count(&|seed| is_wrong_about_best(&raced(&cases, Aim::Minimize, figure, &[], (seed, trials)), chance));
        found.push((format!("optimize, minimize {}", figure.name()), number));
    }
    let sixteen = &cases[1..];
    let (requirements, keeps): (Vec<Requirement>, Vec<bool>) = requirements(chance).into_iter().unzip();
    let extents = targets::extents(sixteen, &requirements);
    let verdicts = |seed: u64| -> Vec<TargetVerdict> {
        let settings = Settings { trials, seed, sampling: Sampling::Even, precision: None };
        let sums = targets::play(sixteen, &requirements, &settings, 0..trials, |_| {});
        let figures = Figures::new(sixteen, &play(sixteen, &Settings { trials: 1, ..settings }, |_| {}));
        figures.held_to(&requirements, &extents, &sums).targets.iter().map(|target| target.verdict).collect()
    };
    let verdicts: Vec<Vec<TargetVerdict>> = (0..seeds).into_par_iter().map(verdicts).collect();
    for (place, (asked, keeps)) in requirements.iter().zip(keeps).enumerate() {
        let wrong = if keeps { TargetVerdict::Missed } else { TargetVerdict::Met };
        let number = verdicts.iter().filter(|of_seed| of_seed[place] == wrong).count() as u64;
        found.push((format!("[[target]] {asked}"), number));
    }
    found.extend(wrong_about_costs(chance, seeds, trials));
    found
}

/// The same of costs per reply, which are 80 ÷ (5 + 100 × chance) where there are windfalls.
fn wrong_about_costs(chance: f64, seeds: u64, trials: u64) -> Vec<(String, u64)> {
    let plain = campaign().plan(50, 60, 80.0).weeks(1).per_week(10).inmail("letter", 0.5, 1.0);
    let plain = plain.segment("others").per_week(100).message("none", 0.0, 1.0).build();
    // The money is the same, but it is the price of a reply that is asked about.
    let by_cost = RankBy { figure: Figure::CostPerReply, is_stated: true };
    let cases = [plain, windfall(chance, "some")].map(|case| Case { rank_by: by_cost, ..case });
    let truth = 80.0 / (5.0 + 100.0 * chance);
    let settings = |seed, precision| Settings { trials, seed, sampling: Sampling::Plain, precision };
    let figures = |seed| Figures::new(&cases, &play(&cases, &settings(seed, None), |_| {}));
    let verdict = |seed: &u64| match Verdict::new(&figures(*seed)).circumstances.remove(0).finding {
        Finding::Best { best, difference, error: Some(error), alike, .. } => {
            let is_first = best.case.plan == "plan";
            let of_best = if is_first { truth - 16.0 } else { 16.0 - truth };
            alike == 0 && is_first || (difference - of_best).abs() > error
        }
        _ => false,
    };
    let settled = |seed: &u64| {
        let tally = play(&cases, &settings(*seed, Some(Precision::Decision)), |_| {});
        let is_tie = (16.0 - truth) / truth <= 0.01;
        decisions(&cases, &tally, trials)
            .remove(0)
            .is_some_and(|found| if found.ties.is_empty() { found.best == 0 } else { !is_tie })
    };
    let precise = |seed: &u64| {
        let only = &cases[1..];
        let tally = play(only, &settings(*seed, Some(Precision::Error(0.02))), |_| {});
        let cost = Figures::new(only, &tally).cases[0].estimate(Figure::CostPerReply).mean.expect("there are replies");
        tally.trials < trials && (cost / truth - 1.0).abs() > 1.96 * 0.02
    };
    let count = |is_wrong: &(dyn Fn(&u64) -> bool + Sync)| (0..seeds).into_par_iter().filter(is_wrong).count() as u64;
    vec![
        ("run, verdict".to_owned(), count(&verdict)),
        ("run, precision = \"decision\"".to_owned(), count(&settled)),
        ("run, precision = 0.02".to_owned(), count(&precise)),
    ]
}

/// All of them claim to be wrong in at most 5 %. There are 22 counts: of that many, each wrong in 5 % of its seeds, one is
/// above the bound in 0.1 % of such tests.
fn assert_claims_hold(chance: f64, seeds: u64, trials: u64) {
    let law = Binomial::new(0.05, seeds).expect("a share and a number");
    let bound = law.inverse_cdf(1.0 - 0.001 / 22.0);
    for (claim, wrong) in wrong(chance, seeds, trials) {
        println!("{chance:.5}, {trials} campaigns, {claim}: {wrong} of {seeds} wrong");
        assert!(wrong <= bound, "{claim}: {wrong} of {seeds} wrong, {bound} allowed");
    }
}

#[test]
fn what_no_campaign_showed_is_not_taken_for_impossible() {
    assert_claims_hold(1e-3, 40, 1_100);
}

#[test]
#[ignore = "the whole study"]
fn claims_about_what_comes_seldom_hold_over_a_thousand_seeds() {
    for chance in [300.0, 1_000.0, 10_000.0] {
        for trials in [1_000, 20_000] {
            assert_claims_hold(1.0 / chance, 1_000, trials);
        }
    }
}
