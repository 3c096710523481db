//! How far off a statistic may be, read from independent replicates.

/// A statistic, and its standard error by simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The statistic of all replicates.
    pub value: f64,
    /// Its standard error; nothing where fewer than two replicates hold a trial.
    pub se: Option<f64>,
}

/// A statistic of sums over replicates, with its standard error by leaving each replicate out in turn (the jackknife;
/// Miller, The jackknife, Biometrika 61, 1974). Nothing where the statistic of all is undefined.
pub fn jackknife<S: Clone>(
    replicates: &[S],
    holds_trials: impl Fn(&S) -> bool,
    sum: impl Fn(&[S], Option<usize>) -> S,
    statistic: impl Fn(&S) -> Option<f64>,
) -> Option<Measured> {
    let value = statistic(&sum(replicates, None))?;
    let held = (0..replicates.len()).filter(|&place| holds_trials(&replicates[place]));
    let without: Option<Vec<f64>> = held.map(|place| statistic(&sum(replicates, Some(place)))).collect();
    let se = without.filter(|without| without.len() > 1).map(|without| {
        let number = without.len() as f64;
        let mean = without.iter().sum::<f64>() / number;
        let squares: f64 = without.iter().map(|value| (value - mean) * (value - mean)).sum();
        ((number - 1.0) / number * squares).sqrt()
    });
    Some(Measured { value, se })
}

/// Sums of the replicates' sums, without one of them.
pub(super) fn summed<const N: usize>(replicates: &[[f64; N]], without: Option<usize>) -> [f64; N] {
    let mut sums = [0.0; N];
    for (_, of) in replicates.iter().enumerate().filter(|&(place, _)| Some(place) != without) {
        sums.iter_mut().zip(of).for_each(|(sum, of)| *sum += of);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_mean_the_error_is_that_of_the_textbook() {
        // Mean 5, sum of squared deviations 32: an error of √(32/7/8).
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0].map(|value| [1.0, value]);
        let mean = jackknife(&values, |_| true, summed, |&[number, sum]| Some(sum / number)).expect("there are eight");
        assert!((mean.value - 5.0).abs() < 1e-15);
        assert!((mean.se.expect("there are eight") - (4.0f64 / 7.0).sqrt()).abs() < 1e-14);
    }

    #[test]
    fn replicates_without_trials_do_not_count() {
        let error = |values: &[[f64; 2]]| {
            jackknife(values, |of| of[0] > 0.0, summed, |&[number, sum]| (number > 0.0).then(|| sum / number))
        };
        assert_eq!(error(&[[1.0, 1.0], [1.0, 3.0], [0.0, 0.0]]), error(&[[1.0, 1.0], [1.0, 3.0]]));
        assert_eq!(error(&[[1.0, 1.0]]), Some(Measured { value: 1.0, se: None }));
        assert_eq!(error(&[[0.0, 0.0]]), None);
    }
}
