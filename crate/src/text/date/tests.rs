//! Dates against tables recorded from the reference by `tests/record/dates.py`.

use serde::Deserialize;

use super::*;
use crate::text::testing::{assert_agreement, now, table};

/// What the reference did: the value it printed, or its exception.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(untagged)]
enum Recorded {
    Value { value: String },
    Error { error: String, message: String },
}

impl<T: fmt::Display> From<Result<T, DateError>> for Recorded {
    fn from(result: Result<T, DateError>) -> Self {
        match result {
            Ok(value) => Self::Value { value: value.to_string() },
            Err(error) => {
                let class = match error {
                    DateError::Parser(_) => "ParserError",
                    DateError::Value(_) => "ValueError",
                    DateError::Overflow(_) => "OverflowError",
                    DateError::Decimal(_) => "InvalidOperation",
                    DateError::Type(_) => "TypeError",
                };
                Self::Error { error: class.into(), message: error.to_string() }
            }
        }
    }
}

#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    style: String,
    #[serde(flatten)]
    recorded: Recorded,
}

fn assert_recorded(what: &str, rows: &[Row], ours: impl Fn(&Row) -> Recorded) {
    let wrong: Vec<_> = rows
        .iter()
        .map(|row| (row, ours(row)))
        .filter(|(row, ours)| row.recorded != *ours)
        .map(|(row, ours)| format!("{:?} {}: {ours:?}, reference {:?}", row.text, row.style, row.recorded))
        .collect();
    assert_agreement(what, rows.len(), &wrong);
}

#[test]
fn texts_are_read_as_dateutil_reads_them() {
    let rows = table("DATE_PARSE_TABLE", include_str!("../../../../tests/fixtures/date/parse.json"));
    assert_recorded("dates", &rows, |row| {
        let style = match row.style.as_str() {
            "" => Style::default(),
            "fuzzy" => Style { fuzzy: true, ..Style::default() },
            "year-first" => Style { year_first: true, ..Style::default() },
            "day-first" => Style { day_first: true, ..Style::default() },
            "dkan" => return dkan_date(&row.text, now()).into(),
            other => panic!("{other}"),
        };
        parse_with(&row.text, style, now()).into()
    });
}

#[test]
fn literals_are_what_rdflib_makes_of_them() {
    let rows = table("DATE_RDF_TABLE", include_str!("../../../../tests/fixtures/date/rdf.json"));
    assert_recorded("literals", &rows, |row| {
        let datatype = format!("http://www.w3.org/2001/XMLSchema#{}", row.style);
        let value = from_rdf_literal(&row.text, Some(&datatype));
        let class = match value {
            Moment::Date(_) => "date",
            Moment::DateTime(_) => "datetime",
            Moment::Text(_) if row.style == "string" => "str",
            Moment::Text(_) | Moment::Literal(_) | Moment::Other(..) => "Literal",
        };
        Recorded::Value { value: format!("{class} {value}") }
    });
}

#[test]
fn dates_are_stored_as_udata_stores_them() {
    let rows = table("DATE_STORED_TABLE", include_str!("../../../../tests/fixtures/date/stored.json"));
    assert_recorded("stored dates", &rows, |row| {
        let moment = Moment::Text(row.text.clone());
        if row.style == "field" {
            return match moment.validate(now()) {
                Ok(()) => Recorded::Value { value: String::new() },
                Err(fault) => {
                    let unparsable = matches!(fault, DateFault::Unparsable(_));
                    let error = if unparsable { "ValidationError" } else { "InvalidOperation" };
                    Recorded::Error { error: error.into(), message: fault.to_string() }
                }
            };
        }
        let stored = moment.harvested(row.style == "past", now());
        stored.map(|reading| reading.kept().map(|at| at.to_string()).unwrap_or_default()).into()
    });
}

#[test]
fn people_read_french() {
    for (date, shown) in
        [("2024-03-03", "3 mars 2024"), ("1999-08-01", "1er août 1999"), ("0987-12-31", "31 décembre 987")]
    {
        let Moment::Date(date) = from_rdf_literal(date, Some("http://www.w3.org/2001/XMLSchema#date")) else {
            panic!()
        };
        assert_eq!(long_date(date), shown);
    }
}

#[test]
fn a_date_in_full_is_what_its_words_say() {
    for style in [Style::default(), Style { fuzzy: true, year_first: true, ..Style::default() }] {
        for year in ["1000", "1959", "2000", "2024", "2026", "9999"] {
            for month_day in
                ["01-01", "01-31", "02-03", "02-29", "10-12", "12-10", "12-31", "13-01", "00-10", "11-31"]
            {
                for time in [
                    "",
                    "T00:00:00",
                    "T23:59:59",
                    "T12:34:56.000001",
                    "T01:02:03.987600",
                    "T24:00:00",
                    "T10:60:00",
                ] {
                    for zone in [
                        "",
                        "Z",
                        "+00:00",
                        "-00:00",
                        "+02:00",
                        "-11:30",
                        "+24:00",
                        "+01:75",
                        "+1:00",
                        "+01:00:30",
                    ] {
                        let text = format!("{year}-{month_day}{time}{zone}");
                        let read = parse_with(&text, style, now());
                        assert_eq!(read, parser::word_by_word(&text, style, now()), "{text}");
                    }
                }
            }
        }
    }
}
