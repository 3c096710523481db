//! Plans that go on being paid for when the list of people is through.

use crate::domain::case::CaseName;
use crate::figures::CaseFigures;

use super::List;

/// A case whose plans are paid for after everybody on its lists has been written to.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidOn {
    /// Its name.
    pub case: CaseName,
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
        let [.., Some(through)] = List::new(case)?.dates else { return None };
        let until = case.charges.iter().filter(|(day, _)| *day <= through);
        let months = [until.clone().count(), case.charges.len()];
        let cost = [until.map(|(_, amount)| amount).sum(), case.charges.iter().map(|(_, amount)| amount).sum()];
        let currency = case.currency.clone();
        (months[0] < months[1]).then(|| PaidOn { case: case.name.clone(), months, cost, currency })
    }
}
