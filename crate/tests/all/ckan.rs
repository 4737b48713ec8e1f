//! CKAN and DKAN against answers recorded from the reference (`tests/record/ckan.py`), and against the corpus.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use avant_moisson::{
    Catalogue, Input, Kind, Options, date,
    model::{Record, Zones},
};
use serde_json::{Map, Value};

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn options(kind: Kind) -> Options {
    Options {
        kind: Some(kind),
        site: Some(format!("https://{}.exemple.fr/", kind.id())),
        now: date::parse("2026-11-01", Options::default().now).expect("a date"),
        ..Options::default()
    }
}

/// What the reference's `compare.py` does: nothing, empty and absent are the same; integers are floats.
fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(list) => list.iter().map(normal).collect(),
        Value::Object(object) => {
            let kept = object.iter().map(|(key, value)| (key.clone(), normal(value)));
            let kept: Map<_, _> = kept.filter(|(_, value)| !is_empty(value)).collect();
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// The lines of errors: voluptuous gives missing keys in no order.
fn lines(item: &Value) -> BTreeSet<String> {
    let errors = item["errors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    errors.flat_map(|error| error.split("\n- ")).map(str::to_owned).collect()
}

/// The paths of a validation error, without what is said of them.
fn paths(item: &Value) -> BTreeSet<String> {
    lines(item)
        .iter()
        .filter_map(|line| line.strip_prefix('[')?.split_once(']'))
        .map(|(path, _)| path.to_owned())
        .collect()
}

#[derive(Default)]
struct Tally {
    compared: usize,
    agreeing: usize,
    differences: Vec<String>,
}

impl Tally {
    fn add(&mut self, what: &str, place: &str, ours: &Value, theirs: &Value) {
        let (normal_ours, normal_theirs) = (normal(ours), normal(theirs));
        if is_empty(&normal_ours) && is_empty(&normal_theirs) {
            return;
        }
        self.compared += 1;
        if normal_ours == normal_theirs {
            self.agreeing += 1;
        } else {
            self.differences.push(format!("{place} {what}\n  reference {theirs}\n  project   {ours}"));
        }
    }

    fn item(&mut self, place: &str, ours: &Value, theirs: &Value) {
        for key in ["remote_id", "status"] {
            self.add(key, place, &as_text(&ours[key]), &as_text(&theirs[key]));
        }
        let (our_lines, their_lines) = (lines(ours), lines(theirs));
        self.add("error paths", place, &serde_json::json!(paths(ours)), &serde_json::json!(paths(theirs)));
        self.add("errors", place, &serde_json::json!(our_lines), &serde_json::json!(their_lines));
        self.add("logs", place, &ours["logs"], &theirs["logs"]);
        let empty = Value::Object(Map::new());
        let (ours, theirs) = (ours.get("item").unwrap_or(&empty), theirs.get("item").unwrap_or(&empty));
        let keys: BTreeSet<_> =
            [ours, theirs].into_iter().filter_map(Value::as_object).flat_map(Map::keys).collect();
        for key in keys {
            self.add(key, place, &ours[key], &theirs[key]);
        }
    }

    fn report(&self, what: &str) {
        let rate = 100.0 * self.agreeing as f64 / self.compared.max(1) as f64;
        println!("{what}: {}/{} agree ({rate:.3} %)", self.agreeing, self.compared);
        assert!(self.compared > 0, "nothing was compared");
    }
}

fn as_text(value: &Value) -> Value {
    match value {
        Value::Null => Value::String(String::new()),
        Value::String(_) => value.clone(),
        Value::Bool(true) => "True".into(),
        other => Value::String(other.to_string()),
    }
}

fn fixtures(kind: Kind) -> Vec<(String, Vec<u8>, Value)> {
    let folder = repository().join("tests/fixtures").join(kind.id());
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the fixtures")
        .filter_map(|entry| {
            entry.ok()?.file_name().into_string().ok()?.strip_suffix(".answers.json").map(str::to_owned)
        })
        .collect();
    names.sort();
    let read = |name: String| fs::read(folder.join(name)).expect("a fixture");
    names
        .into_iter()
        .map(|name| {
            let answers = serde_json::from_slice(&read(format!("{name}.answers.json"))).expect("answers");
            let bytes = read(format!("{name}.json"));
            (name, bytes, answers)
        })
        .collect()
}

fn fixture_zones() -> Zones {
    let text = fs::read_to_string(repository().join("tests/fixtures/ckan/zone-list.json")).expect("zones");
    let list: Vec<Value> = serde_json::from_str(&text).expect("zones");
    let mut zones = Zones::default();
    for zone in &list {
        zones.insert(zone["_id"].as_str().expect("an id").to_owned(), zone["name"].as_str().expect("a name"));
    }
    zones
}

fn compare_fixtures(kind: Kind) {
    let mut tally = Tally::default();
    let mut packages = 0;
    for (name, bytes, answers) in fixtures(kind) {
        let zones = (name == "zones").then(|| Arc::new(fixture_zones()));
        let catalogue = Catalogue::read(vec![Input::named(&name, bytes)], Options { zones, ..options(kind) });
        let job = serde_json::to_value(&catalogue.job).expect("a job");
        let empty = Vec::new();
        let (ours, theirs) =
            (job["items"].as_array().unwrap_or(&empty), answers["items"].as_array().unwrap_or(&empty));
        tally.add("status", &name, &job["status"], &answers["status"]);
        tally.add("count", &name, &ours.len().into(), &theirs.len().into());
        packages += theirs.len();
        for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            tally.item(&format!("{name} #{index}"), ours, theirs);
        }
    }
    tally.report(&format!("{} packages of {}", packages, kind.id()));
    let shown: Vec<_> = tally.differences.iter().take(40).cloned().collect();
    assert!(tally.differences.is_empty(), "{} differences\n{}", tally.differences.len(), shown.join("\n"));
}

#[test]
fn ckan_agrees_with_recorded_answers() {
    compare_fixtures(Kind::Ckan);
}

#[test]
fn dkan_agrees_with_recorded_answers() {
    compare_fixtures(Kind::Dkan);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn the_corpus_agrees_and_is_recognised() {
    let corpus = repository().join("../shared/corpus");
    let Ok(cases) = fs::read(corpus.join("cases.json")) else {
        println!(
            "passé : ../shared/corpus est absent, les paquets CKAN et DKAN ne sont pas comparés à la référence"
        );
        return;
    };
    let cases: Vec<Value> = serde_json::from_slice(&cases).expect("cases");
    let mut tally = Tally::default();
    for case in cases.iter().filter(|case| matches!(text(&case["kind"]), "ckan" | "dkan")) {
        let kind: Kind = text(&case["kind"]).parse().expect("a harvester");
        let files = case["files"].as_array().into_iter().flatten();
        let inputs =
            files.map(|file| Input::named(text(file), fs::read(corpus.join(text(file))).expect("an input")));
        let catalogue = Catalogue::read(inputs.collect(), Options { kind: None, ..options(kind) });
        let job = serde_json::to_value(&catalogue.job).expect("a job");
        let golden = fs::read(corpus.join(format!("golden/{}.json", text(&case["id"])))).expect("a golden");
        let golden: Value = serde_json::from_slice(&golden).expect("a golden");
        let place = text(&case["id"]);
        tally.add("kind", place, &catalogue.options.kind.map(Kind::id).into(), &case["kind"]);
        tally.add("status", place, &job["status"], &golden["status"]);
        let (ours, theirs) = (job["items"].as_array(), golden["items"].as_array());
        tally.add("count", place, &ours.map_or(0, Vec::len).into(), &theirs.map_or(0, Vec::len).into());
        for (ours, theirs) in ours.into_iter().flatten().zip(theirs.into_iter().flatten()) {
            let mut theirs = theirs.clone();
            if let Some(harvest) = theirs.pointer_mut("/item/harvest").and_then(Value::as_object_mut) {
                harvest.retain(|key, _| key != "backend" && key != "domain");
            }
            tally.item(&format!("{place} {}", text(&theirs["remote_id"])), ours, &theirs);
        }
    }
    tally.report("the corpus");
    assert!(tally.differences.is_empty(), "{}", tally.differences.join("\n"));
}

/// What each entry of a trace says: field, path, raw value, what happened and the remark.
fn trace_of(package: &str, kind: Kind) -> String {
    let catalogue = Catalogue::read(vec![Input::named("jeu.json", package)], options(kind));
    let lines = catalogue.job.items[0].trace.entries().map(|entry| {
        let field = entry.field().map_or_else(|| "-".to_owned(), |field| field.to_string());
        let raw = entry.raw().unwrap_or_default();
        let note = entry.change().map(ToString::to_string).unwrap_or_default();
        let line = format!("{field} | {} | {raw} | {:?} | {note}", entry.path(), entry.how());
        line.trim_end().to_owned() + "\n"
    });
    lines.collect()
}

#[test]
fn the_trace_of_a_package_says_where_each_field_comes_from() {
    insta::assert_snapshot!(trace_of(include_str!("data/ckan-package.json"), Kind::Ckan));
}

#[test]
fn the_trace_of_a_refused_package_says_what_to_write_instead() {
    insta::assert_snapshot!(trace_of(include_str!("data/ckan-refused.json"), Kind::Ckan));
    insta::assert_snapshot!(trace_of(include_str!("data/dkan-refused.json"), Kind::Dkan));
}

/// data.gouv.fr refuses the address of such a portal before it reads anything: its packages say what they become elsewhere.
#[test]
fn a_portal_of_a_private_network_is_no_fault_of_its_packages() {
    let package: Value = serde_json::from_str(include_str!("data/ckan-package.json")).expect("JSON");
    let failed = |name: &str| {
        let mut package = package.clone();
        (package["name"], package["url"]) = (name.into(), Value::Null);
        let options = Options { site: Some("http://192.168.1.12:5000/".to_owned()), ..options(Kind::Ckan) };
        let catalogue = Catalogue::read(vec![Input::named("jeu.json", package.to_string())], options);
        catalogue.job.items[0].errors.len()
    };
    assert_eq!(failed("arbres"), 0);
    assert_eq!(failed("arbres de la ville"), 1);
}

/// What keeps a package out and is not shown takes nothing away from what is shown of it.
#[test]
fn a_refused_package_shows_what_it_would_be() {
    for (kind, example) in [(Kind::Ckan, "ckan-portail.json"), (Kind::Dkan, "dkan-jeux.json")] {
        let text = fs::read_to_string(repository().join("www/examples").join(example)).expect("an example");
        let mut broken: Value = serde_json::from_str(&text).expect("JSON");
        spoil(&mut broken);
        let read =
            |text: String| Catalogue::read(vec![Input::named("jeux.json", text)], options(kind)).job.items;
        let mut compared = 0;
        for (accepted, refused) in read(text).iter().zip(&read(broken.to_string())) {
            let Some(record) = &accepted.record else { continue };
            assert!(refused.record.is_none(), "{kind:?} {}", refused.remote_id);
            let shown = |record| serde_json::to_value(record).expect("a record");
            assert_eq!(refused.ghost.as_ref().map(shown), Some(shown(record)), "{}", accepted.remote_id);
            compared += 1;
        }
        assert!(compared > 1, "{kind:?}: {compared}");
    }
}

/// A file whose address is refused would be there once the address is corrected.
#[test]
fn a_refused_package_shows_its_files_whatever_their_addresses() {
    let package = include_str!("data/ckan-package.json");
    let read = |text: String| {
        Catalogue::read(vec![Input::named("jeu.json", text)], options(Kind::Ckan)).job.items.remove(0)
    };
    let files = |record: Option<Record>| match record {
        Some(Record::Dataset(dataset)) => {
            dataset.resources.into_iter().map(|file| (file.title, file.url)).collect()
        }
        _ => Vec::new(),
    };
    let mut broken: Value = serde_json::from_str(package).expect("JSON");
    for resource in broken["resources"].as_array_mut().expect("resources") {
        resource["url"] = "pas une adresse".into();
    }
    let accepted = files(read(package.to_owned()).record);
    let shown = files(read(broken.to_string()).ghost);
    assert!(!accepted.is_empty());
    let titles = |files: &[(Option<String>, String)]| -> Vec<_> {
        files.iter().map(|(title, _)| title.clone()).collect()
    };
    assert_eq!(titles(&shown), titles(&accepted));
    assert!(shown.iter().all(|(_, url)| url == "pas une adresse"), "{shown:?}");
}

/// Gives packages a maintainer that is no text, and their resources such a digest.
fn spoil(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(spoil),
        Value::Object(object) => {
            for key in ["maintainer", "hash"] {
                if let Some(value) = object.get_mut(key) {
                    *value = 7.into();
                }
            }
            object.values_mut().for_each(spoil);
        }
        _ => {}
    }
}

#[test]
fn bad_input_is_an_outcome() {
    let whole = r#"{"success": true, "result": {"results": [{"name": "a", "id": "1"}]}}"#;
    let cut = &whole[..whole.len() - 3];
    for (input, status, items, problems) in [
        (
            r#"{"success": false, "error": {"message": "Accès refusé", "__type": "Authorization Error"}}"#,
            "failed",
            0,
            1,
        ),
        ("<!DOCTYPE html><html></html>", "failed", 0, 1),
        ("Forbidden", "failed", 0, 1),
        ("", "done", 0, 1),
        ("[]", "done", 0, 1),
        (r#"{"success": true, "result": ["a", "b"]}"#, "done", 0, 1),
        ("[1, null, \"a\", [2.5]]", "done-errors", 3, 0),
        (whole, "done-errors", 1, 0),
        (cut, "done-errors", 1, 1),
        (r#"[{"name": "a" "id": 1}, {"name": "b"}]"#, "done", 0, 1),
        (r#"[{"name": "a", "notes": tru}, {"name": "b"}]"#, "done", 0, 1),
        ("{\"name\": \"a\"}\n{\"name\": ]\n{\"name\": \"b\"}", "done-errors", 2, 1),
        (r#"[{"name": ["a"]}, {"name": {}}, {"name": 0}, {"name": true}]"#, "done-errors", 4, 0),
    ] {
        let catalogue = Catalogue::read(vec![Input::named("entrée", input)], options(Kind::Ckan));
        let job = serde_json::to_value(&catalogue.job).expect("a job");
        assert_eq!((text(&job["status"]), catalogue.job.items.len()), (status, items), "{input}\n{job:#}");
        assert_eq!(catalogue.problems.len(), problems, "{input}: {:#?}", catalogue.problems);
    }
}

/// Numbers that look random, the same each time.
fn scramble(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed >> 33).expect("31 bits")
}

#[test]
fn no_document_makes_it_panic() {
    let mut seed = 0x2545_f491_4f6c_dd1d;
    let sources = [
        include_str!("data/ckan-package.json"),
        include_str!("data/ckan-refused.json"),
        include_str!("data/dkan-refused.json"),
    ];
    let tokens = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "NaN",
        "-",
        "1e999",
        "\\ud800",
        "\n",
        "é",
        "true",
        "\"type\"",
        "\"Point\"",
    ];
    let mut read = 0;
    for round in 0..3000 {
        let mut bytes = sources[round % sources.len()].as_bytes().to_vec();
        for _ in 0..1 + scramble(&mut seed) % 4 {
            let at = scramble(&mut seed) % bytes.len();
            match scramble(&mut seed) % 3 {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = bytes[scramble(&mut seed) % bytes.len()],
                _ => drop(bytes.splice(at..at, tokens[scramble(&mut seed) % tokens.len()].bytes())),
            }
        }
        let kind = if round % 2 == 0 { Kind::Ckan } else { Kind::Dkan };
        let catalogue = Catalogue::read(vec![Input::named("jeu.json", bytes)], options(kind));
        assert!(!catalogue.job.items.is_empty() || !catalogue.problems.is_empty(), "nothing is said");
        read += catalogue.job.items.len();
    }
    println!("{read} packages read in 3000 damaged documents");
}
