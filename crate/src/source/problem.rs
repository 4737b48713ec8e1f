//! What could not be read: what was found, where, and what to do, in French.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Document;
use crate::formats::json::{JsonError, JsonFault};

/// The problems that a rule of [`crate::check`] tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// What the portal answered stops the harvest.
    Halted,
    /// A document that its syntax refuses.
    Syntax,
    /// A page announces a next one that was not given.
    NextPageMissing,
    /// A next page is announced by a relative address.
    NextPageRelative,
    /// The pages go round.
    PagesGoRound,
    /// There are fewer records than announced, or documents that no page announces.
    PagesIncomplete,
    /// The text was written in another encoding than the one it was read in.
    Charset,
    /// CKAN's filters find more than data.gouv.fr reads.
    TooManyFiltered,
    /// A CSW service answered by an exception.
    CswException,
    /// A CSW answer does not say which record comes next.
    CswNextRecord,
    /// A CSW service gives fewer records than it announces.
    CswTotal,
    /// Records of a CSW service that become nothing.
    CswDropped,
}

impl ProblemKind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Halted,
        Self::Syntax,
        Self::NextPageMissing,
        Self::NextPageRelative,
        Self::PagesGoRound,
        Self::PagesIncomplete,
        Self::Charset,
        Self::TooManyFiltered,
        Self::CswException,
        Self::CswNextRecord,
        Self::CswTotal,
        Self::CswDropped,
    ];

    /// The code of the rule.
    pub fn code(self) -> &'static str {
        match self {
            Self::Halted => "moissonnage-arrete",
            Self::Syntax => "rdf-invalide",
            Self::NextPageMissing => "pagination-inconnue",
            Self::NextPageRelative => "pagination-relative",
            Self::PagesGoRound => "pagination-boucle",
            Self::PagesIncomplete => "pagination-incomplete",
            Self::Charset => "encodage-sans-charset",
            Self::TooManyFiltered => "ckan-plus-de-1000",
            Self::CswException => "csw-exception",
            Self::CswNextRecord => "csw-nextrecord-absent",
            Self::CswTotal => "csw-total-incoherent",
            Self::CswDropped => "csw-fiches-ecartees",
        }
    }

    /// Whether it is about the pages of a catalogue.
    pub fn is_about_pages(self) -> bool {
        matches!(
            self,
            Self::NextPageMissing | Self::NextPageRelative | Self::PagesGoRound | Self::PagesIncomplete
        )
    }
}

impl Serialize for ProblemKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The document's name.
    pub document: String,
    /// Line and column, counted from 1.
    pub position: Option<(usize, usize)>,
    /// What was found, as one sentence.
    pub found: String,
    /// What to do, as one sentence.
    pub advice: String,
    /// Whether records could be read all the same.
    pub partial: bool,
    /// What it is for the rules of [`crate::check`], when one tells it.
    #[serde(rename = "code", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ProblemKind>,
}

impl Problem {
    /// A problem of a whole document.
    pub fn new(document: &Document, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            document: document.name.clone(),
            position: None,
            found: found.into(),
            advice: advice.into(),
            partial: false,
            kind: None,
        }
    }

    /// A file that is not read: this page holds `most` bytes of documents.
    pub fn too_large(name: &str, bytes: f64, most: usize) -> Self {
        let document = Document { name: name.to_owned(), ..Document::default() };
        let advice = format!(
            "La commande le lit : avant-moisson \"{}\". Ou donnez le catalogue en plusieurs fichiers, l’un après l’autre.",
            name.rsplit(['/', '\\']).next().unwrap_or(name)
        );
        let found = format!(
            "Ce fichier n’a pas été lu : il fait {:.0} Mo, et cette page en lit {} au plus en une fois.",
            bytes / f64::from(1 << 20),
            most >> 20
        );
        Self { partial: true, ..Self::new(&document, found, advice) }
    }

    /// The JSON reader stopped after `read` records.
    pub fn json(document: &Document, error: JsonError, read: usize) -> Self {
        let (line, column) = document.position(error.offset);
        let place = format!("ligne {line}, colonne {column}");
        let (found, advice) = match error.fault {
            _ if error.is_cut => (
                format!("Le fichier s’arrête au milieu d’une valeur JSON ({place}) : il est tronqué."),
                "Téléchargez-le de nouveau jusqu’au bout.",
            ),
            JsonFault::Depth(_) => (
                format!("Le JSON a trop de niveaux imbriqués ({place}) : aucun portail n’écrit ainsi."),
                "Donnez la réponse de l’API du portail, sans transformation.",
            ),
            _ => {
                let text = document.line(line);
                (
                    format!(
                        "Ce n’est pas du JSON valide à partir de la {place} : « {} ».",
                        excerpt(&text, column)
                    ),
                    "Corrigez le fichier à cet endroit, ou téléchargez-le de nouveau depuis l’API du portail.",
                )
            }
        };
        let kept = match read {
            0 => String::new(),
            1 => " La fiche lisible est montrée.".to_owned(),
            _ => format!(" Les {read} fiches lisibles sont montrées."),
        };
        Self {
            document: document.name.clone(),
            position: Some((line, column)),
            found,
            advice: format!("{advice}{kept}"),
            partial: read > 0,
            kind: None,
        }
    }

    /// The document is readable but holds nothing to harvest.
    pub fn empty(document: &Document, nothing: &str) -> Self {
        Self::new(
            document,
            format!("Le document est lisible mais ne contient {nothing} : rien n’a été vérifié."),
            "Vérifiez l’adresse ou le fichier : il faut la liste des jeux de données, pas une page de résultats vide.",
        )
    }
}

/// A few characters of a line, from just before a column.
fn excerpt(line: &str, column: usize) -> String {
    line.chars().skip(column.saturating_sub(12)).take(40).filter(|c| !c.is_control()).collect()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.document.is_empty() {
            write!(f, "{}", self.document)?;
            if let Some((line, column)) = self.position {
                write!(f, ":{line}:{column}")?;
            }
            f.write_str(" : ")?;
        }
        write!(f, "{} {}", self.found, self.advice)
    }
}
