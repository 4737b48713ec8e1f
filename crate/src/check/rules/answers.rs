//! What the portal answers, page after page: errors, next pages, totals.

use super::{
    quoting::quote,
    source::{SOURCE, occurrence, problems, web_page},
};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, Severity},
    model::JobError,
    source::ProblemKind,
};

/// What the portal answers stops the harvest.
pub static HALTED: Rule = Rule {
    code: "moissonnage-arrete",
    title: "Moissonnage arrêté par une réponse du portail",
    constat: "Le portail répond à une requête du moissonneur par une erreur, une redirection, un autre type que celui attendu, ou ne répond pas.",
    effect: "Le moissonnage entier échoue à cet endroit : ce qui vient avant est publié, le reste ne l’est pas.",
    check: Check::Source(|source| {
        let Some(setback) = &source.catalogue.job.setback else { return Vec::new() };
        let message = setback.why.message();
        let words = message
            .as_deref()
            .map_or_else(String::new, |words| format!(" data.gouv.fr dirait {}.", quote(words)));
        let evidence = Evidence { raw: message.clone().map(Into::into), ..Evidence::default() };
        vec![Occurrence::at(
            evidence,
            format!("Le moissonnage s’arrête parce que {}.{words}", setback.because()),
        )]
    }),
    ..SOURCE
};

/// The portal answers with an error.
pub static CKAN_ANSWER: Rule = Rule {
    code: "ckan-success",
    halts: "l’API du portail répond par une erreur",
    title: "Réponse d’erreur du portail",
    constat: "L’API du portail répond par une erreur à la demande de la liste des jeux.",
    effect: "Le moissonnage entier échoue.",
    check: Check::Source(|source| {
        let of_portal = |error: &JobError| match error {
            JobError::Portal(error) => Some(error.to_string()),
            _ => None,
        };
        let error = source.catalogue.job.errors.iter().find_map(of_portal);
        error
            .map(|error| {
                let evidence = Evidence { raw: Some(error.as_str().into()), ..Evidence::default() };
                Occurrence::at(evidence, format!("Le portail répond {} : vérifiez que l’adresse est celle de sa racine, et que l’API est publique.", quote(&error)))
            })
            .into_iter()
            .collect()
    }),
    ..SOURCE
};

/// The CSW answers with an exception.
pub static CSW_EXCEPTION: Rule = Rule {
    code: "csw-exception",
    halts: "le service répond par une exception",
    title: "Exception du service CSW",
    constat: "Le service répond par un ExceptionReport.",
    effect: "Le moissonnage entier échoue (« Failed to query CSW »).",
    check: Check::Source(|source| problems(source, ProblemKind::CswException)),
    ..SOURCE
};

/// A next page announced in a way that udata does not know.
pub static PAGES_UNKNOWN: Rule = Rule {
    code: "pagination-inconnue",
    severity: Severity::ToFix,
    silent: true,
    title: "Pages suivantes non lues",
    constat: "Le catalogue annonce une page suivante d’une façon que data.gouv.fr ne connaît pas.",
    effect: "Seule la première page est moissonnée, sans erreur ; le reste finit archivé.",
    check: Check::Source(|source| problems(source, ProblemKind::NextPageMissing)),
    ..SOURCE
};

/// A next page whose address is relative.
pub static PAGES_RELATIVE: Rule = Rule {
    code: "pagination-relative",
    halts: "l’adresse de la page suivante n’est pas complète",
    title: "Adresse de page relative",
    constat: "L’adresse de la page suivante n’est pas complète.",
    effect: "Le moissonnage entier échoue à la première page.",
    check: Check::Source(|source| problems(source, ProblemKind::NextPageRelative)),
    ..SOURCE
};

/// A next page that was already read.
pub static PAGES_LOOP: Rule = Rule {
    code: "pagination-boucle",
    halts: "les pages tournent en boucle",
    title: "Pages en boucle",
    constat: "Une page annonce comme suivante une page déjà lue.",
    effect: "data.gouv.fr tourne sans fin.",
    check: Check::Source(|source| problems(source, ProblemKind::PagesGoRound)),
    ..SOURCE
};

/// A page that was not given, or that nothing announces.
pub static PAGES_MISSING: Rule = Rule {
    code: "pagination-incomplete",
    severity: Severity::ToFix,
    title: "Pages manquantes",
    constat: "Une page annoncée n’a pas été donnée, ou un document donné n’est annoncé par aucune page.",
    effect: "Cet aperçu ne porte pas sur tout le catalogue ; si le portail sert ces pages de la même façon, data.gouv.fr non plus ne lira pas tout.",
    check: Check::Source(|source| problems(source, ProblemKind::PagesIncomplete)),
    ..SOURCE
};

/// Filters, and more than a thousand packages.
pub static CKAN_CAP: Rule = Rule {
    code: "ckan-plus-de-1000",
    severity: Severity::ToFix,
    silent: true,
    title: "Plus de 1 000 jeux filtrés",
    constat: "Avec un filtre, le moissonneur CKAN ne demande que 1 000 jeux.",
    effect: "Les suivants ne sont jamais lus, sans erreur ; s’ils étaient déjà sur data.gouv.fr, ils sont archivés.",
    check: Check::Source(|source| problems(source, ProblemKind::TooManyFiltered)),
    ..SOURCE
};

/// The CSW does not say which record comes next.
pub static CSW_NEXT: Rule = Rule {
    code: "csw-nextrecord-absent",
    halts: "le service ne dit pas où reprendre",
    title: "Suite non annoncée par le CSW",
    constat: "Dans une réponse du CSW (csw:SearchResults), nextRecord, numberOfRecordsMatched ou numberOfRecordsReturned manque ou n’est pas un nombre.",
    effect: "Le moissonnage échoue après cette page : ses fiches sont publiées, les suivantes ne sont pas lues.",
    check: Check::Source(|source| problems(source, ProblemKind::CswNextRecord)),
    ..SOURCE
};

/// The CSW announces more records than it gave.
pub static CSW_TOTAL: Rule = Rule {
    code: "csw-total-incoherent",
    severity: Severity::ToFix,
    title: "Fiches manquantes dans le CSW",
    constat: "Le service annonce plus de fiches (numberOfRecordsMatched) que les pages lues n’en donnent.",
    effect: "Cet aperçu ne porte pas sur tout le catalogue ; si le service répond de même à data.gouv.fr, il manquera des fiches.",
    check: Check::Source(|source| problems(source, ProblemKind::CswTotal)),
    ..SOURCE
};

/// Records that the conversion leaves out.
pub static CSW_DROPPED: Rule = Rule {
    code: "csw-fiches-ecartees",
    severity: Severity::ToFix,
    silent: true,
    title: "Fiches écartées par leur type",
    constat: "Des fiches ISO 19139 ont un type (gmd:hierarchyLevel) que data.gouv.fr ne garde pas : software, tile, featureType…",
    effect: "Elles ne deviennent rien, et aucun message ne le dit.",
    check: Check::Source(|source| problems(source, ProblemKind::CswDropped)),
    ..SOURCE
};

/// What could not be read, and that no other rule tells.
pub static READING: Rule = Rule {
    code: "lecture-incomplete",
    severity: Severity::ToFix,
    title: "Lecture incomplète",
    constat: "Une partie de ce qui a été donné n’a pas pu être lue.",
    effect: "Cet aperçu ne porte pas sur tout ; data.gouv.fr rencontrerait sans doute le même obstacle.",
    check: Check::Source(|source| {
        let catalogue = source.catalogue;
        let nothing = catalogue.job.items.is_empty();
        let page = web_page(source).map(|document| document.name.as_str());
        catalogue
            .problems
            .iter()
            .filter(|problem| problem.kind.is_none() && problem.partial && !nothing)
            .filter(|problem| page != Some(problem.document.as_str()))
            .map(occurrence)
            .collect()
    }),
    ..SOURCE
};

#[cfg(test)]
mod tests {
    use super::ProblemKind;

    #[test]
    fn every_kind_of_problem_has_its_rule() {
        for kind in ProblemKind::ALL {
            assert!(crate::check::rule(kind.code()).is_some(), "{kind:?}");
        }
    }
}
