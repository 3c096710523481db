//! `optimize`: finds the best of all combinations that a scenario's goal names.

use crate::chart;
use crate::cli::Optimize;
use crate::report::optimum::{FILE, PAGE, RECORD, optimum_csv, outcome};
use crate::report::{optimum_verdict, page};
use crate::study::optimum::Search;
use crate::study::space::settings;
use crate::terminal;

use super::ask::{Answer, Ask};
use super::{Failure, Printer, reports};

pub(super) fn optimize(arguments: &Optimize, printer: &mut Printer) -> Result<(), Failure> {
    let ask = Ask::new(&arguments.file, None, &arguments.playing)?;
    let search = Search::new(&ask.space)?;
    let folder = ask.open(&[FILE], (PAGE, RECORD), &[chart::FRONTIER.into()], printer)?;
    let found = ask.play(search.candidates() as u64, |progress| search.run(|out| progress.add(out)))??;
    let chart = if ask.draws() { chart::frontier(&found)? } else { None };
    let answer = Answer {
        settings: settings(&ask.space.scenario, ask.space.sampling),
        campaigns: found.race.played,
        typed: Vec::new(),
        tables: vec![(FILE, optimum_csv(&found))],
        page: ("optimize", PAGE),
        content: page::optimum(&found),
        charts: reports::named(chart),
        shown: terminal::optimum(printer.screen(), &found),
        verdict: optimum_verdict(outcome(&found).as_ref(), &found.sentences()),
        outcome: outcome(&found),
        left_out: None,
    };
    ask.end(&folder, answer, printer)
}
