//! What the headings of tables mean, in the languages and spellings that trackers and tools have.

use crate::domain::touch::Channel;
use crate::record::plain::unaccented;

/// The words of a text in small letters without accents, as `firstMsgSent_at` has first, msg, sent and at.
pub(super) fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut was_small) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        if !word.is_empty() && (!c.is_alphanumeric() || was_small && c.is_uppercase()) {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    let mut plain: Vec<String> = Vec::with_capacity(words.len());
    for word in words.iter().map(|word| unaccented(word)) {
        // Names of their own, in whatever case they are written.
        match (plain.last_mut(), word.as_str()) {
            (Some(before), "in") if before == "linked" => "linkedin".clone_into(before),
            (Some(before), "mail" | "mails") if before == "in" => *before = format!("in{word}"),
            _ => plain.push(word),
        }
    }
    plain
}

/// Is one of the words in a list, divided by blanks?
pub(super) fn has(words: &[String], list: &str) -> bool {
    words.iter().any(|word| list.split(' ').any(|known| known == word))
}

/// Words of headings of the time at which something went out.
pub(super) const SENT: &str = "sent send contacted invited messaged gesendet versendet verschickt angeschrieben kontaktiert \
                               envoye envoyee contacte enviado enviada contactado contatado verzonden verstuurd";

/// The same of answers.
pub(super) const REPLIED: &str = "replied reply replies responded response responses answered answer answers antwort antworten \
                                  beantwortet geantwortet reponse reponses repondu respuesta respuestas respondido contestado \
                                  resposta respostas respondeu antwoord antwoorden beantwoord gereageerd";

/// The same of acceptances.
pub(super) const ACCEPTED: &str = "accepted acceptance acceptances accepts connected angenommen akzeptiert vernetzt acceptee \
                                   acceptees accepte aceptado aceptada aceptadas aceito aceita aceitas geaccepteerd";

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
    has(&words, REPLIED) && !has(&words, "rate text body content message subject time rates")
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

/// The channel that words name.
pub(super) fn channel(words: &[String]) -> Option<Channel> {
    if has(words, "inmail inmails") {
        Some(Channel::InMail)
    } else if has(
        words,
        "connect connects connection connections invite invites invitation invitations invited request requests",
    ) {
        Some(Channel::Connect)
    } else if has(words, "email emails mail mails") {
        Some(Channel::Email)
    } else if has(words, "message messages msg dm messaging nachricht mensaje mensagem bericht") {
        Some(Channel::Message)
    } else {
        None
    }
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
    fn headings_are_taken_apart_however_they_are_written() {
        assert_eq!(words("firstMsgSent_at"), ["first", "msg", "sent", "at"]);
        assert_eq!(words("Réponse reçue ?"), ["reponse", "recue"]);
        assert_eq!(words("LinkedIn URL, InMail"), ["linkedin", "url", "inmail"]);
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
