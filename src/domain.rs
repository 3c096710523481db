//! The model in words and formulas: what a campaign is made of, and what is counted in it. Points at no other room.

pub mod calendar;
pub mod case;
pub mod delay;
pub mod demand;
pub mod distribution;
pub mod event;
pub mod histogram;
pub mod ledger;
pub mod moments;
mod normal;
pub mod outcome;
pub mod plan;
pub mod plan_weeks;
pub mod quantity;
pub mod rate;
pub mod ratio;
pub mod replicates;
mod samples;
pub mod segment;
pub mod shard;
pub mod spread;
pub mod subscription;
pub mod tally;
pub mod terms;
pub mod touch;
