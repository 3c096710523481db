//! Everything that is tested from outside, in one crate.

mod allocations;
mod csv;
mod determinism;
mod engine;
mod examples;
mod exit;
mod folders;
mod laws;
mod layers;
mod ledger;
mod program;
mod random_case;
mod reference;
mod table;
mod trace;
