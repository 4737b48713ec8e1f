//! Fields that no harvester reads: told once for all records, by names that a person knows.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use rustc_hash::FxBuildHasher;

use super::{BASE, field::is_anchor_label};
use crate::{
    check::{Check, InBulk, Occurrence, Rule, RuleLevel, Severity},
    model::{Entry, How, Item},
    text::{count::count, order},
};

/// Names told of one source.
const TOLD: usize = 12;

/// What parts of an ISO record are called, by a step of their path; the first that fits.
const ISO: [(&str, &str); 34] = [
    ("gmd:contact", "contact de la fiche"),
    ("gmd:dateStamp", "date de la fiche"),
    ("gmd:metadataMaintenance", "rythme de révision de la fiche"),
    ("gmd:metadataConstraints", "contraintes de la fiche"),
    ("gmd:metadataExtensionInfo", "extensions de la fiche"),
    ("gmd:portrayalCatalogueInfo", "catalogue de symboles"),
    ("gmd:applicationSchemaInfo", "schéma d’application"),
    ("gmd:resourceSpecificUsage", "usages connus"),
    ("gmd:resourceFormat", "format d’origine"),
    ("gmd:environmentDescription", "environnement de production"),
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
    // Its text is read: only the code is not.
    ("gmd:MD_RestrictionCode", "code des contraintes"),
    ("gmd:resourceConstraints", "contraintes"),
    ("gmd:descriptiveKeywords", "thésaurus des mots-clés"),
    ("gmd:contentInfo", "contenu des couches"),
    ("gmd:abstract", "résumé"),
    ("gmd:title", "titre"),
    ("gmd:citation", "autres dates et responsables"),
    ("gmd:distributionInfo", "détails de distribution"),
    ("gmd:resourceMaintenance", "détails de mise à jour"),
];

/// What parts of an ISO record that are read are called, by the property of DCAT that each becomes.
const ISO_READ: [(&str, &str); 12] = [
    ("dct:identifier", "identifiant de la donnée"),
    ("dct:title", "titre"),
    ("dct:description", "résumé"),
    ("dct:issued", "date de publication"),
    ("dct:created", "date de création"),
    ("dct:modified", "date de révision"),
    ("dct:accrualPeriodicity", "fréquence"),
    ("dcat:distribution/dct:format", "format des fichiers"),
    ("dcat:landingPage", "lien vers la source originale"),
    ("dct:temporal", "période"),
    ("dcat:endpointURL", "adresse de l’API"),
    ("dcat:endpointDescription", "documentation technique de l’API"),
];

/// Steps of paths that say how a record is kept, and nothing of the data.
const TECHNICAL: [&str; 39] = [
    // RDF/XML takes it for a property.
    "xsi:schemaLocation",
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
pub(super) fn name(line: Entry<'_>) -> Option<Cow<'_, str>> {
    let path = line.origin().unwrap_or(line.path());
    let (mut known, mut last) = (ISO.len(), path);
    for step in path.split(['/', '.']) {
        let step = step.split('[').next().unwrap_or_default();
        if TECHNICAL.contains(&step) {
            return None;
        }
        if step.starts_with("gmd:") || step.starts_with("srv:") {
            last = step;
        }
        known = ISO.iter().take(known).position(|(known, _)| *known == step).unwrap_or(known);
    }
    if !path.contains("gmd:") {
        return Some(without_ranks(line.path()));
    }
    Some(ISO.get(known).map_or(last, |(_, name)| name).into())
}

/// What a value of an ISO record that could have been read would have been.
pub(super) fn name_as_read(line: Entry<'_>) -> Option<Cow<'static, str>> {
    line.origin()?;
    ISO_READ.iter().find(|(path, _)| *path == line.path()).map(|(_, name)| (*name).into())
}

/// `resources[0].size` as `resources.size`: one field, whatever the resource.
fn without_ranks(path: &str) -> Cow<'_, str> {
    let Some((start, rest)) = path.split_once('[') else { return path.into() };
    match rest.split_once(']') {
        Some((rank, end)) if rank.bytes().all(|byte| byte.is_ascii_digit()) => format!("{start}{end}").into(),
        _ => path.into(),
    }
}

type ByText<T> = HashMap<Box<str>, T, FxBuildHasher>;

/// The fields that no harvester reads, counted record after record.
#[derive(Debug, Clone, Default)]
pub struct UnreadFields {
    /// By path, then by where it is in a record that was converted: the rank of its name, none for a technical field.
    /// Records repeat the same paths.
    ranks: ByText<ByText<Option<usize>>>,
    by_name: ByText<usize>,
    fields: Vec<UnreadField>,
    technical: HashSet<Box<str>, FxBuildHasher>,
    /// How many records were looked at.
    records: usize,
}

#[derive(Debug, Clone)]
struct UnreadField {
    name: Box<str>,
    records: usize,
    /// The last record that has it.
    last: usize,
}

impl UnreadFields {
    /// Looks at one more record.
    pub fn add(&mut self, item: &Item) {
        self.records += 1;
        let is_unread = |line: &Entry<'_>| {
            line.field().is_none()
                && line.how() == How::Ignored
                && line.path() != "rdf:type"
                // Its address says the same.
                && !is_anchor_label(line)
        };
        for line in item.trace.entries().filter(is_unread) {
            let Some(rank) = self.rank(line) else { continue };
            let Some(field) = self.fields.get_mut(rank).filter(|field| field.last < self.records) else {
                continue;
            };
            field.last = self.records;
            field.records += 1;
        }
    }

    fn rank(&mut self, line: Entry<'_>) -> Option<usize> {
        let (path, origin) = (line.path(), line.origin().unwrap_or_default());
        if let Some(known) = self.ranks.get(path).and_then(|ranks| ranks.get(origin)) {
            return *known;
        }
        let rank = name(line).map(|name| {
            *self.by_name.entry((*name).into()).or_insert_with(|| {
                self.fields.push(UnreadField { name: (*name).into(), records: 0, last: 0 });
                self.fields.len() - 1
            })
        });
        if rank.is_none() {
            self.technical.insert(path.into());
        }
        self.ranks.entry(path.into()).or_default().insert(origin.into(), rank);
        rank
    }

    /// The fields with their number of records, those of most records first.
    fn told(&self) -> Option<Occurrence> {
        let mut ranked: Vec<_> = self.fields.iter().collect();
        order::by(&mut ranked, |a, b| b.records.cmp(&a.records).then_with(|| a.name.cmp(&b.name)));
        let named = ranked.iter().take(TOLD).map(|field| format!("{} ({})", field.name, field.records));
        let mut parts: Vec<_> = named.collect();
        let others = ranked.len().saturating_sub(TOLD);
        if others > 0 {
            parts.push(count(others, "autre", "autres"));
        }
        // What only says how records are kept comes last, and alone is not worth telling.
        if parts.is_empty() {
            return None;
        }
        if !self.technical.is_empty() {
            parts.push(count(self.technical.len(), "champ technique", "champs techniques"));
        }
        let told =
            format!("Champs remplis et jamais lus, avec leur nombre de fiches : {}.", parts.join(", "));
        Some(Occurrence::in_field("", told))
    }
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
    in_bulk: InBulk::Said(
        "Rien à faire. Ce qui compte pour vos lecteurs peut être répété dans la description.",
    ),
    verify: "La page d’une fiche montre, champ par champ, ce qui est lu et ce qui ne l’est pas.",
    check: Check::Source(|source| source.census.unread.told().into_iter().collect()),
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
            (
                "gmd:portrayalCatalogueInfo/…/gco:Date",
                Some(
                    "gmd:portrayalCatalogueInfo/gmd:MD_PortrayalCatalogueReference/gmd:portrayalCatalogueCitation/gmd:CI_Citation/gmd:date/gmd:CI_Date/gmd:date/gco:Date",
                ),
                Some("catalogue de symboles"),
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
