//! A rate that is not known for certain, as a Beta distribution, and the moments by which one is found.

/// A rate that is not known for certain: a Beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaRate {
    /// Above 0: counts like as many replies.
    pub alpha: f64,
    /// Above 0: counts like as many messages that never draw a reply.
    pub beta: f64,
}

/// The moments of a rate that is not known for certain.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Moments {
    pub(super) mean: f64,
    /// The mean of its square.
    pub(super) square: f64,
}

impl BetaRate {
    /// A rate of which nothing is known yet (Jeffreys, Theory of probability, 3rd edition 1961, § 3.9).
    pub const JEFFREYS: BetaRate = BetaRate { alpha: 0.5, beta: 0.5 };

    /// Its mean.
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// Its variance.
    pub fn variance(self) -> f64 {
        self.mean() * (1.0 - self.mean()) / (self.alpha + self.beta + 1.0)
    }

    /// The one with these moments; nothing where there is none.
    pub(super) fn with_moments(moments: Moments) -> Option<BetaRate> {
        let Moments { mean, square } = moments;
        let size = mean * (1.0 - mean) / (square - mean * mean) - 1.0;
        (size > 0.0 && size.is_finite()).then_some(BetaRate { alpha: mean * size, beta: (1.0 - mean) * size })
    }

    pub(super) fn moments(self) -> Moments {
        let (all, mean) = (self.alpha + self.beta, self.mean());
        Moments { mean, square: mean * (self.alpha + 1.0) / (all + 1.0) }
    }
}

impl Moments {
    /// Those of a mixture of rates, each with its weight. The weights add up to 1.
    pub(super) fn mixed(rates: impl IntoIterator<Item = (f64, Moments)>) -> Moments {
        rates.into_iter().fold(Moments::default(), |sum, (weight, rate)| Moments {
            mean: sum.mean + weight * rate.mean,
            square: sum.square + weight * rate.square,
        })
    }

    /// Those of this share of the rate.
    pub(super) fn scaled(self, share: f64) -> Moments {
        Moments { mean: share * self.mean, square: share * share * self.square }
    }
}
