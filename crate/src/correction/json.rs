//! JSON of CKAN, DKAN and Opendatasoft: a path leads to one value.

use std::ops::Range;

use super::{
    Context, Piece, Wanted,
    words::{quoted, values},
};
use crate::formats::json::{Json, JsonReader};

/// Resources of one record that are looked at: each is looked for from the start.
const MANY: usize = 200;

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

pub(super) fn edits(context: &Context<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let steps = steps(wanted.path);
    if steps.is_empty() {
        return by_value(context.source, wanted);
    }
    let words = values(wanted.value);
    if words.len() > 1 {
        return apart(context.source, &steps, wanted.raw, &words).into_iter().collect();
    }
    let value = quoted(wanted.value);
    if let (true, Some(raw), [Step::Key(list), Step::Index(_), rest @ ..]) =
        (wanted.everywhere, wanted.raw, steps.as_slice())
    {
        let place = |index| {
            let steps: Vec<_> =
                [Step::Key(list), Step::Index(index)].into_iter().chain(rest.iter().copied()).collect();
            match find(context.source, &mut JsonReader::new(context.source), &steps)? {
                Place::Value(range) => Some(Some(range)),
                Place::Inside { .. } => Some(None),
            }
        };
        let says = |range: &Range<usize>| context.source.get(range.clone()) == Some(quoted(raw).as_str());
        let places = (0..MANY).map_while(place).flatten().filter(says);
        let found: Vec<_> = places.map(|range| (range, value.clone())).collect();
        if !found.is_empty() {
            return found;
        }
    }
    match find(context.source, &mut JsonReader::new(context.source), &steps) {
        Some(Place::Value(range)) => vec![(range, value)],
        Some(Place::Inside { at, is_empty, missing, is_extras }) => {
            let comma = if is_empty { "" } else { ", " };
            insertion(missing, is_extras, &value)
                .map(|entry| vec![(at..at, format!("{entry}{comma}"))])
                .unwrap_or_default()
        }
        None => Vec::new(),
    }
}

/// Several texts for one, in a list of texts: a list of objects has more to say of each.
fn apart(source: &str, steps: &[Step<'_>], raw: Option<&str>, words: &[&str]) -> Option<Piece> {
    let Some(Place::Value(range)) = find(source, &mut JsonReader::new(source), steps) else { return None };
    let list = words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let text = source.get(range.clone())?;
    if text.starts_with('[') {
        let raw = quoted(raw?);
        let at = range.start + text.find(&raw)?;
        return Some((at..at + raw.len(), list));
    }
    let is_alone = text.starts_with('"') && !steps.iter().any(|step| matches!(step, Step::Index(_)));
    is_alone.then(|| (range, format!("[{list}]")))
}

/// `metas.default.license`, `resources[1].size`.
fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let (key, index) = match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
            Some((key, index)) => (key, index.parse().ok()),
            None => (part, None),
        };
        steps.push(Step::Key(key));
        steps.extend(index.map(Step::Index));
    }
    steps
}

/// Where a path leads.
enum Place<'p> {
    /// To a value.
    Value(Range<usize>),
    /// To an object or a list that lacks what follows.
    Inside { at: usize, is_empty: bool, missing: &'p [Step<'p>], is_extras: bool },
}

/// Goes past the next value; where the path leads in it.
fn find<'p>(text: &str, reader: &mut JsonReader<'_>, steps: &'p [Step<'p>]) -> Option<Place<'p>> {
    let Some((first, rest)) = steps.split_first() else { return reader.skip().ok().map(Place::Value) };
    let start = reader.peek();
    let at = reader.offset() + 1;
    match (first, start) {
        (Step::Key(wanted), Some(b'{')) => {
            let (mut found, mut is_empty) = (None, true);
            reader
                .object(|key, reader| {
                    is_empty = false;
                    if key == *wanted {
                        // A key given twice keeps its last value.
                        found = find(text, reader, rest);
                        Ok(())
                    } else {
                        reader.skip().map(drop)
                    }
                })
                .ok()?;
            Some(found.unwrap_or(Place::Inside { at, is_empty, missing: steps, is_extras: false }))
        }
        // Extras are a list of keys and values.
        (Step::Key(wanted), Some(b'[')) => {
            let (mut found, mut is_empty) = (None, true);
            reader
                .list(|reader| {
                    is_empty = false;
                    let span = reader.skip()?;
                    let key = JsonReader::at(text, span.start).value().ok().and_then(|value| key_of(&value));
                    if key.as_deref() == Some(*wanted) {
                        found = Some(span.start);
                    }
                    Ok(())
                })
                .ok()?;
            match found {
                Some(start) => find(text, &mut JsonReader::at(text, start), VALUE),
                None => Some(Place::Inside { at, is_empty, missing: steps, is_extras: true }),
            }
        }
        (Step::Index(wanted), Some(b'[')) => {
            let (mut found, mut index) = (None, 0);
            reader
                .list(|reader| {
                    if index == *wanted {
                        found = find(text, reader, rest);
                    } else {
                        reader.skip()?;
                    }
                    index += 1;
                    Ok(())
                })
                .ok()?;
            found
        }
        _ => {
            reader.skip().ok()?;
            None
        }
    }
}

/// Where an extra has its value.
const VALUE: &[Step<'static>] = &[Step::Key("value")];

fn key_of(extra: &Json<'_>) -> Option<String> {
    match extra {
        Json::Object(extra) => extra.get("key").and_then(Json::as_str).map(str::to_owned),
        _ => None,
    }
}

/// What is written for a path that leads nowhere yet.
fn insertion(missing: &[Step<'_>], is_extras: bool, value: &str) -> Option<String> {
    let (first, rest) = missing.split_first()?;
    let Step::Key(key) = first else { return None };
    let extra = |key: &str| format!("{{\"key\": {}, \"value\": {value}}}", quoted(key));
    Some(match rest {
        [] if is_extras => extra(key),
        [] => format!("{}: {value}", quoted(key)),
        [Step::Key(name)] if *key == "extras" => format!("\"extras\": [{}]", extra(name)),
        rest => format!("{}: {{{}}}", quoted(key), insertion(rest, false, value)?),
    })
}

/// A text that stands alone, wherever it is.
fn by_value(source: &str, wanted: Wanted<'_>) -> Vec<Piece> {
    let Some(raw) = wanted.raw else { return Vec::new() };
    let raw = quoted(raw);
    let found = source.find(&raw).map(|at| (at..at + raw.len(), quoted(wanted.value)));
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::testing;

    fn edited(source: &str, path: &str, value: &str) -> String {
        testing::edited(edits, source, source, (path, None, value))
    }

    #[test]
    fn keywords_are_written_apart() {
        let table = [
            (r#"{"keyword": ["sol", "eau, air"]}"#, "keyword", r#"{"keyword": ["sol", "eau", "air"]}"#),
            (r#"{"keyword": "eau, air"}"#, "keyword", r#"{"keyword": ["eau", "air"]}"#),
            (r#"{"tags": [{"name": "eau, air"}]}"#, "tags[0].name", ""),
        ];
        for (source, path, expected) in table {
            let written = testing::edited(edits, source, source, (path, Some("eau, air"), "eau | air"));
            assert_eq!(written, expected, "{source}");
        }
    }

    #[test]
    fn a_path_leads_to_its_value_or_to_where_it_lacks() {
        let table = [
            (r#"{"license_id": "x", "a": 1}"#, "license_id", r#"{"license_id": "v", "a": 1}"#),
            (r#"{"a": {"license": null}}"#, "a.license", r#"{"a": {"license": "v"}}"#),
            (r#"{"license": "a", "license": "b"}"#, "license", r#"{"license": "a", "license": "v"}"#),
            (r#"{"r": [{"t": 1}, {"t": 2}]}"#, "r[1].t", r#"{"r": [{"t": 1}, {"t": "v"}]}"#),
            (
                r#"{"extras": [{"key": "a", "value": "1"}, {"value": "2", "key": "f"}]}"#,
                "extras.f",
                r#"{"extras": [{"key": "a", "value": "1"}, {"value": "v", "key": "f"}]}"#,
            ),
            (
                r#"{"extras": [{"key": "a"}]}"#,
                "extras.f",
                r#"{"extras": [{"key": "f", "value": "v"}, {"key": "a"}]}"#,
            ),
            (r#"{"extras": []}"#, "extras.f", r#"{"extras": [{"key": "f", "value": "v"}]}"#),
            (r#"{"a": 1}"#, "extras.f", r#"{"extras": [{"key": "f", "value": "v"}], "a": 1}"#),
            (r#"{}"#, "metas.license", r#"{"metas": {"license": "v"}}"#),
            (r#"{"r": []}"#, "r[1].t", ""),
            (r#"{"a": "#, "a", ""),
        ];
        for (source, path, expected) in table {
            assert_eq!(edited(source, path, "v"), expected, "{source} {path}");
        }
    }
}
