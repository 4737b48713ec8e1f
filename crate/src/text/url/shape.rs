//! The shape of an address: `URL_REGEX` of `uris.py`, without its backtracking.

use super::super::{space::is_space, surrogates::half};

/// What the regular expression captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UrlShape<'a> {
    /// As written; empty when absent.
    pub scheme: &'a str,
    /// Whether something precedes an `@`.
    pub credentials: bool,
    /// The host.
    pub host: Host<'a>,
}

/// A host, in the order the alternatives are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host<'a> {
    /// `localhost` or `localhost.localdomain`.
    Localhost,
    /// What has the shape of an IP address, IPv6 without its brackets.
    Ip(&'a str),
    /// A host name, of which only the end matters.
    Name {
        /// What follows the last dot.
        tld: &'a str,
    },
}

impl<'a> UrlShape<'a> {
    /// Reads an address that has no white space around it.
    ///
    /// Credentials reach as far as they can: up to the last `@` that a host follows. A host stops at the next
    /// `@`, so however many there are, each character is read a bounded number of times.
    pub fn read(url: &'a str) -> Option<Self> {
        let (scheme, rest) = split_scheme(url)?;
        // Nearly all addresses: printable ASCII.
        let is_plain = rest.bytes().all(|byte| byte > b' ' && byte.is_ascii());
        let first_space = if is_plain { None } else { rest.find(is_space) }.unwrap_or(rest.len());
        let last_space = if is_plain { None } else { rest.rfind(is_space) };
        let with_credentials = rest
            .rmatch_indices('@')
            .skip_while(|&(at, _)| at > first_space)
            .filter(|&(at, _)| at > 0)
            .find_map(|(at, _)| read_host(rest, at + 1, last_space));
        match with_credentials {
            Some(host) => Some(Self { scheme, credentials: true, host }),
            None => Some(Self { scheme, credentials: false, host: read_host(rest, 0, last_space)? }),
        }
    }
}

/// What stands between `//` and the next `/` or `?`.
pub fn authority(url: &str) -> Option<&str> {
    let (_, rest) = split_scheme(url)?;
    rest.split(['/', '?']).next()
}

fn split_scheme(url: &str) -> Option<(&str, &str)> {
    if let Some(rest) = url.strip_prefix("//") {
        return Some(("", rest));
    }
    let (scheme, rest) = url.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    scheme.chars().all(is_scheme).then_some((scheme, rest))
}

/// `[a-z0-9\.\-]`; ignoring case, Python also sees a letter in the four characters whose other case is one.
fn is_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | 'İ' | 'ı' | 'ſ' | '\u{212a}')
}

/// The host that starts at `start`, when only a port, a path and a query follow it.
fn read_host(rest: &str, start: usize, last_space: Option<usize>) -> Option<Host<'_>> {
    let tail = rest.get(start..)?;
    let end = tail.find(['/', '?', '@']).unwrap_or(tail.len());
    let (authority, after) = tail.split_at_checked(end)?;
    if after.starts_with('@') || last_space.is_some_and(|space| space >= start + end) {
        return None;
    }
    match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (ip, port) = bracketed.split_once(']')?;
            let port_fits = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
            let ip_fits = !ip.is_empty() && ip.bytes().all(|b| b.is_ascii_hexdigit() || b == b':');
            (port_fits && ip_fits).then_some(Host::Ip(ip))
        }
        None => match authority.split_once(':') {
            Some((host, port)) => is_port(port).then(|| classify(host))?,
            None => classify(authority),
        },
    }
}

/// `\d{2,5}`, of which only ASCII digits: nobody writes a port in another script.
fn is_port(port: &str) -> bool {
    (2..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit())
}

fn classify(host: &str) -> Option<Host<'_>> {
    if is_localhost(host) {
        Some(Host::Localhost)
    } else if is_dotted_quad(host) {
        Some(Host::Ip(host))
    } else {
        let (labels, tld) = host.rsplit_once('.')?;
        let fits =
            labels.split('.').all(is_label) && tld.chars().nth(1).is_some() && tld.chars().all(is_word);
        fits.then_some(Host::Name { tld })
    }
}

/// Ignoring case, `ſ` is an `s`.
fn is_localhost(host: &str) -> bool {
    let is = |host: &str| {
        host.eq_ignore_ascii_case("localhost") || host.eq_ignore_ascii_case("localhost.localdomain")
    };
    if host.is_ascii() { is(host) } else { is(&host.replace('ſ', "s")) }
}

/// Four groups of at most three digits, even none.
fn is_dotted_quad(host: &str) -> bool {
    host.split('.').count() == 4
        && host.split('.').all(|group| group.len() <= 3 && group.bytes().all(|b| b.is_ascii_digit()))
}

/// `[a-z\u00a1-\uffff0-9]`, among which Python counts halves of surrogate pairs.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{a1}'..='\u{ffff}') || half(c).is_some()
}

/// Letters, digits and underscores, with single dashes between them, and a letter or digit at the end. There
/// is no `xn--`: udata refuses names written in Punycode.
fn is_label(label: &str) -> bool {
    let mut before = '-';
    for c in label.chars() {
        if !(is_word(c) || c == '_' || c == '-' && before != '-') {
            return false;
        }
        before = c;
    }
    is_word(before)
}
