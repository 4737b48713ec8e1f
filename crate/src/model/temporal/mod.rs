//! Temporal coverage: `DateRange` (`mongo/datetime_fields.py`), `temporal_from_rdf`
//! (`core/dataset/rdf.py`) and CKAN's bounds (`utils.py`).

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::text::{
    date::{Date, DateError, DateTime, Incomparable, Moment, Style, day_name, month_name, parse, parse_with},
    python,
};

/// Temporal coverage; either bound may be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemporalCoverage {
    /// First day.
    pub start: Option<Moment>,
    /// Last day.
    pub end: Option<Moment>,
}

/// What `temporal_from_literal` makes of a literal: `start/end`, a year or a month. A full date gives
/// nothing; an error is logged by udata, which goes on without coverage.
///
/// What a bound lacks is taken from today: `2020/2021` read on 22 November starts on 22 November 2020.
///
/// # Errors
///
/// What dateutil refuses.
pub fn from_literal(text: &str, now: DateTime) -> Result<Option<TemporalCoverage>, DateError> {
    if let Some((start, end)) = text.split_once('/')
        && !end.contains('/')
    {
        let (start, end) = (parse(start, now)?.date(), parse(end, now)?.date());
        return Ok(Some(TemporalCoverage::days(start, end)));
    }
    match text.matches('-').count() {
        0 => year_range(text).map(Some),
        1 => {
            let Date(month) = parse(text, now)?.date();
            let (first, last) = month_bounds(month);
            Ok(Some(TemporalCoverage::days(first, last)))
        }
        _ => Ok(None),
    }
}

fn year_range(text: &str) -> Result<TemporalCoverage, DateError> {
    let year = python::int(text).map_err(DateError::Value)?;
    let date = |month, day| {
        let year = year.parse::<i32>().ok().filter(|year| (1..=9999).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day).map(Date)
    };
    match (date(1, 1), date(12, 31)) {
        (Some(first), Some(last)) => Ok(TemporalCoverage::days(first, last)),
        _ => Err(DateError::Value(format!("year {year} is out of range"))),
    }
}

fn month_bounds(day: NaiveDate) -> (Date, Date) {
    let first = day.with_day(1).unwrap_or(day);
    let last = first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt());
    (Date(first), Date(last.unwrap_or(day)))
}

impl TemporalCoverage {
    fn days(start: Date, end: Date) -> Self {
        Self { start: Some(start.into()), end: Some(end.into()) }
    }

    /// `maybe_date_range`: the two literals of a `dct:PeriodOfTime`, read as `DateRange` reads them.
    /// A text that is no date stays a text, which the check of the period refuses.
    pub fn from_bounds(start: Option<Moment>, end: Option<Moment>, now: DateTime) -> Option<Self> {
        let read = |bound: Moment| match &bound {
            Moment::Text(text) | Moment::Literal(text) => {
                let style = Style { year_first: true, ..Style::default() };
                parse_with(text, style, now).map_or(bound, |at| at.date().into())
            }
            _ => bound,
        };
        (start.is_some() || end.is_some()).then(|| Self { start: start.map(read), end: end.map(read) })
    }

    /// `DateRange.clean`: bounds in the wrong order are swapped; whether they were. Bounds that do not compare fail the
    /// record.
    ///
    /// # Errors
    ///
    /// Bounds that Python does not compare: one has an offset, the other none.
    pub fn clean(&mut self) -> Result<bool, Incomparable> {
        let is_swapped = match (&self.start, &self.end) {
            (Some(start), Some(end)) => start.compare(end)? == Ordering::Greater,
            _ => false,
        };
        if is_swapped {
            std::mem::swap(&mut self.start, &mut self.end);
        }
        Ok(is_swapped)
    }

    /// The bounds that `DateField` refuses when the record is validated, by the names of their fields.
    pub fn refused(&self) -> impl Iterator<Item = (&'static str, &Moment)> {
        let bounds = [("start", &self.start), ("end", &self.end)].into_iter();
        bounds
            .filter_map(|(name, bound)| Some((name, bound.as_ref()?)))
            .filter(|(_, bound)| !matches!(bound, Moment::Date(_) | Moment::DateTime(_)))
    }
}

/// `daterange_start` (`utils.py`), which reads CKAN's `temporal_start`.
pub fn range_start(text: &str, now: DateTime) -> Result<Date, DateError> {
    let Date(day) = parse(text, now)?.date();
    Ok(Date(match text.matches('-').count() {
        0 => day.with_day(1).and_then(|day| day.with_month(1)).unwrap_or(day),
        1 => day.with_day(1).unwrap_or(day),
        _ => day,
    }))
}

/// `daterange_end` (`utils.py`), which reads CKAN's `temporal_end`.
pub fn range_end(text: &str, now: DateTime) -> Result<Date, DateError> {
    let date = parse(text, now)?.date();
    Ok(match text.matches('-').count() {
        0 => Date(NaiveDate::from_ymd_opt(date.0.year(), 12, 31).unwrap_or(date.0)),
        1 if date.0.year() == 9999 && date.0.month() == 12 => {
            // udata goes through the first day of the next month.
            return Err(DateError::Value("year 10000 is out of range".into()));
        }
        1 => month_bounds(date.0).1,
        _ => date,
    })
}

impl TemporalCoverage {
    /// As data.gouv.fr shows it (`DateRangeDetails.vue`): « mars à juin 2020 ».
    pub fn describe(&self) -> String {
        let day = |bound: &Option<Moment>| match bound {
            Some(Moment::Date(Date(day))) => Some(*day),
            Some(Moment::DateTime(at)) => Some(at.naive.date()),
            _ => None,
        };
        match (day(&self.start), day(&self.end)) {
            (Some(start), Some(end)) => describe_range(start, end),
            (Some(start), None) => format!("depuis le {}", full_day(start)),
            // The site reads no start as the first day of its calendar.
            (None, Some(end)) => describe_range(NaiveDate::default(), end),
            (None, None) => String::new(),
        }
    }
}

fn full_day(day: NaiveDate) -> String {
    crate::text::date::long_date(Date(day))
}

fn describe_range(start: NaiveDate, end: NaiveDate) -> String {
    let starts_month = start.day() == 1;
    let ends_month = month_bounds(end).1.0 == end;
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    if starts_month && ends_month && start.month() == 1 && end.month() == 12 {
        let (first, last) = (start.year(), end.year());
        return match last - first {
            0 => first.to_string(),
            1 => format!("{first} et {last}"),
            _ => format!("{first} à {last}"),
        };
    }
    let same_year = start.year() == end.year();
    let year = |date: NaiveDate| if same_year { String::new() } else { format!(" {}", date.year()) };
    if starts_month && ends_month {
        let (first, last) = (month_name(start.month()), month_name(end.month()));
        let joint = match months(end) - months(start) {
            0 => return format!("{first} {}", start.year()),
            1 => "et",
            _ => "à",
        };
        return format!("{first}{} {joint} {last} {}", year(start), end.year());
    }
    if start == end {
        return format!("le {}", full_day(start));
    }
    let month = if same_year && start.month() == end.month() {
        String::new()
    } else {
        format!(" {}{}", month_name(start.month()), year(start))
    };
    format!("du {}{month} au {}", day_name(start.day()), full_day(end))
}

#[cfg(test)]
mod tests;
