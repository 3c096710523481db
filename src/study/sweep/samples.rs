//! Made-up sweeps, for tests of what is said and drawn.

use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::study::break_even::BreakEven;

use super::{Point, Root, Sweep, Varied};

/// A path with these values.
pub(crate) fn varied(path: &str, unit: &str, numbers: &[f64]) -> Varied {
    Varied {
        path: path.into(),
        unit: unit.into(),
        share: false,
        logarithmic: false,
        values: numbers.iter().map(|number| (number.to_string(), Some(*number))).collect(),
        whole: false,
    }
}

/// People a week.
pub(crate) fn pace(numbers: &[f64]) -> Varied {
    varied("segment.s.per_week", "prospects a week", numbers)
}

/// A sweep of cases called a, b, … with these means by cell and case, each difference with this standard error.
pub(crate) fn sweep(varied: Vec<Varied>, figure: Figure, means: &[&[Option<f64>]], error: f64) -> Sweep {
    let cases = means.first().map_or(0, |cell| cell.len());
    let name = |place: usize| CaseName {
        plan: ["a", "b", "c", "d", "e", "f", "g", "h", "i"][place].into(),
        ..CaseName::default()
    };
    let names = (0..cases).map(name).collect();
    let shared = (Some("USD".into()), Some(26), Some(1000));
    let mut sweep = Sweep::new("Which?".into(), varied, vec![figure], names, shared);
    for (cell, means) in means.iter().enumerate() {
        for (case, &mean) in means.iter().enumerate() {
            let se = mean.map(|_| error);
            sweep.set_point(cell, 0, case, Point { mean, se, ..Point::default() });
            for (against, &other) in means[..case].iter().enumerate() {
                if let Some((mean, other)) = mean.zip(other) {
                    sweep.set_difference(cell, 0, (case, against), (mean - other, error));
                }
            }
        }
    }
    sweep
}

/// The same with a break-even of two cases.
pub(crate) fn with_root(mut sweep: Sweep, (case, against): (usize, usize), rises: bool, at: [f64; 3]) -> Sweep {
    let [low, value, high] = at;
    sweep.roots.push(Root { figure: sweep.figures[0], case, against, rises, at: BreakEven { value, low, high } });
    sweep
}
