//! Trials of one case, of which only what each came to is of interest.

use crate::domain::count::TrialCounts;

use super::lanes::{LANES, Lanes, Week};
use super::luck::Luck;
use super::recorder::Silent;
use super::schedule::Schedule;
use super::trial::Player;
use super::vectors::Vectors;

/// Nobody is told of weeks. A closure would be another one for each caller, and with it all that plays lanes.
const NOBODY: fn(usize, &Week) = |_, _| {};

/// Fewer trials than this are sooner played one after the other than side by side with lanes that nobody counts.
const FEW: usize = 8;

/// Plays trials of one case, in memory that it keeps.
pub struct Campaigns<'a>(AnyPlayer<'a>);

/// Whoever plays a case: made when it is first needed.
pub(super) struct AnyPlayer<'a> {
    schedule: &'a Schedule<'a>,
    /// Nothing yet, or what is there of it.
    lanes: Option<Option<Box<Lanes<'a>>>>,
    single: Option<Box<Player<'a>>>,
}

/// Who plays some trials.
pub(super) enum Way<'p, 'a> {
    /// Many side by side, where the case keeps its order.
    Lanes(&'p mut Lanes<'a>),
    /// One after the other.
    Single(&'p mut Player<'a>),
}

impl<'a> AnyPlayer<'a> {
    pub(super) fn new(schedule: &'a Schedule<'a>) -> AnyPlayer<'a> {
        AnyPlayer { schedule, lanes: None, single: None }
    }

    /// Who plays so many trials at a time.
    pub(super) fn of(&mut self, trials: usize) -> Way<'_, 'a> {
        let schedule = self.schedule;
        if trials >= FEW
            && let Some(lanes) = self.lanes.get_or_insert_with(|| Lanes::new(schedule).map(Box::new))
        {
            return Way::Lanes(lanes);
        }
        Way::Single(self.single.get_or_insert_with(|| Box::new(Player::new(schedule))))
    }
}

impl<'a> Campaigns<'a> {
    /// Campaigns of the case that `schedule` was made from.
    pub fn new(schedule: &'a Schedule<'a>) -> Campaigns<'a> {
        Campaigns(AnyPlayer::new(schedule))
    }

    /// Plays the trials that have these lucks and tells what each came to, in order.
    pub fn play(&mut self, lucks: impl IntoIterator<Item = Luck>, mut on_trial: impl FnMut(&TrialCounts)) {
        let mut lucks = lucks.into_iter();
        let mut counted = TrialCounts::default();
        loop {
            let mut used = 0;
            let batch: [Luck; LANES] = std::array::from_fn(|_| {
                lucks.next().map_or_else(Luck::default, |luck| {
                    used += 1;
                    luck
                })
            });
            match self.0.of(used) {
                // Lanes beyond the last trial are played and not told.
                Way::Lanes(lanes) => {
                    lanes.play(Vectors::widest(), &batch, NOBODY);
                    for lane in 0..used {
                        lanes.count(lane, &mut counted);
                        on_trial(&counted);
                    }
                }
                Way::Single(player) => {
                    batch[..used].iter().for_each(|&luck| on_trial(player.play(luck, &mut Silent)));
                }
            }
            if used < LANES {
                break;
            }
        }
    }
}
