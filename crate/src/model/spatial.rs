//! Spatial coverage (`SpatialCoverage`, `core/spatial/models.py`).

use serde::Serialize;

/// Spatial coverage: a geometry or zones.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Spatial {
    /// The geometry; data.gouv.fr keeps MultiPolygon only.
    pub geom: Option<MultiPolygon>,
    /// Identifiers of geographical zones.
    pub zones: Vec<String>,
}

/// A GeoJSON MultiPolygon: polygons, rings, positions of two numbers or more.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub struct MultiPolygon {
    /// The coordinates.
    pub coordinates: Vec<Vec<Vec<Position>>>,
}

/// A position: longitude, latitude, and whatever follows.
pub type Position = Vec<f64>;
