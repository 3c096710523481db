//! What all logs say together: a touch that stands in two of them counts once, and an answer that stands by itself belongs to
//! the touch that went to the same person before.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::domain::touch::Channel;
use crate::record::channel;
use crate::record::contact::{Came, LeftOut, Reason};
use crate::record::excess::Leaving;
use crate::record::family::Law;
use crate::record::moment::Moment;

use super::entry::{Entry, better};
use super::{Log, LogError, Logs, Note};
use super::{pairs, same};

/// After so many days without a word a new touch begins anew, although there was an answer once \[days\].
const ANEW: f64 = 90.0;

/// Where more than one in so many answers belongs to nothing that went out, it is told.
const FEW_ASTRAY: usize = 4;

pub(super) fn finish(logs: Logs) -> Result<Log, (usize, LogError)> {
    let Logs { reading, files, entries: mut touches, mut left_out, totals, latest, mut notes, .. } = logs;
    check(&files, &touches, &mut notes)?;
    let is_events = |entry: &Entry| files[entry.at.0 as usize].is_events;
    notes.extend(same::name_alike(&mut touches));
    let answers: Vec<Entry> = touches.extract_if(.., |entry| entry.sent.is_none()).collect();
    let before = touches.len();
    touches = same::once(touches, &mut left_out);
    touches = same::once_without_people(touches, &mut left_out, &mut notes, &files);
    if before > touches.len() {
        notes.push(Note::Same(before - touches.len()));
    }
    let (all, by_events) = (answers.len(), answers.iter().filter(|answer| answer.is_event).count());
    let stray = join(&mut touches, answers, &mut left_out);
    // In tables of events they begin a conversation; elsewhere it may well be that people are called differently.
    let lost = stray.iter().filter(|answer| !answer.is_event).count();
    if FEW_ASTRAY * lost > all - by_events {
        notes.push(Note::Stray(lost, all - by_events));
    }
    touches = without_conversations(touches, stray, &mut left_out);
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
        // Its answers may stand in another file.
        if file.has_sent && !file.has_answers && files.iter().all(|other| other.has_sent && !other.is_events) {
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

/// Gives each answer that stands by itself to the touch that it belongs to. Returns those that belong to none, or come later in
/// a conversation.
fn join(touches: &mut [Entry], mut answers: Vec<Entry>, left_out: &mut Leaving<(u32, u64)>) -> Vec<Entry> {
    let mut stray = Vec::new();
    if answers.is_empty() {
        return stray;
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
            stray.push(answer);
            continue;
        };
        let touch = &mut touches[place];
        if answer.replied.is_some() && touch.replied.is_some() && answer.is_event {
            left_out.add(answer.at, Reason::AfterReply);
            stray.push(answer);
            continue;
        }
        touch.replied = better(touch.replied, answer.replied);
        touch.accepted = better(touch.accepted, answer.accepted);
    }
    stray
}

/// Leaves out what went out to somebody who had replied, or who had written first, in tables of events, which hold whole
/// conversations.
fn without_conversations(touches: Vec<Entry>, stray: Vec<Entry>, left_out: &mut Leaving<(u32, u64)>) -> Vec<Entry> {
    if touches.iter().all(|touch| !touch.is_event) {
        return touches;
    }
    let at = |entry: &Entry| match entry.replied {
        Some(Came::At(moment)) => entry.sent.or(Some(moment)),
        _ => entry.sent,
    };
    let mut all: Vec<Entry> = touches.into_iter().chain(stray.into_iter().filter(|answer| answer.is_event)).collect();
    all.sort_by(|one, other| (&one.who, at(one), one.at).cmp(&(&other.who, at(other), other.at)));
    // With whom, when the last word of it was, and how it began.
    let mut talk: Option<(Box<str>, Moment, Reason)> = None;
    all.retain(|entry| {
        let is_of_events = entry.is_event && !entry.who.is_empty();
        let Some(now) = at(entry).filter(|_| is_of_events) else { return entry.sent.is_some() };
        let reply = entry.replied.and_then(|came| if let Came::At(reply) = came { Some(reply) } else { None });
        if let Some((who, since, reason)) = &mut talk
            && *who == entry.who
            && (0.0..ANEW).contains(&now.days_since(*since))
        {
            *since = reply.map_or(now, |reply| reply.max(now));
            if entry.sent.is_some() {
                left_out.add(entry.at, reason.clone());
            }
            return false;
        }
        if let Some(reply) = reply {
            let reason = if entry.sent.is_some() { Reason::AfterReply } else { Reason::BegunByOther };
            talk = Some((entry.who.clone(), reply, reason));
        }
        entry.sent.is_some()
    });
    all
}

/// A second InMail to somebody who has not answered the first is a follow-up, in tables of events, which do not say so. After a
/// silence contact begins anew.
fn name_follow_ups(touches: &mut [Entry], is_events: impl Fn(&Entry) -> bool) {
    let mut order: Vec<usize> = (0..touches.len()).filter(|&place| is_events(&touches[place])).collect();
    order.sort_by_key(|&place| (touches[place].sent, place));
    let mut written: BTreeMap<Box<str>, Moment> = BTreeMap::new();
    for place in order {
        let touch = &mut touches[place];
        let Some(sent) = touch.sent.filter(|_| touch.touch == Channel::InMail.name() && !touch.who.is_empty()) else {
            continue;
        };
        let before = written.insert(touch.who.clone(), sent);
        if before.is_some_and(|before| sent.days_since(before) <= ANEW) {
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
