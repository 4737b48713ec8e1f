//! The extras of a package: coverage, frequency, and the others, which stay extras.

use std::borrow::Cow;

use super::{
    dataset::{Draft, PackageContext},
    schema::{Extra, Package},
};
use crate::{
    formats::json::Json,
    model::{
        Change, Dataset, Frequency, How, Loss, Refusal, Spatial, TemporalCoverage, ValuePlace, ZoneName,
        frequency::{self, FrequencyTerm},
        refusal::{Exception, Faults, FieldFault},
        temporal::{range_end, range_start},
        zones::ZoneMatch,
    },
    text::{
        date::{Date, DateError, DateTime},
        space::strip,
        url,
    },
};

/// What the extras say, until all are read: the last of each key wins.
#[derive(Default)]
struct ReadExtras<'p> {
    geometry: Option<Json<'p>>,
    zone: Option<String>,
    start: Option<Date>,
    end: Option<Date>,
    /// Those that stay extras, under the names that udata gives them.
    kept: Vec<(Cow<'static, str>, Json<'static>)>,
}

impl ReadExtras<'_> {
    fn keep(&mut self, key: impl Into<Cow<'static, str>>, extra: &Extra<'_>) {
        self.kept.push((key.into(), extra.value.clone().into_owned()));
    }
}

/// Reads the extras of a package.
pub fn read<'p>(
    context: &mut PackageContext<'_>,
    draft: &mut Draft,
    package: &'p Package<'p>,
) -> Result<(), Refusal> {
    let mut read = ReadExtras::default();
    let dataset = &mut draft.dataset;
    for extra in &package.extras {
        if is_blank(extra.value) {
            continue;
        }
        let raw = extra.value.shown();
        match extra.key {
            "spatial" => read.geometry = Some(geometry(context, extra, &raw)?),
            "spatial-text" => zone(context, &mut read, extra, &raw),
            "spatial-uri" => {
                read.keep("ckan:spatial-uri", extra);
                context.trace.lost("spatial", path(extra), &raw, Loss::PlaceAddress);
            }
            "frequency" => frequency(context, dataset, &mut read, extra, &raw),
            "temporal_start" => {
                if let PeriodBound::Kept(bound) = bound(context, extra, &raw, range_start)? {
                    read.start = bound;
                }
            }
            "temporal_end" => {
                if let PeriodBound::Kept(bound) = bound(context, extra, &raw, range_end)? {
                    read.end = bound;
                }
            }
            key => {
                read.keep(key.to_owned(), extra);
                context.trace.took("extras", path(extra), &raw, How::AsIs);
            }
        }
    }
    dataset.extras = std::mem::take(&mut read.kept).into_iter().collect();
    for (field, keys) in [
        ("frequency", &["frequency"][..]),
        ("temporal_coverage", &["temporal_start", "temporal_end"]),
        ("spatial", &["spatial", "spatial-text", "spatial-uri"]),
    ] {
        if !package.extras.iter().any(|extra| keys.contains(&extra.key) && !is_blank(extra.value)) {
            context.trace.missing(field, format!("extras.{}", keys.first().unwrap_or(&"")));
        }
    }
    cover(context, draft, read)
}

/// udata skips what is null and what is only white space.
fn is_blank(value: &Json<'_>) -> bool {
    matches!(value, Json::Null) || value.as_str().is_some_and(|text| strip(text).is_empty())
}

fn path(extra: &Extra<'_>) -> String {
    format!("extras.{}", extra.key)
}

/// An object, or a text of JSON.
fn geometry<'p>(context: &mut PackageContext<'_>, extra: &Extra<'p>, raw: &str) -> Result<Json<'p>, Refusal> {
    let error = match extra.value {
        object @ Json::Object(_) => return Ok(object.clone()),
        Json::Text(text) => match Json::parse(text) {
            Ok(geometry) => return Ok(geometry),
            Err(error) => Exception::Json(error.message(text)),
        },
        other => Exception::NotJsonText(other.python_type()),
    };
    context.trace.lost("spatial", path(extra), raw, Loss::NotGeoJson);
    Err(Refusal::Raised(error, Some(ValuePlace::new("spatial", path(extra), raw))))
}

/// The only zone of that name or slug.
fn zone(context: &mut PackageContext<'_>, read: &mut ReadExtras<'_>, extra: &Extra<'_>, raw: &str) {
    let zones = context.options.zones.as_deref();
    let found = zones.zip(extra.value.as_str()).map(|(zones, name)| zones.find(name));
    let loss = match found {
        Some(ZoneMatch::One(zone)) => {
            read.zone = Some(zone.id.clone());
            let zone = ZoneName { name: zone.name.as_str().into(), id: zone.id.as_str().into() };
            context.trace.changed("spatial", path(extra), raw, How::Deduced, Change::Zone(Box::new(zone)));
            return;
        }
        Some(ZoneMatch::Several(count)) => Loss::SeveralZones(u32::try_from(count).unwrap_or(u32::MAX)),
        Some(ZoneMatch::None) => Loss::NoZone,
        None if zones.is_none() => Loss::ZonesNotLoaded,
        None => Loss::NotAZone,
    };
    read.keep("ckan:spatial-text", extra);
    context.trace.lost("spatial", path(extra), raw, loss);
}

/// An address of a vocabulary, or an identifier of udata's.
fn frequency(
    context: &mut PackageContext<'_>,
    dataset: &mut Dataset,
    read: &mut ReadExtras<'_>,
    extra: &Extra<'_>,
    raw: &str,
) {
    let text = extra.value.as_str();
    match text
        .and_then(|text| Frequency::from_rdf(FrequencyTerm::Text(text)).or_else(|| Frequency::from_id(text)))
    {
        Some(frequency) => {
            dataset.frequency = Some(frequency);
            context.trace.changed(
                "frequency",
                path(extra),
                raw,
                How::Converted,
                Change::Frequency(frequency),
            );
        }
        None => {
            read.keep("ckan:frequency", extra);
            let meant = text.map(frequency::suggest).unwrap_or_default().first().copied();
            context.trace.lost("frequency", path(extra), raw, Loss::FrequencyKeptAside(meant));
        }
    }
}

/// A bound of the period.
enum PeriodBound {
    /// It replaces the one before; empty, it removes it.
    Kept(Option<Date>),
    /// It is no date: the one before stays.
    Unreadable,
}

fn bound(
    context: &mut PackageContext<'_>,
    extra: &Extra<'_>,
    raw: &str,
    parse: fn(&str, DateTime) -> Result<Date, DateError>,
) -> Result<PeriodBound, Refusal> {
    if !extra.value.is_truthy() {
        return Ok(PeriodBound::Kept(None));
    }
    let read = match extra.value.as_str() {
        Some(text) => parse(text, context.options.now),
        None => Err(DateError::Type(Exception::NotADateText(extra.value.python_type()).to_string())),
    };
    match read {
        Ok(day) => {
            context.trace.changed("temporal_coverage", path(extra), raw, How::Converted, Change::Day(day));
            Ok(PeriodBound::Kept(Some(day)))
        }
        Err(error) if error.is_parser_error() => {
            context.logs.push(format!("Unparseable {} value: '{raw}'", extra.key));
            context.trace.lost("temporal_coverage", path(extra), raw, Loss::UnreadableBound);
            Ok(PeriodBound::Unreadable)
        }
        Err(error) => {
            context.trace.lost("temporal_coverage", path(extra), raw, Loss::BoundOfOtherType);
            let place = ValuePlace::new("temporal_coverage", path(extra), raw);
            Err(Refusal::Raised(error.into(), Some(place)))
        }
    }
}

/// Gives the dataset the coverage that the extras make together.
fn cover(context: &mut PackageContext<'_>, draft: &mut Draft, read: ReadExtras<'_>) -> Result<(), Refusal> {
    let geometry = read.geometry.filter(Json::is_truthy);
    if geometry.is_some() || read.zone.is_some() {
        draft.dataset.spatial = Some(Spatial { geom: None, zones: read.zone.into_iter().collect() });
    }
    if let Some(geometry) = geometry {
        let raw = geometry.shown();
        match polygons(&geometry) {
            Ok(coordinates) => {
                context.trace.took("spatial", "extras.spatial", &raw, How::Converted);
                draft.geometry = Some(coordinates.into_owned());
            }
            Err(exception) => {
                context.trace.lost("spatial", "extras.spatial", &raw, Loss::NotAPolygon);
                let place = ValuePlace::new("spatial", "extras.spatial", &raw);
                return Err(Refusal::Raised(exception, Some(place)));
            }
        }
    }
    match (read.start, read.end) {
        (Some(start), Some(end)) => {
            draft.dataset.temporal_coverage =
                Some(TemporalCoverage { start: Some(start.into()), end: Some(end.into()) });
        }
        (Some(start), None) => {
            context.trace.lost("temporal_coverage", "extras.temporal_start", &start.to_string(), Loss::NoEnd);
        }
        (None, Some(end)) => {
            context.trace.lost("temporal_coverage", "extras.temporal_end", &end.to_string(), Loss::NoStart);
        }
        (None, None) => {}
    }
    Ok(())
}

/// The coordinates as a MultiPolygon's, not checked; the exception of Python otherwise.
fn polygons<'p>(geometry: &Json<'p>) -> Result<Json<'p>, Exception> {
    let without_type = || Err(Exception::UntypedGeometry(geometry.to_string()));
    let object = match geometry {
        Json::Object(object) => object,
        Json::Text(text) if text.contains("type") => return Err(Exception::NotSubscriptable("str")),
        Json::List(list) if list.iter().any(|item| item.as_str() == Some("type")) => {
            return Err(Exception::NotSubscriptable("list"));
        }
        Json::Text(_) | Json::List(_) => return without_type(),
        other => return Err(Exception::NoMembership(other.python_type())),
    };
    let Some(kind) = object.get("type") else { return without_type() };
    let coordinates =
        || object.get("coordinates").cloned().ok_or_else(|| Exception::NoKey("coordinates".to_owned()));
    match kind.as_str() {
        Some("Polygon") => Ok(Json::List(vec![coordinates()?])),
        Some("MultiPolygon") => coordinates(),
        _ => Err(Exception::UnsupportedGeometry(kind.to_string(), geometry.to_string())),
    }
}

/// Extras that udata types as addresses (`Dataset.extras`).
const ADDRESSES: [&str; 2] = ["datafairOrigin", "transport:url"];

/// Where an extra stands.
fn place_of(key: &str, value: &Json<'_>) -> ValuePlace {
    ValuePlace::new("extras", format!("extras.{key}"), &value.to_string())
}

/// What `Dataset.clean` refuses of the extras.
pub fn clean(context: &mut PackageContext<'_>, dataset: &Dataset, faults: &mut Faults) {
    let reserved = dataset.extras.iter().find(|(key, _)| key.starts_with("custom:"));
    if let Some((key, value)) = reserved {
        context.trace.lost("extras", format!("extras.{key}"), &value.to_string(), Loss::ReservedExtra);
        faults.add("__all__", FieldFault::ReservedKey, Some(place_of(key, value)));
    }
}

/// What `ExtrasField.validate` refuses.
pub fn validate(context: &mut PackageContext<'_>, dataset: &Dataset, faults: &mut Faults) {
    if let Some((key, value)) = dataset.extras.iter().find(|(key, value)| has_dollar(key, value)) {
        context.trace.lost("extras", format!("extras.{key}"), &value.to_string(), Loss::DollarExtra);
        faults.add("extras", FieldFault::DollarKey, Some(place_of(key, value)));
        return;
    }
    let mut of_extras = Faults::default();
    for (key, value) in dataset.extras.iter().filter(|(key, _)| ADDRESSES.contains(key)) {
        let fault = match value.as_str() {
            Some(text) => url::validate(text).err().map(FieldFault::Address),
            None => Some(FieldFault::NotText),
        };
        if let Some(fault) = fault {
            context.trace.lost("extras", format!("extras.{key}"), &value.to_string(), Loss::ExtraAddress);
            of_extras.add(key.to_owned(), fault, Some(place_of(key, value)));
        }
    }
    faults.add_document("extras", of_extras);
}

/// Whether a key, or one inside its value, starts with `$`; the reader bounds how deep values go.
fn has_dollar(key: &str, value: &Json<'_>) -> bool {
    key.starts_with('$')
        || match value {
            Json::Object(object) => object.iter().any(|(key, value)| has_dollar(key, value)),
            Json::List(list) => list.iter().any(|value| has_dollar("", value)),
            _ => false,
        }
}
