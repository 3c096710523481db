//! A trial allocates nothing once its memory has grown to the size of the campaign.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::path::Path;

use inmail_sim::engine::Sampling;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
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

#[test]
fn a_trial_allocates_nothing() {
    for file in ["which-plan", "free-ways-first", "from-today", "recycle-refunds"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{file}.toml"));
        let scenario = scenario::load(&path, &Overrides::default()).expect("the examples are sound");
        for case in &scenario.cases {
            let schedule = Schedule::new(case);
            let mut player = Player::new(&schedule);
            let mut play = || {
                (0..50).for_each(|trial| {
                    player.play(Sampling::Even.luck(1, trial), &mut Silent);
                })
            };
            let growing = allocations(&mut play);
            assert!(growing > 0, "the allocator counts");
            assert_eq!(allocations(&mut play), 0, "{file}: {}", case.name);
        }
    }
}
