//! Addresses of records (`remote_url_from_rdf`, `rdf.py`).

use super::{
    property::{LANDING_PAGE, PRIMARY_TOPIC_OF},
    reader::{DcatResult, NodeReader},
    subject::Subject,
};
use crate::{
    model::{Change, How, Loss, Refusal, refusal::Exception},
    source::rdf::{
        Term,
        vocabulary::{dct, foaf, rdf},
    },
    text::url::{self, UrlError, UrlFault},
};

/// The address without the white space around it, when udata accepts it.
pub(super) fn is_valid(address: &str) -> DcatResult<Option<&str>> {
    match url::validate(address) {
        Ok(address) => Ok(Some(address)),
        // Not the exception that udata expects.
        Err(UrlError { reason: UrlFault::Codec(message), .. }) => {
            Err(Refusal::raised(Exception::Codec(message)))
        }
        Err(_) => Ok(None),
    }
}

/// « Source originale »: under the prefix of the form, else the landing page, else the record's IRI.
pub(super) fn remote_url(
    reader: &mut NodeReader<'_, '_>,
    prefix: Option<&str>,
) -> DcatResult<Option<String>> {
    if let Some(prefix) = prefix.filter(|prefix| !prefix.is_empty())
        && let Some(identifier) =
            topic_identifier(reader.subject).filter(|identifier| identifier.is_node_truthy())
    {
        let Term::Literal { value, datatype, .. } = identifier.term() else {
            let class = if identifier.iri().is_some() { "URIRef" } else { "BNode" };
            return Err(Refusal::raised(Exception::NoAttribute(class, "datatype")));
        };
        // A code space of GeoNetwork, which its addresses leave out.
        let uuid = || value.strip_prefix("urn:uuid:");
        let is_iri = datatype == Some("http://www.w3.org/2001/XMLSchema#anyURI");
        let identifier = is_iri.then(uuid).flatten().unwrap_or(value);
        let path = PRIMARY_TOPIC_OF.path(reader.place);
        reader.trace.changed("harvest.remote_url", path, identifier, How::Form, Change::Prefixed);
        if let Some(topic) = reader.subject.first(PRIMARY_TOPIC_OF.node) {
            reader.comes_from(PRIMARY_TOPIC_OF.node, topic);
        }
        return Ok(Some(format!("{}/{identifier}", prefix.trim_end_matches('/'))));
    }
    if let Some(page) = reader.subject.first(LANDING_PAGE.node) {
        let value = page.value();
        if value.is_truthy() && is_valid(value.text_for("strip")?)?.is_some() {
            reader.took("harvest.remote_url", LANDING_PAGE, page, How::AsIs);
            reader.others_are_lost("harvest.remote_url", LANDING_PAGE, page);
            return Ok(Some(value.text.to_owned()));
        }
        reader.lost("harvest.remote_url", LANDING_PAGE, page, Loss::BadLandingPage);
    }
    let iri = reader.subject.text();
    if iri.is_empty() || is_valid(iri)?.is_none() {
        return Ok(None);
    }
    reader.trace.took("harvest.remote_url", "@id", iri, How::AsIs);
    if let Some(class) = reader.subject.first(rdf::TYPE) {
        reader.comes_from(rdf::TYPE, class);
    }
    Ok(Some(iri.to_owned()))
}

/// `primary_topic_identifier_from_rdf`: the identifier of the record's own record.
fn topic_identifier(record: Subject<'_>) -> Option<Subject<'_>> {
    if let Some(inner) = record.first(foaf::IS_PRIMARY_TOPIC_OF).filter(|inner| inner.is_node_truthy()) {
        return inner.first(dct::IDENTIFIER);
    }
    let outer = record.graph.subjects(foaf::PRIMARY_TOPIC, record.node).next()?;
    Some(Subject::new(record.graph, outer)).filter(|outer| outer.is_node_truthy())?.first(dct::IDENTIFIER)
}
