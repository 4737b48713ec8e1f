//! TriX with rdflib's manners (`plugins/parsers/trix.py`): each of its graphs stands apart, so that udata sees none.

use super::{
    Graph, SyntaxError,
    rdfxml::{explain, refused},
};
use crate::formats::xml::{XmlStop, tree::XmlTree};

const NAMESPACE: &str = "http://www.w3.org/2004/03/trix/trix-1/";
const INSIDE: [&str; 6] = ["graph", "uri", "id", "triple", "plainLiteral", "typedLiteral"];

/// Reads a document; nothing of a good one reaches udata.
pub(super) fn parse(text: &str) -> Result<Graph, SyntaxError> {
    let tree = XmlTree::read(text).map_err(|error| explain(text, XmlStop::Malformed(error)))?;
    let Some(root) = tree.root() else { return Ok(Graph::default()) };
    for element in [root].into_iter().chain(root.descendants()) {
        let (namespace, name) = (element.namespace(), element.local_name());
        let message = if namespace != NAMESPACE {
            let shown = if namespace.is_empty() { "None" } else { namespace };
            format!("Only elements in the TriX namespace are allowed. {shown}!={NAMESPACE}")
        } else if name.eq_ignore_ascii_case("trix") || INSIDE.contains(&name) {
            continue;
        } else {
            format!("Unknown element {name} in TriX namespace")
        };
        let found = format!("L’élément « {name} » n’est pas de TriX.");
        let refusal = refused(message, found, "Publiez le catalogue en RDF/XML, en Turtle ou en JSON-LD.");
        return Err(explain(text, XmlStop::Refused { offset: element.span().start, refusal }));
    }
    Ok(Graph::default())
}
