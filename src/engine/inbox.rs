//! Arrivals under way to the account: replies and acceptances, by the day on which they land.

use crate::domain::quantity::Day;

/// Something that lands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) kind: ArrivalKind,
    /// The segment, or the place among the pending touches.
    pub(crate) source: u32,
    pub(crate) prospect: u32,
    /// The step of the segment's sequence.
    pub(crate) step: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArrivalKind {
    /// A reply to a touch of the campaign.
    Reply,
    /// An invitation of the campaign is accepted.
    Acceptance,
    /// A reply to a touch that was pending on day 0.
    PendingReply,
}

/// No arrival: the end of a list.
const END: u32 = u32::MAX;

/// Arrivals by day, each day's in the order in which they were posted.
///
/// A list a day, threaded through one vector: nothing is allocated once it has grown to the size of a trial.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inbox {
    posted: Vec<(Arrival, u32)>,
    /// The first and the last arrival of each day.
    days: Vec<(u32, u32)>,
    /// What lands after the last day: when, the how many-th of these it was, and what.
    late: Vec<(Day, u32, Arrival)>,
}

impl Inbox {
    /// Empties the inbox for a campaign of `days` days.
    pub(crate) fn clear(&mut self, days: Day) {
        self.posted.clear();
        self.days.clear();
        self.days.resize(days as usize, (END, END));
        self.late.clear();
    }

    /// Posts what will land on `day`, a day of the campaign or after it.
    pub(crate) fn post(&mut self, day: Day, arrival: Arrival) {
        let Some((first, last)) = self.days.get_mut(day as usize) else {
            self.late.push((day, self.late.len() as u32, arrival));
            return;
        };
        let place = self.posted.len() as u32;
        self.posted.push((arrival, END));
        if *first == END {
            *first = place;
        } else {
            self.posted[*last as usize].1 = place;
        }
        *last = place;
    }

    /// The first arrival of a day of the campaign, and where the next is.
    #[inline]
    pub(crate) fn first(&self, day: Day) -> Option<(Arrival, Next)> {
        self.next(Next(self.days[day as usize].0))
    }

    /// What lands after the last day, in the order in which it does; of one day, in the order in which it was posted.
    pub(crate) fn late(&mut self) -> &[(Day, u32, Arrival)] {
        self.late.sort_unstable_by_key(|&(day, number, _)| (day, number));
        &self.late
    }

    /// The arrival after another.
    #[inline]
    pub(crate) fn next(&self, next: Next) -> Option<(Arrival, Next)> {
        self.posted.get(next.0 as usize).map(|&(arrival, next)| (arrival, Next(next)))
    }
}

/// Where the next arrival of a day is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Next(u32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrivals_come_on_their_day_in_the_order_in_which_they_were_posted() {
        let mut inbox = Inbox::default();
        inbox.clear(7);
        for (prospect, day) in [(0, 3), (1, 2), (2, 3), (3, 700), (4, 7), (5, 3)] {
            inbox.post(day, Arrival { kind: ArrivalKind::Reply, source: 0, prospect, step: 0 });
        }
        let on = |day| {
            let mut prospects = Vec::new();
            let mut next = inbox.first(day);
            while let Some((arrival, after)) = next {
                prospects.push(arrival.prospect);
                next = inbox.next(after);
            }
            prospects
        };
        assert_eq!((on(2), on(3), on(4)), (vec![1], vec![0, 2, 5], vec![]));
        let late: Vec<u32> = inbox.late().iter().map(|(_, _, arrival)| arrival.prospect).collect();
        assert_eq!(late, [4, 3]);
    }
}
