//! Titles and descriptions that were to be filled in, or whose characters are written in code.

use super::{
    BASE,
    absence::is_unknown,
    contact::contacts,
    keyword::split,
    quoting::{TEMPLATE, quote},
    resource::each,
    template::template,
    text::description,
};
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, fixes},
    text::{html, slug::slugify},
};

/// The title and the description, each with what it is called and its field.
fn texts<'a>(context: &RuleContext<'a>) -> impl Iterator<Item = (&'static str, &'static str, &'a str)> {
    let title = context.dataset().map(|dataset| dataset.title.as_str());
    let title = title.or_else(|| context.item.dataservice().and_then(|service| service.title.as_deref()));
    let texts = [("Le titre", "title", title), ("La description", "description", description(context))];
    texts.into_iter().filter_map(|(name, field, text)| Some((name, field, text?)))
}

/// `{{default.description}}`, « à compléter »
pub static PLACEHOLDER: Rule = Rule {
    code: "description-modele",
    silent: true,
    title: "Texte à remplir",
    constat: "Le titre ou la description, de la fiche ou d’un fichier, contient un champ de gabarit qui n’a pas été rempli (« {{default.description}} »), ou n’est qu’un texte d’attente (« à compléter », « Lorem ipsum »).",
    effect: "data.gouv.fr le publie tel quel.",
    fixes: fixes::DESCRIPTION,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        let told = |(name, field, text): (&str, &'static str, &str)| {
            let (message, said) = published_as_is(name, text)?;
            Some(Occurrence::in_field(field, message).valued(said))
        };
        let of_files = each(context).flat_map(|(index, resource)| {
            let texts = [
                ("Le titre d’un fichier", "title", resource.title.as_deref().unwrap_or_default()),
                (
                    "La description d’un fichier",
                    "description",
                    resource.description.as_deref().unwrap_or_default(),
                ),
            ];
            // A file may well be called « Description » or « Test ».
            let is_name = |field, text: &str| {
                field == "title" && template(text).is_none() && (text.trim().is_empty() || !is_unknown(text))
            };
            texts.into_iter().filter_map(move |(name, field, text)| {
                if is_name(field, text) {
                    return None;
                }
                let (message, said) = published_as_is(name, text)?;
                Some(context.in_resource(index, field, said, message))
            })
        });
        texts(context).filter_map(told).chain(of_files).collect()
    }),
    ..BASE
};

/// What is said of a text that was to be filled in, and the part of it that was.
fn published_as_is<'a>(name: &str, text: &'a str) -> Option<(String, &'a str)> {
    match template(text) {
        Some(field) => Some((format!("{name} contient {}, qui sera publié tel quel.", quote(field)), field)),
        None if is_filler(text) => {
            Some((format!("{name} n’est que {}, qui sera publié tel quel.", quote(text)), text))
        }
        None => None,
    }
}

/// « Organisation à compléter » is the contact of nobody.
pub static CONTACT: Rule = Rule {
    code: "contact-modele",
    silent: true,
    title: "Contact à remplir",
    constat: "Le nom d’un contact n’est qu’un texte d’attente (« à compléter », « test », « N/A »), ou un champ de gabarit qui n’a pas été rempli.",
    effect: "data.gouv.fr l’affiche tel quel parmi les contacts de la fiche.",
    fixes: fixes::CONTACT,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        let names =
            contacts(context.item.record.as_ref()).iter().filter_map(|contact| contact.name.as_deref());
        let mut told: Vec<&str> = names.filter(|name| template(name).is_some() || is_filler(name)).collect();
        told.sort_unstable();
        told.dedup();
        let occurrence = |name: &str| {
            let message = format!("Un contact s’appelle {}, qui sera affiché tel quel.", quote(name));
            let is_there = |raw: &str| raw.split(" · ").any(|part| part.trim() == name);
            let line = context.lines("contact_points").find(|line| line.raw().is_some_and(is_there));
            let evidence = line.map(Evidence::from);
            Occurrence::at(
                evidence.unwrap_or_else(|| Evidence { field: "contact_points", ..Evidence::default() }),
                message,
            )
            .valued(name)
        };
        told.into_iter().map(occurrence).collect()
    }),
    ..BASE
};

/// Whether a whole text only holds the place of another one.
fn is_filler(text: &str) -> bool {
    const FILLERS: [&str; 24] = [
        "a-supprimer",
        "ne-pas-utiliser",
        "brouillon",
        "draft",
        "a-remplir",
        "a-rediger",
        "a-venir",
        "todo",
        "tbd",
        "xxx",
        "test",
        "titre",
        "titre-a-completer",
        "sans-titre",
        "untitled",
        "nouveau-jeu-de-donnees",
        "description",
        "description-a-completer",
        "description-a-venir",
        "aucune-description",
        "pas-de-description",
        "no-description",
        "no-description-provided",
        "aucune-description-disponible",
    ];
    // Most texts are longer.
    const LONGEST: usize = 40;
    const LATIN: &str = "lorem ipsum";
    let text = text.trim();
    // « -- Court résumé explicatif du contenu de la ressource -- »
    if text.len() > 4 && text.starts_with("--") && text.ends_with("--") {
        return true;
    }
    if text.len() > LONGEST {
        return text.get(..LATIN.len()).is_some_and(|start| start.eq_ignore_ascii_case(LATIN));
    }
    let slug = slugify(text);
    !text.is_empty() && (slug.starts_with("lorem-ipsum") || FILLERS.contains(&&*slug) || is_unknown(text))
}

/// A title that is a node: its internal name takes the place of a title.
pub static TITLE_NODE: Rule = Rule {
    code: "titre-noeud",
    silent: true,
    title: "Titre affiché au hasard",
    constat: "dct:title mène à un nœud anonyme, et non à un texte.",
    effect: "data.gouv.fr affiche l’identifiant interne du nœud (« N3f2a… »), différent à chaque moissonnage.",
    fixes: fixes::TITLE,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        let found = texts(context).filter(|(_, field, title)| *field == "title" && is_node_name(title));
        let told = |(_, field, title): (&str, &'static str, &str)| {
            let lines: Vec<_> = context.taken(field).filter(|(line, _)| is_of_record(*line)).collect();
            let (line, _) = *lines.first().filter(|_| !lines.iter().any(|(_, raw)| *raw == title))?;
            let message = "Le titre est un nœud, et non un texte : data.gouv.fr affichera un code sans aucun sens, différent à chaque moissonnage.";
            Some(Occurrence::at(Evidence { raw: None, ..line.into() }, message))
        };
        found.filter_map(told).collect()
    }),
    ..BASE
};

/// Whether a text is the name that a reader of graphs gives to an anonymous node.
pub(super) fn is_node_name(text: &str) -> bool {
    let digits = text.strip_prefix('N').filter(|digits| digits.len() == 32);
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Codes of HTML, which are shown as they are.
pub static ENTITIES: Rule = Rule {
    code: "description-entites",
    silent: true,
    title: "Caractères écrits en code",
    constat: "Le titre, la description finale ou un mot-clé contient des codes HTML (« &eacute; », « &amp;nbsp; ») au lieu des caractères.",
    effect: "Les visiteurs lisent les codes, ou des lettres sans accent ; le mot-clé « eau &amp; air » devient « eau-amp-air ».",
    fixes: fixes::DESCRIPTION,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        let told = |(name, field, text): (&str, &'static str, &str)| {
            let is_title = field == "title";
            let code = codes(text).find(|code| is_title || is_of_letter(code))?;
            let message = format!("{name} contient le code {} : écrivez le caractère lui-même.", quote(code));
            let line =
                context.taken(field).find(|(line, raw)| is_title && *raw == text && is_of_record(*line));
            let Some((line, _)) = line else {
                return Some(Occurrence::in_field(field, message).valued(code));
            };
            Some(Occurrence::at(Evidence::from(line), message).suggesting(decoded(text)))
        };
        // A list of keywords is told as such, once decoded.
        let in_keyword = |(line, raw)| {
            let code = codes(raw).next()?;
            let plain = decoded(raw).filter(|plain| split(plain).is_none())?;
            let message = format!(
                "Le mot-clé {} contient le code {} : écrivez le caractère lui-même.",
                quote(raw),
                quote(code)
            );
            Some(Occurrence::at(line, message).suggesting(Some(plain)))
        };
        let keywords = context.taken("tags").filter(|_| context.item.record.is_some()).filter_map(in_keyword);
        texts(context).filter_map(told).chain(keywords).collect()
    }),
    ..BASE
};

/// The references to characters of a text.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('&').filter_map(|(at, _)| code_at(text.get(at..)?))
}

/// A text on one line with the characters that its references name; none when it has none.
pub(super) fn decoded(text: &str) -> Option<String> {
    codes(text).next()?;
    html::unescape(text).ok().filter(|decoded| !decoded.contains(['\n', '<'])).map(Into::into)
}

fn is_of_record(line: crate::model::Entry<'_>) -> bool {
    line.field().is_some_and(|field| field.resource.is_none())
}

/// The reference to a character at the start of a text: `&eacute;`, `&#39;`.
fn code_at(text: &str) -> Option<&str> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let code = text.get(..=end)?;
    html::unescape(code).is_ok_and(|decoded| decoded != code && !decoded.contains(';')).then_some(code)
}

/// Whether a reference names an accented letter, a space or a quote, which a description has no reason to write so.
fn is_of_letter(code: &str) -> bool {
    const ENDS: [&str; 9] =
        ["acute;", "grave;", "circ;", "cedil;", "uml;", "nbsp;", "rsquo;", "laquo;", "raquo;"];
    ENDS.iter().any(|end| code.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{code_at, is_filler, is_of_letter};

    #[test]
    fn a_text_is_read_once() {
        let text = "&".repeat(200_000);
        assert!(!text.match_indices('&').any(|(at, _)| text.get(at..).and_then(code_at).is_some()));
    }

    #[test]
    fn codes_are_told_from_ampersands() {
        let first = |text: &'static str| text.match_indices('&').find_map(|(at, _)| code_at(text.get(at..)?));
        for (text, code, is_letter) in [
            ("D&eacute;chets", "&eacute;", true),
            ("a &nbsp; b", "&nbsp;", true),
            ("L&#39;eau", "&#39;", false),
            ("R&amp;D", "&amp;", false),
            ("Voirie &#xE9;tat", "&#xE9;", false),
        ] {
            assert_eq!(first(text), Some(code), "{text}");
            assert_eq!(is_of_letter(code), is_letter, "{code}");
        }
        for text in ["R&D ; suite", "a & b", "https://x.fr/?a=1&b=2;", "AT&T; suite", ""] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn fillers_are_told_from_texts() {
        for text in [
            "à compléter",
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
            "TEST",
            "n/a",
            "…",
            "None",
        ] {
            assert!(is_filler(text), "{text}");
        }
        for text in ["", "Test de qualité de l’eau", "Arbres", "Description des arbres", "Tests PCR"] {
            assert!(!is_filler(text), "{text}");
        }
    }
}
