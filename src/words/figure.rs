//! How people speak of figures, and compare cases in one.

use crate::domain::figure::Figure;
use crate::domain::outcome_figure::{OutcomeFigure, OutcomePart};
use crate::figures::number::{money, number, percent};

/// What people call a figure within a sentence: `cost per reply`.
pub fn named(figure: Figure) -> String {
    match figure {
        Figure::LoadedCostPerReply => "cost per reply with all costs".to_owned(),
        figure => in_words(figure),
    }
}

/// What the cost of the plan alone for each reply is called, where other costs come to it and where none do.
pub fn cost_per_reply(has_costs_beside: bool) -> &'static str {
    if has_costs_beside { "plan cost per reply" } else { "cost per reply" }
}

/// The lead of the better of two cases: `is cheaper per reply`, `has more replies`.
pub fn comparative(figure: Figure) -> &'static str {
    match figure {
        Figure::Cost => "is cheaper",
        Figure::Labour => "costs less work",
        Figure::Opening => "brings along more credits",
        Figure::Granted => "is granted more credits",
        Figure::Refunded => "gets more credits back",
        Figure::Spent => "spends more credits",
        Figure::Lapsed => "lets fewer credits expire",
        Figure::Capped => "loses fewer credits to the cap",
        Figure::Forfeited => "forfeits fewer credits",
        Figure::Closing => "has more credits left",
        Figure::Started => "writes to more people",
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
        Figure::BestProbability => "is more often the best",
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

/// What the best case by a figure does, to be followed by the figure: `is the cheapest per reply`; nothing for one by which
/// nothing is better.
pub fn superlative(figure: Figure) -> Option<String> {
    let told = match figure {
        Figure::Cost => "costs least for its plan",
        Figure::Labour => "takes least work",
        Figure::Refunded => "gets most credits back",
        Figure::Lapsed => "lets fewest credits expire",
        Figure::Capped => "loses fewest credits to the cap",
        Figure::Forfeited => "loses fewest credits by changes of plan",
        Figure::Started => "writes to most people",
        Figure::Replies => "brings most replies in time",
        Figure::RepliesSettled => "brings most replies",
        Figure::WeeksShort | Figure::HeldUpByCredits => "is short of credits in fewest weeks",
        Figure::Shortfall => "leaves fewest people unwritten to",
        Figure::EffectiveCredits => "has most effective credits",
        Figure::EffectiveCreditsPerMonth => "has most effective credits a month",
        Figure::Multiplier => "makes most of each credit granted",
        Figure::CostPerReply => "is the cheapest per reply",
        Figure::LoadedCostPerReply => "is the cheapest per reply, all costs included",
        Figure::CostPerEffectiveCredit => "is the cheapest per effective credit",
        Figure::StockoutProbability => "is least likely to run out of credits",
        Figure::NoReplyProbability => "is least likely to get no reply",
        Figure::Expenses => "costs least beside plan and work",
        Figure::FullCost => "costs least, all costs included",
        Figure::Value => "brings in most",
        Figure::NetValue => "leaves most after all costs",
        Figure::Return => "brings in most for what it costs",
        Figure::HeldUpByRestriction => "is restricted in fewest weeks",
        Figure::HeldUpByLimit => "is held up by limits in fewest weeks",
        Figure::HeldUpByHours => "runs out of hours in fewest weeks",
        Figure::HeldUpByCreditsAtMost => "uses up its share of credits in fewest weeks",
        Figure::ThroughProbability => "gets through its lists most often",
        Figure::Outcome(outcome) => return Some(of_outcome(outcome)),
        Figure::Opening | Figure::Granted | Figure::Spent | Figure::Closing | Figure::BestProbability => return None,
    };
    Some(told.to_owned())
}

fn of_outcome(outcome: OutcomeFigure) -> String {
    let id = outcome.id();
    match outcome.part() {
        OutcomePart::Reached => format!("brings most of “{id}”"),
        OutcomePart::InTime => format!("brings most of “{id}” in time"),
        OutcomePart::Cost => format!("is the cheapest for each “{id}”"),
    }
}

/// What figures are about, in the order in which people ask.
pub const SUBJECTS: [&str; 4] = ["What it costs", "What comes of it", "What becomes of credits", "What holds it up"];

/// What a figure is about, where many of them are to choose from.
pub fn subject(figure: Figure) -> &'static str {
    match figure {
        Figure::CostPerReply
        | Figure::LoadedCostPerReply
        | Figure::Cost
        | Figure::FullCost
        | Figure::Labour
        | Figure::Expenses => SUBJECTS[0],
        Figure::Outcome(outcome) if outcome.part() == OutcomePart::Cost => SUBJECTS[0],
        Figure::Outcome(_)
        | Figure::RepliesSettled
        | Figure::Replies
        | Figure::Started
        | Figure::Value
        | Figure::NetValue
        | Figure::Return
        | Figure::NoReplyProbability
        | Figure::ThroughProbability => SUBJECTS[1],
        Figure::CostPerEffectiveCredit
        | Figure::Opening
        | Figure::Granted
        | Figure::Refunded
        | Figure::Spent
        | Figure::Lapsed
        | Figure::Capped
        | Figure::Forfeited
        | Figure::Closing
        | Figure::EffectiveCredits
        | Figure::EffectiveCreditsPerMonth
        | Figure::Multiplier => SUBJECTS[2],
        Figure::WeeksShort
        | Figure::Shortfall
        | Figure::StockoutProbability
        | Figure::BestProbability
        | Figure::HeldUpByRestriction
        | Figure::HeldUpByLimit
        | Figure::HeldUpByHours
        | Figure::HeldUpByCreditsAtMost
        | Figure::HeldUpByCredits => SUBJECTS[3],
    }
}

/// A value of a figure as people say it: money with its currency, a share in per cent, else a number.
pub fn amount(figure: Figure, value: f64, currency: &str) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    let size = value.abs();
    let shown = match figure {
        figure if figure.is_money() => money(size, currency),
        figure if figure.is_share() => percent(size),
        _ => number(size),
    };
    format!("{sign}{shown}")
}

/// A figure as it is called where people read: without the marks of its name in reports.
pub fn in_words(figure: Figure) -> String {
    match figure {
        Figure::RepliesSettled => "replies".to_owned(),
        Figure::Replies => "replies in time".to_owned(),
        Figure::HeldUpByRestriction => "weeks of a restriction".to_owned(),
        Figure::HeldUpByLimit => "weeks held up by limits".to_owned(),
        Figure::HeldUpByHours => "weeks held up by hours".to_owned(),
        Figure::HeldUpByCreditsAtMost => "weeks held up by a share of credits".to_owned(),
        Figure::Cost => "cost of the plan".to_owned(),
        Figure::Refunded => "credits returned".to_owned(),
        Figure::Lapsed => "credits that expire".to_owned(),
        Figure::Capped => "credits lost to the cap".to_owned(),
        Figure::Forfeited => "credits lost by changes of plan".to_owned(),
        Figure::Started => "people written to".to_owned(),
        Figure::WeeksShort | Figure::HeldUpByCredits => "weeks short of credits".to_owned(),
        Figure::Shortfall => "people not written to".to_owned(),
        Figure::StockoutProbability => "chance to run out of credits".to_owned(),
        Figure::NoReplyProbability => "chance of no reply".to_owned(),
        Figure::ThroughProbability => "chance to get through the list".to_owned(),
        Figure::LoadedCostPerReply => "cost per reply, all costs included".to_owned(),
        Figure::Outcome(outcome) if outcome.part() == OutcomePart::Cost => {
            format!("cost per {}", outcome.id().replace(['_', '.'], " "))
        }
        Figure::Outcome(outcome) => outcome.name().trim_start_matches("outcome.").replace(['_', '.'], " "),
        figure => figure.name().replace(['_', '.'], " "),
    }
}
