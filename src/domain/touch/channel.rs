//! The channels as one table: what each is called in files and by people, and what may come of it.
//!
//! A new free channel that draws replies takes a variant and a row here; the compiler and the tests name what else is
//! to be said of it.

use strum::{EnumCount, VariantArray};

/// The channels, as scenario files and reports name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, VariantArray)]
#[non_exhaustive]
pub enum Channel {
    /// See [`Action::InMail`](super::Action::InMail).
    InMail,
    /// See [`Action::Connect`](super::Action::Connect).
    Connect,
    /// To an existing connection or in a group.
    Message,
    /// See [`Action::Engage`](super::Action::Engage).
    Engage,
    /// An e-mail.
    Email,
}

/// The outcome that a touch of a channel may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draws {
    /// A reply.
    Reply,
    /// An acceptance, and after it a reply.
    Acceptance,
    /// Nothing of its own: it lifts later rates.
    Lifts,
}

/// All that is stated about a channel.
struct Row {
    /// Its name in scenario files and reports.
    name: &'static str,
    /// Its meaning, in a line.
    meaning: &'static str,
    /// The word of people for one touch, and for several.
    words: [&'static str; 2],
    /// The words of people for the way of contact.
    way: &'static str,
    draws: Draws,
    /// Does a touch cost a credit?
    costs_credit: bool,
    /// The words by which records name it, in small letters without accents.
    in_records: &'static str,
    /// Words that people write in place of its name.
    instead: &'static [&'static str],
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; Channel::COUNT] = *Channel::VARIANTS.first_chunk().expect("there are as many");

    /// The names of all.
    pub const NAMES: &[&str] = names(&Named::of(&[Draws::Reply, Draws::Acceptance, Draws::Lifts]));

    /// The names of those that draw replies.
    pub const REPLYING: &[&str] = names(&Named::of(&[Draws::Reply, Draws::Acceptance]));

    /// The names of those that may be accepted.
    pub const ACCEPTED: &[&str] = names(&Named::of(&[Draws::Acceptance]));

    /// The names of those that lift later rates.
    pub const LIFTING: &[&str] = names(&Named::of(&[Draws::Lifts]));

    const fn row(self) -> Row {
        match self {
            Channel::InMail => Row {
                name: "inmail",
                meaning: "costs one credit; free for someone with an Open Profile or who has accepted an invitation",
                words: ["InMail", "InMails"],
                way: "InMail",
                draws: Draws::Reply,
                costs_credit: true,
                in_records: "inmail inmails",
                instead: &[],
            },
            Channel::Connect => Row {
                name: "connect",
                meaning: "a free invitation; once accepted, a message goes out that may draw a reply",
                words: ["invitation", "invitations"],
                way: "invitation to connect",
                draws: Draws::Acceptance,
                costs_credit: false,
                in_records: "connect connects connection connections invite invites invitation invitations invited request requests \
                             einladung einladungen eingeladen kontaktanfrage kontaktanfragen vernetzungsanfrage vernetzungsanfragen \
                             vernetzung connexion invitacion invitaciones invitado conexion convite convites convidado conexao \
                             uitnodiging uitnodigingen uitgenodigd connectieverzoek invito inviti invitato collegamento",
                instead: &["invitation", "invite"],
            },
            Channel::Message => Row {
                name: "message",
                meaning: "a free message to a connection or in a group",
                words: ["message", "messages"],
                way: "message",
                draws: Draws::Reply,
                costs_credit: false,
                in_records: "message messages messaging msg msgs dm dms nachricht nachrichten mensaje mensajes mensagem mensagens bericht \
                             berichten messaggio messaggi",
                instead: &[],
            },
            Channel::Engage => Row {
                name: "engage",
                meaning: "a free visit, like or comment, which multiplies later rates of that person",
                words: ["visit", "visits"],
                way: "step without a reply",
                draws: Draws::Lifts,
                costs_credit: false,
                in_records: "",
                instead: &["visit", "comment"],
            },
            Channel::Email => Row {
                name: "email",
                meaning: "a free e-mail",
                words: ["e-mail", "e-mails"],
                way: "e-mail",
                draws: Draws::Reply,
                costs_credit: false,
                in_records: "email emails mail mails correo correos courriel courriels",
                instead: &["mail"],
            },
        }
    }

    /// Its name in scenario files and reports.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Its meaning, in a line.
    pub const fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// The word of people for so many touches: `InMail`, `InMails`.
    pub fn touches(self, number: u64) -> &'static str {
        let [one, several] = self.row().words;
        if number == 1 { one } else { several }
    }

    /// The words of people for the way of contact: `invitation to connect`.
    pub fn way(self) -> &'static str {
        self.row().way
    }

    /// The outcome that a touch may have.
    pub const fn draws(self) -> Draws {
        self.row().draws
    }

    /// Does a touch cost a credit?
    pub fn costs_credit(self) -> bool {
        self.row().costs_credit
    }

    /// Is a reply to the touch itself what may come of it, so that it may be pending when the campaign begins?
    pub fn may_be_pending(self) -> bool {
        match self.draws() {
            Draws::Reply => true,
            Draws::Acceptance | Draws::Lifts => false,
        }
    }

    /// The channel that a record means by a word, in small letters without accents.
    pub fn in_record(word: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.row().in_records.split(' ').any(|known| known == word))
    }

    /// The channel that people mean who write this in place of its name.
    pub fn written_as(word: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.row().instead.contains(&word))
    }
}

/// The names of some channels, and how many they are.
struct Named([&'static str; Channel::COUNT], usize);

impl Named {
    /// Those of all whose touches may lead to one of these.
    const fn of(draws: &[Draws]) -> Named {
        let (mut named, mut place) = (Named([""; Channel::COUNT], 0), 0);
        while place < Channel::COUNT {
            let channel = Channel::VARIANTS[place];
            let mut other = 0;
            while other < draws.len() {
                if draws[other] as usize == channel.draws() as usize {
                    named.0[named.1] = channel.name();
                    named.1 += 1;
                }
                other += 1;
            }
            place += 1;
        }
        named
    }
}

const fn names(named: &'static Named) -> &'static [&'static str] {
    named.0.split_at(named.1).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_by_what_may_come_of_a_touch() {
        assert_eq!(Channel::NAMES, Channel::ALL.map(Channel::name));
        assert_eq!(Channel::REPLYING, ["inmail", "connect", "message", "email"]);
        assert_eq!((Channel::ACCEPTED, Channel::LIFTING), (&["connect"][..], &["engage"][..]));
    }

    #[test]
    fn no_word_stands_for_two_channels() {
        for channel in Channel::ALL {
            for word in channel.row().in_records.split_whitespace() {
                assert_eq!(Channel::in_record(word), Some(channel), "{word}");
            }
        }
        for (place, channel) in Channel::ALL.into_iter().enumerate() {
            for other in &Channel::ALL[..place] {
                let (one, two) = (channel.row(), other.row());
                assert!(!one.instead.iter().any(|word| two.instead.contains(word)), "{channel:?} {other:?}");
            }
        }
    }
}
