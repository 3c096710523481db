//! What is said about prices and records that may not mean what their authors think.

use super::SMALL;
use super::warnings::{QUIET, warned, warns};
use crate::scenario::Overrides;

#[test]
fn a_currency_is_only_a_label() {
    let told = "3:12: `currency` is \"EUR\", but the price of `sales-navigator` is in US dollars, from rulebook \
                `article-2025-10`, and nothing is converted; state `plan.sales-navigator.price_per_month`";
    let euros = format!("{QUIET}currency = \"EUR\"\n");
    warns(&euros, "", &[told]);
    warns(&euros, "[plan.sales-navigator]\nprice_per_month = 75\n", &[]);
    warns(&format!("{QUIET}currency = \"US$\"\n"), "", &[]);
    let seat = "currency = \"EUR\"\nplans = [\"small\"]\n[plan.seat]\ncredits_per_month = 9\ncap = 27\n\
                price_per_month = 20\n[plan.small]\nlike = \"seat\"\n";
    warns(seat, "prospects = 50\n", &[]);
    let annual = "rulebook = \"linkedin-help-2026\"\nbilling = \"annual\"\ncurrency = \"GBP\"\n\
                  plans = [\"premium-career\"]\nmonths = 12\n";
    warns(
        annual,
        "prospects = 30\n",
        &["3:12: `currency` is \"GBP\", but the price of `premium-career` is in US dollars, from rulebook \
           `linkedin-help-2026`, and nothing is converted; state `plan.premium-career.price_per_month_annual`"],
    );
}

#[test]
fn a_year_is_paid_for_whole_and_its_price_is_that_of_a_month() {
    let annual =
        "start = 2026-03-02\nrulebook = \"linkedin-help-2026\"\nbilling = \"annual\"\nplans = [\"sales-navigator\"]\n";
    let part = |place: &str, months: u32, whole: u32| {
        format!(
            "{place}: `sales-navigator` pays by the year, and of {whole} months that are paid for only {months} count; \
             `months = {whole}` counts them all"
        )
    };
    warns(&format!("{annual}months = 7\n"), "", &[&part("5:10", 7, 12)]);
    warns(&format!("{annual}months = 14\n"), "", &[&part("5:10", 14, 24)]);
    warns(&format!("{annual}months = 12\n"), "", &[]);
    // Who comes later pays for a year, too; and a campaign that is told to be shorter is not told to be longer.
    let later = "[seat.one]\nplan = \"none\"\nsegments = [\"prospects\"]\n[seat.two]\nsegments = [\"prospects\"]\nfrom_week = 20\n";
    let told = warned(&[("a.toml", &format!("{annual}months = 12\n{SMALL}{later}"))], &Overrides::default());
    assert!(told.iter().any(|told| told.contains("of 12 months that are paid for only 8 count")), "{told:?}");
    let told = warned(&[("a.toml", &format!("{annual}weeks = 53\n{SMALL}"))], &Overrides::default());
    assert!(told.len() == 1 && told[0].contains("`weeks = 52` does without"), "{told:?}");
    warns(&format!("{annual}months = 7\n").replace("annual", "monthly"), "", &[]);
    let price = |price: &str| format!("{annual}months = 12\nplan.sales-navigator.price_per_month_annual = {price}\n");
    let told = "6:47: `plan.sales-navigator.price_per_month_annual` is the price of one month in a year that is paid at once; if \
                990 is what the year costs, type 82.50, a twelfth of it";
    warns(&price("990"), "", &[told]);
    warns(&price("89"), "", &[]);
}

#[test]
fn what_a_record_knows_of_an_account_is_of_its_last_day() {
    let fragment = "# Rates and delays from a record up to 2026-11-30.\nstart = 2026-12-01\n[opening]\ncredits = 43\n";
    let warned_from = |start: &str| {
        let own =
            format!("extends = \"r.toml\"\n{start}weeks = 24\nbilling_day = 1\nplans = [\"sales-navigator\"]\n{SMALL}");
        warned(&[("a.toml", &own), ("r.toml", fragment)], &Overrides::default())
    };
    assert_eq!(warned_from(""), [""; 0]);
    assert_eq!(warned_from("start = 2026-12-01\n"), [""; 0]);
    assert_eq!(warned_from("start = 2026-12-03\n"), [""; 0], "a weekend");
    let told = "2:9: the credits are those of 2026-11-30, the last day of the record, and the campaign begins with them on \
                2027-01-01; `start = 2026-12-01` goes on where the record ends";
    assert_eq!(warned_from("start = 2027-01-01\n"), [told]);
}
