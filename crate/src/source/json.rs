//! JSON lists of records: each record's bytes, and what could be read before an error.

use std::{fmt, ops::Range};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Value, value::RawValue};

use crate::text::json::{Fault, Json, JsonError, Reader};

/// The records of a document, found without reading them.
#[derive(Debug, Default)]
pub struct Records {
    /// Bytes of each record in the text.
    pub spans: Vec<Range<usize>>,
    /// Whether the document is one record, not a list.
    pub single: bool,
    /// The error that ended the reading, when there is one.
    pub error: Option<serde_json::Error>,
}

/// Finds the records of `text`: the elements of the list at the top, of the list under one of `lists`, or the
/// document itself when it has one of the keys `marks`. Reading stops at the first error and keeps what came before.
pub fn records(text: &str, lists: &[&str], marks: &[&str]) -> Records {
    let mut found = Records::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let outline = Outline { text, lists, marks, found: &mut found };
    let end = deserializer.deserialize_any(outline).and_then(|()| deserializer.end());
    found.error = end.err();
    if found.single && found.error.is_none() {
        let start = text.len() - text.trim_start().len();
        found.spans.push(start..text.trim_end().len());
    }
    found
}

struct Outline<'a> {
    text: &'a str,
    lists: &'a [&'a str],
    marks: &'a [&'a str],
    found: &'a mut Records,
}

impl<'de> Visitor<'de> for Outline<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records or a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(record) = seq.next_element::<&'de RawValue>()? {
            let start = record.get().as_ptr() as usize - self.text.as_ptr() as usize;
            self.found.spans.push(start..start + record.get().len());
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.marks.contains(&key.as_str()) && self.found.spans.is_empty() {
                self.found.single = true;
            }
            if self.lists.contains(&key.as_str()) && !self.found.single {
                map.next_value_seed(Outline { found: &mut *self.found, ..self })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Outline<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The keys at the top of a document and of its first record, even when the document is cut.
pub fn outline(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    // An error is a document cut short, or the end of the first record.
    let _ = first_record(&mut Reader::new(text), 0, &mut keys);
    keys
}

/// `{"result": {"results": [{"id": …`: deeper keys say nothing of the portal.
const OUTLINE_DEPTH: usize = 3;

/// Collects keys down to the first record of a list; errors to stop there.
fn first_record(reader: &mut Reader<'_>, depth: usize, keys: &mut Vec<String>) -> Result<(), JsonError> {
    match reader.peek() {
        Some(b'{') if depth < OUTLINE_DEPTH => reader.object(|key, reader| {
            keys.push(key.into_owned());
            first_record(reader, depth + 1, keys)
        }),
        Some(b'[') => reader.list(|reader| {
            first_record(reader, depth, keys)?;
            Err(JsonError { offset: reader.offset(), fault: Fault::End })
        }),
        _ => reader.skip().map(drop),
    }
}

/// Python's `bool(value)`.
pub fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}

/// Python's `str(value)` of what `json` reads.
pub fn python_str(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => text.clone(),
        other => {
            let written = other.to_string();
            Json::parse(&written).map(|value| value.repr()).unwrap_or(written)
        }
    }
}

/// The name Python gives to the type of what `json` reads.
pub fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices<'a>(text: &'a str, found: &Records) -> Vec<&'a str> {
        found.spans.iter().map(|span| &text[span.clone()]).collect()
    }

    #[test]
    fn finds_the_records_of_every_envelope() {
        let lists = &["datasets", "results"];
        let marks = &["datasetid"];
        for (text, expected) in [
            (r#" [{"a":1}, {"b":2}] "#, vec![r#"{"a":1}"#, r#"{"b":2}"#]),
            (r#"{"nhits":2,"datasets":[{"a":1},3]}"#, vec![r#"{"a":1}"#, "3"]),
            (r#"{"total_count":0,"results":[]}"#, vec![]),
            (r#" {"datasetid":"x","results":[1]} "#, vec![r#"{"datasetid":"x","results":[1]}"#]),
            (r#""text""#, vec![]),
        ] {
            let found = records(text, lists, marks);
            assert!(found.error.is_none(), "{text}: {:?}", found.error);
            assert_eq!(slices(text, &found), expected, "{text}");
        }
    }

    #[test]
    fn keeps_what_came_before_an_error() {
        let text = r#"{"datasets": [{"a":1}, {"b":2}, {"c":"#;
        let found = records(text, &["datasets"], &[]);
        assert_eq!(slices(text, &found), [r#"{"a":1}"#, r#"{"b":2}"#]);
        assert_eq!(found.error.map(|error| error.is_eof()), Some(true));
    }

    #[test]
    fn refuses_deep_nesting_without_overflow() {
        let text = "[".repeat(200_000);
        assert!(records(&text, &[], &[]).error.is_some());
    }
}
