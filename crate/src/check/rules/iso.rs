//! ISO 19139 records, once converted to DCAT by the stylesheet of data.gouv.fr.

use super::{
    BASE,
    ogc::{self, Flaw},
    quoting::{list, quote},
};
use crate::{
    check::{
        Check, Evidence, FlagSubject, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Standing, fixes,
    },
    harvest::RecordSchema,
    model::{Entry, How, Loss},
    text::{count::plural, url},
};

/// Links that the conversion takes for pages: they have no function.
fn pages<'a>(context: &RuleContext<'a>) -> Vec<Entry<'a>> {
    linked(context, "dcat:landingPage")
}

/// Links whose function is to inform or to search, and which nothing shows.
fn informing<'a>(context: &RuleContext<'a>) -> Vec<Entry<'a>> {
    linked(context, "foaf:page")
}

fn linked<'a>(context: &RuleContext<'a>, property: &str) -> Vec<Entry<'a>> {
    if context.schema() != Some(RecordSchema::Iso19139) || context.dataset().is_none() {
        return Vec::new();
    }
    let is_link = |line: &Entry<'_>| {
        line.path() == property && matches!(line.how(), How::AsIs | How::Converted | How::Ignored)
    };
    context.item.trace.entries().filter(is_link).collect()
}

/// What keeps links from becoming files: a service without its question, each with the address to write; then all
/// others together, which lack a function. `start` opens the first sentence.
fn explained(context: &RuleContext<'_>, pages: &[Entry<'_>], start: &str) -> Vec<Occurrence> {
    // A protocol is noted once for all links: it says something of one link alone.
    let of_one = |line: &Entry<'_>| pages.len() == 1 && line.path().ends_with("gmd:protocol");
    let protocol = context.item.trace.entries().find(of_one).and_then(|line| line.raw());
    let flawed = |line: Entry<'_>| ogc::flawed(line.raw().unwrap_or_default(), protocol);
    let mut found = Vec::new();
    let mut others = Vec::new();
    for &line in pages {
        let raw = line.raw().unwrap_or_default();
        let Some(service) = flawed(line) else {
            others.push(line);
            continue;
        };
        let why = match service.flaw {
            Flaw::NoQuestion => format!(
                "Le {} {} est donné sans request=GetCapabilities : data.gouv.fr n’y voit qu’une page.",
                service.service,
                quote(raw)
            ),
            Flaw::Encoded => format!(
                "L’adresse GetCapabilities du {} est encodée une fois de trop ({}) : data.gouv.fr n’y voit qu’une page.",
                service.service,
                quote(raw)
            ),
        };
        found.push(Occurrence::at(line, why).suggesting(Some(service.whole)));
    }
    let is_address = |line: &Entry<'_>| {
        let raw = line.raw().unwrap_or_default();
        raw.ends_with('…') || url::validate(raw).is_ok()
    };
    // As a file, what is no address would refuse the whole record.
    let (others, strange): (Vec<Entry<'_>>, Vec<Entry<'_>>) = others.into_iter().partition(is_address);
    if let Some(&first) = strange.first() {
        let links = list(strange.iter().filter_map(|line| line.raw()), 3);
        let what =
            plural(strange.len(), "n’est pas une adresse publique", "ne sont pas des adresses publiques");
        let message = format!(
            "{links} {what} : data.gouv.fr n’en fera pas un fichier. Donnez l’adresse complète du fichier."
        );
        found.insert(0, Occurrence::at(first, message));
    }
    if let Some(&first) = others.first() {
        let links = list(others.iter().filter_map(|line| line.raw()), 3);
        let message = if others.len() == 1 {
            format!(
                "Le lien {links} ne deviendra pas un fichier. S’il mène aux données, donnez-lui la fonction « téléchargement »."
            )
        } else {
            format!(
                "{} liens ne deviendront pas des fichiers ({links}). À ceux qui mènent aux données, donnez la fonction « téléchargement ».",
                others.len()
            )
        };
        found.insert(0, Occurrence::at(first, message));
    }
    if let Some(first) = found.first_mut().filter(|_| !start.is_empty()) {
        first.message = format!("{start} {}", first.message);
    }
    found
}

/// Links that become no file.
pub static LINK: Rule = Rule {
    code: "iso-lien-sans-fonction",
    silent: true,
    title: "Lien qui ne devient pas un fichier",
    constat: "Un lien en ligne n’a pas la fonction « téléchargement » (download, offlineAccess ou order), et n’est pas l’adresse GetCapabilities d’un service.",
    effect: "data.gouv.fr le traite comme une simple page d’information : il n’apparaît pas parmi les fichiers.",
    fixes: fixes::ISO_LINK,
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        if context.dataset().is_none_or(|dataset| dataset.resources.is_empty()) {
            return Vec::new();
        }
        // A page that informs is none of the files; a service that is said to inform is one.
        let is_service = |line: &Entry<'_>| ogc::flawed(line.raw().unwrap_or_default(), None).is_some();
        let services = informing(context).into_iter().filter(is_service);
        let links: Vec<_> = pages(context).into_iter().chain(services).collect();
        explained(context, &links, "")
    }),
    ..BASE
};

/// No link becomes a file.
pub static NO_RESOURCE: Rule = Rule {
    code: "iso-aucune-ressource",
    level: RuleLevel::Record,
    silent: true,
    title: "Aucun fichier après conversion",
    constat: "Aucun lien de la fiche n’a la fonction « téléchargement », ni l’adresse GetCapabilities d’un service ; ou la fiche n’a aucun lien.",
    effect: "La fiche arrive vide : « Ce jeu de données ne contient aucune ressource ». Sa licence est perdue aussi, car la conversion la range sur les fichiers.",
    fixes: fixes::ISO_LINK,
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        let empty = context.schema() == Some(RecordSchema::Iso19139)
            && context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        if !empty {
            return Vec::new();
        }
        let mut pages = pages(context);
        pages.extend(informing(context));
        // A link without address is told by itself.
        let has_no_address =
            || context.lost("resources").any(|line| matches!(line.loss(), Some(Loss::NoAddress)));
        if pages.is_empty() && has_no_address() {
            return Vec::new();
        }
        if pages.is_empty() {
            return vec![Occurrence::in_field(
                "resources",
                "La fiche n’a aucun lien vers un fichier ou un service.",
            )];
        }
        explained(context, &pages, "La page n’aura aucun fichier.")
    }),
    ..BASE
};

/// The terms of use of an ISO record that the conversion lost, since none of its links became a file.
pub(super) fn terms_lost_with_files<'a>(context: &RuleContext<'a>) -> Option<&'a str> {
    *context.lost_terms.get_or_init(|| lost_terms(context))
}

fn lost_terms<'a>(context: &RuleContext<'a>) -> Option<&'a str> {
    let is_empty = context.schema() == Some(RecordSchema::Iso19139)
        && context.flag(FlagSubject::Licence, Standing::Missing).is_some()
        && context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
    if !is_empty {
        return None;
    }
    let mut terms = context.item.trace.entries().filter_map(term_of_use).peekable();
    let first = terms.peek().copied()?;
    // The one that names a licence, before a word on responsibility.
    terms.find(|text| super::licence_text::is_named(text)).or(Some(first))
}

/// A term of use that no field took; what is said of public access is none.
fn term_of_use(line: Entry<'_>) -> Option<&str> {
    let raw = line.raw().filter(|_| is_constraint(line))?;
    let is_term = !raw.trim().is_empty() && !super::access::is_about_access(raw);
    is_term.then_some(raw)
}

/// A text of the constraints of an ISO record that nothing takes.
pub(super) fn is_constraint(line: Entry<'_>) -> bool {
    let is_text = |origin: &str| origin.contains("useLimitation") || origin.contains("otherConstraints");
    line.field().is_none() && line.how() == How::Ignored && line.origin().is_some_and(is_text)
}

/// What is said of a text that is written where the conversion does not look: « La fiche donne le titre dans… ».
pub(super) fn text_left(context: &RuleContext<'_>, what: &str, step: &str) -> Option<String> {
    if context.schema() != Some(RecordSchema::Iso19139) {
        return None;
    }
    let (line, inside) = context.item.trace.entries().find_map(|line| {
        let inside = line.origin().filter(|_| line.field().is_none())?.split_once(step)?.1;
        Some((line, inside))
    })?;
    let shown = quote(line.raw()?);
    Some(if inside.starts_with("gmx:Anchor") {
        format!(
            "La fiche donne {what} dans un lien (gmx:Anchor, {shown}), où data.gouv.fr ne lit rien : écrivez le texte dans un gco:CharacterString."
        )
    } else {
        format!(
            "La fiche ne donne {what} que dans une traduction ({shown}) : data.gouv.fr lit le texte de la langue de la fiche (gco:CharacterString), qui est vide."
        )
    })
}

/// Where the title of an ISO record stands.
pub(super) const TITLE: &str = "/gmd:citation/gmd:CI_Citation/gmd:title/";
/// Where its description does.
pub(super) const ABSTRACT: &str = "/gmd:abstract/";

/// What is said of a period of which the conversion takes nothing: it wants both positions.
pub(super) fn period_left(context: &RuleContext<'_>) -> Option<String> {
    if context.schema() != Some(RecordSchema::Iso19139) {
        return None;
    }
    let is_period = |origin: &str| origin.contains("gmd:EX_TemporalExtent/");
    let bounds = context.item.trace.entries().filter_map(|line| {
        let origin = line.origin().filter(|origin| line.field().is_none() && is_period(origin))?;
        Some((origin, line.raw().filter(|raw| raw.contains(|c: char| c.is_ascii_digit()))?))
    });
    let bounds: Vec<_> = bounds.collect();
    let (_, raw) = bounds.first()?;
    let shown = quote(raw);
    // One of them may be where it is read; their text may stand in them without any instant.
    let is_elsewhere = |origin: &str| origin.split('/').any(|step| matches!(step, "gml:begin" | "gml:end"));
    Some(if bounds.iter().any(|(origin, _)| is_elsewhere(origin)) {
        format!(
            "La période est dans gml:begin et gml:end ({shown}…), que data.gouv.fr ne lit pas : écrivez gml:beginPosition et gml:endPosition."
        )
    } else {
        format!(
            "La période n’a qu’une borne ({shown}), et data.gouv.fr n’en lit rien : donnez gml:beginPosition et gml:endPosition, une borne ouverte restant vide."
        )
    })
}

/// The contact of the data of an ISO record that has no role of the list, or that of somebody else.
pub(super) fn contact_left(context: &RuleContext<'_>) -> Option<Occurrence> {
    if context.schema() != Some(RecordSchema::Iso19139) {
        return None;
    }
    let left = |step: &str, end: &str| {
        context.item.trace.entries().find(|line| {
            let is_there = |origin: &str| origin.contains(step) && origin.ends_with(end);
            line.field().is_none() && line.origin().is_some_and(is_there)
        })
    };
    const ROLE: &str = "gmd:CI_RoleCode/@codeListValue";
    if let Some(line) = left("/gmd:pointOfContact", ROLE) {
        let message = format!(
            "Le rôle du contact ({}) n’est pas de l’ISO 19139 : data.gouv.fr ne lit pas le contact.",
            quote(line.raw().unwrap_or_default())
        );
        let evidence = Evidence { field: "contact_points", ..Evidence::from(line) };
        return Some(Occurrence::at(evidence, message).suggesting(Some("pointOfContact".to_owned())));
    }
    if let Some(line) = left("/gmd:pointOfContact", "") {
        let message = "Le contact n’a pas de rôle (gmd:role) : data.gouv.fr ne le lit pas.";
        const PARTY: &str = "gmd:CI_ResponsibleParty";
        let party = line.origin().and_then(|origin| origin.get(..origin.find(PARTY)? + PARTY.len()));
        let party = party.unwrap_or("gmd:pointOfContact/gmd:CI_ResponsibleParty");
        let path = format!("{party}/gmd:role/{ROLE}").into();
        let evidence = Evidence { field: "contact_points", path, ..Evidence::default() };
        return Some(Occurrence::at(evidence, message).suggesting(Some("pointOfContact".to_owned())));
    }
    // That of the record itself is told first.
    if super::contact::is_of_the_record(context) {
        return None;
    }
    let others =
        [("/gmd:distributorContact", "du distributeur"), ("/gmd:citedResponsibleParty", "de la citation")];
    let (line, whose) = others.into_iter().find_map(|(step, whose)| Some((left(step, "")?, whose)))?;
    let message = format!(
        "Le contact est celui {whose}, que data.gouv.fr ne lit pas : répétez-le comme contact de la ressource (gmd:pointOfContact)."
    );
    Some(Occurrence::at(Evidence { field: "contact_points", ..Evidence::from(line) }, message))
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
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        let Some(terms) = terms_lost_with_files(context) else { return Vec::new() };
        let message = format!(
            "Les conditions d’utilisation de la fiche ({}) sont perdues parce qu’aucun lien de la fiche ne devient un fichier : le premier qui en devient un les fera arriver.",
            quote(terms)
        );
        vec![Occurrence::in_field("license", message)]
    }),
    ..BASE
};
