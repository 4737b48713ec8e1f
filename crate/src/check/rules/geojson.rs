//! CKAN's « spatial »: what keeps a text from being the GeoJSON polygon that udata takes, and that polygon.

use super::{extent::BoundingBox, lost_place::written_box, quoting::quote, spatial::polygon};
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
        if let Some(bounds) = written_box(raw) {
            return written(bounds).and_then(of_bounds);
        }
        // A dictionary of Python, written as it prints itself.
        let quoted = raw.replace('\'', "\"");
        if quoted != raw && Json::parse(&quoted).is_ok() {
            let fixed = if is_polygon(&quoted) {
                Some(quoted)
            } else {
                repaired(&quoted).and_then(|near| near.fixed)
            };
            let message = format!(
                "La couverture {shown} a des apostrophes là où le JSON veut des guillemets : tout le jeu échoue."
            );
            return with(message, fixed);
        }
        let advice = if raw.contains("://") {
            "Une adresse de lieu n’est pas lue ici : donnez un polygone, ou rien."
        } else {
            "Un nom de lieu va dans l’extra « spatial-text »."
        };
        let is_name = raw.starts_with(char::is_alphabetic);
        return is_name.then(|| Amendment {
            message: format!("La couverture {shown} n’est pas du GeoJSON : tout le jeu échoue. {advice}"),
            fixed: None,
        });
    };
    if let Some(bounds) = bounds_of(&value) {
        return of_bounds(bounds);
    }
    let Nearly { what, fixed } = nearly(raw).or_else(|| repaired(raw))?;
    with(format!("La couverture {shown} {what} : tout le jeu échoue."), fixed)
}

/// What is wrong with the coordinates of a polygon, of several, or of the two corners of an « Envelope »; they may stand
/// alone, as those of several polygons.
fn repaired(raw: &str) -> Option<Nearly> {
    let value = Json::parse(raw).ok()?;
    if value.get("type").and_then(Json::as_str) == Some("Envelope") {
        let corners = value.get("coordinates")?.as_list()?;
        let numbers: Vec<f64> =
            corners.iter().filter_map(Json::as_list).flatten().filter_map(number).collect();
        let [x, y, other_x, other_y] = numbers[..] else { return None };
        let [west, east] = [x.min(other_x), x.max(other_x)];
        let bounds = BoundingBox { west, south: y.min(other_y), east, north: y.max(other_y) };
        let what = "est une « Envelope », que data.gouv.fr ne lit pas".to_owned();
        return Some(Nearly { what, fixed: written(bounds) });
    }
    let (coordinates, expected) = match value.get("type").and_then(Json::as_str) {
        Some("Polygon") => (value.get("coordinates")?, 3),
        Some("MultiPolygon") => (value.get("coordinates")?, 4),
        Some(_) => return None,
        None => (&value, 4),
    };
    let mut faults = Faults { is_flat: depth(coordinates) < expected, ..Faults::default() };
    let mut rings = Vec::new();
    faults.read(coordinates, &mut rings)?;
    let polygons: Vec<String> = rings.iter().map(|ring| format!("[[{}]]", ring.join(","))).collect();
    let fixed = match polygons.as_slice() {
        [one] => format!("{{\"type\":\"Polygon\",\"coordinates\":{one}}}"),
        several => format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}", several.join(",")),
    };
    Some(Nearly { what: faults.told()?.to_owned(), fixed: Some(fixed).filter(|fixed| is_polygon(fixed)) })
}

/// What is wrong with coordinates.
#[derive(Default)]
struct Faults {
    has_text: bool,
    has_height: bool,
    is_open: bool,
    is_flat: bool,
}

impl Faults {
    fn told(&self) -> Option<&'static str> {
        if self.has_text {
            Some("a ses coordonnées entre guillemets, là où il faut des nombres")
        } else if self.has_height {
            Some("a des points à trois nombres, là où il n’en faut que deux (longitude, latitude)")
        } else if self.is_open {
            Some("n’est pas un contour fermé (son dernier point doit être le premier)")
        } else if self.is_flat {
            Some("manque d’un niveau de crochets (un polygone est une liste de contours)")
        } else {
            None
        }
    }

    /// The outer rings of coordinates, mended; `None` for what is neither points nor lists of them, or has holes.
    fn read(&mut self, value: &Json<'_>, rings: &mut Vec<Vec<String>>) -> Option<()> {
        let list = value.as_list()?;
        let depth = depth(value);
        if depth == 3 && list.len() != 1 {
            return None;
        }
        if depth > 2 {
            return list.iter().try_for_each(|part| self.read(part, rings));
        }
        let mut points: Vec<String> = list.iter().map(|point| self.point(point)).collect::<Option<_>>()?;
        let first = points.first()?.clone();
        if points.last() != Some(&first) {
            self.is_open = true;
            points.push(first);
        }
        // Fewer are a line.
        let is_surface = points.len() > 3;
        rings.push(points);
        is_surface.then_some(())
    }

    fn point(&mut self, value: &Json<'_>) -> Option<String> {
        let list = value.as_list()?;
        self.has_height |= list.len() > 2;
        self.has_text |= list.iter().any(|number| number.as_str().is_some());
        let [x, y] = [list.first()?, list.get(1)?].map(number);
        Some(format!("[{},{}]", x?, y?))
    }
}

/// How deep lists go, by their first elements: two for a list of points.
fn depth(value: &Json<'_>) -> usize {
    value.as_list().map_or(0, |list| 1 + list.first().map_or(0, depth))
}

/// A number, or a text of one.
fn number(value: &Json<'_>) -> Option<f64> {
    match value.as_str() {
        Some(text) => text.trim().parse().ok(),
        None => value.to_json().parse().ok(),
    }
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
        let name = value.get("type").and_then(Json::as_str).unwrap_or_default();
        return Some(Nearly {
            what: format!("est un « {name} », dont data.gouv.fr ne veut que la géométrie"),
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
            ("ENVELOPE(1,3,4,2)".to_owned(), "quatre nombres", Some(around)),
            ("BOX(1 2,3 4)".to_owned(), "quatre nombres", Some(around)),
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
        let square = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}";
        for (raw, said) in [
            ("{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,0]]]}", "apostrophes"),
            (r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#, "fermé"),
            (r#"{"type":"Polygon","coordinates":[[[0,0,9],[1,0,9],[1,1,9],[0,0,9]]]}"#, "trois nombres"),
            (r#"{"type":"Polygon","coordinates":[[["0","0"],["1","0"],["1","1"],["0","0"]]]}"#, "guillemets"),
            ("[[[0,0],[1,0],[1,1],[0,0]]]", "crochets"),
            ("[[[[0,0,9],[1,0,9],[1,1,9],[0,0,9]]]]", "trois nombres"),
        ] {
            let found = amended(raw).expect(raw);
            assert!(found.message.contains(said), "{raw}: {}", found.message);
            assert_eq!(found.fixed.as_deref(), Some(square), "{raw}");
        }
        for raw in [
            "22278",
            &typed,
            "[1,2]",
            "[4,3,2]",
            r#"{"type":"Point","coordinates":[1,2]}"#,
            r#"{"type":"LineString","coordinates":[[1,2],[3,4],[5,6]]}"#,
            "null",
        ] {
            assert!(amended(raw).is_none(), "{raw}");
        }
    }
}
