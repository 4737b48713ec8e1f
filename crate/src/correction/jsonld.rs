//! JSON-LD: the value of a property in the object of the record, whatever its key is made of.

use std::ops::Range;

use serde_json::json;

use super::{
    Context, Piece, Wanted,
    words::{expanded, is_address, local, quoted, values},
};
use crate::formats::json::{Json, JsonReader};

pub(super) fn edits(context: &Context<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let mut found = Found::default();
    let property = wanted.property().map(local);
    let _ = walk(context.source, &mut JsonReader::new(context.source), None, property, wanted, &mut found);
    if wanted.renames {
        return found.keys.into_iter().map(|range| (range, key(wanted.new_name()))).collect();
    }
    if !found.values.is_empty() {
        let replaced =
            |value: FoundValue| (value.range, written(wanted, value.datatype.as_deref(), value.in_list));
        return found.values.into_iter().map(replaced).collect();
    }
    let Some(property) = wanted.property().filter(|_| !wanted.only_replaces) else { return Vec::new() };
    let holders =
        if wanted.is_of_distribution() && !context.is_part { &found.distributions } else { &found.records };
    let at = holders.get(wanted.resource.unwrap_or(0));
    at.map(|&at| (at..at, format!("{}: {}, ", key(property), written(wanted, None, false))))
        .into_iter()
        .collect()
}

/// A value to replace.
struct FoundValue {
    range: Range<usize>,
    /// Whether it is one of a list.
    in_list: bool,
    /// The type that it is written with.
    datatype: Option<String>,
}

#[derive(Default)]
struct Found {
    values: Vec<FoundValue>,
    /// The keys before them.
    keys: Vec<Range<usize>>,
    /// Where objects of the record, and of its distributions, have their first key.
    records: Vec<usize>,
    distributions: Vec<usize>,
}

/// Goes through a value; `key` is the one before it, and `property` the one looked for.
fn walk(
    text: &str,
    reader: &mut JsonReader<'_>,
    key: Option<(&str, Range<usize>)>,
    property: Option<&str>,
    wanted: Wanted<'_>,
    found: &mut Found,
) -> Result<(), crate::formats::json::JsonError> {
    let is_it = match (&key, property) {
        (Some((name, _)), Some(property)) => local(name) == property,
        (_, None) => true,
        (None, Some(_)) => false,
    };
    match reader.peek() {
        Some(b'[') => reader.list(|reader| {
            let start = found.values.len();
            let element = key.clone();
            walk(text, reader, element, property, wanted, found)?;
            found.values.iter_mut().skip(start).for_each(|value| value.in_list = true);
            Ok(())
        }),
        Some(b'{') => {
            let start = reader.offset();
            // What is inside is read only where the value may be.
            let value = if is_it { Some(JsonReader::at(text, start).value()?) } else { None };
            if value.as_ref().and_then(said).is_some_and(|said| wanted.is(said)) {
                // The type of a node is no datatype.
                let literal = value.as_ref().filter(|value| value.get("@value").is_some());
                let datatype = literal.and_then(|value| value.get("@type")?.as_str()).map(str::to_owned);
                found.values.push(FoundValue { range: reader.skip()?, in_list: false, datatype });
                found.keys.extend(key.map(|(_, range)| range));
                return Ok(());
            }
            if key.as_ref().is_some_and(|(name, _)| local(name) == "distribution") {
                found.distributions.push(start + 1);
            } else if key.is_none() {
                found.records.push(start + 1);
            }
            let mut end = start + 1;
            reader.object(|name, reader| {
                // The key stands between the last value and this one.
                let before = text.get(end..reader.offset()).unwrap_or_default();
                let place = before.find('"').map_or(end, |at| end + at);
                let last = before.rfind('"').map_or(end, |at| end + at + 1);
                walk(text, reader, Some((&name, place..last)), property, wanted, found)?;
                end = reader.offset();
                Ok(())
            })
        }
        Some(b'"') => {
            let span = reader.skip()?;
            let value = JsonReader::at(text, span.start).value()?;
            if is_it && value.as_str().is_some_and(|said| wanted.is(said)) {
                found.values.push(FoundValue { range: span, in_list: false, datatype: None });
                found.keys.extend(key.map(|(_, range)| range));
            }
            Ok(())
        }
        _ => {
            let span = reader.skip()?;
            let number = text.get(span.clone()).unwrap_or_default();
            if is_it && wanted.is(number) {
                found.values.push(FoundValue { range: span, in_list: false, datatype: None });
                found.keys.extend(key.map(|(_, range)| range));
            }
            Ok(())
        }
    }
}

/// What a value says: its text, or the node that it names.
fn said<'j>(value: &'j Json<'_>) -> Option<&'j str> {
    let Json::Object(object) = value else { return value.as_str() };
    ["@value", "@id"].into_iter().find_map(|key| object.get(key)).and_then(Json::as_str)
}

/// The value, or the list of values; those of a list go on in the list that holds them.
fn written(wanted: Wanted<'_>, datatype: Option<&str>, in_list: bool) -> String {
    let one = |value: &str| match (is_address(value), wanted.language(), datatype) {
        (true, ..) => json!({ "@id": value }),
        (false, Some(tag), _) => json!({ "@language": tag, "@value": value }),
        (false, None, Some(datatype)) => json!({ "@type": datatype, "@value": value }),
        (false, None, None) => json!({ "@value": value }),
    };
    let all: Vec<String> = values(wanted.value).into_iter().map(|value| one(value).to_string()).collect();
    match all.as_slice() {
        [one] => one.clone(),
        all if in_list => all.join(", "),
        all => format!("[{}]", all.join(", ")),
    }
}

/// A key that means the property whatever the context says.
fn key(property: &str) -> String {
    match expanded(property) {
        Some((namespace, local)) => quoted(&format!("{namespace}{local}")),
        None => quoted(property),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::testing;

    fn edited(source: &str, path: &str, raw: Option<&str>, value: &str) -> String {
        testing::edited(edits, source, source, (path, raw, value))
    }

    #[test]
    fn a_value_is_found_under_any_key_of_the_property() {
        let table = [
            (r#"{"dct:f": "an"}"#, "dct:f", Some("an"), "http://a/b", r#"{"dct:f": {"@id":"http://a/b"}}"#),
            (r#"{"f": {"@value": "an"}}"#, "dct:f", Some("an"), "y", r#"{"f": {"@value":"y"}}"#),
            (r#"{"f": {"@id": "an"}}"#, "dct:f", Some("an"), "y", r#"{"f": {"@value":"y"}}"#),
            (r#"{"f": {"@id": "an", "@type": "T"}}"#, "dct:f", Some("an"), "y", r#"{"f": {"@value":"y"}}"#),
            (
                r#"{"f": {"@value": "an", "@type": "T"}}"#,
                "dct:f",
                Some("an"),
                "y",
                r#"{"f": {"@type":"T","@value":"y"}}"#,
            ),
            (
                r#"{"k": ["a, b", "c"]}"#,
                "dcat:k",
                Some("a, b"),
                "a | b",
                r#"{"k": [{"@value":"a"}, {"@value":"b"}, "c"]}"#,
            ),
            (r#"{"a": 1}"#, "dct:f", None, "y", r#"{"http://purl.org/dc/terms/f": {"@value":"y"}, "a": 1}"#),
            (
                r#"{"distribution": [{"a": 1}]}"#,
                "dcat:distribution/dct:f",
                None,
                "y",
                r#"{"distribution": [{"http://purl.org/dc/terms/f": {"@value":"y"}, "a": 1}]}"#,
            ),
            (
                r#"{"dct:licence" : "y"}"#,
                "dct:licence",
                Some("y"),
                "dct:license",
                r#"{"http://purl.org/dc/terms/license" : "y"}"#,
            ),
            (
                r#"{"t": "an"}"#,
                "dct:f",
                Some("an"),
                "y",
                r#"{"http://purl.org/dc/terms/f": {"@value":"y"}, "t": "an"}"#,
            ),
        ];
        for (source, path, raw, value, expected) in table {
            assert_eq!(edited(source, path, raw, value), expected, "{source} {path}");
        }
    }
}
