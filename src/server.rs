//! The what-if page: a server on this machine, for one browser on this machine, that lets people ask without a shell.
//!
//! The state of the page is the text of a scenario file, and stays in the page: every request brings it along, and nothing
//! is kept between two of them but tables that would come out the same. So what is asked is always what is shown, and a page that is a step behind does no harm.
//! What is answered are the values that the commands write and print, made by the same functions.
//!
//! # Who is let in
//!
//! The server listens on the loopback address alone, at a port of the system's choice. Every address of it begins with a
//! token of 128 random bits that nobody is told but the browser; what is asked without it, for another host or from another
//! origin gets nothing. No path comes from the page: the files that a scenario names are read once, at the beginning.

mod adding;
mod answer;
mod assets;
mod changed;
mod choices;
mod control;
mod desk;
mod document;
mod door;
mod edit;
mod findings;
mod form;
mod group;
mod groups;
mod hand_on;
mod list;
mod look;
mod own;
mod plans;
mod playing;
mod presence;
mod questions;
mod rename;
mod rows;
mod service;
mod side;
mod state;
mod told;
mod trace;
mod ways;
mod what_ifs;

pub use desk::Desk;
pub use own::Own;
pub use service::Service;
