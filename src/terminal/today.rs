//! How fast the credits of an account may go, in a few paragraphs.

use super::screen::{Screen, plain, strong};

/// Longer lines are hard to read \[columns\].
const WIDEST: u16 = 80;

/// The account, and the answer with its first sentence in strong letters.
pub fn today(screen: Screen, title: &str, paragraphs: &[String]) -> String {
    let screen = screen.at_most(WIDEST);
    let mut text = plain(screen, title) + "\n";
    for (place, paragraph) in paragraphs.iter().enumerate() {
        text += &if place == 0 { strong(screen, paragraph) + "\n" } else { plain(screen, paragraph) };
    }
    text
}
