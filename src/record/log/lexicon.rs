//! The words of cells that say what came of a touch, in seven languages, by what each of them tells.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word tells, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tells(u32);

impl Tells {
    /// Yes, by itself.
    pub(super) const YES: Tells = Tells(1);
    /// No, by itself.
    pub(super) const NO: Tells = Tells(1 << 1);
    /// It turns the words behind it into their contrary.
    pub(super) const NOT: Tells = Tells(1 << 2);
    /// It says that this may still come.
    pub(super) const YET: Tells = Tells(1 << 3);
    /// Something is waited for.
    pub(super) const AWAITED: Tells = Tells(1 << 4);
    /// An answer, or what comes only after one.
    pub(super) const ANSWERED: Tells = Tells(1 << 5);
    /// An answer as a thing, which may as well be waited for.
    pub(super) const ANSWER: Tells = Tells(1 << 6);
    /// A call, which may be tried without an answer, or what is lost, perhaps for want of one.
    pub(super) const CALL: Tells = Tells(1 << 7);
    /// Interest, or the lack of it, which is an answer either way.
    pub(super) const INTEREST: Tells = Tells(1 << 8);
    /// It was accepted.
    pub(super) const ACCEPTED: Tells = Tells(1 << 9);
    /// It was declined.
    pub(super) const DECLINED: Tells = Tells(1 << 10);
    /// It went out.
    pub(super) const SENT: Tells = Tells(1 << 11);
    /// It went out, and nothing more is said.
    pub(super) const WAITING: Tells = Tells(1 << 12);
    /// It follows something that went out.
    pub(super) const FOLLOWS: Tells = Tells(1 << 13);
    /// It is to go out, or is not meant to.
    pub(super) const PLANNED: Tells = Tells(1 << 14);
    /// It did not arrive.
    pub(super) const FAILED: Tells = Tells(1 << 15);
    /// It ends a part of a text, as a comma does.
    pub(super) const BUT: Tells = Tells(1 << 16);
    /// It was only tried, or is to be.
    pub(super) const TRIED: Tells = Tells(1 << 17);
    /// It was seen.
    pub(super) const SEEN: Tells = Tells(1 << 18);
    /// It came.
    pub(super) const GOT: Tells = Tells(1 << 19);
    /// What comes only after an answer, on a day of its own.
    pub(super) const MEETING: Tells = Tells(1 << 20);

    /// Does it tell one of these?
    pub(super) fn is(self, others: Tells) -> bool {
        self.0 & others.0 != 0
    }

    pub(super) const fn or(self, other: Tells) -> Tells {
        Tells(self.0 | other.0)
    }
}

/// The words, in small letters without accents.
const WORDS: &[(Tells, &str)] = &[
    (Tells::YES, "yes yep y true x 1 ja oui si sim wahr vrai verdadero verdadeiro vero waar ✓ ✔ ☑ ✅ 👍 🟢"),
    // Texts that are no dates, such as `-`, are known before.
    (Tells::NO, "no nope n false never nein non nee nao falsch faux falso onwaar ✗ ✘ ❌ ☐ 👎 🔴"),
    (
        Tells::NOT,
        "no not never none without un non nein keine keinen keiner kein nicht nie ohne pas sans aucun aucune jamais sin nunca \
         jamas ningun ninguna nao sem nenhum nenhuma geen niet nooit zonder nessuna nessun nessuno senza",
    ),
    (Tells::YET, "yet noch bisher encore ainda aun todavia nog ancora"),
    (
        Tells::AWAITED,
        "awaiting waiting awaited pending outstanding wartet warten ausstehend attente pendiente pendente espera esperando aguardando afwachting wacht \
         openstaand offen attesa attende aspetto",
    ),
    (
        Tells::ANSWERED,
        "replied responded answered positive negative beantwortet geantwortet reagiert repondu respondido respondida respondio \
         contesto contestado contestada respondeu beantwoord geantwoord gereageerd risposto rispose referred spoke talked talking",
    ),
    (
        Tells::MEETING,
        "meeting booked conversation converted won demo unsubscribed interview interviewed interviewing screen screening screened \
         hired placed offer callback termin gesprach telefonat zusage zugesagt rdv rendez entretien reunion entrevista reuniao \
         afspraak gesprek cita appuntamento incontro riunione colloquio",
    ),
    (
        Tells::ANSWER,
        "reply replies respond response responses answer answers antwort antworten ruckmeldung rueckmeldung reponse reponses retour contestar respuesta \
         respuestas resposta respostas retorno antwoord reactie risposta risposte acceptance",
    ),
    (Tells::CALL, "call calls lost anruf ruckruf appel llamada ligacao telefoontje telefonata chiamata"),
    (
        Tells::INTEREST,
        "interested uninterested interest interesse interessiert interessee interesado interesada interesa interes interessado \
         interessada geinteresseerd interessato interessata",
    ),
    (
        Tells::ACCEPTED,
        "accepted accept connected angenommen akzeptiert verbunden vernetzt accepte acceptee connecte connectee aceptado \
         aceptada acepto conectado conectada aceito aceita aceitou geaccepteerd verbonden accettato accettata collegato \
         collegata",
    ),
    (
        Tells::DECLINED,
        "declined rejected refused decline abgelehnt absage abgesagt refuse refusee refus rechazado rechazada rechazo \
         recusado recusada recusou afgewezen afwijzing geweigerd rifiutato rifiutata rifiuto declinato",
    ),
    (
        Tells::SENT,
        "sent contacted delivered messaged emailed gesendet versendet verschickt kontaktiert angeschrieben zugestellt envoye \
         envoyee contacte contactee enviado enviada contactado contactada entregado contatado contatada entregue verzonden \
         verstuurd benaderd inviato inviata contattato contattata consegnato consegnata",
    ),
    (Tells::SEEN, "opened seen read viewed gelesen geoffnet lu leido visto lido gelezen letto aperto visualizzato"),
    (
        Tells::GOT,
        "received erhalten eingegangen recue recu recibida recibido recebida recebido ontvangen ricevuta ricevuto",
    ),
    (
        Tells::WAITING,
        "unanswered ignored ghosted open invited requested request invitation invite withdrawn expired unresponsive silent offen \
         eingeladen zuruckgezogen ignoriert retiree ignore retirada ignorado genegeerd ritirato ritirata invitato ooo autoreply autoresponse voicemail mailbox abwesend abwesenheit \
         abwesenheitsnotiz absent absente ausente afwezig assente",
    ),
    (
        Tells::FOLLOWS,
        "follow followed followup reminder reminded nachfassen nachgefasst erinnerung erinnert relance rappel seguimiento recordatorio \
         lembrete opvolging herinnering sollecito sollecitato promemoria",
    ),
    (
        Tells::PLANNED,
        "uncontacted unsent draft drafts drafted queue queued scheduled planned upcoming cancelled canceled skipped todo entwurf \
         entwurfe geplant eingeplant planung vorgemerkt vorgesehen terminiert warteschlange abgebrochen storniert brouillon \
         brouillons prevu prevue planifie planifiee programme programmee annule annulee borrador borradores programado programada \
         planificado planificada cola cancelado cancelada rascunho rascunhos agendado agendada planejado planejada fila concept \
         concepten gepland ingepland wachtrij geannuleerd bozza bozze pianificato pianificata programmato programmata previsto \
         annullato coda",
    ),
    (
        Tells::FAILED,
        "failed error bounced undelivered undeliverable fehlgeschlagen fehler unzustellbar echec fallido falhou mislukt fallito errore",
    ),
    (Tells::BUT, "but aber mais pero mas maar"),
    (Tells::TRIED, "attempted missed try tried cold verpasst manque perdida perdido gemist tentato"),
];

/// Words in a row that together tell something else than each of them.
const PHRASES: &[(Tells, &str)] = &[
    // Somebody who says so has answered.
    (
        Tells::INTEREST,
        "not now|not right now|wrong person|wrong contact|maybe later|not a fit|not a good fit|no fit|not relevant|not a good time|\
         bad timing|no need|no budget|no time|no thanks|no thank|opt out|opted out|kein bedarf|keinen bedarf|kein budget|keine \
         zeit|falscher ansprechpartner|falsche person|falsche ansprechpartnerin|vielleicht spater|nicht jetzt|nein danke|pas \
         maintenant|pas besoin|plus tard|mauvaise personne|non merci|ahora no|mas adelante|no gracias|agora nao|mais tarde|nao \
         obrigado|nao obrigada|geen behoefte|geen tijd|niet nu|misschien later|nee bedankt|no grazie|non ora|non adesso|piu avanti|nessun bisogno",
    ),
    (
        Tells::PLANNED,
        "to send|to be sent|to be scheduled|to do|to contact|to be contacted|zu senden|zu kontaktieren|a envoyer|a contacter|por enviar",
    ),
    // Nobody has answered where only a machine has.
    (
        Tells::WAITING,
        "auto reply|automatic reply|auto response|automatic response|out of office|out of the office|automatische antwort|reponse \
         automatique|respuesta automatica|fuera de la oficina|resposta automatica|fora do escritorio|automatisch antwoord|risposta \
         automatica|fuori ufficio",
    ),
    (Tells::NOT, "yet to"),
    (
        Tells::PLANNED,
        "a enviar|por contactar|file d attente|ready to send|te versturen|te benaderen|not started|da inviare|da contattare",
    ),
];

static KNOWN: LazyLock<HashMap<&str, Tells>> = LazyLock::new(|| {
    let mut known: HashMap<&str, Tells> = HashMap::new();
    for (tells, words) in WORDS {
        for word in words.split_whitespace() {
            let all = known.entry(word).or_default();
            *all = all.or(*tells);
        }
    }
    known
});

/// Phrases by their first word.
type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, Tells)>>;

static OF_SEVERAL: LazyLock<Phrases> = LazyLock::new(|| {
    let mut known = Phrases::new();
    for (tells, phrases) in PHRASES {
        for phrase in phrases.split('|') {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            known.entry(words[0]).or_default().push((words, *tells));
        }
    }
    known
});

/// What the words of a text tell, one after the other; those of a phrase tell what it does, as one.
pub(super) fn tell(words: &[String]) -> Vec<Tells> {
    let mut told = Vec::with_capacity(words.len());
    let mut rest = words;
    while let [first, others @ ..] = rest {
        let is_here = |(phrase, _): &&(Vec<&str>, Tells)| {
            phrase.len() <= rest.len() && phrase.iter().zip(rest).all(|(known, word)| known == word)
        };
        let phrases = OF_SEVERAL.get(first.as_str()).into_iter().flatten();
        match phrases.filter(is_here).max_by_key(|(phrase, _)| phrase.len()) {
            Some((phrase, tells)) => {
                told.push(*tells);
                rest = &rest[phrase.len()..];
            }
            None => {
                told.push(KNOWN.get(first.as_str()).copied().unwrap_or_default());
                rest = others;
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::plain::unaccented;

    #[test]
    fn every_word_is_written_as_it_is_compared() {
        let lists = WORDS.iter().chain(PHRASES).map(|(_, list)| *list);
        for word in lists.flat_map(|list| list.split([' ', '|'])) {
            assert_eq!(word, unaccented(word));
        }
    }

    #[test]
    fn the_words_of_a_phrase_tell_one_thing_together() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(tell(&words("not a good fit")), [Tells::INTEREST]);
        assert_eq!(tell(&words("not a good day")).len(), 4);
        assert!(tell(&words("not replied"))[0].is(Tells::NOT));
    }
}
