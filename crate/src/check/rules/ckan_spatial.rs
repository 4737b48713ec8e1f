//! Where CKAN's packages say what they cover: the extras that udata reads, and those that it does not.

use super::{
    extent::BoundingBox,
    geojson::{self, Amendment},
    quoting::{ARRIVES, quote},
    spatial::{BASE, amended, polygon},
    wkt,
};
use crate::{
    check::{Check, Rule, RuleLevel, Severity},
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
const BOUNDS: [[&str; 4]; 2] = [
    ["bbox-west-long", "bbox-south-lat", "bbox-east-long", "bbox-north-lat"],
    ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"],
];

/// Words of the names of fields that hold a place.
const PLACES: Needles = Needles::new(&["spatial", "bbox", "geom", "extent", "emprise", "coverage"]);

/// A polygon or a box in a field that no harvester reads.
pub(super) fn elsewhere(item: &Item) -> Option<Amendment> {
    let unread = || {
        let is_unread = |line: &Entry<'_>| line.field().is_none_or(|field| field.name == "extras");
        item.trace.entries().filter(is_unread).filter_map(|line| Some((name(line), line.raw()?)))
    };
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
    of_bounds.or_else(|| {
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
    })
}

/// A field as its form names it.
fn name(line: Entry<'_>) -> &str {
    line.path().strip_prefix("extras.").unwrap_or(line.path())
}

/// The polygon that a text is, or nearly is.
fn as_polygon(raw: &str) -> Option<String> {
    if geojson::is_polygon(raw) { Some(raw.to_owned()) } else { geojson::amended(raw)?.fixed }
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
