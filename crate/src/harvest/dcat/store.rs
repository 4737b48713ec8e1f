//! Drafts that become records, when the database accepts them (`validate()` of udata's models).

use super::{
    dataservice::DataserviceDraft,
    dataset::DatasetDraft,
    dates::DateDraft,
    resource::{ResourceDraft, Title},
    rights::{Extras, TermsOfUse, put, to_extras},
    schema::SchemaDraft,
    validation::{Checks, trace_faults},
    value::{PythonClass, Value},
};
use crate::{
    harvest::Rejected,
    model::{
        AccessType, Change, Checksum, Dataservice, Dataset, Field, FileSize, HarvestMetadata, How, Invalid,
        Loss, Quality, Record, Refusal, Resource, ResourceHarvest, Schema, Trace, ValuePlace,
        refusal::{Exception, FieldFault, RecordClass},
    },
    text::{date::DateTime, python, surrogates::Surrogates, url},
};

/// `Dataset.clean` and `Dataset.validate`, field by field in the order of the model.
pub(super) fn dataset(
    draft: DatasetDraft<'_>,
    remote_id: &str,
    now: DateTime,
    trace: &mut Trace,
) -> Result<Dataset, Rejected> {
    let unstored = unstored(&draft, trace);
    let mut checks = Checks::of("");
    check(&mut checks, "title", Some(draft.title), string);
    check(&mut checks, "acronym", draft.acronym, short_string);
    let mut resources = Vec::with_capacity(draft.resources.drafts.len());
    let mut of_resources = Vec::with_capacity(draft.resources.drafts.len());
    for (index, draft) in draft.resources.drafts.into_iter().enumerate() {
        of_resources.push(resource_checks(&draft, index, trace)?);
        resources.push(resource(draft));
    }
    checks.add_list("resources", of_resources);
    let mut temporal_coverage = draft.temporal_coverage;
    if let Some(coverage) = &mut temporal_coverage {
        let is_swapped = coverage.clean().map_err(|why| {
            let bounds =
                [&coverage.start, &coverage.end].map(|bound| bound.as_ref().map(ToString::to_string));
            let raw = bounds.map(Option::unwrap_or_default).join("/");
            trace.lost("temporal_coverage", "dct:temporal", &raw, Loss::IncomparableDates);
            trace.made_of(trace.source_of("temporal_coverage".into()));
            Refusal::Raised(why.into(), Some(ValuePlace::new("temporal_coverage", "dct:temporal", &raw)))
        })?;
        if is_swapped {
            trace.set("temporal_coverage", How::Converted, Change::Swapped);
        }
        let mut of_coverage = Checks::of("temporal_coverage.");
        for (bound, moment) in coverage.refused() {
            of_coverage.add(bound, &moment.to_string(), FieldFault::NotADate);
        }
        checks.add_document("temporal_coverage", of_coverage);
    }
    let spatial = match draft.spatial.transpose() {
        Ok(spatial) => spatial,
        Err((fault, place)) => {
            let mut of_spatial = Checks::of("spatial.");
            of_spatial.add_at("geom", FieldFault::Geometry(fault), place);
            checks.add_document("spatial", of_spatial);
            None
        }
    };
    checks.add_document("schema", schema_checks(draft.schema, Checks::of("schema.")));
    let mut of_harvest = Checks::of("harvest.");
    check(&mut of_harvest, "remote_url", draft.remote_url.as_deref().map(Value::text), url_field);
    check_date(&mut of_harvest, "created_at", &draft.created_at);
    check_date(&mut of_harvest, "issued_at", &draft.issued_at);
    check(&mut of_harvest, "dct_identifier", draft.dct_identifier, string);
    checks.add_document("harvest", of_harvest);
    let refused = accept(checks, RecordClass::Dataset, trace).err().or(unstored);
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
    match refused {
        Some(refusal) => Err(Rejected { refusal, ghost: Some(Record::Dataset(Box::new(dataset))) }),
        None => Ok(dataset),
    }
}

/// What the dry run shows in `extras` and the database cannot hold, so that saving fails.
fn unstored(draft: &DatasetDraft<'_>, trace: &mut Trace) -> Option<Refusal> {
    let mut of = |field: Field, path: &'static str, values: &[Value<'_>]| {
        let (value, exception) = values.iter().find_map(|value| Some((value, value.unstorable()?)))?;
        trace.lost(field, path, value.text, exception.loss());
        Some(Refusal::Raised(exception, Some(ValuePlace::new(field, path, value.text))))
    };
    let own = of("extras.dcat.provenance".into(), "dct:provenance", &draft.provenances);
    own.or_else(|| {
        draft.resources.drafts.iter().enumerate().find_map(|(index, resource)| {
            let mut of = |name, path, values| of(Field::of_resource(index, name), path, values);
            let TermsOfUse { rights, access_rights, .. } = &resource.terms;
            of("extras.dcat.rights", "dcat:distribution/dct:rights", rights).or_else(|| {
                of("extras.dcat.accessRights", "dcat:distribution/dct:accessRights", access_rights)
            })
        })
    })
}

/// `Dataservice.validate`.
pub(super) fn dataservice(
    draft: DataserviceDraft<'_>,
    remote_id: &str,
    trace: &mut Trace,
) -> Result<Dataservice, Refusal> {
    let mut checks = Checks::of("");
    match draft.title {
        None => checks.add("title", "", FieldFault::Required),
        title => check(&mut checks, "title", title, string),
    }
    check(&mut checks, "base_api_url", draft.base_api_url, url_field);
    check(&mut checks, "machine_documentation_url", draft.machine_documentation_url, url_field);
    check_date(&mut checks, "metadata_modified_at", &draft.modified_at);
    let mut of_harvest = Checks::of("harvest.");
    check(&mut of_harvest, "remote_url", draft.remote_url.as_deref().map(Value::text), url_field);
    check_date(&mut of_harvest, "created_at", &draft.created_at);
    check_date(&mut of_harvest, "issued_at", &draft.issued_at);
    check_date(&mut of_harvest, "modified_at", &draft.modified_at);
    check(&mut of_harvest, "uri", draft.uri.map(Value::text), url_field);
    checks.add_document("harvest", of_harvest);
    accept(checks, RecordClass::Dataservice, trace)?;
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

/// Whether the database accepts the record.
fn accept(checks: Checks, class: RecordClass, trace: &mut Trace) -> Result<(), Refusal> {
    let faults = checks.into_faults();
    if faults.is_empty() {
        return Ok(());
    }
    trace_faults(&faults, trace);
    Err(Refusal::Invalid(class, faults))
}

fn resource_checks(draft: &ResourceDraft<'_>, index: usize, trace: &mut Trace) -> Result<Checks, Refusal> {
    let mut checks = Checks::of_resource("resources.", index);
    let place = || ValuePlace::new(Field::of_resource(index, "url"), draft.url_path, draft.url);
    if let Some(halves) = Surrogates::of(draft.url) {
        return Ok(checks.refuse(FieldFault::HalfCharacter(halves), place()));
    }
    if let Title::Found(title) = draft.title {
        check(&mut checks, "title", Some(title), string);
    }
    if let Some(fault) = url_field(Value::text(draft.url)) {
        let place = place();
        checks.add_at("url", fault, place);
    }
    if let Some(checksum) = draft.checksum {
        let mut of_checksum = Checks::of_resource("resources.checksum.", index);
        match checksum.value {
            None => of_checksum.add("value", "", FieldFault::Required),
            value => check(&mut of_checksum, "value", value, string),
        }
        checks.add_document("checksum", of_checksum);
    }
    if let Some(size) = draft.filesize.filter(|size| integer(*size).is_none()) {
        if size.number().is_some_and(f64::is_infinite) {
            // `OverflowError`, which the field does not expect.
            let field = Field::of_resource(index, "filesize");
            let path = "dcat:distribution/dcat:byteSize";
            trace.lost(field, path, size.text, Loss::Invalid(Box::new(Invalid::Integer)));
            trace.made_of(trace.source_of(field));
            let place = ValuePlace::new(field, path, size.text);
            let number = if size.class == PythonClass::Decimal { "Infinity" } else { "float infinity" };
            return Err(Refusal::Raised(Exception::InfiniteInteger(number), Some(place)));
        }
        checks.add("filesize", size.text, FieldFault::NotAnInteger(size.python_text().into_owned()));
    }
    let mut of_harvest = Checks::of_resource("resources.harvest.", index);
    check_date(&mut of_harvest, "issued_at", &draft.issued_at);
    check(&mut of_harvest, "dct_identifier", draft.dct_identifier, string);
    checks.add_document("harvest", of_harvest);
    let of_schema = Checks::of_resource("resources.schema.", index);
    checks.add_document("schema", schema_checks(draft.schema, of_schema));
    Ok(checks)
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

fn schema_checks(schema: Option<SchemaDraft<'_>>, mut checks: Checks) -> Checks {
    let Some(schema) = schema else { return checks };
    check(&mut checks, "url", Some(schema.url), url_field);
    if let Some(name) = schema.name.filter(|name| !name.is_literal()) {
        checks.add("name", name.text(), FieldFault::NotText);
    }
    checks
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
    checks: &mut Checks,
    field: &'static str,
    value: Option<Value<'_>>,
    says: fn(Value<'_>) -> Option<FieldFault>,
) {
    if let Some(value) = value
        && let Some(fault) = says(value)
    {
        checks.add(field, value.text, fault);
    }
}

/// Adds what the field says of a date, when it refuses it.
fn check_date(checks: &mut Checks, field: &'static str, date: &Option<DateDraft>) {
    if let Some((fault, place)) = date.as_ref().and_then(|date| date.fault.clone()) {
        checks.add_at(field, FieldFault::Date(fault), place);
    }
}

/// What `StringField` says of a value.
fn string(value: Value<'_>) -> Option<FieldFault> {
    (!value.class.is_string()).then_some(FieldFault::NotText)
}

/// The most characters of an acronym.
const ACRONYM_LIMIT: usize = 128;

/// What the `StringField` of an acronym says of a value.
fn short_string(value: Value<'_>) -> Option<FieldFault> {
    let is_long = || value.text.chars().nth(ACRONYM_LIMIT).is_some();
    string(value).or_else(|| is_long().then_some(FieldFault::TooLong(ACRONYM_LIMIT)))
}

/// What `URLField` says of a value.
fn url_field(value: Value<'_>) -> Option<FieldFault> {
    string(value).or_else(|| url::validate(value.text).err().map(FieldFault::Address))
}

/// Python's `int(value)`, or the nearest of 64 bits; then whether it is beyond.
fn integer(value: Value<'_>) -> Option<(i64, bool)> {
    match value.class {
        PythonClass::Text | PythonClass::Literal | PythonClass::Integer => python::int(value.text)
            .ok()
            .map(|integer| (python::clamped(&integer), integer.parse::<i64>().is_err())),
        PythonClass::Decimal if !value.text.contains(['e', 'E']) => {
            // Of a `Decimal`, the digits before the point are exact.
            let digits = value.text.split('.').next().unwrap_or_default();
            let digits = if digits.is_empty() || digits == "-" || digits == "+" { "0" } else { digits };
            python::int(digits).ok().map(|whole| (python::clamped(&whole), whole.parse::<i64>().is_err()))
        }
        PythonClass::Decimal | PythonClass::Float | PythonClass::Boolean => {
            value.number().filter(|number| number.is_finite()).map(|number| {
                let bounds = -9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0;
                (number as i64, !bounds.contains(&number.trunc()))
            })
        }
        _ => None,
    }
}

/// What udata holds of a size until it is saved: the text or the number that was read.
fn filesize(value: Value<'_>) -> Option<FileSize> {
    let (bytes, is_beyond) = integer(value)?;
    Some(FileSize::new(bytes, is_beyond, &value.python_text()))
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
            assert_eq!(integer(Value::text(text)).map(|(bytes, _)| bytes), size, "{text}");
        }
        let decimal = Value { text: "12.9", class: PythonClass::Decimal };
        assert_eq!(integer(decimal), Some((12, false)));
        for (text, class, is_beyond) in [
            ("9223372036854775807", PythonClass::Integer, false),
            ("9223372036854775808", PythonClass::Text, true),
            ("-9223372036854775808", PythonClass::Integer, false),
            ("9223372036854775807.5", PythonClass::Decimal, false),
            ("9223372036854775808.0", PythonClass::Decimal, true),
            ("1e18", PythonClass::Float, false),
            ("1e30", PythonClass::Float, true),
        ] {
            assert_eq!(integer(Value { text, class }).map(|(_, beyond)| beyond), Some(is_beyond), "{text}");
        }
    }
}
