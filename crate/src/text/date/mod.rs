//! Dates as Python's `datetime` and `dateutil` read and write them.
//!
//! What udata holds where it expects a date is a [`Moment`]: a `date`, a `datetime`, or still the text
//! that the portal gave. Nothing here reads the system's clock: what a text lacks comes from `now`.

mod build;
mod decimal;
mod french;
mod iso;
mod lexer;
mod moment;
mod parser;
mod reader;
mod words;
mod ymd;

use std::{cmp::Ordering, fmt};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde::{Serialize, Serializer};

pub use self::{
    french::{day_name, dkan_date, long_date, month_name, read_long_date},
    moment::{DateFault, DateReading, Incomparable, Moment, from_rdf_literal},
    parser::{Style, parse, parse_with},
};

/// A day of the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

/// As `isoformat()`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Date {
    /// A day written AAAA-MM-JJ.
    pub fn of_parts(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut number = || parts.next().filter(|text| text.len() <= 4)?.parse::<u16>().ok();
        let (year, month, day) = (number()?, number()?, number()?);
        let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
        (year > 0).then_some(Self(date))
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
    /// Wall-clock time, to the microsecond.
    pub naive: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

impl DateTime {
    /// 1970-01-01T00:00:00.
    pub const UNIX_EPOCH: Self = Self::naive(chrono::DateTime::UNIX_EPOCH.naive_utc());

    /// Without offset.
    pub const fn naive(naive: NaiveDateTime) -> Self {
        Self { naive, offset: None }
    }

    /// `date()`.
    pub fn date(self) -> Date {
        Date(self.naive.date())
    }

    /// `replace(tzinfo=None)`, which is how udata (`to_naive_datetime`, `utils.py`) stores instants: the
    /// offset is forgotten, the wall clock stays.
    pub fn without_offset(self) -> Self {
        Self::naive(self.naive)
    }

    /// `utcoffset()`: Python reads an offset of a day and more, and refuses it as soon as it is asked for.
    ///
    /// # Errors
    /// What Python raises.
    pub fn utc_offset(self) -> Result<Option<i32>, DateError> {
        match self.offset {
            Some(offset) if offset.abs() >= 86_400 => Err(DateError::Value(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)."
                    .into(),
            )),
            offset => Ok(offset),
        }
    }

    /// Python's comparison; `None` when only one of them has an offset, where Python raises a `TypeError`.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self.offset, other.offset) {
            (None, None) => Some(self.naive.cmp(&other.naive)),
            (Some(east), Some(other_east)) => {
                let utc = |at: Self, east: i32| at.naive - TimeDelta::seconds(east.into());
                Some(utc(self, east).cmp(&utc(other, other_east)))
            }
            _ => None,
        }
    }
}

/// As `isoformat()`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.naive.hour(), self.naive.minute(), self.naive.second());
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.date())?;
        let micros = self.naive.and_utc().timestamp_subsec_micros();
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        let Some(offset) = self.offset else { return Ok(()) };
        let (sign, seconds) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
        write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
        if seconds % 60 != 0 { write!(f, ":{:02}", seconds % 60) } else { Ok(()) }
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<Date> for DateTime {
    /// Midnight.
    fn from(date: Date) -> Self {
        Self::naive(date.0.and_time(NaiveTime::MIN))
    }
}

/// Why Python refuses a date: the class of its exception decides who catches it, the message is what
/// udata reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// dateutil's `ParserError`, a `ValueError`: most of udata expects it.
    Parser(String),
    /// Another `ValueError`, which `except ParserError` lets through.
    Value(String),
    /// `OverflowError`: udata expects it nowhere, so the record fails.
    Overflow(String),
    /// `decimal.InvalidOperation`, by numbers of 29 digits and more; expected nowhere either.
    Decimal(String),
    /// `TypeError`: the value is not a text, nor a date.
    Type(String),
}

impl DateError {
    /// Whether `except ParserError` catches it.
    pub fn is_parser_error(&self) -> bool {
        matches!(self, Self::Parser(_))
    }

    /// Whether `except ValueError` catches it.
    pub fn is_value_error(&self) -> bool {
        matches!(self, Self::Parser(_) | Self::Value(_))
    }

    /// Whether mongoengine's `except (TypeError, ValueError, OverflowError)` catches it.
    fn is_caught_by_mongoengine(&self) -> bool {
        !matches!(self, Self::Decimal(_))
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Parser(message)
        | Self::Value(message)
        | Self::Overflow(message)
        | Self::Decimal(message)
        | Self::Type(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for DateError {}

/// Whether a text is a year or a month alone, `2020` or `2020-05`: udata completes it from today.
pub fn is_partial(text: &str) -> bool {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.trim().split_once('-') {
        None => digits(text.trim(), 4),
        Some((year, month)) => digits(year, 4) && digits(month, 2),
    }
}

#[cfg(test)]
mod tests;
