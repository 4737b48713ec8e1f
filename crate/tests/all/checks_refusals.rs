//! Every refusal of the catalogues recorded for the harvesters is explained, and no message quotes nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    check::{Finding, Report, Severity},
    date,
    model::Status,
};

/// The recorded catalogues of one harvester: each is one document.
fn recorded(kind: Kind) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(kind.id());
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .filter(|path| {
            let name = path.to_string_lossy();
            !["answers.json", "expected.json", "zone-list.json"].iter().any(|end| name.ends_with(end))
        })
        .collect();
    paths.sort();
    paths
}

fn check(kind: Kind, path: &Path) -> (Catalogue, Report) {
    let extension = path.extension().expect("an extension").to_string_lossy();
    let options = Options {
        kind: Some(kind),
        site: Some(match kind {
            Kind::Dcat => format!("https://catalogue.exemple.fr/catalog.{extension}"),
            _ => format!("https://{}.exemple.fr/", kind.id()),
        }),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let input = Input::named(path.to_string_lossy(), fs::read(path).expect("a fixture"));
    let catalogue = Catalogue::read(vec![input], options);
    let report = Report::of(&catalogue);
    (catalogue, report)
}

/// What a person would read as a hole: « », or the label of a node that has no name.
fn is_hollow(finding: &Finding) -> bool {
    let suggestion = finding.suggestion.as_ref().map(|suggestion| suggestion.value.as_str());
    let told = [Some(finding.message.as_str()), suggestion];
    told.into_iter().flatten().any(|text| text.contains("«  »") || text.contains("_:"))
}

#[test]
fn every_recorded_refusal_is_explained_and_shows_the_value() {
    let (mut records, mut refused, mut wrong) = (0, 0, Vec::new());
    for kind in [Kind::Dcat, Kind::Ckan, Kind::Dkan, Kind::Ods] {
        for path in recorded(kind) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let (catalogue, report) = check(kind, &path);
            for (item, verdict) in catalogue.job.items.iter().zip(&report.verdicts) {
                records += 1;
                for finding in verdict.findings.iter().filter(|finding| is_hollow(finding)) {
                    wrong.push(format!(
                        "{kind} {name} {}: {} {}",
                        item.remote_id, finding.rule.code, finding.message
                    ));
                }
                if item.status == Status::Done {
                    continue;
                }
                refused += 1;
                let blocking: Vec<_> = verdict
                    .findings
                    .iter()
                    .filter(|finding| finding.rule.severity == Severity::Blocking)
                    .map(|finding| finding.rule.code)
                    .collect();
                if blocking.is_empty() || blocking.contains(&"refus-inattendu") {
                    wrong.push(format!("{kind} {name} {}: {blocking:?} {:?}", item.remote_id, item.errors));
                }
            }
        }
    }
    println!("{refused} refusals among {records} records, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// udata, asked, stops on each of these texts: the message names that one, not the sound file beside it.
#[test]
fn a_text_in_the_place_of_a_file_is_the_one_that_is_named() {
    let message_of = |property: &str| {
        let source = format!(
            r#"@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
            <https://exemple.fr/u> a dcat:Dataset ; dct:identifier "u" ; dct:title "Zonage" ; {property} ; dcat:distribution
            [ a dcat:Distribution ; dct:title "WFS" ; dcat:accessURL <https://exemple.fr/wfs> ] ."#
        );
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let report = Report::of(&Catalogue::read(vec![Input::named("c.ttl", source.into_bytes())], options));
        let mut told = report.findings().filter(|finding| finding.rule.code == "noeud-attendu");
        told.next().map(|finding| finding.message.replace('\u{a0}', " ")).unwrap_or_default()
    };
    for (property, begins) in [
        (r#"dcat:distribution "texte""#, "Le texte « texte » est écrit là où une dcat:Distribution"),
        (r#"dcat:distribution """#, "dcat:distribution est vide, là où"),
        // The norm is there: the type of it is empty.
        (r#"dct:conformsTo [ dct:type "" ]"#, "dct:conformsTo/dct:type est vide, là où"),
        (
            r#"dct:conformsTo [ dct:type "Norme" ]"#,
            "Le texte « Norme » est écrit là où un nœud est attendu (dct:conformsTo/dct:type)",
        ),
        (r#"dct:hasPart """#, "dct:hasPart est vide, là où"),
        (
            r#"dcat:distribution [ dcat:accessURL <https://exemple.fr/wms> ; dcat:accessService [ dct:conformsTo "WMS" ] ]"#,
            "Le texte « WMS » est écrit là où un nœud est attendu (dcat:distribution/dcat:accessService/dct:conformsTo)",
        ),
        (
            r#"dcat:theme [ <http://www.w3.org/2004/02/skos/core#inScheme> "Thèmes" ]"#,
            "Le texte « Thèmes » est écrit là où un nœud est attendu (dcat:theme/skos:inScheme)",
        ),
    ] {
        let message = message_of(property);
        assert!(message.starts_with(begins), "{message}");
    }
}
