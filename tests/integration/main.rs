//! Everything that is tested from outside, in one crate.

mod laws;
mod ledger;
mod random_case;
mod reference;
