//! The syntax of a catalogue (`DcatBackend.format`).

use crate::source::{Document, rdf::Format};

/// By the end of the address of the form, else by the `Content-Type` (`guess_format`, `rdf.py`).
pub(super) fn format(document: &Document, site: Option<&str>) -> Result<Format, String> {
    let address = site.or(document.url.as_deref()).unwrap_or(&document.name);
    if let Some(format) = by_extension(address) {
        return format;
    }
    let Some(content_type) = document.content_type.as_deref() else {
        return by_extension(&document.name)
            .unwrap_or_else(|| Err("Unable to detect format from extension or mime type".to_owned()));
    };
    let media_type = content_type.split(';').next().unwrap_or_default();
    by_media_type(media_type).ok_or_else(|| format!("Unsupported mime type \"{media_type}\""))
}

fn by_extension(address: &str) -> Option<Result<Format, String>> {
    let name = address.rsplit('/').next().unwrap_or(address);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase())?;
    let missing = |plugin: &str| {
        Some(Err(format!("No plugin registered for ({plugin}, <class 'rdflib.parser.Parser'>)")))
    };
    Some(Ok(match extension.as_str() {
        "xml" | "rdf" | "owl" => Format::Xml,
        "ttl" => Format::Turtle,
        "n3" => Format::N3,
        "nt" => Format::NTriples,
        "trig" => Format::Trig,
        "json" | "jsonld" | "json-ld" => Format::JsonLd,
        "html" | "xhtml" | "svg" => return missing("rdfa"),
        _ => return None,
    }))
}

fn by_media_type(media_type: &str) -> Option<Format> {
    Some(match media_type {
        "application/rdf+xml" | "application/xml" | "text/xml" => Format::Xml,
        "text/n3" => Format::N3,
        "application/x-turtle" | "text/turtle" => Format::Turtle,
        "application/n-triples" => Format::NTriples,
        "application/ld+json" | "application/json" => Format::JsonLd,
        "application/trig" => Format::Trig,
        _ => return None,
    })
}
