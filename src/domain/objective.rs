//! The aim of a search among plans: the least or the most of a figure, on average or in bad luck.

use std::fmt;

use super::figure::Figure;
use super::quantity::Share;

/// A figure that is to be as small or as large as it can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Objective {
    /// Whether less or more of it is better.
    pub aim: Aim,
    /// The figure; never [`Figure::BestProbability`], which no case has by itself.
    pub figure: Figure,
    /// Its statistic over all campaigns.
    pub statistic: Statistic,
}

/// Whether less or more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Less.
    Minimize,
    /// More.
    Maximize,
}

/// The statistic of a figure over all campaigns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// Its mean; of a ratio the ratio of the means.
    Mean,
    /// The value that this share of campaigns come to at most.
    Quantile(Share),
    /// Its mean over this share of campaigns, those in which it is worst.
    Worst(Share),
}

impl Aim {
    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Aim::Minimize => "minimize",
            Aim::Maximize => "maximize",
        }
    }

    /// The factor that turns a value into one of which less is better, and back.
    pub fn sign(self) -> f64 {
        match self {
            Aim::Minimize => 1.0,
            Aim::Maximize => -1.0,
        }
    }
}

/// As it is written in a file.
impl fmt::Display for Objective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A share has been read from a text in per cent.
        let percent = |share: Share| (share.get() * 1e8).round() / 1e6;
        match self.statistic {
            Statistic::Mean => {}
            Statistic::Quantile(share) => write!(f, "p{} of ", percent(share))?,
            Statistic::Worst(share) => write!(f, "worst {}% of ", percent(share))?,
        }
        f.write_str(self.figure.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_it_is_written() {
        let objective = |statistic| Objective { aim: Aim::Minimize, figure: Figure::CostPerReply, statistic };
        let share = |share| Share::new(share).expect("it is a share");
        assert_eq!(objective(Statistic::Mean).to_string(), "cost_per_reply");
        assert_eq!(objective(Statistic::Quantile(share(0.9))).to_string(), "p90 of cost_per_reply");
        assert_eq!(objective(Statistic::Worst(share(0.07))).to_string(), "worst 7% of cost_per_reply");
    }
}
