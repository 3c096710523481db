//! Signals that end the program: Ctrl-C, the request to end, and a terminal that was closed.
//!
//! One thread waits for them. It takes away the progress bar, says what there is to say, and lets the signal end the program,
//! so that whoever started it sees by which one. Whoever can stop in order is given the time to.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

#[cfg(feature = "page")]
use std::path::Path;
#[cfg(feature = "page")]
use tempfile::TempDir;

use crate::terminal;

/// May the program stop by itself when a signal comes?
static STOPS_BY_ITSELF: AtomicBool = AtomicBool::new(false);

/// Did a signal come while it could?
static IS_TOLD: AtomicBool = AtomicBool::new(false);

/// The text that is printed when a signal ends the program.
static LAST_WORDS: Mutex<Option<String>> = Mutex::new(None);

/// Folders that are there for a moment only.
static LITTER: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The longest that it takes to print it.
const PATIENCE: Duration = Duration::from_millis(100);

/// Until this is dropped a signal does not end the program but says no to the question whether it goes on. The second one
/// ends it.
pub(super) struct Grace(());

impl Grace {
    pub(super) fn begin() -> Grace {
        STOPS_BY_ITSELF.store(true, Ordering::Relaxed);
        Grace(())
    }

    /// Has no signal come?
    pub(super) fn goes_on(&self) -> bool {
        !IS_TOLD.load(Ordering::Relaxed)
    }
}

impl Drop for Grace {
    fn drop(&mut self) {
        STOPS_BY_ITSELF.store(false, Ordering::Relaxed);
    }
}

/// A folder that goes when this value does, or when a signal ends the program before.
#[cfg(feature = "page")]
pub(super) struct Passing(TempDir);

#[cfg(feature = "page")]
impl Passing {
    /// A new folder.
    pub(super) fn new() -> std::io::Result<Passing> {
        let folder = tempfile::tempdir()?;
        litter().push(folder.path().to_owned());
        Ok(Passing(folder))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(feature = "page")]
impl Drop for Passing {
    fn drop(&mut self) {
        litter().retain(|folder| folder != self.0.path());
    }
}

fn litter() -> MutexGuard<'static, Vec<PathBuf>> {
    LITTER.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// From now on this is printed if a signal ends the program; or nothing.
pub(super) fn last_words(words: Option<String>) {
    *LAST_WORDS.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = words;
}

/// Leaves the signal to those who stop by themselves; otherwise says what there is to say, after which it may end the program.
fn is_final() -> bool {
    if STOPS_BY_ITSELF.load(Ordering::Relaxed) && !IS_TOLD.swap(true, Ordering::Relaxed) {
        return false;
    }
    // Whoever reads what is printed may have stopped to do so.
    let (told, is_told) = mpsc::channel();
    let telling = thread::Builder::new().spawn(move || {
        terminal::clear_progress();
        if let Ok(mut words) = LAST_WORDS.lock()
            && let Some(words) = words.take()
        {
            let _ = writeln!(std::io::stderr(), "{words}");
        }
        told.send(())
    });
    if telling.is_ok() {
        let _ = is_told.recv_timeout(PATIENCE);
    }
    litter().iter().for_each(|folder| drop(std::fs::remove_dir_all(folder)));
    true
}

#[cfg(unix)]
mod system {
    use std::sync::atomic::{AtomicI32, Ordering};
    use std::thread;

    use nix::sys::signal::{SigSet, Signal, raise};

    /// The signal that came last.
    static LAST: AtomicI32 = AtomicI32::new(0);

    /// From now on signals are heeded, by this thread and all that it starts. Where no thread can be started they end the
    /// program as they do any other.
    pub(crate) fn heed() {
        // What `nohup`, say, has made the program deaf to stays so.
        let ending =
            [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().filter(|&signal| !is_ignored(signal));
        let ending: SigSet = ending.collect();
        if ending.thread_block().is_err() {
            return;
        }
        let wait = move || {
            while let Ok(signal) = ending.wait() {
                LAST.store(signal as i32, Ordering::Relaxed);
                if super::is_final() {
                    end_by(signal);
                }
            }
        };
        if thread::Builder::new().name("signals".into()).spawn(wait).is_err() {
            let _ = ending.thread_unblock();
        }
    }

    /// Ends the program by the signal that made it stop.
    pub(crate) fn end() {
        if let Ok(signal) = Signal::try_from(LAST.load(Ordering::Relaxed)) {
            end_by(signal);
        }
    }

    fn end_by(signal: Signal) {
        let _ = SigSet::from(signal).thread_unblock();
        let _ = raise(signal);
    }

    fn is_ignored(signal: Signal) -> bool {
        let mut action = std::mem::MaybeUninit::<libc::sigaction>::zeroed();
        // SAFETY: without a new action it only writes the one that there is, which is valid with all bits zero.
        unsafe {
            libc::sigaction(signal as i32, std::ptr::null(), action.as_mut_ptr()) == 0
                && action.assume_init().sa_sigaction == libc::SIG_IGN
        }
    }
}

#[cfg(not(unix))]
mod system {
    /// The status that stands for an interruption.
    const INTERRUPTED: i32 = 130;

    /// From now on Ctrl-C is heeded.
    pub(crate) fn heed() {
        // Where it cannot be heard it ends the program as it does any other.
        let _ = ctrlc::set_handler(|| {
            if super::is_final() {
                std::process::exit(INTERRUPTED);
            }
        });
    }

    /// Ends the program as interrupted.
    pub(crate) fn end() {
        std::process::exit(INTERRUPTED);
    }
}

pub(super) use system::{end, heed};
