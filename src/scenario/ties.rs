//! Rates that are tied to the same rate of another touch or outcome.

use std::collections::HashMap;

use super::document::kind::Kind;
use super::document::known::Known;
use super::document::problem::ValueProblem;
use super::document::reader::{Field, Section};
use super::document::source::Mark;
use super::document::tree::Value;
use super::problem::CampaignProblem;
use crate::domain::rate::{AnyRate, Lift, Tie};

/// Those of which one rate may be tied to another's: the touches or the outcomes of a scenario, in file order.
pub(super) struct Kin<'a> {
    /// Such as `touch`.
    what: &'static str,
    /// The key that states the rate.
    key: &'static str,
    /// The id of each, and whether it has that rate.
    list: Vec<(&'a str, bool)>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Kin<'a> {
    pub(super) fn new(what: &'static str, key: &'static str, list: impl Iterator<Item = (&'a str, bool)>) -> Kin<'a> {
        let list: Vec<(&str, bool)> = list.collect();
        let places = list.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        Kin { what, key, list, places }
    }

    /// The place of the one with this id.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The ids of those that have the rate, but for this one.
    pub(super) fn others(&self, but: usize) -> impl Iterator<Item = &'a str> + Clone {
        let others = self.list.iter().enumerate().filter(move |(place, (_, has))| *has && *place != but);
        others.map(|(_, (id, _))| *id)
    }

    /// Whom the rate of a section follows, as far as the file names one that there is, and where it does.
    fn followed(&self, section: &Section<'_>) -> Option<(usize, Mark)> {
        let of = section.entry(self.key)?.node.table()?.get("of")?;
        let Value::Text(id) = &of.node.value else { return None };
        Some((*self.places.get(id.as_str())?, of.node.mark))
    }

    /// Reports the rates that are tied to one that there is not, or in a circle to themselves. Nothing if there are any:
    /// such a rate has no value. `lacking` says of one without the rate why it has none, and where that stands.
    pub(super) fn check(
        &self,
        sections: &[(&'a str, Section<'a>)],
        lacking: impl Fn(usize) -> Option<(&'static str, Mark)>,
    ) -> Option<()> {
        let followed: Vec<Option<(usize, Mark)>> = sections.iter().map(|(_, section)| self.followed(section)).collect();
        let mut sound = Some(());
        for (place, (_, section)) in sections.iter().enumerate() {
            let Some((of, mark)) = followed[place].filter(|_| self.list[place].1) else { continue };
            let path = section.join(self.key);
            if let Some((channel, stated)) = lacking(of) {
                let id = self.list[of].0;
                let known = Known::beside(id, self.what, self.others(place));
                let path = path.clone();
                let problem = CampaignProblem::NoSuchRate { path, touch: id.to_owned(), channel, key: self.key, known };
                let places = [(mark, "the rate is tied to it here"), (stated, "the channel is stated here")];
                section.ctx.blame(problem, &places);
                sound = None;
            }
            let circle = circle(&followed, place);
            // Each is told once, at the first of it.
            if circle.iter().min() == Some(&place) {
                let by = circle[1..].iter().map(|&link| self.list[link].0.to_owned()).collect();
                let marks = circle.iter().filter_map(|&link| Some((followed[link]?.1, "the circle goes on here")));
                section.ctx.blame(CampaignProblem::TiedInCircle { path, by }, &marks.collect::<Vec<_>>());
                sound = None;
            }
        }
        sound
    }
}

/// The places through which the rate in a place leads back to itself, itself first; none if it does not.
pub(super) fn circle(followed: &[Option<(usize, Mark)>], place: usize) -> Vec<usize> {
    let mut way = vec![place];
    while let Some((next, _)) = followed[way[way.len() - 1]] {
        if next == place {
            return way;
        }
        // A circle that others make, which this one only leads to.
        if way.contains(&next) {
            break;
        }
        way.push(next);
    }
    Vec::new()
}

impl Field<'_> {
    /// The share that the field states, perhaps uncertain, or tied to that of another of its kin, in which it has this
    /// place.
    pub(super) fn any_rate(&self, kin: &Kin<'_>, place: usize) -> Option<AnyRate> {
        let Some(table) = self.node.table().filter(|table| table.get("of").is_some()) else {
            return self.rate().map(AnyRate::from);
        };
        self.form(table)?;
        let part = |key, kind| self.inner(table, key).map(|field| Field { kind, ..field });
        let of = part("of", Kind::Name).and_then(|field| {
            let id = field.text()?;
            kin.place(&id).or_else(|| {
                let unknown = || ValueProblem::unknown(kin.what, &id, kin.others(place));
                if field.ctx.is_full() { None } else { field.ctx.report(unknown(), field.mark()) }
            })
        });
        let lift = part("lift", Kind::Lift).map_or(Some(Lift::one()), |field| field.lift());
        Some(AnyRate::Tied(Tie { of: of?, lift: lift? }))
    }
}
