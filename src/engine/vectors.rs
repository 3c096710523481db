//! The vector instructions of this machine: one source, compiled for several sets of them, chosen when the program runs.

/// How many numbers are compared at a time.
const COMPARED: usize = 64;

/// A set of instructions that this machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vectors(Set);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// The set that every machine has of the kind that the program was built for.
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Vectors {
    /// What every machine has.
    pub(crate) const PORTABLE: Vectors = Vectors(Set::Portable);

    /// Every set that this machine has: the portable one first, the widest last.
    pub fn available() -> Vec<Vectors> {
        let mut sets = vec![Set::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            let has_avx2 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("lzcnt")
                && is_x86_feature_detected!("popcnt");
            if has_avx2 {
                sets.push(Set::Avx2);
            }
            let has_avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl");
            if has_avx2 && has_avx512 {
                sets.push(Set::Avx512);
            }
        }
        sets.into_iter().map(Vectors).collect()
    }

    /// The widest set that this machine has.
    pub fn widest() -> Vectors {
        Vectors::available().pop().unwrap_or(Vectors(Set::Portable))
    }

    /// Runs `work` as a function of its own that is compiled for the set, so far as `work` is inlined: numbers do not
    /// depend on the set, only time does.
    #[inline(always)]
    pub(crate) fn run<R>(self, work: impl FnOnce() -> R) -> R {
        match self.0 {
            Set::Portable => portably(work),
            // SAFETY: the only way to these sets is `available`, which has found their instructions.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { with_avx2(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { with_avx512(work) },
        }
    }

    /// Which of these numbers are below the others, a bit each. Compilers make too much of it where one instruction
    /// compares sixteen numbers to as many bits.
    #[inline(always)]
    pub(crate) fn below(self, numbers: &[i32; COMPARED], others: &[i32; COMPARED]) -> u64 {
        match self.0 {
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { below_with_avx512(numbers, others) },
            _ => (0..COMPARED).fold(0, |bits, place| bits | u64::from(numbers[place] < others[place]) << place),
        }
    }
}

#[inline(never)]
fn portably<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl")]
fn with_avx512<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx512f")]
fn below_with_avx512(numbers: &[i32; COMPARED], others: &[i32; COMPARED]) -> u64 {
    use std::arch::x86_64::{_mm512_cmplt_epi32_mask, _mm512_loadu_epi32};
    // SAFETY: sixteen numbers are read, and so many there are.
    let load = |numbers: &[i32; 16]| unsafe { _mm512_loadu_epi32(numbers.as_ptr()) };
    let pairs = numbers.as_chunks().0.iter().zip(others.as_chunks().0);
    let mut bits = 0;
    for (place, (numbers, others)) in pairs.enumerate() {
        bits |= u64::from(_mm512_cmplt_epi32_mask(load(numbers), load(others))) << (16 * place);
    }
    bits
}
