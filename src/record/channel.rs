//! The channel of a touch of a record.

use crate::domain::touch::Channel;

use super::contact::Contact;
use super::plain::{has, letters, words};

/// Of several channels that words name, the first of these is meant: an InMail is a message, and so is the note of an invitation.
const FIRST: [Channel; 4] = [Channel::InMail, Channel::Connect, Channel::Email, Channel::Message];

/// Words that names of touches have beside the channel.
pub(super) const BESIDE: &str = "linkedin li send sent request requests cold e de di an of to gesendet enviado enviada envoye envoyee verstuurd \
                      demande solicitud pedido inviato inviata richiesta";

/// Words of what is neither a message nor an invitation.
const OTHER: &str = "call calls phone telephone telefon anruf anrufe telefonat appel llamada ligacao telefonema telefoontje telefonata chiamata visit visits \
                     visited besuch profilbesuch visite visita like likes liked";

/// Words beside these.
const BESIDE_OTHER: &str = "profile profil perfil profilo cold post telefonique telefonica linkedin made done";

/// Words by which a message follows another.
pub(super) const FOLLOWS: &str = "followup followups reminder bump nachfass nachfassen erinnerung relance rappel seguimiento \
                                  recordatorio acompanhamento lembrete opvolging herinnering sollecito promemoria nachgefasst";

/// Words of names that mean the same in several languages, a meaning a row, and those of numbers.
const SAME: [&str; 4] = [
    "followup followups nachfass nachfassen nachfassung relance relances seguimiento acompanhamento opvolging sollecito",
    "reminder erinnerung rappel recordatorio lembrete herinnering promemoria",
    "message nachricht mensaje mensagem bericht messaggio",
    "invitation einladung invitacion convite uitnodiging invito",
];
const NUMBERS: [&str; 3] = [
    "1 1st 1er first erste erster erstes premier premiere primer primero primera primeiro primeira eerste primo prima",
    "2 2nd 2e second zweite zweiter zweites deuxieme segundo segunda tweede secondo seconda",
    "3 3rd 3e third dritte dritter drittes troisieme tercer tercero tercera terceiro terceira derde terzo terza",
];

/// What a name of a touch means, in the words of one language; nothing where it has no word that is known in several.
pub(super) fn meaning(touch: &str) -> Option<String> {
    let mut words = words(touch);
    if let Some(place) = words.windows(2).position(|pair| pair[0] == "follow" && pair[1] == "up") {
        words.splice(place..place + 2, ["followup".to_owned()]);
    }
    let (mut is_known, mut meant) = (false, Vec::new());
    for word in &words {
        let of = |rows: &[&'static str]| {
            rows.iter().find_map(|row| {
                let mut names = row.split(' ');
                let first = names.next()?;
                (first == word || names.any(|name| name == word)).then_some(first)
            })
        };
        is_known |= of(&SAME).is_some();
        meant.push(of(&SAME).or(of(&NUMBERS)).unwrap_or(word));
    }
    meant.sort_unstable();
    is_known.then(|| meant.join(" "))
}

/// The channel that words name.
pub(super) fn of_words(words: &[String]) -> Option<Channel> {
    let rank = |channel: Channel| FIRST.iter().position(|first| *first == channel);
    let ranks = words.iter().filter_map(|word| Channel::in_record(word).and_then(rank));
    ranks.min().map(|rank| FIRST[rank])
}

/// Do words say that a touch follows another?
pub(super) fn follows(words: &[String]) -> bool {
    has(words, FOLLOWS) || words.windows(2).any(|pair| pair[0] == "follow" && matches!(pair[1].as_str(), "up" | "ups"))
}

/// The channel that a touch is named after, by any word of its name, in whatever case and with whatever blanks and hyphens.
pub fn named(touch: &str) -> Option<Channel> {
    let words = words(touch);
    let channel = of_words(&words);
    // What follows an invitation goes to somebody who may not have accepted it.
    let is_either = channel == Some(Channel::Connect) && follows(&words);
    let is_inmail = letters(touch) == "followup";
    channel.filter(|_| !is_either).or(is_inmail.then_some(Channel::InMail))
}

/// The channel whose usual name a touch has, with nothing of its own: `Connection request`, and not `Intro message`.
pub(super) fn usual(touch: &str) -> Option<Channel> {
    let words = words(touch);
    let channel = of_words(&words)?;
    let is_usual = |word: &String| Channel::in_record(word) == Some(channel) || has(std::slice::from_ref(word), BESIDE);
    words.iter().all(is_usual).then_some(channel)
}

/// Is it no touch that a message or an invitation could be, such as a call or a visit?
pub(super) fn is_other(touch: &str) -> bool {
    let words = words(touch);
    has(&words, OTHER)
        && words.iter().all(|word| [OTHER, BESIDE_OTHER].iter().any(|list| has(std::slice::from_ref(word), list)))
}

/// The channel of a touch, by its name or by what came of it; an InMail unless something says otherwise.
pub(super) fn channel(touch: &str, contacts: &[&Contact]) -> Channel {
    let accepted = || contacts.iter().any(|contact| contact.accepted.is_some()).then_some(Channel::Connect);
    let free = || contacts.iter().all(|contact| contact.credit == Some(false)).then_some(Channel::Message);
    named(touch).or_else(accepted).or_else(free).unwrap_or(Channel::InMail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_every_way_to_write_them() {
        use Channel::{Connect, Email, InMail, Message};
        for (channel, touches) in [
            (
                Some(Connect),
                "Connect| connection  Request |INVITE|LI connect|LinkedIn invites|Vernetzungsanfrage|Invitación|Uitnodiging 2",
            ),
            (Some(Connect), "Convite|Einladung mit Notiz|connection_request_sent|Demande de connexion"),
            (Some(Email), "E-Mail|Email 2|Cold mail|Correo"),
            (Some(Message), "message|LinkedIn DM|Nachricht 1|Mensagem|message follow-up|Intro message"),
            (Some(InMail), "InMail|Follow-up|InMail message|in-mail 2|InMail follow-up"),
            (None, "Step 1|engage|connect follow-up|follow-up 2|Touch A"),
        ] {
            for touch in touches.split('|') {
                assert_eq!(named(touch), channel, "{touch}");
            }
        }
    }

    #[test]
    fn names_mean_the_same_in_several_languages() {
        for names in
            ["follow-up 1|Nachfassen 1|1. Nachfassen|Relance 1|Seguimiento 1", "Second message|Nachricht 2|mensaje 2"]
        {
            let mut meanings = names.split('|').map(meaning);
            let first = meanings.next().flatten();
            assert!(first.is_some() && meanings.all(|other| other == first), "{names}");
        }
        assert_ne!(meaning("follow-up 1"), meaning("Nachfassen 2"));
        assert_ne!(meaning("follow-up 1"), meaning("Erinnerung 1"), "a reminder may be another");
        assert_eq!((meaning("Step 1"), meaning("Intro A")), (None, None));
    }

    #[test]
    fn usual_names_say_nothing_else() {
        assert_eq!(usual("LinkedIn connection request"), Some(Channel::Connect));
        assert_eq!(usual("E-Mail"), Some(Channel::Email));
        for touch in ["Email 1", "Intro message", "InMail A", "Follow-up", ""] {
            assert_eq!(usual(touch), None, "{touch}");
        }
        for (touch, is) in
            [("Call", true), ("Cold call", true), ("Anruf", true), ("Profile visit", true), ("Call to action", false)]
        {
            assert_eq!(is_other(touch), is, "{touch}");
        }
    }
}
