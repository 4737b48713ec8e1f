//! The licence: absent, not recognised, guessed, written by default.

use super::{
    absence::is_unknown,
    access::is_about_access,
    licence_elsewhere::elsewhere,
    licence_text::{Meant, address_in, in_source_words, is_html, meant},
    quoting::{AGAIN, quote},
    template::is_template,
};
use crate::{
    check::{
        Check, Evidence, FlagSubject, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Severity, Standing,
        fixes,
    },
    harvest::RecordSchema,
    model::{Entry, Loss, licence},
    text::slug::slugify,
};

/// A rule about the licence of one record, whose texts remain to be given.
pub(super) const BASE: Rule =
    Rule { fixes: fixes::LICENCE, in_bulk: InBulk::InSoftware, verify: AGAIN, ..super::BASE };

/// The portal gives no licence.
pub static MISSING: Rule = Rule {
    code: "licence-absente",
    flag: Some(FlagSubject::Licence),
    title: "Licence absente",
    constat: "La fiche ne donne pas de licence, ou dit qu’elle n’est pas spécifiée.",
    effect: "data.gouv.fr affiche « License Not Specified » tout en comptant « Licence renseignée » dans la qualité. Personne ne peut savoir s’il a le droit de réutiliser les données.",
    check: Check::Record(|context| {
        if super::iso::terms_lost_with_files(context).is_some() {
            return Vec::new();
        }
        let found = in_rights_of_a_service(context).or_else(|| in_another_place(context));
        if let Some(found) = found.or_else(|| super::ckan_licence::behind_its_identifier(context)) {
            return vec![found];
        }
        context.flagged(FlagSubject::Licence, Standing::Missing, |_| {
            if context.is_service() {
                "Aucune licence n’est déclarée : l’API serait publiée sans licence.".to_owned()
            } else if context.lines("license").any(|line| line.loss() == Some(&Loss::UnlabelledLicence)) {
                "La licence est un nœud sans rdfs:label ni dct:description : data.gouv.fr n’en lit rien. Écrivez la licence dans rdfs:label, ou donnez son adresse à la place du nœud.".to_owned()
            } else if let Some(name) = super::property::written_for_licence(context.item) {
                format!("La licence est écrite sous le nom {name}, que data.gouv.fr ne lit pas : il affichera « License Not Specified », tout en comptant « Licence renseignée ».")
            } else {
                "Aucune licence n’est déclarée : data.gouv.fr affichera « License Not Specified », tout en comptant « Licence renseignée ».".to_owned()
            }
        })
        .into_iter()
        .map(|found| at(found, context.kind.map_or("dct:license", |kind| kind.backend().licence_path)))
        .collect()
    }),
    ..BASE
};

/// A licence among the rights of an API, where udata only reads those of a dataset.
fn in_rights_of_a_service(context: &RuleContext<'_>) -> Option<Occurrence> {
    let flag = context.flag(FlagSubject::Licence, Standing::Missing).filter(|_| context.is_service())?;
    let is_rights = |line: &Entry<'_>| line.field().is_none() && line.path() == "dct:rights";
    let (line, id) = context.item.trace.entries().filter(is_rights).find_map(|line| {
        let raw = line.raw()?;
        let known = licence::guess([raw]).map(|guess| guess.licence.id.as_str());
        Some((line, known.or_else(|| Some(meant(raw)?.id))?))
    })?;
    let shown = quote(line.raw().unwrap_or_default());
    let found = if context.schema() == Some(RecordSchema::Iso19139) {
        let message = format!(
            "La licence {shown} est un texte, que data.gouv.fr ne lit pas d’une API : donnez son adresse (gmx:Anchor)."
        );
        Occurrence::at(Evidence { field: "license", ..line.into() }, message)
    } else {
        let message = format!(
            "La licence {shown} est dans dct:rights, que data.gouv.fr ne lit pas d’une API : écrivez-la dans dct:license."
        );
        Occurrence::at(flag, message)
    };
    Some(found.suggesting(Some(in_source_words(id, context))))
}

/// A licence that the record names where it is not read; a name that is nearly right is told as such.
fn in_another_place(context: &RuleContext<'_>) -> Option<Occurrence> {
    let flag = context.flag(FlagSubject::Licence, Standing::Missing)?;
    if super::property::written_for_licence(context.item).is_some() {
        return None;
    }
    let found = elsewhere(context.item)?;
    let message = format!("La licence est dans {}, où data.gouv.fr ne la lit pas.", found.told());
    let told = at(
        Occurrence::at(flag, message),
        context.kind.map_or("dct:license", |kind| kind.backend().licence_path),
    );
    Some(told.suggesting(Some(in_source_words(found.id, context))))
}

fn at(mut found: Occurrence, path: &'static str) -> Occurrence {
    if found.evidence.path.is_empty() {
        found.evidence.path = path.into();
    }
    found
}

/// The portal gives a licence that udata cannot guess.
pub static UNRECOGNISED: Rule = Rule {
    code: "licence-non-reconnue",
    flag: Some(FlagSubject::Licence),
    title: "Licence non reconnue",
    constat: "La fiche donne une licence, mais data.gouv.fr ne la retrouve pas dans sa liste : ni identifiant, ni titre, ni adresse connus.",
    effect: "La licence écrite est perdue. data.gouv.fr en affiche une autre à la place : « License Not Specified », ou celle que le moissonneur donne par défaut, et compte « Licence renseignée ».",
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Licence, Standing::Unrecognised) else {
            return Vec::new();
        };
        let raw = flag.raw.as_deref().unwrap_or_default();
        if is_html(raw) || is_lost_with_files(context) {
            return Vec::new();
        }
        let is_unlabelled =
            context.lost("license").next().is_some_and(|line| line.loss() == Some(&Loss::UnlabelledLicence));
        let is_not_carried = context
            .lost("license")
            .any(|line| line.raw() == Some(raw) && line.loss() == Some(&Loss::NotCarried));
        let message = if is_unlabelled {
            format!(
                "La licence est un nœud sans rdfs:label ni dct:description ({}) : data.gouv.fr n’en lit pas le texte, et elle sera perdue.",
                quote(raw)
            )
        } else if is_unknown(raw) || ["aucune", "neant"].contains(&slugify(raw).as_str()) {
            format!("La fiche dit {} à la place d’une licence : celle-ci manque.", quote(raw))
        } else if is_template(raw) {
            format!("La licence {} est un champ de gabarit que rien n’a remplacé : elle manque.", quote(raw))
        } else if let Some(message) = super::licence_text::conditions(raw) {
            message
        } else if is_not_carried {
            format!(
                "La licence n’est donnée que par {} ({}), que ce moissonneur ne lit pas.",
                flag.path,
                quote(raw)
            )
        } else if raw.contains("/access-right/") || is_about_access(raw) && !names_itself(raw) {
            format!(
                "La fiche ne donne qu’un droit d’accès ({}), qui n’est pas une licence : celle-ci manque.",
                quote(raw)
            )
        } else {
            format!("La licence {} n’est pas reconnue par data.gouv.fr : elle sera perdue.", quote(raw))
        };
        // The retired harvester of Opendatasoft writes one of its own.
        let shown = context.dataset().and_then(|dataset| dataset.license);
        let message = match shown.filter(|licence| licence.id != "notspecified") {
            Some(shown) => format!("{message} data.gouv.fr affichera {} à la place.", quote(&shown.title)),
            None => message,
        };
        let mut evidence = Evidence::from(flag);
        if let Some(kind) = context.kind.filter(|_| is_not_carried) {
            evidence.path = kind.backend().licence_path.into();
        }
        if let Some(meant) = meant(raw) {
            return vec![
                Occurrence::at(evidence, message).suggesting(Some(in_source_words(meant.id, context))),
            ];
        }
        let Some(found) = elsewhere(context.item).filter(|_| !is_not_carried) else {
            return vec![Occurrence::at(evidence, message)];
        };
        let message = format!("{message} Celle que dit {} est connue.", found.told());
        vec![Occurrence::at(evidence, message).suggesting(Some(in_source_words(found.id, context)))]
    }),
    ..BASE
};

/// Whether a text says that it is a licence, be it « Licence privée ».
fn names_itself(text: &str) -> bool {
    meant(text).is_some() || slugify(text).split('-').any(|word| matches!(word, "licence" | "license"))
}

/// Whether what the portal gives is only on files that have no address.
fn is_lost_with_files(context: &RuleContext<'_>) -> bool {
    let mut lost =
        context.lost("license").map(|line| matches!(line.loss(), Some(Loss::WithItsFile))).peekable();
    lost.peek().is_some() && lost.all(|is_with_its_file| is_with_its_file)
}

/// The only licence is on a file that has no address.
pub static LOST_WITH_FILE: Rule = Rule {
    code: "licence-perdue-avec-le-fichier",
    flag: Some(FlagSubject::Licence),
    title: "Licence perdue avec son fichier",
    constat: "La licence n’est écrite que sur un fichier sans adresse, que data.gouv.fr ne reprend pas.",
    effect: "La licence disparaît avec le fichier : data.gouv.fr affiche « License Not Specified », tout en comptant « Licence renseignée » dans la qualité.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        let flag = context.flag(FlagSubject::Licence, Standing::Unrecognised);
        let Some(flag) = flag.filter(|_| is_lost_with_files(context)) else { return Vec::new() };
        let message = format!(
            "La licence {} n’est écrite que sur un fichier sans adresse : elle est perdue avec lui. Donnez l’adresse de ce fichier.",
            quote(flag.raw.as_deref().unwrap_or_default())
        );
        vec![Occurrence::at(flag, message)]
    }),
    ..BASE
};

/// The harvester writes a licence that the portal does not give.
pub static DEFAULT: Rule = Rule {
    code: "licence-par-defaut",
    flag: Some(FlagSubject::Licence),
    title: "Licence attribuée par défaut",
    constat: "La fiche ne donne pas de licence ; le moissonneur en écrit une à votre place.",
    effect: "data.gouv.fr affiche une licence que vous n’avez pas choisie, et que rien ne signale comme telle.",
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Licence, Standing::Default) else { return Vec::new() };
        let shown = context.dataset().and_then(|dataset| dataset.license);
        let title = quote(shown.map_or("", |licence| licence.title.as_str()));
        let Some(found) = elsewhere(context.item) else {
            let message = format!(
                "Aucune licence n’est déclarée : data.gouv.fr affichera {title}, que vous n’avez pas choisie."
            );
            return vec![Occurrence::at(flag, message)];
        };
        let end = if shown.is_some_and(|licence| licence.id == found.id) {
            "la même, par défaut".to_owned()
        } else {
            format!("{title} à sa place")
        };
        let message = format!(
            "La licence est dans {}, où data.gouv.fr ne la lit pas : il affichera {end}.",
            found.told()
        );
        vec![Occurrence::at(flag, message).suggesting(Some(in_source_words(found.id, context)))]
    }),
    ..BASE
};

/// A raised licence flag that data.gouv.fr counts as a fulfilled criterion.
pub static COUNTED: Rule = Rule {
    code: "licence-comptee",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    silent: true,
    title: "Licence comptée comme renseignée alors qu’elle ne l’est pas",
    constat: "La licence manque ou n’est pas reconnue, mais data.gouv.fr en attribue une d’office.",
    effect: "Le critère « Licence renseignée » est vert : rien, sur data.gouv.fr, ne dit au producteur que la licence manque.",
    in_bulk: InBulk::Said("Corrigez les constats de licence de la liste : celui-ci disparaît avec eux."),
    verify: "Fiez-vous à l’état de la licence donné ici plutôt qu’à la note de qualité.",
    check: Check::Record(|context| {
        let raised = context
            .flags
            .and_then(|flags| flags.iter().find(|flag| flag.subject == FlagSubject::Licence))
            .filter(|flag| flag.standing.is_raised());
        let counted = context.dataset().is_some_and(|dataset| dataset.quality.license);
        raised
            .filter(|_| counted)
            .map(|flag| {
                let message = "data.gouv.fr dira « Licence renseignée », alors que votre licence manque ou n’est pas comprise.";
                Occurrence::at(Evidence { raw: None, ..flag.into() }, message)
            })
            .into_iter()
            .collect()
    }),
    ..BASE
};

/// The licence is deduced from a text that is close to a known one.
pub static GUESSED: Rule = Rule {
    code: "licence-devinee",
    silent: true,
    title: "Licence devinée",
    constat: "La licence n’est pas écrite par son identifiant, son titre ni son adresse exacte : data.gouv.fr la devine d’après un texte ressemblant, ou un morceau d’adresse.",
    effect: "La licence affichée est probablement la bonne, mais tient à une ressemblance : la version peut être fausse (« Licence Ouverte version 1.0 » devient la version 2.0).",
    verify: "Comparez la licence affichée et la valeur d’origine sur la fiche ; l’identifiant (lov2, odc-odbl…) ne laisse aucun doute.",
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Licence, Standing::Guessed) else { return Vec::new() };
        let licence = match &context.item.record {
            Some(crate::model::Record::Dataset(dataset)) => dataset.license,
            Some(crate::model::Record::Dataservice(service)) => service.license,
            None => None,
        };
        let Some(licence) = licence else { return Vec::new() };
        let raw = flag.raw.as_deref().unwrap_or_default();
        // The address of the list with another scheme or a final slash leaves no doubt.
        let bare = |address: &str| {
            let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
            rest.trim_end_matches('/').trim_start_matches("www.").to_lowercase()
        };
        let known = licence.url.iter().chain(&licence.alternate_urls);
        let bare_raw = bare(raw.trim());
        let names_one = bare_raw.matches('/').count() >= 2;
        if known.clone().any(|url| bare(url) == bare_raw || names_one && bare(url).starts_with(&bare_raw)) {
            return Vec::new();
        }
        let (message, id) = match meant(raw) {
            // A text that says the version says enough.
            Some(Meant { id, is_certain: true }) if id == licence.id => return Vec::new(),
            Some(Meant { id, is_certain: true }) => {
                let named = licence::by_id(id).map_or(id, |licence| licence.title.as_str());
                let shown = quote(&licence.title);
                (
                    format!(
                        "{} sera affiché comme {shown}, alors que ce texte désigne {}.",
                        quote(raw),
                        quote(named)
                    ),
                    id,
                )
            }
            _ => {
                let shown = quote(&licence.title);
                (
                    format!("{} sera affiché comme {shown}. Vérifiez la version.", quote(raw)),
                    licence.id.as_str(),
                )
            }
        };
        vec![Occurrence::at(flag, message).suggesting(Some(in_source_words(id, context)))]
    }),
    ..BASE
};

/// A licence written in HTML.
pub static HTML: Rule = Rule {
    code: "licence-html",
    flag: Some(FlagSubject::Licence),
    title: "Licence écrite en HTML",
    constat: "La licence est un morceau de page web (balises HTML), comme ArcGIS Hub en écrit.",
    effect: "L’adresse est lue avec les balises qui l’entourent : elle n’est pas reconnue, et la licence est perdue.",
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Licence, Standing::Unrecognised) else {
            return Vec::new();
        };
        let raw = flag.raw.as_deref().unwrap_or_default();
        if !is_html(raw) {
            return Vec::new();
        }
        let message = format!(
            "La licence est écrite en HTML ({}) : data.gouv.fr ne la reconnaît pas, et elle sera perdue.",
            quote(raw)
        );
        let linked = address_in(raw).and_then(|address| licence::guess([address]));
        let suggestion = match linked {
            Some(guess) => Some(in_source_words(&guess.licence.id, context)),
            None => meant(raw).map(|meant| in_source_words(meant.id, context)),
        };
        vec![Occurrence::at(flag, message).suggesting(suggestion)]
    }),
    ..BASE
};
