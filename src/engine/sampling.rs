//! How what is drawn once a trial (rates, lifts, shares) is spread over the trials.
//!
//! A mean over trials is off by luck, and because the rates that were drawn happen to lie high or low. The second part is
//! wasted: over many trials the rates might as well be spread evenly. Under [`Sampling::Even`] trial t is point
//! t / 128 of replicate t mod 128, and the latents of an unknown in a replicate are a van der
//! Corput sequence under two random permutations, which are drawn for each seed, replicate and unknown:
//!
//! 1. The number of the point is shuffled from its first bit to its last, so that an aligned block of 2^k points stays
//!    one (Burley, Practical hash-based Owen scrambling, Journal of Computer Graphics Techniques 9(4), 2020). This makes
//!    the unknowns of a trial independent of each other.
//! 2. Its bits reversed, the first bit of the latent first, are scrambled the same way, as Owen does it (Owen, Randomly
//!    permuted (t,m,s)-nets and (t,s)-sequences, 1995). This makes each latent uniform and the replicates independent.
//!
//! So each aligned block of 2^k points, from eight on, has exactly one latent in each of 2^k equal parts of 0 to 1. The
//! smallest blocks are exempt on purpose: if already two successive points had to lie in different halves, for each
//! unknown, two unknowns that lie on the same side in one point would do so in the next, and what they do together
//! would vary twice as much. So the eight points of a block come in an order in which each pair of places is equally
//! likely to hold each pair of points, which leaves 1/7 of that.
//!
//! An address is still made of seed, trial and stream alone: a case meets the same latents alone and among others, and a
//! run of more trials begins with those of a run of fewer.

use serde::{Deserialize, Serialize};

use super::luck::Luck;
use super::point::Point;

/// How what is drawn once a trial is spread over the trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Sampling {
    /// Evenly, in [`REPLICATES`](crate::domain::replicates::REPLICATES) independent replicates.
    #[default]
    Even,
    /// In each trial without regard to the others.
    Plain,
}

impl Sampling {
    /// Its name in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Sampling::Even => "even",
            Sampling::Plain => "plain",
        }
    }

    /// The luck of trial `trial` under `seed`.
    pub fn luck(self, seed: u64, trial: u64) -> Luck {
        match self {
            Sampling::Even => Luck::of_point(seed, trial, Point::of_trial(seed, trial)),
            Sampling::Plain => Luck::of_trial(seed, trial),
        }
    }
}
