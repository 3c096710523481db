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

/// STUB, to be replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct DistributionError(String);

impl std::fmt::Display for DistributionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[allow(missing_docs)]
impl Distribution {
    pub fn beta(alpha: f64, beta: f64) -> Result<Distribution, DistributionError> {
        if alpha > 0.0 && beta > 0.0 {
            Distribution::fixed(alpha / (alpha + beta)).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn beta_from_mean_sd(mean: f64, sd: f64) -> Result<Distribution, DistributionError> {
        if sd * sd < mean * (1.0 - mean) {
            Distribution::fixed(mean).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn beta_from_interval(p05: f64, p95: f64) -> Result<Distribution, DistributionError> {
        if p05 < p95 {
            Distribution::fixed((p05 + p95) / 2.0).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn beta_posterior(replies: f64, sent: f64) -> Result<Distribution, DistributionError> {
        if replies <= sent {
            Distribution::fixed((replies + 0.5) / (sent + 1.0)).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn uniform(lo: f64, hi: f64) -> Result<Distribution, DistributionError> {
        if lo < hi {
            Distribution::fixed((lo + hi) / 2.0).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn triangular(lo: f64, mode: f64, hi: f64) -> Result<Distribution, DistributionError> {
        if lo <= mode && mode <= hi && lo < hi {
            Distribution::fixed(mode).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn pert(lo: f64, mode: f64, hi: f64) -> Result<Distribution, DistributionError> {
        if lo <= mode && mode <= hi && lo < hi {
            Distribution::fixed(mode).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
    pub fn samples(samples: Vec<f64>) -> Result<Distribution, DistributionError> {
        if !samples.is_empty() {
            Distribution::fixed(samples[0]).ok_or(DistributionError("not finite".into()))
        } else {
            Err(DistributionError("stub: wrong numbers".into()))
        }
    }
}
