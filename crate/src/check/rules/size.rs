//! The size and the checksum of a file.

use super::{BASE, REFUSED, quoting::quote, resource::each};
use crate::{
    check::{Check, Occurrence, Rule, Severity, fixes},
    model::{FileSize, Invalid, Loss, Refusal, refusal::ConversionError},
};

/// A size that is no number makes the whole record fail.
pub static SIZE: Rule = Rule {
    code: "taille-invalide",
    title: "Taille de fichier refusée",
    constat: "La taille d’un fichier n’est pas un nombre entier d’octets (« 12 Ko », « 12 Mo »).",
    effect: "Toute la fiche échoue.",
    fixes: fixes::SIZE,
    check: Check::Record(|context| {
        context.refused("taille-invalide", |refusal| {
            let raw = match refusal.refusal {
                Some(Refusal::Conversion(ConversionError::NotANumber(text))) => text,
                _ => refusal.raw(),
            };
            let which = if raw.is_empty() { String::new() } else { format!(" {}", quote(raw)) };
            if context.harvester(|it| it.reads_units) {
                return format!("La taille{which} est illisible : toute la fiche échoue. Écrivez un nombre et son unité, comme « 12 Ko ».");
            }
            format!("La taille{which} n’est pas un nombre entier d’octets : toute la fiche échoue.")
        })
        .into_iter()
        .map(|found| {
            let raw = found.evidence.raw.as_deref();
            let size = if context.harvester(|it| it.reads_units) { raw.and_then(with_unit) } else { raw.and_then(in_bytes) };
            found.suggesting(size)
        })
        .collect()
    }),
    ..REFUSED
};

/// `3,5 Mo` as `3.5 Mo`, `1 204 octets` as `1204 octets`, which DKAN's harvester reads.
fn with_unit(raw: &str) -> Option<String> {
    in_bytes(raw)?;
    let (number, unit) = number_and_unit(raw)?;
    (!unit.is_empty()).then(|| format!("{number} {unit}"))
}

/// `12 Ko` as `12288`, `1 024` as `1024`.
fn in_bytes(raw: &str) -> Option<String> {
    let (number, unit) = number_and_unit(raw)?;
    let power = match unit.to_lowercase().as_str() {
        // A whole number alone is what udata reads: something else is wrong with it.
        "" if number == raw.trim() || number.contains('.') => return None,
        "" | "o" | "octets" | "b" | "bytes" => 0,
        "ko" | "kb" | "kio" | "kib" => 1,
        "mo" | "mb" | "mio" | "mib" => 2,
        "go" | "gb" | "gio" | "gib" => 3,
        _ => return None,
    };
    Some(format!("{:.0}", number.parse::<f64>().ok()? * 1024_f64.powi(power)))
}

/// The number of a size, without the spaces that group its digits and with a decimal point, then its unit.
fn number_and_unit(raw: &str) -> Option<(String, &str)> {
    let raw = raw.trim();
    let end = raw.find(char::is_alphabetic).unwrap_or(raw.len());
    let (number, unit) = raw.split_at_checked(end)?;
    let number: String = number.replace(',', ".").split_whitespace().collect();
    number.starts_with(|c: char| c.is_ascii_digit()).then_some((number, unit.trim()))
}

/// A size that is no size, and is shown.
pub static NEGATIVE: Rule = Rule {
    code: "taille-negative",
    severity: Severity::Advice,
    silent: true,
    title: "Taille de fichier négative",
    constat: "La taille d’un fichier est un nombre négatif (« -1 », que des logiciels écrivent pour une taille inconnue).",
    effect: "data.gouv.fr la garde et l’affiche : « -1,0 o ».",
    fixes: fixes::SIZE,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let size = resource.filesize.as_ref().map(FileSize::bytes).filter(|size| *size < 0)?;
                let message = format!(
                    "La taille {} sera affichée telle quelle : donnez le nombre d’octets, ou rien.",
                    quote(&size.to_string())
                );
                Some(context.in_resource(index, "filesize", &size.to_string(), message))
            })
            .collect()
    }),
    ..BASE
};

/// An integer that the database cannot hold makes the whole record fail.
pub static LARGE_INTEGER: Rule = Rule {
    code: "entier-trop-grand",
    title: "Nombre trop grand",
    constat: "Un nombre entier (taille d’un fichier, extra, coordonnée) dépasse 64 bits, soit environ 9 milliards de milliards.",
    effect: "data.gouv.fr lit la fiche mais ne peut pas l’enregistrer : elle échoue.",
    fixes: fixes::RESOURCE,
    check: Check::Refused(|_, refusal| {
        format!(
            "Le nombre {} dépasse 64 bits : data.gouv.fr ne peut pas enregistrer la fiche. Corrigez-le, ou retirez-le.",
            quote(refusal.raw())
        )
    }),
    ..REFUSED
};

/// A value of a type that the database does not know makes the whole record fail.
pub static UNKNOWN_CLASS: Rule = Rule {
    code: "type-non-enregistrable",
    title: "Valeur d’un type qui ne s’enregistre pas",
    constat: "La provenance d’un jeu (dct:provenance), ou les droits d’un fichier (dct:rights, dct:accessRights), sont écrits comme une date, une heure, une durée, un nombre décimal ou du XML (xsd:date, xsd:decimal, rdf:XMLLiteral).",
    effect: "data.gouv.fr lit la fiche mais ne peut pas l’enregistrer : elle échoue.",
    fixes: fixes::PROPERTY,
    check: Check::Refused(|_, refusal| {
        let place = refusal.place().map(|(place, _)| place.path.as_ref()).unwrap_or_default();
        format!(
            "La valeur {} ({place}) a un type que data.gouv.fr ne peut pas enregistrer à cet endroit : toute la fiche échoue. Écrivez-la comme un texte, sans type.",
            quote(refusal.raw())
        )
    }),
    ..REFUSED
};

/// A checksum without its algorithm makes the whole record fail, and so does one whose value is no text: DCAT asks for
/// xsd:hexBinary, that rdflib makes bytes of.
pub static CHECKSUM: Rule = Rule {
    code: "checksum-invalide",
    title: "Empreinte de fichier refusée",
    constat: "Une empreinte (spdx:checksum) n’a pas d’algorithme, pas de valeur, ou une valeur qui porte un type (xsd:hexBinary).",
    effect: "Toute la fiche échoue.",
    fixes: fixes::CHECKSUM,
    check: Check::Refused(|_, refusal| {
        if refusal.place().is_some_and(|(place, loss)| {
            place.is_written() && matches!(loss, Loss::Invalid(why) if **why == Invalid::Text)
        }) {
            return format!(
                "L’empreinte {} porte un type (xsd:hexBinary, le plus souvent), et data.gouv.fr n’y accepte qu’un texte : toute la fiche échoue. Écrivez-la sans type.",
                quote(refusal.raw())
            );
        }
        "Une empreinte de fichier est incomplète : toute la fiche échoue. Donnez spdx:algorithm (md5, sha1 ou sha256) et spdx:checksumValue, ou retirez l’empreinte.".to_owned()
    }),
    ..REFUSED
};

/// A checksum that udata does not know.
pub static CHECKSUM_LOST: Rule = Rule {
    code: "checksum-perdu",
    severity: Severity::Advice,
    title: "Empreinte de fichier perdue",
    constat: "L’algorithme de l’empreinte n’est ni md5, ni sha1, ni sha256.",
    effect: "data.gouv.fr ne garde pas l’empreinte.",
    fixes: fixes::CHECKSUM,
    check: Check::Record(|context| {
        context
            .lost("checksum")
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                // Its correction alone would turn a loss into a failure.
                let caution = match line.loss() {
                    Some(Loss::UnknownAlgorithmOfTyped) => " Sa valeur porte un type (xsd:hexBinary, le plus souvent) : retirez-le d’abord, ou toute la fiche échouera avec un algorithme connu.",
                    _ => "",
                };
                Occurrence::at(
                    line,
                    format!("L’algorithme {} n’est pas connu : l’empreinte sera perdue.{caution}", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::{in_bytes, with_unit};

    #[test]
    fn sizes_become_bytes() {
        assert_eq!(in_bytes("12 Ko").as_deref(), Some("12288"));
        assert_eq!(in_bytes("1,5 Mo").as_deref(), Some("1572864"));
        assert_eq!(in_bytes("1 024").as_deref(), Some("1024"));
        assert_eq!(in_bytes("1\u{202f}204 octets").as_deref(), Some("1204"));
        assert_eq!(with_unit("1 204 octets").as_deref(), Some("1204 octets"));
        assert_eq!(with_unit("3,5 Mo").as_deref(), Some("3.5 Mo"));
        assert_eq!(with_unit("1 024"), None);
        assert_eq!(in_bytes("12"), None);
        assert_eq!(in_bytes("12.5"), None);
        assert_eq!(in_bytes("douze Ko"), None);
    }
}
