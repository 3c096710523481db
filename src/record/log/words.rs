//! Words that stand in place of a date: yes and no, ticks, and what trackers and tools call what came of a touch.

use crate::record::plain::words;

use super::lexicon::{Tells, tell};

/// What a word says of a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::record) enum Says {
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

/// What comes of a touch, which a negation turns into its contrary.
const CAME: Tells = Tells::ANSWERED.or(Tells::MEETING).or(Tells::ANSWER).or(Tells::CALL);

/// What says that nothing has come, or not yet.
const DENIES: Tells = Tells::NOT.or(Tells::YET).or(Tells::AWAITED);

/// What the words of a text have said.
#[derive(Debug, Default)]
struct Said {
    /// All of it together.
    all: Tells,
    answered: bool,
    called: bool,
    accepted: bool,
    declined: bool,
    /// An answer is said not to have come, or is waited for.
    silent: bool,
    sent: bool,
    unsent: bool,
}

impl Said {
    /// Adds a part of a text. A negation holds for what is behind it, up to the end of its part; `is_denied` is one that stands
    /// in the next part, as in “reply: none”.
    fn add(&mut self, part: &[Tells], is_denied: bool) {
        let (mut is_not, mut is_awaited, mut before) = (false, false, Tells::default());
        for (place, &tells) in part.iter().enumerate() {
            let is = |one: Tells| tells.is(one);
            // An answer may stand before its verb: “reply not received”, “réponse en attente”.
            let verb = || part[place + 1..].iter().find(|next| next.is(DENIES.or(CAME).or(Tells::GOT)));
            let is_denied = is(Tells::ANSWER.or(Tells::CALL)) && verb().map_or(is_denied, |next| next.is(DENIES));
            let is_contrary = is_not || is_awaited;
            match () {
                // Whoever says that they are not interested has answered.
                () if is(Tells::INTEREST) => {}
                () if is(CAME) && (is_contrary || is_denied) => self.silent = true,
                () if is(Tells::CALL) => self.called = true,
                () if is(CAME) => self.answered = true,
                () if is(Tells::ACCEPTED) && is_contrary => self.silent = true,
                () if is(Tells::ACCEPTED) => self.accepted = true,
                () if is(Tells::DECLINED) => self.declined |= !is_not,
                // Short words such as “been” may stand between.
                () if is(Tells::SENT) && is_not => self.unsent |= before.is(Tells::NOT.or(Tells::YET)),
                () if is(Tells::SENT.or(Tells::SEEN)) => self.sent = true,
                () => {}
            }
            if !(is_not && is(Tells::FAILED.or(Tells::PLANNED))) {
                self.all = self.all.or(tells);
            }
            is_not = (is_not || is(Tells::NOT)) && !is(Tells::BUT);
            is_awaited = (is_awaited || is(Tells::AWAITED)) && !is(Tells::BUT);
            before = if tells == Tells::default() { before } else { tells };
        }
    }

    /// What that says of a touch; nothing where it cannot be told.
    fn says(&self) -> Option<Says> {
        let is = |one: Tells| self.all.is(one);
        match () {
            () if self.answered || is(Tells::INTEREST) && !self.declined => Some(Says::Answered),
            () if self.declined => Some(Says::Declined),
            // A call is no answer if it was only tried.
            () if self.called && !self.silent && !is(Tells::FAILED.or(Tells::TRIED)) => Some(Says::Answered),
            () if self.accepted => Some(Says::Accepted),
            () if is(Tells::FAILED) || self.unsent => Some(Says::NotSent),
            // Beside what has gone out it is the next step that is planned.
            () if is(Tells::PLANNED) && !(self.sent || self.silent || is(Tells::FOLLOWS)) => Some(Says::NotSent),
            () if self.silent || self.sent => Some(Says::Nothing),
            () if is(Tells::WAITING.or(Tells::FOLLOWS).or(Tells::AWAITED)) => Some(Says::Nothing),
            () => None,
        }
    }
}

/// Yes or no, where a cell is nothing else.
pub(super) fn flag(text: &str) -> Option<bool> {
    let words = words(text);
    let signs: Vec<String> = if words.is_empty() { vec![text.trim().to_owned()] } else { words };
    match tell(&signs)[..] {
        [one] if one.is(Tells::YES) => Some(true),
        [one] if one.is(Tells::NO) => Some(false),
        _ => None,
    }
}

/// What a cell says in words; nothing where it cannot be told.
pub(in crate::record) fn says(text: &str) -> Option<Says> {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_control) {
        return None;
    }
    // Negations in one word with their verb.
    let text = &text.replace("n't", " not").replace("n’t", " not");
    let parts = parts(text);
    let all: Vec<String> = parts.iter().flat_map(|(words, _)| words.iter().cloned()).collect();
    // A phrase may have a comma in it: “no, thanks”.
    if tell(&all)[..] == [Tells::INTEREST] {
        return Some(Says::Answered);
    }
    let told: Vec<(Vec<Tells>, &str)> = match &all[..] {
        // Signs are no words.
        [] => {
            let sign = text.chars().find(|c| !c.is_whitespace())?;
            vec![(tell(&[sign.to_string()]), "")]
        }
        // A letter or digit alone is a mark, in a longer text it says nothing.
        [mark] if mark.chars().count() == 1 && mark.len() < text.len() => return None,
        _ => parts.iter().map(|(words, end)| (tell(words), *end)).filter(|(told, _)| !told.is_empty()).collect(),
    };
    let (first, _) = told.first()?;
    let is_all = |part: &[Tells], one: Tells| part.iter().all(|tells| tells.is(one));
    let mut said = Said::default();
    for (place, (part, end)) in told.iter().enumerate() {
        let next = told.get(place + 1).map_or(&[][..], |(next, _)| next);
        // What is answered may be “no”, and whether there is an answer, “none”; a question is answered by either.
        let is_none = !next.is_empty() && is_all(next, DENIES.or(Tells::GOT));
        let is_denied = is_none && (!is_all(next, Tells::NO) || *end == "?");
        if is_denied && *end == "?" && is_all(part, CAME.or(Tells::ACCEPTED)) {
            said.silent = true;
        } else {
            said.add(part, is_denied);
        }
    }
    if first[0].is(Tells::YES) && !first.iter().any(|tells| tells.is(Tells::NOT)) {
        return Some(if said.accepted { Says::Accepted } else { Says::Answered });
    }
    let is_no = is_all(first, Tells::NO) && !said.declined && !said.all.is(Tells::INTEREST.or(Tells::FAILED));
    match said.says() {
        _ if is_no && !said.unsent => Some(Says::Nothing),
        None if first[0].is(Tells::NO) || told.iter().all(|(part, _)| is_all(part, DENIES)) => Some(Says::Nothing),
        said => said,
    }
}

/// The words of the parts of a text, which commas, stops and dashes divide, each with the sign behind it.
fn parts(text: &str) -> Vec<(Vec<String>, &str)> {
    let is_end = |c: char| ",;:.!?()[]/|–—=".contains(c);
    let by_sign = text.split_inclusive(is_end).map(|part| match part.char_indices().next_back() {
        Some((place, sign)) if is_end(sign) => part.split_at(place),
        _ => (part, ""),
    });
    by_sign.flat_map(|(part, sign)| part.split(" - ").map(move |part| (words(part), sign))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(expected: impl Into<Option<Says>> + Copy, texts: &str) {
        for text in texts.split('|') {
            assert_eq!(says(text), expected.into(), "{text}");
        }
    }

    #[test]
    fn a_refusal_with_thanks_is_an_answer_with_a_comma_and_without() {
        told(Says::Answered, "No, thanks!|no thank you|nein, danke|Non, merci.|no, gracias|Nee, bedankt|não, obrigado");
        told(Says::Nothing, "no, nothing|nein, noch nicht");
    }

    #[test]
    fn italian_words_are_known_and_what_a_machine_answers_is_no_answer() {
        told(
            Says::Answered,
            "Sì|Ha risposto|risposta ricevuta|Non interessata|no, grazie|Appuntamento fissato|colloquio|no le interesa|Spoke on \
             Monday|Referred to a colleague|Rückruf vereinbart|👍",
        );
        told(
            Says::Nothing,
            "Nessuna risposta|non ha risposto|in attesa di risposta|inviato|sollecito inviato|non ancora|esperando respuesta|\
             aguardando resposta|OOO|Auto-reply / out of office|fuori ufficio|Abwesenheitsnotiz|left a voicemail|Réponse \
             automatique|Reminder sent|👎",
        );
        told(Says::Accepted, "Accettato|invito accettato");
        told(Says::Declined, "Rifiutato|ha rifiutato");
        told(Says::NotSent, "bozza|non inviato|da inviare|non ancora inviato|programmato");
    }

    #[test]
    fn the_usual_words_of_seven_languages_are_known() {
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

    #[test]
    fn a_negation_holds_for_what_is_behind_it_in_its_part_of_a_text() {
        told(
            Says::Answered,
            "Answered: no|Replied / no call|Meeting held, no budget|Respondeu que não|Geantwortet: kein Termin|Responded but not \
             a fit|A répondu, pas de rdv|Yes, without a call|Reply received - waiting for a date|replied awaiting call",
        );
        told(
            Says::Nothing,
            "No positive reply|hasn't replied yet|Reply: none|Replied? No|Answer not received|Antwort noch offen|Réponse en \
             attente|has not yet answered|keine positive Antwort|Delivered, no response|yet to respond|noch keine|todavía no|\
             ainda não|pas encore|nog niet|aún no|sem retorno|keine Rückmeldung|No call, no reply|Sent, not seen|Lost - no reply|Sin contestar|wacht op antwoord",
        );
        told(
            Says::Accepted,
            "Accepted, no answer|Connected - never replied|Aceptada, sin respuesta|angenommen, keine Antwort",
        );
        told(Says::Declined, "Declined - no interest|Abgelehnt, kein Interesse|rechazó|Absage");
    }

    #[test]
    fn what_is_planned_or_failed_went_out_where_something_says_so() {
        told(
            Says::Answered,
            "Interview planned|Demo scheduled|Termin geplant|Call booked|replied - call failed|Meeting cancelled|Phone \
             screening scheduled|Entretien planifié",
        );
        told(
            Says::Nothing,
            "Sent, follow-up scheduled|Follow-up queued|No answer, next step planned|Opened - call not yet scheduled",
        );
        told(
            Says::NotSent,
            "planned|geplant|not yet sent|noch nicht kontaktiert|pas encore envoyé|aún no enviado|nicht verschickt|cancelled|to \
             send|To do|has not been sent|Sent - bounced|no (bounced)|nog niet verstuurd|Invitation scheduled|call failed|ainda \
             não enviado|To be contacted|Open - Not Contacted",
        );
    }

    #[test]
    fn whoever_says_when_or_whom_to_ask_has_answered() {
        told(
            Says::Answered,
            "Hired|Interviewing|Offer made|Maybe later|wrong contact|Not right now|Opted out|No thanks|Zusage|Gespräch vereinbart|\
             Bedarf? kein Bedarf|Nein danke|closed lost|Pas maintenant|geen tijd|No budget",
        );
        told(Says::Nothing, "Ghosted|left on read|Withdrawn");
        told(None, "purple|nurture|budget|2nd round|tbd");
    }
}
