//! From a variant to its cases: one for each plan that it compares.

use super::document::context::Context;
use super::document::reader::Section;
use super::document::source::Mark;
use super::foreign;
use super::keys;
use super::limits::Total;
use super::opening::opening;
use super::outcomes::outcomes;
use super::pacing;
use super::plan_changes::plan_changes;
use super::plans::{Plans, check_billing};
use super::rulebook;
use super::seats::{self, Stated};
use super::segments::segments;
use super::team::{TEAM, YOUR_TEAM, team};
use super::touches::Touches;
use super::variant::Variant;
use super::windows::Windows;
use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, CaseName, Costs, Opening, Pacing};
use crate::domain::outcome::Outcome;
use crate::domain::plan::{Billing, Plan, Rulebook, Rules};
use crate::domain::quantity::Money;
use crate::domain::rank_by::RankBy;
use crate::domain::segment::Segment;
use crate::domain::touch::Touch;

/// The parts of a case that are the same under every plan.
struct Campaign {
    calendar: Calendar,
    pacing: Pacing,
    touches: Vec<Touch>,
    segments: Vec<Segment>,
    seats: Vec<Stated>,
    opening: Opening,
    outcomes: Vec<Outcome>,
    hourly_cost: Money,
    costs: Costs,
    currency: String,
}

/// The outcome of compiling a variant.
#[derive(Default)]
pub(super) struct Compiled {
    /// The ids of the plans that it compares; nothing if something is wrong with these.
    pub(super) plans: Option<Vec<String>>,
    /// Its cases, and the rulebook that holds for them; nothing if something is wrong.
    pub(super) cases: Option<(Vec<Case>, Rulebook)>,
}

/// Compiles a variant, whose cases are added to the total so far. `start` is where the scenario file begins.
pub(super) fn compile(ctx: &Context<'_>, variant: &Variant, start: Mark, total: &mut Total) -> Compiled {
    let mut plans = None;
    let cases = cases(ctx, variant, start, total, &mut plans);
    Compiled { plans, cases }
}

fn cases(
    ctx: &Context<'_>,
    variant: &Variant,
    start: Mark,
    total: &mut Total,
    ids: &mut Option<Vec<String>>,
) -> Option<(Vec<Case>, Rulebook)> {
    let file = Section::file(ctx, &keys::SCENARIO, &variant.table, start);
    let campaign = campaign(&file);
    let billing = file.field("billing").and_then(|field| field.choice(&[Billing::Monthly, Billing::Annual]));
    let billing_day = file.field("billing_day").and_then(|field| field.small());
    let rulebook = file.field("rulebook").and_then(|field| rulebook::named(&field))?;
    let rules = rules(&file, &rulebook);
    let plans = Plans::read(&file, &rulebook);
    let own = seats::own_plans(&file, |field| plans.named(field));
    let changes = plan_changes(&file, &plans, &own);
    let stated = plans.compared(&file, billing.unwrap_or_default());
    // Where every seat names its plan, what is compared elsewhere has no say.
    let is_team = !own.is_empty() && own.iter().all(|own| own.mark.is_some());
    let compared: Option<Vec<(String, Plan, Option<Mark>)>> = if is_team {
        stated
            .and_then(|_| own.iter().map(|own| Some((TEAM.to_owned(), own.plan.clone()?, own.mark))).take(1).collect())
    } else {
        stated.map(|plans| plans.into_iter().map(|(plan, mark)| (plan.id.clone(), plan, mark)).collect())
    };
    *ids = compared.as_ref().map(|plans| plans.iter().map(|(name, ..)| name.clone()).collect());
    let (billing, compared, changes) = (billing?, compared?, changes?);
    let later = changes.all().map(|change| (&change.change.plan, Some(change.mark)));
    let named = own.iter().filter_map(|own| Some((own.plan.as_ref()?, own.mark)));
    check_billing(&file, billing, compared.iter().map(|(_, plan, mark)| (plan, *mark)).chain(named).chain(later));
    if own.iter().any(|own| own.mark.is_some() && own.plan.is_none()) {
        return None;
    }

    let (campaign, rules) = (campaign?, rules?);
    let case = |name: String, plan: Plan| Case {
        name: CaseName {
            plan_name: match is_team {
                true => Some(YOUR_TEAM.to_owned()),
                false => Some(&plan.name).filter(|title| **title != name).cloned(),
            },
            is_team,
            plan: name,
            ..variant.name.clone()
        },
        calendar: campaign.calendar.clone(),
        seats: team(ctx, &campaign.seats, &own, &changes, &plan, &campaign.opening),
        plan,
        plan_changes: changes.common.iter().map(|change| change.change.clone()).collect(),
        billing,
        billing_day: billing_day.map(|day| day as i8),
        rules: rules.clone(),
        opening: campaign.opening.clone(),
        touches: campaign.touches.clone(),
        segments: campaign.segments.clone(),
        outcomes: campaign.outcomes.clone(),
        pacing: campaign.pacing.clone(),
        hourly_cost: campaign.hourly_cost,
        costs: campaign.costs,
        currency: campaign.currency.clone(),
        has_foreign_prices: false,
        // Known once all cases are.
        rank_by: RankBy::default(),
    };
    // Of all plans that a file defines a case has one.
    let size = variant.table.size() - variant.table.get("plan").map_or(0, |entry| entry.node.size());
    // What no seat states for itself each of them has anew.
    let opening = campaign.opening.lots.len() + campaign.opening.pending.len();
    let size = size + own.len() * (changes.common.len() + opening);
    let mut sum = *total;
    let mut cases = Vec::new();
    for (name, plan, _) in compared {
        sum.hold(ctx, size, start)?;
        let mut case = case(name, plan);
        foreign::mark(&mut case, &variant.table, &rulebook.id);
        sum.add(ctx, &case, start)?;
        cases.push(case);
    }
    *total = sum;
    Some((cases, rulebook))
}

fn campaign(file: &Section<'_>) -> Option<Campaign> {
    let section = file.section("pacing");
    let send_days = section.as_ref().and_then(pacing::send_days);
    let calendar = section.as_ref().and_then(|section| pacing::calendar(file, section, send_days));
    let pacing = section.as_ref().and_then(pacing::pacing);
    let touches = Touches::read(file);
    let segments = segments(file, &touches, &Windows::new(send_days, section.as_ref()));
    let opening = opening(file, &touches);
    let seats = seats::seats(file, &touches);
    let outcomes = outcomes(file);
    let hourly_cost = file.section("effort").and_then(|effort| effort.field("hourly_cost")?.money());
    let costs = file.section("costs").and_then(|section| costs(&section));
    let currency = file.field("currency").and_then(|field| field.text());
    Some(Campaign {
        calendar: calendar?,
        pacing: pacing?,
        touches: touches.all()?,
        segments: segments?,
        seats: seats?,
        opening: opening?,
        outcomes: outcomes?,
        hourly_cost: hourly_cost?,
        costs: costs?,
        currency: currency?,
    })
}

fn costs(section: &Section<'_>) -> Option<Costs> {
    let [per_month, once] = ["per_month", "once"].map(|key| section.field(key).and_then(|field| field.money()));
    Some(Costs { per_month: per_month?, once: once? })
}

/// The rulebook's rules with the file's changes.
fn rules(file: &Section<'_>, rulebook: &Rulebook) -> Option<Rules> {
    rulebook::rules(&file.section("rules")?, Some(&rulebook.rules))
}
