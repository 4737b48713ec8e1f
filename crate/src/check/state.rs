//! The four states of a record: every record has exactly one, so that their sum is the total.

use super::{Severity, flags::Flag};
use crate::model::{Item, Status};

/// What a record would be on data.gouv.fr, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordState {
    /// « En échec »: udata would fail on it.
    Failed,
    /// « À corriger »: created, with one of the three flags raised, or another correction to make.
    ToFix,
    /// « Ignoré »: udata would leave it out.
    Skipped,
    /// « Prête »: created, with nothing to fix.
    Ready,
}

impl RecordState {
    /// In the order a person reads them.
    pub const ALL: [Self; 4] = [Self::Ready, Self::ToFix, Self::Skipped, Self::Failed];

    /// Whether data.gouv.fr would publish the record.
    pub fn is_published(self) -> bool {
        matches!(self, Self::Ready | Self::ToFix)
    }

    /// The state of `item`, whose flags are `flags`.
    pub fn of(item: &Item, flags: Option<&[Flag; 3]>) -> Self {
        match item.status {
            Status::Skipped => Self::Skipped,
            Status::Failed => Self::Failed,
            Status::Done if flags.is_some_and(|flags| flags.iter().any(|f| f.standing.is_raised())) => {
                Self::ToFix
            }
            Status::Done => Self::Ready,
        }
    }

    /// The state of a record that rules found this in: what has something to fix is not ready.
    pub fn with(self, worst: Option<Severity>) -> Self {
        match self {
            Self::Ready if worst >= Some(Severity::ToFix) => Self::ToFix,
            other => other,
        }
    }

    /// The word of addresses and exports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ready => "pret",
            Self::ToFix => "a-corriger",
            Self::Skipped => "ignore",
            Self::Failed => "en-echec",
        }
    }
}

/// How many records are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StateCounts {
    counts: [usize; 4],
}

impl StateCounts {
    /// Counts one more record.
    pub fn add(&mut self, state: RecordState) {
        self.counts[state as usize] += 1;
    }

    /// Some records are in another state than they were counted in.
    pub(super) fn shift(&mut self, from: RecordState, to: RecordState, records: usize) {
        self.counts[from as usize] -= records;
        self.counts[to as usize] += records;
    }

    /// The records in `state`.
    pub fn of(&self, state: RecordState) -> usize {
        self.counts[state as usize]
    }

    /// The records that data.gouv.fr would publish.
    pub fn published(&self) -> usize {
        self.of(RecordState::Ready) + self.of(RecordState::ToFix)
    }

    /// All records.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{
        flags::flags,
        testing::{dataset_item, licence, service_item},
    };
    use crate::model::{Frequency, Kind, Spatial};

    fn state(item: &Item) -> RecordState {
        RecordState::of(item, flags(item, Some(Kind::Dcat)).as_ref())
    }

    #[test]
    fn the_status_wins_over_the_flags() {
        let mut item = dataset_item("x", |_, _| {});
        assert_eq!(state(&item), RecordState::ToFix);
        item.status = Status::Skipped;
        assert_eq!(state(&item), RecordState::Skipped);
        item.status = Status::Failed;
        assert_eq!(state(&item), RecordState::Failed);
    }

    #[test]
    fn a_record_is_ready_when_the_three_flags_are_down() {
        let item = dataset_item("x", |dataset, _| {
            dataset.license = Some(licence("lov2"));
            dataset.spatial = Some(Spatial::default());
            dataset.frequency = Some(Frequency::Annual);
        });
        assert_eq!(state(&item), RecordState::Ready);
        let service = service_item("wms", |service| service.license = Some(licence("lov2")));
        assert_eq!(state(&service), RecordState::Ready);
    }

    #[test]
    fn the_sum_is_the_total() {
        let mut tally = StateCounts::default();
        for (n, state) in RecordState::ALL.into_iter().enumerate() {
            (0..=n).for_each(|_| tally.add(state));
            assert_eq!(tally.of(state), n + 1);
        }
        assert_eq!(tally.total(), RecordState::ALL.iter().map(|state| tally.of(*state)).sum::<usize>());
        assert_eq!(tally.total(), 10);
    }
}
