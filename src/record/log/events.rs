//! A table with a row for each event: a message went out, an invitation was accepted, somebody replied.

use std::io::Read;
use std::sync::Arc;

use crate::domain::touch::Channel;
use crate::record::channel::{follows, of_words as channel};
use crate::record::contact::{Came, Reason};
use crate::record::exports::Export;
use crate::record::moment::MomentError;
use crate::record::plain::{has, words};
use crate::record::rows::Row;

use super::dates::{is_nothing, readings};
use super::entry::Entry;
use super::export::order;
use super::headings::{ACCEPTED, REPLIED, is_date, is_status};
use super::layout::{self, SEGMENT, STATUS, TOUCH, holds_dates, is_date_text, tells_answers};
use super::table::{Source, Table};
use super::words::{Says, says};
use super::{COLUMNS, FileRead, LogError, Logs, Note};

/// What a row says has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something went out.
    Sent(Option<Channel>),
    /// An invitation was accepted.
    Accepted,
    /// An answer came to something of this channel, or to whatever went out.
    Answered(Option<Channel>),
    /// Something that is no touch and no answer.
    Other,
}

/// Words of what did not happen, or is to happen.
const FAILED: &str = "failed fail fails bounced bounce bounces error withdrawn cancelled canceled skipped scheduled draft retracted \
                      deleted undelivered";

/// Words of what is neither a touch nor an answer.
const OTHER: &str = "visit visits visited visiting view viewed views open opened opens click clicked clicks like liked likes follow \
                     followed endorse endorsed save saved tag tagged import imported add added update updated pause paused start \
                     started complete completed finished comment commented meeting call task auto ooo unsubscribed";

/// Words by which something went out.
const WENT_OUT: &str = "sent send sends done inviato inviata inviati outbound outgoing delivered dispatched gesendet versendet verschickt ausgehend envoye \
                        envoyee enviado enviada saliente verzonden verstuurd uitgaand";

/// The same of answers, beside those of headings.
const CAME_IN: &str = "received inbound incoming interested erhalten empfangen eingegangen eingehend recu recue entrant recibido \
                       recibida entrante recebido recebida ontvangen inkomend ricevuto ricevuta";

/// Words of headings of columns that say which way something went.
const DIRECTION: &str = "direction richtung sens sentido direccion direcao direzione richting";

/// What lists of tasks say of one that was not done, between bars.
const UNDONE: &str = "not started|in progress|to do|todo|open|deferred|planned|waiting on someone else|not done|not completed|offen|geplant";

/// What they say of one that was, by which a list of tasks is known: elsewhere what is open is a conversation without an answer.
const DONE: &str = "completed|complete|done|not started|erledigt|abgeschlossen";

/// Is a status one of these, between bars?
fn is_one_of(status: &str, known: &str) -> bool {
    let phrase = words(status).join(" ");
    known.split('|').any(|known| known == phrase)
}

/// What an event is by its name in the logs of tools or by the subject of an activity; nothing where it cannot be told.
pub(super) fn kind(text: &str) -> Option<Kind> {
    if let Some((before, subject)) = text.split_once(':')
        && let Some(channel) = channel(&words(before))
    {
        let is_answer = ["re:", "aw:", "antw:", "sv:", "rv:", "ref:"];
        let subject = subject.trim().to_lowercase();
        let is_answer = is_answer.iter().any(|mark| subject.starts_with(mark));
        return Some(if is_answer { Kind::Answered(Some(channel)) } else { Kind::Sent(Some(channel)) });
    }
    let words = words(text);
    let (channel, is) = (channel(&words), |list: &str| has(&words, list));
    let is_follow_up = follows(&words);
    let came_in = is(REPLIED) || is(CAME_IN);
    match () {
        () if is(FAILED) || is("auto ooo") => Some(Kind::Other),
        () if came_in && is(WENT_OUT) => Some(Kind::Other),
        () if came_in => Some(Kind::Answered(channel.filter(|&channel| channel != Channel::Connect))),
        () if is(ACCEPTED) && channel == Some(Channel::InMail) => Some(Kind::Answered(channel)),
        () if is(ACCEPTED) => Some(Kind::Accepted),
        () if is("declined rejected abgelehnt rechazado rechazada recusado refusee rifiutato rifiutata geweigerd")
            && channel == Some(Channel::InMail) =>
        {
            Some(Kind::Answered(channel))
        }
        () if is(
            "declined rejected ignored abgelehnt rechazado rechazada recusado refusee rifiutato rifiutata geweigerd",
        ) =>
        {
            Some(Kind::Other)
        }
        () if is_follow_up => Some(Kind::Sent(channel.or(Some(Channel::Message)))),
        () if is(OTHER) => Some(Kind::Other),
        () if is(WENT_OUT) && (channel.is_some() || is("linkedin note voice")) => {
            Some(Kind::Sent(channel.or(Some(Channel::Message))))
        }
        () => channel.map(|channel| Kind::Sent(Some(channel))),
    }
}

/// What has happened, by the export's own words.
fn event(export: Option<&Export>, text: &str) -> Option<Kind> {
    let channel = || channel(&words(text));
    match export?.says(text)? {
        "sent" | "contacted" => Some(Kind::Sent(channel().or(Some(Channel::Message)))),
        "inmail" => Some(Kind::Sent(Some(Channel::InMail))),
        "invited" => Some(Kind::Sent(Some(Channel::Connect))),
        "emailed" => Some(Kind::Sent(Some(Channel::Email))),
        "accepted" | "connected" => Some(Kind::Accepted),
        "replied" => Some(Kind::Answered(channel().filter(|&channel| channel != Channel::Connect))),
        "nothing" => Some(Kind::Other),
        _ => None,
    }
}

/// Does an event say by a verb what happened, and not a way of contact alone?
fn has_verb(text: &str) -> bool {
    let words = words(text);
    text.contains(':') || [WENT_OUT, REPLIED, ACCEPTED, CAME_IN, "declined"].iter().any(|list| has(&words, list))
}

/// The columns of a table of events.
#[derive(Debug)]
pub(super) struct EventColumns {
    time: usize,
    kind: usize,
    /// One that says whether something went out or came in.
    direction: Option<usize>,
    who: Source,
    key: Option<usize>,
    segment: Option<usize>,
    /// One that says whether it happened, where the event is not named by it.
    status: Option<usize>,
}

impl EventColumns {
    pub(super) fn used(&self) -> Vec<usize> {
        let EventColumns { time, kind, direction, who, key, segment, status } = self;
        let one = [Some(*time), Some(*kind), *direction, *key, *segment, *status];
        one.into_iter().flatten().chain(who.columns()).collect()
    }
}

/// The column that says what happened, if most of its texts are known for events, or for ways of contact where no verb is wanted.
fn kind_column<R: Read>(table: &Table<R>, places: &[Option<usize>; COLUMNS.len()], wants_verb: bool) -> Option<usize> {
    let header = table.header();
    let is_of_events = |heading: &String| {
        has(
            &words(heading),
            "type event events activity action outcome kind subject category subtype eventtype ereignis art typ kanal betreff evento \
             evenement canal tipo evento attivita canale oggetto gebeurtenis kanaal",
        )
    };
    let named = places[TOUCH].into_iter();
    let found = (0..header.len()).filter(|&column| is_of_events(&header[column]));
    named.chain(found).find(|&column| {
        let (mut all, mut known, mut verbs) = (0, 0, 0);
        for text in table.looked_at(column) {
            all += 1;
            known += usize::from(kind(text).is_some());
            verbs += usize::from(kind(text).is_some() && has_verb(text));
        }
        all > 0 && 10 * known >= 8 * all && (verbs > 0 || !wants_verb)
    })
}

/// The column that says which way something went, by its heading or by such words alone.
fn direction<R: Read>(table: &Table<R>) -> Option<usize> {
    let header = table.header();
    let is_named =
        |column: &usize| words(&header[*column]).last().is_some_and(|word| has(std::slice::from_ref(word), DIRECTION));
    let is_way = |text: &str| {
        words(text)
            .iter()
            .all(|word| has(std::slice::from_ref(word), WENT_OUT) || has(std::slice::from_ref(word), CAME_IN))
    };
    let comes_in = |column: usize| table.looked_at(column).any(|text| has(&words(text), CAME_IN));
    let tells =
        |column: &usize| is_status(&header[*column]) && comes_in(*column) && table.looked_at(*column).all(is_way);
    (0..header.len()).find(is_named).or_else(|| (0..header.len()).find(tells))
}

/// Does a column say of each task whether it was done?
fn tells_tasks<R: Read>(table: &Table<R>, column: usize) -> bool {
    let mut texts = table.looked_at(column).peekable();
    texts.peek().is_some()
        && texts.all(|text| is_one_of(text, DONE) || is_one_of(text, UNDONE))
        && table.looked_at(column).any(|text| is_one_of(text, DONE))
}

/// Is a table one of events?
pub(super) fn is_table<R: Read>(table: &Table<R>, places: &[Option<usize>; COLUMNS.len()]) -> bool {
    let Some(column) = kind_column(table, places, direction(table).is_none()) else { return false };
    let has_answers = || {
        let is_answer = |text| matches!(kind(text), Some(Kind::Answered(_) | Kind::Accepted));
        table.looked_at(column).any(is_answer)
    };
    // A log that says in one column what went out has another for the answers.
    let has_answers_beside = (0..table.header().len()).any(|column| tells_answers(table, column));
    !has_answers_beside || has_answers()
}

/// Where the columns of a table of events are.
pub(super) fn columns<R: Read>(
    table: &Table<R>,
    places: &[Option<usize>; COLUMNS.len()],
    who: Source,
    export: Option<&Export>,
) -> Result<EventColumns, LogError> {
    let header = table.header();
    let known = |meaning| export.and_then(|export| export.place(header, meaning));
    let kind = known("event").filter(|_| places[TOUCH].is_none());
    let kind = kind
        .or_else(|| kind_column(table, places, true))
        .or_else(|| kind_column(table, places, false))
        .or(places[TOUCH])
        .ok_or(LogError::NoEvents("what happened, as `type` or `event`"))?;
    let is_time = |column: &usize| is_date(&header[*column]) && holds_dates(table, *column);
    let with_dates = |column: &usize| *column != kind && holds_dates(table, *column);
    let all = || 0..header.len();
    let time = places[layout::SENT].filter(|&column| holds_dates(table, column));
    let time = time.or_else(|| known("at").filter(|&column| holds_dates(table, column)));
    let time = time.or_else(|| all().find(is_time)).or_else(|| all().find(with_dates));
    let time = time.ok_or(LogError::NoEvents("when it happened"))?;
    let find = |list: &str| {
        all().find(|&column| {
            column != kind
                && column != time
                && words(&header[column]).last().is_some_and(|word| has(std::slice::from_ref(word), list))
        })
    };
    let key = known("key").or_else(|| find("id")).filter(|&column| who.columns().all(|other| other != column));
    let direction = direction(table).filter(|&column| column != kind && column != time);
    let segment = places[SEGMENT];
    let is_free = |column: &usize| *column != kind && *column != time && Some(*column) != direction;
    let of_tasks = || all().find(|column| is_free(column) && tells_tasks(table, *column));
    let status = places[STATUS].filter(is_free).or_else(of_tasks);
    Ok(EventColumns { time, kind, direction, who, key, segment, status })
}

/// Adds what a table says to the logs.
pub(super) fn read<R: Read>(
    logs: &mut Logs,
    name: &Arc<str>,
    table: Table<R>,
    known: &EventColumns,
) -> Result<(), LogError> {
    let EventColumns { time, kind: happened, direction, key, segment, status, .. } = *known;
    let who = known.who.clone();
    let columns = [Some(time), Some(happened), direction].map(Source::from).into_iter().chain([who]);
    let columns: Vec<Source> = columns.chain([key, segment, status].map(Source::from)).collect();
    let key_heading = known.key.map_or(String::new(), |key| words(&table.header()[key]).concat());
    let is_readable = |row: &Row| row.text(known.time).is_ok_and(is_date_text);
    let texts = logs.texts(table, &columns, is_readable)?;
    let reading = readings(&[texts.column(0).collect()], logs.reading.dates, order(logs.export))[0];
    let are_tasks = texts.column(6).any(|status| is_one_of(status, DONE));
    for row in 0..texts.len() {
        let text = |column| texts.text(row, column);
        let moment = match reading.read(text(0)) {
            Ok(moment) => moment,
            Err(MomentError::Ambiguous) => {
                return Err(LogError::Ambiguous { column: COLUMNS[0], written: text(0).to_owned() });
            }
            Err(_) if is_nothing(text(0)) => {
                logs.leave_out(texts.line(row), Reason::Missing(COLUMNS[0]));
                continue;
            }
            Err(error) => {
                logs.leave_out(texts.line(row), Reason::Date(COLUMNS[0], error));
                continue;
            }
        };
        let happened = match text(2) {
            "" => event(logs.export, text(1)).or_else(|| kind(text(1))),
            direction => kind(&format!("{} {direction}", text(1))),
        };
        let mut entry = Entry::new((logs.file(), texts.line(row)), text(3), "");
        (entry.is_event, entry.is_told, entry.segment) = (true, false, text(5).to_owned());
        if !text(4).is_empty() {
            entry.key = format!("{key_heading}={}", text(4)).into();
        }
        let named = |channel: Channel| channel.name().to_owned();
        match happened {
            Some(Kind::Sent(_)) if says(text(6)) == Some(Says::NotSent) || are_tasks && is_one_of(text(6), UNDONE) => {
                logs.leave_out(texts.line(row), Reason::NotSent);
                continue;
            }
            Some(Kind::Sent(channel)) => {
                entry.touch = logs.reading.touch.clone().unwrap_or(named(channel.unwrap_or(Channel::Message)));
                entry.sent = Some(moment);
            }
            Some(Kind::Answered(channel)) => {
                (entry.touch, entry.is_told) = (channel.map_or(String::new(), named), channel.is_some());
                entry.replied = Some(Came::At(moment));
            }
            Some(Kind::Accepted) => {
                entry.touch = named(Channel::Connect);
                entry.accepted = Some(Came::At(moment));
            }
            Some(Kind::Other) | None => {
                logs.leave_out(texts.line(row), Reason::NoTouch);
                continue;
            }
        }
        entry.credit = (entry.touch != Channel::InMail.name()).then_some(false);
        logs.entries.push(entry);
    }
    logs.notes.push(Note::Events(name.clone()));
    logs.files.push(FileRead { is_events: true, ..FileRead::whole(name) });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_known_by_their_names_in_many_tools() {
        use Channel::{Connect, Email, InMail, Message};
        for (expected, names) in [
            (
                Kind::Sent(Some(Connect)),
                "linkedinInviteDone|CONNECTION_REQUEST_SENT|Invite sent|connection_request_sent|Connection invitation sent",
            ),
            (
                Kind::Sent(Some(Message)),
                "linkedinSent|MESSAGE_SENT|linkedinVoiceNoteDone|li_message_sent|Follow up sent|Message sent",
            ),
            (Kind::Sent(Some(InMail)), "SENT_INMAIL|INMAIL_SENT|InMail: Quick idea|InMail|in_mail_sent"),
            (Kind::Sent(Some(Email)), "emailsSent|EMAIL_SENT"),
            (Kind::Accepted, "linkedinInviteAccepted|CONNECTION_REQUEST_ACCEPTED|contact_connected|Invite accepted"),
            (Kind::Answered(None), "linkedinReplied|contact_replied|Replied|reply received"),
            (Kind::Answered(Some(Message)), "MESSAGE_REPLY_RECEIVED|Message Received|LinkedIn message inbound"),
            (
                Kind::Answered(Some(InMail)),
                "INMAIL_ACCEPTED|INMAIL_REPLY_RECEIVED|InMail: RE: Quick idea|InMail: AW: x|INMAIL_DECLINED",
            ),
            (Kind::Answered(Some(Email)), "emailsReplied"),
            (
                Kind::Other,
                "linkedinVisitDone|linkedinInviteFailed|linkedinSendFailed|emailsOpened|emailsBounced|VIEWED_PROFILE|SAVED_LEAD|\
                 LIKED_POST|FOLLOW_SENT|CAMPAIGN_COMPLETED|Reply sent|Connection withdrawn|CONNECTION_DECLINED",
            ),
        ] {
            for name in names.split('|') {
                assert_eq!(kind(name), Some(expected), "{name}");
            }
        }
        for name in ["Completed by Ann", "CEO", "", "2026-03-05"] {
            assert!(matches!(kind(name), None | Some(Kind::Other)), "{name}");
        }
    }
}
