//! dateutil 2.9.0's `parser.parse` (`parser/_parser.py`).

use super::{DateError, DateTime, build::build, iso, reader::DateReader, words};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// `03/04/2024` is the third of April.
    pub day_first: bool,
    /// `03/04/05` is the fifth of April 2003.
    pub year_first: bool,
    /// Unknown words are skipped.
    pub fuzzy: bool,
    /// « Lundi », « Mar »… instead of English weekdays.
    pub french_weekdays: bool,
}

/// `dateutil.parser.parse(text)`; what the text lacks is taken from the day of `now`, at midnight.
///
/// # Errors
///
/// What dateutil refuses, in its words.
pub fn parse(text: &str, now: DateTime) -> Result<DateTime, DateError> {
    parse_with(text, Style::default(), now)
}

/// `dateutil.parser.parse(text, …)`.
pub fn parse_with(text: &str, style: Style, now: DateTime) -> Result<DateTime, DateError> {
    match in_full(text, style) {
        Some(moment) => Ok(moment),
        None => word_by_word(text, style, now),
    }
}

/// A date written in full, as nearly all are, needs no grammar. One that begins with a zero does: 0024 may be a day.
fn in_full(text: &str, style: Style) -> Option<DateTime> {
    if style.day_first || text.starts_with('0') {
        return None;
    }
    if text.len() == 10 {
        return iso::date(text).map(|date| DateTime::naive(date.0.into()));
    }
    if let Some(text) = text.strip_suffix('Z') {
        let moment = iso::datetime(text).filter(|moment| moment.offset.is_none())?;
        return Some(DateTime { offset: Some(0), ..moment });
    }
    iso::datetime(text).filter(|moment| moment.offset.is_none() || ends_with_offset(text))
}

/// `±HH:MM`
fn ends_with_offset(text: &str) -> bool {
    let Some([b'+' | b'-', hours @ .., b':', ten, one]) = text.as_bytes().last_chunk::<6>() else {
        return false;
    };
    hours.iter().chain([ten, one]).all(u8::is_ascii_digit)
}

pub(super) fn word_by_word(text: &str, style: Style, now: DateTime) -> Result<DateTime, DateError> {
    match read(text, style, now) {
        Ok(parts) if parts.is_empty() => {
            Err(DateError::Parser(format!("String does not contain a date: {text}")))
        }
        Ok(parts) => build(&parts, now, text),
        Err(DateStop::Unknown) => Err(DateError::Parser(format!("Unknown string format: {text}"))),
        Err(DateStop::TooPrecise) => Err(DateError::Decimal("[<class 'decimal.DivisionImpossible'>]".into())),
    }
}

/// What was found in a text. Numbers are as wide as the text gave them, saturated.
#[derive(Debug, Default)]
pub(super) struct DateParts {
    pub year: Option<i128>,
    pub month: Option<i128>,
    pub day: Option<i128>,
    pub weekday: Option<u32>,
    pub hour: Option<i128>,
    pub minute: Option<i128>,
    pub second: Option<i128>,
    pub microsecond: Option<i128>,
    pub zone: Option<String>,
    pub offset: Option<i128>,
    pub afternoon: Option<bool>,
}

impl DateParts {
    fn is_empty(&self) -> bool {
        let numbers = [
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.microsecond,
            self.offset,
        ];
        numbers.iter().all(Option::is_none)
            && self.weekday.is_none()
            && self.zone.is_none()
            && self.afternoon.is_none()
    }
}

/// Why reading stops: dateutil catches `ValueError` and `IndexError`, not what `decimal` raises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateStop {
    Unknown,
    TooPrecise,
}

pub(super) type DateStep<T> = Result<T, DateStop>;

fn read(text: &str, style: Style, now: DateTime) -> DateStep<DateParts> {
    let (mut parts, ymd) = DateReader::new(text, style).read(now)?;
    let century_specified = ymd.century_specified;
    (parts.year, parts.month, parts.day) = ymd.resolve(style.year_first, style.day_first)?;
    parts.year = parts.year.map(|year| if century_specified { year } else { full_year(year, now) });
    settle_zone(&mut parts);
    Ok(parts)
}

/// `parserinfo.convertyear`: two digits stand for the closest year.
pub(super) fn full_year(year: i128, now: DateTime) -> i128 {
    if year >= 100 {
        return year;
    }
    let today: i128 = chrono::Datelike::year(&now.naive).into();
    let year = year + today / 100 * 100;
    if year >= today + 50 {
        year - 100
    } else if year < today - 50 {
        year + 100
    } else {
        year
    }
}

/// `parserinfo.validate`: `Z`, `GMT` and `UTC` win over a number.
fn settle_zone(parts: &mut DateParts) {
    let zone = parts.zone.as_deref().unwrap_or_default();
    if (parts.offset == Some(0) && zone.is_empty()) || matches!(zone, "Z" | "z") {
        parts.zone = Some("UTC".into());
        parts.offset = Some(0);
    } else if parts.offset != Some(0) && words::is_utc(zone) {
        parts.offset = Some(0);
    }
}
