//! Which addresses udata accepts (`uris.py`), and how Python joins and splits them (`urllib.parse`).

use std::fmt;

use super::space::strip;

/// What is accepted beyond data.gouv.fr's settings; the default is those settings.
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
pub enum Reason {
    /// It does not look like an address.
    Shape,
}

/// An address that udata refuses; displays as udata says it, in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlError {
    /// The address, without the white space around it.
    pub url: String,
    /// Why.
    pub reason: Reason,
}

impl UrlError {
    /// What is wrong and what to do, for a person.
    pub fn explain(&self) -> String {
        String::new()
    }
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "URL invalide \"{}\"", self.url)
    }
}

impl std::error::Error for UrlError {}

/// `uris.validate(url)` with data.gouv.fr's settings: the address without the white space around it.
pub fn validate(url: &str) -> Result<&str, UrlError> {
    validate_as(url, Accept::default())
}

/// `uris.validate` with other settings.
pub fn validate_as(url: &str, _accept: Accept) -> Result<&str, UrlError> {
    let url = strip(url);
    match url.contains("://") {
        true => Ok(url),
        false => Err(UrlError { url: url.to_owned(), reason: Reason::Shape }),
    }
}

/// The parts of an address, as `urllib.parse.urlsplit` cuts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts<'a> {
    /// Scheme, as written.
    pub scheme: &'a str,
    /// Host, port, user and password.
    pub netloc: &'a str,
    /// Path, parameters included.
    pub path: &'a str,
    /// Query, without `?`.
    pub query: &'a str,
    /// Fragment, without `#`.
    pub fragment: &'a str,
}

/// `urllib.parse.urlsplit(url)`.
pub fn split(_url: &str) -> Parts<'_> {
    Parts::default()
}

/// `urllib.parse.urljoin(base, url)`.
pub fn join(base: &str, url: &str) -> String {
    format!("{base}{url}")
}
