//! Rates that are tied to others, in words.

use crate::domain::rate::Tie;
use crate::figures::number::number;

/// A tied rate by that of `other`, which it follows: times what, between the ends of its lift.
pub fn follows(tie: &Tie, other: &str) -> String {
    let (low, high) = tie.lift.distribution().support();
    let [from, to] = [low, high].map(|end| {
        let number = number(end);
        if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number }
    });
    match (low == high, low == 1.0) {
        (true, true) => format!("that of {other}"),
        (true, false) => format!("that of {other}, times {from}"),
        (false, _) => format!("that of {other}, times {from} to {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::Distribution;
    use crate::domain::law_error::LawError;
    use crate::domain::rate::Lift;

    #[test]
    fn a_tie_is_told_by_the_ends_of_its_lift() -> Result<(), LawError> {
        let told = |lift| follows(&Tie { of: 0, lift: Lift::new(lift).expect("it is not negative") }, "inmail");
        assert_eq!(told(Distribution::pert(0.25, 0.45, 1.1)?), "that of inmail, times 0.25 to 1.1");
        assert_eq!(told(Distribution::samples(vec![2.0, 2.0])?), "that of inmail, times 2");
        assert_eq!(told(Distribution::samples(vec![1.0])?), "that of inmail");
        Ok(())
    }
}
