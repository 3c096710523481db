//! Are latents as good as independent draws, whichever part of their address is counted up?
//!
//! Each check raises a false alarm with chance [`FALSE_ALARM`], 1 in ten million. There are about 550 of them.

mod ends;
mod even;

use inmail_sim::engine::luck::{Latent, Luck, Purpose, Stream};

use crate::statistics::{FALSE_ALARM, assert_even, assert_near, assert_poisson, normal_bound};

/// How many latents are looked at in each direction.
const LATENTS: u64 = 1 << 20;

/// The bits of a latent.
const BITS: u32 = 63;

/// The part of an address that counts up while the rest stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Along {
    Prospects,
    Trials,
    Seeds,
    /// Touches named `a0`, `a1`, `a2`, …
    Touches,
    /// Segments named likewise.
    Segments,
    /// The same touch again and again in a sequence.
    Occurrences,
}

const DIRECTIONS: [Along; 6] =
    [Along::Prospects, Along::Trials, Along::Seeds, Along::Touches, Along::Segments, Along::Occurrences];

/// The latents of one outcome of a touch along a direction.
fn latents_of(purpose: Purpose, along: Along) -> Vec<Latent> {
    let at = |seed, trial, segment: &str, touch: &str, occurrence, prospect| {
        let key = Stream::Touch { segment, touch, occurrence, purpose }.key();
        Luck::of_trial(seed, trial).stream(key).at(prospect)
    };
    let latent = |number: u64| match along {
        Along::Prospects => at(1, 7, "directors", "inmail", 0, number),
        Along::Trials => at(1, number, "directors", "inmail", 0, 3),
        Along::Seeds => at(number, 7, "directors", "inmail", 0, 3),
        Along::Touches => at(1, 7, "directors", &format!("a{number}"), 0, 3),
        Along::Segments => at(1, 7, &format!("a{number}"), "inmail", 0, 3),
        Along::Occurrences => at(1, 7, "directors", "inmail", number as u32, 3),
    };
    (0..LATENTS).map(latent).collect()
}

/// The latents of replies along a direction.
fn latents(along: Along) -> Vec<Latent> {
    latents_of(Purpose::Reply, along)
}

/// How often each value occurred among numbers below 2^`bits`.
fn counts(bits: u32, numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut counts = vec![0; 1 << bits];
    numbers.for_each(|number| counts[number as usize] += 1);
    counts
}

fn leading(latent: Latent, bits: u32) -> u64 {
    latent.bits() >> (BITS - bits)
}

fn trailing(latent: Latent, bits: u32) -> u64 {
    latent.bits() & ((1 << bits) - 1)
}

/// Chi-square with 2^8 − 1 and 2^16 − 1 degrees of freedom: 24 checks.
#[test]
fn latents_fill_all_cells_evenly() {
    for along in DIRECTIONS {
        let latents = latents(along);
        for bits in [8, 16] {
            let first = counts(bits, latents.iter().map(|&latent| leading(latent, bits)));
            assert_even(&format!("the first {bits} bits along {along:?}"), &first);
            let last = counts(bits, latents.iter().map(|&latent| trailing(latent, bits)));
            assert_even(&format!("the last {bits} bits along {along:?}"), &last);
        }
    }
}

/// Two independent uniform numbers about 0 have a product of mean 0 and variance 1/12², and the products of a lag are
/// uncorrelated: 96 checks.
#[test]
fn latents_do_not_tell_of_those_near_them() {
    for along in DIRECTIONS {
        let centred: Vec<f64> = latents(along).iter().map(|latent| latent.unit() - 0.5).collect();
        for lag in 1..=16 {
            let products = centred.iter().zip(&centred[lag..]).map(|(one, other)| one * other);
            let number = (centred.len() - lag) as f64;
            let mean = products.sum::<f64>() / number;
            assert_near(&format!("lag {lag} along {along:?}"), mean, 0.0, 1.0 / 12.0 / number.sqrt());
        }
    }
}

/// Of n numbers below 2^32, n(n−1)/2 pairs agree with chance 2^-32 each, nearly independently: 12 checks.
#[test]
fn latents_coincide_as_often_as_chance_has_it() {
    let pairs = (LATENTS * (LATENTS - 1) / 2) as f64 / 2f64.powi(32);
    let coincidences = |mut numbers: Vec<u64>| {
        numbers.sort_unstable();
        let runs = numbers.chunk_by(|one, other| one == other).map(|run| run.len() as u64);
        runs.map(|length| length * (length - 1) / 2).sum()
    };
    for along in DIRECTIONS {
        let latents = latents(along);
        let first = coincidences(latents.iter().map(|&latent| leading(latent, 32)).collect());
        assert_poisson(&format!("first halves along {along:?}"), first, pairs);
        let last = coincidences(latents.iter().map(|&latent| trailing(latent, 32)).collect());
        assert_poisson(&format!("last halves along {along:?}"), last, pairs);
    }
}

/// Whole latents do not coincide at all: the chance of a pair among 2^20 is 2^-24, below 1e-7. 6 checks.
#[test]
fn no_latent_comes_twice() {
    for along in DIRECTIONS {
        let mut latents = latents(along);
        latents.sort_unstable();
        assert!(latents.windows(2).all(|pair| pair[0] != pair[1]), "along {along:?}");
    }
}

/// Points in a square of 2^8 × 2^8 cells, chi-square with 2^16 − 1 degrees of freedom. Pairs of neighbours do not
/// overlap, so that they are independent: 24 checks.
#[test]
fn pairs_of_latents_fill_the_square_evenly() {
    let square = |what: &str, pairs: &mut dyn Iterator<Item = (Latent, Latent)>| {
        assert_even(what, &counts(16, pairs.map(|(one, other)| leading(one, 8) << 8 | leading(other, 8))));
    };
    for along in DIRECTIONS {
        let replies = latents(along);
        let delays = latents_of(Purpose::ReplyDelay, along);
        let both = || replies.iter().copied().zip(delays.iter().copied());
        square(&format!("reply and delay along {along:?}"), &mut both());
        let shifted = replies.iter().copied().zip(delays[1..].iter().copied());
        square(&format!("reply and the next one's delay along {along:?}"), &mut { shifted });
        square(&format!("neighbours along {along:?}"), &mut replies.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        let strides =
            replies.chunks_exact(512).flat_map(|block| (0..256).map(|place| (block[place], block[place + 256])));
        square(&format!("those 256 apart along {along:?}"), &mut { strides });
    }
}

/// Each bit is set in half of the latents: 378 checks.
#[test]
fn each_bit_is_set_half_the_time() {
    let error = 0.5 / (LATENTS as f64).sqrt();
    for along in DIRECTIONS {
        let mut set = [0u32; BITS as usize];
        for latent in latents(along) {
            set.iter_mut().enumerate().for_each(|(bit, set)| *set += (latent.bits() >> bit & 1) as u32);
        }
        for (bit, set) in set.into_iter().enumerate() {
            assert_near(&format!("bit {bit} along {along:?}"), f64::from(set) / LATENTS as f64, 0.5, error);
        }
    }
}

/// A flipped bit of an index, a trial or a seed flips each bit of the latent half the time. The largest of 64 × 63
/// deviations is held to the bound of one at a false alarm of so much less: 3 checks.
#[test]
fn a_flipped_bit_flips_half_of_the_bits() {
    const TRIALS: u64 = 1 << 13;
    let stream = Stream::Touch { segment: "directors", touch: "inmail", occurrence: 0, purpose: Purpose::Reply }.key();
    let addresses: [(&str, &dyn Fn(u64) -> Latent); 3] = [
        ("index", &|index| Luck::of_trial(1, 7).stream(stream).at(index)),
        ("trial", &|trial| Luck::of_trial(1, trial).stream(stream).at(3)),
        ("seed", &|seed| Luck::of_trial(seed, 7).stream(stream).at(3)),
    ];
    let bound = normal_bound(FALSE_ALARM / f64::from(64 * BITS));
    for (what, latent) in addresses {
        for flipped in 0..64 {
            let mut flips = [0u32; BITS as usize];
            for number in 0..TRIALS {
                let change = latent(number).bits() ^ latent(number ^ (1 << flipped)).bits();
                flips.iter_mut().enumerate().for_each(|(bit, flips)| *flips += (change >> bit & 1) as u32);
            }
            // A low bit pairs each number with another one met: every change then counts twice.
            let changes = if flipped < TRIALS.trailing_zeros() { TRIALS / 2 } else { TRIALS } as f64;
            for (bit, &flips) in flips.iter().enumerate() {
                let z = (f64::from(flips) / TRIALS as f64 - 0.5) * 2.0 * changes.sqrt();
                assert!(
                    z.abs() <= bound,
                    "bit {bit} after a flip of {what} bit {flipped}: z = {z:.2} beyond {bound:.2}"
                );
            }
        }
    }
}
