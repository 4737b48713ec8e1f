//! What is peculiar to each harvester of data.gouv.fr, in one descriptor each: what the other rooms know of a
//! harvester, they ask here.

use std::pin::Pin;

use super::{
    ckan::Ckan,
    csw::{CswDcat, CswIso19139},
    dcat::Dcat,
    dkan::Dkan,
    ods::Ods,
};
use crate::{
    model::{Job, Kind, Options},
    progress::Progress,
    source::{Document, Problem, iso19139},
};

/// A harvester of data.gouv.fr. What most of them share is the default.
pub trait Backend: Sync {
    /// Which one it is.
    fn kind(&self) -> Kind;

    /// How it asks a portal for its records.
    fn protocol(&self) -> Protocol;

    /// What its records are written in.
    fn schema(&self) -> RecordSchema;

    /// Where a manager corrects the records that it reads.
    fn tools(&self) -> &'static [Tool];

    /// Harvests documents; what cannot be read is added to `problems`. Pauses and stops as `progress` says.
    fn run<'a>(
        &self,
        documents: &'a [Document],
        options: &'a Options,
        problems: &'a mut Vec<Problem>,
        progress: &'a Progress,
    ) -> Work<'a>;

    /// The fields of data.gouv.fr's form that it has and others have not.
    fn fields(&self) -> &'static [FormField] {
        &[]
    }

    /// What to choose instead, when data.gouv.fr no longer offers it.
    fn replacement(&self) -> Option<Replacement> {
        None
    }

    /// Where a record gives its licence, in its own words.
    fn licence_path(&self) -> &'static str {
        "dct:license"
    }

    /// Where a record gives its period, in its own words.
    fn temporal_path(&self) -> &'static str {
        "dct:temporal"
    }

    /// Whether it carries contacts over.
    fn carries_contacts(&self) -> bool {
        true
    }

    /// Whether it carries the spatial coverage and the frequency over.
    fn carries_coverage(&self) -> bool {
        true
    }

    /// Whether it can be told which records to take, and finds them page by page.
    fn has_search(&self) -> bool {
        false
    }

    /// Whether it can find territories by their names.
    fn knows_zones(&self) -> bool {
        false
    }

    /// Whether the size of a file has its unit beside it, as `12 Ko`.
    fn reads_units(&self) -> bool {
        false
    }

    /// The command that changes a key of a record where it stands: `COMMAND id=… KEY=…`.
    fn patch_command(&self) -> Option<&'static str> {
        None
    }

    /// Whether data.gouv.fr hides the detail of the quality of what it harvests.
    fn hides_quality(&self) -> bool {
        false
    }

    /// Why this type of data.gouv.fr's form and not the one that looks like it, in French.
    fn why(&self) -> &'static str {
        ""
    }

    /// What to be careful about in data.gouv.fr's form, in French; `filtered` when filters are set.
    fn caution(&self, filtered: bool) -> Option<&'static str> {
        let _ = filtered;
        None
    }
}

/// A harvest that goes on.
pub type Work<'a> = Pin<Box<dyn Future<Output = Job> + 'a>>;

/// How records are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// A document at an address, which may name the next one.
    Catalogue,
    /// The action API of CKAN and DKAN.
    Action,
    /// GetRecords of a catalogue service.
    Csw,
    /// The API of Opendatasoft.
    Opendatasoft,
}

/// What records are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordSchema {
    /// DCAT, in any syntax of RDF.
    Dcat,
    /// ISO 19139, which is converted to DCAT.
    Iso19139,
    /// CKAN's packages.
    Ckan,
    /// Opendatasoft's datasets.
    Opendatasoft,
}

impl RecordSchema {
    /// Where a record of this schema says what is at this property of DCAT, in its own words, when they are others.
    pub fn place_of(self, property: &str) -> Option<&'static str> {
        let is_own = property.contains("gmd:") || property.contains("srv:");
        let property = property.split("[@").next().unwrap_or_default();
        if self == Self::Iso19139 && !is_own { iso19139::expected(property) } else { None }
    }

    /// How a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dcat => "DCAT",
            Self::Iso19139 => "ISO 19139",
            Self::Ckan => "JSON de CKAN",
            Self::Opendatasoft => "JSON d’Opendatasoft",
        }
    }

    /// Whether records are DCAT, or become it before they are read.
    pub fn is_dcat(self) -> bool {
        matches!(self, Self::Dcat | Self::Iso19139)
    }
}

/// A field of data.gouv.fr's form that only some harvesters have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// « Filtres »
    Filters,
    /// « Préfixe d’URL distante »
    RemoteUrlPrefix,
    /// « GeoDCAT-AP »
    GeoDcatAp,
    /// « Inspire »
    Inspire,
}

/// Where the records of a portal are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Opendatasoft's back office.
    Opendatasoft,
    /// The forms and settings of CKAN or DKAN.
    Ckan,
    /// The editor of a catalogue of geographical data: GeoNetwork, Isogeo.
    GeoCatalogue,
    /// A program or a person that writes an export.
    HandMade,
    /// The server that answers, whatever it runs.
    Server,
}

/// What takes the place of a retired harvester.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    /// The harvester to choose.
    pub kind: Kind,
    /// The address to give, after the portal's.
    pub path: &'static str,
}

impl Kind {
    /// What is peculiar to it. A new harvester is one line here and one of [`Kind`], and a file.
    pub fn backend(self) -> &'static dyn Backend {
        match self {
            Self::Dcat => &Dcat,
            Self::Ckan => &Ckan,
            Self::Dkan => &Dkan,
            Self::CswDcat => &CswDcat,
            Self::CswIso19139 => &CswIso19139,
            Self::Ods => &Ods,
        }
    }

    /// How it asks a portal for its records.
    pub fn protocol(self) -> Protocol {
        self.backend().protocol()
    }

    /// What its records are written in.
    pub fn schema(self) -> RecordSchema {
        self.backend().schema()
    }

    /// Whether data.gouv.fr's form has this field for it.
    pub fn has(self, field: FormField) -> bool {
        self.backend().fields().contains(&field)
    }

    /// Whether data.gouv.fr still offers it.
    pub fn is_offered(self) -> bool {
        self.backend().replacement().is_none()
    }

    /// The harvesters that data.gouv.fr's form offers, in its order.
    pub fn offered() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|kind| kind.is_offered())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_harvester_has_its_own_descriptor() {
        for kind in Kind::ALL {
            assert_eq!(kind.backend().kind(), kind);
            assert_eq!(kind.id().parse(), Ok(kind));
            assert!(!kind.backend().tools().is_empty(), "{kind}");
        }
        assert_eq!(Kind::offered().count(), 5);
    }
}
