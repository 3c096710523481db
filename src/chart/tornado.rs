//! A tornado: how far a figure moves with each thing that is not known and with each setting, and how much of its spread
//! is luck.

mod panel;

use crate::domain::figure::Figure;
use crate::figures::number::{percent, whole};
use crate::study::sensitivity::Sensitivity;
use crate::words::sensitivity::lead;
use crate::words::visible::capital;

use super::legend::{Legend, Sample, occurring};
use super::sheet::{Head, Sheet};
use super::stem::stem;
use super::style::{BLUE, ORANGE, SKY_BLUE};
use super::{Chart, ChartError};

use panel::{BAR, Columns, Panel};

/// The most cases that are shown, below one another.
const MOST_CASES: usize = 4;

/// The stem of the names of the files of a figure's chart.
pub fn name(figure: Figure) -> String {
    format!("sensitivity-{}", stem(figure))
}

/// The chart of one figure of some cases of the scenario called `scenario`; nothing if it is undefined for all.
pub fn chart(scenario: &str, found: &[&Sensitivity]) -> Result<Option<Chart>, ChartError> {
    let found: Vec<&Sensitivity> = found.iter().filter(|found| found.mean.is_some()).copied().collect();
    let Some(first) = found.first() else { return Ok(None) };
    let shown = &found[..found.len().min(MOST_CASES)];
    let weeks = format!("{} week{}", first.weeks, if first.weeks == 1 { "" } else { "s" });
    let facts = format!("{weeks} · {} simulations a case", whole(first.trials));
    let head = Head::for_scenario(finding(&found, shown.len()), &capital(&first.subject()), scenario, &facts);
    let mut sheet = Sheet::new("sensitivity", head, &legend(shown));
    let columns = Columns::new(shown);
    let (mut bottom, mut said) = (sheet.top + 18, Vec::new());
    for (place, found) in shown.iter().enumerate() {
        let from = bottom;
        let panel = Panel::new(found, bottom + if place == 0 { 0 } else { 22 }, columns);
        panel.draw(&mut sheet.pen);
        said.push(panel.in_words());
        bottom = panel.bottom();
        sheet.parts.extend(panel.parts(from));
    }
    let description =
        format!("One bar for each thing that is not known, and for each setting that was changed. {}", said.join(" "));
    sheet.finish(bottom + 18, NOTE, &description).map(Some)
}

/// The note at the foot: the way to read the chart.
const NOTE: &str = "Each bar of what is not known goes from the figure where that is at its 10 % point to the figure where \
    it is at its 90 % point, all else as it may be. Each bar of a setting goes from the figure as it is to the figure with \
    the change, in the same simulations on the same luck. Every case has an axis of its own. The bar below shares out how \
    far simulations differ from one another: luck is what is left if all rates were known, and no research removes it.";

/// The thing that matters most to the case that is spoken of, in a sentence.
fn finding(found: &[&Sensitivity], shown: usize) -> String {
    let Some(lead) = lead(&found[..shown]) else { return String::new() };
    let subject = lead.subject();
    let with = if found.len() > 1 { format!("With {}, ", lead.case) } else { String::new() };
    let left_out = match found.len() - shown {
        0 => String::new(),
        _ => format!(" (the first {shown} of {} cases)", found.len()),
    };
    let Some(luck) = lead.luck.total else {
        let same = if lead.spread.is_some() {
            "hardly ever differs between simulations"
        } else {
            "is the same in every campaign"
        };
        return capital(&format!("{with}{subject} {same}{left_out}"));
    };
    let most = match lead.by_width().first() {
        Some(input) => match input.at {
            [Some(low), Some(high)] => format!(
                "; the {} moves it most, from {} to {}",
                lead.called(&input.path),
                lead.plainly(low.value),
                lead.plainly(high.value)
            ),
            _ => String::new(),
        },
        None => String::new(),
    };
    format!("{with}{} of the spread in {subject} is luck{most}{left_out}", percent(luck.value))
}

fn legend(shown: &[&Sensitivity]) -> Legend {
    let inputs = shown.iter().any(|found| !found.inputs.is_empty());
    let levers = shown.iter().any(|found| !found.levers.is_empty());
    Legend::new(vec![occurring([
        (inputs, Sample::Bar(BAR, SKY_BLUE), "from the 10 % to the 90 % point of what is not known"),
        (inputs, Sample::Point(BLUE), "at its 90 % point"),
        (levers, Sample::Bar(BAR, ORANGE), "a setting changed as stated"),
    ])])
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::*;
    use crate::domain::case::CaseName;
    use crate::study::sensitivity::{Effect, Input, Measured, Share, Shares};

    fn share(value: f64) -> Option<Share> {
        Some(Share { value, interval: Some([value - 0.01, value + 0.01]) })
    }

    fn measured(value: f64) -> Option<Measured> {
        Some(Measured { value, se: Some(0.05) })
    }

    fn sensitivity(plan: &str, mean: f64) -> Sensitivity {
        let shares = |value| Shares { first_order: share(value), total: share(value) };
        let input = |path: &str, at: [f64; 2]| Input {
            path: path.into(),
            values: [0.1, 0.25],
            at: at.map(measured),
            shares: shares(0.3),
        };
        let lever = |path: &str, change| Effect {
            path: path.into(),
            from: "10".into(),
            names: None,
            to: "12".into(),
            at: Some(mean + change),
            change: measured(change),
        };
        Sensitivity {
            case: CaseName { plan: plan.into(), ..CaseName::default() },
            currency: "USD".into(),
            weeks: 26,
            figure: Figure::CostPerReply,
            trials: 20_000,
            mean: measured(mean),
            spread: Some(3.0),
            inputs: vec![
                input("segment.s.reply_lift", [mean + 1.0, mean - 1.0]),
                input("touch.a-letter-with-a-name-that-takes-up-much-room.reply_rate", [mean + 5.0, mean - 3.0]),
            ],
            rates: shares(0.38),
            luck: shares(0.62),
            levers: vec![lever("segment.s.per_week", -2.0), lever("plan", 90.0), lever("segment.s.reserve", 0.01)],
        }
    }

    fn finding_of(found: &[&Sensitivity]) -> String {
        let chart = chart("spring-outreach", found).unwrap().expect("it is defined");
        chart.finding.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn the_chart_looks_as_agreed() {
        let chart = chart("spring-outreach", &[&sensitivity("a", 10.0), &sensitivity("b", 8.0)]).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("sensitivity", chart.expect("it is defined").svg));
    }

    #[test]
    fn the_title_is_about_the_cheapest_case_and_says_what_is_left_out() {
        let all = [("a", 10.0), ("b", 8.0), ("c", 9.0), ("d", 12.0), ("e", 5.0)];
        let all = all.map(|(plan, mean)| sensitivity(plan, mean));
        let long = "the reply rate of a-letter-with-a-name-that-takes-up-much-room";
        assert_eq!(
            finding_of(&all.iter().collect::<Vec<_>>()),
            format!(
                "With b, 62 % of the spread in cost per reply is luck; {long} moves it most, from 13.0 USD to 5.00 USD (the \
                 first 4 of 5 cases)"
            )
        );
        assert!(finding_of(&[&all[0]]).starts_with("62 % of the spread in cost per reply is luck; "));
        let same = Sensitivity { luck: Shares::default(), spread: None, ..sensitivity("a", 10.0) };
        assert_eq!(finding_of(&[&same]), "Cost per reply is the same in every campaign");
    }

    #[test]
    fn what_is_undefined_everywhere_has_no_chart() {
        let none = Sensitivity { mean: None, ..sensitivity("a", 10.0) };
        assert_eq!(chart("s", &[&none]), Ok(None));
        assert_eq!(chart("s", &[]), Ok(None));
    }

    #[test]
    fn nothing_sticks_out_of_the_picture_and_levers_lost_in_their_error_are_left_out() {
        let chart = chart("s", &[&sensitivity("a", 10.0)]).unwrap().expect("it is defined");
        for (text, place) in texts(&chart.svg) {
            assert!(place.left() >= 0.0 && place.right() <= super::super::style::WIDTH as f32, "{text}");
        }
        assert!(chart.svg.contains("People a week in s") && !chart.svg.contains("Reserve in s"));
    }
}
