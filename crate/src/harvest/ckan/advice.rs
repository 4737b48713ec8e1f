//! What the schema refuses of a package: the refusal, and the line of the trace of each place.

use super::{
    PackageDialect,
    validate::{FieldFailure, Rejection},
};
use crate::{
    formats::json::Json,
    model::{
        Loss, Refusal, Trace, ValuePlace,
        refusal::{SchemaFailure, bracketed, own_model},
        schema_mismatch::{Expected, MismatchKind, SchemaMismatch},
    },
};

/// The refusal of a package, each place of which is told in the trace. An exception that voluptuous lets through is
/// reported alone.
pub fn refusal(failures: Vec<FieldFailure<'_>>, dialect: PackageDialect, trace: &mut Trace) -> Refusal {
    let mut raised = None;
    let mut refused = Vec::with_capacity(failures.len());
    for FieldFailure { path, value, fault, unsaid } in failures {
        match fault {
            Rejection::Refused(fault) => {
                let value = value.map(|value| value.clone().into_owned());
                let expected = expected(&path, dialect);
                let failure = SchemaFailure { path, value, fault, expected, unsaid };
                let ValuePlace { field, path, raw } = failure.place();
                trace.lost(field, path, &raw, failure.loss());
                refused.push(failure);
            }
            Rejection::Raised(_) if unsaid => {}
            Rejection::Raised(exception) => {
                let raw = value.map(Json::shown).unwrap_or_default();
                let place = ValuePlace::new("record", bracketed(&path), &raw);
                let mismatch =
                    SchemaMismatch { fault: MismatchKind::Value, expected: expected(&path, dialect) };
                trace.lost("record", place.path.clone(), &raw, Loss::Schema(Box::new(mismatch)));
                raised.get_or_insert((exception, place));
            }
        }
    }
    if own_model(&refused) {
        trace.lost("record", "", "", Loss::OtherModel);
    }
    match raised {
        Some((exception, place)) => Refusal::Raised(exception, Some(place)),
        None => Refusal::Schema(dialect.kind(), refused),
    }
}

/// What the schema expects at a path.
fn expected(path: &str, dialect: PackageDialect) -> Expected {
    let key = path.rsplit('.').next().unwrap_or_default();
    let in_list = key.bytes().all(|byte| byte.is_ascii_digit());
    let dkan = dialect == PackageDialect::Dkan;
    // What a package and its resources may leave null, its organisation, groups and keywords may not.
    let is_around = ["organization.", "groups.", "tags."].iter().any(|around| path.starts_with(around))
        && key != "vocabulary_id";
    match key {
        _ if in_list => Expected::Object,
        "tags" | "resources" | "extras" | "groups" => Expected::List,
        "organization" => Expected::ObjectOrNull,
        "position" => Expected::Rank,
        "size" if dkan => Expected::SizeWithUnit,
        "size" => Expected::SizeOrNull,
        "metadata_created" | "metadata_modified" | "created" | "revision_timestamp" => Expected::Date,
        "last_modified" => Expected::DateOrNull,
        "url" => Expected::Address,
        "private" | "is_organization" => Expected::Boolean,
        "author_email" | "maintainer_email" => Expected::EmailOrNull,
        "type" if path == "type" => Expected::Exactly(if dkan { "Dataset" } else { "dataset" }),
        "resource_type" if dkan => Expected::ResourceTypeOrNothing,
        "resource_type" => Expected::ResourceTypeOrNull,
        "value" => Expected::ExtraValue,
        "description" if dkan => Expected::Text,
        _ if is_around => Expected::Text,
        "notes" | "license_id" | "license_title" | "author" | "maintainer" | "state" | "description"
        | "mimetype" | "hash" | "vocabulary_id" => Expected::TextOrNull,
        _ => Expected::Text,
    }
}
