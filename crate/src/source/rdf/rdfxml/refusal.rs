//! Why a document is refused: what rdflib says, and what a person reads.

use crate::{
    formats::xml::XmlStop,
    source::{rdf::SyntaxError, xml_fault},
};

pub(super) fn invalid_name(attribute: &str, word: &str, name: &str) -> Refusal {
    refused(
        format!("{attribute} value is not a {word} NCName: {name}"),
        format!("La valeur « {name} » de {attribute} n’est pas un nom."),
        "Utilisez rdf:about pour une adresse ; un rdf:ID commence par une lettre, sans espace ni « : ».",
    )
}

/// What rdflib's reader says, with the place.
pub(in crate::source::rdf) fn refused(message: String, found: String, advice: &str) -> Refusal {
    refused_at(true, message, found, advice)
}

pub(super) fn refused_at(placed: bool, message: String, found: String, advice: &str) -> Refusal {
    Refusal { message, placed, found, advice: advice.to_owned() }
}

/// What Python raises while it joins addresses.
pub(super) fn invalid_host() -> Refusal {
    Refusal {
        message: "Invalid IPv6 URL".to_owned(),
        placed: false,
        found: "Une adresse a des crochets mal fermés dans son nom de machine.".to_owned(),
        advice: "Corrigez l’adresse, ou retirez les crochets.".to_owned(),
    }
}

/// Why rdflib's reader of RDF/XML refuses well-formed XML.
#[derive(Debug)]
pub(in crate::source::rdf) struct Refusal {
    /// What rdflib says…
    pub(super) message: String,
    /// …and whether it says where.
    pub(super) placed: bool,
    pub(super) found: String,
    pub(super) advice: String,
}

/// What a person reads, with the line and the column.
pub(in crate::source::rdf) fn explain(text: &str, stop: XmlStop<Refusal>) -> SyntaxError {
    let offset = stop.offset();
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(start..).unwrap_or_default().chars().count();
    let position = Some((line, column + 1));
    match stop {
        XmlStop::Malformed(error) => {
            let message = format!("<unknown>:{line}:{column}: {error}");
            let (found, advice) = xml_fault::explain(&error.fault);
            SyntaxError { position, message, found, advice: advice.to_owned() }
        }
        XmlStop::Refused { refusal: Refusal { message, placed, found, advice }, .. } => {
            let message = if placed { format!("None:{line}:{column}: {message}") } else { message };
            SyntaxError { position, message, found, advice }
        }
    }
}
