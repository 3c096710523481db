//! Sequences of any touches that keep the order of their prospects.

mod luck;
mod marked;
mod prospects;
mod room;
mod sequence;
mod step_lanes;

pub(super) use sequence::OrderedSequence;
