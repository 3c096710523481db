//! Every key that scenario files and rulebook files know: meaning, unit, range, default and an example, in one list.
//!
//! The reader takes ranges and defaults from here, so the list cannot be wrong about them. The page of keys, the
//! schemas, `explain` and `init` are made from it too.

mod also;
mod choices;
mod parts;
mod rulebook;
mod scenario;
mod sections;
#[cfg(test)]
mod tests;

pub use super::document::key::{Default, Key, Keys, Section};
pub use also::also;
pub use choices::{Choice, choices, meaning_of};
pub use parts::BOUNDS;
pub(super) use parts::KINDS;
pub use sections::{RULEBOOK_SECTIONS, SECTIONS};

/// All that scenario files may state.
pub static SCENARIO: Keys = Keys { list: scenario::KEYS, sections: SECTIONS };

/// All that rulebook files may state.
pub static RULEBOOK: Keys = Keys { list: rulebook::KEYS, sections: RULEBOOK_SECTIONS };

/// Every key of scenario files.
pub fn reference() -> &'static [Key] {
    SCENARIO.list
}

/// Every key of rulebook files.
pub fn rulebook_reference() -> &'static [Key] {
    RULEBOOK.list
}

/// The key of scenario files that a path names, whatever stands for `ID`.
pub fn named(path: &[&str]) -> Option<&'static Key> {
    SCENARIO.find(path)
}
