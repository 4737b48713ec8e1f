//! Spatial coverage: `SpatialCoverage` (`core/spatial/models.py`), what mongoengine's
//! `MultiPolygonField` accepts of it, and the geometries that harvesters give it.

mod merging;
mod validation;

use std::fmt;

use serde::Serialize;

pub use self::merging::merge;
use super::refusal::Exception;
use crate::{
    formats::json::Json,
    text::{
        python::float,
        space::strip,
        wkt::{self, Rings, WktError},
    },
};

/// Spatial coverage: a geometry or zones.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Spatial {
    /// The geometry; data.gouv.fr keeps MultiPolygon only.
    pub geom: Option<MultiPolygon>,
    /// Identifiers of geographical zones.
    pub zones: Vec<String>,
}

/// A GeoJSON MultiPolygon: polygons, closed rings, positions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub struct MultiPolygon {
    /// The coordinates.
    pub coordinates: Vec<Vec<Vec<Position>>>,
    /// The first integer among them that 64 bits do not hold.
    #[serde(skip)]
    pub beyond: Option<Box<str>>,
}

/// A position: longitude and latitude.
pub type Position = [f64; 2];

/// What a portal gives as coordinates: any value that Python's `json` reads.
pub type Coordinates = Json<'static>;

/// A geometry of the portal, as far as udata looks at it.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// A polygon, not checked.
    Polygon(Coordinates),
    /// Polygons, not checked.
    MultiPolygon(Coordinates),
    /// Another type, by its name: udata cannot store it.
    Other(String),
}

/// Why a text is not a geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeoJsonError {
    /// Not JSON.
    Syntax(String),
    /// JSON without what udata reads in it: Python's exception fails the record.
    Structure(Exception),
}

impl fmt::Display for GeoJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => f.write_str(message),
            Self::Structure(exception) => exception.fmt(f),
        }
    }
}

impl std::error::Error for GeoJsonError {}

/// Why a MultiPolygon is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedGeometry {
    /// By `SpatialCoverage.clean`: an RDF harvest logs it and goes on without coverage, another fails.
    Clean(String),
    /// By mongoengine's field: the record fails.
    Field(String),
}

impl fmt::Display for RefusedGeometry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Clean(message) | Self::Field(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for RefusedGeometry {}

impl Geometry {
    /// A geometry in well-known text.
    ///
    /// # Errors
    ///
    /// What geomet refuses.
    pub fn from_wkt(text: &str) -> Result<Self, WktError> {
        Ok(match wkt::parse(text)? {
            wkt::WktGeometry::Polygon(rings) => Self::Polygon(coordinates(&rings)),
            wkt::WktGeometry::MultiPolygon(polygons) => {
                Self::MultiPolygon(Json::List(polygons.iter().map(coordinates).collect()))
            }
            wkt::WktGeometry::Other(kind) => Self::Other(kind.into()),
        })
    }

    /// A geometry in GeoJSON.
    ///
    /// # Errors
    ///
    /// What is no JSON, or no geometry.
    pub fn from_geojson(text: &str) -> Result<Self, GeoJsonError> {
        match Json::parse(text) {
            Ok(value) => Self::from_json(&value),
            Err(error) => Err(GeoJsonError::Syntax(error.message(text))),
        }
    }

    /// Where a GeoJSON point stands, which udata does not store; a height is left out.
    pub fn point(text: &str) -> Option<Position> {
        let value = Json::parse(text).ok()?;
        match items(
            value.get("coordinates").filter(|_| value.get("type").and_then(Json::as_str) == Some("Point"))?,
        ) {
            [x, y, ..] => Some([number(x)?, number(y)?]),
            _ => None,
        }
    }

    /// A geometry in GeoJSON, read as JSON already.
    ///
    /// # Errors
    ///
    /// What is no geometry.
    pub fn from_json(value: &Json<'_>) -> Result<Self, GeoJsonError> {
        let no_key = |key: &str| GeoJsonError::Structure(Exception::NoKey(key.to_owned()));
        let Json::Object(object) = value else {
            return Err(GeoJsonError::Structure(Exception::NotSubscriptable(value.python_type())));
        };
        let coordinates = || match object.get("coordinates") {
            Some(coordinates) => Ok(coordinates.clone().into_owned()),
            None => Err(no_key("coordinates")),
        };
        match object.get("type").map(|kind| (kind, kind.as_str())) {
            None => Err(no_key("type")),
            Some((_, Some("Polygon"))) => coordinates().map(Self::Polygon),
            Some((_, Some("MultiPolygon"))) => coordinates().map(Self::MultiPolygon),
            Some((kind, _)) => Ok(Self::Other(kind.to_string())),
        }
    }

    /// The literal `west,south,east,north` of ArcGIS (`bbox_to_geojson_multipolygon`); `None` for anything
    /// else, which is lost.
    pub fn from_bbox(text: &str) -> Option<Self> {
        let numbers: Option<Vec<f64>> = strip(text).split(',').map(float).collect();
        let [west, south, east, north] = *numbers?.as_slice() else { return None };
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        let ring = ring.iter().map(|position| position.to_vec()).collect();
        Some(Self::MultiPolygon(Json::List(vec![coordinates(&vec![ring])])))
    }
}

/// Rings as lists of lists of numbers.
fn coordinates(rings: &Rings) -> Coordinates {
    let position = |position: &Vec<f64>| Json::List(position.iter().copied().map(Json::Float).collect());
    let ring = |ring: &Vec<Vec<f64>>| Json::List(ring.iter().map(position).collect());
    Json::List(rings.iter().map(ring).collect())
}

impl MultiPolygon {
    /// Checks what udata would store: `SpatialCoverage.clean`, then `MultiPolygonField.validate`.
    ///
    /// # Errors
    ///
    /// What udata refuses to store, in its words.
    pub fn from_coordinates(coordinates: &Json<'_>) -> Result<Self, RefusedGeometry> {
        validation::clean(coordinates).map_err(|reason| {
            let geometry = format!("{{'type': 'MultiPolygon', 'coordinates': {}}}", coordinates.repr());
            RefusedGeometry::Clean(format!("Invalid GeoJSON data `{geometry}`: {reason}."))
        })?;
        validation::multi_polygon(coordinates).map_err(RefusedGeometry::Field)?;
        let ring = |ring: &Json<'_>| items(ring).iter().filter_map(position).collect();
        let polygon = |polygon: &Json<'_>| items(polygon).iter().map(ring).collect();
        Ok(Self {
            coordinates: items(coordinates).iter().map(polygon).collect(),
            beyond: beyond(coordinates).map(Into::into),
        })
    }

    /// What mongoengine's field says of coordinates; it says it beside what `clean` says.
    pub fn field_error(coordinates: &Coordinates) -> Option<String> {
        validation::multi_polygon(coordinates).err()
    }

    /// Checks polygons that were merged.
    ///
    /// # Errors
    ///
    /// What udata refuses to store, in its words.
    pub fn from_polygons(polygons: Vec<Coordinates>) -> Result<Self, RefusedGeometry> {
        Self::from_coordinates(&Json::List(polygons))
    }
}

/// The first integer that 64 bits do not hold.
fn beyond<'a>(coordinates: &'a Json<'_>) -> Option<&'a str> {
    match coordinates {
        Json::Integer(digits) => digits.parse::<i64>().is_err().then_some(digits),
        other => items(other).iter().find_map(beyond),
    }
}

/// The items of a list; nothing else has any.
fn items<'a, 'j>(value: &'a Json<'j>) -> &'a [Json<'j>] {
    value.as_list().unwrap_or_default()
}

/// The value as a number; Python takes `True` for 1.
fn number(value: &Json<'_>) -> Option<f64> {
    match value {
        Json::Integer(digits) => digits.parse().ok(),
        Json::Float(number) => Some(*number),
        Json::Bool(truth) => Some(f64::from(u8::from(*truth))),
        _ => None,
    }
}

fn position(value: &Json<'_>) -> Option<Position> {
    match items(value) {
        [longitude, latitude] => Some([number(longitude)?, number(latitude)?]),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
