//! How the other cases compare with the first, in a sentence.

use crate::domain::figure::Better;
use crate::figures::number::number;
use crate::figures::standing::is_clear;
use crate::figures::{CaseFigures, Estimate, Figure, Figures, TWO_SIDED_95};
use crate::words::case::shared_currency;
use crate::words::figure::{amount, in_words};

use crate::figures::number::margin;

/// How a figure of a case differs from the first's; nothing in it for the first itself.
pub fn against(case: &CaseFigures, figure: Figure) -> Estimate {
    let difference = case.against_first.as_ref().and_then(|estimates| estimates.get(figure.place()));
    difference.copied().unwrap_or_default()
}

/// The first case, and the others of its circumstance, which are compared with it.
pub fn compared(figures: &Figures) -> (&CaseFigures, &[CaseFigures]) {
    let end = figures.circumstances.first().map_or(figures.cases.len(), |first| first.cases.end);
    (&figures.cases[0], &figures.cases[1..end])
}

/// The figure beside replies in which cases are compared: what ranks them or, where that is the replies, what they cost.
pub fn figure(figures: &Figures) -> Figure {
    match figures.circumstances.first() {
        Some(first) if first.by != Figure::RepliesSettled => first.by,
        Some(_) | None => Figure::CostPerReply,
    }
}

/// How the other cases compare with the first.
pub fn finding(figures: &Figures) -> String {
    let (first, cases) = compared(figures);
    let by = figure(figures);
    let of = |figure: Figure| {
        let means = cases.iter().filter_map(|case| Some((against(case, figure).mean?, case)));
        means.reduce(|best, next| {
            let ahead = if figure.better() == Some(Better::Lower) { next.0 < best.0 } else { next.0 > best.0 };
            if ahead { next } else { best }
        })
    };
    let by_cost = shared_currency(figures).and_then(|label| Some((label, of(by)?)));
    let Some((currency, (mean, case))) = by_cost else {
        return match of(Figure::RepliesSettled) {
            Some((_, case)) => format!("Against {}, {} brings {}", first.name, case.name, more_replies(case)),
            None => format!("Nothing can be set against {}", first.name),
        };
    };
    let (error, apart) = error(against(case, by));
    let amount = amount(by, mean.abs(), &currency);
    if !apart {
        let is_cost = by.is_money() && by.better() == Some(Better::Lower);
        let lead = match cases.len() {
            1 => "",
            _ if is_cost => ", the cheapest of the others,",
            _ => ", the best of the others,",
        };
        return format!("{}{lead} and {} cannot be told apart in {}{error}", case.name, first.name, in_words(by));
    }
    if ![Figure::CostPerReply, Figure::LoadedCostPerReply].contains(&by) {
        let side = if mean < 0.0 { "less" } else { "more" };
        let figure = in_words(by);
        return format!(
            "Against {}, {} has {amount} {side} in {figure}{error}, and {}",
            first.name,
            case.name,
            more_replies(case)
        );
    }
    match (mean < 0.0, cases.len()) {
        (true, 1) => {
            format!(
                "With {} a reply costs {amount} less than with {}{error}, and there are {}",
                case.name,
                first.name,
                more_replies(case)
            )
        }
        (true, _) => {
            format!(
                "Against {}, {} saves most: {amount} a reply{error}, with {}",
                first.name,
                case.name,
                more_replies(case)
            )
        }
        (false, 1) => format!(
            "With {} a reply costs {amount} more than with {}{error}, and there are {}",
            case.name,
            first.name,
            more_replies(case)
        ),
        (false, _) => format!(
            "No case has a lower cost per reply than {}; {} comes closest, {amount} dearer{error}",
            first.name, case.name
        ),
    }
}

/// The simulation error of a difference in words, and whether the difference stands out from it.
fn error(difference: Estimate) -> (String, bool) {
    let error = difference.se.map(|se| TWO_SIDED_95 * se).filter(|&error| error > 0.0);
    let mean = difference.mean.unwrap_or(0.0).abs();
    let words = error.map(|error| format!(" (±\u{a0}{} simulation error)", margin(error)));
    (words.unwrap_or_default(), is_clear(mean, difference.se))
}

/// How many more replies a case brings than the first.
fn more_replies(case: &CaseFigures) -> String {
    let difference = against(case, Figure::RepliesSettled);
    match difference.mean {
        Some(mean) if !error(difference).1 && mean.abs() < 0.005 => "as many replies".to_owned(),
        Some(mean) => format!("{} {} replies", number(mean.abs()), if mean < 0.0 { "fewer" } else { "more" }),
        None => "replies that cannot be compared".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, empty, figures, set};

    /// A plan with this cost per reply and these replies; both have a paired error of 0.5.
    fn plan(name: &str, cost: f64, replies: f64) -> CaseFigures {
        let mut case = case(name, None, 1.0, 100.0, 10.0, 0.0);
        set(&mut case, Figure::CostPerReply, Some(cost), Some(1.0));
        set(&mut case, Figure::RepliesSettled, Some(replies), Some(1.0));
        case
    }

    fn found(cases: Vec<CaseFigures>) -> String {
        finding(&figures(cases)).replace('\u{a0}', " ")
    }

    #[test]
    fn the_case_that_saves_most_is_named_with_what_the_simulation_may_be_off() {
        assert_eq!(
            found(vec![plan("a", 20.0, 10.0), plan("b", 15.0, 9.0), plan("c", 12.0, 14.0)]),
            "Against a, c saves most: 8.00 USD a reply (± 1.0 simulation error), with 4.00 more replies"
        );
        assert_eq!(
            found(vec![plan("a", 20.0, 10.0), plan("b", 15.0, 9.0)]),
            "With b a reply costs 5.00 USD less than with a (± 1.0 simulation error), and there are 1.00 fewer replies"
        );
    }

    #[test]
    fn where_the_first_is_cheapest_the_next_is_named() {
        assert_eq!(
            found(vec![plan("a", 10.0, 10.0), plan("b", 15.0, 9.0), plan("c", 12.0, 14.0)]),
            "No case has a lower cost per reply than a; c comes closest, 2.00 USD dearer (± 1.0 simulation error)"
        );
    }

    #[test]
    fn what_the_simulation_cannot_tell_apart_is_not_ranked() {
        assert_eq!(
            found(vec![plan("a", 10.0, 10.0), plan("b", 9.5, 9.0)]),
            "b and a cannot be told apart in cost per reply (± 1.0 simulation error)"
        );
    }

    #[test]
    fn without_a_cost_replies_are_compared() {
        let mut silent = empty("a", None);
        set(&mut silent, Figure::RepliesSettled, Some(0.0), Some(0.0));
        assert_eq!(found(vec![silent, plan("b", 15.0, 9.0)]), "Against a, b brings 9.00 more replies");
        assert_eq!(found(vec![empty("a", None), empty("b", None)]), "Nothing can be set against a");
    }
}
