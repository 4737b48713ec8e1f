//! Where CKAN's packages say what they cover: the extras that udata reads, and those that it does not.

use super::{
    absence::is_unknown,
    extent::BoundingBox,
    field::{Words, is_unread, name},
    geojson::{self, Amendment},
    quoting::{ARRIVES, quote},
    spatial::{BASE, amended, polygon},
    wkt,
};
use crate::{
    check::{Check, Rule, RuleLevel, Severity},
    formats::json::Json,
    model::{Entry, Item, Loss, spatial::Geometry},
    text::needles::Needles,
};

/// CKAN: a point makes the whole package fail.
pub static CKAN_POINT: Rule = Rule {
    code: "ckan-spatial-point",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Couverture spatiale qui n’est pas un polygone (CKAN)",
    constat: "L’extra « spatial » est un point, une ligne ou une autre géométrie.",
    effect: "data.gouv.fr n’accepte que Polygon et MultiPolygon : tout le jeu échoue.",
    verify: ARRIVES,
    check: Check::Record(|context| {
        let found = context.refused("ckan-spatial-point", |refusal| {
            let raw = refusal.raw();
            format!("La couverture {} n’est pas un polygone : tout le jeu échoue.", quote(raw))
        });
        amended(found, geojson::amended)
            .into_iter()
            .map(|found| {
                let polygon = found.evidence.raw.as_deref().and_then(around_point);
                if found.suggestion.is_some() { found } else { found.suggesting(polygon) }
            })
            .collect()
    }),
    ..BASE
};

/// A GeoJSON point as a small square around it, about one kilometre wide.
fn around_point(raw: &str) -> Option<String> {
    let square = wkt::square(Geometry::point(raw)?);
    Some(polygon(square.each_ref().map(String::as_str)))
}

/// CKAN: a zone and a geometry at once.
pub static CKAN_DOUBLE: Rule = Rule {
    code: "ckan-spatial-double",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Territoire et emprise à la fois (CKAN)",
    constat: "Les extras « spatial » et « spatial-text » donnent l’un une emprise, l’autre un territoire reconnu.",
    effect: "data.gouv.fr refuse les deux ensemble : tout le jeu échoue.",
    verify: ARRIVES,
    check: Check::Refused(|_, _| {
        "Une emprise (« spatial ») et un territoire (« spatial-text ») à la fois : tout le jeu échoue. Retirez l’un des deux.".to_owned()
    }),
    ..BASE
};

/// The names under which portals keep the four bounds of a package: west, south, east, north.
const BOUNDS: [[&str; 4]; 4] = [
    ["bbox_west", "bbox_south", "bbox_east", "bbox_north"],
    ["west", "south", "east", "north"],
    ["bbox-west-long", "bbox-south-lat", "bbox-east-long", "bbox-north-lat"],
    ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"],
];

/// Words of the names of fields that hold a place.
const PLACES: Needles = Needles::new(&["spatial", "bbox", "geom", "extent", "emprise", "coverage"]);

/// A polygon or a box in a field that no harvester reads.
pub(super) fn elsewhere(item: &Item) -> Option<Amendment> {
    let unread =
        || item.trace.entries().filter(is_unread).filter_map(|line| Some((name(&line), line.raw()?)));
    let of_bounds = BOUNDS.iter().find_map(|names| {
        let mut bounds = [0.0; 4];
        for (bound, wanted) in bounds.iter_mut().zip(names) {
            *bound = unread().find(|(name, _)| name == wanted)?.1.trim().parse().ok()?;
        }
        let [west, south, east, north] = bounds;
        Some(Amendment {
            message: format!(
                "L’emprise est dans quatre champs ({}…), que data.gouv.fr ne lit pas : il lit l’extra « spatial ».",
                names.first()?
            ),
            fixed: geojson::written(BoundingBox { west, south, east, north }),
        })
    });
    let of_polygon = || {
        unread().find_map(|(name, raw)| {
            let fixed = PLACES.are_in(&name.to_ascii_lowercase()).then(|| as_polygon(raw))??;
            Some(Amendment {
                message: format!(
                    "L’emprise est dans le champ « {name} » ({}), que data.gouv.fr ne lit pas : il lit l’extra « spatial ».",
                    quote(raw)
                ),
                fixed: Some(fixed),
            })
        })
    };
    let of_name = || {
        unread().find_map(|(name, raw)| {
            let place = names_a_place(name).then(|| place_in(raw))??;
            Some(Amendment {
                message: format!(
                    "Le lieu est dans le champ « {name} » ({}), que data.gouv.fr ne lit pas : il lit l’extra « spatial » (un polygone) ou « spatial-text » (le nom exact d’un territoire).",
                    quote(&place)
                ),
                fixed: None,
            })
        })
    };
    of_bounds.or_else(of_polygon).or_else(of_name)
}

/// Whether the name of a field is that of the place that the data covers, and not of its grain or of its projection.
fn names_a_place(name: &str) -> bool {
    let words = Words::of(name);
    const DIVISIONS: [&str; 4] = ["region", "departement", "commune", "epci"];
    let is_of_place = words.has(&["spatial", "territo", "geograph", "insee"])
        || DIVISIONS.iter().any(|division| words.are(&[division]))
        || words.has(&["coverage", "couverture"]) && !words.has(&["temporal", "temporel"]);
    is_of_place
        && !words.has(&[
            "resol",
            "granul",
            "referen",
            "projec",
            "precis",
            "represent",
            "type",
            "scale",
            "harvest",
        ])
}

/// The name or the address of a place: a text, or that of an object, as ckanext-dcat writes one.
fn place_in(raw: &str) -> Option<String> {
    fn named(value: &Json<'_>) -> Option<String> {
        match value {
            Json::List(list) => list.iter().find_map(named),
            Json::Object(_) => {
                ["text", "label", "name", "title", "uri"].iter().find_map(|key| named(value.get(key)?))
            }
            value => value.as_str().map(str::to_owned),
        }
    }
    let text = match Json::parse(raw) {
        Ok(value @ (Json::List(_) | Json::Object(_))) => named(&value)?,
        _ => raw.trim().to_owned(),
    };
    (!is_unknown(&text)).then_some(text)
}

/// The polygon that a text is, or nearly is.
fn as_polygon(raw: &str) -> Option<String> {
    if geojson::is_polygon(raw) {
        return Some(raw.to_owned());
    }
    let inside = || match Json::parse(raw).ok()? {
        value @ (Json::List(_) | Json::Object(_)) => inner(&value),
        _ => None,
    };
    inside().or_else(|| geojson::amended(raw)?.fixed)
}

/// The polygon of an object that describes a place, as ckanext-dcat writes one.
fn inner(value: &Json<'_>) -> Option<String> {
    if let Json::List(list) = value {
        return list.iter().find_map(inner);
    }
    ["bbox", "geom", "geometry"].iter().find_map(|key| match value.get(key)? {
        Json::Text(text) => geojson::is_polygon(text).then(|| text.to_string()),
        object => Some(object.to_json()).filter(|written| geojson::is_polygon(written)),
    })
}

/// Why a place that is given by its name or by its address is not taken, and what to give instead.
pub(super) fn unknown_place(line: Entry<'_>) -> Option<String> {
    let shown = quote(line.raw().unwrap_or_default());
    Some(match line.loss()? {
        Loss::PlaceAddress => format!(
            "Le lieu n’est donné que par une adresse ({shown}), que data.gouv.fr ne lit pas : donnez son emprise dans l’extra « spatial »."
        ),
        Loss::SeveralZones(_) => format!(
            "Plusieurs territoires s’appellent {shown} : data.gouv.fr n’en retient aucun. Donnez l’emprise dans l’extra « spatial », à la place de « spatial-text »."
        ),
        Loss::NoZone | Loss::NotAZone => format!(
            "{shown} n’est le nom exact d’aucun territoire de la liste : data.gouv.fr ne le retient pas. Corrigez « spatial-text », ou donnez l’emprise dans « spatial » à sa place."
        ),
        Loss::ZonesNotLoaded => format!(
            "La liste des territoires n’a pas été lue : rien ne dit si data.gouv.fr reconnaîtrait {shown}."
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_places_are_told_from_those_of_grains() {
        for name in [
            "spatial_text",
            "Région",
            "dct:spatial",
            "Couverture géographique",
            "territoire",
            "code_insee",
            "coverage",
        ] {
            assert!(names_a_place(name), "{name}");
        }
        for name in
            ["spatial_resolution", "spatial-reference-system", "temporal_coverage", "geo_granularity", "zone"]
        {
            assert!(!names_a_place(name), "{name}");
        }
        let listed = r#"[{"uri":"http://id.insee.fr/geo/commune/13055","text":"Marseille"}]"#;
        assert_eq!(place_in(listed).as_deref(), Some("Marseille"));
        assert_eq!(place_in("inconnu"), None);
    }

    #[test]
    fn a_point_becomes_a_square() {
        let square = around_point(r#"{"type": "Point", "coordinates": [2.35, 48.85]}"#);
        assert_eq!(
            square.as_deref(),
            Some(
                "{\"type\":\"Polygon\",\"coordinates\":[[[2.3450,48.8450],[2.3550,48.8450],[2.3550,48.8550],[2.3450,48.8550],[2.3450,48.8450]]]}"
            )
        );
        assert_eq!(around_point(r#"{"type": "LineString", "coordinates": [[2, 48]]}"#), None);
        assert_eq!(around_point("Paris"), None);
    }
}
