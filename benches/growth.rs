//! How time and memory grow with the size of what is played.
//!
//! `cargo bench --bench growth` prints one table: along each axis the touches of a campaign, the time that a touch takes
//! and the most memory that the process held, in each of the three ways in which cases are played. Each row is played in a
//! process of its own. Peak memory is known on Linux only.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use inmail_sim::engine::{self, Sampling, Settings};
use inmail_sim::scenario::{Overrides, load_from};

/// The ways in which a case is played, what makes the reference workload one of that way (rules, and a key of segments), and
/// how many touches are played for a row, as near as whole campaigns come to it.
const WAYS: [(&str, &str, &str, f64); 3] = [
    ("plain", "", "", 1e8),
    // Hardly anybody has an Open Profile.
    ("ordered", "", "open_profile = 0.001\n", 4e7),
    // A credit that comes back lives as long as the one that was spent.
    ("singly", "[rules]\nrefund_life = 'inherit'\n", "", 2e7),
];

/// How often each row is played: the shortest time counts.
const ROUNDS: usize = 3;

/// The size of what is played: one change away from the reference workload.
#[derive(Debug, Clone, Copy)]
struct Size {
    trials: Option<u64>,
    weeks: u32,
    per_week: u32,
    segments: u32,
    cases: u32,
    threads: usize,
}

const REFERENCE: Size = Size { trials: None, weeks: 26, per_week: 40, segments: 1, cases: 1, threads: 1 };

/// The axes, the values on each, and what a value changes.
type Axis = (&'static str, &'static [u64], fn(u64) -> Size);
const AXES: [Axis; 6] = [
    ("trials", &[10_000, 100_000, 1_000_000, 10_000_000], |n| Size { trials: Some(n), ..REFERENCE }),
    ("weeks", &[4, 13, 26, 52, 130, 260, 520], |n| Size { weeks: n as u32, ..REFERENCE }),
    ("new prospects a week", &[1, 4, 10, 40, 100, 400, 1_000], |n| Size { per_week: n as u32, ..REFERENCE }),
    ("segments", &[1, 3, 10, 30, 100], |n| Size { segments: n as u32, ..REFERENCE }),
    ("cases", &[1, 4, 20, 60, 200], |n| Size { cases: n as u32, ..REFERENCE }),
    ("threads", &[1, 2], |n| Size { threads: n as usize, ..REFERENCE }),
];

impl Size {
    /// A scenario of that size, with credits in proportion to the prospects, so that they stay as short as they are.
    fn scenario(self, (_, rules, key, _): (&str, &str, &str, f64)) -> String {
        let credits = (self.per_week * self.segments * 5 / 4).max(2);
        let mut text = format!(
            "plans = ['own']\nweeks = {}\nstart = 2026-01-05\n\
             [plan.own]\ncredits_per_month = {credits}\ncap = {}\nprice_per_month = 80\n",
            self.weeks,
            3 * credits
        );
        text += rules;
        for (id, rate) in [("inmail", "{ alpha = 3.0, beta = 17.0 }"), ("follow-up", "{ alpha = 1.5, beta = 18.5 }")] {
            text += &format!(
                "[touch.{id}]\nchannel = 'inmail'\nwait_days = [5, 7]\nreply_rate = {rate}\n\
                 reply_delay_days = {{ weibull = {{ shape = 0.4036, scale = 0.8865 }} }}\n"
            );
        }
        for segment in 1..=self.segments {
            let _ = write!(
                text,
                "[segment.s{segment}]\nper_week = {}\nsequence = ['inmail', 'follow-up']\n{key}",
                self.per_week
            );
        }
        for what_if in 1..self.cases {
            let _ = write!(text, "[[what_if]]\nname = '{what_if}'\nsegment.s1.reply_lift = 1.{what_if:03}\n");
        }
        text
    }
}

/// What playing came to.
struct Played {
    /// In a campaign of all cases.
    touches: f64,
    /// For a touch.
    nanoseconds: f64,
    /// The most memory held, where it is known \[MB\].
    peak: Option<f64>,
}

/// Plays in this process, and prints what it came to.
fn play(axis: usize, value: u64, way: usize) {
    let size = AXES[axis].2(value);
    let files = BTreeMap::from([(PathBuf::from("growth.toml"), size.scenario(WAYS[way]).into_bytes())]);
    let cases = load_from(&files, Path::new("growth.toml"), &Overrides::default()).expect("it is sound").cases;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(size.threads).build().expect("threads can be started");
    let run = |trials| {
        let settings = Settings { trials, seed: 1, sampling: Sampling::Even, precision: None };
        let begin = Instant::now();
        let tally = pool.install(|| engine::play(&cases, &settings, |_| {}));
        let seconds = begin.elapsed().as_secs_f64();
        let touches: u64 = tally.cases.iter().flat_map(|case| &case.touches).map(|touch| touch.sent).sum();
        (touches as f64, seconds)
    };
    let trials = size.trials.unwrap_or_else(|| {
        let (touches, _) = run(256);
        (WAYS[way].3 / (touches / 256.0)).max(256.0) as u64
    });
    let (touches, seconds) = run(trials);
    println!("{} {} {}", touches / trials as f64, seconds * 1e9 / touches, peak().unwrap_or(f64::NAN));
}

/// The most memory that this process has held \[MB\].
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024.0 / 1e6)
}

/// Plays in a process of its own.
fn played(axis: usize, value: u64, way: usize) -> Played {
    let program = std::env::current_exe().expect("a program runs from a file");
    let arguments = ["play", &axis.to_string(), &value.to_string(), &way.to_string()];
    let output = Command::new(program).args(arguments).output().expect("it can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let &[touches, nanoseconds, peak] = numbers.as_slice() else { panic!("it ended badly: {text}") };
    Played { touches, nanoseconds, peak: Some(peak).filter(|peak| peak.is_finite()) }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, axis, value, way] = arguments.as_slice()
        && word == "play"
    {
        let axis = axis.parse().expect("the number of an axis");
        return play(axis, value.parse().expect("a value"), way.parse().expect("the number of a way"));
    }
    let heads: String = WAYS.iter().map(|(name, ..)| format!(" {name}: ns a touch | {name}: MB |")).collect();
    println!("| axis | value | touches a campaign |{heads}");
    println!("|---|--:|--:|{}", "--:|".repeat(2 * WAYS.len()));
    for (axis, (name, values, _)) in AXES.iter().enumerate() {
        for &value in *values {
            let (mut touches, mut cells) = (0.0, Vec::new());
            for way in 0..WAYS.len() {
                // Long rows need no second look.
                let rounds = if *name == "trials" && value > 1_000_000 { 1 } else { ROUNDS };
                let all = (0..rounds).map(|_| played(axis, value, way));
                let best = all.min_by(|a, b| a.nanoseconds.total_cmp(&b.nanoseconds)).expect("it was played");
                touches = best.touches;
                let peak = best.peak.map_or("–".into(), |peak| format!("{peak:.1}"));
                cells.push(format!("{:.2} | {peak}", best.nanoseconds));
            }
            println!("| {name} | {value} | {touches:.0} | {} |", cells.join(" | "));
        }
    }
}
