//! All the polygons of a record, brought together (`spatial_from_rdf`, `core/dataset/rdf.py`).

use rustc_hash::FxHashSet;

use super::{Coordinates, Geometry, number};
use crate::{formats::json::Json, model::refusal::Exception};

/// The polygons of all geometries, each once; Python's exception when coordinates cannot be listed, which fails the
/// record.
pub fn merge(geometries: &[Geometry]) -> Result<Vec<Coordinates>, Exception> {
    let mut seen = FxHashSet::default();
    let mut polygons = Vec::new();
    let mut add = |polygon: &Coordinates| {
        // A rectangle takes fewer.
        let mut key = Vec::with_capacity(32);
        if !write_key(polygon, &mut key) || seen.insert(key) {
            polygons.push(polygon.clone());
        }
    };
    for geometry in geometries {
        match geometry {
            Geometry::Polygon(coordinates) => add(coordinates),
            Geometry::MultiPolygon(Json::List(list)) => list.iter().for_each(&mut add),
            // Python goes through a text or an object too; what it finds there fails just as well.
            Geometry::MultiPolygon(other) => {
                return Err(Exception::NotIterable(other.python_type()));
            }
            Geometry::Other(_) => {}
        }
    }
    Ok(polygons)
}

/// A part of what makes two values equal in Python.
#[derive(PartialEq, Eq, Hash)]
enum MergingKey {
    List(usize),
    Number(u64),
    Other(String),
}

/// Writes the key of a value; `false` when it equals nothing, as `NaN` does.
fn write_key(value: &Json<'_>, key: &mut Vec<MergingKey>) -> bool {
    match (value, number(value)) {
        (Json::List(list), _) => {
            key.push(MergingKey::List(list.len()));
            list.iter().all(|value| write_key(value, key))
        }
        (_, Some(number)) => {
            // Adding zero makes -0.0 equal to 0.0.
            key.push(MergingKey::Number((number + 0.0).to_bits()));
            !number.is_nan()
        }
        (other, None) => {
            key.push(MergingKey::Other(other.repr()));
            true
        }
    }
}
