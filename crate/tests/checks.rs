//! Each rule, on a record that trips it and on one that nearly does; the reference table of the rules.
#![allow(clippy::expect_used)]

mod case;

use std::{collections::BTreeSet, fmt::Write, fs, path::Path, sync::Arc};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{RULES, Report, Rule, Severity, Verdict},
    correction, date,
    internals::typography,
    model::Zones,
};
use case::{BASES, CASES, filter, source};
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
    // document: `tests/exchanges.rs` tries it.
    assert_eq!(untried, ["moissonnage-arrete", "refus-inattendu"]);
    insta::assert_snapshot!("messages", messages);
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

/// The table of the documentation; written anew when `UPDATE_DOCS` is set.
#[test]
fn the_reference_table_is_up_to_date() {
    let mut table = String::from(
        "# Les constats\n\nÉcrit par `UPDATE_DOCS=1 cargo test --test checks`. Chaque constat a sa page d’aide dans l’outil (`#/aide/IDENTIFIANT`).\n\n| Identifiant | Gravité | Porte sur | Constat | Effet sur data.gouv.fr |\n| --- | --- | --- | --- | --- |\n",
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
    assert!(written == table, "docs/regles.md is stale: UPDATE_DOCS=1 cargo test --test checks");
}
