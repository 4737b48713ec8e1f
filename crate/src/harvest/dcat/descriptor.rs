//! What is peculiar to the `dcat` harvester.

use super::DcatHarvest;
use crate::{
    harvest::{Backend, Tool, run::drive},
    model::Kind,
};

/// The `dcat` harvester.
pub(in crate::harvest) static DCAT: Backend = Backend {
    // Every software exports DCAT.
    tools: &[Tool::Opendatasoft, Tool::Ckan, Tool::GeoCatalogue, Tool::HandMade, Tool::Server],
    caution: Some(
        "L’aide du formulaire parle de la page d’accueil du portail : avec DCAT, il faut l’adresse de l’export lui-même.",
    ),
    ..Backend::of(Kind::Dcat, |documents, options, problems, progress| {
        Box::pin(drive(DcatHarvest::new(documents, options), options.jobs, problems, progress))
    })
};
