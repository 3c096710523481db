//! Requirements such as `replies >= 25 by week 12 with 80%`, and objectives such as `p90 of cost_per_reply`: read word by
//! word, so that a mistake is reported at its word.

use std::ops::Range;

use super::document::known::Known;
use super::problem::GoalProblem;
use crate::domain::figure::Figure;
use crate::domain::objective::{Aim, Objective, Statistic};
use crate::domain::quantity::Share;
use crate::domain::requirement::{Comparison, Requirement};

/// The most weeks that a campaign may have.
const MAX_WEEKS: u32 = 520;

const FIGURE: &str = "a figure, such as `replies` or `cost_per_reply`";
const OWN_FIGURE: &str = "a figure that a case has without the others";
const COMPARISON: &str = "`>=`, `<=`, `>` or `<`";
const VALUE: &str = "a number, such as `25`, or `10%` of a figure that is a share";
const SHARE_VALUE: &str = "a share from 0 to 1, such as `10%`";
const CLAUSE: &str = "`by week N`, `with P%` or nothing more";
const WEEK: &str = "`week N`, such as `by week 12`";
const CHANCE: &str = "a share above 0% and not above 100%, such as `80%`";
const NO_CHANCE: &str = "left out: the figure is a share of simulations already";
const TAIL: &str = "a share above 0% and below 100%, such as `worst 10%`";
const OF: &str = "`of` and a figure";
const END: &str = "left out: nothing may follow the figure";

/// A mistake in a text, and at which bytes of it.
pub(super) type Wrong = (GoalProblem, Range<usize>);

/// A figure of which less or more is wanted, its quantile (`p90 of`) or its mean where it is worst (`worst 10% of`), among
/// those that are known.
pub(super) fn objective(text: &str, aim: Aim, known: &[Figure]) -> Result<Objective, Wrong> {
    let mut words = Words::new(text);
    let first = words.next(FIGURE)?;
    let statistic = match first.text {
        "worst" => Statistic::Worst(share_below_1(&words.next(TAIL)?)?),
        "median" => Statistic::Quantile(Share::held(0.5)),
        "mean" => Statistic::Mean,
        text => match text.strip_prefix('p').and_then(|rest| rest.parse::<f64>().ok()) {
            Some(percent) if percent > 0.0 && percent < 100.0 => Statistic::Quantile(Share::held(percent / 100.0)),
            Some(_) => return Err(first.wrong("a quantile from `p1` to `p99`", None)),
            None => {
                let figure = figure(&first, known)?;
                words.end(END)?;
                return Ok(Objective { aim, figure, statistic: Statistic::Mean });
            }
        },
    };
    let of = words.next(OF)?;
    if of.text != "of" {
        return Err(of.wrong(OF, None));
    }
    let figure = figure(&words.next(FIGURE)?, known)?;
    words.end(END)?;
    Ok(Objective { aim, figure, statistic })
}

/// A bound on a figure, perhaps with a probability, perhaps by a week; and at which bytes the week stands.
pub(super) fn requirement(text: &str, known: &[Figure]) -> Result<(Requirement, Range<usize>), Wrong> {
    let mut words = Words::new(text);
    let figure = figure(&words.next(FIGURE)?, known)?;
    let sign = words.next(COMPARISON)?;
    let comparison = Comparison::ALL.into_iter().find(|comparison| comparison.sign() == sign.text);
    let comparison = comparison.ok_or_else(|| sign.wrong(COMPARISON, meant(sign.text).map(str::to_owned)))?;
    let value = value(&words.next(VALUE)?, figure)?;
    let mut asked = Requirement { figure, comparison, value, with: None, by: None };
    let mut week_at = 0..0;
    while let Some(word) = words.try_next() {
        match word.text {
            "by" if asked.by.is_none() => {
                let week = words.next(WEEK)?;
                if week.text != "week" {
                    return Err(week.wrong(WEEK, None));
                }
                let number = words.next(WEEK)?;
                let weeks = number.text.parse().ok().filter(|weeks| (1..=MAX_WEEKS).contains(weeks));
                asked.by = Some(weeks.ok_or_else(|| number.wrong("a week from 1 to 520", None))?);
                week_at = number.at;
            }
            "with" if asked.with.is_none() && figure.is_share() => return Err(word.wrong(NO_CHANCE, None)),
            "with" if asked.with.is_none() => asked.with = Some(chance(&words.next(CHANCE)?)?),
            _ => return Err(word.wrong(CLAUSE, None)),
        }
    }
    Ok((asked, week_at))
}

/// A word, and at which bytes it stands.
struct Word<'t> {
    text: &'t str,
    at: Range<usize>,
}

impl Word<'_> {
    fn wrong(&self, wanted: &'static str, near: Option<String>) -> Wrong {
        (GoalProblem::Phrase { found: self.text.to_owned(), wanted, near }, self.at.clone())
    }
}

/// The words of a text, in order: between spaces, and on both sides of a comparison.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Words<'t> {
        Words { text, at: 0 }
    }

    fn try_next(&mut self) -> Option<Word<'t>> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        let word = &self.text[start..];
        let first = word.chars().next()?;
        let ends = |c: char| c.is_whitespace() || is_sign(c) != is_sign(first);
        let length = word.find(ends).unwrap_or(word.len());
        self.at = start + length;
        Some(Word { text: &word[..length], at: start..self.at })
    }

    fn next(&mut self, wanted: &'static str) -> Result<Word<'t>, Wrong> {
        let end = self.text.trim_end().len();
        let missing = || (GoalProblem::Unfinished { wanted }, end..end);
        self.try_next().ok_or_else(missing)
    }

    fn end(&mut self, wanted: &'static str) -> Result<(), Wrong> {
        self.try_next().map_or(Ok(()), |word| Err(word.wrong(wanted, None)))
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥')
}

/// The comparison that was probably meant.
fn meant(sign: &str) -> Option<&'static str> {
    match sign {
        "=>" | "≥" => Some(">="),
        "=<" | "≤" => Some("<="),
        _ => None,
    }
}

/// The figure of this name among those of the scenario.
fn figure(word: &Word<'_>, known: &[Figure]) -> Result<Figure, Wrong> {
    let mut own = known.iter().copied().filter(|figure| *figure != Figure::BestProbability);
    if word.text == Figure::BestProbability.name() {
        return Err(word.wrong(OWN_FIGURE, None));
    }
    let names = own.clone().map(Figure::name);
    own.find(|figure| figure.name() == word.text).ok_or_else(|| {
        let known = Known::beside(word.text, "figure", names);
        (GoalProblem::UnknownFigure { name: word.text.to_owned(), known }, word.at.clone())
    })
}

/// A number, and whether it is a percentage.
fn number(text: &str) -> Option<(f64, bool)> {
    let (digits, is_percent) = text.strip_suffix('%').map_or((text, false), |digits| (digits, true));
    let number: f64 = digits.replace('_', "").parse().ok()?;
    number.is_finite().then_some((if is_percent { number / 100.0 } else { number }, is_percent))
}

fn value(word: &Word<'_>, figure: Figure) -> Result<f64, Wrong> {
    match number(word.text) {
        Some((value, _)) if figure.is_share() => {
            let share = (0.0..=1.0).contains(&value).then_some(value);
            share.ok_or_else(|| word.wrong(SHARE_VALUE, in_percent(word.text)))
        }
        Some((value, false)) => Ok(value),
        _ => Err(word.wrong(VALUE, None)),
    }
}

/// The same number in per cent, where that was probably meant.
fn in_percent(text: &str) -> Option<String> {
    number(text)
        .filter(|(value, is_percent)| !is_percent && *value > 1.0 && *value <= 100.0)
        .map(|_| format!("{text}%"))
}

fn chance(word: &Word<'_>) -> Result<Share, Wrong> {
    let number = number(word.text).map(|(value, _)| value);
    let share = number.filter(|value| *value > 0.0).and_then(Share::new);
    share.ok_or_else(|| word.wrong(CHANCE, in_percent(word.text)))
}

fn share_below_1(word: &Word<'_>) -> Result<Share, Wrong> {
    let number = number(word.text).map(|(value, _)| value);
    let share = number.filter(|value| *value > 0.0 && *value < 1.0).and_then(Share::new);
    share.ok_or_else(|| word.wrong(TAIL, in_percent(word.text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(text: &str) -> Result<(Requirement, Range<usize>), Wrong> {
        super::requirement(text, &Figure::of(["deal"]))
    }

    fn objective(text: &str, aim: Aim) -> Result<Objective, Wrong> {
        super::objective(text, aim, &Figure::of(["deal"]))
    }

    #[test]
    fn what_is_read_is_what_is_written() {
        for text in [
            "replies >= 25 by week 12 with 80%",
            "cost <= 900",
            "replies_settled > 3.5",
            "cost_per_reply < 20 with 97.5%",
            "spent <= 100 by week 3",
            "outcome.deal.cost <= 400",
        ] {
            let read = requirement(text).unwrap_or_else(|(kind, at)| panic!("{text}: {kind} at {at:?}")).0;
            assert_eq!(read.to_string(), text);
        }
        let read = requirement("  stockout_probability<=10%  ").expect("it is right").0;
        assert_eq!((read.comparison, read.value), (Comparison::AtMost, 0.1));
        assert_eq!(requirement("replies >= 1_000 with 0.8 by week 2").expect("it is right").0.value, 1_000.0);
        for text in [
            "cost_per_reply",
            "p90 of cost_per_reply",
            "p10 of outcome.deal.in_time",
            "worst 10% of replies",
            "p2.5 of multiplier",
        ] {
            assert_eq!(objective(text, Aim::Minimize).ok().map(|read| read.to_string()).as_deref(), Some(text));
        }
        let same = |one: &str, other: &str| {
            assert_eq!(objective(one, Aim::Maximize).ok(), objective(other, Aim::Maximize).ok())
        };
        same("median of replies", "p50 of replies");
        same("mean of replies", "replies");
    }

    /// The complaint about a text, after the word to which it points.
    fn complaint(text: &str, read: impl Fn(&str) -> Option<Wrong>) -> String {
        let (kind, at) = read(text).unwrap_or_else(|| panic!("{text} is right"));
        format!("[{}] {kind}", &text[at])
    }

    #[test]
    fn what_is_wrong_with_a_requirement_is_told_at_its_word() {
        for (text, expected) in [
            ("", "[] it ends too early: what must follow is a figure, such as `replies` or `cost_per_reply`"),
            ("repleis >= 5", "[repleis] unknown figure `repleis`; did you mean `replies`?"),
            (
                "best_probability >= 5%",
                "[best_probability] `best_probability` cannot stand here; it must be a figure that a case has without the others",
            ),
            ("replies => 5", "[=>] `=>` cannot stand here; it must be `>=`, `<=`, `>` or `<`; did you mean `>=`?"),
            ("replies about 5", "[about] `about` cannot stand here; it must be `>=`, `<=`, `>` or `<`"),
            (
                "replies >=",
                "[] it ends too early: what must follow is a number, such as `25`, or `10%` of a figure that is a share",
            ),
            (
                "replies >= many",
                "[many] `many` cannot stand here; it must be a number, such as `25`, or `10%` of a figure that is a share",
            ),
            (
                "cost <= 5%",
                "[5%] `5%` cannot stand here; it must be a number, such as `25`, or `10%` of a figure that is a share",
            ),
            (
                "stockout_probability <= 10",
                "[10] `10` cannot stand here; it must be a share from 0 to 1, such as `10%`; did you mean `10%`?",
            ),
            ("cost <= 900 USD", "[USD] `USD` cannot stand here; it must be `by week N`, `with P%` or nothing more"),
            ("replies >= 5 by 12", "[12] `12` cannot stand here; it must be `week N`, such as `by week 12`"),
            ("replies >= 5 by week 0", "[0] `0` cannot stand here; it must be a week from 1 to 520"),
            (
                "replies >= 5 with 80",
                "[80] `80` cannot stand here; it must be a share above 0% and not above 100%, such as `80%`; did you mean \
                 `80%`?",
            ),
            (
                "replies >= 5 with 120%",
                "[120%] `120%` cannot stand here; it must be a share above 0% and not above 100%, such as `80%`",
            ),
            (
                "stockout_probability <= 5% with 80%",
                "[with] `with` cannot stand here; it must be left out: the figure is a share of simulations already",
            ),
            (
                "replies >= 5 with 80% with 90%",
                "[with] `with` cannot stand here; it must be `by week N`, `with P%` or nothing more",
            ),
        ] {
            assert_eq!(complaint(text, |text| requirement(text).err()), expected);
        }
    }

    #[test]
    fn what_is_wrong_with_an_objective_is_told_at_its_word() {
        for (text, expected) in [
            ("p100 of cost", "[p100] `p100` cannot stand here; it must be a quantile from `p1` to `p99`"),
            ("p90 cost", "[cost] `cost` cannot stand here; it must be `of` and a figure"),
            ("p90 of", "[] it ends too early: what must follow is a figure, such as `replies` or `cost_per_reply`"),
            (
                "worst 10 of cost",
                "[10] `10` cannot stand here; it must be a share above 0% and below 100%, such as `worst 10%`; did you mean \
                 `10%`?",
            ),
            ("cost per reply", "[per] `per` cannot stand here; it must be left out: nothing may follow the figure"),
            ("p90 of costs", "[costs] unknown figure `costs`; did you mean `cost`?"),
        ] {
            assert_eq!(complaint(text, |text| objective(text, Aim::Minimize).err()), expected);
        }
    }
}
