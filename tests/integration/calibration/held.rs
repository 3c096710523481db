//! How often intervals hold the truth, over many records.

use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::calibration::TouchRecord;
use inmail_sim::record::family::Family;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::RATE;

/// What is thought of rates before a record is seen, in records whose truths are drawn from that.
const EXPECTED: BetaRate = BetaRate { alpha: 9.0, beta: 41.0 };

/// Where the rates and delays of records come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Truth {
    /// All of them have this delay.
    Fixed(fn() -> Delay),
    /// They are drawn from what is thought of them before a record is seen.
    Expected,
}

impl Truth {
    /// A rate about which others lie, and a delay.
    pub(super) fn draw(self, rng: &mut StdRng) -> (f64, Delay) {
        match self {
            Truth::Fixed(delay) => (RATE, delay()),
            Truth::Expected => {
                let rate = self.another(rng, RATE);
                let family = Family::expected(rng.random());
                (rate, family.drawn(|| rng.random_range(1e-12..1.0)).expect("a delay"))
            }
        }
    }

    /// The rate of another touch, for which this one is usual.
    pub(super) fn another(self, rng: &mut StdRng, usual: f64) -> f64 {
        match self {
            Truth::Fixed(_) => usual,
            Truth::Expected => {
                Distribution::beta(EXPECTED.alpha, EXPECTED.beta).expect("a distribution").quantile(rng.random())
            }
        }
    }

    /// What is known of a rate before.
    pub(super) fn prior(self) -> BetaRate {
        match self {
            Truth::Fixed(_) => BetaRate::JEFFREYS,
            Truth::Expected => EXPECTED,
        }
    }
}

/// What a record says of a figure: the ends of the interval and what lies between, and the truth.
pub(super) struct Said {
    what: String,
    between: (f64, f64, f64),
    truth: f64,
    /// Is it a time? Of these, ratios are looked at.
    is_time: bool,
}

/// A rate with its truth.
pub(super) fn rate(what: &str, BetaRate { alpha, beta }: BetaRate, truth: f64) -> Said {
    let law = Distribution::beta(alpha, beta).expect("a distribution");
    let between = (law.quantile(0.05), alpha / (alpha + beta), law.quantile(0.95));
    Said { what: what.to_owned(), between, truth, is_time: false }
}

/// The answers to come to a touch, with how many come.
pub(super) fn to_come(touch: &TouchRecord, truth: u64) -> Said {
    let told = &touch.to_come;
    let between = (told.low as f64, told.mean, told.high as f64);
    Said { what: format!("answers to come to {}", touch.touch), between, truth: truth as f64, is_time: false }
}

/// How long answers take, with the truth.
pub(super) fn delays(touch: &TouchRecord, delay: &Delay) -> impl Iterator<Item = Said> {
    [(0.5, "half"), (0.9, "nine tenths")].into_iter().map(|(u, share)| {
        let (low, high) = touch.fit.days_between(u);
        let between = (low, touch.fit.days(u), high);
        Said { what: format!("days within which {share} come"), between, truth: delay.quantile(u), is_time: true }
    })
}

/// How often the 90 % intervals of a figure hold, and how far off it is on average.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) what: String,
    records: f64,
    held: f64,
    said: f64,
    truth: f64,
    ln: f64,
    is_time: bool,
}

impl Held {
    fn add(&mut self, Said { between: (low, said, high), truth, is_time, .. }: &Said) {
        self.records += 1.0;
        self.held += f64::from(low <= truth && truth <= high);
        self.said += said;
        self.truth += truth;
        self.ln += (said / truth).ln();
        self.is_time = *is_time;
    }

    pub(super) fn share(&self) -> f64 {
        self.held / self.records
    }

    /// The part of the mean truth by which the mean is off; of times, by which they are off in the middle.
    pub(super) fn bias(&self) -> f64 {
        if self.is_time { (self.ln / self.records).exp() - 1.0 } else { self.said / self.truth - 1.0 }
    }
}

/// What so many records say, each drawn by luck of its own.
pub(super) fn held(what: &str, records: u64, said: impl Fn(&mut StdRng) -> Vec<Said> + Sync) -> Vec<Held> {
    let said = |seed| said(&mut StdRng::seed_from_u64(seed));
    let all: Vec<Vec<Said>> = (0..records).into_par_iter().map(said).collect();
    let mut held: Vec<Held> = all[0].iter().map(|said| Held { what: said.what.clone(), ..Held::default() }).collect();
    for said in &all {
        held.iter_mut().zip(said).for_each(|(held, said)| held.add(said));
    }
    println!("{what}");
    for held in &held {
        println!("  {}: {:.1} % hold, {:+.1} % on average", held.what, 100.0 * held.share(), 100.0 * held.bias());
    }
    held
}
