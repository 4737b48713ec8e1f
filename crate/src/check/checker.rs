//! Checks of records that come a few at a time, before the others are known.

use super::{Facts, Verdict};
use crate::{
    model::{Item, Kind, Options},
    parallel,
    text::date::DateTime,
};

/// Checks records by themselves, several at once.
#[derive(Debug)]
pub(super) struct Checker {
    pub kind: Option<Kind>,
    pub now: DateTime,
    workers: Vec<()>,
}

impl Checker {
    /// Of a harvest with these options, whose harvester is known.
    pub fn new(options: &Options) -> Self {
        Self { kind: options.kind, now: options.now, workers: vec![(); options.jobs.max(1)] }
    }

    /// What is to be known of each record, whatever the others are.
    pub fn verdicts(&mut self, items: &[Item]) -> Vec<Verdict> {
        let (kind, now) = (self.kind, self.now);
        let check = |(): &mut (), item: &Item| Verdict::of(item, kind, now, &Facts::default());
        parallel::map(items, &mut self.workers, check)
    }
}
