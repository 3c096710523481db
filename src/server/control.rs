//! A control: the value of a key as people see and change it.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, Value};

use crate::domain::distribution::Distribution;
use crate::domain::figure::Figure;
use crate::scenario::document::key::{Default, Key};
use crate::scenario::document::kind::Kind;
use crate::scenario::keys::{self, also};
use crate::scenario::{NOT_IN_WHAT_IF, spread};
use crate::words::setting::called;

use super::choices::{RANK_BY, Seen, Word, words};
use super::document;
use super::findings::message;
use super::plans::PRICED_IN;
use super::rows::{self, WHAT_IF};
use super::ways::other_ways;

/// A control.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Control {
    path: String,
    label: String,
    meaning: String,
    unit: String,
    /// What it may be, as the end of the sentence "it must be …".
    allowed: String,
    kind: &'static str,
    /// The value as people type it; nothing if it is not stated.
    value: Option<String>,
    /// What holds where nothing is stated.
    usual: Option<String>,
    usual_remark: String,
    slider: Option<Slider>,
    words: Vec<Word>,
    /// Other words by which people look for it.
    #[serde(skip_serializing_if = "str::is_empty")]
    also: &'static str,
    /// Is it nothing that a what-if may change?
    #[serde(skip_serializing_if = "is_false")]
    in_plan_alone: bool,
    /// Is what usually holds that of the plan, which a what-if changes?
    #[serde(skip_serializing_if = "is_false")]
    of_plan: bool,
    range: Option<Range>,
    /// What is wrong with it.
    message: Option<String>,
}

/// A range that a slider may go through; the value itself may be anything that is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Slider {
    min: f64,
    max: f64,
    step: f64,
    at: f64,
}

/// What is known about a value that is not known exactly.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Range {
    /// Nine in ten lie between these.
    low: f64,
    high: f64,
    mean: f64,
    min: f64,
    max: f64,
    /// The density, its highest point at 1.
    curve: Vec<[f64; 2]>,
}

/// Is it about the file as a whole, so that no what-if changes it?
fn is_of_all(key: &Key) -> bool {
    NOT_IN_WHAT_IF.contains(&key.path) || ["name", "description"].contains(&key.path)
}

fn is_false(is: &bool) -> bool {
    !is
}

/// Points of a curve.
const POINTS: usize = 60;

/// What usually ranks.
const RANKS: &str = "net value if an outcome has a value, else cost per reply";

impl Control {
    /// The control of a key that stands at this path.
    pub(super) fn new(seen: &Seen<'_>, key: &'static Key, parts: &[&str]) -> Control {
        let document = seen.document;
        let owned: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        let item = document::at(document, &owned);
        let path = document::path(parts);
        let usual = match key.default {
            Default::Required => None,
            Default::Value(toml) => Some(typed_toml(toml)),
            Default::Otherwise(_) if key.path == RANK_BY => Some(RANKS.to_owned()),
            Default::Otherwise(words) if key.path == PRICE => {
                Some(price(seen, parts).unwrap_or_else(|| words.to_owned()))
            }
            // Of some ways to say something one must be taken.
            Default::Otherwise(_) if key.unit == AS_FIGURE => None,
            Default::Otherwise(words) => Some(words.to_owned()),
        };
        let written = item.map(written);
        let stated_or_usual = written.clone().or(match key.default {
            Default::Value(toml) => Some(toml.to_owned()),
            Default::Otherwise(_) if key.path == PRICE => price(seen, parts),
            Default::Required | Default::Otherwise(_) => None,
        });
        Control {
            message: message(seen.findings, &path),
            path,
            label: called(key.place().1),
            meaning: key.meaning.to_owned(),
            unit: unit(key, document, &owned),
            allowed: key.kind.to_string(),
            kind: kind(key.kind),
            value: item.map(typed),
            usual,
            usual_remark: key
                .source
                .replace("the article (PhantomBuster)", "PhantomBuster's article on InMail credits"),
            slider: slider(key, stated_or_usual.as_deref()),
            words: words(key, seen),
            also: also(key.path),
            in_plan_alone: is_of_all(key) || rows::of(&owned).is_some(),
            of_plan: false,
            range: stated_or_usual.and_then(|value| range(&value, key.kind)),
        }
    }

    /// The control of a value that a what-if states; what usually holds is what the plan has without it.
    pub(super) fn of_what_if(seen: &Seen<'_>, what_if: &str, parts: &[&str]) -> Option<Control> {
        let key = keys::named(&document::in_plan(parts))?;
        let own: Vec<&str> = [WHAT_IF, what_if].into_iter().chain(parts.iter().copied()).collect();
        let without = Control::new(&Seen { findings: &[], ..*seen }, key, parts);
        let of = match parts {
            [.., section, _] => format!("{section}: "),
            _ => String::new(),
        };
        let in_another_way = || {
            let ways = other_ways(&document::in_plan(parts)).into_iter();
            let stated = ways.filter_map(|way| {
                let other: Vec<String> =
                    parts[..parts.len() - 1].iter().copied().chain([way]).map(str::to_owned).collect();
                Some(format!("{} {}", called(way), typed(document::at(seen.document, &other)?)))
            });
            stated.take(1).next()
        };
        Some(Control {
            label: format!("{of}{}", without.label),
            usual: without.value.or_else(in_another_way).or(without.usual),
            usual_remark: "what the plan has without this what-if".to_owned(),
            of_plan: true,
            ..Control::new(seen, key, &own)
        })
    }

    /// What it states, in a few words; nothing where it states nothing.
    pub(super) fn told(&self) -> Option<String> {
        let value = self.value.as_ref()?;
        match self.words.iter().find(|word| word.value == *value) {
            Some(word) if self.kind == "text" => Some(word.shown.clone()),
            _ => Some(format!("{} {value}", self.label)),
        }
    }

    /// Is its value stated, or wrong?
    pub(super) fn is_stated(&self) -> bool {
        self.value.is_some() || self.message.is_some()
    }
}

/// The key of what a plan costs a month.
const PRICE: &str = "plan.ID.price_per_month";

/// What the list says that a plan costs a month, in the currency of the file.
fn price(seen: &Seen<'_>, path: &[&str]) -> Option<String> {
    let ["plan", id, _] = path else { return None };
    if currency(seen.document) != PRICED_IN {
        return None;
    }
    seen.plans.iter().find(|plan| plan.id == *id)?.price.clone()
}

/// The unit of a bound: that of the figure beside it.
const AS_FIGURE: &str = "as the figure";

/// In what the key at a path is counted.
fn unit(key: &Key, document: &DocumentMut, path: &[String]) -> String {
    let currency = currency(document);
    if key.unit != AS_FIGURE {
        return key.unit.replace("currency", currency);
    }
    let row = path.split_last().and_then(|(_, row)| document::table_at(document, row));
    let name = row.and_then(|row| row.get("figure")?.as_str()).unwrap_or_default();
    let outcomes = document.get("outcome").and_then(Item::as_table_like);
    let known = Figure::of(outcomes.into_iter().flat_map(|table| table.iter().map(|(name, _)| name)));
    known.into_iter().find(|figure| figure.name() == name).map_or(String::new(), |figure| figure.unit(currency))
}

/// The currency of a file.
fn currency(document: &DocumentMut) -> &str {
    document.get("currency").and_then(Item::as_str).unwrap_or(PRICED_IN)
}

/// The name of a kind, by which the page chooses what it shows.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Whole(..) | Kind::Round(..) | Kind::WholeOr(..) | Kind::Wait | Kind::Pace => "whole",
        Kind::Between(..) | Kind::BetweenOr(..) | Kind::Number(..) | Kind::Minutes | Kind::Correlation => "number",
        Kind::Money => "money",
        Kind::Share => "share",
        Kind::Rate | Kind::TiedRate => "rate",
        Kind::Lift => "factor",
        Kind::Worth => "amount",
        Kind::Delay | Kind::Law => "delay",
        Kind::Text | Kind::Name | Kind::Path => "text",
        Kind::Date | Kind::DateOr(_) => "date",
        Kind::Flag => "flag",
        Kind::OneOf(_) => "words",
        Kind::List(_) | Kind::Tuple(_) => "list",
        _ => "other",
    }
}

/// A value as TOML, in one line.
fn written(item: &Item) -> String {
    match item {
        Item::Table(table) => table.clone().into_inline_table().to_string().trim().to_owned(),
        item => {
            let value = item.as_value().map(|value| value.clone().decorated("", "").to_string());
            value.unwrap_or_else(|| item.to_string()).split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }
}

/// A value as people type it: texts without quotes, lists of texts with commas between.
fn typed(item: &Item) -> String {
    match item {
        Item::Value(Value::String(text)) => text.value().clone(),
        Item::Value(Value::Array(items)) if items.iter().all(is_plain) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        item => of_counts(item).unwrap_or_else(|| written(item)),
    }
}

/// `11 of 64` of a rate that is stated by what was counted.
fn of_counts(item: &Item) -> Option<String> {
    let table = item.as_table_like().filter(|table| table.len() == 2)?;
    let [replies, sent] = ["replies", "sent"].map(|key| table.get(key)?.as_integer());
    Some(format!("{} of {}", replies?, sent?))
}

/// Is it a text that can be told from others with commas between?
fn is_plain(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.contains([',', '[', ']', '"', '\'', '\n']) && text.trim() == text)
}

/// A default as people type it.
fn typed_toml(toml: &str) -> String {
    toml.parse::<Value>().map_or_else(|_| toml.to_owned(), |value| typed(&Item::Value(value)))
}

/// A range for a slider around a number.
fn slider(key: &Key, value: Option<&str>) -> Option<Slider> {
    let (least, most, step) = match key.kind {
        Kind::Whole(min, max) | Kind::Round(min, max) | Kind::WholeOr(min, max, _) => (min as f64, max as f64, 1.0),
        Kind::Pace => (0.0, 1e6, 1.0),
        Kind::Wait => (1.0, 365.0, 1.0),
        Kind::Money => (0.0, 1e9, 1.0),
        Kind::Number(min, max) => (f64::from(min), f64::from(max), 0.1),
        Kind::Between(_, max) | Kind::BetweenOr(_, max, _) => (0.0, f64::from(max), 0.5),
        _ => return None,
    };
    // A seed or the number of trials is nothing that one slides along.
    if matches!(key.path, "seed" | "trials" | "precision") {
        return None;
    }
    let at: f64 = value.and_then(|value| value.replace('_', "").parse().ok())?;
    let wide = match key.path {
        "weeks" => 104.0,
        "billing_day" => 31.0,
        "segment.ID.prospects" => 1000.0,
        "segment.ID.per_week" => 50.0,
        _ => 10.0,
    };
    // Round numbers at the end of a scale are read at a glance.
    let end = |most: f64| {
        let unit = 10f64.powf(most.log10().floor());
        (most / unit).ceil() * unit
    };
    Some(Slider { min: least, max: end((2.0 * at).max(wide)).min(most), step, at: at.max(least) })
}

fn range(value: &str, kind: Kind) -> Option<Range> {
    let law = spread(value, kind)?;
    let (low, high) = (law.quantile(0.05), law.quantile(0.95));
    let max = if kind == Kind::Lift { (2.0 * high).max(2.0) } else { 1.0 };
    Some(Range { low, high, mean: law.mean(), min: 0.0, max, curve: curve(&law) })
}

/// The density of a distribution between its outermost values, from its quantiles; none of a value that is known.
fn curve(law: &Distribution) -> Vec<[f64; 2]> {
    if law.as_fixed().is_some() {
        return Vec::new();
    }
    let (from, to) = (law.quantile(0.001), law.quantile(0.999));
    let width = (to - from) / POINTS as f64;
    let share = |place: usize| law.cdf(from + (place + 1) as f64 * width) - law.cdf(from + place as f64 * width);
    let shares: Vec<f64> = (0..POINTS).map(share).collect();
    let highest = shares.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let point = |(place, share): (usize, &f64)| [from + (place as f64 + 0.5) * width, (share / highest).max(0.0)];
    let middle = shares.iter().enumerate().map(point);
    std::iter::once([from, 0.0]).chain(middle).chain([[to, 0.0]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::counted;

    fn control(text: &str, path: &[&str]) -> Control {
        let document: DocumentMut = text.parse().expect("it is TOML");
        let seen = Seen { document: &document, findings: &[], plans: &[] };
        Control::new(&seen, keys::named(path).expect("it is a key"), path)
    }

    #[test]
    fn a_rate_is_a_range_with_its_ends_and_its_curve() {
        let path = ["touch", "a", "reply_rate"];
        let range = control("touch.a.reply_rate = '10% to 25%'", &path).range.expect("it is not known exactly");
        assert!((range.low - 0.10).abs() < 1e-9 && (range.high - 0.25).abs() < 1e-9, "{range:?}");
        let highest = range.curve.iter().max_by(|one, other| one[1].total_cmp(&other[1])).expect("it has points");
        assert_eq!(highest[1], 1.0);
        // The Beta distribution with these quantiles has its mode at 16.2 %.
        assert!((highest[0] - 0.162).abs() < 0.01, "{highest:?}");
        let exact = control("touch.a.reply_rate = 0.1", &path).range.expect("it is a rate");
        assert_eq!((exact.low, exact.high, exact.curve.len()), (0.1, 0.1, 0));
        assert_eq!(control("touch.a.reply_rate = 'x'", &path).range, None);
    }

    #[test]
    fn a_slider_goes_beyond_the_value_and_not_beyond_what_is_allowed() {
        let slider = |text, path: &[&str]| control(text, path).slider.map(|slider| (slider.min, slider.max, slider.at));
        let pace = ["segment", "a", "per_week"];
        assert_eq!(slider("segment.a.per_week = 10", &pace), Some((0.0, 50.0, 10.0)));
        assert_eq!(slider("segment.a.per_week = 70", &pace), Some((0.0, 200.0, 70.0)));
        assert_eq!(slider("segment.a.per_week = 'max'", &pace), None);
        assert_eq!(slider("weeks = 400", &["weeks"]), Some((1.0, 520.0, 400.0)));
        assert_eq!(slider("seed = 4", &["seed"]), None);
    }

    #[test]
    fn values_are_shown_as_people_type_them() {
        let value = |text, path: &[&str]| control(text, path).value;
        let list = ["segment", "a", "sequence"];
        assert_eq!(value("segment.a.sequence = [\"a\", 'b']", &list).as_deref(), Some("a, b"));
        assert_eq!(value("segment.a.sequence = ['a, b']", &list).as_deref(), Some("['a, b']"));
        assert_eq!(value("start = 2026-03-02 # a Monday", &["start"]).as_deref(), Some("2026-03-02"));
        assert_eq!(control("", &["weeks"]).usual.as_deref(), Some("26"));
        assert_eq!(control("currency = 'EUR'", &["costs", "once"]).unit, "EUR");
        let rate = ["touch", "a", "reply_rate"];
        let own = "touch.a.reply_rate = { replies = 11, sent = 64 }";
        assert_eq!(value(own, &rate).as_deref(), Some("11 of 64"));
        assert_eq!(counted("11 of 64").as_deref(), Some("{ replies = 11, sent = 64 }"));
        assert_eq!(counted("the rate of a"), None);
    }

    #[test]
    fn what_can_rank_is_a_choice_in_peoples_words() {
        let words = control("outcome.first-call.rate = 0.3", &[RANK_BY]).words;
        let shown =
            |name: &str| words.iter().find(|word| word.value == name).map(|word| (word.shown.as_str(), word.group));
        assert_eq!(shown("outcome.first-call.cost"), Some(("cost per first-call", "What it costs")));
        assert_eq!(shown("replies_settled"), Some(("replies", "What comes of it")));
        // Nothing is better for more credits spent, and one name is enough for weeks short of credits.
        assert_eq!((shown("spent"), shown("held_up.credits")), (None, None));
        assert!(words.iter().all(|word| !word.group.is_empty() && !word.shown.contains('_')), "{words:?}");
    }

    #[test]
    fn a_value_of_a_what_if_is_a_control_with_the_plans_own_beside_it() {
        let text =
            "weeks = 8\n[segment.a]\nper_week = 10\n[[what_if]]\nname = 'more, of it'\nsegment.a.per_week = 20\n";
        let document: DocumentMut = text.parse().expect("it is TOML");
        let seen = Seen { document: &document, findings: &[], plans: &[] };
        let control = Control::of_what_if(&seen, "more, of it", &["segment", "a", "per_week"]);
        let control = control.expect("it is a key");
        assert_eq!(control.path, "what_if.\"more, of it\".segment.a.per_week");
        assert_eq!(control.label, "a: people a week");
        assert_eq!((control.value.as_deref(), control.usual.as_deref()), (Some("20"), Some("10")));
        assert_eq!(control.slider.map(|slider| slider.at), Some(20.0));
    }
}
