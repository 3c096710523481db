//! The name that someone probably meant.

/// The known name nearest to `name`, if one is near enough to be a slip: about one letter in three may be wrong.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(name);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|&(distance, candidate)| distance <= candidate.chars().count().max(wanted.chars().count()) / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_have_a_nearest_name_and_other_words_have_none() {
        let known = ["reply_rate", "reply_delay_days", "channel"];
        assert_eq!(nearest("reply_rte", known).as_deref(), Some("reply_rate"));
        assert_eq!(nearest("Reply-Rate", known).as_deref(), Some("reply_rate"));
        assert_eq!(nearest("chanel", known).as_deref(), Some("channel"));
        assert_eq!(nearest("budget", known), None);
        assert_eq!(nearest("", known), None);
    }
}
