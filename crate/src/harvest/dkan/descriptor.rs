//! What is peculiar to the `dkan` harvester.

use crate::{
    harvest::{
        Backend,
        ckan::{CkanHarvest, PackageDialect, of_packages},
        run::drive,
    },
    model::Kind,
};

/// The `dkan` harvester: CKAN's, in what is not told here.
pub(in crate::harvest) static DKAN: Backend = Backend {
    reads_units: true,
    schema_rule: "dkan-schema-invalide",
    // DKAN gives no identifier of a licence.
    licence_path: "license_title",
    ..of_packages(Kind::Dkan, |documents, options, problems, progress| {
        let harvest = CkanHarvest::new(PackageDialect::Dkan, documents.kept(), options);
        Box::pin(drive(harvest, options.jobs, problems, progress))
    })
};
