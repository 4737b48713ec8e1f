//! Dates in French: what DKAN writes, and what people read.

use chrono::Datelike;

use super::{Date, DateError, DateTime, Style, parse_with};
use crate::text::slug::slugify;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The name of a month counted from 1.
pub fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default()
}

/// The day of a month, as people write it: « 1er », « 2 ».
pub fn day_name(day: u32) -> String {
    if day == 1 { "1er".into() } else { day.to_string() }
}

/// « 3 mars 2024 ».
pub fn long_date(date: Date) -> String {
    let Date(date) = date;
    format!("{} {} {}", day_name(date.day()), month_name(date.month()), date.year())
}

/// The date that people write « 3 mars 2024 », « 1er août 2024 », « lundi 2 décembre 2024 »; `None` for another text.
pub fn read_long_date(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [.., day, month, year] = words[..] else { return None };
    let slug = slugify(month);
    let month = MONTHS.iter().zip(1..).find(|(name, _)| slugify(name) == slug)?.1;
    let day = day.strip_suffix("er").unwrap_or(day).parse().ok()?;
    chrono::NaiveDate::from_ymd_opt(year.parse().ok()?, month, day).map(Date)
}

/// `to_date` of `harvest/backends/ckan/schemas/dkan.py`: French weekdays and the day first, whatever
/// stands around the date; then as dateutil reads English.
pub fn dkan_date(text: &str, now: DateTime) -> Result<Date, DateError> {
    let french = Style { fuzzy: true, day_first: true, french_weekdays: true, ..Style::default() };
    let english = Style { fuzzy: true, ..Style::default() };
    match parse_with(text, french, now) {
        Err(error) if error.is_value_error() => parse_with(text, english, now),
        result => result,
    }
    .map(DateTime::date)
}

#[cfg(test)]
mod tests {
    use super::read_long_date;

    #[test]
    fn dates_that_people_write_are_read() {
        for (text, read) in [
            ("2 septembre 2026", Some("2026-09-02")),
            ("mardi 1er AOUT 2023", Some("2023-08-01")),
            ("31 février 2024", None),
            ("septembre 2026", None),
            ("hier", None),
        ] {
            assert_eq!(read_long_date(text).map(|date| date.to_string()).as_deref(), read, "{text}");
        }
    }
}
