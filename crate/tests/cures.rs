//! What is advised over real catalogues: each suggestion is written in its source, which is harvested again.
//!
//! Needs the corpus beside the repository; says loudly that it was not there.
#![allow(clippy::expect_used)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{Finding, Report},
    correction, date,
    model::Item,
};
use serde_json::Value;

/// Larger catalogues take their time in a test: their first documents say the same.
const LARGEST: usize = 600_000;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "PASSÉ : ../shared/corpus n’est pas là, aucune suggestion n’a été appliquée à un vrai catalogue"
    );
    None
}

fn read(kind: Kind, site: &str, documents: &[(String, String)]) -> (Catalogue, Report) {
    let options = Options {
        kind: Some(kind),
        site: Some(site.to_owned()),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let inputs = documents.iter().map(|(name, text)| Input::named(name.as_str(), text.as_str())).collect();
    let catalogue = Catalogue::read(inputs, options);
    let report = Report::of(&catalogue);
    (catalogue, report)
}

/// What a rule advises, and what comes of it.
#[derive(Debug, Default)]
struct Tally {
    suggested: usize,
    by_hand: usize,
    cured: usize,
    examples: Vec<String>,
}

/// The fields of a record as data.gouv.fr would have them, but for the one that a finding is about and what follows
/// from it.
fn others(item: &Item, field: &str) -> Value {
    let mut value = serde_json::to_value(item.record.as_ref()).expect("a record");
    if let Some(fields) = value.as_object_mut() {
        for derived in [field, "quality", "extras", "harvest", "access_type", "tags", "license"] {
            fields.remove(derived);
        }
        if matches!(field, "format" | "url" | "filesize" | "title" | "checksum" | "mime") {
            fields.remove("resources");
        }
    }
    value
}

#[test]
fn every_suggestion_of_the_corpus_cures() {
    let Some(folder) = corpus() else { return };
    let list = fs::read(folder.join("cases.json")).expect("the cases");
    let list: Vec<Value> = serde_json::from_slice(&list).expect("the cases");
    let mut rules: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut raised, mut said, mut helped) = (0, 0, 0);
    let (mut compared, mut disturbed) = (0, Vec::new());
    for case in &list {
        let kind: Kind = case["kind"].as_str().expect("a kind").parse().expect("a harvester");
        let files = case["files"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let documents: Vec<(String, String)> = files
            .filter_map(|file| {
                Some((file.to_owned(), String::from_utf8(fs::read(folder.join(file)).ok()?).ok()?))
            })
            .collect();
        if documents.is_empty() || documents.iter().map(|(_, text)| text.len()).sum::<usize>() > LARGEST {
            continue;
        }
        let ending = documents[0].0.rsplit('.').next().unwrap_or_default();
        let site = match kind {
            Kind::Dcat => format!("https://portail.exemple.fr/catalogue.{ending}"),
            _ => "https://portail.exemple.fr/".to_owned(),
        };
        let (catalogue, report) = read(kind, &site, &documents);
        // One rule at a time, over the whole catalogue: a harvest for each record would take hours.
        let mut by_rule: BTreeMap<&str, Vec<(usize, &Finding)>> = BTreeMap::new();
        for (index, verdict) in report.verdicts.iter().enumerate() {
            for finding in &verdict.findings {
                if finding.rule.flag.is_some() {
                    raised += 1;
                    said += usize::from(finding.evidence.raw.is_some());
                    helped += usize::from(finding.suggestion.is_some());
                }
                if finding.suggestion.is_some() {
                    by_rule.entry(finding.rule.code).or_default().push((index, finding));
                }
            }
        }
        for (code, findings) in by_rule {
            let tally = rules.entry(code).or_default();
            let mut edits = Vec::new();
            let mut written = Vec::new();
            for (index, finding) in findings {
                tally.suggested += 1;
                let own = correction::of_finding(&catalogue, &catalogue.job.items[index], finding);
                if own.is_empty() {
                    tally.by_hand += 1;
                } else {
                    edits.extend(own);
                    written.push((index, finding));
                }
            }
            if written.is_empty() {
                continue;
            }
            let mut changed = documents.clone();
            for (index, text) in correction::apply(&catalogue.documents, edits) {
                changed[index].1 = text;
            }
            let (after, verdicts) = read(kind, &site, &changed);
            let is_whole = after.job.items.len() == catalogue.job.items.len();
            for (index, finding) in written {
                let same = |other: &Finding| {
                    other.rule == finding.rule && other.evidence.raw == finding.evidence.raw
                };
                let left = verdicts
                    .verdicts
                    .get(index)
                    .filter(|_| is_whole)
                    .map(|verdict| verdict.findings.iter().any(same));
                if left == Some(false) {
                    tally.cured += 1;
                    let before = &catalogue.job.items[index];
                    if before.record.is_some() {
                        compared += 1;
                        let field = finding.evidence.field;
                        if others(before, field) != others(&after.job.items[index], field) {
                            disturbed.push(format!("{} {} {code}", case["id"], before.remote_id));
                        }
                    }
                } else if tally.examples.len() < 3 {
                    let value = finding.suggestion.as_ref().map_or("", |told| told.value.as_str());
                    tally.examples.push(format!(
                        "{} {}: {:?} → {value} ({left:?})",
                        case["id"], catalogue.job.items[index].remote_id, finding.evidence.raw
                    ));
                }
            }
        }
    }
    let (mut suggested, mut by_hand, mut cured) = (0, 0, 0);
    for (code, tally) in &rules {
        println!(
            "{:>6} {:>6} {:>6}  {code} {:?}",
            tally.suggested, tally.by_hand, tally.cured, tally.examples
        );
        suggested += tally.suggested;
        by_hand += tally.by_hand;
        cured += tally.cured;
    }
    let written = suggested - by_hand;
    println!(
        "{cured} of {written} written suggestions cure ({:.1} %); {by_hand} of {suggested} are left to a person",
        100.0 * cured as f64 / written as f64
    );
    println!(
        "{helped} of {raised} raised flags have a suggestion; of the {said} whose source says something, {:.1} %",
        100.0 * helped as f64 / said as f64
    );
    println!("{} of {compared} corrections change something else: {disturbed:?}", disturbed.len());
    // Measured: 94.8 %, what is left being files of one record with the same format, and catalogues cut in pages.
    assert!(cured * 100 >= written * 94, "{cured} of {written}");
    // Measured: 4.2 %, licences of ISO records whose terms of use are also a text elsewhere.
    assert!(disturbed.len() * 100 <= compared * 5, "{disturbed:#?}");
}
