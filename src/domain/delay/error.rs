//! What keeps numbers from being the parameters of a delay.

use std::fmt;

/// Why there is no such delay: the condition that is violated, with the values that violate it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DelayError {
    /// A parameter is infinite or not a number.
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
    /// Nine tenths are said to take no longer than half of them.
    P90NotAboveMedian {
        /// The median in days.
        median: f64,
        /// The 90 % quantile in days.
        p90: f64,
    },
    /// An empty list of points.
    NoPoints,
    /// A point does not lie after the one before it; the first must lie after day 0.
    DayNotRising {
        /// The day of the point.
        day: f64,
        /// The day of the point before it, 0 for the first.
        before: f64,
    },
    /// A share outside 0 to 1.
    ShareOutside {
        /// The day of the point.
        day: f64,
        /// Its share.
        share: f64,
    },
    /// A share is below that of an earlier day.
    ShareFalls {
        /// The day of the point.
        day: f64,
        /// Its share.
        share: f64,
        /// The share of the point before it.
        before: f64,
    },
    /// A point at day 0 with a share of its own: nothing lands before it is sent.
    ShareAtDayZero {
        /// The share.
        share: f64,
    },
    /// The last point leaves delays without an end.
    EndsBelowOne {
        /// The share of the last point.
        share: f64,
    },
    /// An empty list of samples.
    NoSamples,
    /// A sample below 0.
    NegativeSample {
        /// The sample in days.
        value: f64,
    },
}

impl fmt::Display for DelayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            DelayError::NotFinite { name, value } => write!(f, "`{name}` is {value}, but must be a finite number"),
            DelayError::NotPositive { name, value } => write!(f, "`{name}` is {value}, but must be above 0"),
            DelayError::P90NotAboveMedian { median, p90 } => {
                write!(f, "`p90` is {p90}, but must be above `median`, which is {median}")
            }
            DelayError::NoPoints => f.write_str("`cdf` is empty, but must rise to share 1"),
            DelayError::DayNotRising { day, before } => {
                write!(f, "`cdf` goes from day {before} to day {day}, but its days must rise")
            }
            DelayError::ShareOutside { day, share } => {
                write!(f, "`cdf` has share {share} at day {day}, but shares lie between 0 and 1")
            }
            DelayError::ShareFalls { day, share, before } => {
                write!(f, "`cdf` falls from share {before} to share {share} at day {day}, but must not fall")
            }
            DelayError::ShareAtDayZero { share } => {
                write!(f, "`cdf` has share {share} at day 0, but begins there with share 0")
            }
            DelayError::EndsBelowOne { share } => write!(f, "`cdf` ends at share {share}, but must rise to share 1"),
            DelayError::NoSamples => f.write_str("the samples are empty, but there must be at least one"),
            DelayError::NegativeSample { value } => write!(f, "a sample is {value} days, but must not be below 0"),
        }
    }
}

impl std::error::Error for DelayError {}
