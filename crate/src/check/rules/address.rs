//! Addresses of files: refused, missing, that will not last, that tell a password.

use super::{
    BASE, REFUSED,
    quoting::{is_empty_address, list, quote},
    resource::each,
    template::is_template,
};
use crate::{
    check::{Check, InBulk, Occurrence, Rule, RuleContext, fixes},
    harvest::RecordSchema,
    model::{Entry, Loss},
    text::{
        count::count,
        secrets::{self, Secret},
        url,
    },
};

/// One bad address makes the whole record fail.
pub static INVALID: Rule = Rule {
    code: "ressource-url-invalide",
    title: "Adresse de fichier refusée",
    constat: "L’adresse d’un fichier n’est pas une adresse publique complète : espace, domaine local ou privé, schéma absent ou inconnu.",
    effect: "Une seule mauvaise adresse fait rejeter toute la fiche.",
    fixes: fixes::RESOURCE_URL,
    in_bulk: InBulk::Said(
        "GeoNetwork : « Administration > Paramètres > Serveur », hôte public. CKAN : ckan.site_url. Si toutes les adresses ont le même début fautif, c’est ce réglage.",
    ),
    check: Check::Record(|context| {
        context.refused("ressource-url-invalide", |refusal| {
            let raw = refusal.raw();
            if raw.trim().is_empty() || is_empty_address(raw) {
                return "Toute la fiche sera rejetée : l’adresse d’un fichier est vide. Donnez une adresse complète, ou retirez ce fichier.".to_owned();
            }
            let why = match url::validate(raw) {
                Err(_) if raw.contains('@') && !raw.contains('/') => {
                    " C’est une adresse électronique, et non celle d’un fichier.".to_owned()
                }
                Err(_) if is_template(raw) => {
                    " C’est un champ de gabarit que rien n’a remplacé.".to_owned()
                }
                Err(_) if is_relative(context, raw) => {
                    " Dans le catalogue, elle est relative (elle ne commence pas par https://), ou commence par « file: ». Écrivez l’adresse complète du fichier, sur le web.".to_owned()
                }
                Err(_) if are_several(raw) => {
                    " Ce champ contient plusieurs adresses. Donnez un fichier pour chacune.".to_owned()
                }
                Err(_) if !raw.contains(['.', '/', '\\']) => {
                    " Ce n’est pas une adresse. Donnez celle du fichier, ou retirez-le.".to_owned()
                }
                Err(_) if with_scheme(raw).is_some() => " Le début de l’adresse est mal écrit.".to_owned(),
                Err(error) => format!(" {}", error.explain()),
                Ok(_) => String::new(),
            };
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
    ..REFUSED
};

/// Whether an address is what a graph makes of a relative one, which nothing tells from a path: without a drive.
fn is_relative(context: &RuleContext<'_>, address: &str) -> bool {
    let is_of_graph = context.schema() == Some(RecordSchema::Dcat);
    let path = address.strip_prefix("file:").filter(|_| is_of_graph);
    path.is_some_and(|path| !path.trim_start_matches('/').get(1..).is_some_and(|rest| rest.starts_with(':')))
}

/// What to set when an address is that of the machine itself: the software was never told its public name.
pub(super) fn unset_host(address: &str) -> Option<&'static str> {
    let host = address.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let is_own = matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0") || host.ends_with(".local");
    is_own.then_some("Le logiciel ne connaît pas son adresse publique : sous GeoNetwork, « Administration > Paramètres > Serveur » ; sous CKAN, ckan.site_url.")
}

/// `www.x.fr/a b.csv` as `https://www.x.fr/a%20b.csv`, when that is enough.
fn completed(raw: &str) -> Option<String> {
    let encoded = raw.trim().replace(' ', "%20");
    if encoded.contains('@') && !encoded.contains('/') || are_several(raw) {
        return None;
    }
    let address = match with_scheme(&encoded) {
        Some(address) => address,
        None if encoded.contains("://") => encoded,
        None => format!("https://{encoded}"),
    };
    url::validate(&address).is_ok().then_some(address)
}

/// Whether a text is several addresses, one after the other.
fn are_several(raw: &str) -> bool {
    let starts = raw.split([' ', '\n', '\r', '\t', ',', ';']).filter(|word| word.starts_with("http"));
    starts.count() > 1
}

/// `https://https://x.fr`, `htp://x.fr` or `https//x.fr` with the scheme that it nearly has.
fn with_scheme(address: &str) -> Option<String> {
    let scheme = |start: &str| if start.contains('s') { "https" } else { "http" };
    let address = address.trim();
    if let Some((start, rest)) = address.rsplit_once("://") {
        let is_nearly = start.starts_with('h') && start.bytes().all(|byte| b"htps:/".contains(&byte));
        return (is_nearly && start != scheme(start)).then(|| format!("{}://{rest}", scheme(start)));
    }
    let starts = ["https:/", "https//", "http:/", "http//"];
    let (start, rest) = starts.iter().find_map(|start| Some((start, address.strip_prefix(start)?)))?;
    Some(format!("{}://{rest}", scheme(start)))
}

/// Distributions that are not kept.
pub static MISSING: Rule = Rule {
    code: "ressource-sans-url",
    silent: true,
    title: "Fichier sans adresse",
    constat: "Une distribution n’a ni dcat:downloadURL ni dcat:accessURL, ou n’est décrite nulle part dans le catalogue.",
    effect: "Elle disparaît, sans que rien ne le signale.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        if context.schema().is_some_and(|schema| !schema.is_dcat()) || context.item.record.is_none() {
            return Vec::new();
        }
        let is_iso = context.schema() == Some(RecordSchema::Iso19139);
        // The only one that has no address has it under a name that is nearly right, which is told.
        let is_misnamed = super::property::written_for_address(context.item).is_some();
        if is_misnamed && context.lost("resources").nth(1).is_none() {
            return Vec::new();
        }
        let (undescribed, others): (Vec<_>, Vec<_>) =
            context.lost("resources").partition(|line| line.loss() == Some(&Loss::Undescribed));
        let others = others.into_iter().map(|line| {
            let raw = line.raw().unwrap_or_default();
            let message = if is_iso {
                format!("Le lien {} n’a pas d’adresse (gmd:URL) : il ne sera pas repris.", quote(raw))
            } else {
                format!(
                    "Le fichier {} n’a ni dcat:downloadURL ni dcat:accessURL : il ne sera pas repris.",
                    quote(raw)
                )
            };
            Occurrence::at(line, message)
        });
        others.chain(named_only(&undescribed)).collect()
    }),
    ..BASE
};

/// Distributions of which the catalogue says no more than the name, all together: an export leaves them out by the dozen.
fn named_only(lines: &[Entry<'_>]) -> Option<Occurrence> {
    let &first = lines.first()?;
    let names = list(lines.iter().filter_map(|line| line.raw()), 3);
    let message = if lines.len() == 1 {
        format!(
            "Le catalogue nomme la distribution {names}, sans rien en dire : elle ne sera pas reprise. Décrivez-la (dcat:Distribution) ; si c’est l’adresse du fichier, donnez-la dans dcat:downloadURL."
        )
    } else {
        format!(
            "Le catalogue nomme {} distributions, sans rien en dire ({names}) : elles ne seront pas reprises. Décrivez-les (dcat:Distribution) ; si ce sont les adresses des fichiers, donnez-les dans dcat:downloadURL.",
            lines.len()
        )
    };
    Some(Occurrence::at(first, message))
}

/// Parameters that change at each export.
const CHANGING: [&str; 12] = [
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
pub static VOLATILE: Rule = Rule {
    code: "ressource-url-volatile",
    silent: true,
    title: "Adresse de fichier qui changera",
    constat: "L’adresse contient un jeton, une signature ou une session.",
    effect: "Quand elle change, data.gouv.fr ajoute un fichier et garde l’ancien, qui ne répond plus.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        each(context)
            .filter_map(|(index, resource)| {
                // « ;jsessionid=… » stands before the query.
                let (_, query) = resource.url.split_once(['?', ';'])?;
                let parameter = query
                    .split(['&', ';', '?'])
                    .map(|pair| pair.split_once('=').map_or(pair, |(key, _)| key))
                    .find(|key| CHANGING.contains(&key.to_lowercase().as_str()))?;
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

/// An address that was copied out of HTML or XML.
pub static ESCAPED: Rule = Rule {
    code: "ressource-url-echappee",
    silent: true,
    title: "Adresse copiée d’une page web",
    constat: "Dans l’adresse d’un fichier, « amp; » suit un « & », comme dans le texte d’une page web.",
    effect: "data.gouv.fr publie l’adresse ainsi, et le serveur n’y trouve pas les paramètres attendus.",
    fixes: fixes::RESOURCE_URL,
    check: Check::Record(|context| {
        each(context)
            .filter(|(_, resource)| resource.url.contains("&amp;"))
            .map(|(index, resource)| {
                let message = format!(
                    "L’adresse {} contient « &amp; », qui n’est un « & » que dans le texte d’une page web.",
                    quote(&resource.url)
                );
                let found = context.in_resource(index, "url", &resource.url, message);
                found.suggesting(Some(resource.url.replace("&amp;", "&")))
            })
            .collect()
    }),
    ..BASE
};

/// What everyone would read in an address, and that address without it.
fn published_secret(address: &str) -> Option<(String, String)> {
    let what = match secrets::published(address)? {
        Secret::Password => "un mot de passe",
        Secret::Key => "une clé d’accès",
    };
    let hidden = secrets::without_secrets(address).into_owned();
    Some((format!("L’adresse {} contient {what}, que tout le monde lira.", quote(&hidden)), hidden))
}

/// A password or a key that everyone would read.
pub static CREDENTIALS: Rule = Rule {
    code: "ressource-url-identifiants",
    silent: true,
    title: "Mot de passe ou clé publié",
    constat: "Une adresse contient un mot de passe (utilisateur:motdepasse@, password=) ou une clé d’accès (apikey=).",
    effect: "data.gouv.fr accepte l’adresse et la publie : tout le monde lira ce qu’elle contient.",
    fixes: fixes::RESOURCE_URL,
    in_bulk: InBulk::Said("Changez le mot de passe ou la clé dès maintenant, puis retirez-les des adresses."),
    check: Check::Record(|context| {
        let of_files = each(context).filter_map(|(index, resource)| {
            let (message, hidden) = published_secret(&resource.url)?;
            Some(context.in_resource(index, "url", &hidden, message))
        });
        let service = context.item.dataservice().into_iter();
        let of_service = service.flat_map(|service| {
            [
                ("base_api_url", &service.base_api_url),
                ("machine_documentation_url", &service.machine_documentation_url),
            ]
        });
        let of_service = of_service.filter_map(|(field, address)| {
            let (message, hidden) = published_secret(address.as_deref()?)?;
            Some(Occurrence::in_field(field, message).valued(&hidden))
        });
        of_files.chain(of_service).collect()
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::completed;

    #[test]
    fn addresses_are_completed_when_that_is_enough() {
        assert_eq!(completed("www.ville.fr/a b.csv").as_deref(), Some("https://www.ville.fr/a%20b.csv"));
        for broken in ["https://https://ville.fr/a.csv", "https//ville.fr/a.csv", "htps://ville.fr/a.csv"] {
            assert_eq!(completed(broken).as_deref(), Some("https://ville.fr/a.csv"), "{broken}");
        }
        assert_eq!(completed("mailto:a@ville.fr"), None);
        assert_eq!(completed("https://ville.fr/a.csv https://ville.fr/b.csv"), None);
        assert_eq!(completed("à venir"), None);
        assert_eq!(completed("http://localhost/x"), None);
        assert_eq!(completed(r"\\serveur\partage"), None);
    }
}
