//! Which syntax a document is in: by its address or its type, as udata decides, or by its content.

pub use crate::model::refusal::FormatError;
use crate::source::page::{local_name, root_tag};

/// A syntax of RDF, by the name rdflib gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RdfFormat {
    /// RDF/XML (`xml`).
    Xml,
    /// Turtle (`turtle`).
    Turtle,
    /// Notation3 (`n3`).
    N3,
    /// N-Triples (`nt`).
    NTriples,
    /// N-Quads (`nquads`).
    NQuads,
    /// TriG (`trig`).
    Trig,
    /// TriX (`trix`).
    TriX,
    /// JSON-LD (`json-ld`).
    JsonLd,
}

impl RdfFormat {
    /// The syntax that rdflib calls so.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "xml" => Self::Xml,
            "turtle" => Self::Turtle,
            "n3" => Self::N3,
            "nt" => Self::NTriples,
            "nquads" => Self::NQuads,
            "trig" => Self::Trig,
            "trix" => Self::TriX,
            "json-ld" => Self::JsonLd,
            _ => return None,
        })
    }

    /// As a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Xml => "RDF/XML",
            Self::Turtle => "Turtle",
            Self::N3 => "N3",
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::Trig => "TriG",
            Self::TriX => "TriX",
            Self::JsonLd => "JSON-LD",
        }
    }
}

impl FormatError {
    /// What was found, and what to do, in French.
    pub fn explain(&self) -> (String, &'static str) {
        const NAME_IT: &str = "Donnez au moissonneur une adresse qui se termine par .rdf, .xml, .ttl ou .jsonld, ou faites \
                               envoyer par le serveur le type application/rdf+xml, text/turtle ou application/ld+json.";
        match self {
            Self::Unknown => (
                "Ni l’adresse ni le serveur ne disent dans quel format est le catalogue.".to_owned(),
                NAME_IT,
            ),
            Self::Type(media_type) => (
                format!(
                    "Le serveur annonce le type « {media_type} », qui n’est pas du RDF, et l’adresse n’a pas d’extension connue."
                ),
                NAME_IT,
            ),
            Self::Unread(name) => (
                format!(
                    "L’adresse se termine comme celle d’un document « {name} », que data.gouv.fr ne sait pas lire."
                ),
                NAME_IT,
            ),
        }
    }
}

/// The syntax in which udata reads an address (`DcatBackend.format`): the end of the whole address decides, query
/// included, whatever the server says.
pub fn format_of(url: &str, content_type: Option<&str>) -> Result<RdfFormat, FormatError> {
    if let Some(name) = guess(url) {
        return RdfFormat::named(name).ok_or(FormatError::Unread(name));
    }
    let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    if media_type.is_empty() {
        return Err(FormatError::Unknown);
    }
    let name = guess(media_type).ok_or_else(|| FormatError::Type(media_type.to_owned()))?;
    RdfFormat::named(name).ok_or(FormatError::Unread(name))
}

/// Media types that udata takes for RDF, with rdflib's name of the syntax.
const MEDIA_TYPES: [(&str, &str); 10] = [
    ("application/rdf+xml", "xml"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    ("text/n3", "n3"),
    ("application/x-turtle", "turtle"),
    ("text/turtle", "turtle"),
    ("application/n-triples", "nt"),
    ("application/ld+json", "json-ld"),
    ("application/json", "json-ld"),
    ("application/trig", "trig"),
];

/// Extensions that udata takes for RDF, with rdflib's name of the syntax; some are of syntaxes that it cannot read.
const EXTENSIONS: [(&str, &str); 16] = [
    ("xml", "xml"),
    ("rdf", "xml"),
    ("owl", "xml"),
    ("n3", "n3"),
    ("ttl", "turtle"),
    ("nt", "nt"),
    ("trix", "trix"),
    ("xhtml", "rdfa"),
    ("html", "rdfa"),
    ("svg", "rdfa"),
    ("nq", "nquads"),
    ("nquads", "nquads"),
    ("trig", "trig"),
    ("json", "json-ld"),
    ("jsonld", "json-ld"),
    ("json-ld", "json-ld"),
];

/// Whether udata takes a media type for RDF.
pub fn is_media_type(media_type: &str) -> bool {
    named(&MEDIA_TYPES, media_type).is_some()
}

/// Whether files with this extension, in lower case, are read as RDF.
pub fn is_extension(extension: &str) -> bool {
    of_extension(extension).and_then(RdfFormat::named).is_some()
}

fn named(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == word).map(|(_, name)| *name)
}

/// Syntaxes that look alike at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxFamily {
    /// RDF/XML, TriX.
    Xml,
    /// Turtle, N3, N-Triples, N-Quads, TriG.
    Turtle,
    /// JSON-LD.
    Json,
}

impl SyntaxFamily {
    /// What a text looks like, when it looks like one.
    pub fn of_text(text: &str) -> Option<Self> {
        Some(match sniff(text)? {
            RdfFormat::Xml | RdfFormat::TriX => Self::Xml,
            RdfFormat::JsonLd => Self::Json,
            _ => Self::Turtle,
        })
    }

    /// What the end of an address stands for; none for web pages.
    pub fn of_address(address: &str) -> Option<Self> {
        match of_extension(&extension(address))? {
            "xml" | "trix" => Some(Self::Xml),
            "turtle" | "n3" | "nt" | "nquads" | "trig" => Some(Self::Turtle),
            "json-ld" => Some(Self::Json),
            _ => None,
        }
    }
}

/// `guess_format` (`udata/rdf.py`, `rdflib/util.py`): a media type, an extension alone, or what ends with one.
fn guess(text: &str) -> Option<&'static str> {
    let of_type = named(&MEDIA_TYPES, text);
    of_type.or_else(|| of_extension(&extension(text))).or_else(|| of_extension(&text.to_lowercase()))
}

fn of_extension(extension: &str) -> Option<&'static str> {
    named(&EXTENSIONS, extension)
}

/// What follows the last dot, as Python's `splitext` finds it: dots that start the last segment are no extension.
fn extension(text: &str) -> String {
    let name = text.rsplit('/').next().unwrap_or_default().trim_start_matches('.');
    match name.rsplit_once('.') {
        Some((_, extension)) => extension.to_lowercase(),
        None if text.starts_with('.') => text.strip_prefix('.').unwrap_or_default().to_lowercase(),
        None => String::new(),
    }
}

/// How far the content is looked at.
const LOOKED_AT: usize = 64 << 10;

/// The syntax that a text seems to be in.
pub fn sniff(text: &str) -> Option<RdfFormat> {
    let text = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
    let text = without_comments(text.trim_start_matches('\u{feff}'));
    let inside = text.get(1..).unwrap_or_default().trim_start();
    match text.chars().next()? {
        '<' if is_reference(text) => Some(triples(text)),
        '<' => xml(text),
        '{' if inside.starts_with(['"', '}']) => Some(RdfFormat::JsonLd),
        '{' => Some(RdfFormat::Trig)
            .filter(|_| inside.starts_with(['<', '_', '[', ':', '}']) || inside.contains(':')),
        '[' if inside.starts_with(['{', '[', '"']) => Some(RdfFormat::JsonLd),
        '[' => Some(triples(text)).filter(|_| inside.contains(['<', ':'])),
        _ => {
            let word = text.split_ascii_whitespace().next().unwrap_or_default();
            let directive = ["@prefix", "@base", "prefix", "base", "graph"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known));
            let name = word.split_once(':').is_some_and(|(prefix, local)| {
                // A subject: no cell of a table, and no word before a sentence.
                (!local.is_empty() || prefix.is_empty())
                    && !local.starts_with('/')
                    && !local.contains([';', ','])
                    && !prefix.contains(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'))
            });
            (directive || name).then(|| triples(text))
        }
    }
}

/// Turtle, or TriG when a graph is opened.
fn triples(text: &str) -> RdfFormat {
    let opens = |line: &str| {
        let head = line.trim_end().strip_suffix('{').unwrap_or_default().trim_end();
        let word = head.split_ascii_whitespace().next().unwrap_or_default();
        word.eq_ignore_ascii_case("graph") || (head == word && (word.ends_with('>') || word.contains(':')))
    };
    if text.lines().any(opens) { RdfFormat::Trig } else { RdfFormat::Turtle }
}

/// RDF/XML, when the root or its namespaces say so.
fn xml(text: &str) -> Option<RdfFormat> {
    let namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let root = root_tag(text)?;
    let local = local_name(root);
    (local == "RDF" || root.contains(namespace)).then_some(RdfFormat::Xml)
}

/// Whether `<…>` holds an address rather than a tag.
fn is_reference(text: &str) -> bool {
    let inside = text.get(1..).and_then(|inside| inside.split('>').next()).unwrap_or_default();
    let address = inside.is_empty()
        || inside.contains("://")
        || inside.starts_with(['#', '/', '.'])
        || inside.starts_with("urn:");
    address && !inside.contains(char::is_whitespace)
}

/// The text after the comments of Turtle that start it.
fn without_comments(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with('#') {
        text = text.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `udata.rdf.guess_format`, and what `DcatBackend.format` makes of it.
    #[test]
    fn addresses_and_types_decide_as_in_udata() {
        use RdfFormat::*;
        for (address, format) in [
            ("https://a.fr/catalog.rdf", Some(Xml)),
            ("https://a.fr/catalog?f=a.rdf", Some(Xml)),
            ("https://a.fr/x.RDF", Some(Xml)),
            ("https://a.fr/x..rdf", Some(Xml)),
            ("https://www.data.rdf", Some(Xml)),
            ("https://xn.owl", Some(Xml)),
            ("xml", Some(Xml)),
            ("XML", Some(Xml)),
            (".ttl", Some(Turtle)),
            ("https://a.fr/a.json?b=c/d.ttl", Some(Turtle)),
            ("https://a.fr/x.json-ld", Some(JsonLd)),
            ("https://a.fr/x.json", Some(JsonLd)),
            ("https://a.fr/x.nt", Some(NTriples)),
            ("https://a.fr/x.n3", Some(N3)),
            ("https://a.fr/x.trig", Some(Trig)),
            ("https://a.fr/x.nq", Some(NQuads)),
            ("https://a.fr/x.trix", Some(TriX)),
            ("https://a.fr/catalog.xml?x=1", None),
            ("https://a.fr", None),
            ("https://a.fr/x.rdf/", None),
            ("https://a.fr/.rdf", None),
            ("https://a.fr/..rdf", None),
            ("https://a.fr/...", None),
            ("https://a.fr/a.b/c", None),
            ("https://a.fr/x.rdf ", None),
            ("x.ttl#a", None),
        ] {
            assert_eq!(format_of(address, None), format.ok_or(FormatError::Unknown), "{address}");
        }
        for (media_type, format) in [
            ("application/rdf+xml", Some(Xml)),
            ("text/xml; charset=utf-8", Some(Xml)),
            ("text/turtle; charset=utf-8", Some(Turtle)),
            ("application/x.ttl", Some(Turtle)),
            ("application/json", Some(JsonLd)),
            ("application/ld+json", Some(JsonLd)),
            ("application/n-triples", Some(NTriples)),
            ("text/n3", Some(N3)),
            ("application/trig", Some(Trig)),
            ("text/html", None),
            ("Application/RDF+XML", None),
            ("application/n-quads", None),
            ("text/plain", None),
        ] {
            let unsupported = || FormatError::Type(media_type.to_owned());
            assert_eq!(format_of("https://a.fr/catalog", Some(media_type)), format.ok_or_else(unsupported));
        }
        for (address, name) in
            [("https://a.fr/x.HTML", "rdfa"), ("https://a.fr/x.svg", "rdfa"), ("x.XHTML", "rdfa")]
        {
            assert_eq!(
                format_of(address, Some("application/rdf+xml")),
                Err(FormatError::Unread(name)),
                "{address}"
            );
        }
    }

    #[test]
    fn a_mark_of_byte_order_hides_no_family() {
        for (text, family) in [
            ("\u{feff}<?xml version='1.0'?><rdf:RDF>", SyntaxFamily::Xml),
            ("\u{feff} {\"@id\": \"a\"}", SyntaxFamily::Json),
            ("\u{feff}@prefix a: <a> .", SyntaxFamily::Turtle),
        ] {
            assert_eq!(SyntaxFamily::of_text(text), Some(family), "{text}");
        }
    }

    #[test]
    fn content_tells_the_syntax() {
        use RdfFormat::*;
        for (text, format) in [
            ("\u{feff}<?xml version='1.0'?>\n<!-- x --><rdf:RDF>", Some(Xml)),
            ("<!DOCTYPE rdf:RDF [<!ENTITY a \"b>c\">]>\n<rdf:RDF xmlns:rdf='&a;'>", Some(Xml)),
            (
                "<d:Dataset xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about=\"x\"/>",
                Some(Xml),
            ),
            ("<html><head>", None),
            ("<!DOCTYPE html>\n<html>", None),
            ("<csw:GetRecordsResponse xmlns:csw=\"x\"><rdf:RDF>", None),
            ("<http://a> <http://b> \"c\" .", Some(Turtle)),
            ("<> a <b> .", Some(Turtle)),
            ("# x\n# y\n@prefix d: <http://d#> .", Some(Turtle)),
            ("PREFIX d: <http://d#>", Some(Turtle)),
            ("_:a d:b d:c .", Some(Turtle)),
            ("d:a a d:b .", Some(Turtle)),
            ("[ a d:b ] .", Some(Turtle)),
            ("@prefix d: <http://d#> .\n<http://g> {\n d:a a d:b }", Some(Trig)),
            ("GRAPH d:g {\n", Some(Trig)),
            ("{ <a> <b> <c> }", Some(Trig)),
            (" {\"@context\": {}}", Some(JsonLd)),
            ("[{\"@id\": 1}]", Some(JsonLd)),
            ("Not found", None),
            ("", None),
        ] {
            assert_eq!(sniff(text), format, "{text}");
        }
    }
}
