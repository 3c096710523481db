//! Everything that is tested from outside, in one crate.

mod allocations;
mod builder;
mod coupling;
mod determinism;
mod engine;
mod known_answers;
mod laws;
mod ledger;
mod luck_quality;
mod random_case;
mod reference;
mod statistics;
