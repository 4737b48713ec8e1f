//! data.gouv.fr's own words: what a harvested record is there, and what a harvest is.

mod change;
mod conversation;
mod dataservice;
mod dataset;
mod facets;
pub(crate) mod frequency;
pub(crate) mod high_value;
mod job;
mod kind;
pub(crate) mod labels;
pub(crate) mod licence;
mod options;
mod packed;
pub(crate) mod quality;
pub(crate) mod refusal;
pub(crate) mod schema_mismatch;
pub(crate) mod spatial;
mod storage;
pub(crate) mod temporal;
mod trace;
mod versions;
pub(crate) mod zones;

pub(crate) use self::packed::{PackedReader, pack, unpack};
pub use self::{
    change::{BoxSide, Change, Invalid, IsoPart, Loss, Verbatim, ZoneName},
    conversation::{Asked, Conversation, Setback, Unusable},
    dataservice::Dataservice,
    dataset::{
        AccessType, Checksum, ContactPoint, Dataset, FileSize, HarvestMetadata, Resource, ResourceHarvest,
        ResourceType, Schema,
    },
    facets::{Facets, SearchFacet},
    frequency::Frequency,
    job::{Item, Job, JobStatus, Origin, Record, Status},
    kind::{Kind, UnknownKind},
    licence::Licence,
    options::{Filter, Options},
    packed::PackedLines,
    quality::Quality,
    refusal::{JobError, Refusal, ValuePlace},
    spatial::{MultiPolygon, Spatial},
    storage::StorageError,
    temporal::TemporalCoverage,
    trace::{Detail, Entry, Field, How, SourcePart, Trace},
    versions::{VERSIONS, Versions},
    zones::Zones,
};
