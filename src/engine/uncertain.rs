//! What is drawn once a trial and is not known: the inputs of which research would tell more.

use crate::domain::case::Case;
use crate::domain::distribution::QuantileTable;
use crate::domain::touch::{ACCEPT_DELAY, ACCEPT_RATE, REPLY_DELAY, REPLY_RATE};

use super::luck::{Luck, Stream, StreamKey};
use super::schedule::Schedule;
use super::unknown::{Mixed, Value, draw_all};

/// A value of a case that differs from trial to trial.
#[derive(Debug, Clone)]
pub struct Uncertain {
    /// Its dotted path in a scenario file, such as `touch.inmail.reply_rate`.
    pub path: String,
    /// How its latent is found.
    pub key: StreamKey,
    values: Values,
}

/// The values that it may have.
#[derive(Debug, Clone)]
enum Values {
    Quantiles(QuantileTable),
    Delays(Mixed),
}

impl Uncertain {
    /// At which share of its distribution it lies in a trial: uniform between 0 and 1. For delays the share of the list
    /// before the one that holds.
    pub fn share(&self, luck: Luck) -> f64 {
        match &self.values {
            Values::Delays(mixed) => mixed.level(luck, self.key),
            Values::Quantiles(_) => luck.unknown(self.key).unit(),
        }
    }

    /// A number that rises with the share: the value below which it lies with a chance of `share`; for delays the place in
    /// their list.
    pub fn quantile(&self, share: f64) -> f64 {
        match &self.values {
            Values::Quantiles(quantiles) => quantiles.quantile(share),
            Values::Delays(mixed) => mixed.delays.place_at(share) as f64,
        }
    }

    /// What people know it by at this share: its value; the median of a delay \[days\].
    pub fn told(&self, share: f64) -> f64 {
        match &self.values {
            Values::Delays(mixed) => mixed.delays.laws()[mixed.delays.place_at(share)].quantile(0.5),
            Values::Quantiles(_) => self.quantile(share),
        }
    }
}

impl Schedule<'_> {
    /// Everything that is drawn once a trial and is not the same in each, in file order. What follows others, such as a
    /// rate that is tied to another, is not drawn itself.
    pub fn uncertain(&self) -> Vec<Uncertain> {
        let uncertain = |(stream, path): (Stream<'_>, String)| {
            let key = stream.key();
            let unknown = self.unknowns.iter().find(|unknown| unknown.key == key)?;
            let values = match &unknown.value {
                Value::Quantiles(quantiles) => Values::Quantiles(quantiles.clone()),
                Value::Place(mixed) => Values::Delays(mixed.clone()),
                Value::Known(_) | Value::Tied { .. } | Value::Product(_) => return None,
            };
            Some(Uncertain { path, key, values })
        };
        streams(self.case).into_iter().filter_map(uncertain).collect()
    }

    /// The value in a trial of what has this key; nothing if the case has no such thing.
    pub fn unknown(&self, key: StreamKey, luck: Luck) -> Option<f64> {
        let place = self.unknowns.iter().position(|unknown| unknown.key == key)?;
        // It follows none that stands after it.
        let mut drawn = Vec::with_capacity(place + 1);
        draw_all(&self.unknowns[..=place], luck, &mut drawn);
        drawn.pop()
    }
}

/// Everything that a case may draw once a trial, with its path.
fn streams(case: &Case) -> Vec<(Stream<'_>, String)> {
    let mut streams = Vec::new();
    for touch in &case.touches {
        let (id, section) = (touch.id.as_str(), format!("touch.{}", quoted(&touch.id)));
        streams.push((Stream::AcceptRate(id), format!("{section}.{ACCEPT_RATE}")));
        streams.push((Stream::AcceptRateLift(id), format!("{section}.{ACCEPT_RATE}.lift")));
        streams.push((Stream::AcceptDelay(id), format!("{section}.{ACCEPT_DELAY}")));
        streams.push((Stream::ReplyRate(id), format!("{section}.{REPLY_RATE}")));
        streams.push((Stream::ReplyRateLift(id), format!("{section}.{REPLY_RATE}.lift")));
        streams.push((Stream::ReplyDelay(id), format!("{section}.{REPLY_DELAY}")));
        streams.push((Stream::TouchOutcomeLift(id), format!("{section}.outcome_lift")));
        streams.push((Stream::TouchAcceptLift(id), format!("{section}.accept_lift")));
        streams.push((Stream::TouchReplyLift(id), format!("{section}.reply_lift")));
    }
    for segment in &case.segments {
        let (id, section) = (segment.id.as_str(), format!("segment.{}", quoted(&segment.id)));
        streams.push((Stream::OpenProfileShare(id), format!("{section}.open_profile")));
        streams.push((Stream::SegmentAcceptLift(id), format!("{section}.accept_lift")));
        streams.push((Stream::SegmentReplyLift(id), format!("{section}.reply_lift")));
        streams.push((Stream::Wear(id), format!("{section}.wear")));
        streams.push((Stream::SegmentOutcomeLift(id), format!("{section}.outcome_lift")));
    }
    for seat in &case.seats {
        let (id, section) = (seat.id.as_str(), format!("seat.{}", quoted(&seat.id)));
        streams.push((Stream::SeatAcceptLift(id), format!("{section}.accept_lift")));
        streams.push((Stream::SeatReplyLift(id), format!("{section}.reply_lift")));
    }
    for outcome in &case.outcomes {
        let (id, section) = (outcome.id.as_str(), format!("outcome.{}", quoted(&outcome.id)));
        streams.push((Stream::OutcomeRate(id), format!("{section}.rate")));
        streams.push((Stream::OutcomeRateLift(id), format!("{section}.rate.lift")));
        streams.push((Stream::OutcomeDelay(id), format!("{section}.delay_days")));
    }
    streams.push((Stream::RestrictionChance, "pacing.restriction.chance".into()));
    streams
}

/// An id as a part of a dotted path.
fn quoted(id: &str) -> String {
    let is_bare = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { id.to_owned() } else { format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\"")) }
}
