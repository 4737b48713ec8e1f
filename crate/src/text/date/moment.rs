//! What udata holds where it expects a date, and what becomes of it.

use std::{cmp::Ordering, fmt};

use serde::{Serialize, Serializer};

use super::{Date, DateError, DateTime, iso, parse};
use crate::text::space::strip;

/// A value of the portal where a date is expected.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A `date`.
    Date(Date),
    /// A `datetime`.
    DateTime(DateTime),
    /// A text, not read yet.
    Text(String),
    /// The text of a literal that its datatype does not fit: read as a text, but Python calls it a `Literal`.
    Literal(String),
    /// A value that is no date at all (a number, a duration), as Python writes it, and its class.
    Other(String, &'static str),
}

/// What `safe_harvest_datetime` (`utils.py`) makes of a [`Moment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateReading {
    /// Kept, without its offset.
    Kept(DateTime),
    /// Not a date; udata logs it and goes on without.
    Unreadable,
    /// Later than now; udata logs it and goes on without.
    Future,
}

impl DateReading {
    /// The date, when it is kept.
    pub fn kept(self) -> Option<DateTime> {
        match self {
            Self::Kept(date) => Some(date),
            Self::Unreadable | Self::Future => None,
        }
    }
}

/// Why mongoengine refuses a date; displays in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFault {
    /// The text is no date.
    Unparsable(String),
    /// dateutil raises an exception that mongoengine lets through.
    Raised(DateError),
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unparsable(text) => write!(f, "cannot parse date \"{text}\""),
            Self::Raised(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DateFault {}

/// Why two dates do not compare; displays as Python's `TypeError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomparable {
    /// An instant has an offset, the other has none.
    Offsets,
    /// One is an instant, the other a day.
    InstantAndDay,
    /// They are of these two classes.
    Types(&'static str, &'static str),
}

impl fmt::Display for Incomparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offsets => f.write_str("can't compare offset-naive and offset-aware datetimes"),
            Self::InstantAndDay => f.write_str("can't compare datetime.datetime to datetime.date"),
            Self::Types(left, right) => {
                write!(f, "'>' not supported between instances of '{left}' and '{right}'")
            }
        }
    }
}

impl std::error::Error for Incomparable {}

impl Moment {
    /// `to_naive_datetime` (`utils.py`): the instant without its offset, midnight for a date.
    pub fn to_naive(&self, now: DateTime) -> Result<DateTime, DateError> {
        match self {
            Self::Date(date) => Ok((*date).into()),
            Self::DateTime(at) => Ok(at.without_offset()),
            Self::Text(text) | Self::Literal(text) => parse(text, now).map(DateTime::without_offset),
            Self::Other(..) => Err(DateError::Type("not a date".into())),
        }
    }

    /// `safe_harvest_datetime` (`utils.py`); an error makes the whole record fail.
    pub fn harvested(&self, refuse_future: bool, now: DateTime) -> Result<DateReading, DateError> {
        match self.to_naive(now) {
            Ok(at) if refuse_future && at.naive > now.naive => Ok(DateReading::Future),
            Ok(at) => Ok(DateReading::Kept(at)),
            Err(error) if error.is_parser_error() => Ok(DateReading::Unreadable),
            Err(error) => Err(error),
        }
    }

    /// What mongoengine's `DateTimeField` says of it when the record is validated.
    pub fn validate(&self, now: DateTime) -> Result<(), DateFault> {
        let refused = match self {
            Self::Date(_) | Self::DateTime(_) => return Ok(()),
            Self::Text(text) | Self::Literal(text) => match parse(strip(text), now) {
                Ok(_) => return Ok(()),
                Err(error) if error.is_caught_by_mongoengine() => text,
                Err(error) => return Err(DateFault::Raised(error)),
            },
            Self::Other(text, _) => text,
        };
        Err(DateFault::Unparsable(refused.clone()))
    }

    /// Python's comparison of two dates.
    pub fn compare(&self, other: &Self) -> Result<Ordering, Incomparable> {
        match (self, other) {
            (Self::Date(date), Self::Date(other)) => Ok(date.cmp(other)),
            (Self::DateTime(at), Self::DateTime(other)) => at.compare(*other).ok_or(Incomparable::Offsets),
            (Self::DateTime(_), Self::Date(_)) | (Self::Date(_), Self::DateTime(_)) => {
                Err(Incomparable::InstantAndDay)
            }
            (Self::Text(text) | Self::Literal(text), Self::Text(other) | Self::Literal(other)) => {
                Ok(text.cmp(other))
            }
            // Nothing good comes of what compares: the database refuses both.
            (Self::Other(_, class), Self::Other(_, other)) if compares(class, other) => Ok(Ordering::Equal),
            _ => Err(Incomparable::Types(self.python_type(), other.python_type())),
        }
    }

    fn python_type(&self) -> &'static str {
        match self {
            Self::Date(_) => "datetime.date",
            Self::DateTime(_) => "datetime.datetime",
            Self::Text(_) => "str",
            Self::Literal(_) => "Literal",
            Self::Other(_, class) => class,
        }
    }
}

/// Whether Python orders values of these two classes, which are no dates.
fn compares(class: &str, other: &str) -> bool {
    let is_number = |class| matches!(class, "int" | "float" | "bool" | "decimal.Decimal");
    let is_ordered = |class| matches!(class, "bytes" | "datetime.time" | "datetime.timedelta");
    is_number(class) && is_number(other) || class == other && is_ordered(class)
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<DateTime> for Moment {
    fn from(at: DateTime) -> Self {
        Self::DateTime(at)
    }
}

/// As `isoformat()` when it is a date, as `str()` otherwise.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::DateTime(at) => at.fmt(f),
            Self::Text(text) | Self::Literal(text) | Self::Other(text, _) => f.write_str(text),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// rdflib's `Literal(lexical, datatype=datatype).toPython()` where udata expects a date, for the lexical form
/// that rdflib has rewritten, as the graph holds it. An ill-typed literal stays one, and so do `xsd:gYear` and
/// `xsd:gYearMonth`, which rdflib does not convert.
pub fn from_rdf_literal(lexical: &str, datatype: Option<&str>) -> Moment {
    let literal = || Moment::Literal(lexical.to_owned());
    let Some(datatype) = datatype else { return Moment::Text(lexical.to_owned()) };
    match datatype.strip_prefix("http://www.w3.org/2001/XMLSchema#") {
        Some("date") => iso::date(lexical).map_or_else(literal, Moment::Date),
        Some("dateTime") => iso::datetime(lexical).map_or_else(literal, Moment::DateTime),
        Some("string" | "normalizedString" | "token" | "language" | "anyURI") => {
            Moment::Text(lexical.to_owned())
        }
        _ => literal(),
    }
}
