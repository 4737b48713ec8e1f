//! Which addresses udata accepts (`uris.py`), and how Python cuts and joins them (`urllib.parse`).

mod ip;
mod parts;
mod query;
mod shape;
mod tld;

use std::fmt;

use self::shape::{Host, UrlShape};
pub use self::{
    parts::{UrlParts, join, split, without_dots},
    query::{decoded, encoded},
    tld::is_top_level,
};
use super::space::{is_space, strip};

/// What is accepted; the default is the settings of data.gouv.fr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accept {
    /// Schemes (`URLS_ALLOWED_SCHEMES`).
    pub schemes: &'static [&'static str],
    /// A user and password in the address (`URLS_ALLOW_CREDENTIALS`).
    pub credentials: bool,
    /// Addresses of the machine itself (`URLS_ALLOW_LOCAL`).
    pub local: bool,
    /// Addresses of private networks (`URLS_ALLOW_PRIVATE`).
    pub private: bool,
}

impl Default for Accept {
    fn default() -> Self {
        Self { schemes: &["http", "https", "ftp", "ftps"], credentials: true, local: false, private: false }
    }
}

/// Why an address is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlFault {
    /// It does not look like an address.
    Shape,
    /// Its scheme is not accepted; then the schemes that are.
    Scheme(String, &'static [&'static str]),
    /// It holds a user or a password.
    Credentials,
    /// Its host name ends with something that is not a top-level domain.
    Domain(String),
    /// It is this machine's.
    Local,
    /// It is a network mask.
    Mask(String),
    /// It is a multicast address.
    Multicast(String),
    /// It is a private or reserved network's.
    Private,
    /// Python's `idna` codec gives up on the end of the host name, in these words. This is not a
    /// `ValidationError`: a caller of udata that only expects that one lets the whole record fail.
    Codec(String),
}

/// An address that udata refuses; displays as udata says it, in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlError {
    /// The address, without the white space around it.
    pub url: String,
    /// Why.
    pub reason: UrlFault,
}

/// udata writes its French with it.
const NO_BREAK: char = '\u{a0}';

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let UrlFault::Codec(message) = &self.reason {
            return f.write_str(message);
        }
        write!(f, "URL invalide \"{}\"", self.url)?;
        match &self.reason {
            UrlFault::Shape | UrlFault::Codec(_) => Ok(()),
            UrlFault::Scheme(scheme, accepted) => {
                let accepted = accepted.join(", ");
                write!(f, "{NO_BREAK}: Schéma invalide {scheme}, schémas autorisés{NO_BREAK}: {accepted}")
            }
            UrlFault::Credentials => {
                write!(f, "{NO_BREAK}: Les identifiants dans l'URL ne sont pas autorisés")
            }
            UrlFault::Domain(domain) => write!(f, "{NO_BREAK}: Domaine invalide {domain}"),
            UrlFault::Local => write!(f, "{NO_BREAK}: est une URL locale"),
            UrlFault::Mask(ip) => write!(f, "{NO_BREAK}: {ip} est une IP de masque"),
            UrlFault::Multicast(ip) => write!(f, "{NO_BREAK}: {ip} est une IP multicast"),
            UrlFault::Private => write!(f, "{NO_BREAK}: est une URL privée"),
        }
    }
}

impl std::error::Error for UrlError {}

impl UrlError {
    /// What is wrong and what to do, for a person.
    pub fn explain(&self) -> String {
        match &self.reason {
            UrlFault::Shape => explain_shape(&self.url).to_owned(),
            UrlFault::Scheme(scheme, accepted) => format!(
                "Cette adresse commence par « {scheme}: ». Donnez une adresse qui commence par {}.",
                accepted.join(", ")
            ),
            UrlFault::Credentials => {
                "Cette adresse contient un identifiant ou un mot de passe. Retirez-les.".to_owned()
            }
            UrlFault::Domain(domain) if *domain != domain.to_lowercase() => format!(
                "Cette adresse se termine par « .{domain} » en capitales. Écrivez le nom du serveur en minuscules."
            ),
            UrlFault::Domain(domain) => format!(
                "« .{domain} » n’est pas un domaine d’internet. Donnez l’adresse publique du serveur."
            ),
            UrlFault::Local => {
                "Cette adresse désigne la machine elle-même. Donnez l’adresse publique du serveur.".to_owned()
            }
            UrlFault::Mask(ip) => format!(
                "« {ip} » est un masque de réseau, pas une machine. Donnez l’adresse publique du serveur."
            ),
            UrlFault::Multicast(ip) => {
                format!("« {ip} » désigne un groupe de machines. Donnez l’adresse publique du serveur.")
            }
            UrlFault::Private => {
                "Cette adresse est celle d’un réseau privé ou réservé. Donnez l’adresse publique du serveur."
                    .to_owned()
            }
            UrlFault::Codec(_) => {
                "La fin du nom du serveur ne peut pas être lue. Donnez l’adresse publique du serveur."
                    .to_owned()
            }
        }
    }
}

fn explain_shape(url: &str) -> &'static str {
    if url.is_empty() {
        "L’adresse est vide. Donnez une adresse complète, par exemple https://exemple.fr/donnees.csv."
    } else if is_path_of_a_machine(url) {
        "C’est un chemin de votre ordinateur ou de votre réseau. Mettez le fichier en ligne et donnez son adresse https."
    } else if !url.contains("//") {
        if validate(&format!("https://{url}")).is_ok() {
            "Ce n’est pas une adresse complète. Commencez-la par https://."
        } else {
            "Ce n’est pas une adresse complète. Donnez-la en entier, par exemple https://exemple.fr/donnees.csv."
        }
    } else if url.contains(is_space) {
        if validate(&url.replace(is_space, "%20")).is_ok() {
            "Cette adresse contient une espace. Écrivez %20 à la place."
        } else {
            "Cette adresse contient une espace, et le reste n’est pas une adresse. Donnez-la en entier, par exemple https://exemple.fr/donnees.csv."
        }
    } else if shape::authority(url).is_some_and(str::is_empty) {
        "Le nom du serveur manque. Donnez une adresse complète, par exemple https://exemple.fr/donnees.csv."
    } else if shape::authority(url).is_some_and(|authority| !authority.contains('.')) {
        "Le nom du serveur n’est pas complet. Donnez son adresse publique, par exemple https://exemple.fr/."
    } else {
        "Le nom du serveur est mal écrit. Donnez une adresse complète, par exemple https://exemple.fr/donnees.csv."
    }
}

/// `file:///Z:/SIG/plu.zip`, `\\serveur\partage`, `C:\SIG`.
fn is_path_of_a_machine(url: &str) -> bool {
    let drive = matches!(url.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    drive || url.starts_with("\\\\") || url.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("file:"))
}

/// `uris.validate(url)` with the settings of data.gouv.fr: the address without the white space around it.
///
/// # Errors
///
/// What udata refuses as an address.
pub fn validate(url: &str) -> Result<&str, UrlError> {
    validate_as(url, Accept::default())
}

/// `uris.validate` with other settings. Host names are never resolved.
///
/// # Errors
///
/// What udata refuses as an address.
pub fn validate_as(url: &str, accept: Accept) -> Result<&str, UrlError> {
    let url = strip(url);
    match refusal(url, accept) {
        None => Ok(url),
        Some(reason) => Err(UrlError { url: url.to_owned(), reason }),
    }
}

/// Whether data.gouv.fr may ask an address that it met in a catalogue: one of the internet, with or without a password.
pub fn is_readable(address: &str) -> bool {
    validate_as(address, Accept { credentials: true, ..Accept::default() }).is_ok()
}

fn refusal(url: &str, accept: Accept) -> Option<UrlFault> {
    let Some(shape) = UrlShape::read(url) else { return Some(UrlFault::Shape) };
    refused_scheme(&shape, accept)
        .or_else(|| (shape.credentials && !accept.credentials).then_some(UrlFault::Credentials))
        .or_else(|| match shape.host {
            Host::Localhost => (!accept.local).then_some(UrlFault::Local),
            Host::Name { tld } => tld::refusal(tld),
            Host::Ip(text) => match ip::parse(text) {
                None => Some(UrlFault::Shape),
                Some(ip) => ip::refusal(ip, accept),
            },
        })
}

fn refused_scheme(shape: &UrlShape<'_>, accept: Accept) -> Option<UrlFault> {
    if shape.scheme.is_empty() || accept.schemes.contains(&shape.scheme) {
        return None;
    }
    let scheme = shape.scheme.to_lowercase();
    (!accept.schemes.contains(&scheme.as_str())).then_some(UrlFault::Scheme(scheme, accept.schemes))
}

/// The host of an address, and its port.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Recorded {
        validate: Vec<Answer>,
        strict: Vec<Answer>,
        open: Vec<Answer>,
        split: Vec<(String, Option<[String; 6]>)>,
        join: Vec<(String, String, Option<String>)>,
    }

    #[derive(Deserialize)]
    struct Answer {
        url: String,
        is: Option<String>,
        error: Option<String>,
    }

    fn recorded() -> Recorded {
        serde_json::from_str(include_str!("../../../../tests/fixtures/url/urls.json")).unwrap()
    }

    fn assert_all_agree<T: std::fmt::Debug + PartialEq>(
        name: &str,
        rows: impl Iterator<Item = (String, T, T)>,
    ) {
        let rows: Vec<_> = rows.collect();
        let wrong: Vec<_> = rows.iter().filter(|(_, recorded, ours)| recorded != ours).collect();
        println!("{name}: {} of {} agree", rows.len() - wrong.len(), rows.len());
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn assert_validates(name: &str, rows: Vec<Answer>, accept: Accept) {
        let rows = rows.into_iter().map(|Answer { url, is, error }| {
            let ours = validate_as(&url, accept).map(str::to_owned).map_err(|error| error.to_string());
            (url, is.ok_or(error.unwrap_or_default()), ours)
        });
        assert_all_agree(name, rows);
    }

    #[test]
    fn accepts_and_refuses_as_udata() {
        assert_validates("default settings", recorded().validate, Accept::default());
    }

    #[test]
    fn settings_are_obeyed() {
        let recorded = recorded();
        let strict = Accept { schemes: &["http", "https"], credentials: false, ..Accept::default() };
        assert_validates("no credentials, http only", recorded.strict, strict);
        assert_validates("private networks", recorded.open, Accept { private: true, ..Accept::default() });
    }

    #[test]
    fn cuts_as_urlparse() {
        let rows = recorded().split.into_iter().map(|(url, recorded)| {
            let ours = split(&url).map(|p| [p.scheme, p.netloc, p.path, p.params, p.query, p.fragment]);
            (url, recorded, ours)
        });
        assert_all_agree("urlparse", rows);
    }

    #[test]
    fn joins_as_urljoin() {
        let rows = recorded().join.into_iter().map(|(base, link, recorded)| {
            let ours = join(&base, &link);
            (format!("{base} + {link}"), recorded, ours)
        });
        assert_all_agree("urljoin", rows);
    }

    #[test]
    fn dots_are_resolved_as_the_client_does() {
        for (address, expected) in [
            ("https://x.fr/a/../b?q=/../c", "https://x.fr/b?q=/../c"),
            ("https://x.fr/./b#/./c", "https://x.fr/b#/./c"),
            ("https://x.fr/../../b", "https://x.fr/b"),
            ("https://x.fr/a/..", "https://x.fr/"),
            ("https://x.fr/a/..//b", "https://x.fr//b"),
            ("https://x.fr/a/%2e%2e/b", "https://x.fr/a/%2e%2e/b"),
            ("https://x.fr/.well-known/b", "https://x.fr/.well-known/b"),
            ("https://x.fr", "https://x.fr"),
        ] {
            assert_eq!(without_dots(address.to_owned()), expected);
        }
    }

    #[test]
    fn says_what_to_do_in_french() {
        for (url, begins) in [
            ("", "L’adresse est vide."),
            ("www.exemple.fr", "Ce n’est pas une adresse complète. Commencez-la par https://."),
            ("<script>& b", "Ce n’est pas une adresse complète. Donnez-la en entier"),
            ("https://exemple.fr/a b", "Cette adresse contient une espace. Écrivez %20"),
            ("« https://exemple.fr »", "Cette adresse contient une espace, et le reste n’est pas"),
            ("http://", "Le nom du serveur manque."),
            ("https:///x", "Le nom du serveur manque."),
            ("https://intranet/x", "Le nom du serveur n’est pas complet."),
            ("https://ex--emple.fr", "Le nom du serveur est mal écrit."),
            ("sftp://exemple.fr", "Cette adresse commence par « sftp: »."),
            ("https://exemple.lan", "« .lan » n’est pas un domaine d’internet."),
            ("https://EXEMPLE.FR", "Cette adresse se termine par « .FR » en capitales."),
            ("http://localhost/", "Cette adresse désigne la machine elle-même."),
            ("http://10.0.0.1/", "Cette adresse est celle d’un réseau privé ou réservé."),
        ] {
            let sentence = validate(url).unwrap_err().explain();
            assert!(sentence.starts_with(begins), "{url}: {sentence}");
        }
    }

    /// The regular expression of udata takes exponential time on these.
    #[test]
    fn hostile_addresses_are_read_at_once() {
        for unit in ["a", "a-", "_", "@", "a@", "a.", "[", "://", "é"] {
            for start in ["http://", "//", ""] {
                let url = format!("{start}{}!", unit.repeat(100_000));
                assert_eq!(validate(&url).unwrap_err().reason, UrlFault::Shape, "{start}{unit}");
            }
        }
    }
}
