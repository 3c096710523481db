//! What came of targets: met, missed or undecided.

use crate::domain::case::CaseName;
use crate::domain::judgement::{Standing, judge};
use crate::domain::mean::{Level, Mean};
use crate::domain::requirement::Requirement;
use crate::domain::target::{TargetExtents, TargetSums};

use super::Figures;
use super::number::{measured, number, percent, seldom, whole};

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
    /// Where a single campaign would miss it and none has, so that no number of campaigns tells whether it is met.
    pub never_missed: Option<NeverMissed>,
}

/// A target that no campaign has missed, of those that were played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeverMissed {
    /// How many campaigns were played.
    pub campaigns: u64,
    /// In which share of campaigns it may be missed at most, 95 % sure.
    pub may_miss: f64,
}

/// Whether a target is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetVerdict {
    /// All of the interval keeps the bound.
    Met,
    /// None of the interval does.
    Missed,
    /// The bound lies inside the interval: more trials would tell, unless it was never missed.
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
    /// The same with what came of targets, given for each case in the order of the targets: between which values its
    /// campaigns lie, and what they came to.
    pub fn held_to(
        self,
        targets: &[Requirement],
        extents: &[Vec<Option<TargetExtents>>],
        sums: &[Vec<TargetSums>],
    ) -> Figures {
        let of_each = self.cases.iter().zip(extents.iter().zip(sums)).flat_map(|(case, (extents, sums))| {
            let each = targets.iter().zip(extents.iter().zip(sums));
            each.filter_map(|(asked, (extents, sums))| {
                Some(TargetFigures::new(case.name.clone(), asked, extents.as_ref()?, sums))
            })
        });
        Figures { targets: of_each.collect(), ..self }
    }

    /// Is there a target that is missed?
    pub fn misses_a_target(&self) -> bool {
        self.targets.iter().any(|target| target.verdict == TargetVerdict::Missed)
    }
}

impl TargetFigures {
    fn new(case: CaseName, asked: &Requirement, extents: &TargetExtents, sums: &TargetSums) -> TargetFigures {
        let (kept, figure) = (sums.kept.within(&extents.kept), sums.figure.within(&extents.figure));
        let judged = if asked.with.is_some() { &kept } else { &figure };
        let standing = judge(asked, judged, Level::TWO_SIDED_95);
        let verdict = match standing {
            Standing::Kept => TargetVerdict::Met,
            Standing::Failed => TargetVerdict::Missed,
            Standing::Open | Standing::NeverFailed => TargetVerdict::Undecided,
        };
        let never_missed = (standing == Standing::NeverFailed)
            .then(|| NeverMissed { campaigns: sums.kept.trials(), may_miss: judged.share_unseen(Level::ONE_SIDED_95) });
        let (probability, mean) = (Interval::new(&kept), Interval::new(&figure));
        TargetFigures { case, asked: asked.clone(), probability, mean, verdict, never_missed }
    }

    /// What was found and what was asked, for people.
    pub fn found(&self) -> String {
        if let Some(NeverMissed { campaigns, may_miss }) = self.never_missed {
            return format!("kept in all of {} simulations, missed in at most {}", whole(campaigns), seldom(may_miss));
        }
        let is_share = self.asked.with.is_some() || self.asked.figure.is_share();
        let judged = if self.asked.with.is_some() { self.probability } else { self.mean };
        let is_even = |value: f64, low: f64, high: f64| ((low + high) / 2.0 - value).abs() < (high - low) / 40.0;
        match (judged.mean, judged.low.zip(judged.high)) {
            (None, _) => match judged.low {
                Some(low) => format!("at least {} on average", number(low)),
                None => "undefined".into(),
            },
            (Some(share), Some((low, high))) if is_share && high > low => {
                if is_even(share, low, high) {
                    let (share, error) = measured(100.0 * share, 50.0 * (high - low));
                    format!("in {share} ± {error}\u{202f}% of simulations")
                } else {
                    format!("in {} of simulations ({} to {})", percent(share), percent(low), percent(high))
                }
            }
            (Some(share), _) if is_share => format!("in {} of simulations", percent(share)),
            (Some(mean), Some((low, high))) if high > low => {
                if is_even(mean, low, high) {
                    let (mean, error) = measured(mean, (high - low) / 2.0);
                    format!("{mean} ± {error} on average")
                } else {
                    format!("{} on average ({} to {})", number(mean), number(low), number(high))
                }
            }
            (Some(mean), Some(_)) => format!("{} in every campaign", number(mean)),
            (Some(mean), None) => format!("{} on average", number(mean)),
        }
    }
}

impl Interval {
    fn new(mean: &Mean) -> Interval {
        let (low, high) = mean.interval(Level::TWO_SIDED_95).unzip();
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        Interval { mean: finite(Some(mean.value)), low: finite(low), high: finite(high) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::count::{Count, TrialCounts};
    use crate::domain::figure::Figure;
    use crate::domain::quantity::{Money, Share};
    use crate::domain::requirement::Comparison;
    use crate::domain::terms::Terms;

    fn held(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>, replies: &[u64]) -> TargetFigures {
        let with = with.and_then(Share::new);
        let asked = Requirement { figure, comparison, value, with, by: None };
        let terms = Terms { cost: Money::from_cents(90_000), ..Terms::default() };
        let mut sums = TargetSums::default();
        for (trial, &replies) in (0..).zip(replies) {
            let mut counted = TrialCounts::default();
            counted[Count::Replies] = replies;
            counted[Count::RepliesSettled] = replies;
            sums.add(trial, &asked, &terms, &counted);
        }
        let mut most = TrialCounts::default();
        most[Count::Replies] = 40;
        most[Count::RepliesSettled] = 40;
        let extents = TargetExtents::new(&asked, &terms, &most).expect("a figure of one case");
        TargetFigures::new(CaseName { plan: "career".into(), ..CaseName::default() }, &asked, &extents, &sums)
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
        // 2.5 % at most of shares that do not show in 400: 1 − 0.025^(1/400) = 0.0092.
        let found = held(Figure::Replies, Comparison::Above, 30.0, Some(0.009), &replies());
        assert_eq!((found.probability.mean, found.probability.low), (Some(0.0), Some(0.0)));
        assert!((found.probability.high.unwrap_or(0.0) - (1.0 - 0.025f64.powf(1.0 / 400.0))).abs() < 1e-9, "{found:?}");
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
    fn what_all_campaigns_have_alike_is_not_known_to_be_always_so() {
        let at =
            |bound, trials| held(Figure::RepliesSettled, Comparison::AtLeast, bound, None, &vec![3; trials]).verdict;
        let (met, undecided) = (TargetVerdict::Met, TargetVerdict::Undecided);
        assert_eq!([at(3.0, 1_000), at(3.0, 100_000)], [undecided; 2]);
        // Three less in one of 3.69 in so many campaigns.
        assert_eq!([at(2.99, 1_100), at(2.99, 1_120)], [undecided, met]);
    }

    #[test]
    fn what_a_single_campaign_misses_is_told_as_never_missed_however_it_is_written() {
        let ways = [
            (Figure::NoReplyProbability, Comparison::AtMost, 0.0, None),
            (Figure::Replies, Comparison::AtLeast, 1.0, Some(1.0)),
        ];
        for (figure, comparison, value, with) in ways {
            let found = held(figure, comparison, value, with, &[3; 20_000]);
            let told = "kept in all of 20\u{202f}000 simulations, missed in at most 1.50 in 10\u{202f}000 simulations";
            assert_eq!((found.verdict, found.found().as_str()), (TargetVerdict::Undecided, told));
            let once: Vec<u64> = (0..20_000).map(|trial| if trial == 77 { 0 } else { 3 }).collect();
            assert_eq!(held(figure, comparison, value, with, &once).verdict, TargetVerdict::Missed, "{figure:?}");
        }
    }

    #[test]
    fn a_cost_per_reply_without_replies_is_high_and_not_for_certain_infinite() {
        // A reply in 71 % of campaigns may not show in three; then 40 replies: 32 each.
        let at = |bound| held(Figure::CostPerReply, Comparison::AtMost, bound, None, &[0, 0, 0]);
        assert_eq!([at(1e9).verdict, at(30.0).verdict], [TargetVerdict::Undecided, TargetVerdict::Missed]);
        assert_eq!((at(1e9).found().as_str(), at(1e9).probability.mean), ("at least 31.8 on average", Some(0.0)));
        // Of what has nothing to share it among no bound is kept.
        let free = held(Figure::Multiplier, Comparison::AtLeast, 1.0, None, &[0, 0, 0]);
        assert_eq!((free.verdict, free.found().as_str()), (TargetVerdict::Missed, "undefined"));
    }

    #[test]
    fn a_share_of_campaigns_that_is_0_so_far_is_not_known_to_be_0() {
        let found = held(Figure::NoReplyProbability, Comparison::AtMost, 0.005, None, &[3; 400]);
        assert_eq!(found.verdict, TargetVerdict::Undecided);
        assert_eq!(found.found(), "in 0\u{202f}% of simulations (0\u{202f}% to 0.9\u{202f}%)");
    }

    #[test]
    fn one_trial_tells_no_mean() {
        assert_eq!(held(Figure::Replies, Comparison::AtLeast, 1.0, None, &[5]).verdict, TargetVerdict::Undecided);
    }
}
