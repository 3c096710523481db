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
    if held.undated > 0 {
        let (answers, they) = (count(held.undated, "answer"), if held.undated == 1 { "has" } else { "have" });
        said.push(format!(
            "{answers} to InMails {they} no date: when a credit was returned for it, or whether it came too late, is not known, \
             and both figures allow for that."
        ));
    }
    let (with_earlier, last) = held.with_earlier;
    said.push(if with_earlier > most {
        format!(
            "Answers to InMails from before the record begins, which returned a credit up to {last}, are not in it: with them it \
             may be up to {}. An InMail from elsewhere takes one.",
            count(with_earlier.into(), "credit")
        )
    } else {
        "Answers to InMails from before the record begins no longer matter. An InMail from elsewhere takes a credit.".into()
    });
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
        Held {
            lots: vec![(30, 9), (6, 40)],
            most: 36,
            first: date(2026, 1, 5),
            known_from,
            unpaid,
            with_earlier: (36, date(2026, 4, 4)),
            undated: 0,
        }
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
        assert!(known.contains("from before the record begins no longer matter."), "{known}");
        assert!(!known.contains("no date"), "{known}");
        let more = said(&Held { with_earlier: (80, date(2026, 4, 4)), undated: 2, ..held(None, 0) });
        assert!(
            more.contains("returned a credit up to 2026-04-04, are not in it: with them it may be up to 80 credits")
        );
        assert!(more.contains("2 answers to InMails have no date"), "{more}");
        assert!(wide.contains("For 2 InMails even a full account had no credit left"), "{wide}");
    }
}
