//! What is said of a place that is given where data.gouv.fr reads one, in a form that it does not read.

use super::{
    absence::is_unknown,
    extent::BoundingBox,
    geojson::{self, Nearly},
    quoting::{is_of_names, quote},
    wkt,
};
use crate::model::spatial::{Geometry, MultiPolygon, merge};

/// Values that say the same, one time.
pub(super) fn once(raw: &str) -> &str {
    let mut values = raw.split(" · ");
    let first = values.next().unwrap_or_default();
    if values.all(|value| value == first) { first } else { raw }
}

/// What a geometry in WKT starts with, and what is written like one.
const SHAPES: [&str; 8] =
    ["POINT", "LINESTRING", "POLYGON", "MULTI", "GEOMETRYCOLLECTION", "BBOX", "ENVELOPE", "SRID"];

/// A place that is named: by its code, by an address of a list, or in words.
pub(super) fn place(raw: &str) -> String {
    let code = raw.trim().to_ascii_uppercase();
    let digits = code.strip_prefix("2A").or_else(|| code.strip_prefix("2B")).unwrap_or(&code);
    let is_number = matches!(code.len(), 2..=5) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_geometry = raw.contains(['{', '<'])
        || SHAPES.iter().any(|shape| code.starts_with(shape) && raw.contains('('))
        || !raw.contains(char::is_alphabetic);
    let named = if raw.contains("://") && !is_geometry {
        format!("L’adresse {} n’est pas suivie", quote(raw))
    } else if is_number || code.starts_with("FR:") {
        format!("Le code de territoire {} n’est pas reconnu", quote(raw))
    } else if raw.starts_with("<gml:") {
        return format!(
            "La géométrie {} est du GML, que data.gouv.fr ne lit pas : écrivez un polygone en WKT.",
            quote(raw)
        );
    } else if is_geometry {
        return format!(
            "La couverture {} ne sera pas reprise : data.gouv.fr n’accepte qu’un polygone (emprise) en coordonnées WGS84.",
            quote(raw)
        );
    } else {
        format!("Le lieu {} n’est pas reconnu par son nom", quote(raw))
    };
    format!("{named} : data.gouv.fr ne lit ici qu’une emprise.")
}

/// The box to write for a place that is a geometry, or numbers.
pub(super) fn read_as(raw: &str) -> Option<String> {
    lost(raw)?.1
}

/// Whether a place is only a point.
pub(super) fn is_point(raw: &str) -> bool {
    point(raw).is_some()
}

fn point(raw: &str) -> Option<[f64; 2]> {
    wkt::point(raw).or_else(|| Geometry::point(raw))
}

/// What is missing for a place to be read, and the box that would be; `None` for a place that is named.
pub(super) fn lost(raw: &str) -> Option<(String, Option<String>)> {
    let shown = quote(raw);
    if is_unknown(raw) {
        return Some((format!("La fiche dit {shown} à la place d’un lieu : celui-ci manque."), None));
    }
    if raw.contains("{{") || raw.contains("${") {
        return Some((format!("La couverture {shown} est un champ de gabarit que rien n’a remplacé."), None));
    }
    let numbers: Vec<f64> = raw
        .split([',', '·', ';', ' '])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.trim().parse().ok())
        .collect();
    if let [west, south, east, north] = numbers[..] {
        let bounds = BoundingBox { west, south, east, north };
        let message = format!(
            "Les quatre nombres {shown} ne sont pas lus là où ils sont : écrivez-les en un seul texte dans dct:spatial."
        );
        // Schema.org's boxes begin with the latitude.
        return Some((message, bounds.is_box().then(|| bounds.in_order().to_text())));
    }
    if let Some(position) = point(raw) {
        let message = format!(
            "La couverture {shown} est un point : data.gouv.fr ne garde qu’un polygone. Écrivez l’emprise, comme ce carré d’un kilomètre."
        );
        return Some((message, Some(wkt::square(position).join(","))));
    }
    let values = Geometry::from_geojson(raw).ok().map(|geometry| (geometry, "GeoJSON", "gsp:geoJSONLiteral"));
    let written = values
        .or_else(|| Geometry::from_wkt(raw).ok().map(|geometry| (geometry, "WKT", "gsp:wktLiteral")))
        .filter(|(geometry, ..)| !matches!(geometry, Geometry::Other(_)));
    if let Some((geometry, notation, datatype)) = written {
        let message = format!(
            "La géométrie {shown} est du {notation} sans son type : marquez-la {datatype}, ou écrivez son emprise dans dct:spatial."
        );
        return Some((message, text_around(geometry)));
    }
    if let Some(Nearly { what, fixed }) = geojson::nearly(raw) {
        let around = fixed.and_then(|fixed| Geometry::from_geojson(&fixed).ok()).and_then(text_around);
        return Some((format!("La couverture {shown} {what} : elle est perdue."), around));
    }
    if is_of_names(raw) {
        let is_geometry = ["dcat:bbox", "locn:geometry", "dcat:centroid", "gsp:asWKT"]
            .iter()
            .any(|name| raw.starts_with(name));
        let message = if is_geometry {
            format!(
                "La couverture ({raw}) est un objet : data.gouv.fr n’y lit qu’un texte marqué gsp:wktLiteral ou gsp:geoJSONLiteral."
            )
        } else {
            format!(
                "Le lieu n’a ni nom ni géométrie, et data.gouv.fr ne lit pas ce qu’il a ({raw}) : donnez-lui dcat:bbox, en texte marqué gsp:wktLiteral."
            )
        };
        return Some((message, None));
    }
    None
}

/// The box around a geometry, as four numbers.
fn text_around(geometry: Geometry) -> Option<String> {
    let polygons = MultiPolygon::from_polygons(merge(&[geometry]).ok()?).ok()?;
    BoundingBox::around(&polygons.coordinates).filter(|bounds| bounds.is_box()).map(BoundingBox::to_text)
}
