//! The titles of charts: what each shows, in a sentence.

use crate::figures::{CaseFigures, Figure, Figures};
use crate::words::case::{currency, mean_count, shared_currency};
use crate::words::figure::{amount, cost_per_reply, in_words, superlative};
use crate::words::seats::people;

use crate::figures::number::{credits, money, number, percent};
use crate::figures::standing::Standing;

/// A finding of the first of several circumstances, which is named.
pub(crate) fn of_first(figures: &Figures, finding: String) -> String {
    match figures.circumstances.as_slice() {
        [first, _, ..] => format!("{}: {finding}", figures.cases[first.cases.start].name.circumstance_label()),
        _ => finding,
    }
}

/// How far replies lead in the best case.
pub(crate) fn outcomes(figures: &Figures) -> String {
    let has_value = figures.cases.iter().any(|case| mean_count(case, Figure::Value) > 0.0);
    let best = best(figures);
    let Some((best, last)) = best.and_then(|case| Some((case, case.by_outcome.last()?))) else { return String::new() };
    let replies = number(mean_count(best, Figure::RepliesSettled));
    let start =
        format!("{}: {replies} replies lead to {} × {}", best.name, number(last.reached.mean.unwrap_or(0.0)), last.id);
    match best.estimate(Figure::NetValue).mean.filter(|_| has_value) {
        Some(net) if net < 0.0 => {
            format!("{start}, which bring {} less than everything costs", money(-net, &currency(best)))
        }
        Some(net) => format!("{start}, which leave {} after all costs", money(net, &currency(best))),
        None => start,
    }
}

/// Which case of the first circumstance is the best in a figure, whatever ranks.
pub(crate) fn best_in(figures: &Figures, figure: Figure) -> String {
    let standing = Standing::new(figures, figure);
    let told = |place: usize| {
        let case = &figures.cases[place];
        amount(figure, case.estimate(figure).mean.unwrap_or(0.0), &currency(case))
    };
    let by = match figure {
        Figure::CostPerReply => cost_per_reply(figures.has_costs_beside()).to_owned(),
        figure => in_words(figure),
    };
    match standing.order.as_slice() {
        [] => format!("No case has a {by}"),
        [only] => format!("{}: {by} {}", figures.cases[*only].name.in_circumstance(), told(*only)),
        [first, ..] if figure.is_money() && shared_currency(figures).is_none() => {
            format!("{}: {by} {}; currencies differ", figures.cases[*first].name.in_circumstance(), told(*first))
        }
        [best, next, ..] if standing.alike > 1 => {
            let [one, other] = [best, next].map(|&place| figures.cases[place].name.in_circumstance());
            format!("{one} ({}) and {other} ({}) are as good as equal in {by}", told(*best), told(*next))
        }
        [best, next, ..] => format!(
            "{} {}{}: {}, against {} for {}",
            figures.cases[*best].name.in_circumstance(),
            superlative(figure).unwrap_or_default(),
            if figure == Figure::CostPerReply && figures.has_costs_beside() { ", the plan alone" } else { "" },
            told(*best),
            told(*next),
            figures.cases[*next].name.in_circumstance()
        ),
    }
}

/// The best case of the first circumstance, or its first one where none is best.
fn best(figures: &Figures) -> Option<&CaseFigures> {
    let by = figures.circumstances.first()?.by;
    figures.cases.get(Standing::new(figures, by).order.first().copied().unwrap_or_default())
}

/// Whose replies cost least and most, of the seats of the best case.
pub(crate) fn seats(figures: &Figures) -> String {
    let Some(best) = best(figures).filter(|case| !case.by_seat.is_empty()) else { return String::new() };
    let all = mean_count(best, Figure::Cost);
    let replies = number(mean_count(best, Figure::RepliesSettled));
    let people = people(best.by_seat.iter().map(|seat| seat.count).sum());
    let start = format!("{}: {people} for {} bring {replies} replies", best.name, money(all, &currency(best)));
    let mut costs: Vec<(f64, &str)> =
        best.by_seat.iter().filter_map(|seat| Some((seat.cost_per_reply?, seat.seat.as_str()))).collect();
    costs.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    match (costs.first(), costs.last()) {
        (Some((low, cheap)), Some((high, dear))) if number(*low) != number(*high) => {
            format!("{start}; one costs {} with {cheap}, {} with {dear}", money(*low, &currency(best)), number(*high))
        }
        _ => start,
    }
}

/// The credits that refunds make of those granted, and those that are wasted.
pub(crate) fn effective_credits(figures: &Figures, standing: &Standing) -> String {
    let cases = figures.cases.as_slice();
    let multiplier =
        |place: usize| format!("×{}", number(mean_count(&cases[standing.order[place]], Figure::Multiplier)));
    let start = match (cases, standing.order.as_slice()) {
        ([case], []) => format!("{} is granted no credits", case.name),
        (_, []) => "No case is granted any credits".to_owned(),
        ([case], _) => {
            let (granted, effective) = (mean_count(case, Figure::Granted), mean_count(case, Figure::EffectiveCredits));
            let (granted, effective) = (credits(granted), credits(effective));
            format!("{}: refunds make {effective} effective credits of {granted} granted, {}", case.name, multiplier(0))
        }
        (_, [only]) => {
            format!("Only {} is granted credits, of which refunds make {}", cases[*only].name, multiplier(0))
        }
        (_, order) if multiplier(0) == multiplier(order.len() - 1) => {
            format!("Refunds make the same of the credits granted in every case, {}", multiplier(0))
        }
        // Differences that the chart does not show are not worth a word.
        (cases, order) if same(order, &multiplier) > standing.alike => {
            let standing = Standing { alike: same(order, &multiplier), ..standing.clone() };
            format!("{} most out of the credits granted, {}", some(cases, &standing, "get"), multiplier(0))
        }
        (_, [best, ..]) if standing.alike == 1 => {
            format!("{} gets most out of the credits granted, {}", cases[*best].name, multiplier(0))
        }
        _ => {
            let range = range(multiplier(0), multiplier(standing.alike - 1));
            format!(
                "{} most out of the credits granted and cannot be told apart, {range}",
                some(cases, standing, "get")
            )
        }
    };
    match waste(cases) {
        Some(waste) => format!("{start}; {waste}"),
        None => start,
    }
}

/// A share that titles mention.
const WORTH_A_WORD: f64 = 0.02;

/// How many cases show the same as the best.
fn same(order: &[usize], shown: &impl Fn(usize) -> String) -> usize {
    (0..order.len()).take_while(|&place| shown(place) == shown(0)).count()
}

/// The cases that cannot be told apart from the best, and what they do.
fn some(cases: &[CaseFigures], standing: &Standing, verb: &str) -> String {
    match standing.alike {
        2 => format!("{} and {} {verb}", cases[standing.order[0]].name, cases[standing.order[1]].name),
        alike if alike == cases.len() => format!("All {alike} cases {verb}"),
        alike => format!("{alike} of {} cases {verb}", cases.len()),
    }
}

fn range(from: String, to: String) -> String {
    if from == to { from } else { format!("{from} to {to}") }
}

/// Who leaves the largest share of its credits unused, if that is worth a word.
fn waste(cases: &[CaseFigures]) -> Option<String> {
    let most = cases.iter().filter_map(unused_share).fold(0.0, f64::max);
    if most < WORTH_A_WORD {
        return None;
    }
    let share = percent(most);
    let who: Vec<&CaseFigures> =
        cases.iter().filter(|case| unused_share(case).is_some_and(|own| percent(own) == share)).collect();
    Some(match who.as_slice() {
        _ if cases.len() == 1 => format!("{share} of all credits go unused"),
        [one] => format!("{} leaves {share} unused", one.name),
        who if who.len() == cases.len() => format!("each leaves {share} unused"),
        who => format!("{} cases leave {share} unused", who.len()),
    })
}

/// All credits that a case had: those brought along, granted and refunded.
pub(crate) fn came_in(case: &CaseFigures) -> f64 {
    [Figure::Opening, Figure::Granted, Figure::Refunded].into_iter().map(|figure| mean_count(case, figure)).sum()
}

/// The share of all credits that lapsed, or that the cap or a change of plan took.
pub(crate) fn unused_share(case: &CaseFigures) -> Option<f64> {
    share_of_credits(case, &[Figure::Lapsed, Figure::Capped, Figure::Forfeited])
}

fn share_of_credits(case: &CaseFigures, figures: &[Figure]) -> Option<f64> {
    let had = came_in(case);
    (had > 0.0).then(|| figures.iter().map(|&figure| mean_count(case, figure)).sum::<f64>() / had)
}

/// Where the credits of the cases went.
pub(crate) fn credits_went(cases: &[CaseFigures]) -> String {
    let share = |case: &CaseFigures, figure| share_of_credits(case, &[figure]).unwrap_or(0.0);
    if let [case] = cases {
        let (spent, left) = (share(case, Figure::Spent), share(case, Figure::Closing));
        let unused = unused_share(case).unwrap_or(0.0);
        let start = format!("{} spends {} of its credits", case.name, percent(spent));
        return match (left, unused) {
            (0.0, 0.0) => start,
            (left, 0.0) => format!("{start}; {} are left at the end", percent(left)),
            (0.0, unused) => format!("{start}; {} expire or are lost", percent(unused)),
            (left, unused) => {
                format!("{start}; {} are left at the end, and {} expire or are lost", percent(left), percent(unused))
            }
        };
    }
    let most = |of: &dyn Fn(&CaseFigures) -> f64| {
        cases.iter().map(|case| (of(case), case)).reduce(|most, next| if next.0 > most.0 { next } else { most })
    };
    let wasted = most(&|case| unused_share(case).unwrap_or(0.0)).filter(|&(share, _)| share >= WORTH_A_WORD);
    let left = most(&|case| share(case, Figure::Closing)).filter(|&(share, _)| share >= WORTH_A_WORD);
    match (wasted, left) {
        (Some((wasted, case)), left) => {
            let spent = percent(share(case, Figure::Spent));
            let wasted = percent(wasted);
            let start =
                format!("{} wastes most: {wasted} of its credits expire or are lost, {spent} are spent", case.name);
            match left.filter(|(_, other)| other.name != case.name) {
                Some((left, other)) => format!("{start}; {} has most left at the end, {}", other.name, percent(left)),
                None => start,
            }
        }
        (None, Some((left, case))) => {
            format!("Hardly a credit is wasted; {} has most left at the end, {}", case.name, percent(left))
        }
        (None, None) => "Every case spends nearly all of its credits".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, empty, figures, set};

    fn of_credits(cases: Vec<CaseFigures>) -> String {
        let figures = figures(cases);
        let finding = effective_credits(&figures, &Standing::new(&figures, Figure::Multiplier));
        finding.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn credits_are_told_with_what_is_wasted() {
        let plans = |lost| vec![case("a", None, 1.0, 100.0, 10.0, lost), case("b", None, 1.0, 100.0, 30.0, 0.0)];
        assert_eq!(of_credits(plans(0.0)), "b gets most out of the credits granted, ×1.30");
        assert_eq!(of_credits(plans(11.0)), "b gets most out of the credits granted, ×1.30; a leaves 10 % unused");
        assert_eq!(
            of_credits(plans(11.0)[..1].to_vec()),
            "a: refunds make 110 effective credits of 100 granted, ×1.10; 10 % of all credits go unused"
        );
        let same = vec![plans(11.0)[0].clone(), plans(11.0)[0].clone()];
        assert_eq!(
            of_credits(same),
            "Refunds make the same of the credits granted in every case, ×1.10; each leaves 10 % unused"
        );
        assert_eq!(of_credits(vec![empty("a", None)]), "a is granted no credits");
    }

    #[test]
    fn where_credits_went_is_told_by_what_is_wasted_or_left() {
        let went = |cases: &[CaseFigures]| credits_went(cases).replace(['\u{a0}', '\u{202f}'], " ");
        let plans = |lost| vec![case("a", None, 1.0, 100.0, 10.0, lost), case("b", None, 1.0, 100.0, 30.0, 0.0)];
        assert_eq!(went(&plans(11.0)), "a wastes most: 10 % of its credits expire or are lost, 83 % are spent");
        assert_eq!(went(&plans(0.0)), "Hardly a credit is wasted; a has most left at the end, 7.3 %");
        assert_eq!(
            went(&plans(11.0)[..1]),
            "a spends 83 % of its credits; 7.3 % are left at the end, and 10 % expire or are lost"
        );
        let mut spent = plans(0.0);
        spent.iter_mut().for_each(|case| set(case, Figure::Closing, Some(0.0), None));
        assert_eq!(went(&spent), "Every case spends nearly all of its credits");
    }
}
