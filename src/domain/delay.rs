//! Delays: how long replies and acceptances take.

/// A distribution of times in days, drawn anew for each reply or acceptance.
#[derive(Debug, Clone, PartialEq)]
pub struct Delay(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Fixed(f64),
}

impl Delay {
    /// Always `days`, which must be finite and not negative.
    pub fn fixed(days: f64) -> Option<Delay> {
        (days.is_finite() && days >= 0.0).then_some(Delay(Shape::Fixed(days)))
    }

    /// The share of delays that take at most `days` days.
    pub fn cdf(&self, days: f64) -> f64 {
        match self.0 {
            Shape::Fixed(value) => f64::from(value <= days),
        }
    }

    /// The time in days within which a share `u` lies, for `u` between 0 and 1.
    pub fn quantile(&self, _u: f64) -> f64 {
        match self.0 {
            Shape::Fixed(value) => value,
        }
    }
}

/// STUB, to be replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct DelayError(String);

impl std::fmt::Display for DelayError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[allow(missing_docs)]
impl Delay {
    pub fn lognormal(median: f64, p90: f64) -> Result<Delay, DelayError> {
        if median > 0.0 && p90 > median {
            Delay::fixed(median).ok_or(DelayError("not finite".into()))
        } else {
            Err(DelayError("stub: wrong numbers".into()))
        }
    }
    pub fn weibull(shape: f64, scale: f64) -> Result<Delay, DelayError> {
        if shape > 0.0 && scale > 0.0 {
            Delay::fixed(scale).ok_or(DelayError("not finite".into()))
        } else {
            Err(DelayError("stub: wrong numbers".into()))
        }
    }
    pub fn piecewise(points: Vec<(f64, f64)>) -> Result<Delay, DelayError> {
        if points.last().is_some_and(|p| p.1 == 1.0) {
            Delay::fixed(points[0].0).ok_or(DelayError("not finite".into()))
        } else {
            Err(DelayError("stub: wrong numbers".into()))
        }
    }
    pub fn samples(samples: Vec<f64>) -> Result<Delay, DelayError> {
        if !samples.is_empty() {
            Delay::fixed(samples[0]).ok_or(DelayError("not finite".into()))
        } else {
            Err(DelayError("stub: wrong numbers".into()))
        }
    }
}
