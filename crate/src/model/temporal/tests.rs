//! Temporal coverages against tables recorded from the reference by `tests/record/temporal.py`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::{
    model::refusal::FieldFault,
    text::{
        date::from_rdf_literal,
        testing::{assert_agreement, now, table},
    },
};

/// The bounds after the names of their Python classes; texts are plain or ill-typed literals.
type PeriodBounds = [Option<String>; 2];

fn shown(coverage: &TemporalCoverage) -> PeriodBounds {
    [&coverage.start, &coverage.end].map(|bound| {
        let bound = bound.as_ref()?;
        let class = match bound {
            Moment::Date(_) => "date",
            Moment::DateTime(_) => "datetime",
            Moment::Text(_) | Moment::Literal(_) => "str",
            Moment::Other(..) => "int",
        };
        Some(format!("{class} {bound}"))
    })
}

fn as_texts(bounds: PeriodBounds) -> PeriodBounds {
    bounds.map(|bound| bound.map(|bound| bound.replacen("Literal ", "str ", 1)))
}

#[derive(Deserialize)]
struct Literal {
    text: String,
    found: Option<PeriodBounds>,
}

#[test]
fn literals_are_read_as_udata_reads_them() {
    let rows: Vec<Literal> =
        table("TEMPORAL_LITERALS_TABLE", include_str!("../../../../tests/fixtures/temporal/literals.json"));
    let wrong = rows.iter().filter_map(|row| {
        let ours = from_literal(&row.text, now()).ok().flatten().as_ref().map(shown);
        (ours != row.found).then(|| format!("{:?}: {ours:?}, reference {:?}", row.text, row.found))
    });
    assert_agreement("coverages", rows.len(), &wrong.collect::<Vec<_>>());
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Bound {
    Literal(String, Option<String>),
    Nothing(()),
}

#[derive(Deserialize, Debug, PartialEq, Default)]
struct Outcome {
    found: Option<PeriodBounds>,
    valid: Option<PeriodBounds>,
    refused: Option<BTreeMap<String, String>>,
    raised: Option<String>,
}

#[derive(Deserialize)]
struct Period {
    bounds: [Bound; 2],
    #[serde(flatten)]
    outcome: Outcome,
}

fn moment(bound: &Bound) -> Option<Moment> {
    match bound {
        Bound::Nothing(_) => None,
        Bound::Literal(text, Some(datatype)) if datatype.ends_with("#integer") => {
            Some(Moment::Other(text.clone(), "int"))
        }
        Bound::Literal(text, datatype) => Some(from_rdf_literal(text, datatype.as_deref())),
    }
}

fn outcome(bounds: &[Bound; 2]) -> Outcome {
    let [start, end] = bounds.each_ref().map(moment);
    let Some(mut coverage) = TemporalCoverage::from_bounds(start, end, now()) else {
        return Outcome::default();
    };
    let found = Some(shown(&coverage));
    if let Err(message) = coverage.clean() {
        return Outcome { found, raised: Some(message.to_string()), ..Outcome::default() };
    }
    let refused: Vec<_> =
        coverage.refused().map(|(name, _)| (name.to_owned(), FieldFault::NotADate.to_string())).collect();
    if refused.is_empty() {
        return Outcome { found, valid: Some(shown(&coverage)), ..Outcome::default() };
    }
    Outcome { found, refused: Some(refused.into_iter().collect()), ..Outcome::default() }
}

#[test]
fn periods_are_read_and_refused_as_udata_does() {
    let rows: Vec<Period> =
        table("TEMPORAL_BOUNDS_TABLE", include_str!("../../../../tests/fixtures/temporal/bounds.json"));
    let wrong = rows.iter().enumerate().filter_map(|(at, row)| {
        let ours = outcome(&row.bounds);
        let recorded = Outcome {
            found: row.outcome.found.clone().map(as_texts),
            valid: row.outcome.valid.clone(),
            refused: row.outcome.refused.clone(),
            raised: row.outcome.raised.clone(),
        };
        (ours != recorded).then(|| format!("row {at}\n  {ours:?}\n  {recorded:?}"))
    });
    assert_agreement("periods", rows.len(), &wrong.collect::<Vec<_>>());
}

#[derive(Deserialize)]
struct Ckan {
    text: String,
    start: String,
    end: String,
}

#[test]
fn bounds_of_ckan_are_read_as_udata_reads_them() {
    let rows: Vec<Ckan> =
        table("TEMPORAL_CKAN_TABLE", include_str!("../../../../tests/fixtures/temporal/ckan.json"));
    let shown = |read: Result<Date, DateError>| match read {
        Ok(date) => date.to_string(),
        Err(error @ DateError::Parser(_)) => format!("ParserError {error}"),
        Err(error @ DateError::Value(_)) => format!("ValueError {error}"),
        Err(error @ DateError::Overflow(_)) => format!("OverflowError {error}"),
        Err(error @ DateError::Decimal(_)) => format!("InvalidOperation {error}"),
        Err(error @ DateError::Type(_)) => format!("TypeError {error}"),
    };
    let wrong = rows.iter().filter_map(|row| {
        let ours = (shown(range_start(&row.text, now())), shown(range_end(&row.text, now())));
        (ours != (row.start.clone(), row.end.clone()))
            .then(|| format!("{:?}: {ours:?}, reference {} {}", row.text, row.start, row.end))
    });
    assert_agreement("bounds of CKAN", rows.len(), &wrong.collect::<Vec<_>>());
}

#[test]
fn people_read_coverages_in_french() {
    for (start, end, described) in [
        (Some("2020-01-01"), Some("2020-12-31"), "2020"),
        (Some("2020-01-01"), Some("2021-12-31"), "2020 et 2021"),
        (Some("2018-01-01"), Some("2021-12-31"), "2018 à 2021"),
        (Some("2020-03-01"), Some("2020-03-31"), "mars 2020"),
        (Some("2020-03-01"), Some("2020-04-30"), "mars et avril 2020"),
        (Some("2020-03-01"), Some("2020-06-30"), "mars à juin 2020"),
        (Some("2019-12-01"), Some("2020-01-31"), "décembre 2019 et janvier 2020"),
        (Some("2019-11-01"), Some("2020-02-29"), "novembre 2019 à février 2020"),
        (Some("2020-03-03"), Some("2020-04-05"), "du 3 mars au 5 avril 2020"),
        (Some("2020-03-03"), Some("2020-03-05"), "du 3 au 5 mars 2020"),
        (Some("2019-03-03"), Some("2020-03-01"), "du 3 mars 2019 au 1er mars 2020"),
        (Some("2020-03-03"), Some("2020-03-03"), "le 3 mars 2020"),
        (Some("2020-03-03"), None, "depuis le 3 mars 2020"),
        (None, Some("2020-08-01"), "du 1er janvier 1970 au 1er août 2020"),
        (None, Some("2020-12-31"), "1970 à 2020"),
    ] {
        let bound = |text: Option<&str>| {
            text.map(|text| from_rdf_literal(text, Some("http://www.w3.org/2001/XMLSchema#date")))
        };
        let coverage = TemporalCoverage { start: bound(start), end: bound(end) };
        assert_eq!(coverage.describe(), described);
    }
}
