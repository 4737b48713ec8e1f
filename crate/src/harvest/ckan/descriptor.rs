//! What is peculiar to the `ckan` harvester.

use super::{CkanHarvest, PackageDialect};
use crate::{
    harvest::{Backend, FormField, Protocol, RecordSchema, Tool, Work, run::drive},
    model::{Kind, Options},
    progress::Progress,
    source::{Document, Problem},
};

/// The `ckan` harvester.
pub(in crate::harvest) struct Ckan;

impl Backend for Ckan {
    fn kind(&self) -> Kind {
        Kind::Ckan
    }

    fn protocol(&self) -> Protocol {
        Protocol::Action
    }

    fn schema(&self) -> RecordSchema {
        RecordSchema::Ckan
    }

    fn tools(&self) -> &'static [Tool] {
        &[Tool::Ckan, Tool::Server]
    }

    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a> {
        Box::pin(drive(
            CkanHarvest::new(PackageDialect::Ckan, documents, options),
            options.jobs,
            problems,
            progress,
        ))
    }

    fn fields(&self) -> &'static [FormField] {
        &[FormField::Filters]
    }

    fn has_search(&self) -> bool {
        true
    }

    fn patch_command(&self) -> Option<&'static str> {
        Some("ckanapi action package_patch")
    }

    fn licence_path(&self) -> &'static str {
        "license_id"
    }

    fn temporal_path(&self) -> &'static str {
        "extras.temporal_start, extras.temporal_end"
    }

    fn carries_contacts(&self) -> bool {
        false
    }

    fn knows_zones(&self) -> bool {
        true
    }

    fn why(&self) -> &'static str {
        "Pas « DKAN », qui attend d’autres champs."
    }

    fn caution(&self, filtered: bool) -> Option<&'static str> {
        Some(match filtered {
            true => "Avec un filtre, data.gouv.fr ne lit que les 1 000 premiers jeux.",
            false => {
                "Donnez la racine de l’instance CKAN, avec sa barre oblique finale. Sans filtre, toutes ses organisations sont moissonnées."
            }
        })
    }
}
