//! Formats of files: absent, badly written, closed.

use super::{
    BASE, absence::is_unknown, file_type, property, quoting::quote, resource::each, template::is_template,
};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{Entry, Resource},
};

/// What was found of the format of a file, where the source writes it.
fn at(context: &RuleContext<'_>, index: usize, raw: &str, message: impl Into<String>) -> Occurrence {
    let mut found = context.in_resource(index, "format", raw, message);
    match context.schema() {
        Some(RecordSchema::Dcat) => found.evidence.path = "dcat:distribution/dct:format".into(),
        // An ISO record gives its formats once, for all its files.
        Some(RecordSchema::Iso19139) => {
            let is_it = |line: &Entry<'_>| {
                line.is_about("format")
                    && line.raw().is_some_and(|said| said.to_lowercase() == raw.to_lowercase())
            };
            let written = context.item.trace.entries().filter(is_it).find_map(Entry::origin);
            found.evidence.path = match written {
                Some(origin) => origin.to_owned().into(),
                None => "gmd:distributionInfo/*/gmd:distributionFormat/*/gmd:name".into(),
            };
        }
        _ => {}
    }
    found
}

/// A format as the source writes it: by an address where it wrote one, else by a short name.
fn in_source_words(word: &str, as_address: bool) -> Option<String> {
    if as_address && let Some(code) = file_type::code(word) {
        return Some(format!("{}{code}", file_type::TABLE));
    }
    file_type::short(word)
}

/// What else the record says of the format: the media type, then the end of the address.
fn likely(resource: &Resource) -> Option<&str> {
    let of_type = || file_type::of_media_type(resource.mime.as_deref()?);
    of_type().or_else(|| extension(&resource.url))
}

/// An address shown as a format.
pub static ADDRESS: Rule = Rule {
    code: "format-url",
    title: "Adresse affichée comme format",
    constat: "Le format est une adresse que data.gouv.fr ne sait pas raccourcir.",
    effect: "L’adresse entière s’affiche à la place de « csv », et le fichier échappe aux filtres par format.",
    fixes: fixes::FORMAT,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let format = resource.format.as_deref().filter(|format| format.contains("://"))?;
                let of_type =
                    format.split_once("/media-types/").and_then(|(_, name)| file_type::of_media_type(name));
                let last = format.trim_end_matches('/').rsplit(['/', '#', '=']).next().unwrap_or_default();
                let suggestion = of_type
                    .or_else(|| file_type::known(last))
                    .or_else(|| likely(resource))
                    .and_then(|word| in_source_words(word, !context.is_ckan()));
                let message = format!("Le format affiché sera l’adresse {}.", quote(format));
                Some(at(context, index, format, message).suggesting(suggestion))
            })
            .collect()
    }),
    ..BASE
};

/// A format node without label.
pub static NODE: Rule = Rule {
    code: "format-noeud-anonyme",
    title: "Format affiché au hasard",
    constat: "dct:format mène à un nœud anonyme sans rdfs:label.",
    effect: "data.gouv.fr affiche l’identifiant interne du nœud (« n3f2a… »), différent à chaque moissonnage.",
    fixes: fixes::FORMAT,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let format = resource.format.as_deref()?;
                // The name that a reader of graphs gives to an anonymous node: « n3 » is a format when it is written.
                let named = |line: Entry<'_>| line.raw().is_some_and(|raw| raw.eq_ignore_ascii_case(format));
                let is_name = format.strip_prefix('n').is_some_and(|rest| {
                    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) || rest.len() >= 32
                });
                let own = |line: &Entry<'_>| line.field().and_then(|field| field.resource) == u32::try_from(index).ok();
                let anonymous = is_name && !context.lines("format").filter(own).any(named);
                anonymous.then(|| {
                    let message = "Le format est un nœud sans libellé : data.gouv.fr affichera un identifiant sans aucun sens.";
                    let mut found = at(context, index, format, message);
                    // The name of the node is nobody's word.
                    found.evidence.raw = None;
                    found.suggesting(likely(resource).and_then(|word| in_source_words(word, true)))
                })
            })
            .collect()
    }),
    ..BASE
};

/// No format.
pub static MISSING: Rule = Rule {
    code: "format-absent",
    severity: Severity::Advice,
    title: "Format absent",
    constat: "Un fichier n’a pas de format (dct:format) ; dcat:mediaType seul ne suffit pas.",
    effect: "Le fichier échappe aux filtres par format ; si aucun n’a de format ouvert, un critère de qualité est perdu.",
    fixes: fixes::FORMAT,
    check: Check::Record(|context| {
        let misnamed = property::written_for(context.item, "dcat:distribution/dct:format");
        let unread = misnamed.map_or_else(String::new, |name| format!(" : {name} n’est pas lu"));
        each(context)
            .filter(|(_, resource)| resource.format.as_deref().is_none_or(str::is_empty))
            .map(|(index, resource)| {
                let message = format!(
                    "Le fichier {} n’a pas de format{unread}.",
                    quote(resource.title.as_deref().unwrap_or(&resource.url))
                );
                let mut found = at(context, index, "", message);
                found.evidence.raw = None;
                let is_rdf = context.schema() == Some(RecordSchema::Dcat);
                found.suggesting(likely(resource).and_then(|word| in_source_words(word, is_rdf)))
            })
            .collect()
    }),
    ..BASE
};

/// The extension of the file, when it names a format.
fn extension(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next()?;
    let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
    file_type::known(extension)
}

/// A sentence as a format.
pub static TEXT: Rule = Rule {
    code: "format-texte-libre",
    severity: Severity::Advice,
    title: "Format en texte libre",
    constat: "Le format est une expression (« esri shapefile (shp) », « www:link-1.0-http--link », « csv/zip »), un type (« text/csv »), et non un format court, ou ne dit rien (« inconnu », « autre », « application/octet-stream »).",
    effect: "data.gouv.fr l’affiche tel quel, en minuscules ; le fichier échappe aux filtres par format.",
    fixes: fixes::FORMAT,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let format = resource.format.as_deref()?;
                // « vnd.geo+json », « geo-json », « .csv », « csv/zip »
                let named = || file_type::of_subtype(format).or_else(|| file_type::in_words(format));
                let is_marked = || {
                    format.contains(|c: char| !c.is_alphanumeric())
                        && !file_type::is_name(format)
                        && named().is_some()
                };
                let free = !format.contains("://")
                    && !format.starts_with("_:")
                    && (format.contains([' ', ':', '(']) || is_marked());
                let is_type = || {
                    format.contains('/')
                        && !format.contains("://")
                        && file_type::of_media_type(format).is_some()
                };
                let is_none = !format.is_empty() && says_nothing(format);
                (free || is_none || is_type()).then(|| {
                    let end = if is_none { ", qui n’en dit rien" } else { "" };
                    let word = named().or_else(|| likely(resource));
                    let instead = word.and_then(|word| in_source_words(word, false));
                    // Written well, it no longer passes for an open format.
                    let cost = match &instead {
                        Some(short) if CLOSED.contains(&&**short) => {
                            " Écrit court, il comptera comme format fermé : donnez aussi un fichier ouvert (csv)."
                        }
                        _ => "",
                    };
                    let message = format!("Le format affiché sera {}{end}.{cost}", quote(format));
                    at(context, index, format, message).suggesting(instead)
                })
            })
            .collect()
    }),
    ..BASE
};

/// Whether a format only says that there is one.
fn says_nothing(format: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "fichier",
        "file",
        "document",
        "données",
        "lien",
        "link",
        "autre",
        "autres",
        "other",
        "others",
        "divers",
        "tableur",
        "archive",
        "octet-stream",
        "application/octet-stream",
        "binary/octet-stream",
    ];
    is_unknown(format) || is_template(format) || OTHERS.contains(&format.trim())
}

/// Formats that udata holds closed.
const CLOSED: [&str; 7] = ["pdf", "doc", "docx", "word", "xls", "excel", "xlsx"];

/// Only closed formats.
pub static CLOSED_ONLY: Rule = Rule {
    code: "format-ferme",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Formats fermés seulement",
    constat: "Tous les fichiers sont en pdf, doc, docx, xls ou xlsx.",
    effect: "data.gouv.fr affiche « Formats de fichiers non standards » : un critère de qualité en moins.",
    fixes: fixes::FORMAT,
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let mut formats: Vec<_> =
            dataset.resources.iter().filter_map(|resource| resource.format.as_deref()).collect();
        let all_closed = formats.len() == dataset.resources.len()
            && formats.iter().all(|format| CLOSED.contains(&format.to_lowercase().as_str()));
        if formats.is_empty() || !all_closed {
            return Vec::new();
        }
        crate::text::order::natural(&mut formats);
        formats.dedup();
        let message = format!(
            "Tous les fichiers sont dans un format fermé ({}) : ajoutez-en un en csv, json ou xml.",
            super::quoting::list(formats, 3)
        );
        vec![Occurrence::at(Evidence { field: "resources", ..Evidence::default() }, message)]
    }),
    ..BASE
};
