//! Many runs, one answer: where plans break even, what matters, which plan is best for a goal, what a test is worth,
//! what lies ahead.
//!
//! A study reads its scenario as a [`space::Space`] and returns its answer as a value: [`optimum::optimum`],
//! [`sensitivity::sensitivity`], [`pilot::pilot`], [`forecast::forecast`], [`today::today`] and [`sweep::sweep`]. All of it is played on
//! common random numbers, and every answer comes with the simulation error that is left in it.

pub mod along;
pub mod break_even;
pub mod forecast;
pub mod measure;
pub mod optimum;
pub mod pilot;
pub mod race;
pub mod refusal;
pub mod sensitivity;
pub mod space;
pub mod sweep;
pub mod today;
