//! What rules look at.

use std::{cell::OnceCell, collections::HashMap};

use rustc_hash::FxBuildHasher;

use super::{
    Census, Flag, FlagSubject, Occurrence, Standing,
    refusal::{self, Explained},
};
use crate::{
    Catalogue,
    harvest::{Backend, Protocol, RecordSchema},
    model::{Dataset, Entry, How, Item, Kind, Record},
    text::{date::DateTime, slug::slugify},
};

/// What the rules of one record need to know of the others.
#[derive(Debug, Default)]
pub struct Facts<'a> {
    /// The rank, from 1, of the first record with each identifier.
    pub first_rank: HashMap<&'a str, usize, FxBuildHasher>,
    /// How many publishers the records name.
    pub publishers: usize,
    /// The box of most records of each publisher that have one, and how many those are.
    pub usual_boxes: HashMap<String, UsualBox, FxBuildHasher>,
}

/// What most records of one publisher cover.
#[derive(Debug, Clone, PartialEq)]
pub struct UsualBox {
    /// West, south, east and north, as they are written.
    pub bounds: [String; 4],
    /// How many records cover it…
    pub records: usize,
    /// … of how many that cover something.
    pub all: usize,
}

impl<'a> Facts<'a> {
    /// Reads them once, for the whole catalogue.
    pub fn of(catalogue: &'a Catalogue, census: &Census) -> Self {
        let (items, mut boxes) = (&catalogue.job.items, BoxCounts::default());
        // Nothing is to be advised where all records cover something.
        if items.iter().any(lacks_coverage) {
            items.iter().for_each(|item| boxes.add(item));
        }
        Self::known(items, census, boxes)
    }

    /// Those of records of which something was counted before.
    pub(super) fn known(items: &'a [Item], census: &Census, boxes: BoxCounts) -> Self {
        let mut facts =
            Self { publishers: census.publishers(), usual_boxes: boxes.usual(), ..Self::default() };
        for (index, item) in items.iter().enumerate() {
            facts.first_rank.entry(&item.remote_id).or_insert(index + 1);
        }
        facts
    }
}

/// The name of a publisher, to compare it with others, written with other letters, accents or spaces.
pub(crate) fn publisher_key(name: &str) -> String {
    Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| name.trim().to_lowercase())
}

fn lacks_coverage(item: &Item) -> bool {
    item.dataset().is_some_and(|dataset| dataset.spatial.is_none())
}

/// How many records cover each box.
type Boxes = HashMap<[String; 4], usize, FxBuildHasher>;

/// How many records of each publisher cover each box.
#[derive(Debug, Default)]
pub(super) struct BoxCounts(HashMap<String, Boxes, FxBuildHasher>);

impl BoxCounts {
    /// Counts one more record.
    pub fn add(&mut self, item: &Item) {
        let name = item.source_publisher.as_deref().filter(|name| !name.trim().is_empty());
        if let (Some(name), Some(bounds)) = (name, item.dataset().and_then(super::rules::spatial::bounds)) {
            *self.0.entry(publisher_key(name)).or_default().entry(bounds).or_default() += 1;
        }
    }

    /// The box that at least two thirds of a publisher's records cover, and no fewer than three.
    fn usual(self) -> HashMap<String, UsualBox, FxBuildHasher> {
        let usual = |(name, boxes): (String, Boxes)| {
            let all: usize = boxes.values().sum();
            let (bounds, records) = boxes.into_iter().max_by_key(|(_, records)| *records)?;
            (records >= 3 && records * 3 >= all * 2).then_some((name, UsualBox { bounds, records, all }))
        };
        self.0.into_iter().filter_map(usual).collect()
    }
}

/// The whole source, and what became of its records.
#[derive(Debug, Clone, Copy)]
pub struct CheckedSource<'a> {
    /// What was read, and what it becomes.
    pub catalogue: &'a Catalogue,
    /// What is known of its records together.
    pub census: &'a Census,
}

impl CheckedSource<'_> {
    /// How the portal was asked for its records.
    pub(super) fn protocol(&self) -> Option<Protocol> {
        self.catalogue.options.kind.map(Kind::protocol)
    }
}

/// One record.
#[derive(Debug, Clone)]
pub struct RuleContext<'a> {
    /// The record.
    pub item: &'a Item,
    /// Its three flags, when it becomes something.
    pub flags: Option<&'a [Flag; 3]>,
    /// The harvester.
    pub kind: Option<Kind>,
    /// The instant of the harvest.
    pub now: DateTime,
    /// What is known of the other records.
    pub facts: &'a Facts<'a>,
    refusals: Vec<Explained<'a>>,
    /// What was meant for a field and lost: many rules ask for it, and it is little.
    losses: Vec<Entry<'a>>,
    /// The terms of use that an ISO record loses with its files: three rules ask for them.
    pub(super) lost_terms: OnceCell<Option<&'a str>>,
}

impl<'a> RuleContext<'a> {
    pub(super) fn new(
        item: &'a Item,
        flags: Option<&'a [Flag; 3]>,
        kind: Option<Kind>,
        now: DateTime,
        facts: &'a Facts<'a>,
    ) -> Self {
        let is_lost = |line: &Entry<'_>| {
            // What makes the whole record fail is refused, not lost.
            line.how() == How::Ignored
                && !line.is_fatal()
                && line.raw().is_some_and(|raw| !raw.trim().is_empty())
        };
        let losses = item.trace.entries().filter(is_lost).collect();
        let refusals = refusal::of(item, kind);
        Self { item, flags, kind, now, facts, refusals, losses, lost_terms: OnceCell::new() }
    }

    /// The flag about `subject`, if it stands so.
    pub(super) fn flag(&self, subject: FlagSubject, standing: Standing) -> Option<&'a Flag> {
        self.flags?.iter().find(|flag| flag.subject == subject && flag.standing == standing)
    }

    /// What was found when the flag about `subject` stands so.
    pub(super) fn flagged(
        &self,
        subject: FlagSubject,
        standing: Standing,
        message: impl FnOnce(&Flag) -> String,
    ) -> Vec<Occurrence> {
        self.flag(subject, standing).map(|flag| Occurrence::at(flag, message(flag))).into_iter().collect()
    }

    /// The dataset that would be published.
    pub(super) fn dataset(&self) -> Option<&'a Dataset> {
        self.item.dataset()
    }

    /// Whether the record becomes an API.
    pub(super) fn is_service(&self) -> bool {
        matches!(self.item.record, Some(Record::Dataservice(_)))
    }

    /// The lines of the trace about a field, its own or that of a resource.
    pub(super) fn lines(&self, field: &'static str) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        self.item.trace.about(field)
    }

    /// What was meant for a field and lost; values of nothing but spaces are nothing.
    pub(super) fn lost(&self, field: &'static str) -> impl Iterator<Item = Entry<'a>> {
        self.losses.iter().copied().filter(move |line| line.is_about(field))
    }

    /// What a field took from the source, as the source wrote it.
    pub(super) fn taken(&self, field: &'static str) -> impl Iterator<Item = (Entry<'a>, &'a str)> + use<'a> {
        self.lines(field)
            .filter(|line| matches!(line.how(), How::AsIs | How::Converted | How::Deduced))
            .filter_map(|line| Some((line, line.raw()?)))
    }

    /// Something found in a field of a resource, where the source wrote it: resources that udata leaves or merges shift
    /// the ranks of those that follow.
    pub(super) fn in_resource(
        &self,
        index: usize,
        field: &'static str,
        raw: &str,
        message: impl Into<String>,
    ) -> Occurrence {
        let mut found = Occurrence::in_resource(index, field, raw, message);
        let rank = u32::try_from(index).ok();
        let of_resource =
            |line: &Entry<'_>| rank.is_some() && line.field().is_some_and(|field| field.resource == rank);
        if let Some(line) = self.lines(field).find(of_resource) {
            found.evidence.path = line.kept_source_path();
            if let Some(written) =
                line.raw().filter(|written| written.trim().to_lowercase() == raw.trim().to_lowercase())
            {
                found.evidence.raw = Some(written.into());
            }
        } else if let Some((start, _)) = self
            .item
            .trace
            .entries()
            .filter(of_resource)
            .find_map(|line| line.path().strip_prefix("resources[")?.split_once(']'))
        {
            found.evidence.path = format!("resources[{start}].{field}").into();
        }
        found
    }

    /// Whether the harvester reads CKAN's packages.
    pub(super) fn is_ckan(&self) -> bool {
        self.schema() == Some(RecordSchema::Ckan)
    }

    /// What the records are written in.
    pub(super) fn schema(&self) -> Option<RecordSchema> {
        self.kind.map(Kind::schema)
    }

    /// Whether the harvester is known, and is so.
    pub(super) fn harvester(&self, is_so: impl FnOnce(&'static Backend) -> bool) -> bool {
        self.kind.is_some_and(|kind| is_so(kind.backend()))
    }

    /// What the rule `code` says when it explains why the record does not arrive.
    pub(super) fn refused(
        &self,
        code: &str,
        message: impl FnOnce(&Explained<'a>) -> String,
    ) -> Vec<Occurrence> {
        let Some(refusal) = self.refusal(code) else { return Vec::new() };
        vec![Occurrence::at(refusal.evidence(), message(refusal))]
    }

    /// The same, where a line of the record is known to hold what is refused: its raw value is given to the message.
    pub(super) fn refused_at(
        &self,
        code: &str,
        culprit: impl FnOnce() -> Option<(Entry<'a>, &'a str)>,
        message: impl FnOnce(&str) -> String,
    ) -> Vec<Occurrence> {
        let Some(refusal) = self.refusal(code) else { return Vec::new() };
        let (evidence, raw) = match culprit() {
            Some((line, raw)) => (line.into(), raw),
            None => (refusal.evidence(), ""),
        };
        vec![Occurrence::at(evidence, message(raw))]
    }

    fn refusal(&self, code: &str) -> Option<&Explained<'a>> {
        self.refusals.iter().find(|refusal| refusal.code == code)
    }
}
