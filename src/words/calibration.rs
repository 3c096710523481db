//! A record in words.

use crate::domain::distribution::Distribution;
use crate::domain::touch::Channel;
use crate::figures::number::{percent, whole};
use crate::record::calibration::{Calibration, TouchRecord};

/// No more touches than this are told in the finding.
const TOLD: usize = 3;

/// The rates of the touches that went out most often, in a sentence each.
pub fn finding(calibration: &Calibration) -> Vec<String> {
    let mut touches: Vec<&TouchRecord> = calibration.touches.iter().collect();
    touches.sort_by_key(|touch| std::cmp::Reverse(touch.all.fates.sent()));
    touches.into_iter().take(TOLD).map(rate).collect()
}

fn rate(touch: &TouchRecord) -> String {
    let of = touch.all.rate;
    let what = if touch.channel == Channel::Connect { "accepted" } else { "answered" };
    let end = |law: &Distribution, u| percent(law.quantile(u));
    let between = Distribution::beta(of.alpha, of.beta)
        .map(|law| format!(" (90 % sure: {} to {})", end(&law, 0.05), end(&law, 0.95)));
    let (rate, sent) = (percent(of.mean()), whole(touch.all.fates.sent()));
    format!("{}: {rate} will be {what}{}; {sent} went out.", touch.touch, between.unwrap_or_default())
}
