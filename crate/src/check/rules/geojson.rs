//! CKAN's « spatial »: what keeps a text from being the GeoJSON polygon that udata takes, and that polygon.

use super::{extent::BoundingBox, quoting::quote, spatial::polygon};
use crate::{
    formats::json::Json,
    model::spatial::{Geometry, MultiPolygon, merge},
};

/// What is wrong with a text, and what to write instead.
pub(super) struct Amendment {
    pub(super) message: String,
    pub(super) fixed: Option<String>,
}

/// `None` for what is neither a polygon badly told nor a box.
pub(super) fn amended(raw: &str) -> Option<Amendment> {
    let shown = quote(raw);
    let with = |message: String, fixed| Some(Amendment { message, fixed });
    let of_bounds = |bounds: String| {
        let message = format!(
            "La couverture {shown} est une emprise en quatre nombres, et non un GeoJSON (« type » et « coordinates ») : tout le jeu échoue."
        );
        with(message, Some(bounds))
    };
    let Ok(value) = Json::parse(raw) else {
        if let Some(bounds) = bounds_in(raw) {
            return of_bounds(bounds);
        }
        if let Ok(geometry) = Geometry::from_wkt(raw) {
            let message = format!(
                "La couverture {shown} est du WKT, là où data.gouv.fr attend du GeoJSON : tout le jeu échoue."
            );
            return with(message, box_around(geometry));
        }
        let is_name = raw.starts_with(char::is_alphabetic);
        return is_name.then(|| Amendment {
            message: format!(
                "La couverture {shown} n’est pas du GeoJSON : tout le jeu échoue. Un nom de lieu va dans l’extra « spatial-text »."
            ),
            fixed: None,
        });
    };
    if let Some(bounds) = bounds_of(&value) {
        return of_bounds(bounds);
    }
    let Nearly { what, fixed } = nearly(raw)?;
    with(format!("La couverture {shown} {what} : tout le jeu échoue."), fixed)
}

/// What keeps a GeoJSON from being the geometry that it nearly is, and that geometry.
pub(super) struct Nearly {
    /// « est un « Feature », … »
    pub(super) what: String,
    pub(super) fixed: Option<String>,
}

/// `None` for what is no GeoJSON, and for a polygon of which only the coordinates are wrong.
pub(super) fn nearly(raw: &str) -> Option<Nearly> {
    let value = Json::parse(raw).ok()?;
    if let Some(geometry) = geometry_of_feature(&value) {
        return Some(Nearly {
            what: "est un « Feature », dont data.gouv.fr ne veut que la géométrie".to_owned(),
            fixed: Some(geometry).filter(|written| is_polygon(written)),
        });
    }
    let coordinates = value.get("coordinates")?.to_json();
    let typed = |name: &str| {
        let fixed = format!("{{\"type\":\"{name}\",\"coordinates\":{coordinates}}}");
        is_polygon(&fixed).then_some(fixed)
    };
    let Some(given) = value.get("type") else {
        return Some(Nearly {
            what: "est un GeoJSON sans « type »".to_owned(),
            fixed: typed("Polygon").or_else(|| typed("MultiPolygon")),
        });
    };
    let given = given.as_str()?;
    let right = ["Polygon", "MultiPolygon"].into_iter().find(|name| name.eq_ignore_ascii_case(given))?;
    (right != given).then(|| Nearly {
        what: format!("a pour « type » {}, qui s’écrit {}", quote(given), quote(right)),
        fixed: typed(right),
    })
}

/// Whether a text is a polygon that udata takes.
pub(super) fn is_polygon(text: &str) -> bool {
    let polygons = Geometry::from_geojson(text).ok().and_then(|geometry| merge(&[geometry]).ok());
    polygons.is_some_and(|polygons| MultiPolygon::from_polygons(polygons).is_ok())
}

/// The geometry of a feature, or of the only one of a collection.
fn geometry_of_feature(value: &Json<'_>) -> Option<String> {
    match value.get("type")?.as_str()? {
        "Feature" => Some(value.get("geometry")?.to_json()),
        "FeatureCollection" => match value.get("features")?.as_list()? {
            [one] => geometry_of_feature(one),
            _ => None,
        },
        _ => None,
    }
}

/// Four numbers of a text, as west, south, east and north.
fn bounds_in(text: &str) -> Option<String> {
    let parts = text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
    let [west, south, east, north] = numbers[..] else { return None };
    written(BoundingBox { west, south, east, north })
}

/// The box around a geometry, as a polygon.
fn box_around(geometry: Geometry) -> Option<String> {
    let polygons = MultiPolygon::from_polygons(merge(&[geometry]).ok()?).ok()?;
    written(BoundingBox::around(&polygons.coordinates)?)
}

/// Four numbers, in a list (west, south, east, north) or under names that say which is which.
fn bounds_of(value: &Json<'_>) -> Option<String> {
    const NAMES: [[&str; 4]; 4] = [
        ["xmin", "ymin", "xmax", "ymax"],
        ["minx", "miny", "maxx", "maxy"],
        ["west", "south", "east", "north"],
        ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"],
    ];
    let number = |value: &Json<'_>| match value.as_str() {
        Some(text) => text.trim().parse::<f64>().ok(),
        None => value.to_json().parse().ok(),
    };
    let found: Vec<f64> = match value.as_list() {
        Some(list) => list.iter().map(number).collect::<Option<_>>()?,
        None => NAMES
            .iter()
            .find_map(|names| names.iter().map(|name| number(value.get(name)?)).collect::<Option<_>>())?,
    };
    let [west, south, east, north] = found[..] else { return None };
    written(BoundingBox { west, south, east, north })
}

pub(super) fn written(bounds: BoundingBox) -> Option<String> {
    let BoundingBox { west, south, east, north } = bounds;
    let is_on_earth =
        [west, east].iter().all(|x| x.abs() <= 180.0) && [south, north].iter().all(|y| y.abs() <= 90.0);
    let [west, south, east, north] = [west, south, east, north].map(|bound| bound.to_string());
    (bounds.is_box() && is_on_earth).then(|| polygon([&west, &south, &east, &north]))
}

#[cfg(test)]
mod tests {
    use super::amended;

    #[test]
    fn what_is_nearly_a_polygon_is_told_with_what_it_lacks() {
        const SQUARE: &str = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]";
        let typed = format!("{{\"type\":\"Polygon\",\"coordinates\":{SQUARE}}}");
        let around = "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,4],[1,4],[1,2]]]}";
        for (raw, said, fixed) in [
            (format!("{{\"coordinates\":{SQUARE}}}"), "sans « type »", Some(typed.as_str())),
            (typed.replace("Polygon", "POLYGON"), "s’écrit « Polygon »", Some(&typed)),
            ("[1,2,3,4]".to_owned(), "quatre nombres", Some(around)),
            (r#"{"xmin":"1","ymin":2,"xmax":3,"ymax":4}"#.to_owned(), "quatre nombres", Some(around)),
            ("POLYGON((1 2,3 2,3 4,1 4,1 2))".to_owned(), "WKT", Some(around)),
            ("1, 2, 3, 4".to_owned(), "quatre nombres", Some(around)),
            (format!("{{\"type\":\"Feature\",\"geometry\":{around}}}"), "géométrie", Some(around)),
            (
                format!(
                    "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"geometry\":{around}}}]}}"
                ),
                "géométrie",
                Some(around),
            ),
            ("Saint-Brieuc".to_owned(), "spatial-text", None),
            ("{\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}".to_owned(), "sans « type »", None),
        ] {
            let found = amended(&raw).expect(&raw);
            assert!(found.message.contains(said), "{raw}: {}", found.message);
            assert_eq!(found.fixed.as_deref(), fixed, "{raw}");
        }
        for raw in ["22278", &typed, "[1,2]", "[4,3,2]", r#"{"type":"Point","coordinates":[1,2]}"#, "null"] {
            assert!(amended(raw).is_none(), "{raw}");
        }
    }
}
