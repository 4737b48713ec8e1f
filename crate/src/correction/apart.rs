//! Descriptions that stand beside that of their dataset: Turtle, RDF/XML and JSON-LD let a distribution be named here and
//! described there.

use std::ops::Range;

use super::{turtle, words::in_xml};
use crate::formats::json::{Json, JsonReader};

/// Whether a document starts as Turtle does, though its records start with `<`.
pub(super) fn is_turtle(text: &str) -> bool {
    text.trim_start().starts_with(['@', '#', 'P', 'p', 'B', 'b'])
}

/// Where the node of this address is described.
pub(super) fn place(text: &str, uri: &str) -> Option<Range<usize>> {
    if uri.is_empty() {
        return None;
    }
    match text.trim_start().chars().next()? {
        '{' | '[' => in_json(text, uri),
        '<' if !is_turtle(text) => in_xml_of(text, uri),
        _ => in_turtle(text, uri),
    }
}

/// A statement about it: its name, in full or after a prefix, stands where one starts.
fn in_turtle(text: &str, uri: &str) -> Option<Range<usize>> {
    let after_prefix = prefixes(text).filter_map(|(prefix, space)| {
        let local = uri.strip_prefix(space).filter(|local| !local.is_empty())?;
        Some(format!("{prefix}{local}"))
    });
    std::iter::once(format!("<{uri}>")).chain(after_prefix).find_map(|name| statement(text, &name))
}

fn statement(text: &str, name: &str) -> Option<Range<usize>> {
    text.match_indices(name).find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let last = before.lines().next_back().unwrap_or_default().trim_start();
        let is_first = before.is_empty() || before.ends_with('.') || last.starts_with('#');
        let is_whole = text.get(at + name.len()..)?.starts_with(char::is_whitespace);
        let length = (is_first && is_whole).then(|| turtle::end_of_statement(text.get(at..)?)).flatten()?;
        Some(at..at + length)
    })
}

/// The prefixes that a document declares where it starts, with their colon, and what each stands for.
fn prefixes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_declaration = |line: &&str| line.starts_with(['@', 'P', 'p']) || line.trim().is_empty();
    text.lines().take_while(is_declaration).filter_map(|line| {
        let (declared, rest) = line.split_once('<')?;
        let prefix = declared.split_whitespace().nth(1)?;
        Some((prefix, rest.split_once('>')?.0))
    })
}

/// The element that says `rdf:about`, up to the end of its own name: a distribution holds none of its kind.
fn in_xml_of(text: &str, uri: &str) -> Option<Range<usize>> {
    let uri = in_xml(uri);
    ['"', '\''].into_iter().find_map(|quote| {
        let about = format!("rdf:about={quote}{uri}{quote}");
        let at = text.find(&about)?;
        let start = text.get(..at)?.rfind('<')?;
        let name: String = text
            .get(start + 1..)?
            .chars()
            .take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/'))
            .collect();
        let end = format!("</{name}>");
        let length = text.get(at..)?.find(&end)?;
        // An element without content ends before another one of the same name.
        let is_same = !text.get(at..at + length)?.contains(&format!("<{name} "));
        is_same.then_some(start..at + length + end.len())
    })
}

/// The object whose first key is its `@id`, when it says more.
fn in_json(text: &str, uri: &str) -> Option<Range<usize>> {
    let name = serde_json::json!(uri).to_string();
    text.match_indices(&name).find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end().strip_suffix(':')?.trim_end();
        let start = before.strip_suffix("\"@id\"")?.trim_end().strip_suffix('{')?.len();
        let mut reader = JsonReader::at(text, start);
        let span = reader.skip().ok()?;
        let Json::Object(object) = JsonReader::at(text, start).value().ok()? else { return None };
        (object.iter().count() > 1).then_some(span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_found_in_every_syntax() {
        let table = [
            (
                "@prefix dcat: <x> .\n<a> dcat:distribution <u> .\n<u> a dcat:Distribution ; dct:title \"1. 2\" .\n<v> a <w> .",
                "<u> a dcat:Distribution ; dct:title \"1. 2\" .",
            ),
            ("# vide\n<u> <p> 1.5 .", "<u> <p> 1.5 ."),
            ("@prefix e: <u> .\n<a> <b> <c> .", ""),
            (
                "<r><d><x rdf:resource=\"u\"/></d><dcat:Distribution rdf:about=\"u\"><t/></dcat:Distribution></r>",
                "<dcat:Distribution rdf:about=\"u\"><t/></dcat:Distribution>",
            ),
            ("<r><D rdf:about=\"u\"/><D rdf:about=\"v\"></D></r>", ""),
            (
                "{\"@graph\": [{\"distribution\": {\"@id\": \"u\"}}, {\"@id\": \"u\", \"title\": \"}\"}]}",
                "{\"@id\": \"u\", \"title\": \"}\"}",
            ),
            ("{\"@id\": \"u\"}", ""),
            ("", ""),
        ];
        for (text, expected) in table {
            let found = place(text, "u").map(|place| &text[place]);
            assert_eq!(found.unwrap_or_default(), expected, "{text}");
        }
    }
}
