//! Sentences on the credits that an account holds, by its record.

use jiff::civil::Date;

use crate::figures::number::{count, whole};
use crate::record::balance::Held;

/// The balance, and how far it is known, a sentence or two each.
pub fn held_in_words(held: &Held, plan: &str, as_of: Date) -> Vec<String> {
    let (least, most, first) = (held.least(), held.most, held.first);
    let mut said = Vec::new();
    match held.known_from {
        Some(known) => {
            said.push(format!("{plan} holds {} at the end of {as_of}.", count(least.into(), "credit")));
            said.push(format!(
                "Known from {known} on: by then it no longer matters what the account held when the record began on {first}."
            ));
        }
        None => {
            said.push(format!(
                "{plan} holds {} to {} at the end of {as_of}.",
                whole(least.into()),
                count(most.into(), "credit")
            ));
            said.push(format!(
                "What it held when the record began on {first} is not known and still matters: nothing gives the first \
                 figure, as much as it can hold the other. The fragment has the first; state what LinkedIn shows by \
                 --balance instead."
            ));
        }
    }
    said.push(
        "An answer to an InMail from before the record begins would add a credit, and one from elsewhere take one."
            .into(),
    );
    if held.unpaid > 0 {
        said.push(format!(
            "For {} even a full account had no credit left: the plan, its renewal or what the record counts as InMails does \
             not fit.",
            count(held.unpaid, "InMail")
        ));
    }
    said
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn held(known_from: Option<Date>, unpaid: u64) -> Held {
        Held { lots: vec![(30, 9), (6, 40)], most: 36, first: date(2026, 1, 5), known_from, unpaid }
    }

    #[test]
    fn a_known_balance_and_a_wide_one_are_told_apart() {
        let said = |held: &Held| held_in_words(held, "Sales Navigator", date(2026, 6, 30)).join(" ");
        let known = said(&held(Some(date(2026, 4, 1)), 0));
        assert!(
            known.starts_with("Sales Navigator holds 36 credits at the end of 2026-06-30. Known from 2026-04-01 on: ")
        );
        let wide = said(&Held { most: 150, ..held(None, 2) });
        assert!(
            wide.starts_with("Sales Navigator holds 36 to 150 credits at the end of 2026-06-30. What it held"),
            "{wide}"
        );
        assert!(wide.contains("For 2 InMails even a full account had no credit left"), "{wide}");
    }
}
