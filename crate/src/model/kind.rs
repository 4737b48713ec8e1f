//! The harvesters of data.gouv.fr.

use std::{fmt, str::FromStr};

/// A harvester of data.gouv.fr ("implémentation" in its form).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Opendatasoft's API, retired by data.gouv.fr.
    Ods,
    /// A DCAT catalogue.
    Dcat,
    /// CKAN's action API.
    Ckan,
    /// DKAN's flavour of CKAN's API.
    Dkan,
    /// A CSW that answers DCAT records.
    CswDcat,
    /// A CSW that answers ISO 19139 records.
    CswIso19139,
}

impl Kind {
    /// All harvesters, in the order of data.gouv.fr's form; the retired one last.
    pub const ALL: [Self; 6] =
        [Self::Dcat, Self::Ckan, Self::Dkan, Self::CswDcat, Self::CswIso19139, Self::Ods];

    /// The identifier udata uses, also the command's `--as`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ods => "ods",
            Self::Dcat => "dcat",
            Self::Ckan => "ckan",
            Self::Dkan => "dkan",
            Self::CswDcat => "csw-dcat",
            Self::CswIso19139 => "csw-iso-19139",
        }
    }

    /// Whether the harvester reads many answers, not one document.
    pub fn is_paged(self) -> bool {
        !matches!(self, Self::Dcat | Self::Ods)
    }

    /// The name data.gouv.fr's form shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ods => "OpenDataSoft",
            Self::Dcat => "DCAT",
            Self::Ckan => "CKAN",
            Self::Dkan => "DKAN",
            Self::CswDcat => "CSW-DCAT",
            Self::CswIso19139 => "CSW-ISO-19139",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(id: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.id() == id).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|kind| kind.id()).collect();
            format!("« {id} » n’est pas un moissonneur connu ; écrivez l’un de : {}", known.join(", "))
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
