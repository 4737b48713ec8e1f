//! The description, and the language of texts.

use super::{
    BASE, REFUSED,
    quoting::{TEMPLATE, quote},
};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    model::{Entry, Loss, Record},
    text::{count::count, surrogates},
};

/// Characters above which data.gouv.fr counts a description as one.
const LONG_ENOUGH: usize = 100;

pub(super) fn description<'a>(context: &RuleContext<'a>) -> Option<&'a str> {
    match context.item.record.as_ref()? {
        Record::Dataset(dataset) => Some(dataset.description.as_str()),
        Record::Dataservice(service) => Some(service.description.as_deref().unwrap_or_default()),
    }
}

fn source<'a>(context: &RuleContext<'a>) -> Option<(Entry<'a>, &'a str)> {
    context.taken("description").find(|(line, _)| line.field().is_some_and(|field| field.resource.is_none()))
}

/// Half a character, which the database cannot hold, makes the whole record fail.
pub static HALF_CHARACTER: Rule = Rule {
    code: "caractere-coupe",
    title: "Caractère coupé en deux",
    constat: "Un texte contient la moitié d’un caractère, d’un emoji le plus souvent : le portail coupe le texte en son milieu, ou l’écrit en deux morceaux.",
    effect: "data.gouv.fr lit la fiche mais ne peut pas l’enregistrer : elle échoue.",
    fixes: fixes::CHARACTER,
    check: Check::Refused(|_, refusal| {
        format!(
            "Dans {}, un caractère est coupé en deux (« \u{fffd} ») : data.gouv.fr ne peut pas enregistrer la fiche. Écrivez-le en entier, ou retirez-le.",
            quote(&surrogates::shown(refusal.raw()))
        )
    }),
    ..REFUSED
};

/// No description.
pub static MISSING: Rule = Rule {
    code: "description-absente",
    level: RuleLevel::Record,
    title: "Description absente",
    constat: "La fiche n’a pas de description.",
    effect: "La page n’explique rien, et un critère de qualité est perdu.",
    fixes: fixes::DESCRIPTION,
    check: Check::Record(|context| {
        let empty = description(context).is_some_and(|text| text.trim().is_empty());
        // A name that is nearly right is told as such.
        let is_misnamed = || super::property::written_for(context.item, "dct:description").is_some();
        if !empty || context.lost("description").next().is_some() || is_misnamed() {
            return Vec::new();
        }
        let path = if context.is_ckan() { "notes" } else { "dct:description" };
        let evidence = Evidence { field: "description", path: path.into(), ..Evidence::default() };
        let left = super::iso::text_left(context, "la description", super::iso::ABSTRACT);
        vec![Occurrence::at(evidence, left.unwrap_or_else(|| "La fiche n’a pas de description.".to_owned()))]
    }),
    ..BASE
};

/// A description that is an address.
pub static LOST: Rule = Rule {
    code: "description-perdue",
    level: RuleLevel::Field,
    title: "Description perdue",
    constat: "La description est un lien ou un nœud, et non un texte.",
    effect: "data.gouv.fr publie une description vide.",
    fixes: fixes::DESCRIPTION,
    check: Check::Record(|context| {
        context
            .lost("description")
            .filter(|line| !super::other::is_one_of_several(*line))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!("La description {} n’est pas un texte : elle sera perdue.", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

/// Too short for the criterion.
pub static SHORT: Rule = Rule {
    code: "description-courte",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Description courte",
    constat: "La description a 100 caractères ou moins.",
    effect: "data.gouv.fr affiche « Description des données non renseignée » : un critère de qualité en moins.",
    fixes: fixes::DESCRIPTION,
    check: Check::Record(|context| {
        let Some(text) = context.dataset().map(|dataset| dataset.description.as_str()) else {
            return Vec::new();
        };
        let length = text.chars().count();
        if text.trim().is_empty() || length > LONG_ENOUGH {
            return Vec::new();
        }
        let message = format!(
            "La description a {} : il en faut plus de {LONG_ENOUGH} pour le critère de qualité.",
            count(length, "caractère", "caractères")
        );
        vec![Occurrence::in_field("description", message).valued(text)]
    }),
    ..BASE
};

/// HTML becomes Markdown.
pub static HTML: Rule = Rule {
    code: "description-html",
    severity: Severity::Advice,
    title: "Mise en forme perdue",
    constat: "La description contient un tableau, un cadre (iframe) ou une image en HTML.",
    effect: "data.gouv.fr convertit le HTML en Markdown : cadres, styles et tableaux imbriqués disparaissent.",
    fixes: fixes::DESCRIPTION,
    check: Check::Record(|context| {
        let Some((line, raw)) = source(context) else { return Vec::new() };
        const TAGS: [&str; 5] = ["<iframe", "<table", "<video", "<object", "<embed"];
        let opened = |(at, _): (usize, &str)| {
            let is_there =
                |tag: &&str| raw.get(at..at + tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag));
            TAGS.iter().position(is_there)
        };
        let first = raw.match_indices('<').filter_map(opened).min();
        let Some(tag) = first.and_then(|rank| TAGS.get(rank)) else { return Vec::new() };
        let message = format!(
            "La description contient {}, que data.gouv.fr ne reprend pas ou déforme : regardez le rendu.",
            quote(&format!("{tag}>"))
        );
        vec![Occurrence::at(line, message)]
    }),
    ..BASE
};

/// CKAN: Markdown is read as HTML, and flattened.
pub static MARKDOWN: Rule = Rule {
    code: "description-markdown-ckan",
    silent: true,
    title: "Markdown aplati",
    constat: "Les notes de CKAN sont en Markdown, avec une liste, des titres ou un tableau.",
    effect: "data.gouv.fr les lit comme du HTML : les retours à la ligne disparaissent, les listes et les titres deviennent un seul paragraphe.",
    fixes: fixes::DESCRIPTION,
    check: Check::Record(|context| {
        if !context.is_ckan() {
            return Vec::new();
        }
        let Some((line, raw)) = source(context) else { return Vec::new() };
        let is_html =
            raw.contains("<p") || raw.contains("<br") || raw.contains("<li") || raw.contains("<div");
        let marks = |text: &str| {
            let text = text.trim_start();
            let number = text
                .split_once(". ")
                .is_some_and(|(n, _)| !n.is_empty() && n.len() < 3 && n.bytes().all(|b| b.is_ascii_digit()));
            ["- ", "* ", "# ", "## ", "### ", "|"].iter().any(|mark| text.starts_with(mark)) || number
        };
        let Some(marked) = raw.lines().skip(1).find(|text| marks(text)).filter(|_| !is_html) else {
            return Vec::new();
        };
        let message = format!("La mise en forme Markdown sera aplatie, à partir de {}.", quote(marked));
        vec![Occurrence::at(line, message)]
    }),
    ..BASE
};

/// No text is tagged `fr`.
pub static LANGUAGE: Rule = Rule {
    code: "langue-fr",
    silent: true,
    title: "Texte français non retenu",
    constat: "Un titre ou une description existe en plusieurs langues, sans qu’aucune ne soit marquée exactement « fr » (« fr-FR » ou « fre » ne suffisent pas).",
    effect: "data.gouv.fr prend la première valeur, souvent en anglais.",
    fixes: fixes::LANGUAGE,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        if context.schema().is_some_and(|schema| !schema.is_dcat()) {
            return Vec::new();
        }
        context
            .item
            .trace
            .entries()
            .filter(|line| line.field().is_some_and(|field| matches!(field.name, "title" | "description")))
            .filter(|line| line.loss() == Some(&Loss::NoneFrench))
            .take(1)
            .map(|line| {
                let of_same = |(kept, _): &(Entry<'_>, &str)| kept.field() == line.field();
                let field = line.field().map_or("", |field| field.name);
                let kept = context.taken(field).find(of_same).filter(|(kept, _)| is_nearly_french(kept.path()));
                let message = match kept {
                    Some((_, kept)) => format!(
                        "{} n’est retenu que parce qu’il vient en premier : marquez le texte français « fr », exactement.",
                        quote(kept)
                    ),
                    None => format!(
                        "{} n’est pas retenu : marquez le texte français « fr », exactement.",
                        quote(line.raw().unwrap_or_default())
                    ),
                };
                Occurrence::at(line, message)
            })
            .collect()
    }),
    ..BASE
};

/// `dct:title[@fr-FR]`
fn is_nearly_french(path: &str) -> bool {
    path.rsplit_once("[@").is_some_and(|(_, language)| language.to_ascii_lowercase().starts_with("fr"))
}
