//! The DCAT harvester, on odd catalogues whose answers were recorded from the reference.
#![allow(clippy::expect_used)]

use std::{collections::BTreeMap, fs, path::PathBuf};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    model::{Refusal, Status},
    text::date,
};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/dcat")
}

/// The catalogues by name, with their pages in order: `pages.1.ttl` and `pages.2.ttl` are `pages.ttl`.
fn catalogues() -> BTreeMap<String, Vec<PathBuf>> {
    let mut catalogues = BTreeMap::<String, Vec<PathBuf>>::new();
    let mut paths: Vec<_> = fs::read_dir(folder())
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .filter(|path| !path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let (stem, extension) = name.rsplit_once('.').expect("an extension");
        let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('.');
        catalogues.entry(format!("{stem}.{extension}")).or_default().push(path);
    }
    catalogues
}

fn harvest(pages: &[PathBuf]) -> Catalogue {
    let extension = pages[0].extension().expect("an extension").to_string_lossy();
    let options = Options {
        kind: Some(Kind::Dcat),
        site: Some(format!("https://catalogue.exemple.fr/catalog.{extension}")),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let input = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        Input::named(name, fs::read(path).expect("a page"))
    };
    Catalogue::read(pages.iter().map(input).collect(), options)
}

/// How two values agree, field by field.
#[derive(Default)]
struct Agreement {
    fields: usize,
    differences: Vec<String>,
}

impl Agreement {
    fn compare(&mut self, path: &str, theirs: &Value, ours: &Value) {
        match (theirs, ours) {
            (Value::Object(fields), _) => {
                for (key, theirs) in fields {
                    self.compare(&format!("{path}.{key}"), theirs, &ours[key]);
                }
            }
            (Value::Array(list), Value::Array(others)) if list.len() == others.len() => {
                for (index, (theirs, ours)) in list.iter().zip(others).enumerate() {
                    self.compare(&format!("{path}[{index}]"), theirs, ours);
                }
            }
            _ => {
                self.fields += 1;
                if !same(theirs, ours) {
                    self.differences.push(format!("{path}: {theirs} expected, {ours} found"));
                }
            }
        }
    }
}

/// The reference prints sizes as Python's `str()`, before the database makes numbers of them; `?` is a label
/// drawn at random.
fn same(theirs: &Value, ours: &Value) -> bool {
    let number = |value: &Value| match value.as_str() {
        Some("True") => Some(1.0),
        Some(text) => text.trim().parse::<f64>().ok(),
        None => value.as_f64(),
    };
    theirs == ours
        || *theirs == "?" && ours.is_string()
        || ours.is_number() && number(theirs) == ours.as_f64()
}

/// The label of a blank node may stand in a message.
fn same_message(theirs: &Value, ours: &Value) -> bool {
    let (theirs, ours) = (theirs.as_str().unwrap_or_default(), ours.as_str().unwrap_or_default());
    match theirs.split_once('?') {
        Some((start, end)) => ours.starts_with(start) && ours.ends_with(end),
        None => theirs == ours,
    }
}

/// Fields that the reference leaves empty must be empty here too.
fn filled(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), filled(value)))
            .filter(|(_, value)| {
                !matches!(value, Value::Null) && *value != "" && *value != serde_json::json!([])
            })
            .filter(|(_, value)| *value != serde_json::json!({}))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(list) => list.iter().map(filled).collect(),
        other => other.clone(),
    }
}

/// The paths of the fields of `ours` that `theirs` has not.
fn additions(path: &str, theirs: &Value, ours: &Value, found: &mut Vec<String>) {
    match ours {
        Value::Object(fields) => {
            for (key, ours) in fields {
                match theirs.get(key) {
                    Some(theirs) => additions(&format!("{path}.{key}"), theirs, ours, found),
                    None => found.push(format!("{path}.{key}: nothing expected, {ours} found")),
                }
            }
        }
        Value::Array(list) => {
            for (index, ours) in list.iter().enumerate() {
                additions(&format!("{path}[{index}]"), &theirs[index], ours, found);
            }
        }
        _ => {}
    }
}

/// A record that fails names the value to correct, unless another record has its identifier.
#[test]
fn the_trace_names_what_makes_a_record_fail() {
    let mut failures = 0;
    for (name, pages) in catalogues() {
        for item in &harvest(&pages).job.items {
            if item.status != Status::Failed
                || item.errors.iter().any(|refusal| matches!(refusal, Refusal::Duplicate(_)))
            {
                continue;
            }
            failures += 1;
            let culprits = item.trace.entries().iter().filter(|entry| entry.is_fatal());
            assert!(culprits.count() > 0, "{name} {}: {:?}", item.remote_id, item.errors);
        }
    }
    println!("{failures} failures, each with its value");
    assert!(failures > 90);
}

#[test]
fn agrees_with_the_reference_on_odd_catalogues() {
    let (mut records, mut fields, mut messages, mut same_messages) = (0, 0, 0, 0);
    let mut differences = Vec::new();
    for (name, pages) in catalogues() {
        let expected = fs::read_to_string(folder().join(format!("{name}.expected.json"))).expect("an answer");
        let expected: Value = serde_json::from_str(&expected).expect("an answer");
        let job = serde_json::to_value(&harvest(&pages).job).expect("the interchange");
        let (theirs, ours) = (expected["items"].as_array(), job["items"].as_array());
        let (theirs, ours) = (theirs.expect("records"), ours.expect("records"));
        assert_eq!(job["status"], expected["status"], "{name}: {}", job["errors"]);
        assert_eq!(ours.len(), theirs.len(), "{name}");
        if job["status"] != "failed" {
            assert_eq!(job["errors"], expected["errors"], "{name}");
        }
        for (theirs, ours) in theirs.iter().zip(ours) {
            let path = format!("{name} {}", theirs["remote_id"]);
            let mut agreement = Agreement::default();
            agreement.compare(&path, &theirs["status"], &ours["status"]);
            let item = filled(&ours["item"]);
            agreement.compare(&path, &theirs["item"], &item);
            additions(&path, &theirs["item"], &item, &mut agreement.differences);
            records += 1;
            fields += agreement.fields;
            differences.append(&mut agreement.differences);
            if let Some(errors) = theirs["errors"].as_array().filter(|errors| !errors.is_empty()) {
                messages += 1;
                let ours = ours["errors"].as_array().expect("messages");
                if ours.iter().zip(errors).all(|(ours, theirs)| same_message(theirs, ours)) {
                    same_messages += 1;
                } else {
                    println!("{path}: {ours:?} instead of {errors:?}");
                }
            }
        }
    }
    println!(
        "{records} records, {fields} fields, {} different; {same_messages}/{messages} messages in udata's very words",
        differences.len()
    );
    assert!(records > 430, "the fixtures were read");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(same_messages * 100 >= messages * 98, "{same_messages}/{messages} messages");
}

#[test]
fn a_file_is_read_by_its_content_unless_its_name_stands_for_the_address() {
    let turtle = r#"@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://a.exemple.fr/1> a dcat:Dataset ; dct:identifier "1" ; dct:title "Arbres" ; dct:description "Liste" ."#;
    for (name_decides, status, records) in [(false, "done", 1), (true, "failed", 0)] {
        let options = Options { kind: Some(Kind::Dcat), name_decides, ..Options::default() };
        let catalogue = Catalogue::read(vec![Input::named("catalogue.rdf", turtle)], options);
        assert_eq!(catalogue.job.items.len(), records);
        assert_eq!(serde_json::to_value(catalogue.job.status).expect("a status"), status);
        let told =
            catalogue.problems.iter().any(|problem| problem.found.contains("Le nom du fichier annonce"));
        assert!(told, "{:?}", catalogue.problems);
    }
}
