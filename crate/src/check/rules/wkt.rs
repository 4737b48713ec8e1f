//! Geometries that are nearly well-known text: what keeps udata from reading them, and what to write instead.

use super::{extent::BoundingBox, geojson::Amendment, quoting::quote};
use crate::model::spatial::{Geometry, MultiPolygon, merge};

/// `None` for what is not nearly a polygon.
pub(super) fn amended(raw: &str) -> Option<Amendment> {
    let shown = quote(raw);
    if let Some(bounds) = envelope(raw) {
        return Some(Amendment {
            message: format!(
                "La géométrie {shown} est une emprise, que data.gouv.fr ne lit que comme un polygone."
            ),
            fixed: Some(bounds).filter(|bounds| bounds.is_box()).map(BoundingBox::to_wkt),
        });
    }
    if let Some((system, geometry)) = after_system(raw) {
        return Some(Amendment {
            message: format!(
                "La géométrie {shown} commence par son système de coordonnées, que data.gouv.fr ne lit pas : elle est perdue."
            ),
            fixed: without_system(system, geometry),
        });
    }
    let fixed = with_points(raw).filter(|fixed| fixed.contains('.') && around(fixed).is_some())?;
    let message = format!("Les nombres de la géométrie {shown} ont une virgule : il leur faut un point.");
    Some(Amendment { message, fixed: Some(fixed) })
}

/// A point as a small square around it, about one kilometre wide: west, south, east, north.
pub(super) fn square([x, y]: [f64; 2]) -> [String; 4] {
    [x - 0.005, y - 0.005, x + 0.005, y + 0.005].map(|bound| format!("{bound:.4}"))
}

/// Where a point stands.
pub(super) fn point(raw: &str) -> Option<[f64; 2]> {
    let inside = arguments(raw, "POINT")?;
    let numbers: Vec<f64> = inside.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    let [x, y] = numbers[..] else { return None };
    Some([x, y])
}

/// `ENVELOPE(west, east, north, south)` of search engines, `BOX(west south, east north)` of databases.
fn envelope(raw: &str) -> Option<BoundingBox> {
    let numbers = |text: &str| -> Option<Vec<f64>> {
        let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().ok()).collect()
    };
    if let Some(inside) = arguments(raw, "ENVELOPE") {
        let [west, east, north, south] = numbers(inside)?[..] else { return None };
        return Some(BoundingBox { west, south, east, north });
    }
    let inside = arguments(raw, "BOX2D").or_else(|| arguments(raw, "BOX"))?;
    let [west, south, east, north] = numbers(inside)?[..] else { return None };
    Some(BoundingBox { west, south, east, north })
}

/// What stands between the parentheses of `NAME(…)`.
fn arguments<'a>(raw: &'a str, name: &str) -> Option<&'a str> {
    let raw = raw.trim();
    let start = raw.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
    raw.get(start.len()..)?.trim_start().strip_prefix('(')?.strip_suffix(')')
}

/// A coordinate reference system, and the geometry after it: `<http://…/4326> POLYGON(…)`, `SRID=4326;POLYGON(…)`.
fn after_system(raw: &str) -> Option<(&str, &str)> {
    let raw = raw.trim();
    let (system, geometry) = match raw.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?,
        None => raw.split_once(';').filter(|(system, _)| system.to_ascii_uppercase().starts_with("SRID="))?,
    };
    Some((system, geometry.trim()))
}

/// The polygon in degrees, longitude first; what EPSG:4326 writes latitude first is turned when it then falls in France.
fn without_system(system: &str, geometry: &str) -> Option<String> {
    if !system.ends_with("4326") && !system.ends_with("CRS84") {
        return None;
    }
    let bounds = around(geometry).filter(|bounds| bounds.is_box())?;
    let turned = bounds.in_order();
    Some(if turned == bounds { geometry.to_owned() } else { turned.to_wkt() })
}

fn around(text: &str) -> Option<BoundingBox> {
    let polygons = merge(&[Geometry::from_wkt(text).ok()?]).ok()?;
    BoundingBox::around(&MultiPolygon::from_polygons(polygons).ok()?.coordinates)
}

/// `POLYGON((5,3 48,1,5,4 48,2…))` with decimal points, when only one reading is possible.
fn with_points(raw: &str) -> Option<String> {
    if raw.contains('.') || !raw.contains(',') {
        return None;
    }
    // Rings stand between parentheses, which separate positions too: « ), ( ».
    let rings = raw.split_inclusive(['(', ')']);
    rings
        .map(|ring| {
            let (text, end) = match ring.strip_suffix(['(', ')']) {
                Some(text) => (text, ring.get(text.len()..)?),
                None => (ring, ""),
            };
            let is_ring = text.bytes().any(|byte| byte.is_ascii_digit());
            Some(if is_ring { [&positions(text)?, end].concat() } else { ring.to_owned() })
        })
        .collect()
}

/// The positions of a ring: a latitude and the longitude that follows it are joined by the comma between two positions.
fn positions(text: &str) -> Option<String> {
    // A comma followed by a space separates positions, and one before a minus too.
    let spaced = text.replace(", ", " ; ").replace(",-", " ; -");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut numbers = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let is_alone = index == 0 || index + 1 == words.len() || neighbour(&words, index);
        let parts: Vec<&str> = word.split(',').collect();
        match parts[..] {
            [";"] => {}
            [whole] => numbers.push(whole.to_owned()),
            [whole, decimals] if is_alone => numbers.push(format!("{whole}.{decimals}")),
            [first, second] => numbers.extend([first.to_owned(), second.to_owned()]),
            [y, y_decimals, x, x_decimals] => {
                numbers.extend([format!("{y}.{y_decimals}"), format!("{x}.{x_decimals}")]);
            }
            _ => return None,
        }
    }
    let (pairs, rest) = numbers.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|pair| pair.join(" ")).collect::<Vec<_>>().join(", "))
}

/// Whether a word stands beside a separator of positions: it is one number.
fn neighbour(words: &[&str], index: usize) -> bool {
    let is_separator = |at: usize| words.get(at) == Some(&";");
    is_separator(index + 1) || index > 0 && is_separator(index - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_well_known_text_is_told_and_fixed() {
        const SQUARE: &str = "POLYGON((1 2,3 2,3 4,1 4,1 2))";
        const DECIMAL: &str = "POLYGON((5.3 48.1, 5.4 48.1, 5.4 48.2, 5.3 48.1))";
        const WEST: &str = "POLYGON((-2.5 48.1, -2.4 48.1, -2.4 48.2, -2.5 48.1))";
        for (raw, fixed) in [
            ("ENVELOPE(1,3,4,2)", Some(SQUARE)),
            ("envelope( 1, 3, 4, 2 )", Some(SQUARE)),
            ("BOX(1 2,3 4)", Some(SQUARE)),
            ("SRID=4326;POLYGON((1 2,3 2,3 4,1 4,1 2))", Some(SQUARE)),
            ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON((1 2,3 2,3 4,1 4,1 2))", Some(SQUARE)),
            (
                "<http://www.opengis.net/def/crs/EPSG/0/4326> POLYGON((47 1,47 2,48 2,48 1,47 1))",
                Some("POLYGON((1 47,2 47,2 48,1 48,1 47))"),
            ),
            ("<http://www.opengis.net/def/crs/EPSG/0/2154> POLYGON((1 2,3 2,3 4,1 4,1 2))", None),
            ("POLYGON((5,3 48,1,5,4 48,1,5,4 48,2,5,3 48,1))", Some(DECIMAL)),
            ("POLYGON((5,3 48,1, 5,4 48,1, 5,4 48,2, 5,3 48,1))", Some(DECIMAL)),
            ("POLYGON((-2,5 48,1,-2,4 48,1,-2,4 48,2,-2,5 48,1))", Some(WEST)),
        ] {
            let found = amended(raw).expect(raw);
            assert_eq!(found.fixed.as_deref(), fixed, "{raw}");
            assert!(fixed.is_none_or(|fixed| around(fixed).is_some()), "{raw}");
        }
        for raw in
            ["POLYGON((1 2,3 2,3 4,1 2))", "France", "5,3 48,1", "POINT(1 2)", "POLYGON((1,5 2,3 4))", "<a>"]
        {
            assert!(amended(raw).is_none_or(|found| found.fixed.is_none()), "{raw}");
        }
    }

    #[test]
    fn a_point_is_read() {
        assert_eq!(point("POINT(-2.76 48.51)"), Some([-2.76, 48.51]));
        assert_eq!(point("point ( 1 2 )"), Some([1.0, 2.0]));
        assert_eq!(point("POINT Z(1 2 3)"), None);
    }
}
