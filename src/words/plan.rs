//! What is special about a plan, and what is not sure about it.

use crate::domain::plan::{CreditLife, Plan};
use crate::figures::number::count;

/// Notes on a plan, a sentence each; none on one that is as the rules have it.
pub fn notes(plan: &Plan) -> Vec<String> {
    let pooled = plan.pooled.then(|| "its credits belong to all seats under it together".into());
    let life = match plan.credit_life {
        CreditLife::AsRules => None,
        CreditLife::Days(days) => Some(format!("its credits live {}", count(days.into(), "day"))),
        CreditLife::Unlimited => Some("its credits never expire".into()),
    };
    let doubts = plan.doubts();
    let doubt = (!doubts.is_empty()).then(|| format!("not sure: {doubts}"));
    [pooled, life, doubt].into_iter().flatten().collect()
}
