//! What is asked of a portal and what comes back, whoever carries it: the browser, the command or a test.

use std::fmt;

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
        Self { method: Method::Get, address: address.into(), body: None }
    }

    /// `HEAD address`
    pub fn head(address: impl Into<String>) -> Self {
        Self { method: Method::Head, address: address.into(), body: None }
    }

    /// `POST address`, with an XML document.
    pub fn post(address: impl Into<String>, body: String) -> Self {
        Self { method: Method::Post, address: address.into(), body: Some(body) }
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
    /// Whether the body stopped before its end.
    pub cut: bool,
    /// Whether redirections were followed on the way, without telling which.
    pub redirected: bool,
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
