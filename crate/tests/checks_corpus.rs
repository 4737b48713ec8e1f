//! The checks on real catalogues, against what the reference made of them.
//!
//! Needs the corpus beside the repository; says so and passes when it is absent.
#![allow(clippy::expect_used)]

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{Finding, RULES, Report, Severity, Subject, Verdict},
    harvest::{How, Item},
    text::date,
};
use serde_json::Value;

struct Case {
    id: String,
    catalogue: Catalogue,
    report: Report,
    golden: Vec<Value>,
}

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if folder.is_dir() {
        Some(folder)
    } else {
        println!("no corpus here: skipped");
        None
    }
}

fn cases() -> Vec<Case> {
    let Some(folder) = corpus() else { return Vec::new() };
    let read = |path: &str| fs::read(folder.join(path)).expect("a file of the corpus");
    let list: Vec<Value> = serde_json::from_slice(&read("cases.json")).expect("the cases");
    let mut cases = Vec::new();
    for case in list {
        let id = case["id"].as_str().expect("an id").to_owned();
        let Ok(golden) = fs::read(folder.join(format!("golden/{id}.json"))) else { continue };
        let golden: Value = serde_json::from_slice(&golden).expect("an answer");
        let files = case["files"].as_array().expect("files").iter().filter_map(Value::as_str);
        let inputs = files.map(|file| Input::named(file, read(file))).collect();
        let options = Options {
            kind: case["kind"].as_str().and_then(|kind| kind.parse::<Kind>().ok()),
            site: Some("https://portail.exemple.fr/".to_owned()),
            now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
            ..Options::default()
        };
        let catalogue = Catalogue::read(inputs, options);
        let report = Report::of(&catalogue);
        cases.push(Case {
            id,
            catalogue,
            report,
            golden: golden["items"].as_array().cloned().unwrap_or_default(),
        });
    }
    cases
}

impl Case {
    /// Our records beside the reference's, when both have the same ones.
    fn rows(&self) -> impl Iterator<Item = (&Item, &Verdict, &Value)> {
        let same = self.catalogue.job.items.len() == self.golden.len();
        let items = self.catalogue.job.items.iter().zip(&self.report.verdicts).zip(&self.golden);
        let status = |item: &Item| serde_json::to_value(item.status).expect("a status");
        items
            .filter(move |((item, _), golden)| same && status(item) == golden["status"])
            .map(|((item, verdict), golden)| (item, verdict, golden))
    }
}

fn blocking(verdict: &Verdict) -> Vec<&Finding> {
    verdict.findings.iter().filter(|finding| finding.rule.severity == Severity::Blocking).collect()
}

#[test]
fn every_refusal_of_the_reference_has_one_explanation() {
    let (mut refused, mut unexpected, mut wrong) = (0, Vec::new(), Vec::new());
    for case in cases() {
        for (item, verdict, golden) in case.rows().filter(|(_, _, golden)| golden["status"] != "done") {
            refused += 1;
            match blocking(verdict).as_slice() {
                [one] if one.rule.code == "refus-inattendu" => unexpected.push(golden["errors"].to_string()),
                [_] => {}
                several => wrong.push(format!("{} {}: {several:?}", case.id, item.remote_id)),
            }
        }
    }
    println!("{refused} refusals, {} explained by udata's words only: {unexpected:#?}", unexpected.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_three_flags_are_those_of_the_reference() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for case in cases() {
        for (item, verdict, golden) in case.rows() {
            let theirs = &golden["item"];
            if golden["status"] != "done" || theirs["type"] != "dataset" {
                continue;
            }
            let restricted = theirs["access_type"].as_str().is_some_and(|access| access != "open");
            let by_default = item.trace.of("license").any(|line| line.how == How::Default);
            let licence = match theirs["license"].as_str() {
                None => !restricted,
                Some("notspecified") => true,
                Some(_) => by_default,
            };
            let frequency = matches!(theirs["frequency"].as_str(), None | Some("unknown"));
            let lacking = [licence, theirs["spatial"].is_null(), frequency];
            for (subject, lacking) in Subject::ALL.into_iter().zip(lacking) {
                compared += 1;
                let told =
                    verdict.findings.iter().filter(|finding| finding.rule.flag == Some(subject)).count();
                if told != usize::from(lacking) {
                    wrong.push(format!(
                        "{} {} {subject:?}: told {told}, lacking {lacking}",
                        case.id, item.remote_id
                    ));
                }
            }
        }
    }
    println!("{compared} flags, {} differ", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A value of the portal that was meant for a field and did not reach it is told, except those that make no
/// difference: a translation beside the French text, an unrecognised text beside a recognised licence.
#[test]
fn every_lost_value_has_a_finding() {
    let (mut lost, mut untold) = (0, BTreeMap::<String, usize>::new());
    for case in cases() {
        for (item, verdict, golden) in case.rows().filter(|(_, _, golden)| golden["status"] == "done") {
            let told: HashSet<&str> = verdict.findings.iter().map(|finding| finding.evidence.field).collect();
            for line in item.trace.entries().iter().filter(|line| line.how == How::Ignored) {
                let (Some(field), Some(raw)) = (line.field, line.raw.as_deref()) else { continue };
                let note = line.note.as_deref().unwrap_or_default();
                if raw.trim().is_empty() || note.contains("que le français") || !golden["item"].is_object() {
                    continue;
                }
                lost += 1;
                if !told.contains(field.name) {
                    *untold.entry(format!("{} · {} · {note}", field.name, line.path)).or_default() += 1;
                }
            }
        }
    }
    println!("{lost} lost values, untold: {untold:#?}");
    assert!(untold.is_empty());
}

/// Not a test of a threshold: the table that a person reads to find false alarms.
#[test]
fn how_often_each_rule_fires() {
    let cases = cases();
    let mut counts: HashMap<&str, (usize, usize, String)> = HashMap::new();
    let mut records = 0;
    for case in &cases {
        records += case.report.verdicts.len();
        let mut fired: HashSet<&str> = HashSet::new();
        for finding in case.report.findings() {
            let entry = counts.entry(finding.rule.code).or_default();
            entry.0 += 1;
            entry.1 += usize::from(fired.insert(finding.rule.code));
            if entry.2.is_empty() || entry.0.is_multiple_of(97) {
                let raw = finding.suggestion.as_ref().map_or("", |suggestion| suggestion.value.as_str());
                entry.2 = format!("{} → {raw} [{}]", finding.message, case.id);
            }
        }
    }
    println!("{} catalogues, {records} records", cases.len());
    for rule in RULES {
        let (n, in_cases, example) = counts.get(rule.code).cloned().unwrap_or_default();
        println!("{n:>6} {in_cases:>4}  {:<34} {:<10} {example}", rule.code, rule.severity.id());
    }
    assert!(counts.keys().all(|code| RULES.iter().any(|rule| rule.code == *code)));
}
