//! Where circumstances are one question asked for several numbers: along which path, and at which values.

use crate::figures::Figures;
use crate::figures::standing::Standing;
use crate::scenario::Scenario;
use crate::scenario::assumption::{Assumption, Origin};

/// What to vary to find where the best case changes, as `sweep --vary` takes it. Nothing where the circumstances do not
/// differ in one number alone, that of the base is not known, or the best plan is the same in all of them.
pub fn between_circumstances(scenario: &Scenario, figures: &Figures) -> Option<String> {
    let mut best = figures.circumstances.iter().map(|of| {
        let plans = figures.cases[of.cases.clone()].iter().take_while(|case| case.name.choice.is_none()).count();
        let order = Standing::among_cases(figures, of.by, of.cases.start..of.cases.start + plans).order;
        order.first().map(|&place| figures.cases[place].name.plan.as_str())
    });
    let first = best.next()?;
    if best.all(|other| other == first) {
        return None;
    }
    let mut names = figures.circumstances.iter().map(|of| figures.cases[of.cases.start].name.circumstance.as_deref());
    if names.next()?.is_some() {
        return None;
    }
    let stated = |name: &str| -> Option<&Assumption> {
        let mut all = scenario.assumptions.iter().filter(|it| it.what_if.as_deref() == Some(name));
        all.next().filter(|_| all.next().is_none())
    };
    let others = names.map(|name| stated(name?)).collect::<Option<Vec<_>>>()?;
    let path = &others.first()?.path;
    let base = scenario.assumptions.iter().find(|it| it.what_if.is_none() && it.path == *path)?;
    if base.origin == Origin::Argument || others.iter().any(|other| other.path != *path) {
        return None;
    }
    let number = |it: &&Assumption| Some((it.value.parse::<f64>().ok()?, it.value.clone()));
    let mut values =
        std::iter::once(base).chain(others.iter().copied()).map(|it| number(&it)).collect::<Option<Vec<_>>>()?;
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    values.dedup_by(|one, other| one.0 == other.0);
    let values: Vec<String> = values.into_iter().map(|(_, written)| written).collect();
    Some(format!("{path}={}", values.join(",")))
}
