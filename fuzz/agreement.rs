//! Where our readers must agree with those of others: what both read says the same. What the reference reads in its own
//! way is left out, and named here; JSON-LD is, whole: rdflib reads named graphs, containers and numbers in its own way.
//!
//! Each says whether it had something to compare.

use std::collections::BTreeSet;

use avant_moisson::internals::{
    XmlTree,
    rdf::{self, Node, Term},
};
use oxrdf::{NamedOrBlankNode, Term as TheirTerm};
use oxrdfio::{RdfFormat, RdfParser};
use quick_xml::{NsReader, escape::unescape, events::Event, name::ResolveResult};

const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

fn holds_one_of(bytes: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|word| bytes.windows(word.len()).any(|part| part == *word))
}

/// Turtle, as `oxttl` reads it: but for names with an escaped dot, which it ends too early when another follows.
pub fn turtle(bytes: &[u8]) -> bool {
    !holds_one_of(bytes, &[b"\\."]) && graph(bytes, rdf::RdfFormat::Turtle, RdfFormat::Turtle)
}

/// N-Triples, as `oxttl` reads them.
pub fn n_triples(bytes: &[u8]) -> bool {
    graph(bytes, rdf::RdfFormat::NTriples, RdfFormat::NTriples)
}

/// RDF/XML, as `oxrdfxml` reads it. Entities of the document are ours alone, each has its way with what it does not know
/// of `rdf:parseType`; `oxrdfxml` takes a namespace whose address begins as `xmlns:` for a declaration, one that begins
/// as that of `xml:` for it, and the text of a property that has an attribute `rdf:type` for its value, where rdflib makes a node of it.
pub fn rdf_xml(bytes: &[u8]) -> bool {
    const OTHERWISE: [&[u8]; 7] =
        [b"<!DOCTYPE", b"parseType", b"\"xmlns:", b"'xmlns:", b":type=", b" type=", b"XML/1998/namespace"];
    !holds_one_of(bytes, &OTHERWISE) && graph(bytes, rdf::RdfFormat::Xml, RdfFormat::RdfXml)
}

/// Relative addresses are resolved as Python does: a document that has any is left out.
fn graph(bytes: &[u8], ours: rdf::RdfFormat, theirs: RdfFormat) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    if text.to_ascii_lowercase().contains("base") {
        return false;
    }
    let Ok(graph) = rdf::parse(text, ours, None) else { return false };
    let mut told = BTreeSet::new();
    for quad in RdfParser::from_format(theirs).for_slice(bytes) {
        let Ok(quad) = quad else { return false };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => iri(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => BLANK.to_owned(),
        };
        let object = match &quad.object {
            TheirTerm::NamedNode(node) => iri(node.as_str()),
            TheirTerm::BlankNode(_) => BLANK.to_owned(),
            TheirTerm::Literal(known) => {
                literal(known.value(), known.language(), Some(known.datatype().as_str()))
            }
        };
        told.insert([subject, iri(quad.predicate.as_str()), object]);
    }
    let word = |node: Node| match graph.term(node) {
        Term::Iri(address) => iri(address),
        Term::Blank(_) => BLANK.to_owned(),
        Term::Literal { value, language, datatype } => literal(value, language, datatype),
    };
    let ours: BTreeSet<_> = graph
        .triples()
        .map(|(subject, predicate, object)| [word(subject), word(predicate), word(object)])
        .collect();
    assert_eq!(ours, told, "{text}");
    true
}

/// Labels of blank nodes are drawn: all are alike here.
const BLANK: &str = "_";

fn iri(address: &str) -> String {
    format!("<{address}>")
}

/// rdflib writes numbers and dates anew, and languages in lower case: of a typed literal, only the type counts; and
/// expat's white space is not that of others.
fn literal(value: &str, language: Option<&str>, datatype: Option<&str>) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match (language, datatype) {
        (Some(language), _) => format!("{value:?}@{}", language.to_lowercase()),
        (None, Some(datatype)) if datatype != STRING => format!("^^{datatype}"),
        _ => format!("{value:?}"),
    }
}

/// What our reader of XML reads, `quick-xml` reads, with the same elements.
pub fn xml(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    // Entities of the document are ours alone.
    if text.contains("<!DOCTYPE") {
        return false;
    }
    let Ok(tree) = XmlTree::read(text) else { return false };
    let root = tree.root().into_iter();
    let ours: Vec<_> = root
        .flat_map(|root| std::iter::once(root).chain(root.descendants()))
        .map(|element| (element.namespace().to_owned(), element.local_name().to_owned()))
        .collect();
    let mut reader = NsReader::from_str(text);
    let mut theirs = Vec::new();
    loop {
        match reader.read_resolved_event() {
            Ok((namespace, Event::Start(tag) | Event::Empty(tag))) => {
                let namespace = match namespace {
                    ResolveResult::Bound(namespace) => {
                        unescape(namespace.as_ref()).unwrap_or_default().into_owned()
                    }
                    _ => String::new(),
                };
                theirs.push((namespace, tag.local_name().as_ref().to_owned()));
            }
            Ok((_, Event::Eof)) => break,
            Ok(_) => {}
            Err(error) => panic!("{text}: {error}"),
        }
    }
    assert_eq!(ours, theirs, "{text}");
    true
}
