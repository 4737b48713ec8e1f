//! What is peculiar to the harvester of Opendatasoft.

use super::OdsHarvest;
use crate::{
    harvest::{Backend, FormField, Protocol, RecordSchema, Replacement, Tool, run::drive},
    model::Kind,
};

/// The harvester of Opendatasoft.
pub(in crate::harvest) static ODS: Backend = Backend {
    protocol: Protocol::Opendatasoft,
    schema: RecordSchema::Opendatasoft,
    tools: &[Tool::Opendatasoft, Tool::Server],
    fields: &[FormField::Inspire],
    replacement: Some(Replacement { kind: Kind::Dcat, path: "/api/explore/v2.1/catalog/exports/dcat/" }),
    licence_path: "metas.license",
    temporal_path: "metas.dcat.temporal",
    carries_contacts: false,
    carries_coverage: false,
    ..Backend::of(Kind::Ods, |documents, options, problems, progress| {
        Box::pin(drive(OdsHarvest::new(documents.kept(), options), options.jobs, problems, progress))
    })
};
