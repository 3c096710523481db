//! The hashes behind luck.
//!
//! Names are hashed with 64-bit FNV-1a (Fowler, Noll, Vo; RFC 9923), and every step ends in the 64-bit finalizer
//! "Mix13" of Stafford's series, which SplitMix64 uses too (Steele, Lea, Flood: Fast splittable pseudorandom number
//! generators, OOPSLA 2014, doi:10.1145/2660193.2660195).

/// The step between the states of neighbouring indices: 2^64 divided by the golden ratio, made odd.
pub(super) const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes 64 bits, so that each of them depends on all.
#[inline]
pub(super) const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// 64-bit FNV-1a.
pub(super) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
