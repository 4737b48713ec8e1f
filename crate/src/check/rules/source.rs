//! The source as a whole: would the harvest run, and read everything?

use super::{
    BASE,
    quoting::{TEMPLATE, list, quote},
};
use crate::{
    check::{Check, CheckedSource, Evidence, InBulk, Occurrence, Rule, RuleLevel, Severity, fixes},
    harvest::Protocol,
    model::{JobError, JobStatus, Kind, refusal::FormatError},
    source::{
        Document, Problem, ProblemKind,
        page::is_html,
        rdf::{self, SyntaxFamily},
    },
    text::count::count,
    text::url,
};

/// A rule about the source, whose texts remain to be given.
pub(super) const SOURCE: Rule = Rule {
    severity: Severity::Blocking,
    level: RuleLevel::Source,
    fixes: fixes::SOURCE,
    in_bulk: InBulk::Said("C’est un seul réglage : celui du portail, du serveur ou de l’adresse."),
    verify: "Refaites l’aperçu avec l’adresse corrigée.",
    ..BASE
};

/// A finding from a problem of reading.
pub(super) fn occurrence(problem: &Problem) -> Occurrence {
    let place = problem
        .position
        .map_or_else(String::new, |(line, column)| format!(" (ligne {line}, colonne {column})"));
    let evidence = Evidence { path: problem.document.clone().into(), ..Evidence::default() };
    Occurrence::at(evidence, format!("{} {}{place}", problem.found, problem.advice))
}

/// The problems of one kind.
pub(super) fn problems(source: &CheckedSource<'_>, kind: ProblemKind) -> Vec<Occurrence> {
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

/// The web page that keeps the harvest from its end.
pub(super) fn web_page<'a>(source: &CheckedSource<'a>) -> Option<&'a Document> {
    let job = &source.catalogue.job;
    // A service that ends its pages by a web page has given its records all the same.
    let stops = job.status == JobStatus::Failed || job.items.is_empty();
    let mut documents = source.catalogue.documents.iter().filter(|_| stops);
    documents.find(|document| is_html(None, &document.text))
}

/// A web page.
pub static HTML: Rule = Rule {
    code: "source-html",
    halts: "l’adresse mène à une page web, et non à un catalogue",
    title: "Page web à la place d’un catalogue",
    constat: "L’adresse renvoie une page web (HTML).",
    effect: "Le moissonnage entier échoue, ou ne lit rien.",
    check: Check::Source(|source| {
        // What the conversation ends on is told as such.
        web_page(source)
            .filter(|_| source.catalogue.job.setback.is_none())
            .map(|document| {
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
        let is_ended = |error: &JobError| matches!(error, JobError::Format(FormatError::Unread(_)));
        if SyntaxFamily::of_address(address).is_some()
            || source.catalogue.job.errors.iter().any(is_ended)
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

/// The address whose ending lies.
fn lying<'a>(source: &CheckedSource<'a>) -> Option<&'a str> {
    if source.protocol() != Some(Protocol::Catalogue) || is_announced(source) {
        return None;
    }
    source.catalogue.documents.iter().find_map(|document| {
        let address = document.url.as_deref()?;
        let (ending, content) = (SyntaxFamily::of_address(address)?, SyntaxFamily::of_text(&document.text)?);
        (ending != content && !is_html(None, &document.text)).then_some(address)
    })
}

/// An ending that lies.
pub static ENDING: Rule = Rule {
    code: "source-extension-trompeuse",
    halts: "l’adresse finit par l’extension d’une autre syntaxe que celle du document",
    title: "Extension trompeuse",
    constat: "L’adresse finit par l’extension d’une autre syntaxe que celle du document ; les paramètres après « ? » comptent aussi.",
    effect: "data.gouv.fr lit le document dans la syntaxe de l’extension : le moissonnage entier échoue.",
    check: Check::Source(|source| {
        lying(source)
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
        let is_read = matches!(source.protocol(), Some(Protocol::Catalogue | Protocol::Csw));
        let Some(error) = error.filter(|_| is_read && catalogue.job.status == JobStatus::Failed) else {
            return Vec::new();
        };
        // A document of another syntax is told as such.
        if web_page(source).is_some() || lying(source).is_some() {
            return Vec::new();
        }
        let problem = catalogue.problems.iter().find(|problem| problem.kind == Some(ProblemKind::Syntax));
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

/// Letters that the document itself has damaged.
pub static DAMAGED: Rule = Rule {
    code: "texte-abime",
    severity: Severity::ToFix,
    silent: true,
    title: "Lettres abîmées dans le document",
    constat: "Des titres, des descriptions ou des mots-clés contiennent des lettres abîmées (« DonnÃ©es », « lâ€™arbre ») : le portail, ou le logiciel qui le remplit, a lu un texte dans un autre encodage que le sien.",
    effect: "data.gouv.fr les publie telles quelles.",
    fixes: fixes::DESCRIPTION,
    in_bulk: TEMPLATE,
    verify: "Refaites l’aperçu : les titres et les descriptions doivent se lire.",
    check: Check::Source(|source| {
        let damaged = &source.census.damaged;
        // Where the reading damages them, that is what is told.
        let is_told =
            source.catalogue.problems.iter().any(|problem| problem.kind == Some(ProblemKind::Charset));
        if damaged.is_empty() || is_told {
            return Vec::new();
        }
        let message = format!(
            "{} des lettres abîmées dans le document lui-même : {}.",
            count(damaged.len(), "fiche a", "fiches ont"),
            list(damaged.iter().map(String::as_str), 4)
        );
        vec![Occurrence::in_field("title", message)]
    }),
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
    in_bulk: InBulk::Said(
        "Filtrez l’export sur votre producteur : …/exports/dcat/?where=publisher=\"Votre nom\".",
    ),
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
