//! `explain`: what keys, figures and columns mean.

use crate::cli::Explain;
use crate::{guide, terminal};

use super::{Failure, Printer, did_you_mean};

pub(super) fn explain(arguments: &Explain, printer: &mut Printer) -> Result<(), Failure> {
    let width = terminal::width();
    let Some(asked) = &arguments.key else { return printer.data(&terminal::topics(&guide::topics(), width)) };
    match guide::explain(asked) {
        Ok(topics) => printer.data(&terminal::explained(&topics, width)),
        Err(near) => {
            let near = did_you_mean(near, || "`inmail-sim explain` lists all names".to_owned());
            Err(Failure::Wrong(format!("nothing is called `{asked}`; {near}")))
        }
    }
}
