//! A campaign planning simulator: what a plan's InMail credits will really do.

pub mod chart;
pub mod cli;
pub mod commands;
pub mod domain;
pub mod engine;
pub mod figures;
pub mod output;
pub mod report;
pub mod scenario;
pub mod terminal;
