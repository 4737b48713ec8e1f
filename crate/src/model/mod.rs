//! data.gouv.fr's own words: what a harvested record is there, and what a harvest is.

mod change;
mod conversation;
mod dataservice;
mod dataset;
pub mod frequency;
mod job;
mod kind;
pub mod labels;
pub mod licence;
mod options;
pub mod quality;
pub mod refusal;
pub mod schema_mismatch;
pub mod spatial;
mod storage;
pub mod temporal;
mod trace;
mod versions;
pub mod zones;

pub use self::{
    change::{Change, Invalid, IsoPart, Loss, Verbatim, ZoneName},
    conversation::{Asked, Conversation, Setback, Unusable},
    dataservice::Dataservice,
    dataset::{
        AccessType, Checksum, ContactPoint, Dataset, FileSize, HarvestMetadata, Resource, ResourceHarvest,
        ResourceType, Schema,
    },
    frequency::Frequency,
    job::{Item, Job, JobStatus, Origin, Record, Status},
    kind::{Kind, UnknownKind},
    licence::Licence,
    options::{Filter, Options},
    quality::Quality,
    refusal::{JobError, Refusal, ValuePlace},
    spatial::{MultiPolygon, Spatial},
    storage::StorageError,
    temporal::TemporalCoverage,
    trace::{Detail, Entry, Field, How, Trace},
    versions::{VERSIONS, Versions},
};
