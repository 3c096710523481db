//! A sweep in words.

#[cfg(test)]
mod tests;

use crate::domain::figure::{Better, Figure};
use crate::figures::number;
use crate::figures::verdict::Turn;
use crate::scenario::document::lists::all;

use crate::study::break_even::Gap;
use crate::study::sweep::{Root, Run, Sweep, Varied};
use crate::words::figure::{comparative, named};
use crate::words::setting::setting;
use crate::words::visible::capital;

/// The most pairs of cases that are spoken of.
const MOST_PAIRS: usize = 6;

/// The most cases that are named one after the other.
const MOST_NAMED: usize = 6;

/// Of so many cases every pair is spoken of, of more only those between which the best one changes.
const ALL_PAIRS: usize = 3;

/// A figure of a sweep, given by its place, in a few sentences: the cases that are best, and where they change.
pub fn sweep_sentences(sweep: &Sweep, figure: usize) -> Vec<String> {
    let of = sweep.figures[figure];
    if sweep.cases.len() < 2 {
        return vec![alone(sweep, figure)];
    }
    if !sweep.is_comparable(of) {
        return vec!["Cases are in different currencies: compare them only within one.".to_owned()];
    }
    match sweep.line() {
        Some(varied) => along(sweep, figure, varied),
        None => wins(sweep, figure),
    }
}

/// A figure of a sweep in one line.
pub fn headline(sweep: &Sweep, figure: usize) -> String {
    let of = sweep.figures[figure];
    let runs = sweep.envelope(figure);
    if let (Some(varied), [first, .., _]) = (sweep.line(), runs.as_slice())
        && sweep.is_comparable(of)
        && runs.len() <= 5
    {
        let lowest = if of.better() == Some(Better::Lower) { "Lowest" } else { "Highest" };
        let name = |case: usize| sweep.cases[case].to_string();
        let mut parts = Vec::new();
        for pair in runs.windows(2) {
            let verb = if parts.is_empty() || varied.whole { "below" } else { "up to" };
            parts.push(format!("{} {verb} {}", name(pair[0].case), change(sweep, figure, varied, pair[0], pair[1])));
        }
        let last = name(runs.last().unwrap_or(first).case);
        return format!("{lowest} {}: {}, then {last}", named(of), parts.join(", "));
    }
    sweep_sentences(sweep, figure).first().map(|sentence| sentence.trim_end_matches('.').to_owned()).unwrap_or_default()
}

/// Where the best case by a figure changes along the only path.
pub fn turns(sweep: &Sweep, figure: usize) -> Vec<Turn> {
    let Some(varied) = sweep.line() else { return Vec::new() };
    let runs = sweep.envelope(figure);
    let turn = |pair: &[Run]| Turn {
        path: varied.path.clone(),
        from: sweep.cases[pair[0].case].clone(),
        to: sweep.cases[pair[1].case].clone(),
        at: {
            let at = match root(sweep, figure, varied, pair[0], pair[1]) {
                Ok(root) => root.at.value,
                Err(middle) => middle,
            };
            // The first number at which it is so, or two digits: more would say no more.
            let unit = 10f64.powf(at.abs().max(1e-9).log10().floor() - 1.0);
            if varied.whole {
                at_value(varied, at.ceil())
            } else {
                format!("about {}", at_value(varied, (at / unit).round() * unit))
            }
        },
    };
    runs.windows(2).map(turn).collect()
}

/// The break-even at which one case takes over from another, or the middle of the values between which it does.
fn root<'s>(
    sweep: &'s Sweep,
    figure: usize,
    varied: &Varied,
    Run { case: one, last, .. }: Run,
    Run { case: other, first, .. }: Run,
) -> Result<&'s Root, f64> {
    let number = |cell: usize| varied.values[cell].1.unwrap_or(0.0);
    let root = sweep.roots.iter().find(|root| {
        (root.figure, root.case, root.against) == (sweep.figures[figure], one.max(other), one.min(other))
            && (number(last)..=number(first)).contains(&root.at.value)
    });
    root.ok_or((number(last) + number(first)) / 2.0)
}

/// Where one case takes over from another: their break-even, or between which values.
fn change(sweep: &Sweep, figure: usize, varied: &Varied, one: Run, other: Run) -> String {
    match root(sweep, figure, varied, one, other) {
        Ok(Root { at, .. }) if varied.whole => at_value(varied, at.value.ceil()),
        Ok(Root { at, .. }) => with_unit(varied, shown(varied, at.value, decimals(varied, (at.high - at.low) / 2.0))),
        Err(middle) => format!("about {}", at_value(varied, middle)),
    }
}

/// The answer along one path.
fn along(sweep: &Sweep, figure: usize, varied: &Varied) -> Vec<String> {
    let of = sweep.figures[figure];
    let cases = sweep.cases.len();
    let runs = sweep.envelope(figure);
    let mut pairs: Vec<(usize, usize)> = if cases <= ALL_PAIRS {
        (1..cases).flat_map(|case| (0..case).map(move |against| (case, against))).collect()
    } else {
        runs.windows(2).map(|pair| (pair[0].case.max(pair[1].case), pair[0].case.min(pair[1].case))).collect()
    };
    let mut seen = Vec::new();
    pairs.retain(|pair| {
        !seen.contains(pair) && {
            seen.push(*pair);
            true
        }
    });
    pairs.truncate(MOST_PAIRS);
    let mut sentences = Vec::new();
    if let ([only], true) = (runs.as_slice(), cases > ALL_PAIRS) {
        let is = comparative(of);
        let cells = (0..sweep.cells()).filter_map(|cell| sweep.best(cell, figure));
        let (sure, all) = cells.fold((0, 0), |(sure, all), best| (sure + usize::from(best.sure), all + 1));
        let winner = &sweep.cases[only.case];
        sentences.push(match all - sure {
            0 => format!("{winner} {is} than every other case over the whole range."),
            open if open == all => format!("Which case {is} than every other cannot be told anywhere in the range."),
            open => format!(
                "{winner} {is} than every other case over the whole range; at {open} of {all} values another cannot be told \
                 apart from it."
            ),
        });
    } else {
        sentences.extend(pairs.iter().map(|&(case, against)| pair(sweep, figure, varied, case, against)));
        let never: Vec<String> = (0..cases)
            .filter(|&case| runs.iter().all(|run| run.case != case))
            .map(|case| sweep.cases[case].to_string())
            .collect();
        if never.len() > MOST_NAMED && !runs.is_empty() {
            sentences.push(format!("The other {} cases are best at none of the values.", never.len()));
        } else if cases > ALL_PAIRS && !never.is_empty() && !runs.is_empty() {
            let is = if never.len() == 1 { "is" } else { "are" };
            sentences.push(format!("{} {is} best at none of the values.", all(&never)));
        }
        if runs.is_empty() {
            sentences = vec![format!("No case has {} anywhere.", named(of))];
        }
    }
    let is_told = |root: &Root| pairs.contains(&(root.case, root.against));
    if sweep.roots.iter().any(|root| root.figure == of && !is_told(root)) {
        sentences.push("Where other cases break even is in break_even.csv.".to_owned());
    }
    sentences
}

/// How two cases compare over the range.
fn pair(sweep: &Sweep, figure: usize, varied: &Varied, case: usize, against: usize) -> String {
    let of = sweep.figures[figure];
    let roots: Vec<&Root> =
        sweep.roots.iter().filter(|root| (root.figure, root.case, root.against) == (of, case, against)).collect();
    let name = |place: usize| sweep.cases[place].to_string();
    let is = comparative(of);
    // Whether the case is the better one where its figure is the higher.
    let favours =
        |higher: bool| if higher == (of.better() != Some(Better::Lower)) { (case, against) } else { (against, case) };
    match roots.as_slice() {
        [] => none(sweep, figure, varied, case, against),
        [root] => {
            let (first, then) = favours(!root.rises);
            let (first, then) = (name(first), name(then));
            let beyond = if varied.whole { "from there on" } else { "above it" };
            format!("Below {} {first} {is} than {then}, {beyond} {then} {}.", break_even(varied, root), short(of))
        }
        roots => {
            let (first, then) = favours(!roots[0].rises);
            let at: Vec<String> = roots.iter().map(|root| break_even(varied, root)).collect();
            let at = all(&at);
            format!("{} {is} than {} up to the first of {at}; at each of these it changes.", name(first), name(then))
        }
    }
}

/// The verb that stands at the end of a sentence for all that was said before.
fn short(figure: Figure) -> &'static str {
    match comparative(figure).split_once(' ').map_or("", |(verb, _)| verb) {
        "is" => "is",
        "has" => "has",
        _ => "does",
    }
}

/// Two cases that do not break even.
fn none(sweep: &Sweep, figure: usize, varied: &Varied, case: usize, against: usize) -> String {
    let of = sweep.figures[figure];
    let gaps = sweep.gaps(figure, case, against).unwrap_or_default();
    let name = |place: usize| sweep.cases[place].to_string();
    let signs: Vec<i8> = gaps.iter().map(Gap::sign).collect();
    let defined = gaps.iter().filter(|gap| gap.mean.is_some()).count();
    if defined == 0 {
        let is_without = |&case: &usize| (0..sweep.cells()).all(|cell| sweep.point(cell, figure, case).mean.is_none());
        let start = format!("{} and {} cannot be compared", name(against), name(case));
        let without: Vec<String> = [against, case].into_iter().filter(is_without).map(name).collect();
        return match without.len() {
            0 => format!("{start}: at no value do both have a {}.", named(of)),
            _ => format!("{start}: {} has no {}.", all(without), named(of)),
        };
    }
    let equal = gaps.iter().filter_map(|gap| gap.mean).all(|mean| mean == 0.0);
    if equal {
        return format!("{} and {} come to the same over the whole range.", name(against), name(case));
    }
    let Some(sign) = signs.iter().copied().find(|&sign| sign != 0) else {
        return format!("{} and {} cannot be told apart anywhere in the range.", name(against), name(case));
    };
    if let Some(other) = (0..gaps.len()).find(|&place| signs[place] == -sign) {
        let before = (0..other).rev().find(|&place| signs[place] == sign).unwrap_or(0);
        let (from, to) = (at_value(varied, gaps[before].at), at_value(varied, gaps[other].at));
        return format!(
            "Between {from} and {to} it changes which of {} and {} {}; where is not known.",
            name(against),
            name(case),
            comparative(of)
        );
    }
    let (winner, loser) =
        if (sign > 0) == (of.better() != Some(Better::Lower)) { (case, against) } else { (against, case) };
    let open: Vec<usize> = (0..gaps.len()).filter(|&place| gaps[place].mean.is_some() && signs[place] == 0).collect();
    // A few values at which two that are alike differ by chance are no lead over a whole range.
    if open.len() * 4 > defined * 3 {
        let open = format!("at {} of {} values", open.len(), gaps.len());
        return format!("{} and {} cannot be told apart {open}.", name(against), name(case));
    }
    let start = format!("{} {} than {} over the whole range", name(winner), comparative(of), name(loser));
    match open.as_slice() {
        [] if defined == gaps.len() => format!("{start}."),
        [] => format!("{start} in which both have the figure."),
        [at] => format!("{start} but at {}, where the two cannot be told apart.", at_value(varied, gaps[*at].at)),
        [first, .., last] if last - first + 1 == open.len() => format!(
            "{start} but from {} to {}, where the two cannot be told apart.",
            at_value(varied, gaps[*first].at),
            at_value(varied, gaps[*last].at)
        ),
        some => format!("{start} but at {} of {} values, where the two cannot be told apart.", some.len(), gaps.len()),
    }
}

/// Which case is best in how many cells.
fn wins(sweep: &Sweep, figure: usize) -> Vec<String> {
    let (cells, wins) = (sweep.cells(), sweep.wins(figure));
    let of = sweep.figures[figure];
    let defined: usize = wins.iter().map(|(all, _)| all).sum();
    if defined == 0 {
        return vec![format!("No case has {} anywhere.", named(of))];
    }
    let mut order: Vec<usize> = (0..wins.len()).filter(|&case| wins[case].0 > 0).collect();
    order.sort_by_key(|&case| std::cmp::Reverse(wins[case].0));
    let what = if cells == 1 { String::new() } else { format!(" in {} of {cells} cells", wins[order[0]].0) };
    let mut sentences = match (order.as_slice(), cells) {
        ([only], 1) => vec![format!("{} {} than every other.", sweep.cases[*only], comparative(of))],
        ([only], _) if defined == cells => {
            let all = if cells == 2 { "in both".to_owned() } else { format!("in all {cells}") };
            vec![format!("{} {} than every other {all} cells.", sweep.cases[*only], comparative(of))]
        }
        (order, _) => {
            let mut rest: Vec<String> = order[1..]
                .iter()
                .take(MOST_NAMED)
                .map(|&case| format!("{} in {}", sweep.cases[case], wins[case].0))
                .collect();
            let others = order.get(1 + MOST_NAMED..).unwrap_or_default();
            if !others.is_empty() {
                let cells: usize = others.iter().map(|&case| wins[case].0).sum();
                rest.push(format!("{} other cases in {cells}", others.len()));
            }
            let rest = if rest.is_empty() { String::new() } else { format!(", {}", all(&rest)) };
            vec![format!("{} {} than every other{what}{rest}.", sweep.cases[order[0]], comparative(of))]
        }
    };
    let open = defined - wins.iter().map(|(_, sure)| sure).sum::<usize>();
    if open > 0 {
        let cells = if cells == 1 { "The best two".to_owned() } else { format!("In {open} of them the best two") };
        sentences.push(format!("{cells} cannot be told apart at 95 %."));
    }
    sentences
}

/// How the figure of the only case runs.
fn alone(sweep: &Sweep, figure: usize) -> String {
    let means = |cell: usize| sweep.point(cell, figure, 0).mean.map(|mean| (cell, mean));
    let all: Vec<(usize, f64)> = (0..sweep.cells()).filter_map(means).collect();
    let of = sweep.figures[figure];
    let least = all.iter().min_by(|one, other| one.1.total_cmp(&other.1));
    let most = all.iter().max_by(|one, other| one.1.total_cmp(&other.1));
    let (Some(least), Some(most)) = (least, most) else {
        return format!(
            "{} has no {} anywhere.",
            sweep.cases.first().map(ToString::to_string).unwrap_or_default(),
            named(of)
        );
    };
    let shown = |&(cell, mean): &(usize, f64)| format!("{} at {}", number::shown(of, mean), sweep.place(cell));
    format!("{} of {} runs from {} to {}.", capital(&named(of)), sweep.cases[0], shown(least), shown(most))
}

/// A break-even with its interval: `9.81 prospects (95 %: 9.62 to 10.0)`; of what can only be whole, the first number beyond
/// it.
pub fn break_even(varied: &Varied, root: &Root) -> String {
    let at = root.at;
    if varied.whole {
        let whole = |value: f64| format!("{}", value.ceil());
        let interval = format!(" (95 %: {} to {})", whole(at.low), whole(at.high));
        let interval = if whole(at.low) == whole(at.high) { String::new() } else { interval };
        return format!("{}{interval}", at_value(varied, at.value.ceil()));
    }
    if at.low == at.high {
        return at_value(varied, at.value);
    }
    let decimals = decimals(varied, (at.high - at.low) / 2.0);
    let plain = |value: f64| shown(varied, value, decimals);
    format!("{} (95 %: {} to {})", with_unit(varied, plain(at.value)), plain(at.low), plain(at.high))
}

/// A value of a path with its unit.
pub fn at_value(varied: &Varied, value: f64) -> String {
    let scaled = if varied.share { value * 100.0 } else { value };
    // Four digits tell neighbours apart; whole numbers are not cut.
    let decimals = (3.0 - scaled.abs().max(1e-9).log10().floor()).clamp(0.0, 8.0) as usize;
    let digits = format!("{scaled:.decimals$}");
    let short = digits.trim_end_matches('0').trim_end_matches('.');
    with_unit(varied, if digits.contains('.') { short.to_owned() } else { digits.clone() })
}

fn with_unit(varied: &Varied, digits: String) -> String {
    match varied.unit.as_str() {
        _ if varied.share => format!("{digits} %"),
        "" => digits,
        "factor" => format!("×{digits}"),
        unit => format!("{digits} {unit}"),
    }
}

/// The number of decimals that show an interval of this half width: with one digit, or two where the first is 1.
fn decimals(varied: &Varied, half: f64) -> usize {
    let half = if varied.share { half * 100.0 } else { half };
    if half <= 0.0 {
        return 2;
    }
    let power = half.log10().floor();
    let more = if half / 10f64.powf(power) < 1.95 { 1.0 } else { 0.0 };
    (more - power).clamp(0.0, 6.0) as usize
}

fn shown(varied: &Varied, value: f64, decimals: usize) -> String {
    let scaled = if varied.share { value * 100.0 } else { value };
    format!("{scaled:.decimals$}").replace('-', "−")
}

impl Sweep {
    /// What people call a path that was varied.
    pub fn called(&self, varied: &Varied) -> String {
        setting(&varied.path, &self.cases)
    }

    /// The values of a cell: `10 prospects a week, reply rate of letter 5 %`.
    pub fn place(&self, cell: usize) -> String {
        let alone = |unit: &str| !unit.is_empty() && self.varied.iter().filter(|other| other.unit == unit).count() == 1;
        let part = |(varied, (text, number)): (&Varied, &(String, Option<f64>))| {
            let value = number.map_or_else(|| text.clone(), |number| at_value(varied, number));
            // A unit that no other path has says what it is.
            if alone(&varied.unit) { value } else { format!("{} {value}", self.called(varied)) }
        };
        let parts: Vec<String> = self.varied.iter().zip(self.values(cell)).map(part).collect();
        if parts.is_empty() { "what the file states".to_owned() } else { parts.join(", ") }
    }
}
