//! data.gouv.fr's own words: what a harvested record is there.

mod change;
mod dataservice;
mod dataset;
pub mod frequency;
pub mod labels;
pub mod licence;
pub mod misfit;
pub mod quality;
pub mod spatial;
pub mod temporal;
pub mod zones;

pub use self::{
    change::{Change, Invalid, IsoPart, Loss, Shown, ZoneName},
    dataservice::Dataservice,
    dataset::{
        AccessType, Checksum, ContactPoint, Dataset, HarvestMetadata, Resource, ResourceHarvest,
        ResourceType, Schema,
    },
    frequency::Frequency,
    licence::Licence,
    quality::Quality,
    spatial::{MultiPolygon, Spatial},
    temporal::TemporalCoverage,
};
