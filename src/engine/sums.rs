//! What the accounts of a trial come to together.

use crate::domain::case::Case;
use crate::domain::count::{Count, TrialCounts, WeekCounts};
use crate::domain::tally::{SeatCounts, SegmentCounts, TouchTally};

use super::schedule::Schedule;

/// What the accounts of a trial come to together.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    pub(super) counted: TrialCounts,
    pub(super) weeks: Vec<WeekCounts>,
    pub(super) touches: Vec<TouchTally>,
    pub(super) segments: Vec<SegmentCounts>,
    /// Empty where there is no need to tell seats apart.
    pub(super) seats: Vec<SeatCounts>,
}

impl Sums {
    /// Nothing yet, of a case.
    pub(super) fn new(schedule: &Schedule<'_>) -> Sums {
        let case = schedule.case;
        Sums {
            counted: TrialCounts::default(),
            weeks: vec![WeekCounts::default(); case.calendar.weeks() as usize],
            touches: vec![TouchTally::default(); schedule.rows],
            segments: case.segments.iter().map(SegmentCounts::nothing).collect(),
            seats: vec![SeatCounts::default(); case.seats.len()],
        }
    }

    /// Begins a trial.
    pub(super) fn clear(&mut self, case: &Case, further: Option<u16>) {
        self.counted.reset(further);
        self.weeks.fill(WeekCounts::default());
        self.touches.fill(TouchTally::default());
        self.segments
            .iter_mut()
            .zip(&case.segments)
            .for_each(|(counts, segment)| *counts = SegmentCounts::nothing(segment));
        self.seats.fill(SeatCounts::default());
    }

    /// Ends a trial: what follows from weeks and segments.
    pub(super) fn end(&mut self, schedule: &Schedule<'_>) {
        let terms = schedule.terms();
        let further = Count::FURTHER_BY_WEEK.into_iter().filter(|_| terms.further.is_some());
        for week in &mut self.weeks {
            for count in Count::SUMMED.into_iter().chain(further.clone()) {
                self.counted[count] += u64::from(week[count]);
            }
            week[Count::RepliesSoFar] = self.counted[Count::Replies] as u32;
        }
        self.counted[Count::RepliesSettled] += self.counted[Count::Replies];
        if terms.further.is_some() {
            let lists = schedule.case.segments.iter().zip(&self.segments);
            let mut lists = lists.filter(|(segment, _)| segment.prospects.is_some());
            let through = lists.all(|(_, counts)| counts.through.is_some());
            self.counted[Count::Through] = (terms.has_lists && through).into();
        }
    }
}
