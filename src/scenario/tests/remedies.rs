//! Remedies, followed as a user would follow them, one after the other.

use super::{SMALL, wrong_with_places};
use crate::scenario::document::near::nearest;
use crate::scenario::keys::SCENARIO;

/// The most remedies that a user has patience for.
const PATIENCE: usize = 8;

/// The text with the remedy for what is wrong with one of its lines followed; a key that may stand in several sections is
/// moved to this one, whose header is then written so. Nothing if there is no remedy to follow.
fn remedied(text: &str, line: usize, message: &str, section: &str, header: &str) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let ticked = |after: &str| message.split_once(after)?.1.split('`').next().map(str::to_owned);
    let example = |key: &str| {
        let path = format!("{section}.{key}");
        format!("{key} = {}", SCENARIO.list.iter().find(|listed| listed.path == path).expect("it is listed").example)
    };
    if message.contains(&format!("under `[[{section}]]`")) {
        let key = lines.remove(line - 1);
        lines.extend([header.to_owned(), key]);
    } else if let Some(written) = ticked("write `") {
        lines[line - 1] = written;
    } else {
        lines.push(example(&ticked(" lacks `").or_else(|| ticked("set one of `"))?));
    }
    Some(lines.join("\n"))
}

/// What is said on the way from a text to one that is right.
fn way(text: String, section: &str, header: &str) -> Result<Vec<String>, String> {
    let (mut text, mut said) = (text, Vec::new());
    loop {
        let Some((line, message)) = wrong_with_places(&text).into_iter().next() else { return Ok(said) };
        said.push(message.clone());
        let next = remedied(&text, line, &message, section, header).filter(|_| said.len() < PATIENCE);
        text = next.ok_or_else(|| format!("{header}\n{}\n{text}\n", said.join("\n")))?;
    }
}

#[test]
fn every_remedy_for_a_list_of_tables_leads_on_to_a_file_that_is_right() {
    let lists: Vec<&str> =
        SCENARIO.sections.iter().filter(|section| section.is_list).map(|section| section.path).collect();
    assert!(lists.contains(&"target") && lists.len() > 4);
    let (mut ways, top) = (0, SCENARIO.within(""));
    for section in lists {
        // Its seat must be there.
        let seat = if section.starts_with("seat.") { "[seat.ID]\nsegments = [\"prospects\"]\n" } else { "" };
        let small = format!("{SMALL}{seat}");
        for header in [format!("[{section}"), format!("[[{section}"), format!("[{section}]"), format!("[[{section}]]")]
        {
            let keys = SCENARIO.list.iter().filter(|key| key.place().0 == section);
            let misplaced = keys.filter(|key| nearest(key.place().1, top.iter().copied()).is_none());
            let misplaced = misplaced.map(|key| format!("{} = {}\n{small}", key.place().1, key.example));
            for text in misplaced.chain([format!("{small}\n{header}")]) {
                let said = way(text.clone(), section, &header).unwrap_or_else(|way| panic!("{text}\n{way}"));
                let right = format!("[[{section}]]");
                assert!(header == right || said.iter().any(|said| said.contains(&format!("`{right}`"))), "{said:?}");
                ways += 1;
            }
        }
    }
    assert!(ways > 50, "{ways}");
}

#[test]
fn a_target_without_its_header_is_put_right_in_three_steps() {
    let said = way(format!("at_least = 5\n{SMALL}"), "target", "[target").expect("it is put right");
    assert_eq!(
        said,
        [
            "unknown key `at_least`; it belongs under `[[target]]`",
            "a header is a name between brackets; write `[[target]]`",
            "`target` lacks `figure`",
        ]
    );
}
