//! How long a campaign with a list is planned for, where nobody says.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::engine::{self, Sampling};
use crate::figures::Figures;
use crate::figures::verdict::List;
use crate::guide::{Answers, Question};
use crate::scenario::{Overrides, load_from};
use crate::study::space::settings;

/// What is asked.
const MONTHS: &str = "months";

/// The lengths that are tried, the shorter first \[months\]: a campaign has no more than 520 weeks.
const TRIED: [u32; 2] = [24, 119];

/// So many trials tell the month by which lists are through.
const TRIALS: u64 = 1000;

/// The usual answer to a question after these: with a list a campaign is as long as the list takes with the plan that gets
/// through it first, and no longer, for idle months are paid for.
pub fn usual(question: &Question, answers: &Answers) -> String {
    let months = (question.id == MONTHS).then(|| months(question, answers)).flatten();
    months.map_or_else(|| question.usual.to_owned(), |months| months.to_string())
}

/// The months that a list takes in 95 of 100 campaigns; nothing without one, or where it takes longer than campaigns may.
fn months(question: &Question, answers: &Answers) -> Option<i32> {
    answers.of("people").parse::<u32>().ok()?;
    TRIED.into_iter().find_map(|months| {
        let mut answers = answers.clone();
        answers.add_as_it_is(question, &months.to_string());
        let (start, through) = through(answers.document())?;
        let ends = |&months: &i32| start.checked_add(months.months()).is_ok_and(|next| next > through);
        (1..=months as i32).find(ends)
    })
}

/// The first day of the campaign of a file, and the day by which its list is through with the quickest plan.
fn through(text: String) -> Option<(Date, Date)> {
    let files = BTreeMap::from([("campaign.toml".into(), text.into_bytes())]);
    let overrides = Overrides { trials: Some(TRIALS), ..Overrides::default() };
    let scenario = load_from(&files, Path::new("campaign.toml"), &overrides).ok()?;
    let tally = engine::play(&scenario.cases, &settings(&scenario, Sampling::default()), |_| ());
    let figures = Figures::new(&scenario.cases, &tally);
    let through = figures.cases.iter().filter_map(|case| List::new(case)?.dates[2]).min()?;
    Some((scenario.cases.first()?.calendar.start, through))
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
        (usual(question, &answers), answers)
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
        assert_eq!(through(answers.document()), None);
        // What no campaign is long enough for changes nothing.
        assert_eq!(asked(&[("people", "900000")]).0, "6");
    }
}
