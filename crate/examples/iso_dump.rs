//! Prints the graphs of ISO 19139 records, one JSON line per record, in the shape of `tests/record/iso.py`.
//!
//! Usage: `iso_dump FILE…`; with `-` alone, file names come on standard input, one per line.

use std::{collections::HashMap, io::Write};

use avant_moisson::internals::{
    XmlTree, csw, iso19139,
    rdf::{Graph, Node, Term},
};
use serde_json::{Value, json};

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    if files == ["-"] {
        files = std::io::stdin().lines().map_while(Result::ok).collect();
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in files {
        let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
        let mut print = |record: Option<usize>, key: &str, value: Value| {
            let mut line = json!({"file": name, "record": record});
            line[key] = value;
            let _ = writeln!(out, "{line}");
        };
        let Ok(text) = std::fs::read_to_string(&file) else {
            print(None, "error", json!("unreadable"));
            continue;
        };
        let tree = match XmlTree::read(&text) {
            Ok(tree) => tree,
            Err(error) => {
                print(None, "error", json!(format!("{error:?}")));
                continue;
            }
        };
        let locales = iso19139::Locales::of(&tree);
        for (index, record) in csw::records(&tree).enumerate() {
            match iso19139::convert(record, &locales, false) {
                Ok((graph, _)) => print(Some(index), "triples", triples(&graph)),
                Err(failure) => print(Some(index), "error", json!(failure.to_string())),
            }
        }
    }
}

fn triples(graph: &Graph) -> Value {
    let mut labels = HashMap::new();
    graph.triples().map(|(s, p, o)| json!([s, p, o].map(|node| term(graph, node, &mut labels)))).collect()
}

fn term(graph: &Graph, node: Node, labels: &mut HashMap<Node, usize>) -> Value {
    match graph.term(node) {
        Term::Iri(iri) => json!(format!("<{iri}>")),
        Term::Blank(_) => {
            let next = labels.len();
            json!(format!("_:{}", labels.entry(node).or_insert(next)))
        }
        Term::Literal { value, language, datatype } => {
            json!({"value": value, "language": language, "datatype": datatype})
        }
    }
}
