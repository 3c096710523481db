//! On which day each reply of a sequence lands: kept only where something follows from it.

use crate::domain::quantity::Day;

use super::repliers::{Replier, Replies};
use crate::engine::lanes::row::LANES;
use crate::engine::lanes::told::Landing;

/// The landing day of a reply that another one of the same prospect has forestalled, or that was never drawn.
const NEVER: Day = Day::MAX;

/// When replies to the two steps of a sequence land, lane by lane, in the order in which those who reply are passed.
#[derive(Debug, Clone)]
pub(super) struct Landings {
    first: Box<[Vec<Day>; LANES]>,
    second: Box<[Vec<Day>; LANES]>,
}

impl Default for Landings {
    fn default() -> Landings {
        let none = || Box::new(std::array::from_fn(|_| Vec::new()));
        Landings { first: none(), second: none() }
    }
}

impl Landings {
    /// Begins the trials.
    pub(super) fn clear(&mut self) {
        self.first.iter_mut().chain(self.second.iter_mut()).for_each(Vec::clear);
    }

    /// The next who replies to the first step does so on `day`.
    pub(super) fn add_first(&mut self, lane: usize, day: Day) {
        self.first[lane].push(day);
    }

    /// The next who would reply to the second step does so on that day, if at all; a reply to the first that was to land
    /// later, `instead_of` which it lands, is none any more.
    pub(super) fn add_second(&mut self, lane: usize, day: Option<Day>, instead_of: Option<u32>) {
        self.second[lane].push(day.unwrap_or(NEVER));
        if let Some(order) = instead_of {
            self.first[lane][order as usize] = NEVER;
        }
    }

    /// Each reply of a lane, of those who reply to the steps of a sequence; whoever has replied to the first within `wait`
    /// days has no place in the queue for the second.
    pub(super) fn each(&self, replies: &Replies<'_>, lane: usize, wait: Day, mut on_reply: impl FnMut(Landing)) {
        let firsts = replies.first.each(lane);
        for (replier, &day) in firsts.iter().zip(&self.first[lane]).filter(|&(_, &day)| day != NEVER) {
            on_reply(Landing { step: 0, number: replier.number, day });
        }
        // A place in the queue is a number less those gone before it.
        let mut gone = firsts.iter().filter(|replier| replier.delay() <= wait).map(|replier| replier.number).peekable();
        let mut gone_before = 0;
        for (Replier { number: place, .. }, &day) in replies.second.each(lane).iter().zip(&self.second[lane]) {
            while gone.next_if(|&number| number - gone_before <= *place).is_some() {
                gone_before += 1;
            }
            if day != NEVER {
                on_reply(Landing { step: 1, number: place + gone_before, day });
            }
        }
    }
}
