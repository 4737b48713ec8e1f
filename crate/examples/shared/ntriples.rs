//! Triples as `tests/record/rdf.py` prints rdflib's.

use std::collections::HashMap;

use avant_moisson::internals::rdf::{Graph, Node, Term};

/// The triples of a graph, in its order, one line each.
pub fn lines(graph: &Graph) -> impl Iterator<Item = String> {
    let mut labels = HashMap::new();
    graph.triples().map(move |(subject, predicate, object)| {
        let [subject, predicate, object] =
            [subject, predicate, object].map(|node| term(graph, node, &mut labels));
        format!("{subject} {predicate} {object} .")
    })
}

/// A term as N-Triples writes it; blank nodes are numbered as they come.
fn term(graph: &Graph, node: Node, labels: &mut HashMap<Node, usize>) -> String {
    match graph.term(node) {
        Term::Iri(iri) => format!("<{}>", escaped(iri)),
        Term::Blank(_) => {
            let next = labels.len();
            format!("_:b{}", labels.entry(node).or_insert(next))
        }
        Term::Literal { value, language: Some(language), .. } => format!("\"{}\"@{language}", escaped(value)),
        Term::Literal { value, datatype: Some(datatype), .. } => {
            format!("\"{}\"^^<{}>", escaped(value), escaped(datatype))
        }
        Term::Literal { value, .. } => format!("\"{}\"", escaped(value)),
    }
}

/// A text inside quotes, or an address inside angle brackets.
pub fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('"', "\\\"").replace('\n', r"\n").replace('\r', r"\r")
}
