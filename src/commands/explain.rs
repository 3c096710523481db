//! `explain`: what keys, figures and columns mean.

use crate::cli::Explain;
use crate::{guide, terminal};

use super::{Failure, Printer, did_you_mean};

pub(super) fn explain(arguments: &Explain, printer: &mut Printer) -> Result<(), Failure> {
    let Some(asked) = &arguments.key else {
        return printer.data(&terminal::topics(printer.screen(), &guide::topics()));
    };
    match guide::explain(asked) {
        Ok(topics) => printer.data(&terminal::explained(printer.screen(), &topics)),
        Err(near) => {
            let near = did_you_mean(near, || "`inmail-sim explain` lists all names".to_owned());
            Err(Failure::Wrong(format!("nothing is called `{asked}`; {near}")))
        }
    }
}
