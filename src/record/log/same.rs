//! Touches that stand in two places and are one: the later source knows more.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::record::channel;
use crate::record::contact::{Came, Reason};
use crate::record::excess::Leaving;
use crate::record::moment::Moment;

use super::entry::{Entry, better};
use super::{FileRead, Note};

/// Calls touches by one name whose names differ in nothing but case, blanks and hyphens, or are the same in two languages: that
/// of the channel if one of them has it, or the first. Notes which languages were made one.
pub(super) fn name_alike(touches: &mut [Entry]) -> Option<Note> {
    let mut names: FxHashMap<String, String> = FxHashMap::default();
    let mut seen: FxHashMap<String, String> = FxHashMap::default();
    for touch in &*touches {
        if seen.contains_key(&touch.touch) {
            continue;
        }
        let is_sign = |c: &char| !c.is_whitespace() && !['-', '_'].contains(c);
        let plain: String = touch.touch.chars().filter(is_sign).flat_map(char::to_lowercase).collect();
        seen.insert(touch.touch.clone(), plain.clone());
        let is_channel = channel::named(&touch.touch).is_some_and(|channel| channel.name() == touch.touch);
        if is_channel || !names.contains_key(&plain) {
            names.insert(plain, touch.touch.clone());
        }
    }
    let pairs = translated(touches, &seen, &mut names);
    if names.len() == seen.len() && pairs.is_empty() {
        return None;
    }
    for touch in touches.iter_mut().filter(|touch| !touch.touch.is_empty()) {
        touch.touch.clone_from(&names[&seen[&touch.touch]]);
    }
    (!pairs.is_empty()).then_some(Note::Translated(pairs))
}

/// Gives names that are the same in two languages the one that occurs first, unless somebody had touches of both, which are two
/// then. Returns the pairs. `seen` has how each is spelled, `names` what is meant by that.
fn translated(
    touches: &[Entry],
    seen: &FxHashMap<String, String>,
    names: &mut FxHashMap<String, String>,
) -> Vec<[String; 2]> {
    let mut meant: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (plain, name) in &*names {
        if let Some(meaning) = channel::meaning(name) {
            meant.entry(meaning).or_default().push(plain);
        }
    }
    meant.retain(|_, spelled| spelled.len() > 1);
    if meant.is_empty() {
        return Vec::new();
    }
    let first = |plain: &str| touches.iter().position(|touch| seen[&touch.touch] == plain);
    let had = |plain: &str| -> FxHashSet<&str> {
        let of_it = touches.iter().filter(|touch| !touch.who.is_empty() && seen[&touch.touch] == plain);
        of_it.map(|touch| &*touch.who).collect()
    };
    let mut pairs = Vec::new();
    for mut spelled in meant.into_values() {
        let is_channel = |plain: &str| channel::named(&names[plain]).is_some_and(|of| of.name() == names[plain]);
        spelled.sort_by_key(|plain| (!is_channel(plain), first(plain)));
        let people: Vec<FxHashSet<&str>> = spelled.iter().map(|plain| had(plain)).collect();
        for other in 1..spelled.len() {
            if people[..other].iter().all(|before| before.is_disjoint(&people[other])) {
                pairs.push([spelled[other].to_owned(), spelled[0].to_owned()]);
            }
        }
    }
    for pair in &mut pairs {
        let kept = names[&pair[1]].clone();
        let other = names.insert(std::mem::take(&mut pair[0]), kept.clone());
        *pair = [other.unwrap_or_default(), kept];
    }
    pairs
}

/// Takes a touch to the same person at the same moment for one and the same.
pub(super) fn once(touches: Vec<Entry>, left_out: &mut Leaving<(u32, u64)>) -> Vec<Entry> {
    if touches.iter().all(|touch| touch.at.0 == touches[0].at.0 && !touch.is_person && !touch.is_event) {
        return touches;
    }
    let mut places: FxHashMap<(&str, jiff::civil::Date, &str), Vec<usize>> = FxHashMap::default();
    // Of each other file one touch at most is the same: two of a day are two, although a third file knows the day alone.
    let mut taken: FxHashSet<(usize, u32)> = FxHashSet::default();
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (place, touch) in touches.iter().enumerate().filter(|(_, touch)| !touch.who.is_empty()) {
        let Some(sent) = touch.sent else { continue };
        let kept = places.entry((&touch.who, sent.date, &touch.touch)).or_default();
        let file = touch.at.0;
        let is_same = |&kept: &usize| {
            touches[kept].sent == Some(sent) && (touch.is_person || touch.is_event || touches[kept].at.0 != file)
        };
        let may_be = |&kept: &usize| {
            let is_free = touches[kept].at.0 != file && !taken.contains(&(kept, file));
            is_free && touches[kept].sent.is_some_and(|before| is_coarser(before, sent))
        };
        match kept.iter().copied().find(is_same).or_else(|| kept.iter().copied().find(may_be)) {
            Some(kept) => {
                taken.insert((kept, file));
                same.push((place, kept));
            }
            None => kept.push(place),
        }
    }
    if same.is_empty() {
        return touches;
    }
    let mut touches: Vec<Option<Entry>> = touches.into_iter().map(Some).collect();
    same.into_iter().for_each(|(from, to)| merge_into(&mut touches, from, to, left_out));
    touches.into_iter().flatten().collect()
}

/// Is one of two moments of a day the other one as a coarser source has it, without the time or without the seconds?
fn is_coarser(one: Moment, other: Moment) -> bool {
    let Some((one, other)) = one.time.zip(other.time) else { return true };
    let to_the_minute = |time: jiff::civil::Time| (time.hour(), time.minute());
    to_the_minute(one) == to_the_minute(other) && (one.second() == 0 || other.second() == 0)
}

/// Takes one of two for the other.
fn merge_into(touches: &mut [Option<Entry>], from: usize, to: usize, left_out: &mut Leaving<(u32, u64)>) {
    let Some(same) = touches[from].take() else { return };
    left_out.add(same.at, Reason::Double);
    if let Some(kept) = &mut touches[to] {
        merge(kept, same);
    }
}

fn merge(earlier: &mut Entry, later: Entry) {
    // The finer of two moments says more.
    let detail = |sent: Option<Moment>| sent.and_then(|sent| sent.time).map(|time| time.second() != 0);
    if detail(later.sent) > detail(earlier.sent) {
        earlier.sent = later.sent;
    }
    earlier.replied = better(earlier.replied, later.replied);
    earlier.accepted = better(earlier.accepted, later.accepted);
    earlier.credit = later.credit.or(earlier.credit);
    if earlier.segment.is_empty() {
        earlier.segment = later.segment;
    }
}

/// What a touch is where nobody is named.
type Plain = (Moment, String, String);

/// Takes a file in which nobody is named for part of another one if it holds nothing else than that does.
pub(super) fn once_without_people(
    touches: Vec<Entry>,
    left_out: &mut Leaving<(u32, u64)>,
    notes: &mut Vec<Note>,
    files: &[FileRead],
) -> Vec<Entry> {
    let mut of_nobody = touches.iter().filter(|touch| touch.who.is_empty()).map(|touch| touch.at.0);
    let first = of_nobody.next();
    if of_nobody.all(|file| Some(file) == first) {
        return touches;
    }
    let mut of_files: BTreeMap<u32, BTreeMap<Plain, Vec<usize>>> = BTreeMap::new();
    for (place, touch) in touches.iter().enumerate().filter(|(_, touch)| touch.who.is_empty()) {
        let Some(sent) = touch.sent else { continue };
        let key = (sent, touch.touch.clone(), touch.segment.clone());
        of_files.entry(touch.at.0).or_default().entry(key).or_default().push(place);
    }
    let mut touches: Vec<Option<Entry>> = touches.into_iter().map(Some).collect();
    let numbers: Vec<u32> = of_files.keys().copied().collect();
    for (rank, &later) in numbers.iter().enumerate() {
        for &earlier in &numbers[..rank] {
            let (one, other) = (&of_files[&earlier], &of_files[&later]);
            let shared = |few: &BTreeMap<Plain, Vec<usize>>, many: &BTreeMap<Plain, Vec<usize>>| {
                few.iter().map(|(key, rows)| rows.len().min(many.get(key).map_or(0, Vec::len))).sum::<usize>()
            };
            let (in_one, in_other) =
                (one.values().map(Vec::len).sum::<usize>(), other.values().map(Vec::len).sum::<usize>());
            let both = shared(one, other);
            let (small, large) = if in_one <= in_other { (one, other) } else { (other, one) };
            let matched = (both == in_one.min(in_other)).then(|| matched(&touches, small, large)).flatten();
            match matched {
                Some(pairs) => {
                    pairs.into_iter().for_each(|(from, to)| merge_into(&mut touches, from, to, left_out));
                    break;
                }
                None if 2 * both >= in_one.min(in_other) && both > 0 => {
                    notes.push(Note::Alike(files[later as usize].name.clone(), both));
                }
                None => {}
            }
        }
    }
    touches.into_iter().flatten().collect()
}

/// The touches of the small file, each with one of the large file that it may be; nothing if their answers contradict each other.
fn matched(
    touches: &[Option<Entry>],
    small: &BTreeMap<Plain, Vec<usize>>,
    large: &BTreeMap<Plain, Vec<usize>>,
) -> Option<Vec<(usize, usize)>> {
    let mut pairs = Vec::new();
    let answer = |place: usize| touches[place].as_ref().map(|touch| (touch.replied, touch.accepted));
    for (key, rows) in small {
        let mut free: Vec<usize> = large.get(key)?.iter().copied().filter(|&place| touches[place].is_some()).collect();
        let mut rows: Vec<usize> = rows.iter().copied().filter(|&place| touches[place].is_some()).collect();
        // Those with the same answer first, then those of which one file does not know it yet.
        for is_same in [true, false] {
            rows.retain(|&row| {
                let mine = answer(row);
                let fits = |&place: &usize| {
                    let other = answer(place);
                    let is_open = |answer: &Option<(Option<Came>, Option<Came>)>| *answer == Some((None, None));
                    mine == other || !is_same && (is_open(&mine) || is_open(&other))
                };
                let found = free.iter().position(fits);
                found.is_none_or(|found| {
                    pairs.push((row, free.remove(found)));
                    false
                })
            });
        }
        if !rows.is_empty() {
            return None;
        }
    }
    Some(pairs)
}
