//! The replies to invitations once they are accepted.

use std::collections::BTreeMap;

use crate::domain::touch::Channel;

use super::beta::BetaRate;
use super::calibration::Calibration;
use super::contact::{Awaited, Came, Contact, End, Undated};
use super::fate::Fates;
use super::fit::Fit;

/// The answers to an invitation.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// Answers are counted among those who accepted, from the acceptance on.
    Counted {
        /// The number of those who accepted.
        accepted: u64,
        /// The number of those among them who have answered.
        answered: u64,
        /// The rate and the delay of answers.
        fit: Fit,
    },
    /// The record has no acceptances of its own: each answer stands for one.
    Alone,
}

/// The answers to the invitations of a record, by touch. A touch that was never answered is left out: an archive does not
/// have answers to invitations.
pub fn answers(calibration: &Calibration, contacts: &[Contact], prior: BetaRate) -> BTreeMap<String, Answers> {
    let end = End::at(contacts, calibration.as_of);
    let invitations = calibration.touches.iter().filter(|touch| touch.channel == Channel::Connect);
    let known = invitations.filter_map(|touch| {
        let contacts: Vec<&Contact> = contacts.iter().filter(|contact| contact.touch == touch.touch).collect();
        Some((touch.touch.clone(), answers_to(&contacts, end, prior)?))
    });
    known.collect()
}

fn answers_to(contacts: &[&Contact], end: End, prior: BetaRate) -> Option<Answers> {
    contacts.iter().find(|contact| contact.came(Awaited::Reply).is_some())?;
    if contacts.iter().all(|contact| contact.came(Awaited::Acceptance) == contact.came(Awaited::Reply)) {
        return Some(Answers::Alone);
    }
    // What is waited for begins with the acceptance.
    let since = |contact: &&&Contact| match contact.came(Awaited::Acceptance)? {
        Came::At(accepted) => Some(Contact { sent: accepted, followed: None, ..(**contact).clone() }),
        // Most accept soon, if they do. A reply came at some time after that, and not after its own date.
        Came::Sometime => Some(Contact {
            replied: None,
            followed: contact.replied,
            undated: Undated { replied: contact.came(Awaited::Reply).is_some(), accepted: true },
            ..(**contact).clone()
        }),
    };
    let accepted: Vec<Contact> = contacts.iter().filter_map(|contact| since(&contact)).collect();
    let end = end.for_answers(&accepted, Awaited::Reply);
    let fates: Fates = accepted.iter().filter_map(|contact| contact.fate(Awaited::Reply, end)).collect();
    let fit = Fit::best(&fates, prior).filter(|_| fates.replies() > 0)?;
    Some(Answers::Counted { accepted: fates.sent(), answered: fates.replies(), fit })
}

#[cfg(test)]
mod tests {
    use super::super::calibration::calibrate;
    use super::super::moment::Moment;
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    /// 200 invitations: every second is accepted the next day, and every fourth of those is answered two days later.
    fn contacts(answers: impl Fn(usize) -> bool) -> Vec<Contact> {
        let of = |place: usize| {
            let sent = date(2026, 1, 1) + ((place % 20) as i64).days();
            let at = |days: i64| Moment { date: sent + days.days(), time: None };
            Contact {
                touch: "connect".into(),
                segment: String::new(),
                person: None,
                sent: at(0),
                replied: answers(place).then(|| at(3)),
                accepted: place.is_multiple_of(2).then(|| at(1)),
                after: None,
                followed: None,
                undated: Undated::default(),
                credit: None,
            }
        };
        (0..200).map(of).collect()
    }

    fn known(contacts: &[Contact]) -> BTreeMap<String, Answers> {
        answers(&calibrate(contacts, date(2026, 12, 1), BetaRate::JEFFREYS), contacts, BetaRate::JEFFREYS)
    }

    #[test]
    fn answers_are_counted_among_those_who_accepted() {
        let Some(Answers::Counted { accepted, answered, fit }) =
            known(&contacts(|place| place % 8 == 0)).remove("connect")
        else {
            panic!("it was answered")
        };
        assert_eq!((accepted, answered), (100, 25));
        assert!((fit.rate.mean() - 0.25).abs() < 0.01, "{:?}", fit.rate);
        assert!(known(&contacts(|_| false)).is_empty());
    }

    #[test]
    fn answers_that_stand_for_acceptances_are_told_from_others() {
        let mut contacts = contacts(|place| place % 8 == 0);
        contacts.iter_mut().for_each(|contact| contact.accepted = contact.replied);
        assert_eq!(known(&contacts).remove("connect"), Some(Answers::Alone));
    }
}
