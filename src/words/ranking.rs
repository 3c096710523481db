//! The ranking of cases in words.

use crate::domain::decision::{Decision, TIE, WRONG};
use crate::figures::number::{percent, whole};
use crate::figures::verdict::one_currency;
use crate::figures::{Figures, Ranking};

/// No more ties than this are named.
const NAMED: usize = 3;

impl Ranking {
    /// Whether the ranking is settled, after how many campaigns, and how sure that is.
    pub fn sentence(&self, figures: &Figures) -> String {
        let after = match figures.trials {
            played if played < self.trials => format!("{} of {} campaigns a case", whole(played), whole(self.trials)),
            played => format!("all {} campaigns a case", whole(played)),
        };
        let Some(Decision { best, ties }) = &self.decision else {
            let why = match figures.cases.len() {
                1 => ": there is one case",
                _ if !one_currency(figures) => ": the cases are in different currencies",
                _ => "",
            };
            return format!("The ranking is not settled after {after}{why}.");
        };
        let name = |place: usize| figures.cases[place].name.to_string();
        let sure = format!("wrong in at most {} of such runs, however often it is looked at", percent(WRONG));
        if ties.is_empty() {
            return format!("The ranking is settled after {after}: {} is the cheapest ({sure}).", name(*best));
        }
        let named: Vec<String> = ties.iter().take(NAMED).map(|&place| name(place)).collect();
        let more = match ties.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let within = percent(TIE);
        let ties = format!("{}{more} within {within} of its cost", named.join(", "));
        format!(
            "The ranking is settled after {after}: {} is the cheapest or as good as it, with {ties} ({sure}).",
            name(*best)
        )
    }
}
