//! Plans that go on being paid for when the list of people is through.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::case::CaseName;
use crate::figures::CaseFigures;

use super::List;

/// More months than that no campaign has.
const MOST_MONTHS: i32 = 120;

/// A case whose plans are paid for after everybody on its lists has been written to.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidOn {
    /// Its name.
    pub case: CaseName,
    /// How many people are on its lists.
    pub people: u64,
    /// The day by which 95 % of trials are through with all lists.
    pub through: Date,
    /// The first day of the campaign.
    pub start: Date,
    /// The last day before the first charge that comes after it: a campaign that ends there pays nothing in vain.
    pub end: Date,
    /// On how many days subscriptions are charged up to the day by which 95 % of trials are through with all lists, and in all.
    pub months: [usize; 2],
    /// What they come to up to then, and in all \[units of the currency\].
    pub cost: [f64; 2],
    /// The label of amounts of money.
    pub currency: String,
}

impl PaidOn {
    /// What is paid for after the lists are through; nothing where that may take to the last renewal, or where others than
    /// those on lists are written to as well.
    pub(super) fn new(case: &CaseFigures) -> Option<PaidOn> {
        if case.by_segment.iter().any(|segment| segment.prospects.is_none()) {
            return None;
        }
        let List { people, dates: [.., Some(through)], .. } = List::new(case)? else { return None };
        let next = case.charges.iter().map(|(day, _)| *day).filter(|day| *day > through).min()?;
        let end = next.yesterday().ok()?;
        let until = case.charges.iter().filter(|(day, _)| *day <= through);
        let months = [until.clone().count(), case.charges.len()];
        let cost = [until.map(|(_, amount)| amount).sum(), case.charges.iter().map(|(_, amount)| amount).sum()];
        let currency = case.currency.clone();
        Some(PaidOn { case: case.name.clone(), people, through, start: case.start, end, months, cost, currency })
    }
}

/// A length of the campaign at which nothing is paid for after lists are through: that of the case that is through first with as
/// many people as the best has, so that no case is ranked by idle months. A key of scenario files and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shorter {
    /// The case.
    pub case: CaseName,
    /// The key.
    pub key: &'static str,
    /// Its value, as it is written.
    pub value: String,
    /// The whole months that it comes to, if it does.
    pub months: Option<i32>,
    /// The last day that may be in it.
    pub end: Date,
}

impl Shorter {
    /// The length that ends with the first of these, of those with lists of so many people if there are such; nothing for none.
    pub(super) fn new(cases: &[PaidOn], people: Option<u64>) -> Option<Shorter> {
        let first = |are: &dyn Fn(&&PaidOn) -> bool| cases.iter().filter(are).min_by_key(|paid| paid.end);
        let meant = first(&|paid| Some(paid.people) == people).or_else(|| first(&|_| true))?;
        let (case, start, through, end) = (meant.case.clone(), meant.start, meant.through, meant.end);
        let last_of = |months: i32| start.checked_add(months.months()).ok()?.yesterday().ok();
        let months =
            (1..=MOST_MONTHS).find(|&months| last_of(months).is_some_and(|last| last >= through && last <= end));
        Some(match months {
            Some(months) => Shorter { case, key: "months", value: months.to_string(), months: Some(months), end },
            None => Shorter { case, key: "until", value: end.to_string(), months: None, end },
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_shorter_campaign_ends_with_the_plan_that_is_through_first_with_the_list_of_the_best() {
        let paid_on = |name: &str, people: u64, through: Date, end: Date| PaidOn {
            case: CaseName { plan: name.into(), ..CaseName::default() },
            people,
            through,
            start: date(2026, 3, 2),
            end,
            months: [1, 6],
            cost: [80.0, 480.0],
            currency: "USD".into(),
        };
        let slow = || paid_on("slow", 600, date(2026, 8, 20), date(2026, 9, 1));
        let quick = || paid_on("quick", 600, date(2026, 7, 20), date(2026, 8, 1));
        let half = || paid_on("half of them", 300, date(2026, 4, 20), date(2026, 5, 1));
        for cases in [[slow(), quick(), half()], [half(), quick(), slow()]] {
            for (people, name, months) in
                [(Some(600), "quick", 5), (Some(300), "half of them", 2), (None, "half of them", 2)]
            {
                let shorter = Shorter::new(&cases, people).expect("there are three");
                assert_eq!((shorter.key, shorter.value, shorter.months), ("months", months.to_string(), Some(months)));
                assert_eq!(shorter.case.plan, name);
            }
        }
        // No whole number of months ends in time.
        let odd = [paid_on("odd", 600, date(2026, 4, 20), date(2026, 4, 25))];
        let shorter = Shorter::new(&odd, Some(600)).expect("there is one");
        assert_eq!((shorter.key, shorter.value.as_str(), shorter.months), ("until", "2026-04-25", None));
        assert!(Shorter::new(&[], None).is_none());
    }
}
