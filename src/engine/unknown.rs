//! What is drawn once a trial: rates, lifts, shares, and which of several delays holds.

use crate::domain::delays::Delays;
use crate::domain::distribution::{Distribution, QuantileTable};
use crate::domain::quantity::Share;

use super::luck::{Luck, StreamKey};
use super::tables::Tables;

/// The place of a value that is drawn once a trial.
pub(crate) type UnknownId = usize;

/// A value that is drawn once a trial.
#[derive(Debug, Clone)]
pub(crate) struct Unknown {
    pub(super) key: StreamKey,
    pub(super) value: Value,
}

/// The values that it may have.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// This one in every trial: it is known after all.
    Known(f64),
    /// Those of a distribution.
    Quantiles(QuantileTable),
    /// The places of delays in their list.
    Place(Mixed),
    /// The product of two others that stand before it, held to 0 to 1.
    Tied { of: UnknownId, lift: UnknownId },
    /// The product of two lifts that stand before it.
    Product([UnknownId; 2]),
}

/// Several delays of which one holds in each trial, and the latent of the rate that they go with.
#[derive(Debug, Clone)]
pub(super) struct Mixed {
    pub(super) delays: Delays,
    pub(super) rate: StreamKey,
}

impl Value {
    /// Those of a distribution.
    pub(super) fn of(distribution: &Distribution, tables: &Tables) -> Value {
        match distribution.as_fixed() {
            Some(value) => Value::Known(value),
            None => Value::Quantiles(tables.quantiles(distribution)),
        }
    }
}

impl Unknown {
    /// The value in a trial in which those before it are `drawn`.
    #[inline(always)]
    pub(crate) fn draw(&self, luck: Luck, drawn: impl Fn(UnknownId) -> f64) -> f64 {
        match &self.value {
            Value::Known(value) => *value,
            Value::Quantiles(quantiles) => quantiles.quantile(luck.unknown(self.key).unit()),
            Value::Place(mixed) => mixed.place(luck, self.key) as f64,
            Value::Tied { of, lift } => Share::held(drawn(*of) * drawn(*lift)).get(),
            Value::Product([one, other]) => drawn(*one) * drawn(*other),
        }
    }
}

/// Draws all unknowns of a trial, in their order.
pub(crate) fn draw_all(unknowns: &[Unknown], luck: Luck, drawn: &mut Vec<f64>) {
    drawn.clear();
    for unknown in unknowns {
        let value = unknown.draw(luck, |before| drawn[before]);
        drawn.push(value);
    }
}

impl Mixed {
    /// The share of the list before the delay of a trial; `own` addresses the latent of the delay itself.
    pub(super) fn level(&self, luck: Luck, own: StreamKey) -> f64 {
        self.delays.level(luck.unknown(self.rate).unit(), luck.unknown(own).unit())
    }

    /// Apart from the usual way, which it would slow down.
    #[cold]
    #[inline(never)]
    fn place(&self, luck: Luck, own: StreamKey) -> usize {
        self.delays.place_at(self.level(luck, own))
    }
}
