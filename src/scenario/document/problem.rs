//! What can be wrong with a scenario: the kind as data, its place, and the wording of all of it.

use std::fmt;

use super::kind::{Kind, MAX_SEQUENCE};
use super::lists::{all, either, quoted};
use super::path::quote;
use super::remedy::remedy;
use super::source::MAX_BYTES;
use crate::scenario::targets::BOUNDS;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is; nothing where there is no text to point at.
    pub place: Option<Place>,
    /// Another place that has to do with it.
    pub related: Option<Related>,
    /// The what-if in which it arises, where its place does not show that.
    pub what_if: Option<String>,
}

/// Another place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub note: &'static str,
    /// Where it is.
    pub place: Place,
}

/// What stands at the place related to one that names something again.
pub(crate) const FIRST: &str = "first named here";

/// What stands at the place related to one that closes a circle.
pub(crate) const ONWARDS: &str = "from there it goes on here";

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path of the file, or the name of the argument.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The line itself, or of a very long one the part around the column.
    pub text: String,
    /// The column of the first character of `text`: 1, unless the line is very long.
    pub text_column: usize,
    /// How many characters are marked; at least 1.
    pub width: usize,
}

/// Everything that is wrong, in file order; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems in file order: at least one.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

/// What a file holds where something else is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Found {
    /// A number, text, date or flag, as written.
    Text(String),
    /// Nothing, where there is room for a value.
    Nothing,
    /// A list.
    List,
    /// A table.
    Table,
}

/// What can be wrong. `path` is a dotted path in the file, `near` the nearest name that exists.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the fields are what the message of their variant shows")]
pub enum ProblemKind {
    /// A file cannot be read.
    Unreadable { path: String, reason: String },
    /// A file is larger than any scenario is.
    TooLarge { path: String },
    /// A file is not UTF-8.
    NotUtf8,
    /// A file is that of a spreadsheet or word processor.
    Workbook { path: String },
    /// A text is no TOML.
    Syntax { message: String },
    /// A file is no CSV.
    Csv { message: String },
    /// A key that its section does not have.
    UnknownKey { key: String, section: String, near: Option<String>, known: Vec<String> },
    /// A key that other sections have; the remedy says which.
    Misplaced { key: String, section: String, remedy: String },
    /// A section of which there may be many, with keys but without a name.
    NoId { section: String },
    /// A key that a touch has, but not on this channel.
    IdleKey { key: String, touch: String, channel: &'static str, known: Vec<&'static str> },
    /// A key that is the same for all cases, in a what-if.
    NotInWhatIf { key: String },
    /// A key that cannot be set on the command line.
    NotByArgument { key: String },
    /// A required key is missing.
    Missing { key: &'static str, section: String, channel: Option<&'static str> },
    /// A value of the wrong type or out of range.
    Value { path: String, found: Found, allowed: Kind },
    /// A name that stands for nothing.
    UnknownName { what: &'static str, name: String, near: Option<String>, known: Vec<String> },
    /// Something is named twice where once is enough.
    Twice { what: &'static str, name: String },
    /// A name that is taken.
    Reserved { what: &'static str, name: &'static str },
    /// An id without a visible character, or with one that is not.
    Id { section: String },
    /// A list without an item.
    Empty { path: String },
    /// More of something than there may be.
    TooMany { what: &'static str, max: usize },
    /// A scenario without a touch or without a segment.
    Nothing { what: &'static str },
    /// Something that is defined by itself.
    Circle { what: &'static str, name: String },
    /// Two keys of which only one may be set.
    Both { path: String, first: &'static str, second: &'static str },
    /// A target on a figure that no case has by itself.
    NoTarget { figure: &'static str },
    /// A target without a bound.
    NoBound { section: String },
    /// A week after the last one of the campaign.
    AfterEnd { path: String, week: u32, weeks: u32 },
    /// Annual billing of a plan that is not sold so.
    NoAnnualPrice { plan: String },
    /// A pending touch on a channel that cannot be pending.
    PendingChannel { touch: String, channel: &'static str },
    /// A pending touch that must have been answered by now.
    NeverSilent { touch: String, days: u64 },
    /// A touch in second or later place without a wait.
    NoWait { touch: String, segment: String },
    /// A pace that follows the balance, before a touch that does not cost any.
    FreePace { pace: &'static str, touch: String, channel: &'static str },
    /// A window in which no send day can lie; `next` is how long after the touch before it the first one comes.
    NeverDue { touch: String, segment: String, window: (u32, u32), next: u32 },
    /// As many as the balance allows, where it allows any number.
    Endless { segment: String },
    /// A table with keys that do not together make a way to write a rate, lift or delay.
    Form { path: String, keys: Vec<String>, allowed: Kind },
    /// Half of a way to write a rate, lift or delay.
    Half { path: String, has: Vec<String>, lacks: Vec<&'static str> },
    /// Numbers that make no distribution.
    Distribution { path: String, clause: String },
    /// A sample file with several columns, none of them named.
    NoColumn { known: Vec<String> },
    /// A sample file that begins with a number.
    NoHeader { found: String },
    /// A sample file without a sample.
    NoSamples,
    /// A word of a requirement or objective that does not belong there, or that is missing.
    Phrase { found: String, wanted: &'static str, near: Option<String> },
    /// A requirement by a week that the campaign does not have.
    LateWeek { week: u32, weeks: u32 },
    /// A path that cannot be varied.
    NotVaried { path: String },
    /// Values of a path that cannot be read.
    Values { path: String, why: &'static str },
    /// An argument that is not of the form PATH=VALUE.
    NotPathValue { argument: String },
    /// An argument that names an item of a list.
    ListItem { item: String, list: String },
    /// A plan or what-if that the arguments ask for, and that no case has.
    NoCase { what: &'static str, name: String, near: Option<String>, known: Vec<String> },
    /// A plan that no case of the what-ifs asked for has, although others do.
    NoCommonCase { plan: String, what_ifs: Vec<String>, known: Vec<String> },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(what_if) = &self.what_if {
            write!(f, "in what-if `{what_if}`: ")?;
        }
        self.kind.fmt(f)
    }
}

/// The problems one after the other, each as `file:line:column: what`.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            let end = if number > 0 { "\n" } else { "" };
            match &problem.place {
                Some(place) => write!(f, "{end}{}:{}:{}: {problem}", place.file, place.line, place.column)?,
                None => write!(f, "{end}{problem}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Text(text) => write!(f, "`{text}`"),
            Found::Nothing => f.write_str("empty"),
            Found::List => f.write_str("a list"),
            Found::Table => f.write_str("a table"),
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ProblemKind as Kind;
        match self {
            Kind::Unreadable { path, reason } => write!(f, "cannot read `{path}`: {reason}"),
            Kind::TooLarge { path } => write!(f, "`{path}` is larger than {} MB", MAX_BYTES / 1_000_000),
            Kind::NotUtf8 => f.write_str("the text is not UTF-8 from here on; save the file as UTF-8"),
            Kind::Workbook { path } => {
                write!(
                    f,
                    "`{path}` is a workbook or document, and no plain text; save it as CSV or plain text in UTF-8"
                )
            }
            Kind::Syntax { message } => f.write_str(message),
            Kind::Csv { message } => write!(f, "not CSV: {message}"),
            Kind::UnknownKey { key, section, near, known } => {
                write!(f, "unknown key `{key}`")?;
                if !section.is_empty() {
                    write!(f, " in `{section}`")?;
                }
                one_of(f, near, "key", known)
            }
            Kind::Misplaced { key, section, remedy } => {
                write!(f, "unknown key `{key}`")?;
                if !section.is_empty() {
                    write!(f, " in `{section}`")?;
                }
                write!(f, "; {remedy}")
            }
            Kind::NoId { section } => {
                write!(f, "`{section}` has keys but no ID; write `[{section}.ID]`, where ID is a name of your choice")
            }
            Kind::IdleKey { key, touch, channel, known } => {
                write!(f, "`{key}` is of no use in `{touch}`, whose channel is `{channel}`; ")?;
                write!(f, "beside `channel` it may have {}", all(known.iter().map(quoted)))
            }
            Kind::NotInWhatIf { key } => write!(f, "`{key}` cannot be set in a what-if; set it for the whole file"),
            Kind::NotByArgument { key } => write!(f, "`{key}` cannot be set by an argument; set it in the file"),
            Kind::Missing { key, section, channel } => {
                let subject = if section.is_empty() { "the file".into() } else { quoted(section) };
                write!(f, "{subject} lacks `{key}`")?;
                channel.map_or(Ok(()), |channel| write!(f, ", which channel `{channel}` needs"))
            }
            Kind::Value { path, found, allowed } => match remedy(path, found, allowed) {
                Some(remedy) => write!(f, "`{path}` is {found}; it must be {}; {remedy}", allowed.brief()),
                None => write!(f, "`{path}` is {found}; it must be {allowed}"),
            },
            Kind::UnknownName { what, name, near, known } => {
                write!(f, "unknown {what} `{name}`")?;
                one_of(f, near, what, known)
            }
            Kind::Twice { what, name } => write!(f, "{what} `{name}` is there twice; once is enough"),
            Kind::Reserved { what, name } => write!(f, "`{name}` is taken; choose another name for the {what}"),
            Kind::Id { section } => {
                write!(f, "an id in `{section}` is empty or has a control character; it must be a visible name")
            }
            Kind::Empty { path } => write!(f, "`{path}` is empty; it must have at least one item"),
            Kind::TooMany { what, max } => write!(f, "too many {what}; there may be {max}"),
            Kind::Nothing { what } => write!(f, "the scenario has no {what}; it needs at least one `[{what}.ID]`"),
            Kind::Circle { what, name } => write!(f, "`{what}` leads back to `{name}`; it must end somewhere"),
            Kind::Both { path, first, second } => {
                write!(f, "`{path}` has both `{first}` and `{second}`; it may have one of them")
            }
            Kind::NoTarget { figure } => {
                write!(
                    f,
                    "`{figure}` compares a case with the others, so none can be held to it; choose another figure"
                )
            }
            Kind::NoBound { section } => {
                write!(f, "`{section}` has no bound; set one of {}", either(BOUNDS.iter().map(quoted)))
            }
            Kind::AfterEnd { path, week, weeks } => {
                write!(
                    f,
                    "`{path}` is week {week}, after the last of the campaign; it must be a week from 1 to {weeks}"
                )
            }
            Kind::NoAnnualPrice { plan } => {
                let key = quote(plan);
                write!(f, "plan `{plan}` has no annual price; set `plan.{key}.price_per_month_annual`")
            }
            Kind::PendingChannel { touch, channel } => {
                write!(f, "touch `{touch}` has channel `{channel}`; pending can be inmail, message and email")
            }
            Kind::NeverSilent { touch, days } => {
                write!(f, "touch `{touch}` cannot be silent after {days} days: its rate is 1 and its delay shorter")
            }
            Kind::NoWait { touch, segment } => {
                write!(f, "touch `{touch}` lacks `wait_days`, which it needs in second or later place of `{segment}`")
            }
            Kind::FreePace { pace, touch, channel } => write!(
                f,
                "`per_week = \"{pace}\"` needs a first touch of channel `inmail`; `{touch}` has channel `{channel}`"
            ),
            Kind::NeverDue { touch, segment, window: (from, to), next } => {
                let window = if from == to { from.to_string() } else { format!("{from} to {to}") };
                let days = if *to == 1 { "day" } else { "days" };
                write!(f, "touch `{touch}` can never go out in `{segment}`: no send day comes {window} {days} after ")?;
                write!(f, "the touch before it; the next comes after {next}")
            }
            Kind::Endless { segment } => write!(
                f,
                "`{segment}` would never stop: `per_week = \"max\"` with an `open_profile` of 1 needs `prospects`"
            ),
            Kind::Form { path, keys, allowed } => {
                write!(f, "`{path}` cannot be made of {}; it must be {allowed}", all(keys.iter().map(quoted)))
            }
            Kind::Half { path, has, lacks } if has.is_empty() => {
                write!(f, "`{path}` lacks {}", all(lacks.iter().map(quoted)))
            }
            Kind::Half { path, has, lacks } => {
                write!(f, "`{path}` has {} but lacks {}", all(has.iter().map(quoted)), all(lacks.iter().map(quoted)))
            }
            Kind::Distribution { path, clause } => write!(f, "`{path}`: {clause}"),
            Kind::NoColumn { known } => {
                write!(f, "the file has several columns; name one by `column`: {}", either(known.iter().map(quoted)))
            }
            Kind::NoHeader { found } => {
                write!(f, "the file begins with `{found}`; its first line must name its columns")
            }
            Kind::NoSamples => f.write_str("the file has no samples; it needs a header and at least one value"),
            Kind::Phrase { found, wanted, .. } if found.is_empty() => {
                write!(f, "it ends too early: what must follow is {wanted}")
            }
            Kind::Phrase { found, wanted, near } => {
                write!(f, "`{found}` cannot stand here; it must be {wanted}")?;
                near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
            }
            Kind::LateWeek { week, weeks } => {
                write!(
                    f,
                    "week {week} comes after the campaign's last, week {weeks}; name an earlier one or set `weeks`"
                )
            }
            Kind::NotVaried { path } => {
                write!(f, "`{path}` cannot be varied; it must be a path such as `plan` or `segment.ID.per_week`")
            }
            Kind::Values { path, why } => write!(f, "the values of `{path}` cannot be read: {why}"),
            Kind::NotPathValue { argument } => write!(f, "`{argument}` is not of the form PATH=VALUE"),
            Kind::ListItem { item, list } => {
                write!(f, "`{item}` is an item of a list, and only whole lists can be set; set `{list}`")
            }
            Kind::NoCase { what, name, near, known } => {
                write!(f, "unknown {what} `{name}`; known: {}", all(known.iter().map(quoted)))?;
                near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
            }
            Kind::NoCommonCase { plan, what_ifs, known } => {
                let (what_ifs, known) = (either(what_ifs.iter().map(quoted)), all(known.iter().map(quoted)));
                write!(f, "no case has plan `{plan}` and what-if {what_ifs}; known there: {known}")
            }
        }
    }
}

/// The one name that was probably meant, or else all there are, if they are not too many to read.
fn one_of(f: &mut fmt::Formatter<'_>, near: &Option<String>, what: &str, known: &[String]) -> fmt::Result {
    match near {
        Some(near) => write!(f, "; did you mean `{near}`?"),
        None if known.is_empty() => write!(f, "; there is no {what} to name"),
        None if known.len() > MAX_SEQUENCE => write!(f, "; there are {}, none of a similar name", known.len()),
        None => write!(f, "; known: {}", all(known.iter().map(quoted))),
    }
}
