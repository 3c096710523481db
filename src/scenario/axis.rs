//! Axes: paths of a scenario, and the values that each takes in turn.
//!
//! Values are written as a list, `5,10,20`, or as a range with a number of points, `5%..40%:8` or, with equal ratios,
//! `10..1000:3:log`. Two paths are not in the file: `plan` and `what_if`, whose values are names.

use super::Overrides;
use super::document::kind::Kind;
use super::keys;
use crate::domain::digits::twelve_digits;

/// The most values that an axis may have.
pub const MAX_VALUES: usize = 10_000;

/// A path and the values that it takes in turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// A dotted path of the file, or `plan` or `what_if`.
    pub path: String,
    /// Its values, in order; at least one.
    pub settings: Vec<Setting>,
    /// Values between those stated are multiples of this; `None`: any number will do.
    pub step: Option<f64>,
}

/// One value of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// As `--set` takes it.
    pub text: String,
    /// As a number, if it is one.
    pub number: Option<f64>,
}

impl Axis {
    /// The axis of this path with values as written, or why they cannot be read.
    pub fn new(path: &str, written: &str) -> Result<Axis, &'static str> {
        let path = path.trim();
        let step = step(path);
        let settings = match range(written.trim())? {
            Some(points) => rounded(points, step).into_iter().map(Setting::of_number).collect(),
            None => list(written)?,
        };
        if settings.len() > MAX_VALUES {
            return Err("an axis has 10 000 values at most");
        }
        if (1..settings.len()).any(|place| settings[..place].contains(&settings[place])) {
            return Err("a value stands there twice");
        }
        Ok(Axis { path: path.to_owned(), settings, step })
    }

    /// The axis that `PATH=VALUES` writes.
    pub fn read(argument: &str) -> Result<Axis, &'static str> {
        let written = argument.split_once('=').filter(|(path, _)| !path.trim().is_empty());
        let (path, values) =
            written.ok_or("it must be PATH=VALUES, such as `segment.prospects.per_week=5,10,20` or `…=5%..40%:8`")?;
        Axis::new(path, values)
    }

    /// The values as numbers, if all are and ascend: what a line can be drawn over.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        let numbers: Option<Vec<f64>> = self.settings.iter().map(|setting| setting.number).collect();
        numbers.filter(|numbers| numbers.windows(2).all(|pair| pair[0] < pair[1]))
    }

    /// The value nearest to `number` that the path can take.
    pub fn near(&self, number: f64) -> Setting {
        Setting::of_number(self.step.map_or(number, |step| (number / step).round() * step))
    }

    /// The overrides with this path set to one value as well.
    pub fn set(&self, setting: &Setting, mut overrides: Overrides) -> Overrides {
        match self.path.as_str() {
            "plan" => overrides.plans = vec![setting.text.clone()],
            "what_if" => overrides.what_ifs = vec![setting.text.clone()],
            path => overrides.set.push(format!("{path}={}", setting.text)),
        }
        overrides
    }
}

/// The place on each axis of a combination, counted from 0, where the axes have so many values: the last changes fastest.
pub fn places(sizes: &[usize], combination: usize) -> Vec<usize> {
    let mut rest = combination;
    let mut places: Vec<usize> = sizes.iter().rev().map(|size| (rest % size, rest /= size).0).collect();
    places.reverse();
    places
}

/// What each axis is set to in a combination, the last axis changing fastest.
pub fn combination(axes: &[Axis], number: usize) -> Vec<&Setting> {
    let sizes: Vec<usize> = axes.iter().map(|axis| axis.settings.len()).collect();
    axes.iter().zip(places(&sizes, number)).map(|(axis, place)| &axis.settings[place]).collect()
}

impl Setting {
    /// A number, with the digits that tell it from those that are not meant.
    fn of_number(number: f64) -> Setting {
        let number = twelve_digits(number);
        Setting { text: number.to_string(), number: Some(number) }
    }
}

/// How far apart values of a path are at least, where not every number will do.
fn step(path: &str) -> Option<f64> {
    let parts: Vec<&str> = path.split('.').collect();
    match keys::named(&parts)?.kind {
        Kind::Whole(..) | Kind::Round(..) | Kind::WholeOr(..) | Kind::Pace | Kind::Wait => Some(1.0),
        Kind::Money => Some(0.01),
        _ => None,
    }
}

/// The points of `FROM..TO:COUNT` or `FROM..TO:COUNT:log`; nothing if it is no range.
fn range(written: &str) -> Result<Option<Vec<f64>>, &'static str> {
    let Some((from, rest)) = written.split_once("..") else { return Ok(None) };
    let mut parts = rest.split(':');
    let (to, count, scale) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let (Some(from), Some(to)) = (number(from), number(to)) else {
        return Err("a range is FROM..TO:COUNT, with numbers or per cent on both sides, such as `5%..40%:8`");
    };
    let count = count.and_then(|count| count.trim().parse::<usize>().ok());
    let count = count.filter(|count| (2..=MAX_VALUES).contains(count));
    let count = count.ok_or("a range says how many points it has, 2 to 10 000, as in `10..50:5`")?;
    if !(from < to && from.is_finite() && to.is_finite()) {
        return Err("a range goes from the lower number to the higher");
    }
    let last = (count - 1) as f64;
    let shares = (0..count).map(|place| place as f64 / last);
    match (scale.map(str::trim), parts.next()) {
        (None, _) => Ok(Some(shares.map(|share| from + (to - from) * share).collect())),
        (Some("log"), None) if from > 0.0 => Ok(Some(shares.map(|share| from * (to / from).powf(share)).collect())),
        (Some("log"), None) => Err("a logarithmic range begins above 0"),
        _ => Err("after the number of points only `:log` may follow"),
    }
}

/// The points on multiples of the step, each once.
fn rounded(points: Vec<f64>, step: Option<f64>) -> Vec<f64> {
    let Some(step) = step else { return points };
    let mut points: Vec<f64> = points.into_iter().map(|point| (point / step).round() * step).collect();
    points.dedup();
    points
}

/// The values between commas, except those in brackets and quotes.
fn list(written: &str) -> Result<Vec<Setting>, &'static str> {
    let (mut depth, mut quote, mut from) = (0_usize, None, 0);
    let mut texts = Vec::new();
    for (at, c) in written.char_indices() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('[' | '{', None) => depth += 1,
            (']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                texts.push(&written[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    texts.push(&written[from..]);
    if texts.iter().any(|text| text.trim().is_empty()) {
        return Err("between commas, before and behind them a value is missing");
    }
    let setting = |text: &str| Setting { text: text.trim().to_owned(), number: number(text) };
    Ok(texts.into_iter().map(setting).collect())
}

/// A number, perhaps in per cent.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace('_', "");
    let of = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match text.strip_suffix('%') {
        Some(percent) => of(percent).map(|number| number / 100.0),
        None => of(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(argument: &str) -> Vec<String> {
        let axis = Axis::read(argument).expect("it is right");
        axis.settings.into_iter().map(|setting| setting.text).collect()
    }

    #[test]
    fn a_list_keeps_what_is_written_and_knows_the_numbers() {
        assert_eq!(texts("weeks=5, 10,20"), ["5", "10", "20"]);
        let axis = Axis::read("touch.a.reply_rate=5%,\"10% to 25%\",{ alpha = 3, beta = 17 }").expect("it is right");
        assert_eq!(axis.settings[0], Setting { text: "5%".into(), number: Some(0.05) });
        assert_eq!(axis.settings[1].text, "\"10% to 25%\"");
        assert_eq!(axis.settings[2].text, "{ alpha = 3, beta = 17 }");
        assert_eq!((axis.settings[2].number, axis.numbers()), (None, None));
        assert_eq!(texts("segment.s.per_week=[1,2],max"), ["[1,2]", "max"]);
    }

    #[test]
    fn a_range_has_so_many_points_both_ends_included() {
        assert_eq!(texts("segment.s.per_week=10..50:5"), ["10", "20", "30", "40", "50"]);
        assert_eq!(texts("touch.a.reply_rate=5%..20%:4"), ["0.05", "0.1", "0.15", "0.2"]);
        assert_eq!(texts("touch.a.reply_lift=1..100:3:log"), ["1", "10", "100"]);
    }

    #[test]
    fn points_lie_where_the_key_can_be() {
        assert_eq!(texts("segment.s.per_week=1..2:5"), ["1", "2"]);
        assert_eq!(texts("plan.p.price_per_month=1..2:4"), ["1", "1.33", "1.67", "2"]);
        let axis = Axis::read("plan.p.price_per_month=1..2:2").expect("it is right");
        assert_eq!(axis.near(1.23456).text, "1.23");
        assert_eq!(Axis::read("touch.a.reply_rate=0..1:2").expect("it is right").near(0.1234567).text, "0.1234567");
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (argument, why) in [
            ("weeks", "it must be PATH=VALUES"),
            ("=3", "it must be PATH=VALUES"),
            ("weeks=", "a value is missing"),
            ("weeks=1,,2", "a value is missing"),
            ("weeks=1,1", "twice"),
            ("weeks=1..5", "how many points"),
            ("weeks=1..5:1", "how many points"),
            ("weeks=5..1:3", "from the lower"),
            ("weeks=a..5:3", "FROM..TO:COUNT"),
            ("weeks=0..5:3:log", "begins above 0"),
            ("weeks=1..5:3:lin", "only `:log`"),
        ] {
            let found = Axis::read(argument).expect_err(argument);
            assert!(found.contains(why), "{argument}: {found}");
        }
    }

    #[test]
    fn plans_and_what_ifs_are_chosen_and_all_else_is_set() {
        let set = |argument: &str| {
            let axis = Axis::read(argument).expect("it is right");
            axis.set(&axis.settings[0], Overrides::default())
        };
        assert_eq!(set("plan=none,a").plans, ["none"]);
        assert_eq!(set("what_if=base").what_ifs, ["base"]);
        assert_eq!(set("weeks=8").set, ["weeks=8"]);
    }

    #[test]
    fn the_last_axis_varies_fastest() {
        let axes = ["a=1,2", "b=x,y,z"].map(|argument| Axis::read(argument).expect("it is right"));
        let settings = |number| combination(&axes, number).into_iter().map(|it| it.text.as_str()).collect::<Vec<_>>();
        assert_eq!((settings(0), settings(1), settings(3)), (vec!["1", "x"], vec!["1", "y"], vec!["2", "x"]));
    }
}
