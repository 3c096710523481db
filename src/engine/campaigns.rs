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

/// Plays trials of one case, in memory that it keeps.
pub struct Campaigns<'a>(AnyPlayer<'a>);

/// Who plays a case.
pub(super) enum AnyPlayer<'a> {
    /// Many trials side by side, where the case is plain.
    Lanes(Box<Lanes<'a>>),
    /// One after the other.
    Single(Box<Player<'a>>),
}

impl<'a> AnyPlayer<'a> {
    pub(super) fn new(schedule: &'a Schedule<'a>) -> AnyPlayer<'a> {
        match Lanes::new(schedule) {
            Some(lanes) => AnyPlayer::Lanes(Box::new(lanes)),
            None => AnyPlayer::Single(Box::new(Player::new(schedule))),
        }
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
        match &mut self.0 {
            AnyPlayer::Single(player) => lucks.for_each(|luck| on_trial(player.play(luck, &mut Silent))),
            AnyPlayer::Lanes(lanes) => loop {
                // Lanes beyond the last trial are played and not told.
                let mut used = 0;
                let batch = std::array::from_fn(|_| match lucks.next() {
                    Some(luck) => {
                        used += 1;
                        luck
                    }
                    None => Luck::default(),
                });
                if used == 0 {
                    break;
                }
                lanes.play(Vectors::widest(), &batch, NOBODY);
                (0..used).for_each(|lane| on_trial(&lanes.counted(lane)));
                if used < LANES {
                    break;
                }
            },
        }
    }
}
