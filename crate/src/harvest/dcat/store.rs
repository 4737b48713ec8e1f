//! Drafts that become records, when the database accepts them (`validate()` of udata's models).

use std::borrow::Cow;

use super::{
    dataservice::DataserviceDraft,
    dataset::DatasetDraft,
    dates::DateDraft,
    refusal::Refusal,
    resource::{ResourceDraft, Title},
    rights::{Extras, put, to_extras},
    schema::SchemaDraft,
    validation::Faults,
    value::{Class, Value},
};
use crate::{
    model::{
        AccessType, Checksum, Dataservice, Dataset, Field, FileSize, HarvestMetadata, Invalid, Loss, Quality,
        Resource, ResourceHarvest, Schema, Trace,
    },
    text::{date::DateTime, python, url},
};

const NOT_A_STRING: &str = "StringField only accepts string values";
const REQUIRED: &str = "Field is required";

/// `Dataset.clean` and `Dataset.validate`, field by field in the order of the model.
pub(super) fn dataset(
    draft: DatasetDraft<'_>,
    remote_id: &str,
    now: DateTime,
    trace: &mut Trace,
) -> Result<Dataset, Refusal> {
    let mut faults = Faults::default();
    check(&mut faults, "title", Some(draft.title), string);
    check(&mut faults, "acronym", draft.acronym, short_string);
    let mut resources = Vec::with_capacity(draft.resources.drafts.len());
    let mut of_resources = Faults::default();
    for (index, draft) in draft.resources.drafts.into_iter().enumerate() {
        of_resources.add_document(index.to_string(), resource_faults(&draft, index, trace)?);
        resources.push(resource(draft));
    }
    faults.add_document("resources", of_resources);
    let mut temporal_coverage = draft.temporal_coverage;
    if let Some(coverage) = &mut temporal_coverage {
        coverage.clean().map_err(|error| {
            let bounds =
                [&coverage.start, &coverage.end].map(|bound| bound.as_ref().map(ToString::to_string));
            let raw = bounds.map(Option::unwrap_or_default).join("/");
            trace.lost("temporal_coverage", "dct:temporal", &raw, Loss::IncomparableDates);
            Refusal::Raised(error)
        })?;
        let mut of_coverage = Faults::default();
        for (bound, fault) in coverage.validate().err().unwrap_or_default() {
            let moment = if bound == "start" { &coverage.start } else { &coverage.end };
            of_coverage.add(bound, &moment.as_ref().map(ToString::to_string).unwrap_or_default(), fault);
        }
        faults.add_document("temporal_coverage", of_coverage);
    }
    let spatial = match draft.spatial.transpose() {
        Ok(spatial) => spatial,
        Err(fault) => {
            let mut of_spatial = Faults::default();
            of_spatial.add("geom", "", fault);
            faults.add_document("spatial", of_spatial);
            None
        }
    };
    faults.add_document("schema", draft.schema.map(schema_faults).unwrap_or_default());
    let mut of_harvest = Faults::default();
    check(&mut of_harvest, "remote_url", draft.remote_url.as_deref().map(Value::text), url_field);
    of_harvest.add_some("created_at", "", fault(&draft.created_at));
    of_harvest.add_some("issued_at", "", fault(&draft.issued_at));
    check(&mut of_harvest, "dct_identifier", draft.dct_identifier, string);
    faults.add_document("harvest", of_harvest);
    if !faults.is_empty() {
        faults.trace(trace);
        return Err(Refusal::Invalid(faults.message("Dataset")));
    }
    let mut dataset = Dataset {
        title: draft.title.text.to_owned(),
        acronym: draft.acronym.map(|acronym| acronym.text.to_owned()),
        description: draft.description,
        tags: draft.tags,
        license: draft.licensing.licence,
        frequency: draft.frequency,
        temporal_coverage,
        spatial,
        access_type: AccessType::Open,
        access_type_reason_category: draft.licensing.limit.map(str::to_owned),
        schema: draft.schema.map(schema),
        contact_points: draft.contact_points,
        extras: to_extras(draft.extras),
        harvest: HarvestMetadata {
            remote_id: Some(remote_id.to_owned()),
            remote_url: draft.remote_url,
            uri: draft.uri.map(str::to_owned),
            dct_identifier: draft.dct_identifier.map(|identifier| identifier.text.to_owned()),
            created_at: draft.created_at.map(|date| date.moment),
            issued_at: draft.issued_at.map(|date| date.moment),
            modified_at: draft.modified_at,
            doi: draft.doi,
            ..HarvestMetadata::default()
        },
        resources,
        quality: Quality::default(),
    };
    dataset.quality = Quality::of(&dataset, now);
    if draft.licensing.limit.is_some() {
        dataset.access_type = AccessType::Restricted;
        dataset.license = None;
    }
    Ok(dataset)
}

/// `Dataservice.validate`.
pub(super) fn dataservice(
    draft: DataserviceDraft<'_>,
    remote_id: &str,
    trace: &mut Trace,
) -> Result<Dataservice, Refusal> {
    let mut faults = Faults::default();
    match draft.title {
        None => faults.add("title", "", REQUIRED),
        title => check(&mut faults, "title", title, string),
    }
    check(&mut faults, "base_api_url", draft.base_api_url, url_field);
    check(&mut faults, "machine_documentation_url", draft.machine_documentation_url, url_field);
    faults.add_some("metadata_modified_at", "", fault(&draft.modified_at));
    let mut of_harvest = Faults::default();
    check(&mut of_harvest, "remote_url", draft.remote_url.as_deref().map(Value::text), url_field);
    of_harvest.add_some("created_at", "", fault(&draft.created_at));
    of_harvest.add_some("issued_at", "", fault(&draft.issued_at));
    of_harvest.add_some("modified_at", "", fault(&draft.modified_at));
    check(&mut of_harvest, "uri", draft.uri.map(Value::text), url_field);
    faults.add_document("harvest", of_harvest);
    if !faults.is_empty() {
        faults.trace(trace);
        return Err(Refusal::Invalid(faults.message("Dataservice")));
    }
    let owned = |value: Value<'_>| value.text.to_owned();
    Ok(Dataservice {
        title: draft.title.map(owned),
        description: Some(draft.description),
        base_api_url: draft.base_api_url.map(owned),
        machine_documentation_url: draft.machine_documentation_url.map(owned),
        license: draft.license,
        tags: draft.tags,
        contact_points: draft.contact_points,
        datasets: draft.datasets.into_iter().map(Some).collect(),
        harvest: HarvestMetadata {
            remote_id: Some(remote_id.to_owned()),
            remote_url: draft.remote_url,
            uri: draft.uri.map(str::to_owned),
            created_at: draft.created_at.map(|date| date.moment),
            issued_at: draft.issued_at.map(|date| date.moment),
            modified_at: draft.modified_at.map(|date| date.moment),
            ..HarvestMetadata::default()
        },
    })
}

fn resource_faults(draft: &ResourceDraft<'_>, index: usize, trace: &mut Trace) -> Result<Faults, Refusal> {
    let mut faults = Faults::default();
    if let Title::Found(title) = draft.title {
        check(&mut faults, "title", Some(title), string);
    }
    check(&mut faults, "url", Some(Value::text(draft.url)), url_field);
    if let Some(checksum) = draft.checksum {
        let mut of_checksum = Faults::default();
        match checksum.value {
            None => of_checksum.add("value", "", REQUIRED),
            value => check(&mut of_checksum, "value", value, string),
        }
        faults.add_document("checksum", of_checksum);
    }
    if let Some(size) = draft.filesize.filter(|size| integer(*size).is_none()) {
        if size.number().is_some_and(f64::is_infinite) {
            // `OverflowError`, which the field does not expect.
            let field = Field::of_resource(index, "filesize");
            let loss = Loss::Invalid(Box::new(Invalid::Integer));
            trace.lost(field, "dcat:distribution/dcat:byteSize", size.text, loss);
            return Err(Refusal::raised("cannot convert float infinity to integer"));
        }
        faults.add("filesize", size.text, format!("{} could not be converted to int", size.text));
    }
    let mut of_harvest = Faults::default();
    of_harvest.add_some("issued_at", "", fault(&draft.issued_at));
    check(&mut of_harvest, "dct_identifier", draft.dct_identifier, string);
    faults.add_document("harvest", of_harvest);
    faults.add_document("schema", draft.schema.map(schema_faults).unwrap_or_default());
    Ok(faults)
}

fn resource(draft: ResourceDraft<'_>) -> Resource {
    let mut extras = Extras::new();
    for (key, values) in [
        ("accessRights", &draft.terms.access_rights),
        ("license", &draft.terms.licences),
        ("rights", &draft.terms.rights),
    ] {
        put(&mut extras, key, values);
    }
    Resource {
        title: Some(draft.title.text().to_owned()),
        description: Some(draft.description),
        url: draft.url.to_owned(),
        kind: draft.kind,
        format: draft.format,
        mime: draft.mime.map(str::to_owned),
        filesize: draft.filesize.and_then(filesize),
        checksum: draft.checksum.map(|checksum| Checksum {
            kind: checksum.kind.to_owned(),
            value: checksum.value.map(|value| value.text.to_owned()),
        }),
        schema: draft.schema.map(schema),
        extras: to_extras(extras),
        harvest: Some(ResourceHarvest {
            uri: draft.uri.map(str::to_owned),
            dct_identifier: draft.dct_identifier.map(|identifier| identifier.text.to_owned()),
            issued_at: draft.issued_at.map(|date| date.moment),
            modified_at: draft.modified_at,
            ..ResourceHarvest::default()
        }),
    }
}

fn schema_faults(schema: SchemaDraft<'_>) -> Faults {
    let mut faults = Faults::default();
    check(&mut faults, "url", Some(schema.url), url_field);
    if let Some(name) = schema.name.filter(|name| !name.is_literal()) {
        faults.add("name", name.text(), NOT_A_STRING);
    }
    faults
}

fn schema(draft: SchemaDraft<'_>) -> Schema {
    Schema {
        name: draft.name.map(|name| name.text().to_owned()),
        url: Some(draft.url.text.to_owned()),
        version: None,
    }
}

/// Adds what the field says of a value, when there is one.
fn check(
    faults: &mut Faults,
    field: &'static str,
    value: Option<Value<'_>>,
    says: fn(Value<'_>) -> Option<Cow<'static, str>>,
) {
    if let Some(value) = value {
        faults.add_some(field, value.text, says(value));
    }
}

/// What `StringField` says of a value.
fn string(value: Value<'_>) -> Option<Cow<'static, str>> {
    (value.class != Class::Text).then_some(NOT_A_STRING.into())
}

/// What a `StringField` of 128 characters says of a value.
fn short_string(value: Value<'_>) -> Option<Cow<'static, str>> {
    string(value).or_else(|| value.text.chars().nth(128).map(|_| "String value is too long".into()))
}

/// What `URLField` says of a value.
fn url_field(value: Value<'_>) -> Option<Cow<'static, str>> {
    string(value).or_else(|| url::validate(value.text).err().map(|error| error.to_string().into()))
}

fn fault(date: &Option<DateDraft>) -> Option<String> {
    date.as_ref().and_then(|date| date.fault.clone())
}

/// Python's `int(value)`, or the nearest of 64 bits.
fn integer(value: Value<'_>) -> Option<i64> {
    match value.class {
        Class::Text | Class::Integer => python::int(value.text).ok().map(|integer| python::clamped(&integer)),
        Class::Decimal | Class::Float | Class::Boolean => {
            value.number().filter(|number| number.is_finite()).map(|number| number as i64)
        }
        _ => None,
    }
}

/// What udata holds of a size until it is saved: the text or the number that was read.
fn filesize(value: Value<'_>) -> Option<FileSize> {
    let written = match (value.class, value.text) {
        (Class::Boolean, "true") => "True",
        (Class::Boolean, _) => "False",
        (_, text) => text,
    };
    Some(FileSize::new(integer(value)?, written))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from Python 3.11: `int(value)`.
    #[test]
    fn sizes_are_read_as_python_reads_integers() {
        for (text, size) in [
            ("12", Some(12)),
            (" 12\n", Some(12)),
            ("+12", Some(12)),
            ("-12", Some(-12)),
            ("1_000", Some(1000)),
            ("1__000", None),
            ("_1", None),
            ("12.5", None),
            ("12 Ko", None),
            ("", None),
        ] {
            assert_eq!(integer(Value::text(text)), size, "{text}");
        }
        let decimal = Value { text: "12.9", class: Class::Decimal };
        assert_eq!(integer(decimal), Some(12));
    }
}
