//! Fields of a template that nothing replaced: `{{tags}}` among the keywords, `{id}` in an address.

use super::{BASE, absence::is_unknown, quoting::quote, resource::each};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, Severity, fixes},
    model::Entry,
};

/// Whether a text holds a field of a template that nothing replaced: `{{licenseInfo}}`, `${licence}`, `%LICENCE%`.
pub(super) fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("${") || template(text).is_some()
}

/// The first field of a template: `{{titre}}`, `${titre}`; `[[titre]]` and `%titre%` when they are the whole text.
pub(super) fn template(text: &str) -> Option<&str> {
    const LONGEST_NAME: usize = 80;
    // Code and formulas have braces too.
    let is_name = |inside: &str| {
        let inside = inside.trim();
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':' | '|' | ' ');
        !inside.is_empty()
            && inside.len() <= LONGEST_NAME
            && inside.chars().all(is_of_name)
            && inside.contains(char::is_alphabetic)
    };
    let found = |(open, close): (&str, &str)| {
        text.match_indices(open).find_map(|(at, _)| {
            let start = at + open.len();
            // No further than a name goes: a text may be nothing but what opens one.
            let rest = text.as_bytes().get(start..)?;
            let mut ends = rest.windows(close.len()).take(LONGEST_NAME + 1);
            let length = ends.position(|end| end == close.as_bytes())?;
            let field = || text.get(at..start + length + close.len());
            text.get(start..start + length).filter(|inside| is_name(inside)).and_then(|_| field())
        })
    };
    let whole = |(open, close): (&str, &str)| {
        let inside = text.trim().strip_prefix(open)?.strip_suffix(close)?;
        (is_name(inside) && !inside.contains(' ')).then(|| text.trim())
    };
    let has_brace = || text.contains('{');
    [("{{", "}}"), ("${", "}")]
        .into_iter()
        .filter(|_| has_brace())
        .find_map(found)
        .or_else(|| [("[[", "]]"), ("%", "%"), ("<%=", "%>")].into_iter().find_map(whole))
}

/// The field of a template in an address, written with its braces or their codes.
///
/// The addresses of tiles and of operations of APIs have fields on purpose: only those of records and files are known.
fn in_address(address: &str) -> Option<&str> {
    const CODES: [(&str, &str); 3] = [("{", "}"), ("%7B", "%7D"), ("%7b", "%7d")];
    const OF_TILES: [&str; 9] = ["x", "y", "-y", "z", "s", "r", "q", "bbox", "quadkey"];
    const LONGEST_NAME: usize = 40;
    if !address.contains('{') && !address.contains("%7") {
        return None;
    }
    let of = |(open, close): (&str, &str)| {
        let start = address.find(open)?;
        let inside = start + open.len();
        let rest = address.get(inside..)?.trim_start_matches(open);
        let inside = address.len() - rest.len();
        let length = rest.find(close).filter(|length| *length <= LONGEST_NAME)?;
        let name = rest.get(..length)?;
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
        let is_name = name.contains(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_of_name);
        let is_tile = OF_TILES.contains(&name) || name.starts_with("Tile") || name.starts_with("bbox");
        // A GUID in braces is a value.
        let is_value = name.len() == 36 && name.bytes().filter(|byte| *byte == b'-').count() == 4;
        let after = address.get(inside + length..)?;
        let end = address.len() - after.trim_start_matches(close).len();
        (is_name && !is_tile && !is_value).then(|| address.get(start..end))?
    };
    CODES.into_iter().find_map(of)
}

/// A keyword that was to be filled in.
pub static KEYWORD: Rule = Rule {
    code: "mot-cle-modele",
    severity: Severity::Advice,
    silent: true,
    title: "Mot-clé à remplir",
    constat: "Un mot-clé n’est qu’un champ de gabarit qui n’a pas été rempli (« {{tags}} »), ou un texte d’attente (« à compléter », « undefined »).",
    effect: "data.gouv.fr en fait un mot-clé de la fiche (« tags »), que personne ne cherchera.",
    fixes: fixes::KEYWORD,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        let told = |(line, raw): (Entry<'_>, &str)| {
            let message = match template(raw) {
                Some(_) => format!(
                    "Le mot-clé {} est un champ de gabarit que rien n’a remplacé : retirez-le, ou donnez les mots.",
                    quote(raw)
                ),
                None if is_unknown(raw) => {
                    format!("Le mot-clé {} ne dit rien : retirez-le, ou donnez les mots.", quote(raw))
                }
                None => return None,
            };
            Some(Occurrence::at(line, message))
        };
        context.taken("tags").filter_map(told).collect()
    }),
    ..BASE
};

/// An address that was to be filled in.
pub static ADDRESS: Rule = Rule {
    code: "adresse-modele",
    silent: true,
    title: "Adresse à remplir",
    constat: "L’adresse d’un fichier, ou de la page de la fiche, contient un champ de gabarit qui n’a pas été rempli (« {id} », « {{id}} », « %7Bid%7D »).",
    effect: "data.gouv.fr accepte l’adresse et la publie : le lien ne mène pas à ce qu’il annonce.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        let of_files = each(context).filter_map(|(index, resource)| {
            let message = unfilled(&resource.url)?;
            Some(context.in_resource(index, "url", &resource.url, message))
        });
        let of_page = page(context).and_then(|address| {
            let message = unfilled(address)?;
            let line = context.taken("harvest.remote_url").find(|(_, raw)| *raw == address);
            let evidence = line.map(|(line, _)| Evidence::from(line));
            let evidence =
                evidence.unwrap_or_else(|| Evidence { field: "harvest.remote_url", ..Evidence::default() });
            Some(Occurrence::at(evidence, message).valued(address))
        });
        of_files.chain(of_page).collect()
    }),
    ..BASE
};

fn unfilled(address: &str) -> Option<String> {
    let field = in_address(address)?;
    Some(format!(
        "L’adresse {} contient le champ {}, que rien n’a remplacé : elle sera publiée telle quelle. Écrivez l’adresse complète.",
        quote(address),
        quote(field)
    ))
}

/// The page of the record on its own portal.
fn page<'a>(context: &RuleContext<'a>) -> Option<&'a str> {
    context.dataset()?.harvest.remote_url.as_deref()
}

#[cfg(test)]
mod tests {
    use super::{in_address, template};

    #[test]
    fn a_text_is_read_once() {
        for (open, times) in [("{{", 100_000), ("${", 100_000)] {
            assert_eq!(template(&open.repeat(times)), None);
            assert_eq!(template(&format!("{}}}}}", open.repeat(times))), None);
            assert_eq!(in_address(&open.repeat(times)), None);
        }
    }

    #[test]
    fn fields_of_addresses_are_told_from_values() {
        for (address, field) in [
            ("https://x.fr/d/{id}", "{id}"),
            ("https://x.fr/d/{{id}}/f.csv", "{{id}}"),
            ("https://x.fr/d/${id}/f.csv", "{id}"),
            ("https://x.fr/d/%7B%7Bid%7D%7D", "%7B%7Bid%7D%7D"),
            ("https://x.fr/%7Bdataset_id%7D", "%7Bdataset_id%7D"),
            ("https://x.fr/%7bdataset_id%7d", "%7bdataset_id%7d"),
        ] {
            assert_eq!(in_address(address), Some(field), "{address}");
        }
        for address in [
            "https://x.fr/{z}/{x}/{y}.png",
            "https://x.fr/{TileMatrix}/{TileRow}",
            "https://x.fr/{31E08225-C364-4FD6-A7EB-8702542FBBA1}",
            "https://x.fr/?where={}",
            "https://x.fr/?q={\"a\":1}",
            "https://x.fr/%7B%22a%22%3A1%7D",
            "https://x.fr/a.csv",
        ] {
            assert_eq!(in_address(address), None, "{address}");
        }
    }

    #[test]
    fn fields_of_templates_are_told_from_code() {
        for (text, field) in [
            ("{{default.description}}", "{{default.description}}"),
            ("Données de {{ ville }} en 2020", "{{ ville }}"),
            ("${titre}", "${titre}"),
            ("[[description]]", "[[description]]"),
            ("%TITLE%", "%TITLE%"),
        ] {
            assert_eq!(template(text), Some(field), "{text}");
        }
        for text in [
            "",
            "[[Arbre]] et [[Parc]]",
            "De 5 % à 10 %",
            "Objet {\"a\": {\"b\": 1}}",
            "Les {2 ; 3} premières",
            "{{1}}",
            "{titre}",
            "Prix en ${}",
            "[lien](https://x.fr)",
        ] {
            assert_eq!(template(text), None, "{text}");
        }
    }
}
