//! The name that someone probably meant.

/// The fewest letters that tell what a shortened name stands for.
const SHORTEST: usize = 3;

/// The known name nearest to `name`, if one is near enough to be a slip: about one letter in three may be wrong. Or else
/// the only one that begins with it, as it is or without what was added to it.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(name);
    let known: Vec<(String, &str)> = known.into_iter().map(|candidate| (plain(candidate), candidate)).collect();
    let length = wanted.chars().count();
    let slip = known
        .iter()
        .map(|(candidate, name)| {
            (candidate, name, candidate.chars().count(), candidate.chars().count().max(length) / 3)
        })
        // Names of such different lengths need not be compared letter by letter.
        .filter(|(.., other, most)| other.abs_diff(length) <= *most)
        .map(|(candidate, name, _, most)| (strsim::damerau_levenshtein(&wanted, candidate), name, most))
        .filter(|(distance, _, most)| distance <= most)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(_, name, _)| *name);
    let begins = |one: &str, other: &str| other.chars().count() >= SHORTEST && one.starts_with(other);
    let mut similar = known.iter().filter(|(known, _)| begins(known, &wanted) || begins(&wanted, known));
    let only = similar.next().filter(|_| similar.next().is_none()).map(|(_, name)| *name);
    slip.or(only).map(str::to_owned)
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
        let plans = ["premium-career", "premium-business", "sales-navigator", "recruiter-lite"];
        assert_eq!(nearest("Sales Navigator", plans).as_deref(), Some("sales-navigator"));
        assert_eq!(nearest("sales", plans).as_deref(), Some("sales-navigator"));
        assert_eq!(nearest("recruiter-lite-seat", plans).as_deref(), Some("recruiter-lite"));
        assert_eq!(nearest("premium", plans), None);
        assert_eq!(nearest("monday", ["mon", "tue"]).as_deref(), Some("mon"));
        assert_eq!(nearest("", known), None);
    }
}
