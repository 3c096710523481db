//! Delays in whole days, looked up instead of computed.

use crate::domain::delay::Delay;
use crate::domain::quantity::Day;

use super::luck::Latent;

/// The day on which something lands that takes longer than anybody will wait \[days\]: a hundred years.
pub(crate) const LONGEST: Day = 36_500;

/// How many latents' leading bits select where a search begins.
const GUIDE_BITS: u32 = 12;

/// Says that leading bits leave more than one day.
const SEVERAL: u16 = 1 << 15;

/// A delay made ready: for each number of whole days d ≥ 1 the chance, in units of 2^-63, of taking at most d days.
///
/// A delay of T days lands max(1, ceil(T)) days later, so that chance is the distribution function of T at d, and the
/// days that belong to a latent are the first d whose chance is above it: exact, and without a logarithm.
#[derive(Debug, Clone)]
pub(crate) struct DelayTable {
    delay: Delay,
    /// The chance, in those units, of taking no time.
    at_once: u64,
    chances: Vec<u64>,
    /// The same as shares.
    shares: Vec<f64>,
    /// For each leading bits of a latent the day that it means; or the first that it can mean, and [`SEVERAL`].
    guide: [u16; 1 << GUIDE_BITS],
}

impl DelayTable {
    /// The table of a delay: up to the day by which all but one in a million have landed, 512 at most.
    pub(crate) fn new(delay: &Delay) -> DelayTable {
        let mut shares = Vec::new();
        for day in 1..=512 {
            let share = delay.cdf(f64::from(day));
            shares.push(share);
            if share >= 1.0 - 1e-6 {
                break;
            }
        }
        let chances: Vec<u64> = shares.iter().copied().map(chance).collect();
        let mut guide = [0; 1 << GUIDE_BITS];
        // Latents in order mean days in order.
        let mut passed = 0;
        let mut day = |latent| {
            passed += chances[passed..].iter().take_while(|&&chance| chance <= latent).count();
            passed as u16 + 1
        };
        for (leading, first) in guide.iter_mut().enumerate() {
            let lowest = (leading as u64) << (63 - GUIDE_BITS);
            let lowest_means = day(lowest);
            let is_known = lowest_means == day(lowest | ((1 << (63 - GUIDE_BITS)) - 1));
            *first = lowest_means | if is_known && usize::from(lowest_means) <= chances.len() { 0 } else { SEVERAL };
        }
        DelayTable { delay: delay.clone(), at_once: chance_within(delay, 0), chances, shares, guide }
    }

    /// The delay that it is a table of.
    pub(crate) fn delay(&self) -> &Delay {
        &self.delay
    }

    /// The whole days that a latent means, from 1 to [`LONGEST`].
    #[inline(always)]
    pub(crate) fn days(&self, latent: Latent) -> Day {
        let first = self.guide[(latent.bits() >> (63 - GUIDE_BITS)) as usize];
        if first < SEVERAL { first.into() } else { self.days_from(first - SEVERAL, latent) }
    }

    /// The whole days that a latent means where less than a day is none: from 0 to [`LONGEST`].
    pub(crate) fn days_from_none(&self, latent: Latent) -> Day {
        // Hardly a delay begins at 0, so the table does not.
        if latent.bits() < self.at_once { 0 } else { self.days(latent) }
    }

    /// Searches for the days of a latent from the first that it can mean.
    #[cold]
    fn days_from(&self, first: u16, latent: Latent) -> Day {
        let before = usize::from(first) - 1;
        match self.chances[before..].iter().position(|&chance| latent.bits() < chance) {
            Some(more) => Day::from(first) + more as Day,
            None => self.days_beyond(latent),
        }
    }

    /// The chance of taking at most `days` days.
    pub(crate) fn within(&self, days: Day) -> f64 {
        match usize::try_from(days - 1) {
            Err(_) => 0.0,
            Ok(place) => self.shares.get(place).copied().unwrap_or_else(|| self.delay.cdf(f64::from(days))),
        }
    }

    /// Searches for the days of a latent beyond the table.
    fn days_beyond(&self, latent: Latent) -> Day {
        let (mut low, mut high) = (self.chances.len() as Day, LONGEST);
        while high - low > 1 {
            let middle = low.midpoint(high);
            if latent.bits() < chance_within(&self.delay, middle) { high = middle } else { low = middle }
        }
        high
    }

    /// The whole days that a number between 0 and 1 means.
    pub(crate) fn days_at(&self, u: f64) -> Day {
        // Far out in a tail u may have been rounded to 1. By the day on which the share is, everything has landed.
        let is_before = |share: f64| u >= share && share < 1.0;
        let listed = self.shares.partition_point(|&share| is_before(share)) as Day;
        let (mut low, mut high) = (listed, if listed < self.shares.len() as Day { listed + 1 } else { LONGEST });
        while high - low > 1 {
            let middle = low.midpoint(high);
            if is_before(self.within(middle)) { low = middle } else { high = middle }
        }
        high
    }
}

/// The chance, in units of 2^-63, of taking at most `days` days.
fn chance_within(delay: &Delay, days: Day) -> u64 {
    chance(delay.cdf(f64::from(days)))
}

/// A share in units of 2^-63.
fn chance(share: f64) -> u64 {
    (share * (1u64 << 63) as f64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::luck::{Luck, Stream};

    fn latents(number: u64) -> impl Iterator<Item = Latent> {
        let latents = Luck::of_trial(1, 1).stream(Stream::Restriction.key());
        (0..number).map(move |index| latents.at(index))
    }

    #[test]
    fn what_has_a_share_of_1_behind_it_has_landed() {
        let table = DelayTable::new(&Delay::weibull(1.0, 1.0).expect("a delay"));
        // 1 - exp(-d) rounds to 1 once exp(-d) is below 2^-54, half the step of numbers below 1: exp(-37.4).
        assert_eq!((table.days_at(1.0), table.days_at(0.5)), (38, 1));
    }

    #[test]
    fn what_is_looked_up_is_what_the_distribution_says() {
        // One whose table ends before its tail does, and one whose tail is in the table.
        for delay in [Delay::weibull(0.3, 20.0), Delay::weibull(0.9, 4.0)].map(|delay| delay.expect("a delay")) {
            let table = DelayTable::new(&delay);
            for days in [0, 1, 2, 17, 511, 512, 513, 700] {
                let share = if days < 1 { 0.0 } else { delay.cdf(f64::from(days)) };
                assert_eq!(table.within(days), share, "{days}");
            }
            for u in latents(300).map(Latent::unit).chain([0.0, 0.999_99]) {
                let days = table.days_at(u);
                let before = if days < 2 { 0.0 } else { delay.cdf(f64::from(days - 1)) };
                let by = if days == LONGEST { 1.0 } else { delay.cdf(f64::from(days)) };
                assert!(before <= u && u < by, "{u}: {days}");
            }
        }
    }

    #[test]
    fn a_fixed_delay_is_rounded_up_to_at_least_a_day() {
        for (delay, days) in [(0.0, 1), (0.2, 1), (1.0, 1), (1.01, 2), (30.0, 30), (700.0, 700), (1e9, LONGEST)] {
            let table = DelayTable::new(&Delay::fixed(delay).expect("a delay"));
            for latent in latents(50) {
                assert_eq!(table.days(latent), days, "{delay}");
            }
            assert_eq!(table.days_at(0.5), days);
        }
    }
}
