//! What the headings of tables mean, in the languages and spellings that trackers and tools have.

use crate::domain::touch::Channel;
use crate::record::channel::{BESIDE, FOLLOWS, follows};
use crate::record::plain::{has, words};

use super::table::Source;

/// Words of headings of the time at which something went out.
pub(super) const SENT: &str = "sent send contacted invited messaged gesendet gesendete versendet versendete versandt verschickt \
                               angeschrieben kontaktiert eingeladen envoye envoyee envoyes envoyees envoi contacte enviado \
                               enviada enviados enviadas envio contactado contatado invitado convidado verzonden verstuurd \
                               verstuurde uitgenodigd inviato inviata inviati inviate invio contattato contattata \
                               invitato";

/// The same of answers.
pub(super) const REPLIED: &str = "replied reply replies response responses responded answered answer answers antwort antworten \
                                  beantwortet beantwortete geantwortet ruckmeldung ruckmeldungen reponse reponses repondu repondus \
                                  respuesta respuestas respondido respondida respondidos respondidas contestado contestados \
                                  resposta respostas respondeu respondio contesto antwoord antwoorden beantwoord \
                                  gereageerd reactie reacties risposta risposte risposto";

/// The same of acceptances.
pub(super) const ACCEPTED: &str = "accepted acceptance acceptances accepts connected angenommen angenommene akzeptiert vernetzt \
                                   acceptee acceptees accepte acceptes aceptado aceptada aceptados aceptadas aceito aceita aceitos \
                                   aceitas geaccepteerd accettato accettata accettati accettate conectado conectada \
                                   collegato collegata verbunden";

/// Words of headings of what is not to be, or did not come.
const DENIED: &str = "no not never without unanswered kein keine nicht ohne pas sans aucune sin ninguna sem nenhuma geen niet zonder non \
                      nessuna senza";

/// Words of what is yet to go out, or of how many did.
const NOT_SENT: &str =
    "failed count planned scheduled next geplant prevu prochain programado proximo previsto prossimo gepland volgende";

/// Words of how often, how fast and in which words answers came.
const NO_ANSWER: &str = "rate rates text texts body content subject time days hours tage stunden jours heures dias horas giorni ore dagen uren";

/// Words for a connection, which is there once an invitation is accepted.
const CONNECTIONS: &str = "connection connections connect connexion conexion conexao vernetzung collegamento";

/// Words of headings that say which of several messages it is.
const ORDINALS: &str = "first second third last initial intro erste erster erstes zweite dritte letzte premier premiere deuxieme dernier primer \
                        primera segundo segunda ultimo ultima primo prima secondo eerste tweede laatste";

/// Words of times, which say nothing of what happened then.
const TIMES: &str = "at on date time datum uhrzeit am le fecha el data em op il ora when day timestamp";

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
    tell_sent(&words) && !has(&words, REPLIED) && !has(&words, ACCEPTED) && !has(&words, NOT_SENT)
}

/// Do words say that something did not come? `No. of replies` is a number.
fn is_denied(words: &[String]) -> bool {
    let is = |word: &String| has(std::slice::from_ref(word), DENIED);
    (0..words.len()).any(|place| is(&words[place]) && words.get(place + 1).is_none_or(|next| next != "of"))
}

/// Do the words of a heading tell of what went out?
pub(super) fn tell_sent(words: &[String]) -> bool {
    has(words, SENT) && !is_denied(words)
}

/// Do they tell of answers?
pub(super) fn tell_answers(words: &[String]) -> bool {
    has(words, REPLIED) && !is_denied(words)
}

/// The same of acceptances.
pub(super) fn tell_acceptances(words: &[String]) -> bool {
    has(words, ACCEPTED) && !is_denied(words)
}

/// Does it say when an answer came, or whether one did?
pub(super) fn is_replied(heading: &str) -> bool {
    let words = words(heading);
    tell_answers(&words) && !has(&words, NO_ANSWER)
}

/// May its column say by which channel each row went?
pub(super) fn is_channel(heading: &str) -> bool {
    let words = words(heading);
    words.len() <= 2
        && has(
            &words,
            "channel type medium platform how via method kanal plattform art typ weg canal plateforme plataforma tipo canale \
                              piattaforma kanaal soort",
        )
}

/// May it be that of a step, if dates stand below it? It says that something went out, or names a message or what follows one and
/// nothing else, such as `Nachricht am` and `Follow-up 2`.
pub(super) fn is_step(heading: &str) -> bool {
    let words = words(heading);
    // The date of a connection is that on which it was accepted.
    let names_one = follows(&words)
        || words.iter().any(|word| Channel::in_record(word).is_some() && !has(std::slice::from_ref(word), CONNECTIONS));
    let is_idle = |word: &String| {
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let lists = [TIMES, BESIDE, ORDINALS, FOLLOWS, "follow up ups"];
        is_number
            || Channel::in_record(word).is_some()
            || lists.iter().any(|list| has(std::slice::from_ref(word), list))
    };
    is_sent(heading) || names_one && words.iter().all(is_idle)
}

/// May the column of such a heading hold the text of an answer? `Message replied` is when a message was answered.
pub(super) fn may_be_text(heading: &str) -> bool {
    has(&words(heading), "message messages note notes nachricht mensaje mensagem bericht")
}

/// Does it say when an invitation was accepted?
pub(super) fn is_accepted(heading: &str) -> bool {
    let words = words(heading);
    let is = |list: &str| words.iter().any(|word| has(std::slice::from_ref(word), list));
    // The date of a connection.
    let is_date = is(CONNECTIONS)
        && is(TIMES)
        && words.iter().all(|word| [CONNECTIONS, TIMES].iter().any(|list| has(std::slice::from_ref(word), list)));
    is_date || tell_acceptances(&words) && !has(&words, NO_ANSWER)
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
        "company firma unternehmen entreprise empresa azienda bedrijf organization account seat sender absender owner user from campaign \
         template image photo website",
    );
    match () {
        () if is_other => None,
        () if has(&words, "profile linkedin lead person member contact candidate prospect recipient")
            && has(&words, "url link profile id key linkedin urn") =>
        {
            Some(0)
        }
        () if has(&words, "profileurl linkedinurl") => Some(0),
        () if has(&words, "url") && words.len() == 1 => Some(1),
        () if has(&words, "email mail") && !has(&words, "sent subject status replied") => Some(2),
        () if has(
            &words,
            "name prospect recipient contact lead candidate person who kontakt kontaktperson ansprechpartner kandidat empfanger nom \
             personne destinataire candidat nombre contacto persona candidato destinatario nome contato contatto naam persoon kandidaat",
        ) && words.len() <= 2 =>
        {
            Some(3)
        }
        () => None,
    }
}

/// May it say what came of each row in words?
pub(super) fn is_status(heading: &str) -> bool {
    has(
        &words(heading),
        "status state stage outcome result disposition ergebnis statut etat resultat estado resultado stato esito uitkomst resultaat",
    )
}

/// Does it say of what went out that it did not arrive?
pub(super) fn is_failed(heading: &str) -> bool {
    has(&words(heading), "bounced undelivered failed")
}

/// Is it that of a number by which two tables may be joined? One of nothing but `id` may count the rows.
pub(super) fn is_id(heading: &str) -> bool {
    let words = words(heading);
    words.len() > 1 && words.last().is_some_and(|word| word == "id")
}

/// Words of the parts of a name, where somebody has both in columns of their own.
const FIRST_NAME: &str = "firstname fname forename vorname prenom voornaam nombre nome";
const LAST_NAME: &str = "lastname lname surname nachname nom apellido apellidos sobrenome cognome achternaam";

/// The columns that tell people apart, the best first, behind one that is `known` to do so.
pub(super) fn people(header: &[String], known: Option<usize>) -> Source {
    let headings: Vec<Vec<String>> = header.iter().map(|heading| words(heading)).collect();
    let part = |own: &str, word: &str| {
        let is_its = |words: &Vec<String>| has(words, own) || has(words, word) && has(words, "name");
        headings.iter().position(|words| words.len() <= 2 && is_its(words))
    };
    let name = || headings.iter().position(|words| words.len() == 1 && words[0] == "name");
    let first = part(FIRST_NAME, "first given");
    let last = part(LAST_NAME, "last family").or_else(|| name().filter(|_| first.is_some()));
    let whole = first.zip(last).filter(|(first, last)| first != last).map(|(first, last)| vec![first, last]);
    let mut ranked: Vec<(u32, usize)> =
        (0..header.len()).filter_map(|column| Some((tells_people(&header[column])?, column))).collect();
    ranked.sort_unstable();
    let is_part = |column: usize| known == Some(column) || whole.as_ref().is_some_and(|parts| parts.contains(&column));
    let one = ranked.into_iter().map(|(_, column)| column).filter(|column| !is_part(*column));
    Source(known.into_iter().chain(one).map(|column| vec![column]).chain(whole.clone()).collect())
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
