//! The records of a harvest, one after the other (`process_item`, `harvest/backends/base.py`).

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use rustc_hash::FxBuildHasher;

use super::{
    cache::RecordCache,
    catalogue::HarvestedDatasets,
    dataservice, dataset,
    reader::{NodePlace, NodeReader},
    store,
    subject::Subject,
    unread,
};
use crate::{
    harvest::Rejected,
    model::{Detail, Item, Options, Origin, Record, Refusal, Trace},
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
pub(in crate::harvest) struct GraphPart<'g> {
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

impl<'g> GraphPart<'g> {
    /// The graph of a whole document.
    pub fn of_document(graph: &'g Graph, document: usize) -> Self {
        Self { graph, document, span: None, origins: None, summary: None }
    }
}

/// What udata reads in a graph, at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::harvest) enum Pass {
    /// The datasets and the series.
    Datasets,
    /// The services, once the datasets of all graphs are read.
    Dataservices,
}

impl Pass {
    /// The nodes of a graph that become records, in the order udata meets them, each once.
    pub fn nodes(self, graph: &Graph) -> Vec<Node> {
        match self {
            // `process_one_datasets_page`
            Self::Datasets => {
                let mut seen = HashSet::<Node, FxBuildHasher>::default();
                [dcat::DATASET_CLASS, dcat::DATASET_SERIES]
                    .iter()
                    .flat_map(|&class| graph.subjects(rdf::TYPE, class))
                    .filter(|&node| seen.insert(node) && !is_defined_elsewhere(Subject::new(graph, node)))
                    .collect()
            }
            // `process_one_dataservices_page`: those of a distribution are not records.
            Self::Dataservices => graph
                .subjects(rdf::TYPE, dcat::DATA_SERVICE)
                .filter(|&node| graph.subjects(dcat::ACCESS_SERVICE, node).next().is_none())
                .collect(),
        }
    }
}

/// What a node becomes as if it were the only one, and what it decides of the next ones.
#[derive(Debug)]
pub(in crate::harvest) struct DraftItem {
    item: Item,
    reach: Reach,
}

/// How far the reading of a node went: udata remembers some of it even when the record fails afterwards.
#[derive(Debug)]
enum Reach {
    /// Its identifier was not asked for.
    Unread,
    /// Its identifier is taken from then on.
    Claimed,
    /// It is a dataset that services may name, by its identifier or by this URI.
    Known(Option<String>),
}

/// Makes records of nodes, and remembers what the next ones depend on.
#[derive(Debug)]
pub(in crate::harvest) struct Processor<'o> {
    options: &'o Options,
    /// `remote_url_prefix`, a setting of the CSW harvesters.
    prefix: Option<&'o str>,
    seen: HashSet<String, FxBuildHasher>,
    known: HarvestedDatasets,
    memory: RecordCache,
}

impl<'o> Processor<'o> {
    /// Nothing is read yet.
    pub fn new(options: &'o Options) -> Self {
        Self {
            options,
            prefix: options.remote_url_prefix.as_deref(),
            seen: HashSet::default(),
            known: HarvestedDatasets::default(),
            memory: RecordCache::default(),
        }
    }

    /// Reads a dataset as if no other had its identifier.
    pub fn draft(&self, part: &GraphPart<'_>, node: Node, memory: &mut RecordCache) -> DraftItem {
        self.dataset(part, node, memory, false)
    }

    /// What becomes of a dataset, now that those before are known.
    pub fn add(&mut self, draft: DraftItem, again: impl FnOnce(&mut Self) -> Item) -> Item {
        let DraftItem { item, reach } = draft;
        // An identifier is taken even when the record fails afterwards.
        if !matches!(reach, Reach::Unread) && !self.seen.insert(item.remote_id.clone()) {
            return again(self);
        }
        if let Reach::Known(uri) = reach {
            self.known.add(&item.remote_id, uri.as_deref());
        }
        item
    }

    /// What becomes of a dataset whose identifier another one has.
    pub fn duplicate(&mut self, part: &GraphPart<'_>, node: Node) -> Item {
        let mut memory = std::mem::take(&mut self.memory);
        let draft = self.dataset(part, node, &mut memory, true);
        self.memory = memory;
        draft.item
    }

    fn dataset(
        &self,
        part: &GraphPart<'_>,
        node: Node,
        memory: &mut RecordCache,
        is_duplicate: bool,
    ) -> DraftItem {
        let (now, prefix) = (self.options.now, self.prefix);
        let mut reach = Reach::Unread;
        let ghost = |mut reader: NodeReader<'_, '_>| {
            let draft = dataset::read(&mut reader, prefix).ok()?;
            let read = store::dataset(draft, "", now, reader.trace);
            read.map_or_else(|rejected| rejected.ghost, |dataset| Some(Record::Dataset(Box::new(dataset))))
        };
        let become_record = |mut reader: NodeReader<'_, '_>, remote_id: &str| -> Result<Record, Rejected> {
            let draft = dataset::read(&mut reader, prefix)?;
            reach = Reach::Claimed;
            if is_duplicate {
                return Err(Refusal::Duplicate(remote_id.to_owned()).into());
            }
            let uri = draft.uri.map(str::to_owned);
            let dataset = store::dataset(draft, remote_id, now, reader.trace)?;
            reach = Reach::Known(uri);
            Ok(Record::Dataset(Box::new(dataset)))
        };
        let subject = Subject::new(part.graph, node);
        let item = process(self.options, part, subject, memory, unread::of_dataset, ghost, become_record);
        DraftItem { item, reach }
    }

    /// What becomes of a service, once all datasets are known.
    pub fn dataservice(&mut self, part: &GraphPart<'_>, node: Node) -> Item {
        let Self { options, prefix, seen, known, memory } = self;
        let become_record = |mut reader: NodeReader<'_, '_>, remote_id: &str| -> Result<Record, Rejected> {
            let draft = dataservice::read(&mut reader, *prefix, known)?;
            if !seen.insert(remote_id.to_owned()) {
                return Err(Refusal::Duplicate(remote_id.to_owned()).into());
            }
            let dataservice = store::dataservice(draft, remote_id, reader.trace)?;
            Ok(Record::Dataservice(Box::new(dataservice)))
        };
        let subject = Subject::new(part.graph, node);
        process(options, part, subject, memory, unread::of_dataservice, |_| None, become_record)
    }
}

/// `process_item`.
fn process<'g>(
    options: &Options,
    part: &GraphPart<'g>,
    subject: Subject<'g>,
    memory: &mut RecordCache,
    trace_unread: fn(Subject<'_>, &mut Trace),
    ghost: impl FnOnce(NodeReader<'_, 'g>) -> Option<Record>,
    become_record: impl FnOnce(NodeReader<'_, 'g>, &str) -> Result<Record, Rejected>,
) -> Item {
    let identifier = subject.first(dct::IDENTIFIER).filter(|identifier| identifier.is_node_truthy());
    let remote_id = identifier.map(Subject::text).unwrap_or_default();
    let mut item = Item::new(remote_id.to_owned(), origin(part, subject), Trace::new(options.detail));
    item.source_title = subject.preferred(dct::TITLE).map(|title| title.text().to_owned());
    let producer = part.summary.and_then(|summary| summary.producer.clone());
    item.source_publisher =
        producer.or_else(|| subject.first(dct::PUBLISHER).map(name_of)).filter(|name| !name.is_empty());
    item.source_wfs = part.summary.and_then(|summary| summary.wfs.clone());
    let (place, now) = (NodePlace::Record, options.now);
    let outcome = if remote_id.is_empty() {
        Err(Refusal::NoIdentifier.into())
    } else {
        let (trace, logs) = (&mut item.trace, &mut item.logs);
        become_record(NodeReader { subject, place, now, trace, memory, logs }, remote_id)
    };
    // What an identifier of its own would have let through.
    let outcome = outcome.map_err(|rejected| match rejected.refusal {
        Refusal::NoIdentifier | Refusal::Duplicate(_) => {
            let (trace, logs) = (&mut Trace::new(Detail::Losses), &mut Vec::new());
            Rejected { ghost: ghost(NodeReader { subject, place, now, trace, memory, logs }), ..rejected }
        }
        _ => rejected,
    });
    match outcome {
        Ok(record) => item.become_record(record),
        Err(Rejected { refusal, ghost }) => {
            item.ghost = ghost;
            item.refuse(refusal);
        }
    }
    others_apart(subject, &mut item.trace);
    if item.trace.is_full() {
        trace_unread(subject, &mut item.trace);
        match part.origins {
            Some(origins) => self::place(&mut item.trace, origins),
            None => unread::of_distributions(subject, &mut item.trace),
        }
    }
    item
}

/// A record that could not become a graph.
pub(in crate::harvest) fn fail(
    refusal: Refusal,
    origin: Origin,
    summary: Summary,
    options: &Options,
) -> Item {
    let mut item = Item::new(String::new(), origin, Trace::new(options.detail));
    item.source_title = summary.title;
    item.source_publisher = summary.producer;
    item.source_wfs = summary.wfs;
    item.errors.push(refusal);
    item
}

/// Says where the document describes the other nodes that the record names: its producer, its contacts, its themes.
fn others_apart(subject: Subject<'_>, trace: &mut Trace) {
    let is_other = |predicate: Node, object: Subject<'_>| {
        !unread::RESOURCES.contains(&predicate)
            && !object.all(rdf::TYPE).any(|class| RECORDS.contains(&class.node))
    };
    let others = subject.graph.predicate_objects(subject.node);
    let others = others.map(|(predicate, object)| (predicate, Subject::new(subject.graph, object)));
    let spans = others.filter_map(|(predicate, object)| {
        object.span_apart(subject).filter(|_| is_other(predicate, object)).map(|span| (span.start, span.end))
    });
    // One node may have several roles.
    for (start, end) in spans.collect::<BTreeSet<_>>() {
        trace.part(None, start..end);
    }
}

/// What a record names and is not a part of it.
const RECORDS: [Node; 4] =
    [dcat::DATASET_CLASS, dcat::DATASET_SERIES, dcat::DATA_SERVICE, dcat::CATALOG_CLASS];

/// Says where in the ISO record each line comes from, and what of it nothing takes.
fn place(trace: &mut Trace, origins: &Origins) {
    trace.place(|entry, source| match source {
        Some(source) => origins.path(source),
        None if entry.raw().is_none() => expected(entry.path()),
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

fn origin(part: &GraphPart<'_>, subject: Subject<'_>) -> Origin {
    Origin {
        document: part.document,
        // The graph of a record of a service was read apart: its places are not those of the document.
        span: part.span.clone().or_else(|| part.graph.span(subject.node)).unwrap_or_default(),
        node: Some(subject.text().to_owned()),
        is_two: subject.graph.alternates(subject.node, dct::TITLE, dct::IDENTIFIER),
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
