//! What udata's harvesters make of what a portal said: one file per harvester of data.gouv.fr.

mod backend;
pub mod ckan;
mod csw;
mod dcat;
mod dkan;
pub mod ods;

pub use self::{
    backend::{Backend, FormField, Protocol, Replacement, Schema, Tool, Work},
    dcat::{Outlook, check_format, outlook},
};
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
    kind.backend().run(documents, options, problems, progress).await
}
