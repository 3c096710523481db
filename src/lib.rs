//! A campaign planning simulator: what a plan's InMail credits will really do.
//!
//! A scenario file states a campaign: the plans to compare, the ways of contact with their rates, the people to reach
//! and the pace. The crate plays it day by day, many times with different luck, and tells what came of it. The README
//! explains scenario files, reports and the model to those who use the program; this page is for those who read or use
//! the code.
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | credit | the right to send one InMail |
//! | lot | credits that were credited together, and lapse together: [`Lot`](domain::ledger::Lot) |
//! | grant | the credits that a plan adds on a refill day |
//! | refund | a credit that comes back because a recipient replied in time |
//! | cap | the most credits that an account holds after a refill |
//! | prospect | one person who may be contacted |
//! | touch | one contact attempt: an InMail, an invitation, a message, …: [`Touch`](domain::touch::Touch) |
//! | sequence | the touches that a prospect goes through, in order, until the prospect replies |
//! | segment | prospects that share a sequence, a pace and a priority: [`Segment`](domain::segment::Segment) |
//! | rulebook | a dated data file: plans, and what happens to their credits: [`Rulebook`](domain::plan::Rulebook) |
//! | case | one plan × one variant of a scenario, `base` or a what-if: [`Case`](domain::case::Case) |
//! | trial | one simulated campaign of a case |
//! | replicate | trials over which unknown rates are spread evenly: [`replicates`](domain::replicates) |
//! | latent | the uniform number behind an outcome, found by its address: [`luck`](engine::luck) |
//! | shard | one of several contiguous parts of the trials of a run: [`Shard`](domain::shard::Shard) |
//! | tally | what trials counted, in whole numbers: [`Tally`](domain::tally::Tally) |
//! | record | what a user sent and what came back: [`Contact`](record::contact::Contact)s |
//! | open | of a touch: silent, and not yet as long as a reply would bring a credit back |
//! | fragment | a part of a scenario file that others are laid over: [`fragment`](record::fragment) |
//! | figure | a number that is reported: [`Figure`](figures::Figure) |
//! | problem | something wrong in a file: [`Problem`](scenario::problem::Problem) |
//! | warning | something in a file that is probably not meant: [`Warning`](scenario::warning::Warning) |
//!
//! # A guided tour
//!
//! In the order in which a campaign passes through the crate:
//!
//! 1. **Scenario.** [`scenario::load`] reads a file from disk, [`scenario::load_from`] from anywhere. Both return a
//!    [`Scenario`](scenario::Scenario), or every problem of the file with its place. Every key, with its meaning, range,
//!    unit and default, is in one list: [`scenario::keys`].
//! 2. **Cases.** A scenario holds [`Case`](domain::case::Case)s, in which nothing is left to look up. A case that exists
//!    can be simulated, so that nothing after this step can fail because of the input.
//! 3. **Engine.** [`engine::play`] plays all cases on the same luck, in parallel. The same cases, trials and seed give the
//!    same result on any number of threads. [`engine::trace`] plays one trial with the same code and keeps every event.
//! 4. **Tally.** What comes out is a [`Tally`](domain::tally::Tally): whole numbers and how often each occurred, which
//!    merge exactly in any order and do not grow with the number of trials.
//! 5. **Figures.** [`Figures::new`](figures::Figures::new) turns it into [`Estimate`](figures::Estimate)s: a mean or ratio
//!    of means, its simulation error, and exact quantiles. What is undefined is absent.
//! 6. **Reports and charts.** [`report`], [`chart`] and [`terminal`] are functions from figures to bytes and text.
//!    [`output`] alone writes files, and never over what no run wrote.
//!
//! Questions that take many runs are answered by [`decide`]: [sweeps](decide::sweep), [what matters](decide::sensitivity), a
//! [race](decide::race) for the best plan, and the [worth of a test](decide::pilot). All of them play
//! [`Campaigns`](engine::campaigns::Campaigns) on common random numbers.
//!
//! Before all of that a user's own [`record`] may be read, from logs and archives as other programs write them, and
//! [fitted](record::fit): what comes out is a fragment of a scenario file. [`decide::forecast`] looks ahead from its last day.
//!
//! A run may be cut into shards that are played apart: [`engine::play_part`] plays some of the trials, [`tally_file`] turns
//! their tally into bytes and back, and the merged tallies are the tally of the whole run.
//!
//! What explains files and reports is made from the lists that they are read and written by: [`guide`].
//!
//! [`commands`] is this tour for each command of the program, with [`cli`] for what was typed.
//!
//! # A complete example
//!
//! ```
//! use std::collections::BTreeMap;
//! use std::path::{Path, PathBuf};
//!
//! use inmail_sim::engine::{self, Sampling, Settings};
//! use inmail_sim::figures::{Figure, Figures};
//! use inmail_sim::scenario::{self, Overrides};
//!
//! let text = r#"
//!     plans = ["premium-business", "sales-navigator"]
//!     touch.inmail = { channel = "inmail", reply_rate = "10% to 25%" }
//!     segment.prospects = { per_week = 10, sequence = ["inmail"] }
//! "#;
//! let files = BTreeMap::from([(PathBuf::from("plans.toml"), text.as_bytes().to_vec())]);
//! let scenario = scenario::load_from(&files, Path::new("plans.toml"), &Overrides::default()).unwrap();
//!
//! let settings = Settings { trials: 500, seed: scenario.seed, sampling: Sampling::Even, precision: None };
//! let tally = engine::play(&scenario.cases, &settings, |_| ());
//! let figures = Figures::new(&scenario.cases, &tally);
//!
//! for case in &figures.cases {
//!     let cost = case.estimate(Figure::CostPerReply);
//!     if let (Some(mean), Some(se)) = (cost.mean, cost.se) {
//!         println!("{}: {mean:.2} ± {se:.2} {} a reply", case.name, case.currency);
//!     }
//! }
//! let cost = |case: usize| figures.cases[case].estimate(Figure::CostPerReply).mean.unwrap();
//! assert!(cost(1) < cost(0));
//! ```
//!
//! # Rooms and arrows
//!
//! Each module is a room, and knows only the rooms that an arrow leads to.
//!
//! ```text
//! scenario, engine, figures  ─►  domain
//! record                     ─►  engine, domain
//! decide                     ─►  engine, figures, domain
//! report, chart              ─►  decide, record, figures, domain
//! tally_file                 ─►  scenario, engine, domain
//! output                     ─►  report
//! guide                      ─►  scenario, report, figures, domain
//! terminal                   ─►  scenario, engine, figures, decide, record, report, guide, domain
//! commands                   ─►  all
//! domain, cli                ─►  nothing
//! ```
//!
//! [`domain`], [`engine`], [`figures`], [`decide`], [`report`], [`chart`], [`guide`] and [`tally_file`] read, write and
//! print nothing and know no clock: their results are values that follow from their arguments.

pub mod chart;
pub mod cli;
pub mod commands;
pub mod decide;
pub mod domain;
pub mod engine;
pub mod figures;
pub mod guide;
pub mod output;
pub mod record;
pub mod report;
pub mod scenario;
pub mod tally_file;
pub mod terminal;
