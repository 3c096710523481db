//! Problems with campaigns whose text can be read: a sentence for each.

mod campaign;
mod goal;
mod rate;

pub(super) use campaign::CampaignProblem;
pub(super) use goal::GoalProblem;
pub(super) use rate::RateProblem;
