//! The records of a harvest, one after the other (`process_item`, `harvest/backends/base.py`).

use std::{collections::HashSet, ops::Range};

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
    model::{Detail, Item, Options, Origin, Record, Refusal, Status, Trace},
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

    /// A record that could not become a graph.
    pub fn fail(&self, refusal: Refusal, origin: Origin, summary: Summary) -> Item {
        let mut item = self.failed(String::new(), origin);
        item.source_title = summary.title;
        item.source_publisher = summary.producer;
        item.source_wfs = summary.wfs;
        item.errors.push(refusal);
        item
    }

    /// What becomes of a node.
    pub fn item(&mut self, part: &GraphPart<'_>, node: Node, pass: Pass) -> Item {
        let subject = Subject::new(part.graph, node);
        match pass {
            Pass::Datasets => self.dataset(part, subject),
            Pass::Dataservices => self.dataservice(part, subject),
        }
    }

    fn dataset(&mut self, part: &GraphPart<'_>, subject: Subject<'_>) -> Item {
        let Options { now, .. } = *self.options;
        let prefix = self.prefix;
        let ghost = |mut reader: NodeReader<'_, '_>| {
            let draft = dataset::read(&mut reader, prefix).ok()?;
            let read = store::dataset(draft, "", now, reader.trace);
            read.map_or_else(|rejected| rejected.ghost, |dataset| Some(Record::Dataset(Box::new(dataset))))
        };
        self.process(part, subject, unread::of_dataset, ghost, |processor, mut reader, remote_id| {
            let draft = dataset::read(&mut reader, prefix)?;
            processor.claim(remote_id)?;
            let uri = draft.uri;
            let dataset = store::dataset(draft, remote_id, now, reader.trace)?;
            processor.known.add(remote_id, uri);
            Ok(Record::Dataset(Box::new(dataset)))
        })
    }

    fn dataservice(&mut self, part: &GraphPart<'_>, subject: Subject<'_>) -> Item {
        let prefix = self.prefix;
        self.process(
            part,
            subject,
            unread::of_dataservice,
            |_| None,
            |processor, mut reader, remote_id| {
                let draft = dataservice::read(&mut reader, prefix, &mut processor.known)?;
                processor.claim(remote_id)?;
                let dataservice = store::dataservice(draft, remote_id, reader.trace)?;
                Ok(Record::Dataservice(Box::new(dataservice)))
            },
        )
    }

    /// `process_item`.
    fn process<'g>(
        &mut self,
        part: &GraphPart<'g>,
        subject: Subject<'g>,
        trace_unread: fn(Subject<'_>, &mut Trace),
        ghost: impl FnOnce(NodeReader<'_, 'g>) -> Option<Record>,
        become_record: impl FnOnce(&mut Self, NodeReader<'_, 'g>, &str) -> Result<Record, Rejected>,
    ) -> Item {
        let identifier = subject.first(dct::IDENTIFIER).filter(|identifier| identifier.is_node_truthy());
        let remote_id = identifier.map(Subject::text).unwrap_or_default();
        let mut item = self.failed(remote_id.to_owned(), origin(part, subject));
        item.source_title = subject.preferred(dct::TITLE).map(|title| title.text().to_owned());
        let producer = part.summary.and_then(|summary| summary.producer.clone());
        item.source_publisher =
            producer.or_else(|| subject.first(dct::PUBLISHER).map(name_of)).filter(|name| !name.is_empty());
        item.source_wfs = part.summary.and_then(|summary| summary.wfs.clone());
        let mut memory = std::mem::take(&mut self.memory);
        let reader = NodeReader {
            subject,
            place: NodePlace::Record,
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
                let (place, now) = (NodePlace::Record, self.options.now);
                let reader = NodeReader { subject, place, now, trace, memory: &mut memory, logs };
                Rejected { ghost: ghost(reader), ..rejected }
            }
            _ => rejected,
        });
        self.memory = memory;
        match outcome {
            Ok(record) => item.become_record(record),
            Err(Rejected { refusal, ghost }) => {
                item.ghost = ghost;
                item.refuse(refusal);
            }
        }
        if item.trace.is_full() {
            trace_unread(subject, &mut item.trace);
            match part.origins {
                Some(origins) => place(&mut item.trace, origins),
                None => unread::of_distributions(subject, &mut item.trace),
            }
        }
        item.trace.shrink_to_fit();
        item
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
    fn failed(&self, remote_id: String, origin: Origin) -> Item {
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

fn origin(part: &GraphPart<'_>, subject: Subject<'_>) -> Origin {
    Origin {
        document: part.document,
        // The graph of a record of a service was read apart: its places are not those of the document.
        span: part.span.clone().or_else(|| part.graph.span(subject.node)).unwrap_or_default(),
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
