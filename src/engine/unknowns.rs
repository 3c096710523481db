//! Collects what is drawn once in each trial of a case.

use std::collections::HashMap;

use crate::domain::case::Case;
use crate::domain::delays::Delays;
use crate::domain::distribution::Distribution;
use crate::domain::rate::{AnyRate, Lift};

use super::delay_plan::DelayPlan;
use super::luck::{Stream, StreamKey};
use super::rated::Rated;
use super::tables::Tables;
use super::unknown::{Mixed, Unknown, UnknownId, Value};

/// The unknowns of a case so far: each stands after those that it follows.
pub(super) struct Unknowns<'a, 't> {
    case: &'a Case,
    tables: &'t Tables,
    pub(super) list: Vec<Unknown>,
    /// Where each of them is: a rate is drawn once, however many sequences use it.
    places: HashMap<StreamKey, UnknownId>,
}

impl<'a, 't> Unknowns<'a, 't> {
    pub(super) fn new(case: &'a Case, tables: &'t Tables) -> Unknowns<'a, 't> {
        Unknowns { case, tables, list: Vec::new(), places: HashMap::new() }
    }

    /// What is distributed so.
    pub(super) fn of(&mut self, stream: Stream<'_>, distribution: &Distribution) -> UnknownId {
        let tables = self.tables;
        self.place(stream.key(), || Value::of(distribution, tables))
    }

    /// The lift of a segment as people of a seat work it: that of the one times that of the other.
    pub(super) fn lift(
        &mut self,
        segment: (Stream<'_>, &Lift),
        seat: (Stream<'_>, &Lift),
        both: Stream<'_>,
    ) -> UnknownId {
        let of_segment = self.of(segment.0, segment.1.distribution());
        if seat.1.distribution().as_fixed() == Some(1.0) {
            return of_segment;
        }
        let of_seat = self.of(seat.0, seat.1.distribution());
        self.place(both.key(), || Value::Product([of_segment, of_seat]))
    }

    /// The place of an unknown, drawn once however often it is asked for.
    fn place(&mut self, key: StreamKey, value: impl FnOnce() -> Value) -> UnknownId {
        *self.places.entry(key).or_insert_with(|| {
            self.list.push(Unknown { key, value: value() });
            self.list.len() - 1
        })
    }

    /// The rate of the touch in a place, after those that it follows.
    pub(super) fn rate(&mut self, rated: Rated, place: usize) -> UnknownId {
        let case = self.case;
        let mut before = None;
        for place in rated.way(case, place) {
            let (key, rate) = (rated.stream(case, place).key(), rated.rate(case, place));
            before = match (rate, before) {
                (Some(AnyRate::Own(rate)), _) => Some(self.of(rated.stream(case, place), rate.distribution())),
                (Some(AnyRate::Tied(tie)), Some(of)) => {
                    let lift = self.of(rated.lift(case, place), tie.lift.distribution());
                    Some(self.place(key, || Value::Tied { of, lift }))
                }
                _ => None,
            };
        }
        before.expect("a rate that is drawn is there, and follows one that is")
    }

    /// A delay, and where it is drawn which one it is; `rate` is the latent with which the rate of the same touch rises.
    pub(super) fn delay(&mut self, stream: Stream<'_>, rate: StreamKey, delays: &Delays) -> DelayPlan {
        if let Some(known) = delays.as_known() {
            return DelayPlan::Known(self.tables.delay(known));
        }
        let place = self.place(stream.key(), || Value::Place(Mixed { delays: delays.clone(), rate }));
        DelayPlan::AnyOf(place, delays.laws().iter().map(|law| self.tables.delay(law)).collect())
    }
}
