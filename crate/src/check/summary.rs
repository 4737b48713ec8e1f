//! The counts of a catalogue whose records are not kept.

use super::{Census, Report, StateCounts, checker::Checker, choice::Choices, rules::publisher};
use crate::{
    Catalogue,
    model::{Item, Options, Trace},
};

/// Checks records as they come, and keeps counts.
#[derive(Debug)]
pub struct Summary {
    checker: Checker,
    census: Census,
    report: Report,
    choices: Choices,
    /// How many records are counted.
    seen: usize,
    /// Those that name a publisher: it is told of when the catalogue names several, which is known at the end.
    with_publisher: StateCounts,
}

impl Summary {
    /// Of no record so far; the harvester of `options` is known.
    pub fn new(options: &Options) -> Self {
        Self {
            checker: Checker::new(options),
            census: Census::default(),
            report: Report::default(),
            choices: Choices::default(),
            seen: 0,
            with_publisher: StateCounts::default(),
        }
    }

    /// Counts the records of a harvest that are not counted yet, and keeps of them what their harvest still asks for.
    pub fn take(&mut self, items: &mut [Item]) {
        let Some(items) = items.get_mut(self.seen..) else { return };
        self.seen += items.len();
        let verdicts = self.checker.verdicts(items);
        for (item, verdict) in items.iter_mut().zip(verdicts) {
            self.census.add(item);
            self.report.count_in(&verdict);
            self.choices.keep(item, &verdict, self.checker.kind, |_| true);
            if publisher::names_publisher(item) {
                self.with_publisher.add(verdict.state);
            }
            strip(item);
        }
    }

    /// The report, without any verdict.
    pub fn end(&mut self, catalogue: &Catalogue) -> Report {
        self.report.check_source(catalogue, &self.census);
        if self.census.publishers() > 1 {
            self.report.count_rule(&publisher::IGNORED, &self.with_publisher);
        }
        self.report.choices = Some(std::mem::take(&mut self.choices));
        std::mem::take(&mut self.report)
    }
}

/// Drops what is large of a record.
fn strip(item: &mut Item) {
    item.trace = Trace::default();
    item.record = None;
    item.ghost = None;
    item.errors = Vec::new();
    item.logs = Vec::new();
    item.remote_id = String::new();
    item.source_title = None;
    item.origin.node = None;
}
