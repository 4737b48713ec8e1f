//! What udata and mongoengine refuse of coordinates (`SpatialCoverage.clean`, `core/spatial/models.py`;
//! `GeoJsonBaseField`, mongoengine's `base/fields.py`), in their words.

use std::collections::HashSet;

use super::{items, number, position};
use crate::formats::json::Json;

/// What the package geojson refuses when `clean` writes and reads the geometry.
pub(super) fn clean(coordinates: &Json<'_>) -> Result<(), String> {
    if !is_finite(coordinates) {
        return Err("Out of range float values are not JSON compliant".into());
    }
    match coordinates {
        Json::List(_) => refuse_texts(coordinates),
        falsy if !falsy.is_truthy() => Ok(()),
        Json::Text(text) => {
            Err(format!("'{}' is not a JSON compliant number", text.chars().next().unwrap_or_default()))
        }
        Json::Object(object) => Err(format!(
            "'{}' is not a JSON compliant number",
            object.iter().next().map_or("", |(key, _)| key)
        )),
        other => Err(format!("'{}' object is not iterable", other.python_type())),
    }
}

fn refuse_texts(coordinates: &Json<'_>) -> Result<(), String> {
    match coordinates {
        Json::List(list) => list.iter().try_for_each(refuse_texts),
        Json::Bool(_) | Json::Integer(_) | Json::Float(_) => Ok(()),
        value => Err(format!("{} is not a JSON compliant number", value.repr())),
    }
}

/// Messages, each once, in order: the same defect may come back at every position.
#[derive(Default)]
struct Errors(Vec<String>, HashSet<String>);

impl Errors {
    fn add(&mut self, checked: Result<(), String>) {
        if let Err(error) = checked
            && self.1.insert(error.clone())
        {
            self.0.push(error);
        }
    }

    fn settle(self) -> Result<(), String> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0.join(", ")) }
    }
}

pub(super) fn multi_polygon(value: &Json<'_>) -> Result<(), String> {
    let Json::List(polygons) = value else {
        return Err(match value {
            Json::Object(_) => {
                "MultiPolygonField can only accept a valid GeoJson dictionary or lists of (x, y)".into()
            }
            _ => "MultiPolygonField can only accept lists of [x, y]".into(),
        });
    };
    if !reaches(value, 4) {
        return Err("Invalid MultiPolygon must contain at least one valid Polygon".into());
    }
    let mut errors = Errors::default();
    polygons.iter().for_each(|value| errors.add(polygon(value)));
    errors.settle().map_err(|errors| format!("Invalid MultiPolygon:\n{errors}"))
}

fn polygon(value: &Json<'_>) -> Result<(), String> {
    let Json::List(rings) = value else {
        return Err("Polygons must contain list of linestrings".into());
    };
    if !reaches(value, 3) {
        return Err("Invalid Polygon must contain at least one valid linestring".into());
    }
    let mut errors = Errors::default();
    for ring in rings {
        errors.add(line_string(ring).and_then(|()| {
            if closed(ring) { Ok(()) } else { Err("LineStrings must start and end at the same point".into()) }
        }));
    }
    errors.settle()
}

fn line_string(value: &Json<'_>) -> Result<(), String> {
    let Json::List(points) = value else {
        return Err("LineStrings must contain list of coordinate pairs".into());
    };
    if !reaches(value, 2) {
        return Err("Invalid LineString must contain at least one valid point".into());
    }
    let mut errors = Errors::default();
    points.iter().for_each(|value| errors.add(point(value)));
    errors.settle()
}

fn point(value: &Json<'_>) -> Result<(), String> {
    match value {
        Json::List(numbers) if numbers.len() != 2 => {
            Err(format!("Value ({}) must be a two-dimensional point", value.repr()))
        }
        Json::List(numbers) if numbers.iter().any(|value| number(value).is_none()) => {
            Err(format!("Both values ({}) in point must be float or int", value.repr()))
        }
        Json::List(_) => Ok(()),
        _ => Err("Points must be a list of coordinate pairs".into()),
    }
}

/// Whether a ring ends where it starts.
fn closed(ring: &Json<'_>) -> bool {
    let ends = |point: Option<&Json<'_>>| point.and_then(position);
    ends(items(ring).first()) == ends(items(ring).last())
}

/// Whether `value[0][0]…` exists, `depth` times.
fn reaches(value: &Json<'_>, depth: usize) -> bool {
    let mut value = value;
    (0..depth).all(|_| match value {
        // The first character of a text is a text.
        Json::Text(text) => !text.is_empty(),
        _ => items(value).first().is_some_and(|first| {
            value = first;
            true
        }),
    })
}

fn is_finite(value: &Json<'_>) -> bool {
    match value {
        Json::Float(number) => number.is_finite(),
        Json::List(list) => list.iter().all(is_finite),
        _ => true,
    }
}
