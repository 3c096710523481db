//! What a prospect still has to come, and when a segment is through with its list.

use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::touch::Wait;

use super::day::Trial;

impl Trial<'_> {
    /// At the end of a day: touches that could not go out in time are skipped, and the lists are looked at.
    pub(super) fn end_day(&mut self) {
        for segment in 0..self.case.segments.len() {
            for place in 0..self.prospects[segment].len() {
                self.skip_missed_touches(segment, place);
            }
            if self.played.segments[segment].through.is_none() && self.is_through(segment) {
                self.played.segments[segment].through = Some(self.today);
            }
        }
    }

    /// Passes over touches whose window closes today; the wait of the touch after such a one runs from today.
    fn skip_missed_touches(&mut self, segment: usize, place: usize) {
        while let Some(Wait::Window(_, last)) = self.wait(segment, place) {
            let prospect = &mut self.prospects[segment][place];
            let last_day = prospect.wait_from + last as Day;
            if self.today < last_day {
                break;
            }
            prospect.next += 1;
            prospect.wait_from = last_day;
        }
    }

    /// Have all prospects of a list been started, and has none of them a touch to come?
    fn is_through(&self, segment: usize) -> bool {
        let prospects = &self.prospects[segment];
        let number = self.case.segments[segment].prospects;
        number.is_some_and(|number| prospects.len() == number as usize)
            && (0..prospects.len()).all(|place| self.wait(segment, place).is_none())
    }

    /// After the last day: are there lists, and are all of them through?
    pub(super) fn are_lists_through(&self) -> bool {
        let segments = self.case.segments.iter().zip(&self.played.segments);
        let mut lists = segments.filter(|(settings, _)| settings.prospects.is_some()).peekable();
        lists.peek().is_some() && lists.all(|(_, segment)| segment.through.is_some())
    }

    /// The day from which the next touch to a prospect is due; nothing if none is to come.
    pub(super) fn due_day(&self, segment: usize, place: usize) -> Option<Day> {
        let (Wait::AtLeast(days) | Wait::Window(days, _)) = self.wait(segment, place)?;
        Some(self.prospects[segment][place].wait_from + days as Day)
    }

    /// The wait of the next touch to a prospect; nothing if none is to come.
    fn wait(&self, segment: usize, place: usize) -> Option<Wait> {
        let prospect = &self.prospects[segment][place];
        if prospect.replied {
            return None;
        }
        let touch = *self.case.segments[segment].sequence.get(prospect.next)?;
        Some(self.case.touches[touch].wait.expect("a touch in later place has a wait"))
    }
}
