//! Data schemas (`schema_from_rdf`, `rdf.py`).

use super::{
    address::is_valid,
    property::{CONFORMS_TO, SCHEMA_TYPE},
    reader::{DcatResult, NodeReader},
    subject::Subject,
    value::Value,
};
use crate::{
    model::{How, Loss, refusal::Exception},
    source::rdf::vocabulary::dct,
};

/// A schema, not validated.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchemaDraft<'g> {
    pub url: Value<'g>,
    /// The title of the node, whatever it is.
    pub name: Option<Subject<'g>>,
}

/// The first `dct:conformsTo`, whatever it is about.
pub(super) fn schema<'g>(reader: &mut NodeReader<'_, 'g>) -> DcatResult<Option<SchemaDraft<'g>>> {
    let Some(standard) = reader.subject.first(CONFORMS_TO.node).filter(|standard| standard.is_truthy())
    else {
        return Ok(None);
    };
    reader.others_are_lost("schema", CONFORMS_TO, standard);
    if standard.is_literal() {
        reader.took("schema", CONFORMS_TO, standard, How::AsIs);
        return Ok(Some(SchemaDraft { url: standard.value(), name: None }));
    }
    let Some(url) = address_of(reader, standard)? else {
        reader.lost("schema", CONFORMS_TO, standard, Loss::NoSchemaAddress);
        return Ok(None);
    };
    reader.took("schema", CONFORMS_TO, standard, How::AsIs);
    Ok(Some(SchemaDraft { url: Value::text(url), name: standard.first(dct::TITLE) }))
}

/// The address of the node itself, else of its `dct:type`.
fn address_of<'g>(reader: &mut NodeReader<'_, 'g>, standard: Subject<'g>) -> DcatResult<Option<&'g str>> {
    if let Some(address) = is_valid(standard.text())? {
        return Ok(Some(address));
    }
    match standard.first(SCHEMA_TYPE.node) {
        None => Ok(None),
        Some(kind) if kind.is_literal() => {
            let exception = Exception::NoAttribute("Literal", "identifier");
            Err(reader.refuse_text(standard, "schema", SCHEMA_TYPE, kind, exception))
        }
        Some(kind) => is_valid(kind.text()),
    }
}
