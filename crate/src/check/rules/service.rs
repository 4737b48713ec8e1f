//! APIs (`dcat:DataService`, ISO services).

use super::{
    BASE, REFUSED,
    quoting::{list, quote},
};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, Severity, fixes},
    model::Entry,
    text::url,
};

/// An API without title fails.
pub static UNTITLED: Rule = Rule {
    code: "service-sans-titre",
    title: "API sans titre",
    constat: "La fiche de service n’a pas de titre.",
    effect: "data.gouv.fr refuse l’API.",
    fixes: fixes::SERVICE,
    check: Check::Record(|context| {
        context
            .refused("service-sans-titre", |_| "Cette API n’a pas de titre : elle échoue.".to_owned())
            .into_iter()
            .map(|mut found| {
                found.evidence = Evidence { field: "title", path: "dct:title".into(), ..Evidence::default() };
                found
            })
            .collect()
    }),
    ..REFUSED
};

/// An API whose IRI is no address fails.
pub static URN: Rule = Rule {
    code: "service-urn",
    title: "API dont l’URI n’est pas une adresse",
    constat: "L’URI de la fiche de service n’est pas une adresse publique (urn:uuid:…, nom interne).",
    effect: "data.gouv.fr refuse l’API ; pour un jeu de données, il l’accepterait.",
    fixes: fixes::SERVICE,
    check: Check::Record(|context| {
        context
            .refused("service-urn", |_| {
                let node = context.item.origin.node.as_deref().unwrap_or_default();
                format!("L’URI {} de cette API n’est pas une adresse publique : elle échoue.", quote(node))
            })
            .into_iter()
            .map(|mut found| {
                found.evidence = Evidence { field: "harvest.uri", path: "@id".into(), ..Evidence::default() };
                found.valued(context.item.origin.node.as_deref().unwrap_or_default())
            })
            .collect()
    }),
    ..REFUSED
};

/// An API whose address is refused fails.
pub static BAD_ADDRESS: Rule = Rule {
    code: "service-url-invalide",
    title: "Adresse d’API refusée",
    constat: "dcat:endpointURL ou dcat:endpointDescription n’est pas une adresse publique complète.",
    effect: "data.gouv.fr refuse l’API.",
    fixes: fixes::SERVICE,
    check: Check::Record(|context| {
        let bad = || {
            ["base_api_url", "machine_documentation_url"]
                .iter()
                .flat_map(|field| context.taken(field))
                .find(|(_, raw)| crate::text::url::validate(raw).is_err())
        };
        context.refused_at("service-url-invalide", bad, |raw| {
            format!("L’adresse {} n’est pas une adresse publique complète : cette API échoue.", quote(raw))
        })
    }),
    ..REFUSED
};

/// Datasets that the API says it serves, and that the harvest does not know.
pub static DATASETS: Rule = Rule {
    code: "service-jeux-lies",
    severity: Severity::Advice,
    title: "Jeu de données servi inconnu",
    constat: "L’API dit servir un jeu de données (dcat:servesDataset) qui n’est pas dans le catalogue, ou qui échoue.",
    effect: "data.gouv.fr ne relie pas l’API à ce jeu de données.",
    fixes: fixes::SERVICE,
    check: Check::Record(|context| {
        if !context.is_service() {
            return Vec::new();
        }
        let lines: Vec<_> = context.lost("datasets").collect();
        let Some(first) = lines.first() else { return Vec::new() };
        let names = list(lines.iter().filter_map(|line| line.raw()), 3);
        vec![Occurrence::at(
            *first,
            format!(
                "L’API dit servir {names} : data.gouv.fr n’y reconnaît aucun jeu de ce moissonnage, et ne fait pas le lien."
            ),
        )]
    }),
    ..BASE
};

/// No address to call.
pub static WITHOUT_ADDRESS: Rule = Rule {
    code: "service-sans-url",
    title: "API sans adresse",
    constat: "La fiche de service n’a pas de dcat:endpointURL.",
    effect: "data.gouv.fr crée une API que personne ne peut appeler.",
    fixes: fixes::SERVICE,
    check: Check::Record(|context| {
        let none = context.item.dataservice().is_some_and(|service| service.base_api_url.is_none());
        let evidence =
            Evidence { field: "base_api_url", path: "dcat:endpointURL".into(), ..Evidence::default() };
        if !none {
            return Vec::new();
        }
        let is_of_file = |line: &Entry<'_>| {
            line.field().is_none() && matches!(line.path(), "dcat:accessURL" | "dcat:downloadURL")
        };
        let lines = context.item.trace.entries();
        vec![match lines.filter(is_of_file).find_map(|line| Some((line.path(), line.raw()?))) {
            Some((path, raw)) => {
                let message = format!(
                    "L’adresse de l’API est dans {path} ({}), qui n’est lu que d’un fichier : écrivez-la dans dcat:endpointURL.",
                    quote(raw)
                );
                Occurrence::at(evidence, message)
                    .suggesting(url::validate(raw).is_ok().then(|| raw.to_owned()))
            }
            None => Occurrence::at(evidence, "L’API n’a pas d’adresse."),
        }]
    }),
    ..BASE
};
