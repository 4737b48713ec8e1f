//! From the parts of a date to a date (`_build_naive` and `_build_tzaware`, `parser/_parser.py`), with the
//! messages of Python's `datetime`.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{DateError, DateTime, parser::DateParts, ymd::days_in_month};

/// Largest offset that Python's `timedelta` holds, in seconds.
const MAX_OFFSET: i128 = 999_999_999 * 86_400;

pub(super) fn build(parts: &DateParts, now: DateTime, text: &str) -> Result<DateTime, DateError> {
    let today = now.naive.date();
    let refused = |reason: String| DateError::Parser(format!("{reason}: {text}"));

    let (year, month) =
        (parts.year.unwrap_or(today.year().into()), parts.month.unwrap_or(today.month().into()));
    let day = match parts.day {
        Some(day) => day,
        // Today's day, or the last of a shorter month.
        None => match days_in_month(year, month) {
            0 => return Err(refused(format!("bad month number {month}; must be 1-12"))),
            last => last.min(today.day().into()),
        },
    };
    let time = [parts.hour, parts.minute, parts.second, parts.microsecond].map(Option::unwrap_or_default);
    let [hour, minute, second, microsecond] = time;
    for number in [year, month, day].into_iter().chain(time) {
        fits_c_int(number)?;
    }

    if !(1..=9999).contains(&year) {
        return Err(refused(format!("year {year} is out of range")));
    }
    if !(1..=12).contains(&month) {
        return Err(refused("month must be in 1..12".into()));
    }
    let date = ymd(year, month, day).ok_or_else(|| refused("day is out of range for month".into()))?;
    for (name, value, limit) in [("hour", hour, 23), ("minute", minute, 59), ("second", second, 59)] {
        if value > limit {
            return Err(refused(format!("{name} must be in 0..{limit}")));
        }
    }
    let time = hms(hour, minute, second, microsecond)
        .ok_or_else(|| refused("microsecond must be in 0..999999".into()))?;

    let date = match parts.weekday {
        Some(weekday) if parts.day.is_none_or(|day| day == 0) => next_weekday(date, weekday)?,
        _ => date,
    };
    Ok(DateTime { naive: NaiveDateTime::new(date, time), offset: offset(parts)? })
}

/// How `datetime` reads its arguments.
fn fits_c_int(number: i128) -> Result<(), DateError> {
    if i64::try_from(number).is_err() {
        Err(DateError::Overflow("Python int too large to convert to C long".into()))
    } else if i32::try_from(number).is_err() {
        Err(DateError::Overflow("signed integer is greater than maximum".into()))
    } else {
        Ok(())
    }
}

fn ymd(year: i128, month: i128, day: i128) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

fn hms(hour: i128, minute: i128, second: i128, microsecond: i128) -> Option<NaiveTime> {
    NaiveTime::from_hms_micro_opt(
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
        microsecond.try_into().ok().filter(|micros| *micros < 1_000_000)?,
    )
}

/// The first such day from `date` on.
fn next_weekday(date: NaiveDate, weekday: u32) -> Result<NaiveDate, DateError> {
    let days = (7 + weekday - date.weekday().num_days_from_monday()) % 7;
    let next = date.checked_add_days(Days::new(days.into())).filter(|next| next.year() <= 9999);
    next.ok_or_else(|| DateError::Overflow("date value out of range".into()))
}

/// Seconds east of UTC. A zone's name says nothing, save UTC's: data.gouv.fr's servers live in UTC.
fn offset(parts: &DateParts) -> Result<Option<i32>, DateError> {
    if parts.zone.as_deref() == Some("UTC") {
        return Ok(Some(0));
    }
    let Some(seconds) = parts.offset else { return Ok(None) };
    if seconds.abs() > MAX_OFFSET {
        return Err(DateError::Overflow(match i32::try_from(seconds.div_euclid(86_400)) {
            Ok(days) => format!("days={days}; must have magnitude <= 999999999"),
            Err(_) => "Python int too large to convert to C int".into(),
        }));
    }
    Ok(Some(i32::try_from(seconds).unwrap_or(if seconds < 0 { i32::MIN } else { i32::MAX })))
}
