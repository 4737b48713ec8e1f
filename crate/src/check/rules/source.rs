//! The source as a whole: would the harvest run, and read everything?

use super::{
    BASE,
    quoting::{list, quote},
};
use crate::{
    check::{Check, CheckedSource, Evidence, Occurrence, Rule, RuleLevel, Severity, fixes},
    harvest::Protocol,
    model::{JobError, JobStatus, Kind, refusal::FormatError},
    source::{
        Problem, ProblemKind,
        page::is_html,
        rdf::{self, SyntaxFamily},
    },
    text::count::count,
    text::url,
};

/// A rule about the source, whose texts remain to be given.
const SOURCE: Rule = Rule {
    severity: Severity::Blocking,
    level: RuleLevel::Source,
    fixes: fixes::SOURCE,
    in_bulk: "C’est un seul réglage : celui du portail, du serveur ou de l’adresse.",
    verify: "Refaites l’aperçu avec l’adresse corrigée.",
    ..BASE
};

/// A finding from a problem of reading.
fn occurrence(problem: &Problem) -> Occurrence {
    let place = problem
        .position
        .map_or_else(String::new, |(line, column)| format!(" (ligne {line}, colonne {column})"));
    let evidence = Evidence { path: problem.document.clone().into(), ..Evidence::default() };
    Occurrence::at(evidence, format!("{} {}{place}", problem.found, problem.advice))
}

/// The problems of one kind.
fn problems(source: &CheckedSource<'_>, kind: ProblemKind) -> Vec<Occurrence> {
    source.catalogue.problems.iter().filter(|problem| problem.kind == Some(kind)).map(occurrence).collect()
}

fn addresses<'a>(source: &CheckedSource<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let documents = source.catalogue.documents.iter().filter_map(|document| document.url.as_deref());
    source.catalogue.options.site.as_deref().into_iter().chain(documents)
}

/// The harvester no longer exists.
pub static RETIRED: Rule = Rule {
    code: "moissonneur-retire",
    halts: "data.gouv.fr a retiré ce moissonneur",
    title: "Moissonneur retiré",
    constat: "Ces fiches viennent de l’API d’Opendatasoft, que data.gouv.fr ne moissonne plus.",
    effect: "Le formulaire de data.gouv.fr ne propose plus ce moissonneur : il faut l’export DCAT du portail (/api/explore/v2.1/catalog/exports/dcat/).",
    check: Check::Source(|source| {
        if source.catalogue.options.kind.is_none_or(Kind::is_offered) {
            return Vec::new();
        }
        vec![Occurrence::at(
            Evidence::default(),
            "data.gouv.fr a retiré ce moissonneur : donnez l’export DCAT du portail (/api/explore/v2.1/catalog/exports/dcat/).",
        )]
    }),
    ..SOURCE
};

/// Nothing to harvest, and no error.
pub static EMPTY: Rule = Rule {
    code: "source-vide",
    silent: true,
    title: "Catalogue vide",
    constat: "Le document se lit, mais ne contient aucune fiche.",
    effect: "Le moissonnage finit « terminé », sans erreur, avec zéro fiche ; quelques jours plus tard, tout ce qui avait été moissonné est archivé.",
    check: Check::Source(|source| {
        let catalogue = source.catalogue;
        let nothing = catalogue.job.items.is_empty()
            && catalogue.job.status == JobStatus::Done
            && !catalogue.documents.is_empty()
            && !catalogue.documents.iter().any(|document| is_html(None, &document.text));
        if !nothing {
            return Vec::new();
        }
        vec![Occurrence::at(
            Evidence::default(),
            "Aucune fiche : le moissonnage finirait sans erreur et sans rien, puis archiverait ce qui existe.",
        )]
    }),
    ..SOURCE
};

/// A web page.
pub static HTML: Rule = Rule {
    code: "source-html",
    halts: "l’adresse mène à une page web, et non à un catalogue",
    title: "Page web à la place d’un catalogue",
    constat: "L’adresse renvoie une page web (HTML).",
    effect: "Le moissonnage entier échoue, ou ne lit rien.",
    check: Check::Source(|source| {
        let job = &source.catalogue.job;
        // A service that ends its pages by a web page has given its records all the same.
        let stops = job.status == JobStatus::Failed || job.items.is_empty();
        let mut documents = source.catalogue.documents.iter().filter(|_| stops);
        let page = documents.find(|document| is_html(None, &document.text));
        page.map(|document| {
            let evidence = Evidence { path: document.name.clone().into(), ..Evidence::default() };
            Occurrence::at(
                evidence,
                format!("{} est une page web, et non un catalogue.", quote(&document.name)),
            )
        })
        .into_iter()
        .collect()
    }),
    ..SOURCE
};

/// Whether the conversation itself tells whether the type is one.
fn is_answered(source: &CheckedSource<'_>) -> bool {
    is_announced(source) || source.catalogue.job.setback.is_some()
}

/// Whether the answer to HEAD told the syntax: neither the address nor the answer to GET counts then.
fn is_announced(source: &CheckedSource<'_>) -> bool {
    source.catalogue.options.conversation.announced.is_some()
}

/// A media type that udata does not know.
pub static MEDIA_TYPE: Rule = Rule {
    code: "source-type-mime",
    halts: "le serveur annonce un type que data.gouv.fr refuse",
    title: "Type annoncé non reconnu",
    constat: "Le serveur annonce un Content-Type qui n’est pas celui d’un catalogue RDF, et l’adresse ne finit pas par une extension connue.",
    effect: "Le moissonnage entier échoue (« Unsupported mime type »).",
    check: Check::Source(|source| {
        if source.protocol() != Some(Protocol::Catalogue) || is_answered(source) {
            return Vec::new();
        }
        let Some(document) = source.catalogue.documents.first() else { return Vec::new() };
        let (Some(header), Some(address)) = (&document.content_type, &document.url) else {
            return Vec::new();
        };
        let media_type = header.split(';').next().unwrap_or_default().trim().to_lowercase();
        if SyntaxFamily::of_address(address).is_some()
            || rdf::is_media_type(&media_type)
            || is_html(None, &document.text)
        {
            return Vec::new();
        }
        let evidence = Evidence {
            path: address.clone().into(),
            raw: Some(header.as_str().into()),
            ..Evidence::default()
        };
        vec![Occurrence::at(
            evidence,
            format!(
                "Le serveur annonce {}, que data.gouv.fr refuse. Servez application/rdf+xml, text/turtle ou application/ld+json.",
                quote(header)
            ),
        )]
    }),
    ..SOURCE
};

/// An ending that lies.
pub static ENDING: Rule = Rule {
    code: "source-extension-trompeuse",
    halts: "l’adresse finit par l’extension d’une autre syntaxe que celle du document",
    title: "Extension trompeuse",
    constat: "L’adresse finit par l’extension d’une autre syntaxe que celle du document ; les paramètres après « ? » comptent aussi.",
    effect: "data.gouv.fr lit le document dans la syntaxe de l’extension : le moissonnage entier échoue.",
    check: Check::Source(|source| {
        if source.protocol() != Some(Protocol::Catalogue) || is_announced(source) {
            return Vec::new();
        }
        let lying = source.catalogue.documents.iter().find_map(|document| {
            let address = document.url.as_deref()?;
            let (ending, content) =
                (SyntaxFamily::of_address(address)?, SyntaxFamily::of_text(&document.text)?);
            (ending != content && !is_html(None, &document.text)).then_some(address)
        });
        lying
            .map(|address| {
                let evidence = Evidence { path: address.to_owned().into(), ..Evidence::default() };
                Occurrence::at(
                    evidence,
                    format!(
                        "L’adresse {} finit par une extension qui n’est pas celle du document.",
                        quote(address)
                    ),
                )
            })
            .into_iter()
            .collect()
    }),
    ..SOURCE
};

/// An address that data.gouv.fr cannot reach.
pub static PRIVATE: Rule = Rule {
    code: "source-url-privee",
    halts: "data.gouv.fr refuse cette adresse",
    title: "Adresse que data.gouv.fr ne peut pas joindre",
    constat: "L’adresse du catalogue est locale, privée ou mal formée.",
    effect: "data.gouv.fr refuse d’enregistrer le moissonneur, ou échoue à le lancer.",
    check: Check::Source(|source| {
        let bad = addresses(source).find_map(|address| Some((address, url::validate(address).err()?)));
        bad.map(|(address, error)| {
            let evidence = Evidence { path: address.to_owned().into(), ..Evidence::default() };
            Occurrence::at(
                evidence,
                format!("data.gouv.fr refuserait l’adresse {}. {}", quote(address), error.explain()),
            )
        })
        .into_iter()
        .collect()
    }),
    ..SOURCE
};

/// An address without encryption.
pub static HTTP: Rule = Rule {
    code: "source-http",
    severity: Severity::Advice,
    title: "Adresse en http",
    constat: "L’adresse du catalogue commence par http://, et non https://.",
    effect: "Si le serveur redirige vers https, ce que font la plupart, data.gouv.fr refuse la redirection et le moissonnage entier échoue.",
    check: Check::Source(|source| {
        let Some(address) = addresses(source).find(|address| address.starts_with("http://")) else {
            return Vec::new();
        };
        let evidence = Evidence { path: address.to_owned().into(), ..Evidence::default() };
        let https = address.replacen("http://", "https://", 1);
        vec![
            Occurrence::at(
                evidence,
                format!(
                    "{} est en http : une redirection vers https ferait échouer le moissonnage.",
                    quote(address)
                ),
            )
            .suggesting(Some(https)),
        ]
    }),
    ..SOURCE
};

/// A document that its syntax refuses.
pub static SYNTAX: Rule = Rule {
    code: "rdf-invalide",
    halts: "le catalogue n’est pas bien formé",
    title: "Catalogue illisible",
    constat: "Le document n’est pas bien formé.",
    effect: "Le moissonnage entier échoue ; les fiches des pages déjà lues sont gardées.",
    check: Check::Source(|source| {
        let catalogue = source.catalogue;
        let is_unreadable = |error: &&JobError| {
            matches!(
                error,
                JobError::Syntax(_) | JobError::Format(FormatError::Unknown | FormatError::Unread(_))
            )
        };
        let error = catalogue.job.errors.iter().find(is_unreadable);
        let rdf = source.protocol() == Some(Protocol::Catalogue);
        let Some(error) = error.filter(|_| rdf && catalogue.job.status == JobStatus::Failed) else {
            return Vec::new();
        };
        let problem = catalogue.problems.iter().find(|problem| problem.position.is_some());
        let message = match problem {
            Some(problem) => occurrence(problem).message,
            None => format!("data.gouv.fr s’arrête sur {}.", quote(&error.to_string())),
        };
        vec![Occurrence::at(Evidence { raw: Some(error.to_string().into()), ..Evidence::default() }, message)]
    }),
    ..SOURCE
};

/// A context that is somewhere else.
pub static CONTEXT: Rule = Rule {
    code: "jsonld-contexte-distant",
    severity: Severity::Advice,
    silent: true,
    title: "Contexte JSON-LD sur un autre serveur",
    constat: "Le catalogue donne son contexte (« @context ») par une adresse, et non dans le document.",
    effect: "data.gouv.fr redemande cette adresse à chaque moissonnage : la nuit où elle ne répond pas, tout échoue.",
    check: Check::Source(|source| {
        let told = |address: &String| {
            let evidence = Evidence {
                path: "@context".into(),
                raw: Some(address.as_str().into()),
                ..Evidence::default()
            };
            Occurrence::at(
                evidence,
                format!(
                    "Tout le moissonnage dépend de {}, que data.gouv.fr redemande chaque nuit. Écrivez ce contexte dans le document.",
                    quote(address)
                ),
            )
        };
        source.catalogue.job.contexts.iter().map(told).collect()
    }),
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

/// Accents that udata reads wrong.
pub static CHARSET: Rule = Rule {
    code: "encodage-sans-charset",
    severity: Severity::ToFix,
    silent: true,
    title: "Accents abîmés",
    constat: "Le serveur annonce un Content-Type text/… sans dire que le texte est en UTF-8.",
    effect: "data.gouv.fr lit chaque lettre accentuée comme deux caractères (« é » devient « Ã© »), dans tous les titres et toutes les descriptions, alors que les navigateurs affichent bien.",
    check: Check::Source(|source| problems(source, ProblemKind::Charset)),
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

/// The CSW does not say which record comes next.
pub static CSW_NEXT: Rule = Rule {
    code: "csw-nextrecord-absent",
    halts: "le service ne dit pas où reprendre",
    title: "Suite non annoncée par le CSW",
    constat: "La réponse du CSW (csw:SearchResults) n’a pas d’attribut nextRecord.",
    effect: "Le moissonnage entier échoue après la première page.",
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

/// Datasets of other portals, that Opendatasoft federates.
pub static FEDERATED: Rule = Rule {
    code: "jeux-federes",
    severity: Severity::ToFix,
    silent: true,
    title: "Jeux fédérés d’autres portails",
    constat: "Des jeux viennent d’un autre portail (« federated », ou identifiant « nom@autre-domaine »).",
    effect: "Ils seraient publiés une seconde fois, au nom de votre organisation.",
    fixes: fixes::PUBLISHER,
    in_bulk: "Filtrez l’export sur votre producteur : …/exports/dcat/?where=publisher=\"Votre nom\".",
    check: Check::Source(|source| {
        let federated = &source.census.federated;
        if federated.is_empty() {
            return Vec::new();
        }
        let n = federated.len();
        vec![Occurrence::in_field(
            "organization",
            format!(
                "{} d’autres portails : {}.",
                count(n, "jeu vient", "jeux viennent"),
                list(federated.iter().map(String::as_str), 4)
            ),
        )]
    }),
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
        catalogue
            .problems
            .iter()
            .filter(|problem| problem.kind.is_none() && problem.partial && !nothing)
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
