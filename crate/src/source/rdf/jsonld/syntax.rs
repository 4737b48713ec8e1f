//! What Python's `json` says of text that is no JSON.

use super::super::SyntaxError;
use crate::formats::json::{JsonError, JsonFault, JsonReader};

/// rdflib's own reading of nested nodes ends before the decoder's.
const DEPTH_LIMIT: usize = 200;

/// A reader of values that are not too deep to be walked.
pub(super) fn reader(text: &str, offset: usize) -> JsonReader<'_> {
    JsonReader::at(text, offset).up_to(DEPTH_LIMIT)
}

/// The error as Python words it, and for a person.
pub(super) fn explain(text: &str, error: &JsonError) -> SyntaxError {
    let before = text.get(..error.offset).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let (found, advice) = match error.fault {
        _ if error.is_cut => (
            "Le fichier s’arrête au milieu d’une valeur JSON : il est tronqué.",
            "Téléchargez-le de nouveau jusqu’au bout.",
        ),
        JsonFault::Mark => (
            "Le fichier commence par une marque d’ordre des octets (BOM), que data.gouv.fr laisse dans le texte.",
            "Enregistrez-le en « UTF-8 sans BOM ».",
        ),
        JsonFault::Depth(_) => (
            "Le JSON est imbriqué sur trop de niveaux : aucun portail n’écrit ainsi.",
            "Donnez le catalogue du portail, sans transformation.",
        ),
        _ => (
            "Ce n’est pas du JSON valide à partir d’ici.",
            "Corrigez le fichier à cet endroit : souvent une virgule ou un guillemet de trop, ou qui manque.",
        ),
    };
    SyntaxError {
        position: Some((line, column)),
        message: error.message(text),
        found: found.to_owned(),
        advice: advice.to_owned(),
    }
}

/// Whether all the text is JSON.
pub(super) fn check(text: &str) -> Result<(), JsonError> {
    let mut reader = JsonReader::new(text);
    reader.skip()?;
    reader.end()
}
