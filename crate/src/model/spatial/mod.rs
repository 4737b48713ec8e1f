//! Spatial coverage: `SpatialCoverage` (`core/spatial/models.py`), what mongoengine's
//! `MultiPolygonField` accepts of it, and the geometries that harvesters give it.

mod coordinates;
mod validation;

use std::{collections::HashSet, fmt};

use serde::Serialize;
use serde_json::Value;

pub use self::coordinates::Coordinates;
use self::coordinates::{python_type, read_json, repr_value};
use crate::text::wkt;

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
}

/// A position: longitude and latitude.
pub type Position = [f64; 2];

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
    /// JSON without what udata reads in it: the message of Python's exception, which fails the record.
    Structure(String),
}

impl fmt::Display for GeoJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Syntax(message) | Self::Structure(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for GeoJsonError {}

/// Why a MultiPolygon is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// By `SpatialCoverage.clean`: an RDF harvest logs it and goes on without coverage, another fails.
    Clean(String),
    /// By mongoengine's field: the record fails.
    Field(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Clean(message) | Self::Field(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for Refused {}

impl Geometry {
    /// A geometry in well-known text.
    pub fn from_wkt(text: &str) -> Result<Self, wkt::WktError> {
        Ok(match wkt::parse(text)? {
            wkt::Geometry::Polygon(rings) => Self::Polygon(rings.into()),
            wkt::Geometry::MultiPolygon(polygons) => Self::MultiPolygon(polygons.into()),
            wkt::Geometry::Other(kind) => Self::Other(kind),
        })
    }

    /// A geometry in GeoJSON.
    pub fn from_geojson(text: &str) -> Result<Self, GeoJsonError> {
        let value = read_json(text).map_err(GeoJsonError::Syntax)?;
        Self::from_value(&value)
    }

    /// A geometry already read; objects other than geometries miss what udata looks for.
    pub fn from_value(value: &Value) -> Result<Self, GeoJsonError> {
        let structure = |message: &str| Err(GeoJsonError::Structure(message.to_owned()));
        let object = match value {
            Value::Object(object) => object,
            Value::Array(_) => return structure("list indices must be integers or slices, not str"),
            Value::String(_) => return structure("string indices must be integers, not 'str'"),
            other => return structure(&format!("'{}' object is not subscriptable", python_type(other))),
        };
        let coordinates = || match object.get("coordinates") {
            Some(coordinates) => Ok(Coordinates::from(coordinates)),
            None => Err(GeoJsonError::Structure("'coordinates'".into())),
        };
        match object.get("type") {
            None => structure("'type'"),
            Some(Value::String(kind)) if kind == "Polygon" => coordinates().map(Self::Polygon),
            Some(Value::String(kind)) if kind == "MultiPolygon" => coordinates().map(Self::MultiPolygon),
            Some(Value::String(kind)) => Ok(Self::Other(kind.clone())),
            Some(other) => Ok(Self::Other(repr_value(other))),
        }
    }

    /// The literal `west,south,east,north` of ArcGIS (`bbox_to_geojson_multipolygon`); `None` for
    /// anything else, which is lost.
    pub fn from_bbox(text: &str) -> Option<Self> {
        let numbers: Option<Vec<f64>> = text.trim().split(',').map(wkt::float).collect();
        let [west, south, east, north] = *numbers?.as_slice() else { return None };
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        let ring: Vec<_> = ring.iter().map(|position| position.to_vec()).collect();
        Some(Self::MultiPolygon(Coordinates::List(vec![vec![ring].into()])))
    }
}

/// The polygons of all geometries, each once, as `spatial_from_rdf` merges them; the message of Python's
/// exception when coordinates cannot be listed, which fails the record.
pub fn merge(geometries: &[Geometry]) -> Result<Vec<Coordinates>, String> {
    let mut seen = HashSet::new();
    let mut polygons = Vec::new();
    let mut add = |polygon: &Coordinates| {
        // Python finds two NaN different.
        let mut key = Vec::new();
        if !polygon.key(&mut key) || seen.insert(key) {
            polygons.push(polygon.clone());
        }
    };
    for geometry in geometries {
        match geometry {
            Geometry::Polygon(coordinates) => add(coordinates),
            Geometry::MultiPolygon(Coordinates::List(list)) => list.iter().for_each(&mut add),
            Geometry::MultiPolygon(other) => {
                return Err(format!("'{}' object is not iterable", other.python_type()));
            }
            Geometry::Other(_) => {}
        }
    }
    Ok(polygons)
}

impl MultiPolygon {
    /// Checks what udata would store: `SpatialCoverage.clean`, then `MultiPolygonField.validate`.
    pub fn from_coordinates(coordinates: &Coordinates) -> Result<Self, Refused> {
        validation::clean(coordinates).map_err(|reason| {
            let geometry = format!("{{'type': 'MultiPolygon', 'coordinates': {}}}", coordinates.repr());
            Refused::Clean(format!("Invalid GeoJSON data `{geometry}`: {reason}."))
        })?;
        validation::multi_polygon(coordinates).map_err(Refused::Field)?;
        let polygons = coordinates.list().iter().map(|polygon| {
            let ring = |ring: &Coordinates| ring.list().iter().filter_map(Coordinates::position).collect();
            polygon.list().iter().map(ring).collect()
        });
        Ok(Self { coordinates: polygons.collect() })
    }

    /// Checks the polygons that [`merge`] gives.
    pub fn from_polygons(polygons: Vec<Coordinates>) -> Result<Self, Refused> {
        Self::from_coordinates(&Coordinates::List(polygons))
    }
}
