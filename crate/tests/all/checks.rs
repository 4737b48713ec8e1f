//! Each rule, on a record that trips it and on one that nearly does; the reference table of the rules.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path, sync::Arc};

use crate::case::{BASES, CASES, HARVESTERS, filter, source, trips};
use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{RULES, Report, Rule, Severity, Verdict},
    correction, date,
    internals::typography,
    model::Zones,
};
use serde_json::Value;

/// What one side of a case gives: a whole document, changes to the base record, or either in `document`, with
/// how it was served and asked for.
fn findings(kind: &str, base: &Value, given: &Value) -> Vec<(&'static str, String)> {
    let (_, report) = checked(kind, given, source(base, given));
    report
        .findings()
        .map(|finding| {
            let advice = finding.advice().map_or_else(String::new, |advice| format!(" {advice}"));
            (finding.rule.code, format!("{}{advice}", finding.message))
        })
        .collect()
}

/// What is told of a document that is served and asked for as a side of a case says.
fn checked(kind: &str, given: &Value, document: String) -> (Catalogue, Report) {
    let served = given.get("document").is_some();
    let text = |key: &str| given[key].as_str().filter(|_| served).map(str::to_owned);
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
    (catalogue, report)
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
    // document: `tests/all/exchanges.rs` tries it.
    assert_eq!(untried, ["moissonnage-arrete", "refus-inattendu"]);
    insta::assert_snapshot!("messages", messages);
}

/// Where a case says where to correct, that is where the source writes it: not where its conversion does.
#[test]
fn what_is_to_be_corrected_is_placed_in_the_words_of_the_source() {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let placed = cases.iter().filter(|case| case["path"].is_string());
    let (mut tried, mut wrong) = (0, Vec::new());
    for case in placed {
        let [rule, kind, path] = ["rule", "kind", "path"].map(|key| case[key].as_str().expect("a text"));
        let (_, report) = checked(kind, &case["trips"], source(&bases[kind], &case["trips"]));
        let found = report.findings().find(|finding| finding.rule.code == rule).expect("a finding");
        tried += 1;
        if found.evidence.path != path {
            wrong.push(format!("{rule}: {} instead of {path}", found.evidence.path));
        }
    }
    assert!(tried >= 5, "{tried} places tried");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// voluptuous stops at the first resource that it refuses; the manager is told of those after it at once.
#[test]
fn addresses_that_udata_would_refuse_next_are_told_with_the_first() {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let base = &bases["ckan"];
    let resource = |url: &str| {
        let mut resource = base["parts"]["resources"][0].clone();
        resource["id"] = url.into();
        resource["url"] = url.into();
        resource
    };
    let addresses =
        ["https://data.ville.fr/a b.csv", "https://data.ville.fr/a.csv", "https://localhost/c.csv"];
    let given = serde_json::json!({ "resources": addresses.map(resource) });
    let (catalogue, report) = checked("ckan", &given, source(base, &given));
    let words: Vec<_> =
        catalogue.job.items.iter().flat_map(|item| &item.errors).map(ToString::to_string).collect();
    assert!(words.iter().all(|words| words.contains("resources.0.url") && !words.contains("resources.2")));
    let mut messages = report.findings().map(|finding| finding.message.as_str());
    assert!(messages.any(|message| message.ends_with("1 autre adresse est dans le même cas.")));
}

/// A rule that speaks of a harvester is tried under it, and the base record of that harvester does not trip it, unless
/// it lacks what every record of that harvester lacks.
#[test]
fn each_rule_is_tried_under_each_of_its_harvesters() {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let table: Value = serde_json::from_str(HARVESTERS).expect("the harvesters");
    let (mut pairs, mut wrong) = (BTreeSet::new(), Vec::new());
    for (rule, kind, given) in trips() {
        let found = findings(&kind, &bases[&kind], &given);
        if !found.iter().any(|(code, _)| *code == rule) {
            wrong.push(format!("{rule} is not tripped under {kind}: {found:?}"));
        }
        pairs.insert((rule, kind));
    }
    let of_base: BTreeSet<(String, &str)> = ["dcat", "ckan", "dkan", "ods", "csw-iso-19139"]
        .into_iter()
        .flat_map(|kind| {
            let found = findings(kind, &bases[kind], &serde_json::json!({}));
            found.into_iter().map(move |(code, _)| (code.to_owned(), kind))
        })
        .collect();
    for (kind, rules) in table.as_object().expect("harvesters") {
        for (rule, given) in rules.as_object().expect("rules") {
            let is_base = given.as_object().is_some_and(|changes| changes.is_empty());
            if is_base != of_base.contains(&(rule.clone(), kind)) {
                wrong.push(format!(
                    "{rule} under {kind}: the base record trips it, or not, unlike the table says"
                ));
            }
        }
    }
    let rules: BTreeSet<_> = pairs.iter().map(|(rule, _)| rule).collect();
    let several = rules.iter().filter(|rule| pairs.iter().filter(|(other, _)| other == **rule).count() > 1);
    println!(
        "{} rules under {} harvesters in all, {} under several",
        rules.len(),
        pairs.len(),
        several.count()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each suggestion of the fixtures is applied to its source, which is harvested again: the finding goes.
#[test]
fn every_suggestion_cures() {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let (mut cures, mut applied, mut suggested) = (0, 0, 0);
    let (mut raised, mut helped) = (0, 0);
    let mut wrong = Vec::new();
    let mut by_hand = BTreeSet::new();
    for case in &cases {
        let [rule, kind] = ["rule", "kind"].map(|key| case[key].as_str().expect("a text"));
        let document = source(&bases[kind], &case["trips"]);
        let (catalogue, before) = checked(kind, &case["trips"], document);
        let Some(finding) = before.findings().find(|finding| finding.rule.code == rule) else { continue };
        if finding.rule.flag.is_some() {
            raised += 1;
            helped += usize::from(finding.suggestion.is_some());
        }
        let Some(suggestion) = &finding.suggestion else { continue };
        suggested += 1;
        let holds = |verdict: &&Verdict| verdict.findings.iter().any(|other| std::ptr::eq(other, finding));
        let at = before.verdicts.iter().position(|verdict| holds(&verdict));
        let edits = at.map(|at| correction::of_finding(&catalogue, &catalogue.job.items[at], finding));
        let changed = correction::apply(&catalogue.documents, edits.unwrap_or_default());
        let Some((_, document)) = changed.into_iter().next() else {
            by_hand.insert(rule);
            continue;
        };
        applied += 1;
        let (_, after) = checked(kind, &case["trips"], document.clone());
        // A record that arrives at last has its own advice; nothing may keep it from arriving.
        let others: BTreeSet<_> = before.findings().map(|finding| finding.rule.code).collect();
        let blocks = |rule: &Rule| rule.severity == Severity::Blocking && !others.contains(rule.code);
        let mut rules = after.findings().map(|finding| finding.rule);
        match rules.find(|left| left.code == rule || blocks(left)) {
            None => cures += 1,
            Some(Rule { code: left, .. }) => {
                wrong.push(format!("{rule}: « {} » gives {left}\n{document}", suggestion.value))
            }
        }
    }
    println!("{cures} of {applied} suggestions cure, of {suggested}; not applied by this test: {by_hand:?}");
    println!("{helped} of {raised} raised flags have a suggestion");
    assert!(applied >= 30, "{by_hand:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the two sides of a case write, but for what both do: lines of properties, of keys or of elements.
fn difference(trips: &str, spares: &str) -> [Vec<String>; 2] {
    let lines = |document: &str| -> Vec<String> {
        let start = document.trim_start();
        let text = match serde_json::from_str::<Value>(start) {
            Ok(value) => serde_json::to_string_pretty(&value).expect("JSON"),
            Err(_) if start.starts_with("<csw:") || start.starts_with("<ows:") => start.replace("><", ">\n<"),
            Err(_) => start.to_owned(),
        };
        let written = text.lines().filter(|line| !line.trim().is_empty());
        written.map(|line| line.trim_end_matches([' ', ';', ',', '.']).to_owned()).collect()
    };
    let (mut one, mut other) = (lines(trips), lines(spares));
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    one.drain(..same);
    other.drain(..same);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    one.truncate(one.len() - same);
    other.truncate(other.len() - same);
    [one, other].map(|lines| {
        let indent = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        lines.into_iter().map(|line| line[indent..].to_owned()).collect()
    })
}

/// Lines of an example beyond which it explains nothing.
const LONGEST: usize = 8;

/// Rules of which neither the base record nor the near miss says what to write: it is elsewhere, or another value.
const NO_REMEDY: [&str; 29] = [
    "champs-ignores",
    "checksum-invalide",
    "checksum-perdu",
    "ckan-spatial-double",
    "ckan-spatial-point",
    "csw-fiches-ecartees",
    "doi-multiple",
    "entier-trop-grand",
    "haspart-ressource",
    "hvd-acces",
    "hvd-categorie",
    "hvd-licence",
    "hvd-propriete-ignoree",
    "inspire-incomplet",
    "inspire-thesaurus",
    "iso-aucune-ressource",
    "iso-lien-sans-fonction",
    "jeux-federes",
    "lecture-incomplete",
    "mots-cles-concatenes",
    "ods-export-absent",
    "ods-inspire",
    "ods-sans-contenu",
    "producteur-remplace",
    "producteurs-multiples",
    "taille-invalide",
    "temporel-incomplet",
    "theme-sans-libelle",
    "valeur-perdue",
];

/// The examples of the help pages are the cases themselves, in the form of a `diff`; written anew when `UPDATE_DOCS` is
/// set.
#[test]
fn the_examples_are_those_of_the_cases() {
    let bases: Value = serde_json::from_str(BASES).expect("the bases");
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let mut examples = String::new();
    let mut shown = BTreeSet::new();
    for case in &cases {
        let [rule, kind] = ["rule", "kind"].map(|key| case[key].as_str().expect("a text"));
        let is_served = ["url", "content_type", "site", "filters", "copies"];
        if is_served
            .iter()
            .any(|key| !case["trips"][key].is_null() && case["trips"].get("document").is_some())
        {
            continue;
        }
        // What the base record writes in the place of what trips is right; a near miss may only be spared.
        let parts = |key: &String| bases[kind]["parts"].get(key).is_some_and(|part| !part.is_null());
        let is_changed = case["trips"].as_object().is_some_and(|changes| changes.keys().all(parts));
        let base = serde_json::json!({});
        let is_of_base =
            is_changed && !findings(kind, &bases[kind], &base).iter().any(|(code, _)| *code == rule);
        let right = if is_of_base { &base } else { &case["spares"] };
        let [wrong, right] = difference(&source(&bases[kind], &case["trips"]), &source(&bases[kind], right));
        let right = if NO_REMEDY.contains(&rule) { Vec::new() } else { right };
        let is_short = |lines: &[String]| lines.len() <= LONGEST && lines.iter().all(|line| line.len() < 300);
        if !(is_short(&wrong) && is_short(&right)) || wrong == right || !shown.insert(rule) {
            continue;
        }
        writeln!(examples, "# {rule} {kind}").expect("a text");
        for (sign, lines) in [('-', wrong), ('+', right)] {
            for line in lines {
                writeln!(examples, "{sign}{line}").expect("a text");
            }
        }
    }
    println!("{} of {} rules have an example", shown.len(), RULES.len());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples.txt");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &examples).expect("the examples are written");
    }
    assert!(fs::read_to_string(&path).is_ok_and(|text| text == examples), "UPDATE_DOCS=1 writes {path:?}");
}

/// The table of the documentation; written anew when `UPDATE_DOCS` is set.
#[test]
fn the_reference_table_is_up_to_date() {
    let mut table = String::from(
        "# Les constats\n\nÉcrit par `UPDATE_DOCS=1 cargo test --test all checks`. Chaque constat a sa page d’aide dans l’outil (`#/aide/IDENTIFIANT`).\n\n| Identifiant | Gravité | Porte sur | Constat | Effet sur data.gouv.fr |\n| --- | --- | --- | --- | --- |\n",
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
    assert!(written == table, "docs/regles.md is stale: UPDATE_DOCS=1 cargo test --test all checks");
}

/// A code that ISO's list lacks is not the same as no frequency.
#[test]
fn a_frequency_of_iso_out_of_its_list_is_quoted() {
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let is_iso = |case: &&Value| case["kind"] == "csw-iso-19139" && case["rule"] == "frequence-absente";
    let case = cases.iter().find(is_iso).expect("a record of ISO 19139");
    let document = case["spares"].as_str().expect("a document");
    let message = |code: &str| {
        let document = document.replace("codeListValue=\"annually\"", &format!("codeListValue=\"{code}\""));
        let (_, report) = checked("csw-iso-19139", &Value::Null, document);
        let found = report.findings().find(|finding| finding.rule.code == "frequence-absente");
        found.map(|finding| finding.message.to_string())
    };
    let said = message("annuelle").expect("a finding");
    assert!(said.contains("« annuelle » n’est pas un code"), "{said}");
    assert_eq!(message("annually"), None);
}
