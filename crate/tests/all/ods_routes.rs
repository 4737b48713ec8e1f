//! The retired Opendatasoft harvester beside today's route, on one portal written both ways: `tests/record/ods_routes.py`.

use avant_moisson::{Catalogue, Input, Kind, Options, date, harvest::RouteEffect, internals::ROWS};
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/ods/");

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}{name}")).expect(name)
}

fn harvested(kind: Kind, file: &str) -> Catalogue {
    let now = date::parse("2026-11-01", Options::default().now).expect("a date");
    let site = Some("https://data.exemple.fr".to_owned());
    let options = Options { kind: Some(kind), site, now, ..Options::default() };
    Catalogue::read(vec![Input::named(file, read(file))], options)
}

fn expected() -> Value {
    serde_json::from_str(&read("routes.expected.json")).expect("JSON")
}

/// The values at `a.b`, of every element where a list stands.
fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    match (value, path.split_once('.')) {
        (Value::Array(list), _) => list.iter().flat_map(|element| at(element, path)).collect(),
        (value, Some((head, rest))) => at(&value[head], rest),
        (value, None) => vec![&value[path]],
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty() || text == "unknown",
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

#[test]
fn both_harvests_are_those_of_the_reference() {
    let expected = expected();
    let mut fields = 0;
    for (kind, file) in [(Kind::Ods, "routes.json"), (Kind::Dcat, "routes.rdf")] {
        let ours = serde_json::to_value(&harvested(kind, file).job.items).expect("JSON");
        let (ours, theirs) =
            (ours.as_array().expect("items"), expected[kind.id()].as_array().expect("items"));
        assert_eq!(ours.len(), theirs.len(), "{kind}");
        for (ours, theirs) in ours.iter().zip(theirs) {
            for path in ["remote_id", "status", "errors"] {
                assert_eq!(ours[path], theirs[path], "{kind} {path}");
            }
            for row in ROWS.iter().filter_map(|row| row.field) {
                let path = format!("item.{row}");
                let known = |values: Vec<&Value>| {
                    values.into_iter().filter(|value| !is_empty(value)).cloned().collect::<Vec<_>>()
                };
                assert_eq!(known(at(ours, &path)), known(at(theirs, &path)), "{kind} {path}");
                fields += 1;
            }
        }
    }
    println!("{fields} fields of both harvests: all as the reference's");
}

#[test]
fn the_table_says_what_the_reference_shows() {
    let expected = expected();
    let pairs = || {
        let (ods, dcat) = (expected["ods"].as_array(), expected["dcat"].as_array());
        ods.into_iter().flatten().zip(dcat.into_iter().flatten()).filter(|(ods, _)| ods["item"].is_object())
    };
    for row in &ROWS {
        let Some(field) = row.field else { continue };
        let path = format!("item.{field}");
        let values: Vec<_> = pairs().map(|(ods, dcat)| (at(ods, &path), at(dcat, &path))).collect();
        let empty = |values: &[&Value]| values.iter().all(|value| is_empty(value));
        let shown = match row.change {
            RouteEffect::Gained => {
                values.iter().all(|(ods, _)| empty(ods)) && values.iter().any(|(_, dcat)| !empty(dcat))
            }
            RouteEffect::Same => values.iter().all(|(ods, dcat)| ods == dcat),
            RouteEffect::Different => {
                values.iter().any(|(ods, dcat)| ods != dcat && !empty(ods) && !empty(dcat))
            }
            RouteEffect::Unsure | RouteEffect::Lost => continue,
        };
        assert!(shown, "{}: {values:?}", row.what);
    }
    // What the retired harvester leaves out, today's publishes.
    let left_out: Vec<_> =
        expected["ods"].as_array().into_iter().flatten().map(|item| &item["status"]).collect();
    assert_eq!(left_out, ["done", "done", "skipped", "skipped"]);
    assert!(expected["dcat"].as_array().into_iter().flatten().all(|item| item["status"] == "done"));
}

#[test]
fn each_line_counts_the_records_it_concerns() {
    let items = harvested(Kind::Ods, "routes.json").job.items;
    let counts: Vec<_> = ROWS.iter().map(|row| (row.what, row.count(&items))).collect();
    assert_eq!(
        counts,
        [
            ("Identifiant", 2),
            ("Licence absente", 1),
            ("Fréquence", 1),
            ("Attributions", 1),
            ("Date de publication", 2),
            ("Couverture spatiale", 1),
            ("Couverture temporelle", 1),
            ("Fichiers", 2),
            ("Format des fichiers", 1),
            ("Pièces jointes et exports additionnels", 0),
            ("Jeux INSPIRE", 1),
            ("Jeux sans données", 1),
            ("Titre, description, page d’origine", 2),
        ]
    );
}
