//! What a case asks for, and what it is charged and granted: worked out by hand.

use super::{SMALL, right};
use crate::domain::case::Case;
use crate::domain::demand::{credits_each, credits_wanted, later, refund_multiple, starts, touches_at_most};
use crate::domain::subscription::bill;
use crate::domain::touch::Channel;

fn case(text: &str) -> Case {
    right(&format!("plans = [\"sales-navigator\"]\n{text}")).cases.swap_remove(0)
}

fn close(one: f64, other: f64) {
    assert!((one - other).abs() < 1e-12, "{one} is not {other}");
}

#[test]
fn a_pace_starts_so_many_up_to_the_end_of_the_list() {
    let starts = |text: &str| {
        let case = case(text);
        starts(&case, &case.segments[0])
    };
    assert_eq!(starts(SMALL), Some(260));
    let list = SMALL.replace("= 10", "= [1, 2, 3]");
    assert_eq!(starts(&list), Some(1 + 2 + 24 * 3));
    assert_eq!(starts(&format!("weeks = 2\n{list}")), Some(3));
    assert_eq!(starts(&format!("{SMALL}prospects = 100\n")), Some(100));
    assert_eq!(starts(&format!("{SMALL}prospects = 300\n")), Some(260));
    assert_eq!(starts(&SMALL.replace("= 10", "= \"max\"")), None);
}

#[test]
fn a_prospect_costs_what_is_sent_to_those_who_are_silent_strange_and_closed() {
    let touches = "[touch.more]\nchannel = \"inmail\"\nreply_rate = 0.1\nwait_days = 3\n[touch.hello]\n\
                   channel = \"connect\"\nreply_rate = 0.5\naccept_rate = 0.4\nwait_days = 3\n[touch.mail]\n\
                   channel = \"email\"\nreply_rate = 0.25\nwait_days = 3\n";
    let each = |sequence: &str, more: &str| {
        let text = SMALL.replace("[\"inmail\"]", sequence);
        let case = case(&format!("{text}{more}{touches}"));
        credits_each(&case, &case.segments[0])
    };
    close(each("[\"inmail\", \"more\"]", ""), 1.0 + 0.8);
    close(each("[\"inmail\", \"more\"]", "reply_lift = 2\n"), 1.0 + 0.6);
    close(each("[\"inmail\", \"more\"]", "open_profile = 0.5\n"), 0.5 * 1.8);
    // Of those invited 0.6 do not accept; a reply from the others would end it, but InMails to them are free.
    close(each("[\"hello\", \"more\"]", ""), 0.6 * 0.8);
    close(each("[\"mail\", \"more\"]", ""), 0.75);
    let case = case(&format!("{}{touches}", SMALL.replace("[\"inmail\"]", "[\"inmail\", \"mail\", \"more\"]")));
    close(credits_wanted(&case), 260.0 * (1.0 + 0.8 * 0.75));
    close(refund_multiple(&case), 1.25);
    assert_eq!(later(&case, &case.segments[0], Channel::InMail), 1);
    // 300 credits and what comes back bring no more than 375 to their first InMail, but all 260 that are wanted.
    close(touches_at_most(&case, 300), 260.0 * 3.0);
    close(touches_at_most(&case, 100), 125.0 * 3.0);
}

#[test]
fn a_bill_has_the_charges_and_grants_of_all_plans_in_force() {
    let bill_of = |text: &str| {
        let bill = bill(&case(&format!("{text}{SMALL}")));
        (bill.cost.units(), bill.granted)
    };
    assert_eq!(bill_of(""), (480.0, 300));
    // 2 March to 1 June, then 1, 1, and 1 of each month to 1 August.
    assert_eq!(bill_of("plan_change = [{ week = 14, plan = \"premium-business\" }]\n"), (3.0 * 80.0 + 3.0 * 60.0, 195));
    assert_eq!(bill_of("weeks = 4\nbilling_day = 1\n"), (0.0, 0));
    assert_eq!(bill_of("weeks = 5\nbilling_day = 1\n"), (80.0, 50));
    let refill = "start = 2026-03-20\nweeks = 2\nplan.sales-navigator.refill = \"first-of-month\"\n";
    assert_eq!(bill_of(refill), (80.0, 100));
}
