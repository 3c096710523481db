//! Has a rate changed? The replies to the messages of one period against those to the messages of another.
//!
//! By the log-rank test (Mantel, Evaluation of survival data and two new rank order statistics, Cancer Chemotherapy
//! Reports 50, 1966): on each day since a message was sent, replies are expected in proportion to the messages of either
//! period that are still waiting. It needs no fit, and compares what went out yesterday with the first day of what went out
//! long ago.

use super::fate::Fates;

/// The replies to the second period beyond those expected if nothing has changed, in standard deviations; nothing where the
/// two cannot be compared.
pub(super) fn drift(first: &Fates, second: &Fates) -> Option<f64> {
    let (mut one, mut other) = (Waiting::new(first), Waiting::new(second));
    let mut days: Vec<f64> = first.replied().chain(second.replied()).map(|(_, within, _)| within).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    let (mut surplus, mut variance) = (0.0, 0.0);
    for day in days {
        let (of_first, replied_first) = one.at(day);
        let (of_second, replied) = other.at(day);
        let (all, replies) = (of_first + of_second, replied_first + replied);
        surplus += replied - replies * of_second / all;
        if all > 1.0 {
            variance += replies * (of_first / all) * (of_second / all) * (all - replies) / (all - 1.0);
        }
    }
    (variance > 0.0).then(|| surplus / variance.sqrt())
}

/// The messages of a period, by how long each waited for a reply.
struct Waiting {
    /// The days and the number of messages, the longest first.
    replied: Vec<(f64, f64)>,
    silent: Vec<(f64, f64)>,
    /// The number of those that are still waiting.
    left: f64,
}

impl Waiting {
    fn new(fates: &Fates) -> Waiting {
        let mut replied: Vec<_> = fates.replied().map(|(_, within, count)| (within, count as f64)).collect();
        let mut silent: Vec<_> = fates.silent().map(|(days, count)| (days, count as f64)).collect();
        replied.sort_by(|one, other| other.0.total_cmp(&one.0));
        silent.sort_by(|one, other| other.0.total_cmp(&one.0));
        Waiting { replied, silent, left: fates.sent() as f64 }
    }

    /// The number of those that wait until this day at least, and of those among them that draw a reply on it. To be asked
    /// for ascending days.
    fn at(&mut self, day: f64) -> (f64, f64) {
        while let Some((_, count)) = self.silent.pop_if(|(days, _)| *days < day) {
            self.left -= count;
        }
        let (left, mut replies) = (self.left, 0.0);
        while let Some((_, count)) = self.replied.pop_if(|(days, _)| *days <= day) {
            replies += count;
        }
        self.left -= replies;
        (left, replies)
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::super::fate::Fate;
    use super::*;
    use crate::domain::delay::Delay;

    fn fates(replies: &[u32], silent: &[f64]) -> Fates {
        let replied = replies.iter().map(|&day| Fate::replied_on_day(day));
        replied.chain(silent.iter().map(|&days| Fate::silent_for(days))).collect()
    }

    #[test]
    fn it_is_the_log_rank_statistic() {
        // By hand: on day 1 one of 3 and 3 replies, on day 2 one of 2 and 3 (none of the first's leaves), on day 3 one of 2
        // and 1: of the second 0 − 1/2, 1 − 3/5 and 0 − 1/3, with the variances 1/4, 6/25 and 2/9.
        let z = drift(&fates(&[1, 3], &[9.0]), &fates(&[2], &[2.0, 9.0])).expect("they can be compared");
        let (surplus, variance) = (-0.5 + 0.4 - 1.0 / 3.0, 0.25 + 0.24 + 2.0 / 9.0);
        assert!((z - surplus / f64::sqrt(variance)).abs() < 1e-12, "{z}");
    }

    #[test]
    fn where_nothing_can_be_compared_nothing_is_said() {
        assert_eq!(drift(&fates(&[], &[9.0]), &fates(&[], &[1.0])), None);
        assert_eq!(drift(&fates(&[5], &[9.0]), &fates(&[], &[1.0; 3])), None);
    }
    /// The halves of a record whose messages went out evenly over these days up to now, each half with its rate.
    fn halves(rng: &mut StdRng, days: u32, rates: [f64; 2], by_day: bool) -> [Fates; 2] {
        const NUMBER: u32 = 600;
        let delay = Delay::weibull(0.4036, 0.8865).expect("a delay");
        let mut halves = [Fates::default(), Fates::default()];
        for message in 0..NUMBER {
            let (half, day) = ((message * 2 / NUMBER) as usize, message * days / NUMBER);
            // From nine to five.
            let hour = 0.375 + rng.random::<f64>() / 3.0;
            let (left, after) = (f64::from(days - day) - hour, delay.quantile(rng.random()));
            let replied = rng.random::<f64>() < rates[half] && after <= left;
            halves[half].add(match (replied, by_day) {
                (true, false) => Fate::replied_after(after),
                (true, true) => Fate::replied_on_date((hour + after) as u32),
                (false, false) => Fate::silent_for(left),
                (false, true) => Fate::silent_for(left.floor() + 0.5),
            });
        }
        halves
    }

    /// In how many of two thousand records is it beyond the 1 % bounds of the normal distribution?
    fn changes_found(days: u32, rates: [f64; 2], by_day: bool) -> usize {
        let mut rng = StdRng::seed_from_u64(1);
        let is_found = |_: &u32| {
            let [first, second] = halves(&mut rng, days, rates, by_day);
            drift(&first, &second).is_some_and(|surplus| surplus.abs() > 2.576)
        };
        (0..2_000).filter(is_found).count()
    }

    /// If a change is found in 1 % of steady records, one is found in more than 2 % of two thousand by a chance of less than 1
    /// in 50 000.
    #[test]
    fn steady_records_are_seldom_taken_for_changing_ones_however_much_is_open() {
        for days in [10, 35, 120] {
            for by_day in [false, true] {
                let number = changes_found(days, [0.18; 2], by_day);
                println!("{days} days, by day {by_day}: {number} of 2000");
                assert!(number <= 40, "{days} days, by day {by_day}: {number} of 2000");
            }
        }
    }

    #[test]
    fn a_rate_that_has_fallen_to_a_third_is_told() {
        for (days, least) in [(10, 1_600), (35, 1_800), (120, 1_800)] {
            let number = changes_found(days, [0.18, 0.06], false);
            println!("{days} days: {number} of 2000");
            assert!(number >= least, "{days} days: {number} of 2000");
        }
    }
}
