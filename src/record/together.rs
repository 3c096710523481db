//! The touches of a record, those together whose answers cannot be told apart: laid out by touch, segment and half.

use rustc_hash::FxHashMap;

use crate::domain::touch::Channel;

use super::channel::channel;
use super::contact::{Awaited, Contact, End};
use super::evidence::Evidence;
use super::fate::is_undated;
use super::fit::{Fit, Possible};
use super::kaplan_meier::{Step, estimate};
use super::linked::{Group, add, chains, groups};
use super::misfit::Seen;
use super::parts::Cells;

/// Delays by which shared answers are shared out where the record is shown without a fit.
const REPRESENTATIVES: usize = 4;

/// Times that stand for all at which an answer without a date may have come.
const SPREAD: usize = 8;

/// All that went out of a touch.
pub(super) struct Sent<'c> {
    pub(super) touch: &'c str,
    pub(super) contacts: Vec<&'c Contact>,
    pub(super) channel: Channel,
    pub(super) awaited: Awaited,
}

/// Touches that are fitted together.
pub(super) struct Together {
    /// Their places.
    pub(super) touches: Vec<usize>,
    /// The number of segments of each.
    segments: Vec<usize>,
    /// What is known of each cell: a half of a segment of a touch.
    evidence: Evidence,
}

impl<'c> Sent<'c> {
    pub(super) fn new((touch, contacts): (&'c str, Vec<&'c Contact>)) -> Sent<'c> {
        let channel = channel(touch, &contacts);
        let awaited = if channel == Channel::Connect { Awaited::Acceptance } else { Awaited::Reply };
        Sent { touch, contacts, channel, awaited }
    }
}

/// Contacts by one of their texts, in the order in which these first occur.
pub(super) fn grouped<'c>(contacts: &[&'c Contact], by: fn(&Contact) -> &String) -> Vec<(&'c str, Vec<&'c Contact>)> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut groups: Vec<(&str, Vec<&Contact>)> = Vec::new();
    for &contact in contacts {
        let text = by(contact).as_str();
        let place = *places.entry(text).or_insert_with(|| {
            groups.push((text, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(contact);
    }
    groups
}

/// Calls `each` with the times at which so many answers without a date come as fitted, between these days, and their numbers.
fn spread(possible: &Possible, (after, within): (f64, f64), count: f64, mut each: impl FnMut(f64, f64)) {
    let [from, to] = [after, within].map(|day| possible.delay.cdf(day));
    for place in 0..SPREAD {
        let share = from + (to - from) * (place as f64 + 0.5) / SPREAD as f64;
        each(possible.delay.quantile(share).clamp(after, within), count / SPREAD as f64);
    }
}

/// Where a contact stands: its touch, its segment, and whether it is of the half that went out last.
#[derive(Clone, Copy)]
struct Seat {
    touch: usize,
    segment: usize,
    is_late: bool,
}

/// The seats of contacts in the order in which they went out, and the number of segments of each touch.
fn seats<'c>(known: &[&'c Contact], touches: &[Sent]) -> (Vec<Seat>, Vec<usize>) {
    let places: FxHashMap<&str, usize> = touches.iter().map(|sent| sent.touch).zip(0..).collect();
    let mut segments: Vec<FxHashMap<&'c str, usize>> = vec![FxHashMap::default(); touches.len()];
    let mut sent = vec![0; touches.len()];
    let seat = |contact: &&'c Contact| {
        let touch = places[contact.touch.as_str()];
        let next = segments[touch].len();
        let segment = *segments[touch].entry(contact.segment.as_str()).or_insert(next);
        sent[touch] += 1;
        Seat { touch, segment, is_late: sent[touch] > touches[touch].contacts.len() / 2 }
    };
    let seats = known.iter().map(seat).collect();
    (seats, segments.iter().map(FxHashMap::len).collect())
}

/// Lays out contacts that are in the order in which they went out.
pub(super) fn together(known: &[&Contact], touches: &[Sent], end: End) -> Vec<Together> {
    let (seats, segments) = seats(known, touches);
    let of = |place: usize| &touches[seats[place].touch];
    let chains = chains(known, |place| of(place).awaited, |place| (of(place).awaited, of(place).channel));
    let touch: Vec<usize> = seats.iter().map(|seat| seat.touch).collect();
    let groups = groups(&chains, touches.len(), &touch);
    let mut group_of = vec![0; touches.len()];
    let laid_out = groups.into_iter().enumerate().map(|(number, Group(touches))| {
        touches.iter().for_each(|&touch| group_of[touch] = number);
        let segments: Vec<usize> = touches.iter().map(|&touch| segments[touch]).collect();
        let evidence = Evidence::of_groups(2 * segments.iter().sum::<usize>());
        Together { touches, segments, evidence }
    });
    let mut laid_out: Vec<Together> = laid_out.collect();
    let cell = |seat: &Seat| {
        let group = &laid_out[group_of[seat.touch]];
        let place = group.touches.partition_point(|&touch| touch < seat.touch);
        group.first_cell(place) + 2 * seat.segment + usize::from(seat.is_late)
    };
    let cells: Vec<usize> = seats.iter().map(cell).collect();
    let ends: Vec<End> = laid_out.iter().map(|group| group.end(touches, end)).collect();
    for chain in chains.iter() {
        let (of, group) = (of(chain[0]), group_of[touch[chain[0]]]);
        add(&mut laid_out[group].evidence, chain, known, &cells, (of.awaited, ends[group]));
    }
    laid_out
}

impl Together {
    /// The end of the record for the answers of all of them.
    fn end(&self, touches: &[Sent], end: End) -> End {
        let contacts = self.touches.iter().flat_map(|&touch| &touches[touch].contacts);
        end.for_answers(contacts.copied(), touches[self.touches[0]].awaited)
    }

    /// The first cell of a touch.
    fn first_cell(&self, place: usize) -> usize {
        2 * self.segments[..place].iter().sum::<usize>()
    }

    /// The touch of each cell, by its place among these.
    fn touch_of_cells(&self) -> Vec<usize> {
        let cells = |(place, segments): (usize, &usize)| std::iter::repeat_n(place, 2 * segments);
        self.segments.iter().enumerate().flat_map(cells).collect()
    }

    /// What is known of each touch.
    pub(super) fn by_touch(&self) -> Evidence {
        let touch = self.touch_of_cells();
        self.evidence.grouped(self.touches.len(), |cell| touch[cell])
    }

    /// What is known of each cell.
    pub(super) fn cells(&self) -> Cells<'_> {
        Cells { evidence: &self.evidence, touch: self.touch_of_cells() }
    }

    /// The cells of each segment of a touch.
    pub(super) fn segments(&self, place: usize) -> Vec<Vec<usize>> {
        let first = self.first_cell(place);
        (0..self.segments[place]).map(|segment| vec![first + 2 * segment, first + 2 * segment + 1]).collect()
    }

    /// The cells of the halves of a touch.
    pub(super) fn halves(&self, place: usize) -> Vec<Vec<usize>> {
        let first = self.first_cell(place);
        [0, 1].map(|half| (0..self.segments[place]).map(|segment| first + 2 * segment + half).collect()).into()
    }

    /// What was seen of a touch. An answer that may be one to other touches, too, is shared out as fitted.
    pub(super) fn seen(&self, place: usize, fit: &Fit) -> Seen {
        let evidence = self.by_touch();
        let fates = &evidence.alone()[place];
        let mut seen = Seen {
            replied: fates.dated().map(|(after, within, count)| (after, within, count as f64)).collect(),
            undated: fates.sometime().map(|(within, count)| (0.0, within, count as f64)).collect(),
            silent: fates.silent().map(|(days, count)| (days, count as f64)).collect(),
        };
        let delays = fit.representatives(REPRESENTATIVES);
        for possible in &delays {
            let rate = |touch: usize| possible.rates[touch].mean;
            evidence.share_out(&possible.delay, rate, |(touch, after, within), chance, count| {
                if touch == place {
                    let (after, within) = (f64::from_bits(after), f64::from_bits(within));
                    let count = count / delays.len() as f64;
                    let is_undated = is_undated(after, within);
                    let replied = if is_undated { &mut seen.undated } else { &mut seen.replied };
                    replied.push((after, within, count * chance));
                    seen.silent.push((after, count * (1.0 - chance)));
                }
            });
        }
        seen
    }
}

/// The share of a touch that has drawn an answer by each day, without any assumption about the delay but where an answer
/// may be one to other touches, too, or has no date: that is shared out as fitted. None where no answer has a date.
pub(super) fn steps(Seen { replied, undated, silent }: Seen, fit: &Fit) -> Vec<Step> {
    if replied.is_empty() {
        return Vec::new();
    }
    // A time within a day or hour is told at its end, as those with a date are.
    let mut ends: Vec<f64> = replied.iter().map(|(_, within, _)| *within).collect();
    ends.sort_by(f64::total_cmp);
    let end = |day: f64| ends.get(ends.partition_point(|&end| end < day)).copied().unwrap_or(day);
    let mut came: Vec<(f64, f64)> = replied.iter().map(|&(_, within, count)| (within, count)).collect();
    let delays = fit.representatives(REPRESENTATIVES);
    for possible in &delays {
        for &(after, within, count) in &undated {
            let count = count / delays.len() as f64;
            spread(possible, (after, within), count, |day, count| came.push((end(day), count)));
        }
    }
    estimate(came, silent)
}
