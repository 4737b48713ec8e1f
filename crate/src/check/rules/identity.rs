//! Identifiers, titles and acronyms.

use super::{
    BASE, REFUSED,
    filler::is_node_name,
    iso,
    quoting::{TEMPLATE, is_empty_address, quote},
    template::is_template,
};
use crate::{
    check::{Check, Evidence, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{Item, Loss, Status},
    text::url,
};

/// No identifier: the record is skipped.
pub static MISSING: Rule = Rule {
    code: "identifiant-manquant",
    title: "Identifiant absent",
    constat: "La fiche n’a pas d’identifiant de la donnée (dct:identifier ; en ISO 19139, « Identifiant de ressource unique », dans la citation).",
    effect: "data.gouv.fr ignore la fiche : il ne pourrait pas la reconnaître au moissonnage suivant.",
    fixes: fixes::IDENTIFIER,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        context.refused("identifiant-manquant", |_| match context.schema() {
            Some(RecordSchema::Iso19139) => "Fiche ignorée : l’identifiant de la donnée est absent. Renseignez l’« Identifiant de ressource unique » (citation), différent de l’identifiant de la fiche.".to_owned(),
            Some(RecordSchema::Ckan) => "Fiche ignorée : le portail donne ici, dans la liste de ses jeux de données, une entrée sans nom.".to_owned(),
            _ if let Some(name) = super::property::written_for(context.item, "dct:identifier") => format!("Fiche ignorée : son identifiant est écrit sous le nom {name}, que data.gouv.fr ne lit pas."),
            _ if let Some(prefix) = undeclared(context.item) => format!(
                "Fiche ignorée : le préfixe « {prefix} » n’est déclaré nulle part dans le document (@context), et rien de ce qu’il commence n’est lu. Déclarez-le."
            ),
            _ if context.item.source_title.is_none() => "Fiche ignorée : ni identifiant, ni titre. Si c’est une simple référence à une autre fiche, c’est sans effet.".to_owned(),
            _ => "Fiche ignorée : elle n’a pas d’identifiant. Renseignez dct:identifier.".to_owned(),
        })
        .into_iter()
        .map(|mut found| {
            found.evidence = Evidence { field: "remote_id", path: "dct:identifier".into(), ..Evidence::default() };
            // An address of the record, when it has one, is a good identifier.
            let is_public = |node: &&str| node.starts_with("http") && url::validate(node).is_ok();
            let is_written = super::property::written_for(context.item, "dct:identifier").is_some()
                || undeclared(context.item).is_some();
            let node = context.item.origin.node.as_deref().filter(|node| !is_written && is_public(node));
            found.suggesting(node.map(str::to_owned))
        })
        .collect()
    }),
    ..REFUSED
};

/// The prefix of an identifier that no context of JSON-LD declares: « dct:identifier » is an address then.
fn undeclared(item: &Item) -> Option<&str> {
    let unread = item.trace.entries().filter(|line| line.field().is_none());
    unread.filter_map(|line| line.path().strip_prefix('<')?.strip_suffix("identifier>")).find(|prefix| {
        let name = prefix.strip_suffix(':').unwrap_or_default();
        !name.is_empty() && name.chars().all(char::is_alphanumeric)
    })
}

/// The same identifier twice: the second record fails.
pub static DUPLICATE: Rule = Rule {
    code: "identifiant-en-double",
    title: "Identifiant déjà pris",
    constat: "Deux fiches du catalogue portent le même identifiant.",
    effect: "Seule la première est moissonnée ; les suivantes échouent, même si la première échoue aussi.",
    fixes: fixes::IDENTIFIER,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        context
            .refused("identifiant-en-double", |_| {
                let rank = context.facts.first_rank.get(context.item.remote_id.as_str());
                let first = rank.map_or_else(String::new, |rank| format!(" de la fiche n° {rank}"));
                format!(
                    "L’identifiant {} est déjà celui{first} : seule la première fiche sera moissonnée.",
                    quote(&context.item.remote_id)
                )
            })
            .into_iter()
            .map(|mut found| {
                found.evidence.field = "remote_id";
                found.valued(&context.item.remote_id)
            })
            .collect()
    }),
    ..REFUSED
};

/// Two records of one URI, which the graph makes one.
pub static SHARED: Rule = Rule {
    code: "fiches-meme-uri",
    level: RuleLevel::Record,
    silent: true,
    title: "Deux fiches sous la même URI",
    constat: "Deux fiches, chacune avec son titre et son identifiant, portent la même URI (@id, rdf:about), et n’en font qu’une.",
    effect: "data.gouv.fr ne publie qu’une fiche, avec le titre de l’une et les fichiers des deux.",
    fixes: fixes::IDENTIFIER,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        if context.schema() != Some(RecordSchema::Dcat)
            || context.item.record.is_none()
            || !context.item.origin.is_two
        {
            return Vec::new();
        }
        let other = |of: &str| {
            let mut lines = context.item.trace.entries();
            lines.find(|line| line.loss() == Some(&Loss::OneOfSeveral) && line.path().starts_with(of))
        };
        let (Some(title), Some(_)) = (other("dct:title"), other("dct:identifier")) else { return Vec::new() };
        let node = context.item.origin.node.as_deref().filter(|node| node.contains("://"));
        let uri = node.map_or_else(String::new, |node| format!(" ({node})"));
        let message = format!(
            "{} et {} portent la même URI{uri} : data.gouv.fr n’en fera qu’une fiche. Donnez la sienne à chacune.",
            quote(context.item.name()),
            quote(title.raw().unwrap_or_default())
        );
        vec![Occurrence::at(
            Evidence { field: "remote_id", path: "@id".into(), ..Evidence::default() },
            message,
        )]
    }),
    ..BASE
};

/// « A REMPLIR »: several records would share it one day.
pub static PLACEHOLDER: Rule = Rule {
    code: "identifiant-provisoire",
    level: RuleLevel::Record,
    silent: true,
    title: "Identifiant provisoire",
    constat: "L’identifiant est vide, un texte à remplacer (« A REMPLIR », « TODO », « {{…}} »), le début d’une adresse seulement, ou un nœud sans nom.",
    effect: "data.gouv.fr l’accepte : la fiche remplace, ou est remplacée par, toute autre fiche qui porte le même texte ; un nœud change de nom à chaque moissonnage, et la fiche y est chaque fois une autre.",
    fixes: fixes::IDENTIFIER,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        let id = &*context.item.remote_id;
        let is_written = || context.taken("harvest.dct_identifier").any(|(_, raw)| raw == id);
        if context.item.status == Status::Done && is_node_name(id) && !is_written() {
            let message = "L’identifiant est un nœud, et non un texte : il change à chaque moissonnage, où data.gouv.fr verra chaque fois une autre fiche.";
            return vec![Occurrence::in_field("remote_id", message)];
        }
        if context.item.status != Status::Done || !is_placeholder(id) {
            return Vec::new();
        }
        let message = if id.trim().is_empty() {
            "L’identifiant est vide : toute autre fiche sans identifiant remplacerait celle-ci, ou serait remplacée par elle. Donnez à la fiche le sien.".to_owned()
        } else if context.taken("harvest.remote_id").any(|(_, raw)| raw == "null") {
            format!(
                "L’identifiant est nul (null) : data.gouv.fr l’écrirait {}, comme celui de toute autre fiche sans identifiant. Donnez à la fiche le sien.",
                quote(id)
            )
        } else {
            format!("L’identifiant {} est provisoire : donnez à la fiche le sien.", quote(id))
        };
        vec![identifier(context, message)]
    }),
    ..BASE
};

fn is_placeholder(id: &str) -> bool {
    let folded = id.trim().to_lowercase().replace('à', "a");
    let words = ["a remplir", "todo", "tbd", "xxx", "test", "null", "none", "na", "n/a", "a completer"];
    let address = folded.split_once("://").map_or(folded.as_str(), |(_, rest)| rest);
    folded.is_empty()
        || words.contains(&folded.as_str())
        || folded.bytes().all(|byte| byte == b'0')
        || is_template(id)
        || address.trim_end_matches('/') == "doi.org"
        || is_empty_address(id)
}

fn identifier(context: &RuleContext<'_>, message: String) -> Occurrence {
    Occurrence::in_field("remote_id", message).valued(&context.item.remote_id)
}

/// An identifier that follows the technical name: renaming makes a duplicate.
pub static UNSTABLE: Rule = Rule {
    code: "identifiant-instable",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    silent: true,
    title: "Identifiant lié à l’adresse technique",
    constat: "L’identifiant vient du nom technique du jeu (Opendatasoft, ArcGIS Hub), d’un numéro de couche (ArcGIS) ou du nom interne du serveur.",
    effect: "Si ce nom change, data.gouv.fr crée un doublon et archive l’ancien jeu, avec ses réutilisations et ses abonnés.",
    fixes: fixes::IDENTIFIER,
    in_bulk: InBulk::Said(
        "Rien à changer aujourd’hui : ne renommez pas les identifiants techniques, et ne republiez pas les couches sous un autre numéro.",
    ),
    check: Check::Record(|context| {
        let id = context.item.remote_id.as_str();
        if context.item.status != Status::Done {
            return Vec::new();
        }
        unstable(id)
            .map(|why| identifier(context, format!("L’identifiant {} {why}", quote(id))))
            .into_iter()
            .collect()
    }),
    ..BASE
};

/// What would change an identifier, and what happens then.
fn unstable(id: &str) -> Option<&'static str> {
    let slug_at_domain = id
        .split_once('@')
        .is_some_and(|(slug, domain)| !slug.is_empty() && domain.contains('.') && !id.contains(['/', ' ']));
    let last = id.trim_end_matches('/').rsplit(['/', '=']).next().unwrap_or_default();
    // « localhost:8080/… » too, without its scheme.
    let is_bare = id.starts_with("localhost:") || id.starts_with("localhost/") || id.starts_with("127.0.0.1");
    if is_bare || super::address::unset_host(id).is_some() {
        Some(
            "porte le nom interne du serveur : le jour où son adresse publique sera réglée, data.gouv.fr créera un doublon et archivera l’ancien jeu.",
        )
    } else if id.contains("sublayer=") || is_layer(last) {
        Some(
            "finit par un numéro de couche (ArcGIS) : si la couche change de rang, data.gouv.fr créera un doublon et archivera l’ancien jeu.",
        )
    } else if id.contains("session") {
        Some(
            "contient une session : il change à chaque lecture, et data.gouv.fr créera chaque nuit un doublon.",
        )
    } else if last.contains("::") && !last.starts_with("urn:") && !id.starts_with("urn:")
        || slug_at_domain
        || id.contains("/explore/dataset/")
    {
        Some(
            "vient du nom technique du jeu : si vous le renommez, data.gouv.fr créera un doublon et archivera l’ancien jeu.",
        )
    } else {
        None
    }
}

/// `0a1b…_3`: an item of ArcGIS and the rank of a layer in it.
fn is_layer(last: &str) -> bool {
    last.rsplit_once('_').is_some_and(|(item, rank)| {
        item.len() == 32
            && item.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !rank.is_empty()
            && rank.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Spaces around an identifier are part of it.
pub static SPACED: Rule = Rule {
    code: "identifiant-espace",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Espaces autour de l’identifiant",
    constat: "L’identifiant commence ou finit par une espace ou un retour à la ligne.",
    effect: "data.gouv.fr le garde tel quel : le jour où l’espace disparaît, la fiche devient un doublon.",
    fixes: fixes::IDENTIFIER,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        let id = context.item.remote_id.as_str();
        if id.trim() == id || id.trim().is_empty() {
            return Vec::new();
        }
        let message = format!("L’identifiant {} est entouré d’espaces, qui en font partie.", quote(id));
        vec![identifier(context, message).suggesting(Some(id.trim().to_owned()))]
    }),
    ..BASE
};

/// No title: the record does not arrive.
pub static TITLE_MISSING: Rule = Rule {
    code: "titre-manquant",
    title: "Titre absent",
    constat: "La fiche n’a pas de titre.",
    effect: "data.gouv.fr ignore la fiche, ou la refuse (CKAN).",
    fixes: fixes::TITLE,
    in_bulk: TEMPLATE,
    check: Check::Record(|context| {
        context
            .refused("titre-manquant", |_| {
                let left = iso::text_left(context, "le titre", iso::TITLE);
                left.map_or_else(
                    || "La fiche n’a pas de titre : elle n’arrivera pas sur data.gouv.fr.".to_owned(),
                    |left| format!("{left} La fiche n’arrivera pas."),
                )
            })
            .into_iter()
            .map(|mut found| {
                found.evidence.field = "title";
                if found.evidence.path.is_empty() {
                    found.evidence.path = if context.is_ckan() { "title" } else { "dct:title" }.into();
                }
                found
            })
            .collect()
    }),
    ..REFUSED
};

/// A title of spaces passes, and shows nothing.
pub static TITLE_EMPTY: Rule = Rule {
    code: "titre-vide",
    level: RuleLevel::Record,
    title: "Titre vide",
    constat: "Le titre est vide ou n’est fait que d’espaces.",
    effect: "data.gouv.fr crée une page sans titre, que personne ne trouvera.",
    fixes: fixes::TITLE,
    check: Check::Record(|context| {
        let title = context.dataset().map(|dataset| dataset.title.as_str());
        let title = title.or_else(|| context.item.dataservice().and_then(|service| service.title.as_deref()));
        if title.is_none_or(|title| !title.trim().is_empty()) {
            return Vec::new();
        }
        vec![Occurrence::in_field("title", "Le titre est vide : la page n’aura pas de nom.")]
    }),
    ..BASE
};

/// An acronym of more than 128 characters makes the record fail.
pub static ACRONYM: Rule = Rule {
    code: "acronyme-long",
    title: "Acronyme trop long",
    constat: "Le titre alternatif (skos:altLabel), qui devient l’acronyme, a plus de 128 caractères.",
    effect: "Toute la fiche échoue.",
    fixes: fixes::TITLE,
    check: Check::Record(|context| {
        context.refused_at(
            "acronyme-long",
            || context.taken("acronym").next(),
            |_| {
                "L’acronyme (skos:altLabel) est refusé : 128 caractères au plus. Toute la fiche échoue."
                    .to_owned()
            },
        )
    }),
    ..REFUSED
};

#[cfg(test)]
mod tests {
    use super::{PLACEHOLDER, is_placeholder, unstable};
    use crate::{
        check::{Check, Facts, RuleContext, testing},
        model::How,
        text::date::DateTime,
    };

    #[test]
    fn an_identifier_that_is_a_node_is_told() {
        let told = |id: &str, written: &str| {
            let item = testing::dataset_item(id, |_, trace| {
                trace.took("harvest.dct_identifier", "dct:identifier", written, How::AsIs);
            });
            let facts = Facts::default();
            let context = RuleContext::new(&item, None, None, DateTime::UNIX_EPOCH, &facts);
            let Check::Record(check) = PLACEHOLDER.check else { return 0 };
            check(&context).len()
        };
        let name = "N3f2504e04f8911d39a0c0305e82c3301";
        assert_eq!(told(name, "Arbres"), 1);
        assert_eq!(told(name, name), 0);
        assert_eq!(told("arbres", "arbres"), 0);
    }

    #[test]
    fn placeholders_are_told_from_identifiers() {
        for id in [
            "A REMPLIR",
            "à remplir",
            "TODO",
            "n/a",
            "000",
            "{{id}}",
            "https://doi.org/",
            "doi.org/",
            "",
            "  ",
        ] {
            assert!(is_placeholder(id), "{id}");
        }
        for id in ["test-arbres", "0a", "https://doi.org/10.1234/abc", "arbres", "nantes"] {
            assert!(!is_placeholder(id), "{id}");
        }
    }

    #[test]
    fn identifiers_that_follow_a_name_are_told() {
        for id in [
            "https://hub.ville.fr/datasets/0a1b2c3d4e5f60718293a4b5c6d7e8f9_0",
            "https://hub.ville.fr/datasets/ville::arbres",
            "arbres@ville.opendatasoft.com",
            "http://localhost:8080/geonetwork/srv/metadata/1",
            "localhost:8080/geonetwork/1",
            "https://hub.ville.fr/maps?id=0a&sublayer=3",
        ] {
            assert!(unstable(id).is_some(), "{id}");
        }
        for id in [
            "localhost-arbres",
            "arbres@ville",
            "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            "https://ville.fr/d/arbres_0",
            "a_1",
        ] {
            assert!(unstable(id).is_none(), "{id}");
        }
    }
}
