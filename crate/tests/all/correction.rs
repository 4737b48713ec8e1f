//! Corrections written in the examples, in every syntax that a portal speaks: harvested again, they cure.

use std::{fs, path::Path};

use avant_moisson::progress::{self, Progress};
use avant_moisson::{
    Input, Kind, Options, Preview,
    check::{Finding, choices},
    correction::{self, Edit},
    date, preview,
    trial::Draft,
};

/// What each kind of portal answers; a CSW that speaks DCAT answers the records of the catalogue in RDF/XML.
const EXAMPLES: [(Kind, &str); 9] = [
    (Kind::Dcat, "dcat-catalogue.ttl"),
    (Kind::Dcat, "dcat-catalogue.rdf"),
    (Kind::Dcat, "dcat-catalogue.jsonld"),
    (Kind::CswDcat, "dcat-catalogue.rdf"),
    (Kind::Ckan, "ckan-portail.json"),
    (Kind::Dkan, "dkan-jeux.json"),
    (Kind::Ods, "ods-portail.json"),
    (Kind::Ods, "ods-explore.json"),
    (Kind::CswIso19139, "csw-iso.xml"),
];

fn read(kind: Kind, file: &str) -> Preview {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/examples").join(file);
    let text = fs::read_to_string(path).expect("an example");
    let text = if kind == Kind::CswDcat { wrapped(&text) } else { text };
    let options = Options {
        kind: Some(kind),
        site: Some(format!("https://data.exemple.fr/{file}")),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    preview(vec![Input::named(file, text)], options)
}

/// The datasets of a catalogue, each as a record of a CSW.
fn wrapped(rdf: &str) -> String {
    let start = rdf.find("<rdf:RDF").expect("RDF/XML");
    let end = start + rdf[start..].find('>').expect("a tag") + 1;
    let datasets = rdf.split("<dcat:Dataset ").skip(1).filter_map(|rest| rest.split_once("</dcat:Dataset>"));
    let records: Vec<String> = datasets
        .map(|(dataset, _)| format!("{}<dcat:Dataset {dataset}</dcat:Dataset></rdf:RDF>", &rdf[start..end]))
        .collect();
    let n = records.len();
    format!(
        "<csw:GetRecordsResponse xmlns:csw=\"http://www.opengis.net/cat/csw/2.0.2\"><csw:SearchResults numberOfRecordsMatched=\"{n}\" numberOfRecordsReturned=\"{n}\" nextRecord=\"0\">{}</csw:SearchResults></csw:GetRecordsResponse>",
        records.concat()
    )
}

fn tried(before: &Preview, record: usize, edits: Vec<Edit>) -> Option<avant_moisson::trial::Trial> {
    if edits.is_empty() {
        return None;
    }
    let changed = correction::apply(&before.catalogue.documents, edits);
    let draft = Draft::new(before, changed, Some(record), Vec::new());
    let after = progress::finish(draft.harvest(&Progress::straight()));
    Some(draft.compare(before, &after))
}

#[test]
fn every_suggestion_of_the_examples_cures() {
    let mut wrong = Vec::new();
    for (kind, file) in EXAMPLES {
        let before = read(kind, file);
        let (mut cured, mut by_hand) = (0, Vec::new());
        for (index, (item, verdict)) in before.rows().enumerate() {
            for finding in verdict.findings.iter().filter(|finding| finding.suggestion.is_some()) {
                let edits = correction::of_finding(&before.catalogue, item, finding);
                let Some(trial) = tried(&before, index, edits) else {
                    by_hand.push(finding.rule.code);
                    continue;
                };
                let same = |other: &&Finding| {
                    other.rule == finding.rule && other.evidence.raw == finding.evidence.raw
                };
                let after = trial.after.as_ref();
                match after.map(|after| after.verdict.findings.iter().find(same)) {
                    Some(None) => cured += 1,
                    told => wrong
                        .push(format!("{kind} {file} {} {}: {told:?}", item.remote_id, finding.rule.code)),
                }
            }
        }
        println!("{kind} {file}: {cured} cured, by hand: {by_hand:?}");
        assert!(cured == 0 || by_hand.len() * 4 <= cured, "{kind} {file}: {by_hand:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_choice_fills_what_lacks() {
    let mut wrong = Vec::new();
    for (kind, file) in EXAMPLES {
        let before = read(kind, file);
        let (mut filled, mut by_hand) = (0, 0);
        for (index, (item, verdict)) in before.rows().enumerate() {
            for (flag, choice) in verdict
                .flags
                .iter()
                .flatten()
                .filter_map(|flag| Some((flag, choices(item, flag, Some(kind)).into_iter().next()?)))
            {
                let edits =
                    correction::of_value(&before.catalogue, item, &choice.suggestion, flag.raw.as_deref());
                let Some(trial) = tried(&before, index, edits) else {
                    by_hand += 1;
                    continue;
                };
                let flags = trial.after.as_ref().and_then(|after| after.verdict.flags.as_ref());
                let is_filled = flags.is_some_and(|flags| {
                    flags.iter().any(|other| other.subject == flag.subject && !other.standing.is_raised())
                });
                filled += usize::from(is_filled);
                // The conversion of ISO 19139 writes terms of use on files only: without one they are lost.
                let is_lost = kind == Kind::CswIso19139
                    && item.dataset().is_some_and(|dataset| dataset.resources.is_empty());
                if !is_filled && !is_lost {
                    wrong.push(format!("{kind} {file} {} {:?} {:?}", item.remote_id, flag.subject, flag.raw));
                }
            }
        }
        println!("{kind} {file}: {filled} filled, {by_hand} by hand");
        assert!(filled > 0, "{kind} {file}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
