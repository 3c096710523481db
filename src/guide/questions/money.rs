//! Money as people type it: with a comma for a point, a currency beside it, and several prices in one line.

/// What people write for currencies, and their codes: longer signs before those that they end in.
const WRITTEN: [(&str, &str); 13] = [
    ("us$", "USD"),
    ("€", "EUR"),
    ("$", "USD"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("franken", "CHF"),
    ("francs", "CHF"),
];

/// The codes that are known beside a number, where other letters may mean anything.
const CODES: &str = "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MAD MXN MYR NGN \
                     NOK NZD PEN PHP PKR PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD VND ZAR";

/// The code of the currency that a sign, a word or one of the known codes means.
fn known(written: &str) -> Option<String> {
    let (small, code) = (written.to_lowercase(), written.to_uppercase());
    let meant = WRITTEN.iter().find(|(known, _)| *known == small).map(|(_, code)| (*code).to_owned());
    meant.or_else(|| CODES.split(' ').any(|known| known == code).then_some(code))
}

/// The code of the currency that somebody names: any of three letters, since there are more than are known here.
pub(super) fn currency(named: &str) -> Option<String> {
    let is_code = named.len() == 3 && named.bytes().all(|byte| byte.is_ascii_alphabetic());
    known(named).or_else(|| is_code.then(|| named.to_uppercase()))
}

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
    let is_of_number = |c: char| c.is_ascii_digit() || ".,'".contains(c) || c.is_whitespace();
    let (before, behind) =
        (typed.trim_start_matches(|c| !is_of_number(c)), typed.trim_end_matches(|c| !is_of_number(c)));
    let (first, last) = (&typed[..typed.len() - before.len()], &typed[behind.len()..]);
    let is_number = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(is_of_number);
    match (known(first).filter(|_| is_number(before)), known(last).filter(|_| is_number(behind))) {
        (Some(code), _) => (before.trim(), Some(code)),
        (_, Some(code)) => (behind.trim(), Some(code)),
        (None, None) => (typed, None),
    }
}

/// Is that a whole number with this between its thousands?
fn is_thousands(whole: &str, between: char) -> bool {
    let mut groups = whole.split(between);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// A number with a point for a comma, and without what stands between thousands.
fn number(typed: &str) -> Result<String, String> {
    let blanks = typed.replace(char::is_whitespace, "'");
    let whole = blanks.split(['.', ',']).next().unwrap_or_default();
    let plain = if is_thousands(whole, '\'') { blanks.replace('\'', "") } else { typed.to_owned() };
    let is_number = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    for (sign, called) in [(',', "comma"), ('.', "point")] {
        let is_grouped = is_thousands(&plain, sign) && plain.chars().all(|c| c.is_ascii_digit() || c == sign);
        let whole = plain.replace(sign, "");
        match plain.matches(sign).count() {
            // 1,299 is one thing here and another there.
            1 if is_grouped => {
                let small = plain.replace(sign, ".");
                return Err(format!("`{typed}` may be {whole} or {small}; write it without the {called}"));
            }
            2.. if is_grouped => return Ok(whole),
            _ => {}
        }
    }
    let Some((before, behind)) = plain.rsplit_once(',').filter(|_| is_number) else {
        return Ok(if is_number { plain } else { typed.to_owned() });
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
    if let Some(item) = items.iter().find(|item| is_several(item, plans)) {
        return Err(format!(
            "`{item}` may be one price or several; write one without blanks, and several with semicolons between"
        ));
    }
    let named: Vec<Option<(&str, &str)>> = items.iter().map(|item| of_plan(item, plans)).collect();
    let names = named.iter().flatten().count();
    if let Some(place) = named.iter().position(Option::is_none).filter(|_| names > 0) {
        return Err(format!(
            "it is not clear whose price `{}` is; write one price for each plan, or the name of its plan before each",
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

/// Is that a number, or one that is not clear?
fn is_price(text: &str) -> bool {
    amount(text).map_or(true, |price| price.number.parse::<f64>().is_ok())
}

/// Does an item hold nothing but numbers with blanks between that may be several prices? That of one plan may have them
/// between its thousands.
fn is_several(item: &str, plans: &[String]) -> bool {
    let mut parts = item.split_whitespace();
    let numbers = item.split_whitespace().filter(|part| is_price(part)).count();
    numbers > 1 && parts.all(|part| is_price(part) || known(part).is_some()) && (plans.len() > 1 || !is_price(item))
}

/// The name of a plan and its price, where both are said: one of these plans, whatever may stand behind it, or any other.
fn of_plan<'i>(item: &'i str, plans: &[String]) -> Option<(&'i str, &'i str)> {
    if let Some((plan, price)) =
        item.split_once(char::is_whitespace).filter(|(plan, _)| plans.iter().any(|id| id == plan))
    {
        return Some((plan, price.trim()));
    }
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
            ("1 200", "1200", ""),
            ("1.299.500", "1299500", ""),
            ("1,299,500", "1299500", ""),
            ("US$95", "95", "USD"),
            ("95 dollars", "95", "USD"),
            ("95 Euro", "95", "EUR"),
            ("95 sek", "95", "SEK"),
            ("95 pro", "95 pro", ""),
            ("95 60", "95 60", ""),
        ] {
            assert_eq!(read(typed), Ok((number.to_owned(), currency.to_owned())), "{typed}");
        }
        assert_eq!(read("1,299"), Err("`1,299` may be 1299 or 1.299; write it without the comma".into()));
        assert_eq!(read("1.299"), Err("`1.299` may be 1299 or 1.299; write it without the point".into()));
    }

    #[test]
    fn a_currency_is_named_by_its_sign_its_word_or_any_three_letters() {
        let named = ["€", "us$", "Euro", "chf", "XOF", "99", "francs suisses", ""].map(currency);
        let codes = ["EUR", "USD", "EUR", "CHF", "XOF"].map(|code| Some(code.to_owned()));
        assert_eq!((&named[..5], &named[5..]), (&codes[..], &[None, None, None][..]));
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
        right(&["a"], "1 200", "a 1200");
        for several in ["95 60", "95 EUR 60 EUR", "1 200"] {
            let wrong = read(&["a", "b"], several).expect_err(several);
            assert!(wrong.contains("may be one price or several; write one without blanks"), "{wrong}");
        }
        assert!(read(&["a"], "95 60").is_err());
        assert!(read(&["a", "b"], "a 79; 99").is_err_and(|wrong| wrong.contains("whose price `99` is")));
        assert!(read(&["a", "b"], "a 79; a 99").is_err_and(|wrong| wrong.contains("`a` has two prices")));
        assert!(read(&["a", "b"], "79 €; 99 $").is_err_and(|wrong| wrong.contains("in one currency")));
    }
}
