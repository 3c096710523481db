//! What matters: how far a figure moves with each thing that is not known and with each setting, and how much of its
//! spread is luck.

mod panel;

use plotters::backend::DrawingBackend;

use crate::decide::sensitivity::Sensitivity;
use crate::domain::figure::Figure;
use crate::figures::number::{percent, whole};

use super::legend::{Legend, Sample};
use super::page::{Foot, Head};
use super::pen::{Drawn, Pen};
use super::style::{BLUE, ORANGE, SKY_BLUE};
use super::{Chart, ChartError, Drawing, font, picture};
use panel::{BAR, Columns, Panel};

/// The most cases that are shown, below one another.
const MOST_CASES: usize = 4;

/// The stem of the names of the files of a figure's chart.
pub fn name(figure: Figure) -> String {
    format!("sensitivity-{}", figure.name().replace('_', "-"))
}

/// The chart of one figure of some cases of the scenario called `scenario`; nothing if it is undefined for all.
pub fn chart(scenario: &str, found: &[&Sensitivity]) -> Result<Option<Chart>, ChartError> {
    if !font::register() {
        return Err(ChartError::Font);
    }
    let defined: Vec<&Sensitivity> = found.iter().filter(|found| found.mean.is_some()).copied().collect();
    Tornado::new(scenario, &defined).map(|tornado| picture::chart(&tornado)).transpose()
}

/// The chart, with everything placed.
struct Tornado {
    head: Head,
    legend: Legend,
    panels: Vec<Panel>,
    foot: Foot,
}

impl Tornado {
    fn new(scenario: &str, found: &[&Sensitivity]) -> Option<Tornado> {
        let first = *found.first()?;
        let shown = &found[..found.len().min(MOST_CASES)];
        let weeks = format!("{} week{}", first.weeks, if first.weeks == 1 { "" } else { "s" });
        let tail = format!("{weeks} · {} simulated campaigns a case", whole(first.trials));
        let mut subject = first.subject();
        subject[..1].make_ascii_uppercase();
        let head = Head::of(finding(found, shown.len()), &subject, scenario, &tail);
        let legend = legend(shown);
        let columns = Columns::new(shown);
        let mut top = head.bottom() + legend.height + 18;
        let mut panels = Vec::new();
        for found in shown {
            let panel = Panel::new(found, top, columns);
            top = panel.bottom() + 22;
            panels.push(panel);
        }
        Some(Tornado { head, legend, panels, foot: Foot::new(NOTE) })
    }

    fn bottom(&self) -> i32 {
        self.panels.last().map_or(0, Panel::bottom)
    }
}

/// How to read it.
const NOTE: &str = "Each bar of what is not known goes from the figure where that is at its 10 % point to the figure where \
    it is at its 90 % point, all else as it may be. Each bar of a setting goes from the figure as it is to the figure with \
    the change, in the same campaigns on the same luck. Every case has an axis of its own. The bar below shares out how \
    far campaigns differ from one another: luck is what is left if all rates were known, and no research removes it.";

impl Drawing for Tornado {
    const NAME: &'static str = "sensitivity";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let told: Vec<String> = self.panels.iter().map(Panel::told).collect();
        format!("One bar for each thing that is not known, and for each setting that was changed. {}", told.join(" "))
    }

    fn height(&self) -> i32 {
        self.bottom() + 18 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        self.panels.iter().try_for_each(|panel| panel.draw(pen))?;
        self.foot.draw(pen, self.bottom() + 18)
    }
}

/// What matters most, in a sentence: to the cheapest case, or the first of a figure that is not money.
fn finding(found: &[&Sensitivity], shown: usize) -> String {
    let mean = |found: &&&Sensitivity| found.mean.map_or(f64::INFINITY, |mean| mean.value);
    let cheapest = || found[..shown].iter().min_by(|a, b| mean(a).total_cmp(&mean(b)));
    let Some(lead) = (if found[0].is_money() { cheapest() } else { found.first() }) else { return String::new() };
    let subject = lead.subject();
    let with = if found.len() > 1 { format!("With {}, ", lead.case) } else { String::new() };
    let left_out = match found.len() - shown {
        0 => String::new(),
        _ => format!(" (the first {shown} of {} cases)", found.len()),
    };
    let Some(luck) = lead.luck.total else {
        return format!("{with}{subject} is the same in every campaign{left_out}");
    };
    let most = match lead.by_width().first() {
        Some(input) => match input.at {
            [Some(low), Some(high)] => format!(
                "; {} moves it most, from {} to {}",
                input.path,
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
    let mut entries = Vec::new();
    if shown.iter().any(|found| !found.inputs.is_empty()) {
        entries.push((Sample::Bar(BAR, SKY_BLUE), "from the 10 % to the 90 % point of what is not known".to_owned()));
        entries.push((Sample::Point(BLUE), "at its 90 % point".to_owned()));
    }
    if shown.iter().any(|found| !found.levers.is_empty()) {
        entries.push((Sample::Bar(BAR, ORANGE), "a setting changed as stated".to_owned()));
    }
    Legend::new(vec![entries])
}
