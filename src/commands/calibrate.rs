//! `calibrate`: turns a record of what was sent and answered into rates and delays for scenario files.

mod sources;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::{self, Calibrate};
use crate::output::write_all_new;
use crate::record::archive::Reading;
use crate::record::calibration::calibrate as fit;
use crate::record::contact::Contact;
use crate::record::fit::Beta;
use crate::record::fragment::{Balance, fragment};
use crate::record::log::{COLUMNS, LogReading};
use crate::record::moment::{Moment, Order};
use crate::report::{calibration_csv, left_out_csv};
use crate::scenario::nearest;
use crate::terminal;

use super::{Failure, Printer};

pub(super) fn calibrate(arguments: &Calibrate, printer: &mut Printer) -> Result<(), Failure> {
    let dates = arguments.dates.map(|order| match order {
        cli::Dates::Dmy => Order::Dmy,
        cli::Dates::Mdy => Order::Mdy,
    });
    let columns = columns(&arguments.column)?;
    let stated = arguments.as_of.as_deref().map(|text| date(text)).transpose()?;
    let prior = arguments.prior.map_or(Beta::JEFFREYS, |(alpha, beta)| Beta { alpha, beta });
    let reading = Reading { dates, connections: arguments.connections };
    let read = sources::read(&arguments.sources, reading, &LogReading { columns, dates });
    let sources::Sources { contacts, left_out } = read.map_err(|wrong| Failure::Wrong(wrong.join("\n")))?;
    let Some(as_of) = stated.or_else(|| latest(&contacts)) else {
        return Err(Failure::Wrong(
            "the record holds no touch that counts; see what it consists of in the README".into(),
        ));
    };
    let calibration = fit(&contacts, as_of, prior);
    if calibration.touches.is_empty() {
        return Err(Failure::Wrong(format!("nothing had gone out by {as_of}")));
    }
    let balance = balance(arguments);
    let opening = stated.is_some() || balance.is_some();
    let text = fragment(&calibration, opening, balance.as_ref());
    let beside = |name: &str| arguments.out.parent().unwrap_or(Path::new("")).join(name);
    let files: Vec<(PathBuf, Vec<u8>)> = vec![
        (arguments.out.clone(), text.into_bytes()),
        (beside("calibration.csv"), calibration_csv(&calibration)),
        (beside("left-out.csv"), left_out_csv(&left_out)),
    ];
    write_all_new(&files)?;
    if !arguments.quiet {
        printer.data(&terminal::calibration(&calibration, &left_out, stated.is_some()))?;
        let written: Vec<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        printer.note(&terminal::initialised(&written))?;
    }
    Ok(())
}

/// The last date that the record holds.
fn latest(contacts: &[Contact]) -> Option<Date> {
    let dates = |contact: &Contact| [Some(contact.sent), contact.replied, contact.accepted];
    contacts.iter().flat_map(dates).flatten().map(|moment| moment.date).max()
}

fn columns(typed: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let column = |typed: &String| {
        let (name, called) = typed.split_once('=').ok_or_else(|| {
            Failure::Wrong(format!("`{typed}` is not NAME=HEADER, such as `--column sent_at=\"Date sent\"`"))
        })?;
        if !COLUMNS.contains(&name) {
            let near = nearest(name, COLUMNS).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(Failure::Wrong(format!("unknown column `{name}`{near}; known: {}", COLUMNS.join(", "))));
        }
        Ok((name.to_owned(), called.to_owned()))
    };
    typed.iter().map(column).collect()
}

fn date(text: &str) -> Result<Date, Failure> {
    let read = Moment::read(text, None).map(|moment| moment.date);
    read.map_err(|why| Failure::Wrong(format!("`--as-of {text}`: {why}; write it as YYYY-MM-DD")))
}

fn balance(arguments: &Calibrate) -> Option<Balance> {
    let lots = (!arguments.lots.is_empty()).then(|| Balance::Lots(arguments.lots.clone()));
    lots.or(arguments.balance.map(Balance::Credits))
}
