//! Everything that is tested from outside, in one crate.

mod engine;
mod ledger;
mod random_case;
mod reference;
mod reference_laws;
