//! What a portal said, in its own words.

pub(crate) mod archive;
mod binary;
pub(crate) mod ckan;
pub(crate) mod csw;
mod foreign;
pub(crate) mod iso19139;
pub(crate) mod ods;
mod ogc;
mod packed;
pub(crate) mod page;
mod problem;
pub(crate) mod rdf;
mod recognise;
mod xml_fault;

pub(crate) use self::recognise::{foreign_answer, no_catalogue};
pub use self::{
    archive::{is_wanted, natural},
    binary::BinaryKind,
    ogc::{OgcService, ServiceRefusal},
    packed::{MOST_BYTES, MOST_LINES, Packed, Piece},
    problem::{Problem, ProblemKind},
    recognise::recognise,
};
pub use crate::formats::xml::tree as xml;
use std::collections::HashSet;

use crate::text::encoding::{self, Decoded, EncodingOrigin, Note};

/// What a person or a portal gave: bytes, and what is known of them.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// A file name, or an address.
    pub name: String,
    /// The `Content-Type` header, when the bytes came from a server.
    pub content_type: Option<String>,
    /// Where the bytes came from.
    pub url: Option<String>,
    /// The bytes, unless they are packed.
    pub bytes: Vec<u8>,
    /// The bytes at rest.
    pub packed: Option<Packed>,
}

impl Input {
    /// A file.
    pub fn named(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), ..Self::default() }
    }
}

/// A decoded [`Input`].
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// A file name, or an address.
    pub name: String,
    /// The `Content-Type` header, when the bytes came from a server.
    pub content_type: Option<String>,
    /// Where the text came from.
    pub url: Option<String>,
    /// The text, as udata would read it; its start, when it is packed.
    pub text: String,
    /// The text at rest.
    pub packed: Option<Packed>,
    /// What the bytes are, when they are no text at all.
    pub foreign: Option<BinaryKind>,
}

/// Decodes bytes to text: as udata would when a server said what they are, by their content otherwise. Archives are
/// opened.
pub fn decode(inputs: Vec<Input>, problems: &mut Vec<Problem>) -> Vec<Document> {
    let inputs = archive::expand(inputs, false, problems);
    let mut headers = HashSet::new();
    inputs.into_iter().map(|input| decode_one(input.whole(), &mut headers, problems)).collect()
}

/// The same; lines, and the pages of a catalogue of which some were at rest, are so again until they are read.
pub(crate) fn decode_at_rest(inputs: Vec<Input>, problems: &mut Vec<Problem>) -> Vec<Document> {
    let inputs = archive::expand(inputs, true, problems);
    let are_packed = inputs.iter().any(|input| input.packed.is_some());
    let mut headers = HashSet::new();
    let document = |input: Input| match input {
        Input { name, packed: Some(packed), .. } if packed.is_lines() => Document::of_lines(name, packed),
        input => {
            let mut document = decode_one(input.whole(), &mut headers, problems);
            if are_packed {
                document.pack();
            }
            document
        }
    };
    inputs.into_iter().map(document).collect()
}

/// `headers` are those that were told of: a server says the same of each answer.
fn decode_one(input: Input, headers: &mut HashSet<String>, problems: &mut Vec<Problem>) -> Document {
    let Input { name, content_type, url, bytes, packed: _ } = input;
    if let Some(foreign) = BinaryKind::of(&bytes) {
        return Document { name, content_type, url, foreign: Some(foreign), ..Document::default() };
    }
    let (decoded, garbled) = match content_type.as_deref() {
        Some(header) => {
            let read =
                if header.contains("json") { encoding::response_json } else { encoding::response_text };
            let decoded = read(&bytes, Some(header));
            let mistaken = decoded.note == Some(Note::Mojibake);
            let garbled = mistaken.then(|| garbled(&bytes, &decoded.text)).flatten();
            (decoded, garbled)
        }
        None => (file_text(&name, bytes), None),
    };
    let document = Document { name, content_type, url, text: decoded.text, ..Document::default() };
    let advice =
        "Annoncez « charset=utf-8 » dans l’en-tête Content-Type, ou enregistrez le fichier en UTF-8.";
    let kind = (decoded.note == Some(Note::Mojibake)).then_some(ProblemKind::Charset);
    let place = match decoded.note {
        Some(Note::Invalid(_)) => document.text.find(char::REPLACEMENT_CHARACTER),
        Some(Note::Guessed) => document.text.find(|c: char| !c.is_ascii()),
        _ => None,
    };
    let mut is_told = |note: &Note| {
        matches!(note, Note::Mojibake | Note::UnknownCharset(_))
            && !headers.insert(document.content_type.clone().unwrap_or_default())
    };
    let found = decoded.note.filter(|note| !is_told(note)).map(|note| match note {
        Note::Mojibake => {
            // Only words that the document holds are quoted.
            let example = garbled.map_or_else(
                || "lirait mal tout ce qui n’est pas de l’ASCII".to_owned(),
                |(read, written)| format!("lirait « {read} » au lieu de « {written} »"),
            );
            format!(
                "Le serveur annonce « {} », sans dire que le texte est en UTF-8 : data.gouv.fr {example}.",
                document.content_type.as_deref().unwrap_or_default(),
            )
        }
        Note::Invalid(at) => format!(
            "À partir de l’octet {}, certains caractères ne sont pas de l’encodage du fichier ({}) : ils sont remplacés par « \u{fffd} ».",
            at + 1,
            decoded.encoding,
        ),
        Note::UnknownCharset(charset) => format!(
            "Le serveur annonce un encodage inconnu, « {charset} » : le texte est lu comme de l’UTF-8."
        ),
        Note::Guessed => format!(
            "Rien ne dit l’encodage du texte, et ce n’est pas de l’UTF-8 : il est lu comme du {}, mais data.gouv.fr pourrait en deviner un autre.",
            decoded.encoding,
        ),
    });
    problems.extend(found.map(|found| Problem {
        position: place.map(|place| document.position(place)),
        partial: true,
        kind,
        ..Problem::new(&document, found, advice)
    }));
    document
}

/// The text of a file. A server says of Turtle that it is a text: whether it says its charset or not, the mark that
/// says UTF-8 stays in the text that udata reads, and makes it fail.
fn file_text(name: &str, bytes: Vec<u8>) -> Decoded {
    let mut decoded = encoding::file_text_of(bytes);
    let is_turtle = [".ttl", ".n3"].into_iter().any(|end| name.to_lowercase().ends_with(end));
    if is_turtle && decoded.origin == EncodingOrigin::Mark && decoded.encoding == "UTF-8" {
        decoded.text.insert(0, '\u{feff}');
    }
    decoded
}

/// The first word that UTF-8 read as another encoding garbles: as it is read, and as it is written.
fn garbled(bytes: &[u8], text: &str) -> Option<(String, String)> {
    let declared = str::from_utf8(bytes).ok()?;
    let at = declared.find(|c: char| !c.is_ascii() && c.is_alphabetic())?;
    let (before, after) = declared.split_at_checked(at)?;
    let start = before.trim_end_matches(char::is_alphabetic).len();
    let end = at + after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    // One byte is one character in the encodings that garble.
    let read = text.chars().skip(start).take(end - start).collect();
    Some((read, declared.get(start..end)?.to_owned())).filter(|(_, word)| word.len() < 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], content_type: Option<&str>) -> (Document, Vec<Problem>) {
        let mut problems = Vec::new();
        let content_type = content_type.map(str::to_owned);
        let input = Input { content_type, ..Input::named("a.ttl", bytes) };
        (decode_one(input, &mut HashSet::new(), &mut problems), problems)
    }

    #[test]
    fn garbled_words_are_shown_as_read_and_as_written() {
        let (document, problems) = decoded("# un\n\"Zone d’activités\"".as_bytes(), Some("text/turtle"));
        assert!(document.text.contains("activitÃ©s"));
        assert!(problems[0].found.contains("« activitÃ©s » au lieu de « activités »"), "{}", problems[0]);
    }

    #[test]
    fn a_charset_is_told_once() {
        let latin = Some("application/json; charset=iso-8859-1".to_owned());
        let input = |name: &str| Input { content_type: latin.clone(), ..Input::named(name, "\"é\"") };
        let mut problems = Vec::new();
        let documents = decode(vec![input("a"), input("b")], &mut problems);
        assert_eq!((documents.len(), problems.len()), (2, 1));
    }

    #[test]
    fn a_damaged_character_is_placed() {
        let (document, problems) = decoded(b"# \xc3\xa9t\xc3\xa9\n\"A\xff\"", None);
        assert_eq!(document.text, "# été\n\"A\u{fffd}\"");
        assert_eq!(problems[0].position, Some((2, 3)));
        let (_, problems) = decoded(b"# ete\n\"A\xe9\"", None);
        assert_eq!(problems[0].position, Some((2, 3)), "{}", problems[0]);
    }
}
