//! A way of having a portal harvested, and the software that it supposes.

use crate::{
    harvest::Protocol,
    model::{Filter, Kind},
};

/// The software of a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Software {
    /// Opendatasoft, today Huwise.
    Opendatasoft,
    /// CKAN.
    Ckan,
    /// DKAN.
    Dkan,
    /// GeoNetwork.
    Geonetwork,
    /// A catalogue service that is none of the others.
    Csw,
    /// Isogeo.
    Isogeo,
    /// ArcGIS Hub.
    ArcgisHub,
    /// udata: data.gouv.fr itself or another one.
    Udata,
    /// A file or a page of RDF.
    Rdf,
}

impl Software {
    /// What a portal is when nothing but its harvester is known.
    pub fn of_kind(kind: Kind) -> Self {
        match kind.protocol() {
            Protocol::Opendatasoft => Self::Opendatasoft,
            Protocol::Catalogue => Self::Rdf,
            Protocol::Csw => Self::Csw,
            Protocol::Action if kind.backend().has_search => Self::Ckan,
            Protocol::Action => Self::Dkan,
        }
    }

    /// Where else its portals may be read: the harvester, and its address beside the one that was recognised.
    pub(super) fn neighbours(self) -> &'static [(Kind, &'static str)] {
        match self {
            Self::Opendatasoft => &[(Kind::CswIso19139, "/csw"), (Kind::Ods, "/")],
            Self::Ckan => &[(Kind::Ckan, "./"), (Kind::Dcat, "catalog.xml")],
            Self::Dkan => &[(Kind::Dkan, "/"), (Kind::Dcat, "/data.json")],
            Self::Geonetwork | Self::Csw | Self::Isogeo | Self::ArcgisHub | Self::Udata | Self::Rdf => &[],
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Opendatasoft => "Opendatasoft (Huwise)",
            Self::Ckan => "CKAN",
            Self::Dkan => "DKAN",
            Self::Geonetwork => "GeoNetwork",
            Self::Csw => "service CSW",
            Self::Isogeo => "Isogeo",
            Self::ArcgisHub => "ArcGIS Hub",
            Self::Udata => "udata",
            Self::Rdf => "catalogue DCAT",
        }
    }
}

/// One way of having a portal harvested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The software it supposes.
    pub software: Software,
    /// « Implémentation » of the form.
    pub kind: Kind,
    /// « URL » of the form.
    pub url: String,
    /// « Préfixe d'URL distante » of the form (CSW).
    pub prefix: Option<String>,
    /// Filters of the form.
    pub filters: Vec<Filter>,
    /// What in the address tells it, in French.
    pub why: &'static str,
    /// What to be careful about, in French.
    pub cautions: Vec<&'static str>,
}

impl Candidate {
    /// Whether it only stands for another way that does not answer.
    pub fn is_fallback(&self) -> bool {
        !self.kind.is_offered()
    }
}

/// A way of having a portal harvested, with nothing more to say.
pub(super) fn candidate(software: Software, kind: Kind, url: String, why: &'static str) -> Candidate {
    Candidate { software, kind, url, prefix: None, filters: Vec::new(), why, cautions: Vec::new() }
}
