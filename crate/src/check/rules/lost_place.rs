//! What is said of a place that is given where data.gouv.fr reads one, in a form that it does not read.

use super::{
    absence::is_unknown,
    extent::BoundingBox,
    geojson::{self, Nearly},
    quoting::{is_of_names, quote},
    template::is_template,
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
    if is_template(raw) {
        return Some((format!("La couverture {shown} est un champ de gabarit que rien n’a remplacé."), None));
    }
    if let Some([west, south, east, north]) = four(raw) {
        let bounds = BoundingBox { west, south, east, north };
        let message = format!(
            "Les quatre nombres {shown} ne sont pas lus là où ils sont : écrivez-les en un seul texte dans dct:spatial."
        );
        // Schema.org's boxes begin with the latitude.
        return Some((message, bounds.is_box().then(|| bounds.in_order().to_text())));
    }
    if let Some(kind) = object_of_geojson(raw) {
        let message = format!(
            "La couverture est un objet GeoJSON ({kind}), que le JSON-LD met en morceaux : data.gouv.fr n’en lit rien. Écrivez son emprise dans dct:spatial, en quatre nombres : ouest,sud,est,nord (en degrés)."
        );
        return Some((message, None));
    }
    if let Some(bounds) = written_box(raw) {
        let message = format!(
            "L’emprise {shown} n’est pas lue, écrite ainsi : data.gouv.fr la lit en quatre nombres, ouest,sud,est,nord (en degrés), dans dct:spatial."
        );
        return Some((message, Some(bounds.to_text())));
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
        let around = text_around(geometry);
        let message = match &around {
            Some(_) => format!(
                "La géométrie {shown} est du {notation} sans son type : marquez-la {datatype}, ou écrivez son emprise dans dct:spatial."
            ),
            None => format!(
                "La géométrie {shown} est du {notation} sans son type, et n’a pas d’emprise en degrés : donnez-la en WGS84 (longitude, latitude), marquée {datatype}."
            ),
        };
        return Some((message, around));
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

/// The type of a geometry whose members were read as values of a node: « Polygon · 1 · 47 · 2 ».
fn object_of_geojson(raw: &str) -> Option<&str> {
    const TYPES: [&str; 6] = ["Point", "MultiPoint", "LineString", "Polygon", "MultiPolygon", "envelope"];
    let (kind, numbers) = raw.split_once(" · ")?;
    let is_number = |part: &str| part.trim().parse::<f64>().is_ok();
    (TYPES.contains(&kind) && numbers.split(" · ").all(is_number)).then_some(kind)
}

/// The first numbers of a text, when they are four; « -0,62;47,43;-0,5;47,52 » has decimal commas.
fn four(raw: &str) -> Option<[f64; 4]> {
    let with_commas = || {
        let parts = raw.split(';').map(|part| part.trim().replacen(',', ".", 1).parse::<f64>().ok());
        parts.collect::<Option<Vec<_>>>()?.try_into().ok()
    };
    let parts = raw.split([',', '·', ';', ' ']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = parts.map_while(|part| part.trim().parse().ok()).collect();
    numbers.try_into().ok().or_else(with_commas)
}

/// A box in one of the notations that data.gouv.fr does not read: `[1,47,2,48]`, `BOX(1 47,2 48)`,
/// `ENVELOPE(1,2,48,47)`, that of the Dublin Core (`northlimit=48; …`), an envelope of GML.
pub(super) fn written_box(raw: &str) -> Option<BoundingBox> {
    let text = raw.trim();
    let limit = |name: &str| {
        let values = text.split(';').filter_map(|part| part.split_once('='));
        let mut named = values.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        named.next()?.1.trim().parse().ok()
    };
    let corner = |name: &str| text.split_once(name)?.1.split_once('>')?.1.split_once('<').map(|(at, _)| at);
    let limits = || {
        let [west, south, east, north] = ["westlimit", "southlimit", "eastlimit", "northlimit"].map(limit);
        Some([west?, south?, east?, north?])
    };
    let inside = || {
        let (name, rest) = text.split_once(['[', '('])?;
        let is_box = ["", "BOX", "BOX2D", "BBOX"].iter().any(|known| name.trim().eq_ignore_ascii_case(known));
        // ArcGIS: `[[west,south],[east,north]]`
        numbers(&rest.strip_suffix([']', ')']).filter(|_| is_box)?.replace(['[', ']'], " "))
    };
    // Solr's and OGC's: west, east, north, south
    let envelope = || {
        let (name, rest) = text.split_once('(')?;
        let is_envelope = name.trim().eq_ignore_ascii_case("ENVELOPE");
        let [west, east, north, south] = numbers(rest.strip_suffix(')').filter(|_| is_envelope)?)?;
        Some([west, south, east, north])
    };
    let corners = || numbers(&[corner("lowerCorner")?, " ", corner("upperCorner")?].concat());
    let [west, south, east, north] = limits().or_else(inside).or_else(envelope).or_else(corners)?;
    // GML may begin with the latitude.
    Some(BoundingBox { west, south, east, north }.in_order()).filter(|bounds| bounds.is_box())
}

/// The box around the positions of an outline of GML, when they come back to the first one.
pub(super) fn around_outline(positions: &str) -> Option<String> {
    let parts = positions.split([',', ' ']).filter(|part| !part.is_empty());
    let numbers = parts.map(|part| part.parse().ok()).collect::<Option<Vec<f64>>>()?;
    let pairs: Vec<_> = numbers.as_chunks::<2>().0.to_vec();
    let is_closed = pairs.len() > 3 && pairs.len() * 2 == numbers.len() && pairs.first() == pairs.last();
    let side = |index: usize, most: fn(f64, f64) -> f64| {
        pairs.iter().filter_map(|pair| pair.get(index).copied()).reduce(most)
    };
    let [west, south] = [0, 1].map(|index| side(index, f64::min));
    let [east, north] = [0, 1].map(|index| side(index, f64::max));
    let bounds = BoundingBox { west: west?, south: south?, east: east?, north: north? }.in_order();
    (is_closed && bounds.is_box()).then(|| bounds.to_text())
}

/// The four numbers of a text, when it is nothing else.
fn numbers(text: &str) -> Option<[f64; 4]> {
    let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<f64>> = parts.map(|part| part.parse().ok()).collect();
    numbers?.try_into().ok()
}

/// The box around a geometry, as four numbers.
fn text_around(geometry: Geometry) -> Option<String> {
    let polygons = MultiPolygon::from_polygons(merge(&[geometry]).ok()?).ok()?;
    BoundingBox::around(&polygons.coordinates).filter(|bounds| bounds.is_box()).map(BoundingBox::to_text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_of_geojson_is_told_from_a_name() {
        assert_eq!(object_of_geojson("Polygon · 1 · 47 · 2"), Some("Polygon"));
        for none in ["Polygon", "Angers · 47", "Point · Angers", "1 · 47 · 2 · 48"] {
            assert_eq!(object_of_geojson(none), None, "{none}");
        }
    }

    #[test]
    fn a_box_is_drawn_around_an_outline_that_is_whole() {
        for positions in ["47 1 47 2 48 2 48 1 47 1", "1,47 2,47 2,48 1,48 1,47"] {
            assert_eq!(around_outline(positions).as_deref(), Some("1,47,2,48"), "{positions}");
        }
        // Cut, in three dimensions, projected.
        for none in
            ["47 1 47 2 48 2 48", "47 1 0 47 2 0 48 2 0 47 1 0", "6e6 7e5 6e6 8e5 7e6 8e5 6e6 7e5", ""]
        {
            assert_eq!(around_outline(none), None, "{none}");
        }
    }

    #[test]
    fn a_box_is_read_in_other_notations() {
        let gml = |lower: &str, upper: &str| {
            format!(
                "<gml:Envelope><gml:lowerCorner>{lower}</gml:lowerCorner><gml:upperCorner>{upper}</gml:upperCorner></gml:Envelope>"
            )
        };
        for text in [
            "[1,47,2,48]",
            "[[1,47],[2,48]]",
            "1,0;47,0;2,0;48,0",
            "BOX(1 47,2 48)",
            "box2d(1 47, 2 48)",
            "ENVELOPE(1,2,48,47)",
            "envelope (1, 2, 48, 47)",
            "northlimit=48; southlimit=47; westlimit=1; eastlimit=2; units=decimal degrees",
            &gml("1 47", "2 48"),
            &gml("47 1", "48 2"),
        ] {
            assert_eq!(read_as(text).as_deref(), Some("1,47,2,48"), "{text}");
        }
        for text in [
            "[600000,6700000,700000,6800000]",
            "[1,47,2]",
            "Rennes (1 47 2 48)",
            "name=Rennes",
            "[]",
            "ENVELOPE(1,2,48)",
            "ENVELOPE(2,1,47,48)",
        ] {
            assert_eq!(read_as(text), None, "{text}");
        }
    }
}
