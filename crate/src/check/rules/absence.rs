//! Values that only say that there is none.

use crate::text::slug::slugify;

/// Whether a text says that what is asked is not known, in place of a value: « inconnue », « N/A », « à définir ».
pub(super) fn is_unknown(text: &str) -> bool {
    const UNKNOWN: [&str; 32] = [
        "",
        "unknown",
        "inconnu",
        "inconnue",
        "non-renseigne",
        "non-renseignee",
        "non-precise",
        "non-precisee",
        "non-specifie",
        "non-specifiee",
        "non-defini",
        "non-definie",
        "non-determine",
        "non-determinee",
        "non-connu",
        "non-connue",
        "indetermine",
        "indeterminee",
        "a-definir",
        "a-preciser",
        "a-completer",
        "a-renseigner",
        "non-applicable",
        "sans-objet",
        "not-specified",
        "undefined",
        "n-a",
        "na",
        "none",
        "null",
        // What programs write of a value that is no text.
        "nan",
        "object-object",
    ];
    UNKNOWN.contains(&slugify(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::is_unknown;

    #[test]
    fn what_says_nothing_is_told_from_values() {
        for text in ["Inconnue", " N/A ", "-", "À définir", "non précisée", ""] {
            assert!(is_unknown(text), "{text}");
        }
        for text in ["annuelle", "jamais", "Lyon", "Licence ouverte", "Non planifiée", "Nantes"] {
            assert!(!is_unknown(text), "{text}");
        }
    }
}
