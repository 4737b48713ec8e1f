//! A limit on access: what texts say of it, and what data.gouv.fr makes of it.

use super::{BASE, access_elsewhere, iso, quoting::quote};
use crate::{
    check::{Check, Evidence, InBulk, Occurrence, Rule, RuleLevel, fixes},
    model::{AccessType, Entry},
    text::{needles::Needles, slug::slugify},
};

/// Codes of the European table of access rights that are not public.
const CODES: [&str; 4] = ["RESTRICTED", "NON_PUBLIC", "CONFIDENTIAL", "SENSITIVE"];

/// What is a limit by itself, and says nothing within a longer text, as slugs.
const ALONE: [&str; 14] = [
    "interne",
    "sur-demande",
    "payant",
    "sur-abonnement",
    "internal",
    "on-request",
    "private",
    "rgpd",
    "donnees-personnelles",
    "donnees-personnelles-rgpd",
    "donnees-a-caractere-personnel",
    "donnees-a-caractere-personnel-rgpd",
    "contient-des-donnees-personnelles",
    "contient-des-donnees-a-caractere-personnel",
];

/// Words that tell a limit, as slugs.
const WORDS: Needles = Needles::new(&[
    "restreint",
    "restricted",
    "restriction",
    "non-public",
    "confidentiel",
    "confidential",
    "non-diffusable",
    "non-communicable",
    "diffusion-interdite",
    "diffusion-interne",
    "diffusion-limitee",
    "usage-interne",
    "acces-interne",
    "acces-interdit",
    "acces-limite",
    "acces-reserve",
    "acces-soumis",
    "acces-sur-demande",
    "acces-payant",
    "acces-sur-abonnement",
    "donnees-payantes",
    "access-limited",
    "limited-access",
    "reserve-aux",
    "uniquement-aux",
    "prive",
    "embargo",
    "donnee-sensible",
    "donnees-sensibles",
    "consultation-sur-place",
    "secret-statistique",
    "secret-defense",
    "secret-des-affaires",
    "l124-4",
    "l124-5",
]);

/// Words before a limit that deny it, wherever they stand in its clause: « aucun des articles de la loi ne peut être
/// invoqué pour justifier d’une restriction ».
const DENIALS: [&str; 15] = [
    "non",
    "pas",
    "aucun",
    "aucune",
    "sans",
    "ni",
    "no",
    "not",
    "none",
    "without",
    "leve",
    "levee",
    "nolimitations",
    "unrestricted",
    "neant",
];

/// Words that speak of the use of data, which their licence rules, and not of the access to it.
const USES: [&str; 7] =
    ["usage", "utilisation", "reutilisation", "reproduction", "commercial", "commerciale", "use"];

/// Whether a text restricts the access to the data.
pub(super) fn is_restriction(text: &str) -> bool {
    is_restriction_as(text, &slug_of(text))
}

/// Whether a text, whose slug is given, restricts the access to the data.
fn is_restriction_as(text: &str, slug: &str) -> bool {
    if let Some((_, code)) = text.rsplit_once("/access-right/") {
        return CODES.contains(&code.trim_end_matches('/').to_uppercase().as_str());
    }
    const LIMITATION: &str = "INSPIRE_Directive_Article13";
    if !text.contains(' ') && text.contains("://") {
        return text.contains(LIMITATION);
    }
    if text.contains(LIMITATION)
        || ALONE.contains(&slug)
        || CODES.iter().any(|code| slug.eq_ignore_ascii_case(&code.replace('_', "-")))
        || article_13(slug).is_some()
    {
        return true;
    }
    WORDS.are_in(slug)
        && clauses(&text.replace("L. ", "L")).any(|(said, answer)| {
            let answer = slug_of(answer);
            limits(&answer) || !is_no(&answer) && limits(&slug_of(said))
        })
}

/// The parts of a text of which each is denied by itself, and what answers it: « Restrictions d’accès : aucune ».
fn clauses(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split([';', ',', '\n']).flat_map(|part| part.split(". ")).flat_map(|part| part.split(" mais ")).map(
        |clause| clause.split_once([':', '(']).or_else(|| clause.split_once(" - ")).unwrap_or((clause, "")),
    )
}

/// Whether an answer denies what it answers: « aucune », « pas de restriction ».
fn is_no(answer: &str) -> bool {
    let (first, rest) = answer.split_once('-').unwrap_or((answer, ""));
    DENIALS.contains(&first) && (rest.is_empty() || WORDS.are_in(rest))
}

/// Whether a clause tells a limit, without denying it.
fn limits(slug: &str) -> bool {
    let words = || slug.split('-');
    let is_of_use = words().any(|word| USES.contains(&word))
        && !words()
            .any(|word| ["acces", "access", "diffusion", "consultation", "interne", "aux"].contains(&word));
    WORDS.places(slug).any(|at| {
        let (before, limit) = slug.split_at_checked(at).unwrap_or_default();
        (before.is_empty() || before.ends_with('-'))
            && !(is_of_use && limit.starts_with("restr"))
            && !before.split('-').any(|word| DENIALS.contains(&word))
    })
}

/// A text as words, each article of the code of the environment as one: « L. 124-4 » as `l124-4`.
fn slug_of(text: &str) -> String {
    let mut before = ' ';
    let apart: String = text
        .chars()
        .filter(|&c| {
            let is_of_article = c == '.' && matches!(before, 'l' | 'L');
            before = c;
            !is_of_article
        })
        .map(|c| if matches!(c, '’' | '\'') { ' ' } else { c })
        .collect();
    slugify(&apart).replace("l-124", "l124")
}

/// The letter of the limitation of INSPIRE that a text names by its article of the directive: « Article 13.1.b ».
fn article_13(slug: &str) -> Option<char> {
    let (_, after) = slug.split_once("article-13-1-")?;
    let letter = after.split('-').next()?;
    letter.chars().next().filter(|point| letter.len() == 1 && ('a'..='h').contains(point))
}

/// Whether a text says who may access the data, be it that everyone may.
pub(super) fn is_about_access(text: &str) -> bool {
    let slug = slug_of(text);
    // What is denied is a limit too.
    let denies = || {
        const LIMITS: Needles = Needles::new(&[
            "restriction",
            "restrict",
            "restreint",
            "limitation",
            "confidentiel",
            "condition",
        ]);
        LIMITS.are_in(&slug) && slug.split('-').any(|word| DENIALS.contains(&word))
    };
    text.contains("LimitationsOnPublicAccess") || is_restriction_as(text, &slug) || denies()
}

/// The address of the limitation of INSPIRE that an article of the French code of the environment is, when it is
/// only one.
pub(super) fn limitation(text: &str) -> Option<String> {
    const ARTICLES: [(&str, char); 5] = [
        ("l124-5-ii-1", 'b'),
        ("l124-5-ii-2", 'c'),
        ("l124-5-ii-3", 'e'),
        ("l124-4-i-3", 'g'),
        ("l124-4-i-2", 'h'),
    ];
    let slug = slug_of(text);
    // Its address with another scheme.
    let of_address = || {
        let (_, point) = text.rsplit_once("INSPIRE_Directive_Article13_1")?;
        point.trim_end_matches('/').parse().ok().filter(|point| ('a'..='h').contains(point))
    };
    let named = ARTICLES.iter().find(|(article, _)| {
        slug.split_once(article).is_some_and(|(_, after)| after.is_empty() || after.starts_with('-'))
    });
    let point = named.map(|(_, point)| *point).or_else(|| article_13(&slug)).or_else(of_address)?;
    Some(format!(
        "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1{point}"
    ))
}

/// Restricted access: data.gouv.fr erases the licence.
pub static RESTRICTED: Rule = Rule {
    code: "acces-restreint",
    silent: true,
    level: RuleLevel::Record,
    title: "Accès restreint, licence retirée",
    constat: "La fiche déclare une limitation d’accès public au sens d’INSPIRE.",
    effect: "data.gouv.fr affiche un accès restreint, efface la licence et ne montre pas la qualité. C’est normal si l’accès est réellement restreint ; sinon, une donnée ouverte paraît fermée.",
    fixes: fixes::ACCESS,
    in_bulk: InBulk::Said(
        "Rien à corriger si l’accès est restreint ; sinon, retirez la limitation d’accès dans le gabarit de l’export ou par lot.",
    ),
    verify: "La fiche d’une donnée ouverte ne doit pas parler d’accès restreint.",
    check: Check::Record(|context| {
        if context.dataset().is_none_or(|dataset| dataset.access_type != AccessType::Restricted) {
            return Vec::new();
        }
        let line = context.taken("access_type").next();
        let label = line.map_or_else(String::new, |(_, raw)| format!(" ({})", quote(raw)));
        let message = format!(
            "Cette fiche déclare une restriction d’accès{label} : data.gouv.fr l’affichera en accès restreint et retirera la licence. Si la donnée est ouverte, écrivez « Pas de restriction d’accès public »."
        );
        // What the portal wrote is the limit; what is lost is the licence.
        let mut evidence = line.map(|(line, _)| Evidence::from(line)).unwrap_or_default();
        evidence.field = if context.lost("license").next().is_some() { "license" } else { "access_type" };
        vec![Occurrence::at(evidence, message)]
    }),
    ..BASE
};

/// A limit of an ISO record whose conversion puts constraints on files, and finds no file.
fn is_lost_limit(line: Entry<'_>) -> bool {
    iso::is_constraint(line) && line.raw().is_some_and(is_restriction)
}

/// A restriction that data.gouv.fr does not understand: the data is published as open.
pub static NOT_RESTRICTED: Rule = Rule {
    code: "acces-non-compris",
    silent: true,
    level: RuleLevel::Record,
    title: "Restriction d’accès non comprise",
    constat: "La fiche dit que son accès est restreint, dans un champ que data.gouv.fr ne lit pas, ou dans des termes qu’il ne connaît pas : il ne comprend que les limitations d’INSPIRE, par leur adresse ou leur libellé exact.",
    effect: "data.gouv.fr affiche un accès ouvert.",
    fixes: fixes::ACCESS,
    in_bulk: InBulk::Said(
        "Écrivez l’adresse de la limitation d’INSPIRE dans le gabarit de l’export ; une fiche qui ne doit pas être publiée est à retirer du catalogue moissonné.",
    ),
    verify: "Refaites l’aperçu : la fiche doit dire « Accès restreint ».",
    check: Check::Record(|context| {
        let is_open = context.dataset().is_some_and(|dataset| dataset.access_type == AccessType::Open);
        let has_no_file = context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        let is_lost = is_open && has_no_file;
        if let Some(line) = context.item.trace.entries().find(|line| is_lost && is_lost_limit(*line)) {
            let message = format!(
                "La fiche restreint l’accès ({}), ce qui est perdu avec ses fichiers : data.gouv.fr affichera un accès ouvert.",
                quote(line.raw().unwrap_or_default())
            );
            let evidence = Evidence { field: "access_type", ..Evidence::from(line) };
            return vec![Occurrence::at(evidence, message)];
        }
        let elsewhere =
            || access_elsewhere::elsewhere(context).or_else(|| access_elsewhere::beside_an_address(context));
        // The harvest gives no API any limit.
        if (is_open || context.item.dataservice().is_some())
            && let Some(found) = elsewhere()
        {
            return vec![found];
        }
        let rights = |field| context.taken(field).filter(|(_, raw)| is_restriction(raw));
        let Some((line, raw)) = rights("extras.dcat.accessRights").chain(rights("extras.dcat.rights")).next()
        else {
            return Vec::new();
        };
        if !is_open {
            return Vec::new();
        }
        let message = format!(
            "La fiche restreint l’accès ({}), mais data.gouv.fr ne le comprend pas : il affichera un accès ouvert.",
            quote(raw)
        );
        let evidence = Evidence { field: "access_type", ..Evidence::from(line) };
        vec![Occurrence::at(evidence, message).suggesting(limitation(raw))]
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_from_their_denial() {
        for text in [
            "http://publications.europa.eu/resource/authority/access-right/RESTRICTED",
            "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC",
            "NON_PUBLIC",
            "L124-5-II-1 du code de l’environnement",
            "Accès restreint aux agents",
            "Diffusion interne",
            "Article L. 124-4 du code de l’environnement",
            "Données confidentielles",
            "Diffusion limitée",
            "Sur demande",
            "Données non communicables",
            "Accès soumis à habilitation",
            "Accessible uniquement aux partenaires",
            "Secret statistique",
            "Public access limited according to Article 13(1)(b)",
            "Article 13.1.b",
            "INSPIRE_Directive_Article13_1b",
            "Donnée non confidentielle, accès réservé aux agents",
            "Accès réservé aux agents. Licence : aucune",
            "Accès réservé aux agents (pas de téléchargement)",
            "Accès restreint : données non communicables",
            "Accès payant",
            "Accès sur abonnement (200 € par an)",
            "RGPD",
            "Données personnelles (RGPD)",
            "Contient des données à caractère personnel",
        ] {
            assert!(is_restriction(text), "{text}");
        }
        for text in [
            "http://publications.europa.eu/resource/authority/access-right/PUBLIC",
            "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations",
            "Pas de restriction d’accès public selon INSPIRE",
            "Aucune restriction",
            "Aucun des articles de la loi ne peut être invoqué pour justifier d’une restriction d’accès public.",
            "No limitations on public access",
            "Données non confidentielles, sans restriction",
            "Non confidentiel",
            "Restrictions d’accès : aucune",
            "Accès restreint : non",
            "Restrictions d’accès (aucune)",
            "Restrictions d’accès : aucune restriction connue",
            "Les données ne sont pas soumises à restriction",
            "Levée de la restriction au 1er janvier 2024",
            "Restriction d’usage : mention de la source obligatoire",
            "Utilisation commerciale restreinte",
            "Autres formats sur demande",
            "Accès non payant",
            "Impression payante",
            "Conforme au RGPD",
            "Ne contient pas de données personnelles",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
            "Licence Ouverte 2.0",
            "",
        ] {
            assert!(!is_restriction(text), "{text}");
        }
    }

    #[test]
    fn an_article_is_one_limitation_or_several() {
        let point = |text| limitation(text).and_then(|address| address.chars().last());
        assert_eq!(point("L124-5-II-1 du code de l’environnement"), Some('b'));
        assert_eq!(point("article L. 124-5-II-3"), Some('e'));
        assert_eq!(point("L124-4-I-1 du code de l’environnement"), None);
        assert_eq!(point("Accès restreint"), None);
    }
}
