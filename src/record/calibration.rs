//! The rates and delays of a record, by touch and by segment.
//!
//! All segments of a touch share its delay. Their rates are drawn towards that of the touch: the more, the fewer messages
//! they have and the less they differ.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::distribution::Distribution;
use crate::domain::touch::Channel;

use super::beta::BetaRate;
use super::contact::{Awaited, Came, Contact, End};
use super::dating::Dating;
use super::drift::drift;
use super::fate::Fates;
use super::fit::Fit;
use super::kaplan_meier::Step;
use super::misfit::Misfit;
use super::moment::Moment;
use super::pooling;
use super::to_come::ToCome;
use super::together::{Sent, Together, grouped, steps, together};

/// A message is open as long as a reply to it would bring a credit back \[days\].
pub const OPEN_DAYS: u32 = 90;

/// The touch of an archive that goes to those who did not answer an InMail.
pub const FOLLOW_UP: &str = "follow-up";

/// With fewer replies than this a rate is hardly known.
const THIN: u64 = 10;

/// The halves of a record must be this many standard deviations apart for a change to be remarked on, as those of 1 % of
/// steady records are.
const DRIFT: f64 = 2.576;

/// A segment that stands out is remarked on if it was drawn towards the others by more than this part of its rate, and no more
/// of them than so many.
const DRAWN: f64 = 0.1;
const MOST_STANDING_OUT: usize = 3;

/// A record, calibrated.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The last day of the record.
    pub as_of: Date,
    /// The touches, in the order in which they first went out.
    pub touches: Vec<TouchRecord>,
}

/// The calibration of a touch.
#[derive(Debug, Clone, PartialEq)]
pub struct TouchRecord {
    /// Its id.
    pub touch: String,
    /// Its channel, by its name or by what came of it.
    pub channel: Channel,
    /// The event that is waited for: of an invitation its acceptance, of all else a reply.
    pub awaited: Awaited,
    /// All segments together.
    pub all: Part,
    /// Its segments, in the order in which they first occur; none where it has fewer than two.
    pub segments: Vec<Part>,
    /// Rate and delay of all.
    pub fit: Fit,
    /// How its answers are dated.
    pub dating: Dating,
    /// The answers to come from all that is open.
    pub to_come: ToCome,
    /// The share of all that has replied by each day, without any assumption about the delay.
    pub steps: Vec<Step>,
    /// The usual wait before it, where it mostly follows another touch \[days\].
    pub wait: Option<u32>,
    /// Remarks for its reader.
    pub remarks: Vec<Remark>,
}

/// The rate of a touch, or of a segment of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The segment; empty for all.
    pub segment: String,
    /// The fate of each message.
    pub fates: Fates,
    /// The rate.
    pub rate: BetaRate,
    /// Its correlation with the place of the delay among [`Fit::laws`].
    pub correlation: f64,
    /// The number of those that went out less than [`OPEN_DAYS`] ago, are silent, and have not been followed up.
    pub open: u64,
    /// Those of them that a campaign can begin with, on the day after the record's last: their number by the days since
    /// they went out.
    pub pending: BTreeMap<u32, u32>,
}

/// A remark for the reader of a calibration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Remark {
    /// There are hardly any replies.
    Thin {
        /// Their number.
        replies: u64,
    },
    /// The rate has changed.
    Drift {
        /// The rate of the first half.
        before: f64,
        /// The rate of the second.
        after: f64,
        /// The day on which the second begins.
        from: Date,
    },
    /// A segment that stands out from the others was drawn towards them.
    StandsOut {
        /// Its place.
        segment: usize,
        /// The mean of its rate by itself.
        alone: f64,
        /// The mean of what it was drawn to.
        rate: f64,
    },
    /// The delay does not fit the record.
    Misfit(Misfit),
}

impl TouchRecord {
    /// Has it drawn answers, of which none has a date?
    pub fn is_undated(&self) -> bool {
        self.dating.undated > 0 && self.dating.undated == self.all.fates.replies()
    }

    /// The number of answers that came too late to bring a credit back.
    pub fn late(&self) -> u64 {
        let is_late = |(after, _, _): &(f64, f64, u64)| *after >= f64::from(OPEN_DAYS);
        self.all.fates.dated().filter(is_late).map(|(_, _, count)| count).sum()
    }

    /// Does it go out to those who did not answer another touch?
    pub fn follows(&self) -> bool {
        self.wait.is_some() || self.touch == FOLLOW_UP
    }
}

impl Part {
    /// The share that has replied so far.
    pub fn naive_rate(&self) -> f64 {
        self.fates.replies() as f64 / self.fates.sent() as f64
    }
}

/// Calibrates a record as of a day. Whatever happened later is left out.
pub fn calibrate(contacts: &[Contact], as_of: Date, prior: BetaRate) -> Calibration {
    let mut known: Vec<&Contact> = contacts.iter().filter(|contact| contact.sent.date <= as_of).collect();
    known.sort_by_key(|contact| contact.sent);
    let end = End::at(contacts, as_of);
    let touches: Vec<Sent> = grouped(&known, |contact| &contact.touch).into_iter().map(Sent::new).collect();
    let records = together(&known, &touches, end).into_iter().filter_map(|group| {
        let fits = Fit::joint(&group.by_touch(), prior)?.into_iter().enumerate();
        let record =
            |(place, fit)| (group.touches[place], touch_record(&touches, &group, place, fit, as_of, end, prior));
        Some(fits.map(record).collect::<Vec<_>>())
    });
    let mut records: Vec<(usize, TouchRecord)> = records.flatten().collect();
    records.sort_by_key(|(touch, _)| *touch);
    Calibration { as_of, touches: records.into_iter().map(|(_, record)| record).collect() }
}

fn touch_record(
    touches: &[Sent],
    group: &Together,
    place: usize,
    fit: Fit,
    as_of: Date,
    end: End,
    prior: BetaRate,
) -> TouchRecord {
    let Sent { touch, contacts, channel, awaited, .. } = &touches[group.touches[place]];
    let end = end.for_answers(contacts.iter().copied(), *awaited);
    let fates = |contacts: &[&Contact]| contacts.iter().filter_map(|contact| contact.fate(*awaited, end)).collect();
    let part = |segment: &str, contacts: &[&Contact], (rate, correlation): (BetaRate, f64)| {
        let open: Vec<(u32, &Contact)> =
            contacts.iter().filter_map(|contact| Some((open_days(contact, *awaited, as_of)?, *contact))).collect();
        let mut pending = BTreeMap::new();
        for (days, _) in open.iter().filter(|(_, contact)| is_pending(contact, *channel)) {
            *pending.entry(*days).or_default() += 1;
        }
        let (segment, open) = (segment.to_owned(), open.len() as u64);
        Part { segment, fates: fates(contacts), rate, correlation, open, pending }
    };
    let (cells, all) = (group.cells(), part("", contacts, (fit.rate, fit.correlation())));
    let by_segment = grouped(contacts, |contact| &contact.segment);
    let mut segments = Vec::new();
    if by_segment.len() > 1 {
        let rates = pooling::rates(&cells, &group.segments(place), &fit, prior);
        let parts = by_segment.iter().zip(rates);
        segments =
            parts.map(|((name, contacts), rate)| part(name, contacts, rate.unwrap_or((all.rate, 0.0)))).collect();
    }
    let alone = cells.rates(&group.segments(place), &fit, prior).filter(|_| !segments.is_empty());
    let standing_out = standing_out(&segments, &alone.unwrap_or_default(), all.rate.mean());
    let seen = group.seen(place, &fit);
    let misfit = seen.misfit(&fit);
    let steps = steps(seen, &fit);
    let to_come = fit.to_come(&group.by_touch().alone()[place]);
    let halves = contacts.split_at(contacts.len() / 2);
    let from = halves.1.first().map_or(as_of, |contact| contact.sent.date);
    let rates = || cells.rates(&group.halves(place), &fit, BetaRate::JEFFREYS);
    let mut remarks = remarks([&fates(halves.0), &fates(halves.1)], from, rates);
    remarks.extend(misfit.map(Remark::Misfit));
    remarks.extend(standing_out);
    let wait = wait(contacts);
    let dating = Dating::of(contacts, *awaited, as_of);
    let (touch, channel, awaited) = ((*touch).to_owned(), *channel, *awaited);
    TouchRecord { touch, channel, awaited, dating, all, segments, fit, to_come, steps, wait, remarks }
}

/// The days from when a contact went out to the day after the record's last, if it is open.
fn open_days(contact: &Contact, awaited: Awaited, as_of: Date) -> Option<u32> {
    let by_then = |moment: Option<Moment>| moment.is_some_and(|moment| moment.date <= as_of);
    let is_answered = contact.came(awaited) == Some(Came::Sometime) || by_then(contact.awaited(awaited));
    if is_answered || by_then(contact.followed) {
        return None;
    }
    let days = u32::try_from((as_of - contact.sent.date).get_days() + 1).ok()?;
    (1..=OPEN_DAYS).contains(&days).then_some(days)
}

/// Can a campaign begin with it? With an invitation it cannot, nor with an InMail that cost no credit.
fn is_pending(contact: &Contact, channel: Channel) -> bool {
    channel != Channel::Connect && !(channel == Channel::InMail && contact.credit == Some(false))
}

/// The median of the days since the touch before it, if most have one \[days\].
fn wait(contacts: &[&Contact]) -> Option<u32> {
    let after = |contact: &&Contact| contact.after.map(|before| contact.sent.days_since(before));
    let mut days: Vec<f64> = contacts.iter().filter_map(after).collect();
    if 2 * days.len() <= contacts.len() {
        return None;
    }
    let middle = days.len() / 2;
    let (_, median, _) = days.select_nth_unstable_by(middle, f64::total_cmp);
    Some((median.round() as u32).max(1))
}

/// Remarks on the segments that stand out most from the rate of all, by their rates by themselves.
fn standing_out(segments: &[Part], alone: &[BetaRate], all: f64) -> Vec<Remark> {
    let places = segments.iter().zip(alone).enumerate().filter_map(|(segment, (part, alone))| {
        let law = Distribution::beta(alone.alpha, alone.beta).ok()?;
        let stands_out = all < law.quantile(0.05) || all > law.quantile(0.95);
        let (alone, rate) = (alone.mean(), part.rate.mean());
        let is_drawn = (rate - alone).abs() > DRAWN * alone;
        (stands_out && is_drawn).then_some(((alone - rate).abs(), Remark::StandsOut { segment, alone, rate }))
    });
    let mut places: Vec<(f64, Remark)> = places.collect();
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    places.into_iter().take(MOST_STANDING_OUT).map(|(_, remark)| remark).collect()
}

/// Remarks on the rate of a record, with the fates of its two halves, the day on which the second begins, and their rates.
fn remarks([first, second]: [&Fates; 2], from: Date, rates: impl Fn() -> Option<Vec<BetaRate>>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let replies = first.replies() + second.replies();
    if replies < THIN {
        remarks.push(Remark::Thin { replies });
        return remarks;
    }
    // Where answers have no date there is no day by which they can be compared.
    let undated = first.undated() + second.undated();
    let is_changed = || drift(first, second).is_some_and(|surplus| surplus.abs() > DRIFT);
    let apart = |rates: &[BetaRate]| {
        let error = (rates[0].variance() + rates[1].variance()).sqrt();
        (rates[1].mean() - rates[0].mean()).abs() > DRIFT * error
    };
    if (undated > 0 || is_changed())
        && let Some(rates) = rates()
        && (undated == 0 || apart(&rates))
    {
        remarks.push(Remark::Drift { before: rates[0].mean(), after: rates[1].mean(), from });
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::contact::Undated;
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn contact(segment: &str, sent: Date, reply_after: Option<i64>) -> Contact {
        let at = |date| Moment { date, time: None };
        Contact {
            touch: "inmail".into(),
            segment: segment.into(),
            person: None,
            sent: at(sent),
            replied: reply_after.map(|days| at(sent + days.days())),
            accepted: None,
            after: None,
            followed: None,
            undated: Undated::default(),
            credit: None,
        }
    }

    /// Messages of which the first of `every` is answered the next day.
    fn contacts(segment: &str, number: usize, every: usize) -> Vec<Contact> {
        let sent = |place: usize| date(2026, 1, 1) + ((place % 50) as i64).days();
        (0..number).map(|place| contact(segment, sent(place), (place % every == 0).then_some(1))).collect()
    }

    fn calibrated(contacts: &[Contact]) -> TouchRecord {
        calibrate(contacts, date(2026, 12, 1), BetaRate::JEFFREYS).touches.remove(0)
    }

    #[test]
    fn small_segments_are_drawn_towards_all_and_large_ones_are_not() {
        let mut all = contacts("large", 1_000, 5);
        all.extend(contacts("other", 1_000, 10));
        all.extend(contacts("small", 6, 2));
        let touch = calibrated(&all);
        let rate = |place: usize| touch.segments[place].rate.mean();
        assert_eq!(
            touch.segments.iter().map(|part| part.segment.as_str()).collect::<Vec<_>>(),
            ["large", "other", "small"]
        );
        assert!((rate(0) - 0.2).abs() < 0.01 && (rate(1) - 0.1).abs() < 0.01, "{} {}", rate(0), rate(1));
        assert!(rate(2) > 0.15 && rate(2) < 0.4, "{}", rate(2));
    }

    #[test]
    fn segments_that_do_not_differ_have_the_rate_of_all() {
        let all: Vec<Contact> =
            ["a", "b", "c", "d"].into_iter().flat_map(|segment| contacts(segment, 100, 5)).collect();
        let touch = calibrated(&all);
        for part in &touch.segments {
            assert!((part.rate.mean() - 0.2).abs() < 0.003, "{part:?}");
            assert!(part.rate.variance() > touch.all.rate.variance(), "each is known no better than all: {part:?}");
        }
    }

    #[test]
    fn what_is_open_is_pending_by_the_days_since_it_went_out() {
        let sent = date(2026, 3, 1);
        let all = [contact("", sent, None), contact("", sent, Some(3)), contact("", sent + 8.days(), None)];
        let pending = |as_of| calibrate(&all, as_of, BetaRate::JEFFREYS).touches.remove(0).all.pending;
        assert_eq!(pending(date(2026, 3, 2)), BTreeMap::from([(2, 2)]));
        assert_eq!(pending(date(2026, 3, 9)), BTreeMap::from([(1, 1), (9, 1)]));
        assert_eq!(pending(date(2026, 6, 6)), BTreeMap::from([(90, 1)]));
        assert!(pending(date(2026, 6, 7)).is_empty());
    }

    #[test]
    fn the_wait_before_a_touch_is_the_median_if_it_mostly_follows_another() {
        let at = |day| Moment { date: date(2026, 3, day), time: None };
        let after = |before: Option<i8>| Contact { after: before.map(at), ..contact("", date(2026, 3, 20), None) };
        let waits = |before: &[Option<i8>]| {
            let contacts: Vec<Contact> = before.iter().map(|&before| after(before)).collect();
            let touch = calibrated(&contacts);
            assert_eq!(touch.follows(), touch.wait.is_some());
            touch.wait
        };
        assert_eq!(waits(&[Some(13), Some(12), Some(1)]), Some(8));
        assert_eq!(waits(&[Some(20), Some(20), None]), Some(1), "on the same day is the next");
        assert_eq!((waits(&[Some(13), None]), waits(&[None])), (None, None));
    }

    #[test]
    fn thin_and_changing_records_are_remarked_on_and_steady_ones_are_not() {
        assert_eq!(calibrated(&contacts("", 200, 5)).remarks, []);
        assert_eq!(calibrated(&contacts("", 40, 8)).remarks, [Remark::Thin { replies: 5 }]);
        let mut changing = contacts("", 200, 3);
        changing.extend(contacts("", 200, 20).into_iter().map(|contact| {
            let later = |moment: Moment| Moment { date: moment.date + 60.days(), ..moment };
            Contact { sent: later(contact.sent), replied: contact.replied.map(later), ..contact }
        }));
        let remarks = calibrated(&changing).remarks;
        let [Remark::Drift { before, after, from }] = remarks[..] else { panic!("{remarks:?}") };
        assert!(before > 0.3 && after < 0.1 && from == date(2026, 3, 2), "{before} {after} {from}");
    }
}
