//! Small inputs on which the field was wrong once, beside what the reference makes of each.
//!
//! They lie beside the repository (`../shared/cases`): NAME.golden.json or NAME.reference.json is udata's answer to
//! NAME.ttl, NAME.xml… Without the folder, this says so and compares nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{Catalogue, Input, Kind, Options, date};
use serde_json::Value;

use crate::agreement::{Agreement, additions, filled, same_message};

/// What the reference was asked to harvest, with its answer.
struct Case {
    name: String,
    pages: Vec<PathBuf>,
    answer: Value,
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let file_name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let is_answer = |name: &str| name.ends_with(".golden.json") || name.ends_with(".reference.json");
    let mut cases = Vec::new();
    for path in &paths {
        let file = file_name(path);
        if !is_answer(&file) {
            continue;
        }
        let name = file.split('.').next().unwrap_or_default().to_owned();
        // `NAME_page1.rdf` is followed by `NAME_page2.rdf`.
        let whole = name.strip_suffix('1').filter(|whole| whole.ends_with("page")).unwrap_or(&name);
        let pages = paths.iter().filter(|page| {
            let page = file_name(page);
            let stem = page.split('.').next().unwrap_or_default();
            !is_answer(&page)
                && stem.strip_prefix(whole).is_some_and(|rest| rest.parse::<u8>().is_ok() || stem == name)
        });
        let pages = pages.cloned().collect();
        // The frozen clock of some answers names its own class, and labels of blank nodes are drawn at random.
        let text = fs::read_to_string(path).expect("an answer").replace("FakeDatetime", "datetime.datetime");
        let text = text
            .split('"')
            .map(|piece| if is_label(piece) { "?" } else { piece })
            .collect::<Vec<_>>()
            .join("\"");
        let answer = serde_json::from_str(&text).expect("an answer");
        cases.push(Case { name, pages, answer });
    }
    cases
}

/// Whether a text is the label of a blank node, as rdflib draws them.
fn is_label(text: &str) -> bool {
    let digits = text.strip_prefix(['n', 'N']);
    digits.is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The harvester that the reference ran: the answer names it, but where nothing came out of it.
fn kind_of(case: &Case) -> Kind {
    let items = case.answer["items"].as_array().expect("records").iter();
    let backend = items.filter_map(|item| item["item"]["harvest"]["backend"].as_str()).next();
    let extension = case.pages[0].extension().expect("an extension").to_string_lossy();
    match backend {
        Some("CKAN") => Kind::Ckan,
        Some("CSW-ISO-19139") => Kind::CswIso19139,
        None if extension == "json" => Kind::Ods,
        None if extension == "xml" => Kind::CswIso19139,
        _ => Kind::Dcat,
    }
}

fn harvest(case: &Case) -> Value {
    let kind = kind_of(case);
    let extension = case.pages[0].extension().expect("an extension").to_string_lossy();
    let site = match kind {
        Kind::Dcat => format!("https://catalogue.exemple.fr/catalog.{extension}"),
        Kind::Ckan => "https://ckan.exemple.fr/".to_owned(),
        Kind::Ods => "https://data.exemple.fr".to_owned(),
        _ => "https://geo.exemple.fr/csw".to_owned(),
    };
    let options = Options {
        kind: Some(kind),
        site: Some(site),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let input = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        Input::named(name, fs::read(path).expect("a page"))
    };
    let catalogue = Catalogue::read(case.pages.iter().map(input).collect(), options);
    serde_json::to_value(&catalogue.job).expect("the interchange")
}

#[test]
fn agrees_with_the_reference_on_every_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases");
    if !folder.is_dir() {
        println!("passé : ../shared/cases est absent, aucun cas n’est comparé à la référence");
        return;
    }
    let cases = cases(&folder);
    let (mut records, mut fields, mut differences) = (0, 0, Vec::new());
    for case in &cases {
        let job = harvest(case);
        let (theirs, ours) = (case.answer["items"].as_array(), job["items"].as_array());
        let (theirs, ours) = (theirs.expect("records"), ours.expect("records"));
        let mut agreement = Agreement::default();
        agreement.compare(&format!("{} status", case.name), &case.answer["status"], &job["status"]);
        if ours.len() != theirs.len() {
            differences.push(format!("{}: {} records, {} expected", case.name, ours.len(), theirs.len()));
            continue;
        }
        for (theirs, ours) in theirs.iter().zip(ours) {
            let path = format!("{} {}", case.name, theirs["remote_id"]);
            records += 1;
            agreement.compare(&path, &theirs["status"], &ours["status"]);
            let (mut wanted, found) = (filled(&theirs["item"]), filled(&ours["item"]));
            // What only the reference says of itself.
            if let Some(harvest) = wanted.get_mut("harvest").and_then(Value::as_object_mut) {
                harvest.retain(|key, _| !matches!(key.as_str(), "backend" | "domain"));
            }
            agreement.compare(&path, &wanted, &found);
            additions(&path, &wanted, &found, &mut agreement.differences);
            let messages = |item: &Value| item["errors"].as_array().cloned().unwrap_or_default();
            let (wanted, found) = (messages(theirs), messages(ours));
            let is_same =
                wanted.len() == found.len() && wanted.iter().zip(&found).all(|(a, b)| same_message(a, b));
            if !is_same {
                agreement.differences.push(format!("{path}: {found:?} instead of {wanted:?}"));
            }
        }
        fields += agreement.fields;
        differences.append(&mut agreement.differences);
    }
    println!("{} cases, {records} records, {fields} fields, {} different", cases.len(), differences.len());
    assert!(!cases.is_empty(), "no answer was found");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
