//! The verdicts of a catalogue whose records are not kept whole.

use std::mem;

use super::{
    Census, Facts, Report, Rule, Verdict,
    checker::Checker,
    choice::Choices,
    context::BoxCounts,
    identity::Identity,
    rules::{identity, publisher, spatial},
    told::PackedFindings,
};
use crate::{
    Catalogue,
    harvest::RecordSchema,
    model::{Dataset, HarvestMetadata, Item, Kind, Options, PackedLines, Record, Trace},
};

/// The rules that look at the other records: they are asked again once all are known.
static OF_ALL: [&Rule; 4] = [&identity::DUPLICATE, &spatial::MISSING, &spatial::LOST, &publisher::IGNORED];

fn is_of_all(rule: &Rule) -> bool {
    OF_ALL.iter().any(|one| std::ptr::eq(*one, rule))
}

/// Published records whose cards are shown, of the first ones.
pub(crate) const FIRST_CARDS: usize = 6;

/// What is kept of records besides what the report in text tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// What the interchange writes of each.
    pub interchange: bool,
    /// What the report in HTML shows: of each its footprint and its quality, and the first cards.
    pub outline: bool,
    /// What tells each from others, to compare the check with another.
    pub identity: bool,
}

/// Checks records as they come, and keeps of them what a report tells: their names and their verdicts.
#[derive(Debug)]
pub struct Brief {
    checker: Checker,
    census: Census,
    boxes: BoxCounts,
    choices: Choices,
    verdicts: Vec<Verdict>,
    report: Report,
    /// What is found in each record, but for the rules that are asked again.
    findings: PackedFindings,
    /// The records as programs read them, when they are asked for.
    packed: Option<PackedLines>,
    /// How many published records are kept whole, for their cards; nothing when the others are not outlined.
    cards: Option<usize>,
    identities: Option<Vec<Identity>>,
}

impl Brief {
    /// Of no record so far; the harvester of `options` is known.
    pub fn new(options: &Options, kept: Kept) -> Self {
        Self {
            checker: Checker::new(options),
            census: Census::default(),
            boxes: BoxCounts::default(),
            choices: Choices::default(),
            verdicts: Vec::new(),
            report: Report::default(),
            findings: PackedFindings::default(),
            packed: kept.interchange.then(PackedLines::default),
            cards: kept.outline.then_some(0),
            identities: kept.identity.then(Vec::new),
        }
    }

    /// Checks the records of a harvest that are not checked yet, and leaves what only their verdicts were made of.
    pub fn take(&mut self, items: &mut [Item]) {
        let first = self.verdicts.len();
        let Some(items) = items.get_mut(first..) else { return };
        let verdicts = self.checker.verdicts(items);
        for (item, mut verdict) in items.iter_mut().zip(verdicts) {
            self.census.add(item);
            self.boxes.add(item);
            self.choices.keep(item, &verdict, self.checker.kind, |rule| !is_of_all(rule));
            if let Some(packed) = &mut self.packed {
                packed.push(item);
            }
            if let Some(identities) = &mut self.identities {
                identities.push(Identity::of(item));
            }
            let schema = self.checker.kind.map(Kind::schema);
            match &mut self.cards {
                None => condense(item, &verdict, schema, |_| None),
                Some(cards) if *cards < FIRST_CARDS && verdict.state.is_published() => *cards += 1,
                Some(_) => condense(item, &verdict, schema, |dataset| Some(outline(dataset))),
            }
            let (kept, told): (Vec<_>, Vec<_>) =
                mem::take(&mut verdict.findings).into_iter().partition(|one| is_of_all(one.rule));
            self.report.count_findings(&told);
            self.findings.push(&told);
            verdict.findings = kept;
            verdict.findings.shrink_to_fit();
            self.verdicts.push(verdict);
        }
    }

    /// The report, now that all records are known.
    pub fn end(&mut self, catalogue: &Catalogue) -> Report {
        let mut report = mem::take(&mut self.report);
        report.check_source(catalogue, &self.census);
        let items = &catalogue.job.items;
        let facts = Facts::known(items, &self.census, mem::take(&mut self.boxes));
        let Checker { kind, now, .. } = self.checker;
        for (item, verdict) in items.iter().zip(&mut self.verdicts) {
            for rule in OF_ALL {
                // Only what the other records suggest for a lost place is new: of the records where none is, no trace is left.
                if !std::ptr::eq(rule, &spatial::LOST) || verdict.finding(rule.code).is_some() {
                    verdict.ask_again(rule, item, kind, now, &facts);
                }
            }
            self.choices.keep(item, verdict, kind, is_of_all);
            report.count_in(verdict);
        }
        report.verdicts = mem::take(&mut self.verdicts);
        report.choices = Some(mem::take(&mut self.choices));
        report.packed = self.packed.take();
        report.identities = self.identities.take();
        report.packed_findings = Some(mem::take(&mut self.findings));
        report
    }
}

/// What the report in HTML shows of a dataset.
fn outline(Dataset { title, spatial, quality, harvest, .. }: Dataset) -> Dataset {
    let harvest = HarvestMetadata { remote_url: harvest.remote_url, ..HarvestMetadata::default() };
    Dataset { title, spatial, quality, harvest, ..Dataset::default() }
}

/// Leaves what is large of a dataset that arrives, but for what is kept of it. A record that does not arrive is kept
/// whole: its refusal is read in its trace; so is one whose place is lost, which is told by its trace and by the records
/// around it.
fn condense(
    item: &mut Item,
    verdict: &Verdict,
    schema: Option<RecordSchema>,
    keep: impl FnOnce(Dataset) -> Option<Dataset>,
) {
    if verdict.finding(spatial::LOST.code).is_some() {
        return;
    }
    let (title, wfs, address) = (item.name().to_owned(), item.wfs(), item.remote_url());
    let (wfs, address) = (wfs.map(str::to_owned), address.map(str::to_owned));
    let dataset = match item.record.take() {
        Some(Record::Dataset(dataset)) => dataset,
        other => {
            item.record = other;
            return;
        }
    };
    item.source_wfs = wfs;
    match keep(*dataset) {
        Some(kept) => item.record = Some(Record::Dataset(kept.into())),
        None => (item.source_title, item.source_url) = (Some(title), address),
    }
    let is_told_of_its_place =
        verdict.finding(spatial::MISSING.code).is_some() && spatial::is_told_elsewhere(item, schema);
    if !is_told_of_its_place {
        item.trace = Trace::default();
    }
}
