//! Who will reply to a step: drawn ahead for many prospects at once, since luck is found by its address and does not
//! ask when a touch goes out.

use crate::domain::quantity::{Day, Share};

use super::row::{LANES, Row};
use crate::engine::luck::{Latents, Luck, Threshold};
use crate::engine::schedule::ReplyPlan;

/// How many prospects are drawn at a time: as many as a word has bits.
const AHEAD: i32 = 64;

/// A prospect who will reply to a step, should it go out to him.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replier {
    pub(crate) prospect: i32,
    /// How long the reply takes.
    pub(crate) delay: Day,
    /// The day on which it lands, once the step has gone out.
    pub(crate) lands: Day,
}

/// Those who will reply to one step of a sequence, lane by lane.
#[derive(Debug, Clone)]
pub(crate) struct Repliers<'a> {
    plan: &'a ReplyPlan,
    lanes: Vec<Lane>,
    /// In each lane the first replier to whom the step has not come yet, or the first prospect who is not drawn.
    next: Row,
}

#[derive(Debug, Clone, Default)]
struct Lane {
    replies: Latents,
    delays: Latents,
    chance: Threshold,
    /// The prospects drawn, a bit each: does he reply?
    drawn: Vec<u64>,
    /// Those who do, in ascending order.
    found: Vec<Replier>,
    /// How many of them the step has come to.
    passed: usize,
}

impl<'a> Repliers<'a> {
    pub(crate) fn new(plan: &'a ReplyPlan) -> Repliers<'a> {
        Repliers { plan, lanes: vec![Lane::default(); LANES], next: Row::ZERO }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(crate) fn begin(&mut self, lucks: &[Luck; LANES], chance: impl Fn(usize, &ReplyPlan) -> f64) {
        for (place, lane) in self.lanes.iter_mut().enumerate() {
            lane.replies = lucks[place].stream(self.plan.key);
            lane.delays = lucks[place].stream(self.plan.delay_key);
            lane.chance = Threshold::new(Share::held(chance(place, self.plan)));
            lane.drawn.clear();
            lane.found.clear();
            lane.passed = 0;
        }
        self.next = Row::ZERO;
    }

    /// See the field.
    #[inline(always)]
    pub(crate) fn next(&self) -> &Row {
        &self.next
    }

    /// The next replier before `end` in a lane to whom the step comes now.
    #[inline(always)]
    pub(crate) fn pass(&mut self, place: usize, end: i32) -> Option<&mut Replier> {
        let lane = &mut self.lanes[place];
        while lane.passed == lane.found.len() && lane.prospects_drawn() < end {
            lane.draw(self.plan);
        }
        let is_before = lane.found.get(lane.passed).is_some_and(|replier| replier.prospect < end);
        lane.passed += usize::from(is_before);
        self.next[place] = lane.found.get(lane.passed).map_or(lane.prospects_drawn(), |replier| replier.prospect);
        if is_before { lane.found.get_mut(lane.passed - 1) } else { None }
    }

    /// The repliers of a lane found so far, in ascending order.
    #[inline(always)]
    pub(crate) fn found(&self, place: usize) -> &[Replier] {
        &self.lanes[place].found
    }

    /// The first prospect of a lane who is not drawn.
    #[inline(always)]
    pub(crate) fn drawn(&self, place: usize) -> i32 {
        self.lanes[place].prospects_drawn()
    }

    /// What is known of a prospect of a lane who is drawn, if he replies.
    #[inline(always)]
    pub(crate) fn replier(&self, place: usize, prospect: i32) -> Option<&Replier> {
        let lane = &self.lanes[place];
        // Most do not, and then one bit tells.
        if lane.drawn[(prospect / AHEAD) as usize] >> (prospect % AHEAD) & 1 == 0 {
            return None;
        }
        let found = lane.found.binary_search_by_key(&prospect, |replier| replier.prospect);
        found.ok().map(|at| &lane.found[at])
    }
}

impl Lane {
    #[inline(always)]
    fn prospects_drawn(&self) -> i32 {
        self.drawn.len() as i32 * AHEAD
    }

    /// Draws the next prospects.
    #[inline(always)]
    fn draw(&mut self, plan: &ReplyPlan) {
        let first = self.prospects_drawn();
        let (replies, chance) = (self.replies, self.chance);
        let mut bits = 0;
        for ahead in 0..AHEAD {
            bits |= u64::from(replies.at((first + ahead) as u64).is_below(chance)) << ahead;
        }
        self.drawn.push(bits);
        while bits != 0 {
            let prospect = first + bits.trailing_zeros() as i32;
            let delay = plan.delay.days(self.delays.at(prospect as u64));
            self.found.push(Replier { prospect, delay, lands: Day::MAX });
            bits &= bits - 1;
        }
    }
}
