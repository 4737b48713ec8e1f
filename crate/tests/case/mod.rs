//! The cases of the rules (`tests/fixtures/checks`): for each, a document that trips it and one that nearly does.
#![allow(dead_code)]

use avant_moisson::model::Filter;
use serde_json::{Map, Value};

pub const CASES: &str = include_str!("../../../tests/fixtures/checks/cases.json");
pub const BASES: &str = include_str!("../../../tests/fixtures/checks/bases.json");

/// The base record of a harvester, with some of its parts replaced.
pub fn document(base: &Value, changes: &Value) -> String {
    let mut parts = base["parts"].as_object().cloned().unwrap_or_default();
    for (key, part) in changes.as_object().into_iter().flatten() {
        if part.is_null() && base["turtle"].is_string() {
            parts.remove(key);
        } else {
            parts.insert(key.clone(), part.clone());
        }
    }
    match base["turtle"].as_str() {
        Some(prefixes) => turtle(prefixes, &parts),
        None => Value::Object(parts).to_string(),
    }
}

/// `more` follows the record; every other part is one of its properties.
fn turtle(prefixes: &str, parts: &Map<String, Value>) -> String {
    let text = |key: &str| parts.get(key).and_then(Value::as_str).unwrap_or_default();
    let properties: Vec<&str> = parts
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "more" | "node"))
        .filter_map(|(_, part)| part.as_str())
        .filter(|part| !part.is_empty())
        .collect();
    format!("{prefixes}\n{} {} .\n{}\n", text("node"), properties.join(" ;\n  "), text("more"))
}

/// What the portal gives on one side of a case.
pub fn source(base: &Value, given: &Value) -> String {
    let content = given.get("document").unwrap_or(given);
    let document = content.as_str().map_or_else(|| document(base, content), str::to_owned);
    match given["copies"].as_u64() {
        Some(copies) => self::copies(&document, copies),
        None => document,
    }
}

/// `organization=ville`
pub fn filter(text: &Value) -> Option<Filter> {
    let (key, value) = text.as_str()?.split_once('=')?;
    Some(Filter { key: key.to_owned(), value: value.to_owned(), exclude: false })
}

/// That many packages of the organisation `ville`, each with its own identifier.
fn copies(package: &str, copies: u64) -> String {
    let mut package: Value = serde_json::from_str(package).expect("a package");
    package["organization"] = serde_json::json!({
        "id": "v", "name": "ville", "title": "Ville", "description": "", "created": "2020-01-01T00:00:00",
        "is_organization": true, "image_url": "", "revision_id": null, "approval_status": "approved",
        "type": "organization", "state": "active",
    });
    let all = (0..copies).map(|n| {
        (package["id"], package["name"]) = (format!("p{n}").into(), format!("arbres-{n}").into());
        package.clone()
    });
    all.collect::<Value>().to_string()
}
