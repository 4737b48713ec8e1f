//! A coverage, a contact or keywords that a DCAT record gives in a property that data.gouv.fr does not read.

use super::{
    absence::is_unknown,
    geojson::Amendment,
    keyword::split,
    lost_place,
    period::{day, days_of, full_dates, of_days, of_two_days, open_bound, open_node},
    quoting::{is_of_names, list, quote},
    spatial,
    template::is_template,
};
use crate::{
    check::choice,
    harvest::RecordSchema,
    model::{How, Item},
};

/// The names of properties of a place, whatever their vocabulary and their case.
const OF_PLACES: [&str; 20] = [
    "coverage",
    "spatial",
    "spatialCoverage",
    "spatialExtent",
    "geographicCoverage",
    "contentLocation",
    "atLocation",
    "geometry",
    "hasGeometry",
    "hasDefaultGeometry",
    "hasBoundingBox",
    "hasCentroid",
    "asWKT",
    "asGeoJSON",
    "bbox",
    "boundingBox",
    "centroid",
    "box",
    "point",
    "lat_long",
];

/// Names of what is a latitude, and of the longitude beside it.
const OF_POINTS: [(&str, &str); 3] = [("lat", "long"), ("lat", "lon"), ("latitude", "longitude")];

/// The names of properties of a period.
const OF_PERIODS: [&str; 4] = ["coverage", "temporal", "temporalCoverage", "temporalExtent"];

/// Names of what is a first day, and of the last one beside it.
const OF_DAYS: [(&str, &str); 2] = [("startDate", "endDate"), ("hasBeginning", "hasEnd")];

/// A property of the record itself that no field reads: as it is told, its name alone, and its value.
struct Unread<'a> {
    path: &'a str,
    name: &'a str,
    raw: &'a str,
}

impl Unread<'_> {
    /// « schema:spatialCoverage (« Lyon ») »; a node of which nothing can be shown is only named.
    fn told(&self) -> String {
        let place = match self.of_catalogue() {
            Some(property) => format!("le {property} du catalogue"),
            None => self.path.to_owned(),
        };
        if is_of_names(self.raw) { place } else { format!("{place} ({})", quote(self.raw)) }
    }

    /// The property of the catalogue that says it, and not of the record.
    fn of_catalogue(&self) -> Option<&str> {
        self.path.strip_prefix("dcat:Catalog/")
    }

    fn is_named(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }
}

fn unread(item: &Item) -> impl Iterator<Item = Unread<'_>> {
    item.trace.entries().filter_map(|line| {
        if line.how() != How::Ignored || line.field().is_some() || line.origin().is_some() {
            return None;
        }
        let path = Some(line.path()).filter(|path| !path.starts_with("dcat:distribution/"))?;
        let name = path.trim_end_matches('>').rsplit([':', '/', '#']).next()?;
        let is_given = |raw: &&str| !is_unknown(raw) && !is_template(raw);
        Some(Unread { path, name, raw: line.raw().filter(is_given)? })
    })
}

/// Two properties of a record that are read together.
fn pair<'a>(item: &'a Item, names: &[(&str, &str)]) -> Option<[Unread<'a>; 2]> {
    names.iter().find_map(|(first, second)| {
        let named = |name: &str| unread(item).find(|unread| unread.is_named(&[name]));
        Some([named(first)?, named(second)?])
    })
}

/// What is said of a place that is given in a property that is not read, and the box to write.
pub(super) fn place(item: &Item, schema: Option<RecordSchema>) -> Option<Amendment> {
    if schema != Some(RecordSchema::Dcat) {
        return None;
    }
    let given = |unread: &Unread<'_>| unread.is_named(&OF_PLACES) && !is_period(unread.raw);

    let mut found: Vec<Amendment> = unread(item).filter(given).map(|unread| of_place(&unread)).collect();
    if let Some([latitude, longitude]) = pair(item, &OF_POINTS) {
        let (told, point) =
            (format!("{} et {}", latitude.told(), longitude.told()), point(latitude.raw, longitude.raw));
        found.push(of_point(&told, point.as_deref()));
    }
    let best = found.iter().position(|amendment| amendment.fixed.is_some()).unwrap_or(0);
    (best < found.len()).then(|| found.swap_remove(best))
}

fn of_place(unread: &Unread<'_>) -> Amendment {
    let told = unread.told();
    // Latitude first.
    if unread.is_named(&["lat_long", "point"])
        && let Some((latitude, longitude)) = unread.raw.trim().split_once([',', ' '])
    {
        return of_point(&told, point(latitude, longitude).as_deref());
    }
    if lost_place::is_point(unread.raw) {
        return of_point(&told, Some(unread.raw));
    }
    let named =
        || choice::box_of(unread.raw).map(|bounds| spatial::in_schema(bounds, Some(RecordSchema::Dcat)));
    let fixed = lost_place::read_as(unread.raw).or_else(named);
    // A coverage may be a place, a period, or anything else.
    let message = match (&fixed, unread.is_named(&["coverage"])) {
        (None, true) => format!(
            "Aucune couverture spatiale n’est déclarée dans dct:spatial, et data.gouv.fr ne lit pas {told} : ni carte, ni recherche par territoire."
        ),
        _ => format!(
            "La couverture spatiale est dans {told}, que data.gouv.fr ne lit pas : écrivez-la dans dct:spatial, en quatre nombres (ouest,sud,est,nord, en degrés)."
        ),
    };
    Amendment { message, fixed }
}

fn of_point(told: &str, point: Option<&str>) -> Amendment {
    let fixed = point.and_then(lost_place::read_as);
    let square = if fixed.is_some() { ", comme ce carré d’un kilomètre" } else { "" };
    let message = format!(
        "La fiche donne un point dans {told}, que data.gouv.fr ne lit pas : écrivez une emprise dans dct:spatial{square}."
    );
    Amendment { message, fixed }
}

/// As WKT writes it.
fn point(latitude: &str, longitude: &str) -> Option<String> {
    let [latitude, longitude] = [latitude, longitude].map(|degrees| degrees.trim().parse::<f64>().ok());
    Some(format!("POINT({} {})", longitude?, latitude?))
}

/// What is said of a period that is given in a property that is not read, and the period to write.
pub(super) fn period(item: &Item, schema: Option<RecordSchema>) -> Option<Amendment> {
    if schema != Some(RecordSchema::Dcat) {
        return None;
    }
    if let Some([start, end]) = pair(item, &OF_DAYS) {
        let message = format!(
            "La période est dans {} et {}, sur la fiche elle-même, où data.gouv.fr ne la lit pas : écrivez-la dans dct:temporal.",
            start.told(),
            end.told()
        );
        let both = format!("{}/{}", start.raw.trim(), end.raw.trim());
        return Some(Amendment { message, fixed: of_two_days(&both).or_else(|| full_dates(&both)) });
    }
    for (bound, name) in [("dcat:startDate", "startDate"), ("dcat:endDate", "endDate")] {
        let mut given = unread(item).filter(|unread| unread.is_named(&[name]));
        let Some((given, [first, last])) =
            given.find_map(|given| days_of(given.raw).map(|days| (given, days)))
        else {
            continue;
        };
        let day = if name == "startDate" { first } else { last };
        let message = format!(
            "La période est dans {}, sur la fiche elle-même, où data.gouv.fr ne la lit pas : écrivez-la dans dct:temporal, {}.",
            given.told(),
            open_node(bound, &day)
        );
        return Some(Amendment { message, fixed: None });
    }
    unread(item).find_map(|unread| {
        let (fixed, open) = (period_of(unread.raw), open_bound(unread.raw));
        let is_of_places_too =
            unread.name.eq_ignore_ascii_case("coverage") && fixed.is_none() && open.is_none();
        if !unread.is_named(&OF_PERIODS) || is_of_places_too {
            return None;
        }
        let how = match open {
            Some((bound, day)) => format!(", {}", open_node(bound, &day)),
            None => String::new(),
        };
        let message = format!(
            "La période est dans {}, que data.gouv.fr ne lit pas : écrivez-la dans dct:temporal{how}.",
            unread.told()
        );
        Some(Amendment { message, fixed })
    })
}

fn is_period(raw: &str) -> bool {
    period_of(raw).is_some() || open_bound(raw).is_some()
}

/// A text that is a period, as data.gouv.fr reads one.
fn period_of(raw: &str) -> Option<String> {
    let days =
        || raw.trim().split_once('/').and_then(|(start, end)| Some(format!("{}/{}", day(start)?, day(end)?)));
    days().or_else(|| of_days(raw))
}

/// Keywords that a DCAT record gives in properties that are not read, and the words to write when all are words.
pub(super) fn keywords(item: &Item, schema: Option<RecordSchema>) -> Option<Amendment> {
    let is_of_keywords =
        |unread: &Unread<'_>| unread.is_named(&["keywords", "keyword", "subject", "tag", "tags"]);
    let found: Vec<_> =
        unread(item).filter(|unread| schema == Some(RecordSchema::Dcat) && is_of_keywords(unread)).collect();
    let path = found.first()?.path;
    let message = format!(
        "La fiche n’aura aucun mot-clé : data.gouv.fr ne lit pas {path} ({}). Écrivez ces mots dans dcat:keyword.",
        list(found.iter().map(|unread| unread.raw), 5)
    );
    // « Pays de la Loire, France » may be one.
    let words: Vec<_> = found
        .iter()
        .flat_map(|unread| split(unread.raw).unwrap_or_else(|| vec![unread.raw.trim()]))
        .collect();
    let are_words = words.iter().all(|word| word.len() > 2 && !word.contains([':', '/', '…', ',']));
    Some(Amendment { message, fixed: are_words.then(|| words.join(" | ")) })
}

/// A contact that a DCAT record gives in a property that is not read.
pub(super) fn contact(item: &Item, schema: Option<RecordSchema>) -> Option<String> {
    const NAMES: [&str; 7] =
        ["contactPoint", "contact", "maintainer", "hasEmail", "mbox", "email", "contactEmail"];
    // Who publishes the catalogue may not answer for its records: only a record without any contact is told of it.
    let is_contact = |unread: &Unread<'_>| {
        unread.is_named(&NAMES) || unread.of_catalogue().is_some() && unread.is_named(&["publisher"])
    };
    let found = unread(item).find(|unread| schema == Some(RecordSchema::Dcat) && is_contact(unread))?;
    if found.of_catalogue().is_some() {
        return Some(format!(
            "La fiche n’a pas de contact : data.gouv.fr ne lit pas {}. Répétez-le en dcat:contactPoint de chaque fiche.",
            found.told()
        ));
    }
    Some(format!(
        "Le contact est dans {}, que data.gouv.fr ne lit pas : décrivez-le dans dcat:contactPoint.",
        found.told()
    ))
}
