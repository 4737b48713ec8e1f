//! The address a person typed, completed and cleaned.

use std::{fmt, net::Ipv6Addr};

pub use crate::text::secrets::without_secrets;
use crate::text::{secrets::is_secret, url};

/// An `http` or `https` address, without user name nor password.
///
/// ```
/// use avant_moisson::portal::Address;
///
/// let address = Address::parse(" moi:secret@Data.MaVille.fr/api?token=x ")?;
/// assert_eq!(address.to_string(), "https://data.maville.fr/api");
/// assert_eq!(address.secrets.len(), 2);
/// # Ok::<(), avant_moisson::portal::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// Host and port, in lower case.
    pub host: String,
    /// Path, starting with a slash.
    pub path: String,
    /// Query, without its question mark; empty when there is none.
    pub query: String,
    /// What is written after it and sent to nobody, but that data.gouv.fr looks at: a question mark that no query
    /// follows, a fragment with its sign.
    pub unsent: String,
    /// Whether the scheme was missing and `https` was supposed.
    pub completed: bool,
    /// What was left out because it gives access: « nom d’utilisateur », « token »…
    pub secrets: Vec<String>,
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing was typed.
    Empty,
    /// Another scheme than `http` and `https`.
    Scheme,
    /// No host, or one with spaces, without a dot, or with what no name of a server holds.
    Host,
    /// What follows the host and a colon is no port.
    Port,
    /// A backslash or a control character inside: readers of addresses do not agree on what it asks.
    Character,
    /// A service of data.gouv.fr that no longer exists.
    Closed(&'static str),
}

/// What no name of a server holds.
const IN_NO_HOST: [char; 10] = ['<', '>', '[', ']', '^', '|', '%', '"', '`', ':'];

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Services of data.gouv.fr for geographical catalogues, which are closed.
const CLOSED: [&str; 2] = ["geo.data.gouv.fr", "inspire.data.gouv.fr"];

impl std::error::Error for AddressError {}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Closed(name) = self {
            return write!(
                f,
                "{name} est fermé. Ce qui le remplace : data.gouv.fr moissonne lui-même votre service CSW, par le type CSW-ISO-19139. Donnez ici l’adresse de ce service (par exemple https://geo.maville.fr/geonetwork/srv/fre/csw). Il restera à créer un compte data.gouv.fr par adresse électronique (les comptes de réseaux sociaux n’y servent pas), à rejoindre votre organisation, à y retrouver vos producteurs, puis à demander le moissonnage du catalogue."
            );
        }
        f.write_str(match self {
            Self::Closed(name) => name,
            Self::Empty => "Aucune adresse. Écrivez celle de votre portail, par exemple https://data.maville.fr.",
            Self::Scheme => "Cette adresse ne commence ni par https:// ni par http://. data.gouv.fr ne lit que ces deux-là.",
            Self::Port => "Après les deux-points, le port de cette adresse n’est pas un nombre de 1 à 65535. Corrigez-le, ou retirez-le avec les deux-points.",
            Self::Character => "Cette adresse contient une barre oblique inverse (\\) ou un caractère invisible, que les programmes lisent chacun à sa façon. Copiez-la de nouveau, sans ce caractère.",
            Self::Host => "Ce n’est pas une adresse de portail. Écrivez-la en entier, par exemple https://data.maville.fr.",
        })
    }
}

impl Address {
    /// Whether udata takes it for an address of the public Web: its domain ends as domains do.
    pub fn is_public(&self) -> bool {
        url::validate(&self.to_string()).is_ok()
    }

    /// Reads what a person typed: the scheme may be missing, spaces around are dropped.
    ///
    /// # Errors
    ///
    /// What is no address of the Web, or not one that this tool asks.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim().trim_matches(['<', '>', '"', '«', '»', '\u{a0}']).trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.contains(|c: char| c == '\\' || c.is_control()) {
            return Err(AddressError::Character);
        }
        let lower = text.to_lowercase();
        let (scheme, rest, completed) = if lower.starts_with("https://") {
            ("https", &text[8..], false)
        } else if lower.starts_with("http://") {
            ("http", &text[7..], false)
        } else if text.contains("://") || lower.starts_with("mailto:") || lower.starts_with("javascript:") {
            return Err(AddressError::Scheme);
        } else {
            ("https", text.trim_start_matches('/'), true)
        };
        let (rest, fragment) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let mut secrets = Vec::new();
        let host = match authority.rsplit_once('@') {
            Some((_, host)) => {
                secrets.push("nom d’utilisateur et mot de passe".to_owned());
                host
            }
            None => authority,
        };
        let host = host.to_lowercase();
        // Colons of an address of version 6 are no port's.
        let name = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']'));
        let (name, port) = name.map_or((host.as_str(), None), |(name, port)| (name, Some(port)));
        if let Some(closed) = CLOSED.into_iter().find(|closed| *closed == name) {
            return Err(AddressError::Closed(closed));
        }
        let local = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
        let six = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let is_named = match six {
            Some(six) => six.parse::<Ipv6Addr>().is_ok(),
            None => !name.contains(IN_NO_HOST) && !name.contains(char::is_whitespace) && name.contains('.'),
        };
        if !(local || is_named) {
            return Err(AddressError::Host);
        }
        // Without figures, as `https://x.fr:`, it is the usual one.
        if port.is_some_and(|port| !port.is_empty() && !is_port(port)) {
            return Err(AddressError::Port);
        }
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mark = if query.is_empty() { &rest[path.len()..] } else { "" };
        let mut kept = Vec::new();
        let mut is_kept = |parameter: &&str| {
            let name = parameter.split('=').next().unwrap_or_default().to_lowercase();
            let is_secret = is_secret(&name);
            secrets.extend(is_secret.then_some(name));
            !is_secret
        };
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            // Some servers take a semicolon for a « & ».
            let parts: Vec<_> = parameter.split(';').filter(&mut is_kept).collect();
            if !parts.is_empty() {
                kept.push(parts.join(";"));
            }
        }
        let mut of_fragment = fragment.split(['#', '&', '?', '/', ';']).filter(|part| !part.is_empty());
        let fragment = if of_fragment.all(|part| is_kept(&part)) { fragment } else { "" };
        let path = if path.is_empty() { "/".to_owned() } else { path.replace(' ', "%20") };
        Ok(Self {
            scheme,
            host,
            path,
            query: kept.join("&").replace(' ', "%20"),
            unsent: format!("{mark}{fragment}"),
            completed,
            secrets,
        })
    }

    /// `https://host`, without a final slash.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.host)
    }

    /// The host and its port, unless it is the one that the scheme has when none is written.
    pub(super) fn host_and_port(&self) -> &str {
        let usual = if self.scheme == "https" { ":443" } else { ":80" };
        self.host.strip_suffix(usual).unwrap_or(&self.host)
    }

    /// The address without its query.
    pub fn without_query(&self) -> String {
        self.origin() + &self.path
    }

    /// The address of a service of the OGC: its own parameters (a map file, a mode) without those of a question to it.
    pub fn as_service(&self) -> String {
        let own: Vec<_> =
            self.query.split('&').filter(|own| !own.is_empty() && !is_of_a_question(own)).collect();
        let mark = if own.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.without_query(), own.join("&"))
    }

    /// Whether a question to a service of the OGC is written in it.
    pub fn asks_a_service(&self) -> bool {
        self.query.split('&').any(is_of_a_question)
    }

    /// The path's segments, without empty ones.
    pub fn segments(&self) -> Vec<&str> {
        self.path.split('/').filter(|segment| !segment.is_empty()).collect()
    }

    /// The part of the path that gives access to an Isogeo share: `…/PARTAGE/JETON`.
    pub fn token(&self) -> Option<&str> {
        let segments = self.segments();
        let at = match segments.first() {
            _ if !self.is_under("isogeo.com") => return None,
            Some(&"s") => 2,
            Some(&"ows") => 3,
            _ => 1,
        };
        segments.get(at).copied()
    }

    /// The address without what gives access, for links that others will read.
    pub fn shareable(&self) -> String {
        let text = self.to_string();
        let whole = match self.token() {
            Some(token) => text.replacen(&format!("/{token}"), "", 1),
            None => text,
        };
        if self.path == "/" && self.query.is_empty() { self.origin() } else { whole }
    }

    /// Whether the host is `name` or ends with `.name`.
    pub fn is_under(&self, name: &str) -> bool {
        self.host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }
}

/// Whether a parameter is one of a question to a service of the OGC, and none of the service's address.
fn is_of_a_question(parameter: &str) -> bool {
    const OF_A_QUESTION: [&str; 16] = [
        "service",
        "request",
        "version",
        "acceptversions",
        "acceptformats",
        "sections",
        "outputschema",
        "outputformat",
        "resulttype",
        "typenames",
        "elementsetname",
        "constraint",
        "constraintlanguage",
        "constraint_language_version",
        "startposition",
        "maxrecords",
    ];
    let name = parameter.split('=').next().unwrap_or_default();
    OF_A_QUESTION.iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.host, self.path)?;
        if self.query.is_empty() { Ok(()) } else { write!(f, "?{}", self.query) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_services_say_what_replaces_them() {
        for typed in ["geo.data.gouv.fr", "https://inspire.data.gouv.fr/catalogues/1"] {
            let error = Address::parse(typed).expect_err(typed);
            assert!(matches!(error, AddressError::Closed(_)), "{typed}");
            let said = error.to_string();
            assert!(said.contains("CSW-ISO-19139") && said.contains("adresse électronique"), "{said}");
        }
        assert!(Address::parse("https://geo.data.gouv.fr.exemple.fr").is_ok());
    }

    #[test]
    fn completes_and_cleans_what_a_person_typed() {
        for (typed, expected) in [
            ("data.angers.fr", "https://data.angers.fr/"),
            ("  https://data.Angers.fr/explore/ ", "https://data.angers.fr/explore/"),
            ("http://x.fr?a=1#b", "http://x.fr/?a=1"),
            ("HTTPS://jean:secret@x.fr/a b", "https://x.fr/a%20b"),
            ("https://x.fr/csw?apikey=12&service=CSW&Token=3", "https://x.fr/csw?service=CSW"),
            ("//x.fr/a", "https://x.fr/a"),
            ("localhost:8000", "https://localhost:8000/"),
            ("http://[::1]:8000/a;token=1?b=1;token=2&sid=3", "http://[::1]:8000/a;token=1?b=1"),
            ("http://[::1]/", "http://[::1]/"),
            ("http://[2001:db8::1]:65535/", "http://[2001:db8::1]:65535/"),
            ("https://x.fr:/", "https://x.fr:/"),
            ("https://x.fr/a\n", "https://x.fr/a"),
            ("https://Données.exemple.fr", "https://données.exemple.fr/"),
        ] {
            assert_eq!(
                Address::parse(typed).map(|address| address.to_string()),
                Ok(expected.to_owned()),
                "{typed}"
            );
        }
        for (typed, unsent) in [
            ("https://x.fr/c.ttl?", "?"),
            ("https://x.fr/c.ttl?#a", "?#a"),
            ("https://x.fr/c.ttl?a=1#b", "#b"),
            ("https://x.fr/c.ttl?token=1", ""),
            ("https://x.fr/c.ttl#a=1&access_token=2", ""),
            ("https://x.fr/c.ttl", ""),
        ] {
            let found = Address::parse(typed).map(|address| address.unsent);
            assert_eq!(found.as_deref(), Ok(unsent), "{typed}");
        }
        let address = Address::parse("https://jean:secret@x.fr/?apikey=1").expect("an address");
        assert_eq!(address.secrets, ["nom d’utilisateur et mot de passe", "apikey"]);
    }

    #[test]
    fn a_service_keeps_the_parameters_that_are_its_own() {
        for (typed, service) in [
            ("https://a.fr/csw", "https://a.fr/csw"),
            ("https://a.fr/csw?Service=CSW&REQUEST=GetCapabilities&version=2.0.2", "https://a.fr/csw"),
            ("https://a.fr/s?map=/a.map&service=CSW&&x", "https://a.fr/s?map=/a.map&x"),
        ] {
            let address = Address::parse(typed).expect(typed);
            assert_eq!(address.as_service(), service);
            assert_eq!(address.asks_a_service(), typed.to_lowercase().contains("service"), "{typed}");
        }
    }

    #[test]
    fn tokens_of_shares_are_left_out_of_links() {
        for (typed, expected) in [
            ("https://dcat.isogeo.com/partage/jeton", "https://dcat.isogeo.com/partage"),
            ("https://open.isogeo.com/s/partage/jeton", "https://open.isogeo.com/s/partage"),
            (
                "https://services.api.isogeo.com/ows/s/partage/jeton?service=CSW",
                "https://services.api.isogeo.com/ows/s/partage?service=CSW",
            ),
            ("https://app.isogeo.com", "https://app.isogeo.com"),
            ("https://data.maville.fr/a/b", "https://data.maville.fr/a/b"),
        ] {
            assert_eq!(Address::parse(typed).map(|address| address.shareable()), Ok(expected.to_owned()));
        }
    }

    #[test]
    fn refuses_what_is_no_address() {
        for (typed, error) in [
            ("", AddressError::Empty),
            (" ", AddressError::Empty),
            ("ftp://x.fr", AddressError::Scheme),
            ("javascript:alert(1)", AddressError::Scheme),
            ("angers", AddressError::Host),
            ("https://", AddressError::Host),
            ("ville d’angers.fr", AddressError::Host),
            ("http://[::1", AddressError::Host),
            ("http://[a.fr]/", AddressError::Host),
            ("http://[fe80::1%25eth0]/", AddressError::Host),
            ("https://<portail>.fr", AddressError::Host),
            ("https://x.fr:1:2/", AddressError::Host),
            ("https://x.fr:0/", AddressError::Port),
            ("https://x.fr:65536/", AddressError::Port),
            ("https://x.fr:+80/", AddressError::Port),
            ("https://x.fr:port/", AddressError::Port),
            ("https://x\\y.fr/", AddressError::Character),
            ("https://x.fr/a\\b", AddressError::Character),
            ("https://x\t.fr/", AddressError::Character),
            ("https://x.fr/\r\nHost: y", AddressError::Character),
            ("https://x.fr/\u{1b}[31m", AddressError::Character),
            ("https://x.fr/\0", AddressError::Character),
        ] {
            assert_eq!(Address::parse(typed), Err(error), "{typed}");
        }
    }
}
