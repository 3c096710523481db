//! What all logs say together: a touch that stands in two of them counts once, and an answer that stands by itself belongs to
//! the touch that went to the same person before.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::touch::Channel;
use crate::record::channel;
use crate::record::contact::{Came, LeftOut, Reason};
use crate::record::excess::Leaving;
use crate::record::family::Law;
use crate::record::moment::Moment;

use super::entry::{Entry, better};
use super::pairs;
use super::{Log, LogError, Logs, Note};

/// After so many days without a word a new touch begins anew, although there was an answer once \[days\].
const ANEW: f64 = 90.0;

pub(super) fn finish(logs: Logs) -> Result<Log, (usize, LogError)> {
    let Logs { reading, files, entries: mut touches, mut left_out, totals, latest, mut notes, .. } = logs;
    check(&files, &touches, &mut notes)?;
    let is_events = |entry: &Entry| files[entry.at.0 as usize].is_events;
    let answers: Vec<Entry> = touches.extract_if(.., |entry| entry.sent.is_none()).collect();
    let before = touches.len();
    touches = once(touches, &mut left_out);
    touches = once_without_people(touches, &mut left_out, &mut notes, &files);
    if before > touches.len() {
        notes.push(Note::Same(before - touches.len()));
    }
    join(&mut touches, answers, &mut left_out);
    touches = without_conversations(touches, &mut left_out);
    notes.extend(undated(&mut touches, reading.until));
    touches.retain(|touch| match touch.fault(reading.until) {
        Some(reason) => {
            left_out.add(touch.at, reason);
            false
        }
        None => true,
    });
    touches.sort_by_key(|touch| touch.at);
    name_follow_ups(&mut touches, is_events);
    again(&touches, &mut notes);
    pairs::follow_up(&mut touches);
    for (file, _) in files.iter().enumerate().filter(|(_, file)| !file.has_acceptances) {
        for at in accept_by_answers(&mut touches, file as u32) {
            left_out.add(at, Reason::NoAcceptance);
        }
    }
    let named = |((file, line), reason, rows): ((u32, u64), Reason, u64)| LeftOut {
        file: files[file as usize].name.clone(),
        line,
        reason,
        rows,
    };
    let left_out = left_out.sorted().into_iter().map(named).collect();
    let contacts = touches.into_iter().filter_map(Entry::contact).collect();
    Ok(Log { contacts, left_out, totals, latest, notes })
}

/// Is there what is needed in one file or another?
fn check(files: &[super::FileRead], entries: &[Entry], notes: &mut Vec<Note>) -> Result<(), (usize, LogError)> {
    let has_sent = files.iter().any(|file| file.has_sent);
    let has_answers = files.iter().any(|file| file.has_answers && !file.is_events)
        || entries.iter().any(|entry| entry.replied.or(entry.accepted).is_some());
    for (place, file) in files.iter().enumerate() {
        let Some(lacks) = &file.lacks else { continue };
        let is_made_up_for = (file.has_sent || has_sent) && (file.has_answers || has_answers);
        let is_optional = file.has_sent && file.has_answers && files.iter().any(|other| other.lacks.is_none());
        if !(is_optional || is_made_up_for && !(file.has_sent && file.has_answers)) {
            return Err((place, lacks.again()));
        }
        if file.has_sent && !file.has_answers {
            notes.push(Note::NoAnswers(file.name.clone()));
        }
    }
    let events = files.iter().position(|file| file.is_events);
    if let Some(place) = events
        && !has_answers
        && !entries.is_empty()
    {
        return Err((place, LogError::NoAnswers { sent: entries.len() }));
    }
    Ok(())
}

impl LogError {
    /// The same error about a column.
    fn again(&self) -> LogError {
        match self {
            LogError::NoColumn { wanted, called, header, likely, export } => {
                let (called, header, likely) = (called.clone(), header.clone(), likely.clone());
                LogError::NoColumn { wanted, called, header, likely, export: *export }
            }
            _ => LogError::NoEvents("what happened"),
        }
    }
}

/// Takes a touch to the same person at the same moment for one and the same; the later source knows more.
fn once(touches: Vec<Entry>, left_out: &mut Leaving<(u32, u64)>) -> Vec<Entry> {
    if touches.iter().all(|touch| touch.at.0 == touches[0].at.0 && !touch.is_person && !touch.is_event) {
        return touches;
    }
    let mut places: FxHashMap<(&str, Moment, &str), usize> = FxHashMap::default();
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (place, touch) in touches.iter().enumerate().filter(|(_, touch)| !touch.who.is_empty()) {
        let Some(sent) = touch.sent else { continue };
        match places.entry((&touch.who, sent, &touch.touch)) {
            Slot::Occupied(kept) if touch.is_person || touch.is_event || touches[*kept.get()].at.0 != touch.at.0 => {
                same.push((place, *kept.get()));
            }
            slot => _ = slot.insert_entry(place),
        }
    }
    if same.is_empty() {
        return touches;
    }
    let mut touches: Vec<Option<Entry>> = touches.into_iter().map(Some).collect();
    same.into_iter().for_each(|(from, to)| merge_into(&mut touches, from, to, left_out));
    touches.into_iter().flatten().collect()
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
fn once_without_people(
    touches: Vec<Entry>,
    left_out: &mut Leaving<(u32, u64)>,
    notes: &mut Vec<Note>,
    files: &[super::FileRead],
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

/// Gives each answer that stands by itself to the touch that it belongs to.
fn join(touches: &mut [Entry], mut answers: Vec<Entry>, left_out: &mut Leaving<(u32, u64)>) {
    if answers.is_empty() {
        return;
    }
    let mut by_who: BTreeMap<Box<str>, Vec<usize>> = BTreeMap::new();
    let mut by_key: BTreeMap<Box<str>, usize> = BTreeMap::new();
    for (place, touch) in touches.iter().enumerate() {
        if !touch.who.is_empty() {
            by_who.entry(touch.who.clone()).or_default().push(place);
        }
        if !touch.key.is_empty() {
            by_key.insert(touch.key.clone(), place);
        }
    }
    by_who.values_mut().for_each(|places| places.sort_by_key(|&place| (touches[place].sent, place)));
    let moment = |answer: &Entry| match answer.replied.or(answer.accepted) {
        Some(Came::At(moment)) => Some(moment),
        _ => None,
    };
    answers.sort_by_key(|answer| (moment(answer).is_none(), moment(answer), answer.at));
    for answer in answers {
        let at = moment(&answer);
        let by_then =
            |place: &usize| at.is_none_or(|at| touches[*place].sent.is_some_and(|sent| at.days_since(sent) >= 0.0));
        let keyed = by_key.get(&answer.key).copied().filter(|place| !answer.key.is_empty() && by_then(place));
        let of_who = || by_who.get(&answer.who).map_or(&[][..], Vec::as_slice).iter().copied().filter(by_then);
        let place = keyed.or_else(|| {
            if answer.accepted.is_some() {
                return of_who().find(|&place| touches[place].is_invitation() && touches[place].accepted.is_none());
            }
            let named = |place: &usize| {
                let (mine, other) = (channel::named(&touches[*place].touch), channel::named(&answer.touch));
                touches[*place].touch == answer.touch || answer.is_event && mine.is_some() && mine == other
            };
            let latest_named = of_who().rfind(|place| answer.is_told && named(place));
            latest_named.or_else(|| of_who().next_back())
        });
        let Some(place) = place else {
            left_out.add(answer.at, Reason::Stray);
            continue;
        };
        let touch = &mut touches[place];
        if answer.replied.is_some() && touch.replied.is_some() && answer.is_event {
            left_out.add(answer.at, Reason::AfterReply);
            continue;
        }
        touch.replied = better(touch.replied, answer.replied);
        touch.accepted = better(touch.accepted, answer.accepted);
    }
}

/// Leaves out what went out to somebody who had replied, in tables of events, which hold whole conversations.
fn without_conversations(mut touches: Vec<Entry>, left_out: &mut Leaving<(u32, u64)>) -> Vec<Entry> {
    if touches.iter().all(|touch| !touch.is_event) {
        return touches;
    }
    touches.sort_by(|one, other| (&one.who, one.sent, one.at).cmp(&(&other.who, other.sent, other.at)));
    let mut replied: Option<(Box<str>, Moment)> = None;
    touches.retain(|touch| {
        let Some(sent) = touch.sent.filter(|_| touch.is_event && !touch.who.is_empty()) else { return true };
        let since = replied.as_ref().filter(|(who, _)| *who == touch.who).map(|(_, reply)| sent.days_since(*reply));
        let goes_on = since.is_some_and(|days| (0.0..ANEW).contains(&days));
        if goes_on {
            left_out.add(touch.at, Reason::AfterReply);
        } else if let Some(Came::At(reply)) = touch.replied {
            replied = Some((touch.who.clone(), reply));
        }
        !goes_on
    });
    touches
}

/// A second InMail to somebody who has not answered the first is a follow-up, in tables of events, which do not say so.
fn name_follow_ups(touches: &mut [Entry], is_events: impl Fn(&Entry) -> bool) {
    let mut order: Vec<usize> = (0..touches.len()).filter(|&place| is_events(&touches[place])).collect();
    order.sort_by_key(|&place| (touches[place].sent, place));
    let mut written: BTreeSet<Box<str>> = BTreeSet::new();
    for place in order {
        let touch = &mut touches[place];
        if touch.touch == Channel::InMail.name() && !touch.who.is_empty() && !written.insert(touch.who.clone()) {
            "follow-up".clone_into(&mut touch.touch);
        }
    }
}

/// Takes away as many of the answers without a date as came after the last day that counts, by what is usual: which of them
/// did nobody knows.
fn undated(touches: &mut [Entry], until: Option<Date>) -> Option<Note> {
    let until = until?;
    let dated = |came: Option<Came>| if let Some(Came::At(moment)) = came { Some(moment) } else { None };
    let moments = touches.iter().flat_map(|touch| [touch.sent, dated(touch.replied), dated(touch.accepted)]);
    let latest = moments.flatten().map(|moment| moment.date).max().filter(|latest| *latest > until)?;
    let usual = Law::usual().delay()?;
    // Each brings the chance that it had come by then; whenever they make a whole one, one had.
    let (mut answers, mut come, mut chance) = (0, 0, 0.5);
    for touch in touches.iter_mut().filter(|touch| [touch.replied, touch.accepted].contains(&Some(Came::Sometime))) {
        let Some(sent) = touch.sent.filter(|sent| sent.date <= until) else { continue };
        let share = |end: Date| usual.cdf(f64::from((end - sent.date).get_days()) + 0.5);
        answers += 1;
        chance += share(until) / share(latest);
        if chance >= 1.0 {
            (come, chance) = (come + 1, chance - 1.0);
        } else {
            let by_then = |came: &Came| *came != Came::Sometime;
            (touch.replied, touch.accepted) = (touch.replied.filter(by_then), touch.accepted.filter(by_then));
        }
    }
    (answers > 0).then_some(Note::Undated { answers, come, latest })
}

/// Notes how many touches went to somebody who had had one of the same name before.
fn again(touches: &[Entry], notes: &mut Vec<Note>) {
    let mut first: FxHashSet<(&str, &str)> = FxHashSet::default();
    let of_people =
        touches.iter().filter(|touch| touch.is_person && !touch.is_event && !touch.who.is_empty() && !touch.is_told);
    let again = of_people.filter(|touch| !first.insert((&touch.who, &touch.touch))).count();
    if again > 0 {
        notes.push(Note::Again(again));
    }
}

/// Takes an answer to an invitation for an acceptance, where a log has no column for these. A touch without any answer is
/// taken out, since nobody knows whether it was accepted: returns the lines.
fn accept_by_answers(touches: &mut Vec<Entry>, file: u32) -> Vec<(u32, u64)> {
    let is_invitation = |touch: &Entry| touch.at.0 == file && touch.is_invitation();
    let mut answered: Vec<String> = Vec::new();
    for touch in touches.iter_mut().filter(|touch| is_invitation(touch) && touch.replied.or(touch.accepted).is_some()) {
        touch.accepted = better(touch.replied, touch.accepted);
        if !answered.contains(&touch.touch) {
            answered.push(touch.touch.clone());
        }
    }
    let unknown = |touch: &mut Entry| is_invitation(touch) && !answered.contains(&touch.touch);
    touches.extract_if(.., unknown).map(|touch| touch.at).collect()
}
