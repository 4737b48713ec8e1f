//! Everything else that is lost.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{
    BASE,
    address::unset_host,
    quoting::{list, quote},
    unread,
};
use crate::{
    check::{Check, Occurrence, Rule, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{Change, Entry, How, Item, Loss},
};

/// Whether a line is one of several values, of which udata keeps one.
pub fn is_one_of_several(line: Entry<'_>) -> bool {
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
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        let of_several = |line: &Entry<'_>| line.loss() == Some(&Loss::OneOfSeveral);
        let mut by_field: Vec<(Entry<'_>, Vec<&str>)> = Vec::new();
        let mut told = FxHashSet::default();
        for line in context.item.trace.entries().filter(of_several) {
            let raw = line.raw().unwrap_or_default();
            // What an ISO record says once of all its files is told once.
            let name = line.field().map(|field| field.name);
            if line.origin().is_some_and(|origin| !told.insert((name, origin, raw))) {
                continue;
            }
            match by_field.iter_mut().find(|(first, _)| first.field() == line.field()) {
                Some((_, values)) => values.push(raw),
                None => by_field.push((line, vec![raw])),
            }
        }
        by_field
            .into_iter()
            .map(|(first, values)| {
                let values: Vec<String> = values.into_iter().map(distinct).collect();
                let lost = list(values.iter().map(String::as_str), 3);
                Occurrence::at(
                    first,
                    format!(
                        "data.gouv.fr ne lit qu’une valeur ({}), et laisse : {lost}.",
                        unread::name_as_read(first).unwrap_or_else(|| named(first))
                    ),
                )
            })
            .collect()
    }),
    ..BASE
};

/// The values of a node, each one time.
fn distinct(raw: &str) -> String {
    let mut seen = FxHashSet::default();
    let parts: Vec<&str> = raw.split(" · ").filter(|part| seen.insert(*part)).collect();
    parts.join(" · ")
}

/// What a line is called: the part of an ISO record, the path of others.
fn named(line: Entry<'_>) -> Cow<'_, str> {
    unread::name(line).unwrap_or_else(|| line.source_path().into())
}

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
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        let lost = |line: &Entry<'_>| {
            line.how() == How::Ignored
                && line.field().is_some_and(|field| !TOLD.contains(&field.name))
                && line.raw().is_some_and(|raw| !raw.trim().is_empty())
                && !is_one_of_several(*line)
        };
        let (mut found, mut told) = (Vec::new(), FxHashSet::default());
        for line in context.item.trace.entries().filter(lost) {
            let raw = line.raw().unwrap_or_default();
            // It may be that of the files, beside a service that has its own.
            let message = if line.loss() == Some(&Loss::OverruledFormat) {
                let format = raw.rsplit('/').next().unwrap_or(raw);
                format!(
                    "Le format {} ne vaut pas pour un service : data.gouv.fr affiche celui de sa norme.",
                    quote(format)
                )
            } else {
                format!("{} ({}) ne sera pas repris.", quote(raw), named(line))
            };
            if told.insert(message.clone()) {
                found.push(Occurrence::at(line, message));
            }
        }
        found
    }),
    ..BASE
};

/// The page that the record names is no address.
pub static SOURCE_ADDRESS: Rule = Rule {
    code: "url-source",
    severity: Severity::Advice,
    title: "Lien vers la fiche d’origine écarté",
    constat: "La page de la fiche (dcat:landingPage, ou « url » de CKAN) n’est pas une adresse publique complète.",
    effect: "« Voir la source originale » mène ailleurs, ou manque.",
    fixes: fixes::LANDING_PAGE,
    check: Check::Record(|context| {
        if context.item.record.is_none() || context.schema() == Some(RecordSchema::Iso19139) {
            return Vec::new();
        }
        let instead = origin_link(context.item);
        context
            .lost("harvest.remote_url")
            .filter(|line| !is_one_of_several(*line))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                let cause = unset_host(raw).map_or_else(String::new, |cause| format!(" {cause}"));
                let raw = as_written(raw);
                let message =
                    format!("{} n’est pas une adresse publique complète : {instead}.{cause}", quote(raw));
                Occurrence::at(line, message).valued(raw)
            })
            .collect()
    }),
    ..BASE
};

/// Where « Voir la source originale » leads.
fn origin_link(item: &Item) -> String {
    let is_unknown = |line: Entry<'_>| line.change() == Some(&Change::UnknownPortal);
    match item.remote_url() {
        None => "la page n’aura pas de lien vers la fiche d’origine".to_owned(),
        Some(_) if item.trace.of("harvest.remote_url").any(is_unknown) => {
            "le lien mènera à la page du jeu sur le portail".to_owned()
        }
        Some(address) => format!("le lien vers la fiche d’origine sera {}", quote(address)),
    }
}

/// What the source wrote of an address that a graph without base has completed: `page/1` of `file:////page/1`, `/page/1`
/// of `file:///page/1`. That of a disk keeps its own.
fn as_written(address: &str) -> &str {
    let rest = address.strip_prefix("file:////").or_else(|| address.strip_prefix("file://"));
    rest.filter(|rest| rest.contains(|c: char| c != '/') && !rest.contains(':')).unwrap_or(address)
}

/// Several DOIs: none is kept.
pub static DOI: Rule = Rule {
    code: "doi-multiple",
    severity: Severity::Advice,
    title: "Plusieurs DOI",
    constat: "La fiche donne plusieurs DOI différents.",
    effect: "data.gouv.fr n’en garde aucun.",
    fixes: fixes::IDENTIFIER,
    check: Check::Record(|context| {
        context
            .lost("harvest.doi")
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!("Plusieurs DOI, dont {} : data.gouv.fr n’en gardera aucun.", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

/// Nothing leads back to the portal.
pub static ORIGIN: Rule = Rule {
    code: "url-source-absente",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Pas de lien vers la fiche d’origine",
    constat: "Ni la page de la fiche ni son URI ne sont une adresse publique.",
    effect: "data.gouv.fr ne propose pas « Voir la source originale ».",
    fixes: fixes::LANDING_PAGE,
    check: Check::Record(|context| {
        let none = context.dataset().is_some_and(|dataset| dataset.harvest.remote_url.is_none());
        if !none || context.lost("harvest.remote_url").next().is_some() {
            return Vec::new();
        }
        vec![Occurrence::in_field(
            "harvest.remote_url",
            "La page n’aura pas de lien vers la fiche d’origine.",
        )]
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::as_written;

    #[test]
    fn a_relative_address_is_told_as_it_was_written() {
        for (address, written) in [
            ("file:////page/1", "page/1"),
            ("file:///page/1", "/page/1"),
            ("file:///c:/SIG/page", "file:///c:/SIG/page"),
            ("file:////", "file:////"),
            ("http://localhost/page", "http://localhost/page"),
        ] {
            assert_eq!(as_written(address), written);
        }
    }
}
