//! Each rule, on a record that trips it and on one that nearly does; the reference table of the rules.
#![allow(clippy::expect_used)]

use std::{collections::BTreeSet, fmt::Write, fs, path::Path, sync::Arc};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{RULES, Report},
    model::{Filter, zones::Zones},
    text::{date, typography},
};
use serde_json::{Map, Value};

const CASES: &str = include_str!("../../tests/fixtures/checks/cases.json");
const BASES: &str = include_str!("../../tests/fixtures/checks/bases.json");

/// The base record of a harvester, with some of its parts replaced.
fn document(base: &Value, changes: &Value) -> String {
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

/// What one side of a case gives: a whole document, changes to the base record, or either in `document`, with
/// how it was served and asked for.
fn findings(kind: &str, base: &Value, given: &Value) -> Vec<(&'static str, String)> {
    let served = given.get("document").is_some();
    let text = |key: &str| given[key].as_str().filter(|_| served).map(str::to_owned);
    let content = if served { &given["document"] } else { given };
    let mut document = content.as_str().map_or_else(|| document(base, content), str::to_owned);
    if let Some(copies) = given["copies"].as_u64() {
        document = self::copies(&document, copies);
    }
    let address = format!("https://data.ville.fr/{}", if kind == "dcat" { "catalogue.ttl" } else { "" });
    let options = Options {
        kind: Some(kind.parse::<Kind>().expect("a harvester")),
        site: text("site").or_else(|| text("url")).or(Some(address)),
        zones: text("zones").map(|zones| Arc::new(Zones::parse(&zones))),
        filters: given["filters"].as_array().into_iter().flatten().filter_map(filter).collect(),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let input =
        Input { url: text("url"), content_type: text("content_type"), ..Input::named("fiche", document) };
    let catalogue = Catalogue::read(vec![input], options);
    let report = Report::of(&catalogue);
    report
        .findings()
        .map(|finding| {
            let advice = finding.advice().map_or_else(String::new, |advice| format!(" {advice}"));
            (finding.rule.code, format!("{}{advice}", finding.message))
        })
        .collect()
}

/// `organization=ville`
fn filter(text: &Value) -> Option<Filter> {
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

#[test]
fn each_rule_is_tripped_and_nearly() {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let mut messages = String::new();
    let mut tried = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let [rule, kind] = ["rule", "kind"].map(|key| case[key].as_str().expect("a text"));
        assert!(RULES.iter().any(|known| known.code == rule), "{rule} is no rule");
        tried.insert(rule);
        let of = |given: &Value| findings(kind, &bases[kind], given);
        match of(&case["trips"]).iter().find(|(code, _)| *code == rule) {
            Some((_, message)) => writeln!(messages, "{rule}: {message}").expect("a text"),
            None => wrong.push(format!("{rule} is not tripped: {:?}", of(&case["trips"]))),
        }
        // `null`: the rule tells the harvester itself, and spares no record of it.
        if case["spares"].is_null() {
            continue;
        }
        if let Some((_, message)) = of(&case["spares"]).iter().find(|(code, _)| *code == rule) {
            wrong.push(format!("{rule} cries wolf: {message}"));
        }
    }
    let untried: Vec<_> = RULES.iter().map(|rule| rule.code).filter(|code| !tried.contains(code)).collect();
    println!("{} of {} rules tried; not tried: {untried:?}", tried.len(), RULES.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    // No record is known to trip what stands for the unknown; `check::refusal` tries it. What a portal answers is no
    // document: `tests/exchanges.rs` tries it.
    assert_eq!(untried, ["moissonnage-arrete", "refus-inattendu"]);
    insta::assert_snapshot!("messages", messages);
}

/// The table of the documentation; written anew when `UPDATE_DOCS` is set.
#[test]
fn the_reference_table_is_up_to_date() {
    let mut table = String::from(
        "# Les constats\n\nÉcrit par `UPDATE_DOCS=1 cargo test --test checks`. Chaque constat a sa page d’aide dans l’outil (`#/aide/IDENTIFIANT`).\n\n| Identifiant | Gravité | Porte sur | Constat | Effet sur data.gouv.fr |\n| --- | --- | --- | --- | --- |\n",
    );
    let cell = |words: &str| typography::text(words).replace('|', "\\|").replace("{{", "{\u{200b}{");
    for rule in RULES {
        writeln!(
            table,
            "| `{}` | {} | {} | **{}.** {} | {} |",
            rule.code,
            rule.severity.label(),
            rule.level.label(),
            cell(rule.title),
            cell(rule.constat),
            cell(rule.effect),
        )
        .expect("a text");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/regles.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &table).expect("a writable folder");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table, "docs/regles.md is stale: UPDATE_DOCS=1 cargo test --test checks");
}
