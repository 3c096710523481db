//! A trial allocates nothing once its memory has grown to the size of the campaign.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::path::Path;

use inmail_sim::domain::case::Case;
use inmail_sim::engine::Sampling;
use inmail_sim::engine::lanes::{LANES, Lanes};
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::vectors::Vectors;
use inmail_sim::scenario::{self, Overrides};

/// The system's allocator, which counts what each thread asks it for.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call is passed on unchanged to the system's allocator; counting touches a thread-local that needs no
// allocation and no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many allocations this thread makes while it does something.
fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

fn cases(file: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    scenario::load(&path, &Overrides::default()).expect("the examples are sound").cases
}

/// Fails unless something allocates the first time, and nothing more once it has been done twice: what lanes draw ahead
/// depends on the trials before.
fn assert_settles(what: &str, mut play: impl FnMut()) {
    assert!(allocations(&mut play) > 0, "the allocator counts");
    play();
    assert_eq!(allocations(&mut play), 0, "{what}");
}

#[test]
fn a_trial_allocates_nothing() {
    for file in ["which-plan", "free-ways-first", "from-today", "recycle-refunds"] {
        for case in &cases(&format!("scenarios/{file}.toml")) {
            let schedule = Schedule::new(case);
            let mut player = Player::new(&schedule);
            assert_settles(&format!("{file}: {}", case.name), || {
                (0..50).for_each(|trial| {
                    player.play(Sampling::Even.luck(1, trial), &mut Silent);
                })
            });
        }
    }
}

#[test]
fn trials_side_by_side_allocate_nothing() {
    let vectors = Vectors::widest();
    for file in ["scenarios/which-plan.toml", "benches/reference.toml", "benches/slack.toml"] {
        for case in &cases(file) {
            let schedule = Schedule::new(case);
            let mut lanes = Lanes::new(&schedule).expect("a plain case");
            assert_settles(&format!("{file}: {}", case.name), || {
                for batch in 0..8 {
                    let luck = |lane| Sampling::Even.luck(1, batch * LANES as u64 + lane as u64);
                    lanes.play(vectors, &std::array::from_fn(luck), |_, _| {});
                }
            });
        }
    }
}
