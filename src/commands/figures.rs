//! The figures that the command line names.

use crate::domain::case::Case;
use crate::domain::reported::outcomes;
use crate::engine::ranked_by;
use crate::figures::Figure;
use crate::scenario::nearest;

use super::Failure;

/// The figures of these names in a scenario of these cases, each once; the one that ranks them if there are none.
pub(super) fn figures(names: &[String], cases: &[Case]) -> Result<Vec<Figure>, Failure> {
    let all = Figure::of(outcomes(cases));
    let known = || all.iter().copied().filter(|&figure| figure != Figure::BestProbability);
    let mut figures = Vec::new();
    for name in names {
        if name == Figure::BestProbability.name() {
            return Err(Failure::Wrong(
                "`best_probability` compares cases and is not a figure of one; look at `cost_per_reply` instead".into(),
            ));
        }
        let Some(figure) = known().find(|figure| figure.name() == name) else {
            let near = nearest(name, known().map(Figure::name));
            return Err(Failure::unknown("figure", name, near, || "`inmail-sim explain` lists the figures".into()));
        };
        if !figures.contains(&figure) {
            figures.push(figure);
        }
    }
    let usual = ranked_by(cases).first().map_or(Figure::CostPerReply, |first| first.by);
    Ok(if figures.is_empty() { vec![usual] } else { figures })
}
