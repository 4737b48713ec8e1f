//! ISO 19139 records, once converted to DCAT by the stylesheet of data.gouv.fr.

use super::{
    BASE,
    words::{MANY, list, quote},
};
use crate::{
    check::{Check, Found, Level, Rule, RuleContext, Severity, Standing, Subject, fixes},
    harvest::Schema,
    model::{Entry, How},
    text::order,
};

/// Links that the conversion takes for pages: they have no function.
fn pages<'a>(case: &RuleContext<'a>) -> Vec<&'a Entry> {
    if case.schema() != Some(Schema::Iso19139) || case.dataset().is_none() {
        return Vec::new();
    }
    let is_page = |line: &&Entry| {
        line.path == "dcat:landingPage" && matches!(line.how, How::AsIs | How::Converted | How::Ignored)
    };
    case.item.trace.entries().iter().filter(is_page).collect()
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
    check: Check::Record(|case| {
        let pages = pages(case);
        let some = case.dataset().is_some_and(|dataset| !dataset.resources.is_empty());
        let Some(first) = pages.first().filter(|_| some) else { return Vec::new() };
        let links = list(pages.iter().filter_map(|line| line.raw.as_deref()), 3);
        vec![Found::at(
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
    level: Level::Record,
    title: "Aucun fichier après conversion",
    constat: "Aucun lien de la fiche n’a la fonction « téléchargement », ni l’adresse GetCapabilities d’un service ; ou la fiche n’a aucun lien.",
    effect: "La fiche arrive vide : « Ce jeu de données ne contient aucune ressource ». Sa licence est perdue aussi, car la conversion la range sur les fichiers.",
    fixes: fixes::ISO_LINK,
    in_bulk: MANY,
    check: Check::Record(|case| {
        let empty = case.schema() == Some(Schema::Iso19139)
            && case.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        if !empty {
            return Vec::new();
        }
        let pages = pages(case);
        match pages.first() {
            Some(first) => {
                let links = list(pages.iter().filter_map(|line| line.raw.as_deref()), 3);
                vec![Found::at(
                    *first,
                    format!(
                        "Aucun lien ne deviendra un fichier ({links}) : donnez-leur la fonction « téléchargement »."
                    ),
                )]
            }
            None => {
                vec![Found::in_field("resources", "La fiche n’a aucun lien vers un fichier ou un service.")]
            }
        }
    }),
    ..BASE
};

/// The terms of use of an ISO record that the conversion lost, since none of its links became a file.
pub(super) fn terms_lost_with_files<'a>(case: &RuleContext<'a>) -> Option<&'a str> {
    let is_empty = case.schema() == Some(Schema::Iso19139)
        && case.flag(Subject::Licence, Standing::Missing).is_some()
        && case.dataset().is_some_and(|dataset| dataset.resources.is_empty());
    if !is_empty {
        return None;
    }
    let mut terms: Vec<&str> = case.item.trace.entries().iter().filter_map(term_of_use).collect();
    // The one that names a licence, before a word on responsibility.
    order::by_key(&mut terms, |text| !super::licence::is_named(text));
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
    flag: Some(Subject::Licence),
    level: Level::Record,
    title: "Licence perdue faute de fichier",
    constat: "La fiche donne ses conditions d’utilisation, mais aucun de ses liens ne devient un fichier.",
    effect: "La conversion range les conditions sur les fichiers : sans fichier, la licence est perdue avec eux, et data.gouv.fr affiche « License Not Specified ».",
    fixes: fixes::ISO_LINK,
    in_bulk: MANY,
    check: Check::Record(|case| {
        let Some(terms) = terms_lost_with_files(case) else { return Vec::new() };
        let message = format!(
            "Les conditions d’utilisation de la fiche ({}) sont perdues avec les fichiers : elles arriveront avec un lien de fonction « téléchargement ».",
            quote(terms)
        );
        vec![Found::in_field("license", message)]
    }),
    ..BASE
};
