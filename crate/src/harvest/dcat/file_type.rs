//! What a file is: its format, its media type, the protocol of its service.

use super::{
    property::{ACCESS_SERVICE, FORMAT, MEDIA_TYPE, SERVICE_PROTOCOL, SERVICE_STANDARD},
    reader::{DcatResult, NodeReader},
};
use crate::{
    model::{How, refusal::Exception},
    source::rdf::vocabulary::rdfs,
};

const EU_FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type/";
const IANA_MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
const OGC_STANDARDS: &str = "http://www.opengeospatial.org/standards/";

/// `vocabulary_key`: what follows the vocabulary, unless nothing does.
fn key<'g>(iri: &'g str, vocabulary: &str) -> Option<&'g str> {
    iri.strip_prefix(vocabulary).filter(|key| !key.is_empty())
}

/// The standard of the service, among those of the OGC.
pub(super) fn protocol<'g>(reader: &mut NodeReader<'_, 'g>) -> DcatResult<Option<&'g str>> {
    let Some(service) = reader.subject.first(ACCESS_SERVICE.node).filter(|service| service.is_truthy())
    else {
        return Ok(None);
    };
    if service.is_literal() {
        let exception = Exception::NoAttribute("Literal", "objects");
        return Err(reader.refuse_text(reader.subject, "format", ACCESS_SERVICE, service, exception));
    }
    for property in [SERVICE_PROTOCOL, SERVICE_STANDARD] {
        for standard in service.all(property.node) {
            if standard.is_literal() {
                let exception = Exception::NoAttribute("Literal", "identifier");
                return Err(reader.refuse_text(service, "format", property, standard, exception));
            }
            if let Some(key) = key(standard.text(), OGC_STANDARDS) {
                return Ok(Some(key));
            }
        }
    }
    Ok(None)
}

/// `format_from_rdf`: the protocol of the service, else the format, in lower case.
pub(super) fn format(reader: &mut NodeReader<'_, '_>) -> DcatResult<Option<String>> {
    if let Some(protocol) = protocol(reader)? {
        return Ok(Some(protocol.to_lowercase()));
    }
    let Some(object) = reader.subject.preferred(FORMAT.node).filter(|object| object.is_truthy()) else {
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
