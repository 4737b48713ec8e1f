//! Memory that grows by much at once: the engine takes nearly a millisecond each time that it grows, whether by one page or
//! by a thousand, and the allocator asks for one. What is not written to takes no memory.

use std::{arch::wasm32::memory_size, hint::black_box};

const PAGE: usize = 1 << 16;
/// The least that is asked for at once.
const LEAST: usize = 4 << 20;

/// Makes room for so many bytes, which the allocator keeps for what comes.
pub fn make(bytes: usize) {
    let mut room = Vec::<u8>::new();
    // Refused, memory grows page by page, as far as it can.
    let _ = room.try_reserve_exact(bytes);
    black_box(&mut room);
}

/// Makes room for what is worked on next, when little is left.
pub fn keep() {
    let held = memory_size::<0>();
    let room = LEAST.max(held * PAGE / 4);
    make(room / 2);
    if memory_size::<0>() > held {
        make(room);
    }
}
