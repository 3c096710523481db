//! Money as people type it: with a comma for a point, a currency beside it, and several prices in one line.

/// Signs of currencies, and their codes.
const SIGNS: [(&str, &str); 4] = [("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("¥", "JPY")];

/// The letters of a code of a currency.
const CODE: usize = 3;

/// An amount: the number as a file has it, and the code of the currency that stands beside it, if one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) number: String,
    pub(super) currency: Option<String>,
}

/// An amount as somebody types it, or why it is not clear which one is meant. What is no number is left as it is.
pub(super) fn amount(typed: &str) -> Result<Amount, String> {
    let (rest, currency) = without_currency(typed);
    Ok(Amount { number: number(rest)?, currency })
}

/// The same without the currency that stands before or behind it.
fn without_currency(typed: &str) -> (&str, Option<String>) {
    let typed = typed.trim();
    for (sign, code) in SIGNS {
        if let Some(rest) = typed.strip_prefix(sign).or_else(|| typed.strip_suffix(sign)) {
            return (rest.trim(), Some(code.to_owned()));
        }
    }
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,'".contains(c));
    let is_code = |text: &str| text.len() == CODE && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let letters = |c: char| c.is_ascii_alphabetic();
    let (before, behind) = (typed.trim_start_matches(letters), typed.trim_end_matches(letters));
    let (first, last) = (&typed[..typed.len() - before.len()], &typed[behind.len()..]);
    match (is_code(first) && is_number(before.trim()), is_code(last) && is_number(behind.trim())) {
        (true, _) => (before.trim(), Some(first.to_uppercase())),
        (_, true) => (behind.trim(), Some(last.to_uppercase())),
        (false, false) => (typed, None),
    }
}

/// A number with a point for a comma, and without what stands between thousands.
fn number(typed: &str) -> Result<String, String> {
    let plain = typed.replace('\'', "");
    let is_number = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    let Some((before, behind)) = plain.rsplit_once(',').filter(|_| is_number) else {
        return Ok(if is_number { plain } else { typed.to_owned() });
    };
    let is_thousands = |whole: &str, between: char| {
        let mut groups = whole.split(between);
        groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
    };
    match behind.split_once('.') {
        // 1,299.50
        Some((last, cents)) if is_thousands(&format!("{before},{last}"), ',') => {
            Ok(format!("{}{last}.{cents}", before.replace(',', "")))
        }
        // 79,99 and 1.299,50
        None if (1..=2).contains(&behind.len()) && !before.contains(',') && is_thousands(before, '.') => {
            Ok(format!("{}.{behind}", before.replace('.', "")))
        }
        None if (1..=2).contains(&behind.len()) && !before.contains([',', '.']) && !before.is_empty() => {
            Ok(format!("{before}.{behind}"))
        }
        // 1,299 is one thing here and another there.
        None if is_thousands(&plain, ',') => {
            let whole = plain.replace(',', "");
            Err(format!("`{typed}` may be {whole} or {}; write it without the comma", plain.replacen(',', ".", 1)))
        }
        _ => Ok(typed.to_owned()),
    }
}

/// The prices of plans, by their ids: `95` of the first, `95; 60` of all in order, `sales-navigator 95` of the one that is
/// named; or why it is not clear which they are.
pub(super) fn prices(plans: &[String], typed: &str) -> Result<Vec<(String, Amount)>, String> {
    let items = items(typed);
    // One number with a comma and nothing around it may be two.
    if let ([item], [_, _, ..]) = (&items[..], plans)
        && let Some((one, two)) = item.split_once(',')
        && [one, two].iter().all(|part| part.parse::<u32>().is_ok())
    {
        return Err(format!("`{item}` may be one price or two; write {one}.{two} for one, or {one}; {two} for two"));
    }
    let named: Vec<Option<(&str, &str)>> = items.iter().map(|item| of_plan(item, plans)).collect();
    let names = named.iter().flatten().count();
    if let Some(place) = named.iter().position(Option::is_none).filter(|_| names > 0) {
        return Err(format!(
            "it is not clear whose price `{}` is; write the name of its plan before each",
            items[place]
        ));
    }
    if names == 0 && items.len() > plans.len() {
        let told = |many: usize, what: &str| format!("{many} {what}{}", if many == 1 { "" } else { "s" });
        let (prices, plans) = (told(items.len(), "price"), told(plans.len(), "plan"));
        return Err(format!("these are {prices} for {plans}; write one for each"));
    }
    let mut prices: Vec<(String, Amount)> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let (plan, price) = match named[place] {
            Some((plan, price)) => (plan.to_lowercase().replace(' ', "-"), price),
            None => (plans[place].clone(), *item),
        };
        if prices.iter().any(|(known, _)| *known == plan) {
            return Err(format!("`{plan}` has two prices; write one"));
        }
        prices.push((plan, amount(price)?));
    }
    let mut currencies: Vec<&str> = prices.iter().filter_map(|(_, price)| price.currency.as_deref()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    match currencies[..] {
        [one, other, ..] => Err(format!("these are in {one} and in {other}; write all of them in one currency")),
        _ => Ok(prices),
    }
}

/// The name of a plan and its price, where both are said: one of these plans, whatever may stand behind it, or any other.
fn of_plan<'i>(item: &'i str, plans: &[String]) -> Option<(&'i str, &'i str)> {
    if let Some((plan, price)) =
        item.split_once(char::is_whitespace).filter(|(plan, _)| plans.iter().any(|id| id == plan))
    {
        return Some((plan, price.trim()));
    }
    let is_price = |text: &str| amount(text).map_or(true, |price| price.number.parse::<f64>().is_ok());
    if is_price(item) {
        return None;
    }
    let blanks = item.char_indices().filter(|(_, c)| c.is_whitespace());
    let mut parts = blanks.map(|(at, _)| (item[..at].trim(), item[at..].trim()));
    parts.find(|(_, price)| is_price(price))
}

/// What stands between semicolons, the word and, and such commas as have no digit behind them.
fn items(typed: &str) -> Vec<&str> {
    let mut items: Vec<&str> = typed.split(';').flat_map(|part| part.split(" and ")).collect();
    items = items.into_iter().flat_map(|part| split_at_commas(part)).collect();
    items.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect()
}

fn split_at_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(',') {
        if !text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            parts.push(&text[from..at]);
            from = at + 1;
        }
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |typed: &str| amount(typed).map(|found| (found.number, found.currency.unwrap_or_default()));
        for (typed, number, currency) in [
            ("79,99", "79.99", ""),
            ("79.99", "79.99", ""),
            ("79,5 €", "79.5", "EUR"),
            ("$95", "95", "USD"),
            ("CHF 1'299.50", "1299.50", "CHF"),
            ("1.299,50 eur", "1299.50", "EUR"),
            ("1,299.50", "1299.50", ""),
            ("a lot", "a lot", ""),
            ("12.5.3", "12.5.3", ""),
        ] {
            assert_eq!(read(typed), Ok((number.to_owned(), currency.to_owned())), "{typed}");
        }
        assert_eq!(read("1,299"), Err("`1,299` may be 1299 or 1.299; write it without the comma".into()));
    }

    #[test]
    fn prices_are_those_of_the_plans_that_are_named_or_of_all_in_order() {
        let read = |plans: &[&str], typed: &str| {
            let plans: Vec<String> = plans.iter().map(|plan| (*plan).to_owned()).collect();
            let told = |prices: Vec<(String, Amount)>| {
                prices
                    .into_iter()
                    .map(|(plan, price)| format!("{plan} {}", price.number))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            prices(&plans, typed).map(told)
        };
        let right = |plans: &[&str], typed: &str, expected: &str| {
            assert_eq!(read(plans, typed), Ok(expected.into()), "{typed}")
        };
        right(&["a"], "79,99", "a 79.99");
        right(&["a"], "79,99 €", "a 79.99");
        right(&["a", "b"], "95", "a 95");
        right(&["a", "b"], "95, 50.5", "a 95, b 50.5");
        for two in [
            "79,99; 99",
            "79.99 and 99",
            "79,99, 99",
            "€79,99; €99",
            "79.99 EUR and 99 EUR",
            "a 79,99, b 99",
            "b 99;a 79,99 €",
        ] {
            let mut found: Vec<String> = read(&["a", "b"], two).unwrap().split(", ").map(str::to_owned).collect();
            found.sort_unstable();
            assert_eq!(found, ["a 79.99", "b 99"], "{two}");
        }
        right(&["a"], "Premium Business 49,99", "premium-business 49.99");
        let two = read(&["a", "b"], "79,99");
        assert_eq!(two, Err("`79,99` may be one price or two; write 79.99 for one, or 79; 99 for two".into()));
        assert!(read(&["a", "b"], "95,120").is_err());
        assert_eq!(read(&["a", "b"], "1, 2, 3"), Err("these are 3 prices for 2 plans; write one for each".into()));
        assert_eq!(read(&["a"], "79, 99"), Err("these are 2 prices for 1 plan; write one for each".into()));
        right(&["x"], "a lot", "x a lot");
        right(&["a"], "a lot", "a lot");
        assert!(read(&["a", "b"], "a 79; 99").is_err_and(|wrong| wrong.contains("whose price `99` is")));
        assert!(read(&["a", "b"], "a 79; a 99").is_err_and(|wrong| wrong.contains("`a` has two prices")));
        assert!(read(&["a", "b"], "79 €; 99 $").is_err_and(|wrong| wrong.contains("in one currency")));
    }
}
