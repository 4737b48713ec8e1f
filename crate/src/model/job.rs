//! What becomes of a harvest and of each of its records.

use std::ops::Range;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Dataservice, Dataset, Facets, JobError, Refusal, Resource, Setback, StorageError, Trace};
use crate::formats::json::Json;

/// How a whole harvest ended, in udata's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobStatus {
    /// Every record went through.
    #[default]
    Done,
    /// At least one record failed.
    DoneErrors,
    /// The harvest stopped.
    Failed,
}

impl JobStatus {
    /// The word of udata's interchange.
    pub fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::DoneErrors => "done-errors",
            Self::Failed => "failed",
        }
    }
}

/// How one record ended, in udata's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Created or updated.
    Done,
    /// Left out, by rule.
    Skipped,
    /// Refused, by error.
    Failed,
}

/// One harvest.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Job {
    /// How it ended.
    pub status: JobStatus,
    /// Errors of the whole job; written in udata's words.
    pub errors: Vec<JobError>,
    /// The records, in the order udata meets them.
    pub items: Vec<Item>,
    /// What of the conversation stopped the harvest.
    #[serde(skip)]
    pub setback: Option<Setback>,
    /// How many records udata meets before it stops; the others are shown to help.
    #[serde(skip)]
    pub reached: Option<usize>,
    /// Whether a page that follows was not given: how the harvest ends is not known.
    #[serde(skip)]
    pub lacks_page: bool,
    /// Addresses of the JSON-LD contexts that udata asks for at each harvest.
    #[serde(skip)]
    pub contexts: Vec<String>,
    /// What the packages of a CKAN or DKAN portal can be filtered by, those that filters leave out included.
    #[serde(skip)]
    pub facets: Facets,
}

impl Job {
    /// The harvest does not get to its end: a page lacks, or pages go round.
    pub fn break_off(&mut self, lacks_page: bool, reached: usize) {
        self.status = JobStatus::Failed;
        self.lacks_page = lacks_page;
        self.reached = Some(reached);
    }

    /// The harvest stops there; what follows is only shown.
    pub fn halt(&mut self, setback: &Setback, reached: usize) {
        self.status = JobStatus::Failed;
        self.errors = JobError::of(&setback.why).into_iter().collect();
        self.setback = Some(setback.clone());
        self.reached = Some(reached);
    }

    /// The harvest fails on a page that cannot be read; what follows is only shown.
    pub fn break_at_fault(&mut self, error: JobError) {
        self.status = JobStatus::Failed;
        self.errors.push(error);
        self.reached = Some(self.items.len());
    }

    /// The records that udata meets.
    pub fn records_seen(&self) -> usize {
        self.reached.unwrap_or(self.items.len()).min(self.items.len())
    }

    /// The status follows from the items unless the job itself failed.
    pub fn settle(&mut self) {
        if self.status != JobStatus::Failed && self.items.iter().any(|item| item.status == Status::Failed) {
            self.status = JobStatus::DoneErrors;
        }
    }
}

/// What a record becomes.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Record {
    /// « Jeu de données ».
    Dataset(Box<Dataset>),
    /// « API ».
    Dataservice(Box<Dataservice>),
}

/// Where a record stands in the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Index among the documents given.
    pub document: usize,
    /// Bytes of the document's text.
    pub span: Range<usize>,
    /// The node of a graph, when the record is one.
    pub node: Option<String>,
    /// Whether the document writes two records of that node, which are one in its graph.
    pub is_two: bool,
}

/// One record of the portal and what became of it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The identifier at the portal; empty when missing.
    pub remote_id: String,
    /// What the portal gives for an identifier that is no name (an empty text, `0`, `true`), which udata keeps as it is:
    /// in the interchange it stands for the identifier.
    pub unnamed: Option<Box<Json<'static>>>,
    /// How it ended.
    pub status: Status,
    /// Why it does not arrive; written in udata's words.
    pub errors: Vec<Refusal>,
    /// What udata would log.
    pub logs: Vec<String>,
    /// What it becomes, when it becomes something.
    pub record: Option<Record>,
    /// What it would have become but for what blocks it, when all of it was read.
    pub ghost: Option<Record>,
    /// Where each field comes from.
    pub trace: Trace,
    /// The title at the portal, kept even when the record is not harvested.
    pub source_title: Option<String>,
    /// The organisation that the portal names, never used by data.gouv.fr.
    pub source_publisher: Option<String>,
    /// The address of a WFS that an ISO record names, which Opendatasoft's CSW harvester would read.
    pub source_wfs: Option<String>,
    /// The address of its page at the portal, when what it becomes is not kept.
    pub source_url: Option<String>,
    /// Where it stands in the documents.
    pub origin: Origin,
}

impl Serialize for Item {
    /// The part of udata's own answer.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let optional = usize::from(self.record.is_some()) + usize::from(!self.trace.is_empty());
        let mut s = serializer.serialize_struct("Item", 4 + optional)?;
        match &self.unnamed {
            Some(given) => s.serialize_field("remote_id", given)?,
            None => s.serialize_field("remote_id", &Some(&self.remote_id).filter(|id| !id.is_empty()))?,
        }
        s.serialize_field("status", &self.status)?;
        s.serialize_field("errors", &self.errors)?;
        s.serialize_field("logs", &self.logs)?;
        if let Some(record) = &self.record {
            s.serialize_field("item", record)?;
        }
        if !self.trace.is_empty() {
            s.serialize_field("trace", &self.trace)?;
        }
        s.end()
    }
}

impl Item {
    /// A record of which nothing is known but its identifier: it has failed until it becomes something.
    pub fn new(remote_id: String, origin: Origin, trace: Trace) -> Self {
        Self {
            remote_id,
            unnamed: None,
            status: Status::Failed,
            errors: Vec::new(),
            logs: Vec::new(),
            record: None,
            ghost: None,
            trace,
            source_title: None,
            source_publisher: None,
            source_wfs: None,
            source_url: None,
            origin,
        }
    }

    /// The record does not arrive.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.record = None;
        self.status = refusal.status();
        if refusal.is_unexpected() {
            self.logs.push(format!("Error while processing {}: {refusal}", self.remote_id));
        }
        self.errors.push(refusal);
    }

    /// The record becomes this, unless the database cannot hold it: a harvest saves what its dry run only shows.
    pub fn become_record(&mut self, record: Record) {
        match record.saved() {
            Ok(()) => {
                self.status = Status::Done;
                self.record = Some(record);
            }
            Err(StorageError { field, value, exception }) => {
                let place = self.trace.place_of(field, &value, &exception);
                self.refuse(Refusal::Raised(exception, Some(place)));
            }
        }
    }

    /// Gives back the memory of what will not come: records are many.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.trace.shrink_to_fit();
        if let Some(Record::Dataset(dataset)) = &mut self.record {
            dataset.description.shrink_to_fit();
            dataset.tags.shrink_to_fit();
            dataset.resources.shrink_to_fit();
        }
    }

    /// The address of a WFS that the record gives.
    pub fn wfs(&self) -> Option<&str> {
        let of_resources = || {
            let resources = self.dataset().map(|dataset| &dataset.resources).into_iter().flatten();
            let is_wfs = |resource: &&Resource| resource.format.as_deref() == Some("wfs");
            resources.filter(is_wfs).map(|resource| resource.url.as_str()).next()
        };
        self.source_wfs.as_deref().or_else(of_resources)
    }

    /// The address of its page at the portal.
    pub fn remote_url(&self) -> Option<&str> {
        let harvest = match &self.record {
            Some(Record::Dataset(dataset)) => dataset.harvest.remote_url.as_deref(),
            Some(Record::Dataservice(service)) => service.harvest.remote_url.as_deref(),
            None => None,
        };
        harvest.or(self.source_url.as_deref())
    }

    /// Where the document describes what is said of a resource, or of the record itself: where it should be first.
    pub fn spans_of(&self, resource: Option<u32>) -> impl Iterator<Item = &Range<usize>> {
        let parts = self.trace.parts();
        let own = parts.iter().filter(move |part| resource.is_some() && part.resource == resource);
        let others = parts.iter().filter(move |part| resource.is_none() || part.resource.is_none());
        let spans = own.map(|part| &part.span).chain([&self.origin.span]);
        spans.chain(others.map(|part| &part.span)).filter(|span| !span.is_empty())
    }

    /// All that the document says of the record: its own description, then what is described outside it, in order.
    pub fn spans(&self) -> Vec<Range<usize>> {
        let own = &self.origin.span;
        let is_apart = |span: &&Range<usize>| span.end <= own.start || span.start >= own.end;
        let mut apart: Vec<_> = self.trace.parts().iter().map(|part| &part.span).filter(is_apart).collect();
        apart.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut spans = vec![own.clone()];
        for span in apart {
            // What is described inside another part is shown with it.
            if spans.iter().skip(1).next_back().is_none_or(|last| span.start >= last.end) {
                spans.push(span.clone());
            }
        }
        spans.retain(|span| !span.is_empty());
        spans
    }

    /// The dataset, when the record became one.
    pub fn dataset(&self) -> Option<&Dataset> {
        match &self.record {
            Some(Record::Dataset(dataset)) => Some(dataset),
            _ => None,
        }
    }

    /// The dataservice, when the record became one.
    pub fn dataservice(&self) -> Option<&Dataservice> {
        match &self.record {
            Some(Record::Dataservice(service)) => Some(service),
            _ => None,
        }
    }

    /// How a person names it: its title, else its identifier.
    pub fn name(&self) -> &str {
        let title = match &self.record {
            Some(Record::Dataset(dataset)) => Some(dataset.title.as_str()),
            Some(Record::Dataservice(service)) => service.title.as_deref(),
            None => None,
        };
        title.filter(|title| !title.is_empty()).or(self.source_title.as_deref()).unwrap_or(&self.remote_id)
    }
}
