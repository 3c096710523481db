//! Reads by what cases are ranked.

use super::document::problem::ValueProblem;
use super::document::reader::Section;
use super::problem::GoalProblem;
use crate::domain::case::Case;
use crate::domain::figure::Figure;
use crate::domain::rank_by::RankBy;
use crate::domain::ranking::usual;

/// Some figures that answer most questions.
const OFTEN: [Figure; 4] = [Figure::CostPerReply, Figure::RepliesSettled, Figure::NetValue, Figure::FullCost];

/// The figure that ranks `cases`, all cases of a file with these outcomes; nothing if it is wrong.
pub(super) fn rank_by<'c>(
    file: &Section<'_>,
    outcomes: &[String],
    cases: impl Iterator<Item = &'c Case> + Clone,
) -> Option<RankBy> {
    if !file.has("rank_by") {
        return Some(usual(cases));
    }
    let field = file.field("rank_by")?;
    let name = field.text()?;
    let known = Figure::of(outcomes.iter().map(String::as_str));
    match known.iter().find(|figure| figure.name() == name) {
        Some(figure) if figure.ranks() => Some(RankBy { figure: *figure, is_stated: true }),
        Some(_) => {
            let known = OFTEN.map(Figure::name).to_vec();
            field.ctx.report(GoalProblem::RanksNothing { figure: name, known }, field.mark())
        }
        None => {
            let names = known.iter().filter(|figure| figure.ranks()).map(|figure| figure.name());
            field.ctx.report(ValueProblem::unknown("figure", &name, names), field.mark())
        }
    }
}
