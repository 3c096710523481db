//! One step of a sequence in all lanes: to whom it has come, and what it draws from them.
//!
//! A step comes to prospects in the order of their numbers: it goes out to them, they have replied, or they are missed. So its
//! state is to how many it has come, with a history by day that tells who is due for the next one.

use crate::domain::quantity::Day;

use super::luck::SequenceLuck;
use super::marked::{Marked, NEVER};
use super::prospects::Prospects;
use super::room::{Halt, HeldUp, LaneRoom, Room};
use crate::engine::lanes::row::{Chosen, LANES, Row};
use crate::engine::lanes::turn::Turn;
use crate::engine::segment_plan::{Step, StepKind};

/// A step of a sequence in all lanes.
#[derive(Debug, Clone)]
pub(super) struct StepLanes<'a> {
    pub(super) step: &'a Step,
    place: usize,
    /// Does it cost a credit, unless it happens to be free to somebody?
    pub(super) pays: bool,
    /// To how many prospects it has come.
    pub(super) passed: Row,
    /// To how many it had come at the end of each day, those missed by then included; in a circle, as far back as anyone can
    /// be due for the next step.
    passed_by: Vec<Row>,
    /// Of the marked ones, the place and the number of the first to whom it has not come.
    at: [u32; LANES],
    next: Row,
    pub(super) sent: Row,
    pub(super) credits: Row,
    pub(super) accepted: Row,
    /// How many reply to it first, and how many of them would have replied to each step before it, later.
    replies: Row,
    taken: Vec<Row>,
}

impl<'a> StepLanes<'a> {
    /// The step in this place of a sequence; `next` is the one after it, in a campaign of so many days.
    pub(super) fn new(step: &'a Step, place: usize, next: Option<&Step>, days: usize) -> StepLanes<'a> {
        let kept = |next: &Step| (next.wait as usize).saturating_add(next.patience as usize + 2);
        StepLanes {
            step,
            place,
            pays: matches!(step.kind, StepKind::InMail(_)),
            passed: Row::ZERO,
            passed_by: vec![Row::ZERO; next.map_or(1, |next| days.min(kept(next)))],
            at: [0; LANES],
            next: Row::ZERO,
            sent: Row::ZERO,
            credits: Row::ZERO,
            accepted: Row::ZERO,
            replies: Row::ZERO,
            taken: vec![Row::ZERO; place],
        }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(super) fn begin(&mut self) {
        (self.passed, self.at, self.next) = (Row::ZERO, [0; LANES], Row::ZERO);
        (self.sent, self.credits) = (Row::ZERO, Row::ZERO);
        (self.accepted, self.replies) = (Row::ZERO, Row::ZERO);
        self.taken.fill(Row::ZERO);
    }

    /// How many prospects reply to it; the steps after it are `later`.
    pub(super) fn replies(&self, later: &[StepLanes<'_>]) -> Row {
        later.iter().fold(self.replies, |replies, step| replies - step.taken[self.place])
    }

    /// How many more prospects of a lane have replied for its sake.
    pub(super) fn replied(&self, lane: usize) -> i32 {
        self.replies[lane] - self.taken.iter().map(|taken| taken[lane]).sum::<i32>()
    }

    /// More of the marked ones of a lane have been drawn.
    #[inline(always)]
    pub(super) fn look_again(&mut self, lane: usize, marked: &[Marked]) {
        self.next[lane] = marked[self.at[lane] as usize].number;
    }

    /// To how many the step had come by the end of a day, those missed by then included.
    #[inline(always)]
    pub(super) fn by(&self, day: Day) -> &Row {
        usize::try_from(day).map_or(&Row::ZERO, |day| &self.passed_by[day % self.passed_by.len()])
    }

    /// Those to whom the step after `before` may come on a day: from the first whose last day has not gone by to the last who
    /// is due.
    #[inline(always)]
    pub(super) fn due(&self, before: &StepLanes<'_>, day: Day) -> (Row, Row) {
        let due_since = day - self.step.wait;
        (self.passed.max(*before.by(due_since - self.step.patience - 1)), *before.by(due_since))
    }

    /// Ends a day; those are `missed` whose last day it was.
    #[inline(always)]
    pub(super) fn end_day(&mut self, day: Day, missed: &Row) {
        let place = day as usize % self.passed_by.len();
        self.passed_by[place] = self.passed.max(*missed);
    }

    /// Those who are missed at the end of a day by the step after `before`.
    #[inline(always)]
    pub(super) fn missed(&self, before: &StepLanes<'_>, day: Day) -> Row {
        *before.by(day - self.step.wait - self.step.patience)
    }

    /// Lets the step come to the prospects `from … due`, as far as there is room.
    #[inline(always)]
    pub(super) fn come_to(
        &mut self,
        (from, due): (Row, Row),
        room: &Room,
        prospects: &mut Prospects<'_>,
        turn: &mut Turn<'_, '_>,
    ) -> HeldUp {
        let pays = self.pays;
        let touches = room.touches;
        let left = if pays { touches.min(room.share).min(room.free) } else { touches };
        let sent = (due - from).min(left);
        if self.place == 0 && !self.step.may_be_free {
            return self.start((from, due), sent, room, prospects, turn);
        }
        // Whoever is beyond the room is looked at only where others go before.
        let looked_at = if self.place > 0 && self.step.may_be_free { due } else { due.min(from + left + Row::all(1)) };
        let marked = Chosen::below(turn.vectors, &self.next, &looked_at);
        let mut held_up = room.held_up(turn.vectors, &sent, &(due - from), marked);
        // Where nobody is marked all are alike.
        let others = Row::of(|lane| if self.next[lane] < looked_at[lane] { 0 } else { sent[lane] });
        self.passed = from + others;
        self.count(others, turn);
        if !marked.is_empty() {
            self.come_to_marked(marked, (&from, &due), room, &mut held_up, prospects, turn);
        }
        held_up
    }

    /// The same of the first step where it costs the same whoever it goes to: only answers tell prospects apart.
    #[inline(always)]
    fn start(
        &mut self,
        (from, due): (Row, Row),
        sent: Row,
        room: &Room,
        prospects: &mut Prospects<'_>,
        turn: &mut Turn<'_, '_>,
    ) -> HeldUp {
        self.passed = from + sent;
        self.count(sent, turn);
        let mut lanes = Chosen::below(turn.vectors, &self.next, &self.passed);
        while !lanes.is_empty() {
            lanes = self.send_to_next(lanes, prospects, turn);
        }
        room.held_up(turn.vectors, &sent, &(due - from), Chosen::NONE)
    }

    /// Sends the step to the next of each of these lanes who is marked. Tells in which lanes there are more.
    #[inline(never)]
    fn send_to_next(&mut self, lanes: Chosen, prospects: &mut Prospects<'_>, turn: &mut Turn<'_, '_>) -> Chosen {
        let mut more = Chosen::NONE;
        for lane in lanes {
            let at = self.at[lane] as usize;
            let (list, luck) = prospects.of(lane);
            self.send(lane, &mut list[at], self.pays, luck, turn);
            self.at[lane] += 1;
            self.next[lane] = list[at + 1].number;
            more.add_if(lane, self.next[lane] < self.passed[lane]);
        }
        more
    }

    /// Counts touches that are alike.
    #[inline(always)]
    fn count(&mut self, sent: Row, turn: &mut Turn<'_, '_>) {
        self.sent += sent;
        if self.pays {
            self.credits += sent;
            turn.free -= sent;
        } else {
            turn.unpaid += sent;
        }
    }

    /// The same in lanes where some of them are marked.
    #[inline(never)]
    fn come_to_marked(
        &mut self,
        lanes: Chosen,
        (from, due): (&Row, &Row),
        room: &Room,
        held_up: &mut HeldUp,
        prospects: &mut Prospects<'_>,
        turn: &mut Turn<'_, '_>,
    ) {
        for lane in lanes {
            let range = (from[lane], due[lane]);
            let (by_limits, by_credits) = self.go_through(lane, range, LaneRoom::of(room, lane), prospects, turn);
            held_up.by_limits.add_if(lane, by_limits);
            held_up.by_credits.add_if(lane, by_credits);
        }
    }

    /// The same in one lane. Tells whether limits and whether credits held somebody up.
    #[inline(always)]
    fn go_through(
        &mut self,
        lane: usize,
        (from, due): (i32, i32),
        mut room: LaneRoom,
        prospects: &mut Prospects<'_>,
        turn: &mut Turn<'_, '_>,
    ) -> (bool, bool) {
        let (list, luck) = prospects.of(lane);
        let (day, place, pays) = (turn.day, self.place, self.pays);
        let (mut at, mut number) = (self.at[lane] as usize, from);
        let (mut sent, mut paid) = (0, 0);
        while list[at].number < from {
            at += 1;
        }
        let halt = loop {
            let crowd = list[at].number.min(due) - number;
            if crowd > 0 {
                let goes = crowd.min(room.left(pays));
                number += goes;
                sent += goes;
                paid += if pays { goes } else { 0 };
                room.take(goes, pays);
                if goes < crowd {
                    break room.halt(pays);
                }
            }
            if number == due {
                break Halt::No;
            }
            let marked = &mut list[at];
            if !marked.is_done_with(place, day) {
                let costs = pays && !self.is_free_to(marked, day);
                let halt = room.halt(costs);
                if halt != Halt::No {
                    break halt;
                }
                room.take(1, costs);
                sent += 1;
                paid += i32::from(costs);
                self.send(lane, marked, costs, luck, turn);
            }
            number += 1;
            at += 1;
        };
        self.passed[lane] = number;
        (self.at[lane], self.next[lane]) = (at as u32, list[at].number);
        let mut by_limits = halt == Halt::Limits;
        if halt == Halt::Credits && place > 0 && self.step.may_be_free {
            // Those to whom it is free need not wait for others.
            let mut last = number;
            for marked in list[at..].iter_mut().take_while(|marked| marked.number < due) {
                if room.touches == 0 {
                    break;
                }
                last = marked.number + 1;
                if !marked.is_done_with(place, day) && self.is_free_to(marked, day) {
                    room.take(1, false);
                    sent += 1;
                    marked.ahead |= 1 << place;
                    self.send(lane, marked, false, luck, turn);
                }
            }
            by_limits = room.touches == 0 && anyone_waits(&list[at..], last..due, place, day);
        }
        self.sent[lane] += sent;
        self.credits[lane] += paid;
        turn.free[lane] -= paid;
        turn.unpaid[lane] += sent - paid;
        (by_limits, halt == Halt::Credits)
    }

    #[inline(always)]
    fn is_free_to(&self, marked: &Marked, day: Day) -> bool {
        self.step.may_be_free && (marked.open_profile || marked.accepted_on <= day)
    }

    /// Sends the step to one who is marked, for a credit or for nothing.
    #[inline(always)]
    fn send(&mut self, lane: usize, to: &mut Marked, costs: bool, luck: &SequenceLuck<'_>, turn: &mut Turn<'_, '_>) {
        let (day, latest) = (turn.day, turn.day.saturating_add(turn.window));
        if costs && to.credit && !to.refunds && to.lands <= latest {
            // The window counts from the latest InMail, which is this one.
            turn.inbox.refund(lane, to.lands);
            to.refunds = true;
        }
        if matches!(self.step.kind, StepKind::Engage { .. }) {
            to.warmed_by |= 1 << self.place;
        }
        if to.answers >> self.place & 1 == 0 {
            return;
        }
        let answer = luck.answer(lane, self.place, to, day, turn.lucks[lane], turn.drawn);
        if let Some(accepted) = answer.accepted {
            self.accepted[lane] += 1;
            to.accepted_on = to.accepted_on.min(accepted);
        }
        // The reply that lands first is the prospect's; of two on one day the earlier touch's.
        let Some(lands) = answer.reply.filter(|&lands| lands < to.lands) else { return };
        if to.lands != NEVER {
            turn.inbox.take_back(lane, to.lands, to.refunds);
            self.taken[usize::from(to.reply_step)][lane] += 1;
        }
        let refunds = costs && lands <= latest;
        turn.inbox.post(lane, lands, refunds);
        (to.lands, to.reply_step, to.credit, to.refunds) = (lands, self.place as u8, costs, refunds);
        self.replies[lane] += 1;
    }

    /// Is there anybody among the prospects `from … due` of a lane who has not replied, and whom it has not come to?
    pub(super) fn anyone_waits(&self, lane: usize, (from, due): (i32, i32), list: &[Marked], day: Day) -> bool {
        anyone_waits(&list[self.at[lane] as usize..], from..due, self.place, day)
    }
}

/// Is there anybody among these prospects whom a step is still to come to? Those of them who are marked are in the list.
fn anyone_waits(list: &[Marked], numbers: std::ops::Range<i32>, step: usize, day: Day) -> bool {
    let marked = list.iter().skip_while(|marked| marked.number < numbers.start);
    let done = marked.take_while(|marked| marked.number < numbers.end).filter(|marked| marked.is_done_with(step, day));
    (done.count() as i32) < numbers.end - numbers.start
}
