//! Everything else that is lost.

use super::{
    BASE,
    words::{list, quote},
};
use crate::{
    check::{Check, Found, Level, Rule, Severity, fixes},
    harvest::Schema,
    model::{Entry, How, Loss},
    text::{count::count, order},
};

/// Whether a line is one of several values, of which udata keeps one.
pub fn is_one_of_several(line: &Entry) -> bool {
    line.loss().is_some_and(Loss::is_one_of_several)
}

/// Several values where one is kept.
pub static SEVERAL: Rule = Rule {
    code: "valeur-multiple",
    severity: Severity::Advice,
    title: "Une seule valeur gardée",
    constat: "Une propriété a plusieurs valeurs, et data.gouv.fr n’en garde qu’une.",
    effect: "Les autres sont perdues.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|case| {
        if case.item.record.is_none() {
            return Vec::new();
        }
        let of_several = |line: &&Entry| line.loss() == Some(&Loss::OneOfSeveral);
        let mut by_field: Vec<(&Entry, Vec<&str>)> = Vec::new();
        for line in case.item.trace.entries().iter().filter(of_several) {
            let raw = line.raw.as_deref().unwrap_or_default();
            match by_field.iter_mut().find(|(first, _)| first.field == line.field) {
                Some((_, values)) => values.push(raw),
                None => by_field.push((line, vec![raw])),
            }
        }
        by_field
            .into_iter()
            .map(|(first, values)| {
                let lost = list(values, 3);
                Found::at(
                    first,
                    format!("data.gouv.fr ne garde qu’une valeur de {}, et laisse : {lost}.", first.path),
                )
            })
            .collect()
    }),
    ..BASE
};

/// Fields whose losses have rules of their own.
const TOLD: [&str; 17] = [
    "license",
    "spatial",
    "frequency",
    "temporal_coverage",
    "tags",
    "contact_points",
    "description",
    "resources",
    "url",
    "checksum",
    "schema",
    "datasets",
    "harvest.modified_at",
    "harvest.remote_url",
    "harvest.doi",
    "record",
    "title",
];

/// What no other rule tells.
pub static LOST: Rule = Rule {
    code: "valeur-perdue",
    severity: Severity::Advice,
    title: "Valeur perdue",
    constat: "La fiche donne une valeur que data.gouv.fr ne reprend pas.",
    effect: "Le champ reste vide, ou garde une autre valeur.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|case| {
        if case.item.record.is_none() {
            return Vec::new();
        }
        let lost = |line: &&Entry| {
            line.how == How::Ignored
                && line.field.is_some_and(|field| !TOLD.contains(&field.name))
                && line.raw.as_deref().is_some_and(|raw| !raw.trim().is_empty())
                && !is_one_of_several(line)
        };
        case.item
            .trace
            .entries()
            .iter()
            .filter(lost)
            .map(|line| {
                let raw = line.raw.as_deref().unwrap_or_default();
                Found::at(line, format!("{} ({}) ne sera pas repris.", quote(raw), line.path))
            })
            .collect()
    }),
    ..BASE
};

/// The page that the record names is no address.
pub static SOURCE_ADDRESS: Rule = Rule {
    code: "url-source",
    severity: Severity::Advice,
    title: "Lien vers la fiche d’origine écarté",
    constat: "La page de la fiche (dcat:landingPage, ou « url » de CKAN) n’est pas une adresse publique complète.",
    effect: "« Voir la source originale » mène ailleurs : à l’adresse de la fiche, ou nulle part.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|case| {
        if case.item.record.is_none() || case.schema() == Some(Schema::Iso19139) {
            return Vec::new();
        }
        case.lost("harvest.remote_url")
            .filter(|line| !is_one_of_several(line))
            .map(|line| {
                let raw = line.raw.as_deref().unwrap_or_default();
                let cause = super::resource::unset_host(raw).map_or_else(String::new, |cause| format!(" {cause}"));
                Found::at(line, format!("{} n’est pas une adresse publique complète : le lien vers la fiche d’origine sera un autre, ou manquera.{cause}", quote(raw)))
            })
            .collect()
    }),
    ..BASE
};

/// Several DOIs: none is kept.
pub static DOI: Rule = Rule {
    code: "doi-multiple",
    severity: Severity::Advice,
    title: "Plusieurs DOI",
    constat: "La fiche donne plusieurs DOI différents.",
    effect: "data.gouv.fr n’en garde aucun.",
    fixes: fixes::IDENTIFIER,
    check: Check::Record(|case| {
        case.lost("harvest.doi")
            .map(|line| {
                let raw = line.raw.as_deref().unwrap_or_default();
                Found::at(
                    line,
                    format!("Plusieurs DOI, dont {} : data.gouv.fr n’en gardera aucun.", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

/// A field that no harvester reads, told once for all records.
pub static UNREAD: Rule = Rule {
    code: "champs-ignores",
    severity: Severity::Advice,
    level: Level::Source,
    silent: true,
    title: "Champs que data.gouv.fr ne lit jamais",
    constat: "Les fiches remplissent des champs que ce moissonneur ne lit pas.",
    effect: "Ces informations restent sur votre portail. Rien à corriger : elles peuvent servir à d’autres.",
    in_bulk: "Rien à faire. Ce qui compte pour vos lecteurs peut être répété dans la description.",
    verify: "La page d’une fiche montre, champ par champ, ce qui est lu et ce qui ne l’est pas.",
    check: Check::Source(|source| {
        let mut counts: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for item in &source.catalogue.job.items {
            let mut paths: Vec<&str> = item
                .trace
                .entries()
                .iter()
                .filter(|line| line.field.is_none() && line.how == How::Ignored && line.path != "rdf:type")
                .map(|line| line.path.as_ref())
                .collect();
            order::natural(&mut paths);
            paths.dedup();
            for path in paths {
                *counts.entry(path).or_default() += 1;
            }
        }
        if counts.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        order::by(&mut ranked, |(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        let shown: Vec<_> = ranked.iter().take(12).map(|(path, n)| format!("{path} ({n})")).collect();
        let more = ranked.len().saturating_sub(12);
        let more = if more > 0 { format!(" et {}", count(more, "autre", "autres")) } else { String::new() };
        vec![Found::in_field(
            "",
            format!("Champs remplis et jamais lus, avec leur nombre de fiches : {}{more}.", shown.join(", ")),
        )]
    }),
    ..BASE
};

/// Nothing leads back to the portal.
pub static ORIGIN: Rule = Rule {
    code: "url-source-absente",
    severity: Severity::Advice,
    level: Level::Record,
    title: "Pas de lien vers la fiche d’origine",
    constat: "Ni la page de la fiche ni son URI ne sont une adresse publique.",
    effect: "data.gouv.fr ne propose pas « Voir la source originale ».",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|case| {
        let none = case.dataset().is_some_and(|dataset| dataset.harvest.remote_url.is_none());
        if !none || case.lost("harvest.remote_url").next().is_some() {
            return Vec::new();
        }
        vec![Found::in_field("harvest.remote_url", "La page n’aura pas de lien vers la fiche d’origine.")]
    }),
    ..BASE
};
