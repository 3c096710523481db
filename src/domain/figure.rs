//! The figures as one table: what each is called and counted in, on which side it is better, and what it follows from.
//!
//! A new figure takes a variant and a row here, and a comparative in `words`; whatever plays, counts, averages or compares
//! reads the row.

use strum::{EnumCount, VariantArray};

use super::count::{Count, Flag, TrialCounts};
use super::formula::{Linear, Measure, OfTerms, Source};
use super::ratio::Ratio;
use super::terms::Terms;

/// A figure that is reported for each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
#[non_exhaustive]
pub enum Figure {
    /// Subscription.
    Cost,
    /// Working time at its price.
    Labour,
    /// Credits brought along.
    Opening,
    /// Credits granted by the plan.
    Granted,
    /// Credits that came back.
    Refunded,
    /// Credits that InMails cost.
    Spent,
    /// Credits that reached the end of their life.
    Lapsed,
    /// Credits that the cap dropped.
    Capped,
    /// Credits lost in plan changes.
    Forfeited,
    /// The balance at the end.
    Closing,
    /// Prospects started.
    Started,
    /// Replies inside the campaign.
    Replies,
    /// All replies to what the campaign sent.
    RepliesSettled,
    /// Weeks short of credits.
    WeeksShort,
    /// Prospects that the pace wanted and that were not started.
    Shortfall,
    /// Granted and refunded.
    EffectiveCredits,
    /// Effective credits ÷ days on which credits were granted.
    EffectiveCreditsPerMonth,
    /// Effective credits ÷ granted.
    Multiplier,
    /// Cost ÷ settled replies.
    CostPerReply,
    /// (Cost + labour) ÷ settled replies.
    LoadedCostPerReply,
    /// Cost ÷ effective credits.
    CostPerEffectiveCredit,
    /// The share of trials with a week short of credits.
    StockoutProbability,
    /// The share of trials without a reply.
    NoReplyProbability,
    /// The share of trials in which the case has the lowest cost per reply.
    BestProbability,
}

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

const fn row(
    name: &'static str,
    unit: &'static str,
    better: Option<Better>,
    source: Source,
    meaning: &'static str,
) -> Row {
    Row { name, meaning, unit, better, source }
}

const LOWER: Option<Better> = Some(Better::Lower);
const HIGHER: Option<Better> = Some(Better::Higher);
const NEITHER: Option<Better> = None;

const NOTHING: OfTerms = |_| 0;
const GRANTED: OfTerms = |terms| terms.granted.into();
/// Credits granted and refunded.
const EFFECTIVE: Linear = Linear::fixed_and(GRANTED, |_| 1, Count::Refunded);
const REPLIES: Linear = Linear::count(Count::RepliesSettled);
/// The subscription, in cents.
const COST: Linear = Linear::fixed(|terms| terms.cost.cents().into());
/// Working time at its price, in [`Terms::PARTS`].
const LABOUR: Linear = Linear::fixed_and(NOTHING, |terms| terms.labour_parts(1), Count::Effort);
/// Both, in [`Terms::PARTS`].
const LOADED: Linear = Linear::fixed_and(|terms| terms.cost_parts(), |terms| terms.labour_parts(1), Count::Effort);

impl Figure {
    /// Every figure, in the order of the reports.
    pub const ALL: [Figure; Figure::COUNT] = *Figure::VARIANTS.first_chunk().expect("there are as many");

    #[rustfmt::skip]
    const fn row(self) -> Row {
        match self {
            Figure::Cost => row("cost", "¤", LOWER, Source::Constant(|terms| terms.cost.cents().into(), 100),
                "what the subscription costs over the campaign"),
            Figure::Labour => row("labour", "¤", LOWER, Source::Ratio(LABOUR, Linear::ONE, Terms::PARTS),
                "working time of all touches at its hourly cost"),
            Figure::Opening => row("opening", "credits", NEITHER, Source::Constant(|terms| terms.opening.into(), 1),
                "credits brought into the campaign"),
            Figure::Granted => row("granted", "credits", NEITHER, Source::Constant(|terms| terms.granted.into(), 1),
                "credits that the plan grants, before the cap"),
            Figure::Refunded => row("refunded", "credits", HIGHER, Source::Count(Count::Refunded, NOTHING),
                "credits that come back because a recipient replied in time"),
            Figure::Spent => row("spent", "credits", NEITHER, Source::Count(Count::Spent, NOTHING),
                "credits that InMails cost"),
            Figure::Lapsed => row("lapsed", "credits", LOWER, Source::Count(Count::Lapsed, NOTHING),
                "credits that reach the end of their life unspent"),
            Figure::Capped => row("capped", "credits", LOWER, Source::Count(Count::Capped, NOTHING),
                "credits dropped because the balance was above the cap"),
            Figure::Forfeited => row("forfeited", "credits", LOWER, Source::Count(Count::Forfeited, NOTHING),
                "credits lost in plan changes"),
            Figure::Closing => row("closing", "credits", NEITHER, Source::Count(Count::Balance, NOTHING),
                "balance at the end of the campaign"),
            Figure::Started => row("started", "prospects", NEITHER, Source::Count(Count::Started, NOTHING),
                "prospects to whom a first touch goes out"),
            Figure::Replies => row("replies", "replies", HIGHER, Source::Count(Count::Replies, NOTHING),
                "replies that land inside the campaign"),
            Figure::RepliesSettled => row("replies_settled", "replies", HIGHER, Source::Count(Count::RepliesSettled, NOTHING),
                "all replies to what was sent, those after the last day included"),
            Figure::WeeksShort => row("weeks_short", "weeks", LOWER, Source::Count(Count::Short, NOTHING),
                "weeks in which a wanted touch was held up for lack of credits"),
            Figure::Shortfall => row("shortfall", "prospects", LOWER, Source::Count(Count::Shortfall, NOTHING),
                "new prospects that the pace wanted and that were not started that week"),
            Figure::EffectiveCredits => row("effective_credits", "credits", HIGHER, Source::Count(Count::Refunded, GRANTED),
                "granted and refunded credits"),
            Figure::EffectiveCreditsPerMonth => row("effective_credits_per_month", "credits/month", HIGHER, Source::Ratio(EFFECTIVE, Linear::fixed(|terms| terms.grant_days.into()), 1),
                "effective credits for each day on which credits were granted"),
            Figure::Multiplier => row("multiplier", "ratio", HIGHER, Source::Ratio(EFFECTIVE, Linear::fixed(GRANTED), 1),
                "effective credits for each credit granted"),
            Figure::CostPerReply => row("cost_per_reply", "¤/reply", LOWER, Source::Ratio(COST, REPLIES, 100),
                "subscription cost for each settled reply"),
            Figure::LoadedCostPerReply => row("loaded_cost_per_reply", "¤/reply", LOWER, Source::Ratio(LOADED, REPLIES, Terms::PARTS),
                "subscription cost and labour for each settled reply"),
            Figure::CostPerEffectiveCredit => row("cost_per_effective_credit", "¤/credit", LOWER, Source::Ratio(COST, EFFECTIVE, 100),
                "subscription cost for each effective credit"),
            Figure::StockoutProbability => row("stockout_probability", "share", LOWER, Source::Share(Flag::Short),
                "share of trials with at least one week short of credits"),
            Figure::NoReplyProbability => row("no_reply_probability", "share", LOWER, Source::Share(Flag::Silent),
                "share of trials without a reply"),
            Figure::BestProbability => row("best_probability", "share", HIGHER, Source::Best,
                "share of trials in which the case has the lowest cost per reply of all, ties shared equally"),
        }
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The figure that reports call so.
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
            assert_eq!(figure as usize, place, "{}", figure.name());
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
             no_reply_probability, best_probability"
        );
        assert_eq!(Figure::CostPerReply.unit("EUR"), "EUR/reply");
    }
}
