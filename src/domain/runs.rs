//! Equal values that follow each other, told at once.

/// Tells each value, and how many of its like follow each other there.
#[inline]
pub(super) fn runs<T: PartialEq + Copy>(values: impl Iterator<Item = T>, mut tell: impl FnMut(T, u64)) {
    let last = values.fold(None, |run, value| match run {
        Some((of, times)) if of == value => Some((of, times + 1)),
        Some((of, times)) => {
            tell(of, times);
            Some((value, 1))
        }
        None => Some((value, 1)),
    });
    if let Some((of, times)) = last {
        tell(of, times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_told_with_its_like() {
        let told = |values: &[u8]| {
            let mut told = Vec::new();
            runs(values.iter().copied(), |value, times| told.push((value, times)));
            told
        };
        assert_eq!(told(&[3, 3, 1, 3, 2, 2]), [(3, 2), (1, 1), (3, 1), (2, 2)]);
        assert_eq!(told(&[7]), [(7, 1)]);
        assert_eq!(told(&[]), []);
    }
}
