//! From a variant to its cases: one for each plan that it compares.

use super::document::context::Context;
use super::document::reader::Section;
use super::document::source::Mark;
use super::keys;
use super::limits::Total;
use super::opening::opening;
use super::outcomes::outcomes;
use super::pacing;
use super::plans::{Plans, check_billing, plan_changes};
use super::rulebook;
use super::segments::segments;
use super::touches::Touches;
use super::variant::Variant;
use super::windows::Windows;
use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, CaseName, Costs, Opening, Pacing};
use crate::domain::outcome::Outcome;
use crate::domain::plan::{Billing, Plan, Rulebook, Rules};
use crate::domain::quantity::Money;
use crate::domain::segment::Segment;
use crate::domain::touch::Touch;

/// The parts of a case that are the same under every plan.
struct Campaign {
    calendar: Calendar,
    pacing: Pacing,
    touches: Vec<Touch>,
    segments: Vec<Segment>,
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
    let compared = plans.compared(&file, billing.unwrap_or_default());
    *ids = compared.as_ref().map(|plans| plans.iter().map(|(plan, _)| plan.id.clone()).collect());
    let changes = plan_changes(&file, &plans);
    let (billing, compared, changes) = (billing?, compared?, changes?);
    let later = changes.iter().map(|(change, mark)| (&change.plan, Some(*mark)));
    check_billing(&file, billing, compared.iter().map(|(plan, mark)| (plan, *mark)).chain(later));

    let (campaign, rules) = (campaign?, rules?);
    let case = |plan: Plan| Case {
        name: CaseName { plan: plan.id.clone(), what_if: variant.name.clone() },
        calendar: campaign.calendar.clone(),
        plan,
        plan_changes: changes.iter().map(|(change, _)| change.clone()).collect(),
        billing,
        billing_day: billing_day.map(|day| day as i8),
        rules: rules.clone(),
        opening: campaign.opening.clone(),
        touches: campaign.touches.clone(),
        segments: campaign.segments.clone(),
        outcomes: campaign.outcomes.clone(),
        seats: Vec::new(),
        pacing: campaign.pacing.clone(),
        hourly_cost: campaign.hourly_cost,
        costs: campaign.costs,
        currency: campaign.currency.clone(),
    };
    // Of all plans that a file defines a case has one.
    let size = variant.table.size() - variant.table.get("plan").map_or(0, |entry| entry.node.size());
    let mut sum = *total;
    let mut cases = Vec::new();
    for (plan, _) in compared {
        let case = case(plan);
        sum.add(ctx, &case, size, start)?;
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
    let outcomes = outcomes(file);
    let hourly_cost = file.section("effort").and_then(|effort| effort.field("hourly_cost")?.money());
    let costs = file.section("costs").and_then(|section| costs(&section));
    let currency = file.field("currency").and_then(|field| field.text());
    Some(Campaign {
        calendar: calendar?,
        pacing: pacing?,
        touches: touches.all()?,
        segments: segments?,
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
