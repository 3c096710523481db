//! The place of a trial among those over which what is drawn once a trial is spread evenly, and the latents there; how
//! this is done and why is told at [`Sampling`](super::sampling::Sampling).

use crate::domain::replicates::REPLICATES;

use super::mix::{STEP, mix};

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
    pub(super) fn of_trial(seed: u64, trial: u64) -> Point {
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
