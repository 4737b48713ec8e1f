//! Which harvester a document is for, by its content.

use std::borrow::Cow;

use super::{
    BinaryKind, Document, Problem, ckan, foreign,
    page::{self, is_html, is_login, root_name},
    rdf::{self, RdfFormat},
};
use crate::{formats::json, model::Kind};

/// What to give instead of what is no catalogue.
const ANSWER: &str = "Donnez la réponse de l’API de votre portail : export DCAT, liste CKAN, réponse CSW ou export Opendatasoft.";

/// What to do of an answer that is empty.
const EMPTY: &str = "Demandez à l’administrateur du portail pourquoi cette adresse ne donne rien.";

/// The harvester that documents are for: the first document that is for one decides.
pub fn recognise(documents: &[Document], problems: &mut Vec<Problem>) -> Option<Kind> {
    let mut refusals = Vec::new();
    for document in documents {
        // The first of packed lines tell.
        let start = document.piece(0).map_or(Cow::Borrowed(""), |piece| piece.text);
        match kind(document, &start) {
            Ok(kind) => return Some(kind),
            Err(problem) => refusals.push(problem),
        }
    }
    problems.append(&mut refusals);
    None
}

/// What an answer is, when it is for no harvester: what was found, and what to do.
pub(crate) fn foreign_answer(bytes: &[u8], text: &str) -> Option<(String, String)> {
    if text.trim().is_empty() {
        return Some(("La réponse est vide.".to_owned(), EMPTY.to_owned()));
    }
    let document = Document { foreign: BinaryKind::of(bytes), text: text.to_owned(), ..Document::default() };
    kind(&document, text).err().map(|problem| (problem.found, problem.advice))
}

/// What a document is, when its harvester does not read it and no other one would.
pub(crate) fn no_catalogue(document: &Document) -> Option<Problem> {
    let start = document.piece(0).map_or(Cow::Borrowed(""), |piece| piece.text);
    if start.trim().is_empty() && document.url.is_some() {
        return Some(Problem::new(document, "La réponse est vide.", EMPTY));
    }
    kind(document, &start).err()
}

fn kind(document: &Document, text: &str) -> Result<Kind, Problem> {
    if let Some(foreign) = document.foreign {
        return Err(Problem::new(document, foreign.found(), foreign.advice()));
    }
    let (whole, text) = (text, text.trim_start());
    match text.chars().next() {
        None => Err(Problem::new(
            document,
            "Le fichier est vide.",
            "Téléchargez-le de nouveau, ou collez son contenu.",
        )),
        _ if matches!(rdf::sniff(text), Some(RdfFormat::Turtle | RdfFormat::Trig)) => Ok(Kind::Dcat),
        Some('{' | '[') => json_kind(document, whole),
        Some('<') => xml_kind(document, text),
        Some(_) if whole.starts_with("datasetid,") || whole.starts_with("datasetid;") => Err(Problem::new(
            document,
            "C’est l’export CSV du catalogue Opendatasoft, que data.gouv.fr ne lit pas.",
            "Donnez l’export JSON du même catalogue (/api/explore/v2.1/catalog/exports/json) ou, mieux, son export DCAT (/api/explore/v2.1/catalog/exports/dcat/).",
        )),
        Some(_) if is_table(text) => Err(Problem::new(
            document,
            format!(
                "C’est un tableau (CSV), pas un catalogue : sa première ligne est « {} ».",
                head(text.lines().next().unwrap_or_default())
            ),
            foreign::CATALOGUE,
        )),
        Some(_) if is_lone_value(text) => Err(Problem::new(
            document,
            format!("C’est une seule valeur en JSON ({}), pas un catalogue.", head(text.trim())),
            ANSWER,
        )),
        Some(_) => Err(Problem::new(
            document,
            format!(
                "Ce texte n’est ni du JSON, ni du XML, ni du Turtle : il commence par « {} ».",
                head(text)
            ),
            ANSWER,
        )),
    }
}

fn json_kind(document: &Document, text: &str) -> Result<Kind, Problem> {
    let keys = json::outline(text);
    let has = |names: &[&str]| names.iter().any(|name| keys.iter().any(|key| key == name));
    // The keys are the first ones: a long catalogue may end with its context.
    let has_context = || has(&["dataset"]) && text.contains("\"@context\"");
    if has(&["@context", "@graph"]) || has_context() {
        Ok(Kind::Dcat)
    } else if let Some(foreign) = foreign::of_keys(&keys) {
        Err(foreign.problem(document))
    } else if has(&["@id", "@type"]) {
        Ok(Kind::Dcat)
    } else if has(&["datasetid", "dataset_id", "nhits", "total_count"]) {
        Ok(Kind::Ods)
    } else if has(&["success", "license_id", "resources", "num_resources", "metadata_modified"]) {
        Ok(if ckan::is_dkan(document) { Kind::Dkan } else { Kind::Ckan })
    } else if has(&["type"]) && has(&["features", "geometry", "coordinates", "geometries"]) {
        Err(foreign::GEOJSON.problem(document))
    } else if has(&["error", "errors", "errorcode", "error_code", "statusCode"]) {
        Err(foreign::ERROR.problem(document))
    } else if is_deep(text) {
        Err(Problem::new(
            document,
            "Le JSON a trop de niveaux imbriqués : aucun portail n’écrit ainsi.",
            "Donnez la réponse de l’API du portail, sans transformation.",
        ))
    } else if keys.is_empty() {
        Err(Problem::empty(document, "aucun jeu de données"))
    } else {
        let names: Vec<_> = keys.iter().take(6).map(|key| format!("« {key} »")).collect();
        Err(Problem::new(
            document,
            format!("C’est du JSON, mais d’aucun portail connu : on y trouve {}.", names.join(", ")),
            "Donnez la réponse de l’API de votre portail : export Opendatasoft, liste de jeux CKAN ou DCAT en JSON-LD (avec « @context »).",
        ))
    }
}

fn xml_kind(document: &Document, text: &str) -> Result<Kind, Problem> {
    let lower = page::head(text).to_lowercase();
    let root = root_name(&lower);
    if is_html(None, text) {
        return Err(html(document, text));
    }
    match root {
        "rdf" => Ok(Kind::Dcat),
        "getrecordsresponse" | "getrecordbyidresponse" => Ok(
            if lower.contains("<rdf:rdf")
                || lower.contains("http://www.w3.org/ns/dcat#") && !lower.contains("md_metadata")
            {
                Kind::CswDcat
            } else {
                Kind::CswIso19139
            },
        ),
        "md_metadata" | "exceptionreport" | "serviceexceptionreport" | "fc_featurecatalogue" => {
            Ok(Kind::CswIso19139)
        }
        "record" | "summaryrecord" | "briefrecord" if lower.contains("/cat/csw/") => Ok(Kind::CswIso19139),
        _ if root.ends_with("capabilities") => Ok(Kind::CswIso19139),
        _ if lower.contains("http://www.w3.org/1999/02/22-rdf-syntax-ns#") => Ok(Kind::Dcat),
        _ => Err(match foreign::of_root(root) {
            Some(foreign) => foreign.problem(document),
            None => Problem::new(
                document,
                format!("C’est du XML, mais sa racine « {root} » n’est celle d’aucun catalogue connu."),
                "Donnez un catalogue DCAT en RDF/XML, une réponse CSW GetRecords ou une fiche ISO 19139.",
            ),
        }),
    }
}

fn html(document: &Document, text: &str) -> Problem {
    if is_login(document.url.as_deref().unwrap_or_default(), text) {
        Problem::new(
            document,
            "C’est une page de connexion, pas un catalogue : le portail demande de se connecter.",
            "Rendez le catalogue public (sur Opendatasoft : autorisez les utilisateurs anonymes) ; data.gouv.fr ne pourrait pas le moissonner.",
        )
    } else {
        Problem::new(
            document,
            "C’est une page web (HTML), pas un catalogue : data.gouv.fr n’y trouverait aucune fiche.",
            "Donnez l’adresse de l’API ou de l’export du portail, ou le fichier qu’elle renvoie.",
        )
    }
}

/// Lines of as many cells, at least two: the first lines are enough.
fn is_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    [';', ',', '\t'].iter().any(|&separator| {
        let mut cells = lines.iter().map(|line| line.matches(separator).count());
        let first = cells.next().unwrap_or(0);
        first > 0 && lines.len() > 1 && cells.all(|n| n == first)
    })
}

/// More levels than any portal writes.
fn is_deep(text: &str) -> bool {
    const DEEP: usize = 200;
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'[' | b'{' if !is_quoted => depth += 1,
            b']' | b'}' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEP {
            return true;
        }
    }
    false
}

/// A text, a number, a truth value or nothing, alone: what an API without an answer gives.
fn is_lone_value(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "null" | "true" | "false")
        || text.parse::<f64>().is_ok_and(f64::is_finite)
        || text
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .is_some_and(|inner| !inner.contains('"'))
}

fn head(text: &str) -> String {
    text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Kind, String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        kind(&document, text).map_err(|problem| problem.found)
    }

    #[test]
    fn recognises_by_content() {
        for (text, expected) in [
            (r#"{"nhits":1,"datasets":[]}"#, Kind::Ods),
            (r#"{"total_count":1,"results":[{"dataset_id":"a"}]}"#, Kind::Ods),
            (r#"{"datasets":[{"dataset":{"dataset_id":"#, Kind::Ods),
            (r#"[{"dataset_id":"a"}]"#, Kind::Ods),
            (r#"{"@context":{},"@graph":[]}"#, Kind::Dcat),
            ("\n<?xml version='1.0'?><!-- <html> --><rdf:RDF/>", Kind::Dcat),
            ("# note\n@prefix dcat: <http://www.w3.org/ns/dcat#> .", Kind::Dcat),
            ("<http://a> <http://b> <http://c> .", Kind::Dcat),
            ("[] a <http://www.w3.org/ns/dcat#Dataset> .", Kind::Dcat),
            ("_:x a <http://www.w3.org/ns/dcat#Dataset> .", Kind::Dcat),
            (r#"{"conformsTo":"x","dataset":[{"@type":"dcat:Dataset"}],"@context":"x"}"#, Kind::Dcat),
            (r#"{"success":true,"result":[]}"#, Kind::Ckan),
            (
                r#"[{"size": NaN, "license_id": "lov2", "type" : "dataset", "resources": [{"type": "Dataset"}]}]"#,
                Kind::Ckan,
            ),
            // Its resources may have a path of their own.
            (r#"{"name":"a","title":"b","license_id":"","resources":[{"path":"a.csv"}]}"#, Kind::Ckan),
            (r#"{"success":true,"result":{"resources":[{"path":"a.csv"}]}}"#, Kind::Ckan),
            ("{\"id\": 1, \"resources\": []}\n{\"id\": 2}", Kind::Ckan),
            (r#"[{"type": "Dataset", "license_id": ""}]"#, Kind::Dkan),
            ("<csw:GetRecordsResponse xmlns:csw='x'><gmd:MD_Metadata/>", Kind::CswIso19139),
            ("<csw:GetRecordsResponse xmlns:csw='x'><rdf:RDF/>", Kind::CswDcat),
        ] {
            assert_eq!(of(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn names_what_it_does_not_read() {
        for (text, expected) in [
            ("", "vide"),
            ("bonjour", "commence par « bonjour"),
            ("<!DOCTYPE html><html>", "page web"),
            ("<html><input type=\"password\">", "page de connexion"),
            ("datasetid,title\n", "export CSV"),
            (r#"{"a":1}"#, "« a »"),
            ("[]", "aucun jeu de données"),
            ("id;nom\n1;Mairie\n", "tableau (CSV)"),
            ("dct:title;dct:license\nArbres;lov2\n", "tableau (CSV)"),
            ("Erreur: base de données indisponible", "commence par « Erreur"),
            (r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}"#, "GeoJSON"),
            (r#"{"type":"FeatureCollection","features":[]}"#, "GeoJSON"),
            (r#"{"type":"Feature","geometry":null,"properties":{}}"#, "GeoJSON"),
            (r#"{"type":"Point","coordinates":[2,48]}"#, "GeoJSON"),
            (&"[".repeat(5_000), "niveaux imbriqués"),
            ("<liste/>", "racine « liste »"),
            ("<kml/>", "données géographiques"),
            ("<rss version='2.0'><channel/></rss>", "flux RSS ou Atom"),
            ("<f:feed xmlns:f='http://www.w3.org/2005/Atom'/>", "flux RSS ou Atom"),
            ("<wfs:FeatureCollection/>", "données géographiques"),
            ("<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'/>", "OAI-PMH"),
            ("<urlset/>", "plan de site"),
            (r#"{"stac_version":"1.0.0","links":[]}"#, "STAC"),
            (r#"{"links":[],"collections":[]}"#, "OGC API"),
            (r#"{"openapi":"3.0.0","paths":{}}"#, "description d’API"),
            (r#"{"conformsTo":"x","dataset":[{"title":"a","accessLevel":"public"}]}"#, "@context"),
            (r#"{"errorcode":"x","message":"non"}"#, "message d’erreur"),
            (
                r#"{"data":[{"slug":"a","frequency":"annual","quality":{},"resources":[]}]}"#,
                "API de data.gouv.fr",
            ),
            (r#"{"name":"p","resources":[{"path":"a.csv"}]}"#, "Data Package"),
            (r#"{"currentVersion":10.9,"services":[]}"#, "ArcGIS"),
            ("null", "une seule valeur"),
            ("42", "une seule valeur"),
            ("\"ok\"", "une seule valeur"),
        ] {
            let found = of(text).expect_err(text);
            assert!(found.contains(expected), "{text}: {found}");
        }
    }
}
