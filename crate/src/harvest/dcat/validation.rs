//! What mongoengine says of a record that it refuses (`ValidationError`, `mongoengine/errors.py`).

use std::{borrow::Cow, fmt};

use crate::{
    model::{Field, Invalid, Loss, Trace},
    text::url,
};

/// The faults of a document, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Faults {
    fields: Vec<(Cow<'static, str>, Fault)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Value { message: String, raw: String },
    Document(Faults),
}

impl Faults {
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The field has this value, of which this is said.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, raw: &str, message: impl Into<String>) {
        self.fields.push((field.into(), Fault::Value { message: message.into(), raw: raw.to_owned() }));
    }

    /// As [`Self::add`], when something is said.
    pub fn add_some(&mut self, field: &'static str, raw: &str, message: Option<impl Into<String>>) {
        if let Some(message) = message {
            self.add(field, raw, message);
        }
    }

    /// The faults of the document that the field holds.
    pub fn add_document(&mut self, field: impl Into<Cow<'static, str>>, faults: Self) {
        if !faults.is_empty() {
            self.fields.push((field.into(), Fault::Document(faults)));
        }
    }

    /// `str(error)`, for a document of this class.
    pub fn message(&self, class: &str) -> String {
        let mut by_fault: Vec<(String, Vec<&str>)> = Vec::new();
        for (field, fault) in &self.fields {
            let key = fault.to_string();
            match by_fault.iter_mut().find(|(known, _)| *known == key) {
                Some((_, fields)) => fields.push(field),
                None => by_fault.push((key, vec![field])),
            }
        }
        let faults: Vec<_> = by_fault
            .iter()
            .map(|(fault, fields)| {
                let fields: Vec<_> = fields.iter().map(|field| format!("'{field}'")).collect();
                format!("{fault}: [{}]", fields.join(", "))
            })
            .collect();
        format!("ValidationError ({class}:None) ({})", faults.join(" "))
    }
}

/// A field of the database, the field of the interchange that it is, and where it comes from.
const SOURCES: [(&str, &str, &str); 24] = [
    ("title", "title", "dct:title"),
    ("acronym", "acronym", "skos:altLabel"),
    ("temporal_coverage.start", "temporal_coverage", "dct:temporal"),
    ("temporal_coverage.end", "temporal_coverage", "dct:temporal"),
    ("spatial.geom", "spatial", "dct:spatial"),
    ("schema.url", "schema", "dct:conformsTo"),
    ("schema.name", "schema", "dct:conformsTo/dct:title"),
    ("harvest.remote_url", "harvest.remote_url", "dcat:landingPage"),
    ("harvest.dct_identifier", "harvest.dct_identifier", "dct:identifier"),
    ("harvest.uri", "harvest.uri", "@id"),
    ("base_api_url", "base_api_url", "dcat:endpointURL"),
    ("machine_documentation_url", "machine_documentation_url", "dcat:endpointDescription"),
    ("resources.title", "title", "dcat:distribution/dct:title"),
    ("resources.url", "url", "dcat:distribution"),
    ("resources.checksum.value", "checksum", "dcat:distribution/spdx:checksum/spdx:checksumValue"),
    ("resources.filesize", "filesize", "dcat:distribution/dcat:byteSize"),
    ("resources.harvest.dct_identifier", "harvest.dct_identifier", "dcat:distribution/dct:identifier"),
    ("resources.schema.url", "schema", "dcat:distribution/dct:conformsTo"),
    ("resources.schema.name", "schema", "dcat:distribution/dct:conformsTo/dct:title"),
    // Unreadable dates are told when they are read.
    ("harvest.created_at", "", ""),
    ("harvest.issued_at", "", ""),
    ("harvest.modified_at", "", ""),
    ("metadata_modified_at", "", ""),
    ("resources.harvest.issued_at", "", ""),
];

impl Faults {
    /// Tells each value that makes the record fail.
    pub fn trace(&self, trace: &mut Trace) {
        self.trace_under("", None, trace);
    }

    fn trace_under(&self, parent: &str, resource: Option<usize>, trace: &mut Trace) {
        for (field, fault) in &self.fields {
            let index = field.parse().ok();
            let path = match (parent, index) {
                ("", _) => field.to_string(),
                (parent, Some(_)) => parent.to_owned(),
                (parent, None) => format!("{parent}.{field}"),
            };
            match fault {
                Fault::Document(faults) => faults.trace_under(&path, index.or(resource), trace),
                Fault::Value { message, raw } => {
                    let source = SOURCES.iter().find(|(known, ..)| *known == path);
                    let Some(&(_, name, source)) = source.filter(|(_, name, _)| !name.is_empty()) else {
                        continue;
                    };
                    let field = match resource {
                        Some(index) => Field::of_resource(index, name),
                        None => Field::from(name),
                    };
                    let loss = Loss::Invalid(Box::new(invalid(message, raw)));
                    trace.lost(field, source, raw, loss);
                }
            }
        }
    }
}

/// What is wrong with a value.
fn invalid(message: &str, raw: &str) -> Invalid {
    match message {
        "StringField only accepts string values" => Invalid::Text,
        "String value is too long" => Invalid::Length,
        "Field is required" => Invalid::Missing,
        "DateField only accepts date values" => Invalid::Date,
        _ if message.ends_with("could not be converted to int") => Invalid::Integer,
        _ if message.starts_with("Invalid MultiPolygon") => Invalid::Polygon,
        _ => url::validate(raw).map_or_else(Invalid::Address, |_| Invalid::Other),
    }
}

/// `generate_key`: the path to each message; the first item of a list has no path.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = match self {
            Self::Value { message, .. } => return f.write_str(message),
            Self::Document(faults) => faults,
        };
        for (index, (field, fault)) in faults.fields.iter().enumerate() {
            let space = if index > 0 { " " } else { "" };
            match &**field {
                "0" => write!(f, "{space}{fault}")?,
                field => write!(f, "{space}{field}.{fault}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from mongoengine 0.29.3.
    #[test]
    fn faults_are_written_as_mongoengine_writes_them() {
        let document = |field: &'static str, message: &str| {
            let mut faults = Faults::default();
            faults.add(field, "", message);
            faults
        };
        let nested = |field: &'static str, inner: Faults| {
            let mut faults = Faults::default();
            faults.add_document(field, inner);
            faults
        };
        let mut faults = Faults::default();
        faults.add_document("resources", nested("0", nested("schema", document("url", "non"))));
        faults.add_document("schema", document("url", "non"));
        faults.add("title", "", "non");
        faults.add("acronym", "", "non");
        assert_eq!(
            faults.message("Dataset"),
            "ValidationError (Dataset:None) (schema.url.non: ['resources'] url.non: ['schema'] non: ['title', 'acronym'])"
        );
    }
}
