//! What a file is: its format, its media type, the protocol of its service.

use super::{
    property::{ACCESS_SERVICE, FORMAT, MEDIA_TYPE},
    reader::{DcatResult, NodeReader},
    subject::Subject,
};
use crate::{
    model::{How, Refusal, refusal::Exception},
    source::rdf::vocabulary::{dct, geodcat, rdfs},
};

const EU_FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type/";
const IANA_MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
const OGC_STANDARDS: &str = "http://www.opengeospatial.org/standards/";

/// `vocabulary_key`: what follows the vocabulary, unless nothing does.
fn key<'g>(iri: &'g str, vocabulary: &str) -> Option<&'g str> {
    iri.strip_prefix(vocabulary).filter(|key| !key.is_empty())
}

/// The standard of the service, among those of the OGC.
pub(super) fn protocol(subject: Subject<'_>) -> DcatResult<Option<&str>> {
    let Some(service) = subject.first(ACCESS_SERVICE.node).filter(|service| service.is_truthy()) else {
        return Ok(None);
    };
    if service.is_literal() {
        return Err(Refusal::raised(Exception::NoAttribute("Literal", "objects")));
    }
    for property in [geodcat::SERVICE_PROTOCOL, dct::CONFORMS_TO] {
        for standard in service.all(property) {
            if standard.is_literal() {
                return Err(Refusal::raised(Exception::NoAttribute("Literal", "identifier")));
            }
            if let Some(key) = key(standard.text(), OGC_STANDARDS) {
                return Ok(Some(key));
            }
        }
    }
    Ok(None)
}

/// `format_from_rdf`: the protocol of the service, else the format, in lower case.
pub(super) fn format(subject: Subject<'_>) -> DcatResult<Option<String>> {
    if let Some(protocol) = protocol(subject)? {
        return Ok(Some(protocol.to_lowercase()));
    }
    let Some(object) = subject.preferred(FORMAT.node).filter(|object| object.is_truthy()) else {
        return Ok(None);
    };
    let format = object.unwrapped(&[rdfs::LABEL]);
    if !format.is_truthy() {
        return Ok(None);
    }
    let text = format.text_for("startswith")?;
    let short = key(text, EU_FILE_TYPES)
        .or_else(|| key(text, IANA_MEDIA_TYPES).map(|key| key.rsplit('/').next().unwrap_or(key)));
    Ok(Some(short.unwrap_or(text).to_lowercase()))
}

/// `mime_from_rdf`.
pub(super) fn mime<'g>(reader: &mut NodeReader<'_, 'g>) -> DcatResult<Option<&'g str>> {
    let object = reader.subject.preferred(MEDIA_TYPE.node).filter(|object| object.is_truthy());
    let Some(object) = object else { return Ok(None) };
    let mime = object.unwrapped(&[rdfs::LABEL]);
    if !mime.is_truthy() {
        return Ok(None);
    }
    let text = mime.text_for("startswith")?;
    let mime = key(text, IANA_MEDIA_TYPES).unwrap_or(text);
    reader.took("mime", MEDIA_TYPE, object, if mime == text { How::AsIs } else { How::Converted });
    reader.others_are_lost("mime", MEDIA_TYPE, object);
    Ok(Some(mime))
}
