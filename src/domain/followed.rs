//! A rate with those that it follows: what is known about it before it is drawn.

use super::case::Case;
use super::distribution::Distribution;
use super::rate::{AnyRate, Lift, Rate};
use super::touch::Touch;

/// Equally likely values by which a distribution is told where there is no formula.
const VALUES: usize = 64;

/// A rate, and the lifts on the way to it from the one that it follows in the end.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed<'a> {
    /// The place of the touch or outcome whose rate is stated by itself.
    pub root: usize,
    /// That rate.
    pub rate: &'a Rate,
    /// The lifts in the order in which they multiply it, the result held to 0 to 1 each time; none if it is that rate.
    pub lifts: Vec<&'a Lift>,
}

impl<'a> Followed<'a> {
    /// The rate of the touch or outcome in a place, of those that `rate_of` tells; nothing if one on the way has none.
    pub fn new(place: usize, rate_of: impl Fn(usize) -> Option<&'a AnyRate>) -> Option<Followed<'a>> {
        let (mut root, mut lifts) = (place, Vec::new());
        let rate = loop {
            match rate_of(root)? {
                AnyRate::Own(rate) => break rate,
                AnyRate::Tied(tie) => {
                    lifts.push(&tie.lift);
                    root = tie.of;
                }
            }
        };
        lifts.reverse();
        Some(Followed { root, rate, lifts })
    }

    /// The value if there is only one.
    pub fn as_fixed(&self) -> Option<f64> {
        let lifts = self.lifts.iter().map(|lift| lift.distribution().as_fixed());
        let root = self.rate.distribution().as_fixed();
        lifts.fold(root, |rate, lift| Some(held(rate? * lift?)))
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        let root = self.rate.distribution();
        if self.lifts.is_empty() {
            return root.mean();
        }
        let (mut mean, mut values) = (root.mean(), values(root, VALUES));
        for lift in &self.lifts {
            let lift = lift.distribution();
            let products = products(&values, lift, VALUES);
            // What is cut off by 1 is little mostly, so that a few values will do for it alone.
            let cut = products.iter().map(|product| product - held(*product)).sum::<f64>() / products.len() as f64;
            mean = held(mean * lift.mean() - cut);
            values = fewer(products, VALUES);
        }
        mean
    }

    /// What it does not exceed but with a chance below 1 less `share` for each distribution on the way.
    pub fn at_most(&self, share: f64) -> f64 {
        let lifts = self.lifts.iter().map(|lift| lift.distribution().quantile(share));
        lifts.fold(self.rate.distribution().quantile(share), |rate, lift| held(rate * lift))
    }

    /// Its distribution: as it is stated, or, where it follows another, by `number`² equally likely values.
    pub fn distribution(&self, number: usize) -> Distribution {
        if let Some(value) = self.as_fixed() {
            return Distribution::fixed(value).expect("a share is finite");
        }
        let root = self.rate.distribution();
        let Some((last, before)) = self.lifts.split_last() else { return root.clone() };
        let start = values(root, number);
        let values =
            before.iter().fold(start, |values, lift| fewer(products(&values, lift.distribution(), number), number));
        let values = products(&values, last.distribution(), number).into_iter().map(held).collect();
        Distribution::samples(values).expect("shares are finite, and there are some")
    }
}

impl Case {
    /// The reply rate of the touch in a place, with those that it follows; nothing if it draws no replies.
    pub fn reply_rate(&self, touch: usize) -> Option<Followed<'_>> {
        Followed::new(touch, |place| self.touches.get(place).and_then(Touch::reply_rate))
    }

    /// The acceptance rate of the touch in a place, with those that it follows; nothing if it is no invitation.
    pub fn accept_rate(&self, touch: usize) -> Option<Followed<'_>> {
        Followed::new(touch, |place| self.touches.get(place).and_then(Touch::accept_rate))
    }
}

fn held(rate: f64) -> f64 {
    rate.clamp(0.0, 1.0)
}

/// Equally likely values of a distribution, in ascending order.
fn values(of: &Distribution, number: usize) -> Vec<f64> {
    let number = if of.as_fixed().is_some() { 1 } else { number };
    (0..number).map(|place| of.quantile((place as f64 + 0.5) / number as f64)).collect()
}

/// Each of the values times each of a lift, in ascending order.
fn products(values: &[f64], lift: &Distribution, number: usize) -> Vec<f64> {
    let lifts = self::values(lift, number);
    let mut products: Vec<f64> = values.iter().flat_map(|value| lifts.iter().map(move |lift| value * lift)).collect();
    products.sort_by(f64::total_cmp);
    products
}

/// About as likely values, held to shares, of which there are no more than this.
fn fewer(products: Vec<f64>, number: usize) -> Vec<f64> {
    let number = number.min(products.len());
    let at = |place: usize| held(products[(2 * place + 1) * products.len() / (2 * number)]);
    (0..number).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::super::law_error::LawError;
    use super::super::rate::Tie;
    use super::*;

    fn tied(of: usize, lift: Distribution) -> AnyRate {
        AnyRate::Tied(Tie { of, lift: Lift::new(lift).expect("it is not negative") })
    }

    fn own(distribution: Distribution) -> AnyRate {
        Rate::new(distribution).expect("it stays within 0 to 1").into()
    }

    fn fixed(value: f64) -> Distribution {
        Distribution::fixed(value).expect("a number is given")
    }

    #[test]
    fn a_chain_of_numbers_is_their_product_held_to_1_at_each_step() {
        let rates = [tied(1, fixed(0.5)), tied(2, fixed(4.0)), own(fixed(0.3))];
        let followed = Followed::new(0, |place| rates.get(place)).expect("it ends");
        assert_eq!((followed.root, followed.as_fixed(), followed.mean()), (2, Some(0.5), 0.5));
        assert_eq!(followed.distribution(9), fixed(0.5));
        assert_eq!(Followed::new(3, |place| rates.get(place)), None);
    }

    #[test]
    fn below_1_the_mean_is_the_product_of_the_means() -> Result<(), LawError> {
        let rates = [tied(1, Distribution::pert(0.25, 0.45, 1.0)?), own(Distribution::beta(3.0, 17.0)?)];
        let followed = Followed::new(0, |place| rates.get(place)).expect("it ends");
        assert!((followed.mean() - 0.15 * (0.25 + 4.0 * 0.45 + 1.0) / 6.0).abs() < 1e-12);
        assert!(followed.at_most(0.999) <= Distribution::beta(3.0, 17.0)?.quantile(0.999));
        assert!((followed.distribution(200).mean() - followed.mean()).abs() < 1e-4);
        Ok(())
    }

    #[test]
    fn what_lies_above_1_is_cut_off() -> Result<(), LawError> {
        // With U and V uniform over 0 to 1 and 0 to 4, E min(1, UV) = 1/4 ∫ (v/2 for v ≤ 1, else 1 − 1/(2v)) dv.
        let rates = [tied(1, Distribution::uniform(0.0, 4.0)?), own(Distribution::uniform(0.0, 1.0)?)];
        let followed = Followed::new(0, |place| rates.get(place)).expect("it ends");
        let expected = (0.25 + 3.0 - 0.5 * 4f64.ln()) / 4.0;
        assert!((followed.mean() - expected).abs() < 1e-3, "{} instead of {expected}", followed.mean());
        assert_eq!(followed.as_fixed(), None);
        Ok(())
    }
}
