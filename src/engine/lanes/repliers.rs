//! Who will reply to a step: drawn ahead for many prospects at once, since luck is found by its address and does not
//! ask when a touch goes out.

use crate::domain::quantity::{Day, Share};

use super::row::{LANES, Row};
use crate::engine::luck::{Latents, Luck, Threshold};
use crate::engine::schedule::ReplyPlan;

/// How many prospects are drawn at a time: as many as a word has bits.
const WORD: i32 = Latents::RUN as i32;

/// The luck of one step in one lane.
#[derive(Debug, Clone, Copy, Default)]
struct StepLuck {
    replies: Latents,
    delays: Latents,
    chance: Threshold,
}

impl StepLuck {
    /// The luck in a trial in which the schedule's unknowns are `drawn`; `lift` is the segment's.
    #[inline(always)]
    fn new(plan: &ReplyPlan, luck: Luck, drawn: impl Fn(usize) -> f64, lift: usize) -> StepLuck {
        StepLuck {
            replies: luck.stream(plan.key),
            delays: luck.stream(plan.delay_key),
            chance: Threshold::new(Share::held(drawn(plan.rate) * drawn(lift))),
        }
    }

    /// Who replies of the prospects of a word, a bit each.
    #[inline(always)]
    fn word(&self, number: usize) -> u64 {
        self.replies.run_below((number * Latents::RUN) as u64, self.chance)
    }

    /// How long the reply of a prospect takes.
    #[inline(always)]
    fn delay(&self, plan: &ReplyPlan, prospect: i32) -> Day {
        plan.delay.days(self.delays.at(prospect as u64))
    }
}

/// A prospect who replies to the first step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replier {
    pub(crate) prospect: i32,
    pub(crate) delay: Day,
}

/// The prospects of a word as they queue for the second step. Whoever has replied by the first day on which it is due
/// never needs it, and has no place in the queue.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// A bit for each who has no place.
    gone: u64,
    /// How many places the words before have.
    before: i32,
}

impl Word {
    /// How many places this word and those before have.
    #[inline(always)]
    fn end(self) -> i32 {
        self.before + WORD - self.gone.count_ones() as i32
    }

    /// The place of the prospect of this bit.
    #[inline(always)]
    fn place(self, bit: u32) -> i32 {
        self.before + bit as i32 - (self.gone & ((1 << bit) - 1)).count_ones() as i32
    }
}

/// Those who reply to the first step, lane by lane, and the queue for the second.
#[derive(Debug, Clone)]
pub(crate) struct FirstReplies<'a> {
    plan: &'a ReplyPlan,
    /// Days from the first touch to the day from which the second is due.
    wait: Day,
    lanes: Box<[FirstLane; LANES]>,
    next: Row,
}

#[derive(Debug, Clone, Default)]
struct FirstLane {
    luck: StepLuck,
    words: Vec<Word>,
    /// Those of the prospects drawn who reply, in ascending order, and how many of them have been passed.
    repliers: Vec<Replier>,
    passed: usize,
}

impl<'a> FirstReplies<'a> {
    /// Replies to the first step; the second is due `wait` days later.
    pub(crate) fn new(plan: &'a ReplyPlan, wait: Day) -> FirstReplies<'a> {
        FirstReplies { plan, wait, lanes: Box::new(std::array::from_fn(|_| FirstLane::default())), next: Row::ZERO }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(crate) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64, lift: usize) {
        // What every one of the trials before needed is drawn at once, which is quicker than word by word.
        let words = self.lanes.iter().map(|lane| lane.words.len()).min().unwrap_or_default();
        for ((number, lane), &luck) in self.lanes.iter_mut().enumerate().zip(lucks) {
            lane.luck = StepLuck::new(self.plan, luck, |unknown| drawn(number, unknown), lift);
            lane.words.clear();
            lane.repliers.clear();
            lane.passed = 0;
            for _ in 0..words {
                lane.draw(self.plan, self.wait);
            }
            self.next[number] = lane.next();
        }
    }

    /// In each lane the next who replies; where that is not known, a prospect before him.
    #[inline(always)]
    pub(crate) fn next(&self) -> &Row {
        &self.next
    }

    /// Passes the next replier of a lane. Nothing if it was not known who that is: it is then.
    #[inline(always)]
    pub(crate) fn pass(&mut self, number: usize) -> Option<Replier> {
        let lane = &mut self.lanes[number];
        let passed = lane.repliers.get(lane.passed).copied();
        match passed {
            Some(_) => lane.passed += 1,
            None => lane.draw(self.plan, self.wait),
        }
        self.next[number] = lane.next();
        passed
    }

    /// How many repliers have been passed.
    pub(crate) fn passed(&self) -> Row {
        Row::of(|lane| self.lanes[lane].passed as i32)
    }

    /// The place of a prospect in the queue, who has one.
    #[inline(always)]
    pub(crate) fn place(&self, lane: usize, prospect: i32) -> i32 {
        self.lanes[lane].words[(prospect / WORD) as usize].place((prospect % WORD) as u32)
    }
}

impl FirstLane {
    /// The next who replies, or the first prospect who is not drawn.
    #[inline(always)]
    fn next(&self) -> i32 {
        let drawn = (self.words.len() * Latents::RUN) as i32;
        self.repliers.get(self.passed).map_or(drawn, |replier| replier.prospect)
    }

    /// Draws the next word.
    #[inline(always)]
    fn draw(&mut self, plan: &ReplyPlan, wait: Day) {
        let number = self.words.len();
        let mut bits = self.luck.word(number);
        let mut gone = 0;
        while bits != 0 {
            let bit = bits.trailing_zeros();
            let prospect = number as i32 * WORD + bit as i32;
            let delay = self.luck.delay(plan, prospect);
            gone |= u64::from(delay <= wait) << bit;
            self.repliers.push(Replier { prospect, delay });
            bits &= bits - 1;
        }
        self.words.push(Word { gone, before: self.words.last().map_or(0, |word| word.end()) });
    }
}

/// Those who reply to the second step, should it go out to them, lane by lane, by their places in the queue.
#[derive(Debug, Clone)]
pub(crate) struct SecondReplies<'a> {
    plan: &'a ReplyPlan,
    lanes: Box<[SecondLane; LANES]>,
    next: Row,
}

#[derive(Debug, Clone, Copy, Default)]
struct SecondLane {
    luck: StepLuck,
    /// How many words have been begun, and a bit for each replier of the last one who has not been passed.
    words: usize,
    ahead: u64,
}

impl<'a> SecondReplies<'a> {
    pub(crate) fn new(plan: &'a ReplyPlan) -> SecondReplies<'a> {
        SecondReplies { plan, lanes: Box::new([SecondLane::default(); LANES]), next: Row::ZERO }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(crate) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64, lift: usize) {
        for ((number, lane), &luck) in self.lanes.iter_mut().enumerate().zip(lucks) {
            let luck = StepLuck::new(self.plan, luck, |unknown| drawn(number, unknown), lift);
            *lane = SecondLane { luck, ..SecondLane::default() };
        }
        self.next = Row::ZERO;
    }

    /// In each lane the place of the next who replies; where that is not known, a place before his.
    #[inline(always)]
    pub(crate) fn next(&self) -> &Row {
        &self.next
    }

    /// Passes the next replier of a lane, and tells his place and how long his reply takes. Nothing if it was not known
    /// who that is, or if his place is before `from`.
    #[inline(always)]
    pub(crate) fn pass(&mut self, number: usize, from: i32, firsts: &FirstReplies<'_>) -> Option<(i32, Day)> {
        let (lane, words) = (&mut self.lanes[number], &firsts.lanes[number].words);
        let mut passed = None;
        if lane.ahead == 0 {
            // Of a word that has been missed nobody needs to be drawn.
            while words[lane.words].end() <= from && lane.words + 1 < words.len() {
                lane.words += 1;
            }
            lane.ahead = lane.luck.word(lane.words) & !words[lane.words].gone;
            lane.words += 1;
        } else {
            let place = self.next[number];
            if place >= from {
                let prospect = (lane.words as i32 - 1) * WORD + lane.ahead.trailing_zeros() as i32;
                passed = Some((place, lane.luck.delay(self.plan, prospect)));
            }
            lane.ahead &= lane.ahead - 1;
        }
        let word = words[lane.words - 1];
        self.next[number] = if lane.ahead == 0 { word.end() } else { word.place(lane.ahead.trailing_zeros()) };
        passed
    }
}
