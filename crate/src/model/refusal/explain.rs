//! What is wrong with a refused value, as the trace says it of a lost one: its French is written there.

use super::{Exception, FieldFault, SchemaFailure, SchemaFault, ValuePlace};
use crate::{
    formats::json::Json,
    model::{
        Invalid, Loss,
        schema_mismatch::{JsonKind, MismatchKind, SchemaMismatch},
    },
};

/// Types of resources that CKAN's schema lets through.
pub(crate) const RESOURCE_TYPES: [&str; 6] =
    ["file", "file.upload", "api", "documentation", "image", "visualization"];

impl FieldFault {
    /// What is wrong with the value.
    pub fn loss(&self) -> Loss {
        let invalid = match self {
            Self::NotText => Invalid::Text,
            Self::TooLong(_) => Invalid::Length,
            Self::Required => Invalid::Missing,
            Self::NotADate => Invalid::Date,
            Self::NotAnInteger(_) => Invalid::Integer,
            Self::Geometry(_) | Self::Coverage(_) => Invalid::Polygon,
            Self::Address(error) => Invalid::Address(error.clone()),
            Self::Date(_) => return Loss::FatalDate,
            Self::ZoneAndGeometry => return Loss::ZoneAndBox,
            Self::ReservedKey => return Loss::ReservedExtra,
            Self::DollarKey => return Loss::DollarExtra,
            Self::HalfCharacter(_) => return Loss::HalfCharacter,
        };
        Loss::Invalid(Box::new(invalid))
    }
}

impl Exception {
    /// What is wrong with the value.
    pub fn loss(&self) -> Loss {
        match self {
            Self::NoKey(_) => Loss::KeyAbsent,
            Self::Incomparable(_) => Loss::IncomparableDates,
            Self::InfiniteInteger(_) => Loss::Invalid(Box::new(Invalid::Integer)),
            Self::UnsupportedGeometry(..) => Loss::NotAPolygon,
            Self::HalfCharacter(_) => Loss::HalfCharacter,
            Self::LargeInteger => Loss::LargeInteger,
            Self::NullKey => Loss::NullKey,
            Self::UnknownClass(..) => Loss::UnknownClass,
            _ => Loss::Unexpected,
        }
    }
}

impl SchemaFailure {
    /// Where it stands: `resources.0.url` as `resources[0].url`.
    pub fn place(&self) -> ValuePlace {
        let raw = self.value.as_ref().map(Json::shown).unwrap_or_default();
        ValuePlace::new("record", bracketed(&self.path), &raw)
    }

    /// What is wrong, and what to write instead.
    pub fn loss(&self) -> Loss {
        let value = self.value.as_ref();
        let fault = match &self.fault {
            SchemaFault::Missing => MismatchKind::Missing,
            SchemaFault::Choice([only @ ("dataset" | "Dataset")]) => MismatchKind::RecordType(only),
            SchemaFault::Choice(choices) if *choices == RESOURCE_TYPES => MismatchKind::ResourceType,
            SchemaFault::Choice(choices) => MismatchKind::Choice(choices),
            SchemaFault::Url(Some(error)) => MismatchKind::Address(error.clone()),
            SchemaFault::Email => MismatchKind::Email,
            SchemaFault::Text => {
                // Portals in several languages write an object: `{"fr": …, "en": …}`.
                let french = value.and_then(|value| value.as_object()?.get("fr")?.as_str());
                MismatchKind::Type(json_kind(value), french.map(Into::into))
            }
            SchemaFault::Integer | SchemaFault::List | SchemaFault::Object => {
                MismatchKind::Type(json_kind(value), None)
            }
            SchemaFault::Date | SchemaFault::Url(None) | SchemaFault::Boolean => MismatchKind::Value,
        };
        Loss::Schema(Box::new(SchemaMismatch { fault, expected: self.expected }))
    }
}

/// As many missing keys are a portal's way, not an oversight.
const MANY: usize = 4;

/// Whether a package lacks so many keys that the portal must have a model of its own.
pub(crate) fn own_model(failures: &[SchemaFailure]) -> bool {
    let said = failures.iter().filter(|failure| !failure.unsaid);
    said.filter(|failure| failure.fault == SchemaFault::Missing).count() >= MANY
}

/// `resources.0.url` as `resources[0].url`.
pub(crate) fn bracketed(path: &str) -> String {
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

/// What a value is.
fn json_kind(value: Option<&Json<'_>>) -> JsonKind {
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
