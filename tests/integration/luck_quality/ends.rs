//! The ends of the range of latents, what is compared with them, and the values themselves.

use inmail_sim::domain::quantity::Share;
use inmail_sim::engine::luck::{Latent, Latents, Luck, Purpose, Stream, Threshold};

/// The step between the states of neighbouring indices, as the luck's page gives it.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The number that times `odd` is 1, by Newton's method: each round doubles the bits that are right.
fn inverse(odd: u64) -> u64 {
    (0..6).fold(odd, |guess, _| guess.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(guess))))
}

/// What the finalizer "Mix13" turns into `z`.
fn unmix(z: u64) -> u64 {
    let z = (z ^ (z >> 31) ^ (z >> 62)).wrapping_mul(inverse(0x94d0_49bb_1331_11eb));
    let z = (z ^ (z >> 27) ^ (z >> 54)).wrapping_mul(inverse(0xbf58_476d_1ce4_e5b9));
    z ^ (z >> 30) ^ (z >> 60)
}

/// An index at which a stream has the latent `bits`: since the finalizer can be undone, there is one for each of them.
fn find(latents: Latents, bits: u64) -> Latent {
    // The state at index 0 is known from its latent but for the bit that a latent lacks.
    let states = [0, 1].map(|lost| unmix(latents.at(0).bits() << 1 | lost));
    let indices = states.map(|state| unmix(bits << 1).wrapping_sub(state).wrapping_mul(inverse(STEP)));
    let found = indices.into_iter().map(|index| latents.at(index)).find(|latent| latent.bits() == bits);
    found.expect("one of the two states is right")
}

fn some_latents() -> Latents {
    Luck::of_trial(1, 7).stream(Stream::Restriction.key())
}

#[test]
fn nothing_happens_at_chance_0_and_everything_at_chance_1() {
    let (never, always) = (Threshold::new(Share::ZERO), Threshold::new(Share::ONE));
    let (tiny, nearly) = (Share::new(f64::powi(0.5, 63)), Share::new(1.0 - f64::EPSILON / 2.0));
    let (tiny, nearly) = [tiny, nearly].map(|share| Threshold::new(share.expect("a share"))).into();
    let (lowest, second) = (find(some_latents(), 0), find(some_latents(), 1));
    let highest = find(some_latents(), (1 << 63) - 1);
    assert!(!lowest.is_below(never) && !highest.is_below(never));
    assert!(lowest.is_below(always) && highest.is_below(always));
    // The smallest and the largest chances that there are between: 2^-63, and the number before 1.
    assert!(lowest.is_below(tiny) && !second.is_below(tiny));
    assert!(second.is_below(nearly) && !highest.is_below(nearly));
}

#[test]
fn the_unit_of_a_latent_lies_between_0_and_1() {
    assert_eq!(find(some_latents(), 0).unit(), f64::powi(0.5, 53));
    assert_eq!(find(some_latents(), (1 << 63) - 1).unit(), 1.0 - f64::powi(0.5, 53));
    assert_eq!(find(some_latents(), 1 << 62).unit(), 0.5 + f64::powi(0.5, 53));
    for index in 0..100_000 {
        let latent = some_latents().at(index);
        // Within half of its last place of the latent itself.
        assert!((latent.unit() - latent.bits() as f64 / f64::powi(2.0, 63)).abs() <= f64::powi(0.5, 53));
    }
}

#[test]
fn an_event_happens_at_every_higher_chance_too() {
    let chances: Vec<Threshold> =
        (0..=1000).map(|share| Threshold::new(Share::held(f64::from(share) / 1000.0))).collect();
    assert!(chances.is_sorted());
    for index in 0..1000 {
        let latent = some_latents().at(index);
        let happens: Vec<bool> = chances.iter().map(|&chance| latent.is_below(chance)).collect();
        assert!(happens.is_sorted());
        // It begins to happen where the chance exceeds the latent's unit.
        let first = happens.partition_point(|&happens| !happens) as f64 / 1000.0;
        assert!((0.0..=0.001 + 1e-12).contains(&(first - latent.unit())));
    }
}

/// Value-breaking: whoever changes one of these numbers changes every result for a given seed. They were worked out
/// apart from the program, from the page of the luck alone.
#[test]
fn latents_keep_their_values() {
    let touch = |occurrence, purpose| Stream::Touch { segment: "directors", touch: "inmail", occurrence, purpose };
    let values = [
        (1, 0, touch(0, Purpose::Reply), 0, 0x13fb_9680_347d_ee80),
        (1, 0, touch(0, Purpose::Reply), 1, 0x3e86_91ad_34eb_cf21),
        (1, 1, touch(0, Purpose::Reply), 0, 0x11c1_9ae7_e47c_da01),
        (2, 0, touch(0, Purpose::Reply), 0, 0x3e36_9fa8_e6ba_3c0f),
        (1, 0, touch(1, Purpose::Reply), 0, 0x7115_a8a0_810e_10d9),
        (1, 0, touch(0, Purpose::ReplyDelay), 0, 0x0ca2_daa9_1180_99d9),
        (1, 0, touch(0, Purpose::Acceptance), 0, 0x5bef_e427_e02b_51a8),
        (1, 0, touch(0, Purpose::AcceptanceDelay), 0, 0x0317_edc5_1933_3bff),
        (1, 0, Stream::ReplyRate("inmail"), 0, 0x3815_6f45_ff91_5822),
        (1, 0, Stream::AcceptRate("inmail"), 0, 0x3e85_d121_ba39_6f3b),
        (1, 0, Stream::TouchReplyLift("inmail"), 0, 0x3b5f_552d_aa3a_e807),
        (1, 0, Stream::TouchAcceptLift("inmail"), 0, 0x0d87_c4bd_ffad_d493),
        (1, 0, Stream::SegmentReplyLift("directors"), 0, 0x6825_c6f4_1f85_4c46),
        (1, 0, Stream::SegmentAcceptLift("directors"), 0, 0x7b70_5e66_4dee_1316),
        (1, 0, Stream::OpenProfileShare("directors"), 0, 0x1c68_eb7d_e29e_4b62),
        (1, 0, Stream::RestrictionChance, 0, 0x3ade_8477_88ff_6142),
        (1, 0, Stream::Restriction, 5, 0x2701_e344_82bb_17ee),
        (1, 0, Stream::OpenProfile("directors"), 9, 0x5f66_7258_ba79_b256),
        (1, 0, Stream::Fit, 3, 0x7337_187b_40b1_8bac),
        (1, 0, Stream::Pending { touch: "inmail", purpose: Purpose::Reply }, 0, 0x2c0a_fb26_88b3_964b),
        (u64::MAX, u64::MAX, touch(u32::MAX, Purpose::Reply), u64::MAX, 0x4e7b_2f98_673d_ae8c),
    ];
    for (seed, trial, stream, index, value) in values {
        let latent = Luck::of_trial(seed, trial).stream(stream.key()).at(index);
        assert_eq!(latent.bits(), value, "value-breaking: {stream:?} at {index} of trial {trial} under seed {seed}");
    }
}
