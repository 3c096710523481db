//! Reads the touches of a scenario.

use std::collections::HashMap;

use super::document::kind::{Kind, MAX_DAYS, MAX_TABLES};
use super::document::problem::{TextProblem, ValueProblem};
use super::document::reader::{Field, Section};
use super::document::source::Mark;
use super::document::tree::Value;
use super::keys::{self, Key};
use super::problem::CampaignProblem;
use super::ties::Kin;
use crate::domain::followed::Followed;
use crate::domain::rate::AnyRate;
use crate::domain::touch::{ACCEPT_DELAY, ACCEPT_RATE, REPLY_DELAY, REPLY_RATE};
use crate::domain::touch::{Action, Channel, Draws, Reply, Touch, Wait};

/// The touches of a scenario in file order. One with something wrong in it keeps its place, so that sequences may
/// name it.
pub(super) struct Touches<'a> {
    list: Vec<Listed<'a>>,
    places: HashMap<&'a str, usize>,
}

/// A touch as far as it could be read.
struct Listed<'a> {
    id: &'a str,
    section: Section<'a>,
    channel: Option<Channel>,
    touch: Option<Touch>,
}

/// A touch that a field names.
#[derive(Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) place: usize,
    pub(super) id: &'t str,
    section: &'t Section<'t>,
    /// Where the field names it.
    pub(super) mark: Mark,
    /// Nothing if the file states no channel that there is.
    pub(super) channel: Option<Channel>,
    /// Nothing if something in it is wrong.
    pub(super) touch: Option<&'t Touch>,
}

impl Named<'_> {
    /// Does the file state a wait, right or wrong?
    pub(super) fn waits(&self) -> bool {
        self.section.has("wait_days")
    }

    /// Where a key of the touch has its value; where the touch begins, if the file does not state the key.
    pub(super) fn place_of(&self, key: &str) -> Mark {
        self.section.entry(key).map_or(self.section.mark, |entry| self.section.ctx.highest(&entry.node))
    }

    /// Where the touch begins.
    pub(super) fn begins(&self) -> Mark {
        self.section.mark
    }
}

impl<'a> Touches<'a> {
    pub(super) fn read(file: &Section<'a>) -> Touches<'a> {
        let mut sections = file.named("touch");
        if sections.len() > MAX_TABLES {
            file.ctx.note(TextProblem::TooMany { what: "touches", max: MAX_TABLES }, sections[MAX_TABLES].1.mark);
            sections.truncate(MAX_TABLES);
        }
        if sections.is_empty()
            && file.entry("touch").is_none_or(|entry| entry.node.table().is_some_and(|t| t.entries.is_empty()))
        {
            file.ctx.note(CampaignProblem::Nothing { what: "touch" }, file.mark);
        }
        let places = sections.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        let channels: Vec<Option<Channel>> = sections.iter().map(|(_, section)| channel(section)).collect();
        // What no channel is stated of may have any rate.
        let kin = |key, names: &[&str]| {
            let has = |channel: &Option<Channel>| channel.is_none_or(|channel| names.contains(&channel.name()));
            Kin::new("touch", key, sections.iter().zip(&channels).map(|((id, _), channel)| (*id, has(channel))))
        };
        let (reply, accept) = (kin(REPLY_RATE, Channel::REPLYING), kin(ACCEPT_RATE, Channel::ACCEPTED));
        let without = |names: &'static [&'static str]| {
            let (channels, sections) = (&channels, &sections);
            move |place: usize| {
                let channel = channels[place].filter(|channel| !names.contains(&channel.name()))?;
                Some((channel.name(), sections[place].1.entry("channel")?.node.mark))
            }
        };
        let replies = reply.check(&sections, without(Channel::REPLYING));
        let sound = accept.check(&sections, without(Channel::ACCEPTED)).and(replies);
        let kin = Kins { reply, accept };
        let listed = |(place, (id, section)): (usize, &(&'a str, Section<'a>))| {
            let touch = touch(id, section, channels[place], (&kin, place)).filter(|_| sound.is_some());
            Listed { id, section: section.clone(), channel: channels[place], touch }
        };
        let list = sections.iter().enumerate().map(listed).collect();
        Touches { list, places }
    }

    /// The reply rate of the touch in a place, with those that it follows, if nothing is wrong with any of them.
    pub(super) fn reply_rate(&self, place: usize) -> Option<Followed<'_>> {
        Followed::new(place, |place| self.list[place].touch.as_ref()?.reply_rate())
    }

    /// The touches, if nothing is wrong with any of them.
    pub(super) fn all(&self) -> Option<Vec<Touch>> {
        self.list.iter().map(|listed| listed.touch.clone()).collect()
    }

    /// The touch that a field names. An unknown name is reported.
    pub(super) fn named(&self, field: &Field<'_>) -> Option<Named<'_>> {
        let name = field.text()?;
        let Some(&place) = self.places.get(name.as_str()) else {
            if self.list.is_empty() || field.ctx.is_full() {
                // That there is none is what is wrong, and is reported.
                return None;
            }
            let ids = self.list.iter().map(|listed| listed.id);
            return field.ctx.report(ValueProblem::unknown("touch", &name, ids), field.mark());
        };
        let Listed { id, section, channel, touch } = &self.list[place];
        Some(Named { place, id, section, mark: field.mark(), channel: *channel, touch: touch.as_ref() })
    }
}

/// The touches whose rates may follow each other, by rate.
struct Kins<'a> {
    reply: Kin<'a>,
    accept: Kin<'a>,
}

fn channel(section: &Section<'_>) -> Option<Channel> {
    let channel = section.field("channel").and_then(|field| field.choice(&Channel::ALL))?;
    check_use(section, channel);
    Some(channel)
}

/// The keys that a touch may have beside `channel`: those that some channels make use of, or those of all channels.
fn keys_of_touches(for_some: bool) -> impl Iterator<Item = (&'static str, &'static Key)> {
    let keys = keys::reference().iter().filter(move |key| key.channels.is_empty() != for_some);
    let placed = keys.filter_map(|key| Some((key.path.strip_prefix("touch.ID.")?, key)));
    placed.filter(|(name, _)| *name != "channel")
}

/// Reports the keys that mean something, but not on this channel.
fn check_use(section: &Section<'_>, channel: Channel) {
    let is_used = |key: &Key| key.channels.contains(&channel.name());
    for entry in section.entries() {
        if keys_of_touches(true).any(|(name, key)| name == entry.key && !is_used(key)) {
            let used = keys_of_touches(true).filter(|(_, key)| is_used(key)).chain(keys_of_touches(false));
            let problem = CampaignProblem::IdleKey {
                key: entry.key.clone(),
                touch: section.path.clone(),
                channel: channel.name(),
                known: used.map(|(name, _)| name).collect(),
            };
            let stated = section.entry("channel").map(|channel| (channel.node.mark, "the channel is stated here"));
            let places: Vec<_> = [(entry.mark, "the key is stated here")].into_iter().chain(stated).collect();
            section.ctx.blame(problem, &places);
        }
    }
}

fn touch(id: &str, section: &Section<'_>, channel: Option<Channel>, (kin, place): (&Kins<'_>, usize)) -> Option<Touch> {
    let rate = |field: &Field<'_>, key: &str| {
        let kin = if key == ACCEPT_RATE { &kin.accept } else { &kin.reply };
        field.any_rate(kin, place)
    };
    let wait = if section.has("wait_days") {
        section.field("wait_days").and_then(|field| wait(&field)).map(Some)
    } else {
        Some(None)
    };
    let limit_per_week = section.field("limit_per_week").and_then(|field| field.small());
    let limit_per_day = section.field("limit_per_day").and_then(|field| field.small());
    let minutes = section.field("minutes").and_then(|field| field.minutes());
    let cost = section.field("cost").and_then(|field| field.money());
    let outcome_lift = section.field("outcome_lift").and_then(|field| field.lift());
    let action = match channel {
        Some(channel) => action(section, channel, rate),
        None => {
            // What there is can still be wrong, whatever the channel will be.
            for (name, key) in keys_of_touches(true).filter(|(name, _)| section.has(name)) {
                let Some(field) = section.field(name) else { continue };
                match key.kind {
                    Kind::TiedRate => drop(rate(&field, name)),
                    // This one is read whatever the channel.
                    Kind::Lift if *name == *"outcome_lift" => {}
                    Kind::Lift => drop(field.lift()),
                    _ => drop(field.delays()),
                }
            }
            None
        }
    };
    let (minutes, cost) = (minutes?, cost?);
    Some(Touch {
        id: id.to_owned(),
        action: action?,
        wait: wait?,
        limit_per_week,
        limit_per_day,
        minutes,
        cost,
        outcome_lift: outcome_lift?,
    })
}

fn action(
    section: &Section<'_>,
    channel: Channel,
    rate: impl Fn(&Field<'_>, &str) -> Option<AnyRate>,
) -> Option<Action> {
    let rate = |key: &'static str| {
        if section.has(key) { rate(&section.field(key)?, key) } else { section.lacks(key, Some(channel.name())) }
    };
    let delay = |key: &'static str| section.field(key)?.delays();
    let lift = |key: &'static str| section.field(key)?.lift();
    let reply = || {
        let (rate, delay) = (rate(REPLY_RATE), delay(REPLY_DELAY));
        Some(Reply { rate: rate?, delay: delay? })
    };
    match channel.draws() {
        Draws::Reply if channel.costs_credit() => reply().map(Action::InMail),
        Draws::Reply => reply().map(|reply| Action::Free(channel, reply)),
        Draws::Acceptance => {
            let (accept_rate, accept_delay) = (rate(ACCEPT_RATE), delay(ACCEPT_DELAY));
            let reply = reply();
            Some(Action::Connect { accept_rate: accept_rate?, accept_delay: accept_delay?, reply: reply? })
        }
        Draws::Lifts => {
            let (accept_lift, reply_lift) = (lift("accept_lift"), lift("reply_lift"));
            Some(Action::Engage { accept_lift: accept_lift?, reply_lift: reply_lift? })
        }
    }
}

fn wait(field: &Field<'_>) -> Option<Wait> {
    let days = |value: &Value| match value {
        Value::Whole(days) if (1..=i128::from(MAX_DAYS)).contains(days) => Some(*days as u32),
        _ => None,
    };
    let wait = match &field.node.value {
        Value::List(window) => match window.as_slice() {
            [from, to] => days(&from.value)
                .zip(days(&to.value))
                .filter(|(from, to)| from <= to)
                .map(|(from, to)| Wait::Window(from, to)),
            _ => None,
        },
        value => days(value).map(Wait::AtLeast),
    };
    wait.or_else(|| field.wrong())
}
