//! Where the fields of a list stand, and what a row says there.

use std::collections::BTreeSet;

use crate::domain::touch::Channel;

use super::super::channel::named;
use super::super::contact::Reason;
use super::super::exports::{Export, Exports};
use super::super::log::words::{Says, says};
use super::super::plain::letters;
use super::super::rows::Row;
use super::columns::{FIELDS, flag, is_heading, said};
use super::{Degree, List, ListError, ListReading, Prospect, first_said};

/// The columns of rules that a state may fill in.
const STATES: [&str; 4] = ["invited", "contacted", "emailed", "replied"];

/// The places of the fields of a list, and of the columns that rules look at.
pub(super) struct Places {
    fields: [Vec<usize>; FIELDS.len()],
    wanted: Vec<Option<usize>>,
    /// The places, among the columns of the rules, of those that a state may fill in.
    states: [Vec<u16>; STATES.len()],
    export: Option<&'static Export>,
    /// Is the column of degrees one of states, which tell what was tried, too?
    degree_is_state: bool,
}

impl Places {
    pub(super) fn find(
        header: &[String],
        reading: &ListReading<'_>,
        export: Option<&'static Export>,
    ) -> Result<Places, ListError> {
        let ListReading { own, wanted, .. } = *reading;
        let exports = Exports::built_in();
        let names: Vec<String> = header.iter().map(|name| letters(name)).collect();
        let place = |name: &str| {
            let exact = header.iter().position(|known| known.eq_ignore_ascii_case(name));
            let name = letters(name);
            exact.or_else(|| names.iter().position(|known| *known == name && !name.is_empty()))
        };
        let stated = |field: &str| own.iter().find(|(name, _)| name == field).map(|(_, called)| called.as_str());
        let missing = |field: &str, looked_for: &[&str]| {
            // Without some of the usual names the first row may as well be about somebody.
            let usual = FIELDS.iter().flat_map(|field| exports.of_list(None, field)).chain(wanted.iter().copied());
            let known: BTreeSet<usize> = usual.filter_map(place).collect();
            let is_header = known.len() > 1;
            ListError::NoColumn {
                field: field.into(),
                wanted: looked_for.iter().map(|&name| name.to_owned()).collect(),
                columns: header.len(),
                header: is_header.then(|| header.iter().filter(|name| is_heading(name)).cloned().collect()),
            }
        };
        let mut fields: [Vec<usize>; FIELDS.len()] = Default::default();
        for (found, field) in fields.iter_mut().zip(FIELDS) {
            match stated(field) {
                Some(stated) => found.push(place(stated).ok_or_else(|| missing(field, &[stated]))?),
                None => {
                    let mut taken = None;
                    for at in exports.of_list(export, field).filter_map(place) {
                        let by = own.iter().find(|(_, called)| place(called) == Some(at));
                        if !found.contains(&at) && by.is_none() {
                            found.push(at);
                        }
                        taken = taken.or(by);
                    }
                    // Without it there is nothing to say of anybody.
                    if let (true, "title", Some((name, called))) = (found.is_empty(), field, taken) {
                        let columns = [field.into(), name.clone()];
                        return Err(ListError::OneForTwo { called: called.clone(), columns });
                    }
                }
            }
            if found.is_empty() && field == "title" {
                return Err(missing(field, &["title", "Job title", "Position", "headline"]));
            }
        }
        let wanted_places = wanted.iter().map(|&name| match stated(name) {
            Some(stated) => place(stated).map(Some).ok_or_else(|| missing(name, &[stated])),
            None => Ok(place(name).or_else(|| exports.of_list(export, name).find_map(place))),
        });
        let wanted_places: Vec<Option<usize>> = wanted_places.collect::<Result<_, _>>()?;
        for (name, called) in own {
            let at = place(called);
            let is_other =
                |(found, field): &(&Vec<usize>, &str)| field != name && found.iter().any(|found| Some(*found) == at);
            if let Some((_, field)) = fields.iter().zip(FIELDS).find(is_other) {
                return Err(ListError::OneForTwo { called: called.clone(), columns: [field.into(), name.clone()] });
            }
        }
        let named = |state| (0u16..).zip(wanted).filter(move |(_, name)| **name == state).map(|(place, _)| place);
        let states = STATES.map(|state| named(state).collect());
        let degree_is_state = exports.of_list(export, "status").filter_map(place).any(|at| fields[6].contains(&at));
        Ok(Places { fields, wanted: wanted_places, states, export, degree_is_state })
    }

    /// Where addresses of profiles stand.
    pub(super) fn profiles(&self) -> &[usize] {
        &self.fields[0]
    }

    /// The columns of the rules that the list does not have, by their places there.
    pub(super) fn without(&self) -> Vec<usize> {
        let is_state = |place: usize| {
            !self.fields[8].is_empty() && self.states.iter().flatten().any(|of| usize::from(*of) == place)
        };
        (0..self.wanted.len()).filter(|&place| self.wanted[place].is_none() && !is_state(place)).collect()
    }

    /// The headings of the columns that are not made use of.
    pub(super) fn unused(&self, header: &[String]) -> Vec<String> {
        let is_used = |place: usize| {
            self.fields.iter().flatten().any(|&used| used == place) || self.wanted.contains(&Some(place))
        };
        let unused = header.iter().enumerate().filter(|(place, name)| !is_used(*place) && is_heading(name));
        unused.map(|(_, name)| name.clone()).collect()
    }

    /// What a state says: by the words of the export and the usual ones, and as a text such as “Accepted, no reply”.
    fn says(&self, text: &str, is_state: bool) -> Option<&'static str> {
        let channel = || named(text);
        let in_words = || {
            // Yes and no answer a question that nobody knows.
            flag(text).is_none().then(|| says(text))?.map(|said| match said {
                Says::Accepted => "connected",
                Says::Declined if channel() == Some(Channel::Connect) => "invited",
                Says::Answered | Says::Declined => "replied",
                Says::NotSent => "nothing",
                Says::Nothing => match channel() {
                    Some(Channel::Connect) => "invited",
                    Some(Channel::Email) => "emailed",
                    _ => "contacted",
                },
            })
        };
        Exports::built_in().says(self.export, text).or_else(|| in_words().filter(|_| is_state))
    }

    /// The prospect of a row. Counts values that are not understood, and notes the fields that are ever filled in.
    pub(super) fn prospect(
        &self,
        row: &Row,
        list: &mut List,
        filled: &mut [bool; FIELDS.len()],
    ) -> Result<Prospect, Reason> {
        let mut texts = [""; FIELDS.len()];
        for ((text, places), filled) in texts.iter_mut().zip(&self.fields).zip(filled) {
            *text = first_said(row, places).map_err(Reason::Damaged)?;
            *filled |= !text.is_empty();
        }
        let [profile, name, first, last, title, company, degree, open, status, accepted] = texts;
        let name = if name.is_empty() { format!("{first} {last}").trim().to_owned() } else { name.to_owned() };
        if name.is_empty() && profile.is_empty() {
            return Err(Reason::Missing("name or profile"));
        }
        let mut says = BTreeSet::new();
        for (column, place) in (0u16..).zip(&self.wanted) {
            let text = place.map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged)?;
            says.extend((flag(said(text)) != Some(false)).then_some(column));
        }
        let mut known = Degree::read(degree);
        let mut state = |text: &str, fills: bool, odd: &mut u64| match self.says(text, fills) {
            Some("connected") => Some(Degree::First),
            Some(said) => {
                let places = STATES.iter().position(|state| *state == said).map(|place| &self.states[place]);
                says.extend(places.filter(|_| fills).into_iter().flatten());
                None
            }
            None => {
                *odd += u64::from(!text.is_empty());
                None
            }
        };
        if known.is_none() {
            known = state(degree, self.degree_is_state, &mut list.odd_degrees);
        }
        let by_status = state(status, true, &mut list.odd_states);
        let is_accepted = flag(accepted) != Some(false);
        let always = self.export.and_then(|export| Degree::read(export.always("degree")?));
        let degree = known.or(by_status).or(is_accepted.then_some(Degree::First)).or(always);
        let flagged = flag(open);
        list.odd_flags += u64::from(flagged.is_none());
        Ok(Prospect {
            line: row.line,
            profile: profile.into(),
            name,
            title: title.into(),
            company: company.into(),
            degree: degree.unwrap_or_default(),
            assumed: false,
            open_profile: flagged.unwrap_or(false),
            says: says.into_iter().collect(),
        })
    }
}
