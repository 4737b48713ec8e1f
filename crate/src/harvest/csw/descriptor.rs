//! What is peculiar to the `csw-dcat` and `csw-iso-19139` harvesters.

use super::CswHarvest;
use crate::{
    harvest::{Backend, FormField, Protocol, RecordSchema, Tool, Work, run::drive},
    model::{Kind, Options},
    progress::Progress,
    source::{Document, Problem},
};

/// The `csw-dcat` harvester.
pub(in crate::harvest) struct CswDcat;

impl Backend for CswDcat {
    fn kind(&self) -> Kind {
        Kind::CswDcat
    }

    fn protocol(&self) -> Protocol {
        Protocol::Csw
    }

    fn schema(&self) -> RecordSchema {
        RecordSchema::Dcat
    }

    fn tools(&self) -> &'static [Tool] {
        &[Tool::GeoCatalogue, Tool::Server]
    }

    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a> {
        Box::pin(drive(CswHarvest::dcat(documents, options), options.jobs, problems, progress))
    }

    fn fields(&self) -> &'static [FormField] {
        &[FormField::RemoteUrlPrefix, FormField::GeoDcatAp]
    }

    fn why(&self) -> &'static str {
        "Pas « CSW-ISO-19139 » : les fiches ont été lues en DCAT."
    }
}

/// The `csw-iso-19139` harvester.
pub(in crate::harvest) struct CswIso19139;

impl Backend for CswIso19139 {
    fn kind(&self) -> Kind {
        Kind::CswIso19139
    }

    fn protocol(&self) -> Protocol {
        CswDcat.protocol()
    }

    fn schema(&self) -> RecordSchema {
        RecordSchema::Iso19139
    }

    fn tools(&self) -> &'static [Tool] {
        CswDcat.tools()
    }

    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a> {
        Box::pin(drive(CswHarvest::iso_19139(documents, options), options.jobs, problems, progress))
    }

    fn fields(&self) -> &'static [FormField] {
        &[FormField::RemoteUrlPrefix]
    }

    fn hides_quality(&self) -> bool {
        true
    }

    fn why(&self) -> &'static str {
        "Pas « CSW-DCAT », sauf si le service sait répondre en DCAT (GeoNetwork 4.4.6 et plus)."
    }

    fn caution(&self, _: bool) -> Option<&'static str> {
        Some(
            "Avec CSW-ISO-19139, data.gouv.fr masque le détail de la qualité et affiche un avertissement sur la page.",
        )
    }
}
