//! Words that rules share.

use crate::{check::InBulk, model::Entry};

/// Characters of a value shown in a message.
const SHOWN: usize = 120;

/// « valeur », cut when long, on one line; what is not written is said to be so.
pub fn quote(text: &str) -> String {
    if text.trim().is_empty() {
        return "(vide)".to_owned();
    }
    let mut shown = String::with_capacity(text.len().min(4 * SHOWN) + 8);
    let mut characters = text.trim().chars();
    for c in characters.by_ref().take(SHOWN) {
        shown.push(if c.is_control() { ' ' } else { c });
    }
    let end = if characters.next().is_some() { "…" } else { "" };
    // What a graph makes of an address of no letter.
    let empty = if is_empty_address(text) { " (adresse vide)" } else { "" };
    ["« ", shown.trim_end(), end, " »", empty].concat()
}

/// Whether an address has a scheme and nothing else: `file://`, which an empty address becomes in a graph, or `https://`.
pub fn is_empty_address(text: &str) -> bool {
    let after =
        text.trim().split_once("://").filter(|(scheme, _)| matches!(*scheme, "file" | "http" | "https"));
    after.is_some_and(|(_, rest)| rest.trim_end_matches('/').is_empty())
}

/// « a », « b », « c » and how many more.
pub fn list<'a>(values: impl IntoIterator<Item = &'a str>, shown: usize) -> String {
    let mut values = values.into_iter();
    let first: Vec<_> = values.by_ref().take(shown).map(quote).collect();
    let more = values.count();
    let end = if more > 0 { format!(" et {more} de plus") } else { String::new() };
    format!("{}{end}", first.join(", "))
}

/// Whether a text is the names of properties, of a node of which nothing else can be shown: « time:hasBeginning, time:hasEnd ».
pub fn is_of_names(raw: &str) -> bool {
    let is_name = |name: &str| {
        // A property of a vocabulary that has no usual prefix.
        if name.starts_with("<http") && name.ends_with('>') {
            return true;
        }
        let (prefix, local) = name.split_once(':').unwrap_or_default();
        let is_local = local.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_prefix = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_lowercase());
        is_prefix && is_local && local.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    raw.split(", ").all(is_name)
}

/// What became of the value of a line.
pub fn why(line: Entry<'_>) -> String {
    line.change().map(ToString::to_string).unwrap_or_default()
}

/// How to fix many records that share a cause.
pub const TEMPLATE: InBulk = InBulk::Said(
    "Si toutes les fiches sont touchées, cherchez leur cause commune (gabarit de l’export, réglage du portail) et corrigez-la une seule fois ; sinon, filtrez la liste sur ce constat et corrigez fiche par fiche.",
);

/// How to see that it is fixed.
pub const AGAIN: &str =
    "Corrigez une fiche, puis refaites l’aperçu : ce constat doit disparaître de la fiche.";

/// How to see that a refusal is fixed.
pub const ARRIVES: &str = "Refaites l’aperçu : la fiche ne doit plus être ignorée ni en échec.";

#[cfg(test)]
mod tests {
    use super::{is_empty_address, quote};

    #[test]
    fn an_empty_address_is_said_to_be_one() {
        for address in ["file://", "file:////", "https://"] {
            assert!(is_empty_address(address), "{address}");
        }
        assert_eq!(quote("file://"), "« file:// » (adresse vide)");
        for address in ["", "file:///a.csv", "https://x.fr", "urn://"] {
            assert!(!is_empty_address(address), "{address}");
        }
    }
}
