//! How people compare cases in a figure.

use crate::domain::figure::Figure;
use crate::domain::outcome_figure::OutcomePart;

/// The lead of the better of two cases: `is cheaper per reply`, `has more replies`.
pub fn comparative(figure: Figure) -> &'static str {
    match figure {
        Figure::Cost => "is cheaper",
        Figure::Labour => "costs less work",
        Figure::Opening => "brings along more credits",
        Figure::Granted => "is granted more credits",
        Figure::Refunded => "gets more credits back",
        Figure::Spent => "spends more credits",
        Figure::Lapsed => "lets fewer credits lapse",
        Figure::Capped => "loses fewer credits to the cap",
        Figure::Forfeited => "forfeits fewer credits",
        Figure::Closing => "has more credits left",
        Figure::Started => "starts more prospects",
        Figure::Replies | Figure::RepliesSettled => "gets more replies",
        Figure::WeeksShort => "has fewer weeks short of credits",
        Figure::Shortfall => "falls short of fewer prospects",
        Figure::EffectiveCredits => "has more effective credits",
        Figure::EffectiveCreditsPerMonth => "has more effective credits a month",
        Figure::Multiplier => "makes more of each credit granted",
        Figure::CostPerReply => "is cheaper per reply",
        Figure::LoadedCostPerReply => "is cheaper per reply, work included,",
        Figure::CostPerEffectiveCredit => "is cheaper per effective credit",
        Figure::StockoutProbability => "is less likely to run short of credits",
        Figure::NoReplyProbability => "is less likely to get no reply",
        Figure::BestProbability => "is more often the cheapest",
        Figure::Expenses => "costs less beside plan and work",
        Figure::FullCost => "is cheaper, all costs included,",
        Figure::Value => "brings in more",
        Figure::NetValue => "leaves more after all costs",
        Figure::Return => "brings in more for what it costs",
        Figure::HeldUpByRestriction => "is restricted in fewer weeks",
        Figure::HeldUpByLimit => "is held up by limits in fewer weeks",
        Figure::HeldUpByHours => "runs out of hours in fewer weeks",
        Figure::HeldUpByCreditsAtMost => "uses up its share of credits in fewer weeks",
        Figure::HeldUpByCredits => "has fewer weeks short of credits",
        Figure::ThroughProbability => "gets through its lists more often",
        Figure::Outcome(outcome) => match outcome.part() {
            OutcomePart::Reached | OutcomePart::InTime => "reaches it more often",
            OutcomePart::Cost => "reaches it at less cost",
        },
    }
}
