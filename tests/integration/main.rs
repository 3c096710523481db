//! Everything that is tested from outside, in one crate.

mod allocations;
mod builder;
mod coupling;
mod csv;
mod determinism;
mod engine;
mod examples;
mod exit;
mod folders;
mod known_answers;
mod laws;
mod layers;
mod ledger;
mod luck_quality;
mod many_machines;
mod merge;
mod program;
mod random_case;
mod readme;
mod reference;
mod repeatable;
mod shard_files;
mod shards;
mod statistics;
mod table;
mod trace;
