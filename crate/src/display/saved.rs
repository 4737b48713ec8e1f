//! What saving a record changes: the page shows what was read back from the database.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use crate::{
    model::{Dataset, Resource, TemporalCoverage},
    text::{
        date::{DateTime, Moment, Style, parse, parse_with},
        slug,
    },
};

/// An instant as the database holds it: in universal time, to the millisecond.
pub fn instant(moment: &Moment, now: DateTime) -> Option<NaiveDateTime> {
    let at = match moment {
        Moment::Date(date) => DateTime::from(*date),
        Moment::DateTime(at) => *at,
        Moment::Text(text) | Moment::Literal(text) => parse(text, now).ok()?,
        Moment::Other(..) => return None,
    };
    let utc = at.naive.checked_sub_signed(TimeDelta::seconds(at.offset.unwrap_or(0).into()))?;
    truncated(utc)
}

/// To the millisecond.
fn truncated(at: NaiveDateTime) -> Option<NaiveDateTime> {
    at.with_nanosecond(at.nanosecond() / 1_000_000 * 1_000_000)
}

/// Keywords: slugged again, sorted, each once.
pub fn keywords(tags: &[String]) -> Vec<String> {
    slug::clean_tags(tags.iter().map(String::as_str))
}

/// The date of a file: the portal's when it is past, else that of the harvest.
pub fn last_modified(resource: &Resource, now: DateTime) -> NaiveDateTime {
    let modified = resource.harvest.as_ref().and_then(|harvest| harvest.modified_at.as_ref());
    modified.and_then(|at| instant(at, now)).filter(|at| *at < now.naive).unwrap_or(now.naive)
}

/// When a file was created.
pub fn created_at(resource: &Resource, now: DateTime) -> NaiveDateTime {
    let issued = resource.harvest.as_ref().and_then(|harvest| harvest.issued_at.as_ref());
    issued.and_then(|at| instant(at, now)).unwrap_or(now.naive)
}

/// When a dataset was created.
pub fn dataset_created_at(dataset: &Dataset, now: DateTime) -> NaiveDateTime {
    let given = [&dataset.harvest.issued_at, &dataset.harvest.created_at];
    given.into_iter().flatten().find_map(|at| instant(at, now)).unwrap_or(now.naive)
}

/// A period keeps its days only; a bound that is not there is read as the first day of 1970 when it is the first.
pub fn period(coverage: &TemporalCoverage, now: DateTime) -> (NaiveDate, Option<NaiveDate>) {
    let bound = |moment: &Option<Moment>| moment.as_ref().and_then(|moment| bound(moment, now));
    (bound(&coverage.start).unwrap_or_default(), bound(&coverage.end))
}

fn bound(moment: &Moment, now: DateTime) -> Option<NaiveDate> {
    match moment {
        Moment::Date(date) => Some(date.0),
        Moment::DateTime(at) => Some(at.naive.date()),
        Moment::Text(text) | Moment::Literal(text) => {
            let style = Style { year_first: true, ..Style::default() };
            parse_with(text, style, now).ok().map(|at| at.naive.date())
        }
        Moment::Other(..) => None,
    }
}

/// As the API writes an instant: `2024-05-08T04:11:24.309000+00:00`.
pub fn iso(at: NaiveDateTime) -> String {
    format!("{}+00:00", DateTime::naive(at))
}
