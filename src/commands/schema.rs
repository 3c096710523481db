//! `schema`: the JSON Schema of a kind of files, or of what is printed for programs.

use crate::cli::{FileKind, Schema};
use crate::guide;

use super::{Failure, Printer};

pub(super) fn schema(arguments: &Schema, printer: &mut Printer) -> Result<(), Failure> {
    printer.data(&match arguments.kind {
        FileKind::Scenario => guide::scenario_schema(),
        FileKind::Rulebook => guide::rulebook_schema(),
        FileKind::Results => guide::results_schema(),
    })
}
