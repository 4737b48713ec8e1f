//! What udata and mongoengine refuse of coordinates (`SpatialCoverage.clean`, `core/spatial/models.py`;
//! `GeoJsonBaseField`, mongoengine's `base/fields.py`), in their words.

use std::collections::HashSet;

use serde_json::Value;

use super::{Coordinates, coordinates::repr_value};

/// What the package geojson refuses when `clean` writes and reads the geometry.
pub(super) fn clean(coordinates: &Coordinates) -> Result<(), String> {
    if !coordinates.is_finite() {
        return Err("Out of range float values are not JSON compliant".into());
    }
    match coordinates {
        Coordinates::List(_) => refuse_texts(coordinates),
        falsy if falsy.is_falsy() => Ok(()),
        Coordinates::Other(Value::String(text)) => {
            Err(format!("'{}' is not a JSON compliant number", text.chars().next().unwrap_or_default()))
        }
        Coordinates::Other(Value::Object(object)) => {
            Err(format!("'{}' is not a JSON compliant number", object.keys().next().map_or("", |key| key)))
        }
        other => Err(format!("'{}' object is not iterable", other.python_type())),
    }
}

fn refuse_texts(coordinates: &Coordinates) -> Result<(), String> {
    match coordinates {
        Coordinates::List(list) => list.iter().try_for_each(refuse_texts),
        Coordinates::Other(Value::Bool(_)) | Coordinates::Int(_) | Coordinates::Float(_) => Ok(()),
        Coordinates::Other(value) => Err(format!("{} is not a JSON compliant number", repr_value(value))),
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

pub(super) fn multi_polygon(value: &Coordinates) -> Result<(), String> {
    let Coordinates::List(polygons) = value else {
        return Err(match value {
            Coordinates::Other(Value::Object(_)) => {
                "MultiPolygonField can only accept a valid GeoJson dictionary or lists of (x, y)".into()
            }
            _ => "MultiPolygonField can only accept lists of [x, y]".into(),
        });
    };
    if !value.reaches(4) {
        return Err("Invalid MultiPolygon must contain at least one valid Polygon".into());
    }
    let mut errors = Errors::default();
    polygons.iter().for_each(|value| errors.add(polygon(value)));
    errors.settle().map_err(|errors| format!("Invalid MultiPolygon:\n{errors}"))
}

fn polygon(value: &Coordinates) -> Result<(), String> {
    let Coordinates::List(rings) = value else {
        return Err("Polygons must contain list of linestrings".into());
    };
    if !value.reaches(3) {
        return Err("Invalid Polygon must contain at least one valid linestring".into());
    }
    let mut errors = Errors::default();
    for ring in rings {
        errors.add(line_string(ring).and_then(|()| {
            if ring.list().first() == ring.list().last() {
                Ok(())
            } else {
                Err("LineStrings must start and end at the same point".into())
            }
        }));
    }
    errors.settle()
}

fn line_string(value: &Coordinates) -> Result<(), String> {
    let Coordinates::List(points) = value else {
        return Err("LineStrings must contain list of coordinate pairs".into());
    };
    if !value.reaches(2) {
        return Err("Invalid LineString must contain at least one valid point".into());
    }
    let mut errors = Errors::default();
    points.iter().for_each(|value| errors.add(point(value)));
    errors.settle()
}

fn point(value: &Coordinates) -> Result<(), String> {
    match value {
        Coordinates::List(numbers) if numbers.len() != 2 => {
            Err(format!("Value ({}) must be a two-dimensional point", value.repr()))
        }
        Coordinates::List(numbers) if numbers.iter().any(|number| number.number().is_none()) => {
            Err(format!("Both values ({}) in point must be float or int", value.repr()))
        }
        Coordinates::List(_) => Ok(()),
        _ => Err("Points must be a list of coordinate pairs".into()),
    }
}
