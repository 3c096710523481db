//! Where the figure of two cases is the same: the root of their paired difference along one axis.
//!
//! Both cases are played on common random numbers, so that the difference is a function of the value alone and a root
//! can be closed in on. A bracket is narrowed by regula falsi in the form called Illinois (Dowell and Jarratt, A modified
//! regula falsi method for computing the root of an equation, BIT 11, 1971), with a bisection wherever that does not
//! halve it in two steps. What luck leaves open is the paired standard error of the difference at the root over the
//! slope there (the delta method).

use crate::domain::figure_sums::FigureSums;
use crate::figures::TWO_SIDED_95;
use crate::figures::standing::is_clear;

/// The most steps by which a bracket is narrowed.
const STEPS: usize = 60;

/// A bracket this part of the interval's half is narrow enough.
const NARROW: f64 = 0.01;

/// A bracket this part of the range is narrow enough whatever the interval: tables state twelve digits.
const NARROWEST: f64 = 1e-12;

/// Two cases at one value, played on the same luck.
#[derive(Debug, Clone, PartialEq)]
pub struct Duel {
    /// The value, which may be the nearest one that the axis allows.
    pub at: f64,
    /// The figure of the case.
    pub case: FigureSums,
    /// That of the case which it is compared with.
    pub against: FigureSums,
}

/// A difference at a value: by how much the case exceeds the other, and its paired standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The value.
    pub at: f64,
    /// The difference; nothing where it is undefined.
    pub mean: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
}

/// A value at which two cases break even, and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakEven {
    /// The value.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Duel {
    /// The difference at this value.
    pub fn gap(&self) -> Gap {
        let difference = self.case.difference(&self.against);
        Gap { at: self.at, mean: difference.map(|(mean, _)| mean), se: difference.and_then(|(_, se)| se) }
    }
}

impl Gap {
    /// Which of the two is above beyond simulation error: 1 the case, −1 the other; 0 where they cannot be told apart.
    pub fn sign(&self) -> i8 {
        match (self.mean, self.se) {
            (Some(mean), se) if is_clear(mean, se) => mean.signum() as i8,
            _ => 0,
        }
    }
}

/// The places between which the case comes to lie on the other side beyond simulation error. Between two of these the
/// two cannot be told apart; a tie over a stretch, or one that only touches, is no crossing.
pub fn crossings(gaps: &[Gap]) -> Vec<(usize, usize)> {
    let (mut found, mut last) = (Vec::new(), None::<(usize, i8)>);
    for (place, gap) in gaps.iter().enumerate() {
        match (gap.sign(), last) {
            _ if gap.mean.is_none() => last = None,
            (0, _) => {}
            (sign, Some((before, other))) => {
                if sign != other {
                    found.push((before, place));
                }
                last = Some((place, sign));
            }
            (sign, None) => last = Some((place, sign)),
        }
    }
    found
}

/// Closes in on the break-even between two values whose differences have opposite signs. `step` is how far apart values
/// are at least, `range` all that may be played. Nothing where the figure is undefined on the way.
pub fn settle(
    (from, to): (Gap, Gap),
    step: Option<f64>,
    range: (f64, f64),
    mut play: impl FnMut(f64) -> Option<Duel>,
) -> Option<BreakEven> {
    let secant = (to.mean? - from.mean?) / (to.at - from.at);
    let width = to.at - from.at;
    let (low, high) = narrowed(from, to, step, secant, &mut play)?;
    let value = if low.mean == Some(0.0) {
        low.at
    } else {
        let (below, above) = (low.mean?, high.mean?);
        low.at + (high.at - low.at) * below / (below - above)
    };
    let error = play(value)?.gap().se? / secant.abs();
    // Near the root, but not so near that the slope would be that of luck alone.
    let reach = (TWO_SIDED_95 * error).max(width / 8.0).max(step.unwrap_or(0.0));
    let (left, right) = (play((value - reach).max(range.0))?.gap(), play((value + reach).min(range.1))?.gap());
    let slope = (right.mean? - left.mean?) / (right.at - left.at);
    let half = if slope * secant > 0.0 { error * secant.abs() / slope.abs() } else { error };
    let half = TWO_SIDED_95 * half;
    Some(BreakEven { value, low: value - half, high: value + half })
}

/// The narrowest bracket that is worth the playing; its first end is the root itself if one is met.
fn narrowed(
    mut low: Gap,
    mut high: Gap,
    step: Option<f64>,
    secant: f64,
    play: &mut impl FnMut(f64) -> Option<Duel>,
) -> Option<(Gap, Gap)> {
    let whole = high.at - low.at;
    // The weights of the ends, halved for one that stays, and how wide the bracket was two steps ago.
    let (mut below, mut above) = (low.mean?, high.mean?);
    let (mut widths, mut stayed) = ([f64::INFINITY; 2], 0);
    for _ in 0..STEPS {
        let width = high.at - low.at;
        let error = low.se?.max(high.se?) / secant.abs();
        let enough = (NARROW * TWO_SIDED_95 * error).max(NARROWEST * whole).max(step.unwrap_or(0.0) * 1.000_001);
        if width <= enough {
            break;
        }
        let halve = width > widths[0] / 2.0;
        widths = [widths[1], width];
        let share = if halve { 0.5 } else { below / (below - above) };
        let at = match step {
            Some(step) => (low.at + width * share).max(low.at + step).min(high.at - step),
            None => low.at + width * share,
        };
        let met = play(at)?.gap();
        let mean = met.mean?;
        if mean == 0.0 {
            return Some((met, met));
        }
        if met.at <= low.at || met.at >= high.at {
            break;
        }
        if (mean > 0.0) == (low.mean? > 0.0) {
            (low, below) = (met, mean);
            above = if stayed == 1 { above / 2.0 } else { high.mean? };
            stayed = 1;
        } else {
            (high, above) = (met, mean);
            below = if stayed == -1 { below / 2.0 } else { low.mean? };
            stayed = -1;
        }
    }
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ratio::Ratio;

    fn gap(at: f64, mean: Option<f64>, se: f64) -> Gap {
        Gap { at, mean, se: mean.map(|_| se) }
    }

    fn signs(gaps: &[(f64, f64)]) -> Vec<(usize, usize)> {
        let gaps: Vec<Gap> = (0..).zip(gaps).map(|(at, &(mean, se))| gap(f64::from(at), Some(mean), se)).collect();
        crossings(&gaps)
    }

    #[test]
    fn a_crossing_is_one_beyond_simulation_error() {
        assert_eq!(signs(&[(3.0, 1.0), (1.0, 1.0), (-1.0, 1.0), (-3.0, 1.0), (5.0, 1.0)]), [(0, 3), (3, 4)]);
        assert_eq!(signs(&[(3.0, 1.0), (-1.0, 1.0), (1.0, 1.0)]), []);
    }

    #[test]
    fn a_point_of_the_grid_may_be_the_root_and_a_tie_is_none() {
        assert_eq!(signs(&[(2.0, 0.0), (0.0, 0.0), (-2.0, 0.0)]), [(0, 2)]);
        assert_eq!(signs(&[(0.0, 0.0), (0.0, 0.0)]), []);
        assert_eq!(signs(&[(2.0, 0.0), (0.0, 0.0), (2.0, 0.0)]), []);
    }

    #[test]
    fn where_a_figure_is_undefined_nothing_is_crossed() {
        assert_eq!(crossings(&[gap(0.0, Some(1.0), 0.0), gap(1.0, None, 0.0), gap(2.0, Some(-1.0), 0.0)]), []);
    }

    /// Two cases whose difference at `at` is this function, without error, in millionths.
    fn settled(difference: fn(f64) -> f64, step: Option<f64>) -> (BreakEven, usize) {
        let mut plays = 0;
        let mut play = |at: f64| {
            plays += 1;
            let at = step.map_or(at, |step| (at / step).round() * step);
            let sums = |value: f64| {
                let mut sums = FigureSums::default();
                (0..2).for_each(|trial| sums.add(trial, Ratio::new((value * 1e6).round() as i128, 1, 1_000_000)));
                sums
            };
            Some(Duel { at, case: sums(100.0 + difference(at)), against: sums(100.0) })
        };
        let ends = (play(0.0).expect("it is played").gap(), play(10.0).expect("it is played").gap());
        (settle(ends, step, (0.0, 10.0), &mut play).expect("there is a root"), plays)
    }

    #[test]
    fn roots_are_found_in_a_few_steps() {
        let (found, plays) = settled(|x| x * x - 7.0, None);
        assert!((found.value - 7f64.sqrt()).abs() < 1e-6 && plays < 30, "{found:?} after {plays}");
        assert_eq!((found.low, found.high), (found.value, found.value));
        let (steep, plays) = settled(|x| (x - 9.0).powi(3) * 3.0 + x - 9.0, None);
        assert!((steep.value - 9.0).abs() < 1e-5 && plays < 50, "{steep:?} after {plays}");
    }

    #[test]
    fn between_whole_values_a_straight_line_is_drawn() {
        let (found, _) = settled(|x| 3.0 * x - 10.0, Some(1.0));
        assert!((found.value - 10.0 / 3.0).abs() < 1e-9, "{found:?}");
        assert_eq!(settled(|x| x - 4.0, Some(1.0)).0.value, 4.0);
    }

    #[test]
    fn the_interval_is_the_error_over_the_slope() {
        // The difference is 2x − 8 ± 1 in two trials of two replicates each: a standard error of 1.
        let mut play = |at: f64| {
            let mut case = FigureSums::default();
            [1.0, -1.0].into_iter().zip(0..).for_each(|(luck, trial)| {
                case.add(trial, Ratio::new(((100.0 + 2.0 * at - 8.0 + luck) * 1e6).round() as i128, 1, 1_000_000));
            });
            let mut against = FigureSums::default();
            (0..2).for_each(|trial| against.add(trial, Ratio::new(100_000_000, 1, 1_000_000)));
            Some(Duel { at, case, against })
        };
        let ends = (play(0.0).expect("it is played").gap(), play(10.0).expect("it is played").gap());
        let found = settle(ends, None, (0.0, 10.0), &mut play).expect("there is a root");
        assert!((found.value - 4.0).abs() < 0.01, "{found:?}");
        assert!((found.high - found.value - 1.96 / 2.0).abs() < 1e-6, "{found:?}");
    }
}
