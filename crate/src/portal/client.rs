//! What is asked of a portal and what comes back, whoever carries it: the browser, the command or a test.

use std::fmt;

use crate::text::url;

/// How it is asked. Nothing else is ever sent to a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `HEAD`: what the harvester asks first where an address does not tell a syntax.
    Head,
    /// `GET`
    Get,
    /// `POST` of an XML document (CSW).
    Post,
}

impl Method {
    /// As HTTP writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "HEAD",
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One request: no credentials, no cookie, no header but `Content-Type` of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where.
    pub address: String,
    /// The XML of a [`Method::Post`].
    pub body: Option<String>,
}

impl Request {
    /// `GET address`
    pub fn get(address: impl Into<String>) -> Self {
        Self::of(Method::Get, address.into(), None)
    }

    /// `HEAD address`
    pub fn head(address: impl Into<String>) -> Self {
        Self::of(Method::Head, address.into(), None)
    }

    /// `POST address`, with an XML document.
    pub fn post(address: impl Into<String>, body: String) -> Self {
        Self::of(Method::Post, address.into(), Some(body))
    }

    /// The dots of the path resolved, as browsers and the harvester's client do before they ask.
    fn of(method: Method, address: String, body: Option<String>) -> Self {
        Self { method, address: url::without_dots(address), body }
    }
}

/// `Content-Type` of what is posted.
pub const XML: &str = "application/xml";

/// An answer, as far as it may be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Where the answer comes from: not the request's when the client followed redirections.
    pub address: String,
    /// `Content-Type`
    pub content_type: Option<String>,
    /// `Location`, when the client follows no redirection.
    pub location: Option<String>,
    /// `Retry-After`, when it may be read.
    pub retry_after: Option<String>,
    /// The body.
    pub bytes: Vec<u8>,
    /// Why the body is not whole, when it is not.
    pub broken: Option<Broken>,
    /// Whether redirections were followed on the way, without telling which.
    pub redirected: bool,
}

/// Why a body is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It stopped before its end.
    Cut,
    /// It is not compressed as it says it is. A browser does not tell this from the other.
    Undecoded,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientFailure {
    /// The portal answers, but forbids other pages to read it (CORS).
    Unreadable,
    /// A page in https may not ask an address in http.
    Mixed,
    /// No host of that name.
    Name,
    /// No answer, and nothing more is known; with the client's words.
    Unreachable(String),
    /// The certificate is not accepted; with the client's words.
    Tls(String),
    /// No answer in time.
    Timeout,
    /// More than can be held: so many bytes.
    TooLarge(u64),
    /// The answer was still arriving after so many seconds.
    TooSlow(u64),
    /// The person stopped the reading.
    Stopped,
}

impl std::error::Error for ClientFailure {}

impl fmt::Display for ClientFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("the answer may not be read by another site"),
            Self::Mixed => f.write_str("a page in https may not ask an address in http"),
            Self::Name => f.write_str("no such host"),
            Self::Unreachable(words) => write!(f, "no answer: {words}"),
            Self::Tls(words) => write!(f, "certificate refused: {words}"),
            Self::Timeout => f.write_str("no answer in time"),
            Self::TooLarge(bytes) => write!(f, "more than {bytes} bytes"),
            Self::TooSlow(seconds) => write!(f, "still arriving after {seconds} s"),
            Self::Stopped => f.write_str("stopped"),
        }
    }
}

/// Carries requests one at a time.
pub trait Client {
    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    ///
    /// Why there is no answer; an answer of any status is one.
    fn send(&mut self, request: &Request) -> Result<Response, ClientFailure>;

    /// Lets time pass before the next request.
    fn wait(&mut self, seconds: u64);
}
