//! What a scenario states, in people's words: no braces, quotes or names of distributions.

use toml::{Table, Value};

use crate::domain::delay::Delay;
use crate::domain::delays::Delays;
use crate::domain::distribution::Distribution;
use crate::figures::number::{number, percent};

use super::delay::not_known;

/// A value of this unit, as it is written in a file, in people's words; as it is written if it has none.
pub fn stated(written: &str, unit: &str) -> String {
    let is_share = unit == "share";
    // What was typed on the command line need be no TOML.
    let document = format!("value = {written}").parse::<Table>().ok();
    let value = document.and_then(|mut table| table.remove("value")).unwrap_or_else(|| Value::String(written.into()));
    said(&value, is_share).unwrap_or_else(|| written.to_owned())
}

/// A number, a share in per cent.
fn amount(value: f64, is_share: bool) -> String {
    // Shares that people write have no more digits than they need.
    let exact = |value: f64| {
        let shown = number(value);
        if shown.contains('.') { shown.trim_end_matches('0').trim_end_matches('.').to_owned() } else { shown }
    };
    if is_share && value > 0.0 && value < 1.0 {
        format!("{}\u{202f}%", exact(value * 100.0))
    } else if is_share {
        percent(value)
    } else {
        exact(value)
    }
}

fn said(value: &Value, is_share: bool) -> Option<String> {
    match value {
        Value::String(text) => {
            let of_percent = |part: &str| part.trim().strip_suffix('%').map(|digits| format!("{digits}\u{202f}%"));
            let parts: Option<Vec<String>> = text.split(" to ").map(of_percent).collect();
            Some(parts.map_or_else(|| text.clone(), |parts| parts.join(" to ")))
        }
        Value::Integer(_) | Value::Float(_) => Some(amount(float(value)?, is_share)),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| said(item, is_share)).collect();
            items.map(|items| items.join(", "))
        }
        Value::Table(table) => law(table, is_share),
        Value::Boolean(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Value::Datetime(date) => Some(date.to_string()),
    }
}

/// What the table says of a rate, a lift or a delay.
fn law(table: &Table, is_share: bool) -> Option<String> {
    let part = |key: &str| table.get(key).and_then(float);
    let between = |low: f64, high: f64| format!("{} to {}", amount(low, is_share), amount(high, is_share));
    let list = |key: &str| -> Option<Vec<f64>> { table.get(key)?.as_array()?.iter().map(float).collect() };
    if let (Some(replies), Some(sent)) = (part("replies"), part("sent")) {
        return Some(format!("{} of {}", amount(replies, false), amount(sent, false)));
    }
    if let (Some(alpha), Some(beta)) = (part("alpha"), part("beta")) {
        return around(&Distribution::beta(alpha, beta).ok()?);
    }
    if let (Some(mean), Some(sd)) = (part("mean"), part("sd")) {
        return around(&Distribution::beta_from_mean_sd(mean, sd).ok()?);
    }
    if let Some(&[low, high]) = list("uniform").as_deref() {
        return Some(format!("{}, equally likely", between(low, high)));
    }
    if let Some(&[low, mode, high]) = list("pert").or_else(|| list("triangular")).as_deref() {
        return Some(format!("{}, most likely {}", between(low, high), amount(mode, is_share)));
    }
    if let Some(of) = table.get("of").and_then(Value::as_str) {
        return Some(match table.get("lift").map(|lift| said(lift, false)) {
            Some(lift) => format!("the rate of {of} times {}", lift?),
            None => format!("the rate of {of}"),
        });
    }
    if let Some(file) = table.get("samples").and_then(Value::as_str) {
        return Some(format!("one of the values in {file}, equally likely"));
    }
    if let Some(laws) = table.get("any_of").and_then(Value::as_array) {
        let laws: Option<Vec<Delay>> = laws.iter().map(delay).collect();
        return Delays::any_of(laws?, 0.0).ok().map(|delays| not_known(&delays));
    }
    let delay = delay(&Value::Table(table.clone()))?;
    let [half, most] = [0.5, 0.9].map(|share| amount(delay.quantile(share), false));
    Some(format!("half within {half}, 9 in 10 within {most}"))
}

/// The mean of a rate, and between which nine in ten lie.
fn around(rate: &Distribution) -> Option<String> {
    let [mean, low, high] = [rate.mean(), rate.quantile(0.05), rate.quantile(0.95)].map(percent);
    Some(format!("{mean} ({low} to {high})"))
}

/// The delay that a value states, if it does.
fn delay(value: &Value) -> Option<Delay> {
    let Value::Table(table) = value else { return Delay::fixed(float(value)?) };
    let part = |table: &Table, key: &str| table.get(key).and_then(float);
    if let (Some(median), Some(p90)) = (part(table, "median"), part(table, "p90")) {
        return Delay::lognormal(median, p90).ok();
    }
    if let Some(weibull) = table.get("weibull").and_then(Value::as_table) {
        return Delay::weibull(part(weibull, "shape")?, part(weibull, "scale")?).ok();
    }
    let steps = table.get("cdf")?.as_array()?.iter();
    let steps = steps.map(|step| match step.as_array()?.as_slice() {
        [day, share] => Some((float(day)?, float(share)?)),
        _ => None,
    });
    Delay::piecewise(steps.collect::<Option<Vec<_>>>()?).ok()
}

fn float(value: &Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_value_is_told_in_words() {
        for (written, unit, words) in [
            ("0.15", "share", "15\u{202f}%"),
            ("0.055", "share", "5.5\u{202f}%"),
            ("1", "share", "100\u{202f}%"),
            ("0", "share", "0\u{202f}%"),
            ("\"15%\"", "share", "15\u{202f}%"),
            ("\"10% to 25%\"", "share", "10\u{202f}% to 25\u{202f}%"),
            ("10% to 25%", "share", "10\u{202f}% to 25\u{202f}%"),
            ("{ mean = 0.15, sd = 0.05 }", "share", "15\u{202f}% (7.6\u{202f}% to 24\u{202f}%)"),
            ("{ alpha = 3, beta = 17 }", "share", "15\u{202f}% (4.4\u{202f}% to 30\u{202f}%)"),
            ("{ replies = 11, sent = 64 }", "share", "11 of 64"),
            ("{ uniform = [0.1, 0.3] }", "share", "10\u{202f}% to 30\u{202f}%, equally likely"),
            ("{ triangular = [0.05, 0.1, 0.3] }", "share", "5\u{202f}% to 30\u{202f}%, most likely 10\u{202f}%"),
            ("{ pert = [0.01, 0.02, 0.05] }", "share", "1\u{202f}% to 5\u{202f}%, most likely 2\u{202f}%"),
            ("{ pert = [0.25, 0.45, 1.1] }", "factor", "0.25 to 1.1, most likely 0.45"),
            ("{ of = \"inmail\" }", "share", "the rate of inmail"),
            ("{ of = \"a\", lift = 0.5 }", "share", "the rate of a times 0.5"),
            (
                "{ of = \"inmail\", lift = { pert = [0.25, 0.45, 1.1] } }",
                "share",
                "the rate of inmail times 0.25 to 1.1, most likely 0.45",
            ),
            ("{ median = 2, p90 = 14 }", "days", "half within 2, 9 in 10 within 14"),
            ("{ weibull = { shape = 1, scale = 1 } }", "days", "half within 0.693, 9 in 10 within 2.3"),
            ("{ cdf = [[1, 0.5], [7, 0.9], [30, 1]] }", "days", "half within 1, 9 in 10 within 7"),
            ("{ any_of = [1, { median = 3, p90 = 20 }], correlation = 0.4 }", "days", "not known: median 1 to 3 days"),
            ("{ samples = \"a.csv\", column = \"b\" }", "share", "one of the values in a.csv, equally likely"),
            ("[5, 7]", "days", "5, 7"),
            ("[\"mon\", \"tue\"]", "", "mon, tue"),
            ("true", "", "yes"),
            ("2026-03-02", "", "2026-03-02"),
            ("{ above_per_day = 25, chance = 0.1, days = 7 }", "", "{ above_per_day = 25, chance = 0.1, days = 7 }"),
            ("[1, # a remark", "", "[1, # a remark"),
        ] {
            assert_eq!(stated(written, unit), words, "{written}");
        }
    }
}
