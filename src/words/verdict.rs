//! The verdict in words.

use crate::figures::TWO_SIDED_95;
use crate::figures::number::{labelled, measured, money, number, percent, whole};
use crate::figures::verdict::{Contender, Finding, Shortage, Verdict};

/// The meaning of ±.
const PLUS_MINUS: &str = "± is simulation error (95 % sure), which more trials make smaller; luck and not knowing the \
    rates, which they do not, are in “90 % of campaigns”";

impl Verdict {
    /// The verdict on the cost per reply: the finding first, then how sure it is, then whether the ranking is
    /// settled, where that was asked.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = self.about_cost();
        sentences.extend(self.ranking.as_ref().map(|ranking| ranking.sentence(self.trials)));
        sentences
    }

    fn about_cost(&self) -> Vec<String> {
        match &self.finding {
            Finding::NoReplies { cases: 1 } => vec!["No campaign gets a reply, so a reply has no price.".into()],
            Finding::NoReplies { .. } => vec!["No case gets a reply in any campaign, so a reply has no price.".into()],
            Finding::Alone { only, spread, no_reply } => {
                let cost = money(only.cost, &only.currency);
                let start = format!("{} costs {cost} a reply", only.case);
                let range = match (spread.quantiles.p05, spread.quantiles.p95) {
                    (Some(low), Some(high)) => {
                        format!(", in nine campaigns of ten between {} and {}", number(low), number(high))
                    }
                    _ if *no_reply > 0.0 => format!("; {} of campaigns get no reply", percent(*no_reply)),
                    _ => String::new(),
                };
                let sure = spread.se.map(|se| {
                    let (_, error) = measured(only.cost, TWO_SIDED_95 * se);
                    format!("The mean is good to ±\u{a0}{}: {PLUS_MINUS}.", labelled(error, &only.currency))
                });
                [Some(format!("{start}{range}.")), sure].into_iter().flatten().collect()
            }
            Finding::OnlyOne(only) => {
                vec![format!("Only {} gets replies, at {} each.", only.case, money(only.cost, &only.currency))]
            }
            Finding::Currencies => {
                vec!["The cases are in different currencies: nothing is converted, so none is called cheapest.".into()]
            }
            Finding::Cheapest { best, next, difference, error: Some(error), never_differed: true, .. }
                if *difference == 0.0 =>
            {
                self.the_same(best, next, *error)
            }
            Finding::Cheapest { best, next, difference, error, alike, trials_needed, .. } => {
                self.cheapest(best, next, (*difference, *error), *alike, *trials_needed)
            }
        }
    }

    /// Of two cases that cost the same in all campaigns: for certain if nothing else can come, and else as far as is known.
    fn the_same(&self, best: &Contender, next: &Contender, error: f64) -> Vec<String> {
        let (cost, most) = (money(best.cost, &best.currency), money(error, &best.currency));
        let (best, next) = (&best.case, &next.case);
        if error == 0.0 {
            return vec![
                format!("{best} and {next} cost exactly the same per reply: {cost}."),
                "No number of campaigns would tell them apart.".into(),
            ];
        }
        let trials = whole(self.trials);
        vec![
            format!("{best} and {next} cost the same per reply in all of {trials} campaigns a case: {cost}."),
            format!("So on average they differ by no more than {most} (95\u{a0}% sure)."),
        ]
    }

    fn cheapest(
        &self,
        best: &Contender,
        next: &Contender,
        (difference, error): (f64, Option<f64>),
        alike: usize,
        trials_needed: Option<u64>,
    ) -> Vec<String> {
        let cost = |case: &Contender| money(case.cost, &case.currency);
        let wins = percent(best.best_probability);
        let Some(error) = error else {
            let lowest = format!("{} has the lowest cost per reply: {}, against {}", best.case, cost(best), cost(next));
            return vec![format!("{lowest} for {}. So few campaigns cannot say how sure that is.", next.case)];
        };
        let (amount, plus_minus) = measured(difference, error);
        let plus_minus = labelled(format!("{amount}\u{a0}±\u{a0}{plus_minus}"), &best.currency);
        let trials = format!("{} campaigns a case", whole(self.trials));
        if alike == 0 {
            return vec![
                format!(
                    "{} is the cheapest per reply: {}, {plus_minus} less than {} ({}).",
                    best.case,
                    cost(best),
                    next.case,
                    cost(next)
                ),
                format!("It is the best of all in {wins} of campaigns, on the same luck."),
                format!("{PLUS_MINUS}."),
            ];
        }
        let more = match alike {
            1 => String::new(),
            2 => " Nor can 1 more case.".into(),
            _ => format!(" Nor can {} more cases.", whole(alike as u64 - 1)),
        };
        let needed = match trials_needed {
            Some(needed) => {
                format!("If that is the difference, it takes about {} campaigns a case to tell.", whole(needed))
            }
            None => "If they differ at all, it takes more campaigns than this program plays to tell.".into(),
        };
        vec![
            format!(
                "{} ({}) and {} ({}) cannot be told apart with {trials}: the difference in cost per reply is \
                 {plus_minus}.{more}",
                best.case,
                cost(best),
                next.case,
                cost(next)
            ),
            needed,
            format!(
                "{} is the best of all in {wins} of campaigns, {} in {}.",
                best.case,
                next.case,
                percent(next.best_probability)
            ),
            format!("{PLUS_MINUS}."),
        ]
    }
}

impl Shortage {
    /// The warning of it: `half of these by week 3` means that half of those campaigns were short of credits for the
    /// first time in week 3 or before.
    pub fn sentence(&self) -> String {
        let half = self.week.map(|week| format!(", half of these by week {week}")).unwrap_or_default();
        format!("{} runs out of credits in {} of campaigns{half}", self.case, percent(self.share))
    }
}
