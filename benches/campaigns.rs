//! How fast campaigns are played, beside the least that it could take: drawing as many random numbers as there are
//! touches.
//!
//! `cargo bench --bench campaigns` first times, for the two reference files and in turns, drawing one 64-bit number of
//! xoshiro256++ for each touch, playing on one thread, and playing on two; then Criterion times cases of other files
//! too. Every result is checked.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use inmail_sim::domain::case::Case;
use inmail_sim::domain::count::Count;
use inmail_sim::domain::histogram::Histogram;
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::{self, Sampling, Settings};
use inmail_sim::scenario::{self, Overrides};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};
use rayon::ThreadPool;

/// Campaigns in each measurement by Criterion.
const TRIALS: u64 = 100_000;

/// Campaigns of the reference files in each turn, so many that making their tables, 2 to 3 ms, does not count; and the
/// number of turns.
const REFERENCE_TRIALS: u64 = 500_000;
const ROUNDS: usize = 15;

/// The reference files: one in which credits are short from the second week on, and one with slack, in which they lapse
/// and the cap cuts.
const REFERENCE: [(&str, &str); 2] =
    [("benches/reference.toml", "sales-navigator"), ("benches/slack.toml", "sales-navigator")];

/// The files of which Criterion times a case: two with one InMail a prospect, one that uses every credit, and one that
/// the engine plays trial by trial, since it has more than InMails.
const OTHERS: [(&str, &str); 4] = [
    ("scenarios/which-plan.toml", "sales-navigator"),
    ("scenarios/which-plan.toml", "premium-career"),
    ("scenarios/double-credits.toml", "sales-navigator"),
    ("scenarios/free-ways-first-executives.toml", "sales-navigator"),
];

fn load(file: &str, plan: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let overrides = Overrides { plans: vec![plan.into()], what_ifs: vec!["base".into()], ..Overrides::default() };
    scenario::load(&path, &overrides).expect("the file is sound").cases.swap_remove(0)
}

fn play(case: &Case, trials: u64, pool: &ThreadPool) -> Tally {
    let settings = Settings { trials, seed: 1, sampling: Sampling::Even, precision: None };
    pool.install(|| engine::play(std::slice::from_ref(case), &settings, |_| {}))
}

fn pool(threads: usize) -> ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started")
}

/// All touches sent.
fn touches(tally: &Tally) -> u64 {
    tally.cases[0].touches.iter().map(|touch| touch.sent).sum()
}

/// A wrong answer is not a fast one: the ledger balances, and every reply is somebody's.
fn check(tally: &Tally) {
    let case = &tally.cases[0];
    let sum = |count| -> i64 {
        let counts = case.count(count).map(Histogram::counts).unwrap_or_default();
        counts.iter().map(|&(value, times)| value * times as i64).sum()
    };
    let brought = (case.terms.opening + case.terms.granted) as i64 * tally.trials as i64 + sum(Count::Refunded);
    let gone = [Count::Spent, Count::Lapsed, Count::Capped, Count::Forfeited, Count::Balance].map(sum);
    assert_eq!(brought, gone.iter().sum::<i64>());
    assert_eq!(sum(Count::RepliesSettled), case.touches.iter().map(|touch| touch.replies as i64).sum::<i64>());
}

fn timed<R>(work: impl FnOnce() -> R) -> (R, Duration) {
    let begin = Instant::now();
    let result = work();
    (result, begin.elapsed())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Times the reference files against drawing their random numbers, turn by turn, and prints the medians: ratios are
/// those of each turn.
fn reference() {
    let pools = [pool(1), pool(2)];
    println!(
        "{REFERENCE_TRIALS} campaigns, medians of {ROUNDS} turns\n{:24} {:>9} {:>14} {:>14} {:>9} {:>14} {:>9}",
        "file", "touches", "floor", "one thread", "of floor", "two threads", "speed-up"
    );
    for (file, plan) in REFERENCE {
        let case = load(file, plan);
        let expected = play(&case, REFERENCE_TRIALS, &pools[0]);
        check(&expected);
        let touches = touches(&expected);
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(1);
        let turns: Vec<[f64; 3]> = (0..ROUNDS)
            .map(|_| {
                let (_, floor) = timed(|| black_box((0..touches).fold(0, |sum, _| sum ^ generator.next_u64())));
                let played = pools.each_ref().map(|pool| {
                    let (tally, time) = timed(|| play(&case, REFERENCE_TRIALS, pool));
                    assert!(tally == expected, "the same trials come to the same");
                    time
                });
                [floor, played[0], played[1]].map(|time| time.as_secs_f64())
            })
            .collect();
        let of = |value: fn(&[f64; 3]) -> f64| median(turns.iter().map(value).collect());
        let shown = |seconds: f64| format!("{:.2} ns/touch", seconds * 1e9 / touches as f64);
        println!(
            "{file:24} {:>9.1} {:>14} {:>14} {:>9.2} {:>14} {:>9.2}",
            touches as f64 / REFERENCE_TRIALS as f64,
            shown(of(|turn| turn[0])),
            shown(of(|turn| turn[1])),
            of(|turn| turn[1] / turn[0]),
            shown(of(|turn| turn[2])),
            of(|turn| turn[1] / turn[2]),
        );
        println!(
            "{:24} {:>9} {:>12.0}/s {:>12.0}/s {:>9} {:>12.0}/s",
            "  campaigns",
            "",
            REFERENCE_TRIALS as f64 / of(|turn| turn[0]),
            REFERENCE_TRIALS as f64 / of(|turn| turn[1]),
            "",
            REFERENCE_TRIALS as f64 / of(|turn| turn[2]),
        );
    }
}

fn campaigns(criterion: &mut Criterion) {
    reference();
    let mut group = criterion.benchmark_group("campaigns");
    group.sample_size(10);
    for (file, plan) in REFERENCE.into_iter().chain(OTHERS) {
        let case = load(file, plan);
        for threads in [1, 2] {
            let pool = pool(threads);
            let tally = play(&case, TRIALS, &pool);
            check(&tally);
            group.throughput(Throughput::Elements(touches(&tally)));
            let name = format!("{} {plan}", Path::new(file).file_stem().unwrap_or_default().to_string_lossy());
            group.bench_with_input(BenchmarkId::new(name, threads), &case, |bencher, case| {
                bencher.iter(|| play(case, TRIALS, &pool));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, campaigns);
criterion_main!(benches);
