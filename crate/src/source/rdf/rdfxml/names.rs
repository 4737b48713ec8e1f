//! Names that RDF/XML and XML keep for themselves, and those that an `rdf:ID` may have.

use crate::{
    formats::xml,
    source::rdf::{Node, vocabulary::rdf},
};

pub(super) fn is_core(name: Node) -> bool {
    matches!(
        name,
        rdf::RDF | rdf::ID | rdf::ABOUT | rdf::PARSE_TYPE | rdf::RESOURCE | rdf::NODE_ID | rdf::DATATYPE
    )
}

pub(super) fn is_old(name: Node) -> bool {
    matches!(name, rdf::ABOUT_EACH | rdf::ABOUT_EACH_PREFIX | rdf::BAG_ID)
}

/// Names that no attribute may have as a property.
pub(super) fn is_syntax(name: Node) -> bool {
    is_core(name) || is_old(name) || matches!(name, rdf::DESCRIPTION | rdf::LI)
}

/// Names that XML keeps for itself.
pub(super) fn is_reserved(name: &str) -> bool {
    name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("xml")) || name.starts_with(xml::NAMESPACE)
}

/// rdflib's `is_ncname`: letters first, then letters, digits, marks and a few signs.
pub(super) fn is_ncname(name: &str) -> bool {
    let mut characters = name.chars();
    let start = characters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
    let other = |character: char| {
        character.is_alphanumeric()
            || matches!(character, '\u{b7}' | '\u{387}' | '-' | '.' | '_' | '%' | '(' | ')')
    };
    start && characters.all(other)
}
