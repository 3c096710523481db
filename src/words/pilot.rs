//! The answer in words.

use crate::domain::touch::Draws;
use crate::figures::number::{fixed, labelled, money, number, percent, whole};
use crate::scenario::document::lists::all;
use crate::study::pilot::{Pilot, Test};

/// The least amount that is stated.
const CENT: f64 = 0.01;

/// From this many changes of the choice on, ranges of replies are not listed one by one.
const RANGES: usize = 5;

impl Pilot {
    /// The worth of the test, in a sentence.
    pub fn finding(&self) -> String {
        if let Some(rate) = self.known_rate {
            let rate = percent(rate);
            return format!("The reply rate of {} is known exactly ({rate}): a test tells nothing.", self.touch);
        }
        let Test { sends, worth, .. } = self.asked;
        let test = format!("Testing {} first", self.sends(sends));
        match worth.interval {
            _ if worth.value < CENT / 2.0 => {
                let cent = || format!("less than {}", self.money(CENT));
                let little = if worth.value > 0.0 { cent() } else { "nothing".into() };
                format!("{test} is expected to save {little}: it hardly ever changes the choice.")
            }
            Some((low, high)) => {
                let range = format!("95\u{a0}% sure: {} to {}", self.amount(low), self.amount(high));
                format!("{test} is expected to save {} ({range}).", self.money(worth.value))
            }
            None => format!("{test} is expected to save {}.", self.money(worth.value)),
        }
    }

    /// The finding first, then what the test costs, what to choose after it, which test is best, and what all of that
    /// rests on.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = vec![self.finding()];
        if self.known_rate.is_none() {
            sentences.push(self.cost());
            sentences.push(self.rule());
            sentences.push(self.best_test());
            sentences.push(match self.knowing.value {
                value if value > 0.0 => format!("Knowing the rate exactly would be worth {}.", self.money(value)),
                _ => "As far as these simulations tell, not even knowing the rate exactly would change the choice."
                    .into(),
            });
        } else {
            sentences.push(format!("{} is the best choice by what is known.", self.cases[self.now]));
        }
        sentences.push(self.value_of_a_reply());
        sentences
    }

    fn cost(&self) -> String {
        let cost = self.asked.cost;
        if cost <= 0.0 {
            return "By this file it costs nothing.".into();
        }
        let credits = self.send_cost.credits * f64::from(self.asked.sends);
        let price = self.send_cost.credit_price.filter(|_| credits > 0.0);
        let credits = price.map(|price| {
            let (credits, price) = (number(credits), money(price, &self.currency));
            format!("{credits} credits used up, at {price} each under {}", self.cases[self.send_cost.priced_by])
        });
        let work = (self.send_cost.labour > 0.0).then(|| "the work".to_owned());
        let expenses = (self.send_cost.expenses > 0.0).then(|| "what each costs besides".to_owned());
        let of: Vec<String> = credits.into_iter().chain(work).chain(expenses).collect();
        let against = match self.asked.worth.interval {
            Some((low, _)) if low > cost => format!("{} less than it saves", self.money(self.asked.net())),
            Some((_, high)) if high < cost => "more than it saves".into(),
            _ => "about what it saves: more simulations would tell which is more".into(),
        };
        format!("It costs {} ({}), {against}.", self.money(cost), of.join(", and "))
    }

    /// The case to choose, by the number of replies.
    fn rule(&self) -> String {
        let now = &self.cases[self.now];
        let [first, rest @ ..] = self.choices.as_slice() else { return format!("Without a test, choose {now}.") };
        if rest.is_empty() {
            return format!("Without a test, {now} is best, and so it is after nearly any test of that size.");
        } else if rest.len() >= RANGES {
            return format!("Without a test, {now} is best; with one, the choice changes {} times.", rest.len());
        }
        let name = |case: usize| &self.cases[case];
        let mut choices = vec![match rest[0].0 {
            1 => format!("{} without a reply", name(first.1)),
            next => format!("{} up to {} replies", name(first.1), whole(u64::from(next) - 1)),
        }];
        for (place, &(from, case)) in rest.iter().enumerate() {
            let range = match rest.get(place + 1) {
                Some(&(next, _)) if next - 1 == from => whole(from.into()),
                Some(&(next, _)) => format!("{} to {}", whole(from.into()), whole(u64::from(next) - 1)),
                None => format!("from {} on", whole(from.into())),
            };
            choices.push(format!("{} {range}", name(case)));
        }
        format!("Without a test, {now} is best; after it choose {}.", all(choices))
    }

    fn best_test(&self) -> String {
        let Some(best) = self.best else {
            return if self.send_cost.for_sends(1) > 0.0 {
                "No test is worth what it costs.".into()
            } else {
                "As testing costs nothing, longer tests are never worth less.".into()
            };
        };
        let worth = self.money(best.worth.value);
        let cost = self.money(best.cost);
        let credits = match &self.send_cost {
            cost if cost.credits > 0.0 => "its credits",
            cost if cost.labour > 0.0 => "its work",
            _ => "its cost",
        };
        let more = format!("beyond that, more testing is not worth {credits}");
        if best.sends == self.asked.sends {
            return format!("That is the best test: {more}.");
        }
        format!("The best test is {}, expected to save {worth} for {cost}; {more}.", self.sends(best.sends))
    }

    /// The assumed worth of a reply.
    fn value_of_a_reply(&self) -> String {
        let value = self.money(self.reply_value);
        match self.valued_by {
            Some(case) => format!(
                "A reply is taken to be worth {value}, what {} pays for one on average, all costs included; `--reply-value` states another.",
                self.cases[case]
            ),
            None if self.by_outcomes => format!(
                "Replies are worth what they lead to in this file, on average {value} each with {}; `--reply-value` states \
                 another worth.",
                self.cases[self.now]
            ),
            None => format!("A reply is taken to be worth {value}, as stated."),
        }
    }

    /// This many of the touch.
    pub fn sends(&self, number: u32) -> String {
        let accepted = match self.channel.draws() {
            Draws::Acceptance => "accepted ",
            Draws::Reply | Draws::Lifts => "",
        };
        let what = self.channel.touches(number.into());
        format!("{}\u{a0}{accepted}{what}", whole(number.into()))
    }

    /// An amount with its label.
    pub fn money(&self, amount: f64) -> String {
        labelled(self.amount(amount), &self.currency)
    }

    /// An amount, in cents where three digits would tell less than one.
    pub fn amount(&self, amount: f64) -> String {
        if amount.abs() < 9.995 { fixed(amount, 2) } else { number(amount) }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::touch::Channel;
    use crate::study::pilot::tests::made_up;

    #[test]
    fn a_test_that_pays_for_itself() {
        let told = made_up().sentences();
        let expected = [
            "Testing 20\u{a0}InMails first is expected to save 6.20\u{a0}USD (95\u{a0}% sure: 5.90 to 6.50).",
            "It costs 2.00\u{a0}USD (16.0 credits used up, at 0.125\u{a0}USD each under small), 4.20\u{a0}USD less than it saves.",
            "Without a test, small is best; after it choose none up to 2 replies, small 3 to 5 and large from 6 on.",
            "The best test is 35\u{a0}InMails, expected to save 9.00\u{a0}USD for 3.50\u{a0}USD; beyond that, more testing is \
             not worth its credits.",
            "Knowing the rate exactly would be worth 14.0\u{a0}USD.",
            "A reply is taken to be worth 11.8\u{a0}USD, what small pays for one on average, all costs included; `--reply-value` states another.",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_test_that_does_not() {
        let mut pilot = made_up();
        pilot.asked.cost = 7.0;
        pilot.asked.worth.interval = Some((5.9, 6.5));
        (pilot.best, pilot.choices) = (None, vec![(0, 1), (1, 2)]);
        let told = pilot.sentences();
        assert!(told[1].ends_with(", more than it saves."), "{}", told[1]);
        assert_eq!(
            told[2],
            "Without a test, small is best; after it choose small without a reply and large from 1 on."
        );
        assert_eq!(told[3], "No test is worth what it costs.");
        pilot.asked.worth.interval = Some((5.9, 7.5));
        pilot.choices.truncate(1);
        let told = pilot.sentences();
        assert!(told[1].ends_with(", about what it saves: more simulations would tell which is more."), "{}", told[1]);
        assert_eq!(told[2], "Without a test, small is best, and so it is after nearly any test of that size.");
    }

    #[test]
    fn a_test_that_tells_nothing() {
        let mut pilot = made_up();
        pilot.asked.worth.value = 0.002;
        let little = "Testing 20\u{a0}InMails first is expected to save less than 0.01\u{a0}USD: it hardly ever changes the choice.";
        assert_eq!(pilot.finding(), little);
        pilot.known_rate = Some(0.15);
        let told = pilot.sentences();
        assert_eq!(told[0], "The reply rate of letter is known exactly (15\u{202f}%): a test tells nothing.");
        assert_eq!(told[1], "small is the best choice by what is known.");
    }

    #[test]
    fn a_test_that_costs_nothing() {
        let mut pilot = made_up();
        (pilot.send_cost.credits, pilot.asked.cost, pilot.best) = (0.0, 0.0, None);
        pilot.channel = Channel::Message;
        let told = pilot.sentences();
        assert!(told[0].starts_with("Testing 20\u{a0}messages first"), "{}", told[0]);
        assert_eq!(told[1], "By this file it costs nothing.");
        assert_eq!(told[3], "As testing costs nothing, longer tests are never worth less.");
    }

    #[test]
    fn knowing_the_rate_is_worth_something_or_nothing() {
        let mut pilot = made_up();
        let mut knowing = |value| {
            pilot.knowing.value = value;
            pilot.sentences()[4].clone()
        };
        assert_eq!(
            knowing(0.0),
            "As far as these simulations tell, not even knowing the rate exactly would change the choice."
        );
        assert_eq!(knowing(0.02), "Knowing the rate exactly would be worth 0.02\u{a0}USD.");
    }
}
