//! A seed as programs read it.

use serde::{Serialize, Serializer};

/// The first number beside which not every whole number is one of JavaScript, jq and others.
const EXACT: u64 = 1 << 53;

/// A seed: a number, or text where programs would take a number so large for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seed(pub(super) u64);

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 < EXACT { serializer.serialize_u64(self.0) } else { serializer.serialize_str(&self.0.to_string()) }
    }
}
