//! What to tell a person of each fault: what happened, what it means for the harvest, what to do.

use super::{
    Explanation, Fault, FaultCause, Remedy,
    remedy::{cautions, check, link, of_later_page, say, with_slash, without_browser},
    service::refused,
    short,
};
use crate::{
    model::{Setback, Unusable},
    portal::{Candidate, Software, client::Method},
    source::{Problem, ProblemKind},
    text::{
        count::{count, number},
        url::host,
    },
};

/// What data.gouv.fr says when it stops.
fn stops_here(unusable: &Unusable) -> String {
    match unusable.message() {
        Some(message) => format!("data.gouv.fr s’arrêterait ici (« {} »).", short(&message)),
        None => "data.gouv.fr s’arrêterait ici.".to_owned(),
    }
}

impl Fault {
    /// What to tell the person; `portal` is what it was read as, and what else it could be.
    pub fn explain(&self, portal: &[Candidate]) -> Explanation {
        let host = host(&self.address);
        let of = |title: String, cause: &str, harvest: &str, actions: Vec<Remedy>| Explanation {
            title,
            cause: cause.to_owned(),
            harvest: harvest.to_owned(),
            actions,
            detail: self.detail(),
        };
        // What only this computer may be the cause of is not held against the portal.
        const FROM_HERE: &str =
            "Si l’adresse ne répond pas non plus ailleurs que chez vous, data.gouv.fr échouerait aussi.";
        const FAILS: &str = "data.gouv.fr échouerait aussi.";
        let or_later =
            |actions: Vec<Remedy>| of_later_page(self.page, portal).map_or(actions, |remedy| vec![remedy]);
        match &self.cause {
            FaultCause::Cors => of(
                "Votre portail répond, mais interdit la lecture depuis une autre page".into(),
                "C’est un réglage de sécurité des navigateurs (CORS), courant et sans rapport avec la qualité de vos données.",
                "data.gouv.fr, lui, pourra lire votre portail.",
                without_browser(&self.address, portal),
            ),
            FaultCause::Mixed => {
                let secure = self.address.replacen("http://", "https://", 1);
                let mut actions = vec![
                    Remedy::Check { label: "Essayer la même adresse en https".into(), address: secure, kind: None },
                    say("Si l’adresse en https répond, donnez celle-là au moissonneur : beaucoup de serveurs redirigent http vers https, et data.gouv.fr ne suit pas les redirections."),
                ];
                actions.extend(without_browser(&self.address, portal).into_iter().filter(|action| !matches!(action, Remedy::Administrator { .. })));
                of(
                    "Adresse en http : le navigateur refuse de la lire".into(),
                    "Une page sécurisée (https) ne peut pas lire une adresse qui ne l’est pas (http).",
                    "data.gouv.fr peut la lire, votre navigateur non.",
                    actions,
                )
            }
            FaultCause::Name => of(
                format!("Aucun serveur ne s’appelle {host}"),
                "L’adresse est sans doute mal écrite, ou n’existe que dans le réseau interne de votre organisation.",
                FROM_HERE,
                vec![say("Vérifiez l’adresse, lettre par lettre."), say("Si elle ne s’ouvre que depuis votre réseau, faites publier le portail sur internet."), Remedy::Retry],
            ),
            FaultCause::Unreachable(_) => of(
                format!("Aucune réponse de {host}"),
                "Adresse mal écrite, portail arrêté, certificat expiré ou accès réservé au réseau interne.",
                FROM_HERE,
                vec![say("Ouvrez l’adresse dans un autre onglet : votre navigateur dira pourquoi."), Remedy::Retry],
            ),
            FaultCause::Tls(_) => of(
                format!("Le certificat de {host} n’est pas accepté"),
                "Il est expiré, fait pour un autre nom, ou livré sans son certificat intermédiaire, que les navigateurs savent retrouver et pas data.gouv.fr.",
                "data.gouv.fr refuserait la connexion.",
                vec![
                    Remedy::Administrator {
                        about: "Demandez à l’administrateur de livrer la chaîne complète de certificats. Cette commande la montre :".into(),
                        setting: format!("openssl s_client -connect {0}:443 -servername {0} -showcerts", name(host)),
                    },
                    Remedy::Retry,
                ],
            ),
            FaultCause::Timeout => of(
                "Le portail a mis trop de temps".into(),
                &format!("{host} n’a pas répondu en une minute."),
                "Si le portail n’est pas plus rapide pour data.gouv.fr que pour vous, le moissonnage s’arrêterait là.",
                vec![say("Réessayez à une heure creuse ; si cela dure, prévenez l’administrateur du portail."), Remedy::Retry],
            ),
            FaultCause::Redirected { to, followed, .. } => {
                let mut actions = vec![Remedy::Check { label: "Utiliser l’adresse finale".into(), address: to.clone(), kind: None }];
                actions.push(say(format!("Dans le formulaire de data.gouv.fr, donnez directement {to}")));
                of(
                    "Cette adresse est redirigée : le moissonnage échouerait".into(),
                    &if *followed {
                        format!("{} mène à {to}. L’aperçu montre ce que donne l’adresse finale.", self.address)
                    } else {
                        format!("{} mène à {to}, qui n’a pas été lue à sa place.", self.address)
                    },
                    "data.gouv.fr ne suit pas les redirections.",
                    or_later(actions),
                )
            }
            FaultCause::Status(status @ (404 | 410)) => {
                let mut actions: Vec<_> = with_slash(portal).into_iter().collect();
                actions.extend(portal.iter().skip(1).map(check));
                actions.extend(cautions(portal));
                actions.push(say("Vérifiez l’adresse : celle de l’accueil du portail suffit souvent."));
                of(
                    format!("Adresse introuvable (erreur {status})"),
                    &format!("{host} répond, mais rien n’existe à cette adresse."),
                    FAILS,
                    or_later(actions),
                )
            }
            FaultCause::Status(status @ (401 | 403 | 407)) => of(
                format!("Accès refusé (erreur {status})"),
                &format!("{host} ne laisse pas lire son catalogue sans compte, ou filtre les programmes."),
                "data.gouv.fr ne pourrait pas le lire non plus, sauf si le portail le laisse passer exprès.",
                vec![
                    say(match portal.first().map(|found| found.software) {
                        Some(Software::Opendatasoft) => "Rendez le catalogue public : Configuration > Sécurité, autorisez les utilisateurs anonymes.",
                        Some(Software::Isogeo) => "Vérifiez que le partage est encore actif : Administration > Partages.",
                        _ => "Rendez le catalogue lisible sans compte.",
                    }),
                    say("Si un pare-feu filtre les programmes, faites-y accepter les adresses de data.gouv.fr et son nom « uData/0.1 »."),
                ],
            ),
            FaultCause::Status(405) if self.method == Method::Post => of(
                "Ce service n’accepte pas la requête du moissonneur (erreur 405)".into(),
                "data.gouv.fr interroge un service CSW par POST, et celui-ci ne l’accepte pas à cette adresse.",
                "Le moissonnage échouerait.",
                vec![say("Donnez l’adresse du point d’entrée CSW lui-même, sans paramètre (par exemple …/srv/fre/csw), ou faites-y autoriser POST.")],
            ),
            FaultCause::Status(status @ 300..=399) => of(
                format!("Le portail ne donne rien à cette adresse (réponse {status})"),
                &format!("{host} répond comme pour une redirection, sans dire où."),
                "data.gouv.fr s’arrêterait ici.",
                vec![Remedy::Retry, say("Prévenez l’administrateur du portail ; le détail technique l’aidera.")],
            ),
            FaultCause::Status(status @ 400..=499) => of(
                format!("Le portail refuse la requête (erreur {status})"),
                &format!("{host} répond, mais ne donne pas le catalogue."),
                FAILS,
                or_later(vec![say("Vérifiez l’adresse et les filtres ; si cela dure, prévenez l’administrateur du portail, que le détail technique aidera."), Remedy::Retry]),
            ),
            FaultCause::Status(status) => of(
                format!("Le portail est en panne à cette adresse (erreur {status})"),
                &format!("{host} répond par une erreur."),
                FAILS,
                vec![Remedy::Retry, say("Si cela dure, prévenez l’administrateur du portail ; le détail technique l’aidera.")],
            ),
            FaultCause::Busy(status) => of(
                "Le portail demande d’attendre".into(),
                &match status {
                    503 => format!("{host} est saturé, ou en maintenance (erreur 503)."),
                    _ => format!("{host} reçoit trop de demandes (erreur {status})."),
                },
                "data.gouv.fr n’attend pas : le moissonnage échouerait à ce moment-là.",
                vec![say("Réessayez dans quelques minutes."), Remedy::Retry, say("Si cela arrive aussi la nuit, faites relever la limite du portail pour data.gouv.fr.")],
            ),
            FaultCause::Login => of(
                "Votre portail demande de se connecter".into(),
                "L’adresse donne une page de connexion : le catalogue n’est pas public.",
                "data.gouv.fr ne pourra pas le moissonner.",
                vec![say("Rendez le catalogue lisible sans compte (sur Opendatasoft : autorisez les utilisateurs anonymes).")],
            ),
            FaultCause::Html { links } => {
                let mut actions: Vec<_> = links
                    .iter()
                    .map(|address| link(address))
                    .chain(portal.iter().skip(1).map(check))
                    .collect();
                actions.extend(cautions(portal));
                actions.push(say("Donnez l’adresse de l’export ou de l’API du portail, pas celle d’une page à lire."));
                of(
                    "Cette adresse renvoie une page web, pas un catalogue".into(),
                    &format!("{host} répond par du HTML, fait pour être lu par une personne."),
                    "data.gouv.fr n’en tirerait aucune fiche.",
                    or_later(actions),
                )
            }
            FaultCause::NotTaken(unusable @ (Unusable::NoType | Unusable::Type(_))) => of(
                "Le type annoncé n’est pas celui d’un catalogue".into(),
                "L’adresse ne finit pas comme un fichier RDF, et l’en-tête Content-Type n’est d’aucun format que data.gouv.fr lit.",
                &stops_here(unusable),
                vec![
                    Remedy::Administrator {
                        about: "Faites servir le catalogue avec son type, à la requête HEAD comme à GET :".into(),
                        setting: "Content-Type: application/rdf+xml; charset=utf-8".into(),
                    },
                    say("Ou donnez une adresse qui finit par .rdf, .ttl ou .jsonld."),
                ],
            ),
            FaultCause::NotTaken(unusable) => of(
                "L’API du portail ne répond pas comme data.gouv.fr l’attend".into(),
                &format!("À l’adresse {}, {unusable}.", self.address),
                &stops_here(unusable),
                match unusable {
                    Unusable::Html(_) | Unusable::NotJson(_) => vec![Remedy::Administrator {
                        about: "Faites annoncer ce type exact par toutes les réponses de l’API :".into(),
                        setting: "Content-Type: application/json; charset=utf-8".into(),
                    }],
                    _ => vec![say("Vérifiez que l’adresse est celle de la racine du portail, et que son API est publique.")],
                },
            ),
            FaultCause::Head(cause) => of(
                "Le portail refuse la première requête de data.gouv.fr (HEAD)".into(),
                &format!("L’adresse ne dit pas le format du catalogue : data.gouv.fr demande d’abord l’en-tête de la réponse, par HEAD, et le portail répond « {} ».", cause.word()),
                "Le moissonnage échouerait, même si le catalogue se lit dans un navigateur. Ce qui a pu en être lu est montré pour aider.",
                vec![
                    say("Donnez une adresse qui finit par .rdf, .ttl ou .jsonld, si le portail en a une : data.gouv.fr ne demande alors pas l’en-tête."),
                    Remedy::Administrator {
                        about: "Ou demandez à votre administrateur de répondre à HEAD comme à GET. Cette commande doit montrer 200 et un Content-Type :".into(),
                        setting: format!("curl -I '{}'", self.address.replace('\'', "%27")),
                    },
                ],
            ),
            FaultCause::HeadUnknown => of(
                "La première requête de data.gouv.fr (HEAD) n’a pas pu être vérifiée ici".into(),
                "L’adresse ne dit pas le format du catalogue : data.gouv.fr demande d’abord l’en-tête de la réponse, par HEAD. Votre navigateur n’a pas le droit de lire cette réponse-là.",
                "Si elle n’est pas un succès avec le type d’un catalogue, le moissonnage échouerait.",
                vec![Remedy::Administrator {
                    about: "Cette commande doit montrer 200 et un Content-Type :".into(),
                    setting: format!("curl -I '{}'", self.address.replace('\'', "%27")),
                }],
            ),
            FaultCause::Retried(cause) => of(
                "Le portail n’a répondu qu’au second essai".into(),
                &format!("Sa première réponse était « {} ».", cause.word()),
                "data.gouv.fr ne demande qu’une fois : avec cette première réponse, le moissonnage échouerait.",
                vec![Remedy::Retry, say("Si cela se répète, prévenez l’administrateur du portail.")],
            ),
            FaultCause::Truncated => of(
                "La réponse s’est interrompue".into(),
                &format!("La réponse de {host} s’est arrêtée avant la fin du document."),
                "data.gouv.fr échouerait à cet endroit.",
                vec![Remedy::Retry, say("Si cela se répète, le portail abandonne sans doute les exports trop longs : prévenez son administrateur.")],
            ),
            FaultCause::Undecoded => of(
                "La réponse n’est pas compressée comme elle l’annonce".into(),
                &format!("L’en-tête Content-Encoding de {host} annonce une compression, et la réponse ne se décompresse pas."),
                "data.gouv.fr échouerait à cet endroit.",
                vec![say("Demandez à l’administrateur du portail de retirer l’en-tête Content-Encoding de cette réponse, ou de la compresser vraiment.")],
            ),
            FaultCause::Exception(message) => of(
                "Le service CSW refuse la requête".into(),
                &format!("Il répond : « {} ».", short(message)),
                "data.gouv.fr échouerait avec la même requête.",
                portal.iter().skip(1).map(check).chain([say("Essayez l’autre type de moissonneur CSW, ou l’adresse du service d’un sous-portail.")]).collect(),
            ),
            FaultCause::Endless(next) => of(
                "Le catalogue tourne en rond".into(),
                &format!("Après {next}, le portail redonne ce qu’il avait déjà donné. La lecture s’arrête là."),
                "data.gouv.fr tournerait sans fin, ou lirait deux fois les mêmes fiches.",
                vec![say("N’annoncez pas de page suivante sur la dernière page, et vérifiez que la pagination tient compte de ses paramètres.")],
            ),
            FaultCause::Repeats => of(
                "Le service redonne les mêmes fiches à chaque page".into(),
                "Plusieurs pages de suite n’ont apporté aucune nouvelle fiche. La lecture s’arrête là.",
                "data.gouv.fr lirait toutes les pages annoncées et refuserait chaque fiche déjà lue ; il ne verrait jamais les autres.",
                vec![say("Vérifiez que le service tient compte de startPosition.")],
            ),
            FaultCause::OtherHost(address) => of(
                "La page suivante est sur un autre serveur".into(),
                &format!("Le catalogue annonce {address}, et rien n’est demandé à un serveur que vous n’avez pas nommé."),
                "data.gouv.fr, lui, la lirait.",
                vec![
                    Remedy::Check { label: "Lire cette adresse".into(), address: address.clone(), kind: None },
                    say("Si c’est le même portail sous un autre nom, donnez son adresse publique."),
                ],
            ),
            FaultCause::Empty => of(
                "Aucune fiche trouvée : rien n’a été vérifié".into(),
                "Le portail répond, mais son catalogue est vide.",
                "Le moissonnage réussirait sans rien publier, et archiverait ce qui l’était.",
                portal.iter().skip(1).map(check).chain([say("Vérifiez les filtres, et que les jeux de données sont publics.")]).collect(),
            ),
            FaultCause::Capped { found, read } => of(
                format!("data.gouv.fr ne lirait que {} sur {}", count(*read, "jeu", "jeux"), number(*found)),
                "Avec un filtre, data.gouv.fr demande une seule page de 1 000 jeux.",
                "Les autres ne seraient pas moissonnés, et ceux qui l’étaient seraient archivés.",
                vec![say("Créez plusieurs moissonneurs, un par organisation, ou moissonnez le portail sans filtre.")],
            ),
            FaultCause::NoExport { address, why } => of(
                "L’export DCAT du portail ne répond pas".into(),
                &format!("{address} : {}. L’aperçu vient de l’API du portail, à défaut.", why.word()),
                "data.gouv.fr lit l’export DCAT : tant qu’il ne répond pas, le moissonnage échouerait.",
                vec![say("Ouvrez cette adresse dans un autre onglet, puis demandez au support du portail de la rétablir.")],
            ),
            FaultCause::Approximate => of(
                "Aperçu approché".into(),
                "Votre navigateur n’a pas pu envoyer la requête POST du moissonneur : une requête équivalente par adresse a été faite.",
                "data.gouv.fr enverra la vraie requête : le nombre et l’ordre des fiches peuvent différer un peu.",
                without_browser(&self.address, portal),
            ),
            FaultCause::Unknown => of(
                format!("Ce qu’est {host} n’a pas été reconnu"),
                "Aucune des adresses habituelles d’Opendatasoft, CKAN, GeoNetwork, CSW, ArcGIS Hub ou DCAT ne répond.",
                "data.gouv.fr a besoin de l’adresse exacte du catalogue, et de son type.",
                vec![
                    say("Demandez à l’administrateur du portail l’adresse de son catalogue DCAT ou de son service CSW."),
                    say("Ou choisissez un type dans « Réglages du moissonneur » et réessayez."),
                ],
            ),
            FaultCause::Home { links } => {
                let mut actions: Vec<_> = links.iter().map(|address| link(address)).collect();
                actions.extend([
                    say("Cherchez dans ce site, souvent en pied de page ou sous « API », « Développeurs » ou « Métadonnées », un lien vers un catalogue : DCAT, RDF, Turtle, JSON-LD, CSW ou GeoNetwork. C’est cette adresse qu’il faut donner."),
                    say("Si les données sont sur un autre site que celui-ci, donnez l’adresse de cet autre site."),
                    say("Sinon, demandez à l’administrateur du portail l’adresse de son catalogue DCAT ou de son service CSW."),
                ]);
                of(
                    format!("{host} est un site web, pas un catalogue"),
                    "Sa page d’accueil est faite pour être lue par une personne, et aucune des adresses habituelles d’Opendatasoft, CKAN, GeoNetwork, CSW, ArcGIS Hub ou DCAT n’y répond.",
                    "data.gouv.fr a besoin de l’adresse exacte du catalogue, et de son type.",
                    actions,
                )
            }
            FaultCause::Service(refusal) => {
                let (title, cause, harvest, actions) = refused(refusal, &self.address, host);
                of(title, &cause, harvest, actions)
            }
            FaultCause::Foreign { found, advice } => of(
                format!("{host} ne donne pas un catalogue"),
                &format!("{found} Aucune des adresses habituelles d’Opendatasoft, CKAN, GeoNetwork, CSW, ArcGIS Hub ou DCAT n’y répond non plus."),
                "data.gouv.fr a besoin de l’adresse exacte du catalogue, et de son type.",
                vec![
                    say(advice),
                    say("Ou demandez à l’administrateur du portail l’adresse de son catalogue DCAT ou de son service CSW."),
                ],
            ),
            FaultCause::TooLarge(bytes) => of(
                "Réponse trop volumineuse pour être lue ici".into(),
                &format!("{host} a envoyé plus de {} Mo ; la lecture s’arrête là.", bytes >> 20),
                "Cette limite est celle de cet outil : elle ne dit rien du moissonnage.",
                without_browser(&self.address, portal).into_iter().filter(|action| matches!(action, Remedy::Command(_))).collect(),
            ),
            FaultCause::TooSlow(seconds) => of(
                "La réponse n’en finit pas".into(),
                &format!("{host} envoyait encore sa réponse après {} minutes ; la lecture s’arrête là.", seconds / 60),
                "Cette limite est celle de cet outil : data.gouv.fr attendrait davantage, mais un moissonnage si long finit souvent par être coupé.",
                vec![Remedy::Retry, say("Prévenez l’administrateur du portail : l’export est trop lent.")],
            ),
            FaultCause::Stopped => of(
                "Lecture arrêtée".into(),
                "Vous avez arrêté la lecture.",
                "Ce qui était lu est gardé.",
                vec![Remedy::Retry],
            ),
        }
    }

    /// The same, in a banner beside the records that could be read.
    pub(in crate::portal) fn problem(&self, portal: &[Candidate], stop: Option<&Setback>) -> Problem {
        let Explanation { title, cause, harvest, actions, .. } = self.explain(portal);
        let partial = self.read > 0 || !self.cause.stops();
        // What goes round is seen after it was read.
        let goes_round = matches!(self.cause, FaultCause::Endless(_) | FaultCause::Repeats);
        let place = if self.read > 0 && self.cause.stops() && !goes_round {
            format!(" (page {})", self.page)
        } else {
            String::new()
        };
        let advice = actions.iter().find_map(|action| match action {
            Remedy::Say(text) => Some(format!(" {text}")),
            _ => None,
        });
        Problem {
            document: self.address.clone(),
            position: None,
            found: format!("{title}{place}. {cause}"),
            advice: format!("{harvest}{}", advice.unwrap_or_default()),
            partial,
            kind: stop.filter(|stop| self.cause.is(stop, &self.address)).map(|_| ProblemKind::Halted),
        }
    }

    fn detail(&self) -> String {
        format!("{} {}\n{}", self.method.name(), self.address, self.cause.word())
    }
}

fn name(host: &str) -> &str {
    host.split(':').next().unwrap_or(host)
}
