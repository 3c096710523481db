//! The posterior of the rates of touches whose answers take equally long, for one delay after another.

use crate::domain::delay::Delay;
use crate::engine::luck::{Luck, Stream};

use super::beta::{BetaRate, Moments};
use super::evidence::{Chance, Evidence, answered};
use super::fate::{Fates, is_undated};
use super::posterior::{Density, Quantiles, logistic};

/// Silences of no more different lengths than this are summed one by one; more of them by how much of the delay is over,
/// in so many steps.
const STEPS: usize = 32;

/// Draws of the rates for each delay, where answers are shared: fewer where these are many, and each draw takes long.
const DRAWS: usize = 64;
const FEWEST_DRAWS: usize = 8;
/// Shared answers of different times, times draws.
const EFFORT: usize = 6_400;

/// Evidence laid out so that each day that occurs in it stands once.
pub(super) struct Model {
    prior: BetaRate,
    /// All days from which and to which fates are known.
    days: Vec<f64>,
    /// Answers that one message alone can have drawn, by the places of the days after and within which they came.
    replied: Vec<(usize, usize, f64)>,
    touches: Vec<Touch>,
    /// The messages of each shared answer, with the number of such answers.
    shared: Vec<(Vec<Possibly>, f64)>,
}

/// A message that may have drawn an answer, by touch and the same places.
type Possibly = (usize, usize, usize);

/// What is known of a touch.
struct Touch {
    replies: f64,
    sent: f64,
    /// The number of messages that were silent for these days, by their place.
    silent: Vec<(usize, f64)>,
}

/// What is left where the delay is given.
pub(super) struct Given {
    /// The logarithm of the probability of the evidence, summed over the rates, but for a constant.
    pub(super) ln: f64,
    /// The rate of each touch.
    pub(super) rates: Vec<Moments>,
}

impl Model {
    pub(super) fn new(evidence: &Evidence, prior: BetaRate) -> Model {
        let alone = || evidence.alone().iter();
        let of_one = alone().flat_map(|fates| {
            fates.replied().flat_map(|(after, within, _)| [after, within]).chain(fates.silent().map(|(days, _)| days))
        });
        let of_several = evidence.shared().flat_map(|(messages, _)| messages.iter().flat_map(|of| [of.1, of.2]));
        let mut days: Vec<f64> = of_one.chain(of_several.map(f64::from_bits)).collect();
        days.sort_by(f64::total_cmp);
        days.dedup();
        let place = |day: f64| days.partition_point(|&known| known < day);
        let of_bits = |bits: u64| place(f64::from_bits(bits));
        let touch = |fates: &Fates| {
            // What went out just now says nothing.
            let silent = fates.silent().filter(|(days, _)| *days > 0.0);
            let silent: Vec<(usize, f64)> = silent.map(|(days, count)| (place(days), count as f64)).collect();
            let replies = fates.replies() as f64;
            Touch { replies, sent: replies + silent.iter().map(|(_, count)| count).sum::<f64>(), silent }
        };
        let replied = alone().flat_map(|fates| fates.replied());
        let replied = replied.map(|(after, within, count)| (place(after), place(within), count as f64)).collect();
        let shared = evidence
            .shared()
            .map(|(messages, count)| (messages.iter().map(|of| (of.0, of_bits(of.1), of_bits(of.2))).collect(), count));
        Model { prior, replied, touches: alone().map(touch).collect(), shared: shared.collect(), days }
    }

    /// The logits of the rates to begin with.
    pub(super) fn start(&self) -> impl Iterator<Item = f64> {
        let mut drawn: Vec<f64> = self.touches.iter().map(|touch| touch.replies).collect();
        let mut sent: Vec<f64> = self.touches.iter().map(|touch| touch.sent).collect();
        for (messages, count) in &self.shared {
            for (touch, ..) in messages {
                drawn[*touch] += count / messages.len() as f64;
                sent[*touch] += count;
            }
        }
        drawn.into_iter().zip(sent).map(|(drawn, sent)| {
            let naive = (drawn + 0.5) / (sent + 1.0);
            (naive / (1.0 - naive)).ln()
        })
    }

    /// The day by which the last answer came, of those that are known by when; 0 where there is none.
    pub(super) fn last_answer(&self) -> f64 {
        let of_one = self.replied.iter().map(|&(after, within, _)| (after, within));
        // Of a shared answer, the latest message alone may have drawn it.
        let latest = |messages: &[Possibly]| messages.iter().map(|of| (of.1, of.2)).min_by_key(|&(_, within)| within);
        let of_several = self.shared.iter().filter_map(|(messages, _)| latest(messages));
        let days = of_one.chain(of_several).map(|(after, within)| (self.days[after], self.days[within]));
        days.filter(|&(after, within)| !is_undated(after, within)).map(|(_, within)| within).fold(0.0, f64::max)
    }

    /// The share of answers that would have come by each day.
    pub(super) fn come(&self, delay: &Delay) -> Vec<f64> {
        self.days.iter().map(|&day| delay.cdf(day)).collect()
    }

    /// The logarithm of the posterior at these logits of the rates, but for a constant.
    pub(super) fn ln(&self, come: &[f64], logits: &[f64]) -> f64 {
        let of_one = self.touches.iter().zip(logits).map(|(touch, &logit)| {
            let rate = logistic(logit);
            let silent: f64 = touch.silent.iter().map(|&(days, count)| count * (-rate * come[days]).ln_1p()).sum();
            silent + Density { ahead: self.prior.alpha + touch.replies, behind: self.prior.beta, silent: &[] }.ln(logit)
        });
        let rates: Vec<f64> = logits.iter().map(|&logit| logistic(logit)).collect();
        self.ln_of_delay(come) + of_one.sum::<f64>() + self.ln_shared(come, &rates)
    }

    /// The part of it that depends on the delay alone.
    fn ln_of_delay(&self, come: &[f64]) -> f64 {
        self.replied.iter().map(|&(after, within, count)| count * (come[within] - come[after]).max(1e-300).ln()).sum()
    }

    /// The part that depends on several rates.
    fn ln_shared(&self, come: &[f64], rates: &[f64]) -> f64 {
        let ln = |(messages, count): &(Vec<Possibly>, f64)| {
            let chances = messages.iter().map(|&of| chance(of, come, rates));
            count * answered(chances).max(1e-300).ln()
        };
        self.shared.iter().map(ln).sum()
    }

    /// Sums over the rates. `about` has rates by which shared answers are shared out at first, `number` tells one delay from
    /// another. Nothing where numbers fail.
    pub(super) fn given(&self, come: &[f64], about: &[f64], number: u64) -> Option<Given> {
        let parts = self.shared_out(come, about);
        let silent = |(touch, part): (&Touch, &Part)| {
            let mut silent: Vec<(f64, f64)> = touch.silent.iter().map(|&(days, count)| (come[days], count)).collect();
            silent.extend(&part.silent);
            fewer(silent)
        };
        let silent: Vec<Vec<(f64, f64)>> = self.touches.iter().zip(&parts).map(silent).collect();
        let ahead = self.touches.iter().zip(&parts).map(|(touch, part)| self.prior.alpha + touch.replies + part.drawn);
        let densities = ahead.zip(&silent).map(|(ahead, silent)| Density { ahead, behind: self.prior.beta, silent });
        let densities: Vec<Density> = densities.collect();
        let given = if self.shared.is_empty() {
            let summed: Vec<(f64, Moments)> = densities.iter().map(Density::summed).collect::<Option<_>>()?;
            let ln = summed.iter().map(|(ln, _)| ln).sum();
            Given { ln, rates: summed.into_iter().map(|(_, rate)| rate).collect() }
        } else {
            let laws: Vec<Quantiles> = densities.iter().map(Density::quantiles).collect();
            self.drawn(come, &laws, &parts, number)
        };
        Some(Given { ln: given.ln + self.ln_of_delay(come), ..given }).filter(|given| given.ln.is_finite())
    }

    /// Shared answers as if each message had drawn a part of it: the part of each touch.
    fn shared_out(&self, come: &[f64], rates: &[f64]) -> Vec<Part> {
        let mut parts: Vec<Part> = self.touches.iter().map(|_| Part::default()).collect();
        for (messages, count) in &self.shared {
            let hazards: Vec<f64> = messages.iter().map(|&of| chance(of, come, rates).hazard()).collect();
            let all = hazards.iter().sum::<f64>().max(1e-300);
            for (&(touch, after, _), hazard) in messages.iter().zip(hazards) {
                let drawn = count * hazard / all;
                parts[touch].drawn += drawn;
                parts[touch].silent.push((come[after], count - drawn));
            }
        }
        parts.iter_mut().for_each(|part| part.silent = fewer(std::mem::take(&mut part.silent)));
        parts
    }

    /// Sums over draws of the rates from `laws`, in which they are independent since shared answers are shared out. Each draw
    /// is weighed by how much likelier it is than there.
    fn drawn(&self, come: &[f64], laws: &[Quantiles], parts: &[Part], number: u64) -> Given {
        let latents = Luck::of_trial(0, number).stream(Stream::Fit.key());
        let draws = (EFFORT / self.shared.len()).clamp(FEWEST_DRAWS, DRAWS);
        let draw = |draw: usize| {
            let latent = |touch: usize| latents.at((draw * laws.len() + touch) as u64).unit();
            let rates: Vec<f64> = laws.iter().enumerate().map(|(touch, law)| law.quantile(latent(touch))).collect();
            let parts: f64 = parts.iter().zip(&rates).map(|(part, &rate)| part.ln(rate)).sum();
            (self.ln_shared(come, &rates) - parts, rates)
        };
        let draws: Vec<(f64, Vec<f64>)> = (0..draws).map(draw).collect();
        let top = draws.iter().map(|(ln, _)| *ln).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = draws.iter().map(|(ln, _)| (ln - top).exp()).sum();
        let moments = |touch: usize| {
            Moments::mixed(draws.iter().map(|(ln, rates)| {
                ((ln - top).exp() / total, Moments { mean: rates[touch], square: rates[touch] * rates[touch] })
            }))
        };
        let ln = laws.iter().map(Quantiles::ln_sum).sum::<f64>() + top + (total / draws.len() as f64).ln();
        Given { ln, rates: (0..laws.len()).map(moments).collect() }
    }
}

/// A part of the shared answers.
#[derive(Default)]
struct Part {
    /// The number of those that are taken for answers to the touch.
    drawn: f64,
    /// The share of answers that would have come by the others, to which it was silent, with their number.
    silent: Vec<(f64, f64)>,
}

impl Part {
    /// The logarithm of its likelihood, but for a constant.
    fn ln(&self, rate: f64) -> f64 {
        let silent = self.silent.iter().map(|&(within, count)| count * (-rate * within).ln_1p());
        self.drawn * rate.ln() + silent.sum::<f64>()
    }
}

fn chance((touch, after, within): Possibly, come: &[f64], rates: &[f64]) -> Chance {
    Chance { rate: rates[touch], after: come[after], within: come[within] }
}

/// Silences in so few steps that none of them tells much more or less of a rate than those it stands for.
fn fewer(silent: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    if silent.len() <= STEPS {
        return silent;
    }
    let mut steps = [(0.0, 0.0); STEPS + 1];
    for (within, count) in silent {
        let step = &mut steps[(within * STEPS as f64) as usize];
        *step = (step.0 + count * within, step.1 + count);
    }
    steps.into_iter().filter(|(_, count)| *count > 0.0).map(|(sum, count)| (sum / count, count)).collect()
}
