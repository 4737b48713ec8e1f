//! Ctrl-C while portals are read: what was read is shown.

use std::{
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::say;

/// What a shell gives to a program that Ctrl-C ended.
const CODE: u8 = 130;

/// Hears Ctrl-C: the first time, it only ends the reading that goes on; without one, and the second time, the program.
#[derive(Debug, Default)]
pub struct Interruption {
    heard: Arc<AtomicBool>,
    reads: Arc<AtomicBool>,
}

impl Interruption {
    /// Hears from now on. Where the system refuses, Ctrl-C ends the program at once, as usual.
    pub fn listen() -> Self {
        let interruption = Self::default();
        let (heard, reads) = (Arc::clone(&interruption.heard), Arc::clone(&interruption.reads));
        let _ = ctrlc::set_handler(move || {
            if heard.swap(true, Ordering::Relaxed) || !reads.load(Ordering::Relaxed) {
                std::process::exit(CODE.into());
            }
        });
        interruption
    }

    /// What a reading does, which Ctrl-C ends: the flag that it gets is set then, and the terminal says so at its end.
    pub fn during<T>(&self, read: impl FnOnce(Arc<AtomicBool>) -> T) -> T {
        self.reads.store(true, Ordering::Relaxed);
        let result = read(Arc::clone(&self.heard));
        self.reads.store(false, Ordering::Relaxed);
        if self.heard.load(Ordering::Relaxed) {
            say("Lecture arrêtée par Ctrl-C : ce qui en a été lu est montré.\n");
        }
        result
    }

    /// The exit code, when a reading was ended so.
    pub fn exit_code(&self) -> Option<ExitCode> {
        self.heard.load(Ordering::Relaxed).then(|| ExitCode::from(CODE))
    }
}
