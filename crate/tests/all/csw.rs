//! The CSW harvesters, on odd answers and records whose outcomes were recorded from the reference, and what is said of
//! documents that are no records.

use std::{fs, path::PathBuf};

use avant_moisson::{
    Catalogue, Input, Kind, Options, date,
    model::{JobStatus, Status},
};
use serde_json::{Map, Value, json};

fn harvest(kind: Option<Kind>, prefix: Option<&str>, pages: &[String]) -> Catalogue {
    let options = Options {
        kind,
        site: Some("https://geo.exemple.fr/csw".to_owned()),
        remote_url_prefix: prefix.map(str::to_owned),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let input = |(index, page): (usize, &String)| Input::named(format!("page-{index}.xml"), page.as_bytes());
    Catalogue::read(pages.iter().enumerate().map(input).collect(), options)
}

/// What is not empty: the reference leaves the rest out.
fn filled(value: &Value) -> Value {
    let is_filled =
        |value: &Value| !matches!(value, Value::Null) && ![json!(""), json!([]), json!({})].contains(value);
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| (key.clone(), filled(value)));
            fields.filter(|(_, value)| is_filled(value)).collect::<Map<_, _>>().into()
        }
        Value::Array(list) => list.iter().map(filled).collect(),
        other => other.clone(),
    }
}

/// The reference prints sizes as Python's `str()`, before the database makes numbers of them.
fn same(theirs: &Value, ours: &Value) -> bool {
    let number =
        |value: &Value| value.as_str().map_or_else(|| value.as_f64(), |text| text.trim().parse().ok());
    theirs == ours || ours.is_number() && number(theirs) == ours.as_f64()
}

/// Every leaf of one value or of the other, with both.
fn leaves<'v>(
    path: String,
    theirs: &'v Value,
    ours: &'v Value,
    found: &mut Vec<(String, &'v Value, &'v Value)>,
) {
    match (theirs, ours) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            for key in keys.filter(|key| !matches!(key.as_str(), "backend" | "domain")) {
                leaves(format!("{path}.{key}"), &theirs[key], &ours[key], found);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (theirs, ours)) in left.iter().zip(right).enumerate() {
                leaves(format!("{path}[{index}]"), theirs, ours, found);
            }
        }
        _ => found.push((path, theirs, ours)),
    }
}

#[test]
fn agrees_with_the_reference_on_odd_answers() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/csw/cases.json");
    let cases: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(path).expect("the cases")).expect("the cases");
    let geometry = "48.85 2.35 ".repeat(950_000);
    let (mut records, mut fields, mut differences) = (0, 0, Vec::new());
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let pages = case["pages"].as_array().expect("pages").iter();
        let pages: Vec<_> =
            pages.map(|page| page.as_str().expect("a page").replace("{GEOMETRY}", &geometry)).collect();
        let kind = case["kind"].as_str().and_then(|kind| kind.parse().ok());
        let job = serde_json::to_value(harvest(kind, case["prefix"].as_str(), &pages).job)
            .expect("the interchange");
        let answer = &case["answer"];
        let (theirs, ours) = (answer["items"].as_array(), job["items"].as_array());
        let (theirs, ours) = (theirs.expect("records"), ours.expect("records"));
        let outcomes = |items: &[Value]| {
            let of = |item: &Value| (item["remote_id"].clone(), item["status"].clone());
            items.iter().map(of).collect::<Vec<_>>()
        };
        if job["status"] != answer["status"] {
            differences.push(format!("{name}: {} instead of {}", job["status"], answer["status"]));
        }
        let without_nothing = |items: Vec<(Value, Value)>| -> Vec<(Value, Value)> {
            items.into_iter().map(|(id, status)| (if id == "" { Value::Null } else { id }, status)).collect()
        };
        let (left, right) = (without_nothing(outcomes(theirs)), without_nothing(outcomes(ours)));
        if left != right {
            differences.push(format!("{name}: {right:?} instead of {left:?}"));
            continue;
        }
        records += theirs.len();
        for (theirs, ours) in theirs.iter().zip(ours) {
            let ours = filled(&ours["item"]);
            let mut found = Vec::new();
            leaves(format!("{name} {}", theirs["remote_id"]), &theirs["item"], &ours, &mut found);
            fields += found.len();
            let odd = found.into_iter().filter(|(_, theirs, ours)| !same(theirs, ours));
            differences.extend(odd.map(|(path, theirs, ours)| format!("{path}: {ours} instead of {theirs}")));
        }
    }
    println!("{} answers, {records} records, {fields} fields, {} different", cases.len(), differences.len());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(cases.len() > 200 && records > 200);
}

const GMD: &str = "http://www.isotc211.org/2005/gmd";

fn page(namespace: &str, records: &str) -> String {
    format!(
        r#"<csw:GetRecordsResponse xmlns:csw="{namespace}"><csw:SearchResults numberOfRecordsMatched="1" numberOfRecordsReturned="1" nextRecord="0">{records}</csw:SearchResults></csw:GetRecordsResponse>"#
    )
}

/// A bare record, that nothing surrounds.
fn bare(id: &str) -> String {
    let text = |value: &str| {
        format!(
            r#"<c:CharacterString xmlns:c="http://www.isotc211.org/2005/gco">{value}</c:CharacterString>"#
        )
    };
    format!(
        r#"<MD_Metadata xmlns="{GMD}"><hierarchyLevel><MD_ScopeCode codeListValue="dataset"/></hierarchyLevel><identificationInfo><MD_DataIdentification><citation><CI_Citation><title>{}</title><identifier><MD_Identifier><code>{}</code></MD_Identifier></identifier></CI_Citation></citation></MD_DataIdentification></identificationInfo></MD_Metadata>"#,
        text(&format!("Jeu {id}")),
        text(id)
    )
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.job.items.iter().map(|item| item.remote_id.as_str()).collect()
}

#[test]
fn documents_that_are_no_records_are_recognised_and_refused() {
    let capabilities = |version: &str, schema: &str| {
        format!(
            r#"<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ows="http://www.opengis.net/ows" xmlns:x="http://www.w3.org/1999/xlink"><ows:ServiceIdentification><ows:Title>Géo</ows:Title><ows:ServiceTypeVersion>{version}</ows:ServiceTypeVersion></ows:ServiceIdentification><ows:OperationsMetadata><ows:Operation name="GetRecords"><ows:DCP><ows:HTTP><ows:Post x:href="https://geo.exemple.fr/csw"/></ows:HTTP></ows:DCP><ows:Parameter name="outputSchema"><ows:Value>{schema}</ows:Value></ows:Parameter></ows:Operation></ows:OperationsMetadata></csw:Capabilities>"#
        )
    };
    let csw = "http://www.opengis.net/cat/csw/2.0.2";
    let table = [
        (capabilities("2.0.2", GMD), "GetCapabilities de « Géo »", "https://geo.exemple.fr/csw : il offre l’ISO 19139"),
        (capabilities("2.0.2", "http://www.w3.org/ns/dcat#"), "décrit le service", "mais pas l’ISO 19139"),
        (capabilities("2.0.2", "autre"), "décrit le service", "ni l’ISO 19139 ni le DCAT"),
        (capabilities("3.0.0", GMD), "décrit le service", "version 2.0.2"),
        (r#"<WMS_Capabilities xmlns="http://www.opengis.net/wms"/>"#.into(), "WMS, WFS", "service CSW"),
        (r#"<ExceptionReport xmlns="http://www.opengis.net/ows/2.0"><Exception exceptionCode="OperationNotSupported" locator="GetRecords"/></ExceptionReport>"#.into(), "OperationNotSupported, GetRecords", "l’autre type"),
        (r#"<ServiceExceptionReport><ServiceException code="x">Panne</ServiceException></ServiceExceptionReport>"#.into(), "Panne", "l’autre type"),
        (page(csw, "<csw:Record/>"), "La fiche est en csw:Record", "outputSchema=http://www.isotc211.org/2005/gmd"),
        (page(csw, "<csw:BriefRecord/><csw:BriefRecord/>"), "Les fiches sont en csw:Record", "outputSchema"),
        (page(csw, &format!("<csw:SummaryRecord/>{}", bare("a"))), "Une fiche sur 2 est en csw:Record", "outputSchema"),
        (page(csw, r#"<m:MD_Metadata xmlns:m="http://standards.iso.org/iso/19115/-3/mdb/2.0"/>"#), "ISO 19115-3", "outputSchema"),
        (r#"<m:MD_Metadata xmlns:m="http://standards.iso.org/iso/19115/-3/mdb/2.0"/>"#.into(), "19115/-3", "outputSchema"),
        (format!(r#"<csw:Record xmlns:csw="{csw}"/>"#), "La fiche est résumée", "outputSchema"),
        (page(csw, r#"<g:FC_FeatureCatalogue xmlns:g="http://www.isotc211.org/2005/gfc"/>"#), "ISO 19110", "dataset, nonGeographicDataset"),
        (r#"<g:FC_FeatureCatalogue xmlns:g="http://www.isotc211.org/2005/gfc"/>"#.into(), "ISO 19110", "jeu de données qu’il décrit"),
        (page("http://www.opengis.net/cat/csw/3.0", &bare("a")), "CSW 3.0", "2.0.2"),
    ];
    // These are told where the form says what the service is.
    let soap = |body: &str| {
        format!(
            r#"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>{body}</s:Body></s:Envelope>"#
        )
    };
    let fault = "<s:Fault><s:Code><s:Value>s:Server</s:Value></s:Code><s:Reason><s:Text>Panne</s:Text></s:Reason></s:Fault>";
    let answer = |namespace: &str| format!(r#"<csw:GetRecordsResponse xmlns:csw="{namespace}"/>"#);
    for (document, found) in [
        (soap(&page(csw, &bare("a"))), "enveloppe SOAP"),
        (soap(fault), "erreur SOAP : « Panne »"),
        (answer(csw), "pas de résultats"),
        (answer("http://www.opengis.net/cat/csw"), "autre version de CSW (http://www.opengis.net/cat/csw)"),
        ("<rss/>".into(), "flux RSS ou Atom, pas un catalogue. data.gouv.fr n’y verrait aucune fiche"),
        ("<racine/>".into(), "un document « racine »"),
        ("<br />\n<b>Warning</b>: x<br />".into(), "message d’erreur du portail"),
        ("Service Unavailable".into(), "Ce texte n’est ni du JSON"),
    ] {
        let catalogue = harvest(Some(Kind::CswIso19139), None, std::slice::from_ref(&document));
        let told: Vec<_> = catalogue.problems.iter().map(|problem| problem.found.as_str()).collect();
        assert!(told.len() == 1 && told[0].contains(found), "{document}\n{told:?}");
        assert!(catalogue.job.items.is_empty());
    }
    for (document, found, advice) in table {
        let catalogue = harvest(None, None, std::slice::from_ref(&document));
        assert_eq!(catalogue.options.kind, Some(Kind::CswIso19139), "{document}");
        let told =
            catalogue.problems.iter().any(|told| told.found.contains(found) && told.advice.contains(advice));
        assert!(told, "{document}\n{:?}", catalogue.problems);
    }
}

#[test]
fn gathered_records_are_each_read_whatever_stands_between_them() {
    let by_id = format!(
        r#"<csw:GetRecordByIdResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">{}</csw:GetRecordByIdResponse>"#,
        bare("b")
    );
    let catalogue_of_features =
        r#"<g:FC_FeatureCatalogue xmlns:g="http://www.isotc211.org/2005/gfc"/>"#.to_owned();
    let files = [bare("a"), "<oups>".to_owned(), by_id, catalogue_of_features, bare("c")];
    let catalogue = harvest(None, None, &files);
    assert_eq!(ids(&catalogue), ["a", "b", "c"]);
    assert_eq!(catalogue.job.status, JobStatus::Done);
    assert_eq!(catalogue.problems.len(), 2, "{:?}", catalogue.problems);
    assert_eq!(catalogue.problems[0].document, "page-1.xml");
}

#[test]
fn a_page_that_cannot_be_read_stops_the_harvest_as_it_stops_udata() {
    let first = page("http://www.opengis.net/cat/csw/2.0.2", &bare("a"))
        .replace("nextRecord=\"0\"", "nextRecord=\"1\"");
    let catalogue = harvest(None, None, &[first, "<oups>".to_owned(), bare("c")]);
    assert_eq!(ids(&catalogue), ["a"]);
    assert_eq!(catalogue.job.status, JobStatus::Failed);
}

/// What a refused record is called, and by whom it was written, is known all the same.
#[test]
fn a_record_that_cannot_be_converted_keeps_its_name() {
    let level = r#"<hierarchyLevel><MD_ScopeCode codeListValue="dataset"/></hierarchyLevel>"#;
    let twice = bare("a").replace(level, &level.repeat(2));
    let catalogue = harvest(None, None, &[twice]);
    let item = catalogue.job.items.first().expect("a record");
    assert_eq!((item.status, item.name()), (Status::Failed, "Jeu a"));
}

/// Each line about a field of an ISO record says where the value stands in it.
#[test]
fn the_trace_says_the_path_in_the_iso_record() {
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../www/examples/csw-iso.xml");
    let example = fs::read_to_string(example).expect("the example");
    let catalogue = harvest(None, None, &[example]);
    assert_eq!(catalogue.job.items.len(), 14);
    let (mut taken, mut placed, mut untaken) = (0, 0, 0);
    for entry in catalogue.job.items.iter().flat_map(|item| item.trace.entries()) {
        match (&entry.field(), &entry.raw()) {
            (Some(_), Some(_)) => {
                taken += 1;
                placed += usize::from(entry.origin().is_some_and(|origin| origin.starts_with("gmd:")));
            }
            (None, _) => untaken += 1,
            _ => {}
        }
    }
    println!("{placed} lines of {taken} say where they come from; {untaken} values that nothing takes");
    assert!(taken > 200 && untaken > 100);
    assert_eq!(placed, taken);
}

#[test]
fn records_before_a_fault_are_only_shown() {
    let whole = page("http://www.opengis.net/cat/csw/2.0.2", &[bare("a"), bare("b"), bare("c")].concat());
    let cut = whole[..whole.rfind("<title").expect("a title")].to_owned();
    let harvested = harvest(Some(Kind::CswIso19139), None, &[cut]);
    assert_eq!(harvested.job.status, JobStatus::Failed);
    assert_eq!((harvested.job.items.len(), harvested.job.records_seen()), (2, 0));
    assert!(harvested.problems[0].partial && harvested.problems[0].advice.contains("d’avant ce défaut"));
}

#[test]
fn a_record_by_itself_is_only_shown() {
    let harvested = harvest(Some(Kind::CswIso19139), None, &[bare("a")]);
    assert_eq!(harvested.job.status, JobStatus::Done);
    assert_eq!((harvested.job.items.len(), harvested.job.records_seen()), (1, 0));
    assert!(harvested.problems[0].found.contains("fiche seule"), "{:?}", harvested.problems);
}
