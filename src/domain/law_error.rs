//! Why numbers cannot be the parameters of a distribution or of a delay.

use thiserror::Error;

/// Why there is no such law: the condition that is violated, with the values that violate it.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum LawError {
    /// A parameter, a sum of two or a difference is infinite or not a number.
    #[error("`{name}` is {value}, but must be a finite number")]
    NotFinite {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A parameter that must be above 0 is not.
    #[error("`{name}` is {value}, but must be above 0")]
    NotPositive {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A parameter that must not be below 0 is.
    #[error("`{name}` is {value}, but must not be below 0")]
    Negative {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// The mean of a Beta does not lie between 0 and 1.
    #[error("`mean` is {mean}, but the mean of a Beta lies above 0 and below 1")]
    MeanOutside {
        /// The mean.
        mean: f64,
    },
    /// A Beta of that mean cannot spread so far: it would need sd² < mean (1 - mean).
    #[error(
        "`sd` is {sd}, but a Beta with mean {mean} needs sd² below mean × (1 − mean) = {}",
        to_six_digits(.mean * (1.0 - .mean))
    )]
    SdTooLarge {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// Not 0 < p05 < p95 < 1.
    #[error(
        "no Beta fits an interval from {p05} to {p95}: it must rise, and lie above 0 and below 1{}",
        any_between(*.p05, *.p95)
    )]
    NoInterval {
        /// The lower end.
        p05: f64,
        /// The upper end.
        p95: f64,
    },
    /// The ends are so close that doubles cannot tell the Beta distributions that fit apart.
    #[error("no Beta can be fitted to an interval as narrow as from {p05} to {p95}")]
    IntervalTooNarrow {
        /// The lower end.
        p05: f64,
        /// The upper end.
        p95: f64,
    },
    /// More replies than attempts.
    #[error("`replies` is {replies}, but must not be above `sent`, which is {sent}")]
    RepliesAboveSent {
        /// The replies.
        replies: f64,
        /// The attempts.
        sent: f64,
    },
    /// The lower end is not below the upper one.
    #[error("the lower end is {lo}, but must be below the upper end, which is {hi}")]
    NoWidth {
        /// The lower end.
        lo: f64,
        /// The upper end.
        hi: f64,
    },
    /// The most likely value lies outside the ends.
    #[error("the mode is {mode}, but must lie between the ends, which are {lo} and {hi}")]
    ModeOutside {
        /// The lower end.
        lo: f64,
        /// The most likely value.
        mode: f64,
        /// The upper end.
        hi: f64,
    },
    /// An empty list of samples.
    #[error("the samples are empty, but there must be at least one")]
    NoSamples,
    /// Nine tenths are said to take no longer than half of them.
    #[error("`p90` is {p90}, but must be above `median`, which is {median}")]
    P90NotAboveMedian {
        /// The median in days.
        median: f64,
        /// The 90 % quantile in days.
        p90: f64,
    },
    /// An empty list of points.
    #[error("`cdf` is empty, but must rise to share 1")]
    NoPoints,
    /// A point does not lie after the one before it; the first must lie after day 0.
    #[error("`cdf` goes from day {before} to day {day}, but its days must rise")]
    DayNotRising {
        /// The day of the point.
        day: f64,
        /// The day of the point before it, 0 for the first.
        before: f64,
    },
    /// A share outside 0 to 1.
    #[error("`cdf` has share {share} at day {day}, but shares lie between 0 and 1")]
    ShareOutside {
        /// The day of the point.
        day: f64,
        /// Its share.
        share: f64,
    },
    /// A share is below that of an earlier day.
    #[error("`cdf` falls from share {before} to share {share} at day {day}, but must not fall")]
    ShareFalls {
        /// The day of the point.
        day: f64,
        /// Its share.
        share: f64,
        /// The share of the point before it.
        before: f64,
    },
    /// A point at day 0 with a share of its own: nothing lands before it is sent.
    #[error("`cdf` has share {share} at day 0, but begins there with share 0")]
    ShareAtDayZero {
        /// The share.
        share: f64,
    },
    /// The last point leaves delays without an end.
    #[error("`cdf` ends at share {share}, but must rise to share 1")]
    EndsBelowOne {
        /// The share of the last point.
        share: f64,
    },
    /// Too few or too many delays of which one holds.
    #[error("`any_of` has {number} delay{}", of_any(*.number))]
    NumberOfDelays {
        /// How many there are.
        number: usize,
    },
    /// A correlation outside -1 to 1.
    #[error("`correlation` is {correlation}, but must lie between -1 and 1")]
    CorrelationOutside {
        /// The correlation.
        correlation: f64,
    },
    /// A sample below 0.
    #[error("a sample is {value} days, but must not be below 0")]
    NegativeSample {
        /// The sample in days.
        value: f64,
    },
}

/// Refuses a parameter that is not finite.
pub(super) fn finite(name: &'static str, value: f64) -> Result<(), LawError> {
    if value.is_finite() { Ok(()) } else { Err(LawError::NotFinite { name, value }) }
}

/// Refuses a parameter that is not above 0.
pub(super) fn positive(name: &'static str, value: f64) -> Result<(), LawError> {
    if value > 0.0 { Ok(()) } else { Err(LawError::NotPositive { name, value }) }
}

/// What is allowed where there are so many delays.
fn of_any(number: usize) -> &'static str {
    if number == 1 {
        ", but must have from 2 to 64; a delay that is known stands there by itself"
    } else {
        "s, but must have from 2 to 64"
    }
}

/// A computed limit as one would write it, without the rounding of doubles.
fn to_six_digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

/// What an interval may have meant that ends where shares end.
fn any_between(p05: f64, p95: f64) -> String {
    let is_allowed = 0.0 <= p05 && p05 < p95 && p95 <= 1.0;
    if is_allowed {
        format!("; where all in between is as likely, write {{ uniform = [{p05}, {p95}] }}")
    } else {
        String::new()
    }
}
