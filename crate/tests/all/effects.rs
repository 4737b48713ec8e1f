//! What each rule says that data.gouv.fr does, judged by the reference: what udata makes of the document that trips it.
//!
//! `EFFECTS=FOLDER cargo test --test all effects` writes those documents, and `tests/record/effects.py` records udata's answers.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

use crate::case::{BASES, CASES, source};
use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{RULES, Report},
    date,
    model::Zones,
};
use serde_json::{Map, Value, json};

const ANSWERS: &str = include_str!("../../../tests/fixtures/checks/effects.json");

/// Rules that speak of the conversation, of the form or of saving: no document alone shows them. `tests/all/exchanges.rs`
/// judges conversations; saving is judged by `tests/fixtures/display` and the JSON of the parity.
const OF_NO_DOCUMENT: [&str; 17] = [
    // Its title is another at each harvest.
    "titre-noeud",
    // The reference here knows no territory.
    "ckan-spatial-double",
    "caractere-coupe",
    "entier-trop-grand",
    "type-non-enregistrable",
    "pagination-boucle",
    "ckan-success",
    "ckan-acces",
    "jsonld-contexte-distant",
    "moissonnage-arrete",
    "refus-inattendu",
    "source-type-mime",
    "source-extension-trompeuse",
    "source-url-privee",
    "source-http",
    "encodage-sans-charset",
    "ckan-plus-de-1000",
];

/// Fields whose absence is an effect.
const SHOWN: [&str; 8] = [
    "title",
    "description",
    "license",
    "spatial",
    "frequency",
    "temporal_coverage",
    "resources",
    "contact_points",
];

/// A case that is a document: its name, its rule, its harvester, and the document.
fn documents() -> Vec<(String, String, Kind, String, &'static str)> {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let mut documents = Vec::new();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        let [rule, kind] = ["rule", "kind"].map(|key| case[key].as_str().expect("a text").to_owned());
        if OF_NO_DOCUMENT.contains(&rule.as_str()) || !case["trips"]["zones"].is_null() {
            continue;
        }
        let document = source(&bases[&kind], &case["trips"]);
        let start = document.trim_start();
        let ending = match start.chars().next() {
            Some('<') if !start.starts_with("<http") => "xml",
            Some('{' | '[') if kind == "dcat" => "jsonld",
            Some('{' | '[') => "json",
            _ => "ttl",
        };
        // A rule may have several cases.
        let rank = met.entry(rule.clone()).and_modify(|rank| *rank += 1).or_insert(1);
        let name = format!("{rule}.{rank}");
        documents.push((name, rule, kind.parse().expect("a harvester"), document, ending));
    }
    documents
}

/// Writes the documents for the reference, when it is asked for.
#[test]
fn documents_are_written_for_the_reference() {
    let Some(folder) = std::env::var_os("EFFECTS") else { return };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).expect("a folder");
    let mut cases = Vec::new();
    for (name, _, kind, document, ending) in documents() {
        let file = folder.join(format!("{name}.{ending}"));
        fs::write(&file, document).expect("a file");
        cases.push(json!({"id": name, "kind": kind.id(), "files": [file]}));
    }
    fs::write(folder.join("cases.json"), Value::from(cases).to_string()).expect("a file");
}

#[test]
fn every_effect_is_judged_by_the_reference() {
    let answers: Map<String, Value> = serde_json::from_str(ANSWERS).expect("the answers");
    let mut judged = BTreeSet::new();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (name, rule, kind, document, ending) in documents() {
        let Some(answer) = answers.get(&name) else {
            wrong.push(format!("{name}: not recorded"));
            continue;
        };
        let site = match kind {
            Kind::Dcat => format!("https://catalogue.exemple.fr/catalog.{ending}"),
            Kind::Ckan => "https://ckan.exemple.fr/".to_owned(),
            Kind::Dkan => "https://dkan.exemple.fr/".to_owned(),
            Kind::Ods => "https://data.exemple.fr".to_owned(),
            Kind::CswDcat | Kind::CswIso19139 => "https://geo.exemple.fr/csw".to_owned(),
        };
        let options = Options {
            kind: Some(kind),
            site: Some(site),
            zones: Some(Arc::new(Zones::parse(""))),
            now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
            ..Options::default()
        };
        let catalogue = Catalogue::read(vec![Input::named(format!("{name}.{ending}"), document)], options);
        let told = Report::of(&catalogue).findings().any(|finding| finding.rule.code == rule);
        if !told {
            wrong.push(format!("{name}: the rule is silent on the document that was judged"));
        }
        judged.insert(rule);
        let ours = serde_json::to_value(&catalogue.job).expect("JSON");
        compared += 1;
        if ours["status"] != answer["status"] {
            wrong.push(format!("{name}: {} expected, {} found", answer["status"], ours["status"]));
        }
        let (theirs, ours) = (answer["items"].as_array(), ours["items"].as_array());
        let (theirs, ours) = (theirs.expect("items"), ours.expect("items"));
        if theirs.len() != ours.len() {
            wrong.push(format!("{name}: {} records expected, {} found", theirs.len(), ours.len()));
            continue;
        }
        for (theirs, ours) in theirs.iter().zip(ours) {
            for key in ["remote_id", "status"] {
                compared += 1;
                if theirs[key] != ours[key] {
                    wrong.push(format!("{name} {key}: {} expected, {} found", theirs[key], ours[key]));
                }
            }
            for field in SHOWN {
                compared += 1;
                let (expected, found) = (&theirs["item"][field], &ours["item"][field]);
                if ours["item"].is_object() && theirs["status"] == "done" && shown(expected) != shown(found) {
                    wrong.push(format!("{name} {field}: {expected} expected, {found} found"));
                }
            }
        }
    }
    let unjudged: Vec<_> =
        RULES.iter().map(|rule| rule.code).filter(|code| !judged.contains(*code)).collect();
    println!(
        "{} of {} rules judged by the reference, {compared} answers compared",
        judged.len(),
        RULES.len()
    );
    println!("of no document: {unjudged:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(unjudged.iter().all(|code| OF_NO_DOCUMENT.contains(code)), "{unjudged:?}");
}

/// What a visitor would see of a field: its text, or how much there is of it.
fn shown(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::String(text) if text.is_empty() || text == "unknown" => Value::Null,
        Value::Array(list) if list.is_empty() => Value::Null,
        Value::Array(list) => list.len().into(),
        Value::Object(fields) if fields.values().all(Value::is_null) => Value::Null,
        Value::Object(_) => true.into(),
        other => other.clone(),
    }
}
