//! What the money of a case buys, in words.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::quantity::Day;
use crate::domain::reason::Reason;
use crate::figures::number::{count, credits, labelled, money, number, price, simulations, whole};
use crate::figures::verdict::{Bought, List};

/// A larger share of the credits that come in is worth a word where it is never used.
const WASTE: f64 = 0.05;

impl Bought {
    /// `that is 43.7 replies for 600 USD in 26 weeks; credits hold it up in 12 of them`.
    pub(crate) fn phrase(&self, start: &str) -> String {
        let outcome =
            self.outcome.iter().map(|(id, mean)| format!(" and {} × {id}", number(*mean))).collect::<String>();
        let (weeks, length) = (count(self.weeks.into(), "week"), length(self.start, self.days));
        let held = match self.held_up {
            None if self.uses_all => "; it uses every credit".to_owned(),
            None => "; nothing holds it up".to_owned(),
            Some((reason, held)) => format!("; {} in {} of {weeks}", holds_up(reason), few(held)),
        };
        let asked = self.of_asked.map(|people| people.map(|people| credits(people.round())));
        let asked = asked
            .map(|[reached, asked]| format!("; {reached} of the {asked} people that the pace asks for are written to"));
        let loses = self.loses.map(|loses| format!("; it loses money in {}", simulations(loses)));
        let unused = match self.unused {
            unused if unused > WASTE * self.came_in => {
                format!("; {} of {} credits are never used", credits(unused.round()), credits(self.came_in.round()))
            }
            _ => String::new(),
        };
        let list =
            self.list.as_ref().map(|list| format!("; {}", list.phrase(self.weeks, self.start))).unwrap_or_default();
        let cost = money(self.cost, &self.currency);
        let of_plans = match self.plans {
            plans if plans < self.cost => format!(" ({} of it for plans)", money(plans, &self.currency)),
            _ => String::new(),
        };
        let team = if self.team.len() > 1 {
            let each = self.team.iter().map(|plan| format!("{} × {}", plan.people, plan.name)).collect::<Vec<_>>();
            let month = self.team.iter().map(|plan| f64::from(plan.people) * plan.price).sum();
            format!("; {}, {} a month", each.join(" and "), labelled(price(month), &self.currency))
        } else {
            String::new()
        };
        format!(
            "{start} {} replies{outcome} for {cost}{of_plans} in {length}{loses}{team}{list}{held}{asked}{unused}",
            number(self.replies),
            loses = loses.unwrap_or_default(),
            asked = asked.unwrap_or_default(),
        )
    }
}

/// How long a campaign is: in weeks or months where it is a whole number of them, and else in days.
pub fn length(start: Date, days: Day) -> String {
    if days % 7 == 0 {
        return count((days / 7).unsigned_abs().into(), "week");
    }
    // No month is shorter than 28 days.
    let ends =
        |months: &i32| start.checked_add(months.months()).is_ok_and(|end| end == start.saturating_add(days.days()));
    match (1..=days / 28).find(ends) {
        Some(months) => count(months as u64, "month"),
        None => count(days.unsigned_abs().into(), "day"),
    }
}

/// A mean number of weeks: nobody counts hundredths of one.
fn few(weeks: f64) -> String {
    let tenths = format!("{weeks:.1}");
    tenths.strip_suffix(".0").map(str::to_owned).unwrap_or(tenths)
}

fn holds_up(reason: Reason) -> &'static str {
    match reason {
        Reason::Restriction => "a restriction holds it up",
        Reason::Limit => "limits hold it up",
        Reason::Hours => "hours hold it up",
        Reason::CreditsAtMost => "a segment's share of the credits holds it up",
        Reason::Credits => "credits hold it up",
    }
}

impl List {
    /// How far the list is through, and when.
    pub fn phrase(&self, weeks: u32, start: Date) -> String {
        let people = whole(self.people);
        let reached = format!("{} of {people} people are written to", credits(self.reached.round()));
        match self.dates {
            [Some(early), Some(middle), Some(late)] => {
                let days = start.until(middle).map_or(0, |span| span.get_days());
                let week = days / 7 + 1;
                let range =
                    if early == late { String::new() } else { format!("; 90 of 100 simulations: {early} to {late}") };
                format!("all {people} people are through in week {week} (by {middle}{range})")
            }
            _ if self.through > 0.0 => format!("{reached}, and in {} the list is through", simulations(self.through)),
            _ if self.reached >= 1.0 => {
                let all = (f64::from(weeks) * self.people as f64 / self.reached).ceil();
                format!("{reached}: at this pace the list takes about {}", count(all as u64, "week"))
            }
            _ => reached,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_length_is_told_in_the_largest_unit_of_which_it_is_a_whole_number() {
        let told = |days| length(date(2026, 3, 2), days);
        // From 2 March 31 days are a month, and 184 are six.
        for (days, words) in [(7, "1 week"), (182, "26 weeks"), (31, "1 month"), (184, "6 months"), (30, "30 days")] {
            assert_eq!(told(days), words);
        }
    }
}
