//! What the figures are called, what they are counted in, and what kind of number each is.

use super::Figure;

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
