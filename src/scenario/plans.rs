//! Reads the plans of a scenario: those of the rulebook, changed, and those of its own.

use std::collections::BTreeMap;

use super::document::context::Context;
use super::document::kind::MAX_VARIANTS;
use super::document::near::nearest;
use super::document::problem::{FIRST, ONWARDS, TextProblem, ValueProblem};
use super::document::reader::{Field, Section, stated_or};
use super::document::source::Mark;
use super::document::tree::Value;
use super::problem::CampaignProblem;
use super::rulebook::{self, REFILLS};
use crate::domain::plan::{Billing, CreditLife, Plan, Refill, Rulebook};

/// The keys that a plan of one's own must state, unless it is like another.
const NEEDED: [&str; 3] = ["credits_per_month", "cap", "price_per_month"];

/// The plans that a scenario may name: the rulebook's, then its own.
pub(super) struct Plans<'a> {
    rulebook: &'a Rulebook,
    own: Vec<(&'a str, Section<'a>)>,
    /// Each plan, changes included; nothing for a plan with something wrong in it.
    resolved: BTreeMap<String, Option<Plan>>,
    ids: Vec<String>,
}

impl<'a> Plans<'a> {
    pub(super) fn read(file: &Section<'a>, rulebook: &'a Rulebook) -> Plans<'a> {
        let mut own = file.named("plan");
        if own.len() > MAX_VARIANTS {
            file.ctx.note(TextProblem::TooMany { what: "plans", max: MAX_VARIANTS }, own[MAX_VARIANTS].1.mark);
            own.truncate(MAX_VARIANTS);
        }
        own.retain(|(id, section)| {
            if *id == Plan::NONE {
                section.ctx.note(ValueProblem::Reserved { what: "plan", name: Plan::NONE }, section.mark);
            }
            *id != Plan::NONE
        });
        let mut ids: Vec<String> = rulebook.plans.iter().map(|plan| plan.id.clone()).collect();
        let new = own.iter().map(|(id, _)| id.to_string()).filter(|id| !ids.contains(id));
        ids.extend(new.collect::<Vec<_>>());
        let mut plans = Plans { rulebook, own, resolved: BTreeMap::new(), ids };
        for id in plans.ids.clone() {
            plans.resolve(&id, &mut Vec::new());
        }
        plans
    }

    /// The plan that a field names. An unknown name is reported; a plan with something wrong in it was.
    pub(super) fn named(&self, field: &Field<'_>) -> Option<Plan> {
        let id = field.text()?;
        if id == Plan::NONE {
            return Some(Plan::none());
        }
        self.resolved.get(&self.id_of(&id)).cloned().unwrap_or_else(|| self.unknown(field, id))
    }

    /// The id of the plan that is called so, by its id or as people write its name, if one alone is; else the name itself.
    fn id_of(&self, name: &str) -> String {
        if self.resolved.contains_key(name) || self.ids.iter().any(|id| id == name) {
            return name.to_owned();
        }
        let known = self.rulebook.plans.iter().chain(self.resolved.values().flatten());
        let mut ids = known.filter(|plan| plan.is_called(name)).map(|plan| plan.id.as_str());
        let first = ids.next().filter(|first| ids.all(|id| id == *first));
        first.unwrap_or(name).to_owned()
    }

    fn unknown<T>(&self, field: &Field<'_>, name: String) -> Option<T> {
        if field.ctx.is_full() {
            return None;
        }
        let known = self.ids.iter().map(String::as_str).chain([Plan::NONE]);
        field.ctx.report(ValueProblem::unknown("plan", &name, known), field.mark())
    }

    /// Works out what a plan is, after the plan that it is like.
    fn resolve(&mut self, id: &str, on_the_way: &mut Vec<Likeness>) -> Option<Plan> {
        if let Some(plan) = self.resolved.get(id) {
            return plan.clone();
        }
        let known = self.rulebook.plans.iter().find(|plan| plan.id == id).cloned();
        let own = self.own.iter().find(|(own, _)| *own == id).cloned();
        let plan = match own {
            None => known,
            Some((id, section)) => self.changed(id, &section, known, on_the_way),
        };
        self.resolved.insert(id.to_owned(), plan.clone());
        plan
    }

    /// A plan as its section changes or defines it.
    fn changed(
        &mut self,
        id: &str,
        section: &Section<'a>,
        known: Option<Plan>,
        on_the_way: &mut Vec<Likeness>,
    ) -> Option<Plan> {
        let known_plans = self.rulebook.plans.iter().map(|plan| plan.id.as_str());
        if known.is_none()
            && !section.has("like")
            && !NEEDED.iter().all(|key| section.has(key))
            && nearest(id, known_plans.clone()).is_some()
        {
            // Too little for a new plan, so most likely meant to change a known one.
            return section.ctx.report(ValueProblem::unknown("plan", id, known_plans), section.mark);
        }
        let like = match section.field("like") {
            None => Some(None),
            Some(field) => self.like(id, &field, on_the_way).map(Some),
        };
        let name = match section.field("name") {
            Some(field) => field.text(),
            None => Some(known.as_ref().map_or_else(|| id.to_owned(), |plan| plan.name.clone())),
        };
        // Without its model nothing can be said about what is missing, only about what is there.
        let model_is_wrong = like.is_none();
        let model = like.flatten().or(known);
        let field = |key: &'static str| {
            if model.is_some() || model_is_wrong { section.field(key) } else { section.required(key) }
        };
        let model = model.as_ref();
        let credits_per_month =
            stated_or(field("credits_per_month"), Field::small, model.map(|plan| plan.credits_per_month));
        let cap = stated_or(field("cap"), Field::small, model.map(|plan| plan.cap));
        let states_price = section.has("price_per_month") || section.has("price_per_month_annual");
        let price = stated_or(field("price_per_month"), rulebook::price, model.map(|plan| plan.price_per_month));
        let annual = model.and_then(|plan| plan.price_per_month_annual);
        let annual = stated_or(section.field("price_per_month_annual"), rulebook::price, Some(annual));
        let refill = model.map_or(Refill::BillingDay, |plan| plan.refill);
        let refill = stated_or(section.field("refill"), |field| field.choice(&REFILLS), Some(refill));
        let pooled = stated_or(section.field("pooled"), Field::flag, Some(model.is_some_and(|plan| plan.pooled)));
        let life = model.map_or(CreditLife::AsRules, |plan| plan.credit_life);
        let credit_life = stated_or(section.field("credit_life_days"), rulebook::life, Some(life));
        Some(Plan {
            id: id.to_owned(),
            name: name?,
            credits_per_month: credits_per_month?,
            cap: cap?,
            price_per_month: price?,
            price_per_month_annual: annual?,
            refill: refill?,
            pooled: pooled?,
            credit_life: credit_life?,
            doubt: model.and_then(|plan| plan.doubt.clone()),
            price_doubt: model.and_then(|plan| plan.price_doubt.clone()).filter(|_| !states_price),
        })
        .filter(|_| !model_is_wrong)
    }

    fn like(&mut self, plan: &str, field: &Field<'_>, on_the_way: &mut Vec<Likeness>) -> Option<Plan> {
        let id = field.text()?;
        on_the_way.push(Likeness { plan: plan.to_owned(), like: id.clone(), mark: field.mark() });
        let like = self.liked(field, id, on_the_way);
        on_the_way.pop();
        like
    }

    fn liked(&mut self, field: &Field<'_>, id: String, on_the_way: &mut Vec<Likeness>) -> Option<Plan> {
        let id = self.id_of(&id);
        if let Some(first) = on_the_way.iter().position(|likeness| likeness.plan == id) {
            return report_circle(field.ctx, &on_the_way[first..]);
        }
        if id == Plan::NONE {
            return Some(Plan::none());
        }
        if !self.ids.contains(&id) {
            return self.unknown(field, id);
        }
        self.resolve(&id, on_the_way)
    }

    /// The plans that the scenario compares, each with the place where it is asked for.
    pub(super) fn compared(&self, file: &Section<'_>, billing: Billing) -> Option<Vec<(Plan, Option<Mark>)>> {
        let Some(field) = file.field("plans") else {
            // Left out, or wrong, which is reported.
            return if file.has("plans") { None } else { self.all(billing) };
        };
        let items = field.some_items()?;
        let ids: Vec<Option<String>> = items
            .iter()
            .map(|item| match &item.node.value {
                Value::Text(name) => Some(self.id_of(name)),
                _ => None,
            })
            .collect();
        let mut plans: Vec<Option<(Plan, Option<Mark>)>> = Vec::new();
        for (place, item) in items.iter().enumerate() {
            if item.ctx.is_full() {
                return None;
            }
            let named =
                |other: &usize| same_text(&items[*other], item) || ids[*other].is_some() && ids[*other] == ids[place];
            let twice = (0..place).find(named).map(|other| &items[other]);
            plans.push(match twice {
                Some(first) => {
                    let name = item.text()?;
                    item.ctx.report_with(TextProblem::Twice { what: "plan", name }, item.mark(), first.mark(), FIRST)
                }
                None => self.named(item).map(|plan| (plan, Some(item.mark()))),
            });
        }
        plans.into_iter().collect()
    }

    /// Every plan that has a price, or that the file itself speaks of; if there is none, every plan, so that each is told.
    fn all(&self, billing: Billing) -> Option<Vec<(Plan, Option<Mark>)>> {
        let stated = |id: &str| self.own.iter().find(|(own, _)| *own == id).map(|(_, section)| section.mark);
        let plans = self.ids.iter().map(|id| Some((self.resolved.get(id)?.clone()?, stated(id))));
        let plans: Vec<(Plan, Option<Mark>)> = plans.collect::<Option<_>>()?;
        let is_compared = |(plan, stated): &(Plan, Option<Mark>)| stated.is_some() || plan.price(billing).is_some();
        if !plans.iter().any(is_compared) {
            return Some(plans);
        }
        Some(plans.into_iter().filter(is_compared).collect())
    }
}

/// That one plan is like another, and where it says so.
struct Likeness {
    plan: String,
    like: String,
    mark: Mark,
}

/// Reports plans each of which is like the next, and the last like the first.
fn report_circle<T>(ctx: &Context<'_>, circle: &[Likeness]) -> Option<T> {
    // The one that closes it is to blame, unless another was laid over it.
    let from_the_last: Vec<&Likeness> = circle.iter().rev().collect();
    let highest = from_the_last.iter().map(|likeness| ctx.layer(likeness.mark)).max();
    let blamed = from_the_last.iter().find(|likeness| Some(ctx.layer(likeness.mark)) == highest)?;
    let kind = ValueProblem::Circle { what: "like", name: blamed.like.clone() };
    match circle.iter().find(|likeness| likeness.plan == blamed.like && likeness.mark != blamed.mark) {
        Some(next) => ctx.report_with(kind, blamed.mark, next.mark, ONWARDS),
        None => ctx.report(kind, blamed.mark),
    }
}

/// Do two fields hold the same text?
pub(super) fn same_text(one: &Field<'_>, other: &Field<'_>) -> bool {
    use super::document::tree::Value::Text;
    matches!((&one.node.value, &other.node.value), (Text(one), Text(other)) if one == other)
}

/// Reports each plan of the campaign without a price under the billing asked for.
pub(super) fn check_billing<'p>(
    file: &Section<'_>,
    billing: Billing,
    plans: impl Iterator<Item = (&'p Plan, Option<Mark>)>,
) {
    for (plan, asked_for) in plans {
        if plan.price(billing).is_none() {
            let stated = file.entry("billing").map(|entry| (entry.node.mark, "the billing is stated here"));
            let asked_for = asked_for.map(|mark| (mark, "the plan is named here"));
            let (problem, mut places) = (no_price(plan, billing), Vec::from_iter(stated.into_iter().chain(asked_for)));
            if !matches!(problem, CampaignProblem::NoAnnualPrice { .. }) {
                // It is not the billing that is odd.
                places.reverse();
            }
            if places.is_empty() {
                places.push((file.mark, "the file begins here"));
            }
            file.ctx.blame(problem, &places);
        }
    }
}

/// The problem with a plan that has no price under a billing.
pub(super) fn no_price(plan: &Plan, billing: Billing) -> CampaignProblem {
    let (id, has) = (plan.id.clone(), |billing| plan.price(billing).is_some());
    match billing {
        Billing::Annual if has(Billing::Monthly) => CampaignProblem::NoAnnualPrice { plan: id },
        Billing::Monthly if has(Billing::Annual) => CampaignProblem::NoMonthlyPrice { plan: id },
        Billing::Annual => CampaignProblem::NoPrice { plan: id, key: "price_per_month_annual" },
        Billing::Monthly => CampaignProblem::NoPrice { plan: id, key: "price_per_month" },
    }
}
