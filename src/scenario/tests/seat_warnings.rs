//! What is said about seats that are right, but that their authors would want to look at again.

use super::right;

/// All that matters, and a segment for seats to work.
const ALL: &str = "start = 2026-03-02\nbilling_day = 2\nweeks = 12\ntouch.inmail = { channel = 'inmail', reply_rate = 0.2 }\n\
                   segment.s = { per_week = 1, sequence = ['inmail'], reserve = 40 }\n";

/// The warnings about a file that ends with these lines, as `line:column: what`.
fn warned(lines: &str) -> Vec<String> {
    let warnings = right(&format!("{ALL}{lines}")).warnings;
    let told = warnings.iter().map(|warning| format!("{}:{}: {warning}", warning.place.line, warning.place.column));
    told.filter(|told| !told.contains("the last billing period")).collect()
}

const IDLE_PLANS: &str = "`plans` has no say, since every seat names a plan of its own; take it out, or the `plan` of the \
                          seats for which plans are to be compared";

#[test]
fn a_seat_that_begins_after_the_campaign_never_works() {
    let seat = |week: u32| {
        format!(
            "plans = ['sales-navigator']\nseat.a.segments = ['s']\nseat.late = {{ segments = ['s'], from_week = {week} }}"
        )
    };
    assert_eq!(warned(&seat(12)), [] as [&str; 0]);
    let late = "8:45: `seat.late` begins in week 13 and never works, since the campaign has 12 weeks; choose an earlier week \
                or take the seat out";
    assert_eq!(warned(&seat(13)), [late]);
    assert_eq!(warned(&format!("{}\nwhat_if = [{{ name = 'longer', weeks = 13 }}]", seat(13))), [] as [&str; 0]);
}

#[test]
fn what_every_seat_states_for_itself_need_not_stand_at_the_top() {
    let all = "plans = ['sales-navigator']\nopening.credits = 4\n\
               seat.a = { segments = ['s'], plan = 'sales-navigator', opening.credits = 1 }\n";
    let idle_opening = "7:1: `opening` is of no use, since every seat has one of its own; take it out";
    assert_eq!(warned(all), [format!("6:9: {IDLE_PLANS}"), idle_opening.to_owned()]);
    assert_eq!(warned(&format!("{all}what_if = [{{ name = 'two', seat.b.segments = ['s'] }}]")), [] as [&str; 0]);
}

#[test]
fn what_an_account_holds_is_that_of_its_seats() {
    // One account of Premium Business never holds 60 credits; three that are shared do.
    let seat = |pooled: bool, count: u32, opening: u32| {
        format!(
            "plan.premium-business.pooled = {pooled}\n\
             seat.a = {{ segments = ['s'], plan = 'premium-business', count = {count}, opening.credits = {opening} }}"
        )
        .replace("reserve = 40", "reserve = 60")
    };
    let above = "7:86: the account opens with 46 credits, above the cap of 45, and the next refill cuts what is above it; \
                 state what the account really holds";
    assert_eq!(warned(&seat(false, 2, 46)), [above]);
    let text = ALL.replace("reserve = 40", "reserve = 60");
    let reserve = |pooled: bool, count: u32| {
        let warnings = right(&format!("{text}{}", seat(pooled, count, 0))).warnings;
        warnings.iter().filter(|warning| warning.to_string().contains("leaves 60 credits to others")).count()
    };
    assert_eq!([reserve(false, 1), reserve(false, 3), reserve(true, 1), reserve(true, 3)], [1, 1, 1, 0]);
}

#[test]
fn a_plan_or_touch_that_a_seat_uses_is_used() {
    let own = "plan.mine = { credits_per_month = 1, cap = 3, price_per_month = 2 }\nplans = ['sales-navigator']\n\
               touch.old = { channel = 'email', reply_rate = 0.05 }\n";
    let plain = "seat.a.segments = ['s']\n";
    let idle = |lines: &str| warned(&format!("{own}{lines}")).len();
    assert_eq!(idle(plain), 2);
    assert_eq!(idle(&format!("{plain}seat.b = {{ segments = ['s'], plan = 'mine' }}")), 1);
    assert_eq!(idle(&format!("{plain}plan_change = [{{ week = 2, plan = 'mine', seat = 'a' }}]")), 1);
    let pending = "seat.b = { segments = ['s'], opening.pending = [{ touch = 'old', sent_days_ago = 1, count = 1 }] }";
    assert_eq!(idle(&format!("{plain}{pending}")), 1);
}

#[test]
fn what_a_seat_holds_renews_on_some_day() {
    let seat = |week: u32| {
        format!(
            "seat.a = {{ segments = ['s'], opening.credits = 43, count = 2, from_week = {week}, plan = 'premium-business' }}"
        )
    };
    let told = |week: u32| {
        let warnings = right(&format!("{}{}", ALL.replace("billing_day = 2\n", ""), seat(week))).warnings;
        let told = warnings.iter().map(|warning| format!("{}:{}: {warning}", warning.place.line, warning.place.column));
        told.filter(|told| told.contains("was running")).collect::<Vec<_>>()
    };
    let running = "5:48: the account was running before (it holds 43 credits), but `billing_day` is not stated, so a new \
                   subscription to `premium-business` is charged on day 0 and grants 15 credits more; type `billing_day = 1`, the day of the month on \
                   which your credits renew";
    assert_eq!(told(1), [running]);
    // Who begins later begins with a subscription of their own.
    assert_eq!(told(2), [""; 0]);
}
