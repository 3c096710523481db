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
