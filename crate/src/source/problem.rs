//! What could not be read: what was found, where, and what to do, in French.

use std::fmt;

use serde::Serialize;
use serde_json::error::Category;

use super::Document;

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
        }
    }

    /// The JSON reader stopped after `read` records.
    pub fn json(document: &Document, error: &serde_json::Error, read: usize) -> Self {
        let line = error.line();
        let text = document.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let column = text.get(..error.column()).unwrap_or(text).chars().count();
        let place = format!("ligne\u{a0}{line}, colonne\u{a0}{column}");
        let (found, advice) = match error.classify() {
            Category::Eof => (
                format!("Le fichier s’arrête au milieu d’une valeur JSON ({place})\u{a0}: il est tronqué."),
                "Téléchargez-le de nouveau jusqu’au bout.".to_owned(),
            ),
            _ if error.to_string().starts_with("recursion limit") => (
                format!(
                    "Le JSON est imbriqué sur plus de 128 niveaux ({place})\u{a0}: aucun portail n’écrit ainsi."
                ),
                "Donnez la réponse de l’API du portail, sans transformation.".to_owned(),
            ),
            _ => (
                format!(
                    "Ce n’est pas du JSON valide à partir de la {place}\u{a0}: «\u{a0}{}\u{a0}».",
                    excerpt(text, column)
                ),
                "Corrigez le fichier à cet endroit, ou téléchargez-le de nouveau depuis l’API du portail."
                    .to_owned(),
            ),
        };
        let kept = if read > 0 {
            format!(" Les {read} fiches qui précèdent sont montrées.")
        } else {
            String::new()
        };
        Self {
            document: document.name.clone(),
            position: Some((line, column)),
            found,
            advice: advice + &kept,
            partial: read > 0,
        }
    }

    /// The document is readable but holds nothing to harvest.
    pub fn empty(document: &Document, nothing: &str) -> Self {
        Self::new(
            document,
            format!("Le document est lisible mais ne contient {nothing}\u{a0}: rien n’a été vérifié."),
            "Vérifiez l’adresse ou le fichier\u{a0}: il faut la liste des jeux de données, pas une page de résultats vide.",
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
            f.write_str("\u{a0}: ")?;
        }
        write!(f, "{} {}", self.found, self.advice)
    }
}
