//! A requirement that a plan is held to: a bound on a figure, perhaps with a probability, perhaps by a week.

use std::fmt;

use super::count::TrialCounts;
use super::figure::Figure;
use super::formula::Measure;
use super::quantity::Share;
use super::ratio::{Extent, Ratio};
use super::ratio_sums::Portion;
use super::terms::Terms;

/// A bound that a figure is asked to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// The figure; never [`Figure::BestProbability`], which no case has by itself.
    pub figure: Figure,
    /// On which side of the bound it must lie.
    pub comparison: Comparison,
    /// The bound, in the unit of the figure.
    pub value: f64,
    /// In at least which share of campaigns; `None`: on average.
    pub with: Option<Share>,
    /// Over the campaign's first so many weeks, from 1; `None`: over all of it.
    pub by: Option<u32>,
}

/// On which side of a bound a figure must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: [Comparison; 4] = [Comparison::AtLeast, Comparison::AtMost, Comparison::Above, Comparison::Below];

    /// How it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => ">=",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::Below => "<",
        }
    }

    /// Does it ask for more than the bound?
    pub fn is_above(self) -> bool {
        matches!(self, Comparison::AtLeast | Comparison::Above)
    }

    /// Does it hold between these two?
    pub fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Comparison::AtLeast => value >= bound,
            Comparison::AtMost => value <= bound,
            Comparison::Above => value > bound,
            Comparison::Below => value < bound,
        }
    }
}

impl Requirement {
    /// The quantity whose mean over trials tells whether it is met: with a probability, 1 in a trial that keeps the bound, else
    /// 0; without, the figure. A figure that is undefined or infinite in a trial keeps no bound there.
    pub fn measured(&self, terms: &Terms, counted: &TrialCounts) -> Option<Ratio> {
        match self.with {
            None => self.figure.in_trial(terms, counted),
            Some(_) => self.kept(terms, counted),
        }
    }

    /// 1 in a trial in which the figure keeps the bound, else 0.
    pub fn kept(&self, terms: &Terms, counted: &TrialCounts) -> Option<Ratio> {
        let value = self.figure.in_trial(terms, counted)?.value();
        let keeps = value.is_some_and(|value| self.comparison.holds(value, self.value));
        Some(Ratio::new(keeps.into(), 1, 1))
    }

    /// What is measured of a case with these terms; nothing for the one figure that compares cases.
    pub fn under(&self, terms: &Terms) -> Option<Gauge> {
        let kept = self.with.map(|_| (self.comparison, self.value));
        Some(Gauge { measure: self.figure.under(terms)?, kept })
    }

    /// The share of trials in which the figure keeps the bound, of a case with these terms, whether or not a probability is
    /// asked for.
    pub fn share_under(&self, terms: &Terms) -> Option<Gauge> {
        Some(Gauge { measure: self.figure.under(terms)?, kept: Some((self.comparison, self.value)) })
    }

    /// The bound that the average of what is measured must keep, and on which side.
    pub fn bound(&self) -> (Comparison, f64) {
        self.with.map_or((self.comparison, self.value), |share| (Comparison::AtLeast, share.get()))
    }
}

/// A figure under the terms of one case, or the share of trials in which it keeps a bound: what a mean is taken of.
#[derive(Debug, Clone, Copy)]
pub struct Gauge {
    measure: Measure,
    kept: Option<(Comparison, f64)>,
}

impl Gauge {
    /// Of the figure itself.
    pub fn of(measure: Measure) -> Gauge {
        Gauge { measure, kept: None }
    }

    /// The figure in a trial; nothing where it is undefined.
    #[inline]
    pub fn value(&self, counted: &TrialCounts) -> Option<f64> {
        self.measure.in_trial(counted).value()
    }

    /// The whole numbers of a trial that its sums follow from.
    #[inline]
    pub fn counted(&self, counted: &TrialCounts) -> [i128; 2] {
        match self.kept {
            None => self.measure.counted(counted),
            Some((comparison, bound)) => {
                [self.value(counted).is_some_and(|value| comparison.holds(value, bound)).into(), 0]
            }
        }
    }

    /// The most that either of them comes to, to either side, in a trial that counts no more than `most`.
    pub fn most_counted(&self, most: &TrialCounts) -> i128 {
        if self.kept.is_some() { 1 } else { self.measure.most_counted(most) }
    }

    /// Does the number that shares the amount vary from trial to trial?
    pub fn shares_vary(&self) -> bool {
        self.kept.is_none() && self.measure.shares_vary()
    }

    /// Its sums over some trials, given those of what they counted.
    pub fn portion(&self, trials: u64, counted: [i128; 2]) -> Portion {
        match self.kept {
            None => self.measure.portion(trials, counted),
            Some(_) => Portion { trials, amount: counted[0], number: trials.into() },
        }
    }

    /// What it lies between in any trial that counts no more than `most`.
    pub fn extent(&self, most: &TrialCounts) -> Extent {
        let extent = self.measure.extent(most);
        let Some((comparison, bound)) = self.kept else { return extent };
        // What is undefined keeps no bound.
        let (least, most) = Extent { number: (extent.number.0.max(1), extent.number.1.max(1)), ..extent }.values();
        let kept = [least, most].map(|value| comparison.holds(value, bound));
        let always = kept == [true; 2] && extent.number.0 > 0;
        let amount = (always.into(), i128::from(kept != [false; 2]));
        Extent { amount, ..Extent::FLAG }
    }
}

/// As it is written in a file.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A share has been read from a text in per cent, mostly; its digits are those that were meant.
        let percent = |share: f64| (share * 1e8).round() / 1e6;
        write!(f, "{} {} ", self.figure.name(), self.comparison.sign())?;
        match self.figure.is_share() {
            true => write!(f, "{}%", percent(self.value))?,
            false => write!(f, "{}", self.value)?,
        }
        if let Some(week) = self.by {
            write!(f, " by week {week}")?;
        }
        if let Some(share) = self.with {
            write!(f, " with {}%", percent(share.get()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::count::Count;
    use super::super::quantity::Money;
    use super::*;

    fn requirement(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>) -> Requirement {
        let with = with.and_then(Share::new);
        Requirement { figure, comparison, value, with, by: None }
    }

    #[test]
    fn it_reads_as_it_is_written() {
        let mut asked = requirement(Figure::Replies, Comparison::AtLeast, 25.0, Some(0.8));
        asked.by = Some(12);
        assert_eq!(asked.to_string(), "replies >= 25 by week 12 with 80%");
        let asked = requirement(Figure::Cost, Comparison::AtMost, 900.5, None);
        assert_eq!(asked.to_string(), "cost <= 900.5");
        let asked = requirement(Figure::StockoutProbability, Comparison::Below, 0.125, None);
        assert_eq!(asked.to_string(), "stockout_probability < 12.5%");
    }

    #[test]
    fn with_a_probability_trials_are_counted_and_one_without_a_reply_keeps_no_bound() {
        let terms = Terms { cost: Money::from_cents(1_000), ..Terms::default() };
        let asked = requirement(Figure::CostPerReply, Comparison::AtMost, 5.0, Some(0.5));
        let mut counted = TrialCounts::default();
        let mut keeps = |replies: u64| {
            counted[Count::RepliesSettled] = replies;
            asked.measured(&terms, &counted).and_then(Ratio::value)
        };
        assert_eq!([keeps(0), keeps(1), keeps(2)], [Some(0.0), Some(0.0), Some(1.0)]);
        assert_eq!(asked.bound(), (Comparison::AtLeast, 0.5));
    }
}
