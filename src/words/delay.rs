//! Delays that are not known, in words.

use crate::domain::delays::Delays;
use crate::figures::number::number;

/// What can be told of a delay that is not known: between which medians those lie of which it may be any.
pub fn not_known(delays: &Delays) -> String {
    let all = delays.laws().iter().map(|law| law.quantile(0.5));
    let ends = all.fold([f64::INFINITY, 0.0], |[low, high], median| [low.min(median), high.max(median)]);
    format!("not known: {}", medians(ends).replace('–', " to "))
}

/// From one median to another, in days.
pub fn medians(ends: [f64; 2]) -> String {
    let [low, high] = ends.map(|days| {
        let number = number(days);
        if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number }
    });
    let days = if high == "1" { "day" } else { "days" };
    if low == high { format!("median {low} {days}") } else { format!("median {low}–{high} {days}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delay::Delay;

    #[test]
    fn a_delay_that_is_not_known_is_told_by_its_medians() {
        for (days, told) in [
            ([4.0, 0.25, 1.0], "not known: median 0.25 to 4 days"),
            ([1.0; 3], "not known: median 1 day"),
            ([0.5, 1.0, 0.75], "not known: median 0.5 to 1 day"),
            ([120.0, 30.0, 60.0], "not known: median 30 to 120 days"),
        ] {
            let laws = days.map(|days| Delay::fixed(days).expect("a delay"));
            assert_eq!(not_known(&Delays::any_of(laws.into(), 0.0).expect("they are three")), told);
        }
    }
}
