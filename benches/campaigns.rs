//! How fast campaigns are played: example files on one and on two threads, each result checked.
//!
//! `cargo bench` prints for each case the campaigns a second and the time a touch, beside Criterion's own figures.

use std::path::Path;
use std::time::Instant;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use inmail_sim::domain::case::Case;
use inmail_sim::domain::outcome::Count;
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::{self, Sampling, Settings};
use inmail_sim::scenario::{self, Overrides};

/// Campaigns in each measurement.
const TRIALS: u64 = 20_000;

/// The files: one in which credits suffice, one that starves for them, and one that uses them to the full.
const FILES: [(&str, &str); 4] = [
    ("scenarios/which-plan.toml", "sales-navigator"),
    ("scenarios/which-plan.toml", "premium-career"),
    ("scenarios/double-credits.toml", "sales-navigator"),
    ("benches/reference.toml", "sales-navigator"),
];

fn play(case: &Case) -> Tally {
    engine::play(
        std::slice::from_ref(case),
        &Settings { trials: TRIALS, seed: 1, sampling: Sampling::Even, precision: None },
        |_| {},
    )
}

/// All touches sent.
fn touches(tally: &Tally) -> u64 {
    tally.cases[0].touches.iter().map(|touch| touch.sent).sum()
}

/// A wrong answer is not a fast one: the ledger balances, and every reply is somebody's.
fn check(tally: &Tally) {
    let case = &tally.cases[0];
    let sum = |count| -> i64 {
        let counts = case.count(count).counts();
        counts.iter().map(|&(value, times)| value * times as i64).sum()
    };
    let brought = (case.terms.opening + case.terms.granted) as i64 * TRIALS as i64 + sum(Count::Refunded);
    let gone = [Count::Spent, Count::Lapsed, Count::Capped, Count::Forfeited, Count::Closing].map(sum);
    assert_eq!(brought, gone.iter().sum::<i64>());
    assert_eq!(sum(Count::RepliesSettled), case.touches.iter().map(|touch| touch.replies as i64).sum::<i64>());
}

fn campaigns(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("campaigns");
    group.sample_size(10);
    for (file, plan) in FILES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let overrides = Overrides { plans: vec![plan.into()], what_ifs: vec!["base".into()], ..Overrides::default() };
        let scenario = scenario::load(&path, &overrides).expect("the file is sound");
        let case = &scenario.cases[0];
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
            let tally = pool.install(|| play(case));
            check(&tally);
            let touches = touches(&tally);

            let begin = Instant::now();
            let again = pool.install(|| play(case));
            let time = begin.elapsed().as_secs_f64();
            assert!(again == tally, "the same trials come to the same");
            eprintln!(
                "{file} {plan}, {threads} thread(s): {:.0} campaigns a second, {:.1} touches each, {:.2} ns a touch",
                TRIALS as f64 / time,
                touches as f64 / TRIALS as f64,
                time * 1e9 / touches as f64
            );

            group.throughput(Throughput::Elements(touches));
            let name = format!("{} {plan}", Path::new(file).file_stem().unwrap_or_default().to_string_lossy());
            group.bench_with_input(BenchmarkId::new(name, threads), case, |bencher, case| {
                bencher.iter(|| pool.install(|| play(case)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, campaigns);
criterion_main!(benches);
