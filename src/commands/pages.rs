//! Where a page is, and the way to a browser.

use std::path::Path;
use std::time::Duration;

use supports_hyperlinks::Stream;

use crate::terminal;

use super::{Failure, Printer};

/// What opens a page says within this time that it cannot; a browser that it starts itself goes on.
const PATIENCE: Duration = Duration::from_secs(1);

/// Says where a page is: as a link on a terminal that takes one.
pub(super) fn tell(page: &Path, printer: &mut Printer) -> Result<(), Failure> {
    let is_linked = supports_hyperlinks::on(Stream::Stderr);
    let whole = std::path::absolute(page).ok().filter(|_| is_linked);
    printer.note(&terminal::page_written(page, whole.as_deref()))
}

/// Opens an address in a browser.
#[cfg(feature = "page")]
pub(super) fn browse(address: &str) -> std::io::Result<()> {
    open::that_detached_with_timeout(address, PATIENCE)
}

/// Opens a page as this system opens pages, if that is asked for.
pub(super) fn open(page: &Path, is_asked: bool) -> Result<(), Failure> {
    if !is_asked {
        return Ok(());
    }
    let whole = std::path::absolute(page).unwrap_or_else(|_| page.to_owned());
    open::that_detached_with_timeout(whole, PATIENCE).map_err(|why| Failure::NotOpened(page.to_owned(), why))
}
