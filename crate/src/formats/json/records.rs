//! JSON lists of records: each record's bytes, and what could be read before an error.

use std::ops::Range;

use super::{JsonError, JsonFault, JsonReader};

/// The records of a document, found without keeping them.
#[derive(Debug, Default)]
pub struct Records {
    /// Bytes of each record in the text.
    pub spans: Vec<Range<usize>>,
    /// Whether the document is one record, not a list.
    pub single: bool,
    /// How many records the document says there are, on all pages.
    pub total: Option<usize>,
    /// The error that ended the reading, when there is one.
    pub error: Option<JsonError>,
}

/// Finds the records of `text`: the elements of the list at the top, of the list under one of `lists`, or the
/// document itself when it has one of the keys `marks`; their number on all pages is under one of `totals`. Reading stops
/// at the first error and keeps what came before.
pub fn records(text: &str, lists: &[&str], marks: &[&str], totals: &[&str]) -> Records {
    let mut found = Records::default();
    let mut reader = JsonReader::new(text);
    let asked = Asked { lists, marks, totals };
    found.error = find(text, &mut reader, &asked, &mut found).and_then(|()| reader.end()).err();
    if found.single && found.error.is_none() {
        let start = text.len() - text.trim_start().len();
        found.spans.push(start..text.trim_end().len());
    }
    found
}

/// The keys to look for.
struct Asked<'a> {
    lists: &'a [&'a str],
    marks: &'a [&'a str],
    totals: &'a [&'a str],
}

fn find(
    text: &str,
    reader: &mut JsonReader<'_>,
    asked: &Asked<'_>,
    found: &mut Records,
) -> Result<(), JsonError> {
    match reader.peek() {
        Some(b'[') => reader.list(|reader| reader.skip().map(|span| found.spans.push(span))),
        Some(b'{') => reader.object(|key, reader| {
            if asked.marks.contains(&key.as_ref()) && found.spans.is_empty() {
                found.single = true;
            }
            if asked.lists.contains(&key.as_ref()) && !found.single {
                return find(text, reader, asked, found);
            }
            let span = reader.skip()?;
            if asked.totals.contains(&key.as_ref()) {
                found.total = text.get(span).and_then(|digits| digits.parse().ok()).or(found.total);
            }
            Ok(())
        }),
        _ => reader.skip().map(drop),
    }
}

/// The keys at the top of a document and of its first record, even when the document is cut.
pub fn outline(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    // An error is a document cut short, or the end of the first record.
    let _ = first_record(&mut JsonReader::new(text), 0, &mut keys);
    keys
}

/// `{"result": {"results": [{"id": …`: deeper keys say nothing of the portal.
const OUTLINE_DEPTH: usize = 3;

/// Collects keys down to the first record of a list; errors to stop there.
fn first_record(reader: &mut JsonReader<'_>, depth: usize, keys: &mut Vec<String>) -> Result<(), JsonError> {
    match reader.peek() {
        Some(b'{') if depth < OUTLINE_DEPTH => reader.object(|key, reader| {
            keys.push(key.into_owned());
            first_record(reader, depth + 1, keys)
        }),
        Some(b'[') => reader.list(|reader| {
            first_record(reader, depth, keys)?;
            Err(JsonError { offset: reader.offset(), fault: JsonFault::Stopped, is_cut: false })
        }),
        _ => reader.skip().map(drop),
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
            (r#"{"nhits":2,"datasets":[{"a":NaN},3]}"#, vec![r#"{"a":NaN}"#, "3"]),
            (r#"{"total_count":0,"results":[]}"#, vec![]),
            (r#" {"datasetid":"x","results":[1]} "#, vec![r#"{"datasetid":"x","results":[1]}"#]),
            (r#""text""#, vec![]),
        ] {
            let found = records(text, lists, marks, &[]);
            assert!(found.error.is_none(), "{text}: {:?}", found.error);
            assert_eq!(slices(text, &found), expected, "{text}");
        }
    }

    #[test]
    fn keeps_what_came_before_an_error() {
        let text = r#"{"datasets": [{"a":1}, {"b":2}, {"c":"#;
        let found = records(text, &["datasets"], &[], &[]);
        assert_eq!(slices(text, &found), [r#"{"a":1}"#, r#"{"b":2}"#]);
        assert_eq!(found.error.map(|error| error.is_cut), Some(true));
    }

    #[test]
    fn refuses_deep_nesting_without_overflow() {
        let text = "[".repeat(200_000);
        assert!(records(&text, &[], &[], &[]).error.is_some());
        let text = r#"{"datasets":"#.repeat(200_000);
        assert!(records(&text, &["datasets"], &[], &[]).error.is_some());
    }
}
