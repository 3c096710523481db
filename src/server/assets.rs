//! The files of the page, as they are in the program.

/// A file: its name, its kind and its bytes.
type Asset = (&'static str, &'static str, &'static [u8]);

macro_rules! assets {
    ($($name:literal),* $(,)?) => {
        &[$(($name, media($name), include_bytes!(concat!("assets/", $name)))),*]
    };
}

/// Every file of the page.
#[rustfmt::skip]
const ASSETS: &[Asset] = assets!["api.js", "ask.js", "controls.js", "dom.js", "drop.js", "field.js", "form.js", "hand.js", "index.html", "keep.js", "link.js", "list.js", "live.js", "main.js", "page.css", "range.js", "results.js", "save.js", "search.js", "sort.js", "state.js", "switches.js", "text.js", "why.js", "wide.js"];

/// The kind of a file by the ending of its name.
const fn media(name: &str) -> &'static str {
    match name.as_bytes() {
        [.., b'h', b't', b'm', b'l'] => "text/html; charset=utf-8",
        [.., b'c', b's', b's'] => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    }
}

/// The file of this name; the page itself has none.
pub(super) fn asset(name: &str) -> Option<(&'static str, &'static [u8])> {
    let name = if name.is_empty() { "index.html" } else { name };
    ASSETS.iter().find(|(known, ..)| *known == name).map(|&(_, media, bytes)| (media, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_page_is_in_the_program() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/assets");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .expect("the page has files")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let mut known: Vec<&str> = ASSETS.iter().map(|(name, ..)| *name).collect();
        known.sort_unstable();
        assert_eq!(there, known);
        assert_eq!(asset("").map(|(media, _)| media), Some("text/html; charset=utf-8"));
    }
}
