//! What is peculiar to the `ckan` harvester.

use super::{CkanHarvest, PackageDialect};
use crate::{
    harvest::{Backend, FormField, Protocol, RecordSchema, Tool, backend::Run, run::drive},
    model::Kind,
};

/// The `ckan` harvester.
pub(in crate::harvest) static CKAN: Backend = Backend {
    fields: &[FormField::Filters],
    has_search: true,
    patch_command: Some("ckanapi action package_patch"),
    hides_private: true,
    why: "Pas « DKAN », qui attend d’autres champs.",
    caution: Some(
        "Donnez la racine de l’instance CKAN, avec sa barre oblique finale. Sans filtre, toutes ses organisations sont moissonnées.",
    ),
    filtered_caution: Some("Avec un filtre, data.gouv.fr ne lit que les 1 000 premiers jeux."),
    ..of_packages(Kind::Ckan, |documents, options, problems, progress| {
        let harvest = CkanHarvest::new(PackageDialect::Ckan, documents.kept(), options);
        Box::pin(drive(harvest, options.jobs, problems, progress))
    })
};

/// What CKAN's and DKAN's harvesters share.
pub(in crate::harvest) const fn of_packages(kind: Kind, run: Run) -> Backend {
    Backend {
        protocol: Protocol::Action,
        schema: RecordSchema::Ckan,
        tools: &[Tool::Ckan, Tool::Server],
        licence_path: "license_id",
        temporal_path: "extras.temporal_start, extras.temporal_end",
        carries_contacts: false,
        knows_zones: true,
        ..Backend::of(kind, run)
    }
}
