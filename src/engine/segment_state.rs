//! A segment in one trial: its prospects, who waits for what, and how far it has come this week.

use std::ops::Range;

use crate::domain::calendar::due;
use crate::domain::quantity::{Day, Share};
use crate::domain::segment::Pace;
use crate::domain::tally::TouchTally;

use super::luck::{Latents, Luck, Threshold};
use super::segment_plan::{SegmentPlan, Step, StepKind, worn};
use super::unknown::UnknownId;
use super::waiting::{Run, WaitingList};

/// A day that never comes.
const NEVER: Day = Day::MAX;
/// The lapse day of the credit behind a reply that no credit drew.
const NO_CREDIT: Day = Day::MIN;

/// The state of a prospect who has been started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prospect {
    open_profile: bool,
    /// A bit for each warming-up step of the sequence that went out.
    pub(crate) warmed_by: u64,
    /// The day of the latest InMail that cost a credit.
    pub(crate) paid_on: Day,
    /// The day on which a connection is accepted first.
    pub(crate) accepted_on: Day,
    /// The day on which the first reply lands, so far as it is drawn; the step that draws it; the lapse day of the
    /// credit spent on it.
    replies_on: Day,
    reply_step: u32,
    reply_credit: Day,
}

impl Prospect {
    fn new(open_profile: bool) -> Prospect {
        Prospect {
            open_profile,
            warmed_by: 0,
            paid_on: NEVER,
            accepted_on: NEVER,
            replies_on: NEVER,
            reply_step: 0,
            reply_credit: NO_CREDIT,
        }
    }

    /// Has a reply landed by `day`?
    #[inline]
    pub(crate) fn has_replied(&self, day: Day) -> bool {
        self.replies_on <= day
    }

    /// Is an InMail free on `day`?
    #[inline]
    pub(crate) fn is_free_to(&self, day: Day) -> bool {
        self.open_profile || self.accepted_on <= day
    }

    /// Would a reply that lands on `day` be the first? On the same day the earlier touch goes first.
    #[inline]
    pub(crate) fn would_reply_first(&self, day: Day) -> bool {
        day < self.replies_on
    }

    /// A reply to `step` will land on `day`, drawn by a credit of that lapse day or by a free touch.
    #[inline]
    pub(crate) fn will_reply(&mut self, day: Day, step: usize, credit: Option<Day>) {
        (self.replies_on, self.reply_step, self.reply_credit) = (day, step as u32, credit.unwrap_or(NO_CREDIT));
    }

    /// Is the reply that step's? A later touch may have drawn an earlier one.
    pub(crate) fn reply_is_from(&self, step: u32) -> bool {
        self.reply_step == step
    }

    /// The lapse day of the credit that drew the reply, if one did.
    pub(crate) fn reply_credit(&self) -> Option<Day> {
        (self.reply_credit != NO_CREDIT).then_some(self.reply_credit)
    }
}

/// The luck of one step in one trial; of one that draws no replies, no luck at all.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct StepLuck {
    pub(crate) replies: Latents,
    /// The chance of a reply from a prospect who was not warmed up.
    pub(crate) reply_chance: Threshold,
}

/// A segment in one trial.
#[derive(Debug, Clone)]
pub(crate) struct SegmentState {
    /// Those started, in the order in which they were.
    pub(crate) prospects: Vec<Prospect>,
    /// By step, those who wait for it.
    pub(crate) waiting: Vec<WaitingList>,
    /// A bit for each step for which nobody can go on this day.
    held_up: u64,
    pub(crate) luck: Vec<StepLuck>,
    /// By step, what it did.
    pub(crate) counts: Vec<TouchTally>,
    open_profiles: Latents,
    open_profile_chance: Threshold,
    /// How many prospects this campaign week is to start, and how many had been started when it began.
    wanted: u32,
    started_before: u32,
    /// What is left of all rates after each hundred prospects.
    wear: f64,
    /// The day on which all prospects had been started and none had a touch to come, if there was one.
    pub(crate) through: Option<Day>,
}

impl SegmentState {
    pub(crate) fn new(plan: &SegmentPlan) -> SegmentState {
        SegmentState {
            prospects: Vec::new(),
            waiting: vec![WaitingList::default(); plan.steps.len()],
            held_up: 0,
            luck: Vec::with_capacity(plan.steps.len()),
            counts: vec![TouchTally::default(); plan.steps.len()],
            open_profiles: Latents::default(),
            open_profile_chance: Threshold::default(),
            wanted: 0,
            started_before: 0,
            wear: 1.0,
            through: None,
        }
    }

    /// Begins a trial.
    pub(crate) fn begin(&mut self, plan: &SegmentPlan, luck: Luck, drawn: &[f64]) {
        self.prospects.clear();
        self.waiting.iter_mut().for_each(WaitingList::clear);
        self.open_profiles = luck.stream(plan.open_profile_key);
        self.open_profile_chance = Threshold::new(Share::held(drawn[plan.open_profile]));
        self.counts.fill(TouchTally::default());
        self.wear = plan.wear.map_or(1.0, |wear| drawn[wear]);
        self.through = None;
        self.luck.clear();
        self.luck.extend(plan.steps.iter().map(|step| {
            step.reply().map_or_else(StepLuck::default, |reply| StepLuck {
                replies: luck.stream(reply.key),
                reply_chance: Threshold::new(Share::held(drawn[reply.rate] * drawn[plan.reply_lift])),
            })
        }));
    }

    /// Begins a campaign week that is to start `wanted` prospects.
    pub(crate) fn begin_week(&mut self, wanted: u32) {
        (self.wanted, self.started_before) = (wanted, self.started());
    }

    /// How many prospects have been started.
    pub(crate) fn started(&self) -> u32 {
        self.prospects.len() as u32
    }

    fn started_in_week(&self) -> u32 {
        self.started() - self.started_before
    }

    /// How many more the running target of the week asks for on its `send_day`-th send day of `of`.
    pub(crate) fn wanted_today(&self, send_day: u32, of: u32) -> u32 {
        // A week starts a million at most, on seven days at most.
        (self.wanted * send_day / of).saturating_sub(self.started_in_week())
    }

    /// How many prospects the week wanted by its last day, the last of `sends` of its `of` send days, were left when it
    /// began, and were not started.
    pub(crate) fn shortfall(&self, plan: &SegmentPlan, sends: u32, of: u32) -> u32 {
        match plan.pace {
            Pace::Max => 0,
            Pace::PerWeek(_) | Pace::Refunds => {
                due(self.wanted, sends, of).min(plan.prospects - self.started_before) - self.started_in_week()
            }
        }
    }

    /// Takes on the next prospects, whose numbers these must be.
    #[inline]
    pub(crate) fn meet(&mut self, numbers: Range<u32>) {
        self.prospects.extend(std::iter::repeat_n(Prospect::new(false), numbers.len()));
        // Most segments have no Open Profiles, and then there is nothing to look up.
        if self.open_profile_chance > Threshold::default() {
            for number in numbers {
                let chance = self.open_profile_chance;
                self.prospects[number as usize].open_profile =
                    self.open_profiles.at(u64::from(number)).is_below(chance);
            }
        }
    }

    /// Notes that a step has gone out on `day` to the prospects with these numbers, who now wait for the next one.
    #[inline]
    pub(crate) fn move_on(&mut self, plan: &SegmentPlan, place: usize, numbers: Range<u32>, day: Day) {
        if let (Some(next), false) = (plan.steps.get(place + 1), numbers.is_empty()) {
            self.waiting[place + 1].add(Run { due: day + next.wait, first: numbers.start, end: numbers.end });
        }
    }

    /// The factor on the rates of a prospect, by how many of the whole list come before.
    #[inline]
    pub(crate) fn worn(&self, plan: &SegmentPlan, number: u32) -> f64 {
        if plan.wear.is_none() { 1.0 } else { worn(self.wear, plan.share, number) }
    }

    /// Ends a day: looks whether all prospects have been started and none has a touch to come.
    #[inline]
    pub(crate) fn end_day(&mut self, plan: &SegmentPlan, day: Day) {
        if self.through.is_none() && self.started() == plan.prospects {
            self.skip_missed(&plan.steps, day + 1);
            if !self.anyone_waits(day, Day::MAX) {
                self.through = Some(day);
            }
        }
    }

    /// Does anyone who has not replied by `day` wait for a step that is due by `due`?
    pub(crate) fn anyone_waits(&self, day: Day, due: Day) -> bool {
        let waits = |run: &Run| {
            run.due <= due && (run.first..run.end).any(|number| !self.prospects[number as usize].has_replied(day))
        };
        self.waiting.iter().any(|list| list.runs().iter().any(waits))
    }

    /// How many replies have landed.
    pub(crate) fn replied(&self) -> u64 {
        self.counts.iter().map(|counts| counts.replies).sum()
    }

    /// How many credits have been spent.
    pub(crate) fn credits(&self) -> u64 {
        self.counts.iter().map(|counts| counts.credits).sum()
    }

    /// How many touches have gone out so far, and how many credits they cost.
    pub(crate) fn sent(&self) -> (u64, u64) {
        self.counts.iter().fold((0, 0), |(sent, credits), counts| (sent + counts.sent, credits + counts.credits))
    }

    /// Is a later step due to anyone, or overdue?
    #[inline]
    pub(crate) fn anyone_is_due(&self, day: Day) -> bool {
        self.waiting.iter().skip(1).any(|list| list.next().is_some_and(|run| run.due <= day))
    }

    /// Skips the steps whose last day has passed: the wait of the step after runs from that day.
    #[inline]
    pub(crate) fn skip_missed(&mut self, steps: &[Step], day: Day) {
        for place in 1..steps.len() {
            let patience = steps[place].patience;
            while let Some(run) = self.waiting[place].next().filter(|run| run.due + patience < day) {
                self.waiting[place].take(run.end - run.first);
                if let Some(next) = steps.get(place + 1) {
                    self.waiting[place + 1].add(Run { due: run.due + patience + next.wait, ..run });
                }
            }
        }
    }

    /// Who goes next of those who are due, and with which step: the earliest due day, then the earlier prospect. The
    /// run ends where those who wait for another step have their turn.
    #[inline]
    pub(crate) fn next_due(&self, day: Day) -> Option<(Run, usize)> {
        let mut next: Option<(Run, usize)> = None;
        for (step, list) in self.waiting.iter().enumerate().skip(1) {
            let Some(run) = list.next().filter(|run| run.due <= day && self.held_up & (1 << step) == 0) else {
                continue;
            };
            next = Some(match next {
                None => (run, step),
                Some((first, its_step)) if first < run => (first.until(run), its_step),
                Some((first, _)) => (run.until(first), step),
            });
        }
        next
    }

    /// Nobody who waits for `step` can go on this day.
    pub(crate) fn hold_up(&mut self, step: usize) {
        self.held_up |= 1 << step;
    }

    /// Ends the day's pass over those who wait.
    #[inline]
    pub(crate) fn end_pass(&mut self) {
        self.held_up = 0;
        self.waiting.iter_mut().for_each(WaitingList::end_pass);
    }
}

impl SegmentPlan {
    /// The reply lifts of the steps before `step` that went out.
    pub(crate) fn reply_lifts(&self, warmed_by: u64, step: &Step) -> impl Iterator<Item = UnknownId> {
        self.warm_ups(warmed_by, step).map(|(reply_lift, _)| reply_lift)
    }

    /// The acceptance lifts of the steps before `step` that went out.
    pub(crate) fn accept_lifts(&self, warmed_by: u64, step: &Step) -> impl Iterator<Item = UnknownId> {
        self.warm_ups(warmed_by, step).map(|(_, accept_lift)| accept_lift)
    }

    fn warm_ups(&self, warmed_by: u64, step: &Step) -> impl Iterator<Item = (UnknownId, UnknownId)> {
        step.lifted_by.iter().filter(move |&&place| warmed_by & (1 << place) != 0).filter_map(|&place| {
            match self.steps[place].kind {
                StepKind::Engage { reply_lift, accept_lift } => Some((reply_lift, accept_lift)),
                _ => None,
            }
        })
    }
}
