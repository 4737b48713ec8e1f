//! Dates as Python's `datetime` and `dateutil` read and write them.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Serialize, Serializer};

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An instant, with an offset from UTC in seconds when the text gave one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// Wall-clock time.
    pub naive: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

impl DateTime {
    /// 1970-01-01T00:00:00.
    pub const UNIX_EPOCH: Self = Self { naive: chrono::DateTime::UNIX_EPOCH.naive_utc(), offset: None };

    /// In UTC and without offset, as `to_naive_datetime` (udata's `utils.py`) stores it.
    pub fn to_naive_utc(self) -> NaiveDateTime {
        self.naive - chrono::TimeDelta::seconds(self.offset.unwrap_or(0).into())
    }
}

/// As `isoformat()`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.naive.format("%Y-%m-%dT%H:%M:%S%.f"))
    }
}

/// `dateutil.parser.parse(text)`; what the text lacks is taken from `now`.
pub fn parse(_text: &str, _now: DateTime) -> Option<DateTime> {
    None
}
