//! What is drawn once a trial, spread evenly over the trials: even where it should be, and chance everywhere else.
//!
//! Seeds and replicates are independent of each other, so what is counted over them is tested as independent draws are.
//! About 150 checks raise a false alarm with chance [`FALSE_ALARM`](crate::statistics::FALSE_ALARM) each.

use inmail_sim::domain::replicates::REPLICATES;
use inmail_sim::engine::Sampling;
use inmail_sim::engine::luck::{Latent, Luck, Purpose, Stream, StreamKey};

use super::{counts, leading, trailing};
use crate::statistics::{assert_even, assert_fits, assert_near};

/// Worlds in which a point is looked at: each a replicate under a seed.
const WORLDS: u64 = 1 << 17;

fn key(name: &str) -> StreamKey {
    Stream::ReplyRate(name).key()
}

/// The latent of an unknown at a point of a world.
fn at(key: StreamKey, world: u64, point: u64) -> Latent {
    let (seed, replicate) = (world / REPLICATES as u64, world % REPLICATES as u64);
    Sampling::Even.luck(seed, replicate + REPLICATES as u64 * point).unknown(key)
}

/// Pairs of numbers below 2^`bits` each fill their square evenly.
#[track_caller]
fn assert_square(what: &str, bits: u32, pairs: impl Iterator<Item = (Latent, Latent)>) {
    let cells = pairs.map(|(one, other)| leading(one, bits) << bits | leading(other, bits));
    assert_even(what, &counts(2 * bits, cells));
}

/// Exact: each part of 0 to 1 has its point, in every block that begins where it should, however far out.
#[test]
fn a_block_has_a_point_in_each_part() {
    for stream in [Stream::ReplyRate("inmail"), Stream::OpenProfileShare("people"), Stream::RestrictionChance] {
        for world in [0, 1, 127, 128, 98_765] {
            for (bits, blocks) in
                [(3, 0..200), (4, 0..100), (7, 0..20), (10, 0..5), (10, 4_194_300..4_194_304), (14, 1..2)]
            {
                for block in blocks {
                    let mut seen = vec![false; 1 << bits];
                    for point in block << bits..(block + 1) << bits {
                        let part = leading(at(stream.key(), world, point), bits);
                        assert!(!std::mem::replace(&mut seen[part as usize], true), "world {world}, point {point}");
                    }
                }
            }
        }
    }
}

/// Any two points of the smallest blocks are in any two of eight parts with the same chance: chi-square with 55 degrees
/// of freedom, 56 checks.
#[test]
fn the_smallest_blocks_come_in_any_order() {
    let key = key("inmail");
    let blocks: Vec<[u64; 8]> =
        (0..WORLDS).map(|world| [0, 1, 2, 3, 4, 5, 6, 7].map(|place| leading(at(key, world, 48 + place), 3))).collect();
    for one in 0..8 {
        for other in (0..8).filter(|&other| other != one) {
            let seen = counts(6, blocks.iter().map(|parts| parts[one] << 3 | parts[other]));
            let (same, different): (Vec<_>, Vec<_>) = (0..64).partition(|cell| cell / 8 == cell % 8);
            assert!(same.iter().all(|&cell: &usize| seen[cell] == 0));
            let different: Vec<u64> = different.iter().map(|&cell| seen[cell]).collect();
            assert_even(&format!("points {one} and {other}"), &different);
        }
    }
}

/// A single point is uniform, whichever it is: 24 checks.
#[test]
fn each_point_is_uniform() {
    for point in [0, 1, 7, 8, 100, 7_812_499] {
        let latents: Vec<Latent> = (0..WORLDS).map(|world| at(key("inmail"), world, point)).collect();
        for bits in [8, 12] {
            assert_even(&format!("first bits of {point}"), &counts(bits, latents.iter().map(|&it| leading(it, bits))));
            assert_even(&format!("last bits of {point}"), &counts(bits, latents.iter().map(|&it| trailing(it, bits))));
        }
    }
}

/// Below the bits that are spread, one replicate is as good as chance, too: 9 checks.
#[test]
fn the_bits_below_are_uniform_along_a_replicate() {
    for world in [0, 1, 77_777] {
        let latents: Vec<Latent> = (0..WORLDS).map(|point| at(key("inmail"), world, point)).collect();
        assert_even(&format!("last bits in {world}"), &counts(12, latents.iter().map(|&it| trailing(it, 12))));
        // Where the 32 scrambled bits end, and well below the 17 that are spread over so many points.
        for place in [26, 31] {
            let window = latents.iter().map(|it| it.bits() >> (63 - place - 8) & 0xff);
            assert_even(&format!("bits from {place} in {world}"), &counts(8, window));
        }
    }
}

/// Chi-square with 255 and 4095 degrees of freedom: 24 checks.
#[test]
fn unknowns_replicates_and_blocks_do_not_tell_of_each_other() {
    let (one, other) = (key("inmail"), key("follow-up"));
    for bits in [4, 6] {
        for point in [0, 5, 11, 780] {
            let both = (0..WORLDS).map(|world| (at(one, world, point), at(other, world, point)));
            assert_square(&format!("two unknowns at {point}"), bits, both);
            // Two replicates of a seed, each pair once.
            let both = (0..WORLDS / 2).map(|pair| (at(one, 2 * pair, point), at(one, 2 * pair + 1, point)));
            assert_square(&format!("two replicates at {point}"), bits, both);
            // The same unknown in successive blocks, at places of their own.
            let both = (0..WORLDS).map(|world| (at(one, world, point | 7), at(other, world, (point | 7) + 1)));
            assert_square(&format!("two unknowns after {point}"), bits, both);
        }
    }
}

/// Two points of a block of 2^(h+1) that are in different halves of it agree in just so many first bits as chance has it,
/// but for the last of them: r with chance 2^-(r+1) below h, and h with all the rest. Where they part they are
/// independent. 32 checks.
#[test]
fn two_blocks_of_a_larger_one_are_independent_but_for_where_they_part() {
    let key = key("inmail");
    for half in 3..11u32 {
        for (point, far) in [(0, 1 << half), (3 << half, 5 + (2 << half))] {
            // Both in one block of twice the size: the second pair has its first point in the second half.
            let pairs: Vec<(Latent, Latent)> =
                (0..WORLDS).map(|world| (at(key, world, point), at(key, world, far))).collect();
            let common = |(one, other): (Latent, Latent)| ((one.bits() ^ other.bits()) << 1).leading_zeros();
            let mut seen = vec![0; half as usize + 1];
            pairs.iter().for_each(|&pair| seen[common(pair) as usize] += 1);
            let chances: Vec<f64> = (0..=half).map(|r| 0.5f64.powi((r + 1).min(half) as i32)).collect();
            assert_fits(&format!("bits in common of {point} and {far}"), &seen, &chances);
            let below = |latent: Latent, bits: u32| latent.bits() >> (63 - bits - 4) & 0xf;
            let rest = pairs.iter().map(|&(one, other)| {
                let parted = common((one, other)) + 1;
                below(one, parted) << 4 | below(other, parted)
            });
            assert_even(&format!("bits below of {point} and {far}"), &counts(8, rest));
        }
    }
}

/// What two unknowns do together varies nearly as by chance. Let s and t be signs, told by the bit at `place` of two
/// unknowns. By the first bit, the seven others of a block of eight are opposed by 1/7 on average, for each unknown, so
/// Σ s·t over n points has variance n·(1 + 7/7²); were successive points opposites, it would be 2·n. By the fifth, the 16
/// points in the other half of a block of 32 are opposed by 1/16: n·(1 + 16/16²). Without a shuffle all points that agree
/// in the first bits would do so for both. The standard error of a variance is the root of (μ4 − σ⁴)/N: 5 checks.
#[test]
fn two_unknowns_together_vary_little_more_than_by_chance() {
    let (one, other) = (key("inmail"), key("follow-up"));
    for (place, points, expected) in
        [(0, 8, 8.0 / 7.0), (0, 64, 8.0 / 7.0), (0, 512, 8.0 / 7.0), (4, 64, 17.0 / 16.0), (4, 512, 17.0 / 16.0)]
    {
        let sign = |latent: Latent| if leading(latent, place + 1) & 1 == 1 { 1.0 } else { -1.0 };
        let worlds = 4 * WORLDS / points;
        let sums: Vec<f64> = (0..worlds)
            .map(|world| (0..points).map(|point| sign(at(one, world, point)) * sign(at(other, world, point))).sum())
            .collect();
        let moment = |power| sums.iter().map(|sum: &f64| sum.powi(power)).sum::<f64>() / worlds as f64;
        let error = ((moment(4) - moment(2).powi(2)) / worlds as f64).sqrt();
        assert_near(&format!("variance by bit {place} over {points}"), moment(2), points as f64 * expected, error);
    }
}

#[test]
fn plain_unknowns_are_latents_like_all_others_and_even_ones_change_nothing_else() {
    for (seed, trial) in [(0, 0), (1, 7), (u64::MAX, 1 << 40)] {
        let (plain, even) = (Sampling::Plain.luck(seed, trial), Sampling::Even.luck(seed, trial));
        assert_eq!(plain, Luck::of_trial(seed, trial));
        for name in ["inmail", "follow-up", ""] {
            let rate = key(name);
            assert_eq!(plain.unknown(rate), Luck::of_trial(seed, trial).stream(rate).at(0));
            assert_ne!(plain.unknown(rate), even.unknown(rate));
            let reply = Stream::Touch { segment: "people", touch: name, occurrence: 0, purpose: Purpose::Reply }.key();
            assert_eq!(plain.stream(reply), even.stream(reply));
        }
    }
}

/// The address of a point beyond 2^32 of a replicate is one of its own: trials 2^39 apart.
#[test]
fn a_replicate_does_not_come_round_again() {
    let latent = |trial| Sampling::Even.luck(1, trial).unknown(key("inmail"));
    assert!((0..1_000).all(|trial| latent(trial) != latent(trial + (1 << 39))));
}

/// The definition, worked out by a second program in another language: a change of it is value-breaking.
#[test]
fn even_latents_are_pinned() {
    let pinned: [(u64, u64); 4] = [
        (0, 1_181_964_639_273_091_414),
        (1, 2_254_907_874_111_126_977),
        (128, 2_477_361_352_999_555_817),
        (99_999, 7_761_639_047_753_075_858),
    ];
    for (trial, bits) in pinned {
        assert_eq!(Sampling::Even.luck(1, trial).unknown(key("inmail")).bits(), bits, "trial {trial}");
    }
}
