//! For tests: has one of the operations on files go wrong.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// What happens at an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accident {
    /// It fails, and those after it do not.
    Fails,
    /// From it on every operation fails and does nothing, as if the program had been killed there; of what was to be
    /// written half is.
    Dies,
    /// The same, and what was written and not synced is gone from the disk.
    LosesPower,
}

/// What awaits the operations of one command.
#[derive(Debug, Clone)]
pub(super) struct Fate(Option<Arc<Mutex<State>>>);

#[derive(Debug)]
struct State {
    accident: Accident,
    /// How many operations come before it.
    before: usize,
    happened: bool,
    is_dead: bool,
    /// Files that were written to and are not on the disk yet, each with its length before.
    unsynced: Vec<(File, u64)>,
}

thread_local! {
    static COMING: RefCell<Fate> = const { RefCell::new(Fate(None)) };
}

/// Does something, with an accident after so many operations. Returns whether it happened as well.
pub(crate) fn with<T>(accident: Accident, before: usize, act: impl FnOnce() -> T) -> (T, bool) {
    let state = State { accident, before, happened: false, is_dead: false, unsynced: Vec::new() };
    let state = Arc::new(Mutex::new(state));
    COMING.set(Fate(Some(Arc::clone(&state))));
    let done = act();
    COMING.set(Fate(None));
    let happened = state.lock().expect(NO_PANIC).happened;
    (done, happened)
}

/// Why the state can be had.
const NO_PANIC: &str = "nobody panics while holding it";

impl Default for Fate {
    fn default() -> Fate {
        COMING.with_borrow(Fate::clone)
    }
}

impl Fate {
    /// Counts an operation that changes something.
    pub(super) fn step(&self) -> io::Result<()> {
        self.meet(None)
    }

    /// Counts one that only looks. To die at one is to die at the next that changes something.
    pub(super) fn look(&self) -> io::Result<()> {
        let is_counted = |state: &Mutex<State>| {
            let state = state.lock().expect(NO_PANIC);
            state.is_dead || state.accident == Accident::Fails
        };
        if self.0.as_deref().is_some_and(is_counted) { self.meet(None) } else { Ok(()) }
    }

    /// Counts a write, of which a part may still be done.
    pub(super) fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        self.meet(Some((file, bytes)))
    }

    /// Takes note of a sync.
    pub(super) fn synced(&self, file: &File) -> io::Result<()> {
        let Some(state) = &self.0 else { return Ok(()) };
        let is_other = |(other, _): &(File, u64)| !is_same(other, file).unwrap_or(false);
        state.lock().expect(NO_PANIC).unsynced.retain(is_other);
        Ok(())
    }

    fn meet(&self, write: Option<(&File, &[u8])>) -> io::Result<()> {
        let Some(state) = &self.0 else { return Ok(()) };
        let mut state = state.lock().expect(NO_PANIC);
        if state.is_dead {
            return Err(io::Error::other("dead"));
        }
        if let Some((file, _)) = write {
            state.unsynced.push((file.try_clone()?, file.metadata()?.len()));
        }
        if state.happened || state.before > 0 {
            state.before = state.before.saturating_sub(1);
            return Ok(());
        }
        state.happened = true;
        state.is_dead = state.accident != Accident::Fails;
        match (state.accident, write) {
            (Accident::Dies, Some((mut file, bytes))) => file.write_all(&bytes[..bytes.len() / 2])?,
            (Accident::LosesPower, _) => {
                state.unsynced.iter().rev().try_for_each(|(file, length)| file.set_len(*length))?;
            }
            _ => {}
        }
        Err(io::Error::other("an accident"))
    }
}

#[cfg(unix)]
fn is_same(one: &File, other: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let key = |file: &File| file.metadata().map(|found| (found.dev(), found.ino()));
    Ok(key(one)? == key(other)?)
}

/// Where files cannot be told apart, one that is synced stands for all.
#[cfg(not(unix))]
fn is_same(_: &File, _: &File) -> io::Result<bool> {
    Ok(true)
}
