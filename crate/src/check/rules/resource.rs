//! Files and APIs: refused, lost, merged, badly described.

use super::{
    BASE,
    quoting::{ARRIVES, quote},
};
use crate::{
    check::{Check, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{Entry, Loss, Refusal, Resource, refusal::ConversionError},
    text::count::count,
    text::url,
};

/// One bad address makes the whole record fail.
pub static BAD_ADDRESS: Rule = Rule {
    code: "ressource-url-invalide",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Adresse de fichier refusée",
    constat: "L’adresse d’un fichier n’est pas une adresse publique complète : espace, domaine local ou privé, schéma absent ou inconnu.",
    effect: "Une seule mauvaise adresse fait rejeter toute la fiche.",
    fixes: fixes::RESOURCE_URL,
    in_bulk: "GeoNetwork : « Administration > Paramètres > Serveur », hôte public. CKAN : ckan.site_url. Si toutes les adresses ont le même début fautif, c’est ce réglage.",
    verify: ARRIVES,
    check: Check::Record(|context| {
        context.refused("ressource-url-invalide", |refusal| {
            let raw = refusal.raw();
            if raw.trim().is_empty() {
                return "Toute la fiche sera rejetée : l’adresse d’un fichier est vide. Donnez une adresse complète, ou retirez ce fichier.".to_owned();
            }
            let why =
                url::validate(raw).err().map_or_else(String::new, |error| format!(" {}", error.explain()));
            let others = match refusal.places.len() {
                0 | 1 => String::new(),
                n => format!(" {} dans le même cas.", count(n - 1, "autre adresse est", "autres adresses sont")),
            };
            // What is wrong says what to do; the name of the server, where that is set.
            let advice = match unset_host(raw) {
                Some(advice) => format!(" {advice}"),
                None if why.is_empty() => " Remplacez-la par une adresse publique complète.".to_owned(),
                None => String::new(),
            };
            format!("Toute la fiche sera rejetée à cause de l’adresse {}.{why}{advice}{others}", quote(raw))
        })
        .into_iter()
        .map(|found| {
            let whole = found.evidence.raw.as_deref().and_then(completed);
            found.suggesting(whole)
        })
        .collect()
    }),
    ..BASE
};

/// What to set when an address is that of the machine itself: the software was never told its public name.
pub(super) fn unset_host(address: &str) -> Option<&'static str> {
    let host = address.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let is_own = matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0") || host.ends_with(".local");
    is_own.then_some("Le logiciel ne connaît pas son adresse publique : sous GeoNetwork, « Administration > Paramètres > Serveur » ; sous CKAN, ckan.site_url.")
}

/// `www.x.fr/a b.csv` as `https://www.x.fr/a%20b.csv`, when that is enough.
fn completed(raw: &str) -> Option<String> {
    let encoded = raw.trim().replace(' ', "%20");
    let address = if encoded.contains("://") { encoded } else { format!("https://{encoded}") };
    url::validate(&address).is_ok().then_some(address)
}

/// A size that is no number makes the whole record fail.
pub static SIZE: Rule = Rule {
    code: "taille-invalide",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Taille de fichier refusée",
    constat: "La taille d’un fichier n’est pas un nombre entier d’octets (« 12 Ko », « 12 Mo »).",
    effect: "Toute la fiche échoue.",
    fixes: fixes::RESOURCE,
    verify: ARRIVES,
    check: Check::Record(|context| {
        context.refused("taille-invalide", |refusal| {
            let raw = match refusal.refusal {
                Some(Refusal::Conversion(ConversionError::NotANumber(text))) => text,
                _ => refusal.raw(),
            };
            let which = if raw.is_empty() { String::new() } else { format!(" {}", quote(raw)) };
            if context.harvester(|it| it.reads_units()) {
                return format!("La taille{which} est illisible : toute la fiche échoue. Écrivez un nombre et son unité, comme « 12 Ko ».");
            }
            format!("La taille{which} n’est pas un nombre entier d’octets : toute la fiche échoue.")
        })
        .into_iter()
        .map(|found| {
            let raw = found.evidence.raw.as_deref();
            let size = if context.harvester(|it| it.reads_units()) { raw.and_then(with_unit) } else { raw.and_then(in_bytes) };
            found.suggesting(size)
        })
        .collect()
    }),
    ..BASE
};

/// An integer that the database cannot hold makes the whole record fail.
pub static LARGE_INTEGER: Rule = Rule {
    code: "entier-trop-grand",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Nombre trop grand",
    constat: "Un nombre entier (taille d’un fichier, extra, coordonnée) dépasse 64 bits, soit environ 9 milliards de milliards.",
    effect: "data.gouv.fr lit la fiche mais ne peut pas l’enregistrer : elle échoue.",
    fixes: fixes::RESOURCE,
    verify: ARRIVES,
    check: Check::Record(|context| {
        context.refused("entier-trop-grand", |refusal| {
            format!("Le nombre {} dépasse 64 bits : data.gouv.fr ne peut pas enregistrer la fiche. Corrigez-le, ou retirez-le.", quote(refusal.raw()))
        })
    }),
    ..BASE
};

/// `3,5 Mo` as `3.5 Mo`, which DKAN's harvester reads.
fn with_unit(raw: &str) -> Option<String> {
    in_bytes(raw)?;
    let (number, unit) = raw.trim().split_once(char::is_whitespace)?;
    Some(format!("{} {}", number.replace(',', "."), unit.trim()))
}

/// `12 Ko` as `12288`.
fn in_bytes(raw: &str) -> Option<String> {
    let text = raw.trim().replace(',', ".");
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: f64 = text.get(..end)?.parse().ok()?;
    let unit = text.get(end..)?.trim().to_lowercase();
    let power = match unit.as_str() {
        "o" | "octets" | "b" | "bytes" => 0,
        "ko" | "kb" | "kio" | "kib" => 1,
        "mo" | "mb" | "mio" | "mib" => 2,
        "go" | "gb" | "gio" | "gib" => 3,
        _ => return None,
    };
    Some(format!("{:.0}", number * 1024_f64.powi(power)))
}

/// A checksum without its algorithm makes the whole record fail.
pub static CHECKSUM: Rule = Rule {
    code: "checksum-invalide",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Empreinte de fichier refusée",
    constat: "Une empreinte (spdx:checksum) n’a pas d’algorithme, ou pas de valeur.",
    effect: "Toute la fiche échoue.",
    fixes: fixes::RESOURCE,
    verify: ARRIVES,
    check: Check::Record(|context| {
        context.refused("checksum-invalide", |_| {
            "Une empreinte de fichier est incomplète : toute la fiche échoue. Donnez spdx:algorithm (md5, sha1 ou sha256) et spdx:checksumValue, ou retirez l’empreinte.".to_owned()
        })
    }),
    ..BASE
};

/// A checksum that udata does not know.
pub static CHECKSUM_LOST: Rule = Rule {
    code: "checksum-perdu",
    severity: Severity::Advice,
    title: "Empreinte de fichier perdue",
    constat: "L’algorithme de l’empreinte n’est ni md5, ni sha1, ni sha256.",
    effect: "data.gouv.fr ne garde pas l’empreinte.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        context
            .lost("checksum")
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!("L’algorithme {} n’est pas connu : l’empreinte sera perdue.", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

/// A node is expected, and a text is given.
pub static NODE_EXPECTED: Rule = Rule {
    code: "noeud-attendu",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Texte à la place d’un nœud",
    constat: "Une propriété qui doit mener à un nœud (service, norme, thésaurus, type de schéma) contient un texte.",
    effect: "data.gouv.fr s’arrête sur une erreur interne : toute la fiche échoue.",
    fixes: fixes::RESOURCE,
    verify: ARRIVES,
    check: Check::Record(|context| {
        context.refused("noeud-attendu", |_| {
            "Un texte est écrit là où un nœud est attendu (dcat:accessService, dct:conformsTo, skos:inScheme ou dct:type) : toute la fiche échoue.".to_owned()
        })
    }),
    ..BASE
};

/// A schema whose address is refused makes the whole record fail.
pub static SCHEMA_ADDRESS: Rule = Rule {
    code: "schema-url-invalide",
    severity: Severity::Blocking,
    level: RuleLevel::Record,
    title: "Adresse de schéma refusée",
    constat: "dct:conformsTo est un texte qui n’est pas une adresse publique complète.",
    effect: "Toute la fiche échoue.",
    fixes: fixes::RESOURCE,
    verify: ARRIVES,
    check: Check::Record(|context| {
        let bad = || context.taken("schema").find(|(_, raw)| url::validate(raw).is_err());
        context.refused_at("schema-url-invalide", bad, |raw| {
            format!("dct:conformsTo vaut {}, qui n’est pas une adresse : toute la fiche échoue. Donnez l’adresse du schéma, ou rien.", quote(raw))
        })
    }),
    ..BASE
};

/// A schema that is none: a coordinate system, a norm.
pub static NOT_A_SCHEMA: Rule = Rule {
    code: "schema-non-schema",
    severity: Severity::Advice,
    silent: true,
    title: "Norme affichée comme schéma de données",
    constat: "dct:conformsTo désigne un système de coordonnées ou une norme, et non un schéma de données.",
    effect: "data.gouv.fr l’affiche comme « Schéma de données ».",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let of_resources = dataset.resources.iter().filter_map(|resource| resource.schema.as_ref());
        let urls = dataset.schema.iter().chain(of_resources).filter_map(|schema| schema.url.as_deref());
        let norm = |url: &&str| {
            let lower = url.to_lowercase();
            ["/def/crs/", "epsg", "inspire.ec.europa.eu", "opengis.net", "eur-lex"]
                .iter()
                .any(|word| lower.contains(word))
        };
        urls.filter(norm)
            .take(1)
            .map(|url| {
                let message =
                    format!("{} sera affiché comme schéma de données, ce qu’il n’est pas.", quote(url));
                Occurrence::in_field("schema", message).valued(url)
            })
            .collect()
    }),
    ..BASE
};

/// A schema without a valid address is lost.
pub static SCHEMA_LOST: Rule = Rule {
    code: "schema-perdu",
    severity: Severity::Advice,
    title: "Schéma de données perdu",
    constat: "dct:conformsTo mène à un nœud sans adresse, ou le moissonneur ne reprend pas de schéma.",
    effect: "data.gouv.fr n’affiche pas de schéma.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        context
            .lost("schema")
            .filter(|line| !super::other::is_one_of_several(*line))
            .map(|line| {
                let why = match line.loss() {
                    Some(Loss::NoSchemaAddress) => "il n’a pas d’adresse",
                    _ => "ce moissonneur ne le reprend pas",
                };
                Occurrence::at(
                    line,
                    format!("Le schéma {} sera perdu : {why}.", quote(line.raw().unwrap_or_default())),
                )
            })
            .collect()
    }),
    ..BASE
};

/// Nothing to download.
pub static NONE: Rule = Rule {
    code: "aucune-ressource",
    level: RuleLevel::Record,
    title: "Aucun fichier",
    constat: "La fiche n’a aucun fichier, lien ni API que data.gouv.fr reprenne.",
    effect: "La page dit « Ce jeu de données ne contient aucune ressource » : trois critères de qualité sont perdus.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let empty = context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        if !empty || context.schema() == Some(RecordSchema::Iso19139) {
            return Vec::new();
        }
        vec![Occurrence::in_field("resources", "La fiche n’a aucun fichier : la page sera vide.")]
    }),
    ..BASE
};

/// A series shown as a dataset without files.
pub static SERIES: Rule = Rule {
    code: "serie-vide",
    level: RuleLevel::Record,
    silent: true,
    title: "Série publiée comme un jeu de données vide",
    constat: "La fiche est une série (dcat:DatasetSeries), sans fichier à elle.",
    effect: "data.gouv.fr en fait un jeu de données comme les autres, vide, et ne le relie pas à ses membres.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let is_empty = context.dataset().is_some_and(|dataset| dataset.resources.is_empty());
        let mut lines = context.item.trace.entries();
        let class = lines.find(|line| line.path() == "rdf:type" && line.raw() == Some("dcat:DatasetSeries"));
        class.filter(|_| is_empty).map(|line| {
            Occurrence::at(line, "Cette série sera publiée comme un jeu de données vide : donnez-lui des fichiers, ou retirez-la du catalogue moissonné.")
        })
        .into_iter()
        .collect()
    }),
    ..BASE
};

/// Distributions that are not kept.
pub static WITHOUT_ADDRESS: Rule = Rule {
    code: "ressource-sans-url",
    silent: true,
    title: "Fichier sans adresse",
    constat: "Une distribution n’a ni dcat:downloadURL ni dcat:accessURL, ou n’est pas un nœud avec une adresse.",
    effect: "Elle disparaît, sans que rien ne le signale.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        if context.schema().is_some_and(|schema| !schema.is_dcat()) || context.item.record.is_none() {
            return Vec::new();
        }
        context
            .lost("resources")
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!(
                        "Le fichier {} n’a ni dcat:downloadURL ni dcat:accessURL : il ne sera pas repris.",
                        quote(raw)
                    ),
                )
            })
            .collect()
    }),
    ..BASE
};

/// CKAN: types of resource that are dropped.
pub static TYPE_IGNORED: Rule = Rule {
    code: "ckan-type-ressource-ignore",
    silent: true,
    title: "Type de ressource ignoré",
    constat: "Une ressource a pour type « documentation », « image », « visualization » (CKAN) ou un type inconnu (DKAN).",
    effect: "data.gouv.fr laisse cette ressource de côté, sans le dire.",
    fixes: fixes::CKAN_RESOURCE,
    check: Check::Record(|context| {
        if !context.is_ckan() || context.item.record.is_none() {
            return Vec::new();
        }
        context
            .lost("resources")
            .filter(|line| line.loss() == Some(&Loss::ResourceType))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                let message = format!("Cette ressource, de type {}, ne sera pas reprise.", quote(raw));
                Occurrence::at(line, message).suggesting(Some("file".to_owned()))
            })
            .collect()
    }),
    ..BASE
};

/// Two resources become one.
pub static MERGED: Rule = Rule {
    code: "ressource-url-dupliquee",
    silent: true,
    title: "Fichiers réunis en un seul",
    constat: "Deux fichiers de la même fiche ont la même adresse, ou le même identifiant (CKAN).",
    effect: "data.gouv.fr n’en garde qu’un : le dernier l’emporte.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        let merged = |line: &Entry<'_>| matches!(line.loss(), Some(Loss::Merged | Loss::ReplacedBy(_)));
        context
            .lost("url")
            .chain(context.lost("resources"))
            .chain(context.lost("record"))
            .filter(merged)
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!(
                        "Deux fichiers se confondent ({}) : data.gouv.fr n’en gardera qu’un.",
                        quote(raw)
                    ),
                )
            })
            .collect()
    }),
    ..BASE
};

/// Two files of one node, which the graph makes one.
pub static SAME_NODE: Rule = Rule {
    code: "ressource-id-partage",
    silent: true,
    title: "Deux fichiers sous le même identifiant",
    constat: "Deux distributions portent la même URI (@id, rdf:about) : elles n’en font qu’une.",
    effect: "data.gouv.fr n’affiche qu’un fichier, qui mélange le titre de l’un et l’adresse de l’autre.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        context.lost("url").filter(|line| is_of_two_files(context, *line)).map(|line| {
            let raw = line.raw().unwrap_or_default();
            let message = format!("L’adresse {} ne sera pas gardée : deux fichiers portent la même URI. Donnez à chacun la sienne.", quote(raw));
            Occurrence::at(line, message)
        })
        .collect()
    }),
    ..BASE
};

/// Whether a lost address comes with a second title: the node stands for two files.
fn is_of_two_files(context: &RuleContext<'_>, line: Entry<'_>) -> bool {
    let resource = line.field().and_then(|field| field.resource);
    let is_title = |other: Entry<'_>| {
        other.field().is_some_and(|field| field.name == "title" && field.resource == resource)
            && other.loss() == Some(&Loss::OneOfSeveral)
    };
    line.loss() == Some(&Loss::OtherAddress)
        && resource.is_some()
        && context.item.record.is_some()
        && context.item.trace.entries().any(is_title)
}

/// Two addresses in one distribution, both worth keeping.
pub static TWO_ADDRESSES: Rule = Rule {
    code: "ressource-deux-url",
    severity: Severity::Advice,
    title: "Deuxième adresse perdue",
    constat: "Une distribution a plusieurs adresses de téléchargement, ou une page d’accès différente.",
    effect: "data.gouv.fr garde la première dcat:downloadURL ; les autres adresses sont perdues.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        context
            .lost("url")
            .filter(|line| line.loss() == Some(&Loss::OtherAddress) && !is_of_two_files(context, *line))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                Occurrence::at(
                    line,
                    format!("L’adresse {} ne sera pas gardée : une seule par fichier.", quote(raw)),
                )
            })
            .collect()
    }),
    ..BASE
};

/// The files of a record, with their ranks.
pub(super) fn each<'a>(context: &RuleContext<'a>) -> impl Iterator<Item = (usize, &'a Resource)> + use<'a> {
    context.dataset().into_iter().flat_map(|dataset| dataset.resources.iter().enumerate())
}

/// Parameters that change at each export.
const VOLATILE: [&str; 12] = [
    "token",
    "access_token",
    "timestamp",
    "sig",
    "signature",
    "expires",
    "se",
    "session",
    "sessionid",
    "jsessionid",
    "rlkey",
    "x-amz-signature",
];

/// An address that will not last.
pub static VOLATILE_ADDRESS: Rule = Rule {
    code: "ressource-url-volatile",
    silent: true,
    title: "Adresse de fichier qui changera",
    constat: "L’adresse contient un jeton, une signature ou une session.",
    effect: "Quand elle change, data.gouv.fr ajoute un fichier et garde l’ancien, qui ne répond plus.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let (_, query) = resource.url.split_once('?')?;
                let parameter = query
                    .split('&')
                    .map(|pair| pair.split_once('=').map_or(pair, |(key, _)| key))
                    .find(|key| VOLATILE.contains(&key.to_lowercase().as_str()))?;
                // `se` and `sig` are those of Azure's signed addresses, and go together.
                if parameter == "se" && !query.contains("sig=") {
                    return None;
                }
                let message = format!("L’adresse contient {} : si elle change, data.gouv.fr ajoutera un fichier et gardera l’ancien.", quote(parameter));
                Some(context.in_resource(index, "url", &resource.url, message))
            })
            .collect()
    }),
    ..BASE
};

/// A password that everyone would read.
pub static CREDENTIALS: Rule = Rule {
    code: "ressource-url-identifiants",
    silent: true,
    title: "Mot de passe publié",
    constat: "L’adresse d’un fichier contient un nom d’utilisateur et un mot de passe (utilisateur:motdepasse@).",
    effect: "data.gouv.fr accepte l’adresse et la publie : tout le monde lira le mot de passe.",
    fixes: fixes::RESOURCE_URL,
    in_bulk: "Changez le mot de passe dès maintenant, puis retirez-le des adresses.",
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                let (scheme, rest) = resource.url.split_once("://")?;
                let authority = rest.split(['/', '?', '#']).next()?;
                let (credentials, host) = authority.rsplit_once('@')?;
                credentials.contains(':').then(|| {
                    let hidden = format!("{scheme}://…@{host}");
                    let message =
                        format!("L’adresse {} contient un mot de passe, qui serait publié.", quote(&hidden));
                    context.in_resource(index, "url", &hidden, message)
                })
            })
            .collect()
    }),
    ..BASE
};

/// A name made up by udata.
pub static UNTITLED: Rule = Rule {
    code: "ressource-sans-titre",
    severity: Severity::Advice,
    title: "Fichier sans nom",
    constat: "Un fichier n’a pas de titre.",
    effect: "data.gouv.fr prend le nom du fichier dans l’adresse, « Ressource csv » ou « Ressource sans nom » ; « Fichier sans nom » sous CKAN.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let unnamed =
            |resource: &Resource| resource.title.as_deref().is_none_or(|title| title.trim().is_empty());
        let made = |resource: &Resource| {
            resource.title.as_deref().is_some_and(|title| title == "Ressource sans nom")
        };
        each(context)
            .filter(|(_, resource)| unnamed(resource) || made(resource))
            .map(|(index, resource)| {
                let message = format!("Le fichier {} n’a pas de titre.", quote(&resource.url));
                let mut found = context.in_resource(index, "title", "", message);
                found.evidence.raw = None;
                found
            })
            .collect()
    }),
    ..BASE
};

/// No file is described.
pub static UNDOCUMENTED: Rule = Rule {
    code: "ressource-sans-description",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Aucun fichier décrit",
    constat: "Aucun fichier n’a de description, et aucun n’est une documentation.",
    effect: "data.gouv.fr affiche « Documentation des fichiers manquante » : un critère de qualité en moins.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let described = dataset.resources.iter().any(|resource| {
            resource.kind == crate::model::ResourceType::Documentation
                || resource.description.as_deref().is_some_and(|text| !text.is_empty())
        });
        if dataset.resources.is_empty() || described {
            return Vec::new();
        }
        vec![Occurrence::in_field(
            "resources",
            "Aucun fichier n’est décrit : une phrase sur un seul suffit au critère de qualité.",
        )]
    }),
    ..BASE
};

/// What a resource tells of its parts (`dct:hasPart`) is shown as a file.
pub static PART: Rule = Rule {
    code: "haspart-ressource",
    severity: Severity::Advice,
    silent: true,
    title: "Partie affichée comme un fichier",
    constat: "La fiche contient d’autres jeux (dct:hasPart).",
    effect: "data.gouv.fr fait de chaque partie une ressource « Autre », qui mène à son adresse.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        let parts: Vec<_> =
            context.taken("url").filter(|(line, _)| line.path() == "dct:hasPart/@id").collect();
        parts
            .first()
            .map(|(line, raw)| {
                let message = format!(
                    "{} (dct:hasPart), comme {}.",
                    count(
                        parts.len(),
                        "partie du jeu sera affichée comme un fichier",
                        "parties du jeu seront affichées comme des fichiers"
                    ),
                    quote(raw)
                );
                Occurrence::at(*line, message)
            })
            .into_iter()
            .collect()
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_become_bytes() {
        assert_eq!(in_bytes("12 Ko").as_deref(), Some("12288"));
        assert_eq!(in_bytes("1,5 Mo").as_deref(), Some("1572864"));
        assert_eq!(in_bytes("12"), None);
        assert_eq!(in_bytes("douze Ko"), None);
    }

    #[test]
    fn addresses_are_completed_when_that_is_enough() {
        assert_eq!(completed("www.ville.fr/a b.csv").as_deref(), Some("https://www.ville.fr/a%20b.csv"));
        assert_eq!(completed("http://localhost/x"), None);
        assert_eq!(completed(r"\\serveur\partage"), None);
    }
}
