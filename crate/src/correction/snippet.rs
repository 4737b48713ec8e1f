//! A suggested value as the portal's own export writes it.

use super::words::{in_xml, is_address, values};
use crate::{
    check::Suggestion,
    harvest::RecordSchema,
    model::{Kind, frequency::ISO_CODES, licence},
    source::Document,
};

/// A value in the syntax of an export: the syntax's name, and what to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSnippet {
    /// « Turtle », « RDF/XML », « JSON de CKAN »…
    pub syntax: &'static str,
    /// What to copy.
    pub text: String,
}

/// The suggestion as `kind` reads it, in the syntax of `document`; `None` when the value alone says it.
pub fn source_snippet(
    suggestion: &Suggestion,
    kind: Option<Kind>,
    document: Option<&Document>,
) -> Option<SourceSnippet> {
    let Suggestion { path, value } = suggestion;
    match kind?.schema() {
        RecordSchema::Dcat => in_rdf(property(path)?, value, language(path).1, &document?.text),
        RecordSchema::Iso19139 => in_iso(path, value),
        RecordSchema::Ckan => in_ckan(path, value),
        RecordSchema::Opendatasoft => None,
    }
}

/// A path, and the language that it asks for: `dcat:keyword[@fr]`.
pub(super) fn language(path: &str) -> (&str, Option<&str>) {
    match path.strip_suffix(']').and_then(|path| path.split_once("[@")) {
        Some((path, language)) => (path, Some(language)),
        None => (path, None),
    }
}

/// `dct:format` of `dcat:distribution/dct:format` and of `resources[0].format`.
pub(super) fn property(path: &str) -> Option<&str> {
    let (path, _) = language(path);
    if path.starts_with("resources[") && path.ends_with("].format") {
        return Some("dct:format");
    }
    let last = path.rsplit('/').next()?;
    let (prefix, name) = last.split_once(':')?;
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (plain(prefix) && plain(name)).then_some(last)
}

fn in_rdf(property: &str, value: &str, language: Option<&str>, document: &str) -> Option<SourceSnippet> {
    let is_address = is_address(value);
    let datatype = datatype(value);
    let values = values(value);
    let snippet = match document.trim_start().chars().next()? {
        '<' => {
            let tag = match (language, datatype) {
                (Some(tag), _) => format!(" xml:lang=\"{}\"", in_xml(tag)),
                (None, Some(datatype)) => format!(" rdf:datatype=\"{datatype}\""),
                (None, None) => String::new(),
            };
            let line = |value: &&str| match is_address {
                true => format!("<{property} rdf:resource=\"{}\"/>", in_xml(value)),
                false => format!("<{property}{tag}>{}</{property}>", in_xml(value)),
            };
            SourceSnippet { syntax: "RDF/XML", text: values.iter().map(line).collect::<Vec<_>>().join("\n") }
        }
        '{' | '[' => {
            let one = |value: &&str| match (is_address, language, datatype) {
                (true, ..) => serde_json::json!({ "@id": value }),
                (false, Some(tag), _) => serde_json::json!({ "@language": tag, "@value": value }),
                (false, None, Some(datatype)) => serde_json::json!({ "@type": datatype, "@value": value }),
                (false, None, None) => serde_json::json!(value),
            };
            let mut all: Vec<_> = values.iter().map(one).collect();
            let all = if all.len() == 1 { all.remove(0) } else { all.into() };
            SourceSnippet { syntax: "JSON-LD", text: format!("\"{property}\": {all}") }
        }
        _ => {
            let tag = match (language, datatype) {
                (Some(tag), _) => format!("@{tag}"),
                (None, Some(datatype)) => format!("^^<{datatype}>"),
                (None, None) => String::new(),
            };
            let one = |value: &&str| match is_address {
                true => format!("<{value}>"),
                false => format!("{}{tag}", serde_json::json!(value)),
            };
            let all: Vec<_> = values.iter().map(one).collect();
            SourceSnippet { syntax: "Turtle", text: format!("{property} {} ;", all.join(", ")) }
        }
    };
    Some(snippet)
}

/// The type without which udata does not read a text as a geometry.
fn datatype(value: &str) -> Option<&'static str> {
    let is_wkt = ["POLYGON(", "MULTIPOLYGON(", "POLYGON (", "MULTIPOLYGON ("]
        .iter()
        .any(|start| value.starts_with(start));
    is_wkt.then_some("http://www.opengis.net/ont/geosparql#wktLiteral")
}

fn in_ckan(path: &str, value: &str) -> Option<SourceSnippet> {
    let key = path.rsplit('.').next().filter(|key| !key.is_empty())?;
    let value = serde_json::json!(value);
    let text = match path.strip_prefix("extras.") {
        Some(key) => format!("{{\"key\": {}, \"value\": {value}}}", serde_json::json!(key)),
        None => format!("{}: {value}", serde_json::json!(key)),
    };
    Some(SourceSnippet { syntax: "JSON de CKAN", text })
}

/// The code of ISO 19115 that is meant: itself, or that of a European frequency.
pub(super) fn frequency_code(value: &str) -> Option<&'static str> {
    let name = value.rsplit('/').next()?;
    ISO_CODES.iter().find(|(code, eu)| *code == value || *eu == name).map(|(code, _)| *code)
}

/// The field that an element of ISO 19139 is, by its path or by the property that it becomes.
pub(super) fn iso_field(path: &str) -> Option<IsoField> {
    let has = |names: &[&str]| names.iter().any(|name| path.contains(name));
    if has(&["dct:license", "gmd:otherConstraints", "gmd:useLimitation"]) {
        Some(IsoField::Licence)
    } else if has(&["dct:accrualPeriodicity", "gmd:maintenanceAndUpdateFrequency"]) {
        Some(IsoField::Frequency)
    } else if has(&["dct:spatial", "gmd:EX_GeographicBoundingBox", "gmd:geographicElement"]) {
        Some(IsoField::Extent)
    } else if has(&["dct:temporal", "gml:TimePeriod", "gmd:EX_TemporalExtent"]) {
        Some(IsoField::Period)
    } else {
        None
    }
}

/// A field that is written in an ISO record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IsoField {
    Licence,
    Frequency,
    Extent,
    Period,
}

/// A box of four numbers, with the prefixes of elements and of what they hold.
pub(super) fn iso_box(value: &str, gmd: &str, gco: &str, declared: &str) -> Option<String> {
    let numbers: Vec<&str> = value.split(',').map(str::trim).collect();
    let [west, south, east, north] = numbers[..] else { return None };
    let bound = |name: &str, value: &str| {
        format!("<{gmd}{name}><{gco}Decimal>{}</{gco}Decimal></{gmd}{name}>", in_xml(value))
    };
    Some(format!(
        "<{gmd}EX_GeographicBoundingBox{declared}>{}{}{}{}</{gmd}EX_GeographicBoundingBox>",
        bound("westBoundLongitude", west),
        bound("eastBoundLongitude", east),
        bound("southBoundLatitude", south),
        bound("northBoundLatitude", north),
    ))
}

fn in_iso(path: &str, value: &str) -> Option<SourceSnippet> {
    let text = match iso_field(path)? {
        IsoField::Licence if is_address(value) => {
            let title = licence::guess([value]).map_or(value, |guess| guess.licence.title.as_str());
            format!(
                "<gmd:otherConstraints><gmx:Anchor xlink:href=\"{}\">{}</gmx:Anchor></gmd:otherConstraints>",
                in_xml(value),
                in_xml(title)
            )
        }
        IsoField::Licence => return None,
        IsoField::Frequency => {
            let code = frequency_code(value)?;
            format!("<gmd:MD_MaintenanceFrequencyCode codeListValue=\"{code}\"/>")
        }
        IsoField::Extent => iso_box(value, "gmd:", "gco:", "")?,
        IsoField::Period => {
            let (start, end) = value.split_once('/')?;
            format!(
                "<gml:beginPosition>{}</gml:beginPosition>\n<gml:endPosition>{}</gml:endPosition>",
                in_xml(start),
                in_xml(end)
            )
        }
    };
    Some(SourceSnippet { syntax: "ISO 19139", text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_export_has_its_own_syntax() {
        const ANNUAL: &str = "http://publications.europa.eu/resource/authority/frequency/ANNUAL";
        let frequency = "dct:accrualPeriodicity";
        let table = [
            (Kind::Dcat, "@prefix a: <a> .", frequency, ANNUAL, Some(format!("{frequency} <{ANNUAL}> ;"))),
            (
                Kind::Dcat,
                "<?xml?>",
                frequency,
                ANNUAL,
                Some(format!("<{frequency} rdf:resource=\"{ANNUAL}\"/>")),
            ),
            (
                Kind::CswDcat,
                "{}",
                frequency,
                ANNUAL,
                Some(format!("\"{frequency}\": {{\"@id\":\"{ANNUAL}\"}}")),
            ),
            (
                Kind::Dcat,
                "@prefix",
                "dcat:keyword",
                "eau | air",
                Some("dcat:keyword \"eau\", \"air\" ;".to_owned()),
            ),
            (
                Kind::Dcat,
                "<rdf:RDF>",
                "dcat:keyword",
                "eau & air",
                Some("<dcat:keyword>eau &amp; air</dcat:keyword>".to_owned()),
            ),
            (
                Kind::Dcat,
                "@prefix",
                "dcat:keyword[@fr]",
                "eau | air",
                Some("dcat:keyword \"eau\"@fr, \"air\"@fr ;".to_owned()),
            ),
            (
                Kind::Dcat,
                "@prefix",
                "dct:spatial/locn:geometry",
                "POLYGON((1 2, 3 4, 1 2))",
                Some("locn:geometry \"POLYGON((1 2, 3 4, 1 2))\"^^<http://www.opengis.net/ont/geosparql#wktLiteral> ;".to_owned()),
            ),
            (Kind::Dcat, "@prefix", "resources[0].format", "csv", Some("dct:format \"csv\" ;".to_owned())),
            (Kind::Dcat, "@prefix", "https://data.ville.fr/", "x", None),
            (Kind::Dcat, "@prefix", "", "x", None),
            (
                Kind::Ckan,
                "{}",
                "extras.frequency",
                "monthly",
                Some("{\"key\": \"frequency\", \"value\": \"monthly\"}".to_owned()),
            ),
            (Kind::Ckan, "{}", "license_id", "lov2", Some("\"license_id\": \"lov2\"".to_owned())),
            (
                Kind::CswIso19139,
                "<x/>",
                frequency,
                ANNUAL,
                Some("<gmd:MD_MaintenanceFrequencyCode codeListValue=\"annually\"/>".to_owned()),
            ),
            (Kind::Ods, "{}", "metas.license", "lov2", None),
        ];
        for (kind, text, path, value, expected) in table {
            let document = Document { text: text.to_owned(), ..Document::default() };
            let suggestion = Suggestion { path: path.to_owned().into(), value: value.to_owned() };
            let found = source_snippet(&suggestion, Some(kind), Some(&document)).map(|snippet| snippet.text);
            assert_eq!(found, expected, "{kind} {path} {value}");
        }
    }
}
