//! data.gouv.fr's own words: what a harvested record is there.

mod dataservice;
mod dataset;
pub mod frequency;
pub mod labels;
pub mod licence;
pub mod quality;
pub mod spatial;
pub mod temporal;
pub mod zones;

pub use self::{
    dataservice::Dataservice,
    dataset::{
        AccessType, Checksum, ContactPoint, Dataset, FileSize, HarvestMetadata, Resource, ResourceHarvest,
        ResourceType, Schema,
    },
    frequency::Frequency,
    licence::Licence,
    quality::Quality,
    spatial::{MultiPolygon, Spatial},
    temporal::TemporalCoverage,
};
