//! The records of a harvest, one after the other (`process_item`, `harvest/backends/base.py`).

use std::{collections::HashSet, ops::Range};

use rustc_hash::FxBuildHasher;

use super::{
    catalogue::Known,
    dataservice, dataset,
    memory::Memory,
    reader::{Place, Reader},
    store,
    subject::Subject,
    unread,
};
use crate::{
    harvest::Rejected,
    model::{Detail, Item, Options, Origin, Record, Refusal, Status, Trace},
    progress::Progress,
    source::{
        iso19139::{Origins, Summary, Untaken, expected, shortened},
        rdf::{
            Graph, Node,
            vocabulary::{dcat, dct, foaf, rdf},
        },
    },
};

/// A graph, and where it stands in the documents.
#[derive(Debug, Clone)]
pub(in crate::harvest) struct Page<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// The document it was read from.
    pub document: usize,
    /// The part of the document it was read from, when it is not the whole.
    pub span: Option<Range<usize>>,
    /// Where its values come from, when the graph was made of an ISO record and the trace is wanted whole.
    pub origins: Option<&'g Origins>,
    /// What the ISO record tells beside its graph.
    pub summary: Option<&'g Summary>,
}

impl<'g> Page<'g> {
    /// The graph of a whole document.
    pub fn of_document(graph: &'g Graph, document: usize) -> Self {
        Self { graph, document, span: None, origins: None, summary: None }
    }
}

/// A harvest that goes on: the records so far, and what the next ones depend on.
#[derive(Debug)]
pub(in crate::harvest) struct Harvest<'o> {
    options: &'o Options,
    /// How the harvest goes.
    pub progress: &'o Progress,
    /// `remote_url_prefix`, a setting of the CSW harvesters.
    prefix: Option<&'o str>,
    items: Vec<Item>,
    seen: HashSet<String, FxBuildHasher>,
    known: Known,
    memory: Memory,
}

impl<'o> Harvest<'o> {
    /// A harvest that has read nothing yet.
    pub fn new(options: &'o Options, progress: &'o Progress) -> Self {
        Self {
            options,
            progress,
            prefix: options.remote_url_prefix.as_deref(),
            items: Vec::new(),
            seen: HashSet::default(),
            known: Known::default(),
            memory: Memory::default(),
        }
    }

    /// How many records were met so far.
    pub fn met(&self) -> usize {
        self.items.len()
    }

    /// The records, in the order udata meets them.
    pub fn into_items(self) -> Vec<Item> {
        self.items
    }

    /// A record that could not become a graph.
    pub fn fail(&mut self, refusal: Refusal, origin: Origin, summary: Summary) {
        let mut item = self.item(String::new(), origin);
        item.source_title = summary.title;
        item.source_publisher = summary.producer;
        item.source_wfs = summary.wfs;
        item.errors.push(refusal);
        self.push(item);
    }

    fn push(&mut self, item: Item) {
        self.progress.harvested(&item);
        self.items.push(item);
    }

    /// `process_one_datasets_page`: the datasets and the series of a graph, each once. Whether to go on.
    pub async fn datasets(&mut self, page: &Page<'_>) -> bool {
        let classes = [dcat::DATASET_CLASS, dcat::DATASET_SERIES];
        let nodes = || classes.iter().flat_map(|&class| page.graph.subjects(rdf::TYPE, class));
        self.progress.expect(nodes().count());
        let mut met = HashSet::<Node, FxBuildHasher>::default();
        for node in nodes() {
            let subject = Subject::new(page.graph, node);
            if met.insert(node) && !is_defined_elsewhere(subject) {
                self.dataset(page, subject);
            }
            if !self.progress.goes_on().await {
                return false;
            }
        }
        true
    }

    /// `process_one_dataservices_page`: the services of a graph that are not those of a distribution. To be
    /// called for all graphs once the datasets of all are read. Whether to go on.
    pub async fn dataservices(&mut self, page: &Page<'_>) -> bool {
        for node in page.graph.subjects(rdf::TYPE, dcat::DATA_SERVICE) {
            if !self.progress.goes_on().await {
                return false;
            }
            if page.graph.subjects(dcat::ACCESS_SERVICE, node).next().is_none() {
                self.dataservice(page, Subject::new(page.graph, node));
            }
        }
        true
    }

    fn dataset(&mut self, page: &Page<'_>, subject: Subject<'_>) {
        let Options { now, .. } = *self.options;
        let prefix = self.prefix;
        let ghost = |mut reader: Reader<'_, '_>| {
            let draft = dataset::read(&mut reader, prefix).ok()?;
            let read = store::dataset(draft, "", now, reader.trace);
            read.map_or_else(|rejected| rejected.ghost, |dataset| Some(Record::Dataset(Box::new(dataset))))
        };
        self.process(page, subject, unread::of_dataset, ghost, |harvest, mut reader, remote_id| {
            let draft = dataset::read(&mut reader, prefix)?;
            harvest.claim(remote_id)?;
            let uri = draft.uri;
            let dataset = store::dataset(draft, remote_id, now, reader.trace)?;
            harvest.known.add(remote_id, uri);
            Ok(Record::Dataset(Box::new(dataset)))
        });
    }

    fn dataservice(&mut self, page: &Page<'_>, subject: Subject<'_>) {
        let prefix = self.prefix;
        self.process(page, subject, unread::of_dataservice, |_| None, |harvest, mut reader, remote_id| {
            let draft = dataservice::read(&mut reader, prefix, &mut harvest.known)?;
            harvest.claim(remote_id)?;
            let dataservice = store::dataservice(draft, remote_id, reader.trace)?;
            Ok(Record::Dataservice(Box::new(dataservice)))
        });
    }

    /// `process_item`.
    fn process<'g>(
        &mut self,
        page: &Page<'g>,
        subject: Subject<'g>,
        trace_unread: fn(Subject<'_>, &mut Trace),
        ghost: impl FnOnce(Reader<'_, 'g>) -> Option<Record>,
        become_record: impl FnOnce(&mut Self, Reader<'_, 'g>, &str) -> Result<Record, Rejected>,
    ) {
        let identifier = subject.first(dct::IDENTIFIER).filter(|identifier| identifier.is_node_truthy());
        let remote_id = identifier.map(Subject::text).unwrap_or_default();
        let mut item = self.item(remote_id.to_owned(), origin(page, subject));
        item.source_title = subject.preferred(dct::TITLE).map(|title| title.text().to_owned());
        let producer = page.summary.and_then(|summary| summary.producer.clone());
        item.source_publisher =
            producer.or_else(|| subject.first(dct::PUBLISHER).map(name_of)).filter(|name| !name.is_empty());
        item.source_wfs = page.summary.and_then(|summary| summary.wfs.clone());
        let mut memory = std::mem::take(&mut self.memory);
        let reader = Reader {
            subject,
            place: Place::Record,
            now: self.options.now,
            trace: &mut item.trace,
            memory: &mut memory,
            logs: &mut item.logs,
        };
        let outcome = if remote_id.is_empty() {
            Err(Refusal::NoIdentifier.into())
        } else {
            become_record(self, reader, remote_id)
        };
        // What an identifier of its own would have let through.
        let outcome = outcome.map_err(|rejected| match rejected.refusal {
            Refusal::NoIdentifier | Refusal::Duplicate(_) => {
                let (trace, logs) = (&mut Trace::new(Detail::Losses), &mut Vec::new());
                let (place, now) = (Place::Record, self.options.now);
                let reader = Reader { subject, place, now, trace, memory: &mut memory, logs };
                Rejected { ghost: ghost(reader), ..rejected }
            }
            _ => rejected,
        });
        self.memory = memory;
        match outcome {
            Ok(record) => {
                item.status = Status::Done;
                item.record = Some(record);
            }
            Err(Rejected { refusal, ghost }) => {
                item.ghost = ghost;
                item.status = refusal.status();
                if refusal.is_unexpected() {
                    item.logs.push(format!("Error while processing {remote_id}: {refusal}"));
                }
                item.errors.push(refusal);
            }
        }
        if item.trace.is_full() {
            trace_unread(subject, &mut item.trace);
            match page.origins {
                Some(origins) => place(&mut item.trace, origins),
                None => unread::of_distributions(subject, &mut item.trace),
            }
        }
        item.trace.shrink_to_fit();
        self.push(item);
    }

    /// `ensure_unique_remote_id`: an identifier is taken even when the record fails afterwards.
    fn claim(&mut self, remote_id: &str) -> Result<(), Refusal> {
        if self.seen.insert(remote_id.to_owned()) {
            Ok(())
        } else {
            Err(Refusal::Duplicate(remote_id.to_owned()))
        }
    }

    /// A record that has failed so far.
    fn item(&self, remote_id: String, origin: Origin) -> Item {
        Item {
            remote_id,
            status: Status::Failed,
            errors: Vec::new(),
            logs: Vec::new(),
            record: None,
            ghost: None,
            trace: Trace::new(self.options.detail),
            source_title: None,
            source_publisher: None,
            source_wfs: None,
            origin,
        }
    }
}

/// Says where in the ISO record each line comes from, and what of it nothing takes.
fn place(trace: &mut Trace, origins: &Origins) {
    trace.place(|entry, source| match source {
        Some(source) => origins.path(source).map(Into::into),
        None if entry.raw.is_none() => expected(&entry.path).map(Into::into),
        None => None,
    });
    for Untaken { path, value, others, part } in origins.untaken() {
        trace.unread_converted(shortened(path), path, value, *part, *others);
    }
}

/// The name of an organisation, else what designates it.
fn name_of(organisation: Subject<'_>) -> String {
    let name = organisation.one_truthy(foaf::NAME);
    name.map_or_else(|| organisation.caption().into_owned(), |name| name.text.to_owned())
}

fn origin(page: &Page<'_>, subject: Subject<'_>) -> Origin {
    Origin {
        document: page.document,
        span: page.graph.span(subject.node).or_else(|| page.span.clone()).unwrap_or_default(),
        node: Some(subject.text().to_owned()),
    }
}

/// `is_dataset_external_to_this_graph`: a node without title that a service serves, or that is a part of
/// something, and nothing else.
fn is_defined_elsewhere(subject: Subject<'_>) -> bool {
    if subject.one_truthy(dct::TITLE).is_some() {
        return false;
    }
    let mut links = subject.graph.subject_predicates(subject.node);
    match (links.next(), links.next()) {
        (Some((_, predicate)), None) => predicate == dcat::SERVES_DATASET || predicate == dct::HAS_PART,
        _ => false,
    }
}
