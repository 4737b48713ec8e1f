//! The spatial coverage: absent, lost, refused, in the wrong place, invisible to the territorial filter.

use super::{
    ckan_spatial, coverage_elsewhere,
    extent::BoundingBox,
    geojson::{self, Amendment, Nearly},
    lost_place,
    quoting::{AGAIN, ARRIVES, TEMPLATE, quote},
    wkt,
};
use crate::{
    check::{
        Check, Evidence, FlagSubject, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Severity, Standing,
        UsualBox, choice, fixes, publisher_key,
    },
    harvest::RecordSchema,
    model::{BoxSide, Entry, IsoPart, Item, Loss},
    text::{count::number, slug::slugify},
};

/// A rule about the coverage of one record, whose texts remain to be given.
pub(super) const BASE: Rule =
    Rule { fixes: fixes::SPATIAL, in_bulk: InBulk::InSoftware, verify: AGAIN, ..super::BASE };

/// The portal gives no coverage.
pub static MISSING: Rule = Rule {
    code: "spatial-absent",
    flag: Some(FlagSubject::Spatial),
    title: "Couverture spatiale absente",
    constat: "La fiche ne dit pas quel territoire elle couvre.",
    effect: "Pas de carte sur la page, et la fiche n’apparaît pas quand on cherche par territoire. Un critère de qualité est perdu.",
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Spatial, Standing::Missing) else { return Vec::new() };
        let (of_iso, usual) = (of_iso(context.item), usual(context));
        let elsewhere = elsewhere(context.item, context.schema());
        let message = match (of_iso, &elsewhere, usual) {
            (Some((IsoPart::PlaceName, name)), ..) => format!(
                "La fiche ne donne que le nom du lieu ({}) : data.gouv.fr ne lit que le rectangle d’une emprise (gmd:EX_GeographicBoundingBox).",
                quote(name)
            ),
            (Some(_), ..) => "La fiche ne donne qu’un contour (gmd:polygon) : data.gouv.fr ne lit que le rectangle d’une emprise (gmd:EX_GeographicBoundingBox).".to_owned(),
            (None, Some(elsewhere), _) => elsewhere.message.clone(),
            (None, None, Some(UsualBox { records, all, .. })) => format!(
                "Aucune couverture spatiale n’est déclarée : ni carte, ni recherche par territoire. {} de ce producteur ont la même emprise.",
                if records == all { format!("Les {} autres fiches", number(*records)) } else { format!("{} autres fiches sur {}", number(*records), number(*all)) },
            ),
            (None, None, None) => match super::property::written_for(context.item, "dct:spatial") {
                Some(name) => format!("Le lieu est écrit sous le nom {name}, que data.gouv.fr ne lit pas : ni carte, ni recherche par territoire."),
                None => "Aucune couverture spatiale n’est déclarée : ni carte, ni recherche par territoire.".to_owned(),
            },
        };
        let of_others =
            || usual.map(|usual| in_schema(usual.bounds.each_ref().map(String::as_str), context.schema()));
        let fixed = match (of_iso, elsewhere) {
            (Some((IsoPart::PlaceName, name)), _) => {
                choice::box_of(name).map(|bounds| in_schema(bounds, context.schema()))
            }
            (Some((_, outline)), _) => lost_place::around_outline(outline),
            (None, Some(elsewhere)) => elsewhere.fixed,
            (None, None) => of_others(),
        };
        vec![Occurrence::at(flag, message).suggesting(fixed)]
    }),
    ..BASE
};

/// What most records of the same publisher cover.
fn usual<'a>(context: &RuleContext<'a>) -> Option<&'a UsualBox> {
    let publisher = context.item.source_publisher.as_deref()?;
    context.facts.usual_boxes.get(&publisher_key(publisher))
}

/// The box around what a dataset covers, as text.
pub(crate) fn bounds(dataset: &crate::model::Dataset) -> Option<[String; 4]> {
    let geometry = dataset.spatial.as_ref()?.geom.as_ref()?;
    let found = BoundingBox::around(&geometry.coordinates).filter(|bounds| bounds.is_box())?;
    Some([found.west, found.south, found.east, found.north].map(|bound| bound.to_string()))
}

/// Whether the place of a record without coverage is told by its own words, and not by the records around it.
pub(crate) fn is_told_elsewhere(item: &Item, schema: Option<RecordSchema>) -> bool {
    of_iso(item).is_some()
        || super::property::written_for(item, "dct:spatial").is_some()
        || elsewhere(item, schema).is_some()
}

/// What a record says of its place where it is not read; a name that is nearly right is told as such.
fn elsewhere(item: &Item, schema: Option<RecordSchema>) -> Option<Amendment> {
    if super::property::written_for(item, "dct:spatial").is_some() {
        return None;
    }
    match schema? {
        RecordSchema::Ckan => ckan_spatial::elsewhere(item),
        schema => coverage_elsewhere::place(item, Some(schema)),
    }
}

/// What an ISO record says of its extent that the conversion does not take.
pub(crate) fn of_iso(item: &Item) -> Option<(IsoPart, &str)> {
    item.trace.entries().find_map(|line| match line.loss() {
        Some(Loss::Untaken(Some(part @ (IsoPart::PlaceName | IsoPart::BoundingPolygon)), _)) => {
            Some((*part, line.raw().unwrap_or_default()))
        }
        _ => None,
    })
}

/// A place is given, in a way that udata does not read.
pub static LOST: Rule = Rule {
    code: "spatial-perdu",
    flag: Some(FlagSubject::Spatial),
    title: "Couverture spatiale perdue",
    constat: "La fiche nomme un lieu ou donne une géométrie, mais sous une forme que data.gouv.fr ne reprend pas : il ne garde qu’un polygone.",
    effect: "Le lieu est perdu : pas de carte, pas de territoire, un critère de qualité en moins.",
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Spatial, Standing::Unrecognised) else {
            return Vec::new();
        };
        if unreadable(context).is_some() {
            return Vec::new();
        }
        if let Some(message) = context.lost("spatial").find_map(ckan_spatial::unknown_place) {
            let usual = usual(context).map(|usual| usual.bounds.each_ref().map(String::as_str));
            let fixed = usual.map(|bounds| in_schema(bounds, context.schema()));
            let evidence = Evidence { path: "extras.spatial".into(), ..flag.into() };
            return vec![Occurrence::at(evidence, message).suggesting(fixed)];
        }
        // A list of numbers is as many values.
        let values: Vec<_> = context.lost("spatial").filter_map(|line| line.raw()).collect();
        let is_list = values.len() == 4 && values.iter().all(|value| value.trim().parse::<f64>().is_ok());
        let joined = is_list.then(|| values.join(","));
        let raw = lost_place::once(joined.as_deref().or(flag.raw.as_deref()).unwrap_or_default());
        let told = lost_place::lost(raw);
        let is_nested = || context.lost("spatial").any(|line| line.loss() == Some(&Loss::NestedGeometry));
        let told = match told {
            Some((_, Some(fixed))) if is_nested() && !lost_place::is_point(raw) => {
                let message = format!(
                    "La géométrie {} est dans un nœud à part, où data.gouv.fr ne la lit pas : écrivez son emprise dans dct:spatial.",
                    quote(raw)
                );
                Some((message, Some(fixed)))
            }
            told => told,
        };
        let is_place = told.is_none();
        let (mut message, fixed) = told.unwrap_or_else(|| (lost_place::place(raw), None));
        let known = || choice::box_of(raw).map(|bounds| in_schema(bounds, context.schema()));
        let fixed = fixed.or_else(|| of_its_publisher(context, raw)).or_else(known);
        if is_place && fixed.is_none() && !context.is_ckan() {
            message += " Écrivez-la dans dct:spatial, en quatre nombres : ouest,sud,est,nord (en degrés).";
        }
        let mut found = Occurrence::at(flag, message).suggesting(fixed);
        if let Some(suggestion) = found.suggestion.as_mut().filter(|_| !context.is_ckan()) {
            suggestion.path = "dct:spatial".into();
        }
        vec![found]
    }),
    ..BASE
};

/// The usual box of a publisher whose name ends with the place: « Ville de Saint-Brieuc » for « Saint-Brieuc ».
fn of_its_publisher(context: &RuleContext<'_>, place: &str) -> Option<String> {
    let publisher = slugify(context.item.source_publisher.as_deref()?);
    let place = slugify(place);
    let is_its_own = !place.is_empty()
        && publisher.strip_suffix(&*place).is_some_and(|before| before.is_empty() || before.ends_with('-'));
    let usual = usual(context).filter(|_| is_its_own)?;
    Some(in_schema(usual.bounds.each_ref().map(String::as_str), context.schema()))
}

/// A geometry that udata cannot read, and loses without harm to the record.
pub static UNREADABLE: Rule = Rule {
    code: "spatial-illisible",
    flag: Some(FlagSubject::Spatial),
    title: "Couverture spatiale illisible",
    constat: "La fiche donne une géométrie, mais mal écrite : virgule décimale, nombre absent, WKT ou GeoJSON incorrect.",
    effect: "La géométrie est perdue : pas de carte, pas de territoire, un critère de qualité en moins.",
    check: Check::Record(|context| {
        let flag = context.flag(FlagSubject::Spatial, Standing::Unrecognised);
        let Some(line) = flag.and_then(|_| unreadable(context)) else { return Vec::new() };
        if let Some(found) = misspelt_box(context, line) {
            return vec![found];
        }
        let raw = line.raw().unwrap_or_default();
        // What the conversion makes of bounds of which nothing is written.
        if context.schema() == Some(RecordSchema::Iso19139) && raw.starts_with("POLYGON((NaN") {
            return vec![Occurrence::at(
                line,
                "Les bornes de l’emprise sont vides : data.gouv.fr n’en lit rien.",
            )];
        }
        let Amendment { message, fixed } = wkt::amended(raw).unwrap_or_else(|| Amendment {
            message: format!(
                "La géométrie {} est mal écrite : data.gouv.fr ne peut pas la lire.",
                quote(raw)
            ),
            fixed: None,
        });
        vec![Occurrence::at(line, message).suggesting(fixed)]
    }),
    ..BASE
};

/// The box of an ISO record, as it is written, when one of its bounds is no number.
fn misspelt_box(context: &RuleContext<'_>, lost: Entry<'_>) -> Option<Occurrence> {
    let bounds = context.item.trace.entries().filter_map(|line| match line.loss() {
        Some(Loss::Untaken(Some(IsoPart::Bound(side)), _)) => Some((*side, line.raw()?)),
        _ => None,
    });
    let written = |side: BoxSide| bounds.clone().find(|(of, _)| *of == side).map(|(_, raw)| raw);
    let sides = [BoxSide::West, BoxSide::South, BoxSide::East, BoxSide::North].map(written);
    let [Some(west), Some(south), Some(east), Some(north)] = sides else { return None };
    let shown = format!("ouest {west}, sud {south}, est {east}, nord {north}");
    let message = format!(
        "L’emprise {} n’est pas lue : chaque borne est un nombre de degrés, un point avant ses décimales.",
        quote(&shown)
    );
    let numbers = [west, south, east, north].map(|raw| raw.trim().replacen(',', ".", 1).parse::<f64>().ok());
    let fixed = match numbers {
        [Some(west), Some(south), Some(east), Some(north)] => Some(BoundingBox { west, south, east, north }),
        _ => None,
    };
    let found = Occurrence::at(lost, message).valued(&shown);
    Some(found.suggesting(fixed.filter(|bounds| bounds.is_box()).map(BoundingBox::to_text)))
}

/// The line of a geometry that is written as one, and badly.
fn unreadable<'a>(context: &RuleContext<'a>) -> Option<Entry<'a>> {
    context
        .lost("spatial")
        .find(|line| matches!(line.loss(), Some(Loss::UnreadableGeometry | Loss::InvalidGeometry)))
}

/// A coverage that the harvester never carries.
pub static NOT_CARRIED: Rule = Rule {
    code: "spatial-non-repris",
    flag: Some(FlagSubject::Spatial),
    title: "Couverture spatiale non reprise par ce moissonneur",
    constat: "La fiche donne un territoire, mais ce moissonneur n’en reprend aucun.",
    effect: "Le territoire est perdu en route : pas de carte, un critère de qualité en moins. Ce n’est pas la fiche qui est en cause.",
    in_bulk: InBulk::Said(
        "Choisissez le moissonneur DCAT : il reprend la couverture spatiale quand l’export contient un polygone.",
    ),
    verify: "Refaites l’aperçu avec l’adresse de l’export DCAT du portail.",
    check: Check::Record(|context| {
        context.flagged(FlagSubject::Spatial, Standing::Lost, |flag| {
            let raw = flag.raw.as_deref().unwrap_or_default();
            if raw.starts_with(['{', '[']) {
                return "L’emprise de la fiche n’est pas reprise par ce moissonneur.".to_owned();
            }
            format!("Le territoire {} n’est pas repris par ce moissonneur.", quote(raw))
        })
    }),
    ..BASE
};

/// A geometry that makes the whole record fail.
pub static INVALID: Rule = Rule {
    code: "spatial-invalide",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Couverture spatiale refusée",
    constat: "La géométrie est lue, mais refusée : contour non fermé, points à trois nombres, GeoJSON sans type, ou valeur qui n’est pas du GeoJSON (CKAN).",
    effect: "Toute la fiche échoue, et pas seulement sa carte.",
    verify: ARRIVES,
    check: Check::Record(|context| {
        let found = context.refused("spatial-invalide", |refusal| {
            format!(
                "Toute la fiche échoue à cause de sa couverture spatiale {} : donnez un polygone fermé, de points à deux nombres.",
                quote(refusal.raw())
            )
        });
        let of_wkt = |raw: &str| {
            if let Some(Nearly { what, fixed }) = geojson::nearly(raw) {
                let message = format!("La couverture {} {what} : toute la fiche échoue.", quote(raw));
                return Some(Amendment { message, fixed });
            }
            let Amendment { message, fixed } = wkt::amended(raw)?;
            Some(Amendment { message: format!("Toute la fiche échoue. {message}"), fixed })
        };
        amended(found, if context.is_ckan() { geojson::amended } else { of_wkt })
    }),
    ..BASE
};

/// Says of a refused geometry what it lacks to be a polygon, when it nearly is one.
pub(super) fn amended(mut found: Vec<Occurrence>, amend: fn(&str) -> Option<Amendment>) -> Vec<Occurrence> {
    for occurrence in &mut found {
        if let Some(Amendment { message, fixed }) = occurrence.evidence.raw.as_deref().and_then(amend) {
            let evidence = occurrence.evidence.clone();
            *occurrence = Occurrence::at(evidence, message).suggesting(fixed);
        }
    }
    found
}

/// A box in the words of what records are written in: a GeoJSON polygon for CKAN, four numbers elsewhere.
pub(crate) fn in_schema([west, south, east, north]: [&str; 4], schema: Option<RecordSchema>) -> String {
    match schema {
        Some(RecordSchema::Ckan) => polygon([west, south, east, north]),
        _ => format!("{west},{south},{east},{north}"),
    }
}

pub(super) fn polygon([west, south, east, north]: [&str; 4]) -> String {
    format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}"
    )
}

/// A geometry without zone: a map, but no answer to the territorial filter.
pub static INVISIBLE: Rule = Rule {
    code: "territoire-invisible",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    silent: true,
    title: "Invisible au filtre par territoire",
    constat: "La couverture spatiale est un polygone, sans nom de territoire connu.",
    effect: "La page montre une carte, mais le jeu de données n’apparaît pas quand on filtre par commune, département ou région : ce filtre ne lit que des noms de territoires.",
    fixes: &[],
    in_bulk: TEMPLATE,
    verify: "Sur data.gouv.fr, cherchez le jeu de données en filtrant par son territoire.",
    check: Check::Record(|context| {
        let spatial = context.dataset().and_then(|dataset| dataset.spatial.as_ref());
        let only_geometry = spatial.is_some_and(|spatial| spatial.geom.is_some() && spatial.zones.is_empty());
        if !only_geometry {
            return Vec::new();
        }
        let message = match context.harvester(|it| it.knows_zones) {
            true => {
                "Une carte, mais pas de territoire connu : le filtre par territoire ne trouvera pas cette fiche. L’extra « spatial-text », à la place de « spatial », peut nommer le territoire."
            }
            false => {
                "Une carte, mais pas de territoire connu : le filtre par territoire ne trouvera pas cette fiche. Ce moissonneur ne sait pas en donner."
            }
        };
        vec![Occurrence::in_field("spatial", message)]
    }),
    ..BASE
};
