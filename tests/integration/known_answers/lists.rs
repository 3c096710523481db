//! Lists: how they wear out, and on which day a segment is through with its own.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::count::Count;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::rate::Lift;
use inmail_sim::engine::Sampling;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use jiff::civil::Weekday;

use super::replies::replies;
use crate::builder::{Campaign, campaign};
use crate::statistics::assert_distributed;

/// The chances of 0, 1, 2, … successes of independent attempts with these chances.
pub(super) fn successes(rates: impl Iterator<Item = f64>) -> Vec<f64> {
    rates.fold(vec![1.0], |chances, rate| {
        let mut next = vec![0.0; chances.len() + 1];
        for (successes, chance) in chances.into_iter().enumerate() {
            next[successes] += chance * (1.0 - rate);
            next[successes + 1] += chance * rate;
        }
        next
    })
}

/// A list of so many prospects that is started at once, a credit for each.
fn list(prospects: u32) -> Campaign {
    campaign().opening(prospects).send_on([Weekday::Thursday]).per_week(prospects).prospects(prospects)
}

#[test]
fn replies_of_a_list_that_wears_are_those_of_its_places() {
    const TRIALS: u64 = 5_000;
    for (wear, rate) in [(0.3, 0.2), (0.8, 0.6), (0.0, 0.4), (1.2, 0.3)] {
        let case = list(250).wear(wear).inmail("inmail", rate, 1.0).build();
        // r f^((n−1)/100) for the n-th, held to 1.
        let expected = successes((0..250).map(|before| (rate * wear.powf(f64::from(before) / 100.0)).min(1.0)));
        assert_distributed(&format!("replies at {rate}, worn by {wear}"), &replies(case, TRIALS), &expected);
    }
}

#[test]
fn wear_meets_lifts_before_a_rate_is_held_to_one_and_wears_acceptances_as_well() {
    const TRIALS: u64 = 5_000;
    let worn = |before: u32| 0.25f64.powf(f64::from(before) / 100.0);
    let lift = |case: &mut Case| {
        case.segments[0].reply_lift = Distribution::fixed(2.0).and_then(Lift::new).expect("it is not negative");
    };
    let case = list(200).wear(0.25).inmail("inmail", 0.8, 1.0).with(lift).build();
    let expected = successes((0..200).map(|before| (0.8 * 2.0 * worn(before)).min(1.0)));
    assert_distributed("replies lifted and worn", &replies(case, TRIALS), &expected);
    let case = list(200).wear(0.25).connect("connect", 0.7, 0.9, 1.0).build();
    let expected = successes((0..200).map(|before| 0.7 * worn(before) * 0.9 * worn(before)));
    assert_distributed("replies to worn invitations", &replies(case, TRIALS), &expected);
    // Those who cost nothing wear, too.
    let case = list(200).wear(0.25).open_profile(1.0).inmail("inmail", 0.8, 1.0).build();
    let expected = successes((0..200).map(|before| 0.8 * worn(before)));
    assert_distributed("replies to worn free InMails", &replies(case, TRIALS), &expected);
}

/// The day on which each segment is through, and whether all lists are.
fn through(campaign: Campaign) -> (Vec<Option<Day>>, bool) {
    let case = campaign.build();
    let schedule = Schedule::new(&case);
    let mut player = Player::new(&schedule);
    let counted = player.play(Sampling::Even.luck(1, 0), &mut Silent).clone();
    (player.segments().iter().map(|counts| counts.through).collect(), counted[Count::Through] == 1)
}

/// A list of one who is started on day 0, in a campaign of a week.
fn one_person() -> Campaign {
    campaign().weeks(1).opening(3).every_day().per_week(7).prospects(1)
}

#[test]
fn a_list_is_through_on_the_day_of_its_last_send() {
    assert_eq!(through(one_person().inmail("inmail", 1.0, 3.0)), (vec![Some(0)], true));
    let twice = one_person().inmail("inmail", 0.0, 1.0).message("message", 0.0, 1.0).after(6);
    assert_eq!(through(twice), (vec![Some(6)], true));
    // Three of them at one a day.
    assert_eq!(through(one_person().prospects(3).message("message", 0.0, 1.0)), (vec![Some(2)], true));
}

#[test]
fn a_list_is_through_on_the_day_of_a_reply_that_leaves_nothing_to_come() {
    let case = |delay| one_person().inmail("inmail", 1.0, delay).message("message", 0.0, 1.0).after(5);
    assert_eq!(through(case(3.0)), (vec![Some(3)], true));
    // On the very day of the touch that it stops; and too late to stop it.
    assert_eq!(through(case(5.0)), (vec![Some(5)], true));
    assert_eq!(through(case(6.0)), (vec![Some(5)], true));
    // A reply to an invitation counts, an acceptance does not.
    let invited = |reply_rate| one_person().connect("connect", 1.0, reply_rate, 1.0).message("message", 0.0, 1.0);
    assert_eq!(through(invited(1.0).after(6)), (vec![Some(2)], true));
    assert_eq!(through(invited(0.0).after(6)), (vec![Some(6)], true));
}

#[test]
fn a_list_is_through_on_the_day_of_a_skip_a_sunday_like_any_other() {
    // Day 0 is a Thursday: sent on Friday, to be followed up on Saturday or Sunday.
    let fridays = campaign().weeks(2).send_on([Weekday::Friday]).per_week(1).prospects(1);
    let skipped = fridays.clone().message("message", 0.0, 1.0).message("follow-up", 0.0, 1.0).within(1, 2);
    assert_eq!(through(skipped), (vec![Some(3)], true));
    // The wait of the touch after it runs from that Sunday, and misses another Friday: over on Wednesday, the 14th.
    let again = fridays.clone().message("message", 0.0, 1.0).message("follow-up", 0.0, 1.0).within(1, 2);
    assert_eq!(through(again.message("last", 0.0, 1.0).within(6, 10)), (vec![Some(13)], true));
    let missed = fridays.message("message", 0.0, 1.0).message("follow-up", 0.0, 1.0).within(1, 2);
    assert_eq!(through(missed.message("last", 0.0, 1.0).within(3, 4)), (vec![Some(7)], true));
}

#[test]
fn a_list_is_not_through_while_a_touch_waits_or_falls_due_after_the_last_day() {
    let late = one_person().message("message", 0.0, 1.0).message("follow-up", 0.0, 1.0).after(7);
    assert_eq!(through(late), (vec![None], false));
    let window_open = one_person().message("message", 0.0, 1.0).message("follow-up", 0.0, 1.0).limit_per_week(0);
    assert_eq!(through(window_open.clone().within(1, 7)), (vec![None], false));
    assert_eq!(through(window_open.within(1, 6)), (vec![Some(6)], true));
    // A reply that would leave nothing to come lands a day too late.
    let replies = one_person().message("message", 1.0, 7.0).message("follow-up", 0.0, 1.0).after(7);
    assert_eq!(through(replies), (vec![None], false));
    // Not everybody can be started.
    assert_eq!(through(one_person().prospects(4).inmail("inmail", 0.0, 1.0)), (vec![None], false));
}

#[test]
fn a_list_of_nobody_is_through_at_once_and_a_campaign_when_all_its_lists_are() {
    let nobody = campaign().send_on([Weekday::Monday]).per_week(1).prospects(0).message("message", 0.0, 1.0);
    assert_eq!(through(nobody.clone()), (vec![Some(0)], true));
    // A segment without a known number of prospects does not matter; without any list nothing is through.
    let endless = |case: Campaign| case.segment("endless").per_week(1).again("message");
    assert_eq!(through(endless(nobody.clone())), (vec![Some(0), None], true));
    assert_eq!(through(campaign().per_week(1).message("message", 0.0, 1.0)), (vec![None], false));
    let never = nobody.segment("never").per_week(0).prospects(1).again("message");
    assert_eq!(through(never), (vec![Some(0), None], false));
}
