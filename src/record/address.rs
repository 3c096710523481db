//! Whom a text names: an address of one of the pages that show a member, an id, or a name, however it is written.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The parts of an address after which the member stands.
const MARKERS: [&str; 5] = ["in", "pub", "lead", "people", "profile"];

/// The first parts of addresses that are those of no member.
const OTHERS: [&str; 5] = ["company", "school", "showcase", "groups", "jobs"];

/// Whom a cell of a log names, the same for all ways to write it: an address whatever page it shows, anything else in small
/// letters with single blanks. Ids of some tools differ in nothing but large and small letters, and stay as they are.
pub(super) fn person(text: &str) -> Cow<'_, str> {
    let is_id = || {
        let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
        has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && !text.contains('@')
    };
    if let Some((host, rest)) = text.split_once("://").map_or(text, |(_, rest)| rest).split_once('/') {
        let host = host.trim().to_lowercase();
        let host = host.trim_start_matches("www.");
        if host == "linkedin.com" || host.ends_with(".linkedin.com") {
            return member(text).map_or_else(|| plain(text), |member| member.trim_start_matches('@').to_owned()).into();
        }
        // What follows the host of another page may tell people apart by any of its signs.
        return if host.contains('.') { format!("{host}/{rest}").into() } else { plain(text).into() };
    }
    let is_plain = !text.contains(|c: char| c.is_uppercase() || c.is_whitespace() && c != ' ') && !text.contains("  ");
    if is_plain || !text.contains(char::is_whitespace) && is_id() {
        return text.into();
    }
    plain(text).into()
}

/// A text in small letters with single blanks.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The member of an address, whatever page of theirs it shows; nothing if it is no member's.
pub(super) fn member(address: &str) -> Option<String> {
    let address = percent_decode_str(address.trim()).decode_utf8_lossy().to_lowercase();
    let address = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if !path.contains('/') {
        // The id alone, as long as it is no host.
        return (!path.is_empty() && !path.contains('.')).then(|| id("", path));
    }
    let mut parts = path.split('/').map(str::trim).filter(|part| !part.is_empty());
    let host = parts.next().map_or("", |host| host.trim_start_matches("www."));
    let host = if host == "linkedin.com" || host.ends_with(".linkedin.com") { "" } else { host };
    let parts: Vec<&str> = parts.collect();
    if let Some(place) = parts.iter().position(|part| MARKERS.contains(part)) {
        let who = match &parts[place..] {
            [_] => return None,
            ["profile", "view", ..] => {
                return query.split('&').find_map(|pair| pair.strip_prefix("id=")).map(|who| id(host, who));
            }
            // An old address has the name and three numbers, which tell people of that name apart.
            ["pub", who @ ..] => who.join("/"),
            // What follows a comma says by which search somebody was found.
            [_, who, ..] => who.split(',').next().unwrap_or_default().to_owned(),
            [] => return None,
        };
        // Numbers are given to members; a name of somebody's own may be one, too.
        let own = if matches!(parts[place], "in" | "pub") { "/" } else { "" };
        return match who.is_empty() {
            true => None,
            false if who.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("{host}#{own}{who}")),
            false => Some(id(host, &who)),
        };
    }
    match parts.first() {
        None => None,
        Some(first) if host.is_empty() && OTHERS.contains(first) => None,
        Some(_) => Some(format!("{host}/{}?{query}", parts.join("/"))),
    }
}

fn id(host: &str, who: &str) -> String {
    let mark = if who.bytes().all(|byte| byte.is_ascii_digit()) { '#' } else { '@' };
    format!("{host}{mark}{who}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_one_however_it_is_written() {
        for same in [
            &[
                "https://www.linkedin.com/in/zoe/",
                "http://de.linkedin.com/in/Zoe?mini=1",
                "linkedin.com/in/zo%65",
                "zoe",
            ][..],
            &["Zoe  Zeta", "zoe zeta", "ZOE\u{a0}ZETA"],
            &["ZOE@X.example", "zoe@x.example"],
            &["https://www.CRM.example/c/17", "http://crm.example/c/17"],
        ] {
            for other in same {
                assert_eq!(person(other), person(same[0]), "{other}");
            }
        }
        for [one, other] in [
            ["https://www.linkedin.com/in/zoe", "https://www.linkedin.com/in/zoe-2"],
            ["0035g00000AbCdE", "0035g00000aBcDe"],
            ["Zoe Zeta", "Zoe Zetas"],
            ["https://crm.example/lead/details/17/", "https://crm.example/lead/details/18/"],
            ["https://crm.example/web#id=17&model=partner", "https://crm.example/web#id=18&model=partner"],
            ["https://crm.example/in/AbC", "https://crm.example/in/aBc"],
        ] {
            assert_ne!(person(one), person(other));
        }
    }

    #[test]
    fn an_address_is_somebodys_whatever_page_it_shows() {
        let same = [
            ["https://www.linkedin.com/in/ann-a", "https://www.linkedin.com/in/ann-a/en"],
            ["https://www.linkedin.com/in/ann-a/", "http://de.linkedin.com/in/Ann-A/detail/contact-info/?x=1#top"],
            ["https://www.linkedin.com/in/j%C3%BCrgen", "linkedin.com/in/jürgen"],
            ["https://www.linkedin.com/sales/lead/ACw1,NAME_SEARCH,x", "ACw1"],
            ["https://www.linkedin.com/sales/people/ACw1,x,y", "https://www.linkedin.com/in/ACw1/"],
            ["https://www.linkedin.com/profile/view?trk=x&id=17", "https://linkedin.com/profile/view?id=17"],
        ];
        for [one, other] in same {
            assert_eq!(member(one), member(other), "{one} {other}");
            assert!(member(one).is_some(), "{one}");
        }
        let different = [
            ["https://www.linkedin.com/in/bob-b/en", "https://www.linkedin.com/in/ann-a/en"],
            ["https://www.linkedin.com/profile/view?id=1", "https://www.linkedin.com/profile/view?id=2"],
            ["https://www.linkedin.com/pub/ann-a/1/2/3", "https://www.linkedin.com/pub/ann-a/4/5/6"],
            ["https://www.linkedin.com/in/17", "https://www.linkedin.com/profile/view?id=17"],
            ["https://example.com/team?person=1", "https://example.com/team?person=2"],
            ["https://example.com/in/ann", "https://www.linkedin.com/in/ann"],
        ];
        for [one, other] in different {
            assert_ne!(member(one), member(other), "{one} {other}");
        }
        for nobody in [
            "",
            "linkedin.com",
            "https://www.linkedin.com/in/",
            "https://linkedin.com/company/acme",
            "https://acme.com/",
        ] {
            assert_eq!(member(nobody), None, "{nobody}");
        }
    }
}
