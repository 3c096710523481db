//! Records that do not say at which moment an answer came, as most trackers and lists of tools: dates alone, or a yes.

use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::calibration::calibrate;
use inmail_sim::record::contact::{Contact, Undated};
use inmail_sim::record::moment::Moment;
use jiff::ToSpan;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::records::{START, at};
use super::{AS_EXPECTED, RATE, usual};

/// How a record tells of an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Told {
    /// By its date, and the message by its.
    Dates,
    /// By a yes.
    Yes,
    /// Half of them by their dates, the others by a yes.
    Half,
}

/// A kind of record.
struct Kind {
    what: &'static str,
    told: Told,
    /// Messages to each segment.
    segments: &'static [usize],
    /// Days over which messages go out, and until the record is written after that.
    days: (usize, i64),
    /// How long answers take.
    delay: fn() -> Delay,
}

/// Half of the answers within two days, nine tenths within eight and a half.
fn slow() -> Delay {
    Delay::weibull(0.8, 3.0).expect("a delay")
}

const KINDS: [Kind; 6] = [
    Kind { what: "dates only", told: Told::Dates, segments: &[400], days: (35, 60), delay: usual },
    Kind { what: "dates only, 40 % open", told: Told::Dates, segments: &[400], days: (35, 0), delay: usual },
    Kind { what: "yes or no only", told: Told::Yes, segments: &[400], days: (35, 60), delay: usual },
    Kind { what: "half yes or no", told: Told::Half, segments: &[400], days: (35, 30), delay: usual },
    Kind { what: "half yes or no, 40 % open", told: Told::Half, segments: &[400], days: (35, 0), delay: usual },
    Kind {
        what: "three segments, half yes or no",
        told: Told::Half,
        segments: &[150; 3],
        days: (35, 30),
        delay: usual,
    },
];

/// The same where answers take longer than is expected before a record is seen.
const SLOW: [Kind; 1] =
    [Kind { what: "dates only, slow, 40 % open", told: Told::Dates, segments: &[400], days: (35, 0), delay: slow }];

/// A record of the kind, of which each segment has its rate.
fn record(rng: &mut StdRng, kind: &Kind, rates: &[f64]) -> Vec<Contact> {
    let (delay, (days, after)) = ((kind.delay)(), kind.days);
    let last = START + (days as i64 - 1 + after).days();
    let by_day = |moment: Moment| Moment { time: None, ..moment };
    let mut contacts = Vec::new();
    for (segment, &number) in kind.segments.iter().enumerate() {
        for message in 0..number {
            // From nine to five.
            let sent = (message * days / number) as f64 + 0.375 + rng.random::<f64>() / 3.0;
            let (is_drawn, after) = (rng.random::<f64>() < rates[segment], delay.quantile(rng.random()));
            let answer = is_drawn.then(|| at(sent + after)).filter(|moment| moment.date <= last);
            let is_dated = match kind.told {
                Told::Dates => true,
                Told::Yes => false,
                Told::Half => rng.random::<f64>() < 0.5,
            };
            contacts.push(Contact {
                touch: "inmail".into(),
                segment: segment.to_string(),
                person: None,
                sent: by_day(at(sent)),
                replied: answer.filter(|_| is_dated).map(by_day),
                accepted: None,
                after: None,
                followed: None,
                undated: Undated { replied: answer.is_some() && !is_dated, accepted: false },
                credit: None,
            });
        }
    }
    contacts
}

/// The share of 90 % intervals of the rate that hold the truth, of the touch and of its segments, and the mean of the rate.
fn held(kind: &Kind, records: u64) -> [f64; 3] {
    let last = START + (kind.days.0 as i64 - 1 + kind.days.1).days();
    // Where there are segments, they differ: a standard deviation of 7 % about the mean.
    let law = Distribution::beta(30.0 * RATE, 30.0 * (1.0 - RATE)).expect("a distribution");
    let holds = |rate: BetaRate, truth: f64| {
        let law = Distribution::beta(rate.alpha, rate.beta).expect("a distribution");
        f64::from(law.quantile(0.05) <= truth && truth <= law.quantile(0.95))
    };
    let said = |seed| {
        let mut rng = StdRng::seed_from_u64(seed);
        let several = kind.segments.len() > 1;
        let rates: Vec<f64> =
            kind.segments.iter().map(|_| if several { law.quantile(rng.random()) } else { RATE }).collect();
        let touch = calibrate(&record(&mut rng, kind, &rates), last, BetaRate::JEFFREYS).touches.remove(0);
        let mean = rates.iter().sum::<f64>() / rates.len() as f64;
        let parts = touch.segments.iter().map(|part| {
            let place: usize = part.segment.parse().expect("a number");
            holds(part.rate, rates[place])
        });
        let of_parts = if several { parts.sum::<f64>() / rates.len() as f64 } else { f64::NAN };
        [holds(touch.all.rate, mean), of_parts, touch.all.rate.mean()]
    };
    let said: Vec<[f64; 3]> = (0..records).into_par_iter().map(said).collect();
    let mean = |place: usize| said.iter().map(|said| said[place]).sum::<f64>() / records as f64;
    let held = [mean(0), mean(1), mean(2)];
    println!(
        "{}: {:.1} % hold the rate, {:.1} % those of segments; mean rate {:.4} for {RATE}",
        kind.what,
        100.0 * held[0],
        100.0 * held[1],
        held[2]
    );
    held
}

/// Of 40 intervals that hold the truth in 90 % of records, fewer than 29 do by a chance of less than 1 in 2 000. If an answer
/// without a date is left out, its rate is halved, and next to none do.
#[test]
fn answers_without_a_date_tell_the_truth_as_often_as_they_say() {
    for kind in &KINDS {
        let [all, parts, _] = held(kind, 40);
        assert!(all >= 0.725, "{}: {all}", kind.what);
        assert!(parts.is_nan() || parts >= 0.725, "{}: {parts}", kind.what);
    }
}

/// The study behind the figures of `docs/own-record.md`: `cargo test --release undated -- --ignored --nocapture`.
#[test]
#[ignore = "it takes minutes"]
fn how_often_intervals_hold_where_answers_have_no_date() {
    for kind in KINDS.iter().chain(&SLOW) {
        let [all, parts, _] = held(kind, 500);
        // Where much is open, intervals allow for answers that take longer still, and hold somewhat more often than they say.
        let allowed = if kind.days.1 == 0 { AS_EXPECTED } else { 0.86..=0.94 };
        assert!(allowed.contains(&all), "{}: {all}", kind.what);
        assert!(parts.is_nan() || (0.86..=0.94).contains(&parts), "{}: {parts}", kind.what);
    }
}

/// Messages that are answered after twenty to twenty-eight hours: dates say the next day, and nothing of hours.
#[test]
fn dates_alone_do_not_make_answers_quicker_than_they_are() {
    let mut rng = StdRng::seed_from_u64(1);
    let by_day = |moment: Moment| Moment { time: None, ..moment };
    let contact = |message: usize| {
        let sent = (message % 60) as f64 + 0.375 + rng.random::<f64>() / 3.0;
        let answer = at(sent + (20.0 + 8.0 * rng.random::<f64>()) / 24.0);
        Contact {
            touch: "inmail".into(),
            segment: String::new(),
            person: None,
            sent: by_day(at(sent)),
            replied: message.is_multiple_of(4).then(|| by_day(answer)),
            accepted: None,
            after: None,
            followed: None,
            undated: Undated::default(),
            credit: None,
        }
    };
    let contacts: Vec<Contact> = (0..600).map(contact).collect();
    let touch = calibrate(&contacts, START + 120.days(), BetaRate::JEFFREYS).touches.remove(0);
    let (low, high) = touch.fit.days_between(0.5);
    assert!((0.6..1.4).contains(&touch.fit.days(0.5)) && low > 0.4, "{low} to {high}");
    assert!(!touch.dating.is_timed);
}
