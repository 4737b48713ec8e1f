//! Dates as `isoformat()` writes them, which is how rdflib rewrites those it understands.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Date, DateTime};

/// `YYYY-MM-DD`, of the years 1 to 9999.
pub(super) fn date(text: &str) -> Option<Date> {
    let fits = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = fits.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()?;
    (date >= NaiveDate::from_ymd_opt(1, 1, 1)?).then_some(Date(date))
}

/// `YYYY-MM-DDTHH:MM:SS[.ffffff][±HH:MM[:SS]]`
pub(super) fn datetime(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_once('T')?;
    let (clock, zone) = time.split_at(time.find(['+', '-']).unwrap_or(time.len()));
    let Date(day) = date(day)?;
    let plain = clock.len() >= 8 && clock.bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte));
    let time = plain.then(|| chrono::NaiveTime::parse_from_str(clock, "%H:%M:%S%.f").ok()).flatten()?;
    let offset = if zone.is_empty() { None } else { Some(offset(zone)?) };
    Some(DateTime { naive: NaiveDateTime::new(day, time), offset })
}

/// Seconds east of UTC; fractions of a second are dropped.
fn offset(zone: &str) -> Option<i32> {
    let (zone, sign) = match zone.strip_prefix('-') {
        Some(zone) => (zone, -1),
        None => (zone.strip_prefix('+')?, 1),
    };
    let zone = zone.split_once('.').map_or(zone, |(whole, _)| whole);
    let mut parts = zone.split(':').map(|part| part.parse::<i32>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    let all = hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?;
    (all < 86_400).then_some(sign * all)
}
