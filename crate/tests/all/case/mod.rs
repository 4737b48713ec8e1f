//! The cases of the rules (`tests/fixtures/checks`): for each, a document that trips it and one that nearly does.

use avant_moisson::model::Filter;
use oxrdfio::{RdfFormat, RdfParser, RdfSerializer};
use serde_json::{Map, Value};

pub const CASES: &str = include_str!("../../../../tests/fixtures/checks/cases.json");
/// By harvester, then by rule: what trips it there, as the cases write it; `{}` when the base record does by itself.
pub const HARVESTERS: &str = include_str!("../../../../tests/fixtures/checks/harvesters.json");
pub const BASES: &str = include_str!("../../../../tests/fixtures/checks/bases.json");

/// The base record of a harvester, with some of its parts replaced.
pub fn document(base: &Value, changes: &Value) -> String {
    let mut parts = base["parts"].as_object().cloned().unwrap_or_default();
    for (key, part) in changes.as_object().into_iter().flatten() {
        if part.is_null() && base["turtle"].is_string() {
            parts.shift_remove(key);
        } else {
            parts.insert(key.clone(), part.clone());
        }
    }
    match (base["turtle"].as_str(), base["xml"].as_str()) {
        (Some(prefixes), _) => turtle(prefixes, &parts),
        // `{title}` holds the place of the part `title`.
        (_, Some(page)) => parts.iter().fold(page.to_owned(), |page, (key, part)| {
            page.replace(&format!("{{{key}}}"), part.as_str().unwrap_or_default())
        }),
        _ => Value::Object(parts).to_string(),
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

/// The page of a CSW that holds this Turtle; `None` when it is none.
pub fn csw_page(turtle: &str) -> Option<String> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri("https://data.ville.fr/").ok()?;
    let mut writer = RdfSerializer::from_format(RdfFormat::RdfXml).for_writer(Vec::new());
    for quad in parser.for_slice(turtle.as_bytes()) {
        writer.serialize_quad(&quad.ok()?).ok()?;
    }
    let rdf = String::from_utf8(writer.finish().ok()?).ok()?;
    let rdf = rdf.get(rdf.find("<rdf:RDF")?..)?;
    Some(format!(
        "<csw:GetRecordsResponse xmlns:csw=\"http://www.opengis.net/cat/csw/2.0.2\"><csw:SearchResults \
         numberOfRecordsMatched=\"1\" numberOfRecordsReturned=\"1\" nextRecord=\"0\">{rdf}</csw:SearchResults></csw:GetRecordsResponse>"
    ))
}

/// Rules on DCAT that speak of addresses, pages and syntaxes: a CSW has its own. Blank texts are dropped of its pages.
const NOT_OF_A_CSW: [&str; 14] = [
    "caractere-coupe",
    "encodage-sans-charset",
    "jsonld-contexte-distant",
    "pagination-boucle",
    "pagination-incomplete",
    "pagination-inconnue",
    "pagination-relative",
    "rdf-invalide",
    "source-extension-trompeuse",
    "source-html",
    "source-http",
    "source-type-mime",
    "source-url-privee",
    "titre-vide",
];

/// Every harvester under which each rule is tried, with what trips it there.
pub fn trips() -> Vec<(String, String, Value)> {
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let table: Map<String, Value> = serde_json::from_str(HARVESTERS).expect("the harvesters");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let mut trips: Vec<_> =
        cases.iter().map(|case| (text(&case["rule"]), text(&case["kind"]), case["trips"].clone())).collect();
    for (kind, rules) in &table {
        let rules = rules.as_object().expect("rules");
        trips.extend(rules.iter().map(|(rule, given)| (rule.clone(), kind.clone(), given.clone())));
    }
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let of_csw = trips.iter().filter(|(rule, kind, _)| kind == "dcat" && !NOT_OF_A_CSW.contains(&&**rule));
    let of_csw: Vec<_> = of_csw
        .filter_map(|(rule, _, given)| {
            let page = csw_page(&source(&bases["dcat"], given))?;
            Some((rule.clone(), "csw-dcat".to_owned(), page.into()))
        })
        .collect();
    trips.extend(of_csw);
    trips
}
