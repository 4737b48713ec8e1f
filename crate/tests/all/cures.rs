//! What is advised over real catalogues: each suggestion is written in its source, which is harvested again.
//!
//! Needs the corpus beside the repository; says loudly that it was not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{Finding, FlagSubject, Report, choices},
    correction, date,
    model::Item,
};
use serde_json::Value;

/// Larger catalogues take their time in a test: their first documents say the same.
const LARGEST: usize = 600_000;
/// Suggestions left to a person that are shown, of each rule.
const LEFT: usize = 8;

fn corpus() -> Option<PathBuf> {
    // Another folder of the same shape, to try suggestions on catalogues of one's own.
    let folder = std::env::var_os("CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"), PathBuf::from);
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
    /// What is left to a person.
    left: Vec<String>,
}

/// The places of a record that a correction changed, as « quality.score » or « resources.format ».
fn changed_places(before: &Item, after: &Item) -> BTreeSet<Changed> {
    let [before, after] =
        [before, after].map(|item| serde_json::to_value(item.record.as_ref()).expect("a record"));
    let mut places = BTreeSet::new();
    differ("", None, &before, &after, &mut places);
    places
}

fn differ(place: &str, resource: Option<u32>, before: &Value, after: &Value, places: &mut BTreeSet<Changed>) {
    let nothing = serde_json::Map::new();
    let as_object = |value: &'_ Value| value.as_object().is_some() || value.is_null();
    match (before, after) {
        _ if before != after && as_object(before) && as_object(after) => {
            let [one, other] = [before, after].map(|value| value.as_object().unwrap_or(&nothing));
            for key in one.keys().chain(other.keys()) {
                let inside = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                let [one, other] = [one, other].map(|fields| fields.get(key).unwrap_or(&Value::Null));
                differ(&inside, resource, one, other, places);
            }
        }
        (Value::Array(one), Value::Array(other))
            if one.len() == other.len() && one.iter().all(Value::is_object) =>
        {
            for (rank, (one, other)) in (0..).zip(one.iter().zip(other)) {
                let rank = (place == "resources").then_some(rank).or(resource);
                differ(place, rank, one, other, places);
            }
        }
        _ if before == after => {}
        _ => {
            places.insert(Changed { place: place.to_owned(), resource });
        }
    }
}

/// What follows from what a rule's correction writes, beside the field that the finding is about, and why.
const FOLLOWING: [(&[&str], &[&str]); 9] = [
    // Under its right name a property fills the field that it should.
    (&["propriete-presque-juste"], &["resources.mime"]),
    // Criteria of quality are counted from the fields: each field has its own, and the score counts all.
    (&["frequence-"], &["quality.update_frequency", "quality.update_fulfilled_in_time"]),
    (&["spatial-"], &["quality.spatial"]),
    (&["temporel-"], &["quality.temporal_coverage"]),
    // A file without title is named by its format; one open format is enough for the criterion.
    (&["format-"], &["resources.title", "quality.has_open_format"]),
    // udata keeps the text of the licence in the extras, of the files too; ISO gives its conditions of use to all files.
    (
        &["licence-"],
        &[
            "extras.dcat.license",
            "extras.dcat.rights",
            "resources.extras.dcat.license",
            "resources.extras.dcat.rights",
        ],
    ),
    // The identifier is written in several places of the harvest's own metadata.
    (&["identifiant-"], &["harvest.dct_identifier", "harvest.remote_id", "harvest.remote_url"]),
    // A link becomes a file: terms of use go with files, and quality counts them.
    (
        &["iso-aucune-ressource", "iso-lien-sans-fonction"],
        &[
            "resources",
            "extras.dcat.rights",
            "extras.dcat.accessRights",
            "quality.all_resources_available",
            "quality.has_open_format",
            "quality.has_resources",
            "quality.resources_documentation",
        ],
    ),
    // The right property of the directive is what tags the record.
    (&["hvd-propriete-ignoree"], &["tags"]),
];

/// Whether a place of the record changes because of what a rule's correction writes, and of nothing else. A file that was
/// not corrected keeps all it has.
fn follows(code: &str, field: &str, corrected: &BTreeSet<u32>, place: &Changed) -> bool {
    let Changed { place, resource } = place;
    let is_own = place == "quality.score"
        || !field.is_empty()
            && (place == field
                || place == &format!("resources.{field}")
                || place.starts_with(&format!("{field}.")));
    let of_rule = |(rules, _): &&(&[&str], &[&str])| rules.iter().any(|rule| code.starts_with(rule));
    let is_following = FOLLOWING.iter().filter(of_rule).any(|(_, places)| places.contains(&place.as_str()));
    let is_of_others = resource.is_some_and(|rank| !corrected.contains(&rank)) && !corrected.is_empty();
    (is_own || is_following) && !is_of_others
}

/// A place of a record that is no longer the same, and the file that it is of.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Changed {
    place: String,
    resource: Option<u32>,
}

/// What comes of the choices that are offered where a record says nothing.
#[derive(Debug, Default)]
struct Templates {
    /// Raised flags that have no suggestion, and choices.
    offered: usize,
    written: usize,
    cured: usize,
    /// Raised flags that have neither, by subject.
    left: BTreeMap<String, usize>,
    examples: Vec<String>,
}

/// The flags of a subject that have choices, that the first one is written in, that it cures; and those that have none.
struct Filled {
    offered: usize,
    written: usize,
    cured: usize,
    left: usize,
    example: Option<String>,
}

impl Templates {
    fn add(&mut self, case: &Value, subject: FlagSubject, filled: Filled) {
        self.offered += filled.offered;
        self.written += filled.written;
        self.cured += filled.cured;
        *self.left.entry(format!("{subject:?}")).or_default() += filled.left;
        self.examples.extend(filled.example.map(|example| format!("{case} {example}")));
    }
}

/// Writes the first choice in every record that has one, and harvests again.
fn filled(
    kind: Kind,
    site: &str,
    documents: &[(String, String)],
    catalogue: &Catalogue,
    report: &Report,
    subject: FlagSubject,
) -> Filled {
    let mut filled = Filled { offered: 0, written: 0, cured: 0, left: 0, example: None };
    let (mut edits, mut written) = (Vec::new(), Vec::new());
    for (index, verdict) in report.verdicts.iter().enumerate() {
        let is_helped = verdict
            .findings
            .iter()
            .any(|finding| finding.rule.flag == Some(subject) && finding.suggestion.is_some());
        let flags = verdict.flags.iter().flatten();
        let Some(flag) = flags.into_iter().find(|flag| flag.subject == subject && flag.standing.is_raised())
        else {
            continue;
        };
        if is_helped {
            continue;
        }
        let choices = choices(&catalogue.job.items[index], flag, Some(kind));
        let Some(first) = choices.first() else {
            filled.left += 1;
            continue;
        };
        let own = correction::of_value(
            catalogue,
            &catalogue.job.items[index],
            &first.suggestion,
            flag.raw.as_deref(),
        );
        filled.offered += 1;
        if !own.is_empty() {
            edits.extend(own);
            written.push(index);
        }
    }
    if written.is_empty() {
        return filled;
    }
    let mut changed = documents.to_vec();
    for (index, text) in correction::apply(&catalogue.documents, edits) {
        changed[index].1 = text;
    }
    let (_, after) = read(kind, site, &changed);
    for index in written {
        filled.written += 1;
        let flags = after.verdicts.get(index).map(|verdict| verdict.flags.iter().flatten());
        let is_cured = flags
            .is_some_and(|mut flags| flags.any(|flag| flag.subject == subject && !flag.standing.is_raised()));
        filled.cured += usize::from(is_cured);
        if !is_cured {
            filled.example = Some(format!("{subject:?} {}", catalogue.job.items[index].remote_id));
        }
    }
    filled
}

#[test]
fn every_suggestion_of_the_corpus_cures() {
    let Some(folder) = corpus() else { return };
    let list = fs::read(folder.join("cases.json")).expect("the cases");
    let list: Vec<Value> = serde_json::from_slice(&list).expect("the cases");
    let mut rules: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut raised, mut said, mut helped) = (0, 0, 0);
    let (mut compared, mut disturbed) = (0, Vec::new());
    let mut templates = Templates::default();
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
        for subject in FlagSubject::ALL {
            templates.add(
                &case["id"],
                subject,
                filled(kind, &site, &documents, &catalogue, &report, subject),
            );
        }
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
                    let path = finding.suggestion.as_ref().map_or("", |told| &*told.path);
                    let value = finding.suggestion.as_ref().map_or("", |told| told.value.as_str());
                    tally.left.push(format!(
                        "{} {} {path} <- {:?} → {value}",
                        case["id"], catalogue.job.items[index].remote_id, finding.evidence.raw
                    ));
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
            let none = BTreeSet::new();
            let mut corrected: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
            for (index, finding) in &written {
                corrected.entry(*index).or_default().extend(finding.evidence.resource);
            }
            let is_whole = after.job.items.len() == catalogue.job.items.len();
            if is_whole {
                for (index, (before, after)) in catalogue.job.items.iter().zip(&after.job.items).enumerate() {
                    if !corrected.contains_key(&index) && !changed_places(before, after).is_empty() {
                        disturbed.push(format!("{} {} {code}: another record", case["id"], before.remote_id));
                    }
                }
            }
            for (index, finding) in written {
                let same = |other: &Finding| {
                    let of = |finding: &Finding| (finding.evidence.resource, finding.evidence.raw.clone());
                    other.rule == finding.rule && of(other) == of(finding)
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
                        let places = changed_places(before, &after.job.items[index]);
                        let corrected = corrected.get(&index).unwrap_or(&none);
                        let other: Vec<_> =
                            places.iter().filter(|place| !follows(code, field, corrected, place)).collect();
                        if !other.is_empty() {
                            disturbed.push(format!(
                                "{} {} {code} {field} {other:?}",
                                case["id"], before.remote_id
                            ));
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
        for left in tally.left.iter().take(LEFT) {
            println!("               {left}");
        }
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
    println!(
        "{} more ({:.1} %) have choices to fill in, that cure when they are: {} of {} written; by subject {:?}",
        templates.offered,
        100.0 * templates.offered as f64 / raised as f64,
        templates.cured,
        templates.written,
        templates.left
    );
    println!("{} of {compared} corrections change something else: {disturbed:?}", disturbed.len());
    assert_eq!(cured, written, "some suggestions do not cure");
    // Measured: 99.7 %, the others being N-Triples, or a value that stands where no property of the record leads.
    assert!(
        templates.written * 100 >= templates.offered * 99,
        "{} of {}",
        templates.written,
        templates.offered
    );
    assert_eq!(templates.cured, templates.written, "{:#?}", templates.examples);
    assert!(disturbed.is_empty(), "{disturbed:#?}");
}
