//! The fates of the messages of a record, in days since each was sent.

use std::collections::BTreeMap;

/// The time of day at which a message goes out, by and large, where it is not known \[days\].
const MIDDLE: f64 = 0.5;

/// Is hardly anything known of when a reply came, of which these are the ends? A date leaves a day, or a grain, and as much
/// for rounding.
pub(super) fn is_undated(after: f64, within: f64) -> bool {
    within - after > 2.0 * grain(within).max(1.0)
}

/// The fate of a message, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// It came later than `after` and no later than `within` days after the message.
    Replied {
        /// From 0.
        after: f64,
        /// Above `after`.
        within: f64,
    },
    /// It came at some time within these days.
    Undated {
        /// Above 0.
        within: f64,
    },
    /// No reply came within these days.
    Silent {
        /// From 0.
        days: f64,
    },
}

impl Fate {
    /// A reply on the n-th civil day after that of the message, where no time of day is known. Both days are whole, so
    /// the reply took longer than n − 1 days, and no longer than n; one on the same day took no longer than one.
    pub fn replied_on_day(days: u32) -> Fate {
        let within = f64::from(days.max(1));
        Fate::Replied { after: within - 1.0, within }
    }

    /// A reply that is dated n days after the message, where no time of day is known of either. By and large a message goes
    /// out in the middle of its day: a reply on the same date took no longer than half a day, one on the next half a day to
    /// one and a half.
    pub fn replied_on_date(days: u32) -> Fate {
        let days = f64::from(days);
        Fate::Replied { after: (days - MIDDLE).max(0.0), within: days + MIDDLE }
    }

    /// A reply of which is known between which two times after the message it came \[days\], each rounded to its grain, away
    /// from the other.
    pub fn replied_between(after: f64, within: f64) -> Fate {
        let (after, grain) = (after.max(0.0), grain(within));
        let after = (after / self::grain(after)).floor() * self::grain(after);
        Fate::Replied { after, within: ((within / grain).ceil() * grain).max(after + grain) }
    }

    /// A reply that came at some time within these days.
    pub fn replied_within(days: f64) -> Fate {
        let grain = grain(days);
        Fate::Undated { within: ((days.max(0.0) / grain).ceil() * grain).max(grain) }
    }

    /// The days after and within which a reply came; nothing if none did.
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            Fate::Replied { after, within } => Some((after, within)),
            Fate::Undated { within } => Some((0.0, within)),
            Fate::Silent { .. } => None,
        }
    }

    /// A reply at a known time after the message \[days\]. It is rounded to as fine a grain as a fit can make use of: hours in
    /// the first four days, days up to the hundredth, tens of days up to the thousandth, and hundreds after that.
    pub fn replied_after(days: f64) -> Fate {
        let grain = grain(days);
        let within = ((days.max(0.0) / grain).ceil() * grain).max(grain);
        Fate::Replied { after: within - grain, within }
    }

    /// Silence for these days, rounded to the same grain.
    pub fn silent_for(days: f64) -> Fate {
        Fate::Silent { days: rounded(days) }
    }
}

/// A time of not less than 0, rounded to its grain \[days\].
pub(super) fn rounded(days: f64) -> f64 {
    let grain = grain(days);
    (days.max(0.0) / grain).round() * grain
}

/// The grain of a time \[days\].
fn grain(days: f64) -> f64 {
    match days {
        days if days <= 4.0 => 1.0 / 24.0,
        days if days <= 100.0 => 1.0,
        days if days <= 1_000.0 => 10.0,
        _ => 100.0,
    }
}

/// The fates of many messages, by how often each occurs: a few hundred different ones, however many messages there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fates {
    replied: BTreeMap<(u64, u64), u64>,
    undated: BTreeMap<u64, u64>,
    silent: BTreeMap<u64, u64>,
}

impl Fates {
    /// Counts a message.
    pub fn add(&mut self, fate: Fate) {
        // Times are not negative, so the order of their bits is their own.
        match fate {
            Fate::Replied { after, within } => {
                *self.replied.entry((after.to_bits(), within.to_bits())).or_default() += 1;
            }
            Fate::Undated { within } => *self.undated.entry(within.to_bits()).or_default() += 1,
            Fate::Silent { days } => *self.silent.entry(days.to_bits()).or_default() += 1,
        }
    }

    /// Adds the messages of `other`.
    pub fn merge(&mut self, other: &Fates) {
        for (&times, &count) in &other.replied {
            *self.replied.entry(times).or_default() += count;
        }
        for (&within, &count) in &other.undated {
            *self.undated.entry(within).or_default() += count;
        }
        for (&days, &count) in &other.silent {
            *self.silent.entry(days).or_default() += count;
        }
    }

    /// Replies, each by the days after which and within which it came, with their number: those with a date, the earliest
    /// first, and then the others.
    pub fn replied(&self) -> impl Iterator<Item = (f64, f64, u64)> + '_ {
        self.dated().chain(self.sometime().map(|(within, count)| (0.0, within, count)))
    }

    /// The same of those with a date.
    pub fn dated(&self) -> impl Iterator<Item = (f64, f64, u64)> + '_ {
        self.replied.iter().map(|(&(after, within), &count)| (f64::from_bits(after), f64::from_bits(within), count))
    }

    /// Replies without a date, by the days within which they came, with their number.
    pub fn sometime(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.undated.iter().map(|(&within, &count)| (f64::from_bits(within), count))
    }

    /// Messages without a reply, by the days that they have been silent, with their number, the latest first.
    pub fn silent(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.silent.iter().map(|(&days, &count)| (f64::from_bits(days), count))
    }

    /// The number of messages.
    pub fn sent(&self) -> u64 {
        self.replies() + self.silent.values().sum::<u64>()
    }

    /// The number of replies without a date.
    pub fn undated(&self) -> u64 {
        self.undated.values().sum()
    }

    /// The number of those that drew a reply.
    pub fn replies(&self) -> u64 {
        self.replied.values().sum::<u64>() + self.undated()
    }
}

impl FromIterator<Fate> for Fates {
    fn from_iter<I: IntoIterator<Item = Fate>>(fates: I) -> Fates {
        let mut counted = Fates::default();
        fates.into_iter().for_each(|fate| counted.add(fate));
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_told_by_the_hour_at_first_and_by_the_day_later() {
        assert_eq!(Fate::replied_after(0.0), Fate::Replied { after: 0.0, within: 1.0 / 24.0 });
        assert_eq!(Fate::replied_after(6.2), Fate::Replied { after: 6.0, within: 7.0 });
        assert_eq!(Fate::replied_on_day(0), Fate::replied_on_day(1));
        assert_eq!(Fate::replied_on_day(3), Fate::Replied { after: 2.0, within: 3.0 });
        assert_eq!(Fate::replied_on_date(0), Fate::Replied { after: 0.0, within: 0.5 });
        assert_eq!(Fate::replied_on_date(3), Fate::Replied { after: 2.5, within: 3.5 });
        assert_eq!(Fate::silent_for(17.6), Fate::Silent { days: 18.0 });
    }

    #[test]
    fn what_is_known_of_a_reply_is_no_less_than_it_was_after_rounding() {
        for (after, within) in [(0.3, 1.3), (3.96, 4.96), (99.7, 100.7), (101.2, 102.2), (0.0, 0.0), (-0.4, 0.6)] {
            let Fate::Replied { after: from, within: to } = Fate::replied_between(after, within) else {
                panic!("a reply")
            };
            assert!(from <= f64::max(after, 0.0) && to >= within && from < to, "{after} {within}: {from} {to}");
        }
        assert_eq!(Fate::replied_within(30.2), Fate::Undated { within: 31.0 });
    }

    #[test]
    fn equal_fates_are_counted_together_in_whatever_order_they_come() {
        let fates = [Fate::replied_on_day(2), Fate::silent_for(30.0), Fate::replied_on_day(2), Fate::silent_for(3.0)];
        let counted: Fates = fates.into_iter().collect();
        let mut merged: Fates = fates[2..].iter().copied().collect();
        merged.merge(&fates[..2].iter().copied().collect());
        assert_eq!(counted, merged);
        assert_eq!(counted.replied().collect::<Vec<_>>(), [(1.0, 2.0, 2)]);
        assert_eq!((counted.sent(), counted.replies()), (4, 2));
    }
}
