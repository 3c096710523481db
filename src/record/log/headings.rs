//! What the headings of tables mean, in the languages and spellings that trackers and tools have.

use crate::domain::touch::Channel;
use crate::record::plain::{has, words};

/// Words of headings of the time at which something went out.
pub(super) const SENT: &str = "sent send contacted invited messaged gesendet gesendete versendet versendete versandt verschickt \
                               angeschrieben kontaktiert eingeladen envoye envoyee envoyes envoyees envoi contacte enviado \
                               enviada enviados enviadas envio contactado contatado invitado convidado verzonden verstuurd \
                               verstuurde uitgenodigd";

/// The same of answers.
pub(super) const REPLIED: &str = "replied reply replies response responses responded answered answer answers antwort antworten \
                                  beantwortet beantwortete geantwortet ruckmeldung ruckmeldungen reponse reponses repondu repondus \
                                  respuesta respuestas respondido respondida respondidos respondidas contestado contestados \
                                  resposta respostas respondeu antwoord antwoorden beantwoord gereageerd";

/// The same of acceptances.
pub(super) const ACCEPTED: &str = "accepted acceptance acceptances accepts connected angenommen angenommene akzeptiert vernetzt \
                                   acceptee acceptees accepte acceptes aceptado aceptada aceptados aceptadas aceito aceita aceitos \
                                   aceitas geaccepteerd";

/// Words of times, which say nothing of what happened then.
const TIMES: &str = "at on date time datum uhrzeit am le fecha el data em op when day timestamp";

/// Words that headings of anything may have, by which a row is known for a header.
const USUAL: &str = "name title date company email url profile status type touch person segment campaign lead contact subject \
                     created id number datum firma titel nom entreprise nombre empresa nome naam bedrijf linkedin note notes \
                     project seat week day message messages inmail inmails connection connections invitation invitations \
                     location position owner account category";

/// Is it the heading of a column that many tables have?
pub(super) fn is_usual(heading: &str) -> bool {
    let words = words(heading);
    [USUAL, SENT, REPLIED, ACCEPTED].iter().any(|list| has(&words, list))
}

/// Does a heading say when something went out?
pub(super) fn is_sent(heading: &str) -> bool {
    let words = words(heading);
    has(&words, SENT) && !has(&words, REPLIED) && !has(&words, ACCEPTED) && !has(&words, "not never failed count")
}

/// Does it say when an answer came, or whether one did?
pub(super) fn is_replied(heading: &str) -> bool {
    let words = words(heading);
    has(&words, REPLIED) && !has(&words, "rate text texts body content subject time rates")
}

/// May its column say by which channel each row went?
pub(super) fn is_channel(heading: &str) -> bool {
    let words = words(heading);
    words.len() <= 2 && has(&words, "channel type medium kanal art typ canal tipo canale kanaal soort")
}

/// Does it say when a message went out, by its name and that of a time alone, such as `Nachricht am`?
pub(super) fn is_message_date(heading: &str) -> bool {
    let words = words(heading);
    let of = |word: &String| Channel::in_record(word).filter(|channel| *channel != Channel::Connect);
    let is_time = |word: &String| has(std::slice::from_ref(word), TIMES);
    words.iter().any(|word| of(word).is_some())
        && words.iter().any(is_time)
        && words.iter().all(|word| of(word).is_some() || is_time(word))
}

/// May the column of such a heading hold the text of an answer? `Message replied` is when a message was answered.
pub(super) fn may_be_text(heading: &str) -> bool {
    has(&words(heading), "message messages note notes nachricht mensaje mensagem bericht")
}

/// Does it say when an invitation was accepted?
pub(super) fn is_accepted(heading: &str) -> bool {
    has(&words(heading), ACCEPTED)
}

/// Is it that of a date of which is not said what happened on it?
pub(super) fn is_date(heading: &str) -> bool {
    let words = words(heading);
    has(&words, TIMES) || has(&words, "created createdat occurred")
}

/// What a heading says beside when and that something was sent or answered, such as `firstmsg`.
pub(super) fn stem(heading: &str) -> String {
    let of_others = |word: &&String| ![SENT, REPLIED, ACCEPTED, TIMES].iter().any(|list| has(&[(*word).clone()], list));
    words(heading).iter().filter(of_others).map(String::as_str).collect()
}

/// How well a column of this heading tells people apart: the less the better; nothing where it does not.
pub(super) fn tells_people(heading: &str) -> Option<u32> {
    let words = words(heading);
    let is_other = has(
        &words,
        "company firma organization account seat sender owner user from campaign template image photo website",
    );
    match () {
        () if is_other => None,
        () if has(&words, "profile linkedin lead person member")
            && has(&words, "url link profile id key linkedin urn") =>
        {
            Some(0)
        }
        () if has(&words, "profileurl linkedinurl") => Some(0),
        () if has(&words, "url") && words.len() == 1 => Some(1),
        () if has(&words, "email mail") && !has(&words, "sent subject status replied") => Some(2),
        () if has(&words, "name prospect recipient contact lead candidate nom nombre nome naam")
            && words.len() <= 2 =>
        {
            Some(3)
        }
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_happened_when() {
        assert_eq!(
            (stem("first_msg_sent_at"), stem("Date sent"), stem("replied")),
            ("firstmsg".into(), String::new(), String::new())
        );
        assert!(is_sent("Contacted") && is_sent("date_sent") && !is_sent("Reply sent"));
        assert!(is_replied("Responded?") && is_replied("Antwort am") && !is_replied("Response rate"));
    }

    #[test]
    fn people_are_told_by_the_best_column() {
        let rank = |heading| tells_people(heading);
        assert!(rank("leadLinkedinUrl") < rank("leadEmail") && rank("leadEmail") < rank("Name"));
        for heading in ["Company name", "company LinkedIn URL", "Sent", "campaign name"] {
            assert_eq!(rank(heading), None, "{heading}");
        }
    }
}
