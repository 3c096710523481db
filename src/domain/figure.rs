//! The figures: what they are called, what they are counted in, and what they are in one trial.

use super::outcome::{Count, Outcome};
use super::ratio::Ratio;
use super::terms::Terms;

/// A figure that is reported for each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

impl Figure {
    /// Every figure, in the order of the reports.
    pub const ALL: [Figure; 24] = [
        Figure::Cost,
        Figure::Labour,
        Figure::Opening,
        Figure::Granted,
        Figure::Refunded,
        Figure::Spent,
        Figure::Lapsed,
        Figure::Capped,
        Figure::Forfeited,
        Figure::Closing,
        Figure::Started,
        Figure::Replies,
        Figure::RepliesSettled,
        Figure::WeeksShort,
        Figure::Shortfall,
        Figure::EffectiveCredits,
        Figure::EffectiveCreditsPerMonth,
        Figure::Multiplier,
        Figure::CostPerReply,
        Figure::LoadedCostPerReply,
        Figure::CostPerEffectiveCredit,
        Figure::StockoutProbability,
        Figure::NoReplyProbability,
        Figure::BestProbability,
    ];

    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Cost => "cost",
            Figure::Labour => "labour",
            Figure::Opening => "opening",
            Figure::Granted => "granted",
            Figure::Refunded => "refunded",
            Figure::Spent => "spent",
            Figure::Lapsed => "lapsed",
            Figure::Capped => "capped",
            Figure::Forfeited => "forfeited",
            Figure::Closing => "closing",
            Figure::Started => "started",
            Figure::Replies => "replies",
            Figure::RepliesSettled => "replies_settled",
            Figure::WeeksShort => "weeks_short",
            Figure::Shortfall => "shortfall",
            Figure::EffectiveCredits => "effective_credits",
            Figure::EffectiveCreditsPerMonth => "effective_credits_per_month",
            Figure::Multiplier => "multiplier",
            Figure::CostPerReply => "cost_per_reply",
            Figure::LoadedCostPerReply => "loaded_cost_per_reply",
            Figure::CostPerEffectiveCredit => "cost_per_effective_credit",
            Figure::StockoutProbability => "stockout_probability",
            Figure::NoReplyProbability => "no_reply_probability",
            Figure::BestProbability => "best_probability",
        }
    }

    /// What it means, in a line.
    pub fn meaning(self) -> &'static str {
        match self {
            Figure::Cost => "what the subscription costs over the campaign",
            Figure::Labour => "working time of all touches at its hourly cost",
            Figure::Opening => "credits brought into the campaign",
            Figure::Granted => "credits that the plan grants, before the cap",
            Figure::Refunded => "credits that come back because a recipient replied in time",
            Figure::Spent => "credits that InMails cost",
            Figure::Lapsed => "credits that reach the end of their life unspent",
            Figure::Capped => "credits dropped because the balance was above the cap",
            Figure::Forfeited => "credits lost in plan changes",
            Figure::Closing => "balance at the end of the campaign",
            Figure::Started => "prospects to whom a first touch goes out",
            Figure::Replies => "replies that land inside the campaign",
            Figure::RepliesSettled => "all replies to what was sent, those after the last day included",
            Figure::WeeksShort => "weeks in which a wanted touch was held up for lack of credits",
            Figure::Shortfall => "new prospects that the pace wanted and that were not started that week",
            Figure::EffectiveCredits => "granted and refunded credits",
            Figure::EffectiveCreditsPerMonth => "effective credits for each day on which credits were granted",
            Figure::Multiplier => "effective credits for each credit granted",
            Figure::CostPerReply => "subscription cost for each settled reply",
            Figure::LoadedCostPerReply => "subscription cost and labour for each settled reply",
            Figure::CostPerEffectiveCredit => "subscription cost for each effective credit",
            Figure::StockoutProbability => "share of trials with at least one week short of credits",
            Figure::NoReplyProbability => "share of trials without a reply",
            Figure::BestProbability => {
                "share of trials in which the case has the lowest cost per reply of all, ties shared equally"
            }
        }
    }

    /// What it is counted in, amounts of money in `currency`.
    pub fn unit(self, currency: &str) -> String {
        match self {
            Figure::Cost | Figure::Labour => currency.to_owned(),
            Figure::Opening
            | Figure::Granted
            | Figure::Refunded
            | Figure::Spent
            | Figure::Lapsed
            | Figure::Capped
            | Figure::Forfeited
            | Figure::Closing
            | Figure::EffectiveCredits => "credits".to_owned(),
            Figure::Started | Figure::Shortfall => "prospects".to_owned(),
            Figure::Replies | Figure::RepliesSettled => "replies".to_owned(),
            Figure::WeeksShort => "weeks".to_owned(),
            Figure::EffectiveCreditsPerMonth => "credits/month".to_owned(),
            Figure::Multiplier => "ratio".to_owned(),
            Figure::CostPerReply | Figure::LoadedCostPerReply => format!("{currency}/reply"),
            Figure::CostPerEffectiveCredit => format!("{currency}/credit"),
            Figure::StockoutProbability | Figure::NoReplyProbability | Figure::BestProbability => "share".to_owned(),
        }
    }

    /// Is it a share of trials?
    pub fn is_share(self) -> bool {
        matches!(self, Figure::StockoutProbability | Figure::NoReplyProbability | Figure::BestProbability)
    }

    /// Is it an amount of money, perhaps for each of something?
    pub fn is_money(self) -> bool {
        self.unit("¤").contains('¤')
    }

    /// The side on which it is better; nothing where more of it is neither good nor bad.
    pub fn better(self) -> Option<Better> {
        match self {
            Figure::Opening | Figure::Granted | Figure::Spent | Figure::Closing | Figure::Started => None,
            Figure::Refunded
            | Figure::Replies
            | Figure::RepliesSettled
            | Figure::EffectiveCredits
            | Figure::EffectiveCreditsPerMonth
            | Figure::Multiplier
            | Figure::BestProbability => Some(Better::Higher),
            Figure::Cost
            | Figure::Labour
            | Figure::Lapsed
            | Figure::Capped
            | Figure::Forfeited
            | Figure::WeeksShort
            | Figure::Shortfall
            | Figure::CostPerReply
            | Figure::LoadedCostPerReply
            | Figure::CostPerEffectiveCredit
            | Figure::StockoutProbability
            | Figure::NoReplyProbability => Some(Better::Lower),
        }
    }

    /// Is it the same in every trial, since the calendar and the plans fix it?
    pub fn is_certain(self) -> bool {
        matches!(self, Figure::Cost | Figure::Opening | Figure::Granted)
    }

    /// What it is in a trial: an amount for each of a number of things, so that over many trials its mean is the sum of
    /// the amounts over the sum of the numbers. Nothing for the one figure that compares a case with others.
    pub fn of(self, terms: &Terms, outcome: &Outcome) -> Option<Ratio> {
        let whole = |amount: u64| Ratio::new(amount.into(), 1, 1);
        let flag = |holds: bool| Ratio::new(holds.into(), 1, 1);
        let (replies, refunded) = (outcome[Count::RepliesSettled], outcome[Count::Refunded]);
        let effort = outcome[Count::Effort];
        Some(match self {
            Figure::Cost => Ratio::new(terms.cost.cents().into(), 1, 100),
            Figure::Labour => Ratio::new(terms.labour_parts(effort.into()), 1, Terms::PARTS),
            Figure::Opening => whole(terms.opening),
            Figure::Granted => whole(terms.granted),
            Figure::Refunded => whole(refunded),
            Figure::Spent => whole(outcome[Count::Spent]),
            Figure::Lapsed => whole(outcome[Count::Lapsed]),
            Figure::Capped => whole(outcome[Count::Capped]),
            Figure::Forfeited => whole(outcome[Count::Forfeited]),
            Figure::Closing => whole(outcome[Count::Closing]),
            Figure::Started => whole(outcome[Count::Started]),
            Figure::Replies => whole(outcome[Count::Replies]),
            Figure::RepliesSettled => whole(replies),
            Figure::WeeksShort => whole(outcome[Count::WeeksShort]),
            Figure::Shortfall => whole(outcome[Count::Shortfall]),
            Figure::EffectiveCredits => whole(terms.effective_credits(refunded)),
            Figure::EffectiveCreditsPerMonth => terms.effective_credits_per_month(refunded),
            Figure::Multiplier => terms.multiplier(refunded),
            Figure::CostPerReply => terms.cost_per_reply(replies),
            Figure::LoadedCostPerReply => terms.loaded_cost_per_reply(effort, replies),
            Figure::CostPerEffectiveCredit => terms.cost_per_effective_credit(refunded),
            Figure::StockoutProbability => flag(outcome[Count::WeeksShort] > 0),
            Figure::NoReplyProbability => flag(replies == 0),
            Figure::BestProbability => return None,
        })
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
