//! What is said below a verdict: plans that outlast their lists, and prices in doubt.

use crate::figures::number::{count, labelled, price};
use crate::figures::verdict::{PaidOn, Shorter, Verdict};

use super::verdict::SHORTAGES;

/// No more prices than this are told.
const PRICES: usize = 4;

impl Verdict {
    /// What plans cost after lists are through, where they go on being paid for; nothing where none does.
    pub fn paid_on(&self) -> Option<String> {
        let told = self.paid_on.iter().take(SHORTAGES).map(|paid| {
            let PaidOn { case, through, months: [until, all], cost: [cost_until, cost], currency, .. } = paid;
            let (after, [cost_after, cost]) =
                (count((all - until) as u64, "more month"), [cost - cost_until, *cost].map(price));
            format!("with {case} by {through}, and {cost_after} of {} go on {after}", labelled(cost, currency))
        });
        let more = match self.paid_on.len().saturating_sub(SHORTAGES) {
            0 => String::new(),
            more => format!("; and so with {}", count(more as u64, "more case")),
        };
        let told = told.collect::<Vec<_>>().join("; ");
        (!self.paid_on.is_empty()).then(|| {
            format!(
                "The list is through before the end, and what is paid after that counts in these figures: in 95 of 100 \
                 simulations {told}{more}."
            )
        })
    }

    /// The same, and how the campaign ends there on a command line.
    pub fn paid_on_note(&self) -> Option<String> {
        let Shorter { case, key, value, .. } = self.shorter.as_ref()?;
        let there = if self.paid_on.len() > 1 { format!("with {case}") } else { "there".into() };
        Some(format!("{} To end {there}: --set {key}={value}.", self.paid_on()?))
    }

    /// A note on the prices that may not be what people pay; nothing where there are none.
    pub fn prices_doubt(&self) -> Option<String> {
        // Plans of one rulebook share a doubt, and what a file is in another currency for is told of them together.
        let told = self.prices.chunk_by(|one, other| one.doubt == other.doubt).map(|plans| {
            let shown = plans.iter().take(PRICES).map(|plan| format!("{} {}", plan.name, price(plan.price)));
            let more = if plans.len() > PRICES { ", …" } else { "" };
            let doubt = plans[0].doubt.as_deref().unwrap_or_default();
            format!("Prices a month are {doubt}: {}{more}.", shown.collect::<Vec<_>>().join(", "))
        });
        let told = told.collect::<Vec<_>>().join(" ");
        (!told.is_empty()).then_some(told)
    }

    /// The same, and how they are stated on a command line.
    pub fn prices_note(&self) -> Option<String> {
        let first = self.prices.first()?;
        Some(format!(
            "{} State what you pay: --set plan.{}.{}=…{}.",
            self.prices_doubt()?,
            first.id,
            first.price_key,
            // All rulebooks are in one currency.
            if first.is_foreign { "" } else { ", or take another rulebook, such as --rulebook linkedin-help-2026" }
        ))
    }
}
