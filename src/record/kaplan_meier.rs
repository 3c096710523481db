//! The share of messages that have drawn a reply by each day, without any assumption about delays. Fits are compared with
//! it.
//!
//! Kaplan & Meier, Nonparametric estimation from incomplete observations, Journal of the American Statistical Association
//! 53, 1958. The bands are Greenwood's, on the logarithm of minus the logarithm, so that they stay between 0 and 1.

use crate::domain::normal::TWO_SIDED_95;

use super::fate::Fates;

/// One step of the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days since a message was sent.
    pub day: f64,
    /// The share of messages that have drawn a reply by then.
    pub share: f64,
    /// The ends of its 95 % interval.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// The share of messages with a reply, by day, at each day on which it rises.
pub fn kaplan_meier(fates: &Fates) -> Vec<Step> {
    let replied = fates.replied().map(|(_, within, count)| (within, count as f64)).collect();
    estimate(replied, fates.silent().map(|(days, count)| (days, count as f64)).collect())
}

/// The same by the days of replies and of silences, each with its number.
pub(super) fn estimate(mut replied: Vec<(f64, f64)>, mut silent: Vec<(f64, f64)>) -> Vec<Step> {
    replied.sort_by(|one, other| one.0.total_cmp(&other.0));
    silent.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut at_risk: f64 = replied.iter().chain(&silent).map(|(_, count)| count).sum();
    let mut censored = silent.iter().peekable();
    let (mut silent_share, mut greenwood) = (1.0, 0.0);
    let mut steps: Vec<Step> = Vec::new();
    for (day, count) in replied {
        while let Some((_, gone)) = censored.next_if(|(silent, _)| *silent < day) {
            at_risk -= gone;
        }
        silent_share *= 1.0 - count / at_risk;
        greenwood += count / (at_risk * (at_risk - count));
        at_risk -= count;
        let (low, high) = band(silent_share, greenwood);
        let step = Step { day, share: 1.0 - silent_share, low, high };
        match steps.last_mut() {
            Some(last) if last.day == day => *last = step,
            _ => steps.push(step),
        }
    }
    steps
}

/// The interval of the share that has replied, where `silent` have not.
fn band(silent: f64, greenwood: f64) -> (f64, f64) {
    if silent <= 0.0 || silent >= 1.0 {
        return (1.0 - silent, 1.0 - silent);
    }
    let error = TWO_SIDED_95 * greenwood.sqrt() / silent.ln().abs();
    (1.0 - silent.powf((-error).exp()), 1.0 - silent.powf(error.exp()))
}

#[cfg(test)]
mod tests {
    use super::super::fate::Fate;
    use super::*;

    #[test]
    fn without_open_messages_it_is_the_share_that_has_replied() {
        let fates = (1..=10).map(|number| match number {
            1..=3 => Fate::replied_on_day(1),
            4 => Fate::replied_on_day(5),
            _ => Fate::silent_for(60.0),
        });
        let steps = kaplan_meier(&fates.collect());
        let shares: Vec<(f64, f64)> = steps.iter().map(|step| (step.day, (step.share * 1e9).round() / 1e9)).collect();
        assert_eq!(shares, [(1.0, 0.3), (5.0, 0.4)]);
        assert!(steps.iter().all(|step| step.low < step.share && step.share < step.high));
    }

    #[test]
    fn open_messages_count_as_long_as_they_are_known_to_be_silent() {
        // Ten sent; two reply on day 1, four have been silent for two days, then two of the four left reply on day 3.
        let mut fates: Fates = [Fate::replied_on_day(1); 2].into_iter().collect();
        fates.merge(&[Fate::silent_for(2.0); 4].into_iter().collect());
        fates.merge(&[Fate::replied_on_day(3); 2].into_iter().collect());
        fates.merge(&[Fate::silent_for(60.0); 2].into_iter().collect());
        let last = kaplan_meier(&fates).pop().expect("there are replies");
        assert!((last.share - (1.0 - 0.8 * 0.5)).abs() < 1e-12, "{last:?}");
        assert!(kaplan_meier(&Fates::default()).is_empty());
    }

    /// By hand: with three replies of ten, Greenwood's sum is 3/(10 · 7), so that 0.7^(e^±1.1376) stay silent, as R's
    /// survfit has it with conf.type = "log-log". With two of ten, and then two of the four that are left after four were
    /// lost sight of, it is 2/(10 · 8) + 2/(4 · 2), and 0.4^(e^±1.1217) stay silent.
    #[test]
    fn the_band_is_as_wide_as_greenwood_says() {
        let mut fates: Fates = vec![Fate::replied_on_day(1); 3].into_iter().collect();
        fates.merge(&vec![Fate::silent_for(60.0); 7].into_iter().collect());
        let mut censored: Fates = [Fate::replied_on_day(1), Fate::replied_on_day(3)].repeat(2).into_iter().collect();
        censored.merge(&vec![Fate::silent_for(2.0); 4].into_iter().collect());
        censored.merge(&vec![Fate::silent_for(60.0); 2].into_iter().collect());
        for (fates, low, high) in [(fates, 0.108_05, 0.671_29), (censored, 0.258_03, 0.939_97)] {
            let last = kaplan_meier(&fates).pop().expect("there are replies");
            assert!((last.low - low).abs() < 1e-4 && (last.high - high).abs() < 1e-4, "{last:?} for {low} to {high}");
        }
    }
}
