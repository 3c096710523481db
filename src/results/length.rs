//! What is usual where nobody says: how long a campaign with a list is planned for, and in which currency.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::engine::{self, Sampling};
use crate::figures::verdict::List;
use crate::figures::{Figure, Figures};
use crate::guide::{Answers, Question};
use crate::scenario::{Overrides, load_from};
use crate::study::space::settings;

/// What is asked.
const MONTHS: &str = "months";
const CURRENCY: &str = "currency";

/// The lengths that are tried, the shorter first \[months\]: a campaign has no more than 520 weeks.
const TRIED: [u32; 2] = [24, 119];

/// So many trials tell the month by which lists are through; fewer of large lists and teams, of which each tells as much.
const TRIALS: u64 = 1000;

/// The fewest trials.
const FEWEST: u64 = 50;

/// So many prospects of all trials, and so many seats, are soon played.
const SOON: [u64; 2] = [1_000_000, 2_000];

/// Is the answer still waited for?
pub type GoesOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// The usual answer to a question after these: with a list a campaign is as long as the list takes with the plan that gets
/// through it first, and no longer, for idle months are paid for. Amounts are in the currency that stands beside one of them.
/// That of anybody where nobody waits any more.
pub fn usual(question: &Question, answers: &Answers, goes_on: GoesOn<'_>) -> String {
    let follows = match question.id {
        MONTHS => months(question, answers, goes_on).map(|months| months.to_string()),
        CURRENCY => answers.currency(),
        _ => None,
    };
    follows.unwrap_or_else(|| question.usual.to_owned())
}

/// The months that a list takes in 95 of 100 campaigns; nothing without one, or where it takes longer than campaigns may.
fn months(question: &Question, answers: &Answers, goes_on: GoesOn<'_>) -> Option<i32> {
    let people = answers.of("people").parse::<u32>().ok()?;
    let mut before = 0;
    for months in TRIED {
        // In a longer campaign as many more are written to as it is longer; half as many again, to be sure.
        if before > 0 && f64::from(before) * f64::from(months) / f64::from(TRIED[0]) * 1.5 < f64::from(people) {
            return None;
        }
        let mut answers = answers.clone();
        answers.add_as_it_is(question, &months.to_string());
        let Ends { start, through, started } = ends(&answers, goes_on)?;
        let is_after =
            |&months: &i32| start.checked_add(months.months()).is_ok_and(|next| through.is_some_and(|day| next > day));
        if let Some(found) = (1..=months as i32).find(is_after) {
            return Some(found);
        }
        before = started;
    }
    None
}

/// How a campaign with a list ends.
struct Ends {
    start: Date,
    /// The day by which the list is through with the quickest plan, if it is with any.
    through: Option<Date>,
    /// To how many that plan writes.
    started: u32,
}

/// How the campaign of these answers ends; nothing where it cannot be played, or nobody waits.
fn ends(answers: &Answers, goes_on: GoesOn<'_>) -> Option<Ends> {
    let files = BTreeMap::from([("campaign.toml".into(), answers.document().into_bytes())]);
    let number = |id: &str| answers.of(id).parse::<u64>().unwrap_or(1).max(1);
    let trials = TRIALS.min(SOON[0] / number("people")).min(SOON[1] / number("seats")).max(FEWEST);
    let overrides = Overrides { trials: Some(trials), ..Overrides::default() };
    let scenario = load_from(&files, Path::new("campaign.toml"), &overrides).ok()?;
    let settings = settings(&scenario, Sampling::default());
    let tally = engine::play_while(&scenario.cases, &settings, 0..trials, |_| goes_on())?;
    let figures = Figures::new(&scenario.cases, &tally);
    let started = figures.cases.iter().filter_map(|case| case.estimate(Figure::Started).mean).fold(0.0, f64::max);
    Some(Ends {
        start: scenario.cases.first()?.calendar.start,
        through: figures.cases.iter().filter_map(|case| List::new(case)?.dates[2]).min(),
        started: started as u32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::QUESTIONS;

    fn asked(given: &[(&str, &str)]) -> (String, Answers) {
        let mut answers = Answers::default();
        for (id, answer) in given {
            let question = QUESTIONS.iter().find(|question| question.id == *id).expect("it is asked");
            answers.add(question, answer).expect("it is right");
        }
        let question = QUESTIONS.iter().find(|question| question.id == MONTHS).expect("it is asked");
        (usual(question, &answers, &|| true), answers)
    }

    #[test]
    fn a_campaign_with_a_list_is_as_long_as_the_list_takes_and_no_longer() {
        assert_eq!(asked(&[]).0, "6");
        // 100 people at 10 a week take ten weeks, for which Sales Navigator has the credits.
        assert_eq!(asked(&[("people", "100")]).0, "3");
        // 600 people at 40 a week are more than 50 credits a month and what comes back afford for a long time.
        let (months, mut answers) = asked(&[("people", "600"), ("per_week", "40")]);
        let months: u32 = months.parse().expect("it is a number");
        assert!((10..=12).contains(&months), "{months}");
        // A month less is too short.
        let question = QUESTIONS.iter().find(|question| question.id == MONTHS).expect("it is asked");
        answers.add_as_it_is(question, &(months - 1).to_string());
        assert!(ends(&answers, &|| true).is_some_and(|ends| ends.through.is_none()));
        // What no campaign is long enough for changes nothing, nor does what nobody waits for.
        assert_eq!(asked(&[("people", "900000")]).0, "6");
        let (_, list) = asked(&[("people", "100")]);
        assert_eq!(usual(question, &list, &|| false), "6");
    }
}
