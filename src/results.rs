//! What came of a scenario, as the documents that are handed on: everything that a run writes and prints, as values.
//!
//! Whoever has figures makes them here, whether they were played on a command line, merged from shards or asked for by a
//! page. Nothing is printed and nothing is written.

mod forms;
mod length;
mod pages;
mod record;
pub mod today;
mod turns;

use rust_xlsxwriter::XlsxError;
use thiserror::Error;

use crate::chart::{self, Chart, ChartError};
use crate::domain::precision::Precision;
use crate::domain::tally::Tally;
use crate::domain::target::{TargetExtents, TargetSums};
use crate::engine::{self, Settings};
use crate::figures::verdict::Verdict;
use crate::figures::{CaseFigures, Figure, Figures, Ranking};
use crate::report::overview::Overview;
use crate::report::page::{self, Content};
use crate::report::{self, Cover, Ranking as Ranked, ReportFile, ResultEntry, RunRecord, Table};
use crate::scenario::{Overrides, Scenario};
use crate::words::figure::{cost_per_reply, in_words};

pub use forms::{Forms, picture_names};
pub use length::{GoesOn, usual};
pub use pages::{cover, page_of, picture, warnings};
pub use record::{command, file_record, plain, record, typed};
pub use turns::between;

/// Why a report could not be made: never because of the figures.
#[derive(Debug, Error)]
pub enum NotMade {
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The workbook could not be made.
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] XlsxError),
}

/// The figures of what was counted, held to the targets of the scenario.
pub fn figures(scenario: &Scenario, settings: &Settings, tally: &Tally, targets: &[Vec<TargetSums>]) -> Figures {
    let figures = Figures::new(&scenario.cases, tally).held_to(&scenario.targets, &extents(scenario), targets);
    let ranking = (settings.precision == Some(Precision::Decision)).then(|| Ranking {
        trials: scenario.trials,
        decisions: engine::decisions(&scenario.cases, tally, scenario.trials),
    });
    Figures { ranking, ..figures }
}

/// Between which values the campaigns of each case lie for each target; nothing for those that it is not held to.
fn extents(scenario: &Scenario) -> Vec<Vec<Option<TargetExtents>>> {
    let mut extents = engine::targets::extents(&scenario.cases, &scenario.targets);
    for (case, of_case) in extents.iter_mut().enumerate() {
        for (target, of_target) in of_case.iter_mut().enumerate() {
            *of_target = of_target.filter(|_| scenario.is_held(case, target));
        }
    }
    extents
}

/// The result of a scenario: everything that reports are made of.
pub struct Played {
    pub figures: Figures,
    pub verdict: Verdict,
    /// Sums of cases, which are shown below them.
    pub sums: Vec<CaseFigures>,
    /// The command and its files, as they would be typed again.
    pub command: Vec<String>,
    /// The record by which it can be played again.
    pub run: RunRecord,
}

impl Played {
    /// The result of a scenario that was played with these changes and settings.
    pub fn new(scenario: &Scenario, figures: Figures, overrides: &Overrides, settings: &Settings) -> Played {
        let settings = Settings { trials: figures.trials, ..*settings };
        let run = record(scenario, overrides, &settings);
        let command = command("run", &run);
        Played { verdict: Verdict::new(&figures), figures, sums: Vec::new(), command, run }
    }

    /// The result for programs.
    pub fn entry(&self, scenario: &Scenario) -> ResultEntry {
        ResultEntry::new(
            &self.run,
            &scenario.description,
            (&self.figures, &self.sums),
            &self.verdict,
            warnings(scenario),
        )
    }

    /// The reports of a scenario, all but their record.
    pub fn files(&self, scenario: &Scenario, forms: Forms) -> Result<Vec<ReportFile>, NotMade> {
        let mut files = report::tables(&self.figures);
        if !self.sums.is_empty() {
            let bytes = report::sums_csv(self.figures.trials, &self.sums);
            files.insert(1, ReportFile { name: Table::Sums.file_name().into(), bytes });
        }
        let charts = if forms.charts { chart::charts(&scenario.name, &self.figures)? } else { Vec::new() };
        forms.add(&mut files, report::PAGE, &self.cover(scenario), &charts)?;
        files.push(ReportFile { name: report::PAGE.into(), bytes: self.page(scenario, &charts, None) });
        for chart in if forms.slides { self.charts_for_slides(scenario, forms)? } else { charts } {
            files.extend(forms.pictures(chart.name, chart)?);
        }
        Ok(files)
    }

    /// The page with these charts, and with another answer under a heading of its own, if there is one.
    pub fn page(&self, scenario: &Scenario, charts: &[Chart], beside: Option<(&str, &Content)>) -> Vec<u8> {
        let answer = page::run(&self.figures, &self.verdict);
        let answer = match beside {
            Some((heading, other)) => answer.with(heading, other),
            None => answer,
        };
        let pictures = charts.iter().map(|chart| picture(chart.name, chart)).collect();
        page_of(scenario, (self.command.clone(), &self.run), answer, pictures, Vec::new())
    }

    /// The charts whose files are for slides.
    fn charts_for_slides(&self, scenario: &Scenario, forms: Forms) -> Result<Vec<Chart>, NotMade> {
        let charts = forms.charts.then(|| chart::charts_for_slides(&scenario.name, &self.figures)).transpose()?;
        Ok(charts.unwrap_or_default())
    }

    /// What the first sheet of the workbook says.
    fn cover<'a>(&self, scenario: &'a Scenario) -> Cover<'a> {
        Cover {
            answer: self
                .verdict
                .sentences()
                .into_iter()
                .chain(self.verdict.paid_on_note())
                .chain(self.verdict.shortages_in_words())
                .collect(),
            played: Overview::new(&self.figures).facts,
            ranked: Some(self.ranking()),
            prices: self.verdict.prices_note(),
            ..cover(scenario, &Content::default(), &self.run)
        }
    }

    /// The figure by which the first circumstance is ranked, of all cases.
    fn ranking(&self) -> Ranked {
        let by = self.figures.circumstances.first().map_or(Figure::CostPerReply, |first| first.by);
        let figure = match by {
            Figure::CostPerReply => cost_per_reply(self.figures.has_costs_beside()).to_owned(),
            by => in_words(by),
        };
        Ranked { figure, values: self.figures.cases.iter().map(|case| case.estimate(by).mean).collect() }
    }
}
