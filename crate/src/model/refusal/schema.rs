//! What voluptuous refuses of a package of CKAN or DKAN, as udata's `validate` (`harvest/backends/base.py`) reports it.

use std::fmt;

use crate::{formats::json::Json, model::schema_mismatch::Expected, text::url::UrlError};

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemaFault {
    /// The key is not there.
    Missing,
    /// Not a text.
    Text,
    /// Not an integer.
    Integer,
    /// Not a list.
    List,
    /// Not an object.
    Object,
    /// Not one of these texts.
    Choice(&'static [&'static str]),
    /// Not a date.
    Date,
    /// Not an address; `None` when Python's codec gives up on it.
    Url(Option<UrlError>),
    /// Without `@`.
    Email,
    /// Neither true nor false.
    Boolean,
}

/// A value that is refused, and where it stands; displays as udata reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaFailure {
    /// Keys and indexes, joined by dots: `resources.0.url`.
    pub path: String,
    /// The value; `None` when the key is missing.
    pub value: Option<Json<'static>>,
    /// Why.
    pub fault: SchemaFault,
    /// What to write instead.
    pub expected: Expected,
    /// udata stops before it, and says nothing of it until what comes before is corrected.
    pub unsaid: bool,
}

impl fmt::Display for SchemaFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, value, fault, .. } = self;
        let value = value.as_ref().unwrap_or(&Json::Null);
        match fault {
            SchemaFault::Missing => write!(f, "[{path}] required key not provided"),
            SchemaFault::Text => write!(f, "[{path}] expected str: {value}"),
            SchemaFault::Integer => write!(f, "[{path}] expected int: {value}"),
            SchemaFault::List => write!(f, "[{path}] expected a list: {value}"),
            SchemaFault::Object => write!(f, "[{path}] expected a dictionary: {value}"),
            SchemaFault::Choice(_) | SchemaFault::Date | SchemaFault::Url(None) => {
                write!(f, "[{path}] not a valid value: {value}")
            }
            SchemaFault::Url(Some(error)) => write!(f, "[{path}] {error}: {value}"),
            SchemaFault::Email => write!(f, "[{path}] This email is invalid.: {value}"),
            SchemaFault::Boolean => write!(f, "[{path}] {}: {value}", boolean_message(value)),
        }
    }
}

/// Words that udata takes for true.
pub(crate) const TRUE: [&str; 6] = ["on", "t", "true", "y", "yes", "1"];
/// Words that udata takes for false.
pub(crate) const FALSE: [&str; 6] = ["f", "false", "n", "no", "off", "0"];

/// What the filter `boolean` (`harvest/filters.py`) says.
fn boolean_message(value: &Json<'_>) -> String {
    match value {
        Json::Text(text) => format!(
            "Unable to parse string '{text}' as boolean. Supported values are {} for `True` and {} for `False`.",
            TRUE.join(","),
            FALSE.join(","),
        ),
        other => format!(
            "Cannot convert value {other} of type <class '{}'> to boolean. Supported types are `bool`, `int` and `str`",
            other.python_type(),
        ),
    }
}
