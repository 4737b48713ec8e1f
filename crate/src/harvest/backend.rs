//! What is peculiar to each harvester of data.gouv.fr, in one descriptor each: what the other rooms know of a
//! harvester, they ask here.

use std::pin::Pin;

use super::{
    ckan::CKAN,
    csw::{CSW_DCAT, CSW_ISO_19139},
    dcat::DCAT,
    dkan::DKAN,
    ods::ODS,
    run::Documents,
};
use crate::{
    model::{Job, Kind, Options},
    progress::Progress,
    source::{Problem, iso19139},
};

/// A harvester of data.gouv.fr.
#[derive(Debug)]
pub struct Backend {
    /// Which one it is.
    pub kind: Kind,
    /// Harvests documents; what cannot be read is added to the problems. Pauses and stops as its progress says.
    pub(super) run: Run,
    /// How it asks a portal for its records.
    pub protocol: Protocol,
    /// What its records are written in.
    pub schema: RecordSchema,
    /// Where a manager corrects the records that it reads.
    pub tools: &'static [Tool],
    /// The fields of data.gouv.fr's form that it has and others have not.
    pub fields: &'static [FormField],
    /// What to choose instead, when data.gouv.fr no longer offers it.
    pub replacement: Option<Replacement>,
    /// Where a record gives its licence, in its own words.
    pub licence_path: &'static str,
    /// Where a record gives its period, in its own words.
    pub temporal_path: &'static str,
    /// Whether it carries contacts over.
    pub carries_contacts: bool,
    /// Whether it carries the spatial coverage and the frequency over.
    pub carries_coverage: bool,
    /// Whether it can be told which records to take, and finds them page by page.
    pub has_search: bool,
    /// Whether it can find territories by their names.
    pub knows_zones: bool,
    /// Whether `private` says that a record is not public: DKAN writes it of those that are.
    pub hides_private: bool,
    /// Whether the size of a file has its unit beside it, as `12 Ko`.
    pub reads_units: bool,
    /// The rule that tells what its schema refuses.
    pub schema_rule: &'static str,
    /// The command that changes a key of a record where it stands: `COMMAND id=… KEY=…`.
    pub patch_command: Option<&'static str>,
    /// Whether data.gouv.fr hides the detail of the quality of what it harvests.
    pub hides_quality: bool,
    /// Why this type of data.gouv.fr's form and not the one that looks like it, in French.
    pub why: &'static str,
    /// What to be careful about in data.gouv.fr's form, in French.
    pub caution: Option<&'static str>,
    /// The same, when filters are set.
    pub filtered_caution: Option<&'static str>,
}

impl Backend {
    /// A harvester of DCAT documents, with nothing of its own.
    pub(super) const fn of(kind: Kind, run: Run) -> Self {
        Self {
            kind,
            run,
            protocol: Protocol::Catalogue,
            schema: RecordSchema::Dcat,
            tools: &[],
            fields: &[],
            replacement: None,
            licence_path: "dct:license",
            temporal_path: "dct:temporal",
            carries_contacts: true,
            carries_coverage: true,
            has_search: false,
            knows_zones: false,
            hides_private: false,
            reads_units: false,
            schema_rule: "ckan-schema-invalide",
            patch_command: None,
            hides_quality: false,
            why: "",
            caution: None,
            filtered_caution: None,
        }
    }
}

/// A harvest that goes on.
pub(super) type Work<'a> = Pin<Box<dyn Future<Output = Job> + 'a>>;

/// Starts a harvest.
pub(super) type Run = for<'a> fn(Documents<'a>, &'a Options, &'a mut Vec<Problem>, &'a Progress) -> Work<'a>;

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
    pub fn backend(self) -> &'static Backend {
        match self {
            Self::Dcat => &DCAT,
            Self::Ckan => &CKAN,
            Self::Dkan => &DKAN,
            Self::CswDcat => &CSW_DCAT,
            Self::CswIso19139 => &CSW_ISO_19139,
            Self::Ods => &ODS,
        }
    }

    /// How it asks a portal for its records.
    pub fn protocol(self) -> Protocol {
        self.backend().protocol
    }

    /// What its records are written in.
    pub fn schema(self) -> RecordSchema {
        self.backend().schema
    }

    /// Whether data.gouv.fr's form has this field for it.
    pub fn has(self, field: FormField) -> bool {
        self.backend().fields.contains(&field)
    }

    /// Whether data.gouv.fr still offers it.
    pub fn is_offered(self) -> bool {
        self.backend().replacement.is_none()
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
            assert_eq!(kind.backend().kind, kind);
            assert_eq!(kind.id().parse(), Ok(kind));
            assert!(!kind.backend().tools.is_empty(), "{kind}");
        }
        assert_eq!(Kind::offered().count(), 5);
    }
}
