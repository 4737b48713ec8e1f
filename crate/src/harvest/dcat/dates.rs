//! Dates and temporal coverage (`core/dataset/rdf.py`).

use super::{
    property::{DcatProperty, MODIFIED, TEMPORAL},
    reader::{DcatResult, NodeReader},
    subject::Subject,
};
use crate::{
    model::{Change, How, Loss, Refusal, TemporalCoverage, ValuePlace, Verbatim, temporal},
    source::rdf::{
        Node,
        vocabulary::{dcat, schema, scv},
    },
    text::date::{DateFault, DateReading, Incomparable, Moment, is_partial},
};

/// A date, and why and where the database refuses it, when it does.
#[derive(Debug, Clone)]
pub(super) struct DateDraft {
    pub moment: Moment,
    pub fault: Option<(DateFault, ValuePlace)>,
}

/// A date that udata keeps as the portal writes it, and reads when it stores the record.
pub(super) fn date(
    reader: &mut NodeReader<'_, '_>,
    name: &'static str,
    property: DcatProperty,
) -> Option<DateDraft> {
    let object = reader.subject.preferred(property.node)?;
    reader.others_are_lost(name, property, object);
    if !object.is_truthy() {
        return None;
    }
    let moment = object.value().moment();
    let fault = moment.validate(reader.now).err().map(|fault| (fault, reader.place(name, property, object)));
    if fault.is_some() {
        reader.lost(name, property, object, Loss::FatalDate);
    } else {
        dated(reader, name, property, object, How::AsIs);
    }
    Some(DateDraft { moment, fault })
}

/// `dct:modified` of a dataset or a resource: neither unreadable nor future (`safe_harvest_datetime`).
pub(super) fn modified(reader: &mut NodeReader<'_, '_>, label: &str) -> DcatResult<Option<Moment>> {
    const FIELD: &str = "harvest.modified_at";
    let Some(object) = reader.subject.preferred(MODIFIED.node) else { return Ok(None) };
    reader.others_are_lost(FIELD, MODIFIED, object);
    if !object.is_truthy() {
        return Ok(None);
    }
    let moment = object.value().moment();
    if let Moment::Other(_, class) = moment {
        let why = Incomparable::Types(class, "datetime.datetime");
        return Err(reader.blame(FIELD, MODIFIED, Refusal::raised(why)));
    }
    let read = moment.harvested(true, reader.now);
    match read.map_err(|error| reader.blame(FIELD, MODIFIED, Refusal::raised(error)))? {
        DateReading::Kept(at) => {
            dated(reader, FIELD, MODIFIED, object, How::Converted);
            Ok(Some(Moment::DateTime(at)))
        }
        DateReading::Unreadable => {
            reader.logs.push(format!("Unparseable {label} value: '{}'", object.text()));
            reader.lost(FIELD, MODIFIED, object, Loss::UnreadableDate);
            Ok(None)
        }
        DateReading::Future => {
            reader.logs.push(format!("Future {label} value: '{}'", object.text()));
            reader.lost(FIELD, MODIFIED, object, Loss::FutureDate);
            Ok(None)
        }
    }
}

/// The field took a date, which may want its day.
fn dated<'g>(
    reader: &mut NodeReader<'_, 'g>,
    name: &'static str,
    property: DcatProperty,
    object: Subject<'g>,
    how: How,
) {
    let text = object.text();
    match is_partial(text) || is_month_of_year(text) {
        true => reader.changed(name, property, object, how, Change::Completed(Verbatim::boxed(text))),
        false => reader.took(name, property, object, how),
    }
}

/// « 03/2025 »
fn is_month_of_year(text: &str) -> bool {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    text.trim().split_once('/').is_some_and(|(month, year)| digits(month, 2) && digits(year, 4))
}

const FIELD: &str = "temporal_coverage";

/// `temporal_from_rdf`: the first `dct:temporal`; what cannot be read is lost without harm.
pub(super) fn temporal_coverage(reader: &mut NodeReader<'_, '_>) -> Option<TemporalCoverage> {
    let Some(period) = reader.subject.first(TEMPORAL.node) else {
        reader.missing(FIELD, TEMPORAL);
        return None;
    };
    reader.others_are_lost(FIELD, TEMPORAL, period);
    let coverage = if period.is_literal() {
        temporal::from_literal(period.text(), reader.now).map_err(|_| Loss::UnreadablePeriod)
    } else if period.iri().is_some() {
        // udata fetches the address; that never gives a period in practice.
        Err(Loss::PeriodAddress)
    } else {
        from_node(reader, period)
    };
    match coverage {
        Ok(Some(coverage)) => {
            match wanting(period) {
                Some(bounds) => {
                    let change = Change::Completed(Verbatim::boxed(bounds));
                    reader.changed(FIELD, TEMPORAL, period, How::Converted, change);
                }
                None => reader.took(FIELD, TEMPORAL, period, How::Converted),
            }
            Some(coverage)
        }
        Ok(None) if period.is_literal() => {
            reader.lost(FIELD, TEMPORAL, period, Loss::SingleDate);
            None
        }
        Ok(None) => {
            // « time:hasBeginning [ time:inXSDDate "2020-01-01" ] »
            let nested = period.texts_of_parts().take(2).collect::<Vec<_>>().join(" · ");
            if nested.is_empty() || !period.caption().trim().is_empty() {
                reader.lost_or_named(FIELD, TEMPORAL, period, Loss::EmptyPeriod);
            } else {
                reader.trace.lost(FIELD, "dct:temporal", &nested, Loss::EmptyPeriod);
                reader.comes_from(TEMPORAL.node, period);
            }
            None
        }
        Err(loss) => {
            reader.logs.push("Unable to parse temporal coverage".to_owned());
            reader.lost(FIELD, TEMPORAL, period, loss);
            None
        }
    }
}

/// Bounds of a period, in the order udata tries the pairs.
const BOUNDS: [(Node, Node); 3] =
    [(schema::START_DATE, schema::END_DATE), (dcat::START_DATE, dcat::END_DATE), (scv::MIN, scv::MAX)];

/// The first pair of which one is there.
fn bounds_of(period: Subject<'_>) -> Option<[Option<Subject<'_>>; 2]> {
    BOUNDS
        .iter()
        .map(|&(start, end)| [start, end].map(|bound| period.first(bound).filter(|bound| bound.is_truthy())))
        .find(|bounds| bounds.iter().any(Option::is_some))
}

/// The bounds of a period as it writes them, `2020/2021`, when the day of the harvest completes one of them: a year
/// or a month that is the whole literal is taken whole.
fn wanting(period: Subject<'_>) -> Option<String> {
    if period.is_literal() {
        let (start, end) = period.text().split_once('/')?;
        return (is_partial(start) || is_partial(end)).then(|| format!("{}/{}", start.trim(), end.trim()));
    }
    let [start, end] = bounds_of(period)?.map(|bound| bound.map_or("", Subject::text));
    (is_partial(start) || is_partial(end)).then(|| format!("{start}/{end}"))
}

/// `temporal_from_resource`, for a blank node.
fn from_node(reader: &NodeReader<'_, '_>, period: Subject<'_>) -> Result<Option<TemporalCoverage>, Loss> {
    let Some(bounds) = bounds_of(period) else { return Ok(None) };
    // A node has no `toPython()`.
    if bounds.iter().flatten().any(|bound| !bound.is_literal()) {
        return Err(Loss::UnreadablePeriod);
    }
    let [start, end] = bounds.map(|bound| bound.map(|bound| bound.value().moment()));
    Ok(TemporalCoverage::from_bounds(start, end, reader.now))
}
