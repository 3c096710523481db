//! What a prospect still has to come, and when a person is through with a list.

use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::touch::Wait;

use super::day::Trial;

impl Trial<'_> {
    /// At the end of a day: touches that could not go out in time are skipped, and the lists are looked at.
    pub(super) fn end_day(&mut self) {
        for (person, segment) in self.turns() {
            for place in 0..self.people[person].prospects[segment].len() {
                self.skip_missed_touches(person, segment, place);
            }
            if self.is_through(person, segment) {
                let list = self.people[person].lists[segment].as_mut().expect("the segment is worked");
                list.through = list.through.or(Some(self.today));
            }
        }
    }

    /// Passes over touches whose window closes today; the wait of the touch after such a one runs from today.
    fn skip_missed_touches(&mut self, person: usize, segment: usize, place: usize) {
        while let Some(Wait::Window(_, last)) = self.wait(person, segment, place) {
            let prospect = &mut self.people[person].prospects[segment][place];
            let last_day = prospect.wait_from + last as Day;
            if self.today < last_day {
                break;
            }
            prospect.next += 1;
            prospect.wait_from = last_day;
        }
    }

    /// Have all prospects of this person's part of a list been started, and has none of them a touch to come?
    fn is_through(&self, person: usize, segment: usize) -> bool {
        let prospects = &self.people[person].prospects[segment];
        let number = self.people[person].list(segment).prospects;
        number.is_some_and(|number| prospects.len() == number as usize)
            && (0..prospects.len()).all(|place| self.wait(person, segment, place).is_none())
    }

    /// The day from which the next touch to a prospect is due; nothing if none is to come.
    pub(super) fn due_day(&self, person: usize, segment: usize, place: usize) -> Option<Day> {
        let (Wait::AtLeast(days) | Wait::Window(days, _)) = self.wait(person, segment, place)?;
        Some(self.people[person].prospects[segment][place].wait_from + days as Day)
    }

    /// The wait of the next touch to a prospect; nothing if none is to come.
    fn wait(&self, person: usize, segment: usize, place: usize) -> Option<Wait> {
        let prospect = &self.people[person].prospects[segment][place];
        if prospect.replied {
            return None;
        }
        let touch = *self.case.segments[segment].sequence.get(prospect.next)?;
        Some(self.case.touches[touch].wait.expect("a touch in later place has a wait"))
    }
}
