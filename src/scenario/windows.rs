//! Windows in which no send day can lie, so that their touch would never go out.

use super::document::reader::Section;
use super::document::source::Mark;
use super::problem::CampaignProblem;
use super::touches::Named;
use crate::domain::calendar::SendDays;
use crate::domain::touch::Wait;
use jiff::civil::Weekday;

/// The weekdays on which touches go out, and where the file says so.
pub(super) struct Windows {
    send_days: Option<SendDays>,
    stated: Option<Mark>,
}

/// Some weekdays, counted from Monday.
type Days = [bool; 7];

impl Windows {
    /// Those of these send days, which `[pacing]` states or leaves at their default; nothing if they are wrong.
    pub(super) fn new(send_days: Option<SendDays>, pacing: Option<&Section<'_>>) -> Windows {
        Windows { send_days, stated: pacing.and_then(|section| Some(section.entry("send_days")?.node.mark)) }
    }

    /// Reports each touch of a segment whose window never meets a send day, whenever the touch before it goes out. Days
    /// off are left aside: they can only shift what comes after them.
    pub(super) fn check(&self, section: &Section<'_>, sequence: &[Named<'_>]) {
        let Some(send_days) = self.send_days else { return };
        let send_days: Days = weekdays().map(|weekday| send_days.contains(weekday));
        // The weekdays from which the wait of the next touch may run.
        let mut from = send_days;
        for named in sequence.iter().skip(1) {
            let Some(wait) = named.touch.and_then(|touch| touch.wait) else { return };
            from = match wait {
                // It waits for a send day as long as it must, and for credits longer.
                Wait::AtLeast(_) => send_days,
                Wait::Window(a, b) => {
                    let due = |days: u32| meets(&from, &send_days, days);
                    // Weekdays come round after seven days.
                    if !(a..=b.min(a + 6)).any(due) {
                        let next = (b..b + 7).find(|&days| due(days)).unwrap_or(b);
                        self.report(section, named, (a, b), next);
                    }
                    after(&from, &send_days, a, b)
                }
            };
        }
    }

    fn report(&self, section: &Section<'_>, named: &Named<'_>, window: (u32, u32), next: u32) {
        let (touch, segment) = (named.id.to_owned(), section.path.clone());
        let send_days = self.stated.map(|mark| (mark, "the send days are stated here"));
        let places: Vec<(Mark, &str)> = [(named.place_of("wait_days"), "the window is stated here")]
            .into_iter()
            .chain(send_days)
            .chain([(named.mark, "the touch is named here")])
            .collect();
        section.ctx.blame(CampaignProblem::NeverDue { touch, segment, window, next }, &places);
    }
}

/// Does a send day come this number of days after any of these?
fn meets(from: &Days, send_days: &Days, days: u32) -> bool {
    (0..7).any(|day| from[day] && send_days[(day + days as usize) % 7])
}

/// From which weekdays the wait after a window runs: from where the touch goes out, or from the window's end.
fn after(from: &Days, send_days: &Days, a: u32, b: u32) -> Days {
    let mut after = [false; 7];
    for day in (0..7).filter(|&day| from[day]) {
        for days in a..=b.min(a + 6) {
            let due = (day + days as usize) % 7;
            after[due] |= send_days[due];
        }
        after[(day + b as usize) % 7] = true;
    }
    after
}

fn weekdays() -> [Weekday; 7] {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
}
