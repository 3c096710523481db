//! `sensitivity`: finds what matters to the figures of each case, and writes it down.

use crate::chart::tornado;
use crate::cli::Sensitivity;
use crate::report::sensitivity::{LEVERS, PAGE, RECORD, SENSITIVITY, levers_csv, sensitivity_csv};
use crate::report::{page, sensitivity_verdict};
use crate::study::sensitivity::{LEVER_CASES, Question};
use crate::terminal;

use super::ask::{Answer, Ask};
use super::figures::figures;
use super::{Failure, Printer};

pub(super) fn sensitivity(arguments: &Sensitivity, printer: &mut Printer) -> Result<(), Failure> {
    let ask = Ask::new(&arguments.file, None, &arguments.playing)?;
    let figures = figures(&arguments.figure, &ask.space.scenario.cases)?;
    let charts: Vec<String> = figures.iter().map(|figure| tornado::name(*figure)).collect();
    let folder = ask.open(&[SENSITIVITY, LEVERS], (PAGE, RECORD), &charts, printer)?;
    let question = Question::new(&ask.space, figures.clone());
    let campaigns = question.campaigns();
    let found = ask.play(campaigns, |progress| question.play(|trials| progress.add(trials)))?;
    let mut charts = Vec::new();
    for figure in figures.into_iter().filter(|_| ask.draws()) {
        let found: Vec<_> = found.iter().filter(|found| found.figure == figure).collect();
        charts.extend(tornado::chart(ask.name(), &found)?.map(|chart| (tornado::name(figure), chart)));
    }
    let cases = ask.space.scenario.cases.len();
    let answer = Answer {
        settings: question.settings(),
        campaigns,
        typed: Vec::new(),
        tables: vec![(SENSITIVITY, sensitivity_csv(&found)), (LEVERS, levers_csv(&found))],
        page: ("sensitivity", PAGE),
        content: page::sensitivity(&found),
        charts,
        shown: found.iter().map(|found| terminal::sensitivity::table(printer.screen(), ask.name(), found)).collect(),
        verdict: sensitivity_verdict(&found),
        outcome: None,
        left_out: (cases > LEVER_CASES).then(|| terminal::sensitivity::levers_of_first(LEVER_CASES, cases)),
    };
    ask.end(&folder, answer, printer)
}
