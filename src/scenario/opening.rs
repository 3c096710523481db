//! Reads what the account brings along.

use super::document::reader::Section;
use super::problem::CampaignProblem;
use super::touches::Touches;
use crate::domain::case::{Opening, OpeningLot, Pending};
use crate::domain::delay::Delay;
use crate::domain::touch::{REPLY_DELAY, REPLY_RATE, Reply};

/// Reads `[opening]`.
pub(super) fn opening(file: &Section<'_>, touches: &Touches<'_>) -> Option<Opening> {
    let section = file.section("opening")?;
    section.at_most_one(&["credits", "lots"]);
    let credits = section.field("credits").and_then(|field| field.small());
    let credits = credits.map(|credits| OpeningLot { credits, lapses_in_days: None });
    let lots: Vec<Option<OpeningLot>> = section.items("lots").iter().map(lot).collect();
    let pending: Vec<Option<Pending>> =
        section.items("pending").iter().map(|section| pending(section, touches)).collect();
    let lots = lots.into_iter().chain([credits]).collect::<Option<Vec<_>>>();
    Some(Opening {
        // A lot without a credit is none.
        lots: lots?.into_iter().filter(|lot| lot.credits > 0).collect(),
        pending: pending.into_iter().collect::<Option<_>>()?,
    })
}

fn lot(section: &Section<'_>) -> Option<OpeningLot> {
    let credits = section.field("credits").and_then(|field| field.small());
    let lapses_in_days = section.field("lapses_in_days").and_then(|field| field.small());
    Some(OpeningLot { credits: credits?, lapses_in_days })
}

fn pending(section: &Section<'_>, touches: &Touches<'_>) -> Option<Pending> {
    let count = section.field("count").and_then(|field| field.small());
    let sent_days_ago = section.field("sent_days_ago").and_then(|field| field.small());
    let field = section.field("touch")?;
    let named = touches.named(&field)?;
    if let Some(channel) = named.channel.filter(|channel| !channel.may_be_pending()) {
        let problem = CampaignProblem::PendingChannel { touch: named.id.to_owned(), channel: channel.name() };
        let places =
            [(field.mark(), "the touch is named here"), (named.place_of("channel"), "the channel is stated here")];
        field.ctx.blame(problem, &places);
        return None;
    }
    let sent_days_ago = sent_days_ago?;
    if let Some(reply) = named.touch.and_then(|touch| touch.reply())
        && touches.reply_rate(named.place).is_some_and(|rate| rate.as_fixed() == Some(1.0))
        && has_surely_landed(reply, sent_days_ago)
    {
        let problem = CampaignProblem::NeverSilent { touch: named.id.to_owned(), days: sent_days_ago.into() };
        let days = section.entry("sent_days_ago").map_or(section.mark, |entry| entry.node.mark);
        let places = [
            (field.mark(), "the touch is named here"),
            (days, "the days are stated here"),
            (named.place_of(REPLY_RATE), "the rate is stated here"),
            (named.place_of(REPLY_DELAY), "the delay is stated here"),
        ];
        field.ctx.blame(problem, &places);
        return None;
    }
    Some(Pending { touch: named.place, sent_days_ago, count: count? })
}

/// Have all replies landed before the end of the day before day 0? They do on whole days, one at least after the touch.
fn has_surely_landed(reply: &Reply, sent_days_ago: u32) -> bool {
    let landed = |delay: &Delay| sent_days_ago > 1 && delay.cdf(f64::from(sent_days_ago - 1)) >= 1.0;
    // Of several delays each is that of some trials.
    reply.delay.laws().iter().any(landed)
}
