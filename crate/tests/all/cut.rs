//! Documents cut at every byte, in every syntax: no record that was complete is lost, and it is said.

use avant_moisson::{Catalogue, Input, Kind, Options, model::JobStatus};

/// How many records there are in each document.
const RECORDS: usize = 4;

/// A way to write a catalogue: its harvester, the name of its file, its start, a record, what stands between two of
/// them, its end.
type Syntax = (Kind, &'static str, &'static str, fn(usize) -> String, &'static str, &'static str);

const SYNTAXES: &[Syntax] = &[
    (Kind::Dcat, "a.rdf", RDF, rdf_xml, "\n", "</rdf:RDF>"),
    (Kind::Dcat, "a.ttl", TURTLE, turtle, "\n", ""),
    (Kind::Dcat, "a.nt", "", n_triples, "", ""),
    (Kind::Dcat, "a.jsonld", JSON_LD, json_ld, ",\n", "]}"),
    (Kind::Ckan, "a.json", "{\"success\":true,\"result\":{\"count\":4,\"results\":[", ckan, ",", "]}}"),
    (Kind::Ckan, "a.jsonl", "", ckan, "\n", "\n"),
    (Kind::Dkan, "a.json", "{\"success\":true,\"result\":[", dkan, ",", "]}"),
    (Kind::Ods, "a.json", "{\"total_count\":4,\"results\":[", explore, ",", "]}"),
    (Kind::CswIso19139, "a.xml", CSW, iso, "\n", "</csw:SearchResults></csw:GetRecordsResponse>"),
    (Kind::CswDcat, "a.xml", CSW, csw_dcat, "\n", "</csw:SearchResults></csw:GetRecordsResponse>"),
];

const RDF: &str = "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dcat=\"http://www.w3.org/ns/dcat#\" xmlns:dct=\"http://purl.org/dc/terms/\">";
const TURTLE: &str =
    "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n";
const JSON_LD: &str = "{\"@context\":{\"dcat\":\"http://www.w3.org/ns/dcat#\",\"dct\":\"http://purl.org/dc/terms/\"},\"@graph\":[";
const CSW: &str = "<csw:GetRecordsResponse xmlns:csw=\"http://www.opengis.net/cat/csw/2.0.2\"><csw:SearchResults numberOfRecordsMatched=\"4\" numberOfRecordsReturned=\"4\" nextRecord=\"0\">";

fn rdf_xml(n: usize) -> String {
    format!(
        "<dcat:Dataset rdf:about=\"https://a.fr/{n}\"><dct:identifier>é{n}</dct:identifier><dct:title>T</dct:title></dcat:Dataset>"
    )
}

fn turtle(n: usize) -> String {
    format!("<https://a.fr/{n}> a dcat:Dataset ; dct:identifier \"é{n}\" ; dct:title \"T. ; a\" .")
}

fn n_triples(n: usize) -> String {
    format!(
        "<https://a.fr/{n}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .\n<https://a.fr/{n}> <http://purl.org/dc/terms/identifier> \"é{n}\" .\n"
    )
}

fn json_ld(n: usize) -> String {
    format!(
        "{{\"@id\":\"https://a.fr/{n}\",\"@type\":\"dcat:Dataset\",\"dct:identifier\":\"é{n}\",\"dct:title\":\"T\"}}"
    )
}

fn package(n: usize, kind: &str) -> String {
    format!(
        "{{\"id\":\"é{n}\",\"name\":\"a{n}\",\"title\":\"T\",\"notes\":\"\",\"type\":\"{kind}\",\"license_id\":null,\"resources\":[]}}"
    )
}

fn ckan(n: usize) -> String {
    package(n, "dataset")
}

fn dkan(n: usize) -> String {
    package(n, "Dataset")
}

fn explore(n: usize) -> String {
    format!("{{\"dataset_id\":\"é{n}\",\"has_records\":true,\"metas\":{{\"default\":{{\"title\":\"T\"}}}}}}")
}

fn iso(n: usize) -> String {
    format!(
        "<gmd:MD_Metadata xmlns:gmd=\"http://www.isotc211.org/2005/gmd\" xmlns:gco=\"http://www.isotc211.org/2005/gco\"><gmd:hierarchyLevel><gmd:MD_ScopeCode codeListValue=\"dataset\"/></gmd:hierarchyLevel><gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation><gmd:title><gco:CharacterString>é{n}</gco:CharacterString></gmd:title></gmd:CI_Citation></gmd:citation></gmd:MD_DataIdentification></gmd:identificationInfo><gmd:fileIdentifier><gco:CharacterString>é{n}</gco:CharacterString></gmd:fileIdentifier></gmd:MD_Metadata>"
    )
}

fn csw_dcat(n: usize) -> String {
    format!("{RDF}{}</rdf:RDF>", rdf_xml(n)).replace("<?xml version=\"1.0\"?>", "")
}

#[test]
fn complete_records_before_a_cut_are_shown() {
    let mut lost = Vec::new();
    for (kind, name, start, record, between, end) in SYNTAXES {
        let mut whole = (*start).to_owned();
        let mut ends = Vec::new();
        for n in 1..=RECORDS {
            whole += &record(n);
            ends.push(whole.len());
            whole += if n < RECORDS { between } else { end };
        }
        let mut worst = (0, 0);
        for cut in 1..=whole.len() {
            let complete = ends.iter().filter(|end| **end <= cut).count();
            let inputs = vec![Input::named(*name, &whole.as_bytes()[..cut])];
            let catalogue = Catalogue::read(inputs, Options { kind: Some(*kind), ..Options::default() });
            let shown = catalogue.job.items.len();
            assert!(shown <= RECORDS, "{name}: {shown} records at {cut}");
            if shown < complete {
                worst = worst.max((complete - shown, cut));
            }
            let is_told = !catalogue.problems.is_empty()
                || !catalogue.job.errors.is_empty()
                || catalogue.job.status == JobStatus::Failed;
            // A document of statements, or of lines, is whole at the end of each.
            let is_whole = cut == whole.len() || end.trim().is_empty();
            assert!(is_told || is_whole, "{name}: nothing is said of a cut at {cut}");
        }
        if worst.0 > 0 {
            lost.push(format!("{kind} {name}: {} records at {} of {}", worst.0, worst.1, whole.len()));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
