//! `sensitivity.csv` and `levers.csv`: what matters to the figures of each case.

use crate::study::sensitivity::{Effect, Measured, Sensitivity, Share, Shares};

use super::cell::{number, stated, text};
use super::manifest::Table;
use super::table::{Field, Kind, Sheet, field};

/// The file of the inputs and of their shares.
pub const SENSITIVITY: &str = Table::Sensitivity.file_name();

/// The file of the levers.
pub const LEVERS: &str = Table::Levers.file_name();

/// The file that records what they were made of.
pub const RECORD: &str = "sensitivity.json";

/// The name of the page.
pub const PAGE: &str = "sensitivity.html";

/// An input of a case, or all of a kind together.
pub(super) struct InputRow<'a> {
    of: &'a Sensitivity,
    input: &'a str,
    at: [Option<Measured>; 2],
    shares: Shares,
}

/// A changed lever of a case.
pub(super) struct LeverRow<'a> {
    of: &'a Sensitivity,
    effect: &'a Effect,
}

/// The inputs of each case and their shares, as CSV.
pub fn sensitivity_csv(found: &[Sensitivity]) -> Vec<u8> {
    let rows = found.iter().flat_map(|of| {
        let inputs = of.inputs.iter();
        let inputs = inputs.map(move |input| InputRow { of, input: &input.path, at: input.at, shares: input.shares });
        let together = [("rates", of.rates), ("luck", of.luck)];
        let together = together.into_iter().map(move |(input, shares)| InputRow { of, input, at: [None; 2], shares });
        inputs.chain(together)
    });
    input_sheet().csv(rows)
}

/// The levers of each case, as CSV.
pub fn levers_csv(found: &[Sensitivity]) -> Vec<u8> {
    let rows = found.iter().flat_map(|of| of.levers.iter().map(move |effect| LeverRow { of, effect }));
    lever_sheet().csv(rows)
}

pub(super) fn input_sheet<'a>() -> Sheet<'a, InputRow<'a>> {
    let at = |name, meaning, place: usize| {
        field(name, "as `figure`", meaning, move |row: &InputRow<'a>| number(row.at[place].map(|at| at.value)))
    };
    let fields = vec![
        field("case", "", "the name of the case: plan, or plan · what-if", |row: &InputRow<'a>| {
            text(&row.of.case.id())
        }),
        field("figure", "", "the name of the figure", |row: &InputRow<'a>| row.of.figure.name().into()),
        field(
            "input",
            "",
            "the dotted path of what is not known; `rates`: all of that together; `luck`: all that is drawn prospect by \
             prospect",
            |row: &InputRow<'a>| text(row.input),
        ),
        at("at_p10", "the figure where the input is at its 10 % point; empty for `rates` and `luck`", 0),
        at("at_p90", "the figure where the input is at its 90 % point; empty for `rates` and `luck`", 1),
        share("first_order", "share of the variance that the input makes by itself", |it| it.first_order, Share::at),
        share("first_order_low", "where the 95 % interval of `first_order` begins", |it| it.first_order, Share::low),
        share("first_order_high", "where the 95 % interval of `first_order` ends", |it| it.first_order, Share::high),
        share(
            "total",
            "share of the variance that the input makes by itself and together with others",
            |it| it.total,
            Share::at,
        ),
        share("total_low", "where the 95 % interval of `total` begins", |it| it.total, Share::low),
        share("total_high", "where the 95 % interval of `total` ends", |it| it.total, Share::high),
    ];
    Sheet::new(Table::Sensitivity, fields)
}

fn share<'a>(
    name: &'static str,
    meaning: &str,
    of: fn(&Shares) -> Option<Share>,
    part: fn(Share) -> Option<f64>,
) -> Field<'a, InputRow<'a>> {
    field(name, "share", meaning, move |row: &InputRow<'a>| number(of(&row.shares).and_then(part)))
}

pub(super) fn lever_sheet<'a>() -> Sheet<'a, LeverRow<'a>> {
    let fields = vec![
        field("case", "", "the name of the case: plan, or plan · what-if", |row: &LeverRow<'a>| {
            text(&row.of.case.id())
        }),
        field("figure", "", "the name of the figure", |row: &LeverRow<'a>| row.of.figure.name().into()),
        field("lever", "", "the dotted path of the setting that was changed, or `plan`", |row: &LeverRow<'a>| {
            text(&row.effect.path)
        }),
        field("from", "", "what it is", |row: &LeverRow<'a>| stated(&row.effect.from)).of(Kind::Value),
        field("to", "", "what it was changed to", |row: &LeverRow<'a>| stated(&row.effect.to)).of(Kind::Value),
        field("at", "as `figure`", "the figure with the change", |row: &LeverRow<'a>| number(row.effect.at)),
        field("change", "as `figure`", "by how much that exceeds the figure without", |row: &LeverRow<'a>| {
            number(row.effect.change.map(|change| change.value))
        }),
        field(
            "se",
            "as `figure`",
            "standard error of the change, paired by trial: simulation error",
            |row: &LeverRow<'a>| number(row.effect.change.and_then(|change| change.se)),
        ),
    ];
    Sheet::new(Table::Levers, fields)
}
