//! What keeps numbers from being the parameters of a distribution.

use std::fmt;

/// Why there is no such distribution: the condition that is violated, with the values that violate it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DistributionError {
    /// A parameter, a sum of two or a difference is infinite or not a number.
    NotFinite {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A parameter that must be above 0 is not.
    NotPositive {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A parameter that must not be below 0 is.
    Negative {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// The mean of a Beta does not lie between 0 and 1.
    MeanOutside {
        /// The mean.
        mean: f64,
    },
    /// A Beta of that mean cannot spread so far: it would need sd² < mean (1 - mean).
    SdTooLarge {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// Not 0 < p05 < p95 < 1.
    NoInterval {
        /// The lower end.
        p05: f64,
        /// The upper end.
        p95: f64,
    },
    /// The ends are so close that doubles cannot tell the Beta distributions that fit apart.
    IntervalTooNarrow {
        /// The lower end.
        p05: f64,
        /// The upper end.
        p95: f64,
    },
    /// More replies than attempts.
    RepliesAboveSent {
        /// The replies.
        replies: f64,
        /// The attempts.
        sent: f64,
    },
    /// The lower end is not below the upper one.
    NoWidth {
        /// The lower end.
        lo: f64,
        /// The upper end.
        hi: f64,
    },
    /// The most likely value lies outside the ends.
    ModeOutside {
        /// The lower end.
        lo: f64,
        /// The most likely value.
        mode: f64,
        /// The upper end.
        hi: f64,
    },
    /// An empty list of samples.
    NoSamples,
}

impl fmt::Display for DistributionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            DistributionError::NotFinite { name, value } => {
                write!(f, "`{name}` is {value}, but must be a finite number")
            }
            DistributionError::NotPositive { name, value } => write!(f, "`{name}` is {value}, but must be above 0"),
            DistributionError::Negative { name, value } => write!(f, "`{name}` is {value}, but must not be below 0"),
            DistributionError::MeanOutside { mean } => {
                write!(f, "`mean` is {mean}, but the mean of a Beta lies above 0 and below 1")
            }
            DistributionError::SdTooLarge { mean, sd } => {
                let limit = to_six_digits(mean * (1.0 - mean));
                write!(f, "`sd` is {sd}, but a Beta with mean {mean} needs sd² below mean × (1 − mean) = {limit}")
            }
            DistributionError::NoInterval { p05, p95 } => {
                write!(f, "no Beta fits an interval from {p05} to {p95}: it must rise, and lie above 0 and below 1")
            }
            DistributionError::IntervalTooNarrow { p05, p95 } => {
                write!(f, "no Beta can be fitted to an interval as narrow as from {p05} to {p95}")
            }
            DistributionError::RepliesAboveSent { replies, sent } => {
                write!(f, "`replies` is {replies}, but must not be above `sent`, which is {sent}")
            }
            DistributionError::NoWidth { lo, hi } => {
                write!(f, "the lower end is {lo}, but must be below the upper end, which is {hi}")
            }
            DistributionError::ModeOutside { lo, mode, hi } => {
                write!(f, "the mode is {mode}, but must lie between the ends, which are {lo} and {hi}")
            }
            DistributionError::NoSamples => f.write_str("the samples are empty, but there must be at least one"),
        }
    }
}

impl std::error::Error for DistributionError {}

/// A computed limit as one would write it, without the rounding of doubles.
fn to_six_digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}
