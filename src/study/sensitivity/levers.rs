//! The levers of each case of a scenario: other plans, and each changed setting with which its file still can be read.

use crate::domain::case::Case;
use crate::scenario::Overrides;
use crate::scenario::lever::levers;
use crate::study::space::Space;

use super::Lever;

/// The most cases of which levers are tried.
pub const LEVER_CASES: usize = 8;

/// The levers of each case; none from the ninth case on.
pub(super) fn levers_of_cases(space: &Space) -> Vec<Vec<Lever>> {
    let (cases, overrides) = (&space.scenario.cases, &space.origin.overrides);
    let load = |overrides: &Overrides| space.origin.scenario(overrides).ok();
    let all = load(&Overrides { plans: Vec::new(), ..overrides.clone() });
    let all = all.map_or_else(|| cases.clone(), |scenario| scenario.cases);
    let levers_of = |case: &Case| {
        let others = all.iter().filter(|other| other.name.variant() == case.name.variant() && other.name != case.name);
        let plans = others.map(|other| Lever {
            path: "plan".into(),
            from: case.name.plan.clone(),
            to: other.name.plan.clone(),
            names: Some([case, other].map(|of| of.name.plan_label().to_owned())),
            case: other.clone(),
        });
        let settings = levers(case, overrides).into_iter().filter_map(|lever| {
            let changed = load(&lever.overrides)?.cases.pop().filter(|changed| changed != case)?;
            Some(Lever { path: lever.path, from: lever.from, to: lever.to, names: None, case: changed })
        });
        // Nothing is converted: amounts in another currency are no change of these.
        plans.chain(settings).filter(|lever| lever.case.has_foreign_prices == case.has_foreign_prices).collect()
    };
    let places = cases.iter().enumerate();
    places.map(|(place, case)| if place < LEVER_CASES { levers_of(case) } else { Vec::new() }).collect()
}
