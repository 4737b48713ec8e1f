//! One catalogue in six syntaxes gives the same records, order permitting.

use std::fmt::Write;

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    internals::rdf::{self, Graph, RdfFormat, Term},
};
use serde_json::Value;

const TURTLE: &str = include_str!("../../../www/examples/dcat-catalogue.ttl");
const XML: &str = include_str!("../../../www/examples/dcat-catalogue.rdf");
const JSON_LD: &str = include_str!("../../../www/examples/dcat-catalogue.jsonld");

/// The records by identifier, without what the order of a syntax decides: which of two comes first.
fn records(text: &str, end: &str) -> Vec<Value> {
    let options = Options {
        kind: Some(Kind::Dcat),
        site: Some(format!("https://data.montrivel.exemple.fr/catalogue.{end}")),
        ..Options::default()
    };
    let catalogue = Catalogue::read(vec![Input::named(format!("catalogue.{end}"), text)], options);
    assert!(catalogue.problems.is_empty(), "{end}: {:?}", catalogue.problems);
    let job = serde_json::to_value(&catalogue.job).expect("the interchange");
    let items = job["items"].as_array().expect("items");
    // Two records share an identifier on purpose: which one fails is a matter of order.
    let mut records: Vec<_> =
        items.iter().filter(|item| item["remote_id"] != "montrivel-prenoms").map(in_no_order).collect();
    records.sort_by_key(|item| item["remote_id"].to_string());
    assert_eq!(items.len(), 17, "{end}");
    records
}

fn in_no_order(item: &Value) -> Value {
    let mut record = item["item"].clone();
    for list in ["tags", "resources", "contact_points"] {
        if let Some(list) = record[list].as_array_mut() {
            list.sort_by_key(Value::to_string);
        }
    }
    // The errors name the first of several causes; the status is what counts.
    serde_json::json!({ "remote_id": item["remote_id"], "status": item["status"], "item": record })
}

/// The graph as N-Triples, which are Turtle, N3 and TriG too.
fn n_triples(graph: &Graph) -> String {
    let mut text = String::new();
    for (subject, predicate, object) in graph.triples() {
        for node in [subject, predicate, object] {
            match graph.term(node) {
                Term::Iri(iri) => write!(text, "<{iri}> "),
                Term::Blank(label) => write!(text, "_:{label} "),
                Term::Literal { value, language, datatype } => {
                    let tail = match (language, datatype) {
                        (Some(language), _) => format!("@{language}"),
                        (None, Some(datatype)) => format!("^^<{datatype}>"),
                        (None, None) => String::new(),
                    };
                    write!(text, "{}{tail} ", Value::from(value))
                }
            }
            .expect("written");
        }
        text.push_str(".\n");
    }
    text
}

#[test]
fn one_catalogue_in_six_syntaxes() {
    let turtle = records(TURTLE, "ttl");
    let triples = n_triples(&rdf::parse(TURTLE, RdfFormat::Turtle, None).expect("Turtle"));
    for (text, end) in
        [(XML, "rdf"), (JSON_LD, "jsonld"), (&triples, "nt"), (&triples, "n3"), (&triples, "trig")]
    {
        for (theirs, ours) in turtle.iter().zip(records(text, end)) {
            assert_eq!(*theirs, ours, "{end}");
        }
    }
}
