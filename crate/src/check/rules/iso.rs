//! ISO 19139 records, once converted to DCAT by the stylesheet of data.gouv.fr.

use super::{
    BASE,
    quoting::{MANY, list, quote},
};
use crate::{
    check::{Check, FlagSubject, Occurrence, Rule, RuleContext, RuleLevel, Severity, Standing, fixes},
    harvest::RecordSchema,
    model::{Entry, How},
};

/// Links that the conversion takes for pages: they have no function.
fn pages<'a>(context: &RuleContext<'a>) -> Vec<&'a Entry> {
    if context.schema() != Some(RecordSchema::Iso19139) || context.dataset().is_none() {
        return Vec::new();
    }
    let is_page = |line: &&Entry| {
        line.path == "dcat:landingPage" && matches!(line.how, How::AsIs | How::Converted | How::Ignored)
    };
    context.item.trace.entries().iter().filter(is_page).collect()
}

/// Links that become no file.
pub static LINK: Rule = Rule {
    code: "iso-lien-sans-fonction",
    silent: true,
    title: "Lien qui ne devient pas un fichier",
    constat: "Un lien en ligne n’a pas la fonction « téléchargement » (download, offlineAccess ou order), et n’est pas l’adresse GetCapabilities d’un service.",
    effect: "data.gouv.fr le traite comme une simple page d’information : il n’apparaît pas parmi les fichiers.",
    fixes: fixes::ISO_LINK,
    in_bulk: MANY,
    check: Check::Record(|context| {
        let pages = pages(context);
        let some = context.dataset().is_some_and(|dataset| !dataset.resources.is_empty());
        let Some(first) = pages.first().filter(|_| some) else { return Vec::new() };
        let links = list(pages.iter().filter_map(|line| line.raw.as_deref()), 3);
        vec![Occurrence::at(
            *first,
            format!(
                "{links} ne deviendra pas un fichier : sa fonction n’est pas « téléchargement », et ce n’est pas l’adresse GetCapabilities d’un service."
            ),
        )]
    }),
    ..BASE
};

/// No link becomes a file.
pub static NO_RESOURCE: Rule = Rule {
    code: "iso-aucune-ressource",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Aucun fichier après conversion",
    constat: "Aucun lien de la fiche n’a la fonction « téléchargement », ni l’adresse GetCapabilities d’un service ; ou la fiche n’a aucun lien.",
    effect: "La fiche arrive vide : « Ce jeu de données ne contient aucune ressource ». Sa licence est perdue aussi, car la conversion la range sur les fichiers.",
    fixes: fixes::ISO_LINK,
    in_bulk: MANY,
    check: Check::Record(|context| {
        let empty = context.schema() == Some(RecordSchema::Iso19139)
            && context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        if !empty {
            return Vec::new();
        }
        let pages = pages(context);
        match pages.first() {
            Some(first) => {
                let links = list(pages.iter().filter_map(|line| line.raw.as_deref()), 3);
                vec![Occurrence::at(
                    *first,
                    format!(
                        "Aucun lien ne deviendra un fichier ({links}) : donnez-leur la fonction « téléchargement »."
                    ),
                )]
            }
            None => {
                vec![Occurrence::in_field(
                    "resources",
                    "La fiche n’a aucun lien vers un fichier ou un service.",
                )]
            }
        }
    }),
    ..BASE
};

/// The terms of use of an ISO record that the conversion lost, since none of its links became a file.
pub(super) fn terms_lost_with_files<'a>(context: &RuleContext<'a>) -> Option<&'a str> {
    let is_empty = context.schema() == Some(RecordSchema::Iso19139)
        && context.flag(FlagSubject::Licence, Standing::Missing).is_some()
        && context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
    if !is_empty {
        return None;
    }
    let mut terms: Vec<&str> = context.item.trace.entries().iter().filter_map(term_of_use).collect();
    // The one that names a licence, before a word on responsibility.
    terms.sort_by_key(|text| !super::licence::is_named(text));
    terms.first().copied()
}

/// A term of use that no field took; a limit on public access is none.
fn term_of_use(line: &Entry) -> Option<&str> {
    let (origin, raw) = (line.origin.as_deref()?, line.raw.as_deref()?);
    let is_term = line.field.is_none()
        && (origin.contains("useLimitation") || origin.contains("otherConstraints"))
        && !raw.trim().is_empty()
        && !raw.contains("LimitationsOnPublicAccess");
    is_term.then_some(raw)
}

/// The licence goes with the files.
pub static LICENCE: Rule = Rule {
    code: "iso-licence-perdue-sans-ressource",
    flag: Some(FlagSubject::Licence),
    level: RuleLevel::Record,
    title: "Licence perdue faute de fichier",
    constat: "La fiche donne ses conditions d’utilisation, mais aucun de ses liens ne devient un fichier.",
    effect: "La conversion range les conditions sur les fichiers : sans fichier, la licence est perdue avec eux, et data.gouv.fr affiche « License Not Specified ».",
    fixes: fixes::ISO_LINK,
    in_bulk: MANY,
    check: Check::Record(|context| {
        let Some(terms) = terms_lost_with_files(context) else { return Vec::new() };
        let message = format!(
            "Les conditions d’utilisation de la fiche ({}) sont perdues avec les fichiers : elles arriveront avec un lien de fonction « téléchargement ».",
            quote(terms)
        );
        vec![Occurrence::in_field("license", message)]
    }),
    ..BASE
};
