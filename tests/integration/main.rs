//! Everything that is tested from outside, in one crate.

mod allocations;
mod engine;
mod laws;
mod ledger;
mod random_case;
mod reference;
