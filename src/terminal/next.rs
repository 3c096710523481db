//! What to do with what a record came to.

use std::path::Path;

/// The files that a calibration wrote, the fragment first, and whether they took the place of earlier ones.
pub fn calibrated(files: &[&Path], replaces: bool, next: Next) -> String {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let instead = if replaces { " in place of those of an earlier calibration" } else { "" };
    let first = names.first().map(String::as_str).unwrap_or_default();
    let forecast = format!("`inmail-sim forecast FILE --record {first}`, FILE being a scenario of your campaign");
    let next = match next {
        Next::Scenario => format!("begin a scenario file with extends = \"{first}\""),
        Next::Forecast => format!("{forecast}; or begin one with extends = \"{first}\""),
        Next::Balance(options) => format!(
            "the same command with {options}, since a forecast needs the credits that you hold; then {forecast}. For \
             anything else begin one with extends = \"{first}\""
        ),
    };
    format!("wrote {}{instead}\nnext: {next}", names.join(", "))
}

/// What to do with what a record came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing in it costs credits: rates are for a scenario.
    Scenario,
    /// It says what is held.
    Forecast,
    /// It does not, and these options would find it.
    Balance(&'static str),
}
