//! `open`: the what-if page, in a browser on this machine.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::cli::Open;
use crate::report::SEGMENTS;
use crate::scenario::document::source::Disk;
use crate::server::{Desk, Service};
use crate::terminal;

use super::{Failure, Printer, pages, signals};

pub(super) fn open(arguments: &Open, printer: &mut Printer) -> Result<(), Failure> {
    let desk = match &arguments.file {
        Some(file) => Desk::with(&Disk, file)?,
        None => Desk::empty(),
    };
    let service = Service::listen(desk, Arc::new(own)).map_err(Failure::Served)?;
    let address = service.address();
    // Whoever does not listen can use the page all the same.
    let _ = printer.note(&terminal::page_opened(&address));
    signals::last_words(Some("the page is closed now; what was not downloaded is gone with it".into()));
    if !arguments.no_browser {
        pages::browse(&address).or_else(|why| printer.note(&terminal::not_browsed(&why)))?;
    }
    service.run().map_err(Failure::Served)?;
    printer.note("the page has been closed for a while: done")
}

/// Reads a record or a list as this program does, in a folder that goes afterwards.
fn own(is_list: bool, name: &Path, bytes: &[u8]) -> Result<(String, String), String> {
    let read = || -> std::io::Result<Result<(String, String), String>> {
        let folder = signals::Passing::new()?;
        let (source, out) = (folder.path().join(name), folder.path().join("inmail-sim-out"));
        fs::write(&source, bytes)?;
        let program = std::env::current_exe()?;
        let (command, written) = if is_list { ("qualify", SEGMENTS) } else { ("calibrate", "calibration.toml") };
        let mut typed: Vec<OsString> = vec![command.into(), source.clone().into(), "--format".into(), "json".into()];
        typed.extend(["--out".into(), out.clone().into()]);
        if !is_list {
            // Nobody can type options on a page: what is taken for what is said.
            typed.extend(["--no-charts".into(), "--guess".into()]);
        }
        let done = Command::new(program).args(typed).env("COLUMNS", "200").stdin(Stdio::null()).output()?;
        if !done.status.success() {
            let told = String::from_utf8_lossy(&done.stderr).into_owned();
            // Where it lay for a moment says nothing to anybody.
            let folder = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
            let told: Vec<&str> = told.lines().map(|line| line.strip_prefix("error: ").unwrap_or(line)).collect();
            return Ok(Err(told.join("\n").replace(&folder, "").trim().to_owned()));
        }
        let json = String::from_utf8_lossy(&done.stdout).into_owned();
        let text = fs::read_to_string(out.join(written)).unwrap_or_default();
        Ok(Ok((json, text)))
    };
    read().unwrap_or_else(|error| Err(error.to_string()))
}
