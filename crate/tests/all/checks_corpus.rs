//! The checks on real catalogues, against what the reference made of them.
//!
//! Needs the corpus beside the repository; says so and passes when it is absent.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{Finding, FlagSubject, RULES, Report, Severity, Verdict},
    date,
    internals::rdf::{self, Graph, Term, sniff},
    model::{How, Item},
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
        println!(
            "passé : ../shared/corpus est absent, les vérifications ne sont pas comparées à la référence"
        );
        None
    }
}

/// As the reference was asked: the ending of a DCAT address decides its syntax.
fn site(case: &Value) -> String {
    let file = case["files"][0].as_str().unwrap_or_default();
    match (case["kind"].as_str(), file.rsplit_once('.')) {
        (Some("dcat"), Some((_, extension))) => format!("https://portail.exemple.fr/catalogue.{extension}"),
        _ => "https://portail.exemple.fr/".to_owned(),
    }
}

/// Every case, read once for all tests.
fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(read_cases);
    &CASES
}

fn read_cases() -> Vec<Case> {
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
            site: Some(site(&case)),
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
    /// Our records beside the reference's.
    fn rows(&self) -> impl Iterator<Item = (&Item, &Verdict, &Value)> {
        let items = self.catalogue.job.items.iter().zip(&self.report.verdicts).zip(&self.golden);
        items.map(|((item, verdict), golden)| (item, verdict, golden))
    }
}

/// What follows compares record by record: the records must be the same, with the same outcome.
#[test]
fn the_records_are_those_of_the_reference() {
    let (mut records, mut wrong) = (0, Vec::new());
    for case in cases() {
        let (ours, theirs) = (case.catalogue.job.items.len(), case.golden.len());
        if ours != theirs {
            wrong.push(format!("{}: {ours} records, {theirs} expected", case.id));
        }
        for (item, _, golden) in case.rows() {
            records += 1;
            let status = serde_json::to_value(item.status).expect("a status");
            if status != golden["status"] {
                wrong
                    .push(format!("{} {}: {status}, {} expected", case.id, item.remote_id, golden["status"]));
            }
        }
    }
    println!("{records} records compared");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn blocking(verdict: &Verdict) -> Vec<&Finding> {
    verdict.findings.iter().filter(|finding| finding.rule.severity == Severity::Blocking).collect()
}

#[test]
fn every_refusal_of_the_reference_is_explained() {
    let (mut refused, mut unexpected, mut wrong) = (0, Vec::new(), Vec::new());
    for case in cases() {
        for (item, verdict, golden) in case.rows().filter(|(_, _, golden)| golden["status"] != "done") {
            refused += 1;
            // One a cause: the database tells all that it refuses.
            let told = blocking(verdict);
            let codes: HashSet<_> = told.iter().map(|finding| finding.rule.code).collect();
            if codes.contains("refus-inattendu") {
                unexpected.push(golden["errors"].to_string());
            }
            if told.is_empty() || told.len() != codes.len() {
                wrong.push(format!("{} {}: {told:?}", case.id, item.remote_id));
            }
        }
    }
    println!("{refused} refusals, {} explained by udata's words only: {unexpected:#?}", unexpected.len());
    assert!(wrong.is_empty() && unexpected.is_empty(), "{wrong:#?}");
}

#[test]
fn the_three_flags_are_those_of_the_reference() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for case in cases() {
        for (item, verdict, golden) in case.rows() {
            let theirs = &golden["item"];
            if golden["status"] != "done" {
                continue;
            }
            if theirs["type"] == "dataservice" {
                // An API has a licence and no other flag.
                compared += 1;
                let lacking = matches!(theirs["license"].as_str(), None | Some("notspecified"));
                let told = verdict.findings.iter().filter(|finding| finding.rule.flag.is_some()).count();
                if told != usize::from(lacking) {
                    wrong.push(format!("{} {}: told {told}, lacking {lacking}", case.id, item.remote_id));
                }
                continue;
            }
            let restricted = theirs["access_type"].as_str().is_some_and(|access| access != "open");
            let by_default = item.trace.of("license").any(|line| line.how() == How::Default);
            let licence = match theirs["license"].as_str() {
                None => !restricted,
                Some("notspecified") => true,
                Some(_) => by_default,
            };
            let frequency = matches!(theirs["frequency"].as_str(), None | Some("unknown"));
            let lacking = [licence, theirs["spatial"].is_null(), frequency];
            for (subject, lacking) in FlagSubject::ALL.into_iter().zip(lacking) {
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
/// difference: a translation beside the French text, an unrecognised text beside a recognised licence, how far INSPIRE
/// says that the data reaches.
#[test]
fn every_lost_value_has_a_finding() {
    let (mut lost, mut untold) = (0, BTreeMap::<String, usize>::new());
    for case in cases() {
        for (item, verdict, golden) in case.rows().filter(|(_, _, golden)| golden["status"] == "done") {
            let told: HashSet<&str> = verdict.findings.iter().map(|finding| finding.evidence.field).collect();
            for line in item.trace.entries().filter(|line| line.how() == How::Ignored) {
                let (Some(field), Some(raw)) = (line.field(), line.raw()) else { continue };
                let note = line.change().map(ToString::to_string).unwrap_or_default();
                if raw.trim().is_empty()
                    || raw.contains("/metadata-codelist/SpatialScope")
                    || line.loss() == Some(&avant_moisson::model::Loss::NotFrench)
                    || !golden["item"].is_object()
                {
                    continue;
                }
                lost += 1;
                if !told.contains(field.name) {
                    *untold.entry(format!("{} · {} · {note}", field.name, line.path())).or_default() += 1;
                }
            }
        }
    }
    println!("{lost} lost values, untold: {untold:#?}");
    assert!(untold.is_empty());
}

/// No message quotes nothing, nor the label of a node that has no name.
#[test]
fn messages_show_what_the_portal_wrote() {
    let (mut messages, mut hollow) = (0, BTreeMap::<String, usize>::new());
    for case in cases() {
        for finding in case.report.findings() {
            messages += 1;
            let suggestion = finding.suggestion.as_ref().map_or("", |suggestion| suggestion.value.as_str());
            for text in [finding.message.as_str(), suggestion] {
                if text.contains("«  »") || text.contains("_:") || has_random_label(text) {
                    *hollow.entry(format!("{} {}: {text}", case.id, finding.rule.code)).or_default() += 1;
                }
            }
        }
    }
    println!("{messages} messages");
    assert!(hollow.is_empty(), "{hollow:#?}");
}

/// `N` and 32 hexadecimal digits: rdflib's name of a node without a name.
fn has_random_label(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        word.len() == 33 && word.starts_with('N') && word.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit())
    })
}

/// A field that the source fills and that the reference leaves empty, whatever our own trace says of it.
struct Loss {
    /// The field of the reference's answer.
    field: &'static str,
    /// RDF properties of the record that fill it.
    rdf: &'static [&'static str],
    /// Keys of a CKAN package that fill it.
    ckan: &'static [&'static str],
    /// Rules that say that the source has nothing: they would be wrong.
    denied_by: &'static [&'static str],
}

const LOSSES: [Loss; 7] = [
    Loss {
        field: "license",
        rdf: &["http://purl.org/dc/terms/license", "http://purl.org/dc/terms/rights"],
        ckan: &["license_id", "license_title"],
        denied_by: &["licence-absente", "licence-par-defaut"],
    },
    Loss {
        field: "spatial",
        rdf: &["http://purl.org/dc/terms/spatial"],
        ckan: &["spatial", "spatial-text"],
        denied_by: &["spatial-absent"],
    },
    Loss {
        field: "frequency",
        rdf: &["http://purl.org/dc/terms/accrualPeriodicity"],
        ckan: &["frequency"],
        denied_by: &["frequence-absente"],
    },
    Loss {
        field: "temporal_coverage",
        rdf: &["http://purl.org/dc/terms/temporal"],
        ckan: &["temporal_start", "temporal_end", "temporal_coverage"],
        denied_by: &["temporel-absent"],
    },
    Loss {
        field: "description",
        rdf: &["http://purl.org/dc/terms/description"],
        ckan: &["notes"],
        denied_by: &["description-absente"],
    },
    Loss {
        field: "tags",
        rdf: &["http://www.w3.org/ns/dcat#keyword", "http://www.w3.org/ns/dcat#theme"],
        ckan: &["tags"],
        denied_by: &[],
    },
    Loss {
        field: "contact_points",
        rdf: &["http://www.w3.org/ns/dcat#contactPoint"],
        ckan: &[],
        denied_by: &["contact-absent"],
    },
];

/// What the source says of each record, read without the harvesters.
enum Written {
    Rdf(Vec<Option<Graph>>),
    Ckan,
    Other,
}

impl Written {
    fn of(catalogue: &Catalogue) -> Self {
        match catalogue.options.kind {
            Some(Kind::Dcat) => Self::Rdf(
                catalogue
                    .documents
                    .iter()
                    .map(|document| rdf::parse(&document.text, sniff(&document.text)?, None).ok())
                    .collect(),
            ),
            Some(Kind::Ckan | Kind::Dkan) => Self::Ckan,
            _ => Self::Other,
        }
    }

    /// Whether the record fills the field.
    fn fills(&self, catalogue: &Catalogue, item: &Item, loss: &Loss) -> bool {
        match self {
            Self::Rdf(graphs) => {
                let graph = graphs.get(item.origin.document).and_then(Option::as_ref);
                let node = graph.zip(item.origin.node.as_deref()).and_then(|(graph, iri)| graph.find(iri));
                graph.zip(node).is_some_and(|(graph, node)| {
                    let properties = loss.rdf.iter().filter_map(|iri| graph.find(iri));
                    let mut objects = properties.flat_map(|property| graph.objects(node, property));
                    objects.any(|object| match graph.term(object) {
                        Term::Literal { value, .. } => !value.trim().is_empty(),
                        // A node without a name says something when it holds more than its type.
                        Term::Blank(_) => graph.predicate_objects(object).count() > 1,
                        Term::Iri(_) => true,
                    })
                })
            }
            Self::Ckan => {
                let document = catalogue.documents.get(item.origin.document);
                let text = document.and_then(|document| document.text.get(item.origin.span.clone()));
                let package: Value =
                    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
                let extras = package["extras"].as_array().into_iter().flatten();
                let extras = extras.filter_map(|extra| Some((extra["key"].as_str()?, &extra["value"])));
                let fields = loss.ckan.iter().map(|key| (*key, &package[*key]));
                fields.chain(extras.filter(|(key, _)| loss.ckan.contains(key))).any(
                    |(_, value)| match value {
                        Value::Null => false,
                        Value::String(text) => {
                            !matches!(text.trim(), "" | "notspecified" | "License Not Specified")
                        }
                        Value::Array(list) => !list.is_empty(),
                        _ => true,
                    },
                )
            }
            Self::Other => false,
        }
    }
}

fn is_left_empty(field: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => {
            text.trim().is_empty()
                || matches!((field, text.as_str()), ("license", "notspecified") | ("frequency", "unknown"))
        }
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// What the source fills and the reference leaves empty has a finding about this field, and none that says
/// that the source has nothing.
#[test]
fn every_field_that_the_reference_loses_has_a_finding() {
    let (mut filled, mut lost, mut wrong) = (0, 0, BTreeMap::<String, usize>::new());
    for case in cases() {
        let written = Written::of(&case.catalogue);
        for (item, verdict, golden) in
            case.rows().filter(|(_, _, golden)| golden["item"]["type"] == "dataset")
        {
            for loss in LOSSES.iter().filter(|loss| written.fills(&case.catalogue, item, loss)) {
                filled += 1;
                if golden["status"] != "done" || !is_left_empty(loss.field, &golden["item"][loss.field]) {
                    continue;
                }
                if loss.field == "license" && golden["item"]["access_type"] != "open" {
                    continue;
                }
                lost += 1;
                let told = verdict.findings.iter().filter(|finding| finding.evidence.field == loss.field);
                let codes: Vec<_> = told.map(|finding| finding.rule.code).collect();
                if codes.is_empty() || codes.iter().any(|code| loss.denied_by.contains(code)) {
                    *wrong
                        .entry(format!("{} {} {}: {codes:?}", case.id, item.remote_id, loss.field))
                        .or_default() += 1;
                }
            }
        }
    }
    println!("{filled} fields filled by the source, {lost} lost by the reference");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Rules met under harvesters where no small fixture trips them: what they need is long, or two records apart.
const NOT_TRIED: [(&str, &str); 5] = [
    ("identifiant-instable", "csw-iso-19139"),
    ("langue-fr", "csw-iso-19139"),
    ("service-jeux-lies", "csw-iso-19139"),
    ("valeur-perdue", "csw-iso-19139"),
    ("valeur-perdue", "csw-dcat"),
];

#[test]
fn every_rule_is_tried_where_it_is_met() {
    let tried: HashSet<_> = crate::case::trips().into_iter().map(|(rule, kind, _)| (rule, kind)).collect();
    let mut untried = BTreeMap::new();
    for case in cases() {
        let Some(kind) = case.catalogue.options.kind else { continue };
        for finding in case.report.findings() {
            let pair = (finding.rule.code, kind.id());
            if !tried.contains(&(pair.0.to_owned(), pair.1.to_owned())) && !NOT_TRIED.contains(&pair) {
                untried.entry(pair).or_insert(&case.id);
            }
        }
    }
    assert!(untried.is_empty(), "{untried:#?}");
}

/// Not a test of a threshold: the table that a person reads to find false alarms.
#[test]
fn how_often_each_rule_fires() {
    let cases = cases();
    let mut counts: HashMap<&str, (usize, usize, String)> = HashMap::new();
    let mut records = 0;
    for case in cases {
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
