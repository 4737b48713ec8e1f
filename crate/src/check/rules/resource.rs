//! Files and APIs: refused, lost, merged, badly described.

use rustc_hash::FxHashMap;

use super::{BASE, property, quoting::quote};
use crate::{
    check::{Check, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{Entry, Loss, Resource},
    text::count::count,
};

/// Nothing to download.
pub static NONE: Rule = Rule {
    code: "aucune-ressource",
    level: RuleLevel::Record,
    title: "Aucun fichier",
    constat: "La fiche n’a aucun fichier, lien ni API que data.gouv.fr reprenne.",
    effect: "La page dit « Ce jeu de données ne contient aucune ressource » : trois critères de qualité sont perdus.",
    fixes: fixes::FIRST_FILE,
    check: Check::Record(|context| {
        let empty = context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        if !empty || context.schema() == Some(RecordSchema::Iso19139) {
            return Vec::new();
        }
        let files = property::written_for(context.item, "dcat:distribution");
        let message = match (files, property::written_for_address(context.item)) {
            (Some(name), _) => format!(
                "La fiche n’a aucun fichier : ils sont écrits sous le nom {name}, que data.gouv.fr ne lit pas. La page n’aura rien à télécharger."
            ),
            (None, Some(name)) => format!(
                "La fiche n’a aucun fichier : leur adresse est écrite sous le nom {name}, que data.gouv.fr ne lit pas. La page n’aura rien à télécharger."
            ),
            (None, None) => "La fiche n’a aucun fichier : la page n’aura rien à télécharger.".to_owned(),
        };
        vec![Occurrence::in_field("resources", message)]
    }),
    ..BASE
};

/// A series shown as a dataset without files.
pub static SERIES: Rule = Rule {
    code: "serie-vide",
    level: RuleLevel::Record,
    silent: true,
    title: "Série publiée comme un jeu de données vide",
    constat: "La fiche est une série (dcat:DatasetSeries), sans fichier à elle.",
    effect: "data.gouv.fr en fait un jeu de données comme les autres, vide, et ne le relie pas à ses membres.",
    fixes: fixes::SERIES,
    check: Check::Record(|context| {
        let is_empty = context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        let mut lines = context.item.trace.entries();
        let class = lines.find(|line| line.path() == "rdf:type" && line.raw() == Some("dcat:DatasetSeries"));
        class.filter(|_| is_empty).map(|line| {
            Occurrence::at(line, "Cette série sera publiée comme un jeu de données vide : donnez-lui des fichiers, ou retirez-la du catalogue moissonné.")
        })
        .into_iter()
        .collect()
    }),
    ..BASE
};

/// CKAN: types of resource that are dropped.
pub static TYPE_IGNORED: Rule = Rule {
    code: "ckan-type-ressource-ignore",
    silent: true,
    title: "Type de ressource ignoré",
    constat: "Une ressource a pour type « documentation », « image », « visualization » (CKAN) ou un type inconnu (DKAN).",
    effect: "data.gouv.fr laisse cette ressource de côté, sans le dire.",
    fixes: fixes::CKAN_RESOURCE,
    check: Check::Record(|context| {
        if !context.is_ckan() || context.item.record.is_none() {
            return Vec::new();
        }
        context
            .lost("resources")
            .filter(|line| line.loss() == Some(&Loss::ResourceType))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                let message = format!("Cette ressource, de type {}, ne sera pas reprise.", quote(raw));
                Occurrence::at(line, message).suggesting(Some("file".to_owned()))
            })
            .collect()
    }),
    ..BASE
};

/// CKAN: an e-mail address as that of a file, which udata completes by `http://`.
pub static EMAIL: Rule = Rule {
    code: "ressource-adresse-courriel",
    silent: true,
    title: "Adresse électronique en guise de fichier",
    constat: "L’adresse d’un fichier est une adresse électronique (« mailto: »).",
    effect: "data.gouv.fr la complète par http:// et publie ce lien, qui ne mène à aucun fichier.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        let is_email = |url: &str| url.trim_start_matches("http://").starts_with("mailto:");
        each(context)
            .filter(|(_, resource)| is_email(&resource.url))
            .map(|(index, resource)| {
                let message = format!(
                    "Le fichier aura pour lien {}, qui ne mène à aucun fichier : retirez cette ressource, ou donnez-lui l’adresse d’un fichier.",
                    quote(&resource.url)
                );
                context.in_resource(index, "url", &resource.url, message)
            })
            .collect()
    }),
    ..BASE
};

/// Two resources become one.
pub static MERGED: Rule = Rule {
    code: "ressource-url-dupliquee",
    silent: true,
    title: "Fichiers réunis en un seul",
    constat: "Deux fichiers de la même fiche ont la même adresse, ou le même identifiant (CKAN).",
    effect: "data.gouv.fr n’en garde qu’un : le dernier l’emporte.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        let merged = |line: &Entry<'_>| matches!(line.loss(), Some(Loss::Merged | Loss::ReplacedBy(_)));
        let lines = context.lost("url").chain(context.lost("resources")).chain(context.lost("record"));
        // By what they share: three files that do are told once.
        let mut groups: Vec<(Entry<'_>, usize)> = Vec::new();
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for line in lines.filter(merged) {
            let place = *places.entry(line.raw().unwrap_or_default()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, lost)) => *lost += 1,
                None => groups.push((line, 1)),
            }
        }
        groups
            .into_iter()
            .map(|(line, lost)| {
                let is_named = matches!(line.loss(), Some(Loss::ReplacedBy(_)));
                let what = if is_named { "le même identifiant" } else { "la même adresse" };
                let raw = quote(line.raw().unwrap_or_default());
                Occurrence::at(
                    line,
                    format!(
                        "{} fichiers ont {what} ({raw}) : data.gouv.fr n’en gardera qu’un, le dernier.",
                        lost + 1
                    ),
                )
            })
            .collect()
    }),
    ..BASE
};

/// Two files of one node, which the graph makes one.
pub static SAME_NODE: Rule = Rule {
    code: "ressource-id-partage",
    silent: true,
    title: "Deux fichiers sous le même identifiant",
    constat: "Deux distributions portent la même URI (@id, rdf:about) : elles n’en font qu’une.",
    effect: "data.gouv.fr n’affiche qu’un fichier, qui mélange le titre de l’un et l’adresse de l’autre.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        context.lost("url").filter(|line| is_of_two_files(context, *line)).map(|line| {
            let raw = line.raw().unwrap_or_default();
            let message = format!("L’adresse {} ne sera pas gardée : deux fichiers portent la même URI. Donnez à chacun la sienne.", quote(raw));
            Occurrence::at(line, message)
        })
        .collect()
    }),
    ..BASE
};

/// Whether a lost address comes with a second title: the node stands for two files.
fn is_of_two_files(context: &RuleContext<'_>, line: Entry<'_>) -> bool {
    let resource = line.field().and_then(|field| field.resource);
    let is_title = |other: Entry<'_>| {
        other.field().is_some_and(|field| field.name == "title" && field.resource == resource)
            && other.loss() == Some(&Loss::OneOfSeveral)
    };
    line.loss() == Some(&Loss::OtherAddress)
        && resource.is_some()
        && context.item.record.is_some()
        && context.item.trace.entries().any(is_title)
}

/// Two addresses in one distribution, both worth keeping.
pub static TWO_ADDRESSES: Rule = Rule {
    code: "ressource-deux-url",
    severity: Severity::Advice,
    title: "Deuxième adresse perdue",
    constat: "Une distribution a plusieurs adresses de téléchargement, ou une page d’accès différente.",
    effect: "data.gouv.fr garde la première dcat:downloadURL ; les autres adresses sont perdues.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        context
            .lost("url")
            .filter(|line| line.loss() == Some(&Loss::OtherAddress) && !is_of_two_files(context, *line))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!("L’adresse {} ne sera pas gardée : une seule par fichier.", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

/// The files of a record, with their ranks.
pub(super) fn each<'a>(context: &RuleContext<'a>) -> impl Iterator<Item = (usize, &'a Resource)> + use<'a> {
    context.dataset().into_iter().flat_map(|dataset| dataset.resources.iter().enumerate())
}

/// A name made up by udata.
pub static UNTITLED: Rule = Rule {
    code: "ressource-sans-titre",
    severity: Severity::Advice,
    title: "Fichier sans nom",
    constat: "Un fichier n’a pas de titre.",
    effect: "data.gouv.fr prend le nom du fichier dans l’adresse, « Ressource csv » ou « Ressource sans nom » ; « Fichier sans nom » sous CKAN ; « No title » sous l’ancien moissonneur OpenDataSoft.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let url = quote(&resource.url);
                let message = match resource.title.as_deref().filter(|title| !title.trim().is_empty()) {
                    None | Some("Ressource sans nom") => format!("Le fichier {url} n’a pas de titre."),
                    Some(title) if is_made(context, resource, title) => format!(
                        "Le fichier {url} s’appellera {}, ce qui n’en dit rien : donnez-lui un titre.",
                        quote(title)
                    ),
                    Some(_) => return None,
                };
                let mut found = context.in_resource(index, "title", "", message);
                found.evidence.raw = None;
                Some(found)
            })
            .collect()
    }),
    ..BASE
};

/// Whether a title is what is given to a file without title: words about its format, or those of the retired harvester.
fn is_made(context: &RuleContext<'_>, resource: &Resource, title: &str) -> bool {
    match context.schema() {
        Some(RecordSchema::Opendatasoft) => title == "No title",
        Some(RecordSchema::Ckan) | None => false,
        Some(RecordSchema::Dcat | RecordSchema::Iso19139) => {
            title.strip_prefix("Ressource ").is_some_and(|format| resource.format.as_deref() == Some(format))
        }
    }
}

/// No file is described.
pub static UNDOCUMENTED: Rule = Rule {
    code: "ressource-sans-description",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Aucune description de fichier",
    constat: "Aucun fichier n’a de description, et aucun n’est une documentation.",
    effect: "data.gouv.fr affiche « Documentation des fichiers manquante » : un critère de qualité en moins.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let described = dataset.resources.iter().any(|resource| {
            resource.kind == crate::model::ResourceType::Documentation
                || resource.description.as_deref().is_some_and(|text| !text.is_empty())
        });
        // A name that is nearly right is told as such.
        let is_misnamed =
            || property::written_for(context.item, "dcat:distribution/dct:description").is_some();
        if dataset.resources.is_empty() || described || is_misnamed() {
            return Vec::new();
        }
        vec![Occurrence::in_field(
            "resources",
            "Aucun fichier n’est décrit : une phrase sur un seul suffit au critère de qualité.",
        )]
    }),
    ..BASE
};

/// What a resource tells of its parts (`dct:hasPart`) is shown as a file.
pub static PART: Rule = Rule {
    code: "haspart-ressource",
    severity: Severity::Advice,
    silent: true,
    title: "Partie affichée comme un fichier",
    constat: "La fiche contient d’autres jeux (dct:hasPart).",
    effect: "data.gouv.fr fait de chaque partie une ressource « Autre », qui mène à son adresse.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let parts: Vec<_> =
            context.taken("url").filter(|(line, _)| line.path() == "dct:hasPart/@id").collect();
        parts
            .first()
            .map(|(line, raw)| {
                let message = format!(
                    "{} (dct:hasPart), comme {}.",
                    count(
                        parts.len(),
                        "partie du jeu sera affichée comme un fichier",
                        "parties du jeu seront affichées comme des fichiers"
                    ),
                    quote(raw)
                );
                Occurrence::at(*line, message)
            })
            .into_iter()
            .collect()
    }),
    ..BASE
};
