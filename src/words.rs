//! Every sentence about an answer: said once here, and shown by the terminal, the page and the charts.

pub mod bought;
pub mod calibration;
pub mod campaign;
pub mod case;
pub mod channel;
pub mod delay;
pub mod difference;
pub mod event;
pub mod figure;
pub mod forecast;
pub mod held;
pub mod notes;
pub mod optimum;
pub mod pilot;
pub mod plan;
pub mod ranking;
pub mod seats;
pub mod sensitivity;
pub mod setting;
pub mod stated;
pub mod sweep;
pub mod tie;
pub mod titles;
pub mod today;
pub mod verdict;
pub mod visible;
