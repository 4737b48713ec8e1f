//! Numbers, dates and sizes as a French reader expects them.

use chrono::{Datelike, NaiveDateTime};

pub use crate::text::count::{count, number, plural};
use crate::text::date::{Date, long_date};

/// A day written AAAA-MM-JJ, in words.
pub fn written_day(text: &str) -> Option<String> {
    Date::of_parts(text).map(long_date)
}

/// « 22 août 2026 »
pub fn day(instant: NaiveDateTime) -> String {
    long_date(Date(instant.date()))
}

/// « 22/08/2026 », where room is scarce.
pub fn short_day(instant: NaiveDateTime) -> String {
    format!("{:02}/{:02}/{:04}", instant.day(), instant.month(), instant.year())
}

/// A size as data.gouv.fr writes it: one decimal, base 1024.
pub fn size(bytes: i64) -> String {
    const UNITS: [&str; 5] = ["o", "Ko", "Mo", "Go", "To"];
    let mut value = bytes.max(0) as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text).replace('.', ",");
    format!("{text} {}", UNITS[unit])
}

/// « a, b et c »
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} et {last}", most.join(", ")),
    }
}

/// What the portal wrote, as a person would: a JSON list of words without its brackets.
pub fn plain(raw: &str) -> String {
    match serde_json::from_str::<Vec<String>>(raw) {
        Ok(words) => words.join(", "),
        Err(_) => raw.to_owned(),
    }
}

/// The first `limit` characters, and « … » when something is cut.
pub fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::typography::NARROW;

    #[test]
    fn numbers_are_grouped_by_three() {
        let table = [(0, "0"), (999, "999"), (1000, "1 000"), (1234567, "1 234 567")];
        for (n, expected) in table {
            assert_eq!(number(n).replace(NARROW, " "), expected);
        }
        assert_eq!(count(0, "fiche", "fiches"), "0 fiche");
        assert_eq!(count(2, "fiche", "fiches"), "2 fiches");
    }

    #[test]
    fn sizes_are_in_base_1024_with_one_decimal() {
        let table = [
            (-1, "0 o"),
            (0, "0 o"),
            (1023, "1023 o"),
            (1024, "1 Ko"),
            (1_258_291, "1,2 Mo"),
            (i64::MAX, "8388608 To"),
        ];
        for (bytes, expected) in table {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn lists_lose_their_brackets() {
        let table = [("[\"a\", \"b\"]", "a, b"), ("[1]", "[1]"), ("a", "a"), ("[\"a", "[\"a")];
        for (raw, expected) in table {
            assert_eq!(plain(raw), expected);
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut("été", 3), "été");
        assert_eq!(cut("été indien", 4), "été…");
        assert_eq!(join(&["a".into(), "b".into(), "c".into()]), "a, b et c");
    }
}
