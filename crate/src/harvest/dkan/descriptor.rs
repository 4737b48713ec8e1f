//! What is peculiar to the `dkan` harvester.

use crate::{
    harvest::{
        Backend, Protocol, RecordSchema, Tool, Work,
        ckan::{Ckan, CkanHarvest, PackageDialect},
        run::drive,
    },
    model::{Kind, Options},
    progress::Progress,
    source::{Document, Problem},
};

/// The `dkan` harvester: CKAN's, in what is not told here.
pub(in crate::harvest) struct Dkan;

impl Backend for Dkan {
    fn kind(&self) -> Kind {
        Kind::Dkan
    }

    fn protocol(&self) -> Protocol {
        Ckan.protocol()
    }

    fn schema(&self) -> RecordSchema {
        Ckan.schema()
    }

    fn tools(&self) -> &'static [Tool] {
        Ckan.tools()
    }

    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a> {
        Box::pin(drive(
            CkanHarvest::new(PackageDialect::Dkan, documents, options),
            options.jobs,
            problems,
            progress,
        ))
    }

    fn licence_path(&self) -> &'static str {
        Ckan.licence_path()
    }

    fn temporal_path(&self) -> &'static str {
        Ckan.temporal_path()
    }

    fn carries_contacts(&self) -> bool {
        Ckan.carries_contacts()
    }

    fn reads_units(&self) -> bool {
        true
    }

    fn schema_rule(&self) -> &'static str {
        "dkan-schema-invalide"
    }
}
