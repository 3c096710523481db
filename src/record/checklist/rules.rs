//! Reads the rules of a checklist, and says all that is wrong with them and where.

use std::collections::BTreeSet;

use strum::AsRefStr;
use thiserror::Error;

use super::super::prospects::Degree;
use super::titles::Titles;
use super::{Checklist, SOUGHT, Tier};
use crate::domain::touch::{Channel, Draws};
use crate::scenario::document::context::Context;
use crate::scenario::document::key::{Default, Key, Keys, Section as Listed};
use crate::scenario::document::kind::{Kind, MAX_TABLES};
use crate::scenario::document::problem::{Problem, Problems, TextProblem, Wrong};
use crate::scenario::document::reader::{Field, Section};
use crate::scenario::document::source::{Disk, Mark, Role};
use crate::scenario::document::tree::{Node, Table, Value};

/// The most columns that rules look at.
const MOST_COLUMNS: usize = 1_000;

/// A tier whose first channel draws replies is written to at once.
const CHANNEL: Kind = Kind::OneOf(Channel::REPLYING);

/// In the order of [`Degree::ALL`].
const DEGREE: Kind = Kind::OneOf(&["1st", "2nd", "3rd", "out", "unknown", "unlisted"]);

const TEXTS: Kind = Kind::List(&Kind::Text);
const NONE: Default = Default::Value("[]");
const ANY: Default = Default::Otherwise("everybody");

/// The sections that look for something, each with the list that it must have.
const LOOKED_FOR: [(&str, &str); 3] = [("decision_maker", "words"), ("angle", "columns"), ("tried", "columns")];

const fn key(path: &'static str, kind: Kind, default: Default) -> Key {
    Key { path, kind, default, source: "", unit: "", meaning: "", channels: &[], example: "" }
}

const fn section(path: &'static str, is_list: bool) -> Listed {
    Listed { path, is_list, meaning: "" }
}

static KEYS: Keys = Keys {
    list: &[
        key("decision_maker.words", TEXTS, Default::Required),
        key("decision_maker.not", TEXTS, NONE),
        key("decision_maker.overlook", TEXTS, NONE),
        key("decision_maker.past", TEXTS, NONE),
        key("angle.columns", TEXTS, Default::Required),
        key("tried.columns", TEXTS, Default::Required),
        key("answered.columns", TEXTS, NONE),
        key("open_to_work.columns", TEXTS, NONE),
        key("tier.name", Kind::Name, Default::Required),
        key("tier.degree", Kind::List(&DEGREE), ANY),
        key("tier.open_profile", Kind::Flag, ANY),
        key("tier.decision_maker", Kind::Flag, ANY),
        key("tier.angle", Kind::Flag, ANY),
        key("tier.tried", Kind::Flag, ANY),
        key("tier.answered", Kind::Flag, ANY),
        key("tier.open_to_work", Kind::Flag, ANY),
        key("tier.channel", CHANNEL, Default::Required),
        key("tier.why", Kind::Text, Default::Required),
    ],
    sections: &[
        section("decision_maker", false),
        section("angle", false),
        section("tried", false),
        section("answered", false),
        section("open_to_work", false),
        section("tier", true),
    ],
};

/// Problems with rules that can be read, and oddities that are perhaps not meant.
#[derive(Debug, Error, AsRefStr)]
enum RuleProblem {
    #[error("there is no [{name}] with {first}")]
    NoSection { name: &'static str, first: &'static str },
    #[error("there is no [[tier]]")]
    NoTier,
    #[error("a tier is a segment of the scenario: its name must have no line break")]
    LineBreak,
    #[error("there is a tier called `{name}` already")]
    Taken { name: String },
    #[error("the last tier, `{name}`, must have no conditions, so that everybody has a tier")]
    LastTier { name: String },
    #[error("this item of `{key}` is empty and never found; take it out")]
    NeverFound { key: String },
    #[error("nobody gets as far as tier `{name}`: `{before}` before it takes everybody")]
    TooLate { name: String, before: String },
    #[error("nobody is in tier `{name}`, since its `degree` is an empty list")]
    NoDegree { name: String },
}

impl Wrong for RuleProblem {}

/// The checklist in a text of this name, or all that is wrong with it.
pub(super) fn read(name: &str, text: &str) -> Result<Checklist, Problems> {
    let ctx = Context::new(&Disk);
    let source = ctx.add(Role::Rules, name, text);
    let read = || {
        let table = ctx.document(source, &KEYS)?;
        let file = Section::file(&ctx, &KEYS, &table, Mark { source, start: 0, end: 0 });
        let checklist = checklist(&file, text.trim_end().len())?;
        Some((table, checklist))
    };
    let (table, checklist) = read().filter(|_| ctx.is_clean()).ok_or_else(|| ctx.problems())?;
    Ok(Checklist { odd: oddities(&ctx, &table, &checklist), ..checklist })
}

/// The checklist in a file whose text ends at this byte.
fn checklist(file: &Section<'_>, end: usize) -> Option<Checklist> {
    let sections = LOOKED_FOR.map(|(name, first)| match file.has(name) {
        true => file.section(name),
        false => file.ctx.report(RuleProblem::NoSection { name, first }, file.mark),
    });
    let [titles, angle, tried] = &sections;
    let titles = titles.as_ref().map(|titles| ["words", "not", "overlook", "past"].map(|key| texts(titles, key)));
    let [angle, tried] = [angle, tried].map(|section| texts(section.as_ref()?, "columns"));
    let [answered, open_to_work] = [SOUGHT[2], SOUGHT[3]].map(|name| match file.has(name) {
        true => texts(&file.section(name)?, "columns"),
        false => Some(Vec::new()),
    });
    let tiers = tiers(file, end);
    let [words, not, overlook, past] = titles?;
    let titles = Titles::new([words?, not?, overlook?, past?]);
    let columns = [angle?, tried?, answered?, open_to_work?];
    if columns.iter().map(Vec::len).sum::<usize>() > MOST_COLUMNS {
        let problem = TextProblem::TooMany { what: "columns that rules look at", max: MOST_COLUMNS };
        return file.ctx.report(problem, file.mark);
    }
    Some(Checklist { titles, columns, tiers: tiers?, odd: Vec::new() })
}

fn texts(section: &Section<'_>, key: &'static str) -> Option<Vec<String>> {
    let field = section.field(key)?;
    let texts: Vec<Option<String>> = field.items()?.iter().map(Field::text).collect();
    texts.into_iter().collect()
}

fn tiers(file: &Section<'_>, end: usize) -> Option<Vec<Tier>> {
    if file.entry("tier").is_none_or(|entry| matches!(&entry.node.value, Value::List(tiers) if tiers.is_empty())) {
        return file.ctx.report(RuleProblem::NoTier, Mark { start: end, end, ..file.mark });
    }
    let sections = file.items("tier");
    // Each is a segment of the scenario.
    if let Some(section) = sections.get(MAX_TABLES) {
        return file.ctx.report(TextProblem::TooMany { what: "tiers", max: MAX_TABLES }, section.mark);
    }
    let mut names = BTreeSet::new();
    let tiers: Vec<Option<Tier>> = sections.iter().map(|section| tier(section, &mut names)).collect();
    if let (Some(section), Some(Some(last))) = (sections.last(), tiers.last())
        && last.conditions() > 0
    {
        file.ctx.note(RuleProblem::LastTier { name: last.name.clone() }, section.mark);
    }
    tiers.into_iter().collect()
}

/// A tier, whose name is none of these.
fn tier(section: &Section<'_>, names: &mut BTreeSet<String>) -> Option<Tier> {
    let name = section.field("name").and_then(|field| {
        let name = field.text()?;
        if name.contains(char::is_control) {
            return field.ctx.report(RuleProblem::LineBreak, field.mark());
        }
        if !names.insert(name.clone()) {
            return field.ctx.report(RuleProblem::Taken { name }, field.mark());
        }
        Some(name)
    });
    let flag = |key: &'static str| section.field(key).map_or(Some(None), |field| field.flag().map(Some));
    let [open_profile, decision_maker] = ["open_profile", "decision_maker"].map(flag);
    let [angle, tried, answered, open_to_work] = SOUGHT.map(flag);
    let degree = section.field("degree").map_or(Some(None), |field| degrees(&field).map(Some));
    let replying: Vec<Channel> = Channel::ALL.into_iter().filter(|channel| channel.draws() != Draws::Lifts).collect();
    let channel = section.field("channel").and_then(|field| field.choice(&replying));
    let why = section.field("why").and_then(|field| field.text());
    Some(Tier {
        name: name?,
        degree: degree?,
        open_profile: open_profile?,
        decision_maker: decision_maker?,
        sought: [angle?, tried?, answered?, open_to_work?],
        channel: channel?,
        why: one_line(&why?),
    })
}

/// One degree, or a list of them.
fn degrees(field: &Field<'_>) -> Option<Vec<Degree>> {
    let items = match &field.node.value {
        Value::Text(_) => vec![field.with(&field.node, DEGREE)],
        _ => field.items()?,
    };
    let degrees: Vec<Option<Degree>> =
        items.iter().map(|item| item.choice(&Degree::ALL.map(|(_, degree)| degree))).collect();
    degrees.into_iter().collect()
}

/// All that can be read and is probably not meant.
fn oddities(ctx: &Context<'_>, file: &Table, checklist: &Checklist) -> Vec<Problem> {
    let list =
        |name: &str| file.get(name).and_then(|entry| entry.node.table()).into_iter().flat_map(|table| &table.entries);
    for entry in LOOKED_FOR.into_iter().flat_map(|(name, _)| list(name)) {
        for item in items(&entry.node.value) {
            if matches!(&item.value, Value::Text(text) if !text.contains(char::is_alphanumeric)) {
                ctx.note(RuleProblem::NeverFound { key: entry.key.clone() }, item.mark);
            }
        }
    }
    let marks = file.get("tier").into_iter().flat_map(|entry| items(&entry.node.value)).map(|item| item.mark);
    let mut for_all: Option<&Tier> = None;
    for (mark, tier) in marks.zip(&checklist.tiers) {
        let name = || tier.name.clone();
        if let Some(before) = for_all {
            ctx.note(RuleProblem::TooLate { name: name(), before: before.name.clone() }, mark);
        }
        if tier.degree.as_ref().is_some_and(Vec::is_empty) {
            ctx.note(RuleProblem::NoDegree { name: name() }, mark);
        }
        for_all = for_all.or((tier.conditions() == 0).then_some(tier));
    }
    ctx.problems().iter().cloned().collect()
}

fn items(value: &Value) -> &[Node] {
    if let Value::List(items) = value { items } else { &[] }
}

/// A text on one line: what is not visible is a blank.
fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Checklist};
    use super::Problem;

    fn told(text: &str) -> Vec<String> {
        let read = Checklist::read("rules.toml", text);
        let found = read.map_or_else(|problems| problems.iter().cloned().collect(), |read| read.odd().to_vec());
        let line = |problem: &Problem| problem.place.as_ref().map_or(0, |place| place.line);
        found.iter().map(|problem| format!("{}: {problem}", line(problem))).collect()
    }

    const RULES: &str = "[decision_maker]
words = [\"boss\", \"-\"]
[angle]
columns = []
[tried]
columns = []
[[tier]]
name = \"all\"
channel = \"email\"
why = \"they\\nall\"
[[tier]]
name = \"none\"
channel = \"fax\"
degree = [\"4th\"]
why = 3
angel = true
";

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        assert_eq!(
            told(RULES),
            [
                "13: `tier.channel` is `\"fax\"`; it must be \"inmail\", \"connect\", \"message\" or \"email\"",
                "14: `tier.degree` is `\"4th\"`; it must be \"1st\", \"2nd\", \"3rd\", \"out\", \"unknown\" or \"unlisted\"",
                "15: `tier.why` is `3`; it must be a text in quotes; did you mean \"3\"?",
                "16: unknown key `angel` in `tier`; did you mean `angle`?"
            ]
        );
        assert_eq!(
            told("x = 1\nangle = 2\n"),
            [
                "1: there is no [decision_maker] with words",
                "1: there is no [tried] with columns",
                "1: unknown key `x`; known: `decision_maker`, `angle`, `tried`, `answered`, `open_to_work` and `tier`",
                "2: `angle` is `2`; it must be a table",
                "2: there is no [[tier]]"
            ]
        );
        assert_eq!(told("a = = 1\n"), ["1: there is an `=` too many"]);
    }

    #[test]
    fn what_is_never_found_and_tiers_that_nobody_reaches_are_told() {
        let sound = RULES.replace("fax", "email").replace("[\"4th\"]", "[]").replace("why = 3", "why = \"\"");
        let sound = sound.replace("angel = true\n", "[[tier]]\nname = \"rest\"\nchannel = \"email\"\nwhy = \"\"\n");
        assert_eq!(
            told(&sound),
            [
                "2: this item of `words` is empty and never found; take it out",
                "11: nobody gets as far as tier `none`: `all` before it takes everybody",
                "11: nobody is in tier `none`, since its `degree` is an empty list",
                "16: nobody gets as far as tier `rest`: `all` before it takes everybody"
            ]
        );
        assert_eq!(told(BUILT_IN), [""; 0]);
        assert_eq!(Checklist::read("rules.toml", &sound).expect("it can be read").tiers()[0].why, "they all");
    }

    #[test]
    fn rules_that_leave_somebody_out_or_name_a_tier_twice_are_refused() {
        let text = BUILT_IN.replace("name = \"rest\"", "name = \"rest\"\nangle = true");
        let told_of =
            |text: &str| told(text).iter().map(|told| told.split_once(": ").unwrap().1.to_owned()).collect::<Vec<_>>();
        let last = "the last tier, `rest`, must have no conditions, so that everybody has a tier";
        assert_eq!(told_of(&text), [last]);
        let twice = BUILT_IN.replace("name = \"top\"", "name = \"connections\"");
        assert_eq!(told_of(&twice), ["there is a tier called `connections` already"]);
        let broken = BUILT_IN.replace("name = \"top\"", "name = \"a\\nb\"");
        let told = "a tier is a segment of the scenario: its name must have no line break";
        assert_eq!(told_of(&broken), [told]);
    }
}
