//! Fields that no harvester reads: told once for all records, by names that a person knows.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use rustc_hash::FxBuildHasher;

use super::BASE;
use crate::{
    check::{Check, Occurrence, Rule, RuleLevel, Severity},
    model::{Entry, How},
    text::{count::count, order},
};

/// Names told of one source.
const TOLD: usize = 12;

/// What parts of an ISO record are called, by a step of their path; the first that fits.
const ISO: [(&str, &str); 24] = [
    ("gmd:contact", "contact de la fiche"),
    ("gmd:dateStamp", "date de la fiche"),
    ("gmd:metadataMaintenance", "rythme de révision de la fiche"),
    ("gmd:topicCategory", "catégorie ISO"),
    ("gmd:referenceSystemInfo", "projection"),
    ("gmd:graphicOverview", "image d’aperçu"),
    ("gmd:aggregationInfo", "liens vers d’autres données"),
    ("gmd:purpose", "objet"),
    ("gmd:credit", "remerciements"),
    ("gmd:status", "état"),
    ("gmd:supplementalInformation", "informations complémentaires"),
    ("gmd:spatialRepresentationType", "mode de représentation"),
    ("gmd:spatialRepresentationInfo", "mode de représentation"),
    ("gmd:protocol", "protocole des liens"),
    ("gmd:dataQualityInfo", "qualité et conformité"),
    ("gmd:distributor", "distributeur"),
    ("gmd:pointOfContact", "coordonnées du contact"),
    ("gmd:extent", "autres étendues"),
    ("gmd:resourceConstraints", "contraintes"),
    ("gmd:descriptiveKeywords", "thésaurus des mots-clés"),
    ("gmd:contentInfo", "contenu des couches"),
    ("gmd:citation", "autres dates et responsables"),
    ("gmd:distributionInfo", "détails de distribution"),
    ("gmd:resourceMaintenance", "détails de mise à jour"),
];

/// Steps of paths that say how a record is kept, and nothing of the data.
const TECHNICAL: [&str; 38] = [
    "gmd:characterSet",
    "gmd:metadataStandardName",
    "gmd:metadataStandardVersion",
    "gmd:hierarchyLevel",
    "gmd:hierarchyLevelName",
    "gmd:language",
    "gmd:locale",
    "gmd:parentIdentifier",
    "gmd:fileIdentifier",
    "id",
    "isopen",
    "license_title",
    "license_url",
    "metadata_modified",
    "metadata_created",
    "num_resources",
    "num_tags",
    "organization",
    "owner_org",
    "private",
    "state",
    "type",
    "creator_user_id",
    "revision_id",
    "revision_timestamp",
    "relationships_as_object",
    "relationships_as_subject",
    "package_id",
    "position",
    "cache_url",
    "cache_last_updated",
    "datastore_active",
    "url_type",
    "data_processed",
    "metadata_processed",
    "visibility",
    "domain",
    "records_count",
];

/// What a person calls a field; nothing for one that says nothing of the data.
fn name(line: Entry<'_>) -> Option<Cow<'_, str>> {
    let path = line.origin().unwrap_or(line.path());
    let steps = || path.split(['/', '.']).map(|step| step.split('[').next().unwrap_or_default());
    if steps().any(|step| TECHNICAL.contains(&step)) {
        return None;
    }
    if !path.contains("gmd:") {
        return Some(line.path().into());
    }
    let known = ISO.iter().find(|(step, _)| steps().any(|one| one == *step));
    let last = || steps().rfind(|step| step.starts_with("gmd:") || step.starts_with("srv:"));
    Some(known.map_or_else(|| last().unwrap_or(path).into(), |(_, name)| (*name).into()))
}

/// A field that no harvester reads, told once for all records.
pub static UNREAD: Rule = Rule {
    code: "champs-ignores",
    severity: Severity::Advice,
    level: RuleLevel::Source,
    silent: true,
    title: "Champs que data.gouv.fr ne lit jamais",
    constat: "Les fiches remplissent des champs que ce moissonneur ne lit pas.",
    effect: "Ces informations restent sur votre portail. Rien à corriger : elles peuvent servir à d’autres.",
    in_bulk: "Rien à faire. Ce qui compte pour vos lecteurs peut être répété dans la description.",
    verify: "La page d’une fiche montre, champ par champ, ce qui est lu et ce qui ne l’est pas.",
    check: Check::Source(|source| {
        let mut counts: HashMap<Cow<'_, str>, usize> = HashMap::new();
        let mut technical: HashSet<&str> = HashSet::new();
        // Records repeat the same paths.
        let mut named: HashMap<(Option<&str>, &str), Option<Cow<'_, str>>, FxBuildHasher> =
            HashMap::default();
        for item in &source.catalogue.job.items {
            let is_unread = |line: &Entry<'_>| {
                line.field().is_none() && line.how() == How::Ignored && line.path() != "rdf:type"
            };
            let mut names = Vec::new();
            for line in item.trace.entries().filter(is_unread) {
                match named.entry((line.origin(), line.path())).or_insert_with(|| name(line)) {
                    Some(name) => names.push(name.clone()),
                    None => {
                        technical.insert(line.path());
                    }
                }
            }
            order::natural(&mut names);
            names.dedup();
            for name in names {
                *counts.entry(name).or_default() += 1;
            }
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        order::by(&mut ranked, |(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        let mut parts: Vec<_> = ranked.iter().take(TOLD).map(|(name, n)| format!("{name} ({n})")).collect();
        let others = ranked.len().saturating_sub(TOLD);
        if others > 0 {
            parts.push(count(others, "autre", "autres"));
        }
        // What only says how records are kept comes last, and alone is not worth telling.
        if parts.is_empty() {
            return Vec::new();
        }
        if !technical.is_empty() {
            parts.push(count(technical.len(), "champ technique", "champs techniques"));
        }
        let told =
            format!("Champs remplis et jamais lus, avec leur nombre de fiches : {}.", parts.join(", "));
        vec![Occurrence::in_field("", told)]
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Trace;

    fn named(path: &'static str, origin: Option<&str>) -> Option<String> {
        let mut trace = Trace::default();
        trace.unread_converted(path.to_owned(), origin.unwrap_or_default(), "x", None, 0);
        trace.entries().find_map(name).map(Cow::into_owned)
    }

    #[test]
    fn fields_have_names_that_a_person_knows() {
        let table = [
            (
                "gmd:contact/…",
                Some("gmd:contact/gmd:CI_ResponsibleParty/gmd:organisationName"),
                Some("contact de la fiche"),
            ),
            ("gmd:characterSet/…", Some("gmd:characterSet/gmd:MD_CharacterSetCode/@codeListValue"), None),
            (
                "gmd:identificationInfo/…/gmd:description",
                Some(
                    "gmd:identificationInfo/gmd:MD_DataIdentification/gmd:extent[2]/gmd:EX_Extent/gmd:description",
                ),
                Some("autres étendues"),
            ),
            (
                "gmd:x",
                Some("gmd:identificationInfo/gmd:MD_DataIdentification/gmd:nouveau/gco:CharacterString"),
                Some("gmd:nouveau"),
            ),
            ("resources[0].package_id", None, None),
            ("organization.name", None, None),
            ("maintainer", None, Some("maintainer")),
            ("dct:language", None, Some("dct:language")),
        ];
        for (path, origin, expected) in table {
            assert_eq!(named(path, origin).as_deref(), expected, "{path}");
        }
    }
}
