//! What the readers of RDF make of odd documents, beside what rdflib makes of them (`tests/record/rdf.py`).

#![allow(clippy::expect_used)]

use std::{collections::HashMap, fs, path::Path};

use avant_moisson::source::rdf::{self, Format, Graph, Node, Term};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    format: String,
    text: String,
    /// In the order rdflib adds them; blank nodes numbered as they come.
    triples: Option<Vec<String>>,
    error: Option<String>,
}

fn answer(case: &Case) -> Result<Vec<String>, String> {
    let format = Format::named(&case.format).expect("a format");
    let graph = rdf::parse(&case.text, format, None).map_err(|error| {
        assert!(!error.found.is_empty() && !error.advice.is_empty(), "{}: {}", case.name, error.message);
        error.message
    })?;
    let mut labels = HashMap::new();
    let mut line = |(subject, predicate, object)| {
        let words = [subject, predicate, object].map(|node| written(&graph, node, &mut labels));
        format!("{} .", words.join(" "))
    };
    Ok(graph.triples().map(&mut line).collect())
}

fn written(graph: &Graph, node: Node, labels: &mut HashMap<Node, usize>) -> String {
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

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('"', "\\\"").replace('\n', r"\n").replace('\r', r"\r")
}

#[test]
fn odd_documents_are_read_as_rdflib_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/rdf");
    let mut wrong = Vec::new();
    for file in ["xml", "turtle", "n3", "trig", "ntriples", "jsonld"] {
        let text = fs::read_to_string(folder.join(file).with_extension("json")).expect("a fixture");
        let cases: Vec<Case> = serde_json::from_str(&text).expect("a list of cases");
        let (mut same, mut errors, mut words) = (0, 0, 0);
        for case in &cases {
            match (answer(case), &case.triples, &case.error) {
                (Ok(ours), Some(theirs), _) if ours == *theirs => same += 1,
                (Err(ours), None, Some(theirs)) => {
                    same += 1;
                    errors += 1;
                    words += usize::from(ours == *theirs);
                    if ours != *theirs {
                        println!("{file}, {}: {ours:?}, rdflib {theirs:?}", case.name);
                    }
                }
                (ours, theirs, error) => wrong.push(format!(
                    "{file}, {}: {:?}\n  ours   {ours:?}\n  rdflib {theirs:?} {error:?}",
                    case.name, case.text
                )),
            }
        }
        println!(
            "{file}: {same} of {} as rdflib; of {errors} errors, {words} in its very words",
            cases.len()
        );
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
