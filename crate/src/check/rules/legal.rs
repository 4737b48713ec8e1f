//! High-value datasets and INSPIRE, when the record says it is one.

use super::{
    BASE,
    absence::is_unknown,
    field,
    quoting::{list, quote},
};
use crate::{
    check::{Check, Evidence, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{Dataset, Entry, Loss, high_value::CATEGORIES},
    text::slug::slugify,
};

/// Tags of the six categories of high-value datasets.
const TAGS: [&str; 6] = [
    "meteorologiques",
    "entreprises-et-propriete-dentreprises",
    "geospatiales",
    "mobilite",
    "observation-de-la-terre-et-environnement",
    "statistiques",
];

fn has(dataset: &Dataset, tag: &str) -> bool {
    dataset.tags.iter().any(|known| known == tag)
}

fn hvd<'a>(context: &RuleContext<'a>) -> Option<&'a Dataset> {
    context.dataset().filter(|dataset| has(dataset, "hvd"))
}

/// « hvd » without a category.
pub static HVD_CATEGORY: Rule = Rule {
    code: "hvd-categorie",
    severity: Severity::Advice,
    title: "Donnée de forte valeur sans catégorie",
    constat: "La fiche a le mot-clé « hvd », mais aucune des six catégories.",
    effect: "data.gouv.fr ne peut pas la ranger parmi les données de forte valeur.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        let without = hvd(context).is_some_and(|dataset| !TAGS.iter().any(|category| has(dataset, category)));
        if !without {
            return Vec::new();
        }
        vec![Occurrence::in_field(
            "tags",
            "Indiquez la catégorie de forte valeur : Météorologiques, Entreprises et propriété d’entreprises, Géospatiales, Mobilité, Observation de la terre et environnement, ou Statistiques.",
        )]
    }),
    ..BASE
};

/// A category of the vocabulary, without « hvd ».
pub static HVD_UNREAD: Rule = Rule {
    code: "hvd-propriete-ignoree",
    severity: Severity::Advice,
    silent: true,
    title: "Propriété de forte valeur non lue",
    constat: "La fiche utilise dcatap:hvdCategory ou dcatap:applicableLegislation (CKAN : hvd_category, applicable_legislation), ou dit « donnée de forte valeur » en toutes lettres, sans le mot-clé « hvd » ni un dcat:theme de forte valeur.",
    effect: "data.gouv.fr ne lit pas ces propriétés au moissonnage, et ne connaît que le mot-clé « hvd ».",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        if context.dataset().is_none_or(|dataset| has(dataset, "hvd")) {
            return Vec::new();
        }
        let is_category = |line: &Entry<'_>| {
            let raw = line.raw().unwrap_or_default();
            line.path().ends_with("hvdCategory") && CATEGORIES.iter().any(|(address, _)| *address == raw)
        };
        let says = |line: &Entry<'_>| {
            let path = line.path();
            let is_given = |raw: &str| !is_unknown(raw);
            field::is_unread(line)
                && (path.ends_with("hvdCategory")
                    || path.ends_with("hvd_category") && line.raw().is_some_and(is_given)
                    || (path.ends_with("applicableLegislation") || path.ends_with("applicable_legislation"))
                        && line.raw().is_some_and(is_of_high_value))
        };
        // A category says more than the law.
        let lines = || context.item.trace.entries().filter(|line| says(line));
        let line = lines().find(is_category).or_else(|| lines().next());
        let Some(line) = line else { return in_words(context).into_iter().collect() };
        let raw = line.raw().unwrap_or_default();
        if context.is_ckan() || !is_category(&line) {
            let message = format!(
                "{} ({}) n’est pas lu : ajoutez aux mots-clés « hvd » et la catégorie.",
                quote(raw),
                field::name(&line)
            );
            return vec![Occurrence::at(line, message)];
        }
        let mut found = Occurrence::at(
            line,
            format!(
                "{} ({}) n’est pas lu : répétez la catégorie en dcat:theme ou en mot-clé.",
                quote(raw),
                line.source_path()
            ),
        )
        .suggesting(Some(raw.to_owned()));
        if let Some(suggestion) = &mut found.suggestion {
            suggestion.path = "dcat:theme".into();
        }
        vec![found]
    }),
    ..BASE
};

/// Whether a law is the regulation of high-value datasets, by its address or its number.
fn is_of_high_value(law: &str) -> bool {
    law.contains("2023/138") || law.contains("32023R0138")
}

/// A keyword that says it in words.
fn in_words(context: &RuleContext<'_>) -> Option<Occurrence> {
    const SAYS: [&str; 4] = ["forte-valeur", "haute-valeur", "high-value-dataset", "high-value-datasets"];
    let mut tags = context.dataset()?.tags.iter();
    let tag = tags.find(|tag| SAYS.iter().any(|words| tag.ends_with(words)))?;
    let (line, raw) = context.taken("tags").find(|(_, raw)| slugify(raw) == *tag)?;
    let message = format!(
        "Le mot-clé {} ne marque pas la fiche : data.gouv.fr ne connaît que « hvd ». Ajoutez-le, avec la catégorie.",
        quote(raw)
    );
    Some(Occurrence::at(line, message))
}

/// Licences that the regulation admits: CC BY 4.0 at most.
const ADMITTED: [&str; 6] = ["lov2", "fr-lo", "cc-by", "cc-zero", "odc-by", "odc-pddl"];

/// A licence more restrictive than CC BY.
pub static HVD_LICENCE: Rule = Rule {
    code: "hvd-licence",
    severity: Severity::Advice,
    title: "Licence trop restrictive pour une donnée de forte valeur",
    constat: "La fiche est de forte valeur, et sa licence manque ou impose plus que la mention de la source.",
    effect: "Le règlement (UE) 2023/138 demande une licence équivalente à CC BY 4.0 au plus.",
    fixes: fixes::LICENCE,
    check: Check::Record(|context| {
        let Some(dataset) = hvd(context) else { return Vec::new() };
        let licence = dataset.license.filter(|licence| licence.id != "notspecified");
        if licence.is_some_and(|licence| ADMITTED.contains(&licence.id.as_str())) {
            return Vec::new();
        }
        let shown = licence.map_or_else(|| "absente".to_owned(), |licence| quote(&licence.title));
        let message = format!(
            "Une donnée de forte valeur doit être sous Licence Ouverte 2.0, ou équivalent ; celle-ci : {shown}."
        );
        let line = context.taken("license").next().map(|(line, _)| Evidence::from(line));
        let evidence =
            line.unwrap_or(Evidence { field: "license", path: "dct:license".into(), ..Evidence::default() });
        vec![
            Occurrence::at(evidence, message)
                .suggesting(Some(super::licence_text::in_source_words("lov2", context))),
        ]
    }),
    ..BASE
};

/// Nothing that a machine reads.
pub static HVD_ACCESS: Rule = Rule {
    code: "hvd-acces",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Donnée de forte valeur sans accès pour les machines",
    constat: "La fiche est de forte valeur, et n’a aucun fichier dans un format ouvert.",
    effect: "Le règlement (UE) 2023/138 demande un téléchargement en masse et, selon la catégorie, une API.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let closed = hvd(context).is_some_and(|dataset| dataset.quality.has_open_format != Some(true));
        if !closed {
            return Vec::new();
        }
        vec![Occurrence::in_field(
            "resources",
            "Prévoyez un téléchargement dans un format ouvert et, selon la catégorie, une API.",
        )]
    }),
    ..BASE
};

/// What an API of high value cannot say by harvest.
pub static HVD_SERVICE: Rule = Rule {
    code: "hvd-api-info",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "API de forte valeur : à compléter à la main",
    constat: "L’API a le mot-clé « hvd ».",
    effect: "Disponibilité, limites d’appel, documentation et conditions d’utilisation ne sont pas moissonnables : elles manqueront sur data.gouv.fr.",
    fixes: fixes::SERVICE,
    in_bulk: InBulk::Said("Saisissez-les sur data.gouv.fr, API par API, après le premier moissonnage."),
    check: Check::Record(|context| {
        let hvd =
            context.item.dataservice().is_some_and(|service| service.tags.iter().any(|tag| tag == "hvd"));
        if !hvd {
            return Vec::new();
        }
        vec![Occurrence::in_field(
            "tags",
            "Disponibilité, limites et conditions de cette API ne sont pas moissonnables : saisissez-les sur data.gouv.fr.",
        )]
    }),
    ..BASE
};

fn inspire<'a>(context: &RuleContext<'a>) -> Option<&'a Dataset> {
    context.dataset().filter(|dataset| has(dataset, "inspire"))
}

/// A theme of INSPIRE that udata does not know as one.
pub static INSPIRE_THESAURUS: Rule = Rule {
    code: "inspire-thesaurus",
    severity: Severity::Advice,
    silent: true,
    title: "Thésaurus INSPIRE non reconnu",
    constat: "Un mot-clé ou un thème parle d’INSPIRE, mais n’est pas rattaché au thésaurus « GEMET - INSPIRE themes, version 1.0 ».",
    effect: "data.gouv.fr ne marque pas la fiche « inspire », et n’y mettra pas le label.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        if !context.schema().is_some_and(RecordSchema::is_dcat)
            || context.dataset().is_none()
            || inspire(context).is_some()
        {
            return Vec::new();
        }
        const THESAURUS: &str = "GEMET - INSPIRE themes, version 1.0";
        const THESAURUS_ADDRESS: &str = "http://www.eionet.europa.eu/gemet/inspire_themes";
        let nearly = context.lost("tags").find(|line| line.loss() == Some(&Loss::NearlyInspire));
        let said = || {
            let mut lines = context.lost("tags").chain(context.taken("tags").map(|(line, _)| line));
            lines.find(|line| line.raw().is_some_and(|raw| raw.to_lowercase().contains("inspire")))
        };
        let Some(line) = nearly.or_else(said) else { return Vec::new() };
        let raw = quote(line.raw().unwrap_or_default());
        // An address of a thesaurus is known by itself: its title is not looked at in an ISO record.
        let is_address = line.raw().is_some_and(|raw| raw.contains("://"));
        let is_iso = context.schema() == Some(RecordSchema::Iso19139);
        // The title has a place of its own in ISO 19139: it is suggested there.
        let is_title = nearly.is_some() && is_iso && !is_address;
        let message = match (nearly.is_some(), is_address) {
            (true, false) => {
                let advice = if is_title {
                    String::new()
                } else {
                    format!(" Écrivez son titre exact, « {THESAURUS} ».")
                };
                format!(
                    "Le thésaurus {raw} n’est pas celui que data.gouv.fr connaît : la fiche ne sera pas marquée INSPIRE.{advice}"
                )
            }
            (true, true) => format!(
                "Le thésaurus {raw} n’est pas celui que data.gouv.fr connaît : la fiche ne sera pas marquée INSPIRE. Donnez son adresse exacte, {THESAURUS_ADDRESS}."
            ),
            _ => format!(
                "{raw} ne suffit pas à marquer la fiche INSPIRE : rattachez un thème au thésaurus « {THESAURUS} »."
            ),
        };
        vec![Occurrence::at(line, message).suggesting(is_title.then(|| THESAURUS.to_owned()))]
    }),
    ..BASE
};

/// What INSPIRE asks, and the record lacks.
pub static INSPIRE_INCOMPLETE: Rule = Rule {
    code: "inspire-incomplet",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Fiche INSPIRE incomplète",
    constat: "La fiche est marquée INSPIRE, et il lui manque un élément que le règlement (CE) 1205/2008 demande : licence, emprise, contact, date, généalogie ou résumé.",
    effect: "data.gouv.fr publie la fiche ; les contrôles INSPIRE la signaleront.",
    fixes: fixes::ISO,
    check: Check::Record(|context| {
        let Some(dataset) = inspire(context) else { return Vec::new() };
        let dates = [&dataset.harvest.created_at, &dataset.harvest.issued_at, &dataset.harvest.modified_at];
        let provenance = dataset.extras.get("dcat").is_some_and(|dcat| dcat.get("provenance").is_some());
        let no_licence = dataset.license.is_none_or(|licence| licence.id == "notspecified")
            && dataset.access_type == crate::model::AccessType::Open
            && super::iso::terms_lost_with_files(context).is_none()
            && context.lost("license").next().is_none();
        let no_contact = dataset.contact_points.is_empty()
            && context.lost("contact_points").next().is_none()
            && !super::contact::is_of_the_record(context)
            && super::iso::contact_left(context).is_none();
        let missing: Vec<&str> = [
            (no_licence, "licence"),
            (dataset.spatial.is_none(), "emprise"),
            (no_contact, "contact"),
            (dates.iter().all(|date| date.is_none()), "date"),
            (!provenance, "généalogie"),
            (dataset.description.trim().is_empty(), "résumé"),
        ]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, word)| word)
        .collect();
        if missing.is_empty() {
            return Vec::new();
        }
        let evidence = Evidence { field: "tags", ..Evidence::default() };
        vec![Occurrence::at(
            evidence,
            format!("INSPIRE demande ce que cette fiche ne donne pas : {}.", list(missing, 6)),
        )]
    }),
    ..BASE
};
