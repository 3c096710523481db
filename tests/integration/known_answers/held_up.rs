//! What holds touches up, in campaigns small enough to be counted by hand.

use inmail_sim::domain::case::{Case, Restriction};
use inmail_sim::domain::count::Count;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::reason::Reason;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::{Sampling, trace};

use crate::builder::{Campaign, campaign};

/// What was sent and what was held up, a word each: `touch>prospect`, the latter counted from 1, or the reason.
fn story(case: &Case) -> Vec<(Day, String)> {
    let (_, events) = trace(case, Sampling::Even.luck(1, 0));
    let story = events.iter().filter_map(|event| {
        let word = match event.kind {
            EventKind::Send => {
                let touch = event.subject.touch.map(|touch| case.touches[touch as usize].id.as_str());
                format!("{}>{}", touch.expect("a touch is sent"), event.subject.prospect.expect("to somebody") + 1)
            }
            EventKind::Held(reason) => reason.name().into(),
            EventKind::Short => Reason::Credits.name().into(),
            _ => return None,
        };
        Some((event.day, word))
    });
    story.collect()
}

/// Compares the story with one line a day, `day: words`, and the weeks in which each reason held something up with what the
/// story says of them.
#[track_caller]
fn check(campaign: Campaign, expected: &str) {
    let case = campaign.build();
    let mut lines: Vec<String> = Vec::new();
    let story = story(&case);
    for (place, (day, word)) in story.iter().enumerate() {
        match lines.last_mut().filter(|_| place > 0 && story[place - 1].0 == *day) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(format!("{day}: {word}")),
        }
    }
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);

    let schedule = Schedule::new(&case);
    let mut player = Player::new(&schedule);
    let counted = player.play(Sampling::Even.luck(1, 0), &mut Silent).clone();
    for reason in Reason::ALL {
        let held_up = |week: usize| story.iter().any(|(day, word)| *day as usize / 7 == week && word == reason.name());
        let count = Count::held_up(reason);
        let weeks: Vec<u32> = player.weeks().iter().map(|week| week[count]).collect();
        let by_hand: Vec<u32> = (0..weeks.len()).map(|week| held_up(week).into()).collect();
        assert_eq!(weeks, by_hand, "{}", reason.name());
        assert_eq!(counted[count], u64::from(weeks.iter().sum::<u32>()), "{}", reason.name());
    }
}

/// One new prospect on each day of a week, by a touch that follows.
fn one_a_day() -> Campaign {
    campaign().weeks(1).every_day().per_week(7)
}

fn restriction(days: u32) -> impl Fn(&mut Case) {
    let chance = Distribution::fixed(1.0).and_then(Rate::new).expect("it is a share");
    move |case| case.pacing.restriction = Some(Restriction { above_per_day: 1, chance: chance.clone(), days })
}

#[test]
fn a_restriction_holds_up_what_is_wanted_on_days_lost_to_it() {
    // Two on the last day of the week are too many; nobody is left whom that holds up.
    let case = campaign().weeks(2).opening(20).every_day().per_week(8).prospects(8).with(restriction(2));
    check(
        case.inmail("a", 0.0, 1.0),
        "0: a>1
        1: a>2
        2: a>3
        3: a>4
        4: a>5
        5: a>6
        6: a>7 a>8",
    );
    let case = campaign().weeks(2).opening(20).every_day().per_week(14).prospects(14).with(restriction(2));
    check(
        case.inmail("a", 0.0, 1.0),
        "0: a>1 a>2
        1: restriction
        2: restriction
        3: a>3 a>4 a>5 a>6 a>7 a>8
        4: restriction
        5: restriction
        6: a>9 a>10 a>11 a>12 a>13 a>14",
    );
}

#[test]
fn a_restriction_holds_up_later_touches_and_segments_without_end_as_well() {
    // Whoever is wanted as long as there are credits is wanted on a lost day, and not once they are spent.
    let case = campaign().weeks(1).opening(2).every_day().per_week_max().prospects(3).with(restriction(3));
    check(
        case.inmail("a", 0.0, 1.0).message("b", 0.0, 1.0).within(2, 3),
        "0: a>1 a>2
        2: restriction
        3: restriction",
    );
    let case = campaign().weeks(1).opening(3).every_day().per_week_max().with(restriction(2));
    let case = case.with(|case| case.segments[0].reserve = 1).inmail("a", 0.0, 1.0);
    check(case.clone(), "0: a>1 a>2");
    // With one more, which the second segment keeps its hands off.
    let case = case.segment("others").priority(2).per_week(7).message("b", 0.0, 1.0);
    check(
        case,
        "0: a>1 a>2 b>1
        1: restriction
        2: restriction
        3: b>2 b>3 b>4
        4: b>5
        5: b>6
        6: b>7",
    );
}

#[test]
fn limits_hold_up_what_they_leave_behind() {
    // Targets 2, 5, 7, 10, 12, 15, 18.
    let case = campaign().weeks(1).every_day().per_week(18).message("a", 0.0, 1.0);
    check(
        case.limit_per_day(2),
        "0: a>1 a>2
        1: a>3 a>4 limit
        2: a>5 a>6 limit
        3: a>7 a>8 limit
        4: a>9 a>10 limit
        5: a>11 a>12 limit
        6: a>13 a>14 limit",
    );
    let case = one_a_day().prospects(3).message("a", 0.0, 1.0).message("b", 0.0, 1.0).after(1).limit_per_week(2);
    check(
        case,
        "0: a>1
        1: b>1 a>2
        2: b>2 a>3
        3: limit
        4: limit
        5: limit
        6: limit",
    );
}

#[test]
fn a_touch_held_up_by_hours_is_skipped_by_its_window_like_any_other() {
    // Half an hour, of which a minute is spent: the long touch never fits.
    let case = one_a_day().prospects(1).message("a", 0.0, 1.0).minutes(1.0).hours_per_week(0.5);
    let case = case.message("long", 0.0, 1.0).minutes(30.0).within(1, 2).message("c", 0.0, 1.0).after(1);
    check(
        case,
        "0: a>1
        1: hours
        2: hours
        3: c>1",
    );
}

#[test]
fn a_short_touch_goes_out_where_a_long_one_does_not_fit() {
    // 24 minutes a week: for four short ones, or for a long one.
    let case = campaign().weeks(2).every_day().per_week(7).prospects(8).hours_per_week(0.4);
    check(
        case.message("short", 0.0, 1.0).minutes(5.0).message("long", 0.0, 1.0).minutes(20.0).after(1),
        "0: short>1
        1: short>2 hours
        2: short>3 hours
        3: short>4 hours
        4: hours
        5: hours
        6: hours
        7: long>1 hours
        8: hours
        9: hours
        10: hours
        11: hours
        12: hours
        13: hours",
    );
}

#[test]
fn a_used_up_share_of_the_credits_lets_those_pass_who_cost_nothing() {
    // The first has the one credit, and accepts an invitation: what follows is free.
    let case = one_a_day().opening(5).prospects(3).credits_at_most(1).inmail("a", 0.0, 1.0);
    let case = case.connect("b", 1.0, 0.0, 1.0).after(1).inmail("c", 0.0, 1.0).after(2);
    check(
        case,
        "0: a>1
        1: b>1 credits_at_most
        2: credits_at_most
        3: c>1 credits_at_most
        4: credits_at_most
        5: credits_at_most
        6: credits_at_most",
    );
}

#[test]
fn an_open_profile_passes_those_whom_a_used_up_share_holds_up() {
    // Everybody has a message and the day after an InMail, which some have for nothing.
    let case = |share: Option<u32>| {
        let case = campaign().weeks(1).opening(50).every_day().per_week(84).prospects(12).open_profile(0.5);
        let case = case.message("a", 0.0, 1.0).inmail("b", 0.0, 1.0).after(1);
        let share = |case: &mut Case| case.segments[0].credits_at_most = share;
        case.with(share).build()
    };
    let sends = |case: &Case| -> Vec<(u32, bool)> {
        let (_, events) = trace(case, Sampling::Even.luck(1, 0));
        let sends = events.iter().filter(|event| event.kind == EventKind::Send && event.subject.touch == Some(1));
        sends.map(|event| (event.subject.prospect.expect("to somebody"), event.credits < 0)).collect()
    };
    let all = sends(&case(None));
    assert_eq!(all.len(), 12);
    let paying = all.iter().filter(|(_, pays)| *pays).count();
    assert!((3..=10).contains(&paying), "such luck shows nothing: {paying}");
    for share in 0..3u32 {
        // The first who cost one, and all who cost nothing.
        let payers_before = |place: usize| all[..place].iter().filter(|(_, pays)| *pays).count() as u32;
        let goes = |&(place, (_, pays)): &(usize, (u32, bool))| !pays || payers_before(place) < share;
        let expected: Vec<(u32, bool)> = all.iter().copied().enumerate().filter(goes).map(|(_, send)| send).collect();
        let bounded = case(Some(share));
        assert_eq!(sends(&bounded), expected);
        let held = story(&bounded).into_iter().filter(|(_, word)| word == "credits_at_most");
        assert_eq!(held.map(|(day, _)| day).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    }
}

#[test]
fn a_segment_without_end_is_held_up_by_its_share_and_never_by_credits() {
    let case = campaign().weeks(1).opening(3).every_day().per_week_max();
    check(case.clone().inmail("a", 0.0, 1.0), "0: a>1 a>2 a>3");
    let lines: String = (1..7).map(|day| format!("{day}: credits_at_most\n")).collect();
    check(case.credits_at_most(2).inmail("a", 0.0, 1.0), &format!("0: a>1 a>2 credits_at_most\n{lines}"));
}

#[test]
fn each_is_held_up_by_the_first_reason_that_applies_at_its_turn() {
    // Eighteen minutes a week, one credit. On the fourth day the second prospect's InMail has the time and no credit, the
    // first one's long message takes the time, and so the third one's InMail has no time.
    let case = campaign().weeks(2).opening(1).every_day().per_week(7).prospects(3).hours_per_week(0.3);
    let case = case.message("a", 0.0, 1.0).minutes(1.0).inmail("b", 0.0, 1.0).minutes(4.0).after(1);
    check(
        case.message("c", 0.0, 1.0).minutes(10.0).after(2),
        "0: a>1
        1: b>1 a>2
        2: a>3 credits
        3: c>1 hours credits
        4: hours
        5: hours
        6: hours
        7: credits
        8: credits
        9: credits
        10: credits
        11: credits
        12: credits
        13: credits",
    );
}

#[test]
fn of_several_reasons_the_first_alone_is_told() {
    let case = |limit: u32, minutes: f64, share: u32, credits: u32| {
        let case = campaign().weeks(1).opening(credits).every_day().per_week(7).prospects(1).credits_at_most(share);
        case.hours_per_week(0.5).inmail("a", 0.0, 1.0).limit_per_day(limit).minutes(minutes)
    };
    let every_day = |word: &str| (0..7).map(|day| format!("{day}: {word}\n")).collect::<String>();
    check(case(0, 31.0, 0, 0), &every_day("limit"));
    check(case(1, 31.0, 0, 0), &every_day("hours"));
    check(case(1, 30.0, 0, 0), &every_day("credits_at_most"));
    check(case(1, 30.0, 1, 0), &every_day("credits"));
    check(case(1, 30.0, 1, 1), "0: a>1");
}
