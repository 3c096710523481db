//! How much may still go out: limits of touches by day and week, and the hours of the week.

use crate::domain::case::{Case, LimitWeek};
use crate::domain::quantity::Day;
use crate::domain::reason::Reason;

/// The limits of a case.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// By touch; empty where none has a limit.
    pub(super) touches: Vec<Limit>,
    pub(super) is_rolling: bool,
    /// The working time of a campaign week, in thousandths of a minute.
    pub(super) time: u64,
}

/// How often a touch may go out; `u32::MAX`: as often as it likes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub(super) per_day: u32,
    pub(super) per_week: u32,
}

/// How often a touch did go out.
#[derive(Debug, Clone, Copy, Default)]
struct Sent {
    /// In this campaign week, or in the last seven days.
    in_week: u32,
    /// On each of the last seven days, in a circle.
    by_day: [u32; 7],
}

impl Limits {
    pub(crate) fn new(case: &Case) -> Limits {
        let limit = |limit: Option<u32>| limit.unwrap_or(u32::MAX);
        let is_limited =
            case.touches.iter().any(|touch| touch.limit_per_day.is_some() || touch.limit_per_week.is_some());
        let limits = case
            .touches
            .iter()
            .filter(|_| is_limited)
            .map(|touch| Limit { per_day: limit(touch.limit_per_day), per_week: limit(touch.limit_per_week) });
        Limits {
            touches: limits.collect(),
            is_rolling: case.pacing.limit_week == LimitWeek::Rolling,
            time: case.pacing.hours_per_week.map_or(u64::MAX, |hours| hours.thousandths()),
        }
    }
}

/// What of the limits is used up.
#[derive(Debug, Clone)]
pub(crate) struct Quota<'a> {
    limits: &'a Limits,
    sent: Vec<Sent>,
    today: usize,
    /// The working time left in this campaign week, in thousandths of a minute.
    time: u64,
}

impl<'a> Quota<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Quota<'a> {
        Quota { limits, sent: vec![Sent::default(); limits.touches.len()], today: 0, time: limits.time }
    }

    /// Begins a trial.
    pub(crate) fn begin(&mut self) {
        self.sent.fill(Sent::default());
    }

    /// Begins a campaign week.
    pub(crate) fn begin_week(&mut self) {
        self.time = self.limits.time;
        if !self.limits.is_rolling {
            self.sent.iter_mut().for_each(|sent| sent.in_week = 0);
        }
    }

    /// Begins a day, a send day or not: what is seven days old no longer counts.
    #[inline]
    pub(crate) fn begin_day(&mut self, day: Day) {
        self.today = day as usize % 7;
        for sent in &mut self.sent {
            let gone = std::mem::take(&mut sent.by_day[self.today]);
            if self.limits.is_rolling {
                sent.in_week -= gone;
            }
        }
    }

    /// What keeps a touch that takes this time from going out today, if anything does.
    #[inline]
    pub(crate) fn holds_up(&self, touch: u32, time: u64) -> Option<Reason> {
        let is_used_up = |sent: &Sent| {
            let limit = &self.limits.touches[touch as usize];
            sent.in_week >= limit.per_week || sent.by_day[self.today] >= limit.per_day
        };
        if self.sent.get(touch as usize).is_some_and(is_used_up) {
            Some(Reason::Limit)
        } else if time > self.time {
            Some(Reason::Hours)
        } else {
            None
        }
    }

    /// A touch that takes this time goes out.
    #[inline]
    pub(crate) fn take(&mut self, touch: u32, time: u64) {
        if let Some(sent) = self.sent.get_mut(touch as usize) {
            sent.in_week += 1;
            sent.by_day[self.today] += 1;
        }
        self.time -= time;
    }
}
