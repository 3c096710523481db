//! Reads rates, lifts and delays in all the ways in which they may be written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::document::context::Context;
use super::document::kind::{FORMS, Form, Kind, MAX_DAYS, MAX_LIFT, MAX_WORTH, OPTIONAL, part};
use super::document::known::Known;
use super::document::number::percentage;
use super::document::problem::KeyProblem;
use super::document::reader::Field;
use super::document::source::Role;
use super::document::tree::{self, Entry, Node, Table, Value};
use super::problem::RateProblem;
use super::samples;
use crate::domain::delay::Delay;
use crate::domain::delays::Delays;
use crate::domain::distribution::Distribution;
use crate::domain::law_error::LawError;
use crate::domain::outcome::Worth;
use crate::domain::rate::{Lift, Rate};

/// The shares or factors of which a value of this kind, written in TOML, is one; nothing if it is wrong, tied to another value
/// or read from a file.
pub fn spread(value: &str, kind: Kind) -> Option<Distribution> {
    // A value that is shown as a curve has no file.
    let files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let ctx = Context::new(&files);
    let node = tree::value(value, ctx.add(Role::Argument, "", value), 0).ok()?;
    let field = Field { ctx: &ctx, path: String::new(), node: Cow::Owned(node), kind };
    match kind {
        Kind::Rate | Kind::TiedRate => field.rate().map(|rate| rate.distribution().clone()),
        Kind::Lift => field.lift().map(|lift| lift.distribution().clone()),
        _ => None,
    }
    .filter(|_| ctx.is_clean())
}

impl Field<'_> {
    /// The share that the field states, perhaps uncertain.
    pub(super) fn rate(&self) -> Option<Rate> {
        let distribution = match &self.node.value {
            Value::Text(text) => self.percentages(text)?,
            _ => self.distribution()?,
        };
        Rate::new(distribution).or_else(|| self.wrong())
    }

    /// The factor that the field states, perhaps uncertain.
    pub(super) fn lift(&self) -> Option<Lift> {
        Lift::new(self.distribution()?).or_else(|| self.wrong())
    }

    /// The amount that the field states, perhaps one of a distribution.
    pub(super) fn value(&self) -> Option<Worth> {
        const LAWS: [&str; 4] = ["median", "p90", "weibull", "cdf"];
        let is_law = self.node.table().is_some_and(|table| LAWS.iter().any(|key| table.get(key).is_some()));
        if is_law { self.delay().map(Worth::Law) } else { self.distribution().map(Worth::Spread) }
    }

    /// The time that the field states, or those of which it is one.
    pub(super) fn delays(&self) -> Option<Delays> {
        match &self.node.value {
            Value::Table(table) if table.get("any_of").is_some() => self.any_of(table),
            _ => self.delay().map(Delays::from),
        }
    }

    fn any_of(&self, table: &Table) -> Option<Delays> {
        self.form(table)?;
        let mut field = self.inner(table, "any_of")?;
        field.kind = Kind::List(&Kind::Law);
        let laws = field.items();
        // All of them are looked at before the first wrong one ends it.
        let laws = laws.map(|laws| laws.iter().map(Field::delay).collect::<Vec<Option<Delay>>>());
        let correlation = if table.get("correlation").is_some() { self.part(table, "correlation") } else { Some(0.0) };
        let laws: Vec<Delay> = laws?.into_iter().collect::<Option<_>>()?;
        // A correlation that is wrong hides nothing that is wrong with the list.
        let delays = Delays::any_of(laws, correlation.unwrap_or_default());
        let delays = delays.or_else(|error| field.no_distribution(error.to_string()).ok_or(())).ok();
        correlation.and(delays)
    }

    /// The time that the field states.
    fn delay(&self) -> Option<Delay> {
        let Value::Table(table) = &self.node.value else { return Delay::fixed(self.plain()?) };
        let form = self.form(table)?;
        match *form.keys {
            ["median", "p90"] => {
                let (median, p90) = (self.part(table, "median"), self.part(table, "p90"));
                self.delay_made(Delay::lognormal(median?, p90?))
            }
            ["weibull"] => {
                let inner = self.inner(table, "weibull")?;
                let Value::Table(parts) = &inner.node.value else {
                    return inner.ctx.wrong(&inner.path, &inner.node, Kind::Table);
                };
                inner.check_parts(parts, &["shape", "scale"])?;
                let (shape, scale) = (inner.part(parts, "shape"), inner.part(parts, "scale"));
                self.delay_made(Delay::weibull(shape?, scale?))
            }
            ["cdf"] => self.delay_made(Delay::piecewise(self.steps(table)?)),
            _ => samples::delay(self, table),
        }
    }

    fn distribution(&self) -> Option<Distribution> {
        let Value::Table(table) = &self.node.value else { return Distribution::fixed(self.plain()?) };
        let form = self.form(table)?;
        let pair = |first: &'static str, second: &'static str| {
            let parts = (self.part(table, first), self.part(table, second));
            Some((parts.0?, parts.1?))
        };
        match *form.keys {
            ["mean", "sd"] => {
                pair("mean", "sd").and_then(|(mean, sd)| self.made(Distribution::beta_from_mean_sd(mean, sd)))
            }
            ["alpha", "beta"] => {
                pair("alpha", "beta").and_then(|(alpha, beta)| self.made(Distribution::beta(alpha, beta)))
            }
            ["replies", "sent"] => pair("replies", "sent")
                .and_then(|(replies, sent)| self.made(Distribution::beta_posterior(replies, sent))),
            ["uniform"] => {
                let [lo, hi] = self.tuple(table, "uniform", &["lo", "hi"])?;
                self.made(Distribution::uniform(lo, hi))
            }
            ["triangular"] => {
                let [lo, mode, hi] = self.tuple(table, "triangular", &["lo", "mode", "hi"])?;
                self.made(Distribution::triangular(lo, mode, hi))
            }
            ["pert"] => {
                let [lo, mode, hi] = self.tuple(table, "pert", &["lo", "mode", "hi"])?;
                self.made(Distribution::pert(lo, mode, hi))
            }
            _ => samples::distribution(self, table),
        }
    }

    /// `"25%"` or `"10% to 25%"`.
    fn percentages(&self, text: &str) -> Option<Distribution> {
        let parts: Option<Vec<f64>> = text.split(" to ").map(percentage).collect();
        let parts = parts.filter(|parts| parts.iter().all(|part| (0.0..=1.0).contains(part)));
        match parts.as_deref() {
            Some([share]) => Distribution::fixed(*share),
            Some([p05, p95]) => self.made(Distribution::beta_from_interval(*p05, *p95)),
            _ => self.wrong(),
        }
    }

    /// A plain number in the range of the field's kind.
    fn plain(&self) -> Option<f64> {
        match self.node.value {
            Value::Whole(number) => Some(number as f64),
            Value::Float(number) => Some(number + 0.0),
            _ => None,
        }
        .filter(|number| (0.0..=self.largest()).contains(number))
        .or_else(|| self.wrong())
    }

    /// The largest number that the field's kind may state.
    pub(super) fn largest(&self) -> f64 {
        match self.kind {
            Kind::Rate | Kind::TiedRate => 1.0,
            Kind::Lift => f64::from(MAX_LIFT),
            Kind::Worth => f64::from(MAX_WORTH),
            _ => MAX_DAYS as f64,
        }
    }

    /// The range of the numbers that the field's kind is about.
    pub(super) fn range(&self) -> Kind {
        Kind::Number(0, self.largest() as u32)
    }

    /// The way in which a table states the field: that whose keys it has, all of them and no others.
    pub(super) fn form(&self, table: &Table) -> Option<&'static Form> {
        if table.entries.is_empty() {
            return self.wrong();
        }
        let forms = || FORMS.iter().filter(|form| form.kinds.contains(&self.kind));
        let known: Vec<&str> = forms().flat_map(|form| form.keys.iter().copied()).collect();
        // A key of a form for something else is no slip, but a misunderstanding.
        let of_some_form = |key: &str| FORMS.iter().any(|form| form.keys.contains(&key));
        let unknown: Vec<&Entry> = table.entries.iter().filter(|entry| !of_some_form(&entry.key)).collect();
        if !unknown.is_empty() {
            let forms = self.kind.forms();
            unknown.into_iter().for_each(|entry| self.unknown(entry, &known, forms.clone()));
            return None;
        }
        let Some(form) = forms().find(|form| table.keys().all(|key| form.keys.contains(&key))) else {
            let keys = table.keys().map(str::to_owned).collect();
            return self
                .ctx
                .report(RateProblem::Form { path: self.path.clone(), keys, allowed: self.kind }, self.mark());
        };
        self.check_parts(table, form.keys)?;
        Some(form)
    }

    fn unknown(&self, entry: &Entry, names: &[&str], known: Vec<String>) {
        if self.ctx.is_full() {
            return;
        }
        let known = Known::beside(&entry.key, "key", names.iter().copied()).listing(known);
        self.ctx.note(KeyProblem::UnknownKey { key: entry.key.clone(), section: self.path.clone(), known }, entry.mark);
    }

    /// Reports keys that are not among `wanted`, and wanted ones that are missing.
    fn check_parts(&self, table: &Table, wanted: &'static [&'static str]) -> Option<()> {
        for entry in table.entries.iter().filter(|entry| !wanted.contains(&&*entry.key)) {
            self.unknown(entry, wanted, wanted.iter().map(|key| key.to_string()).collect());
        }
        let optional = |key: &str| OPTIONAL.iter().any(|(name, _)| *name == key);
        let lacks: Vec<&str> =
            wanted.iter().copied().filter(|key| !optional(key) && table.get(key).is_none()).collect();
        if lacks.is_empty() {
            return Some(());
        }
        let has = table.keys().map(str::to_owned).collect();
        self.ctx.report(RateProblem::Half { path: self.path.clone(), has, lacks }, self.mark())
    }

    /// The value of a key of the table that states this field.
    pub(super) fn inner<'s>(&'s self, table: &'s Table, key: &str) -> Option<Field<'s>> {
        let entry = table.get(key)?;
        let mut field = self.with(&entry.node, self.kind);
        field.path = format!("{}.{key}", self.path);
        Some(field)
    }

    /// A number of the table that states this field: a share where that is what the number is.
    fn part(&self, table: &Table, key: &str) -> Option<f64> {
        let mut field = self.inner(table, key)?;
        field.kind = part(self.kind, key);
        field.number()
    }

    /// As many numbers as there are words, each in the range of the field's kind.
    fn tuple<const N: usize>(&self, table: &Table, key: &str, words: &'static [&'static str; N]) -> Option<[f64; N]> {
        let mut field = self.inner(table, key)?;
        field.kind = Kind::Tuple(words);
        let Value::List(items) = &field.node.value else { return field.wrong() };
        let Ok(items) = <&[Node; N]>::try_from(items.as_slice()) else { return field.wrong() };
        let numbers = items.each_ref().map(|node| field.with(node, self.range()).number());
        let numbers: Vec<f64> = numbers.into_iter().collect::<Option<_>>()?;
        numbers.try_into().ok()
    }

    /// The points of a `cdf`.
    fn steps(&self, table: &Table) -> Option<Vec<(f64, f64)>> {
        const POINT: Kind = Kind::Tuple(&["days", "share"]);
        let mut field = self.inner(table, "cdf")?;
        field.kind = Kind::List(&POINT);
        let points = field.some_items()?;
        let points = points.iter().map(|point| {
            let Value::List(pair) = &point.node.value else { return point.wrong() };
            let [days, share] = pair.as_slice() else { return point.wrong() };
            let days = point.with(days, self.range()).number();
            let share = point.with(share, Kind::Number(0, 1)).number();
            Some((days?, share?))
        });
        // All points are looked at before the first wrong one ends it.
        let points: Vec<Option<(f64, f64)>> = points.collect();
        points.into_iter().collect()
    }

    pub(super) fn made(&self, distribution: Result<Distribution, LawError>) -> Option<Distribution> {
        distribution.or_else(|error| self.no_distribution(error.to_string()).ok_or(())).ok()
    }

    pub(super) fn delay_made(&self, delay: Result<Delay, LawError>) -> Option<Delay> {
        delay.or_else(|error| self.no_distribution(error.to_string()).ok_or(())).ok()
    }

    fn no_distribution<T>(&self, clause: String) -> Option<T> {
        let problem = RateProblem::Distribution { path: self.path.clone(), clause };
        // A part that was laid over the others is what made them wrong.
        let part = self.ctx.highest(&self.node);
        self.ctx.blame(problem, &[(self.mark(), "the rest of it stands here"), (part, "this part of it is another")]);
        None
    }
}
