//! A pilot: what tests of more and more letters save, what they cost, and which is best.

mod plot;

use crate::figures::number::whole;
use crate::study::pilot::{Pilot, Test};

use super::legend::{Legend, Sample, occurring};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREY, PALE_BLUE, VERMILION};
use super::{Chart, ChartError};

/// The stem of the names of its files.
pub const PILOT: &str = "pilot";

/// The chart of a pilot of the scenario called `name`; none if no test tells anything.
pub fn pilot(name: &str, pilot: &Pilot) -> Result<Option<Chart>, ChartError> {
    if pilot.curve.iter().all(|test| test.worth.value <= 0.0) {
        return Ok(None);
    }
    let cases = pilot.cases.len();
    let facts = format!(
        "choice among {} case{} · {} simulations{}",
        whole(cases as u64),
        if cases == 1 { "" } else { "s" },
        whole(pilot.trials),
        if cases > 1 { " a case" } else { "" }
    );
    let head = Head::for_scenario(finding(pilot), "Worth of a test", name, &facts);
    let mut sheet = Sheet::new(PILOT, head, &legend(pilot));
    let bottom = plot::draw(&mut sheet.pen, pilot, sheet.top + 14);
    let note = format!(
        "A test saves what the case chosen after it is worth more, on average, than {}, the best choice without one; a \
         reply is taken to be worth {}. The band is simulation error.",
        pilot.cases[pilot.now],
        pilot.money(pilot.reply_value)
    );
    sheet.finish(bottom + 14, &note, &description(pilot)).map(Some)
}

/// The title: the best test.
fn finding(pilot: &Pilot) -> String {
    let costs = pilot.send_cost.for_sends(1) > 0.0;
    match pilot.best {
        Some(best) => format!(
            "The best test is {}: it saves {} and costs {}",
            pilot.sends(best.sends),
            pilot.money(best.worth.value),
            pilot.money(best.cost)
        ),
        None if costs => {
            let knowing = pilot.money(pilot.knowing.value);
            format!("No test is worth what it costs: even knowing the rate exactly would save no more than {knowing}")
        }
        None => format!(
            "Testing {} saves {} and costs nothing",
            pilot.sends(pilot.asked.sends),
            pilot.money(pilot.asked.worth.value)
        ),
    }
}

fn legend(pilot: &Pilot) -> Legend {
    let costs = pilot.send_cost.for_sends(1) > 0.0;
    Legend::new(vec![occurring([
        (true, Sample::Bar(2, BLUE), "what a test is expected to save"),
        (pilot.asked.worth.interval.is_some(), Sample::Bar(12, PALE_BLUE), "95 % sure"),
        (costs, Sample::Bar(2, VERMILION), "what it costs"),
        (true, Sample::Bar(2, GREY), "worth of knowing the rate exactly"),
    ])])
}

fn description(pilot: &Pilot) -> String {
    let line = |test: &Test| {
        let (saves, costs) = (pilot.money(test.worth.value), pilot.money(test.cost));
        format!("{} save {saves} and cost {costs}", pilot.sends(test.sends))
    };
    let some = [pilot.curve.first(), Some(&pilot.asked), pilot.curve.last()];
    let tests: Vec<String> = some.into_iter().flatten().map(line).collect();
    format!(
        "A line that rises over the number sent in a test, on a logarithmic axis: what the test is expected to save; \
         another line shows what it costs. {}. Knowing the rate exactly would be worth {}.",
        tests.join("; "),
        pilot.money(pilot.knowing.value)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::pilot::made_up;

    fn drawn(pilot: &Pilot) -> Chart {
        super::pilot("spring-outreach", pilot).expect("it can be drawn").expect("there is something to draw")
    }

    #[test]
    fn the_chart_looks_as_agreed() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let chart = drawn(&made_up());
        settings.bind(|| insta::assert_snapshot!(chart.name, chart.svg));
    }

    #[test]
    fn titles_state_the_finding() {
        let mut pilot = made_up();
        let found = |pilot: &Pilot| drawn(pilot).finding;
        assert_eq!(found(&pilot), "The best test is 35\u{a0}InMails: it saves 9.00\u{a0}USD and costs 3.50\u{a0}USD");
        pilot.best = None;
        let none =
            "No test is worth what it costs: even knowing the rate exactly would save no more than 14.0\u{a0}USD";
        assert_eq!(found(&pilot), none);
        pilot.send_cost.credits = 0.0;
        assert_eq!(found(&pilot), "Testing 20\u{a0}InMails saves 6.20\u{a0}USD and costs nothing");
    }

    #[test]
    fn nothing_is_drawn_where_no_test_tells_anything() {
        let mut pilot = made_up();
        pilot.curve.iter_mut().for_each(|test| test.worth.value = 0.0);
        assert_eq!(super::pilot("a", &pilot).map(|chart| chart.is_none()), Ok(true));
    }
}
