//! The tiers of a list of prospects, without their names.

use crate::figures::number::count;
use crate::words::visible::visible;
use std::fmt::Write;

use crate::domain::touch::Channel;
use crate::figures::number::whole;
use crate::record::checklist::Checklist;
use crate::record::contact::LeftOut;

use super::calibration::not_counted;
use super::screen::{Screen, strong};
use super::table::Table;
use super::{FAINT, STRONG};

/// The tiers, each with its prospects and those with an Open Profile, and the rows that were left out.
pub fn qualified(screen: Screen, checklist: &Checklist, tiers: &[(u32, u32)], left_out: &[LeftOut]) -> String {
    let all: u32 = tiers.iter().map(|(prospects, _)| prospects).sum();
    let people = count(all.into(), "prospect");
    let mut text = format!("{STRONG}Whom to write to{STRONG:#} {FAINT}({people}){FAINT:#}\n\n");
    let mut table = Table::new(screen, &["tier", "write by", "prospects", "Open Profiles", "why"]).left(1).names(4);
    for (tier, (prospects, open)) in checklist.tiers().iter().zip(tiers) {
        let cells = [visible(&tier.name), tier.channel.name().to_owned(), whole((*prospects).into())];
        table.row(cells.into_iter().chain([whole((*open).into()), visible(&tier.why)]), false);
    }
    let _ = writeln!(text, "{table}");
    let tiers = checklist.tiers().iter().zip(tiers).filter(|(tier, _)| tier.channel == Channel::InMail);
    let inmails: u32 = tiers.map(|(_, (prospects, open))| prospects - open).sum();
    let next = "run segments.toml to see how long they take and what they cost.";
    let all = whole(all.into());
    let said = match inmails {
        0 => "Nobody on it is worth a credit now; run segments.toml to see how long the list takes and what it costs."
            .into(),
        1 => format!("1 of {all} is worth a credit now; {next}"),
        inmails => format!("{} of {all} are worth a credit now; {next}", whole(inmails.into())),
    };
    text.push_str(&strong(screen, &said));
    text.push_str(&not_counted(screen, left_out));
    text
}
