//! The figures as one table: what each is called and counted in, on which side it is better, and what it follows from.
//!
//! A new figure takes a variant and a row here, and a comparative in `words`; whatever plays, counts, averages or compares
//! reads the row.

use super::count::{Count, TrialCounts};
use super::flag::Flag;
use super::formula::{Linear, Measure, OfTerms, Source};
use super::outcome_figure::{OutcomeFigure, OutcomePart};
use super::ratio::Ratio;
use super::reason::Reason;
use super::terms::Terms;

/// The side on which a figure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Costs and losses.
    Lower,
    /// Yields.
    Higher,
}

/// All that is stated about a figure.
struct Row {
    /// Its name in reports.
    name: &'static str,
    /// Its meaning, in a line.
    meaning: &'static str,
    /// Its unit, `¤` standing for the currency.
    unit: &'static str,
    /// The side on which it is better; nothing where more of it is neither good nor bad.
    better: Option<Better>,
    /// Where it comes from.
    source: Source,
}

const LOWER: Option<Better> = Some(Better::Lower);
const HIGHER: Option<Better> = Some(Better::Higher);
const NEITHER: Option<Better> = None;

const NOTHING: OfTerms = |_| 0;
const GRANTED: OfTerms = |terms| terms.granted.into();
/// Credits granted and refunded.
const EFFECTIVE: Linear = Linear::fixed(GRANTED).and(|_| 1, Count::Refunded);
/// The same by each person's own days of a grant, and those days.
const MONTHLY: Linear = Linear::fixed(|terms| terms.monthly.map_or(terms.granted, |monthly| monthly.granted).into())
    .and(|terms| terms.monthly.is_none().into(), Count::Refunded)
    .and(|terms| terms.monthly.is_some().into(), Count::RefundedMonthly);
const MONTHS: Linear =
    Linear::fixed(|terms| terms.monthly.map_or(terms.grant_days.into(), |monthly| monthly.unit).into());
const REPLIES: Linear = Linear::count(Count::RepliesSettled);
/// The subscription, in cents.
const COST: Linear = Linear::fixed(|terms| terms.cost.cents().into());
/// Working time at its price, in [`Terms::PARTS`].
const LABOUR: Linear = Linear::fixed(NOTHING).and(|terms| terms.labour_parts(1) as i128, Count::Effort);
/// What is paid beside plan and work, in cents.
const EXPENSES: Linear =
    Linear::fixed(|terms| terms.expenses.cents().into()).and(|terms| terms.expenses_vary.into(), Count::Expenses);
/// A cent of what is paid as it goes, and of what outcomes are worth, in [`Terms::PARTS`]; nothing where there is none.
const CENTS_OF_EXPENSES: OfTerms = |terms| i128::from(terms.expenses_vary) * Terms::OF_A_CENT;
const CENTS_OF_VALUE: OfTerms = |terms| i128::from(terms.has_value) * Terms::OF_A_CENT;
/// Subscription, working time and expenses, in [`Terms::PARTS`].
const FULL_COST: Linear = Linear::fixed(|terms| terms.fixed_parts())
    .and(|terms| terms.labour_parts(1) as i128, Count::Effort)
    .and(CENTS_OF_EXPENSES, Count::Expenses);
/// What outcomes are worth, in cents.
const VALUE: Linear = Linear::fixed(NOTHING).and(|terms| terms.has_value.into(), Count::Value);
/// The same in [`Terms::PARTS`].
const VALUE_PARTS: Linear = Linear::fixed(NOTHING).and(CENTS_OF_VALUE, Count::Value);
/// The same less full cost.
const NET_VALUE: Linear = Linear::fixed(|terms| -terms.fixed_parts())
    .and(CENTS_OF_VALUE, Count::Value)
    .and(|terms| -(terms.labour_parts(1) as i128), Count::Effort)
    .and(|terms| -CENTS_OF_EXPENSES(terms), Count::Expenses);

/// The figures, a row each: the variant, the name in reports, the unit (`¤` standing for the currency), the better side, the
/// source and the meaning in a line.
macro_rules! figures {
    ($($variant:ident $name:literal $unit:literal $better:ident $source:expr, $meaning:literal;)*) => {
        /// A figure that is reported for each case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Figure {
            $(#[doc = $meaning] $variant,)*
            /// Something about an outcome: how often it is reached, or what each time costs.
            Outcome(OutcomeFigure),
        }

        impl Figure {
            /// Every figure but those of outcomes, in the order of the reports.
            pub const ALL: [Figure; [$($name),*].len()] = [$(Figure::$variant),*];

            /// Its place among the figures: those of outcomes come last.
            pub fn place(self) -> usize {
                enum Place { $($variant),* }
                match self {
                    $(Figure::$variant => Place::$variant as usize,)*
                    Figure::Outcome(outcome) => {
                        let parts = OutcomePart::ALL.len();
                        Figure::ALL.len() + parts * usize::from(outcome.place()) + outcome.part() as usize
                    }
                }
            }

            const fn row(self) -> Row {
                match self {
                    $(Figure::$variant => Row { name: $name, unit: $unit, better: $better, source: $source, meaning: $meaning },)*
                    Figure::Outcome(outcome) => of_outcome(outcome),
                }
            }
        }
    };
}

figures! {
    Cost "cost" "¤" LOWER Source::Constant(|terms| terms.cost.cents().into(), 100),
        "what the subscription costs over the campaign";
    Labour "labour" "¤" LOWER Source::Ratio(LABOUR, Linear::ONE, Terms::PARTS),
        "working time of touches and outcomes at its hourly cost";
    Opening "opening" "credits" NEITHER Source::Constant(|terms| terms.opening.into(), 1),
        "credits brought into the campaign";
    Granted "granted" "credits" NEITHER Source::Constant(|terms| terms.granted.into(), 1),
        "credits that the plan grants, before the cap";
    Refunded "refunded" "credits" HIGHER Source::Count(Count::Refunded, NOTHING),
        "credits that come back because a recipient replied in time";
    Spent "spent" "credits" NEITHER Source::Count(Count::Spent, NOTHING),
        "credits that InMails cost";
    Lapsed "lapsed" "credits" LOWER Source::Count(Count::Lapsed, NOTHING),
        "credits that reach the end of their life unspent";
    Capped "capped" "credits" LOWER Source::Count(Count::Capped, NOTHING),
        "credits dropped because the balance was above the cap";
    Forfeited "forfeited" "credits" LOWER Source::Count(Count::Forfeited, NOTHING),
        "credits lost in plan changes";
    Closing "closing" "credits" NEITHER Source::Count(Count::Balance, NOTHING),
        "balance at the end of the campaign";
    Started "started" "prospects" HIGHER Source::Count(Count::Started, NOTHING),
        "prospects to whom a first touch goes out";
    Replies "replies" "replies" HIGHER Source::Count(Count::Replies, NOTHING),
        "replies that land inside the campaign";
    RepliesSettled "replies_settled" "replies" HIGHER Source::Count(Count::RepliesSettled, NOTHING),
        "all replies to what was sent, those after the last day included";
    WeeksShort "weeks_short" "weeks" LOWER Source::Count(Count::Short, NOTHING),
        "weeks in which a wanted touch was held up for lack of credits";
    Shortfall "shortfall" "prospects" LOWER Source::Count(Count::Shortfall, NOTHING),
        "new prospects that the pace wanted and that were not started that week";
    EffectiveCredits "effective_credits" "credits" HIGHER Source::Count(Count::Refunded, GRANTED),
        "granted and refunded credits";
    EffectiveCreditsPerMonth "effective_credits_per_month" "credits/month" HIGHER
        Source::Ratio(MONTHLY, MONTHS, 1),
        "effective credits for each day on which credits were granted, of each person by its own days";
    Multiplier "multiplier" "ratio" HIGHER Source::Ratio(EFFECTIVE, Linear::fixed(GRANTED), 1),
        "effective credits for each credit granted";
    CostPerReply "cost_per_reply" "¤/reply" LOWER Source::Ratio(COST, REPLIES, 100),
        "subscription cost for each settled reply";
    LoadedCostPerReply "loaded_cost_per_reply" "¤/reply" LOWER Source::Ratio(FULL_COST, REPLIES, Terms::PARTS),
        "subscription cost, labour and expenses for each settled reply";
    CostPerEffectiveCredit "cost_per_effective_credit" "¤/credit" LOWER Source::Ratio(COST, EFFECTIVE, 100),
        "subscription cost for each effective credit";
    StockoutProbability "stockout_probability" "share" LOWER Source::Share(Flag::Short),
        "share of trials with at least one week short of credits";
    NoReplyProbability "no_reply_probability" "share" LOWER Source::Share(Flag::Silent),
        "share of trials without a reply";
    BestProbability "best_probability" "share" HIGHER Source::Best,
        "share of trials in which the case is the best of its circumstance by the figure that ranks, ties shared equally";
    Expenses "expenses" "¤" LOWER Source::Ratio(EXPENSES, Linear::ONE, 100),
        "what is paid beside plan and work: for touches, for prospects, by month and once";
    FullCost "full_cost" "¤" LOWER Source::Ratio(FULL_COST, Linear::ONE, Terms::PARTS),
        "subscription cost, labour and expenses together";
    Value "value" "¤" HIGHER Source::Ratio(VALUE, Linear::ONE, 100),
        "what all outcomes that were reached are worth";
    NetValue "net_value" "¤" HIGHER Source::Ratio(NET_VALUE, Linear::ONE, Terms::PARTS),
        "value less full cost";
    Return "return" "ratio" HIGHER Source::Ratio(VALUE_PARTS, FULL_COST, 1),
        "value for each unit of full cost";
    HeldUpByRestriction "held_up.restriction" "weeks" LOWER Source::Count(Count::HeldByRestriction, NOTHING),
        "weeks in which a restriction held up a wanted touch";
    HeldUpByLimit "held_up.limit" "weeks" LOWER Source::Count(Count::HeldByLimit, NOTHING),
        "weeks in which a limit of the day or the week held up a wanted touch";
    HeldUpByHours "held_up.hours" "weeks" LOWER Source::Count(Count::HeldByHours, NOTHING),
        "weeks in which the hours of the week held up a wanted touch";
    HeldUpByCreditsAtMost "held_up.credits_at_most" "weeks" LOWER Source::Count(Count::HeldByCreditsAtMost, NOTHING),
        "weeks in which a segment's share of the credits held up a wanted touch";
    HeldUpByCredits "held_up.credits" "weeks" LOWER Source::Count(Count::Short, NOTHING),
        "weeks in which balance or reserve held up a wanted touch: the same as weeks_short";
    ThroughProbability "through_probability" "share" HIGHER Source::Share(Flag::Through),
        "share of trials in which every segment with a known number of prospects is through by the end";
}
/// The row of a figure of an outcome.
const fn of_outcome(outcome: OutcomeFigure) -> Row {
    let reached = Linear::count(Count::Reached(outcome.place()));
    let (unit, better, source, meaning) = match outcome.part() {
        OutcomePart::Reached => {
            let source = Source::Count(Count::Reached(outcome.place()), NOTHING);
            ("times", HIGHER, source, "how often it is reached in all, after the last day too")
        }
        OutcomePart::InTime => {
            let source = Source::Count(Count::InTime(outcome.place()), NOTHING);
            ("times", HIGHER, source, "how often it is reached inside the campaign")
        }
        OutcomePart::Cost => (
            "¤/time",
            LOWER,
            Source::Ratio(FULL_COST, reached, Terms::PARTS),
            "full cost for each time that it is reached",
        ),
    };
    Row { name: outcome.name(), unit, better, source, meaning }
}

impl Figure {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The weeks in which this held up a wanted touch.
    pub fn held_up(reason: Reason) -> Figure {
        match reason {
            Reason::Restriction => Figure::HeldUpByRestriction,
            Reason::Limit => Figure::HeldUpByLimit,
            Reason::Hours => Figure::HeldUpByHours,
            Reason::CreditsAtMost => Figure::HeldUpByCreditsAtMost,
            Reason::Credits => Figure::HeldUpByCredits,
        }
    }

    /// Every figure of a scenario with these outcomes, in the order of their [places](Figure::place).
    pub fn of<'o>(outcomes: impl IntoIterator<Item = &'o str>) -> Vec<Figure> {
        let of_outcome = |(place, id): (u16, &str)| {
            OutcomePart::ALL.map(|part| Figure::Outcome(OutcomeFigure::new(place, id, part)))
        };
        Figure::ALL.into_iter().chain((0..).zip(outcomes).flat_map(of_outcome)).collect()
    }

    /// The figure that reports call so, but for those of outcomes.
    pub fn named(name: &str) -> Option<Figure> {
        Figure::ALL.into_iter().find(|figure| figure.name() == name)
    }

    /// Its meaning, in a line.
    pub fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// Its unit, amounts of money in `currency`.
    pub fn unit(self, currency: &str) -> String {
        self.row().unit.replace('¤', currency)
    }

    /// Is it an amount of money, perhaps for each of something?
    pub fn is_money(self) -> bool {
        self.row().unit.contains('¤')
    }

    /// The side on which it is better; nothing where more of it is neither good nor bad.
    pub fn better(self) -> Option<Better> {
        self.row().better
    }

    /// Can cases be ranked by it: has it a better side, and each case it by itself?
    pub fn ranks(self) -> bool {
        self.better().is_some() && self != Figure::BestProbability
    }

    /// Where it comes from.
    pub fn source(self) -> Source {
        self.row().source
    }

    /// Is it a share of trials?
    pub fn is_share(self) -> bool {
        self.source().is_share()
    }

    /// Is it the same in every trial, since the calendar and the plans fix it?
    pub fn is_certain(self) -> bool {
        self.source().is_certain()
    }

    /// How it follows from what the trials of a case with these terms count; nothing for the one figure that compares a
    /// case with others.
    pub fn under(self, terms: &Terms) -> Option<Measure> {
        self.source().under(terms)
    }

    /// Its value in a trial: an amount for each of a number of things, so that over many trials its mean is the sum of
    /// the amounts over the sum of the numbers. Nothing for the one figure that compares a case with others.
    pub fn in_trial(self, terms: &Terms, counted: &TrialCounts) -> Option<Ratio> {
        Some(self.under(terms)?.in_trial(counted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_listed_in_the_order_of_their_places() {
        for (place, figure) in Figure::ALL.into_iter().enumerate() {
            assert_eq!(figure.place(), place, "{}", figure.name());
        }
    }

    #[test]
    fn names_and_units_are_those_of_the_reports() {
        let names = Figure::ALL.map(Figure::name).join(", ");
        assert_eq!(
            names,
            "cost, labour, opening, granted, refunded, spent, lapsed, capped, forfeited, closing, started, replies, \
             replies_settled, weeks_short, shortfall, effective_credits, effective_credits_per_month, multiplier, \
             cost_per_reply, loaded_cost_per_reply, cost_per_effective_credit, stockout_probability, \
             no_reply_probability, best_probability, expenses, full_cost, value, net_value, return, held_up.restriction, \
             held_up.limit, held_up.hours, held_up.credits_at_most, held_up.credits, through_probability"
        );
        assert_eq!(Figure::CostPerReply.unit("EUR"), "EUR/reply");
    }
}
