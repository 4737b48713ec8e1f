//! Why a record, or a whole harvest, does not arrive: made where it happens, with what it is about.
//!
//! udata's own words are the `Display` of these types. What is wrong with each value is a [`Loss`](super::Loss), as for a
//! value that is lost: its French is written once.

mod conversion;
mod exception;
mod explain;
mod invalid;
mod job;
mod schema;

use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer};

pub(crate) use self::{
    conversion::list,
    explain::{RESOURCE_TYPES, bracketed, own_model},
    schema::{FALSE, TRUE},
};
pub use self::{
    conversion::{ConversionError, Surrounding},
    exception::Exception,
    invalid::{Faults, FieldFault, ValueFault},
    job::{FormatError, JobError, PortalError, QuadSyntax},
    schema::{SchemaFailure, SchemaFault},
};
use super::{Field, Kind, Status, Unusable};

/// Where a value stands that makes a record fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuePlace {
    /// The field of data.gouv.fr that it was meant for; `record` for the record as a whole.
    pub field: Field,
    /// Where the portal writes it, in the source's words.
    pub path: Cow<'static, str>,
    /// The value there.
    pub raw: Box<str>,
}

impl ValuePlace {
    /// The value `raw`, at `path`, was meant for `field`.
    pub fn new(field: impl Into<Field>, path: impl Into<Cow<'static, str>>, raw: &str) -> Self {
        Self { field: field.into(), path: path.into(), raw: raw.into() }
    }

    /// Whether something is written there.
    pub fn is_written(&self) -> bool {
        !self.raw.trim().is_empty()
    }
}

/// The kind of record that the database refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordClass {
    /// « Jeu de données ».
    Dataset,
    /// « API ».
    Dataservice,
}

/// Why a record does not arrive; displays in udata's words.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Skipped: the record has no identifier.
    NoIdentifier,
    /// Skipped: the dataset has no title.
    NoTitle,
    /// Skipped: the package, of this name, has no resource.
    NoResource(String),
    /// Skipped: the dataset of Opendatasoft, of this identifier, holds nothing.
    NoContent(String),
    /// Skipped: the dataset of Opendatasoft, of this identifier, is INSPIRE's.
    Inspire(String),
    /// The identifier is that of a record before.
    Duplicate(String),
    /// The portal lists the package, and does not show it.
    NotShown(PortalError),
    /// What the portal answered when it was asked for the package is nothing that the harvester takes.
    Unusable(Unusable),
    /// The package breaks the schema, there; the harvester whose schema it is decides what to write instead.
    Schema(Kind, Vec<SchemaFailure>),
    /// The database refuses the record.
    Invalid(RecordClass, Faults),
    /// The ISO 19139 record cannot be converted.
    Conversion(ConversionError),
    /// The record is not of its syntax: what the parser says.
    Syntax(String),
    /// Python raises an exception.
    Raised(Exception, Option<ValuePlace>),
    /// Python raises an exception in the retired harvester of Opendatasoft, which reports it in another form.
    RaisedInPlugin(Exception, Option<ValuePlace>),
}

impl Refusal {
    /// Python raises an exception, nobody knows yet on what.
    pub fn raised(exception: impl Into<Exception>) -> Self {
        Self::Raised(exception.into(), None)
    }

    /// What udata says of an answer, when that is known.
    pub fn of(why: &Unusable) -> Option<Self> {
        why.message().is_some().then(|| Self::Unusable(why.clone()))
    }

    /// How the record ends.
    pub fn status(&self) -> Status {
        match self {
            Self::NoIdentifier
            | Self::NoTitle
            | Self::NoResource(_)
            | Self::NoContent(_)
            | Self::Inspire(_) => Status::Skipped,
            _ => Status::Failed,
        }
    }

    /// Whether udata did not expect it, and logs it.
    pub fn is_unexpected(&self) -> bool {
        matches!(self, Self::Raised(..))
    }

    /// The places of the source that it is about.
    pub fn places(&self) -> Vec<ValuePlace> {
        match self {
            Self::Schema(_, failures) => failures.iter().map(SchemaFailure::place).collect(),
            Self::Invalid(_, faults) => {
                faults.values().into_iter().filter_map(|(_, value)| value.place.clone()).collect()
            }
            Self::Raised(_, place) | Self::RaisedInPlugin(_, place) => place.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIdentifier => f.write_str("missing identifier"),
            Self::NoTitle => f.write_str("missing title on dataset"),
            Self::NoResource(name) | Self::NoContent(name) => write!(f, "Dataset {name} has no record"),
            Self::Inspire(id) => write!(f, "Dataset {id} has INSPIRE metadata"),
            Self::Duplicate(id) => write!(f, "Identifier '{id}' already exists"),
            Self::NotShown(error) => error.fmt(f),
            Self::Unusable(why) => f.write_str(&why.message().unwrap_or_default()),
            Self::Schema(_, failures) => {
                f.write_str("Validation error:")?;
                failures
                    .iter()
                    .filter(|failure| !failure.unsaid)
                    .try_for_each(|failure| write!(f, "\n- {failure}"))
            }
            Self::Invalid(class, faults) => write!(f, "ValidationError ({class:?}:None) ({faults})"),
            Self::Conversion(error) => error.fmt(f),
            Self::Syntax(message) => f.write_str(message),
            Self::Raised(exception, _) => exception.fmt(f),
            Self::RaisedInPlugin(exception, _) => f.write_str(&exception.repr()),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Exception> for Refusal {
    fn from(exception: Exception) -> Self {
        Self::Raised(exception, None)
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
