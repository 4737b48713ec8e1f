//! What an execution holds at once: at most so many times its input, beside what is the same for each.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

/// Bytes for one of the input.
const TIMES: usize = 30;
/// Bytes whatever the input: the report's own page, and what the formats say of themselves.
const FLOOR: usize = 8 << 20;
/// Bytes for an object of JSON: what a package lacks is told key by key, however short it is (`docs/limites.md`).
const OBJECT: usize = 10 << 10;

struct Counted;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn more(bytes: usize) {
    MOST.fetch_max(HELD.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

// SAFETY: all is the system's; only the sizes are added up.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        more(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        more(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        more(size);
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

fn held(bytes: &[u8], read: impl Fn(&[u8])) -> usize {
    let before = HELD.load(Relaxed);
    MOST.store(before, Relaxed);
    read(bytes);
    MOST.load(Relaxed).saturating_sub(before)
}

/// Gives bytes to an entry, and panics when it holds too much.
pub fn bounded(bytes: &[u8], read: impl Fn(&[u8])) {
    let objects = bytes.iter().filter(|&&byte| byte == b'{').count();
    let most = FLOOR + TIMES * bytes.len() + OBJECT * objects;
    // A table is opened the first time that it serves, and stays.
    if held(bytes, &read) > most {
        let held = held(bytes, &read);
        assert!(held <= most, "{held} bytes held for {}", bytes.len());
    }
}
