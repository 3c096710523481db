//! `[[target]]`: what a run says about each, its exit status, and the same from shards.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::figure::Figure;
use inmail_sim::domain::quantity::Money;
use inmail_sim::domain::requirement::{Comparison, Requirement};
use inmail_sim::engine::{Sampling, Settings, play, targets};
use inmail_sim::figures::Figures;

use crate::builder::campaign;
use crate::program::{Program, SMALL};

const HELD: &str = "
[[target]]
figure = 'cost'
at_most = 5000

[[target]]
figure = 'replies'
at_least = 1
with = '50%'
by = 3
";

const TRIALS: [&str; 2] = ["--trials", "2000"];

#[test]
fn a_run_that_meets_its_targets_ends_as_any_other_and_one_that_misses_ends_with_status_3() {
    let met = format!("{SMALL}{HELD}");
    let program = Program::new().file("a.toml", &met);
    program.run([&["run", "a.toml"], &TRIALS[..]].concat()).exits(0);
    let table = program.text("results/a/targets.csv");
    assert!(table.starts_with("case,target,probability,low,high,verdict\r\n"), "{table}");
    assert!(table.contains(",cost <= 5000,1,1,1,met\r\n"), "{table}");
    assert!(table.contains(",replies >= 1 by week 3 with 50%,"), "{table}");

    let set = "target=[{ figure = 'cost', above = 5000 }]";
    program.run([&["run", "a.toml", "--set", set], &TRIALS[..]].concat()).exits(3).mentions("reports in results/a");
    let table = program.text("results/a/targets.csv");
    assert!(table.contains(",cost > 5000,0,0,0,missed\r\n"), "{table}");
    assert!(program.has("results/a/report.html") && program.text("results/a/report.html").contains("The targets"));

    // Without targets there is no table of them, and the one of before is gone.
    program.run([&["run", "a.toml", "--set", "target=[]"], &TRIALS[..]].concat()).exits(0);
    assert!(!program.has("results/a/targets.csv"));
}

#[test]
fn shards_come_to_the_same_targets() {
    let missed = format!("{SMALL}{HELD}\n[[target]]\nfigure = 'multiplier'\nabove = 40\n");
    let program = Program::new().file("a.toml", &missed);
    program.run([&["run", "a.toml"], &TRIALS[..]].concat()).exits(3);
    for shard in ["1", "2", "3"] {
        let (part, tally) = (format!("{shard}/3"), format!("{shard}.tally"));
        program.run([&["run", "a.toml", "--shard", &part, "--tally", &tally], &TRIALS[..]].concat()).exits(0);
    }
    program.run(["merge", "2.tally", "1.tally", "3.tally", "--out", "merged"]).exits(3);
    for file in ["targets.csv", "run.json", "report.html"] {
        assert!(program.bytes(&format!("results/a/{file}")) == program.bytes(&format!("merged/a/{file}")), "{file}");
    }
}

/// Each file is held to its own, whichever of them comes first, and a figure of an outcome is that of the same name.
#[test]
fn files_side_by_side_are_each_held_to_their_own_targets() {
    let cheap = format!("{SMALL}\n[[target]]\nfigure = 'cost'\nat_most = 5000\n");
    let more = "\n[outcome.deal]\nrate = 0.1\n[[target]]\nfigure = 'outcome.deal'\nabove = 900\n";
    let program = Program::new().file("a.toml", &cheap).file("b.toml", SMALL).file("c.toml", format!("{SMALL}{more}"));
    let told = |files: [&str; 3], status: i32| {
        let plan = ["--plan", "sales-navigator", "--out", "out"];
        program.run(["compare"].iter().chain(&files).chain(&plan).chain(&TRIALS)).exits(status);
        let mut lines: Vec<String> = program
            .text(&format!("out/{}/targets.csv", files.map(|file| &file[..1]).join("-")))
            .lines()
            .skip(1)
            .map(|line| line.split(',').take(2).collect::<Vec<_>>().join(","))
            .collect();
        lines.sort();
        lines
    };
    let expected = ["sales-navigator · a,cost <= 5000", "sales-navigator · c,outcome.deal > 900"];
    assert_eq!(told(["a.toml", "b.toml", "c.toml"], 3), expected);
    assert_eq!(told(["c.toml", "b.toml", "a.toml"], 3), expected);
}

#[test]
fn over_the_whole_campaign_a_mean_is_that_of_the_reports_and_threads_do_not_matter() {
    // Without anything that costs money beside plan and work, and with it.
    for cents in [0, 35] {
        means_are_those_of_the_reports(Money::from_cents(cents));
    }
}

fn means_are_those_of_the_reports(cost: Money) {
    let case = campaign().plan(50, 150, 99.99).weeks(12).per_week(9).inmail("inmail", 0.25, 3.0).minutes(2.25);
    let costly = |case: &mut Case| {
        (case.hourly_cost, case.touches[0].cost) = (Money::from_cents(3333), cost);
        case.costs.per_month = cost;
    };
    let (cases, of_trials) = ([case.with(costly).build()], 3_000);
    let settings = Settings { trials: of_trials, seed: 9, sampling: Sampling::Even, precision: None };
    let asked = |figure, by| Requirement { figure, comparison: Comparison::AtLeast, value: 1.0, with: None, by };
    let all: Vec<Requirement> = Figure::ALL
        .into_iter()
        .filter(|figure| *figure != Figure::BestProbability)
        .flat_map(|figure| [asked(figure, None), asked(figure, Some(520))])
        .collect();
    let sums = targets::play(&cases, &all, &settings, 0..of_trials, |_| {});
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    assert!(one.install(|| targets::play(&cases, &all, &settings, 0..of_trials, |_| {})) == sums);

    let figures =
        Figures::new(&cases, &play(&cases, &settings, |_| {})).held_to(&all, &targets::extents(&cases, &all), &sums);
    for target in &figures.targets {
        let expected = figures.cases[0].estimate(target.asked.figure).mean;
        let close = match (target.mean.mean, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * expected.abs(),
            (found, expected) => found == expected,
        };
        assert!(close, "{}: {:?} {expected:?}", target.asked, target.mean);
    }
}
