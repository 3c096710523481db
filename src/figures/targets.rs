//! What came of targets: met, missed or undecided.

use crate::domain::case::CaseName;
use crate::domain::figure_sums::FigureSums;
use crate::domain::formula::Source;
use crate::domain::requirement::Requirement;
use crate::domain::target::TargetSums;

use super::number::{measured, number, percent};
use super::{Figures, TWO_SIDED_95};

/// With fewer trials than this on one side, the error that replicates tell of a share may be far too small.
const FEW: i128 = 30;

/// After so many campaigns that were all the same it is taken that all others are.
const ALL_THE_SAME: u64 = 1_000;

/// A mean or share, and the interval that holds it in 95 of 100 runs. What is undefined is absent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// What it is, as far as trials tell.
    pub mean: Option<f64>,
    /// Where the interval begins.
    pub low: Option<f64>,
    /// Where the interval ends.
    pub high: Option<f64>,
}

/// What came of a target in a case.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFigures {
    /// The name of the case.
    pub case: CaseName,
    /// What was asked.
    pub asked: Requirement,
    /// The share of campaigns in which the figure keeps the bound.
    pub probability: Interval,
    /// The mean of the figure.
    pub mean: Interval,
    /// What that says.
    pub verdict: TargetVerdict,
}

/// Whether a target is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetVerdict {
    /// All of the interval keeps the bound.
    Met,
    /// None of the interval does.
    Missed,
    /// The bound lies inside the interval: more trials would tell.
    Undecided,
}

impl TargetVerdict {
    /// Every verdict.
    pub const ALL: [TargetVerdict; 3] = [TargetVerdict::Met, TargetVerdict::Missed, TargetVerdict::Undecided];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            TargetVerdict::Met => "met",
            TargetVerdict::Missed => "missed",
            TargetVerdict::Undecided => "undecided",
        }
    }
}

impl Figures {
    /// The same with what came of targets, given for each case in the order of the targets.
    pub fn held_to(self, targets: &[Requirement], sums: &[Vec<TargetSums>]) -> Figures {
        let of_each = self.cases.iter().zip(sums).flat_map(|(case, sums)| {
            targets.iter().zip(sums).map(|(asked, sums)| TargetFigures::new(case.name.clone(), asked, sums))
        });
        Figures { targets: of_each.collect(), ..self }
    }

    /// Is there a target that is missed?
    pub fn misses_a_target(&self) -> bool {
        self.targets.iter().any(|target| target.verdict == TargetVerdict::Missed)
    }
}

impl TargetFigures {
    fn new(case: CaseName, asked: &Requirement, sums: &TargetSums) -> TargetFigures {
        // What is the same in every campaign is known without error.
        let is_certain = asked.figure.is_certain();
        let probability = if is_certain { exact(&sums.kept) } else { share(&sums.kept) };
        let mean = match asked.figure.source() {
            Source::Constant(..) => exact(&sums.figure),
            Source::Share(_) | Source::Best => share(&sums.figure),
            Source::Count(..) | Source::Ratio(..) => mean(&sums.figure),
        };
        let (comparison, bound) = asked.bound();
        let judged = if asked.with.is_some() { probability } else { mean };
        let verdict = match (judged.mean, judged.low.zip(judged.high)) {
            // A figure that is undefined keeps no bound.
            (None, _) => TargetVerdict::Missed,
            (Some(_), None) => TargetVerdict::Undecided,
            (Some(_), Some((low, high))) => match (comparison.holds(low, bound), comparison.holds(high, bound)) {
                (true, true) => TargetVerdict::Met,
                (false, false) => TargetVerdict::Missed,
                _ => TargetVerdict::Undecided,
            },
        };
        TargetFigures { case, asked: asked.clone(), probability, mean, verdict }
    }

    /// What was found and what was asked, for people.
    pub fn found(&self) -> String {
        let is_share = self.asked.with.is_some() || self.asked.figure.is_share();
        let judged = if self.asked.with.is_some() { self.probability } else { self.mean };
        match (judged.mean, judged.low.zip(judged.high)) {
            (None, _) => "undefined".into(),
            (Some(share), Some((low, high))) if is_share && high > low => {
                let (off_centre, half) = (((low + high) / 2.0 - share).abs(), (high - low) / 2.0);
                if off_centre < half / 20.0 {
                    let (share, error) = measured(100.0 * share, 100.0 * half);
                    format!("in {share} ± {error}\u{202f}% of campaigns")
                } else {
                    format!("in {} of campaigns ({} to {})", percent(share), percent(low), percent(high))
                }
            }
            (Some(share), _) if is_share => format!("in {} of campaigns", percent(share)),
            (Some(mean), Some((low, high))) if high > low => {
                let (mean, error) = measured(mean, (high - low) / 2.0);
                format!("{mean} ± {error} on average")
            }
            (Some(mean), Some(_)) => format!("{} in every campaign", number(mean)),
            (Some(mean), None) => format!("{} on average", number(mean)),
        }
    }
}

fn exact(sums: &FigureSums) -> Interval {
    let mean = sums.mean();
    Interval { mean, low: mean, high: mean }
}

fn mean(sums: &FigureSums) -> Interval {
    let told = |error: &f64| *error > 0.0 || sums.trials() >= ALL_THE_SAME;
    let error = sums.standard_error().filter(told).map(|error| TWO_SIDED_95 * error);
    let mean = sums.mean();
    let end = |sign: f64| mean.zip(error).map(|(mean, error)| mean + sign * error);
    Interval { mean, low: end(-1.0), high: end(1.0) }
}

/// The interval of a share, which does not end where it begins only because something never happened, or always.
fn share(sums: &FigureSums) -> Interval {
    let (kept, trials) = (sums.amount(), i128::from(sums.trials()));
    let Some(share) = sums.mean() else { return Interval::default() };
    let normal = mean(sums);
    let is_told = kept.min(trials - kept) >= FEW;
    let (low, high) = match (normal.low.zip(normal.high), wilson(share, trials as f64)) {
        (Some(told), _) if is_told => told,
        (Some((low, high)), wilson) => (low.min(wilson.0), high.max(wilson.1)),
        (None, wilson) => wilson,
    };
    Interval { mean: Some(share), low: Some(low.max(0.0)), high: Some(high.min(1.0)) }
}

/// Wilson's interval of a share of independent trials (Journal of the American Statistical Association 22, 1927).
fn wilson(share: f64, trials: f64) -> (f64, f64) {
    let square = TWO_SIDED_95 * TWO_SIDED_95;
    let middle = share + square / (2.0 * trials);
    let half = TWO_SIDED_95 * (share * (1.0 - share) / trials + square / (4.0 * trials * trials)).sqrt();
    let all = 1.0 + square / trials;
    ((middle - half) / all, (middle + half) / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::Figure;
    use crate::domain::outcome::{Count, Outcome};
    use crate::domain::quantity::{Money, Share};
    use crate::domain::requirement::Comparison;
    use crate::domain::terms::Terms;

    fn held(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>, replies: &[u64]) -> TargetFigures {
        let with = with.and_then(Share::new);
        let asked = Requirement { figure, comparison, value, with, by: None };
        let terms = Terms { cost: Money::from_cents(90_000), ..Terms::default() };
        let mut sums = TargetSums::default();
        for (trial, &replies) in (0..).zip(replies) {
            let mut outcome = Outcome::default();
            outcome[Count::Replies] = replies;
            outcome[Count::RepliesSettled] = replies;
            sums.add(trial, &asked, &terms, &outcome);
        }
        TargetFigures::new(CaseName { plan: "career".into(), what_if: None }, &asked, &sums)
    }

    /// 100 trials with 20 replies and 300 with 30.
    fn replies() -> Vec<u64> {
        (0..400).map(|trial| if trial % 4 == 0 { 20 } else { 30 }).collect()
    }

    #[test]
    fn a_share_is_met_or_missed_only_outside_of_its_interval() {
        // Wilson and replicates agree on about 0.75 ± 0.04; of replicates 32 have fours of their own, so wider here.
        let with = |share| held(Figure::Replies, Comparison::AtLeast, 25.0, Some(share), &replies());
        let found = with(0.75);
        assert_eq!(found.probability.mean, Some(0.75));
        let (low, high) = found.probability.low.zip(found.probability.high).expect("there are trials");
        assert!(low < 0.75 && high > 0.75, "{low} {high}");
        assert_eq!(found.verdict, TargetVerdict::Undecided);
        assert_eq!(with(low - 1e-9).verdict, TargetVerdict::Met);
        assert_eq!(with(low + 1e-9).verdict, TargetVerdict::Undecided);
        assert_eq!(with(high + 1e-9).verdict, TargetVerdict::Missed);
    }

    #[test]
    fn what_never_happened_is_not_known_to_be_impossible() {
        // Wilson's interval of 0 of 400: up to z²/(400 + z²) = 0.0095.
        let found = held(Figure::Replies, Comparison::Above, 30.0, Some(0.009), &replies());
        assert_eq!((found.probability.mean, found.probability.low), (Some(0.0), Some(0.0)));
        assert!((found.probability.high.unwrap_or(0.0) - 3.8416 / 403.8416).abs() < 1e-12, "{found:?}");
        assert_eq!(found.verdict, TargetVerdict::Undecided);
    }

    #[test]
    fn a_mean_without_error_on_the_bound_keeps_it_unless_it_must_be_beyond() {
        let at = |comparison| held(Figure::Cost, comparison, 900.0, None, &replies()).verdict;
        let all = Comparison::ALL.map(at);
        let (met, missed) = (TargetVerdict::Met, TargetVerdict::Missed);
        assert_eq!(all, [met, met, missed, missed]);
        assert_eq!(held(Figure::Cost, Comparison::AtMost, 900.0, Some(1.0), &replies()).verdict, met);
    }

    #[test]
    fn what_a_few_campaigns_have_alike_is_not_known_to_be_always_so() {
        let at = |trials| held(Figure::RepliesSettled, Comparison::AtLeast, 3.0, None, &vec![3; trials]).verdict;
        assert_eq!((at(999), at(1_000)), (TargetVerdict::Undecided, TargetVerdict::Met));
    }

    #[test]
    fn a_cost_per_reply_without_replies_keeps_no_bound() {
        let found = held(Figure::CostPerReply, Comparison::AtMost, 1e9, None, &[0, 0, 0]);
        assert_eq!((found.verdict, found.found().as_str()), (TargetVerdict::Missed, "undefined"));
        assert_eq!(found.probability.mean, Some(0.0));
    }

    #[test]
    fn a_share_of_campaigns_that_is_0_so_far_is_not_known_to_be_0() {
        let found = held(Figure::NoReplyProbability, Comparison::AtMost, 0.005, None, &[3; 400]);
        assert_eq!(found.verdict, TargetVerdict::Undecided);
        assert_eq!(found.found(), "in 0\u{202f}% of campaigns (0\u{202f}% to 1.0\u{202f}%)");
    }

    #[test]
    fn one_trial_tells_no_mean() {
        assert_eq!(held(Figure::Replies, Comparison::AtLeast, 1.0, None, &[5]).verdict, TargetVerdict::Undecided);
    }
}
