//! The DCAT harvester, on odd catalogues whose answers were recorded from the reference.

use std::{collections::BTreeMap, fs, path::PathBuf};

use avant_moisson::{
    Catalogue, Input, Kind, Options, date,
    model::{Refusal, Status},
    preview,
};
use serde_json::Value;

use crate::agreement::{Agreement, additions, filled, same_message};

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
            let culprits = item.trace.entries().filter(|entry| entry.is_fatal());
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
        let mut job = harvest(&pages).job;
        // Those that follow are only shown.
        job.items.truncate(job.records_seen());
        let job = serde_json::to_value(&job).expect("the interchange");
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
    assert_eq!(same_messages, messages, "messages in udata's very words");
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

/// rdflib names a node at random: no sentence quotes what the document does not hold.
#[test]
fn a_licence_without_a_label_is_told_by_what_its_node_says() {
    let document = |licence: &str| {
        format!(
            "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . \
             <https://d.fr/1> a dcat:Dataset ; dct:identifier \"1\" ; dct:title \"Arbres\" ; dct:license {licence} ."
        )
    };
    for (licence, said) in [
        ("[ dct:title \"ODbL 1.0\" ]", Some("ODbL 1.0")),
        ("[ dct:identifier \"lo\" ; dct:source <https://d.fr/l> ]", Some("lo · https://d.fr/l")),
        ("[ a dct:LicenseDocument ]", None),
        ("\"Usage libre\"", Some("Usage libre")),
    ] {
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let catalogue = Catalogue::read(vec![Input::named("c.ttl", document(licence))], options);
        let item = catalogue.job.items.first().expect("a record");
        let lost = item.trace.of("license").find_map(|line| line.raw().filter(|raw| !raw.is_empty()));
        assert_eq!(lost, said, "{licence}");
    }
}

/// A flag that is written under a wrong name is not told as one that nobody wrote.
#[test]
fn a_flag_under_a_name_that_is_nearly_right_is_not_told_as_absent() {
    let told = |property: &str| {
        let document = format!(
            "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . \
             <https://d.fr/1> a dcat:Dataset ; dct:identifier \"1\" ; dct:title \"Arbres\" ; {property} \"Lyon\" ."
        );
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let checked = preview(vec![Input::named("c.ttl", document)], options);
        let findings = checked.report.verdicts.iter().flat_map(|verdict| &verdict.findings);
        findings
            .filter(|finding| {
                finding.rule.code.ends_with("-absente") || finding.rule.code.ends_with("-absent")
            })
            .map(|finding| finding.message.clone())
            .collect::<Vec<_>>()
    };
    for (property, start) in [
        ("dct:licence", "La licence est écrite sous le nom dct:licence,"),
        ("dcat:license", "La licence est écrite sous le nom dcat:license,"),
        ("dct:accrualperiodicity", "La fréquence est dans le champ « dct:accrualperiodicity »"),
        ("dcat:spatial", "Le lieu est écrit sous le nom dcat:spatial,"),
    ] {
        let told = told(property);
        assert_eq!(told.iter().filter(|said| said.starts_with(start)).count(), 1, "{property}: {told:?}");
    }
    let told = told("dct:subject");
    assert!(told.iter().all(|said| !said.contains("sous le nom")), "{told:?}");
    assert!(told.iter().any(|said| said.starts_with("Aucune licence n’est déclarée")), "{told:?}");
}
