use super::*;

#[test]
fn what_is_summed_is_counted_by_campaign_and_by_week() {
    let of_weeks = || Count::BY_WEEK.into_iter().chain(Count::FURTHER_BY_WEEK);
    for count in Count::SUMMED.into_iter().chain(Count::FURTHER_BY_WEEK) {
        assert!(Count::of_campaign(Some(0)).any(|it| it == count), "{}", count.name());
        assert!(of_weeks().any(|it| it == count), "{}", count.name());
    }
    assert!(Count::REPORTED_BY_WEEK.iter().all(|count| Count::BY_WEEK.contains(count)));
}

#[test]
fn counts_keep_their_places_in_a_tally() {
    for (place, count) in Count::of_campaign(Some(3)).enumerate() {
        assert_eq!(count.in_campaign(), place, "{}", count.name());
    }
    for (place, count) in Count::BY_WEEK.into_iter().chain(Count::FURTHER_BY_WEEK).enumerate() {
        assert_eq!(count.in_week(), place, "{}", count.name());
    }
    for further in [None, Some(0), Some(3)] {
        let number = Count::BY_CAMPAIGN.len() + Count::further_of_campaign(further);
        assert_eq!((Count::of_campaign(further).count(), TrialCounts::new(further).each().count()), (number, number));
    }
}

#[test]
fn what_a_campaign_does_not_count_is_nothing() {
    assert_eq!(TrialCounts::default()[Count::Reached(7)], 0);
}

#[test]
#[should_panic(expected = "not counted there")]
fn a_campaign_has_no_count_of_its_weeks_alone() {
    let _ = TrialCounts::default()[Count::Sent];
}
