//! Properties that are nearly those that data.gouv.fr reads.

use super::{BASE, quoting::quote};
use crate::{
    check::{Check, Occurrence, Rule, fixes},
    model::{Entry, How, Item},
    text::distance,
};

/// What the harvesters of DCAT read, by vocabulary.
const READ: [(&str, &[&str]); 2] = [
    (
        "dcat",
        &[
            "accessService",
            "accessURL",
            "bbox",
            "byteSize",
            "contactPoint",
            "distribution",
            "downloadURL",
            "endDate",
            "endpointDescription",
            "endpointURL",
            "keyword",
            "landingPage",
            "mediaType",
            "servesDataset",
            "spatialResolutionInMeters",
            "startDate",
            "theme",
        ],
    ),
    (
        "dct",
        &[
            "abstract",
            "accessRights",
            "accrualPeriodicity",
            "conformsTo",
            "created",
            "creator",
            "description",
            "format",
            "hasPart",
            "identifier",
            "issued",
            "license",
            "modified",
            "provenance",
            "publisher",
            "rights",
            "spatial",
            "temporal",
            "title",
        ],
    ),
];

/// Other properties of the same vocabularies, which are right though unread.
const OTHERS: [&str; 12] = [
    "language",
    "source",
    "subject",
    "type",
    "relation",
    "references",
    "version",
    "isPartOf",
    "date",
    "medium",
    "extent",
    "valid",
];

/// How the vocabularies are named when they are not quite right.
fn vocabulary(prefix: &str) -> Option<&'static str> {
    let lower = prefix.to_lowercase();
    match lower.as_str() {
        "dcat" => Some("dcat"),
        "dct" | "dcterms" | "dc" => Some("dct"),
        _ if lower.contains("/ns/dcat") => Some("dcat"),
        _ if lower.contains("purl.org/dc/") => Some("dct"),
        _ => None,
    }
}

/// The property that another one is nearly: another vocabulary, another case, one or two letters away.
fn nearly(property: &str) -> Option<String> {
    let property = property.trim_start_matches('<').trim_end_matches('>');
    let (prefix, local) = match property.rsplit_once(['#', '/']) {
        Some((space, local)) if space.contains("://") => (space, local),
        _ => property.split_once(':')?,
    };
    let own = vocabulary(prefix)?;
    if OTHERS.contains(&local) {
        return None;
    }
    let all = || READ.iter().flat_map(|(prefix, names)| names.iter().map(move |name| (*prefix, *name)));
    let lower = local.to_lowercase();
    let same = || all().find(|(_, name)| name.to_lowercase() == lower);
    let letters = |name: &str| distance::within(name.to_lowercase().as_bytes(), lower.as_bytes(), 2);
    let near = || {
        let long = all().filter(|(prefix, name)| *prefix == own && name.len() > 5);
        long.filter_map(|found| Some((letters(found.1)?, found)))
            .min_by_key(|(n, _)| *n)
            .map(|(_, found)| found)
    };
    let (prefix, name) = same().or_else(near)?;
    let right = format!("{prefix}:{name}");
    (right != property).then_some(right)
}

/// A property whose name is nearly right.
pub static NEARLY: Rule = Rule {
    code: "propriete-presque-juste",
    silent: true,
    title: "Nom de propriété presque juste",
    constat: "La fiche remplit une propriété dont le nom, la casse ou le vocabulaire diffère un peu de ce que data.gouv.fr lit (dcat:downloadUrl, dct:licence, dcat:keywords).",
    effect: "data.gouv.fr ne lit que le nom exact : la valeur est perdue, sans que rien ne le signale.",
    fixes: fixes::PROPERTY,
    check: Check::Record(|context| {
        let lines = context.item.trace.entries();
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for line in lines.clone().filter(|line| line.field().is_none() && line.how() == How::Ignored) {
            if seen.contains(&line.path()) || line.origin().is_some() {
                continue;
            }
            let (_, property) = last_step(line.path());
            let Some(right) = nearly(property) else { continue };
            seen.push(line.path());
            // Some portals write both.
            let is_given = |other: Entry<'_>| {
                other.field().is_some()
                    && other.how() != How::Missing
                    && last_step(other.path()).1.starts_with(&right)
            };
            if lines.clone().any(is_given) {
                continue;
            }
            let raw = line.raw().unwrap_or_default();
            let message =
                format!("{} n’est pas lu ({}) : vouliez-vous dire {right} ?", line.path(), quote(raw));
            found.push(Occurrence::at(line, message).suggesting(Some(right)));
        }
        found
    }),
    ..BASE
};

/// The name, nearly right, under which a record writes a property: `dct:licence` for `dct:license`.
pub(super) fn written_for<'i>(item: &'i Item, wanted: &str) -> Option<&'i str> {
    let local = wanted.rsplit(':').next()?.to_lowercase();
    let unread = item
        .trace
        .entries()
        .filter(|line| line.field().is_none() && line.how() == How::Ignored && line.origin().is_none());
    unread.map(|line| last_step(line.path()).1).find(|name| {
        let own = name.rsplit([':', '#', '/']).next().unwrap_or_default().trim_end_matches('>');
        distance::within(local.as_bytes(), own.to_lowercase().as_bytes(), 2).is_some()
            && nearly(name).as_deref() == Some(wanted)
    })
}

/// `dcat:distribution/dcat:downloadUrl` as its two parts; an address in full has slashes of its own.
fn last_step(path: &str) -> (&str, &str) {
    let start = match path.find("http") {
        // In full, it stands between angle brackets.
        Some(at) => at - usize::from(path.get(..at).is_some_and(|before| before.ends_with('<'))),
        None => path.rfind('/').map_or(0, |at| at + 1),
    };
    path.split_at(start)
}

#[cfg(test)]
mod tests {
    use super::{last_step, nearly};

    #[test]
    fn near_names_are_told_from_other_names() {
        for (name, right) in [
            ("<http://purl.org/dc/terms/#license>", "dct:license"),
            ("dcat:downloadUrl", "dcat:downloadURL"),
            ("dct:licence", "dct:license"),
            ("dcat:keywords", "dcat:keyword"),
            ("dcat:bytesSize", "dcat:byteSize"),
            ("dcat:title", "dct:title"),
            ("dct:keyword", "dcat:keyword"),
            ("http://purl.org/dc/elements/1.1/title", "dct:title"),
            ("https://www.w3.org/ns/dcat#theme", "dcat:theme"),
            ("dct:acessRights", "dct:accessRights"),
        ] {
            assert_eq!(nearly(name).as_deref(), Some(right), "{name}");
        }
        for name in [
            "dct:language",
            "dct:source",
            "foaf:page",
            "dcat:version",
            "schema:name",
            "dct:subject",
            "dcat:temporalResolution",
            "adms:status",
            "dct:relation",
            "dct:isPartOf",
            "dct:isVersionOf",
            "dct:alternative",
            "dcat:inSeries",
            "dcat:qualifiedRelation",
            "dct:references",
            "dct:replaces",
            "dct:requires",
            "dct:audience",
        ] {
            assert_eq!(nearly(name), None, "{name}");
        }
    }

    #[test]
    fn steps_are_cut_before_the_last_name() {
        assert_eq!(
            last_step("dcat:distribution/dcat:downloadUrl"),
            ("dcat:distribution/", "dcat:downloadUrl")
        );
        assert_eq!(last_step("dct:licence"), ("", "dct:licence"));
        assert_eq!(last_step("dcat:distribution/https://x.fr/a"), ("dcat:distribution/", "https://x.fr/a"));
    }
}
