//! Many runs, one answer: where plans break even, what matters, which plan is best for a goal, what a test is worth,
//! what lies ahead.
//!
//! All of it is played on common random numbers, and every answer comes with the simulation error that is left in it.

pub mod break_even;
pub mod forecast;
pub mod measure;
pub mod optimum;
pub mod pilot;
pub mod race;
pub mod sensitivity;
pub mod sweep;
