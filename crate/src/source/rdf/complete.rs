//! What of a document comes before its first fault, as a graph: udata reads nothing of it, a person may.

use super::{Graph, RdfFormat, parse};
use crate::formats::{json, xml};

/// Ends of statements that are tried, from the last one back: the last may stand in a text, or in a graph.
const TRIES: usize = 8;

/// The graph of the complete statements before the fault of a document; none when there is none.
pub fn complete_part(text: &str, format: RdfFormat) -> Option<Graph> {
    match format {
        RdfFormat::Xml => parse(&xml::complete_part(text, 1)?, format, None).ok(),
        RdfFormat::JsonLd => {
            let found = json::records(text, &["@graph"], &[], &[]);
            let end = found.spans.last()?.end;
            let closing = if text.trim_start().starts_with('[') { "]" } else { "]}" };
            parse(&[text.get(..end)?, closing].concat(), format, None).ok()
        }
        _ => {
            let ends = text.rmatch_indices(['.', '}']).filter(|(at, _)| {
                text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['\n', '\r']))
            });
            ends.take(TRIES).find_map(|(at, _)| parse(text.get(..=at)?, format, None).ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_before_the_fault_are_kept_in_every_syntax() {
        let turtle =
            "@prefix d: <http://d/> .\n<http://a> d:p \"\"\"1.\n2\"\"\" .\n<http://b> d:p \"\"\"x.\ny";
        let xml = "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://d/'><r:Description r:about='http://a'><d:p>1</d:p></r:Description><r:Description r:about='htt";
        let jsonld = "{\"@context\": {\"d\": \"http://d/\"}, \"@graph\": [{\"@id\": \"http://a\", \"d:p\": 1}, {\"@id\": \"ht";
        let ntriples = "<http://a> <http://d/p> \"1\" .\n<http://b> <http://d/p";
        for (format, text) in [
            (RdfFormat::Turtle, turtle),
            (RdfFormat::Xml, xml),
            (RdfFormat::JsonLd, jsonld),
            (RdfFormat::NTriples, ntriples),
        ] {
            assert!(parse(text, format, None).is_err(), "{format:?}");
            let graph = complete_part(text, format).unwrap_or_default();
            assert_eq!(graph.len(), 1, "{format:?}");
        }
    }
}
