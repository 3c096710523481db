//! Who will reply to the steps of a sequence: drawn ahead for many prospects at once, since luck is found by its address
//! and does not ask when a touch goes out.

use crate::domain::quantity::{Day, Share};
use crate::domain::seat::Share as PartOfList;

use crate::engine::lanes::row::{Chosen, LANES, Row};
use crate::engine::lanes::told::{NOBODY, WORD};
use crate::engine::luck::{Latents, Luck, Threshold};
use crate::engine::reply_plan::ReplyPlan;
use crate::engine::segment_plan::worn;
use crate::engine::unknown::UnknownId;
use crate::engine::vectors::Vectors;

/// A prospect who replies to a step, should it go out to him.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Replier {
    /// The how many-th to whom the step comes, from 0: his number as a prospect, or his place in the queue for the
    /// second step.
    pub(crate) number: i32,
    delay: u16,
    /// Does he reply to the first step after the day from which the second is due?
    pub(crate) is_late: bool,
}

impl Replier {
    /// How long his reply takes.
    #[inline(always)]
    pub(crate) fn delay(self) -> Day {
        self.delay.into()
    }
}

/// Those who reply to a step, as far as they have been drawn.
#[derive(Debug, Clone)]
pub(crate) struct Repliers {
    lanes: Box<[LaneRepliers; LANES]>,
    next: Row,
}

/// Those of one lane, in the order of their numbers.
#[derive(Debug, Clone, Default)]
struct LaneRepliers {
    /// After the last one drawn comes [`NOBODY`], and memory for more.
    each: Vec<Replier>,
    drawn: u32,
    passed: u32,
}

impl Repliers {
    fn new() -> Repliers {
        Repliers { lanes: Box::new(std::array::from_fn(|_| LaneRepliers::default())), next: Row::all(NOBODY) }
    }

    /// In each lane the number of the next who replies; [`NOBODY`] if none is drawn.
    #[inline(always)]
    pub(crate) fn next(&self) -> &Row {
        &self.next
    }

    /// Passes the next one of a lane that has one.
    #[inline(always)]
    pub(crate) fn pass(&mut self, number: usize) -> Replier {
        let lane = &mut self.lanes[number];
        let replier = lane.each[lane.passed as usize];
        lane.passed += 1;
        self.next[number] = lane.each[lane.passed as usize].number;
        replier
    }

    /// Those of a lane who have been passed.
    pub(super) fn each(&self, lane: usize) -> &[Replier] {
        let lane = &self.lanes[lane];
        &lane.each[..lane.passed as usize]
    }

    /// How many of a lane have been passed.
    #[inline(always)]
    pub(super) fn passed_in(&self, lane: usize) -> u32 {
        self.lanes[lane].passed
    }

    /// How many have been passed.
    pub(crate) fn passed(&self) -> Row {
        Row::of(|lane| self.lanes[lane].passed as i32)
    }

    #[inline(always)]
    fn clear(&mut self) {
        for lane in self.lanes.iter_mut() {
            (lane.drawn, lane.passed) = (0, 0);
        }
        self.next = Row::all(NOBODY);
    }

    /// Adds those of a word's prospects who have a bit.
    #[inline(always)]
    fn add(&mut self, number: usize, mut bits: u64, mut replier: impl FnMut(u32) -> Replier) {
        let lane = &mut self.lanes[number];
        let begin = lane.drawn as usize;
        let end = begin + Latents::RUN + 1;
        if lane.each.len() < end {
            lane.each.resize(end, Replier::default());
        }
        let room = &mut lane.each[begin..end];
        let mut drawn = 0;
        while bits != 0 {
            room[drawn] = replier(bits.trailing_zeros());
            drawn += 1;
            bits &= bits - 1;
        }
        room[drawn].number = NOBODY;
        lane.drawn += drawn as u32;
        self.next[number] = lane.each[lane.passed as usize].number;
    }
}

/// The luck of one step in one lane.
#[derive(Debug, Clone, Copy, Default)]
struct StepLuck {
    replies: Latents,
    delays: Latents,
    /// The place of the table of their delays.
    delay: usize,
    chance: Threshold,
    /// The same as a number, unbounded.
    rate: f64,
    /// Who replies of the prospects of the word that is being drawn, a bit each.
    replying: u64,
}

impl StepLuck {
    /// The luck in a trial in which the schedule's unknowns are `drawn`; `lift` is the segment's.
    #[inline(always)]
    fn new(plan: &ReplyPlan, luck: Luck, drawn: impl Fn(usize) -> f64, lift: usize) -> StepLuck {
        let rate = drawn(plan.rate) * drawn(lift);
        StepLuck {
            replies: luck.stream(plan.key),
            delays: luck.stream(plan.delay_key),
            delay: plan.delay.place(&drawn),
            chance: Threshold::new(Share::held(rate)),
            rate,
            replying: 0,
        }
    }

    /// The same where the list wears out: `worn` tells what is left of the rate for a prospect, and changes one way along
    /// the list; `ends` is that of the first and the last of the word.
    #[inline(always)]
    fn worn_word(&self, first: i32, ends: [f64; 2], worn: impl Fn(i32) -> f64) -> u64 {
        // Powers are not exact to the last digit.
        let (most, least) = (ends[0].max(ends[1]) * (1.0 + 1e-9), ends[0].min(ends[1]) * (1.0 - 1e-9));
        let may = self.replies.run_below(first as u64, self.worn_chance(most));
        self.sift(may, first, self.worn_chance(least), worn)
    }

    #[inline(always)]
    fn worn_chance(&self, worn: f64) -> Threshold {
        Threshold::new(Share::held(self.rate * worn))
    }

    /// Those of a word who reply, of those who `may`: whoever is below what is `surely` left, and the others by their own
    /// chance.
    #[inline(never)]
    fn sift(&self, may: u64, first: i32, surely: Threshold, worn: impl Fn(i32) -> f64) -> u64 {
        let (mut bits, mut open) = (may, may);
        while open != 0 {
            let bit = open.trailing_zeros() as i32;
            open &= open - 1;
            let latent = self.replies.at((first + bit) as u64);
            if !latent.is_below(surely) && !latent.is_below(self.worn_chance(worn(first + bit))) {
                bits &= !(1 << bit);
            }
        }
        bits
    }

    /// Who replies of the prospects of the word that begins with `first`, a bit each.
    #[inline(always)]
    fn word(&self, first: i32) -> u64 {
        self.replies.run_below(first as u64, self.chance)
    }
}

/// Who replies to the one or two steps of a sequence.
///
/// Whoever has replied to the first by the first day on which the second is due never needs it, and has no place in the
/// queue for it.
#[derive(Debug, Clone)]
pub(crate) struct Replies<'a> {
    pub(crate) first: Repliers,
    pub(crate) second: Repliers,
    first_plan: &'a ReplyPlan,
    second_plan: Option<&'a ReplyPlan>,
    /// What is left of all rates after each hundred prospects, and which of them are this list's; nothing where that is all.
    wear: Option<(UnknownId, PartOfList)>,
    /// Days from the first touch to the day from which the second is due.
    wait: Day,
    lucks: Box<[SequenceLuck; LANES]>,
    /// How many prospects are drawn.
    drawn: Row,
}

/// What is left of all rates along a list.
fn worn_along(wear: f64, part: PartOfList) -> impl Fn(i32) -> f64 + Copy {
    move |number| worn(wear, part, number as u32)
}

/// The luck of a sequence in one lane.
#[derive(Debug, Clone, Copy, Default)]
struct SequenceLuck {
    first: StepLuck,
    second: StepLuck,
    wear: f64,
    /// How many places in the queue the prospects drawn have.
    places: i32,
}

impl<'a> Replies<'a> {
    /// Replies to a first step, and to a second that is due some days later.
    pub(crate) fn new(
        first_plan: &'a ReplyPlan,
        second: Option<(&'a ReplyPlan, Day)>,
        wear: Option<(UnknownId, PartOfList)>,
    ) -> Replies<'a> {
        Replies {
            first: Repliers::new(),
            second: Repliers::new(),
            first_plan,
            second_plan: second.map(|(plan, _)| plan),
            wear,
            wait: second.map_or(Day::MAX, |(_, wait)| wait),
            lucks: Box::new([SequenceLuck::default(); LANES]),
            drawn: Row::ZERO,
        }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(crate) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64, lift: usize) {
        for ((number, lane), &luck) in self.lucks.iter_mut().enumerate().zip(lucks) {
            let drawn = |unknown| drawn(number, unknown);
            lane.first = StepLuck::new(self.first_plan, luck, drawn, lift);
            if let Some(plan) = self.second_plan {
                lane.second = StepLuck::new(plan, luck, drawn, lift);
            }
            lane.wear = self.wear.map_or(1.0, |(wear, _)| drawn(wear));
            lane.places = 0;
        }
        self.first.clear();
        self.second.clear();
        self.drawn = Row::ZERO;
    }

    /// Draws prospects until so many of each lane are drawn.
    #[inline(always)]
    pub(crate) fn draw(&mut self, vectors: Vectors, number: &Row) {
        loop {
            let lanes = Chosen::below(vectors, &self.drawn, number);
            if lanes.is_empty() {
                return;
            }
            // Functions of their own, since each wants all registers for its own numbers.
            match self.wear {
                None => vectors.run(
                    #[inline(always)]
                    || self.draw_words(lanes),
                ),
                Some((_, part)) => vectors.run(
                    #[inline(always)]
                    || self.draw_worn_words(lanes, part),
                ),
            }
            vectors.run(
                #[inline(always)]
                || self.add_words(lanes),
            );
        }
    }

    /// Draws who replies of the next word of some lanes.
    #[inline(always)]
    fn draw_words(&mut self, lanes: Chosen) {
        for lane in lanes {
            let luck = &mut self.lucks[lane];
            luck.first.replying = luck.first.word(self.drawn[lane]);
            if self.second_plan.is_some() {
                luck.second.replying = luck.second.word(self.drawn[lane]);
            }
        }
    }

    /// The same where this part of a list wears out.
    #[inline(always)]
    fn draw_worn_words(&mut self, lanes: Chosen, part: PartOfList) {
        for lane in lanes {
            let (luck, first) = (&mut self.lucks[lane], self.drawn[lane]);
            let worn = worn_along(luck.wear, part);
            let ends = [worn(first), worn(first + WORD - 1)];
            luck.first.replying = luck.first.worn_word(first, ends, worn);
            if self.second_plan.is_some() {
                luck.second.replying = luck.second.worn_word(first, ends, worn);
            }
        }
    }

    /// Draws how long their replies take, and adds them to those ahead.
    #[inline(always)]
    fn add_words(&mut self, lanes: Chosen) {
        let (first_plan, wait) = (self.first_plan, self.wait);
        for lane in lanes {
            let (luck, begin) = (&mut self.lucks[lane], self.drawn[lane]);
            let replying = luck.first.replying;
            // A bit for each who replies late.
            let mut late = 0;
            let (table, delays) = (first_plan.delay.table(luck.first.delay), luck.first.delays.from(begin as u64));
            self.first.add(lane, replying, |bit| {
                let delay = table.days(delays.at(bit.into()));
                late |= u64::from(delay > wait) << bit;
                Replier { number: begin + bit as i32, delay: delay as u16, is_late: false }
            });
            if let Some(plan) = self.second_plan {
                let gone = replying & !late;
                let (table, delays) = (plan.delay.table(luck.second.delay), luck.second.delays.from(begin as u64));
                let places = luck.places;
                self.second.add(lane, luck.second.replying & !gone, |bit| {
                    let gone_before = (gone & ((1 << bit) - 1)).count_ones();
                    let delay = table.days(delays.at(bit.into()));
                    Replier {
                        number: places + (bit - gone_before) as i32,
                        delay: delay as u16,
                        is_late: late >> bit & 1 == 1,
                    }
                });
                luck.places += WORD - gone.count_ones() as i32;
            }
            self.drawn[lane] += WORD;
        }
    }
}
