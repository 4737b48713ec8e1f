//! Answers the inputs of public test suites in bulk, for `tests/suites/run.py`: reads a JSON list of `[kind, text]` on
//! standard input, and writes the list of what is made of each, in the words of the Python library that udata calls.
//! A kind `rdf NAME` is a syntax of RDF by rdflib's name; `oxigraph NAME` asks Oxigraph's readers, the yardstick of ours.

#[path = "shared/ntriples.rs"]
mod ntriples;

use std::{
    collections::HashSet,
    io::{self, Read, Write},
};

use avant_moisson::{
    date,
    internals::{
        Json, html,
        rdf::{self, RdfFormat as Syntax},
        url,
    },
};
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Term, vocab::xsd};
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfParser};

use self::ntriples::escaped;

fn main() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let questions: Vec<(String, String)> = serde_json::from_str(&input)?;
    let now = date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).unwrap_or(date::DateTime::UNIX_EPOCH);
    let answers: Vec<String> = questions.iter().map(|(kind, text)| answer(kind, text, now)).collect();
    writeln!(io::stdout(), "{}", serde_json::to_string(&answers)?)
}

fn answer(kind: &str, text: &str, now: date::DateTime) -> String {
    match kind {
        "json" => match Json::parse(text) {
            Ok(value) => value.repr(),
            Err(error) => format!("error: {}", error.message(text)),
        },
        "html" => html::to_markdown(text).unwrap_or_else(|error| format!("error: {error}")),
        "date" => match date::parse(text, now) {
            Ok(at) => at.to_string(),
            Err(error) => format!("error: {error}"),
        },
        "address" => url::validate(text).map_or_else(|_| "refused".to_owned(), str::to_owned),
        other => match other.split_once(' ') {
            Some(("rdf", syntax)) => triples(syntax, text),
            Some(("oxigraph", syntax)) => yardstick(syntax, text),
            _ => Err(format!("unknown kind {other}")),
        }
        .unwrap_or_else(|error| format!("error: {error}")),
    }
}

fn triples(syntax: &str, text: &str) -> Result<String, String> {
    let syntax = Syntax::named(syntax).ok_or_else(|| format!("unknown syntax {syntax}"))?;
    let graph = rdf::parse(text, syntax, None).map_err(|error| error.message)?;
    Ok(ntriples::lines(&graph).collect::<Vec<_>>().join("\n"))
}

fn yardstick(syntax: &str, text: &str) -> Result<String, String> {
    let syntax = match syntax {
        "turtle" => RdfFormat::Turtle,
        "n3" => RdfFormat::N3,
        "trig" => RdfFormat::TriG,
        "nt" => RdfFormat::NTriples,
        "xml" => RdfFormat::RdfXml,
        "json-ld" => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        _ => return Err(format!("unknown syntax {syntax}")),
    };
    let parser = RdfParser::from_format(syntax)
        // What rdflib resolves references against when it is told nothing.
        .with_base_iri("file:///")
        .map_err(|error| error.to_string())?;
    let mut lines = HashSet::new();
    for quad in parser.for_slice(text) {
        let quad = quad.map_err(|error| error.to_string())?;
        // udata looks at the default graph only.
        if quad.graph_name == GraphName::DefaultGraph {
            lines.insert(format!(
                "{} {} {} .",
                subject(&quad.subject),
                iri(&quad.predicate),
                object(&quad.object)
            ));
        }
    }
    Ok(lines.into_iter().collect::<Vec<_>>().join("\n"))
}

fn iri(node: &NamedNode) -> String {
    format!("<{}>", escaped(node.as_str()))
}

fn subject(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => iri(node),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn object(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => iri(node),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => {
            let value = escaped(literal.value());
            match (literal.language(), literal.datatype()) {
                (Some(language), _) => format!("\"{value}\"@{language}"),
                (None, xsd::STRING) => format!("\"{value}\""),
                (None, datatype) => format!("\"{value}\"^^<{}>", escaped(datatype.as_str())),
            }
        }
    }
}
