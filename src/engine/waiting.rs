//! Prospects who wait for one step of their sequence.

use crate::domain::quantity::Day;

/// Prospects with consecutive numbers who wait for the same day: what goes out together leads on together, so most
/// days add one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    /// The day from which the step is due.
    pub(crate) due: Day,
    pub(crate) first: u32,
    /// One more than the last; never the first.
    pub(crate) end: u32,
}

impl Run {
    /// The part of the run that goes before `other`, of which the first goes after the first of this one.
    #[inline]
    pub(crate) fn until(self, other: Run) -> Run {
        if self.due == other.due { Run { end: self.end.min(other.first), ..self } } else { self }
    }
}

/// Those who wait for one step, in the order in which they go: earliest due day first, then the earlier prospect.
///
/// A day's pass over the list looks at each of those who are due once (`next`, then `take` or `leave`; `end_pass` when
/// it is over). They leave mostly from the front, so the list is a vector with a moving front.
#[derive(Debug, Clone, Default)]
pub(crate) struct WaitingList {
    runs: Vec<Run>,
    /// Where the list begins, less those left.
    front: usize,
    /// Those whom the pass has looked at and left waiting.
    left: Vec<Run>,
}

impl WaitingList {
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
        self.left.clear();
        self.front = 0;
    }

    /// Adds some who go after all whom a pass under way has looked at.
    #[inline]
    pub(crate) fn add(&mut self, run: Run) {
        // Nearly always the last to go, and sometimes beside the ones before.
        match self.runs[self.front..].last_mut() {
            Some(last) if last.due == run.due && last.end == run.first => last.end = run.end,
            Some(last) if (last.due, last.end) > (run.due, run.first) => self.insert(run),
            _ => self.runs.push(run),
        }
    }

    /// Adds some who go before others. These may be waiting between them, so each finds a place of its own.
    #[cold]
    fn insert(&mut self, run: Run) {
        for first in run.first..run.end {
            let one = Run { due: run.due, first, end: first + 1 };
            let before = self.runs[self.front..].partition_point(|other| *other < one);
            self.runs.insert(self.front + before, one);
        }
    }

    /// All who wait, between passes.
    pub(crate) fn runs(&self) -> &[Run] {
        &self.runs[self.front..]
    }

    /// Those who go next in this pass.
    #[inline]
    pub(crate) fn next(&self) -> Option<Run> {
        self.runs.get(self.front).copied()
    }

    /// The pass goes on, and the next `number` wait no longer: no more than the next run has.
    #[inline]
    pub(crate) fn take(&mut self, number: u32) {
        let run = &mut self.runs[self.front];
        run.first += number;
        self.front += usize::from(run.first == run.end);
    }

    /// The pass goes on, and the next one waits on.
    pub(crate) fn leave(&mut self) {
        let Run { due, first, .. } = self.runs[self.front];
        match self.left.last_mut() {
            Some(last) if last.due == due && last.end == first => last.end += 1,
            _ => self.left.push(Run { due, first, end: first + 1 }),
        }
        self.take(1);
    }

    /// Ends the pass: those left stand before those not looked at.
    #[inline]
    pub(crate) fn end_pass(&mut self) {
        if !self.left.is_empty() {
            self.runs.splice(..self.front, self.left.drain(..));
            self.front = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(due: Day, prospect: u32) -> Run {
        Run { due, first: prospect, end: prospect + 1 }
    }

    /// The due day and the number of the next one.
    fn next(list: &WaitingList) -> Option<(Day, u32)> {
        list.next().map(|run| (run.due, run.first))
    }

    #[test]
    fn neighbours_are_one_run() {
        let mut list = WaitingList::default();
        (4..9).for_each(|prospect| list.add(one(3, prospect)));
        assert_eq!(list.next(), Some(Run { due: 3, first: 4, end: 9 }));
        list.take(3);
        assert_eq!(list.next(), Some(Run { due: 3, first: 7, end: 9 }));
    }

    #[test]
    fn those_left_go_first_the_next_time() {
        let mut list = WaitingList::default();
        (0..5).for_each(|prospect| list.add(one(3, prospect)));
        list.take(1);
        list.leave();
        list.take(1);
        list.end_pass();
        list.add(one(2, 9));
        let mut order = Vec::new();
        while let Some((_, prospect)) = next(&list) {
            order.push(prospect);
            list.take(1);
        }
        assert_eq!(order, [9, 1, 3, 4]);
    }

    proptest! {
        #[test]
        fn a_list_does_what_a_sorted_set_does(
            days in prop::collection::vec(prop::collection::vec((1i32..6, any::<bool>()), 0..12), 1..15)
        ) {
            let mut list = WaitingList::default();
            let mut set = std::collections::BTreeSet::new();
            let mut prospect = 0;
            for (today, actions) in days.iter().enumerate() {
                let today = today as Day;
                for &(wait, _) in actions {
                    list.add(one(today + wait, prospect));
                    set.insert((today + wait, prospect));
                    prospect += 1;
                }
                let mut goes = actions.iter().map(|&(_, goes)| goes);
                for expected in set.clone().into_iter().filter(|&(due, _)| due <= today) {
                    prop_assert_eq!(next(&list), Some(expected));
                    match goes.next() {
                        None => break,
                        Some(true) => {
                            list.take(1);
                            set.remove(&expected);
                        }
                        Some(false) => list.leave(),
                    }
                }
                list.end_pass();
            }
        }
    }
}
