//! Explanations of scenario files and reports for people and editors, made from the lists that readers and writers go by.
//!
//! Nothing is said here twice: keys, ranges, defaults and sources come from [`keys`](crate::scenario::keys), columns
//! and figures from the reports. So the texts cannot drift from what the program does.

mod borrowed;
mod examples;
mod headings;
mod keys;
mod lookup;
mod questions;
mod reports;
mod results;
mod schema;
mod template;
mod today;
mod topic;
mod values;

pub use examples::{EXAMPLES, Example, example_files};
pub use lookup::{explain, topics};
pub use questions::{Answers, QUESTIONS, Question, counted, toml};
pub use results::{DOCUMENTS, Document, Field, results_schema};
pub use schema::{rulebook_schema, scenario_schema};
pub use template::template;
pub use today::{Account, FOLLOWED_UP, PENDING_DAYS, today};
pub use topic::{Fact, Line, Topic};

/// The name of the schema of scenario files, where it stands beside one.
pub const SCHEMA_FILE: &str = "scenario.schema.json";
