//! What could not be read: what was found, where, and what to do, in French.

use std::fmt;

use serde::Serialize;

use super::Document;
use crate::formats::json::{JsonError, JsonFault};

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
    /// The rule of [`crate::check`] that tells it; empty when none does.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub code: &'static str,
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
            code: "",
        }
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
                let text = document.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
                (
                    format!(
                        "Ce n’est pas du JSON valide à partir de la {place} : « {} ».",
                        excerpt(text, column)
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
            code: "",
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
