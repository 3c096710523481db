//! Distributions of what is not known about a campaign, each by its quantile function.

/// A distribution over real numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Fixed(f64),
}

impl Distribution {
    /// Always `value`, which must be finite.
    pub fn fixed(value: f64) -> Option<Distribution> {
        value.is_finite().then_some(Distribution(Shape::Fixed(value)))
    }

    /// The value if there is only one.
    pub fn as_fixed(&self) -> Option<f64> {
        match self.0 {
            Shape::Fixed(value) => Some(value),
        }
    }

    /// The smallest and the largest value.
    pub fn support(&self) -> (f64, f64) {
        match self.0 {
            Shape::Fixed(value) => (value, value),
        }
    }

    /// The value below which a share `u` of the distribution lies, for `u` between 0 and 1.
    pub fn quantile(&self, _u: f64) -> f64 {
        match self.0 {
            Shape::Fixed(value) => value,
        }
    }
}
