//! What is drawn once a trial and is not known: the inputs of which research would tell more.

use crate::domain::case::Case;
use crate::domain::distribution::QuantileTable;
use crate::domain::touch::REPLY_RATE;

use super::luck::{Luck, Stream, StreamKey};
use super::schedule::Schedule;

/// A value of a case that differs from trial to trial.
#[derive(Debug, Clone)]
pub struct Uncertain {
    /// Its dotted path in a scenario file, such as `touch.inmail.reply_rate`.
    pub path: String,
    /// How its latent is found.
    pub key: StreamKey,
    quantiles: QuantileTable,
}

impl Uncertain {
    /// The latent behind it in a trial: uniform between 0 and 1.
    pub fn latent(&self, luck: Luck) -> f64 {
        luck.unknown(self.key).unit()
    }

    /// The value below which it lies with a chance of `share`.
    pub fn quantile(&self, share: f64) -> f64 {
        self.quantiles.quantile(share)
    }
}

impl Schedule<'_> {
    /// Everything that is drawn once a trial and is not the same in each, in file order.
    pub fn uncertain(&self) -> Vec<Uncertain> {
        let uncertain = |(stream, path): (Stream<'_>, String)| {
            let key = stream.key();
            let unknown = self.unknowns.iter().find(|unknown| unknown.key == key && unknown.fixed.is_none())?;
            Some(Uncertain { path, key, quantiles: unknown.quantiles.clone() })
        };
        streams(self.case).into_iter().filter_map(uncertain).collect()
    }
}

/// Everything that a case may draw once a trial, with its path.
fn streams(case: &Case) -> Vec<(Stream<'_>, String)> {
    let mut streams = Vec::new();
    for touch in &case.touches {
        let (id, section) = (touch.id.as_str(), format!("touch.{}", quoted(&touch.id)));
        streams.push((Stream::AcceptRate(id), format!("{section}.accept_rate")));
        streams.push((Stream::ReplyRate(id), format!("{section}.{REPLY_RATE}")));
        streams.push((Stream::TouchAcceptLift(id), format!("{section}.accept_lift")));
        streams.push((Stream::TouchReplyLift(id), format!("{section}.reply_lift")));
    }
    for segment in &case.segments {
        let (id, section) = (segment.id.as_str(), format!("segment.{}", quoted(&segment.id)));
        streams.push((Stream::OpenProfileShare(id), format!("{section}.open_profile")));
        streams.push((Stream::SegmentAcceptLift(id), format!("{section}.accept_lift")));
        streams.push((Stream::SegmentReplyLift(id), format!("{section}.reply_lift")));
    }
    streams.push((Stream::RestrictionChance, "pacing.restriction.chance".into()));
    streams
}

/// An id as a part of a dotted path.
fn quoted(id: &str) -> String {
    let is_bare = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { id.to_owned() } else { format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\"")) }
}
