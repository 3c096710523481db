//! What each fuzz target does with its input. `cargo test` compiles this as well, and runs it on a few inputs.

pub(crate) mod archive;
pub(crate) mod exports;
pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod rulebook;
pub(crate) mod rules;
pub(crate) mod scenario;
pub(crate) mod set;
pub(crate) mod tally;

/// The parts of an input between lines of `---`, at most this many: the last one keeps the others.
fn parts(mut data: &[u8], most: usize) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while let (Some(at), true) = (data.windows(5).position(|bytes| bytes == b"\n---\n"), parts.len() + 1 < most) {
        parts.push(&data[..at]);
        data = &data[at + 5..];
    }
    parts.push(data);
    parts
}
