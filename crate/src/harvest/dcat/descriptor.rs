//! What is peculiar to the `dcat` harvester.

use crate::{
    harvest::{Backend, Protocol, RecordSchema, Tool, Work, run::drive},
    model::{Kind, Options},
    progress::Progress,
    source::{Document, Problem},
};

/// The `dcat` harvester.
pub(in crate::harvest) struct Dcat;

impl Backend for Dcat {
    fn kind(&self) -> Kind {
        Kind::Dcat
    }

    fn protocol(&self) -> Protocol {
        Protocol::Catalogue
    }

    fn schema(&self) -> RecordSchema {
        RecordSchema::Dcat
    }

    // Every software exports DCAT.
    fn tools(&self) -> &'static [Tool] {
        &[Tool::Opendatasoft, Tool::Ckan, Tool::GeoCatalogue, Tool::HandMade, Tool::Server]
    }

    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a> {
        Box::pin(drive(super::DcatHarvest::new(documents, options), options.jobs, problems, progress))
    }

    fn caution(&self, _: bool) -> Option<&'static str> {
        Some(
            "L’aide du formulaire parle de la page d’accueil du portail : avec DCAT, il faut l’adresse de l’export lui-même.",
        )
    }
}
