//! The retired Opendatasoft harvester, on odd datasets whose answers were recorded from the reference.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Waker},
};

use avant_moisson::{
    Catalogue, Input, Kind, Options, date,
    progress::{self, Progress},
};
use serde_json::Value;

const ODD: &str = include_str!("../../../tests/fixtures/ods/odd.json");
const EXPECTED: &str = include_str!("../../../tests/fixtures/ods/odd.expected.json");

fn harvest(text: &str) -> Value {
    let epoch = date::DateTime::UNIX_EPOCH;
    let options = Options {
        kind: Some(Kind::Ods),
        site: Some("https://data.exemple.fr".to_owned()),
        now: date::parse("2026-11-01", epoch).expect("a date"),
        ..Options::default()
    };
    let catalogue = Catalogue::read(vec![Input::named("odd.json", text)], options);
    serde_json::to_value(&catalogue.job).expect("the interchange")
}

/// Null, empty and absent are the same thing to a reader of the interchange.
fn simplified(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), simplified(value)))
            .filter(|(_, value)| !value.is_null())
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(list) if list.is_empty() => Value::Null,
        Value::Array(list) => list.iter().map(simplified).collect(),
        Value::String(text) if text.is_empty() => Value::Null,
        other => other.clone(),
    }
}

#[test]
fn agrees_with_the_reference_on_odd_datasets() {
    let expected: Vec<Value> = serde_json::from_str(EXPECTED).expect("the recorded answers");
    let job = harvest(ODD);
    let items = job["items"].as_array().expect("items");
    assert_eq!(items.len(), expected.len());
    let (mut fields, mut agreeing, mut same_words, mut failures) = (0, 0, 0, 0);
    for (ours, theirs) in items.iter().zip(&expected) {
        let name = &theirs["remote_id"];
        assert_eq!(ours["status"], theirs["status"], "{name}: {}", theirs["errors"]);
        if theirs["status"] == "failed" {
            failures += 1;
            same_words += usize::from(ours["errors"] == theirs["errors"]);
            // The recorder itself fails when it sorts keywords of several types, after the record was made.
            continue;
        }
        let (Some(ours), Some(theirs)) = (ours.get("item"), theirs.get("item")) else { continue };
        for (key, theirs) in theirs.as_object().expect("fields") {
            // udata refuses a title that is no text when it saves; the recorder does not save.
            if key == "title" && !theirs.is_string() && !theirs.is_null() {
                continue;
            }
            let same = simplified(&ours[key]) == simplified(theirs);
            if !same {
                println!("{name} {key}: {} instead of {theirs}", ours[key]);
            }
            agreeing += usize::from(same);
            fields += 1;
        }
    }
    println!(
        "odd Opendatasoft datasets: {} outcomes and {agreeing} of {fields} fields agree, {same_words} of {failures} failures in the same words",
        items.len(),
    );
    assert!(fields > 2_000 && agreeing * 1000 >= fields * 999 && same_words * 10 > failures * 9);
}

/// That the portal has more than what is here is told of all its pages, and not of those that came before a stop.
#[test]
fn a_reading_that_was_stopped_is_not_told_to_lack_records() {
    let page = |id: &str| {
        let dataset =
            format!(r#"{{"datasetid": "{id}", "has_records": true, "metas": {{"title": "{id}"}}}}"#);
        Input::named(format!("{id}.json"), format!(r#"{{"nhits": 5, "datasets": [{dataset}]}}"#))
    };
    let options = Options { kind: Some(Kind::Ods), ..Options::default() };
    let whole = Catalogue::read(vec![page("arbres"), page("parcs")], options.clone());
    assert_eq!((whole.job.items.len(), whole.problems.len()), (2, 1), "{:?}", whole.problems);
    let mut stopped = Catalogue::open(Arc::clone(&whole.documents), options, Vec::new());
    // Pauses after each record.
    let progress = Progress::new(|| true);
    {
        let mut harvest = pin!(stopped.harvest(&progress));
        let mut context = Context::from_waker(Waker::noop());
        while progress.read() == 0 {
            assert!(harvest.as_mut().poll(&mut context).is_pending(), "the first record is not the last");
        }
        progress.stop();
        progress::finish(harvest);
    }
    assert_eq!((stopped.job.items.len(), stopped.problems.len()), (1, 0), "{:?}", stopped.problems);
}
