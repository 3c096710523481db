//! How many of a number of letters draw a reply.

/// Chances below this share of the largest one are left out on either side.
const NEGLIGIBLE: f64 = 1e-15;

/// The chances of numbers of replies to `sends` letters that each draw one with chance `rate`: the first number whose
/// chance is not negligible, and the chances from that number on. They sum to 1.
pub(super) fn binomial(sends: u32, rate: f64) -> (u32, Vec<f64>) {
    if rate <= 0.0 {
        return (0, vec![1.0]);
    } else if rate >= 1.0 {
        return (sends, vec![1.0]);
    }
    // From the most likely number to both sides, by the ratio of neighbouring chances: nothing overflows.
    let odds = rate / (1.0 - rate);
    let mode = ((f64::from(sends) + 1.0) * rate).floor().min(f64::from(sends)) as u32;
    let mut below = Vec::new();
    let mut chance = 1.0;
    for replies in (0..mode).rev() {
        chance *= f64::from(replies + 1) / f64::from(sends - replies) / odds;
        if chance < NEGLIGIBLE {
            break;
        }
        below.push(chance);
    }
    let first = mode - below.len() as u32;
    let mut chances: Vec<f64> = below.into_iter().rev().chain([1.0]).collect();
    chance = 1.0;
    for replies in mode..sends {
        chance *= f64::from(sends - replies) / f64::from(replies + 1) * odds;
        if chance < NEGLIGIBLE {
            break;
        }
        chances.push(chance);
    }
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    (first, chances)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_those_of_the_textbook() {
        let (first, chances) = binomial(4, 0.25);
        assert_eq!(first, 0);
        for (found, expected) in chances.iter().zip([81.0, 108.0, 54.0, 12.0, 1.0]) {
            assert!((found - expected / 256.0).abs() < 1e-15, "{found} {expected}");
        }
        assert_eq!((binomial(7, 0.0), binomial(7, 1.0)), ((0, vec![1.0]), (7, vec![1.0])));
    }

    #[test]
    fn mean_and_variance_hold_for_any_number_and_rate() {
        for (sends, rate) in [(1, 0.5), (20, 0.01), (100, 0.999), (400_000, 0.15), (400_000, 1e-7)] {
            let (first, chances) = binomial(sends, rate);
            let at = |place: usize| f64::from(first) + place as f64;
            let mean: f64 = chances.iter().enumerate().map(|(place, chance)| chance * at(place)).sum();
            let square = |place: usize| (at(place) - mean).powi(2);
            let variance: f64 = chances.iter().enumerate().map(|(place, chance)| chance * square(place)).sum();
            let expected = f64::from(sends) * rate;
            assert!((mean / expected - 1.0).abs() < 1e-9, "{sends} {rate}: {mean}");
            assert!((variance / (expected * (1.0 - rate)) - 1.0).abs() < 1e-9, "{sends} {rate}: {variance}");
        }
    }
}
