//! What mongoengine refuses of a record made of RDF, and where the portal wrote it.

use crate::model::{
    Field, Trace, ValuePlace,
    refusal::{Faults, FieldFault},
};

/// A field of the database, the field of the interchange that it is, and where it comes from.
const SOURCES: [(&str, &str, &str); 17] = [
    ("title", "title", "dct:title"),
    ("acronym", "acronym", "skos:altLabel"),
    ("temporal_coverage.start", "temporal_coverage", "dct:temporal"),
    ("temporal_coverage.end", "temporal_coverage", "dct:temporal"),
    ("schema.url", "schema", "dct:conformsTo"),
    ("schema.name", "schema", "dct:conformsTo/dct:title"),
    ("harvest.remote_url", "harvest.remote_url", "dcat:landingPage"),
    ("harvest.dct_identifier", "harvest.dct_identifier", "dct:identifier"),
    ("harvest.uri", "harvest.uri", "@id"),
    ("base_api_url", "base_api_url", "dcat:endpointURL"),
    ("machine_documentation_url", "machine_documentation_url", "dcat:endpointDescription"),
    ("resources.title", "title", "dcat:distribution/dct:title"),
    ("resources.checksum.value", "checksum", "dcat:distribution/spdx:checksum/spdx:checksumValue"),
    ("resources.filesize", "filesize", "dcat:distribution/dcat:byteSize"),
    ("resources.harvest.dct_identifier", "harvest.dct_identifier", "dcat:distribution/dct:identifier"),
    ("resources.schema.url", "schema", "dcat:distribution/dct:conformsTo"),
    ("resources.schema.name", "schema", "dcat:distribution/dct:conformsTo/dct:title"),
];

/// The faults of a document of the record, as they are found.
#[derive(Debug)]
pub(super) struct Checks {
    faults: Faults,
    /// The path of the document in the record, with a final dot.
    path: &'static str,
    resource: Option<usize>,
    /// What the document as a whole is refused for, whatever its fields hold.
    whole: Option<(FieldFault, ValuePlace)>,
}

impl Checks {
    /// Those of the record itself (`""`), or of a document that it holds (`harvest.`).
    pub fn of(path: &'static str) -> Self {
        Self { faults: Faults::default(), path, resource: None, whole: None }
    }

    /// Those of a resource (`resources.`), or of a document that it holds.
    pub fn of_resource(path: &'static str, index: usize) -> Self {
        Self { faults: Faults::default(), path, resource: Some(index), whole: None }
    }

    /// The value `raw` of this field is refused.
    pub fn add(&mut self, field: &'static str, raw: &str, fault: FieldFault) {
        let path = format!("{}{field}", self.path);
        let source = SOURCES.iter().find(|(known, ..)| *known == path);
        let place = source.map(|&(_, name, source)| {
            let field = match self.resource {
                Some(index) => Field::of_resource(index, name),
                None => Field::from(name),
            };
            ValuePlace::new(field, source, raw)
        });
        self.faults.add(field, fault, place);
    }

    /// The value of this field is refused, there.
    pub fn add_at(&mut self, field: &'static str, fault: FieldFault, place: ValuePlace) {
        self.faults.add(field, fault, Some(place));
    }

    /// The document cannot even be looked at.
    pub fn refuse(mut self, fault: FieldFault, place: ValuePlace) -> Self {
        self.whole = Some((fault, place));
        self
    }

    /// The faults of the document that the field holds.
    pub fn add_document(&mut self, field: &'static str, checks: Self) {
        self.faults.add_document(field, checks.faults);
    }

    /// The faults of the items of a list.
    pub fn add_list(&mut self, field: &'static str, items: Vec<Self>) {
        let mut faults = Faults::default();
        for (index, checks) in items.into_iter().enumerate() {
            match checks.whole {
                Some((fault, place)) => faults.add(index.to_string(), fault, Some(place)),
                None => faults.add_document(index.to_string(), checks.faults),
            }
        }
        self.faults.add_document(field, faults);
    }

    /// All of them.
    pub fn into_faults(self) -> Faults {
        self.faults
    }
}

/// Tells each value that makes the record fail; unreadable dates are told when they are read.
pub(super) fn trace_faults(faults: &Faults, trace: &mut Trace) {
    for (_, value) in faults.values() {
        if let Some(ValuePlace { field, path, raw }) = &value.place
            && !matches!(value.fault, FieldFault::Date(_))
        {
            let made_of = trace.source_of(*field);
            trace.lost(*field, path.clone(), raw, value.fault.loss());
            trace.made_of(made_of);
        }
    }
}
