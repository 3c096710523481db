//! How what is drawn once a trial (rates, lifts, shares) is spread over the trials.
//!
//! A mean over trials is off by luck, and because the rates that were drawn happen to lie high or low. The second part is
//! wasted: over many trials the rates might as well be spread evenly. Under [`Sampling::Even`] trial t is point
//! t / [`REPLICATES`] of replicate t mod [`REPLICATES`], and the latents of an unknown in a replicate are a van der
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

use crate::domain::replicates::REPLICATES;

use super::luck::{Luck, STEP, mix};

/// How what is drawn once a trial is spread over the trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Sampling {
    /// Evenly, in [`REPLICATES`] independent replicates.
    #[default]
    Even,
    /// In each trial without regard to the others.
    Plain,
}

impl Sampling {
    /// What reports and the command line call it.
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

/// How many points come in an order of their own.
const BLOCK: u32 = 1 << BLOCK_BITS;

const BLOCK_BITS: u32 = 3;

/// Tells the hashes of replicates from those of trials.
const REPLICATE: u64 = 0x5bd1_e995_73c2_4f87;

/// A trial's place in a replicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// The hash of seed and replicate.
    pub(super) replicate: u64,
    /// The number of the point.
    pub(super) number: u32,
}

impl Point {
    fn of_trial(seed: u64, trial: u64) -> Point {
        let (replicate, number) = (trial % REPLICATES as u64, trial / REPLICATES as u64);
        // Beyond 2^32 points it begins anew, as another replicate would.
        let replicate = replicate + REPLICATES as u64 * (number >> 32);
        let world = mix(mix(seed.wrapping_add(STEP)) ^ REPLICATE);
        Point { replicate: mix(world.wrapping_add(replicate.wrapping_mul(STEP))), number: number as u32 }
    }

    /// The latent of an unknown in units of 2^-63, by the hash of its name.
    #[inline(always)]
    pub(super) fn latent(self, name: u64) -> u64 {
        let key = mix(self.replicate ^ name);
        let block = mix(key.wrapping_add(u64::from(self.number / BLOCK).wrapping_mul(STEP)));
        let number = (self.number & !(BLOCK - 1)) | in_block(self.number & (BLOCK - 1), block);
        // The shuffled number has its last bit first here, which is the first of the latent.
        let shuffled = scramble(number.reverse_bits(), key as u32).reverse_bits();
        let first = scramble(shuffled, (key >> 32) as u32).reverse_bits();
        let rest = mix(key ^ u64::from(first).wrapping_mul(STEP));
        u64::from(first) << 31 | rest >> 33
    }
}

/// Scrambles a number from its last bit to its first: whether a bit is flipped depends on `key` and the bits after it.
///
/// This is the hash of Laine and Karras (Stratified sampling for stochastic transparency, Computer Graphics Forum 30(4),
/// 2011) with the steps and constants of Vegdahl (Building a better LK hash, 2021).
#[inline]
fn scramble(mut bits: u32, key: u32) -> u32 {
    bits ^= bits.wrapping_mul(0x3d20_adea);
    bits = bits.wrapping_add(key).wrapping_mul((key >> 16) | 1);
    bits ^= bits.wrapping_mul(0x0552_6c56);
    bits ^ bits.wrapping_mul(0x53a2_2864)
}

/// The place of one of eight in their order: a·x + b in the field of eight elements, with a ≠ 0 and b from `hash`, so
/// that any two go to any two places equally often.
#[inline]
fn in_block(place: u32, hash: u64) -> u32 {
    let factor = ((hash >> 32) * 7) >> 32;
    let shift = hash as u32 & (BLOCK - 1);
    (PRODUCTS[factor as usize] >> (4 * place) & (BLOCK - 1)) ^ shift
}

/// The products of 1 to 7 with 0 to 7 in the field of eight elements, four bits each.
const PRODUCTS: [u32; BLOCK as usize - 1] = {
    let mut products = [0; BLOCK as usize - 1];
    let mut factor = 1;
    while factor < BLOCK {
        let mut place = 0;
        while place < BLOCK {
            products[factor as usize - 1] |= product(factor, place) << (4 * place);
            place += 1;
        }
        factor += 1;
    }
    products
};

/// The product of two polynomials over the field of two elements, modulo x³ + x + 1.
const fn product(one: u32, other: u32) -> u32 {
    let mut product = 0;
    let mut bit = BLOCK_BITS;
    while bit > 0 {
        bit -= 1;
        product <<= 1;
        if product & BLOCK != 0 {
            product ^= 0b1011;
        }
        if other >> bit & 1 == 1 {
            product ^= one;
        }
    }
    product
}
