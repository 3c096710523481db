//! A case: one plan and one variant of a scenario, checked, with nothing left to look up.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::calendar::Calendar;
use super::outcome::Outcome;
use super::plan::{Billing, Plan, Rules};
use super::quantity::{Day, Hours, Money};
use super::rank_by::RankBy;
use super::rate::{Lift, Rate};
use super::seat::{Person, Seat, people};
use super::segment::Segment;
use super::touch::Touch;

pub use super::opening::{Opening, OpeningLot, Pending};
pub use super::plan::PlanChange;

/// Everything that a trial needs to know. A case that exists can be simulated: whoever builds one sees to it that
/// places in lists exist, that touches in second or later place have a wait, and that `"max"` and `"refunds"` segments
/// begin with an InMail.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// How reports name it.
    pub name: CaseName,
    /// When the campaign takes place.
    pub calendar: Calendar,
    /// The plan in force on day 0.
    pub plan: Plan,
    /// The changes of plan, in ascending order of week, one a week at most.
    pub plan_changes: Vec<PlanChange>,
    /// Which of the plans' prices is charged; every plan of the case has it.
    pub billing: Billing,
    /// The day of the month, 1 to 31, on which a subscription that was running before day 0 renews; `None`: the plan
    /// begins on day 0.
    pub billing_day: Option<i8>,
    /// The rules for credits.
    pub rules: Rules,
    /// The account at the start.
    pub opening: Opening,
    /// The touches, in file order.
    pub touches: Vec<Touch>,
    /// The segments, in file order.
    pub segments: Vec<Segment>,
    /// The people who work the segments, in file order; empty: one, who works all of them under the case's plan.
    pub seats: Vec<Seat>,
    /// What replies may lead to, each after what it follows where it follows another; the same in all cases of a scenario.
    pub outcomes: Vec<Outcome>,
    /// The rules for all sending.
    pub pacing: Pacing,
    /// The price of an hour of work.
    pub hourly_cost: Money,
    /// What is paid beside plan and work, whatever happens.
    pub costs: Costs,
    /// A label for amounts of money, such as `USD`.
    pub currency: String,
    /// Does it pay a price that is not in that currency, since it is a rulebook's? Nothing is converted.
    pub has_foreign_prices: bool,
    /// By what it is ranked among the cases of its circumstance; the same in all cases of a scenario.
    pub rank_by: RankBy,
}

/// What the variant without a what-if is called.
pub const BASE: &str = "base";

/// The name of a case: its plan for the base, `plan · what-if` otherwise. It is shown with the plan's name for people. Of its
/// what-if it knows what is a circumstance, which is not ours to choose, and what a choice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct CaseName {
    /// The id of the plan.
    pub plan: String,
    /// What people call the plan, where that is not its id.
    pub plan_name: Option<String>,
    /// Is the plan of each person stated, so that the plan's name is that of the team, which goes without saying in a change of
    /// it?
    pub is_team: bool,
    /// The name of the circumstance; `None` for that of the base.
    pub circumstance: Option<String>,
    /// The name of the choice; `None` for what the file itself does.
    pub choice: Option<String>,
    /// What people call the base, if the file says so.
    pub base: Option<String>,
}

/// What stands between the parts of a case's name.
pub(crate) const BETWEEN: &str = " · ";

/// The label of the prices of the built-in rulebooks.
const DOLLARS: &str = "USD";

/// What stands before the name of a what-if that means this variant and no other.
pub const EXACTLY: char = '=';

impl CaseName {
    /// The name of its what-if: `circumstance · choice`; nothing for the base.
    pub fn what_if(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.circumstance, &self.choice].into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(BETWEEN))
    }

    /// The name of its variant: of its what-if, or [`BASE`].
    pub fn variant(&self) -> String {
        self.what_if().unwrap_or_else(|| BASE.to_owned())
    }

    /// What people call its variant.
    pub fn label(&self) -> String {
        self.what_if().or_else(|| self.base.clone()).unwrap_or_else(|| BASE.to_owned())
    }

    /// What people call its circumstance.
    pub fn circumstance_label(&self) -> String {
        self.circumstance.as_ref().or(self.base.as_ref()).cloned().unwrap_or_else(|| BASE.to_owned())
    }

    /// What people call its plan.
    pub fn plan_label(&self) -> &str {
        self.plan_name.as_deref().unwrap_or(&self.plan)
    }

    /// Its name in files and for programs, which goes by the plan's id.
    pub fn id(&self) -> String {
        CaseName { plan_name: None, is_team: false, ..self.clone() }.to_string()
    }

    /// Its name among the cases of its circumstance: the plan, or `plan · choice`.
    pub fn in_circumstance(&self) -> CaseName {
        CaseName { circumstance: None, ..self.clone() }
    }

    /// Its variant as it is chosen: no other is called so.
    pub fn exactly(&self) -> String {
        format!("{EXACTLY}{}", self.variant())
    }

    /// Is its variant called so: by a circumstance, a choice or the whole name? The base is a circumstance where there are
    /// others.
    pub fn is_called(&self, name: &str, has_circumstances: bool) -> bool {
        let variant = self.variant();
        name == variant
            || name.strip_prefix(EXACTLY) == Some(&variant)
            || [&self.circumstance, &self.choice].into_iter().any(|part| part.as_deref() == Some(name))
            || has_circumstances && name == BASE && self.circumstance.is_none()
    }
}

impl std::fmt::Display for CaseName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<&str> = [&self.circumstance, &self.choice].into_iter().flatten().map(String::as_str).collect();
        // What a team is compared with are changes of it, each of which says what it is.
        let plan = (!self.is_team || parts.is_empty()).then(|| self.plan_label());
        f.write_str(&plan.into_iter().chain(parts).collect::<Vec<_>>().join(BETWEEN))
    }
}

/// Money that a campaign costs beside its plan and its work, however many people it reaches. It is the campaign's, not
/// an account's, and does not go by billing days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Costs {
    /// Paid on day 0 and on the same day of each later month; in a month that lacks it, on its last day.
    pub per_month: Money,
    /// Paid on day 0.
    pub once: Money,
}

/// The rules for the sending of every segment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pacing {
    /// Which touches go first within a segment.
    pub order: Order,
    /// The risk of too many InMails on one day; `None`: there is none.
    pub restriction: Option<Restriction>,
    /// The most working time that touches may take in a campaign week; `None`: as much as they need.
    pub hours_per_week: Option<Hours>,
    /// Over which days the limits of a week count.
    pub limit_week: LimitWeek,
}

/// Over which days a limit of a week counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LimitWeek {
    /// Each campaign week.
    #[default]
    Campaign,
    /// Any seven successive days from day 0 on.
    Rolling,
}

/// Which touches go first within a segment on a send day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Later touches that are due, then new prospects.
    #[default]
    FollowUpsFirst,
    /// New prospects, then later touches that are due.
    NewFirst,
}

/// A pause that the network may impose after a burst.
#[derive(Debug, Clone, PartialEq)]
pub struct Restriction {
    /// More touches that cost credits than this on one day make it possible.
    pub above_per_day: u32,
    /// How likely it then is.
    pub chance: Rate,
    /// On how many civil days after that day nothing goes out.
    pub days: u32,
}

/// One row of the report on touches: what a segment did with a touch, or what came of the pending ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TouchRow {
    /// A place in [`Case::segments`]; `None`: touches that were pending on day 0.
    pub segment: Option<usize>,
    /// A place in [`Case::touches`].
    pub touch: usize,
}

impl Case {
    /// The label of the prices of its plans.
    pub fn price_currency(&self) -> &str {
        if self.has_foreign_prices { DOLLARS } else { &self.currency }
    }

    /// The people of the campaign: without seats one, who works all segments under the case's plan.
    pub fn team(&self) -> Cow<'_, [Seat]> {
        if !self.seats.is_empty() {
            return Cow::Borrowed(&self.seats);
        }
        Cow::Owned(vec![Seat {
            id: String::new(),
            segments: (0..self.segments.len()).collect(),
            count: 1,
            plan: self.plan.clone(),
            plan_changes: self.plan_changes.clone(),
            opening: self.opening.clone(),
            from_week: 1,
            ramp: Vec::new(),
            reply_lift: Lift::one(),
            accept_lift: Lift::one(),
        }])
    }

    /// The name of one of the [people] of the campaign, a place among them: of its seat, and a number
    /// from 1 where that has several.
    pub fn person(&self, place: u32) -> String {
        let team = self.team();
        let person = people(&team).nth(place as usize);
        person.map_or_else(String::new, |Person { seat, number }| match &team[seat] {
            Seat { id, count: 1, .. } => id.clone(),
            Seat { id, .. } => format!("{id} {}", number + 1),
        })
    }

    /// What [`Case::costs`] come to over the campaign.
    pub fn fixed_expenses(&self) -> Money {
        let day = self.calendar.start.day();
        let months = (0..self.calendar.days).filter(|&of| self.calendar.is_month_day(of, day)).count() as u64;
        Money::from_cents(self.costs.once.cents() + months * self.costs.per_month.cents())
    }

    /// What a segment pays beside plan and work for so many prospects started, and so many touches of each place in its
    /// sequence \[cents\].
    pub fn expenses(&self, segment: &Segment, started: u64, sent: impl Iterator<Item = u64>) -> u64 {
        let touches = segment.sequence.iter().map(|&touch| self.touches[touch].cost).zip(sent);
        let all = touches.chain([(segment.cost_per_prospect, started)]);
        // What nobody could pay any more is not told apart.
        all.map(|(cost, times)| cost.cents().saturating_mul(times)).fold(0, u64::saturating_add)
    }

    /// Does work cost money?
    pub fn pays_for_work(&self) -> bool {
        let of_outcomes = self.outcomes.iter().map(|outcome| outcome.minutes);
        let mut minutes = self.touches.iter().map(|touch| touch.minutes).chain(of_outcomes);
        self.hourly_cost > Money::default() && minutes.any(|minutes| minutes.thousandths() > 0)
    }

    /// May what is paid beside the plan vary from trial to trial?
    pub fn costs_vary(&self) -> bool {
        let pending =
            self.team().iter().flat_map(|seat| &seat.opening.pending).map(|pending| pending.touch).collect::<Vec<_>>();
        let sent = self.segments.iter().flat_map(|segment| segment.sequence.iter().copied()).chain(pending);
        let works = sent.map(|touch| self.touches[touch].minutes);
        let works =
            works.chain(self.outcomes.iter().map(|outcome| outcome.minutes)).any(|minutes| minutes.thousandths() > 0);
        self.expenses_vary() || works && self.hourly_cost > Money::default()
    }

    /// Does what is paid beside the plan and the work depend on what is sent or who is started?
    pub fn expenses_vary(&self) -> bool {
        self.segments.iter().any(|segment| {
            let touches = segment.sequence.iter().any(|&touch| self.touches[touch].cost > Money::default());
            touches || segment.cost_per_prospect > Money::default()
        })
    }

    /// Can anything beside the plan and the work cost money?
    pub fn has_expenses(&self) -> bool {
        self.costs != Costs::default() || self.expenses_vary()
    }

    /// Whether its trials have use for the further counts, and for those of how many outcomes.
    pub fn further(&self) -> Option<u16> {
        let is_limited = self.touches.iter().any(|touch| touch.limit_per_week.is_some());
        let may_be_held_up = self.has_bounds() || self.pacing.restriction.is_some() || is_limited;
        let has_use = !self.outcomes.is_empty() || self.has_expenses() || self.has_lists() || may_be_held_up;
        has_use.then_some(self.outcomes.len() as u16)
    }

    /// The campaign's first so many weeks as a campaign of its own: since nobody looks ahead, the same happens in them.
    pub fn first_weeks(&self, weeks: u32) -> Case {
        self.first_days(7 * weeks as Day)
    }

    /// The campaign's first so many days as a campaign of its own, likewise.
    pub fn first_days(&self, days: Day) -> Case {
        let mut case = self.clone();
        case.calendar.days = self.calendar.days.min(days);
        case
    }

    /// Does it bound touches by the day, by rolling weeks, by hours or by a segment's share of the credits?
    pub fn has_bounds(&self) -> bool {
        self.pacing.hours_per_week.is_some()
            || self.pacing.limit_week == LimitWeek::Rolling
            || self.touches.iter().any(|touch| touch.limit_per_day.is_some())
            || self.segments.iter().any(|segment| segment.credits_at_most.is_some())
    }

    /// Is there a segment with a known number of prospects?
    pub fn has_lists(&self) -> bool {
        self.segments.iter().any(|segment| segment.prospects.is_some())
    }

    /// Does the list of a segment wear out?
    pub fn wears(&self) -> bool {
        self.segments.iter().any(|segment| segment.wear.distribution().as_fixed() != Some(1.0))
    }

    /// The rows of the report on touches: each segment with each touch of its sequence, once, in file order and the
    /// order of the sequence; then each touch that was pending on day 0.
    pub fn touch_rows(&self) -> Vec<TouchRow> {
        let sent = self.segments.iter().enumerate().flat_map(|(place, segment)| {
            distinct(segment.sequence.iter().copied())
                .into_iter()
                .map(move |touch| TouchRow { segment: Some(place), touch })
        });
        let team = self.team();
        let pending = distinct(team.iter().flat_map(|seat| &seat.opening.pending).map(|pending| pending.touch));
        sent.chain(pending.into_iter().map(|touch| TouchRow { segment: None, touch })).collect()
    }
}

/// The places in the order in which they first come.
fn distinct(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    places.filter(|&place| seen.insert(place)).collect()
}
