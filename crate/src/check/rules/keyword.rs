//! Keywords and themes.

use super::{
    BASE, coverage_elsewhere,
    filler::decoded,
    geojson::Amendment,
    quoting::{list, quote},
};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, Severity, fixes},
    harvest::RecordSchema,
    model::{Change, Entry, Loss},
    text::slug::slugify,
};

/// Which rule tells a lost keyword.
fn code_of(line: Entry<'_>) -> &'static str {
    match line.loss() {
        Some(Loss::KeywordAddress) => "mot-cle-uri",
        Some(Loss::UnlabelledTheme) => "theme-sans-libelle",
        Some(Loss::NearlyInspire) => "inspire-thesaurus",
        _ => "mot-cle-court",
    }
}

fn lost(context: &RuleContext<'_>, code: &str, message: fn(&str) -> String) -> Vec<Occurrence> {
    if context.item.record.is_none() {
        return Vec::new();
    }
    // How far the data reaches, in INSPIRE's list, is no keyword that anyone would look for.
    let is_scope =
        |line: &Entry<'_>| line.raw().is_some_and(|raw| raw.contains("/metadata-codelist/SpatialScope"));
    let lines: Vec<_> =
        context.lost("tags").filter(|line| code_of(*line) == code && !is_scope(line)).collect();
    let Some(first) = lines.first() else { return Vec::new() };
    let words = list(lines.iter().filter_map(|line| line.raw()), 5);
    vec![Occurrence::at(*first, message(&words))]
}

/// Too short to be a tag.
pub static SHORT: Rule = Rule {
    code: "mot-cle-court",
    severity: Severity::Advice,
    title: "Mot-clé trop court",
    constat: "Un mot-clé a moins de trois caractères.",
    effect: "data.gouv.fr le laisse de côté.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        lost(context, "mot-cle-court", |words| {
            format!("Trop court pour être repris : {words}. Écrivez au moins trois caractères.")
        })
    }),
    ..BASE
};

/// An address is no tag.
pub static ADDRESS: Rule = Rule {
    code: "mot-cle-uri",
    severity: Severity::Advice,
    title: "Adresse à la place d’un mot-clé",
    constat: "Un mot-clé est une adresse ou un nœud, et non un mot.",
    effect: "data.gouv.fr le laisse de côté ; écrite comme un texte, l’adresse devient un long mot-clé que personne ne cherchera.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        let mut found = lost(context, "mot-cle-uri", |words| {
            if words.contains("://") {
                format!(
                    "Une adresse n’est pas un mot-clé : {words}. Écrivez le mot dans dcat:keyword, l’adresse dans dcat:theme."
                )
            } else {
                format!("Un nœud n’est pas un mot-clé : {words}. Écrivez le mot lui-même dans dcat:keyword.")
            }
        });
        let is_keyword = |raw: &str| {
            let is_tag = || context.dataset().is_some_and(|dataset| dataset.tags.contains(&slugify(raw)));
            raw.contains("://") && is_tag()
        };
        let as_texts = context.taken("tags").filter(|(_, raw)| is_keyword(raw));
        found.extend(as_texts.map(|(line, raw)| {
            let message = format!("L’adresse {} deviendra un mot-clé. Écrivez le mot lui-même.", quote(raw));
            Occurrence::at(line, message)
        }));
        found
    }),
    ..BASE
};

/// A theme that is nothing but an address.
pub static THEME: Rule = Rule {
    code: "theme-sans-libelle",
    severity: Severity::Advice,
    title: "Thème sans libellé",
    constat: "Un thème (dcat:theme) est une adresse dont le catalogue ne donne pas le libellé (skos:prefLabel).",
    effect: "data.gouv.fr n’en tire aucun mot-clé : il ne va pas lire l’adresse.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        if context.schema() == Some(RecordSchema::Iso19139) {
            return lost(context, "theme-sans-libelle", |words| {
                format!(
                    "Le mot-clé est un lien (gmx:Anchor vers {words}), dont data.gouv.fr ne lit pas le texte ici. Écrivez le mot en texte (gco:CharacterString)."
                )
            });
        }
        lost(context, "theme-sans-libelle", |words| {
            format!(
                "Le catalogue ne donne aucun libellé à {words} (dcat:theme). Ajoutez skos:prefLabel, ou le mot en dcat:keyword."
            )
        })
    }),
    ..BASE
};

/// Several keywords in one.
pub static JOINED: Rule = Rule {
    code: "mots-cles-concatenes",
    severity: Severity::Advice,
    silent: true,
    title: "Plusieurs mots-clés en un seul",
    constat: "Un mot-clé contient plusieurs mots séparés par des virgules, des points-virgules ou des barres.",
    effect: "data.gouv.fr en fait un seul long mot-clé, coupé à 96 caractères, que personne ne cherchera.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        context
            .taken("tags")
            // The themes of Opendatasoft are cut at their commas.
            .filter(|(line, _)| line.change() != Some(&Change::Theme))
            .filter_map(|(line, raw)| {
                // The « ; » of « &amp; » separates nothing.
                let plain = decoded(raw);
                let words = split(plain.as_deref().unwrap_or(raw))?;
                let message = format!("{} deviendra un seul mot-clé. Donnez chaque mot à part.", quote(raw));
                let is_of_one_sign = words.iter().all(|word| !word.contains([',', ';', '|']));
                Some(Occurrence::at(line, message).suggesting(is_of_one_sign.then(|| words.join(" | "))))
            })
            .collect()
    }),
    ..BASE
};

/// The keywords of a list; a decimal comma or « Pays de la Loire, France » alone is none.
pub(super) fn split(raw: &str) -> Option<Vec<&str>> {
    let separator = [';', '|'].into_iter().find(|sign| raw.contains(*sign)).unwrap_or(',');
    let words: Vec<_> = raw.split(separator).map(str::trim).filter(|word| !word.is_empty()).collect();
    let short = words.iter().all(|word| word.chars().count() < 40 && word.chars().any(char::is_alphabetic));
    // A name has a capital, or several words: « eau, arbres » is two keywords.
    let is_common = |word: &&str| word.chars().all(|c| c.is_lowercase() || c == '-');
    let least = if separator == ',' && !words.iter().all(is_common) { 3 } else { 2 };
    (words.len() >= least && short).then_some(words)
}

/// No keyword.
pub static MISSING: Rule = Rule {
    code: "mot-cle-absent",
    severity: Severity::Advice,
    title: "Aucun mot-clé",
    constat: "La fiche n’a aucun mot-clé que data.gouv.fr reprenne.",
    effect: "On ne la trouve que par les mots de son titre et de sa description.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        let is_misnamed = || super::property::written_for(context.item, "dcat:keyword").is_some();
        if context.dataset().is_none_or(|dataset| !dataset.tags.is_empty()) || is_misnamed() {
            return Vec::new();
        }
        vec![match coverage_elsewhere::keywords(context.item, context.schema()) {
            Some(Amendment { message, fixed }) => {
                let evidence = Evidence { field: "tags", path: "dcat:keyword".into(), ..Evidence::default() };
                Occurrence::at(evidence, message).suggesting(fixed)
            }
            None => Occurrence::in_field("tags", "La fiche n’aura aucun mot-clé."),
        }]
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn lists_are_told_from_phrases() {
        assert_eq!(split("eau, air, sol"), Some(vec!["eau", "air", "sol"]));
        assert_eq!(split("eau;air"), Some(vec!["eau", "air"]));
        assert_eq!(split("eau | air"), Some(vec!["eau", "air"]));
        assert_eq!(split("eau, arbres"), Some(vec!["eau", "arbres"]));
        for phrase in ["eau", "Angers, France", "bords de mer, plages", "2,5", "PM2,5", "eau;", "eau,"] {
            assert_eq!(split(phrase), None, "{phrase}");
        }
    }
}
