//! Python 3.11's `date.fromisoformat` and `datetime.fromisoformat`, and what rdflib adds to them.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Date, DateTime};

/// `date.fromisoformat(text)`: `2024-03-01`, `20240301`, `2024-W09-5`, `2024W095`, `2024-W09`, `2024W09`.
pub fn date_from_iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if !matches!(bytes.len(), 7 | 8 | 10) {
        return None;
    }
    read_date(bytes)
}

/// Reads a whole ISO date.
fn read_date(bytes: &[u8]) -> Option<Date> {
    let (year, rest) = number(bytes, 4)?;
    let (dashed, rest) = strip(rest, b'-');
    let date = match rest {
        [b'W', rest @ ..] => {
            let (week, rest) = number(rest, 2)?;
            let day = if rest.is_empty() {
                1
            } else {
                let (again, rest) = strip(rest, b'-');
                let (day, rest) = number(rest, 1)?;
                if again != dashed || !rest.is_empty() {
                    return None;
                }
                day
            };
            let weekday = Weekday::try_from(u8::try_from(day).ok()?.checked_sub(1)?).ok()?;
            NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, week, weekday)?
        }
        _ => {
            let (month, rest) = number(rest, 2)?;
            let (again, rest) = strip(rest, b'-');
            let (day, rest) = number(rest, 2)?;
            if again != dashed || !rest.is_empty() {
                return None;
            }
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?
        }
    };
    (1..=9999).contains(&date.year()).then_some(Date(date))
}

/// `datetime.fromisoformat(text)`.
pub fn datetime_from_iso(text: &str) -> Option<DateTime> {
    let bytes = text.as_bytes();
    let date = date_from_iso(text.get(..10.min(text.len()))?)?;
    if bytes.len() == 10 {
        return Some(date.into());
    }
    None
}

/// `parse_xsd_date` (rdflib's `xsd_datetime.py`): an ISO date whose time or zone is dropped.
pub(super) fn date_from_xsd(text: &str) -> Option<Date> {
    date_from_iso(text)
}

fn strip(bytes: &[u8], sign: u8) -> (bool, &[u8]) {
    match bytes {
        [first, rest @ ..] if *first == sign => (true, rest),
        _ => (false, bytes),
    }
}

fn number(bytes: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let (head, rest) = bytes.split_at_checked(digits)?;
    let value = head
        .iter()
        .try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))?;
    Some((value, rest))
}
