//! What is told below an answer: all that it rests on, and how to repeat it.

use maud::{Markup, html};

use crate::figures::number::whole;
use crate::report::StopRecord;

use super::basis::Basis;
use super::content::{Part, SHORT};
use super::markup::{Text, list, scrolled, shell};
use super::{rules, tables};

/// What is told of it below the answer.
pub(super) fn parts(basis: &Basis<'_>, has_charts: bool) -> Vec<Part> {
    let values = basis.assumptions.len();
    let mut parts = vec![
        Part::folded(format!("What this rests on: {} values", whole(values as u64)), {
            html! { (tables::assumptions(&basis.assumptions)) }
        }),
        Part::folded("The rules", rules::rules(basis)),
    ];
    if !basis.warnings.is_empty() {
        let body = list("warnings", &basis.warnings);
        parts.push(Part::with_rows("Warnings about the scenario", basis.warnings.len() + SHORT / 2, body));
    }
    parts.push(Part::open("How to repeat this", repeating(basis, has_charts)));
    parts
}

/// Everything that is needed to get the same bytes again.
fn repeating(basis: &Basis<'_>, has_charts: bool) -> Markup {
    let run = basis.run;
    let command = std::iter::once("inmail-sim".to_owned())
        .chain(basis.command.iter().map(|word| shell(word)))
        .chain(run.overrides.iter().map(|typed| match typed.split_once(' ') {
            Some((flag, value)) => format!("{flag} {}", shell(value)),
            None => typed.clone(),
        }))
        // A page has a chart at least, unless they were left out.
        .chain((!has_charts).then(|| "--no-charts".to_owned()))
        .collect::<Vec<_>>()
        .join(" ");
    let precision = run.precision.as_ref().map(|precision| match precision {
        StopRecord::Error(error) => format!("stops at a relative standard error of {error}"),
        StopRecord::Word(word) => format!("stops on the {word}"),
    });
    let rows = [
        ("version", run.version.clone()),
        ("seed", run.seed.to_string()),
        ("simulations a case", whole(run.trials)),
        ("sampling", run.sampling.clone()),
    ];
    let rows = rows.into_iter().chain(precision.map(|precision| ("precision", precision)));
    let pre = html! { pre { code { (Text(&command)) } } "\n" };
    html! {
        p {
            "The same files, this command and version " (Text(&run.version))
            " of the program give this page again, byte for byte."
        } "\n"
        (scrolled("The command that repeats it", "command", pre))
        table.facts { "\n"
            tbody { "\n"
                @for (name, value) in rows {
                    tr { th scope="row" { (name) } td { (Text(&value)) } } "\n"
                }
                @for file in &run.files {
                    tr { th scope="row" { (Text(&file.name)) } td { code { "SHA-256 " (Text(&file.sha256)) } } } "\n"
                }
            } "\n"
        } "\n"
    }
}
