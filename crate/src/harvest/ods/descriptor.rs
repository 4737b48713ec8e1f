//! What is peculiar to the harvester of Opendatasoft.

use crate::{
    harvest::{Backend, FormField, Protocol, RecordSchema, Replacement, Tool, Work, run::drive},
    model::{Kind, Options},
    progress::Progress,
    source::{Document, Problem},
};

/// The harvester of Opendatasoft.
pub(in crate::harvest) struct Ods;

impl Backend for Ods {
    fn kind(&self) -> Kind {
        Kind::Ods
    }

    fn protocol(&self) -> Protocol {
        Protocol::Opendatasoft
    }

    fn schema(&self) -> RecordSchema {
        RecordSchema::Opendatasoft
    }

    fn tools(&self) -> &'static [Tool] {
        &[Tool::Opendatasoft, Tool::Server]
    }

    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a> {
        Box::pin(drive(super::OdsHarvest::new(documents, options), options.jobs, problems, progress))
    }

    fn fields(&self) -> &'static [FormField] {
        &[FormField::Inspire]
    }

    fn replacement(&self) -> Option<Replacement> {
        Some(Replacement { kind: Kind::Dcat, path: "/api/explore/v2.1/catalog/exports/dcat/" })
    }

    fn licence_path(&self) -> &'static str {
        "metas.license"
    }

    fn temporal_path(&self) -> &'static str {
        "metas.dcat.temporal"
    }

    fn carries_contacts(&self) -> bool {
        false
    }

    fn carries_coverage(&self) -> bool {
        false
    }
}
