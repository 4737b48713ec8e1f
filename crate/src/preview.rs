//! What the whole way gives: a catalogue, what its manager should know, and how it was read.

use crate::{
    Catalogue,
    check::{FlagSubject, Report, StateCounts, Verdict},
    model::{Item, JobStatus},
    portal::{Candidate, Fault, FaultCause, Gathered, Method},
    progress::{self, Progress},
};

/// Where a catalogue comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueSource {
    /// A portal, or one of its exports.
    Address(String),
    /// What a person typed, and is no address.
    Malformed(String),
    /// An example shipped with the page.
    Example(String),
    /// Dropped files or pasted text: an address cannot bring them back.
    Local(String),
}

/// How a catalogue was read.
///
/// ```
/// use avant_moisson::preview::{CatalogueSource, Reading};
///
/// let reading = Reading { source: Some(CatalogueSource::Local("export.ttl".into())), ..Reading::default() };
/// assert!(!reading.stopped && reading.faults.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Where it comes from.
    pub source: Option<CatalogueSource>,
    /// How many records the portal announces.
    pub expected: Option<usize>,
    /// Whether the person stopped the reading.
    pub stopped: bool,
    /// What went wrong on the way.
    pub faults: Vec<Fault>,
    /// What the portal is: the way it was read first, then the others.
    pub candidates: Vec<Candidate>,
}

impl Reading {
    /// How a portal was read.
    pub fn of(gathered: &Gathered, source: Option<CatalogueSource>) -> Self {
        Self {
            source,
            expected: gathered.progress.expected,
            stopped: gathered.stopped,
            faults: gathered.faults.clone(),
            candidates: gathered.candidates.clone(),
        }
    }
}

/// What data.gouv.fr would make of a catalogue: all that a screen, a report or a program shows of it.
///
/// ```
/// use avant_moisson::{Input, Options, check::RecordState, preview};
///
/// let turtle = r#"
///     @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
///     <https://a.fr/arbres> a dcat:Dataset ; dct:identifier "arbres" ; dct:title "Arbres" ."#;
/// let preview = preview(vec![Input::named("export.ttl", turtle)], Options::default());
///
/// for (item, verdict) in preview.rows() {
///     assert_eq!(item.dataset().map(|dataset| dataset.title.as_str()), Some("Arbres"));
///     assert_ne!(verdict.state, RecordState::Failed);
/// }
/// assert!(preview.is_certain());
/// ```
#[derive(Debug)]
pub struct Preview {
    /// What was read and what it becomes.
    pub catalogue: Catalogue,
    /// What the manager should know.
    pub report: Report,
    /// How it was read.
    pub reading: Reading,
}

impl Preview {
    /// Checks a catalogue that is harvested.
    pub fn new(catalogue: Catalogue, reading: Reading) -> Self {
        progress::finish(Self::along(catalogue, reading, &Progress::straight()))
    }

    /// The same, with pauses. A stop keeps the records that were checked, and is told as a stop.
    pub async fn along(mut catalogue: Catalogue, mut reading: Reading, progress: &Progress) -> Self {
        reading.stopped |= progress.start_checking();
        reading.faults.extend(empty(&catalogue, &reading));
        let report = Report::along(&catalogue, progress).await;
        reading.stopped |= report.verdicts.len() < catalogue.job.items.len();
        catalogue.job.items.truncate(report.verdicts.len());
        Self { catalogue, report, reading }
    }

    /// A catalogue of which only counts are kept.
    pub(crate) fn counted(catalogue: Catalogue, report: Report, mut reading: Reading) -> Self {
        reading.faults.extend(empty(&catalogue, &reading));
        Self { catalogue, report, reading }
    }

    /// Each record, and what its manager should know of it.
    pub fn rows(&self) -> impl Iterator<Item = (&Item, &Verdict)> {
        self.catalogue.job.items.iter().zip(&self.report.verdicts)
    }

    /// Whether some records are known to be missing.
    pub fn is_incomplete(&self) -> bool {
        self.reading.stopped
            || self.reading.expected.is_some_and(|expected| expected > self.report.tally.total())
    }

    /// Whether the verdict holds for the whole catalogue.
    pub fn is_certain(&self) -> bool {
        !self.is_incomplete() && self.catalogue.problems.is_empty()
    }
}

/// What counts of a whole catalogue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Records by state.
    pub tally: StateCounts,
    /// Records that have the licence, the coverage, the frequency.
    pub present: [usize; 3],
    /// Points of quality of all datasets together.
    pub points: usize,
    /// How many datasets have them.
    pub datasets: usize,
    /// Files of all datasets.
    pub files: usize,
}

impl Totals {
    /// Those of a catalogue.
    pub fn of(preview: &Preview) -> Self {
        let mut totals = Self { tally: preview.report.tally, ..Self::default() };
        for (item, verdict) in preview.rows() {
            for (present, subject) in totals.present.iter_mut().zip(FlagSubject::ALL) {
                let mut flags = verdict.flags.iter().flatten();
                *present +=
                    usize::from(flags.any(|flag| flag.subject == subject && !flag.standing.is_raised()));
            }
            if let Some(dataset) = item.dataset() {
                totals.points += usize::from(dataset.quality.points());
                totals.datasets += 1;
                totals.files += dataset.resources.len();
            }
        }
        totals
    }

    /// The mean of the points of quality, in tenths: 57 is 5,7.
    pub fn mean_tenths(&self) -> Option<usize> {
        (self.datasets > 0).then(|| (self.points * 10 + self.datasets / 2) / self.datasets)
    }
}

/// A portal that could be read to the end, and held nothing.
fn empty(catalogue: &Catalogue, reading: &Reading) -> Option<Fault> {
    let Some(CatalogueSource::Address(address)) = &reading.source else { return None };
    let read = !catalogue.documents.is_empty() && !reading.stopped && reading.faults.is_empty();
    let nothing = catalogue.job.items.is_empty() && catalogue.job.status == JobStatus::Done;
    (read && nothing).then(|| Fault {
        cause: FaultCause::Empty,
        address: address.clone(),
        method: Method::Get,
        page: catalogue.documents.len(),
        read: 0,
    })
}
