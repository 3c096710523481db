//! The ranking of cases in words.

use crate::domain::case::CaseName;
use crate::domain::decision::{TIE, WRONG};
use crate::figures::number::{percent, whole};
use crate::figures::verdict::{Settled, Settlement};

/// No more ties than this are named.
const NAMED: usize = 3;

impl Settlement {
    /// Whether the ranking is settled after `played` simulations, and how sure that is.
    pub fn sentence(&self, played: u64) -> String {
        let after = if played < self.trials {
            format!("{} of {} simulations a case", whole(played), whole(self.trials))
        } else {
            format!("all {} simulations a case", whole(played))
        };
        let open = |why: &str| format!("The ranking is not settled after {after}{why}.");
        let (best, ties) = match &self.state {
            Settled::Yes { best, ties } => (best, ties),
            Settled::OneCase => return open(": there is one case"),
            Settled::Currencies => return open(": the cases are in different currencies"),
            Settled::NotYet => return open(""),
        };
        let sure = format!("wrong in at most {} of such runs, however often it is looked at", percent(WRONG));
        if ties.is_empty() {
            return format!("The ranking is settled after {after}: {best} is the best ({sure}).");
        }
        let named: Vec<String> = ties.iter().take(NAMED).map(CaseName::to_string).collect();
        let named = named.join(", ");
        let more = match ties.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let ties = format!("{named}{more} within {} of it", percent(TIE));
        format!("The ranking is settled after {after}: {best} is the best or as good as it, with {ties} ({sure}).")
    }
}
