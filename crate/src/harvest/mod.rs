//! What udata's harvesters make of what a portal said: one file per harvester of data.gouv.fr.

/// What is said of records that stand before a fault.
const SHOWN_BEFORE_FAULT: &str = " Les fiches complètes d’avant ce défaut sont montrées pour vous aider : data.gouv.fr n’en lirait aucune de cette page.";

mod backend;
pub(crate) mod ckan;
mod csw;
mod dcat;
mod dkan;
pub(crate) mod ods;
mod route_line;
mod run;

pub use self::{
    backend::{Backend, FormField, Protocol, RecordSchema, Replacement, Tool, Work},
    ckan::names_zones,
    dcat::{PageSummary, page_summary},
    route_line::{RouteEffect, RouteLine},
};
use crate::{
    model::{Job, JobStatus, Kind, Options, Record, Refusal},
    progress::Progress,
    source::{Document, Problem},
};

/// A record that does not arrive.
struct Rejected {
    /// Why.
    refusal: Refusal,
    /// What it would have become otherwise, when all of it was read.
    ghost: Option<Record>,
}

impl From<Refusal> for Rejected {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, ghost: None }
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
    let mut job = kind.backend().run(documents, options, problems, progress).await;
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
