//! The luck of a sequence in each lane.

use crate::domain::quantity::{Day, Share};

use super::marked::Marked;
use crate::engine::lanes::row::LANES;
use crate::engine::lanes::told::WORD;
use crate::engine::lanes::turn::Drawn;
use crate::engine::luck::{Latents, Luck, Threshold};
use crate::engine::segment_plan::{SegmentPlan, Step, StepKind, worn};
use crate::engine::unknown::UnknownId;

/// The luck of a sequence in each lane.
#[derive(Debug, Clone)]
pub(super) struct SequenceLuck<'a> {
    plan: &'a SegmentPlan,
    /// Lane by lane, step by step.
    steps: Vec<StepLuck>,
    /// Of the word drawn last: a bit for each prospect who may answer a step, lane by lane, step by step.
    words: Vec<u64>,
    lanes: Box<[LaneLuck; LANES]>,
}

/// What the steps of a sequence share in one lane.
#[derive(Debug, Clone, Copy, Default)]
struct LaneLuck {
    open_profiles: Latents,
    open_profile: Threshold,
    /// Who has one in the word drawn last.
    word: u64,
    /// What is left of all rates after each hundred prospects.
    wear: f64,
}

/// The luck of one step in one lane: of what it draws first, which of an invitation is the acceptance.
#[derive(Debug, Clone, Copy, Default)]
struct StepLuck {
    answers: Latents,
    delays: Latents,
    /// The place of the table of their delays.
    delay: usize,
    /// The rate as the segment lifts it, and the most that a warmed prospect's may be.
    rate: f64,
    most: f64,
}

/// What an answer to a step comes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// The day on which an invitation is accepted.
    pub(super) accepted: Option<Day>,
    /// The day on which a reply lands.
    pub(super) reply: Option<Day>,
}

impl<'a> SequenceLuck<'a> {
    pub(super) fn new(plan: &'a SegmentPlan) -> SequenceLuck<'a> {
        SequenceLuck {
            plan,
            steps: vec![StepLuck::default(); LANES * plan.steps.len()],
            words: vec![0; LANES * plan.steps.len()],
            lanes: Box::new([LaneLuck::default(); LANES]),
        }
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(super) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, UnknownId) -> f64) {
        let plan = self.plan;
        for (number, (&luck, own)) in lucks.iter().zip(self.lanes.iter_mut()).enumerate() {
            let drawn = |unknown| drawn(number, unknown);
            *own = LaneLuck {
                open_profiles: luck.stream(plan.open_profile_key),
                open_profile: Threshold::new(Share::held(drawn(plan.open_profile))),
                word: 0,
                wear: plan.wear.map_or(1.0, drawn),
            };
            let steps = &mut self.steps[number * plan.steps.len()..];
            for (own, step) in steps.iter_mut().zip(plan.steps.iter()) {
                let is_accepted = matches!(step.kind, StepKind::Connect(_));
                let (key, delay_key, delay, rate, lift) = match &step.kind {
                    StepKind::InMail(reply) | StepKind::Free(reply) => {
                        (reply.key, reply.delay_key, &reply.delay, reply.rate, plan.reply_lift)
                    }
                    StepKind::Connect(connect) => {
                        (connect.key, connect.delay_key, &connect.delay, connect.rate, plan.accept_lift)
                    }
                    StepKind::Engage { .. } => continue,
                };
                let rate = drawn(rate) * drawn(lift);
                let most = step.lifted_by.iter().fold(rate, |most, &place| match plan.steps[place].kind {
                    StepKind::Engage { reply_lift, accept_lift } => {
                        most * drawn(if is_accepted { accept_lift } else { reply_lift }).max(1.0)
                    }
                    _ => most,
                });
                *own = StepLuck {
                    answers: luck.stream(key),
                    delays: luck.stream(delay_key),
                    delay: delay.place(drawn),
                    rate,
                    most,
                };
            }
        }
    }

    /// Draws who may answer which step of the word of prospects that begins with `first`.
    #[inline(always)]
    pub(super) fn draw_word(&mut self, lane: usize, first: i32) {
        let plan = self.plan;
        let own = &mut self.lanes[lane];
        own.word = 0;
        // Most segments have no Open Profiles, and then there is nothing to look up.
        if own.open_profile > Threshold::default() {
            own.word = own.open_profiles.run_below(first as u64, own.open_profile);
        }
        let number = plan.steps.len();
        let lucks = &self.steps[lane * number..(lane + 1) * number];
        let words = &mut self.words[lane * number..(lane + 1) * number];
        for ((step, luck), word) in plan.steps.iter().zip(lucks).zip(words) {
            if matches!(step.kind, StepKind::Engage { .. }) {
                continue;
            }
            let most = if is_known(plan, step) {
                luck.most
            } else {
                let ends = [first, first + WORD - 1].map(|number| worn_by(plan, own.wear, number));
                // Powers and products are not exact to the last digit.
                luck.most * ends[0].max(ends[1]) * (1.0 + 1e-9)
            };
            *word = luck.answers.run_below(first as u64, Threshold::new(Share::held(most)));
        }
    }

    /// Who may answer which step, of the word drawn last in a lane: a bit for each prospect, step by step.
    #[inline(always)]
    pub(super) fn words(&self, lane: usize) -> &[u64] {
        let number = self.plan.steps.len();
        &self.words[lane * number..(lane + 1) * number]
    }

    /// Who of the word drawn last in a lane has an Open Profile.
    #[inline(always)]
    pub(super) fn open_profiles(&self, lane: usize) -> u64 {
        self.lanes[lane].word
    }

    /// What a prospect who may answer a step that goes out on `day` does.
    #[inline(always)]
    pub(super) fn answer(&self, lane: usize, place: usize, to: &Marked, day: Day, luck: Luck, drawn: &Drawn) -> Answer {
        let plan = self.plan;
        let step = &plan.steps[place];
        let own = &self.steps[lane * plan.steps.len() + place];
        let index = to.number as u64;
        let nothing = Answer { accepted: None, reply: None };
        if !is_known(plan, step) && !own.answers.at(index).is_below(self.chance(lane, step, own.rate, to, drawn)) {
            return nothing;
        }
        match &step.kind {
            StepKind::InMail(reply) | StepKind::Free(reply) => {
                let delay = reply.delay.table(own.delay).days(own.delays.at(index));
                Answer { reply: Some(day + delay), ..nothing }
            }
            StepKind::Connect(connect) => {
                let accepted = day + connect.delay.table(own.delay).days(own.delays.at(index));
                let reply = &connect.reply;
                let drawn_in_lane = |unknown: UnknownId| drawn[unknown][lane];
                let rate = drawn_in_lane(reply.rate) * drawn_in_lane(plan.reply_lift);
                let chance = self.lifted(lane, step, rate, to, drawn, false);
                let replies = luck.stream(reply.key).at(index).is_below(chance);
                let lands = || {
                    let table = reply.delay.table(reply.delay.place(drawn_in_lane));
                    accepted + table.days(luck.stream(reply.delay_key).at(index))
                };
                Answer { accepted: Some(accepted), reply: replies.then(lands) }
            }
            StepKind::Engage { .. } => nothing,
        }
    }

    /// The chance that a prospect answers a step.
    #[cold]
    #[inline(never)]
    fn chance(&self, lane: usize, step: &Step, rate: f64, to: &Marked, drawn: &Drawn) -> Threshold {
        self.lifted(lane, step, rate, to, drawn, matches!(step.kind, StepKind::Connect(_)))
    }

    /// A rate as the steps that warmed a prospect up and the wear of the list leave it.
    fn lifted(
        &self,
        lane: usize,
        step: &Step,
        rate: f64,
        to: &Marked,
        drawn: &Drawn,
        of_acceptance: bool,
    ) -> Threshold {
        let plan = self.plan;
        let warmed_by = u64::from(to.warmed_by);
        let lift = |rate: f64, lift: UnknownId| rate * drawn[lift][lane];
        let lifted = if of_acceptance {
            plan.accept_lifts(warmed_by, step).fold(rate, lift)
        } else {
            plan.reply_lifts(warmed_by, step).fold(rate, lift)
        };
        Threshold::new(Share::held(lifted * worn_by(plan, self.lanes[lane].wear, to.number)))
    }
}

/// Is the chance of an answer to a step the same for all prospects?
#[inline(always)]
fn is_known(plan: &SegmentPlan, step: &Step) -> bool {
    step.lifted_by.is_empty() && plan.wear.is_none()
}

/// What is left of the rates of a prospect.
#[inline(always)]
fn worn_by(plan: &SegmentPlan, wear: f64, number: i32) -> f64 {
    if plan.wear.is_none() { 1.0 } else { worn(wear, plan.share, number as u32) }
}
