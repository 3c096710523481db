//! The answer in words.

use jiff::civil::Date;

use crate::domain::mean::{Level, at_most};
use crate::domain::quantity::Day;
use crate::figures::TWO_SIDED_95;
use crate::figures::number::{count, fixed, percent, seldom};
use crate::study::forecast::{Afforded, Forecast, SELDOM, Until};

/// The most cases that are described one by one.
const TOLD: usize = 4;

/// Paces that differ by no more than this share, or by about one InMail a week, are alike.
const ALIKE: f64 = 0.1;
const A_WEEK: f64 = 0.2;

/// A share of campaigns that is worth telling apart from none and from all.
const WORTH: f64 = 0.005;

impl Forecast {
    /// When the credits run out, in a sentence.
    pub fn finding(&self) -> String {
        let case = &self.case;
        if !self.has_credits() {
            return format!("{case}: there are no credits that could run out");
        }
        match (self.run_out_days(), self.runs_out()) {
            (None, _) => {
                let (by, all) = (self.long_date(self.last_day()), count(self.trials, "simulation"));
                format!("{case}: credits run out by {by} in none of {all}")
            }
            (Some([first, middle, last]), share) => {
                let dates = if first == last {
                    format!("on {}", self.long_date(middle))
                } else {
                    let (first, middle, last) = (self.date(first), self.long_date(middle), self.date(last));
                    let half = if share < 1.0 { "half of those" } else { "half" };
                    format!("{half} by {middle} (5\u{a0}% to 95\u{a0}%: {first} to {last})")
                };
                let comma = if first == last { "" } else { "," };
                let before = self.before_refill().filter(|(_, early)| *early >= WORTH && *early <= share - WORTH);
                let before = before.map_or(String::new(), |(refill, early)| {
                    format!("; in {} before the refill on {}", percent(early), self.long_date(refill))
                });
                format!("{case}: credits run out in {} of simulations{comma} {dates}{before}", percent(share))
            }
        }
    }

    /// The pace that can be afforded, in a sentence or two, against the rule of thumb.
    pub fn afforded(&self) -> Option<String> {
        let found = self.affordable.as_ref()?;
        let until = match found.until {
            Until::Refill(day) => format!("Until the refill on {}", self.long_date(day)),
            Until::Lapse(day) => format!("Until the credits expire on {}", self.long_date(day)),
            Until::End(day) => format!("Up to {}, with no refill to come,", self.long_date(day - 1)),
        };
        let among = found.segment.as_ref().map_or(String::new(), |segment| format!(" in `{segment}`"));
        let Some(pace) = found.pace else {
            return Some(format!("{until} nothing can be afforded{among}: what else goes on uses up the credits."));
        };
        let Afforded { prospects_a_week: prospects, inmails_a_day: inmails } = pace;
        if prospects == 0 {
            return Some(self.nobody_new(&format!("{until} nobody new can be written to{among}"), inmails));
        }
        let end = self.long_date(self.last_day());
        let later = match found.to_the_end {
            Some(pace) => format!("; at a pace that lasts up to {end}, {}", fixed(pace.inmails_a_day, 1)),
            None if found.until.day() <= self.last_day() => format!("; no pace lasts up to {end}"),
            None => String::new(),
        };
        let afforded = format!(
            "{until} {} a week{among} can be afforded, in all {} InMails a weekday{later}.",
            count(prospects.into(), "new prospect"),
            fixed(inmails, 1)
        );
        let month = self.calendar.start.strftime("%B");
        let rule = self.rule_of_thumb;
        let Some(a_day) = rule.a_day() else {
            return Some(format!("{afforded} The rule of thumb says nothing: no weekday is left in {month}."));
        };
        let (credits, weekdays) = (count(rule.credits.into(), "credit"), count(rule.weekdays.into(), "weekday"));
        let (says, verdict) = (fixed(a_day, 1), verdict(a_day, inmails));
        Some(format!("{afforded} The rule of thumb, {credits} ÷ {weekdays} left in {month}, says {says}: {verdict}."))
    }

    /// There is too little for one new person a week.
    fn nobody_new(&self, start: &str, inmails: f64) -> String {
        let credits = count(self.rule_of_thumb.credits.into(), "credit");
        let used = match fixed(inmails, 1).as_str() {
            "0.0" => String::new(),
            a_day => format!(", beside the {a_day} InMails a weekday that go to those who were written to before"),
        };
        format!("{start}: {credits} left, too few for one person a week{used}.")
    }

    /// The last day of the campaign.
    pub fn last_day(&self) -> Day {
        self.balance.len() as Day - 1
    }

    /// A day as `9 Mar`, with its year where that is not the first day's.
    pub fn date(&self, day: Day) -> String {
        let date = self.calendar.date(day);
        let of_year = date.year() == self.calendar.start.year();
        date.strftime(if of_year { "%-d\u{a0}%b" } else { "%-d\u{a0}%b\u{a0}%Y" }).to_string()
    }

    /// A day as `9 March 2026`.
    pub fn long_date(&self, day: Day) -> String {
        let date: Date = self.calendar.date(day);
        date.strftime("%-d\u{a0}%B\u{a0}%Y").to_string()
    }
}

/// What is said of a rule of thumb that is not far off.
pub(super) const ABOUT_RIGHT: &str = "about right";

/// So is one that does not last.
pub(super) const TOO_FAST: &str = "more than there is";

/// How far the rule of thumb is off. Whole prospects a week cannot tell less than one InMail a week apart.
pub(crate) fn verdict(rule: f64, found: f64) -> &'static str {
    let alike = (ALIKE * found).max(A_WEEK);
    match rule - found {
        more if more > alike => TOO_FAST,
        more if more < -alike => "more careful than it need be",
        _ => ABOUT_RIGHT,
    }
}

/// All cases in words, with the simulation error.
pub fn sentences(forecasts: &[Forecast]) -> Vec<String> {
    let mut sentences = Vec::new();
    for forecast in forecasts.iter().take(TOLD) {
        sentences.push(format!("{}.", forecast.finding()));
        // A sentence that holds for several cases is said once.
        sentences.extend(forecast.afforded().filter(|afforded| !sentences.contains(afforded)));
    }
    let Some(first) = forecasts.first() else { return sentences };
    if forecasts.len() > TOLD {
        sentences.push(format!("The table has the other {} cases.", forecasts.len() - TOLD));
    }
    let widest = forecasts.iter().map(|forecast| forecast.runs_out() * (1.0 - forecast.runs_out())).fold(0.0, f64::max);
    let error = TWO_SIDED_95 * (widest / first.trials.max(1) as f64).sqrt();
    let affords = "Affordable is what runs out by then in at most";
    let sure =
        if error > 0.0 { format!(" Shares of simulations are right to ±{}.", percent(error)) } else { String::new() };
    let never = at_most(0, first.trials as usize, Level::ONE_SIDED_95);
    let never = match forecasts.iter().any(|forecast| forecast.runs_out() == 0.0) {
        true => format!(" What happened in none of them does so in at most {} (95\u{a0}% sure).", seldom(never)),
        false => String::new(),
    };
    sentences.push(format!("{affords} {} of simulations.{sure}{never}", percent(SELDOM)));
    if forecasts.iter().any(|forecast| forecast.affordable.is_some() && forecast.rule_of_thumb.credits == 0) {
        sentences.push(
            "No credits are held on the first day: if there are some, the file or the record must say so under [opening]."
                .to_owned(),
        );
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_thumb_is_right_within_a_tenth_or_about_one_inmail_a_week() {
        assert_eq!([10.5, 9.5].map(|rule| verdict(rule, 10.0)), ["about right"; 2]);
        assert_eq!(verdict(11.5, 10.0), "more than there is");
        assert_eq!(verdict(8.5, 10.0), "more careful than it need be");
        assert_eq!([0.55, 0.25].map(|rule| verdict(rule, 0.4)), ["about right"; 2]);
        assert_eq!(verdict(0.65, 0.4), "more than there is");
    }
}
