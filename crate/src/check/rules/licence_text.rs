//! What a text says of a licence: the one it means, and how a source writes one.

use super::quoting::quote;
use crate::{check::RuleContext, harvest::RecordSchema, model::licence, text::slug::slugify};

/// The licence that a text most probably means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) id: &'static str,
    /// Whether the text says which version, where there are several.
    pub(super) is_certain: bool,
}

/// Words that only one licence has, in order.
pub(super) fn meant(text: &str) -> Option<Meant> {
    // « Licence Ouverte 2.0, compatible avec CC BY » is the first.
    let slug = slugify(text);
    let slug = slug.split("-compatible").next().unwrap_or_default();
    let has = |word: &str| slug.contains(word);
    let words: Vec<&str> = slug.split('-').collect();
    let word = |wanted: &str| words.contains(&wanted);
    let named = ["licence-ouverte", "open-licence", "licenceouverte"].into_iter().find(|name| has(name));
    let is_lo = |pair: &[&str]| matches!(pair, ["lo", "1" | "2" | "v1" | "v2"]);
    let french = has("etalab")
        || word("lo") && words.len() < 4
        || words.windows(2).any(is_lo)
        || word("lov1")
        || word("lov2")
        || named.is_some();
    // ODC_BL is its code in the European list.
    let is_odbl = word("odbl") || has("open-database-license") || has("authority-licence-odc-bl");
    let is_creative = word("cc") || word("cc0") || has("creative-commons") || has("creativecommons");
    // « Licence Ouverte ou ODbL », « Licence Ouverte, sauf les photos (CC BY-NC) » are two.
    if [french, is_odbl, is_creative].into_iter().filter(|is| *is).count() > 1 {
        return None;
    }
    if french {
        let of_version = |n: &str, joined: [&str; 3]| word(n) || joined.iter().any(|name| word(name));
        let second = of_version("2", ["v2", "lov2", "etalab2"]);
        // The file of the first version (2011) does not name it; that of the second does.
        let is_first_file = || ["licence-ouverte-pdf", "open-licence-pdf"].into_iter().any(has);
        let first = of_version("1", ["v1", "lov1", "etalab1"]) || !second && is_first_file();
        // « Licence ouverte de la Métropole » is that of somebody else.
        let of_others = || {
            let after = named.and_then(|name| slug.split_once(name)).map_or("", |(_, after)| after);
            ["-de", "-du", "-des", "-d"].iter().any(|of| after == *of || after.starts_with(&format!("{of}-")))
        };
        if !first && !second && !has("etalab") && of_others() {
            return None;
        }
        return Some(match (first, second) {
            (true, false) => Meant { id: "fr-lo", is_certain: true },
            (_, second) => Meant { id: "lov2", is_certain: second },
        });
    }
    let id = if is_odbl {
        "odc-odbl"
    } else if ["odc-by", "opendatacommons-org-licenses-by", "open-data-commons-attribution"]
        .into_iter()
        .any(has)
    {
        "odc-by"
    } else if word("pddl") || has("public-domain-dedication-and-licen") && !word("cc0") {
        "odc-pddl"
    } else if slug == "domaine-public" || slug == "public-domain" {
        "other-pd"
    } else if word("cc0") || has("publicdomain-zero") {
        "cc-zero"
    } else if is_creative {
        // « Creative Commons » alone names none of them.
        let is_restricted = ["nc", "nd", "noncommercial", "nonderivative", "noderivatives", "noderivs"];
        let restricts = is_restricted.into_iter().any(word)
            || has("non-commercial")
            || has("no-deriv")
            || has("pas-d-utilisation-commerciale");
        let asks_credit = word("by") || has("attribution") || has("naamsvermelding");
        match (word("zero"), word("sa") || has("share-alike") || has("sharealike")) {
            _ if restricts => return None,
            (true, _) => "cc-zero",
            (_, true) if asks_credit => "cc-by-sa",
            _ if asks_credit => "cc-by",
            _ => return None,
        }
    } else {
        return None;
    };
    licence::by_id(id).map(|_| Meant { id, is_certain: true })
}

/// What is said of a text that stands where conditions of use are asked, and names no licence: those of INSPIRE, and
/// what says that there are none.
pub(super) fn conditions(text: &str) -> Option<String> {
    const NONE: [&str; 13] = [
        "noconditionsapply",
        "no-conditions-apply",
        "aucune-condition",
        "aucune-contrainte",
        "aucune-restriction",
        "aucune-limitation",
        "pas-de-contrainte",
        "pas-de-limitation",
        "pas-de-restriction-d-u",
        "sans-contrainte",
        "sans-restriction",
        "libre-de-droit",
        "usage-libre",
    ];
    const FREE: [&str; 4] =
        ["utilisation-libre", "libre-utilisation", "reutilisation-libre", "libre-reutilisation"];
    const UNKNOWN: [&str; 4] = [
        "conditionsunknown",
        "conditions-unknown",
        "conditions-inconnues",
        "conditions-d-acces-et-d-utilisation-inconnues",
    ];
    let slug = slugify(text.rsplit('/').next().unwrap_or(text));
    let starts = |words: &[&str]| words.iter().any(|word| slug.starts_with(word));
    if starts(&UNKNOWN) {
        Some(format!("La fiche dit que ses conditions sont inconnues ({}) : la licence manque.", quote(text)))
    } else if meant(text).is_none() && (starts(&NONE) || starts(&FREE)) {
        Some(format!(
            "{} n’est pas une licence, que data.gouv.fr attend par son nom : celle-ci manque.",
            quote(text)
        ))
    } else {
        None
    }
}

/// Whether a text names a licence.
pub(super) fn is_named(text: &str) -> bool {
    licence::guess([text]).is_some() || meant(text).is_some()
}

/// A licence as the source writes it, so that data.gouv.fr recognises that very one.
pub(super) fn in_source_words(id: &str, context: &RuleContext<'_>) -> String {
    in_schema(id, context.schema())
}

/// The same, for whatever records are written in.
pub(crate) fn in_schema(id: &str, schema: Option<RecordSchema>) -> String {
    let known = licence::by_id(id);
    let shown = match schema {
        Some(RecordSchema::Dcat | RecordSchema::Iso19139) => known.and_then(|licence| licence.url.as_deref()),
        Some(RecordSchema::Opendatasoft) => known.map(|licence| licence.title.as_str()),
        _ => None,
    };
    let is_that = |text: &&str| licence::guess([*text]).is_some_and(|guess| guess.licence.id == id);
    shown.filter(is_that).unwrap_or(id).to_owned()
}

/// Whether a text holds a tag.
pub(super) fn is_html(text: &str) -> bool {
    text.find('<').is_some_and(|start| {
        let after = text.get(start + 1..).unwrap_or_default();
        after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
            && (after.contains('>') || text.ends_with('…'))
    })
}

/// The address of a link.
pub(super) fn address_in(html: &str) -> Option<&str> {
    let start = html.find("http")?;
    html.get(start..)?.split(['\'', '"', '<', '>', ' ']).next()
}

#[cfg(test)]
mod tests {
    use super::{is_html, meant};

    #[test]
    fn prose_gives_the_probable_licence() {
        for (text, id) in [
            ("Licence ouverte Etalab 2.0", Some("lov2")),
            ("https://spdx.org/licenses/etalab-2.0", Some("lov2")),
            ("http://publications.europa.eu/resource/authority/licence/ETALAB_2_0", Some("lov2")),
            ("Données publiées sous Licence Ouverte 2.0 (Etalab)", Some("lov2")),
            ("Licence Ouverte Etalab v1.0", Some("fr-lo")),
            ("https://wiki.data.gouv.fr/images/9/9d/Licence_Ouverte.pdf", Some("fr-lo")),
            (
                "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
                Some("lov2"),
            ),
            ("Open Database License (ODbL)", Some("odc-odbl")),
            ("http://publications.europa.eu/resource/authority/licence/ODC_BL", Some("odc-odbl")),
            ("ODbL", Some("odc-odbl")),
            ("CC BY 4.0", Some("cc-by")),
            ("CC BY-SA 4.0", Some("cc-by-sa")),
            ("https://creativecommons.org/licenses/by/4.0/", Some("cc-by")),
            ("CC0", Some("cc-zero")),
            ("CC BY-NC 4.0", None),
            ("ODC-BY 1.0", Some("odc-by")),
            ("https://opendatacommons.org/licenses/by/1-0/", Some("odc-by")),
            ("Licence Ouverte / ODbL", None),
            ("Licence ouverte 2.0 (sauf photos : CC-BY-NC)", None),
            ("Licence Ouverte 2.0, compatible avec CC BY 4.0", Some("lov2")),
            ("Usage libre sous réserve de mentionner la source", None),
            ("", None),
        ] {
            assert_eq!(meant(text).map(|meant| meant.id), id, "{text}");
        }
    }

    #[test]
    fn a_version_leaves_no_doubt() {
        for (text, id, is_certain) in [
            ("Licence Ouverte 2.0", "lov2", true),
            ("Licence Ouverte 1.0", "fr-lo", true),
            ("Licence Ouverte version 1", "fr-lo", true),
            ("Licence Ouverte", "lov2", false),
            ("LOV2", "lov2", true),
            ("Licence ouverte Etalab de la ville", "lov2", false),
        ] {
            let found = meant(text).map(|meant| (meant.id, meant.is_certain));
            assert_eq!(found, Some((id, is_certain)), "{text}");
        }
        assert_eq!(meant("Licence ouverte de la Métropole"), None);
        assert_eq!(meant("Licence Ouverte de l’agglo"), None);
    }

    #[test]
    fn tags_are_told_from_comparisons() {
        assert!(is_html("<a href='https://x.fr'>LO</a>"));
        assert!(!is_html("5 < 6 et 7 > 2"));
    }
}
