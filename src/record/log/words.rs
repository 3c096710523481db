//! Words that stand in place of a date: yes and no, ticks, and what trackers and tools call what came of a touch.

use super::headings::{has, words};

/// What a word says of a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing has come.
    Nothing,
    /// An answer came.
    Answered,
    /// It was accepted: an invitation, or an InMail, of which that is an answer.
    Accepted,
    /// It was declined, which is an answer to a message, and none to an invitation.
    Declined,
    /// It did not go out.
    NotSent,
}

/// Words by which alone nothing has come. Texts that are no dates, such as `-`, are known before.
const NO: &str = "no n false none never nein non nee nao ✗ ✘ ❌ ☐";
const YES: &str = "yes y true x 1 ja oui si sim wahr vrai verdadero verdadeiro waar ✓ ✔ ☑ ✅";

/// Words that turn what follows into its contrary.
const NOT: &str = "no not never without un non keine kein nicht ohne pas sans sin nao sem geen niet zonder aucune awaiting waiting \
                   yet noch";

const ANSWERED: &str = "replied reply responded response answered answer interested uninterested meeting booked call positive \
                        negative conversation converted won demo unsubscribed beantwortet geantwortet antwort termin \
                        interesse interessiert repondu reponse rdv rendez interesse interessee respondido respondio respuesta \
                        contesto contestado contestada reunion interesado interesada respondeu resposta reuniao interessado \
                        interessada beantwoord geantwoord gereageerd antwoord reactie afspraak geinteresseerd";

const ACCEPTED: &str = "accepted accept connected angenommen akzeptiert verbunden vernetzt accepte acceptee connecte connectee \
                        aceptado aceptada acepto conectado conectada aceito aceita aceitou geaccepteerd verbonden";

const DECLINED: &str = "declined rejected refused decline abgelehnt refuse refusee decliné rechazado rechazada recusado recusada \
                        recusou afgewezen geweigerd";

const WAITING: &str = "pending sent contacted waiting awaiting unanswered ignored delivered opened open seen read viewed invited \
                       requested request invitation invite withdrawn expired followed follow unresponsive silent outstanding \
                       ausstehend offen gesendet versendet verschickt kontaktiert angeschrieben wartet zugestellt gelesen attente \
                       envoye envoyee contacte contactee lu pendiente enviado enviada contactado contactada pendente contatado \
                       contatada lido verzonden verstuurd openstaand afwachting benaderd gelezen";

const NOT_SENT: &str = "uncontacted unsent draft drafted queued scheduled failed error bounced skipped entwurf fehlgeschlagen \
                        brouillon echec borrador fallido rascunho falhou concept mislukt";

/// What a cell says in words; nothing where it cannot be told.
pub(super) fn says(text: &str) -> Option<Says> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    // A letter or digit alone is a mark, in a longer text it says nothing.
    let is_mark = |words: &[String]| words.len() == 1 && words[0].chars().count() == 1 && words[0].len() < text.len();
    if text.contains(char::is_control) {
        return None;
    }
    // Signs are no words.
    let signs: Vec<String> = text.chars().filter(|c| !c.is_whitespace()).map(String::from).take(1).collect();
    let words = match words(text) {
        words if words.is_empty() => signs,
        words if is_mark(&words) => return None,
        words => words,
    };
    let (first, rest) = words.split_first()?;
    let is = |list: &str| has(&words, list);
    if is(NOT_SENT)
        || (is(NOT)
            && is("sent contacted gesendet kontaktiert envoye enviado verzonden")
            && !is("yet noch awaiting waiting"))
    {
        return Some(Says::NotSent);
    }
    let first = std::slice::from_ref(first);
    if has(first, YES) && (rest.is_empty() || !is(NOT)) {
        return Some(if is(ACCEPTED) { Says::Accepted } else { Says::Answered });
    }
    // Whoever says that they are not interested has answered.
    let is_interest =
        is("interested interesse interessiert interessee interesado interesada interessado interessada geinteresseerd");
    if is_interest {
        return Some(Says::Answered);
    }
    match () {
        () if is(DECLINED) => Some(Says::Declined),
        () if is(NOT) && (is(ANSWERED) || is(ACCEPTED)) => Some(Says::Nothing),
        () if is("awaiting waiting pending ausstehend attente pendiente pendente afwachting") => Some(Says::Nothing),
        () if is(ACCEPTED) => Some(Says::Accepted),
        () if is(ANSWERED) => Some(Says::Answered),
        () if is(WAITING) || has(first, NO) => Some(Says::Nothing),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_of_six_languages_are_known() {
        let told = |expected: Says, texts: &str| {
            for text in texts.split('|') {
                assert_eq!(says(text), Some(expected), "{text}");
            }
        };
        told(
            Says::Answered,
            "Yes|y|TRUE|x|X|✓|✔|1|Replied|responded|Answered|Reply received|Meeting booked|Not interested|Yes - call|Ja|\
             Geantwortet|Antwort erhalten|kein Interesse|Oui|Répondu|a répondu|RDV pris|Sí|Respondió|Reunión|Sim|Respondeu|\
             Reunião marcada|Beantwoord|Gereageerd|Afspraak|Replied (positive)|niet geïnteresseerd",
        );
        told(
            Says::Nothing,
            "No|n|false|✗|No reply|no_response|not replied|No response yet|Pending|sent|Awaiting reply|Unanswered|ignored|\
             followed_up|Nein|keine Antwort|ausstehend|Non|pas de réponse|sans réponse|en attente|sin respuesta|pendiente|\
             Não|sem resposta|pendente|geen antwoord|niet beantwoord|nee|Opened|Request sent|not accepted|Pending acceptance",
        );
        told(Says::Accepted, "Accepted|Connected|invite accepted|angenommen|Acceptée|aceptado|aceito|geaccepteerd");
        told(Says::Declined, "Declined|rejected|abgelehnt|refusé|rechazado|recusado|afgewezen");
        told(
            Says::NotSent,
            "Uncontacted|not sent|draft_approved|Failed|Not contacted|nicht gesendet|brouillon|scheduled",
        );
        for text in ["", "x,", "x\n,", "soon", "perhaps", "Ann", "2", "2026-03-05", "Backend 2026"] {
            assert_eq!(says(text), None, "{text}");
        }
    }
}
