//! What the readers of RDF make of odd documents, beside what rdflib makes of them (`tests/record/rdf.py`).

#[path = "../../examples/shared/ntriples.rs"]
#[allow(dead_code, reason = "the examples take more of it")]
mod ntriples;

use std::{fs, path::Path};

use avant_moisson::internals::rdf::{self, RdfFormat};
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
    let format = RdfFormat::named(&case.format).expect("a format");
    let graph = rdf::parse(&case.text, format, None).map_err(|error| {
        assert!(!error.found.is_empty() && !error.advice.is_empty(), "{}: {}", case.name, error.message);
        error.message
    })?;
    Ok(ntriples::lines(&graph).collect())
}

fn cases(file: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/rdf");
    let text = fs::read_to_string(folder.join(file).with_extension("json")).expect("a fixture");
    serde_json::from_str(&text).expect("a list of cases")
}

/// Documents cut or mangled in the middle, of which udata shows the manager the line and the excerpt: rdflib's very words.
const CUT: &str = "cut";

const FILES: [&str; 9] = ["xml", "turtle", "n3", "trig", "ntriples", "quads", "jsonld", "corners", CUT];

const FORMATS: [RdfFormat; 8] = [
    RdfFormat::Xml,
    RdfFormat::Turtle,
    RdfFormat::N3,
    RdfFormat::Trig,
    RdfFormat::NTriples,
    RdfFormat::NQuads,
    RdfFormat::TriX,
    RdfFormat::JsonLd,
];

#[test]
fn odd_documents_are_read_as_rdflib_reads_them() {
    let mut wrong = Vec::new();
    for file in FILES {
        let cases = cases(file);
        let (mut same, mut errors, mut words) = (0, 0, 0);
        for case in &cases {
            match (answer(case), &case.triples, &case.error) {
                (Ok(ours), Some(theirs), _) if ours == *theirs => same += 1,
                (Err(ours), None, Some(theirs)) if file != CUT || ours == *theirs => {
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

/// Cut anywhere, or read as another syntax, a document is read or refused: it never stops the program.
#[test]
fn no_document_stops_the_reader() {
    let mut answers = 0;
    for case in FILES.iter().flat_map(|file| cases(file)) {
        let own = RdfFormat::named(&case.format).expect("a format");
        let step = case.text.len().div_ceil(40).max(1);
        for (end, _) in case.text.char_indices().step_by(step) {
            answers += usize::from(rdf::parse(&case.text[..end], own, Some("http://exemple.fr/")).is_ok());
            answers += usize::from(rdf::parse(&case.text[end..], own, None).is_ok());
        }
        answers += FORMATS.iter().filter(|format| rdf::parse(&case.text, **format, None).is_ok()).count();
        rdf::sniff(&case.text);
    }
    assert!(answers > 0);
}

#[test]
fn deep_documents_are_read_or_refused() {
    let deep = |open: &str, inside: &str, close: &str, times: usize| {
        format!("{}{inside}{}", open.repeat(times), close.repeat(times))
    };
    let rdf = r#"xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://d#""#;
    let xml = format!("<rdf:RDF {rdf}>{}</rdf:RDF>", deep("<d:A><d:p>", "x", "</d:p></d:A>", 50_000));
    assert_eq!(rdf::parse(&xml, RdfFormat::Xml, None).map(|graph| graph.len()), Ok(100_000));
    let markup = deep("<b>", "x", "</b>", 50_000);
    let xml = format!(r#"<rdf:RDF {rdf}><d:A><d:p rdf:parseType="Literal">{markup}</d:p></d:A></rdf:RDF>"#);
    assert_eq!(rdf::parse(&xml, RdfFormat::Xml, None).map(|graph| graph.len()), Ok(2));
    let entities: String = (1..200).map(|n| format!("<!ENTITY e{n} \"&e{};\">", n - 1)).collect();
    let xml =
        format!("<!DOCTYPE a [<!ENTITY e0 \"x\">{entities}]><rdf:RDF {rdf}><d:A>&e199;</d:A></rdf:RDF>");
    assert!(rdf::parse(&xml, RdfFormat::Xml, None).is_err());
    for (open, close) in [("[ <p> ", " ]"), ("( ", " )"), ("{ ", " }"), ("<a> <b> { ", " } .")] {
        for format in [RdfFormat::Turtle, RdfFormat::N3, RdfFormat::Trig] {
            let text = format!("<a> <b> {} .", deep(open, "1", close, 10_000));
            assert!(rdf::parse(&text, format, None).is_err(), "{open} {format:?}");
        }
    }
    for (open, close) in
        [("[", "]"), ("{\"http://p\":", "}"), ("{\"@list\":[", "]}"), ("{\"@graph\":[", "]}")]
    {
        let error = rdf::parse(&deep(open, "1", close, 10_000), RdfFormat::JsonLd, None).expect_err(open);
        assert!(error.found.contains("imbriqué"), "{}", error.found);
    }
}

#[test]
fn entities_that_multiply_are_refused() {
    let entities: String =
        (1..10).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10))).collect();
    for use_of_it in ["<t:title>&e9;</t:title>", "<t:title t:a=\"&e9;\"/>"] {
        let text = format!(
            "<!DOCTYPE a [<!ENTITY e0 \"0123456789\">{entities}]><a xmlns:t=\"http://t\">{use_of_it}</a>"
        );
        let error = rdf::parse(&text, RdfFormat::Xml, None).expect_err("too much");
        assert!(error.message.contains("amplification"), "{}", error.message);
    }
}

#[test]
fn long_values_are_kept_whole() {
    let value = "é <b>x</b> \\\" \r\n".repeat(100_000);
    let xml = format!("<a xmlns:t=\"http://t\"><t:p><![CDATA[{value}]]></t:p></a>");
    let turtle = format!("<a> <p> \"\"\"{}\"\"\" .", value.replace('\\', "\\\\").replace('"', "\\\""));
    let json = serde_json::json!({"@id": "http://a", "http://p": value}).to_string();
    for (text, format) in [(xml, RdfFormat::Xml), (turtle, RdfFormat::Turtle), (json, RdfFormat::JsonLd)] {
        let graph = rdf::parse(&text, format, None).expect("a graph");
        let (.., object) = graph.triples().last().expect("a triple");
        let kept = graph.term(object).text().replace("\r\n", "\n");
        assert!(kept == value.replace("\r\n", "\n"), "{format:?}");
    }
}

/// The page shows the source of a node: its element, its block or its object.
#[test]
fn nodes_know_where_they_are_written() {
    let xml = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://d#">
        <d:C><d:has rdf:resource="http://1"/><d:has><d:D rdf:about="http://2"/></d:has></d:C>
        <d:D rdf:about="http://1"><d:t>é</d:t></d:D> <d:D rdf:about="http://2"><d:t>x</d:t></d:D></rdf:RDF>"#;
    let turtle = "@prefix d: <http://d#> .\n<http://1> a d:D ; d:t \"é\" .\n\n<http://2> d:has [ d:t 1 ] .\n";
    let json = r#"{"@graph": [ {"@id": "http://1", "http://t": "é"} , {"@id": "http://2", "http://t": 1}]}"#;
    for (text, format, first, second) in [
        (
            xml,
            RdfFormat::Xml,
            "<d:D rdf:about=\"http://1\"><d:t>é</d:t></d:D>",
            "<d:D rdf:about=\"http://2\"><d:t>x</d:t></d:D>",
        ),
        (turtle, RdfFormat::Turtle, "<http://1> a d:D ; d:t \"é\" ", "<http://2> d:has [ d:t 1 ] "),
        (
            json,
            RdfFormat::JsonLd,
            r#"{"@id": "http://1", "http://t": "é"}"#,
            r#"{"@id": "http://2", "http://t": 1}"#,
        ),
    ] {
        let graph = rdf::parse(text, format, None).expect("a graph");
        for (iri, source) in [("http://1", first), ("http://2", second)] {
            let span = graph.find(iri).and_then(|node| graph.span(node)).expect("a span");
            assert_eq!(&text[span], source);
        }
    }
}
