//! The harvesters of data.gouv.fr.

use std::{error::Error, fmt, str::FromStr};

/// The harvesters, each in one line: its name in udata and `--as`, and the one data.gouv.fr's form shows.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident = $id:literal, $label:literal;)+) => {
        /// A harvester of data.gouv.fr ("implémentation" in its form).
        ///
        /// ```
        /// use avant_moisson::Kind;
        ///
        /// let kind: Kind = "csw-iso-19139".parse()?;
        /// assert_eq!(kind.label(), "CSW-ISO-19139");
        /// assert!("oai-pmh".parse::<Kind>().is_err());
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])+ $kind,)+
        }

        impl Kind {
            /// All harvesters, in the order of data.gouv.fr's form; the retired one last.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$kind),+];

            /// The identifier udata uses, also the command's `--as`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$kind => $id,)+ }
            }

            /// The name data.gouv.fr's form shows.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)+ }
            }
        }
    };
}

kinds! {
    /// A DCAT catalogue.
    Dcat = "dcat", "DCAT";
    /// CKAN's action API.
    Ckan = "ckan", "CKAN";
    /// DKAN's flavour of CKAN's API.
    Dkan = "dkan", "DKAN";
    /// A CSW that answers DCAT records.
    CswDcat = "csw-dcat", "CSW-DCAT";
    /// A CSW that answers ISO 19139 records.
    CswIso19139 = "csw-iso-19139", "CSW-ISO-19139";
    /// Opendatasoft's API, retired by data.gouv.fr.
    Ods = "ods", "OpenDataSoft";
}

/// A harvester that udata has and this crate has not: it reads the catalogue of one ministry.
const ELSEWHERE: &str = "maaf";

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(id: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.id() == id).ok_or_else(|| UnknownKind(id.to_owned()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// An identifier that is no harvester's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKind(pub String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Kind::ALL.map(Kind::id).join(", ");
        if self.0 == ELSEWHERE {
            return write!(
                f,
                "le moissonneur « maaf » d’udata ne lit que le catalogue du ministère de l’Agriculture : cet outil ne le simule pas ; \
                 écrivez l’un de : {known}"
            );
        }
        write!(f, "« {} » n’est pas un moissonneur connu ; écrivez l’un de : {known}", self.0)
    }
}

impl Error for UnknownKind {}
