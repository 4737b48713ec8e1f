//! Why a document is refused, in the words of rdflib and for a person.

use super::super::SyntaxError;

/// What Python raises when brackets or lists hold each other beyond reason.
pub(super) const TOO_DEEP: &str = "maximum recursion depth exceeded in comparison";

/// How rdflib's words start where it meets the end of the text.
const UNENDED: [&str; 5] = ["EOF", "Expected ] got EOF", "Quote expected", "needed ')'", "unterminated"];

pub(super) type TurtleResult<T> = Result<T, TurtleFailure>;

/// Why a document is refused.
#[derive(Debug)]
pub(super) struct TurtleFailure {
    /// Where, when it is known.
    at: Option<usize>,
    said: Option<ReportedPlace>,
    why: String,
}

/// The place that rdflib says.
#[derive(Debug)]
struct ReportedPlace {
    /// -1 when it is none.
    at: Option<usize>,
    /// See `Lexer::lines`.
    line: usize,
}

impl TurtleFailure {
    /// An exception of Python, which says no place.
    pub(super) fn raised(why: impl Into<String>) -> Self {
        Self { at: None, said: None, why: why.into() }
    }

    pub(super) fn bad_syntax(said_at: Option<usize>, at: usize, line: usize, why: &str) -> Self {
        Self {
            at: Some(said_at.unwrap_or(at)),
            said: Some(ReportedPlace { at: said_at, line }),
            why: why.to_owned(),
        }
    }

    /// An exception of Python, whose place we know.
    pub(super) fn raised_at(at: usize, why: String) -> Self {
        Self { at: Some(at), said: None, why }
    }

    /// The text ends in the middle of a statement.
    pub(super) fn end() -> Self {
        Self::raised("string index out of range")
    }

    /// The error as rdflib writes it, and for a person.
    pub(super) fn explain(&self, text: &str) -> SyntaxError {
        let why = &self.why;
        let end = why == "string index out of range";
        let Some(at) = self.at.or(end.then_some(text.len())) else {
            return SyntaxError {
                position: None,
                message: why.clone(),
                found: format!("Ce document ne peut pas être lu : {why}."),
                advice: "Corrigez la valeur que nomme le message.".to_owned(),
            };
        };
        let message = match &self.said {
            Some(said) => message(text, said, why),
            None => why.clone(),
        };
        let rest = text.get(at..).unwrap_or_default().trim_start();
        let before = text.get(..text.len() - rest.len()).unwrap_or(text);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        let shown: String = rest.chars().take_while(|&character| character != '\n').take(30).collect();
        // Nothing but the last words is left, and they miss their end.
        let is_cut = rest.is_empty()
            || !before.trim().is_empty()
                && !rest.trim_end().contains(['.', '\n'])
                && (UNENDED.iter().any(|unended| why.starts_with(unended)) || !rest.trim_end().contains(' '));
        let (found, advice) = if why == TOO_DEEP {
            (
                "Les crochets ou les parenthèses s’emboîtent sur trop de niveaux : aucun portail n’écrit ainsi.".to_owned(),
                "Nommez les ressources par leur adresse au lieu de les écrire les unes dans les autres.",
            )
        } else if rest.starts_with('\u{feff}') {
            (
                "Le fichier commence par une marque d’ordre des octets (BOM), que data.gouv.fr laisse dans le texte."
                    .to_owned(),
                "Enregistrez-le en « UTF-8 sans BOM ».",
            )
        } else if let Some(prefix) =
            why.strip_prefix("Prefix \"").and_then(|rest| rest.strip_suffix(":\" not bound"))
        {
            (
                format!("Le préfixe « {prefix}: » n’est pas déclaré."),
                "Ajoutez sa ligne « @prefix » en tête du fichier.",
            )
        } else if is_cut {
            (
                "Le fichier s’arrête au milieu d’un énoncé.".to_owned(),
                "Téléchargez-le de nouveau jusqu’au bout, ou terminez l’énoncé par un point.",
            )
        } else {
            (
                format!("Ce n’est pas du Turtle à partir de « {shown} »."),
                "Corrigez l’énoncé à cet endroit : souvent un point, un point-virgule ou un guillemet manque juste avant.",
            )
        };
        SyntaxError { position: Some((line, column)), message, found, advice: advice.to_owned() }
    }
}

/// rdflib shows the bytes around the place, of which it knows the number in characters.
fn message(text: &str, said: &ReportedPlace, why: &str) -> String {
    let bytes = text.as_bytes();
    let at = said.at.map(|at| text.get(..at).unwrap_or(text).chars().count());
    let start = at.unwrap_or_default().saturating_sub(60);
    let pre = if at > Some(60) { "..." } else { "" };
    let post = if bytes.len() > at.map_or(59, |at| at + 60) { "..." } else { "" };
    // -1 is the last byte for Python.
    let middle = at.unwrap_or(bytes.len().saturating_sub(1)).min(bytes.len());
    let end = at.map_or(59, |at| at + 60).clamp(middle, bytes.len().max(middle));
    let shown = |range: std::ops::Range<usize>| python_bytes(bytes.get(range).unwrap_or_default());
    let (before, after, line) = (shown(start.min(middle)..middle), shown(middle..end), said.line);
    format!("at line {line} of <>:\nBad syntax ({why}) at ^ in:\n\"{pre}{before}^{after}{post}\"")
}

/// Python's `repr` of bytes.
fn python_bytes(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut literal = format!("b{quote}");
    for &byte in bytes {
        match byte {
            b'\n' => literal += "\\n",
            b'\r' => literal += "\\r",
            b'\t' => literal += "\\t",
            b'\\' => literal += "\\\\",
            b'\'' if quote == '\'' => literal += "\\'",
            b' '..=b'~' => literal.push(char::from(byte)),
            _ => literal += &format!("\\x{byte:02x}"),
        }
    }
    literal.push(quote);
    literal
}
