//! Sequences of one or two touches, InMails that cost a credit whoever they go to or what is free to all: most campaigns.
//!
//! They would be played as any other that keeps the order of its prospects, at half the speed: whoever replies before the
//! second touch is due is left out of the queue for it, many at once, and only those who reply are looked at.

mod follow_up;
mod landings;
mod late;
mod repliers;
mod sequence;

pub(super) use sequence::PlainSequence;
