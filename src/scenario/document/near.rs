//! The name that someone probably meant.

/// The fewest letters that tell what a shortened name stands for.
const SHORTEST: usize = 3;

/// The longest name, in characters, that is taken for a slip: how far two names are apart takes the product of their
/// lengths to tell.
const MAX_NAME: usize = 64;

/// What people call keys for short, and the keys that may be meant, the likeliest first.
const SHORT: &[(&str, &[&str])] = &[
    ("rate", &["reply-rate"]),
    ("reply", &["reply-rate"]),
    ("replies", &["reply-rate"]),
    ("response", &["reply-rate"]),
    ("response-rate", &["reply-rate"]),
    ("acceptance", &["accept-rate"]),
    ("acceptance-rate", &["accept-rate"]),
    ("accept", &["accept-rate"]),
    ("probability", &["reply-rate", "rate"]),
    ("chance", &["reply-rate", "rate"]),
    ("delay", &["reply-delay-days", "delay-days"]),
    ("pace", &["per-week"]),
    ("weekly", &["per-week"]),
    ("people", &["prospects"]),
    ("size", &["prospects"]),
    ("price", &["price-per-month"]),
    ("cost", &["cost", "price-per-month", "cost-per-prospect", "per-month"]),
    ("credits", &["credits-per-month"]),
    ("hours", &["hours-per-week"]),
    ("steps", &["sequence"]),
    ("touches", &["sequence"]),
    ("type", &["channel"]),
    ("worth", &["value"]),
    ("renews", &["billing-day"]),
    ("duration", &["weeks"]),
    ("length", &["weeks"]),
];

/// The known name nearest to `name`, if one is near enough to be a slip: about one letter in three may be wrong. Or else
/// the only one that begins with it, as it is or without what was added to it.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let length = |name: &str| name.chars().take(MAX_NAME + 1).count();
    let wanted_length = length(name);
    if wanted_length > MAX_NAME {
        return None;
    }
    let wanted = plain(name);
    let known: Vec<&str> = known.into_iter().collect();
    let short = SHORT
        .iter()
        .find(|(short, _)| *short == wanted)
        .and_then(|(_, keys)| keys.iter().find_map(|key| known.iter().find(|candidate| plain(candidate) == *key)));
    if let Some(meant) = short.filter(|_| !known.contains(&name)) {
        return Some((*meant).to_owned());
    }
    let wanted_letters = letters(&wanted);
    let (mut slip, mut similar): (Option<(usize, &str)>, Vec<&str>) = (None, Vec::new());
    for candidate in known {
        let length = length(candidate);
        if length > MAX_NAME {
            continue;
        }
        let plain = plain(candidate);
        let begins = |one: &str, other: &str| other.chars().count() >= SHORTEST && one.starts_with(other);
        if begins(&plain, &wanted) || begins(&wanted, &plain) {
            similar.push(candidate);
        }
        let allowed = length.max(wanted_length) / 3;
        // Most names are told apart by their lengths or letters alone, a hundred times as fast.
        let apart = |(a, b): (u8, u8)| usize::from(a.abs_diff(b));
        if length.abs_diff(wanted_length) > allowed
            || letters(&plain).into_iter().zip(wanted_letters).map(apart).sum::<usize>() > 2 * allowed
        {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wanted, &plain);
        if distance <= allowed && slip.is_none_or(|(nearest, _)| distance < nearest) {
            slip = Some((distance, candidate));
        }
    }
    let only = if similar.len() == 1 { similar.pop() } else { None };
    slip.map(|(_, name)| name).or(only).map(str::to_owned)
}

/// The end of a sentence about a name near which there is perhaps another.
pub(crate) fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// How often each letter occurs, letters that share a number taken together: every slip changes two of these numbers by
/// one at most, and a swap changes none.
fn letters(name: &str) -> [u8; 32] {
    let mut letters = [0; 32];
    for c in name.chars() {
        let count: &mut u8 = &mut letters[c as usize % 32];
        *count = count.saturating_add(1);
    }
    letters
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
        assert_eq!(
            ["rate", "reply", "delay"].map(|short| nearest(short, known)),
            [Some("reply_rate".into()), Some("reply_rate".into()), Some("reply_delay_days".into())]
        );
        assert_eq!(nearest("rate", ["rate", "reply_rate"]).as_deref(), Some("rate"));
        assert_eq!(nearest("chance", ["of", "rate"]).as_deref(), Some("rate"));
        assert_eq!(nearest("pace", ["sequence", "per_week"]).as_deref(), Some("per_week"));
        assert_eq!(nearest("chnanel", known).as_deref(), Some("channel"));
        assert_eq!(nearest("ÄÖÜ-list", ["äöü_list", "list"]).as_deref(), Some("äöü_list"));
    }

    #[test]
    fn whole_paragraphs_are_no_slips() {
        let (name, long) = ("x".repeat(64), "x".repeat(65));
        assert_eq!(nearest(&name, [name.as_str()]).as_deref(), Some(name.as_str()));
        assert_eq!((nearest(&long, [name.as_str()]), nearest(&name, [long.as_str()])), (None, None));
    }
}
