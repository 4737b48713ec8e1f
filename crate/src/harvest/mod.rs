//! What udata's harvesters make of what a portal said: one file per harvester of data.gouv.fr.

pub mod ckan;
mod conversation;
mod csw;
mod dcat;
mod dkan;
pub mod ods;
mod trace;

use std::{fmt, ops::Range, str::FromStr, sync::Arc};

use serde::Serialize;

pub use self::conversation::{Asked, Conversation, Setback, Unusable};
pub use self::csw::next_position;
pub use self::dcat::{Outlook, outlook};
pub use self::trace::{Detail, Entry, Field, How, Trace};
use crate::{
    model::{Dataservice, Dataset, zones::Zones},
    progress::Progress,
    source::{Document, Problem},
    text::date::DateTime,
};

/// A harvester of data.gouv.fr ("implémentation" in its form).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Opendatasoft's API, retired by data.gouv.fr.
    Ods,
    /// A DCAT catalogue.
    Dcat,
    /// CKAN's action API.
    Ckan,
    /// DKAN's flavour of CKAN's API.
    Dkan,
    /// A CSW that answers DCAT records.
    CswDcat,
    /// A CSW that answers ISO 19139 records.
    CswIso19139,
}

impl Kind {
    /// All harvesters, in the order of data.gouv.fr's form; the retired one last.
    pub const ALL: [Self; 6] =
        [Self::Dcat, Self::Ckan, Self::Dkan, Self::CswDcat, Self::CswIso19139, Self::Ods];

    /// The identifier udata uses, also the command's `--as`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ods => "ods",
            Self::Dcat => "dcat",
            Self::Ckan => "ckan",
            Self::Dkan => "dkan",
            Self::CswDcat => "csw-dcat",
            Self::CswIso19139 => "csw-iso-19139",
        }
    }

    /// Whether the harvester reads many answers, not one document.
    pub fn is_paged(self) -> bool {
        !matches!(self, Self::Dcat | Self::Ods)
    }

    /// The name data.gouv.fr's form shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ods => "OpenDataSoft",
            Self::Dcat => "DCAT",
            Self::Ckan => "CKAN",
            Self::Dkan => "DKAN",
            Self::CswDcat => "CSW-DCAT",
            Self::CswIso19139 => "CSW-ISO-19139",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(id: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.id() == id).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|kind| kind.id()).collect();
            format!("« {id} » n’est pas un moissonneur connu ; écrivez l’un de : {}", known.join(", "))
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// One filter of data.gouv.fr's form (CKAN only).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// `organization` or `tags`.
    pub key: String,
    /// The value to compare with.
    pub value: String,
    /// `true` to leave out what matches.
    pub exclude: bool,
}

/// The settings of a harvest, as typed in data.gouv.fr's form, and the clock.
#[derive(Debug, Clone)]
pub struct Options {
    /// The harvester; recognised from the documents when absent.
    pub kind: Option<Kind>,
    /// The portal's address, as typed in the form.
    pub site: Option<String>,
    /// Without an address, the end of the first file's name stands for its end: it decides the syntax (DCAT only).
    pub name_decides: bool,
    /// Option *Inspire* of the retired Opendatasoft harvester.
    pub inspire: bool,
    /// Option *GeoDCAT-AP* of CSW-DCAT.
    pub geodcatap: bool,
    /// *Préfixe d'URL distante* of the CSW harvesters.
    pub remote_url_prefix: Option<String>,
    /// Filters, combined with AND.
    pub filters: Vec<Filter>,
    /// Geographical zones, when they are loaded (CKAN only).
    pub zones: Option<Arc<Zones>>,
    /// The instant of the harvest: quality and future dates depend on it.
    pub now: DateTime,
    /// How much of the trace to keep.
    pub detail: Detail,
    /// The conversation in which the documents were read, when it was over HTTP.
    pub conversation: Conversation,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: None,
            site: None,
            name_decides: false,
            inspire: false,
            geodcatap: false,
            remote_url_prefix: None,
            filters: Vec::new(),
            zones: None,
            now: DateTime::UNIX_EPOCH,
            detail: Detail::Full,
            conversation: Conversation::default(),
        }
    }
}

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
    /// Errors of the whole job, in udata's words.
    pub errors: Vec<String>,
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
        self.errors = setback.why.message().into_iter().collect();
        self.setback = Some(setback.clone());
        self.reached = Some(reached);
    }

    /// The records that udata meets.
    pub fn met(&self) -> usize {
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
    /// Index in [`crate::Catalogue::documents`].
    pub document: usize,
    /// Bytes of the document's text.
    pub span: Range<usize>,
    /// The node of a graph, when the record is one.
    pub node: Option<String>,
}

/// One record of the portal and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// The identifier at the portal; empty when missing.
    pub remote_id: String,
    /// How it ended.
    pub status: Status,
    /// Why, in udata's words.
    pub errors: Vec<String>,
    /// What udata would log.
    pub logs: Vec<String>,
    /// What it becomes, when it becomes something.
    #[serde(rename = "item", skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// Where each field comes from.
    #[serde(skip_serializing_if = "Trace::is_empty")]
    pub trace: Trace,
    /// The title at the portal, kept even when the record is not harvested.
    #[serde(skip)]
    pub source_title: Option<String>,
    /// The organisation that the portal names, never used by data.gouv.fr.
    #[serde(skip)]
    pub source_publisher: Option<String>,
    /// The address of a WFS that an ISO record names, which Opendatasoft's CSW harvester would read.
    #[serde(skip)]
    pub source_wfs: Option<String>,
    /// Where it stands in the documents.
    #[serde(skip)]
    pub origin: Origin,
}

impl Item {
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

/// Harvests documents as `kind` does; what cannot be read is added to `problems`. Pauses and stops as `progress` says.
pub async fn run(
    kind: Kind,
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    let mut job = match kind {
        Kind::Ods => ods::run(documents, options, problems, progress).await,
        Kind::Dcat => dcat::run(documents, options, problems, progress).await,
        Kind::Ckan => ckan::run(documents, options, problems, progress).await,
        Kind::Dkan => dkan::run(documents, options, problems, progress).await,
        Kind::CswDcat => csw::run_dcat(documents, options, problems, progress).await,
        Kind::CswIso19139 => csw::run_iso_19139(documents, options, problems, progress).await,
    };
    // What stops the harvest before its first document does so whatever the harvester.
    if let Some(setback) = options.conversation.stop()
        && job.setback.is_none()
        && (setback.before == 0 || job.status != JobStatus::Failed)
    {
        let reached = if setback.before == 0 { 0 } else { job.items.len() };
        job.halt(setback, reached);
    }
    job
}
