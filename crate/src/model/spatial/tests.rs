//! Geometries against tables recorded from the reference by `tests/record/spatial.py`.

use serde::Deserialize;

use super::*;
use crate::text::testing::{assert_agreement, table};

#[derive(Deserialize)]
struct Stored {
    text: String,
    step: String,
    message: Option<String>,
}

#[test]
fn coordinates_are_refused_as_udata_refuses_them() {
    let rows: Vec<Stored> =
        table("SPATIAL_STORED_TABLE", include_str!("../../../../tests/fixtures/spatial/stored.json"));
    let wrong = rows.iter().filter_map(|row| {
        let coordinates = Json::parse(&row.text).unwrap();
        let (step, message) = match MultiPolygon::from_coordinates(&coordinates) {
            Ok(_) => ("field", None),
            Err(RefusedGeometry::Clean(message)) => ("clean", Some(message)),
            Err(RefusedGeometry::Field(message)) => ("field", Some(message)),
        };
        (step != row.step || message != row.message)
            .then(|| format!("{}\n  {step} {message:?}\n  {} {:?}", row.text, row.step, row.message))
    });
    assert_agreement("coordinates", rows.len(), &wrong.collect::<Vec<_>>());
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Place {
    Box(String),
    Literals(Vec<(String, String)>),
}

#[derive(Deserialize)]
struct Places {
    places: Vec<Place>,
    value: Option<String>,
    message: Option<String>,
}

/// What a harvester of RDF does with these functions.
fn harvest(places: &[Place]) -> Result<Option<Vec<Coordinates>>, String> {
    let mut geometries = Vec::new();
    for place in places {
        let literals = match place {
            Place::Box(text) => {
                geometries.extend(Geometry::from_bbox(text));
                continue;
            }
            Place::Literals(literals) => literals,
        };
        for (kind, text) in literals {
            if kind == "wkt" {
                match Geometry::from_wkt(text) {
                    Ok(geometry) => geometries.push(geometry),
                    Err(WktError::Value(_)) => {}
                    Err(WktError::Other(_)) => break,
                }
            } else {
                match Geometry::from_geojson(text) {
                    Ok(geometry) => geometries.push(geometry),
                    Err(GeoJsonError::Syntax(_)) => {}
                    Err(GeoJsonError::Structure(message)) => return Err(message.to_string()),
                }
            }
        }
    }
    let polygons = merge(&geometries).map_err(|error| error.to_string())?;
    if polygons.is_empty() {
        return Ok(None);
    }
    match MultiPolygon::from_polygons(polygons.clone()) {
        Err(RefusedGeometry::Clean(_)) => Ok(None),
        Ok(_) | Err(RefusedGeometry::Field(_)) => Ok(Some(polygons)),
    }
}

#[test]
fn places_make_one_multipolygon() {
    let rows: Vec<Places> =
        table("SPATIAL_PLACES_TABLE", include_str!("../../../../tests/fixtures/spatial/places.json"));
    let wrong = rows.iter().enumerate().filter_map(|(at, row)| {
        let (value, message) = match harvest(&row.places) {
            Ok(polygons) => {
                (polygons.map(|polygons| Json::List(polygons).repr()).or(Some(String::new())), None)
            }
            Err(message) => (None, Some(message)),
        };
        // Of several geometries that fail the record, udata may name another.
        let alone = matches!(row.places.as_slice(), [Place::Literals(literals)] if literals.len() == 1);
        let differ = if alone { message != row.message } else { message.is_some() != row.message.is_some() };
        (value != row.value || differ)
            .then(|| format!("row {at}\n  {value:?} {message:?}\n  {:?} {:?}", row.value, row.message))
    });
    assert_agreement("places", rows.len(), &wrong.collect::<Vec<_>>());
}
