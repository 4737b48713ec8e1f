//! What udata's harvesters make of what a portal said: one file per harvester of data.gouv.fr.

pub mod ckan;
mod csw;
mod dcat;
mod dkan;
pub mod ods;

pub use self::dcat::{Outlook, check_format, outlook};
use crate::{
    model::{Job, Kind, Options},
    progress::Progress,
    source::{Document, Problem},
};

/// Harvests documents as `kind` does; what cannot be read is added to `problems`. Pauses and stops as `progress` says.
pub async fn run(
    kind: Kind,
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    match kind {
        Kind::Ods => ods::run(documents, options, problems, progress).await,
        Kind::Dcat => dcat::run(documents, options, problems, progress).await,
        Kind::Ckan => ckan::run(documents, options, problems, progress).await,
        Kind::Dkan => dkan::run(documents, options, problems, progress).await,
        Kind::CswDcat => csw::run_dcat(documents, options, problems, progress).await,
        Kind::CswIso19139 => csw::run_iso_19139(documents, options, problems, progress).await,
    }
}
