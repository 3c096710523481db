//! A campaign planning simulator: what a plan's InMail credits will really do.
//!
//! A scenario file states a campaign: the plans to compare, the ways of contact with their rates, the people to reach
//! and the pace. The crate plays it day by day, many times with different luck, and tells what came of it. The README
//! and the pages in `docs` explain scenario files, reports and the model to those who use the program; this page is for
//! those who read or use the code.
//!
//! # Glossary
//!
//! `docs/glossary.md` says what the words of the model mean. This is where they live, with the words of the code alone:
//!
//! | word | in the code |
//! |---|---|
//! | lot | [`Lot`](domain::ledger::Lot) |
//! | touch | [`Touch`](domain::touch::Touch) |
//! | segment | [`Segment`](domain::segment::Segment) |
//! | seat | [`Seat`](domain::seat::Seat) |
//! | account | [`accounts`](domain::seat::accounts) |
//! | outcome | [`Outcome`](domain::outcome::Outcome) |
//! | rulebook | [`Rulebook`](domain::plan::Rulebook) |
//! | case | one plan × one variant of a scenario, `base` or a what-if: [`Case`](domain::case::Case) |
//! | trial | one simulated campaign of a case |
//! | replicate | trials over which unknown rates are spread evenly: [`replicates`](domain::replicates) |
//! | latent | the uniform number behind an outcome, found by its address: [`luck`](engine::luck) |
//! | shard | one of several contiguous parts of the trials of a run: [`Shard`](domain::shard::Shard) |
//! | tally | what trials counted, in whole numbers: [`Tally`](domain::tally::Tally) |
//! | record | of [`Contact`](record::contact::Contact)s |
//! | fragment | [`fragment`](record::fragment) |
//! | figure | [`Figure`](figures::Figure) |
//! | problem | [`Problem`](scenario::document::problem::Problem) |
//! | warning | [`Warning`](scenario::warning::Warning) |
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
//! 6. **Reports and charts.** [`report`], `chart` and `terminal` are functions from figures to bytes and text.
//!    `output` alone writes files, and never over what no run wrote. Charts come with the feature `charts`, which is on
//!    unless it is left out.
//!
//! Questions that take many runs are answered by [`study`]: [sweeps](study::sweep), [what matters](study::sensitivity), a
//! [race](study::race) for the best plan, and the [worth of a test](study::pilot). All of them play
//! [`Campaigns`](engine::campaigns::Campaigns) on common random numbers; `words` says every answer in sentences.
//!
//! Before all of that a user's own [`record`] may be read, from logs and archives as other programs write them, and
//! [fitted](record::fit): what comes out is a fragment of a scenario file. [`study::forecast`] looks ahead from its last day.
//!
//! A run may be cut into shards that are played apart: [`engine::play_part`] plays some of the trials, `tally_file` turns
//! their tally into bytes and back, and the merged tallies are the tally of the whole run.
//!
//! What explains files and reports is made from the lists that they are read and written by: `guide`.
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
//! # Questions
//!
//! A [`Space`](study::space::Space) is a scenario that a study can read again with other values. Each question is a
//! function of one, plays its campaigns on common random numbers, and returns its answer as a value; `words` and
//! [`report`] say and tabulate it. In what follows `space` is read from a file with two plans, a touch `letter` whose
//! reply rate is `"5% to 30%"`, and a segment `all` of twenty prospects a week.
//!
//! **[A sweep](study::sweep::sweep)**: how do figures change along one path or several, and where do two cases break even?
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use std::path::{Path, PathBuf};
//! # use inmail_sim::engine::Sampling;
//! # use inmail_sim::scenario::Overrides;
//! # use inmail_sim::study::refusal::Refusal;
//! # use inmail_sim::study::space::Space;
//! # let text = "plans = ['premium-business', 'sales-navigator']
//! #             weeks = 8
//! #             trials = 200
//! #             touch.letter = { channel = 'inmail', reply_rate = '5% to 30%' }
//! #             segment.all = { per_week = 20, sequence = ['letter'] }
//! #             goal = { minimize = 'cost_per_reply', vary = { 'segment.all.per_week' = [5, 10] } }";
//! # let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
//! use inmail_sim::domain::figure::Figure;
//! use inmail_sim::study::sweep::{Grid, sweep};
//!
//! let vary = ["segment.all.per_week=2,20".to_owned()];
//! let grid = Grid::new(&files, Path::new("a.toml"), Overrides::default(), &vary, Sampling::Even)?;
//! let found = sweep(&grid, &[Figure::Replies], |_| ())?;
//! let replies = |cell: usize| found.point(cell, 0, 1).mean;
//! assert!(replies(1) > replies(0));
//! # Ok::<(), Refusal>(())
//! ```
//!
//! **[The optimum](study::optimum::optimum)**: which combination is best for the `[goal]` of the file?
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use std::path::{Path, PathBuf};
//! # use inmail_sim::engine::Sampling;
//! # use inmail_sim::scenario::Overrides;
//! # use inmail_sim::study::refusal::Refusal;
//! # use inmail_sim::study::space::Space;
//! # let text = "plans = ['premium-business', 'sales-navigator']
//! #             weeks = 8
//! #             trials = 200
//! #             touch.letter = { channel = 'inmail', reply_rate = '5% to 30%' }
//! #             segment.all = { per_week = 20, sequence = ['letter'] }
//! #             goal = { minimize = 'cost_per_reply', vary = { 'segment.all.per_week' = [5, 10] } }";
//! # let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
//! # let space = Space::read(&files, Path::new("a.toml"), None, Overrides::default(), Sampling::Even)?;
//! use inmail_sim::study::optimum::optimum;
//!
//! let found = optimum(&space, |_| ())?;
//! println!("{}", found.finding());
//! assert_eq!(found.race.entrants.len(), 4);
//! # Ok::<(), Refusal>(())
//! ```
//!
//! **[Sensitivity](study::sensitivity::sensitivity)**: how much of a figure's spread is luck, and what matters to it?
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use std::path::{Path, PathBuf};
//! # use inmail_sim::engine::Sampling;
//! # use inmail_sim::scenario::Overrides;
//! # use inmail_sim::study::refusal::Refusal;
//! # use inmail_sim::study::space::Space;
//! # let text = "plans = ['premium-business', 'sales-navigator']
//! #             weeks = 8
//! #             trials = 200
//! #             touch.letter = { channel = 'inmail', reply_rate = '5% to 30%' }
//! #             segment.all = { per_week = 20, sequence = ['letter'] }
//! #             goal = { minimize = 'cost_per_reply', vary = { 'segment.all.per_week' = [5, 10] } }";
//! # let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
//! # let space = Space::read(&files, Path::new("a.toml"), None, Overrides::default(), Sampling::Even)?;
//! use inmail_sim::domain::figure::Figure;
//! use inmail_sim::study::sensitivity::sensitivity;
//!
//! let found = sensitivity(&space, vec![Figure::Replies], |_| ());
//! assert_eq!(found[0].inputs[0].path, "touch.letter.reply_rate");
//! # Ok::<(), Refusal>(())
//! ```
//!
//! **[A pilot](study::pilot::pilot)**: what would a test of twenty letters save, before it is sent?
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use std::path::{Path, PathBuf};
//! # use inmail_sim::engine::Sampling;
//! # use inmail_sim::scenario::Overrides;
//! # use inmail_sim::study::refusal::Refusal;
//! # use inmail_sim::study::space::Space;
//! # let text = "plans = ['premium-business', 'sales-navigator']
//! #             weeks = 8
//! #             trials = 200
//! #             touch.letter = { channel = 'inmail', reply_rate = '5% to 30%' }
//! #             segment.all = { per_week = 20, sequence = ['letter'] }
//! #             goal = { minimize = 'cost_per_reply', vary = { 'segment.all.per_week' = [5, 10] } }";
//! # let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
//! # let space = Space::read(&files, Path::new("a.toml"), None, Overrides::default(), Sampling::Even)?;
//! use inmail_sim::study::pilot::{Question, pilot};
//!
//! let found = pilot(&Question::new(&space, "letter", 20, None), |_| ()).expect("letters draw replies");
//! assert!(found.knowing.value >= found.asked.worth.value);
//! # Ok::<(), Refusal>(())
//! ```
//!
//! **[A forecast](study::forecast::forecast)**: when do the credits run out, and how many InMails a day do they afford?
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use std::path::{Path, PathBuf};
//! # use inmail_sim::engine::Sampling;
//! # use inmail_sim::scenario::Overrides;
//! # use inmail_sim::study::refusal::Refusal;
//! # use inmail_sim::study::space::Space;
//! # let text = "plans = ['premium-business', 'sales-navigator']
//! #             weeks = 8
//! #             trials = 200
//! #             touch.letter = { channel = 'inmail', reply_rate = '5% to 30%' }
//! #             segment.all = { per_week = 20, sequence = ['letter'] }
//! #             goal = { minimize = 'cost_per_reply', vary = { 'segment.all.per_week' = [5, 10] } }";
//! # let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
//! # let space = Space::read(&files, Path::new("a.toml"), None, Overrides::default(), Sampling::Even)?;
//! use inmail_sim::study::forecast::forecast;
//!
//! let found = forecast(&space, |_| ());
//! // Fifteen credits a month do not pay for twenty letters a week.
//! assert_eq!(found[0].runs_out(), 1.0);
//! # Ok::<(), Refusal>(())
//! ```
//!
//! **[A calibration](record::calibration::calibrate)**: what do a user's own letters say of rates and delays?
//!
//! ```
//! use inmail_sim::record::beta::BetaRate;
//! use inmail_sim::record::calibration::calibrate;
//! use inmail_sim::record::log::{LogReading, read_log};
//! use jiff::civil::date;
//!
//! let mut log = "sent_at,replied_at\n".to_owned();
//! for day in 1..=30 {
//!     // One letter in three is answered on the day after.
//!     let reply = if day % 3 == 0 { format!("2026-01-{:02}", day + 1) } else { String::new() };
//!     log += &format!("2026-01-{day:02},{reply}\n");
//! }
//! let read = read_log("log.csv", log.as_bytes(), &LogReading::default())?;
//! let found = calibrate(&read.contacts, date(2026, 6, 1), BetaRate::JEFFREYS);
//! assert_eq!(found.touches[0].all.naive_rate(), 10.0 / 30.0);
//! # Ok::<(), inmail_sim::record::log::LogError>(())
//! ```
//!
//! # Rooms and arrows
//!
//! Each module is a room, and knows only the rooms that an arrow leads to.
//!
//! ```text
//! scenario, engine, figures  ─►  domain
//! study, record              ─►  scenario, engine, figures, domain
//! tally_file                 ─►  scenario, engine, domain
//! words                      ─►  study, record, scenario, figures, domain
//! report, chart              ─►  words, study, record, figures, domain
//! results                    ─►  guide, report, chart, words, study, scenario, engine, figures, domain
//! output                     ─►  report
//! server                     ─►  results, guide, report, chart, words, study, figures, engine, scenario, domain
//! guide                      ─►  report, scenario, figures, domain
//! terminal                   ─►  guide, report, words, study, record, scenario, engine, figures, domain
//! commands                   ─►  all
//! domain, cli                ─►  nothing
//! ```
//!
//! [`domain`], [`engine`], [`figures`], [`study`], `words`, [`report`], `chart`, `guide` and `tally_file` read, write and
//! print nothing and know no clock: their results are values that follow from their arguments.
//!
//! `chart`, `cli`, `commands`, `guide`, `output`, `results`, `server`, `tally_file`, `terminal` and `words` serve the program. They are no part of
//! the interface of this crate, and may change at any time.

// Words and samples that only charts need stay where they belong.
#![cfg_attr(not(feature = "charts"), allow(dead_code, unused_imports))]

#[cfg(feature = "charts")]
#[doc(hidden)]
pub mod chart;
#[cfg(not(feature = "charts"))]
#[path = "chart/none.rs"]
#[doc(hidden)]
pub mod chart;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod commands;
pub mod domain;
pub mod engine;
pub mod figures;
#[doc(hidden)]
pub mod guide;
#[doc(hidden)]
pub mod output;
pub mod record;
pub mod report;
#[doc(hidden)]
pub mod results;
pub mod scenario;
#[cfg(feature = "page")]
#[doc(hidden)]
pub mod server;
pub mod study;
#[doc(hidden)]
pub mod tally_file;
#[doc(hidden)]
pub mod terminal;
#[doc(hidden)]
pub mod words;
