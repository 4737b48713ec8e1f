//! The schema of the data: refused, lost, or none.

use super::{BASE, REFUSED, absence::is_unknown, field, quoting::quote};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, Severity, fixes},
    model::{Entry, Loss},
    text::url,
};

/// A node is expected, and a text is given.
pub static NODE_EXPECTED: Rule = Rule {
    code: "noeud-attendu",
    title: "Texte à la place d’un nœud",
    constat: "Une propriété qui doit mener à un nœud (fichier, service, norme, thésaurus, type de schéma) contient un texte.",
    effect: "data.gouv.fr s’arrête sur une erreur interne : toute la fiche échoue.",
    fixes: fixes::RESOURCE,
    check: Check::Refused(|_, refusal| {
        let Some((place, _)) = refusal.place() else {
            return "Un texte est écrit là où un nœud est attendu : toute la fiche échoue.".to_owned();
        };
        // An empty element of RDF/XML is an empty text: nothing to quote.
        if !place.is_written() {
            format!(
                "{} est vide, là où un nœud est attendu : toute la fiche échoue. Remplissez-le ou retirez-le.",
                place.path
            )
        } else if place.field.name == "resources" {
            format!(
                "Le texte {} est écrit là où une dcat:Distribution est attendue ({}) : toute la fiche échoue. L’adresse d’un fichier s’écrit dans sa dcat:downloadURL.",
                quote(&place.raw),
                place.path
            )
        } else {
            format!(
                "Le texte {} est écrit là où un nœud est attendu ({}) : toute la fiche échoue. Donnez-y une adresse (URI), et non un texte.",
                quote(&place.raw),
                place.path
            )
        }
    }),
    ..REFUSED
};

/// A schema whose address is refused makes the whole record fail.
pub static INVALID: Rule = Rule {
    code: "schema-url-invalide",
    title: "Adresse de schéma refusée",
    constat: "dct:conformsTo est un texte qui n’est pas une adresse publique complète.",
    effect: "Toute la fiche échoue.",
    fixes: fixes::SCHEMA,
    check: Check::Record(|context| {
        let bad = || context.taken("schema").find(|(_, raw)| url::validate(raw).is_err());
        context.refused_at("schema-url-invalide", bad, |raw| {
            format!("dct:conformsTo vaut {}, qui n’est pas une adresse : toute la fiche échoue. Donnez l’adresse du schéma, ou rien.", quote(raw))
        })
    }),
    ..REFUSED
};

/// A schema that is none: a coordinate system, a norm.
pub static NOT_A_SCHEMA: Rule = Rule {
    code: "schema-non-schema",
    severity: Severity::Advice,
    silent: true,
    title: "Norme affichée comme schéma de données",
    constat: "dct:conformsTo désigne un système de coordonnées ou une norme, et non un schéma de données.",
    effect: "data.gouv.fr l’affiche comme « Schéma de données ».",
    fixes: fixes::SCHEMA,
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let of_resources = dataset.resources.iter().filter_map(|resource| resource.schema.as_ref());
        let urls = dataset.schema.iter().chain(of_resources).filter_map(|schema| schema.url.as_deref());
        let norm = |url: &&str| {
            let lower = url.to_lowercase();
            ["/def/crs/", "epsg", "inspire.ec.europa.eu", "opengis.net", "eur-lex"]
                .iter()
                .any(|word| lower.contains(word))
        };
        urls.filter(norm)
            .take(1)
            .map(|url| {
                let message =
                    format!("{} sera affiché comme schéma de données, ce qu’il n’est pas.", quote(url));
                Occurrence::in_field("schema", message).valued(url)
            })
            .collect()
    }),
    ..BASE
};

/// Whether an ISO record says there that it conforms to a regulation of INSPIRE, which is no schema.
fn is_of_inspire(line: Entry<'_>) -> bool {
    const REGULATIONS: [&str; 3] = ["1089/2010", "1205/2008", "976/2009"];
    let is_named = |raw: &str| REGULATIONS.iter().any(|number| raw.contains(number));
    line.origin().is_some() && line.raw().is_some_and(is_named)
}

/// Whether what is lost is written as an address: the database would refuse it.
fn is_address(line: Entry<'_>) -> bool {
    line.raw().is_some_and(|raw| raw.contains(':') && !raw.contains(char::is_whitespace))
}

/// The first field of CKAN that names a schema: its harvester reads none.
fn in_a_field(context: &RuleContext<'_>) -> Option<Occurrence> {
    const NAMES: [&str; 3] = ["schema", "conforms_to", "conformsTo"];
    context.item.record.as_ref()?;
    context.item.trace.entries().find_map(|line| {
        let name = field::name(&line);
        let is_schema =
            field::is_unread(&line) && name.rsplit('.').next().is_some_and(|last| NAMES.contains(&last));
        let raw = line.raw().filter(|raw| is_schema && !is_unknown(raw))?;
        let message =
            format!("Le schéma {} (« {name} ») sera perdu : ce moissonneur ne le reprend pas.", quote(raw));
        Some(Occurrence::at(Evidence { field: "schema", ..Evidence::from(line) }, message))
    })
}

/// A schema without a valid address is lost.
pub static LOST: Rule = Rule {
    code: "schema-perdu",
    severity: Severity::Advice,
    title: "Schéma de données perdu",
    constat: "dct:conformsTo mène à un nœud sans adresse publique, ou le moissonneur ne reprend pas de schéma.",
    effect: "data.gouv.fr n’affiche pas de schéma.",
    fixes: fixes::SCHEMA,
    check: Check::Record(|context| {
        let of_ckan = context.is_ckan().then(|| in_a_field(context)).flatten();
        let lost = context
            .lost("schema")
            .filter(|line| !super::other::is_one_of_several(*line))
            .map(|line| {
                if is_of_inspire(line) {
                    let message = format!(
                        "La conformité à {} n’est pas un schéma de données : data.gouv.fr ne l’affiche pas. Rien à corriger.",
                        quote(line.raw().unwrap_or_default())
                    );
                    return Occurrence::at(line, message);
                }
                let why = match line.loss() {
                    Some(Loss::NoSchemaAddress) if is_address(line) => {
                        "son adresse n’est pas une adresse publique complète"
                    }
                    Some(Loss::NoSchemaAddress) => "il n’a pas d’adresse",
                    _ => "ce moissonneur ne le reprend pas",
                };
                Occurrence::at(
                    line,
                    format!("Le schéma {} sera perdu : {why}.", quote(line.raw().unwrap_or_default())),
                )
            });
        lost.chain(of_ckan).collect()
    }),
    ..BASE
};
