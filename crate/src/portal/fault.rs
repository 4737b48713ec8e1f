//! What can go wrong between an address and its records, and what to say of it: each case is a screen of its own.

use super::{
    Address, Candidate, Software,
    client::Failure,
    commands::{Commands, commands, direct},
};
use crate::source::Problem;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The portal answers, but other pages may not read it.
    Cors,
    /// A page in https may not ask an address in http.
    Mixed,
    /// No host of that name.
    Name,
    /// No answer, with the carrier's words.
    Unreachable(String),
    /// The certificate is refused, with the carrier's words.
    Tls(String),
    /// No answer in time.
    Timeout,
    /// The address leads elsewhere.
    Redirected {
        /// The HTTP status, where it may be read.
        status: Option<u16>,
        /// Where.
        to: String,
        /// Whether the other address was read in its place.
        followed: bool,
    },
    /// An HTTP error.
    Status(u16),
    /// The portal still asks to wait.
    Busy(u16),
    /// A page to sign in.
    Login,
    /// A web page.
    Html {
        /// Catalogues that the page names.
        links: Vec<String>,
    },
    /// udata does not know this type of document; with its error.
    WrongType(String),
    /// The answer stopped before its end.
    Truncated,
    /// A catalogue service says no, in its words.
    Exception(String),
    /// A page of a catalogue service does not say which one follows.
    NoNextRecord,
    /// The address of the next page is relative.
    RelativeNext(String),
    /// A page that was read already.
    Endless(String),
    /// A page of another host.
    OtherHost(String),
    /// A catalogue without records.
    Empty,
    /// More records match the filters than the harvester reads.
    Capped {
        /// Records that match.
        found: usize,
        /// Records that the harvester reads.
        read: usize,
    },
    /// The DCAT export, which the harvester reads, does not answer; the API does.
    NoExport {
        /// The address of the export.
        address: String,
        /// Why.
        why: Box<Cause>,
    },
    /// The browser could not send the harvester's own request.
    Approximate,
    /// Nothing that a harvester reads was found.
    Unknown,
    /// More than can be held.
    TooLarge,
    /// The person stopped.
    Stopped,
}

impl From<Failure> for Cause {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unreadable => Self::Cors,
            Failure::Mixed => Self::Mixed,
            Failure::Name => Self::Name,
            Failure::Unreachable(detail) => Self::Unreachable(detail),
            Failure::Tls(detail) => Self::Tls(detail),
            Failure::Timeout => Self::Timeout,
            Failure::TooLarge => Self::TooLarge,
            Failure::Stopped => Self::Stopped,
        }
    }
}

/// Links of a web page that are worth showing.
const LINKS: usize = 6;

impl Cause {
    /// A web page, and the catalogues it names.
    pub(super) fn html(text: &str, base: &str) -> Self {
        let marks = [
            "rdf+xml",
            "ld+json",
            "text/turtle",
            "/exports/dcat",
            "catalog.xml",
            "catalog.rdf",
            "catalog.ttl",
            "catalog.jsonld",
            "/csw",
            "/api/feed/dcat",
            "data.json",
            ".ttl",
            ".rdf",
        ];
        let mut links = Vec::new();
        for tag in text.split('<').filter(|tag| {
            let name = tag.get(..5).unwrap_or_default().to_ascii_lowercase();
            name.starts_with("a ") || name.starts_with("link ")
        }) {
            let tag = tag.split('>').next().unwrap_or_default();
            let address = tag.split_once("href=").and_then(|(_, rest)| {
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                rest.get(1..)?.split(quote).next()
            });
            let is_script = tag.contains("ld+json") && !tag.contains("alternate");
            if let Some(address) = address
                && !is_script
                && marks.iter().any(|mark| tag.contains(mark))
                && let Some(address) = crate::text::url::join(base, &address.replace("&amp;", "&"))
                && address.starts_with("http")
                && !links.contains(&address)
                && links.len() < LINKS
            {
                links.push(address);
            }
        }
        Self::Html { links }
    }

    /// Whether the whole host does not answer, or asks to be left alone.
    pub(super) fn is_of_the_host(&self) -> bool {
        matches!(
            self,
            Self::Mixed
                | Self::Name
                | Self::Unreachable(_)
                | Self::Tls(_)
                | Self::Timeout
                | Self::Busy(_)
                | Self::Stopped
        )
    }

    /// Whether data.gouv.fr would stop there with an error, although records could be read here.
    pub fn fails_harvest(&self) -> bool {
        matches!(
            self,
            Self::Redirected { .. }
                | Self::NoExport { .. }
                | Self::WrongType(_)
                | Self::NoNextRecord
                | Self::RelativeNext(_)
        )
    }

    /// Whether it keeps records from being read.
    pub fn stops(&self) -> bool {
        !matches!(
            self,
            Self::Redirected { followed: true, .. }
                | Self::WrongType(_)
                | Self::Capped { .. }
                | Self::NoExport { .. }
                | Self::Approximate
                | Self::Empty
        )
    }
}

/// Something that went wrong, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub cause: Cause,
    /// The address that was asked.
    pub address: String,
    /// Whether it was posted to.
    pub posts: bool,
    /// Which page it was, counted from 1.
    pub page: usize,
    /// Records read before.
    pub read: usize,
}

/// What a person is told of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The title of the screen.
    pub title: String,
    /// The probable cause.
    pub cause: String,
    /// What it means for the harvest.
    pub harvest: String,
    /// What to do, in order.
    pub actions: Vec<Action>,
    /// For whoever knows the words.
    pub detail: String,
}

/// What a portal could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The software.
    pub label: &'static str,
    /// What to open: it shows data where the portal is this one.
    pub opens: String,
    /// What to read then.
    pub address: String,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// In words.
    Say(String),
    /// Read this address instead.
    Check {
        /// What it is.
        label: String,
        /// Where.
        address: String,
    },
    /// Download this address, then drop the file.
    Download {
        /// Where.
        address: String,
        /// What it holds, when it is not the whole catalogue.
        about: &'static str,
    },
    /// Open these addresses: a person sees which one answers, where the page may not.
    Which(Vec<Likely>),
    /// Commands that download everything.
    Run(Commands),
    /// Our own command, which no browser holds back.
    Command(String),
    /// What to ask of whoever runs the portal.
    Administrator {
        /// Why this one.
        about: String,
        /// The setting to copy.
        setting: String,
    },
    /// Try again.
    Retry,
}

fn say(text: impl Into<String>) -> Action {
    Action::Say(text.into())
}

impl Fault {
    /// What to tell the person; `portal` is what it was read as, and what else it could be.
    pub fn explain(&self, portal: &[Candidate]) -> Explanation {
        let host = host(&self.address);
        let of = |title: String, cause: &str, harvest: &str, actions: Vec<Action>| Explanation {
            title,
            cause: cause.to_owned(),
            harvest: harvest.to_owned(),
            actions,
            detail: self.detail(),
        };
        const FAILS: &str = "data.gouv.fr échouerait aussi.";
        match &self.cause {
            Cause::Cors => of(
                "Votre portail répond, mais interdit la lecture depuis une autre page".into(),
                "C’est un réglage de sécurité des navigateurs (CORS), courant et sans rapport avec la qualité de vos données.",
                "data.gouv.fr, lui, pourra lire votre portail.",
                self.without_browser(portal),
            ),
            Cause::Mixed => {
                let secure = self.address.replacen("http://", "https://", 1);
                let mut actions = vec![
                    Action::Check { label: "Essayer la même adresse en https".into(), address: secure },
                    say("Si l’adresse en https répond, donnez celle-là au moissonneur\u{a0}: beaucoup de serveurs redirigent http vers https, et data.gouv.fr ne suit pas les redirections."),
                ];
                actions.extend(self.without_browser(portal).into_iter().filter(|action| !matches!(action, Action::Administrator { .. })));
                of(
                    "Adresse en http\u{a0}: le navigateur refuse de la lire".into(),
                    "Une page sécurisée (https) ne peut pas lire une adresse qui ne l’est pas (http).",
                    "data.gouv.fr peut la lire, votre navigateur non.",
                    actions,
                )
            }
            Cause::Name => of(
                format!("Aucun serveur ne s’appelle {host}"),
                "L’adresse est sans doute mal écrite, ou n’existe que dans le réseau interne de votre organisation.",
                FAILS,
                vec![say("Vérifiez l’adresse, lettre par lettre."), say("Si elle ne s’ouvre que depuis votre réseau, faites publier le portail sur internet."), Action::Retry],
            ),
            Cause::Unreachable(_) => of(
                format!("Aucune réponse de {host}"),
                "Adresse mal écrite, portail arrêté, certificat expiré ou accès réservé au réseau interne.",
                FAILS,
                vec![say("Ouvrez l’adresse dans un autre onglet\u{a0}: votre navigateur dira pourquoi."), Action::Retry],
            ),
            Cause::Tls(_) => of(
                format!("Le certificat de {host} n’est pas accepté"),
                "Il est expiré, fait pour un autre nom, ou livré sans son certificat intermédiaire, que les navigateurs savent retrouver et pas data.gouv.fr.",
                "data.gouv.fr refuserait la connexion.",
                vec![
                    Action::Administrator {
                        about: "Demandez à l’administrateur de livrer la chaîne complète de certificats. Cette commande la montre\u{a0}:".into(),
                        setting: format!("openssl s_client -connect {0}:443 -servername {0} -showcerts", name(host)),
                    },
                    Action::Retry,
                ],
            ),
            Cause::Timeout => of(
                "Le portail a mis trop de temps".into(),
                &format!("{host} n’a pas répondu en une minute."),
                "data.gouv.fr abandonnerait aussi cette page.",
                vec![say("Réessayez à une heure creuse\u{a0}; si cela dure, prévenez l’administrateur du portail."), Action::Retry],
            ),
            Cause::Redirected { to, followed, .. } => {
                let mut actions = vec![Action::Check { label: "Utiliser l’adresse finale".into(), address: to.clone() }];
                actions.push(say(format!("Dans le formulaire de data.gouv.fr, donnez directement {to}")));
                of(
                    "Cette adresse est redirigée\u{a0}: le moissonnage échouerait".into(),
                    &if *followed {
                        format!("{} mène à {to}. L’aperçu montre ce que donne l’adresse finale.", self.address)
                    } else {
                        format!("{} mène à {to}, qui n’a pas été lue\u{a0}: ce n’est pas le portail que vous avez nommé.", self.address)
                    },
                    "data.gouv.fr ne suit pas les redirections.",
                    actions,
                )
            }
            Cause::Status(status @ (404 | 410)) => {
                let mut actions: Vec<_> = portal.iter().skip(1).map(check).collect();
                actions.extend(cautions(portal));
                actions.push(say("Vérifiez l’adresse\u{a0}: celle de l’accueil du portail suffit souvent."));
                of(
                    format!("Adresse introuvable (erreur\u{a0}{status})"),
                    &format!("{host} répond, mais rien n’existe à cette adresse."),
                    FAILS,
                    actions,
                )
            }
            Cause::Status(status @ (401 | 403 | 407)) => of(
                format!("Accès refusé (erreur\u{a0}{status})"),
                &format!("{host} ne laisse pas lire son catalogue sans compte, ou filtre les programmes."),
                "data.gouv.fr ne pourrait pas le lire non plus, sauf si le portail le laisse passer exprès.",
                vec![
                    say(match portal.first().map(|found| found.software) {
                        Some(Software::Opendatasoft) => "Rendez le catalogue public\u{a0}: Configuration > Sécurité, autorisez les utilisateurs anonymes.",
                        Some(Software::Isogeo) => "Vérifiez que le partage est encore actif\u{a0}: Administration > Partages.",
                        _ => "Rendez le catalogue lisible sans compte.",
                    }),
                    say("Si un pare-feu filtre les programmes, faites-y accepter les adresses de data.gouv.fr et son nom «\u{a0}uData/0.1\u{a0}»."),
                ],
            ),
            Cause::Status(405) if self.posts => of(
                "Ce service n’accepte pas la requête du moissonneur (erreur\u{a0}405)".into(),
                "data.gouv.fr interroge un service CSW par POST, et celui-ci ne l’accepte pas à cette adresse.",
                "Le moissonnage échouerait.",
                vec![say("Donnez l’adresse du point d’entrée CSW lui-même, sans paramètre (par exemple …/srv/fre/csw), ou faites-y autoriser POST.")],
            ),
            Cause::Status(status) => of(
                format!("Le portail est en panne à cette adresse (erreur\u{a0}{status})"),
                &format!("{host} répond par une erreur."),
                FAILS,
                vec![Action::Retry, say("Si cela dure, prévenez l’administrateur du portail\u{a0}; le détail technique l’aidera.")],
            ),
            Cause::Busy(status) => of(
                "Le portail demande d’attendre".into(),
                &format!("{host} reçoit trop de demandes (erreur\u{a0}{status})."),
                "data.gouv.fr n’attend pas\u{a0}: le moissonnage échouerait à ce moment-là.",
                vec![say("Réessayez dans quelques minutes."), Action::Retry, say("Si cela arrive aussi la nuit, faites relever la limite du portail pour data.gouv.fr.")],
            ),
            Cause::Login => of(
                "Votre portail demande de se connecter".into(),
                "L’adresse donne une page de connexion\u{a0}: le catalogue n’est pas public.",
                "data.gouv.fr ne pourra pas le moissonner.",
                vec![say("Rendez le catalogue lisible sans compte (sur Opendatasoft\u{a0}: autorisez les utilisateurs anonymes).")],
            ),
            Cause::Html { links } => {
                let mut actions: Vec<_> = links
                    .iter()
                    .map(|address| Action::Check { label: "Lien de catalogue repéré dans la page".into(), address: address.clone() })
                    .chain(portal.iter().skip(1).map(check))
                    .collect();
                actions.extend(cautions(portal));
                actions.push(say("Donnez l’adresse de l’export ou de l’API du portail, pas celle d’une page à lire."));
                of(
                    "Cette adresse renvoie une page web, pas un catalogue".into(),
                    &format!("{host} répond par du HTML, fait pour être lu par une personne."),
                    "data.gouv.fr s’arrêterait ici (« Unsupported mime type \"text/html\" »).",
                    actions,
                )
            }
            Cause::WrongType(message) => of(
                "Le type annoncé n’est pas celui d’un catalogue".into(),
                "L’adresse ne finit pas comme un fichier RDF, et l’en-tête Content-Type n’est d’aucun format que data.gouv.fr lit.",
                &format!("data.gouv.fr s’arrêterait ici (« {message} »)."),
                vec![
                    Action::Administrator {
                        about: "Faites servir le catalogue avec son type\u{a0}:".into(),
                        setting: "Content-Type: application/rdf+xml; charset=utf-8".into(),
                    },
                    say("Ou donnez une adresse qui finit par .rdf, .ttl ou .jsonld."),
                ],
            ),
            Cause::Truncated => of(
                "La réponse s’est interrompue".into(),
                &format!("{host} a coupé la connexion avant la fin du document."),
                "data.gouv.fr échouerait à cet endroit.",
                vec![Action::Retry, say("Si cela se répète, le portail abandonne sans doute les exports trop longs\u{a0}: prévenez son administrateur.")],
            ),
            Cause::Exception(message) => of(
                "Le service CSW refuse la requête".into(),
                &format!("Il répond\u{a0}: «\u{a0}{}\u{a0}».", short(message)),
                "data.gouv.fr échouerait avec la même requête.",
                portal.iter().skip(1).map(check).chain([say("Essayez l’autre type de moissonneur CSW, ou l’adresse du service d’un sous-portail.")]).collect(),
            ),
            Cause::NoNextRecord => of(
                "Le service CSW ne dit pas où est la suite".into(),
                "Sa réponse n’a pas d’attribut nextRecord, ou pas le nombre de fiches.",
                "data.gouv.fr s’arrêterait en échec après cette page.",
                vec![say("Faites mettre à jour le logiciel du service\u{a0}: la norme CSW 2.0.2 impose nextRecord, numberOfRecordsMatched et numberOfRecordsReturned.")],
            ),
            Cause::RelativeNext(next) => of(
                "L’adresse de la page suivante est relative".into(),
                &format!("La page annonce «\u{a0}{next}\u{a0}», sans https://."),
                "data.gouv.fr s’arrêterait là, en échec.",
                vec![say("Faites écrire l’adresse complète de la page suivante (hydra:next).")],
            ),
            Cause::Endless(next) => of(
                "Le catalogue tourne en rond".into(),
                &format!("La page {next} a déjà été lue. La lecture s’arrête là, avec ce qui était nouveau."),
                "data.gouv.fr tournerait sans fin, ou lirait deux fois les mêmes fiches.",
                vec![say("N’annoncez pas de page suivante sur la dernière page, et vérifiez que la pagination tient compte de ses paramètres.")],
            ),
            Cause::OtherHost(address) => of(
                "La page suivante est sur un autre serveur".into(),
                &format!("Le catalogue annonce {address}, et rien n’est demandé à un serveur que vous n’avez pas nommé."),
                "data.gouv.fr, lui, la lirait.",
                vec![
                    Action::Check { label: "Lire cette adresse".into(), address: address.clone() },
                    say("Si c’est le même portail sous un autre nom, donnez son adresse publique."),
                ],
            ),
            Cause::Empty => of(
                "Aucune fiche trouvée\u{a0}: rien n’a été vérifié".into(),
                "Le portail répond, mais son catalogue est vide.",
                "Le moissonnage réussirait sans rien publier, et archiverait ce qui l’était.",
                portal.iter().skip(1).map(check).chain([say("Vérifiez les filtres, et que les jeux de données sont publics.")]).collect(),
            ),
            Cause::Capped { found, read } => of(
                format!("data.gouv.fr ne lirait que {read} jeux sur {found}"),
                "Avec un filtre, data.gouv.fr demande une seule page de 1\u{202f}000 jeux.",
                "Les autres ne seraient pas moissonnés, et ceux qui l’étaient seraient archivés.",
                vec![say("Créez plusieurs moissonneurs, un par organisation, ou moissonnez le portail sans filtre.")],
            ),
            Cause::NoExport { address, why } => of(
                "L’export DCAT du portail ne répond pas".into(),
                &format!("{address}\u{a0}: {}. L’aperçu vient de l’API du portail, à défaut.", why.word()),
                "data.gouv.fr lit l’export DCAT\u{a0}: tant qu’il ne répond pas, le moissonnage échouerait.",
                vec![say("Ouvrez cette adresse dans un autre onglet, puis demandez au support du portail de la rétablir.")],
            ),
            Cause::Approximate => of(
                "Aperçu approché".into(),
                "Votre navigateur n’a pas pu envoyer la requête POST du moissonneur\u{a0}: une requête équivalente par adresse a été faite.",
                "data.gouv.fr enverra la vraie requête\u{a0}: le nombre et l’ordre des fiches peuvent différer un peu.",
                self.without_browser(portal),
            ),
            Cause::Unknown => of(
                format!("Ce qu’est {host} n’a pas été reconnu"),
                "Aucune des adresses habituelles d’Opendatasoft, CKAN, GeoNetwork, CSW, ArcGIS Hub ou DCAT ne répond.",
                "data.gouv.fr a besoin de l’adresse exacte du catalogue, et de son type.",
                vec![
                    say("Demandez à l’administrateur du portail l’adresse de son catalogue DCAT ou de son service CSW."),
                    say("Ou choisissez un type dans «\u{a0}Réglages du moissonneur\u{a0}» et réessayez."),
                ],
            ),
            Cause::TooLarge => of(
                "Catalogue trop volumineux pour ce navigateur".into(),
                "La mémoire d’un onglet ne suffit pas.",
                "data.gouv.fr n’est pas concerné.",
                self.without_browser(portal).into_iter().filter(|action| matches!(action, Action::Command(_))).collect(),
            ),
            Cause::Stopped => of(
                "Lecture arrêtée".into(),
                "Vous avez arrêté la lecture.",
                "Ce qui était lu est gardé.",
                vec![Action::Retry],
            ),
        }
    }

    /// The same, in a banner beside the records that could be read.
    pub fn problem(&self, portal: &[Candidate]) -> Problem {
        let Explanation { title, cause, harvest, actions, .. } = self.explain(portal);
        let partial = self.read > 0 || !self.cause.stops();
        let place = if self.read > 0 && self.cause.stops() {
            format!(" (page\u{a0}{})", self.page)
        } else {
            String::new()
        };
        let advice = actions.iter().find_map(|action| match action {
            Action::Say(text) => Some(format!(" {text}")),
            _ => None,
        });
        Problem {
            document: self.address.clone(),
            position: None,
            found: format!("{title}{place}. {cause}"),
            advice: format!("{harvest}{}", advice.unwrap_or_default()),
            partial,
            code: "",
        }
    }

    /// Ways that no browser holds back, in order.
    fn without_browser(&self, portal: &[Candidate]) -> Vec<Action> {
        let Some(found) = portal.first() else {
            let likely = Action::Which(likely(&self.address));
            return vec![likely, Action::Command(self.address.clone()), administrator(None)];
        };
        let direct = direct(found, false).map(|(address, about)| Action::Download { address, about });
        let others = [
            Action::Run(commands(found, false)),
            Action::Command(found.url.clone()),
            administrator(Some(found.software)),
        ];
        direct.into_iter().chain(others).collect()
    }

    fn detail(&self) -> String {
        let method = if self.posts { "POST" } else { "GET" };
        format!("{method} {}\n{}", self.address, self.cause.word())
    }
}

impl Cause {
    /// What happened, for whoever knows the words.
    fn word(&self) -> String {
        match self {
            Self::Cors => "réponse opaque : aucun en-tête Access-Control-Allow-Origin".into(),
            Self::Mixed => "contenu mixte".into(),
            Self::Name => "nom inconnu (DNS)".into(),
            Self::Unreachable(detail) if detail.is_empty() => "aucune réponse".into(),
            Self::Unreachable(detail) => format!("aucune réponse : {}", short(detail)),
            Self::Tls(detail) => format!("TLS : {}", short(detail)),
            Self::Timeout => "délai dépassé".into(),
            Self::Redirected { status: Some(status), to, .. } => format!("HTTP {status}, Location: {to}"),
            Self::Redirected { to, .. } => format!("redirection vers {to}"),
            Self::Status(status) | Self::Busy(status) => format!("HTTP {status}"),
            Self::Login => "page de connexion".into(),
            Self::Html { .. } => "HTML".into(),
            Self::WrongType(message) => message.clone(),
            Self::Truncated => "corps incomplet".into(),
            Self::Exception(message) => format!("ows:ExceptionReport : {}", short(message)),
            Self::NoNextRecord => "csw:SearchResults sans nextRecord".into(),
            Self::RelativeNext(next) => format!("hydra:next relatif : {next}"),
            Self::Endless(next) => format!("déjà lu : {next}"),
            Self::OtherHost(address) => format!("autre hôte : {address}"),
            Self::Empty => "0 fiche".into(),
            Self::Capped { found, read } => format!("count = {found}, rows = {read}"),
            Self::NoExport { why, .. } => why.word(),
            Self::Approximate => "GetRecords en GET (KVP)".into(),
            Self::Unknown => "aucune sonde n’a répondu".into(),
            Self::TooLarge => "mémoire".into(),
            Self::Stopped => "arrêt demandé".into(),
        }
    }
}

/// What to ask of whoever runs the portal, so that browsers may read it.
fn administrator(software: Option<Software>) -> Action {
    let (about, setting) = match software {
        Some(Software::Ckan) => ("Dans la configuration de CKAN\u{a0}:", "ckan.cors.origin_allow_all = true"),
        Some(Software::Geonetwork) => (
            "GeoNetwork autorise les autres pages par «\u{a0}cors.allowedHosts\u{a0}»\u{a0}; le serveur placé devant doit laisser passer OPTIONS\u{a0}:",
            "-Dcors.allowedHosts=*",
        ),
        Some(Software::Csw) => (
            "Sur le serveur web placé devant le service, qui doit aussi répondre aux requêtes OPTIONS\u{a0}:",
            "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: GET, POST, OPTIONS\nAccess-Control-Allow-Headers: Content-Type",
        ),
        _ => {
            ("Sur le serveur web du portail, cet en-tête de réponse\u{a0}:", "Access-Control-Allow-Origin: *")
        }
    };
    Action::Administrator {
        about: format!("Demandez à votre administrateur d’autoriser la lecture. {about}"),
        setting: setting.into(),
    }
}

/// What is known of the software that was recognised.
fn cautions(portal: &[Candidate]) -> impl Iterator<Item = Action> {
    portal.first().into_iter().flat_map(|found| &found.cautions).map(|caution| say(*caution))
}

/// What a home page could be that the page may not read.
fn likely(address: &str) -> Vec<Likely> {
    let Ok(address) = Address::parse(address) else { return Vec::new() };
    let origin = address.origin();
    let capabilities = "?service=CSW&version=2.0.2&request=GetCapabilities";
    let known = [
        (
            "Opendatasoft",
            "/api/explore/v2.1/catalog/datasets?limit=1",
            "/api/explore/v2.1/catalog/exports/dcat/",
        ),
        ("CKAN", "/api/3/action/package_list?limit=5", "/dataset"),
        ("GeoNetwork", &format!("/geonetwork/srv/fre/csw{capabilities}"), "/geonetwork/srv/fre/csw"),
        ("CSW", &format!("/csw{capabilities}"), "/csw"),
        ("ArcGIS Hub", "/api/feed/dcat-ap/2.1.1.json", "/api/feed/dcat-ap/2.1.1.json"),
        ("DCAT", "/catalog.xml", "/catalog.xml"),
    ];
    known
        .map(|(label, opens, path)| Likely {
            label,
            opens: format!("{origin}{opens}"),
            address: format!("{origin}{path}"),
        })
        .into()
}

/// Reading the portal in another way.
fn check(found: &Candidate) -> Action {
    Action::Check {
        label: format!("Essayer comme {} ({})", found.software.label(), found.kind),
        address: found.url.clone(),
    }
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn name(host: &str) -> &str {
    host.split(':').next().unwrap_or(host)
}

fn short(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
