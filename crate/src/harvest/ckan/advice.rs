//! Tells what the schema refuses, and what it expects instead.

use super::{
    Dialect, Stop,
    schema::RESOURCE_TYPES,
    validate::{Failure, Fault},
};
use crate::{
    formats::json::Json,
    model::{
        Loss, Trace,
        misfit::{self, Expected, JsonKind, Misfit},
    },
};

/// As many missing keys are a portal's way, not an oversight.
const MANY: usize = 4;

/// Tells each refused path in the trace, and gives udata's error. An exception that voluptuous lets through is
/// reported alone.
pub fn tell(failures: &[Failure<'_>], dialect: Dialect, trace: &mut Trace) -> Stop {
    for failure in failures {
        let raw = failure.value.map(Json::shown).unwrap_or_default();
        trace.lost(
            "record",
            bracketed(&failure.path),
            &raw,
            Loss::Schema(Box::new(misfit_of(failure, dialect))),
        );
    }
    if failures.iter().filter(|failure| failure.fault == Fault::Missing).count() >= MANY {
        trace.lost("record", "", "", Loss::OtherModel);
    }
    let exception = failures.iter().find(|failure| matches!(failure.fault, Fault::Exception(_)));
    if let Some(failure) = exception {
        return Stop::Fail(failure.to_string());
    }
    let lines = failures.iter().map(|failure| format!("\n- {failure}"));
    Stop::Refuse(format!("Validation error:{}", lines.collect::<String>()))
}

/// `resources.0.url` as `resources[0].url`.
fn bracketed(path: &str) -> String {
    path.split('.').fold(String::new(), |mut written, part| {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            written += &format!("[{part}]");
        } else {
            written += if written.is_empty() { "" } else { "." };
            written += part;
        }
        written
    })
}

/// What is wrong and what to write instead.
fn misfit_of(failure: &Failure<'_>, dialect: Dialect) -> Misfit {
    let fault = match &failure.fault {
        Fault::Missing => misfit::Fault::Missing,
        Fault::Choice(["dataset" | "Dataset"]) => misfit::Fault::RecordType(record_type(dialect)),
        Fault::Choice(choices) if *choices == RESOURCE_TYPES => misfit::Fault::ResourceType,
        Fault::Choice(choices) => misfit::Fault::Choice(choices),
        Fault::Url(Some(error)) => misfit::Fault::Address(error.clone()),
        Fault::Email => misfit::Fault::Email,
        Fault::Text => {
            // Portals in several languages write an object: `{"fr": …, "en": …}`.
            let french = failure.value.and_then(|value| value.as_object()?.get("fr")?.as_str());
            misfit::Fault::Type(kind(failure.value), french.map(Into::into))
        }
        Fault::Integer | Fault::List | Fault::Object => misfit::Fault::Type(kind(failure.value), None),
        Fault::Date | Fault::Url(None) | Fault::Boolean | Fault::Exception(_) => misfit::Fault::Value,
    };
    Misfit { fault, expected: expected(&failure.path, dialect) }
}

/// What a value is.
fn kind(value: Option<&Json<'_>>) -> JsonKind {
    match value {
        None => JsonKind::Absent,
        Some(Json::Null) => JsonKind::Null,
        Some(Json::Bool(_)) => JsonKind::Boolean,
        Some(Json::Integer(_) | Json::Float(_)) => JsonKind::Number,
        Some(Json::Text(text)) if text.is_empty() => JsonKind::EmptyText,
        Some(Json::Text(_)) => JsonKind::Text,
        Some(Json::List(_)) => JsonKind::List,
        Some(Json::Object(_)) => JsonKind::Object,
    }
}

fn record_type(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Ckan { "dataset" } else { "Dataset" }
}

/// What the schema expects at a path.
fn expected(path: &str, dialect: Dialect) -> Expected {
    let key = path.rsplit('.').next().unwrap_or_default();
    let in_list = key.bytes().all(|byte| byte.is_ascii_digit());
    let dkan = dialect == Dialect::Dkan;
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
        "type" if path == "type" => Expected::Exactly(record_type(dialect)),
        "resource_type" if dkan => Expected::ResourceTypeOrNothing,
        "resource_type" => Expected::ResourceTypeOrNull,
        "value" => Expected::ExtraValue,
        "description" if dkan => Expected::Text,
        "notes" | "license_id" | "license_title" | "author" | "maintainer" | "state" | "description"
        | "mimetype" | "hash" | "vocabulary_id" => Expected::TextOrNull,
        _ => Expected::Text,
    }
}
