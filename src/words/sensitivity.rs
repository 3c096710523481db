//! Sensitivity in sentences.

use std::slice;

use crate::domain::figure::Better;
use crate::domain::touch::{ACCEPT_DELAY, REPLY_DELAY};
use crate::figures::TWO_SIDED_95;
use crate::figures::number::{fixed, labelled, measured, number, percent};

use crate::study::sensitivity::{Effect, Input, Measured, Sensitivity, Share};
use crate::words::delay::medians;
use crate::words::figure::named;
use crate::words::setting::setting;

/// The case of which is spoken first: the cheapest, or the first of a figure that is not money.
pub fn lead<'a>(found: &[&'a Sensitivity]) -> Option<&'a Sensitivity> {
    let mean = |found: &&&Sensitivity| found.mean.map_or(f64::INFINITY, |mean| mean.value);
    let first = found.first()?;
    let cheapest = found.iter().min_by(|a, b| mean(a).total_cmp(&mean(b)));
    if first.figure.is_money() { cheapest.copied() } else { Some(first) }
}

impl Sensitivity {
    /// The name of the figure in sentences.
    pub fn subject(&self) -> String {
        named(self.figure)
    }

    /// What people call the setting at a path.
    pub fn called(&self, path: &str) -> String {
        setting(path, slice::from_ref(&self.case))
    }

    /// All that matters to the figure; the first sentence says how much of its spread is luck.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = vec![self.spread_in_words()];
        sentences.extend(self.input_in_words());
        sentences.extend(self.lever_in_words());
        sentences
    }

    /// How much of the spread is luck and how much is not knowing the rates.
    pub fn spread_in_words(&self) -> String {
        let subject = self.subject();
        if self.mean.is_none() {
            return format!("With {} there is no {subject} to speak of: it is undefined.", self.case);
        }
        if self.spread.is_none() {
            return format!("With {} the {subject} is the same in every campaign.", self.case);
        }
        let (Some(luck), Some(rates)) = (self.luck.total, self.rates.first_order) else {
            return format!(
                "With {} the {subject} differs in so few simulations that it cannot be told why; try more with `--trials`.",
                self.case
            );
        };
        if self.inputs.is_empty() {
            return format!(
                "With {} all of the spread in {subject} from simulation to simulation is luck: every rate is stated as known.",
                self.case
            );
        }
        format!(
            "With {}, {} of the spread in {subject} from simulation to simulation is luck that no research removes{}, {} is not \
             knowing the {}{}.",
            self.case,
            percent(luck.value),
            between(luck),
            percent(rates.value),
            if self.inputs.len() == 1 { self.unknowns().trim_end_matches('s') } else { self.unknowns() },
            self.most_of_it(rates)
        )
    }

    /// What is not known, taken together.
    pub fn unknowns(&self) -> &'static str {
        let delays = self.inputs.iter().filter(|input| input.is_delay()).count();
        match (self.inputs.len() - delays, delays) {
            (_, 0) => "rates",
            (0, _) => "delays",
            _ => "rates and delays",
        }
    }

    /// Which of several inputs makes most of what is not known.
    fn most_of_it(&self, rates: Share) -> String {
        let share = |input: &&Input| input.shares.first_order.map_or(0.0, |share| share.value);
        let largest = self.inputs.iter().max_by(|a, b| share(a).total_cmp(&share(b)));
        match largest {
            Some(input) if self.inputs.len() > 1 && share(&input) > 0.5 * rates.value => {
                format!(", mostly the {} ({})", self.called(&input.path), percent(share(&input)))
            }
            _ => String::new(),
        }
    }

    /// The effect of the input that matters most.
    fn input_in_words(&self) -> Option<String> {
        let input = *self.by_width().first()?;
        let ([Some(low), Some(high)], [at_low, at_high]) = (input.at, input.shown_values()) else { return None };
        if !input.is_clear() {
            return Some(format!(
                "Nothing that is not known moves the {} by more than its simulation error.",
                self.subject()
            ));
        }
        Some(format!(
            "Where the {} is at its 10\u{202f}% point ({at_low}) the {} is {}, at its 90\u{202f}% point ({at_high}) {}.",
            self.called(&input.path),
            self.subject(),
            self.shown(low),
            self.shown(high),
        ))
    }

    /// The levers that move the figure by more than its simulation error, the strongest first.
    fn clear_levers(&self) -> impl Iterator<Item = (&Effect, Measured)> {
        let clear = self.by_change().into_iter().filter(|effect| effect.is_clear());
        clear.filter_map(|effect| Some((effect, effect.change?)))
    }

    /// The lever that helps most; for a figure that is neither good nor bad, the one that does most.
    pub fn best_lever(&self) -> Option<(&Effect, Measured)> {
        self.clear_levers().find(|(_, change)| match self.figure.better() {
            Some(Better::Lower) => change.value < 0.0,
            Some(Better::Higher) => change.value > 0.0,
            None => true,
        })
    }

    /// What it does.
    fn lever_in_words(&self) -> Option<String> {
        if self.clear_levers().next().is_none() {
            return (!self.levers.is_empty()).then(|| {
                format!("No change that was tried moves the {} by more than its simulation error.", self.subject())
            });
        }
        let Some((effect, change)) = self.best_lever() else {
            return Some(format!("No change that was tried makes the {} any better.", self.subject()));
        };
        let [from, to] = effect.ends();
        Some(format!(
            "Of the changes tried, {} from {from} to {to} {} most: the {} changes by {}.",
            self.called(&effect.path),
            if self.figure.better().is_some() { "helps" } else { "does" },
            self.subject(),
            self.shown_change(change)
        ))
    }

    /// A value of the figure, with its simulation error where that is known.
    pub fn shown(&self, value: Measured) -> String {
        self.with_currency(self.value_alone(value))
    }

    /// The same without the label of its currency.
    pub fn value_alone(&self, value: Measured) -> String {
        let error = value.se.map(|se| TWO_SIDED_95 * se).filter(|&error| error > 0.0);
        match (self.figure.is_share(), error) {
            (true, Some(error)) => {
                let (value, error) = measured(100.0 * value.value, 100.0 * error);
                format!("{value} ± {error}\u{202f}%")
            }
            (true, None) => percent(value.value),
            (false, Some(error)) => {
                let (value, error) = measured(value.value, error);
                format!("{value} ± {error}")
            }
            (false, None) => number(value.value),
        }
    }

    /// A value of the figure without its error nor the label of its currency.
    pub fn bare(&self, value: f64) -> String {
        self.value_alone(Measured { value, se: None })
    }

    /// A value of the figure without its error.
    pub fn plainly(&self, value: f64) -> String {
        self.shown(Measured { value, se: None })
    }

    /// A change of the figure, signed, with its simulation error where that is known.
    pub fn shown_change(&self, change: Measured) -> String {
        self.with_currency(self.change_alone(change))
    }

    /// The same without the label of its currency.
    pub fn change_alone(&self, change: Measured) -> String {
        let size = self.value_alone(Measured { value: change.value.abs(), se: change.se });
        // A share that changes by a tenth is not a tenth more.
        let size = if self.figure.is_share() { size.replace('%', "points") } else { size };
        match change.value {
            value if value < 0.0 => format!("−{size}"),
            value if value > 0.0 => format!("+{size}"),
            _ => size,
        }
    }

    fn with_currency(&self, amount: String) -> String {
        if self.figure.is_money() { labelled(amount, &self.currency) } else { amount }
    }
}

impl Effect {
    /// What it is and what it was changed to, as people call both.
    pub fn ends(&self) -> [&str; 2] {
        self.names.as_ref().map_or([&self.from, &self.to], |[from, to]| [from, to])
    }
}

impl Input {
    /// From its 10 % to its 90 % point.
    pub fn shown_range(&self) -> String {
        let [low, high] = self.shown_values();
        if self.is_delay() {
            return medians(self.values);
        }
        match low.strip_suffix("\u{202f}%") {
            Some(low) => format!("{low}–{high}"),
            None => format!("{low}–{}", high.trim_start_matches('×')),
        }
    }

    /// Its 10 % and 90 % point: rates in per cent, lifts as factors, delays by their medians.
    pub fn shown_values(&self) -> [String; 2] {
        let is_lift = self.path.ends_with("lift");
        self.values.map(|value| {
            if self.is_delay() {
                medians([value, value])
            } else if is_lift {
                format!("×{}", fixed(value, 2))
            } else {
                percent(value)
            }
        })
    }

    fn is_delay(&self) -> bool {
        [REPLY_DELAY, ACCEPT_DELAY].iter().any(|key| self.path.ends_with(key))
    }
}

/// The interval of a share, in brackets.
fn between(share: Share) -> String {
    share.interval.map_or_else(String::new, |[low, high]| {
        let low = percent(low);
        format!(" ({}–{})", low.trim_end_matches('%').trim_end_matches('\u{202f}'), percent(high))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::CaseName;
    use crate::domain::figure::Figure;
    use crate::study::sensitivity::Shares;

    fn share(value: f64) -> Option<Share> {
        Some(Share { value, interval: Some([value - 0.01, value + 0.01]) })
    }

    fn shares(first_order: f64, total: f64) -> Shares {
        Shares { first_order: share(first_order), total: share(total) }
    }

    fn measured(value: f64) -> Option<Measured> {
        Some(Measured { value, se: Some(0.05) })
    }

    fn input(path: &str, first_order: f64, at: [f64; 2]) -> Input {
        Input { path: path.into(), values: [0.1, 0.25], at: at.map(measured), shares: shares(first_order, first_order) }
    }

    pub(crate) fn sensitivity() -> Sensitivity {
        Sensitivity {
            case: CaseName { plan: "a".into(), ..CaseName::default() },
            currency: "USD".into(),
            weeks: 26,
            figure: Figure::CostPerReply,
            trials: 20_000,
            mean: measured(10.0),
            spread: Some(3.0),
            inputs: vec![
                input("touch.x.reply_rate", 0.30, [15.0, 7.0]),
                input("segment.s.reply_lift", 0.08, [11.0, 9.0]),
            ],
            rates: shares(0.38, 0.41),
            luck: shares(0.59, 0.62),
            levers: vec![Effect {
                path: "segment.s.per_week".into(),
                from: "10".into(),
                to: "12".into(),
                names: None,
                at: Some(8.0),
                change: measured(-2.0),
            }],
        }
    }

    fn told(sensitivity: &Sensitivity) -> String {
        sensitivity.sentences().join(" ").replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn luck_and_rates_share_the_spread_and_what_matters_most_is_named() {
        assert_eq!(
            told(&sensitivity()),
            "With a, 62 % of the spread in cost per reply from simulation to simulation is luck that no research removes \
             (61–63 %), 38 % is not knowing the rates, mostly the reply rate of x (30 %). Where the reply rate of x is at its \
             10 % point (10 %) the cost per reply is 15.000 ± 0.098 USD, at its 90 % point (25 %) 7.000 ± 0.098 USD. \
             Of the changes tried, people a week in s from 10 to 12 helps most: the cost per reply changes by −2.000 ± \
             0.098 USD."
        );
    }

    #[test]
    fn delays_that_are_not_known_are_told_with_the_rates() {
        let mut found = sensitivity();
        for (paths, unknowns) in [
            (&["touch.x.reply_rate", "touch.x.reply_delay_days"][..], "rates and delays"),
            (&["touch.x.reply_delay_days"], "delay."),
            (&["touch.x.accept_delay_days", "touch.x.reply_delay_days"], "delays"),
        ] {
            found.inputs = paths.iter().map(|path| input(path, 0.1, [9.0, 12.0])).collect();
            assert!(told(&found).contains(&format!("not knowing the {unknowns}")), "{}", told(&found));
        }
    }

    #[test]
    fn what_cannot_be_told_apart_from_nothing_is_not_said_to_do_something() {
        let mut found = sensitivity();
        found.levers[0].change = measured(0.05);
        assert!(
            told(&found)
                .ends_with("No change that was tried moves the cost per reply by more than its simulation error.")
        );
    }

    #[test]
    fn what_helps_is_named_before_what_harms_more() {
        let mut found = sensitivity();
        found.levers.push(Effect {
            path: "plan".into(),
            to: "b".into(),
            change: measured(9.0),
            ..found.levers[0].clone()
        });
        assert!(told(&found).contains("people a week in s from 10 to 12 helps most"), "{}", told(&found));
        found.levers.remove(0);
        assert!(told(&found).ends_with("No change that was tried makes the cost per reply any better."));
        let found = Sensitivity { figure: Figure::Spent, ..found };
        assert!(
            told(&found).contains("plan from 10 to b does most: the spent changes by +9.000 ± 0.098."),
            "{}",
            told(&found)
        );
    }

    #[test]
    fn without_unknowns_or_without_spread_it_says_so() {
        let mut found = Sensitivity { inputs: Vec::new(), levers: Vec::new(), ..sensitivity() };
        assert_eq!(
            told(&found),
            "With a all of the spread in cost per reply from simulation to simulation is luck: every rate is stated as known."
        );
        (found.luck, found.rates) = (Shares::default(), Shares::default());
        assert_eq!(
            told(&found),
            "With a the cost per reply differs in so few simulations that it cannot be told why; try more with `--trials`."
        );
        found.spread = None;
        assert_eq!(told(&found), "With a the cost per reply is the same in every campaign.");
        found.mean = None;
        assert_eq!(told(&found), "With a there is no cost per reply to speak of: it is undefined.");
    }

    #[test]
    fn shares_of_campaigns_are_in_per_cent_and_lifts_are_factors() {
        let found = Sensitivity { figure: Figure::StockoutProbability, ..sensitivity() };
        let shown = found.shown(Measured { value: 0.25, se: Some(0.01) });
        assert_eq!(shown.replace('\u{202f}', " "), "25.0 ± 2.0 %");
        assert_eq!(
            found.shown_change(Measured { value: -0.25, se: Some(0.01) }).replace('\u{202f}', " "),
            "−25.0 ± 2.0 points"
        );
        assert_eq!(found.inputs[1].shown_values(), ["×0.10", "×0.25"]);
        let mut delay = input("touch.x.reply_delay_days", 0.1, [9.0, 12.0]);
        delay.values = [1.25, 4.0];
        assert_eq!(delay.shown_values(), ["median 1.25 days", "median 4 days"]);
        assert_eq!(delay.shown_range(), "median 1.25–4 days");
        assert_eq!(
            [0, 1].map(|place| found.inputs[place].shown_range().replace('\u{202f}', " ")),
            ["10–25 %", "×0.10–0.25"]
        );
    }
}
