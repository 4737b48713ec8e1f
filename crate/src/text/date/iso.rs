//! Dates as `isoformat()` writes them, which is how rdflib rewrites those it understands.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{Date, DateTime};

/// `YYYY-MM-DD`, of the years 1 to 9999.
pub(super) fn date(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, [4, 2, 2], b'-')?;
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    (year > 0).then_some(Date(date))
}

/// `YYYY-MM-DDTHH:MM:SS[.ffffff][±HH:MM[:SS]]`
pub(super) fn datetime(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_once('T')?;
    let (clock, zone) = time.split_at(time.find(['+', '-']).unwrap_or(time.len()));
    let Date(day) = date(day)?;
    let (clock, micros) = clock.split_once('.').unwrap_or((clock, "000000"));
    let [hours, minutes, seconds] = numbers(clock, [2, 2, 2], b':')?;
    let [micros] = numbers(micros, [6], b'.')?;
    let time = NaiveTime::from_hms_micro_opt(hours, minutes, seconds, micros)?;
    let offset = if zone.is_empty() { None } else { Some(offset(zone)?) };
    Some(DateTime { naive: NaiveDateTime::new(day, time), offset })
}

/// Numbers of so many digits, with a separator between them.
fn numbers<const N: usize>(text: &str, widths: [usize; N], separator: u8) -> Option<[u32; N]> {
    let mut rest = text.as_bytes();
    let mut numbers = [0; N];
    for (index, (number, width)) in numbers.iter_mut().zip(widths).enumerate() {
        if index > 0 {
            rest = rest.strip_prefix(&[separator])?;
        }
        let (digits, after) = rest.split_at_checked(width)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        *number = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        rest = after;
    }
    rest.is_empty().then_some(numbers)
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
