//! What is peculiar to the `csw-dcat` and `csw-iso-19139` harvesters.

use super::CswHarvest;
use crate::{
    harvest::{Backend, FormField, Protocol, RecordSchema, Tool, run::drive},
    model::Kind,
};

/// What both harvesters of catalogue services are corrected in.
const TOOLS: &[Tool] = &[Tool::GeoCatalogue, Tool::Server];

/// The `csw-dcat` harvester.
pub(in crate::harvest) static CSW_DCAT: Backend = Backend {
    protocol: Protocol::Csw,
    tools: TOOLS,
    fields: &[FormField::RemoteUrlPrefix, FormField::GeoDcatAp],
    why: "Pas « CSW-ISO-19139 » : les fiches ont été lues en DCAT.",
    ..Backend::of(Kind::CswDcat, |documents, options, problems, progress| {
        Box::pin(drive(CswHarvest::dcat(documents.kept(), options), options.jobs, problems, progress))
    })
};

/// The `csw-iso-19139` harvester.
pub(in crate::harvest) static CSW_ISO_19139: Backend = Backend {
    protocol: Protocol::Csw,
    schema: RecordSchema::Iso19139,
    tools: TOOLS,
    fields: &[FormField::RemoteUrlPrefix],
    hides_quality: true,
    why: "Pas « CSW-DCAT », sauf si le service sait répondre en DCAT (GeoNetwork 4.4.6 et plus).",
    caution: Some(
        "Avec CSW-ISO-19139, data.gouv.fr masque le détail de la qualité et affiche un avertissement sur la page.",
    ),
    ..Backend::of(Kind::CswIso19139, |documents, options, problems, progress| {
        Box::pin(drive(CswHarvest::iso_19139(documents.kept(), options), options.jobs, problems, progress))
    })
};
